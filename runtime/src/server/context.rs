//! In: the head of a request.
//! Out: [`RequestContext`], which a handler gets beside the decoded request.
//! Guarantee: `Debug` shows no value of a header and no query, where secrets may be.

use std::fmt;

use http::header::{AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION};
use http::request::Parts;
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, Uri};

use super::routes::Endpoint;

/// The header that carries a request's id in both directions.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// How long a request id from outside may be, in bytes.
const LONGEST_REQUEST_ID: usize = 128;

/// What a handler may want to know about a request besides its parameters and body.
///
/// Made by `From<http::request::Parts>`, it serves to call a handler in a test.
#[derive(Clone)]
pub struct RequestContext(Box<Inner>);

#[derive(Clone)]
struct Inner {
    parts: Parts,
    request_id: String,
    endpoint: &'static Endpoint,
}

impl RequestContext {
    pub(super) fn new(mut parts: Parts, request_id: String, endpoint: &'static Endpoint) -> Self {
        for name in [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE] {
            mark_sensitive(&mut parts.headers, &name);
        }
        Self(Box::new(Inner {
            parts,
            request_id,
            endpoint,
        }))
    }

    /// The request's id: the caller's own `x-request-id` if that is 1 to 128 visible ASCII characters, else a new one.
    /// The response carries the same.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// The id of the operation that is served.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.endpoint.operation
    }

    /// The path template that matched.
    #[must_use]
    pub fn template(&self) -> &'static str {
        self.0.endpoint.template
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.0.parts.method
    }

    /// The request's target. Below a prefix under which the router was nested, it is without the prefix.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.0.parts.uri
    }

    /// The headers; those with credentials are marked sensitive.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.parts.headers
    }

    /// What middleware and the HTTP server added, such as the peer's address.
    #[must_use]
    pub fn extensions(&self) -> &Extensions {
        &self.0.parts.extensions
    }

    pub(super) fn mark_sensitive(&mut self, name: &HeaderName) {
        mark_sensitive(&mut self.0.parts.headers, name);
    }
}

impl From<Parts> for RequestContext {
    fn from(parts: Parts) -> Self {
        let request_id = request_id(&parts.headers);
        const NONE: Endpoint = Endpoint::new("", "", "");
        Self::new(parts, request_id, &NONE)
    }
}

impl fmt::Debug for RequestContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestContext")
            .field("request_id", &self.request_id())
            .field("operation", &self.operation())
            .field("method", self.method())
            .field("path", &self.uri().path())
            .field("headers", &self.headers().keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

fn mark_sensitive(headers: &mut HeaderMap, name: &HeaderName) {
    if let http::header::Entry::Occupied(mut values) = headers.entry(name) {
        values.iter_mut().for_each(|value| value.set_sensitive(true));
    }
}

/// The id that the caller gave the request, or a new one.
pub(super) fn request_id(headers: &HeaderMap) -> String {
    let mut given = headers.get_all(REQUEST_ID).iter();
    match (given.next().and_then(acceptable_request_id), given.next()) {
        (Some(id), None) => id.to_owned(),
        _ => new_request_id(),
    }
}

fn acceptable_request_id(value: &HeaderValue) -> Option<&str> {
    let id = value.to_str().ok()?;
    let acceptable = (1..=LONGEST_REQUEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic());
    acceptable.then_some(id)
}

/// `req_` and 96 random bits in hexadecimal digits.
fn new_request_id() -> String {
    let mut random = [0; 12];
    if getrandom::fill(&mut random).is_err() {
        random = stand_in_for_randomness();
    }
    random.iter().fold("req_".to_owned(), |mut id, byte| {
        let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
        id.extend([digit(byte >> 4), digit(byte & 0xF)]);
        id
    })
}

/// Unique within this process and unlikely elsewhere: ids are for finding log lines, they protect nothing.
fn stand_in_for_randomness() -> [u8; 12] {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let since_epoch = std::time::UNIX_EPOCH.elapsed().unwrap_or_default();
    let nanoseconds = since_epoch.as_nanos() as u64;
    let count = COUNT.fetch_add(1, Ordering::Relaxed);
    let mut bytes = [0; 12];
    for (place, byte) in bytes
        .iter_mut()
        .zip(nanoseconds.to_be_bytes().into_iter().chain(count.to_be_bytes()))
    {
        *place = byte;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_short_visible_request_id_is_taken_over() {
        let longest = "x".repeat(128);
        let too_long = "x".repeat(129);
        let table: [(&[&str], bool); 7] = [
            (&["abc-1/2"], true),
            (&[&longest], true),
            (&[&too_long], false),
            (&[""], false),
            (&["a b"], false),
            (&["a", "a"], false),
            (&[], false),
        ];
        for (values, taken) in table {
            let headers: HeaderMap = values
                .iter()
                .map(|value| (REQUEST_ID, HeaderValue::from_str(value).unwrap()))
                .fold(HeaderMap::new(), |mut headers, (name, value)| {
                    headers.append(name, value);
                    headers
                });
            let id = request_id(&headers);
            if taken {
                assert_eq!(id, values[0]);
            } else {
                let digits = id.strip_prefix("req_").unwrap();
                assert!(
                    digits.len() == 24 && digits.bytes().all(|byte| byte.is_ascii_hexdigit()),
                    "{id}"
                );
            }
        }
    }

    #[test]
    fn new_ids_differ() {
        assert_ne!(new_request_id(), new_request_id());
        assert_ne!(stand_in_for_randomness(), stand_in_for_randomness());
    }

    #[test]
    fn debug_shows_no_secret() {
        let request = http::Request::get("/a?api_key=hunter2")
            .header("authorization", "Bearer hunter2")
            .header("x-own-signature", "hunter2");
        let context = RequestContext::from(request.body(()).unwrap().into_parts().0);
        let shown = format!("{context:?} {:?}", context.headers().get("authorization"));
        assert!(!shown.contains("hunter2"), "{shown}");
        assert!(shown.contains("x-own-signature"), "{shown}");
    }
}
