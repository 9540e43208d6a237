//! In: a macro invocation as an item, whose grammar `prettyplease` does not know.
//! Out: its text.
//! Guarantees: the tokens stay as they are.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;

/// The width above which a list is broken at its commas.
const WIDTH: usize = 100;

/// The text of an invocation. The values of an enumeration stand one in a line.
pub(super) fn format(item: &syn::ItemMacro) -> String {
    let mut attributes = String::new();
    for attribute in &item.attrs {
        attributes.push_str(&tight(attribute.to_token_stream()));
        attributes.push('\n');
    }
    let path = tight(item.mac.path.to_token_stream());
    let tokens = item.mac.tokens.clone();
    let line = format!("{attributes}{path}!({});", tight(tokens.clone()));
    let has_block = tokens.clone().into_iter().any(|tree| is_block(&tree));
    if line.len() <= WIDTH && !has_block {
        return line;
    }
    format!("{attributes}{path}!({});", broken(tokens))
}

fn is_block(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Tokens on one line.
fn tight(tokens: TokenStream) -> String {
    let mut out = String::new();
    for tree in tokens {
        let text = match &tree {
            TokenTree::Group(group) => group_text(group, &tight(group.stream())),
            other => other.to_string(),
        };
        if needs_space(out.chars().next_back(), &tree) {
            out.push(' ');
        }
        out.push_str(&text);
    }
    out
}

/// Whether a blank stands between the text so far, by its last character, and the next token.
fn needs_space(last: Option<char>, next: &TokenTree) -> bool {
    let Some(last) = last else {
        return false;
    };
    match next {
        TokenTree::Punct(punct) => punct.as_char() == '=' || matches!(last, ',' | '='),
        TokenTree::Group(group) => matches!(last, ',' | '=') || group.delimiter() == Delimiter::Brace,
        TokenTree::Ident(_) | TokenTree::Literal(_) => !matches!(last, ':' | '&' | '#' | '!' | '-' | '.' | '<'),
    }
}

/// Tokens with the last group broken at its commas.
fn broken(tokens: TokenStream) -> String {
    let mut trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let Some(TokenTree::Group(last)) = trees.pop() else {
        return tight(tokens);
    };
    let lines: String = entries(last.stream())
        .into_iter()
        .map(|entry| format!("    {},\n", tight(entry)))
        .collect();
    let head = tight(trees.into_iter().collect());
    let gap = if last.delimiter() == Delimiter::Parenthesis {
        ""
    } else {
        " "
    };
    format!("{head}{gap}{}", group_text(&last, &format!("\n{lines}")))
}

/// What stands between the commas of a list; those between the arguments of a type are its own.
fn entries(list: TokenStream) -> Vec<TokenStream> {
    let mut entries: Vec<Vec<TokenTree>> = vec![Vec::new()];
    let mut open = 0_usize;
    for tree in list {
        let mark = match &tree {
            TokenTree::Punct(punct) => punct.as_char(),
            _ => ' ',
        };
        match mark {
            '<' => open += 1,
            '>' => open = open.saturating_sub(1),
            _ => {}
        }
        match entries.last_mut() {
            Some(entry) if mark != ',' || open > 0 => entry.push(tree),
            _ => entries.push(Vec::new()),
        }
    }
    entries.retain(|entry| !entry.is_empty());
    entries.into_iter().map(|entry| entry.into_iter().collect()).collect()
}

fn group_text(group: &Group, inner: &str) -> String {
    match group.delimiter() {
        Delimiter::Parenthesis => format!("({inner})"),
        Delimiter::Bracket => format!("[{inner}]"),
        Delimiter::Brace => format!("{{{inner}}}"),
        Delimiter::None => inner.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    #[test]
    fn invocations_are_laid_out() {
        let cases = [
            (
                quote!(a::b!(Name, [Rule::Max(40), Rule::Pattern(&p::NAME)]);),
                "a::b!(Name, [Rule::Max(40), Rule::Pattern(&p::NAME)]);",
            ),
            (
                quote!(a::b!(Name(i64), [Rule::Min(-1)]);),
                "a::b!(Name(i64), [Rule::Min(-1)]);",
            ),
            (
                quote!(a::b!(E { A = "a", B = "b, c" });),
                "a::b!(E {\n    A = \"a\",\n    B = \"b, c\",\n});",
            ),
            (
                quote!(a::b!(NameThatIsNearlyAsLongAsALineCall(Headed<Headers, BTreeMap<String, Vec<NameOfAType>>>, NameOfAnError));),
                "a::b!(NameThatIsNearlyAsLongAsALineCall(\n    Headed<Headers, BTreeMap<String, Vec<NameOfAType>>>,\n    NameOfAnError,\n));",
            ),
            (
                quote!(a::b!(NameThatIsLongerThanALineMayBeAndThatHasNoListAtWhoseCommasItCouldBeBrokenIntoSeveralLines);),
                "a::b!(NameThatIsLongerThanALineMayBeAndThatHasNoListAtWhoseCommasItCouldBeBrokenIntoSeveralLines);",
            ),
        ];
        for (tokens, expected) in cases {
            let item: syn::ItemMacro = syn::parse2(tokens).expect("a macro");
            assert_eq!(super::format(&item), expected);
        }
    }
}
