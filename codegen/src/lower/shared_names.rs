//! In: inline definitions, and the hints of all places where each stands.
//! Out: one hint for each.
//! Guarantees: a definition of several places is not called after one of them where their common words or its
//! constraints say what it is; the order of the places does not matter.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::ir::{Base, Constrained, Constraint, HintRank, IntegerWidth, Shape, Type, TypeId, Types};

/// Words that lowering adds for what has no name in the document, or that say no more than the type does: a name does not
/// begin with one of them.
const ADDED: &[&str] = &[
    "array", "base", "body", "boolean", "integer", "item", "known", "number", "object", "response", "rest", "string",
    "value",
];

/// The words of a name.
type Words = Vec<String>;

/// Gives each definition of several places its name. `places` has the words of each place.
pub(super) fn settle(types: &mut Types, places: HashMap<TypeId, BTreeSet<Words>>) {
    let mut shared: Vec<(TypeId, BTreeSet<Words>)> =
        places.into_iter().filter(|(_, places)| places.len() > 1).collect();
    shared.sort_unstable_by_key(|(id, _)| *id);
    let common: Vec<Vec<Words>> = shared.iter().map(|(_, places)| common_endings(places)).collect();
    let mut claims: HashMap<String, usize> = HashMap::new();
    for ending in common.iter().flatten() {
        *claims.entry(spelled(ending)).or_default() += 1;
    }
    let components: HashSet<String> = types
        .definitions()
        .filter(|(_, definition)| definition.hint.rank != HintRank::Place)
        .map(|(_, definition)| spelled(&definition.hint.words))
        .collect();
    let is_own = |ending: &Words| {
        let ending = spelled(ending);
        claims.get(&ending) == Some(&1) && !components.contains(&ending)
    };
    for ((id, places), endings) in shared.into_iter().zip(common) {
        let Some(Type::Defined(definition)) = types.get_mut(id) else {
            continue;
        };
        if definition.hint.rank != HintRank::Place {
            continue;
        }
        let is_one_thing = !endings.is_empty();
        let words = endings
            .into_iter()
            .find(|ending| is_own(ending))
            .or_else(|| match &definition.shape {
                Shape::Constrained(constrained) if !is_one_thing => described(constrained),
                _ => None,
            });
        let shortest = || {
            places
                .into_iter()
                .min_by_key(|words| (words.len(), words.concat().len()))
        };
        if let Some(words) = words.or_else(shortest) {
            definition.hint.words = words;
        }
    }
}

/// The endings that the words of all places have in common, the shortest first.
fn common_endings(places: &BTreeSet<Words>) -> Vec<Words> {
    let mut all = places.iter();
    let Some(mut longest) = all.next().map(Vec::as_slice) else {
        return Vec::new();
    };
    for words in all {
        let same = longest.iter().rev().zip(words.iter().rev());
        let length = same.take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
        longest = longest.get(longest.len() - length..).unwrap_or_default();
    }
    let endings = (0..longest.len()).rev().filter_map(|from| longest.get(from..));
    endings
        .filter(|ending| ending.first().is_some_and(|first| !ADDED.contains(&first.as_str())))
        .map(<[String]>::to_vec)
        .collect()
}

/// What names are compared by: they are cased later.
fn spelled(words: &Words) -> String {
    words.concat().to_lowercase()
}

/// Words for what values a type has; `None` where they would be too many.
fn described(constrained: &Constrained) -> Option<Words> {
    let words = match (constrained.base, constrained.constraints.as_slice()) {
        (Base::Text, [Constraint::MinLength(1)]) => "non-empty text".to_owned(),
        (Base::Text, [Constraint::MinLength(min)]) => format!("text from {min}"),
        (Base::Text, [Constraint::MaxLength(max)]) => format!("text up to {max}"),
        (Base::Text, [Constraint::MinLength(min), Constraint::MaxLength(max)]) if min == max => {
            format!("text of {min}")
        }
        (Base::Text, [Constraint::MinLength(min), Constraint::MaxLength(max)]) => format!("text {min} to {max}"),
        (Base::Integer(width), [Constraint::IntegerMinimum(min)]) => match min {
            0 => format!("non-negative {}", integer(width)),
            1 => format!("positive {}", integer(width)),
            _ => format!("{} from {}", integer(width), signed(*min)),
        },
        (Base::Integer(width), [Constraint::IntegerMaximum(max)]) => {
            format!("{} up to {}", integer(width), signed(*max))
        }
        (Base::Integer(width), [Constraint::IntegerMinimum(min), Constraint::IntegerMaximum(max)]) => {
            format!("{} {} to {}", integer(width), signed(*min), signed(*max))
        }
        _ => return None,
    };
    Some(words.split(' ').map(str::to_owned).collect())
}

fn integer(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::Bits64 => "integer",
        IntegerWidth::Bits32 => "int32",
        IntegerWidth::Unsigned32 => "uint32",
        IntegerWidth::Unsigned64 => "uint64",
    }
}

fn signed(value: i128) -> String {
    if value < 0 {
        format!("minus {}", value.unsigned_abs())
    } else {
        value.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(of: &[&str]) -> BTreeSet<Words> {
        of.iter()
            .map(|words| words.split(' ').map(str::to_owned).collect())
            .collect()
    }

    #[test]
    fn endings_of_all_places_are_candidates() {
        for (of, expected) in [
            (&["order status", "parcel status"][..], &["status"][..]),
            (&["order status", "parcel state"], &[]),
            (&["order tags item", "parcel tags item"], &["tags item"]),
            (
                &["order ship country", "bill ship Country"],
                &["Country", "ship Country"],
            ),
            (&["order", "big order"], &["order"]),
        ] {
            let found: Vec<String> = common_endings(&places(of)).iter().map(|it| it.join(" ")).collect();
            assert_eq!(found, expected, "{of:?}");
        }
    }
}
