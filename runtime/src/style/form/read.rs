//! In: the pairs of a form.
//! Out: the object that they stand for.
//! Guarantee: a member that cannot be read does not keep the others from being looked at.

use std::collections::BTreeMap;

use super::super::read::{self, Decoder, Pairs};
use super::super::{Shape, Style, Styled, Tree};
use super::FormLayout;
use crate::context::Context;

impl FormLayout {
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
