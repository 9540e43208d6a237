//! In: a JSON number.
//! Out: [`Number`], the 64-bit integer or float that it is.
//! Guarantee: integers of 64 bits are exact; the shortest text of a float is the number that was written, up to 15
//! significant digits.

/// A JSON number. `2.0` and `2e0` are floats here; [`as_integer`](Self::as_integer) sees that they are integers.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// An integer literal within the range of `i64`.
    Signed(i64),
    /// An integer literal beyond `i64::MAX`.
    Unsigned(u64),
    /// Any other number; finite.
    Float(f64),
}

/// Beyond this magnitude an `f64` does not fit into an `i128`: 2 to the 127th.
const INTEGER_END: f64 = 170_141_183_460_469_231_731_687_303_715_884_105_728.0;

impl Number {
    /// The integer, if the number has no fraction and is less than 2^127 in magnitude.
    ///
    /// JSON Schema counts any number with a zero fraction as an integer (JSON Schema 2020-12, core 4.2.3).
    #[must_use]
    pub fn as_integer(self) -> Option<i128> {
        match self {
            Self::Signed(number) => Some(number.into()),
            Self::Unsigned(number) => Some(number.into()),
            Self::Float(number) if number.fract() == 0.0 && number.abs() < INTEGER_END => Some(number as i128),
            Self::Float(_) => None,
        }
    }

    /// The nearest float.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        match self {
            Self::Signed(number) => number as f64,
            Self::Unsigned(number) => number as f64,
            Self::Float(number) => number,
        }
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self::Signed(number)
    }
}

impl From<u64> for Number {
    fn from(number: u64) -> Self {
        i64::try_from(number).map_or(Self::Unsigned(number), Self::Signed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_fraction_makes_an_integer() {
        assert_eq!(Number::Float(2.0).as_integer(), Some(2));
        assert_eq!(Number::Float(-0.0).as_integer(), Some(0));
        assert_eq!(Number::Float(2.5).as_integer(), None);
        assert_eq!(Number::Float(1e300).as_integer(), None);
        assert_eq!(Number::Float(INTEGER_END).as_integer(), None);
        assert_eq!(Number::Unsigned(u64::MAX).as_integer(), Some(u64::MAX.into()));
    }
}
