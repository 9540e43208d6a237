//! In: the body of a request as it arrives, and the headers that describe it.
//! Out: its bytes, at most as many as the limit allows, or the rejection that says why not.
//! Guarantee: never more than the limit and one frame is held; the bytes are read once and kept.

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderName};

use super::Rejection;
use super::arriving::{Arriving, Interruption};
use super::limits::Limits;
use super::rejection::Kind;
use crate::media_type::{charset, is_json};

/// How much of a declared length is allocated before anything has arrived.
const LARGEST_RESERVE: usize = 64 * 1024;

/// The body of one request. It has no `Debug`, since what it holds may be secret.
pub(super) enum RequestBody {
    Unread(Arriving),
    Read(Bytes),
    /// Reading it failed, or it was given away.
    Lost,
}

/// What `Content-Type` and `Content-Encoding` say about a body.
enum Media {
    Json,
    Untold,
    Encoded,
    Other(&'static str),
}

/// Why a body in another charset is not read.
pub(super) const CHARSET: &str = "the charset of the body must be UTF-8";

impl RequestBody {
    /// All bytes of the body; the second call costs nothing.
    pub(super) async fn bytes(&mut self, headers: &HeaderMap, limits: Limits) -> Result<Bytes, Rejection> {
        match std::mem::replace(self, Self::Lost) {
            Self::Read(bytes) => {
                *self = Self::Read(bytes.clone());
                Ok(bytes)
            }
            Self::Unread(body) => {
                let bytes = read(body, headers, limits).await?;
                *self = Self::Read(bytes.clone());
                Ok(bytes)
            }
            Self::Lost => Err(Interruption::BrokenOff.into()),
        }
    }

    /// Whether nothing comes, for which its beginning is waited for. A body that says itself that it is over the limit is
    /// turned away.
    pub(super) async fn is_empty(&mut self, headers: &HeaderMap, limits: Limits) -> Result<bool, Rejection> {
        match self {
            Self::Unread(body) => {
                declared_length(headers, limits)?;
                Ok(body.begin(limits.pause).await?.is_none())
            }
            Self::Read(bytes) => Ok(bytes.is_empty()),
            Self::Lost => Ok(false),
        }
    }

    /// What is to come of it, for someone who reads it as it arrives.
    pub(super) fn take(&mut self) -> Arriving {
        match std::mem::replace(self, Self::Lost) {
            Self::Unread(body) => body,
            Self::Read(bytes) => Arriving::from(Body::from(bytes)),
            Self::Lost => Arriving::from(Body::empty()),
        }
    }

    /// The bytes of a JSON body, or `None` if there is no body.
    pub(super) async fn json(&mut self, headers: &HeaderMap, limits: Limits) -> Result<Option<Bytes>, Rejection> {
        let media = media(headers);
        if !self.is_surely_empty() {
            match media {
                Media::Encoded => return Err(Rejection::encoded()),
                Media::Other(detail) => return Err(not_json(detail)),
                Media::Json | Media::Untold => {}
            }
        }
        let bytes = self.bytes(headers, limits).await?;
        match media {
            _ if bytes.is_empty() => Ok(None),
            Media::Json => Ok(Some(bytes)),
            Media::Untold => Err(not_json(
                "the body needs a `Content-Type`, which must be `application/json`",
            )),
            Media::Encoded => Err(Rejection::encoded()),
            Media::Other(detail) => Err(not_json(detail)),
        }
    }

