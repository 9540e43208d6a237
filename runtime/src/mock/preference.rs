//! In: the headers of a request.
//! Out: which of the declared responses it prefers.
//! Guarantees: what cannot be read is no preference (RFC 7240, section 2).

use http::HeaderMap;
use http::header::HeaderName;

const PREFER: HeaderName = HeaderName::from_static("prefer");

/// What a request prefers.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Preference {
    /// The status.
    pub(super) code: Option<u16>,
    /// The name of an example.
    pub(super) example: Option<String>,
}

impl Preference {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut preference = Self::default();
        let lines = headers.get_all(PREFER).iter().filter_map(|line| line.to_str().ok());
        // Of one preference that is stated twice the first counts.
        for (name, value) in lines.flat_map(|line| line.split([',', ';'])).filter_map(stated) {
            if name.eq_ignore_ascii_case("code") && preference.code.is_none() {
                preference.code = value.parse().ok();
            } else if name.eq_ignore_ascii_case("example") && preference.example.is_none() {
                preference.example = Some(value.to_owned());
            }
        }
        preference
    }
}

fn stated(text: &str) -> Option<(&str, &str)> {
    let (name, value) = text.split_once('=')?;
    Some((name.trim(), value.trim().trim_matches('"')))
}
