//! In: a response, and the forms that the document declares for its body.
//! Out: which form it is, and the body in that form.
//! Guarantee: a body that is over the limit or still encoded is never taken for a whole one.

use bytes::Bytes;
use http::HeaderValue;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use super::undecodable::Unreadable;
use super::{DecodeFailure, RawResponse};
use crate::decode::from_json_in;
use crate::headers::read_headers_in;
use crate::media_type::{charset, fit_by_any_name, is_json};
use crate::{Binary, Decode, Headed, ResponseHeaders, StatusRange, Text};

/// What a body without a media type may be taken for (RFC 9110, section 8.3).
const UNTOLD: HeaderValue = HeaderValue::from_static("application/octet-stream");

impl RawResponse {
    /// Which of several forms the body has, by its media type: the index of the one that fits best. Of a response that
    /// does not tell, or tells what is not declared, it is the first.
    #[must_use]
    pub fn form(&self, forms: &[&[&str]]) -> usize {
        let Some(actual) = self.header_text(CONTENT_TYPE) else {
            return 0;
        };
        let mut best = (0, None);
        for (index, names) in forms.iter().enumerate() {
            let rank = names.iter().filter_map(|name| fit_by_any_name(name, actual)).max();
            if rank > best.1 {
                best = (index, rank);
            }
        }
        best.0
    }

    /// The body as a JSON value. A response that does not tell its media type is taken at its word to be JSON.
    ///
    /// # Errors
    ///
    /// The body was too large, is of another media type or none at all, or is not the JSON that `T` is read from.
    pub fn json<T: Decode>(&self) -> Result<T, DecodeFailure> {
        match self.header_text(CONTENT_TYPE) {
            Some(media_type) if !is_json(media_type) => Err(undecodable(Unreadable::ContentType(brief(media_type)))),
            _ => self.any_json(),
        }
    }

    /// The body as a JSON value, whatever its media type is called.
    ///
    /// # Errors
    ///
    /// As [`json`](Self::json), save for the media type.
    pub fn any_json<T: Decode>(&self) -> Result<T, DecodeFailure> {
        let text = self.unmarked()?;
        if text.is_empty() {
            return Err(undecodable(Unreadable::Empty));
        }
        from_json_in(text, self.context()).map_err(|error| undecodable(Unreadable::Json(error)))
    }

    /// The body as text in UTF-8, or in ISO 8859-1 if the response says so.
    ///
    /// # Errors
    ///
    /// The body was too large, is no text in that encoding, or is not the text that `T` is read from.
    pub fn text<T: Text>(&self) -> Result<T, DecodeFailure> {
        let bytes = self.unmarked()?;
        let charset = self.header_text(CONTENT_TYPE).and_then(charset).unwrap_or("utf-8");
        let decoded = if ["utf-8", "utf8", "us-ascii"]
            .iter()
            .any(|it| charset.eq_ignore_ascii_case(it))
        {
            std::str::from_utf8(bytes).ok().map(str::to_owned)
        } else {
            let latin = ["iso-8859-1", "latin1"]
                .iter()
                .any(|it| charset.eq_ignore_ascii_case(it));
            latin.then(|| bytes.iter().copied().map(char::from).collect())
        };
        let text: String = decoded.ok_or_else(|| undecodable(Unreadable::Charset(brief(charset))))?;
        let mut cx = self.context();
        let value = T::from_text(&text, &mut cx);
        cx.finish(value)
            .map_err(|violations| undecodable(Unreadable::Text(violations)))
    }

    /// The body as it is.
    ///
    /// # Errors
    ///
    /// The body was too large, or is encoded in a way that the transport does not undo.
    pub fn bytes(&self) -> Result<Bytes, DecodeFailure> {
        self.whole()?;
        Ok(self.shared_body())
    }

    /// The body as it is, with its media type.
    ///
    /// # Errors
    ///
    /// As [`bytes`](Self::bytes).
    pub fn binary(&self) -> Result<Binary, DecodeFailure> {
        let media_type = self.headers().get(CONTENT_TYPE).cloned();
        Ok(Binary::new(media_type.unwrap_or(UNTOLD), self.bytes()?))
    }

    /// The absence of a body. One that was sent nevertheless is ignored.
    ///
    /// # Errors
    ///
    /// None: the result has the shape of [`json`](Self::json).
    pub fn empty(&self) -> Result<(), DecodeFailure> {
        Ok(())
    }

    /// The body as `read` has it, with the declared headers. A header that may be absent is taken for absent if it cannot
    /// be read.
    ///
    /// # Errors
    ///
    /// `read` fails, or a header that must be there is missing or cannot be read.
    pub fn headed<H: ResponseHeaders, B>(
        &self,
        read: fn(&Self) -> Result<B, DecodeFailure>,
    ) -> Result<Headed<H, B>, DecodeFailure> {
        let body = read(self)?;
        let headers = read_headers_in(self.headers(), self.context())
            .map_err(|violations| undecodable(Unreadable::Headers(violations)))?;
        Ok(Headed { headers, body })
    }

    /// What `read` makes of a response whose status the document declares as a range.
    ///
    /// # Errors
    ///
    /// The status is not in the range, or `read` fails.
    pub fn in_range<const MIN: u16, const MAX: u16, T>(
        &self,
        read: impl FnOnce(StatusRange<MIN, MAX>) -> Result<T, DecodeFailure>,
    ) -> Result<T, DecodeFailure> {
        match StatusRange::try_from(self.status()) {
            Ok(status) => read(status),
            Err(_) => self.undeclared(),
        }
    }

    /// The failure of a response whose status the document does not declare.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn undeclared<T>(&self) -> Result<T, DecodeFailure> {
        Err(DecodeFailure::Undeclared)
    }

    /// The whole body without a byte order mark.
    fn unmarked(&self) -> Result<&[u8], DecodeFailure> {
        let body = self.whole()?;
        Ok(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body))
    }

    pub(super) fn whole(&self) -> Result<&[u8], DecodeFailure> {
        if let Some(limit) = self.over() {
            return Err(undecodable(Unreadable::TooLarge { limit }));
        }
        self.plain()?;
        Ok(self.body())
    }

    /// That the body is not compressed.
    pub(super) fn plain(&self) -> Result<(), DecodeFailure> {
        let encoding = self.header_text(CONTENT_ENCODING);
        match encoding.filter(|it| !it.eq_ignore_ascii_case("identity")) {
            Some(encoding) => Err(undecodable(Unreadable::ContentEncoding(brief(encoding)))),
            None => Ok(()),
        }
    }
}

pub(super) fn undecodable(reason: Unreadable) -> DecodeFailure {
    DecodeFailure::Undecodable(Box::new(reason))
}

/// The beginning of what a server wrote into a header, for a message.
pub(super) fn brief(text: &str) -> String {
    text.chars().take(100).collect()
}
