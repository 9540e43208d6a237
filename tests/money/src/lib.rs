//! Types of a user's own, as any crate may have them: all that emitted code needs of them is serde, `Clone`, `Debug` and
//! `PartialEq`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// An amount in hundredths, written as `12.50`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Money(pub u64);

/// Width and height, written as `3x4`.
#[derive(Clone, Debug, PartialEq)]
pub struct Extent {
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}.{:02}", self.0 / 100, self.0 % 100))
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = || {
            let (units, hundredths) = text.split_once('.')?;
            let (units, hundredths): (u64, u64) = (units.parse().ok()?, hundredths.parse().ok()?);
            Some(Self(units.checked_mul(100)?.checked_add(hundredths)?))
        };
        read().ok_or_else(|| D::Error::custom("no amount"))
    }
}

impl Serialize for Extent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}x{}", self.width, self.height))
    }
}

impl<'de> Deserialize<'de> for Extent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let read = || {
            let (width, height) = text.split_once('x')?;
            Some(Self {
                width: width.parse().ok()?,
                height: height.parse().ok()?,
            })
        };
        read().ok_or_else(|| D::Error::custom("no extent"))
    }
}
