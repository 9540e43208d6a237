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

/// Prose as one line, to stand within a sentence of the generator's own.
pub(super) fn line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn spaced(line: &str) -> TokenStream {
    let line = format!(" {line}");
    quote!(#[doc = #line])
}

/// The lines of a doc comment, without comment marks.
fn lines(text: &str) -> Vec<String> {
    let mut prose = Prose::default();
    for line in text.trim().lines() {
        prose.line(&line.replace('\t', "    "));
    }
    prose.finish()
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
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            self.close();
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
            let line = escape(&std::mem::take(&mut self.open));
            self.out.push(line);
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
    let mut filled = false;
    for word in words(line) {
        let fits = current.chars().count() + 1 + word.chars().count() <= WIDTH;
        // A word that would begin a list, a heading or a quote must not begin a line.
        let opens_block = list_marker(&format!("{word} ")) > 0 || word.starts_with(['#', '>', '|', '=', '-', '+', '*']);
        if filled && !fits && !opens_block {
            out.push(std::mem::replace(&mut current, " ".repeat(hanging)));
            filled = false;
        }
        if filled {
            current.push(' ');
        }
        current.push_str(word);
        filled = true;
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

/// Escapes what rustdoc would read otherwise than the writer meant: brackets that are no links, tags, bare URLs.
fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        if character == '`'
            && let Some(end) = rest.get(1..).and_then(|tail| tail.find('`'))
            && let Some((span, tail)) = rest.split_at_checked(end + 2)
        {
            out.push_str(span);
            rest = tail;
            continue;
        }
        if rest.starts_with("https://") || rest.starts_with("http://") {
            let (url, tail) = split_url(rest);
            let linked = out.ends_with("](") || out.ends_with('<');
            out.push_str(&if linked { url.to_owned() } else { format!("<{url}>") });
            rest = tail;
            continue;
        }
        let tail = rest.get(character.len_utf8()..).unwrap_or_default();
        match character {
            '[' | ']' if !is_link(line, rest, character) => {
                out.push('\\');
                out.push(character);
            }
            '<' if !tail.starts_with("http://") && !tail.starts_with("https://") => out.push_str("\\<"),
            other => out.push(other),
        }
        rest = tail;
    }
    out
}

/// Whether a bracket belongs to an inline link `[text](target)`.
fn is_link(line: &str, rest: &str, bracket: char) -> bool {
    if bracket == ']' {
        let before = line.get(..line.len() - rest.len()).unwrap_or_default();
        return rest.starts_with("](") && before.contains('[');
    }
    rest.split_once(']').is_some_and(|(_, after)| after.starts_with('('))
}

fn split_url(text: &str) -> (&str, &str) {
    let end = text
        .find(|character: char| character.is_whitespace() || "<>\"')]}`".contains(character))
        .unwrap_or(text.len());
    let url = text.get(..end).unwrap_or(text);
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    (url, text.get(url.len()..).unwrap_or_default())
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
            ("`Vec<T>` stays", &["`Vec<T>` stays"]),
            ("- one\nlazy\n- two", &["- one lazy", "- two"]),
            (
                "folded\nlines\n# Heading\n| a |\n| b |",
                &["folded lines", "# Heading", "| a |", "| b |"],
            ),
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
}
