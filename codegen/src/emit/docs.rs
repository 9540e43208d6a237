//! In: the document's prose, CommonMark that a person wrote for another renderer.
//! Out: doc comments, wrapped.
//! Guarantees: what rustdoc or clippy would take for a link, a tag or a test is escaped.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Docs;

/// The width at which prose is wrapped, comment marks not counted.
const WIDTH: usize = 100;

/// Doc attributes of an item.
pub(super) fn attributes(docs: &Docs, deprecated: bool) -> TokenStream {
    let mut text = match (&docs.summary, &docs.description) {
        (Some(summary), Some(description)) if summary.trim() == description.trim() => summary.clone(),
        (Some(summary), Some(description)) => format!("{summary}\n\n{description}"),
        (Some(one), None) | (None, Some(one)) => one.clone(),
        (None, None) => String::new(),
    };
    if deprecated {
        text.push_str("\n\nDeprecated by the document.");
    }
    from_text(&text)
}

/// Doc attributes from prose.
pub(super) fn from_text(text: &str) -> TokenStream {
    lines(text)
        .into_iter()
        .map(|line| {
            if line.is_empty() {
                quote!(#[doc = ""])
            } else {
                spaced(&line)
            }
        })
        .collect()
}

/// A text of the document as code.
pub(super) fn code_span(text: &str) -> String {
    if text.is_empty() {
        return "`\"\"`".to_owned();
    }
    format!("`{}`", text.replace('`', "'"))
}

/// Prose as one line, to stand within a sentence of the generator's own.
pub(super) fn line(text: &str) -> String {
    escape(&plain(text).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn spaced(line: &str) -> TokenStream {
    let line = format!(" {line}");
    quote!(#[doc = #line])
}

/// The lines of a doc comment, without comment marks.
fn lines(text: &str) -> Vec<String> {
    let text = plain(text);
    let mut prose = Prose::default();
    for line in text.trim().lines() {
        prose.line(line);
    }
    prose.finish()
}

/// Whether a character is none that a reader sees, or turns the direction of text around.
pub(super) fn is_unseen(character: char) -> bool {
    character.is_control() || matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Text without the characters that rustc refuses in comments: control characters other than line ends, and those that
/// turn the direction of text around, which can make code look like other code.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            other if is_unseen(other) => {}
            other => out.push(other),
        }
    }
    out
}

/// Prose while it is laid out: paragraphs and list items are gathered, then wrapped as a whole.
#[derive(Default)]
struct Prose {
    out: Vec<String>,
    open: String,
    indent: usize,
    hanging: usize,
    fenced: bool,
}

impl Prose {
    fn line(&mut self, line: &str) {
        // What a quote holds is laid out as prose: a wrapped quote would need its mark in every line.
        let line = if self.fenced { line } else { unquoted(line) };
        let trimmed = line.trim();
        if is_fence(trimmed) {
            self.close();
            self.hanging = 0;
            self.fenced = !self.fenced;
            // A fence that names no language would be compiled as a doctest.
            self.out.push(if self.fenced {
                "```text".to_owned()
            } else {
                "```".to_owned()
            });
        } else if self.fenced {
            self.out.push(line.trim_end().to_owned());
        } else if trimmed.is_empty() {
            self.close();
            self.hanging = 0;
            if self.out.last().is_some_and(|last| !last.is_empty()) {
                self.out.push(String::new());
            }
        } else {
            self.text(line, trimmed);
        }
    }

    fn text(&mut self, line: &str, trimmed: &str) {
        let marker = list_marker(trimmed);
        // Tables and headings end with their line.
        let whole = trimmed.starts_with(['|', '#']);
        if marker > 0 || whole {
            self.close();
        }
        if self.open.is_empty() {
            let depth = line.len() - line.trim_start().len();
            self.indent = if marker > 0 { depth.min(3) } else { self.hanging };
            if marker > 0 {
                self.hanging = self.indent + marker;
            }
        } else {
            self.open.push(' ');
        }
        self.open.push_str(trimmed);
        if whole {
            self.hanging = 0;
            let line = std::mem::take(&mut self.open);
            // Code does not reach over the cells of a table.
            let cells: Vec<String> = if line.starts_with('|') {
                line.split('|').map(escape).collect()
            } else {
                vec![escape(&line)]
            };
            self.out.push(cells.join("|"));
        } else if line.ends_with("  ") {
            self.open.push('\\');
            self.close();
        }
    }

    fn close(&mut self) {
        let text = std::mem::take(&mut self.open);
        if !text.is_empty() {
            wrap(&escape(&text), self.indent, self.hanging, &mut self.out);
        }
    }

    fn finish(mut self) -> Vec<String> {
        self.close();
        if self.fenced {
            self.out.push("```".to_owned());
        }
        self.out
    }
}

/// The width of a list item's marker and the blank behind it; 0: no list item.
fn list_marker(line: &str) -> usize {
    if line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ") {
        return 2;
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    if (1..=9).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") ")) {
        digits + 2
    } else {
        0
    }
}

