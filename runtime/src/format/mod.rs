//! In: strings of a `format` that has a Rust type: `byte`, `date-time`, `date`, `uuid`, `uri`.
//! Out: values of these types, and their texts.
//! Guarantee: only what the format's own specification allows is accepted, not what a Rust crate reads besides.

mod base64;
mod time;
mod uri;

pub use self::base64::Base64;
pub use self::uri::Uri;

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::codec::string;
use crate::context::Context;
use crate::decode::Decode;
use crate::encode::Encode;
use crate::text::Text;
use crate::value::Value;
use crate::writer::Writer;

/// A UUID is written in 36 characters (RFC 9562, section 4); the crate reads other forms of other lengths.
fn read_uuid(text: &str) -> Option<Uuid> {
    if text.len() == 36 { text.parse().ok() } else { None }
}

fn note_unless_read<T>(read: Option<T>, message: &'static str, cx: &mut Context) -> Option<T> {
    if read.is_none() {
        cx.note("format", message);
    }
    read
}

impl Text for Timestamp {
    /// Reads an RFC 3339 `date-time` (section 5.6). A leap second is read as the second before it, digits beyond
    /// nanoseconds are dropped. Times after 9999-12-30T22:00:00.999999999Z are beyond jiff's range and are refused.
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        note_unless_read(
            time::read_timestamp(text),
            "must be a date and time by RFC 3339, such as 2026-01-31T23:59:59Z",
            cx,
        )
    }

    /// The time in UTC, with `Z`.
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Text for Date {
    /// Reads an RFC 3339 `full-date` (section 5.6).
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        note_unless_read(
            time::read_date(text),
            "must be a date by RFC 3339, such as 2026-01-31",
            cx,
        )
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Text for Uuid {
    /// Reads the hyphenated form, in capital or small letters.
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        note_unless_read(
            read_uuid(text),
            "must be a UUID, such as 123e4567-e89b-12d3-a456-426614174000",
            cx,
        )
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Text for Uri {
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        match Self::try_from(text) {
            Ok(uri) => Some(uri),
            Err(violation) => {
                cx.push(violation);
                None
            }
        }
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.as_str())
    }
}

macro_rules! as_json_string {
    ($($format:ty),+) => {$(
        impl Decode for $format {
            fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
                Self::from_text(string(value, cx)?, cx)
            }
        }

        impl Encode for $format {
            fn encode(&self, writer: &mut Writer) {
                writer.str(&self.to_text());
            }
        }
    )+};
}

as_json_string!(Base64, Timestamp, Date, Uuid, Uri);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::parse;

    #[test]
    fn uuids_are_hyphenated() {
        let uuid: Uuid = parse("123E4567-e89b-12d3-A456-426614174000").unwrap();
        assert_eq!(uuid.to_text(), "123e4567-e89b-12d3-a456-426614174000");
        for text in [
            "",
            "123e4567e89b12d3a456426614174000",
            "{123e4567-e89b-12d3-a456-426614174000}",
            "urn:uuid:123e4567-e89b-12d3-a456-426614174000",
            "123e4567-e89b-12d3-a456-42661417400g",
            "123e4567e-89b-12d3-a456-426614174000",
            "123e4567-e89b-12d3-a456-4266141740éé",
        ] {
            assert_eq!(parse::<Uuid>(text).unwrap_err().rule(), "format", "{text}");
        }
    }

    #[test]
    fn timestamps_are_written_in_utc() {
        let time: Timestamp = parse("2026-01-31T23:59:59.5+01:00").unwrap();
        assert_eq!(time.to_text(), "2026-01-31T22:59:59.5Z");
        assert_eq!(parse::<Timestamp>(&time.to_text()), Ok(time));
    }
}
