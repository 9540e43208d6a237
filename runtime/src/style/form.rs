//! In: an object and how its members are written; or the pairs of a form.
//! Out: `application/x-www-form-urlencoded` text; or the object.
//! Guarantee: a member that cannot be read does not keep the others from being looked at.

use std::collections::BTreeMap;

use super::read::{self, Decoder, Pairs};
use super::{Shape, Style, Styled, Tree, WriteFault, write};
use crate::context::Context;
use crate::value::{Kind, Value};

/// How the members of a form are written (OpenAPI 3.1.1, sections 4.8.14 and 4.8.15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormLayout {
    /// The members that are not one text, each with its style.
    pub members: &'static [(&'static str, Styled)],
    /// The shape of all other members.
    pub rest: Shape,
}

impl FormLayout {
    /// A form whose members are texts.
    pub const TEXTS: Self = Self {
        members: &[],
        rest: Shape::Text,
    };

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
            let how = self.style(name).unwrap_or(usual);
            pairs.extend(write::pairs(member, name, how, encode)?);
        }
        Ok(pairs)
    }

    /// The object that pairs stand for.
    pub(crate) fn read(&self, pairs: &Pairs, decode: Decoder, cx: &mut Context) -> Option<Tree> {
        let mut object = BTreeMap::new();
        let before = cx.mark();
        let mut add = |name: &str, how: Styled, cx: &mut Context| {
            let mark = cx.mark();
            match read::pairs(pairs, name, how, decode) {
                Ok(value) => object.extend(value.map(|value| (name.to_owned(), value))),
                Err(fault) => cx.push(fault.violation()),
            }
            cx.in_member(mark, name);
        };
        for (name, how) in self.members {
            add(name, *how, cx);
        }
        for (name, _) in pairs.iter() {
            if !self.claims(name) {
                add(name, Styled::new(Style::Form, true, self.rest), cx);
            }
        }
        (!cx.noted_since(before)).then_some(Tree::Object(object))
    }

    /// Whether pairs of this name belong to one of the members with a style.
    fn claims(&self, pair: &str) -> bool {
        let base = pair.split_once('[').map_or(pair, |(base, _)| base);
        self.members.iter().any(|(name, how)| {
            let floats = how.explode && how.style == Style::Form;
            *name == pair
                || (how.style == Style::DeepObject && *name == base)
                || matches!(how.shape, Shape::Object { members, .. } if floats
                    && members.iter().any(|(member, _)| *member == pair))
        })
    }
}