fn wrap(line: &str, indent: usize, hanging: usize, out: &mut Vec<String>) {
    let mut current = " ".repeat(indent);
    // In characters.
    let mut width = indent;
    let mut filled = false;
    let mut behind_marker = false;
    for (index, word) in words(line).into_iter().enumerate() {
        let length = word.chars().count();
        let fits = width + 1 + length <= WIDTH;
        // A word that would begin a list, a heading or a quote must not begin a line.
        let opens_block = list_marker(&format!("{word} ")) > 0 || word.starts_with(['#', '>', '|', '=', '-', '+', '*']);
        // A marker by itself would begin an empty item.
        if filled && !fits && !opens_block && !behind_marker {
            out.push(std::mem::replace(&mut current, " ".repeat(hanging)));
            width = hanging;
            filled = false;
        }
        if filled {
            current.push(' ');
            width += 1;
        }
        current.push_str(word);
        width += length;
        filled = true;
        behind_marker = index == 0 && opens_block;
    }
    out.push(current);
}

/// Words of a line; a code span is one word.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut in_code = false;
    for (index, character) in line.char_indices() {
        match character {
            '`' => in_code = !in_code,
            ' ' if !in_code => {
                words.extend(line.get(start..index).filter(|word| !word.is_empty()));
                start = index + 1;
            }
            _ => {}
        }
    }
    words.extend(line.get(start..).filter(|word| !word.is_empty()));
    words
}

/// Whether a line begins or ends a block of code; three backticks with three more behind them are a span.
fn is_fence(line: &str) -> bool {
    line.starts_with("~~~") || (line.starts_with("```") && !line.trim_start_matches('`').contains('`'))
}

/// A line without the marks of a quote; a `>` that is none is escaped when it is emitted.
fn unquoted(line: &str) -> &str {
    let mut rest = line;
    while let Some(quoted) = rest.trim_start().strip_prefix('>') {
        if !quoted.is_empty() && !quoted.starts_with([' ', '>']) {
            break;
        }
        rest = quoted;
    }
    rest
}

/// Escapes what rustdoc would read otherwise than the writer meant: brackets that are no links, tags, bare URLs.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.starts_with('>') {
        out.push('\\');
    }
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let kept = match character {
            '\\' => escaped(rest),
            '`' => code(rest),
            '<' => autolink(rest),
            '[' => link(rest),
            _ => None,
        };
        let (piece, length) = match (kept.and_then(|length| rest.get(..length)), character) {
            (Some(kept), _) => (kept.to_owned(), kept.len()),
            // A run of backticks without its partner stands for itself, and no part of it begins a span.
            (None, '`') => ("\\`".repeat(run(rest)), run(rest)),
            (None, '[' | ']' | '<') => (format!("\\{character}"), 1),
            (None, 'h') if rest.starts_with("http://") || rest.starts_with("https://") => {
                let url = url(rest);
                (format!("<{url}>"), url.len())
            }
            (None, other) => (other.to_string(), other.len_utf8()),
        };
        out.push_str(&piece);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The length of a character that the writer escaped, with its backslash.
fn escaped(text: &str) -> Option<usize> {
    let next = text.get(1..)?.chars().next()?;
    next.is_ascii_punctuation().then_some(2)
}

