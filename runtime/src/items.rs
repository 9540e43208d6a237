//! In: a JSON array.
//! Out: its items, decoded one by one as the types that a schema gives them by their places.
//! Guarantee: a faulty item does not keep the others from being checked.

use crate::codec::mismatch;
use crate::context::Context;
use crate::decode::Decode;
use crate::value::{Elements, Value};

/// The items of one JSON array while it is decoded.
#[derive(Debug)]
pub struct Items<'t, 'c> {
    elements: Elements<'t>,
    /// The place of the next item.
    next: usize,
    cx: &'c mut Context,
}

impl<'t, 'c> Items<'t, 'c> {
    /// The items of `value`, or `None` with a violation if it is not an array.
    pub fn new(value: Value<'t>, cx: &'c mut Context) -> Option<Self> {
        match value.as_array() {
            Some(elements) => Some(Self { elements, next: 0, cx }),
            None => mismatch(value, "an array", cx),
        }
    }

    /// The next item, which must be there.
    pub fn required<T: Decode>(&mut self) -> Option<T> {
        let item = self.optional()?;
        if item.is_none() {
            let mark = self.cx.mark();
            self.cx.note("minItems", "is required");
            self.cx.in_element(mark, self.next);
            self.next += 1;
        }
        item
    }

    /// The next item if it is there.
    pub fn optional<T: Decode>(&mut self) -> Option<Option<T>> {
        let Some(item) = self.elements.next() else {
            return Some(None);
        };
        let mark = self.cx.mark();
        let decoded = T::decode(item, self.cx);
        self.cx.in_element(mark, self.next);
        self.next += 1;
        decoded.map(Some)
    }

    /// All further items.
    pub fn rest<T: Decode>(&mut self) -> Option<Vec<T>> {
        let mut rest = Some(Vec::new());
        while self.elements.len() > 0 {
            match (self.optional(), &mut rest) {
                (Some(Some(item)), Some(rest)) => rest.push(item),
                _ => rest = None,
            }
        }
        rest
    }

    /// Notes in a request that there are further items. A response may have more than the document names, since its
    /// sender may know a later version.
    pub fn end(&mut self) -> Option<()> {
        if self.elements.len() == 0 || !self.cx.is_closed() {
            return Some(());
        }
        self.cx
            .note("items", format!("must have no items beyond the first {}", self.next));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Direction;
    use crate::value::Tape;

    type Triple = (i64, String, Option<bool>);

    fn triple(json: &str, direction: Direction) -> Result<Triple, String> {
        let tape = Tape::from_json(json.as_bytes()).unwrap();
        let mut cx = Context::new(direction);
        let read = |cx: &mut Context| {
            let mut items = Items::new(tape.root(), cx)?;
            let first = items.required();
            let second = items.required();
            let third = items.optional();
            items.end()?;
            Some((first?, second?, third?))
        };
        let decoded = read(&mut cx);
        cx.finish(decoded).map_err(|violations| violations.to_string())
    }

    #[test]
    fn items_have_types_by_place() {
        let full = Ok((1, "a".to_owned(), Some(true)));
        assert_eq!(triple(r#"[1, "a", true]"#, Direction::Request), full);
        assert_eq!(triple(r#"[1, "a"]"#, Direction::Request), Ok((1, "a".to_owned(), None)));
        assert_eq!(triple(r#"[1, "a", true, 4]"#, Direction::Response), full);
        for (json, message) in [
            ("{}", "must be an array, not an object"),
            ("[]", "/0: is required; /1: is required"),
            (
                r#"["1", 2]"#,
                "/0: must be an integer, not a string; /1: must be a string, not a number",
            ),
            (r#"[1, "a", true, 4]"#, "must have no items beyond the first 3"),
        ] {
            assert_eq!(triple(json, Direction::Request), Err(message.to_owned()), "{json}");
        }
    }

    #[test]
    fn the_rest_is_a_list() {
        let tape = Tape::from_json(b"[1, 2, 3]").unwrap();
        let mut cx = Context::new(Direction::Request);
        let mut items = Items::new(tape.root(), &mut cx).unwrap();
        assert_eq!(items.required(), Some(1_i64));
        assert_eq!(items.rest(), Some(vec![2_i64, 3]));
        assert_eq!(items.end(), Some(()));
    }
}
