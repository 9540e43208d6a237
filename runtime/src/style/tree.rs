//! In: texts with the names of the members that they are for.
//! Out: the value that they make together.
//! Guarantee: depth is bounded, and so is the work for each text.

use std::collections::BTreeMap;

use super::ReadFault;
use crate::encode::Encode;
use crate::value::Tape;
use crate::writer::Writer;

/// How deep names may be nested: `a[b][c]` is 2 deep.
const DEEPEST: usize = 16;

/// A value whose scalars are texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tree {
    /// One text.
    Text(String),
    /// A text which stands for the JSON array or object that it is, if it is one.
    Json(String),
    /// A list.
    List(Vec<Tree>),
    /// An object.
    Object(BTreeMap<String, Tree>),
}

impl Tree {
    /// The value on a tape.
    pub(crate) fn to_tape(&self) -> Tape<'static> {
        Writer::to_tape(self)
    }

    /// The value that a JSON text stands for.
    pub(super) fn from_json(text: String) -> Result<Self, ReadFault> {
        match Tape::from_json(text.as_bytes()) {
            Ok(_) => Ok(Self::Json(text)),
            Err(_) => Err(ReadFault::Json),
        }
    }

    /// Adds a text at the place that `names` lead to; an empty name is the next item of a list.
    pub(super) fn insert(&mut self, names: &[&str], text: Tree) -> Result<(), ReadFault> {
        if names.len() > DEEPEST {
            return Err(ReadFault::Depth);
        }
        let Some((first, rest)) = names.split_first() else {
            return Err(ReadFault::Repeated);
        };
        let Self::Object(members) = self else {
            return Err(ReadFault::Repeated);
        };
        if rest.is_empty() || (rest == [""]) {
            match members.get_mut(*first) {
                None if rest.is_empty() => {
                    members.insert((*first).to_owned(), text);
                }
                None => {
                    members.insert((*first).to_owned(), Self::List(vec![text]));
                }
                Some(Self::List(items)) => items.push(text),
                Some(Self::Object(_)) => return Err(ReadFault::Repeated),
                Some(one) => {
                    let first = std::mem::replace(one, Self::Text(String::new()));
                    *one = Self::List(vec![first, text]);
                }
            }
            return Ok(());
        }
        let inner = members
            .entry((*first).to_owned())
            .or_insert_with(|| Self::Object(BTreeMap::new()));
        inner.insert(rest, text)
    }

    /// Objects whose names count from 0 are lists: `a[0]=x&a[1]=y`.
    pub(super) fn with_lists(self) -> Self {
        match self {
            Self::Object(members) => Self::Object(
                members
                    .into_iter()
                    .map(|(name, member)| (name, member.counted()))
                    .collect(),
            ),
            other => other,
        }
    }

    /// The list of an object whose names count from 0; any other value as it is.
    pub(super) fn counted(self) -> Self {
        let mut members = match self.with_lists() {
            Self::Object(members) => members,
            other => return other,
        };
        let count = members.len();
        let names: Vec<String> = (0..count).map(|index| index.to_string()).collect();
        if count == 0 || !names.iter().all(|name| members.contains_key(name)) {
            return Self::Object(members);
        }
        Self::List(names.iter().filter_map(|name| members.remove(name)).collect())
    }
}

impl Encode for Tree {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Text(text) => writer.str(text),
            Self::Json(text) => match Tape::from_json(text.as_bytes()) {
                Ok(tape) => tape.root().encode(writer),
                Err(_) => writer.str(text),
            },
            Self::List(items) => {
                let mut array = writer.array();
                items.iter().for_each(|item| array.element(item));
                array.end();
            }
            Self::Object(members) => {
                let mut object = writer.object();
                members.iter().for_each(|(name, member)| object.required(name, member));
                object.end();
            }
        }
    }
}
