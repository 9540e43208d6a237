//! In: the bytes of a body of several parts.
//! Out: its parts.
//! Guarantee: the body was bounded before; a broken one is a rejection.

use std::convert::Infallible;

use bytes::Bytes;
use futures_util::stream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use super::body::sole;
use super::rejection::Kind;
use super::{Location, Rejection, Request};
use crate::media_type::parameters;
use crate::{AnyPart, FilePart, Multipart, PartsReader};

impl Request {
    /// The body as its parts; `None` if they have violations.
    ///
    /// # Errors
    ///
    /// The body is not made of parts, or its media type does not say how they are divided.
    pub async fn multipart<T: Multipart>(&mut self) -> Result<Option<T>, Rejection> {
        let Some(boundary) = boundary(self.context.headers()) else {
            return Err(broken("the `Content-Type` of the body has no `boundary`"));
        };
        let parts = parts(self.bytes(), boundary).await?;
        let mut reader = PartsReader::new(parts, self.manner.context());
        let value = T::read(&mut reader);
        match reader.finish(value) {
            Ok(value) => Ok(Some(value)),
            Err(violations) => {
                self.note_all(Location::Body, "", violations);
                Ok(None)
            }
        }
    }
}

/// The boundary that divides the parts.
fn boundary(headers: &HeaderMap) -> Option<String> {
    let mut all = parameters(sole(headers, &CONTENT_TYPE)?);
    let (_, boundary) = all.find(|(name, value)| name.eq_ignore_ascii_case("boundary") && !value.is_empty())?;
    Some(boundary.to_owned())
}

async fn parts(bytes: Bytes, boundary: String) -> Result<Vec<AnyPart>, Rejection> {
    let whole = stream::once(async move { Ok::<Bytes, Infallible>(bytes) });
    let mut body = multer::Multipart::new(whole, boundary);
    let mut parts = Vec::new();
    while let Some(field) = body.next_field().await.map_err(|_| unreadable())? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media_type = field.content_type().map(ToString::to_string);
        let bytes = field.bytes().await.map_err(|_| unreadable())?;
        parts.push(AnyPart {
            name,
            file: FilePart {
                name: file_name,
                media_type,
                bytes,
            },
        });
    }
    Ok(parts)
}

fn unreadable() -> Rejection {
    broken("the body is not made of parts as its `Content-Type` says")
}

fn broken(detail: &'static str) -> Rejection {
    Rejection::detailed(Kind::MalformedBody, detail)
}
