//! In: a schema whose values hold no others.
//! Out: a value of it, or why there is none.
//! Guarantees: the same numbers give the same value.

use serde_json::Value;

use super::random::Random;
use super::schema::{Schema, TextFormat};
use super::{number, text};

/// A value of a scalar; of any other schema there is none.
pub(super) fn value(schema: &Schema, random: &mut Random) -> Result<Value, String> {
    let (value, reason) = match *schema {
        Schema::Any => (text::text(random, TextFormat::Plain, 0, None).map(Value::String), ""),
        Schema::Text { format, least, most } => (
            text::text(random, format, least, most).map(Value::String),
            "no text is so long",
        ),
        Schema::Null => (Some(Value::Null), ""),
        Schema::Boolean => (Some(Value::Bool(random.below(2) == 0)), ""),
        Schema::Integer { least, most, step } => {
            (number::integer(random, least, most, step), "no integer is in the range")
        }
        Schema::Number {
            least,
            above,
            most,
            below,
            step,
        } => (
            number::number(random, [least, above, most, below], step),
            "no number is in the range",
        ),
        Schema::Pattern { source, samples } => {
            let sample = random.pick(samples).map(|sample| Value::from(*sample));
            let reason = || format!("no text is known that matches `{source}`; the document has no example");
            return sample.ok_or_else(reason);
        }
        Schema::Strings(values) => (
            random.pick(values).map(|value| Value::from(*value)),
            "there is no value",
        ),
        Schema::Values(values) => (parsed(random.pick(values)), "there is no value"),
        _ => (None, "the schema allows no value"),
    };
    value.ok_or_else(|| reason.to_owned())
}

/// The value of a JSON text, if there is one.
pub(super) fn parsed(json: Option<&&str>) -> Option<Value> {
    serde_json::from_str(json?).ok()
}
