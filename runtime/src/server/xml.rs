//! In: a request, and the shape that a value has in XML.
//! Out: its body as a value, and what the client asks to be answered in.
//! Guarantee: XML is read as JSON is, and answers go out in a media type that the document declares.

use http::header::{ACCEPT, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};

use super::body::sole;
use super::{Rejection, Request};
use crate::Decode;
use crate::media_type::{fit_by_any_name, is_xml, parameters};
use crate::xml::{Root, decode};

impl Request {
    /// The body as a value in XML; `None` if it has violations.
    ///
    /// # Errors
    ///
    /// The body is not XML.
    pub fn xml<T: Decode>(&mut self, root: &Root) -> Result<Option<T>, Rejection> {
        match decode(&self.bytes(), root, self.manner.context()) {
            Ok(body) => Ok(Some(body)),
            Err(error) => self.note_body("XML", error),
        }
    }

    /// The body as a value in XML if its media type says so, else in JSON; `None` if it has violations.
    ///
    /// # Errors
    ///
    /// The body is not what it says.
    pub fn json_or_xml<T: Decode>(&mut self, root: &Root) -> Result<Option<T>, Rejection> {
        if sole(self.context().headers(), &CONTENT_TYPE).is_some_and(is_xml) {
            self.xml(root)
        } else {
            self.json()
        }
    }

    /// What the client asks to be answered in.
    #[must_use]
    pub fn accept(&self) -> Accept {
        Accept::of(self.context().headers())
    }
}

/// What a client asks to be answered in (RFC 9110, section 12.5.1).
#[derive(Clone, Debug, Default)]
pub struct Accept(Vec<HeaderValue>);

impl Accept {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        Self(headers.get_all(ACCEPT).iter().cloned().collect())
    }

    /// Which of several media types the client likes best; of those that it likes alike, or not at all, the first.
    pub(super) fn best<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        let mut best: Option<(&'n str, u16)> = None;
        for name in names {
            let weight = self.weight(name);
            if best.is_none_or(|(_, known)| weight > known) {
                best = Some((name, weight));
            }
        }
        best.map(|(name, _)| name)
    }

    /// How much a media type is liked, in thousandths: as the most specific range says that it is in.
    fn weight(&self, name: &str) -> u16 {
        let texts = self.0.iter().filter_map(|value| value.to_str().ok());
        let ranges = texts.flat_map(|text| text.split(','));
        let fitting = ranges.filter_map(|range| {
            let essence = range.split(';').next().unwrap_or_default();
            Some((fit_by_any_name(essence, name)?, quality(range)))
        });
        fitting.max().map_or(0, |(_, quality)| quality)
    }
}

/// The weight of a range, in thousandths.
fn quality(range: &str) -> u16 {
    let mut all = parameters(range);
    let said = all.find_map(|(name, value)| name.eq_ignore_ascii_case("q").then_some(value));
    match said.map(str::parse::<f64>) {
        None => 1000,
        // Between 0 and 1 a weight has three digits at most.
        Some(Ok(weight)) => (weight.clamp(0.0, 1.0) * 1000.0) as u16,
        Some(Err(_)) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_is_sent_unless_another_is_liked_better() {
        let names = ["application/json", "application/xml"];
        let table = [
            (None, "application/json"),
            (Some("*/*"), "application/json"),
            (Some("application/xml"), "application/xml"),
            (Some("text/xml, */*;q=0.1"), "application/xml"),
            (Some("application/xml;q=0.5, application/json"), "application/json"),
            (Some("application/json;q=0.5, application/*;q=0.8"), "application/xml"),
            (Some("application/json; Q=0, */*"), "application/xml"),
            (Some("image/png"), "application/json"),
            (Some("application/xml;q=x, ;;,"), "application/json"),
        ];
        for (accept, expected) in table {
            let mut headers = HeaderMap::new();
            if let Some(accept) = accept {
                headers.insert(ACCEPT, HeaderValue::from_static(accept));
            }
            assert_eq!(Accept::of(&headers).best(&names), Some(expected), "{accept:?}");
        }
    }
}
