//! In: a schema.
//! Out: a value that looks as it says.
//! Guarantees: values end, however the schema refers to itself; the value of a place depends on the seed and the place
//! alone.

use std::fmt;

use serde_json::{Map, Value};

use super::avoided::Avoided;
use super::random::Random;
use super::schema::{Member, Schema, Variant};
use super::{object, scalar};
use crate::ObjectRule;

#[cfg(test)]
mod tests;

/// From this depth on members that may be absent are left out unless they are scalars, and lists are short.
const DEEP: usize = 3;

/// No value goes deeper.
const DEEPEST: usize = 40;

/// From so many values on all that can be left out is.
const MANY: usize = 2000;

/// The most items that are made.
const MOST_ITEMS: u64 = 10_000;

/// Makes values.
#[derive(Debug)]
pub(super) struct Maker<'a> {
    seed: u64,
    avoided: &'a Avoided,
    /// The places at which one was taken.
    pub(super) taken: Vec<String>,
    made: usize,
}

/// A place for which there is no value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unmakeable {
    /// Where, as a JSON Pointer.
    pub(super) pointer: String,
    /// Why.
    pub(super) reason: String,
}

impl fmt::Display for Unmakeable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.pointer, self.reason)
    }
}

impl<'a> Maker<'a> {
    pub(super) fn new(seed: u64, avoided: &'a Avoided) -> Self {
        Self {
            seed,
            avoided,
            taken: Vec::new(),
            made: 0,
        }
    }

    /// A value for the place `at`, in so many lists and objects.
    pub(super) fn value(&mut self, schema: &Schema, at: &str, depth: usize) -> Result<Value, Unmakeable> {
        self.made += 1;
        let none = |reason: &str| Unmakeable {
            pointer: at.to_owned(),
            reason: reason.to_owned(),
        };
        if depth > DEEPEST {
            return Err(none("the schema demands values in values without an end"));
        }
        match *schema {
            Schema::List(items) => self.array(items, (0, None, false), at, depth),
            Schema::Array {
                items,
                least,
                most,
                unique,
            } => self.array(items, (least, most, unique), at, depth),
            Schema::Tuple(items) => {
                let values = items.iter().enumerate();
                let values = values.map(|(index, item)| self.value(item, &format!("{at}/{index}"), depth + 1));
                values.collect::<Result<_, _>>().map(Value::Array)
            }
            Schema::Map { values, least, most } => self.map(values, (least, most), at, depth),
            Schema::Object { members, others, rules } => self.object(members, others, rules, (at, depth)),
            Schema::Union { variants, shallow } => self.variant(variants, shallow, at, depth),
            Schema::Nullable(inner) if self.is_deep(depth) && !inner.is_scalar() || self.avoided.leaves_out(at) => {
                Ok(Value::Null)
            }
            Schema::Nullable(inner) => Ok(self.value(inner, at, depth).unwrap_or(Value::Null)),
            Schema::JsonText(inner) => Ok(Value::String(self.value(inner, at, depth)?.to_string())),
            Schema::Exemplified { examples, schema } => match scalar::parsed(examples.first()) {
                Some(example) if self.avoided.takes_example(at) => {
                    self.taken.push(at.to_owned());
                    Ok(example)
                }
                _ => self.value(schema, at, depth),
            },
            _ => scalar::value(schema, &mut Random::at(self.seed, at)).map_err(|reason| none(&reason)),
        }
    }

    fn object(
        &mut self,
        members: &[Member],
        others: Option<&Schema>,
        rules: &[ObjectRule],
        (at, depth): (&str, usize),
    ) -> Result<Value, Unmakeable> {
        let is_deep = self.is_deep(depth);
        let wanted = |member: &Member| !is_deep || member.schema.is_scalar() && self.made < MANY;
        let present = object::present(members, rules, wanted);
        let mut value = self.members(members, &present, at, depth)?;
        for number in 1..=object::lacking(value.len(), rules).min(MOST_ITEMS) {
            let name = format!("further{number}");
            let made = self.value(others.unwrap_or(&Schema::Any), &format!("{at}/{name}"), depth + 1)?;
            value.insert(name, made);
        }
        Ok(Value::Object(value))
    }

