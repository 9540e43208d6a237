//! In: a text of `format: uri`.
//! Out: [`Uri`], which keeps the text and knows its parts.
//! Guarantee: the text is a URI with a scheme (RFC 3986, section 3) and is never changed.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use crate::violation::Violation;

/// A URI, kept letter by letter as it was given: it is not normalised.
///
/// ```
/// use stubsmith_runtime::Uri;
///
/// let uri: Uri = "HTTPS://example.com/a/../b?q#f".parse()?;
/// assert_eq!(uri.as_str(), "HTTPS://example.com/a/../b?q#f");
/// assert_eq!(uri.parts().path(), "/a/../b");
/// assert!("/a/b".parse::<Uri>().is_err());
/// # Ok::<(), stubsmith_runtime::Violation>(())
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uri(fluent_uri::Uri<String>);

impl Uri {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The URI by its parts.
    #[must_use]
    pub fn parts(&self) -> &fluent_uri::Uri<String> {
        &self.0
    }

    /// The text, owned.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0.into_string()
    }
}

impl From<fluent_uri::Uri<String>> for Uri {
    fn from(uri: fluent_uri::Uri<String>) -> Self {
        Self(uri)
    }
}

impl TryFrom<&str> for Uri {
    type Error = Violation;

    fn try_from(text: &str) -> Result<Self, Violation> {
        Self::try_from(text.to_owned())
    }
}

impl TryFrom<String> for Uri {
    type Error = Violation;

    fn try_from(text: String) -> Result<Self, Violation> {
        match fluent_uri::Uri::parse(text) {
            Ok(uri) => Ok(Self(uri)),
            Err(_) => Err(Violation::new(
                "format",
                "must be a URI with a scheme, such as https://example.com/",
            )),
        }
    }
}

impl FromStr for Uri {
    type Err = Violation;

    fn from_str(text: &str) -> Result<Self, Violation> {
        Self::try_from(text)
    }
}

impl AsRef<str> for Uri {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Uri {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Uri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_needed() {
        for text in [
            "mailto:a@example.com",
            "urn:isbn:1",
            "https://example.com",
            "http://[::1]:80/%41?a=b#c",
        ] {
            assert_eq!(Uri::try_from(text).unwrap().into_inner(), text);
        }
        for text in [
            "",
            "/a",
            "example.com",
            "//example.com",
            "http://a b",
            "http://ä.example",
            "http://a/%4",
            "1a:b",
        ] {
            assert_eq!(Uri::try_from(text).unwrap_err().rule(), "format", "{text}");
        }
    }
}
