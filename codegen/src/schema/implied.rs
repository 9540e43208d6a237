//! In: keywords.
//! Out: the types they speak of, where `type` does not say; and whether they say anything.
//! Guarantees: each keyword is named, so that a new one cannot be forgotten.

use super::{
    JsonType, TypeSet,
    keywords::{Keywords, Null},
};

impl Keywords {
    /// The types that values may have, `null` aside: those of `type`, else the one that the other keywords imply, else
    /// none.
    pub fn kinds(&self) -> TypeSet {
        self.types
            .or_else(|| self.implied().map(TypeSet::of))
            .unwrap_or_default()
    }

    /// The one type that a schema without `type` can sensibly mean.
    fn implied(&self) -> Option<JsonType> {
        let spoken = self.spoken();
        let mut all = spoken.iter();
        all.next().filter(|_| all.next().is_none())
    }

    /// The types that keywords other than `type` speak of.
    pub fn spoken(&self) -> TypeSet {
        let mut types = TypeSet::default();
        let object = !self.properties.is_empty()
            || !self.required.is_empty()
            || !self.pattern_properties.is_empty()
            || !self.rules.is_empty()
            || !self.additional.is_unsaid()
            || !self.unevaluated.is_unsaid()
            || self.min_properties.or(self.max_properties).is_some();
        let array = self.items.is_some()
            || !self.prefix_items.is_empty()
            || self.min_items.or(self.max_items).is_some()
            || self.unique_items;
        let string = !self.patterns.is_empty()
            || self.base64
            || self.content_schema.is_some()
            || self.format.is_some()
            || self.min_length.or(self.max_length).is_some();
        let number = self.minimum.or(self.maximum).is_some() || !self.multiple_of.is_empty();
        for (says, ty) in [
            (object, JsonType::Object),
            (array, JsonType::Array),
            (string, JsonType::String),
            (number, JsonType::Number),
        ] {
            if says {
                types.insert(ty);
            }
        }
        types
    }

    /// Whether nothing bears on validity but what is included, and that `null` may be allowed besides.
    pub(super) fn only_includes(&self) -> bool {
        self.says_at_most_a_type() && self.types.is_none() && self.unions.is_empty() && self.null != Null::Refused
    }

    /// Whether nothing bears on validity, `type`, alternatives and `null` aside.
    pub fn says_at_most_a_type(&self) -> bool {
        self.spoken().is_empty() && self.enumeration.is_none()
    }

    /// Whether nothing bears on validity at all.
    pub(super) fn says_nothing(&self) -> bool {
        self.only_includes() && self.includes.is_empty()
    }
}
