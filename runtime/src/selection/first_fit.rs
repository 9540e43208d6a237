//! In: a value, and types to be tried in order.
//! Out: the value as the first type that it fits.
//! Guarantee: values that the document does not name never make a value fit an earlier type than one that names them;
//! members are not passed over for which a later type has a name; however types are nested, also in each other, what is
//! walked in vain is bounded by the size of the whole value.

use std::any::TypeId;

use crate::context::{Context, Fit};
use crate::value::Value;

/// Reads a value as one type.
pub type Attempt<T> = fn(Value<'_>, &mut Context) -> Option<T>;

/// How often the whole value may be walked in vain, summed up over all types that are tried on it and on its parts.
const WALKS: usize = 256;

/// Small values may be walked more often.
const FREE_STEPS: usize = 1 << 16;

/// Reads `value` as the first of several types that it fits; of an object, one that demands as much and passes fewer
/// members over goes before. In a response the types are first tried as in a request,
/// and only if none fits so with what a later version of the document may name.
///
/// If none fits, the violations are those of the type that comes closest.
///
/// ```
/// use stubsmith_runtime::selection::first_fit;
/// use stubsmith_runtime::{Context, Decode, Direction, Tape};
///
/// #[derive(Debug, PartialEq)]
/// enum Amount { Whole(i64), Text(String) }
///
/// let tape = Tape::from_json(b"\"5\"")?;
/// let amount = first_fit(tape.root(), &mut Context::new(Direction::Request), &[
///     |value, cx| Decode::decode(value, cx).map(Amount::Whole),
///     |value, cx| Decode::decode(value, cx).map(Amount::Text),
/// ]);
/// assert_eq!(amount, Some(Amount::Text("5".to_owned())));
/// # Ok::<(), stubsmith_runtime::SyntaxError>(())
/// ```
pub fn first_fit<T: 'static>(value: Value<'_>, cx: &mut Context, attempts: &[Attempt<T>]) -> Option<T> {
    if !cx.enter_union(TypeId::of::<T>(), value.position()) {
        cx.set_mismatch(Some(value.position()));
        cx.note("anyOf", "must fit one of the types without coming back to them");
        return None;
    }
    let decoded = best_fit(value, cx, attempts);
    cx.leave_union();
    decoded
}

fn best_fit<T>(value: Value<'_>, cx: &mut Context, attempts: &[Attempt<T>]) -> Option<T> {
    let mut search = Search::new(value, cx);
    for strict in search.passes() {
        let mut best: Option<(Fit, T)> = None;
        for (index, attempt) in attempts.iter().enumerate() {
            let trial = cx.begin_trial(*strict, value.position());
            let decoded = attempt(value, cx);
            let (noted, fit) = cx.end_trial(trial);
            match decoded {
                Some(decoded) if noted == 0 => {
                    if best.as_ref().is_none_or(|(known, _)| fit.beats(*known)) {
                        best = Some((fit, decoded));
                    }
                }
                _ => search.failed(index, noted, cx),
            }
            let is_whole = best.as_ref().is_some_and(|(fit, _)| fit.passed_over() == 0);
            if is_whole || !search.may_go_on(cx) {
                break;
            }
        }
        if let Some((fit, decoded)) = best {
            if let Some(outer) = cx.fit_of(value.position()) {
                *outer = fit;
            }
            return Some(decoded);
        }
        if search.is_over {
            cx.note("anyOf", "fits too many alternatives in part to be told apart");
            return None;
        }
    }
    let closest = search.finish(attempts.len(), cx)?;
    attempts.get(closest)?(value, cx)
}

/// What is the same for all types.
struct Search<'t> {
    value: Value<'t>,
    is_closed: bool,
    /// The attempt that noted the fewest violations, and how many, apart from those for which even the kind was wrong.
    closest: Option<(usize, usize)>,
    /// Whether more than one type has the value's kind.
    is_ambiguous: bool,
    /// Whether too much was walked for any further type.
    is_over: bool,
}

impl<'t> Search<'t> {
    fn new(value: Value<'t>, cx: &Context) -> Self {
        Self {
            value,
            is_closed: cx.is_closed(),
            closest: None,
            is_ambiguous: false,
            is_over: false,
        }
    }

