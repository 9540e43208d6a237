//! In: a JSON object.
//! Out: its members, decoded one by one under the names that a schema gives them.
//! Guarantee: members in the document's order cost one comparison each; no order or number of them costs more than a
//! search of a table.

use std::collections::{BTreeMap, HashMap};

use crate::codec::{mismatch, note_repeated_names};
use crate::constraint::{ObjectRule, note_broken};
use crate::context::{Context, Direction, Fit};
use crate::decode::Decode;
use crate::maybe::Maybe;
use crate::value::{Members, Value};

/// Objects with more members than this are searched through a table.
const SEARCHED_IN_ORDER: usize = 64;

/// The members of one JSON object while it is decoded.
///
/// Each lookup starts where the last one ended. In a request an object that repeats a member name is a violation of the
/// rule `uniqueKeys`; in a response the last of the members counts, as it does for most JSON parsers.
#[derive(Debug)]
pub struct Fields<'t, 'c> {
    members: Members<'t>,
    rest: Members<'t>,
    table: Option<HashMap<&'t str, Value<'t>>>,
    position: usize,
    /// Whether the next lookup finds nothing.
    hidden: bool,
    /// Whether it matters how much of the object the type knows.
    is_watched: bool,
    cx: &'c mut Context,
}

impl<'t, 'c> Fields<'t, 'c> {
    /// The members of `value`, or `None` with a violation if it is not an object that can be read.
    pub fn new(value: Value<'t>, cx: &'c mut Context) -> Option<Self> {
        let Some(members) = value.as_object() else {
            return mismatch(value, "an object", cx);
        };
        if members.has_repeated_names() && cx.is_request() {
            note_repeated_names(members, cx);
            return None;
        }
        let position = value.position();
        let fit = cx.fit_of(position);
        let is_watched = fit.is_some();
        if let Some(fit) = fit {
            fit.begin(members.len());
        }
        let needs_table = members.has_repeated_names() || members.len() > SEARCHED_IN_ORDER;
        Some(Self {
            members,
            rest: members,
            table: needs_table.then(|| members.collect()),
            position,
            hidden: false,
            is_watched,
            cx,
        })
    }

    /// The next lookup is of a member that travels in responses only: a request is read as if it had none.
    pub fn in_responses(&mut self) -> &mut Self {
        self.hidden = self.cx.hides(Direction::Response);
        self
    }

    /// The next lookup is of a member that travels in requests only: a response is read as if it had none.
    pub fn in_requests(&mut self) -> &mut Self {
        self.hidden = self.cx.hides(Direction::Request);
        self
    }

    /// The member `name`, which must be there.
    pub fn required<T: Decode>(&mut self, name: &'static str) -> Option<T> {
        match self.find(name) {
            Some(value) => {
                self.know(Fit::knows_required);
                self.decode(name, value)
            }
            None => {
                self.note_missing(name);
                None
            }
        }
    }

    /// The member `name` if it is there. Whether it may be `null` is up to `T`.
    pub fn optional<T: Decode>(&mut self, name: &'static str) -> Option<Option<T>> {
        match self.find(name) {
            Some(value) => self.decode(name, value).map(Some),
            None => Some(None),
        }
    }

    /// The member `name`, which must be there in the direction in which it travels, and nowhere else.
    pub fn demanded<T: Decode>(&mut self, name: &'static str) -> Option<Option<T>> {
        if self.hidden || self.cx.is_storage() {
            return self.optional(name);
        }
        self.required(name).map(Some)
    }

    /// The same of a member that may be `null`: the one `None` for `null` and for nothing.
    pub fn demanded_or_null<T: Decode>(&mut self, name: &'static str) -> Option<Option<T>> {
        self.demanded::<Option<T>>(name).map(Option::flatten)
    }

    /// The member `name`, which may be left out and may be `null`.
    pub fn maybe<T: Decode>(&mut self, name: &'static str) -> Option<Maybe<T>> {
        match self.find(name) {
            Some(value) if value.is_null() => Some(Maybe::Null),
            Some(value) => self.decode(name, value).map(Maybe::Value),
            None => Some(Maybe::Absent),
        }
    }

    /// All members whose names are not in `known`.
    pub fn additional<T: Decode>(&mut self, known: &[&str]) -> Option<BTreeMap<String, T>> {
        let mut additional = Some(BTreeMap::new());
        for (name, value) in self.members {
            if known.contains(&name) || self.cx.is_beside(self.position, name) {
                continue;
            }
            self.know(Fit::knows);
            match (self.decode(name, value), &mut additional) {
                (Some(value), Some(members)) => {
                    members.insert(name.to_owned(), value);
                }
                _ => additional = None,
            }
        }
        additional
    }

