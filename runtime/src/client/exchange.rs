//! In: a request and the transport.
//! Out: the response with its whole body, or with the part that the limit allows; of a stream with the body to come.
//! Guarantee: never more than the limit and one frame is held, whatever the server sends.

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, Request};
use http_body::Body as _;
use http_body_util::BodyExt as _;

use super::core::{MAX_ERROR_BYTES, Settings};
use super::error::TransportError;
use super::response::{Head, RawResponse};
use super::transport::ResponseBody;
use super::{Body, BoxError};
use crate::media_type::fit;

/// How much is allocated for a body before any of it has arrived, whatever length the response declares.
const LARGEST_RESERVE: usize = 64 << 10;

/// `streams` are the media types of successes that are read item by item.
pub(super) async fn exchange(
    settings: &Settings,
    request: Request<Body>,
    streams: &[&str],
) -> Result<RawResponse, TransportError> {
    let response = settings
        .transport
        .exchange(request)
        .await
        .map_err(TransportError::sending)?;
    let (parts, body) = response.into_parts();
    let limit = if parts.status.is_success() {
        settings.max_response_bytes
    } else {
        MAX_ERROR_BYTES
    };
    let head = Head::new(parts.status, parts.headers);
    if head.status.is_success() && is_stream(&head.headers, streams) {
        return Ok(RawResponse::arriving(head, body, limit).trusted(settings.trusts_responses));
    }
    match read(body, &head.headers, limit).await {
        Ok(Read { bytes, over }) => {
            let response = RawResponse::new(head, bytes, over.then_some(limit));
            Ok(response.trusted(settings.trusts_responses))
        }
        Err(error) => Err(TransportError::receiving(head, error)),
    }
}

/// Whether a response is one of the streams. One that does not tell what it is, is none.
fn is_stream(headers: &HeaderMap, streams: &[&str]) -> bool {
    match headers.get(CONTENT_TYPE) {
        Some(actual) => actual
            .to_str()
            .is_ok_and(|actual| streams.iter().any(|declared| fit(declared, actual).is_some())),
        None => false,
    }
}

struct Read {
    bytes: Bytes,
    /// The body has more than these bytes.
    over: bool,
}

async fn read(mut body: ResponseBody, headers: &HeaderMap, limit: usize) -> Result<Read, BoxError> {
    let declared = declared_length(&body, headers);
    if declared > limit {
        return Ok(Read {
            bytes: Bytes::new(),
            over: true,
        });
    }
    // A body of one frame, which most are, is not copied.
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame?.into_data() else { continue };
        let room = limit.saturating_sub(first.len() + all.len());
        let over = data.len() > room;
        let data = if over { data.slice(..room) } else { data };
        if first.is_empty() && all.is_empty() {
            first = data;
        } else {
            if all.is_empty() {
                all.reserve(declared.min(LARGEST_RESERVE).max(first.len() + data.len()));
                all.extend_from_slice(&std::mem::take(&mut first));
            }
            all.extend_from_slice(&data);
        }
        if over {
            return Ok(Read {
                bytes: whole(first, all),
                over,
            });
        }
    }
    Ok(Read {
        bytes: whole(first, all),
        over: false,
    })
}

fn whole(first: Bytes, all: BytesMut) -> Bytes {
    if all.is_empty() { first } else { all.freeze() }
}

/// How many bytes will come at least, as far as anything tells. A response to `HEAD` declares more than it has.
fn declared_length(body: &ResponseBody, headers: &HeaderMap) -> usize {
    if body.is_end_stream() {
        return 0;
    }
    let header = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse().ok());
    let length = body.size_hint().lower().max(header.unwrap_or(0));
    usize::try_from(length).unwrap_or(usize::MAX)
}