    fn is_deep(&self, depth: usize) -> bool {
        depth >= DEEP || self.made >= MANY
    }

    fn members(
        &mut self,
        members: &[Member],
        present: &[bool],
        at: &str,
        depth: usize,
    ) -> Result<Map<String, Value>, Unmakeable> {
        let mut values = Map::new();
        let chosen = members.iter().zip(present).filter(|(_, is_present)| **is_present);
        for (member, _) in chosen {
            let place = format!("{at}/{}", escaped(member.name));
            if !member.required && self.avoided.leaves_out(&place) {
                continue;
            }
            match self.value(member.schema, &place, depth + 1) {
                Ok(value) => {
                    values.insert(member.name.to_owned(), value);
                }
                Err(error) if member.required => return Err(error),
                Err(_) => {}
            }
        }
        Ok(values)
    }

    fn array(
        &mut self,
        items: &Schema,
        (least, most, unique): (u64, Option<u64>, bool),
        at: &str,
        depth: usize,
    ) -> Result<Value, Unmakeable> {
        let count = self.count(items, (least, most), at, depth);
        let mut values: Vec<Value> = Vec::new();
        // Of items that must differ some come out equal.
        let attempts = if unique { count.saturating_mul(20) } else { count };
        for attempt in 0..attempts {
            if values.len() as u64 >= count {
                break;
            }
            let place = format!("{at}/{attempt}");
            match self.value(items, &place, depth + 1) {
                Ok(value) if unique && values.contains(&value) => {}
                Ok(value) => values.push(value),
                Err(error) if (values.len() as u64) < least => return Err(error),
                Err(_) => break,
            }
        }
        Ok(Value::Array(values))
    }

    fn map(
        &mut self,
        values: &Schema,
        (least, most): (u64, Option<u64>),
        at: &str,
        depth: usize,
    ) -> Result<Value, Unmakeable> {
        let mut members = Map::new();
        for number in 1..=self.count(values, (least, most), at, depth) {
            let name = format!("key{number}");
            match self.value(values, &format!("{at}/{name}"), depth + 1) {
                Ok(value) => {
                    members.insert(name, value);
                }
                Err(error) if (members.len() as u64) < least => return Err(error),
                Err(_) => break,
            }
        }
        Ok(Value::Object(members))
    }

    /// How many values there are in a list or a map.
    fn count(&self, values: &Schema, (least, most): (u64, Option<u64>), at: &str, depth: usize) -> u64 {
        let usual = match depth {
            _ if self.avoided.leaves_out(at) => 0,
            _ if self.is_deep(depth) => u64::from(values.is_scalar()),
            0 | 1 => 1 + Random::at(self.seed, &format!("{at}#")).below(3),
            _ => 1,
        };
        usual.max(least).min(most.unwrap_or(u64::MAX)).min(MOST_ITEMS)
    }

    fn variant(&mut self, variants: &[Variant], shallow: usize, at: &str, depth: usize) -> Result<Value, Unmakeable> {
        let shallow = variants.get(shallow);
        let any = (!self.is_deep(depth)).then(|| Random::at(self.seed, at).pick(variants));
        let mut failed = None;
        // Where a value of one cannot be made, another may do.
        for variant in any.flatten().into_iter().chain(shallow) {
            match self.value(variant.schema, at, depth + 1) {
                Ok(mut value) => {
                    if let (Some((name, tag)), Value::Object(members)) = (variant.tag, &mut value) {
                        members.insert(name.to_owned(), Value::from(tag));
                    }
                    return Ok(value);
                }
                Err(error) => failed = Some(error),
            }
        }
        Err(failed.unwrap_or_else(|| Unmakeable {
            pointer: at.to_owned(),
            reason: "there is no alternative".to_owned(),
        }))
    }
}

/// A token of a JSON Pointer (RFC 6901, section 3).
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}
