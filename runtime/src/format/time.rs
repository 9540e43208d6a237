//! In: texts of `format: date-time` and `format: date`.
//! Out: instants and dates.
//! Guarantee: the grammar is that of RFC 3339 section 5.6 and no more; jiff reads many other forms.

use jiff::Timestamp;
use jiff::civil::Date;

/// `full-date "T" full-time`
pub(super) fn read_timestamp(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_at_checked(10)?;
    if !has_shape(date, "dddd-dd-dd") {
        return None;
    }
    let (clock, rest) = time.split_at_checked(9)?;
    if !has_shape(clock, "Tdd:dd:dd") {
        return None;
    }
    let (fraction, offset) = rest.split_at_checked(rest.find(['Z', 'z', '+', '-'])?)?;
    let digits = fraction.strip_prefix('.');
    let is_fraction =
        digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    if !(is_fraction || fraction.is_empty()) || !is_offset(offset) {
        return None;
    }
    // jiff refuses a fraction of more than nine digits.
    match fraction.get(10..) {
        Some(beyond) if !beyond.is_empty() => {
            let (kept, _) = fraction.split_at_checked(10)?;
            format!("{date}{clock}{kept}{offset}").parse().ok()
        }
        _ => text.parse().ok(),
    }
}

/// `full-date`
pub(super) fn read_date(text: &str) -> Option<Date> {
    if has_shape(text, "dddd-dd-dd") {
        text.parse().ok()
    } else {
        None
    }
}

/// `time-offset`: `Z`, or hours and minutes with a sign.
fn is_offset(text: &str) -> bool {
    let Some(clock) = text.strip_prefix(['+', '-']) else {
        return has_shape(text, "Z");
    };
    has_shape(clock, "dd:dd") && clock < "24" && clock.get(3..).is_some_and(|minutes| minutes < "60")
}

/// Whether `text` has a digit for each `d` of the shape and otherwise the same letters, in either case.
fn has_shape(text: &str, shape: &str) -> bool {
    text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(byte, expected)| match expected {
            b'd' => byte.is_ascii_digit(),
            other => byte.eq_ignore_ascii_case(&other),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rfc_3339_times_are_read() {
        for (text, utc) in [
            ("1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.52Z"),
            ("1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57Z"),
            ("1990-12-31t23:59:60z", "1990-12-31T23:59:59Z"),
            ("1990-12-31T15:59:60-08:00", "1990-12-31T23:59:59Z"),
            ("1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.87Z"),
            ("2026-01-31T00:00:00-00:00", "2026-01-31T00:00:00Z"),
            (
                "2026-01-31T00:00:00.123456789987654321Z",
                "2026-01-31T00:00:00.123456789Z",
            ),
            ("2024-02-29T00:00:00+23:59", "2024-02-28T00:01:00Z"),
            ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00Z"),
        ] {
            assert_eq!(
                read_timestamp(text).map(|time| time.to_string()).as_deref(),
                Some(utc),
                "{text}"
            );
        }
    }

    #[test]
    fn other_times_are_refused() {
        for text in [
            "",
            "2026-01-31",
            "2026-01-31T00:00:00",
            "2026-01-31 00:00:00Z",
            "2026-01-31T00:00Z",
            "2026-01-31T00:00:00+01",
            "2026-01-31T00:00:00+0100",
            "2026-01-31T00:00:00+01:00:00",
            "2026-01-31T00:00:00+24:00",
            "2026-01-31T00:00:00+01:60",
            "2026-01-31T00:00:00Z[UTC]",
            "2026-01-31T00:00:00+01:00[Europe/Berlin]",
            "2026-01-31T00:00:00[Europe/Berlin]",
            "2026-01-31T00:00:00.Z",
            "2026-01-31T00:00:00,5Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T00:60:00Z",
            "2026-01-31T00:00:61Z",
            "2026-02-30T00:00:00Z",
            "2025-02-29T00:00:00Z",
            "+002026-01-31T00:00:00Z",
            "20260131T000000Z",
            "2026-01-31T00:00:00ZZ",
            "2026-01-31T00:00:00.é",
            "2026-01-3éT00:00:00Z",
            " 2026-01-31T00:00:00Z",
            "２026-01-31T00:00:00Z",
        ] {
            assert_eq!(read_timestamp(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_full_dates() {
        assert_eq!(read_date("2024-02-29"), Some(Date::constant(2024, 2, 29)));
        for text in [
            "",
            "2025-02-29",
            "2024-2-9",
            "20240229",
            "2024-02-29T00:00:00Z",
            "2024-02-29T00:00",
            "2024-W09-4",
            "2024-02-29[u-ca=iso8601]",
        ] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
