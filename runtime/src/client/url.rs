//! In: the base URL of an API, and the path and query of one request; or the URL that a subscriber gave.
//! Out: the URL of the request.
//! Guarantee: the request goes to the host of the base URL, below its path, to the place that the template means; or to
//! the subscriber's URL as it stands.

use fluent_uri::Uri;

use super::{BuildError, RequestError};

/// An absolute URL without query and without a slash at its end, which paths follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct BaseUrl(String);

impl BaseUrl {
    /// The URL that the user gives, else the one of the document.
    pub(super) fn choose(given: Option<&str>, documented: Option<&'static str>) -> Result<Self, BuildError> {
        match (given, documented) {
            (Some(given), _) => Self::parse(given).map_err(|fault| fault.explain("the base URL", given)),
            (None, Some(url)) if !url.contains("://") => Err(invalid(format!(
                "the document's server URL `{url}` is not absolute: set `base_url`"
            ))),
            (None, Some(url)) => Self::parse(url).map_err(|fault| fault.explain("the document's server URL", url)),
            (None, None) => Err(invalid("the document has no server URL: set `base_url`".to_owned())),
        }
    }

    fn parse(text: &str) -> Result<Self, Fault> {
        let url = checked(text).map_err(|fault| match fault {
            Fault::Fragment => Fault::QueryOrFragment,
            other => other,
        })?;
        if url.has_query() {
            return Err(Fault::QueryOrFragment);
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }

    /// The URL of a request for `path`, which may have a query of its own.
    pub(super) fn join(&self, path: &str, query: &str) -> String {
        let slash = if path.starts_with('/') { "" } else { "/" };
        let mark = match (query.is_empty(), path.contains('?')) {
            (true, _) => "",
            (false, false) => "?",
            (false, true) => "&",
        };
        [&self.0, slash, path, mark, query].concat()
    }

    /// The URL of a path at the same host.
    pub(super) fn at_same_host(&self, path: &str) -> Self {
        let host = self.0.find("://").map_or(0, |at| at + 3);
        let end = self.0.get(host..).and_then(|rest| rest.find('/'));
        let origin = end.and_then(|end| self.0.get(..host + end)).unwrap_or(&self.0);
        Self(format!("{origin}{}", path.trim_end_matches('/')))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether requests go through TLS.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(super) fn is_https(&self) -> bool {
        self.0
            .split_once(':')
            .is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("https"))
    }
}

/// A URL that somebody who is to be told of something gave for it: it may have a query.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct SubscriberUrl(String);

impl SubscriberUrl {
    pub(super) fn parse(text: &str) -> Result<Self, RequestError> {
        match checked(text) {
            Ok(_) => Ok(Self(text.to_owned())),
            Err(fault) => Err(RequestError::new(fault.told("the subscriber's URL", text))),
        }
    }

    /// The URL of a request that has a query of its own.
    pub(super) fn with_query(&self, query: &str) -> String {
        let mark = match (query.is_empty(), self.0.contains('?')) {
            (true, _) => "",
            (false, false) => "?",
            (false, true) => "&",
        };
        [&self.0, mark, query].concat()
    }
}

/// A URL that requests can go to, unless its query is in the way.
fn checked(text: &str) -> Result<Uri<&str>, Fault> {
    let url = Uri::parse(text).map_err(|_| Fault::Syntax)?;
    if !["http", "https"]
        .iter()
        .any(|known| url.scheme().as_str().eq_ignore_ascii_case(known))
    {
        return Err(Fault::Scheme);
    }
    if url.has_fragment() {
        return Err(Fault::Fragment);
    }
    let authority = url.authority().filter(|authority| !authority.host().is_empty());
    let authority = authority.ok_or(Fault::Host)?;
    if authority.has_userinfo() {
        return Err(Fault::Credentials);
    }
    authority.port_to_u16().map_err(|_| Fault::Port)?;
    if has_dot_segment(url.path().as_str()) {
        return Err(Fault::DotSegment);
    }
    // What the standard allows in a host and HTTP does not.
    http::Uri::try_from(text).map_err(|_| Fault::Host)?;
    Ok(url)
}

/// Whether `path` has a segment that URL parsers take for a step in the hierarchy.
///
/// The WHATWG standard reads the encoded dot so too, which leaves no way to send such a segment.
pub(super) fn has_dot_segment(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    path.split('/').any(|segment| {
        let plain = segment.replace("%2e", ".").replace("%2E", ".");
        plain == "." || plain == ".."
    })
}

/// Why a URL is no base URL.
enum Fault {
    Syntax,
    Scheme,
    Host,
    Port,
    Credentials,
    QueryOrFragment,
    Fragment,
    DotSegment,
}

impl Fault {
    fn explain(self, what: &str, url: &str) -> BuildError {
        invalid(self.told(what, url))
    }

