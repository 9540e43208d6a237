//! In: a response with its body, and the function that reads it for its operation.
//! Out: [`RawResponse`] for that function, [`Response`] for the user.
//! Guarantee: status, headers and request id stay at hand; no header value or body shows in `Debug`.

use std::fmt;
use std::sync::Mutex;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::transport::ResponseBody;
use super::undecodable::Unreadable;
use crate::{Context, Direction};

/// How many bytes of a body an error keeps: 64 KiB.
const KEPT_BYTES: usize = 64 << 10;

/// The headers that name a request, for talking to the API's support.
const REQUEST_ID_HEADERS: [&str; 2] = ["x-request-id", "request-id"];

/// What a response says before its body.
pub(super) struct Head {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
}

impl Head {
    pub(super) fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers }
    }

    fn request_id(&self) -> Option<&str> {
        let mut values = REQUEST_ID_HEADERS.iter().filter_map(|name| self.headers.get(*name));
        values.find_map(|value| value.to_str().ok())
    }

    /// The only value of a header, if it is text.
    fn text(&self, name: http::HeaderName) -> Option<&str> {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::trim)
    }

    /// The names of the headers, whose values may be secret, such as cookies.
    fn names(&self) -> Vec<&str> {
        self.headers.keys().map(http::HeaderName::as_str).collect()
    }
}

/// Status and headers of a response.
pub struct Meta(Box<Head>);

impl Meta {
    pub(super) fn new(head: Head) -> Self {
        Self(Box::new(head))
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// What the server calls the request: the header `x-request-id`, or else `request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.request_id()
    }
}

impl fmt::Debug for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("status", &self.status())
            .field("headers", &self.0.names())
            .finish_non_exhaustive()
    }
}

/// A response as it came, with its body.
pub struct RawResponse(Box<Raw>);

struct Raw {
    head: Head,
    body: Bytes,
    truncated: bool,
    /// The limit that the body is over.
    over: Option<usize>,
    /// The body of a stream until it is taken, and how many bytes one item may have.
    arriving: Mutex<Option<(ResponseBody, usize)>>,
    /// Whether the server is trusted to keep what the document says of values.
    trusted: bool,
}

/// What a response turned out to be: a success, an error that the document declares, or nothing that it does.
pub type Outcome<S, E> = Result<Result<S, E>, DecodeFailure>;

/// Why a response is nothing that the document declares.
#[derive(Debug)]
pub enum DecodeFailure {
    /// The document does not declare the status.
    Undeclared,
    /// The body is not what the document declares for the status.
    Undecodable(Box<Unreadable>),
}

impl RawResponse {
    pub(super) fn new(head: Head, body: Bytes, over: Option<usize>) -> Self {
        let truncated = over.is_some();
        Self(Box::new(Raw {
            head,
            body,
            truncated,
            over,
            arriving: Mutex::new(None),
            trusted: false,
        }))
    }

    /// A response whose body is read item by item, none of which may have more than `limit` bytes.
    pub(super) fn arriving(head: Head, body: ResponseBody, limit: usize) -> Self {
        let mut raw = Self::new(head, Bytes::new(), None);
        raw.0.arriving = Mutex::new(Some((body, limit)));
        raw
    }

    /// The body of a stream and the limit of an item, once.
    pub(super) fn take_arriving(&self) -> Option<(ResponseBody, usize)> {
        self.0.arriving.lock().ok()?.take()
    }

    /// The same from a server that is trusted, or not.
    pub(super) fn trusted(mut self, trusted: bool) -> Self {
        self.0.trusted = trusted;
        self
    }

    /// Whether its server is trusted.
    pub(super) fn is_trusted(&self) -> bool {
        self.0.trusted
    }

    /// What decoding it needs to know.
    pub(super) fn context(&self) -> Context {
        Context::new(Direction::Response).trusting(self.is_trusted())
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.head.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.head.headers
    }

    /// What the server calls the request: the header `x-request-id`, or else `request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.0.head.request_id()
    }

    /// The body, or its beginning: see [`is_truncated`](Self::is_truncated). Of a stream nothing is kept.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.0.body
    }

    /// Whether the body was longer than what is kept. An error keeps 64 KiB of it.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.0.truncated
    }

    /// The only value of a header, if it is text.
    pub(super) fn header_text(&self, name: http::HeaderName) -> Option<&str> {
        self.0.head.text(name)
    }

    /// The limit that the body is over.
    pub(super) fn over(&self) -> Option<usize> {
        self.0.over
    }

    pub(super) fn shared_body(&self) -> Bytes {
        self.0.body.clone()
    }

    pub(super) fn into_meta(self) -> Meta {
        Meta::new(self.0.head)
    }

    /// The response with no more of its body than an error keeps, in memory of its own.
    pub(super) fn brief(mut self) -> Self {
        let raw = &mut *self.0;
        raw.truncated |= raw.body.len() > KEPT_BYTES;
        raw.body = raw.body.iter().copied().take(KEPT_BYTES).collect();
        self
    }
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status())
            .field("headers", &self.0.head.names())
            .field("body_bytes", &self.0.body.len())
            .field("is_truncated", &self.is_truncated())
            .finish_non_exhaustive()
    }
}

/// A success: what the body says, with the response that it came in.
#[derive(Debug)]
pub struct Response<S> {
    body: S,
    raw: RawResponse,
}

impl<S> Response<S> {
    pub(super) fn new(body: S, raw: RawResponse) -> Self {
        Self { body, raw }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.raw.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.raw.headers()
    }

    /// What the server calls the request: the header `x-request-id`, or else `request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.raw.request_id()
    }

    /// What the body says.
    #[must_use]
    pub fn body(&self) -> &S {
        &self.body
    }

    /// What the body says, owned.
    #[must_use]
    pub fn into_body(self) -> S {
        self.body
    }

    /// The response as it came.
    #[must_use]
    pub fn raw(&self) -> &RawResponse {
        &self.raw
    }
}