    /// The passes over the types, each with whether it is strict.
    fn passes(&self) -> &'static [bool] {
        if self.is_closed { &[true] } else { &[true, false] }
    }

    /// Remembers how an attempt failed.
    fn failed(&mut self, index: usize, noted: usize, cx: &Context) {
        if !cx.is_mismatch(self.value.position()) {
            self.is_ambiguous |= self.closest.is_some_and(|(closest, _)| closest != index);
            if self.closest.is_none_or(|(_, fewest)| noted < fewest) {
                self.closest = Some((index, noted));
            }
        }
    }

    /// Whether there may be a further attempt after one that was in vain.
    fn may_go_on(&mut self, cx: &mut Context) -> bool {
        let budget = self.value.tape_extent().saturating_mul(WALKS).max(FREE_STEPS);
        self.is_over = !cx.spend(self.value.extent(), budget);
        !self.is_over
    }

    /// The attempt whose violations are to be noted; `None` if there is none, and that is noted.
    #[cold]
    fn finish(self, attempts: usize, cx: &mut Context) -> Option<usize> {
        if self.closest.is_none() {
            cx.set_mismatch(Some(self.value.position()));
            cx.note(
                "anyOf",
                format!("must fit one of {attempts} types, and is {}", self.value.kind_name()),
            );
        } else {
            cx.set_mismatch(None);
            if self.is_ambiguous {
                cx.note(
                    "anyOf",
                    format!("must fit one of {attempts} types, and breaks rules of the closest"),
                );
            }
        }
        self.closest.map(|(index, _)| index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Direction;
    use crate::decode::Decode;
    use crate::fields::Fields;
    use crate::value::Tape;

    /// `{ "child": Tree, "left": integer }`, `{ "child": Tree, "right": integer }` or `null`.
    #[derive(Debug)]
    enum Tree {
        Left,
        Right,
        Leaf,
    }

    fn branch(value: Value<'_>, cx: &mut Context, member: &'static str) -> Option<()> {
        let mut fields = Fields::new(value, cx)?;
        let child = fields.required::<Tree>("child");
        let side = fields.required::<i64>(member);
        child?;
        side?;
        Some(())
    }

    impl Decode for Tree {
        fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
            first_fit(
                value,
                cx,
                &[
                    |value, cx| branch(value, cx, "left").map(|()| Self::Left),
                    |value, cx| branch(value, cx, "right").map(|()| Self::Right),
                    |value, cx| crate::Null::decode(value, cx).map(|_| Self::Leaf),
                ],
            )
        }
    }

    fn read(json: &str, direction: Direction) -> Result<Tree, String> {
        let tape = Tape::from_json(json.as_bytes()).unwrap();
        let mut cx = Context::new(direction);
        let tree = Tree::decode(tape.root(), &mut cx);
        cx.finish(tree).map_err(|violations| violations.to_string())
    }

    #[test]
    fn the_first_that_fits_is_taken_and_the_closest_explains() {
        let json = r#"{"child": {"child": null, "right": 1}, "right": 2}"#;
        assert!(matches!(read(json, Direction::Response), Ok(Tree::Right)));
        assert!(matches!(read("null", Direction::Request), Ok(Tree::Leaf)));
        assert_eq!(
            read("5", Direction::Request).unwrap_err(),
            "must fit one of 3 types, and is a number"
        );
        assert_eq!(
            read(r#"{"child": null, "left": "1"}"#, Direction::Response).unwrap_err(),
            "must fit one of 3 types, and breaks rules of the closest; /left: must be an integer, not a string"
        );
    }

    /// A [`Chicken`] or an integer.
    #[derive(Debug, PartialEq)]
    enum Egg {
        Chicken(Box<Chicken>),
        Count(i64),
    }

    /// An [`Egg`] or a text.
    #[derive(Debug, PartialEq)]
    enum Chicken {
        Egg(Egg),
        Name(String),
    }

    impl Decode for Egg {
        fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
            first_fit(
                value,
                cx,
                &[
                    |value, cx| Decode::decode(value, cx).map(Self::Chicken),
                    |value, cx| Decode::decode(value, cx).map(Self::Count),
                ],
            )
        }
    }

    impl Decode for Chicken {
        fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
            first_fit(
                value,
                cx,
                &[
                    |value, cx| Decode::decode(value, cx).map(Self::Egg),
                    |value, cx| Decode::decode(value, cx).map(Self::Name),
                ],
            )
        }
    }

    #[test]
    fn unions_that_lead_to_each_other_come_to_an_end() {
        let read = |json: &str| {
            let tape = Tape::from_json(json.as_bytes()).unwrap();
            let mut cx = Context::new(Direction::Request);
            let egg = Egg::decode(tape.root(), &mut cx);
            cx.finish(egg).map_err(|violations| violations.to_string())
        };
        assert_eq!(read("5"), Ok(Egg::Count(5)));
        let named = Chicken::Name("x".to_owned());
        assert_eq!(read("\"x\""), Ok(Egg::Chicken(Box::new(named))));
        assert_eq!(
            read("true"),
            Err("must fit one of 2 types, and is a boolean".to_owned())
        );
    }

    /// Two optional members, one each, and a type that demands the first of them.
    #[derive(Debug, PartialEq)]
    enum Part {
        Whole(i64),
        Left(Option<i64>),
        Right(Option<i64>),
    }

    impl Decode for Part {
        fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
            first_fit(
                value,
                cx,
                &[
                    |value, cx| Fields::new(value, cx)?.required("whole").map(Self::Whole),
                    |value, cx| Fields::new(value, cx)?.optional("left").map(Self::Left),
                    |value, cx| Fields::new(value, cx)?.optional("right").map(Self::Right),
                ],
            )
        }
    }

    #[test]
    fn no_member_is_passed_over_that_a_later_type_knows() {
        for (json, expected) in [
            ("{}", Part::Left(None)),
            (r#"{"left": 1}"#, Part::Left(Some(1))),
            (r#"{"right": 1}"#, Part::Right(Some(1))),
            (r#"{"other": {"right": 2}, "right": 1}"#, Part::Right(Some(1))),
            (r#"{"left": 1, "right": 1}"#, Part::Left(Some(1))),
            // What is demanded counts for more.
            (r#"{"whole": 3, "left": 1}"#, Part::Whole(3)),
        ] {
            let tape = Tape::from_json(json.as_bytes()).unwrap();
            let mut cx = Context::new(Direction::Response);
            assert_eq!(Part::decode(tape.root(), &mut cx), Some(expected), "{json}");
        }
    }

    #[test]
    fn nesting_does_not_multiply_the_time() {
        let depth = 100;
        let json = format!("{}1{}", r#"{"child":"#.repeat(depth), "}".repeat(depth));
        for direction in [Direction::Request, Direction::Response] {
            let begin = std::time::Instant::now();
            assert!(read(&json, direction).is_err());
            assert!(begin.elapsed().as_secs() < 5, "{:?}", begin.elapsed());
        }
    }
}
