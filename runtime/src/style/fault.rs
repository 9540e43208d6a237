//! In: what keeps a value from being written, or texts from being read.
//! Out: the words for it.
//! Guarantee: no words repeat the value.

use crate::violation::Violation;

/// Why a value cannot be written in a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteFault {
    /// Its text has what divides texts, and the style has no way to escape it.
    Delimiter,
    /// A member's name has a bracket, which divides names.
    Bracket,
}

impl WriteFault {
    /// The fault as a predicate.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Delimiter => "has an element with a character that divides elements",
            Self::Bracket => "has a member with a bracket in its name, which divides names",
        }
    }
}

/// Why texts are no value in a style, and what of the value is at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Misread {
    pub(crate) fault: ReadFault,
    /// The whole value unless set.
    place: Option<Place>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    Member(String),
    Element(usize),
}

impl Misread {
    /// It as a violation.
    pub(crate) fn violation(self) -> Violation {
        let violation = self.fault.violation();
        match self.place {
            Some(Place::Member(name)) => violation.in_member(&name),
            Some(Place::Element(index)) => violation.in_element(index),
            None => violation,
        }
    }
}

impl From<ReadFault> for Misread {
    fn from(fault: ReadFault) -> Self {
        Self { fault, place: None }
    }
}

/// Why texts are no value in a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadFault {
    /// A `%` that two hexadecimal digits do not follow.
    Escape,
    /// The bytes are not UTF-8.
    Utf8,
    /// The bytes of a header, which are not encoded, are not UTF-8.
    RawUtf8,
    /// One text was sent more than once.
    Repeated,
    /// A name of a member without its value.
    Unpaired,
    /// Text is missing that the style puts before the value.
    Prefix,
    /// Names of members are nested too deep.
    Depth,
    /// The text is not JSON.
    Json,
}

impl ReadFault {
    /// The fault of a member.
    pub(crate) fn in_member(self, name: &str) -> Misread {
        let place = Some(Place::Member(name.to_owned()));
        Misread { fault: self, place }
    }

    /// The fault of an item.
    pub(crate) fn in_element(self, index: usize) -> Misread {
        let place = Some(Place::Element(index));
        Misread { fault: self, place }
    }

    fn violation(self) -> Violation {
        match self {
            Self::Escape => Violation::new("format", "must be percent-encoded correctly"),
            Self::Utf8 => Violation::new("format", "must be percent-encoded UTF-8"),
            Self::RawUtf8 => Violation::new("format", "must be UTF-8"),
            Self::Repeated => Violation::new("type", "must be sent only once"),
            Self::Unpaired => Violation::new("type", "must give each member a value"),
            Self::Prefix => Violation::new("type", "must be written in the style of the document"),
            Self::Json => Violation::new("type", "must be JSON"),
            Self::Depth => Violation::new("type", "must not be nested that deep"),
        }
    }
}
