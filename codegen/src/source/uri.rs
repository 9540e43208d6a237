//! In: URI references as documents write them.
//! Out: their parts, and what they mean beside a base URI (RFC 3986, section 5).
//! Guarantees: any text gives some text; spaces and other characters that a URI may not have are kept.

/// A reference without its fragment, and the fragment with its `#`; empty if there is none.
pub(super) fn split_fragment(reference: &str) -> (&str, &str) {
    match reference.find('#') {
        Some(at) => reference.split_at(at),
        None => (reference, ""),
    }
}

/// The scheme of a reference that has one. A single letter is the drive of a path.
pub(super) fn scheme(reference: &str) -> Option<&str> {
    let (scheme, _) = reference.split_once(':')?;
    let is_scheme = scheme.len() > 1
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    is_scheme.then_some(scheme)
}

/// The URI that a reference means beside a base; neither has a fragment.
pub(super) fn resolve(base: &str, reference: &str) -> String {
    if reference.is_empty() || scheme(reference).is_some() {
        return if reference.is_empty() { base } else { reference }.to_owned();
    }
    let (base_scheme, rest) = match scheme(base).and_then(|scheme| base.split_at_checked(scheme.len() + 1)) {
        Some((scheme, rest)) => (scheme, rest),
        None => ("", base),
    };
    if reference.starts_with("//") {
        return format!("{base_scheme}{reference}");
    }
    let (authority, path) = match rest.strip_prefix("//") {
        Some(after) => {
            let end = after.find(['/', '?']).map_or(rest.len(), |end| end + 2);
            rest.split_at_checked(end).unwrap_or((rest, ""))
        }
        None => ("", rest),
    };
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    let (reference_path, query) = match reference.find('?') {
        Some(at) => reference.split_at(at),
        None => (reference, ""),
    };
    let merged = if reference_path.starts_with('/') {
        reference_path.to_owned()
    } else if reference_path.is_empty() {
        path.to_owned()
    } else {
        match path.rsplit_once('/') {
            Some((folder, _)) => format!("{folder}/{reference_path}"),
            None if authority.is_empty() => reference_path.to_owned(),
            None => format!("/{reference_path}"),
        }
    };
    format!("{base_scheme}{authority}{}{query}", without_dots(&merged))
}

/// A path without `.` and `..` (RFC 3986, section 5.2.4); those that lead above the root of a relative path stay.
pub(super) fn without_dots(path: &str) -> String {
    let is_absolute = path.starts_with('/');
    let mut kept: Vec<&str> = Vec::new();
    let mut ends_in_folder = false;
    for segment in path.split('/').skip(usize::from(is_absolute)) {
        ends_in_folder = matches!(segment, "." | "..");
        match segment {
            "." => {}
            ".." if kept.last().is_some_and(|last| *last != "..") => {
                kept.pop();
            }
            ".." if is_absolute => {}
            other => kept.push(other),
        }
    }
    let root = if is_absolute { "/" } else { "" };
    let folder = if ends_in_folder && kept.last().is_some_and(|last| *last != "..") {
        "/"
    } else {
        ""
    };
    format!("{root}{}{folder}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_as_the_standard_says() {
        for (reference, expected) in [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../../../g", "http://a/g"),
            ("urn:x", "urn:x"),
        ] {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), expected, "{reference}");
        }
        assert_eq!(resolve("http://a", "b"), "http://a/b");
        assert_eq!(resolve("a/b", "../../c d"), "../c d");
        assert_eq!(resolve("urn:x:y", "z"), "urn:z");
    }

    #[test]
    fn a_drive_is_no_scheme() {
        assert_eq!(scheme("C:\\a"), None);
        assert_eq!(scheme("a/b:c"), None);
        assert_eq!(scheme("https://a"), Some("https"));
    }
}
