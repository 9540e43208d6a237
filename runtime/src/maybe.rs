//! In: a member that may be left out and may be null.
//! Out: [`Maybe`], which keeps the three states apart.
//! Guarantee: decoding and encoding give back the state that was there.

/// The value of a member that is optional and nullable: absent, `null`, or a value.
///
/// ```
/// use stubsmith_runtime::Maybe;
///
/// let amount: Maybe<i64> = 5.into();
/// assert_eq!(amount.value(), Some(&5));
/// assert!(Maybe::<i64>::default().is_absent());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Maybe<T> {
    /// The object has no such member.
    #[default]
    Absent,
    /// The member is `null`.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Maybe<T> {
    /// The value, or absent.
    ///
    /// ```
    /// use stubsmith_runtime::Maybe;
    ///
    /// assert_eq!(Maybe::or_absent(Some(5)), Maybe::Value(5));
    /// assert_eq!(Maybe::<i64>::or_absent(None), Maybe::Absent);
    /// ```
    pub fn or_absent(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }

    /// The value, or `null`.
    ///
    /// ```
    /// use stubsmith_runtime::Maybe;
    ///
    /// assert_eq!(Maybe::or_null(Some(5)), Maybe::Value(5));
    /// assert_eq!(Maybe::<i64>::or_null(None), Maybe::Null);
    /// ```
    pub fn or_null(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value by itself, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the member is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Maybe<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}