/// How many backticks a text begins with.
fn run(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// The length of a code span: up to a run of as many backticks as it begins with.
fn code(text: &str) -> Option<usize> {
    let mut at = run(text);
    loop {
        at += text.get(at..)?.find('`')?;
        let closing = run(text.get(at..)?);
        at += closing;
        if closing == run(text) {
            return Some(at);
        }
    }
}

/// The length of a URL in angle brackets.
fn autolink(text: &str) -> Option<usize> {
    let inner = text.get(1..)?;
    let is_url = inner.starts_with("http://") || inner.starts_with("https://");
    let end = inner.find(|character: char| character.is_whitespace() || "<>`".contains(character))?;
    (is_url && inner.get(end..)?.starts_with('>')).then_some(end + 2)
}

/// The length of an inline link `[text](target)` that leads out of the crate; of any other, rustdoc would take the
/// target for the path of an item.
fn link(text: &str) -> Option<usize> {
    let inner = text.get(1..)?;
    // Looks no further than a link may reach: a text may be all brackets.
    let end = if inner.starts_with('`') {
        code(inner)?
    } else {
        inner.find(['[', ']', '<', '\\', '`'])?
    };
    let (label, rest) = inner.split_at_checked(end)?;
    let rest = rest.strip_prefix("](").filter(|_| !label.contains(']'))?;
    let end = rest.find(|character: char| character.is_whitespace() || "<>()[]`\\".contains(character))?;
    let (target, rest) = rest.split_at_checked(end)?;
    let leads_out = target.starts_with('#') || target.contains(['/', '.']);
    (leads_out && rest.starts_with(')')).then_some(label.len() + target.len() + 4)
}

/// The URL that a text begins with.
fn url(text: &str) -> &str {
    let end = text
        .find(|character: char| character.is_whitespace() || "<>\"')]}`".contains(character))
        .unwrap_or(text.len());
    let url = text.get(..end).unwrap_or(text);
    url.trim_end_matches(['.', ',', ';', ':', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn prose_is_safe_for_rustdoc() {
        let cases: &[(&str, &[&str])] = &[
            ("See https://example.com/a.", &["See <https://example.com/a>."]),
            ("[docs](https://example.com)", &["[docs](https://example.com)"]),
            ("a [b] and <c>", &["a \\[b\\] and \\<c>"]),
            ("\\[b] and \\<c>", &["\\[b\\] and \\<c>"]),
            ("[b](c) [d](e f) [g", &["\\[b\\](c) \\[d\\](e f) \\[g"]),
            (
                "[`f`](#f) [https://a.example](https://a.example)",
                &["[`f`](#f) [https://a.example](https://a.example)"],
            ),
            (
                "<https://a.example> <https://a.example or>",
                &["<https://a.example> \\<<https://a.example> or>"],
            ),
            ("` [b] ``", &["\\` \\[b\\] \\`\\`"]),
            ("| `a | [b]` |", &["| \\`a | \\[b\\]\\` |"]),
            ("> a\n> > b\n>c", &["a b >c"]),
            (">=1", &["\\>=1"]),
            ("10. a\n# b\nc", &["10. a", "# b", "c"]),
            ("```a``` [b]", &["```a``` \\[b\\]"]),
            ("`Vec<T>` stays", &["`Vec<T>` stays"]),
            ("- one\nlazy\n- two", &["- one lazy", "- two"]),
            (
                "folded\nlines\n# Heading\n| a |\n| b |",
                &["folded lines", "# Heading", "| a |", "| b |"],
            ),
            ("bare\rline \u{202e}end\u{0}", &["bare line end"]),
            ("hard  \nbreak", &["hard\\", "break"]),
            ("```\nlet x;\n```", &["```text", "let x;", "```"]),
            ("a\n\n\n\nb", &["a", "", "b"]),
            ("    indented", &["indented"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn long_lines_are_wrapped() {
        let wrapped = lines(&format!("- {}", "word ".repeat(60)));
        assert!(wrapped.len() > 2);
        assert!(wrapped.iter().all(|line| line.len() <= super::WIDTH), "{wrapped:#?}");
        assert!(
            wrapped.iter().skip(1).all(|line| line.starts_with("  word")),
            "{wrapped:#?}"
        );
    }

    #[test]
    fn a_list_marker_stands_before_its_first_word() {
        let long = format!("- `{}` is long", "x ".repeat(60).trim_end());
        let wrapped = lines(&long);
        assert_eq!(wrapped.len(), 2, "{wrapped:#?}");
        assert!(
            wrapped.first().is_some_and(|line| line.starts_with("- `x x")),
            "{wrapped:#?}"
        );
    }
}
