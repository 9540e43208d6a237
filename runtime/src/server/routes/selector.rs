//! In: what tells a route apart from others of the same method and template, and the head of a request.
//! Out: whether the request means the route.
//! Guarantee: what is read of a request is read once, however many routes look at it.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::PathValues;
use crate::Text;
use crate::server::Location;
use crate::server::parameters::{self, Query};
use crate::server::percent;

/// What a request must have for a route to be meant, beside its method and template.
#[derive(Clone, Copy, Debug)]
pub enum Selector {
    /// A query parameter: with this value, or with any.
    Query {
        /// Its name, decoded.
        name: &'static str,
        /// Its value, decoded.
        value: Option<&'static str>,
    },
    /// A header: with this value, or with any.
    Header {
        /// Its name; case does not matter.
        name: &'static str,
        /// Its value.
        value: Option<&'static str>,
    },
    /// A path parameter whose text must be of a type: `accepts::<T>`.
    Path {
        /// Its name.
        name: &'static str,
        /// Whether a decoded text is of the type.
        accepts: fn(&str) -> bool,
    },
    /// A body of one of these media types; `text/*` and `*/*` stand for several.
    MediaType(&'static [&'static str]),
}

/// Whether a text is a value of `T`, as a parameter is read.
#[must_use]
pub fn accepts<T: Text>(text: &str) -> bool {
    crate::text::parse::<T>(text).is_ok()
}

impl Selector {
    /// What of a request it looks at.
    pub(super) fn subject(&self) -> (Location, &'static str) {
        match *self {
            Self::Query { name, .. } => (Location::Query, name),
            Self::Header { name, .. } => (Location::Header, name),
            Self::Path { name, .. } => (Location::Path, name),
            Self::MediaType(_) => (Location::Header, "content-type"),
        }
    }

    pub(super) fn is_met(&self, request: &mut Head<'_>, path: &PathValues) -> bool {
        match *self {
            Self::Query { name, value } => request.query(name).any(|sent| is(value, sent)),
            Self::Header { name, value } => parameters::header(request.headers, name)
                .iter()
                .any(|sent| sent.as_ref().is_ok_and(|sent| is(value, sent))),
            Self::Path { name, accepts } => {
                let sent = path.get(name).and_then(|raw| percent::decode(raw).ok());
                sent.is_some_and(|sent| accepts(&sent))
            }
            Self::MediaType(names) => {
                let sent = request.headers.get(CONTENT_TYPE).and_then(|line| line.to_str().ok());
                sent.is_some_and(|sent| names.iter().any(|name| is_within(sent, name)))
            }
        }
    }
}

fn is(wanted: Option<&str>, sent: &str) -> bool {
    wanted.is_none_or(|wanted| wanted == sent)
}

/// Whether a media type is the one of that name or in that range; parameters do not matter.
fn is_within(sent: &str, range: &str) -> bool {
    let essence = |text: &str| text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let (sent, range) = (essence(sent), essence(range));
    match range.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => sent.starts_with(kind),
        None => sent == range,
    }
}

/// What selectors look at.
pub(in crate::server) struct Head<'r> {
    headers: &'r HeaderMap,
    query: &'r str,
    /// The pairs of the query, decoded, once they were needed.
    pairs: Option<Vec<(String, String)>>,
}

impl<'r> Head<'r> {
    /// `query` is as it was sent.
    pub(in crate::server) fn new(query: Option<&'r str>, headers: &'r HeaderMap) -> Self {
        Self {
            headers,
            query: query.unwrap_or_default(),
            pairs: None,
        }
    }

    fn query(&mut self, name: &str) -> impl Iterator<Item = &str> {
        let pairs = self.pairs.get_or_insert_with(|| Query::parse(self.query).decoded());
        let named = pairs.iter().filter(move |(known, _)| known == name);
        named.map(|(_, value)| value.as_str())
    }
}
