//! In: a request's body, and the forms that the document declares for it.
//! Out: which form it is, and the body in that form.
//! Guarantee: a body of another media type is not read; violations name the members that have them.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue};

use super::body::{CHARSET, RequestBody, is_encoded, is_utf8, sole};
use super::parameters::Query;
use super::rejection::Kind;
use super::styled::decode_form;
use super::{Location, Rejection, Request};
use crate::decode::from_json_in;
use crate::media_type::{charset, fit, fit_by_any_name, is_json, is_xml};
use crate::style::FormLayout;
use crate::{Binary, Decode, Text, Violation};

/// What a body without a media type may be taken for (RFC 9110, section 8.3).
const UNTOLD: &str = "application/octet-stream";

/// The media type of forms.
const FORM: &str = "application/x-www-form-urlencoded";

/// What is wrong with a text in a charset that is not known.
const CHARSETS: &str = "must be in the charset UTF-8 or ISO-8859-1";

impl Request {
    /// Which of several forms the body has: the index of the one that fits its media type best. `None`: there is no
    /// body. Its bytes are read then, save of parts, and the other methods give them in the form.
    ///
    /// # Errors
    ///
    /// A rejection if no form fits, if the body is JSON, XML or a form in another charset than UTF-8, if it is over the limit
    /// or breaks off.
    pub async fn content(&mut self, forms: &[&[&str]]) -> Result<Option<usize>, Rejection> {
        self.content_or_items(forms, &[]).await
    }

    /// The same where the forms at the indexes `streamed` are read item by item, as they arrive.
    ///
    /// # Errors
    ///
    /// As [`content`](Self::content).
    pub async fn content_or_items(
        &mut self,
        forms: &[&[&str]],
        streamed: &[usize],
    ) -> Result<Option<usize>, Rejection> {
        let chosen = match choose(self.context.headers(), forms) {
            Ok(index) => index,
            Err(_) if self.body.is_surely_empty() => return Ok(None),
            Err(rejection) => return Err(rejection),
        };
        let names = forms.get(chosen).copied().unwrap_or_default();
        let is_of_parts = names.iter().any(|name| name.starts_with("multipart/"));
        let is_empty = if streamed.contains(&chosen) {
            self.body.is_surely_empty()
        } else if is_of_parts {
            self.body.is_empty(self.context.headers(), self.manner.limits).await?
        } else {
            let bytes = self.body.bytes(self.context.headers(), self.manner.limits).await?;
            bytes.is_empty()
        };
        if !is_empty {
            return Ok(Some(chosen));
        }
        // Texts, bytes, forms and lists may be empty, as long as the request says that there is one. No JSON is, and no XML.
        let is_told = self.context.headers().contains_key(CONTENT_TYPE);
        let may_be_empty = !is_of_parts && !names.iter().any(|name| is_json(name) || is_xml(name));
        Ok((is_told && may_be_empty).then_some(chosen))
    }

    /// The rejection of a request without a body that must be there.
    #[must_use]
    pub fn without_body(&self) -> Rejection {
        Rejection::detailed(Kind::MalformedBody, "the body is empty")
    }

    /// The body as a JSON value; `None` if it has violations.
    ///
    /// # Errors
    ///
    /// The body is not JSON.
    pub fn json<T: Decode>(&mut self) -> Result<Option<T>, Rejection> {
        match from_json_in(&self.bytes(), self.manner.context()) {
            Ok(body) => Ok(Some(body)),
            Err(error) => self.note_body("JSON", error),
        }
    }

    /// The body as a text in UTF-8, or in ISO 8859-1 if the request says so; `None` if it has violations, of which another
    /// charset is one.
    pub fn text<T: Text>(&mut self) -> Option<T> {
        let bytes = self.bytes();
        let charset = sole(self.context.headers(), &CONTENT_TYPE).and_then(charset);
        let charset = charset.unwrap_or("utf-8");
        let is_any = |names: &[&str]| names.iter().any(|name| charset.eq_ignore_ascii_case(name));
        let text = if is_any(&["iso-8859-1", "latin1"]) {
            Some(bytes.iter().copied().map(char::from).collect())
        } else if !is_any(&["utf-8", "utf8", "us-ascii"]) {
            self.note(Location::Body, "", Violation::new("format", CHARSETS));
            return None;
        } else {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            std::str::from_utf8(bytes).ok().map(str::to_owned)
        };
        let text: Option<String> = text;
        let Some(text) = text else {
            self.note(Location::Body, "", Violation::new("format", "must be UTF-8"));
            return None;
        };
        self.parse(Location::Body, "", |cx| T::from_text(&text, cx))
    }

    /// The body as it is. Empty until [`content`](Self::content) has read it.
    #[must_use]
    pub fn bytes(&self) -> Bytes {
        match &self.body {
            RequestBody::Read(bytes) => bytes.clone(),
            RequestBody::Unread(_) | RequestBody::Lost => Bytes::new(),
        }
    }

    /// The body as it is, with its media type.
    #[must_use]
    pub fn binary(&self) -> Binary {
        let media_type = self.context.headers().get(CONTENT_TYPE).cloned();
        Binary::new(media_type.unwrap_or(HeaderValue::from_static(UNTOLD)), self.bytes())
    }

    /// The body as a form; `None` if it has violations.
    pub fn form<T: Decode>(&mut self, layout: &FormLayout) -> Option<T> {
        let bytes = self.bytes();
        let Ok(text) = std::str::from_utf8(&bytes) else {
            self.note(
                Location::Body,
                "",
                Violation::new("format", "must be percent-encoded UTF-8"),
            );
            return None;
        };
        let query = Query::parse(text);
        let mut cx = self.manner.context().of_text();
        let tree = layout.read(&query.0, decode_form, &mut cx);
        let value = tree.and_then(|tree| T::decode(tree.to_tape().root(), &mut cx));
        match cx.finish(value) {
            Ok(value) => Some(value),
            Err(violations) => {
                self.note_all(Location::Body, "", violations);
                None
            }
        }
    }
}

/// The index of the form that fits the headers best.
fn choose(headers: &HeaderMap, forms: &[&[&str]]) -> Result<usize, Rejection> {
    if is_encoded(headers) {
        return Err(Rejection::encoded());
    }
    let actual = match sole(headers, &CONTENT_TYPE) {
        Some(actual) => actual,
        None if headers.contains_key(CONTENT_TYPE) => "",
        None => UNTOLD,
    };
    let mut best = (0, None);
    for (index, names) in forms.iter().enumerate() {
        let rank = names.iter().filter_map(|name| fit_by_any_name(name, actual)).max();
        if rank > best.1 {
            best = (index, rank);
        }
    }
    if best.1.is_some() {
        let chosen = forms.get(best.0).copied().unwrap_or_default();
        let in_utf8 = |name: &&str| is_json(name) || is_xml(name) || fit(FORM, name).is_some();
        return if chosen.iter().any(in_utf8) && !is_utf8(actual) {
            Err(Rejection::detailed(Kind::UnsupportedMediaType, CHARSET).accepting(chosen.join(", ")))
        } else {
            Ok(best.0)
        };
    }
    let names: Vec<&str> = forms.iter().copied().flatten().copied().collect();
    Err(Rejection::unsupported_media_type(&names))
}
