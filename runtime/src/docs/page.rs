//! In: the title of an API.
//! Out: the page that shows its document, and the script that it runs.
//! Guarantees: the title is text whatever it holds; all URLs are relative to the page.

use crate::Bytes;

/// What the page runs beside Swagger UI.
pub(super) const SCRIPT: &str = include_str!("page.js");

const PAGE: &str = include_str!("page.html");

/// The page of an API of that title.
pub(super) fn html(title: &str) -> Bytes {
    Bytes::from(PAGE.replace("{title}", &escaped(title)))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_text() {
        let page = html("A & B</title><script>");
        let page = std::str::from_utf8(&page).expect("text");
        assert!(
            page.contains("<title>A &amp; B&lt;/title&gt;&lt;script&gt;</title>"),
            "{page}"
        );
    }
}
