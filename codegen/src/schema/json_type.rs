//! In: the value of `type`.
//! Out: [`TypeSet`], a set of the seven types of JSON Schema.
//! Guarantees: an integer is a number wherever two sets meet.

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonType {
    /// `null`.
    Null,
    /// `boolean`.
    Boolean,
    /// `object`.
    Object,
    /// `array`.
    Array,
    /// `number`.
    Number,
    /// `integer`.
    Integer,
    /// `string`.
    String,
}

impl JsonType {
    /// All types.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Object,
        Self::Array,
        Self::Number,
        Self::Integer,
        Self::String,
    ];

    /// The type's name in a document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::String => "string",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A set of types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypeSet(u8);

impl TypeSet {
    /// A set of one.
    pub fn of(ty: JsonType) -> Self {
        let mut set = Self::default();
        set.insert(ty);
        set
    }

    /// Adds a type.
    pub fn insert(&mut self, ty: JsonType) {
        self.0 |= 1 << ty as u8;
    }

    /// Takes a type out and says whether it was there.
    pub fn remove(&mut self, ty: JsonType) -> bool {
        let there = self.contains(ty);
        self.0 &= !(1 << ty as u8);
        there
    }

    /// Whether a type is in the set.
    pub fn contains(self, ty: JsonType) -> bool {
        self.0 & (1 << ty as u8) != 0
    }

    /// Whether no type is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types in the set.
    pub fn iter(self) -> impl Iterator<Item = JsonType> {
        JsonType::ALL.into_iter().filter(move |ty| self.contains(*ty))
    }

    /// The types whose values are in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let mut both = Self(self.0 & other.0);
        for (number, integer) in [(self, other), (other, self)] {
            if number.contains(JsonType::Number) && integer.contains(JsonType::Integer) {
                both.insert(JsonType::Integer);
            }
        }
        both
    }

    /// Whether all values of this set are in the other.
    pub fn is_within(self, other: Self) -> bool {
        self.and(other) == self
    }
}
