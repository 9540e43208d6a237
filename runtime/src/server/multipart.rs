//! In: a body of several parts, as it arrives.
//! Out: its parts.
//! Guarantee: the whole and each part are bounded; a broken body is a rejection.

use http::HeaderMap;
use http::header::CONTENT_TYPE;
use multer::{Constraints, SizeLimit};

use super::arriving::{Arriving, Interruption};
use super::body::sole;
use super::limits::Limits;
use super::rejection::Kind;
use super::{Location, Rejection, Request};
use crate::media_type::parameters;
use crate::{AnyPart, FilePart, Multipart, OneLine, PartsReader};

impl Request {
    /// The body as its parts; `None` if they have violations.
    ///
    /// # Errors
    ///
    /// The body is not made of parts, its media type does not say how they are divided, or it or one of them is over the
    /// limit.
    pub async fn multipart<T: Multipart>(&mut self) -> Result<Option<T>, Rejection> {
        let Some(boundary) = boundary(self.context.headers()) else {
            return Err(broken("the `Content-Type` of the body has no `boundary`"));
        };
        let limits = self.manner.limits;
        let parts = parts(self.body.take(), boundary, limits).await?;
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

async fn parts(body: Arriving, boundary: String, limits: Limits) -> Result<Vec<AnyPart>, Rejection> {
    let limit_of_part = limits.part.unwrap_or(limits.body);
    let sizes = SizeLimit::new().per_field(u64::try_from(limit_of_part).unwrap_or(u64::MAX));
    let mut body = multer::Multipart::with_constraints(
        body.into_stream(limits.pause, Some(limits.body)),
        boundary,
        Constraints::new().size_limit(sizes),
    );
    let mut parts = Vec::new();
    while let Some(field) = body.next_field().await.map_err(unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let media_type = field.content_type().map(ToString::to_string);
        let bytes = field.bytes().await.map_err(unreadable)?;
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

fn unreadable(error: multer::Error) -> Rejection {
    match error {
        multer::Error::StreamReadFailed(error) => match error.downcast::<Interruption>() {
            Ok(interruption) => (*interruption).into(),
            Err(_) => Interruption::BrokenOff.into(),
        },
        multer::Error::FieldSizeExceeded { limit, field_name } => {
            let name = field_name.map(|name| format!(" `{}`", OneLine(&name)));
            let name = name.unwrap_or_default();
            Rejection::detailed(
                Kind::BodyTooLarge,
                format!("the part{name} is larger than {limit} bytes"),
            )
        }
        _ => broken("the body is not made of parts as its `Content-Type` says"),
    }
}

fn broken(detail: &'static str) -> Rejection {
    Rejection::detailed(Kind::MalformedBody, detail)
}
