//! In: an object.
//! Out: the pairs of a form, escaped.
//! Guarantee: a member that is `null` is left out.

use super::super::{Shape, Style, Styled, WriteFault, write};
use super::FormLayout;
use crate::value::{Kind, Value};

impl FormLayout {
    fn style(&self, name: &str) -> Option<Styled> {
        let found = self.members.iter().find(|(member, _)| *member == name);
        found.map(|(_, how)| *how)
    }

    /// The pairs of an object, escaped.
    pub(crate) fn write(
        &self,
        value: Value<'_>,
        encode: fn(&str) -> String,
    ) -> Result<Vec<(String, String)>, WriteFault> {
        let mut pairs = Vec::new();
        let Kind::Object(members) = value.kind() else {
            return Ok(pairs);
        };
        for (name, member) in members {
            let usual = match member.kind() {
                Kind::Null => continue,
                Kind::Object(_) => Styled::json(),
                _ => Styled::new(Style::Form, true, Shape::Any),
            };
            let how = match self.style(name) {
                Some(how) if how.is_by_item() && matches!(member.kind(), Kind::Object(_)) => usual,
                Some(how) => how,
                None => usual,
            };
            pairs.extend(write::pairs(member, name, how, encode)?);
        }
        Ok(pairs)
    }
}