    fn told(self, what: &str, url: &str) -> String {
        let reason = match self {
            Self::Syntax => "is not an absolute URL (RFC 3986)",
            Self::Scheme => "must start with `http://` or `https://`",
            Self::Host => "must have a valid host",
            Self::Port => "must have a port from 0 to 65535",
            Self::Credentials => "must not have credentials, which are set apart",
            Self::QueryOrFragment => "must not have a query or a fragment",
            Self::Fragment => "must not have a fragment",
            Self::DotSegment => "must not have a segment `.` or `..`",
        };
        // What may hold a secret is not repeated.
        if url.contains(['@', '?', '#']) {
            return format!("{what} {reason}");
        }
        let shown = url.escape_debug();
        format!("{what} `{shown}` {reason}")
    }
}

fn invalid(reason: String) -> BuildError {
    BuildError::BaseUrl { reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(given: Option<&str>, documented: Option<&'static str>) -> String {
        BaseUrl::choose(given, documented).unwrap_err().to_string()
    }

    #[test]
    fn paths_follow_the_base_url() {
        let table = [
            ("https://h", "/x", "https://h/x"),
            ("https://h/", "/x", "https://h/x"),
            ("https://h/base/v1", "/x", "https://h/base/v1/x"),
            ("https://h/base/v1/", "/x", "https://h/base/v1/x"),
            ("https://h/base/v1/", "/", "https://h/base/v1/"),
            ("https://h/base", "x", "https://h/base/x"),
            ("http://[::1]:8080/", "/x", "http://[::1]:8080/x"),
            ("HTTPS://H", "/x", "HTTPS://H/x"),
            ("https://h/@me", "/x", "https://h/@me/x"),
        ];
        for (base, path, expected) in table {
            let url = BaseUrl::choose(Some(base), Some("https://other")).unwrap();
            assert_eq!(url.join(path, ""), expected);
        }
        let url = BaseUrl::choose(None, Some("https://h/v1")).unwrap();
        assert_eq!(url.join("/x", "a=1"), "https://h/v1/x?a=1");
        assert_eq!(url.join("/x?y", "a=1"), "https://h/v1/x?y&a=1");
    }

    #[test]
    fn a_path_at_the_same_host() {
        let table = [
            ("https://h", "/v2", "https://h/v2"),
            ("https://h/", "/v2/", "https://h/v2"),
            ("https://h:1/base/v1", "/v2", "https://h:1/v2"),
            ("https://h/base", "/", "https://h"),
        ];
        for (base, path, expected) in table {
            assert_eq!(
                BaseUrl::parse(base).ok().map(|url| url.at_same_host(path)),
                Some(BaseUrl(expected.to_owned()))
            );
        }
    }

    #[test]
    fn what_is_no_base_url_is_told() {
        let table = [
            ("", "the base URL `` is not an absolute URL (RFC 3986)"),
            ("/v1", "the base URL `/v1` is not an absolute URL (RFC 3986)"),
            (
                "https://h ost",
                "the base URL `https://h ost` is not an absolute URL (RFC 3986)",
            ),
            (
                "https://h\n",
                "the base URL `https://h\\n` is not an absolute URL (RFC 3986)",
            ),
            (
                "ftp://h",
                "the base URL `ftp://h` must start with `http://` or `https://`",
            ),
            (
                "localhost:80",
                "the base URL `localhost:80` must start with `http://` or `https://`",
            ),
            ("https:///v1", "the base URL `https:///v1` must have a valid host"),
            ("https://:80", "the base URL `https://:80` must have a valid host"),
            ("https:v1", "the base URL `https:v1` must have a valid host"),
            (
                "https://h:65536",
                "the base URL `https://h:65536` must have a port from 0 to 65535",
            ),
            (
                "https://me:pass@h",
                "the base URL must not have credentials, which are set apart",
            ),
            ("https://me:p ss@h", "the base URL is not an absolute URL (RFC 3986)"),
            (
                "https://@h",
                "the base URL must not have credentials, which are set apart",
            ),
            ("https://h?key=s", "the base URL must not have a query or a fragment"),
            ("ftp://h?key=s", "the base URL must start with `http://` or `https://`"),
            ("https://h#f", "the base URL must not have a query or a fragment"),
            (
                "https://h/a/../b",
                "the base URL `https://h/a/../b` must not have a segment `.` or `..`",
            ),
        ];
        for (base, expected) in table {
            assert_eq!(refused(Some(base), Some("https://other")), expected);
        }
    }

    #[test]
    fn what_is_no_url_of_a_subscriber_is_told() {
        let table = [
            (
                "/hook",
                "the subscriber's URL `/hook` is not an absolute URL (RFC 3986)",
            ),
            (
                "file:///etc",
                "the subscriber's URL `file:///etc` must start with `http://` or `https://`",
            ),
            (
                "https://me:pass@h",
                "the subscriber's URL must not have credentials, which are set apart",
            ),
            ("https://h/?key=s#f", "the subscriber's URL must not have a fragment"),
        ];
        for (url, expected) in table {
            let error = SubscriberUrl::parse(url).err().map(|error| error.to_string());
            assert_eq!(error, Some(format!("the request cannot be built: {expected}")));
        }
    }

    #[test]
    fn a_subscribers_url_keeps_its_path_and_its_query() {
        let table = [
            ("https://h", "", "https://h"),
            ("https://h/hook/", "", "https://h/hook/"),
            ("https://h/hook", "a=1", "https://h/hook?a=1"),
            ("https://h/hook?key=s", "a=1", "https://h/hook?key=s&a=1"),
        ];
        for (url, query, expected) in table {
            let url = SubscriberUrl::parse(url).unwrap();
            assert_eq!(url.with_query(query), expected);
        }
    }

    #[test]
    fn a_document_without_an_absolute_url_asks_for_one() {
        assert_eq!(refused(None, None), "the document has no server URL: set `base_url`");
        let relative = "the document's server URL `/v1` is not absolute: set `base_url`";
        assert_eq!(refused(None, Some("/v1")), relative);
        assert!(
            refused(None, Some("https://{tenant}.h")).starts_with("the document's server URL `https://{tenant}.h` ")
        );
    }

    #[test]
    fn dot_segments_are_seen_encoded_too() {
        for path in ["/a/../b", "/.", "/a/%2e%2E", "/.%2e?x", "/%2E/b"] {
            assert!(has_dot_segment(path), "{path}");
        }
        for path in ["/a..b", "/.../b", "/a?x=/../", "/.a", "/"] {
            assert!(!has_dot_segment(path), "{path}");
        }
    }
}
