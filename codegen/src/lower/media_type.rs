//! In: the name of a media type as a document writes it.
//! Out: what its subtype says about the bytes, and what was meant by a name that is none.
//! Guarantees: case and parameters do not matter for the class.

/// What a media type says about a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `application/json`, `text/json`, `+json`.
    Json,
    /// A subtype that has `json` in it, such as `application/vnd.example.json`.
    JsonLike,
    /// `text/*` and everything below it.
    Text,
    /// `application/xml`, `text/xml`, `+xml`.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data` and its relatives.
    Multipart,
    /// Items one after another: JSON Lines, JSON text sequences, `text/event-stream`.
    Sequence(Sequence),
    /// `*/*`, `image/*`.
    Range,
    /// All others.
    Binary,
}

/// How items stand one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    /// One JSON value a line, whatever the media type is called.
    Lines,
    /// `application/json-seq`, `+json-seq`.
    Records,
    /// `text/event-stream`.
    Events,
}

impl Sequence {
    /// The class of a body that is read as a whole.
    pub(super) fn whole(self) -> Class {
        match self {
            Self::Events => Class::Text,
            Self::Lines | Self::Records => Class::Binary,
        }
    }
}

/// The class of a media type.
pub(super) fn classify(name: &str) -> Class {
    let essence = essence(name);
    let (kind, subtype) = essence.split_once('/').unwrap_or((essence.as_str(), "*"));
    match (kind, subtype) {
        ("application" | "text", "json") => Class::Json,
        (_, subtype) if subtype.ends_with("+json") => Class::Json,
        ("application" | "text", "xml") => Class::Xml,
        (_, subtype) if subtype.ends_with("+xml") => Class::Xml,
        ("multipart", _) => Class::Multipart,
        ("application", "x-www-form-urlencoded") => Class::Form,
        ("text", "event-stream") => Class::Sequence(Sequence::Events),
        (_, subtype) if subtype == "json-seq" || subtype.ends_with("+json-seq") => Class::Sequence(Sequence::Records),
        (_, subtype) if is_lines(subtype) => Class::Sequence(Sequence::Lines),
        ("text", _) => Class::Text,
        (_, "*") => Class::Range,
        (_, subtype) if subtype.contains("json") && !is_other(subtype) => Class::JsonLike,
        _ => Class::Binary,
    }
}

/// Whether a subtype means JSON Lines; it has never been registered, so it has many names.
fn is_lines(subtype: &str) -> bool {
    let name = subtype.strip_prefix("x-").unwrap_or(subtype);
    ["jsonl", "jsonlines", "json-lines", "ndjson", "nd-json", "json-stream"].contains(&name)
}

/// Whether a subtype with `json` in it holds several values, or none that is written as JSON.
fn is_other(subtype: &str) -> bool {
    ["ndjson", "jsonl", "json-seq", "json-stream", "json-smile", "nd-json"]
        .iter()
        .any(|word| subtype.contains(word))
}

/// What was meant by a name that is no media type, as far as it can be told; `None`: it is one.
pub(super) fn mended(name: &str) -> Option<&'static str> {
    let essence = essence(name);
    let is_name = |text: &str| !text.is_empty() && text.bytes().all(is_token);
    if essence
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
    {
        return (essence == "application/form-data").then_some(MULTIPART);
    }
    Some(match essence.as_str() {
        "xml" | "applicationxml" => "application/xml",
        "text" | "string" | "plain" => "text/plain",
        "html" => "text/html",
        "csv" => "text/csv",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "form-data" | "multipart" => MULTIPART,
        "form" | "x-www-form-urlencoded" => "application/x-www-form-urlencoded",
        other if other.contains("json") => "application/json",
        _ => "*/*",
    })
}

const MULTIPART: &str = "multipart/form-data";

/// Whether a name means `multipart/form-data`.
pub(super) fn is_form_data(name: &str) -> bool {
    mended(name).map_or_else(|| essence(name) == MULTIPART, |mended| mended == MULTIPART)
}

/// Whether two names are one media type, parameters included.
pub(super) fn same(one: &str, other: &str) -> bool {
    let normal = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.chars().filter(|it| !it.is_whitespace()).collect::<String>()
    };
    normal(one) == normal(other)
}

fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// RFC 9110, section 5.6.2.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::{Class, Sequence, classify, mended, same};

    #[test]
    fn classes() {
        let table = [
            ("application/json", Class::Json),
            ("Application/JSON ; charset=utf-8", Class::Json),
            ("text/json", Class::Json),
            ("application/*+json", Class::Json),
            ("application/vnd.shop.v1+json;version=2", Class::Json),
            ("application/vnd.shop.json", Class::JsonLike),
            ("application/json+sarif", Class::JsonLike),
            ("application/x-ndjson", Class::Sequence(Sequence::Lines)),
            ("application/jsonl; charset=utf-8", Class::Sequence(Sequence::Lines)),
            ("application/geo+json-seq", Class::Sequence(Sequence::Records)),
            ("Text/Event-Stream", Class::Sequence(Sequence::Events)),
            ("application/vnd.shop.jsonl", Class::Binary),
            ("application/x-json-smile", Class::Binary),
            ("application/xml", Class::Xml),
            ("image/svg+xml", Class::Xml),
            ("text/xml", Class::Xml),
            ("text/csv", Class::Text),
            ("text/*", Class::Text),
            ("*/*", Class::Range),
            ("image/*", Class::Range),
            ("application/x-www-form-urlencoded", Class::Form),
            ("multipart/related", Class::Multipart),
            ("application/octet-stream", Class::Binary),
            ("image/png", Class::Binary),
        ];
        for (name, class) in table {
            assert_eq!(classify(name), class, "{name}");
        }
    }

    #[test]
    fn names_that_are_no_media_types() {
        let table = [
            ("application/json; charset=utf-8", None),
            ("*/*", None),
            ("application/vnd.x.v1", None),
            ("JSON", Some("application/json")),
            ("applicationjson;version=1", Some("application/json")),
            ("application/form-data", Some("multipart/form-data")),
            ("*", Some("*/*")),
            ("", Some("*/*")),
            ("a b/c", Some("*/*")),
            ("a/b/c", Some("*/*")),
        ];
        for (name, meant) in table {
            assert_eq!(mended(name), meant, "{name}");
        }
    }

    #[test]
    fn case_and_white_space_do_not_tell_names_apart() {
        assert!(same("text/plain;charset=utf-8", "Text/Plain; Charset=UTF-8"));
        assert!(!same("text/plain", "text/plain; charset=utf-8"));
    }
}
