//! In: a YAML scalar: its text, tag, and whether it is plain.
//! Out: the value it stands for.
//! Guarantees: the Core Schema (YAML 1.2.2, section 10.3), so `yes`, `on` and dates are strings; what JSON has no value
//! for (`.inf`, `.nan`), and digits with a leading zero, which readers of YAML disagree on, are strings too.

use crate::source::Node;

/// The prefix of the tags that YAML itself defines.
pub(super) const YAML_TAG: &str = "tag:yaml.org,2002:";

/// The value of a scalar; `None` for a number beyond the range of doubles.
pub(super) fn resolve(text: String, tag: Option<&str>, plain: bool) -> Option<Node> {
    match tag.and_then(|tag| tag.strip_prefix(YAML_TAG)) {
        Some("null" | "bool" | "int" | "float") => plain_value(text),
        Some(_) => Some(Node::String(text)),
        None if plain && tag != Some("!") => plain_value(text),
        None => Some(Node::String(text)),
    }
}

fn plain_value(text: String) -> Option<Node> {
    Some(match text.as_str() {
        "" | "~" | "null" | "Null" | "NULL" => Node::Null,
        "true" | "True" | "TRUE" => Node::Bool(true),
        "false" | "False" | "FALSE" => Node::Bool(false),
        number if number.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) => {
            match numeral(number) {
                Some(node) => return node,
                None => Node::String(text),
            }
        }
        _ => Node::String(text),
    })
}

/// The value of a number: `None` when the text is none, `Some(None)` when it is too large.
fn numeral(text: &str) -> Option<Option<Node>> {
    if let Some(digits) = text.strip_prefix("0x") {
        return integer(
            u64::from_str_radix(digits, 16)
                .ok()
                .filter(|_| !digits.starts_with('+')),
        );
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return integer(u64::from_str_radix(digits, 8).ok().filter(|_| !digits.starts_with('+')));
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let digits = unsigned.len() - unsigned.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (whole, rest) = unsigned.split_at_checked(digits)?;
    if whole.len() > 1 && whole.starts_with('0') {
        return None;
    }
    if rest.is_empty() {
        if let Ok(value) = text.parse() {
            return Some(Some(Node::Int(value)));
        }
        if let Ok(value) = text.parse() {
            return Some(Some(Node::UInt(value)));
        }
    } else if !is_fraction(rest, !whole.is_empty()) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    Some(value.is_finite().then_some(Node::Float(value)))
}

fn integer(value: Option<u64>) -> Option<Option<Node>> {
    value.map(|value| Some(i64::try_from(value).map_or(Node::UInt(value), Node::Int)))
}

/// Whether what follows the digits before the point is `.5`, `.5e3`, `e3` or, after digits, `.`.
fn is_fraction(rest: &str, after_digits: bool) -> bool {
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (mantissa, exponent) = rest
        .split_once(['e', 'E'])
        .map_or((rest, None), |(left, right)| (left, Some(right)));
    let mantissa_fits = match mantissa.strip_prefix('.') {
        Some(digits) => is_digits(digits) && (after_digits || !digits.is_empty()),
        None => mantissa.is_empty() && after_digits,
    };
    let exponent_fits = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && is_digits(digits)
    });
    mantissa_fits && exponent_fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_scalars_follow_the_core_schema() {
        let string = |text: &str| Some(Node::String(text.to_owned()));
        for (text, expected) in [
            ("", Some(Node::Null)),
            ("~", Some(Node::Null)),
            ("TRUE", Some(Node::Bool(true))),
            ("yes", string("yes")),
            ("off", string("off")),
            ("0", Some(Node::Int(0))),
            ("-0", Some(Node::Int(0))),
            ("+12", Some(Node::Int(12))),
            ("-9223372036854775808", Some(Node::Int(i64::MIN))),
            ("18446744073709551615", Some(Node::UInt(u64::MAX))),
            ("18446744073709551616", Some(Node::Float(18_446_744_073_709_551_616.0))),
            ("-9223372036854776000", Some(Node::Float(-9_223_372_036_854_776_000.0))),
            ("0x1F", Some(Node::Int(31))),
            ("0o17", Some(Node::Int(15))),
            ("0x", string("0x")),
            ("0x+1", string("0x+1")),
            ("007", string("007")),
            ("-012.5", string("-012.5")),
            ("1_000", string("1_000")),
            ("1.5", Some(Node::Float(1.5))),
            (".5", Some(Node::Float(0.5))),
            ("5.", Some(Node::Float(5.0))),
            ("1e3", Some(Node::Float(1000.0))),
            ("-1.5E-1", Some(Node::Float(-0.15))),
            (".", string(".")),
            ("-", string("-")),
            ("+", string("+")),
            ("e3", string("e3")),
            (".e3", string(".e3")),
            ("1e", string("1e")),
            ("1.2.3", string("1.2.3")),
            ("3.0.3", string("3.0.3")),
            ("2024-01-02", string("2024-01-02")),
            ("12:30", string("12:30")),
            (".inf", string(".inf")),
            ("-.Inf", string("-.Inf")),
            ("nan", string("nan")),
            ("infinity", string("infinity")),
            ("1e400", None),
        ] {
            assert_eq!(resolve(text.to_owned(), None, true), expected, "{text}");
        }
    }

    #[test]
    fn quotes_and_tags_decide() {
        let text = || "1".to_owned();
        assert_eq!(resolve(text(), None, false), Some(Node::String(text())));
        assert_eq!(
            resolve(text(), Some("tag:yaml.org,2002:str"), true),
            Some(Node::String(text()))
        );
        assert_eq!(
            resolve(text(), Some("tag:yaml.org,2002:int"), false),
            Some(Node::Int(1))
        );
        assert_eq!(resolve(text(), Some("!"), true), Some(Node::String(text())));
        assert_eq!(resolve(text(), Some("!mine"), true), Some(Node::Int(1)));
    }
}
