//! In: a key of the Paths Object.
//! Out: its texts and what stands between braces, each with the part of the URL that it is in.
//! Guarantees: takes time linear in the text, however its braces are nested.

/// The part of a URL that a token is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Zone {
    Path,
    Query,
}

/// A piece of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'p> {
    Text(Zone, &'p str),
    /// What stands between two braces that belong together.
    Braced(Zone, &'p str),
    /// A brace that stands alone.
    Stray(Zone, char),
}

/// The tokens, and what follows the first `#` outside of braces.
pub(super) fn tokens(path: &str) -> (Vec<Token<'_>>, Option<&str>) {
    let ends = partners(path);
    let mut tokens = Vec::new();
    let mut zone = Zone::Path;
    let mut rest = path;
    while !rest.is_empty() {
        let at = path.len() - rest.len();
        let end = rest.find(delimiter(zone)).unwrap_or(rest.len());
        let (text, found) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if !text.is_empty() {
            tokens.push(Token::Text(zone, text));
        }
        let mut after = found.chars();
        match after.next() {
            None => break,
            Some('#') => return (tokens, Some(after.as_str())),
            Some('?') => zone = Zone::Query,
            Some(brace) => match ends.get(&(at + end)).and_then(|close| path.get(at + end + 1..*close)) {
                Some(inner) => {
                    tokens.push(Token::Braced(zone, inner));
                    rest = after.as_str().get(inner.len() + 1..).unwrap_or_default();
                    continue;
                }
                None => tokens.push(Token::Stray(zone, brace)),
            },
        }
        rest = after.as_str();
    }
    (tokens, None)
}

/// A query may hold question marks.
fn delimiter(zone: Zone) -> &'static [char] {
    match zone {
        Zone::Path => &['{', '}', '#', '?'],
        Zone::Query => &['{', '}', '#'],
    }
}

/// The places of the opening braces that have a partner, and where that is.
fn partners(path: &str) -> std::collections::HashMap<usize, usize> {
    let mut open = Vec::new();
    let mut partners = std::collections::HashMap::new();
    for (at, character) in path.char_indices() {
        match character {
            '{' => open.push(at),
            '}' => {
                if let Some(start) = open.pop() {
                    partners.insert(start, at);
                }
            }
            _ => {}
        }
    }
    partners
}
