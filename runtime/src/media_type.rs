//! In: the value of a `Content-Type` header.
//! Out: what client and server need to know of it.
//! Guarantee: case does not matter, nor do parameters unless the document declares them.

/// Whether a media type is JSON: `application/json`, `text/json`, or any with the suffix `+json` (RFC 6839, section
/// 3.1).
pub(crate) fn is_json(media_type: &str) -> bool {
    let Some((kind, subtype)) = essence(media_type).split_once('/') else {
        return false;
    };
    let suffix = subtype.rsplit_once('+').map(|(_, suffix)| suffix);
    let plain = ["application", "text"].iter().any(|it| kind.eq_ignore_ascii_case(it));
    !kind.is_empty()
        && (plain && subtype.eq_ignore_ascii_case("json")
            || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("json")))
}

/// Whether a media type is XML: `application/xml`, `text/xml`, or any with the suffix `+xml` (RFC 7303).
pub(crate) fn is_xml(media_type: &str) -> bool {
    let Some((kind, subtype)) = essence(media_type).split_once('/') else {
        return false;
    };
    let plain = ["application", "text"].iter().any(|it| kind.eq_ignore_ascii_case(it));
    let suffix = subtype.rsplit_once('+').map(|(_, suffix)| suffix);
    plain && subtype.eq_ignore_ascii_case("xml") || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("xml"))
}

/// As [`fit`], save that JSON and XML may each be called by any of their names.
pub(crate) fn fit_by_any_name(declared: &str, actual: &str) -> Option<u8> {
    let json = || is_json(declared) && is_json(actual);
    let xml = || is_xml(declared) && is_xml(actual);
    fit(declared, actual).or_else(|| (json() || xml()).then_some(0))
}

/// How well a media type fits one that a document declares, which may be a range; `None`: not at all.
pub(crate) fn fit(declared: &str, actual: &str) -> Option<u8> {
    let (kind, subtype) = essence(declared).split_once('/')?;
    let (actual_kind, actual_subtype) = essence(actual).split_once('/')?;
    if kind == "*" {
        return Some(0);
    }
    if !kind.eq_ignore_ascii_case(actual_kind) {
        return None;
    }
    if let Some(suffix) = subtype.strip_prefix('*') {
        let ending = actual_subtype.len().checked_sub(suffix.len());
        let ending = ending.and_then(|at| actual_subtype.get(at..));
        return ending.filter(|it| it.eq_ignore_ascii_case(suffix)).map(|_| 1);
    }
    if !subtype.eq_ignore_ascii_case(actual_subtype) {
        return None;
    }
    let mut declared = parameters(declared).peekable();
    if declared.peek().is_none() {
        return Some(3);
    }
    let has = |wanted: (&str, &str)| {
        parameters(actual)
            .any(|(name, value)| name.eq_ignore_ascii_case(wanted.0) && value.eq_ignore_ascii_case(wanted.1))
    };
    Some(if declared.all(has) { 4 } else { 2 })
}

/// The parameter `charset`.
pub(crate) fn charset(media_type: &str) -> Option<&str> {
    let mut all = parameters(media_type);
    all.find_map(|(name, value)| name.eq_ignore_ascii_case("charset").then_some(value))
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Names and values, these without quotes around them.
pub(crate) fn parameters(media_type: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = media_type.split(';').skip(1).filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.trim(), value.trim().trim_matches('"')))
}

#[cfg(test)]
mod tests {
    use super::{charset, fit, fit_by_any_name, is_json, is_xml};

    #[test]
    fn xml_by_any_name() {
        for name in ["application/xml", "Text/XML; charset=utf-8", "image/svg+xml"] {
            assert!(is_xml(name), "{name}");
        }
        for name in ["application/json+xmlish", "xml", "text/html", "image/xml"] {
            assert!(!is_xml(name), "{name}");
        }
        assert_eq!(fit_by_any_name("application/xml", "text/xml"), Some(0));
        assert_eq!(fit_by_any_name("application/xml", "application/json"), None);
    }

    #[test]
    fn json_by_any_name() {
        for name in [
            "application/json",
            "Text/JSON; charset=utf-8",
            "application/problem+json",
        ] {
            assert!(is_json(name), "{name}");
        }
        for name in [
            "application/jsonp",
            "json",
            "text/plain",
            "/json",
            "application/json-seq",
        ] {
            assert!(!is_json(name), "{name}");
        }
    }

    #[test]
    fn the_more_a_declaration_says_the_better_it_fits() {
        let table = [
            ("*/*", "image/png", Some(0)),
            ("image/*", "Image/PNG", Some(1)),
            ("application/*+json", "application/problem+JSON", Some(1)),
            ("application/*+json", "application/json", None),
            ("image/*", "text/plain", None),
            ("text/plain", "text/plain; charset=utf-8", Some(3)),
            ("a/b; v=\"1\"", "a/b;V=1; x=2", Some(4)),
            ("a/b; v=1", "a/b; v=2", Some(2)),
            ("a/b", "a/c", None),
            ("a/b", "nonsense", None),
        ];
        for (declared, actual, expected) in table {
            assert_eq!(fit(declared, actual), expected, "{declared} {actual}");
        }
        assert_eq!(charset("text/plain; Charset=\"UTF-8\""), Some("UTF-8"));
    }
}
