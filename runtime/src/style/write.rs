//! In: a value on a tape, and a style.
//! Out: the text, or the pairs of name and value, that stand for it.
//! Guarantee: no part of the value is taken for a delimiter; where the style cannot prevent that, it is a fault.

use std::borrow::Cow;

use super::{Style, Styled, WriteFault};
use crate::encode::to_json;
use crate::value::{Kind, Number, Value};

/// How texts are kept from being taken for something else.
#[derive(Clone, Copy)]
pub(crate) enum Escape {
    /// Percent-encoding by this function.
    Percent(fn(&str) -> String),
    /// None, as in headers: a text with a delimiter cannot be written.
    Impossible,
}

/// The text of a value that is no array and no object; those are JSON texts. `None` for `null`.
pub(crate) fn text(value: Value<'_>) -> Option<Cow<'_, str>> {
    Some(match value.kind() {
        Kind::Null => return None,
        Kind::Bool(true) => Cow::Borrowed("true"),
        Kind::Bool(false) => Cow::Borrowed("false"),
        Kind::Number(Number::Signed(number)) => Cow::Owned(number.to_string()),
        Kind::Number(Number::Unsigned(number)) => Cow::Owned(number.to_string()),
        Kind::Number(Number::Float(number)) => Cow::Owned(number.to_string()),
        Kind::String(text) => Cow::Borrowed(text),
        Kind::Array(_) | Kind::Object(_) => Cow::Owned(json(value)),
    })
}

fn json(value: Value<'_>) -> String {
    String::from_utf8(to_json(&value)).unwrap_or_default()
}

/// A text that is all of what it stands in.
fn whole(text: &str, escape: Escape) -> String {
    match escape {
        Escape::Percent(encode) => encode(text),
        Escape::Impossible => text.to_owned(),
    }
}

/// A value as one text: in a path, in a header, and where a list is not exploded.
pub(crate) fn delimited(value: Value<'_>, name: &str, how: Styled, escape: Escape) -> Result<String, WriteFault> {
    if how.style == Style::Json {
        return Ok(whole(&json(value), escape));
    }
    let delimiter = match how.style {
        Style::Matrix if how.explode => ";",
        _ => how.delimiter(),
    };
    let element = |text: &str| escaped(text, delimiter, escape);
    let (body, is_whole) = match value.kind() {
        Kind::Array(items) => {
            let items = items.map(|item| element(&text(item).unwrap_or_default()));
            let items: Vec<String> = items.collect::<Result<_, _>>()?;
            let each = how.style == Style::Matrix && how.explode;
            let items = items
                .into_iter()
                .map(|item| if each { format!("{name}={item}") } else { item });
            (joined(items, delimiter, how, escape), each)
        }
        Kind::Object(members) => {
            let mut parts = Vec::new();
            for (member, value) in members {
                let Some(value) = text(value) else { continue };
                let (member, value) = (element(member)?, element(&value)?);
                if how.explode {
                    if matches!(escape, Escape::Impossible) && member.contains('=') {
                        return Err(WriteFault::Delimiter);
                    }
                    parts.push(format!("{member}={value}"));
                } else {
                    parts.extend([member, value]);
                }
            }
            (joined(parts, delimiter, how, escape), how.explode)
        }
        _ => {
            let text = text(value).unwrap_or_default();
            (whole(&text, escape), false)
        }
    };
    Ok(match how.style {
        Style::Label => format!(".{body}"),
        Style::Matrix if is_whole => format!(";{body}"),
        Style::Matrix if body.is_empty() => format!(";{name}"),
        Style::Matrix => format!(";{name}={body}"),
        _ => body,
    })
}

/// A value as pairs of name and value, both escaped: in a query, a cookie or a form.
pub(crate) fn pairs(
    value: Value<'_>,
    name: &str,
    how: Styled,
    encode: fn(&str) -> String,
) -> Result<Vec<(String, String)>, WriteFault> {
    let mut pairs = Vec::new();
    let one = |value: Value<'_>| text(value).map(|text| encode(&text));
    match (how.style, value.kind()) {
        (Style::DeepObject, _) => deep(value, encode(name), encode, &mut pairs)?,
        (Style::Json, _) => pairs.push((encode(name), encode(&json(value)))),
        (_, Kind::Array(items)) if how.explode => {
            pairs.extend(items.map(|item| (encode(name), one(item).unwrap_or_default())));
        }
        (_, Kind::Object(members)) if how.explode => {
            for (member, value) in members {
                match value.kind() {
                    Kind::Array(items) if items.into_iter().all(is_text) => {
                        pairs.extend(items.map(|item| (encode(member), one(item).unwrap_or_default())));
                    }
                    _ => pairs.extend(one(value).map(|value| (encode(member), value))),
                }
            }
        }
        (_, Kind::Null) => pairs.push((encode(name), String::new())),
        _ => pairs.push((encode(name), delimited(value, name, how, Escape::Percent(encode))?)),
    }
    Ok(pairs)
}

fn is_text(value: Value<'_>) -> bool {
    !matches!(value.kind(), Kind::Array(_) | Kind::Object(_))
}

fn deep(
    value: Value<'_>,
    name: String,
    encode: fn(&str) -> String,
    pairs: &mut Vec<(String, String)>,
) -> Result<(), WriteFault> {
    match value.kind() {
        Kind::Null => {}
        Kind::Object(members) => {
            for (member, value) in members {
                if member.contains(['[', ']']) {
                    return Err(WriteFault::Bracket);
                }
                deep(value, format!("{name}%5B{}%5D", encode(member)), encode, pairs)?;
            }
        }
        Kind::Array(items) => {
            let plain = items.into_iter().all(is_text);
            for (index, item) in items.enumerate() {
                let place = if plain { String::new() } else { index.to_string() };
                deep(item, format!("{name}%5B{place}%5D"), encode, pairs)?;
            }
        }
        _ => pairs.extend(text(value).map(|text| (name, encode(&text)))),
    }
    Ok(())
}

/// One element of a text that `delimiter` divides.
fn escaped(text: &str, delimiter: &str, escape: Escape) -> Result<String, WriteFault> {
    match escape {
        // The delimiter of these styles is written as an escape itself, or is a character that needs none.
        Escape::Percent(_) if [" ", "|", "."].contains(&delimiter) && text.contains(delimiter) => {
            Err(WriteFault::Delimiter)
        }
        Escape::Percent(encode) => Ok(encode(text).replace(delimiter, &percent(delimiter))),
        Escape::Impossible if text.contains(delimiter) => Err(WriteFault::Delimiter),
        Escape::Impossible => Ok(text.to_owned()),
    }
}

/// A delimiter as an escape.
fn percent(delimiter: &str) -> String {
    delimiter.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn joined(parts: impl IntoIterator<Item = String>, delimiter: &str, how: Styled, escape: Escape) -> String {
    let parts: Vec<String> = parts.into_iter().collect();
    match (how.style, escape) {
        (style, Escape::Percent(_)) if style.is_delimited() => parts.join(&percent(delimiter)),
        _ => parts.join(delimiter),
    }
}
