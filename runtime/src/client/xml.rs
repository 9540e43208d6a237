//! In: a value and the shape that it has in XML, or a response whose body is one.
//! Out: the body of a request; or the value.
//! Guarantee: a body that says that it is something else is not read.

use http::header::CONTENT_TYPE;

use super::forms::{brief, undecodable};
use super::undecodable::Unreadable;
use super::{BodyWriter, DecodeFailure, RawResponse};
use crate::media_type::is_xml;
use crate::xml::{Root, decode, to_valid_xml};
use crate::{Decode, Encode};

impl BodyWriter<'_> {
    /// A value in XML.
    pub fn xml<T: Encode + ?Sized>(&mut self, media_type: &str, body: &T, root: &Root) {
        self.checked(media_type, to_valid_xml(body, root, self.direction()));
    }
}

impl RawResponse {
    /// The body as a value in XML. A response that does not tell its media type is taken at its word to be XML.
    ///
    /// # Errors
    ///
    /// The body was too large, is of another media type or none at all, or is not the XML that `T` is read from.
    pub fn xml<T: Decode>(&self, root: &Root) -> Result<T, DecodeFailure> {
        if let Some(media_type) = self.header_text(CONTENT_TYPE)
            && !is_xml(media_type)
        {
            return Err(undecodable(Unreadable::ContentType(brief(media_type))));
        }
        let text = self.whole()?;
        if text.is_empty() {
            return Err(undecodable(Unreadable::Empty));
        }
        decode(text, root, self.context()).map_err(|error| undecodable(Unreadable::Xml(error)))
    }

    /// The body as a value in XML if its media type says so, else in JSON.
    ///
    /// # Errors
    ///
    /// As [`xml`](Self::xml) and [`json`](Self::json).
    pub fn json_or_xml<T: Decode>(&self, root: &Root) -> Result<T, DecodeFailure> {
        if self.header_text(CONTENT_TYPE).is_some_and(is_xml) {
            self.xml(root)
        } else {
            self.json()
        }
    }
}