    /// Notes the members whose names are not in `known`, in a request. A response may have more members than the
    /// document names, since its sender may know a later version.
    pub fn closed(&mut self, known: &[&str]) -> Option<()> {
        if !self.cx.is_closed() {
            return Some(());
        }
        let mark = self.cx.mark();
        for (name, _) in self.members {
            if !known.contains(&name) && !self.cx.is_beside(self.position, name) {
                let mark = self.cx.mark();
                self.cx
                    .note("additionalProperties", "is not a member that is allowed here");
                self.cx.in_member(mark, name);
            }
        }
        (!self.cx.noted_since(mark)).then_some(())
    }

    /// Notes the rules that the members do not satisfy together.
    pub fn rules(&mut self, rules: &[ObjectRule]) -> Option<()> {
        let members = self.members;
        note_broken(rules, |rule| rule.broken_by(members), self.cx)
    }

    fn decode<T: Decode>(&mut self, name: &str, value: Value<'_>) -> Option<T> {
        let mark = self.cx.mark();
        let decoded = T::decode(value, self.cx);
        self.cx.in_member(mark, name);
        decoded
    }

    fn find(&mut self, name: &str) -> Option<Value<'t>> {
        if std::mem::take(&mut self.hidden) {
            if self.cx.refuses_hidden() && self.sought(name).is_some() {
                self.note_hidden(name);
            }
            return None;
        }
        let found = self.sought(name);
        if found.is_some() {
            self.know(Fit::knows);
        }
        found
    }

    /// Tells that the type has a use for a member.
    fn know(&mut self, knows: fn(&mut Fit)) {
        if self.is_watched
            && let Some(fit) = self.cx.fit_of(self.position)
        {
            knows(fit);
        }
    }

    fn sought(&mut self, name: &str) -> Option<Value<'t>> {
        if let Some(table) = &self.table {
            return table.get(name).copied();
        }
        self.rest.seek(name).or_else(|| {
            let mut passed = self.members;
            let value = passed.seek_before(&self.rest, name)?;
            self.rest = passed;
            Some(value)
        })
    }

    #[cold]
    fn note_hidden(&mut self, name: &str) {
        let mark = self.cx.mark();
        match self.cx.direction() {
            Direction::Request => self.cx.note("readOnly", "is read-only and must not be sent"),
            Direction::Response => self.cx.note("writeOnly", "is write-only and must not be sent"),
        }
        self.cx.in_member(mark, name);
    }

    #[cold]
    fn note_missing(&mut self, name: &str) {
        let mark = self.cx.mark();
        self.cx.note("required", "is required");
        self.cx.in_member(mark, name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Tape;

    fn look_up(json: &str, direction: Direction, names: &[&'static str]) -> Vec<Option<Option<i64>>> {
        let tape = Tape::from_json(json.as_bytes()).unwrap();
        let mut cx = Context::new(direction);
        let mut fields = Fields::new(tape.root(), &mut cx).unwrap();
        names.iter().map(|name| fields.optional(name)).collect()
    }

    #[test]
    fn members_are_found_in_any_order() {
        let json = r#"{"a": 1, "b": 2, "skipped": {"c": [9, {"a": 9}]}, "c": 3}"#;
        let orders: [&[&str]; 4] = [&["a", "b", "c"], &["c", "b", "a"], &["b", "a", "c"], &["c", "a", "b"]];
        for order in orders {
            let expected: Vec<_> = order
                .iter()
                .map(|name| i64::from(name.as_bytes()[0] - b'a') + 1)
                .collect();
            let found = look_up(json, Direction::Request, order);
            assert_eq!(
                found,
                expected.into_iter().map(|n| Some(Some(n))).collect::<Vec<_>>(),
                "{order:?}"
            );
        }
        let absent = look_up(json, Direction::Request, &["b", "absent", "a", "b", "b"]);
        assert_eq!(absent, [Some(2), None, Some(1), Some(2), Some(2)].map(Some));
    }

    #[test]
    fn large_objects_are_searched_through_a_table() {
        let members: Vec<_> = (0..1000).map(|n| format!("\"k{n}\": {n}")).collect();
        let json = format!("{{{}}}", members.join(","));
        let found = look_up(&json, Direction::Request, &["k999", "k0", "k500", "absent"]);
        assert_eq!(found, [Some(999), Some(0), Some(500), None].map(Some));
    }

    #[test]
    fn the_last_of_repeated_members_counts_in_a_response() {
        let json = r#"{"a": 1, "b": 2, "a": 3}"#;
        assert_eq!(
            look_up(json, Direction::Response, &["a", "b"]),
            [Some(3), Some(2)].map(Some)
        );
    }

    #[test]
    fn repeated_members_are_violations_in_a_request() {
        let tape = Tape::from_json(br#"{"a": 1, "b": 2, "a": 3, "a/b": 1, "a/b": 2, "a": 4}"#).unwrap();
        let mut cx = Context::new(Direction::Request);
        assert!(Fields::new(tape.root(), &mut cx).is_none());
        let noted: Vec<_> = cx
            .violations()
            .iter()
            .map(|noted| (noted.pointer(), noted.rule()))
            .collect();
        assert_eq!(noted, [("/a", "uniqueKeys"), ("/a~1b", "uniqueKeys")]);
    }
}
