//! In: any serde deserializer; or a value, for any serde serializer.
//! Out: a tape; or the events of the value.
//! Guarantee: what JSON cannot hold and what is nested too deep is an error of the deserializer, not a panic.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Builder, DEPTH_LIMIT, Kind, Number, Tape, Value};

pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Tape<'de>, D::Error> {
    let mut tape = Builder::with_capacity(16);
    let seed = Seed {
        tape: &mut tape,
        depth: 0,
    };
    seed.deserialize(deserializer)?;
    Ok(tape.finish())
}

/// Appends one value to the tape.
struct Seed<'b, 'de> {
    tape: &'b mut Builder<'de>,
    depth: usize,
}

impl<'de> Seed<'_, 'de> {
    fn deeper<E: Error>(&mut self) -> Result<Seed<'_, 'de>, E> {
        if self.depth >= DEPTH_LIMIT {
            return Err(E::custom("arrays and objects are nested too deep"));
        }
        Ok(Seed {
            tape: self.tape,
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value that JSON has")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        self.tape.null();
        Ok(())
    }

    fn visit_none<E>(self) -> Result<(), E> {
        self.tape.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, bool: bool) -> Result<(), E> {
        self.tape.bool(bool);
        Ok(())
    }

    fn visit_i64<E>(self, number: i64) -> Result<(), E> {
        self.tape.number(Number::from(number));
        Ok(())
    }

    fn visit_u64<E>(self, number: u64) -> Result<(), E> {
        self.tape.number(Number::from(number));
        Ok(())
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<(), E> {
        self.visit_f64(number as f64)
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        if !number.is_finite() {
            return Err(E::custom("JSON has no such number"));
        }
        self.tape.number(Number::Float(number));
        Ok(())
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.tape.copied(text);
        Ok(())
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<(), E> {
        self.tape.borrowed(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        let open = self.tape.open();
        let mut count = 0;
        while elements.next_element_seed(self.deeper()?)?.is_some() {
            count += 1;
        }
        self.tape.close_array(open, count);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let open = self.tape.open();
        let mut count = 0;
        while members.next_key_seed(Name(self.tape))?.is_some() {
            members.next_value_seed(self.deeper()?)?;
            count += 1;
        }
        self.tape.close_object(open, count);
        Ok(())
    }
}

/// Appends one member name to the tape.
struct Name<'b, 'de>(&'b mut Builder<'de>);

impl<'de> DeserializeSeed<'de> for Name<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E>(self, name: &str) -> Result<(), E> {
        self.0.copied(name);
        Ok(())
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<(), E> {
        self.0.borrowed(name);
        Ok(())
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.kind() {
            Kind::Null => serializer.serialize_unit(),
            Kind::Bool(bool) => serializer.serialize_bool(bool),
            Kind::Number(Number::Signed(number)) => serializer.serialize_i64(number),
            Kind::Number(Number::Unsigned(number)) => serializer.serialize_u64(number),
            Kind::Number(Number::Float(number)) => serializer.serialize_f64(number),
            Kind::String(text) => serializer.serialize_str(text),
            Kind::Array(elements) => {
                let mut array = serializer.serialize_seq(Some(elements.len()))?;
                for element in elements {
                    array.serialize_element(&element)?;
                }
                array.end()
            }
            Kind::Object(members) => {
                let mut object = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    object.serialize_entry(name, &value)?;
                }
                object.end()
            }
        }
    }
}
