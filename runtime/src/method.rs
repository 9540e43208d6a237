//! In: the name of an HTTP method.
//! Out: the method.
//! Guarantees: methods beyond those that HTTP itself defines are methods too.

use http::Method;

/// The method of that name; case matters (RFC 9110, section 9.1). A text that no method can have is `GET`.
///
/// Emitted code calls this for methods that [`Method`] has no constant for.
#[must_use]
pub fn method(name: &str) -> Method {
    Method::from_bytes(name.as_bytes()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_have_any_name_that_is_a_token() {
        assert_eq!(method("PURGE").as_str(), "PURGE");
        assert_eq!(
            method("a-method-with-a-long-name").as_str(),
            "a-method-with-a-long-name"
        );
        assert_eq!(method("QUERY"), Method::QUERY);
        assert_eq!(method("no method"), Method::GET);
    }
}