    pub(super) fn is_surely_empty(&self) -> bool {
        match self {
            Self::Unread(body) => body.is_surely_empty(),
            Self::Read(bytes) => bytes.is_empty(),
            Self::Lost => false,
        }
    }
}

fn not_json(detail: &'static str) -> Rejection {
    Rejection::detailed(Kind::UnsupportedMediaType, detail).accepting("application/json".to_owned())
}

async fn read(mut body: Arriving, headers: &HeaderMap, limits: Limits) -> Result<Bytes, Rejection> {
    let limit = limits.body;
    let declared = declared_length(headers, limits)?;
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(data) = body.next(limits.pause).await? {
        if data.len() > limit - (first.len() + all.len()) {
            return Err(Interruption::Larger(limit).into());
        }
        if first.is_empty() && all.is_empty() {
            first = data;
            continue;
        }
        if all.is_empty() {
            let expected = declared.unwrap_or(0).min(LARGEST_RESERVE);
            all.reserve(expected.max(first.len() + data.len()));
            all.extend_from_slice(&std::mem::take(&mut first));
        }
        all.extend_from_slice(&data);
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}

/// How many bytes come, as the headers say; an interruption if they are too many.
fn declared_length(headers: &HeaderMap, limits: Limits) -> Result<Option<usize>, Interruption> {
    let declared = sole(headers, &CONTENT_LENGTH).and_then(|text| text.parse::<u64>().ok());
    let declared = declared.map(|length| usize::try_from(length).unwrap_or(usize::MAX));
    match declared {
        Some(length) if length > limits.body => Err(Interruption::Larger(limits.body)),
        _ => Ok(declared),
    }
}

/// Tells JSON (`application/json` and `+json` of RFC 6839) from everything else.
fn media(headers: &HeaderMap) -> Media {
    if is_encoded(headers) {
        return Media::Encoded;
    }
    if !headers.contains_key(CONTENT_TYPE) {
        return Media::Untold;
    }
    let value = sole(headers, &CONTENT_TYPE).unwrap_or_default();
    if !is_json(value) {
        return Media::Other("the `Content-Type` of the body must be `application/json`");
    }
    if !is_utf8(value) {
        return Media::Other(CHARSET);
    }
    Media::Json
}

/// Whether a body is compressed or otherwise encoded.
pub(super) fn is_encoded(headers: &HeaderMap) -> bool {
    let encoding = sole(headers, &CONTENT_ENCODING);
    headers.contains_key(CONTENT_ENCODING) && !encoding.is_some_and(|it| it.eq_ignore_ascii_case("identity"))
}

/// Whether a media type names no other charset.
pub(super) fn is_utf8(media_type: &str) -> bool {
    charset(media_type).is_none_or(|charset| charset.eq_ignore_ascii_case("utf-8"))
}

/// The text of a header that is there exactly once.
pub(super) fn sole<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?.to_str().ok()?;
    values.next().is_none().then(|| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_told_apart() {
        let table: [(&[(&str, &str)], &str); 15] = [
            (&[("content-type", "application/json")], "json"),
            (
                &[("content-type", " Application/JSON ; Charset=\"UTF-8\"; v=1")],
                "json",
            ),
            (&[("content-type", "application/merge-patch+json")], "json"),
            (
                &[("content-type", "application/json"), ("content-encoding", "identity")],
                "json",
            ),
            (&[("content-type", "application/json; charset=latin1")], "other"),
            (
                &[("content-type", "application/json"), ("content-encoding", "gzip")],
                "other",
            ),
            (
                &[
                    ("content-type", "application/json"),
                    ("content-type", "application/json"),
                ],
                "other",
            ),
            (&[("content-type", "application/jsonp")], "other"),
            (&[("content-type", "application/json+xml")], "other"),
            (&[("content-type", "text/plain")], "other"),
            (&[("content-type", "text/json")], "json"),
            (&[("content-type", "/x+json")], "other"),
            (&[("content-type", "json")], "other"),
            (&[("content-type", "")], "other"),
            (&[], "untold"),
        ];
        for (pairs, expected) in table {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.append(HeaderName::try_from(*name).unwrap(), value.parse().unwrap());
            }
            let told = match media(&headers) {
                Media::Json => "json",
                Media::Untold => "untold",
                Media::Encoded | Media::Other(_) => "other",
            };
            assert_eq!(told, expected, "{pairs:?}");
        }
    }
}
