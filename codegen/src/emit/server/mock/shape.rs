//! In: constraints of strings, numbers, arrays and maps.
//! Out: the rows of the table that say the same.
//! Guarantees: samples of patterns are found when the code is emitted.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::examples::json;
use crate::{
    emit::types,
    ir::{Base, Constrained, Constraint, Enumeration, Format, IntegerWidth, Literal as Value, ObjectRule},
    pattern::Matcher,
};

/// A string of a format.
pub(super) fn text(format: Format) -> TokenStream {
    match format {
        Format::Plain | Format::Password => quote!(Schema::TEXT),
        Format::DateTime => quote!(Schema::DATE_TIME),
        Format::Date => quote!(Schema::DATE),
        Format::Uuid => quote!(Schema::UUID),
        Format::Uri => quote!(Schema::URI),
        Format::Base64 => quote!(Schema::BASE64),
    }
}

fn format_name(format: Format) -> Option<TokenStream> {
    match format {
        Format::Plain | Format::Password => None,
        Format::DateTime => Some(quote!(DateTime)),
        Format::Date => Some(quote!(Date)),
        Format::Uuid => Some(quote!(Uuid)),
        Format::Uri => Some(quote!(Uri)),
        Format::Base64 => Some(quote!(Base64)),
    }
}

/// The values of an enumeration.
pub(super) fn enumeration(enumeration: &Enumeration) -> TokenStream {
    let strings: Option<Vec<&str>> = enumeration.values.iter().map(Value::as_str).collect();
    if let Some(strings) = strings {
        return quote!(Schema::Strings(&[#(#strings),*]));
    }
    let values = enumeration.values.iter().map(|value| match value {
        Value::String(text) => serde_json::Value::from(text.as_str()).to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Boolean(value) => value.to_string(),
        Value::Json(text) => text.clone(),
    });
    let values = values.map(|value| json(&value));
    quote!(Schema::Values(&[#(#values),*]))
}

/// A constrained value. `inner`: what a list or a map holds.
pub(super) fn constrained(constrained: &Constrained, inner: Option<TokenStream>) -> TokenStream {
    let rules = Rules(&constrained.constraints);
    match constrained.base {
        Base::Text | Base::Secret => rules.text(),
        Base::Integer(width) => rules.integer(width),
        Base::Number => rules.number(),
        Base::Array(_) => {
            let (least, most) = rules.counts();
            let unique = rules.0.iter().any(|it| matches!(it, Constraint::Unique));
            quote!(Schema::Array { items: #inner, least: #least, most: #most, unique: #unique })
        }
        Base::Map(_) => {
            let (least, most) = rules.counts();
            quote!(Schema::Map { values: #inner, least: #least, most: #most })
        }
    }
}

/// Whether it is a string that is said to have a format.
pub(super) fn is_text(constrained: &Constrained) -> bool {
    let is_pattern = |it: &Constraint| matches!(it, Constraint::Pattern(_));
    matches!(constrained.base, Base::Text | Base::Secret) && !constrained.constraints.iter().any(is_pattern)
}

struct Rules<'a>(&'a [Constraint]);

impl Rules<'_> {
    fn find<T>(&self, pick: impl Fn(&Constraint) -> Option<T>) -> Option<T> {
        self.0.iter().find_map(pick)
    }

    fn counts(&self) -> (Literal, TokenStream) {
        let least = self.find(|it| match it {
            Constraint::MinCount(least) => Some(*least),
            _ => None,
        });
        let most = self.find(|it| match it {
            Constraint::MaxCount(most) => Some(Literal::u64_unsuffixed(*most)),
            _ => None,
        });
        (Literal::u64_unsuffixed(least.unwrap_or_default()), option(most))
    }

    fn text(&self) -> TokenStream {
        let least = self.find(|it| match it {
            Constraint::MinLength(least) => Some(*least),
            _ => None,
        });
        let least = least.unwrap_or_default();
        let most = self.find(|it| match it {
            Constraint::MaxLength(most) => Some(*most),
            _ => None,
        });
        let patterns: Vec<&Matcher> = self
            .0
            .iter()
            .filter_map(|it| match it {
                Constraint::Pattern(matcher) => Some(&**matcher),
                _ => None,
            })
            .collect();
        if !patterns.is_empty() {
            return pattern(&patterns, least, most);
        }
        let format = self.find(|it| match it {
            Constraint::Format(format) => format_name(*format),
            _ => None,
        });
        let format = format.unwrap_or_else(|| quote!(Plain));
        let (least, most) = (
            Literal::u64_unsuffixed(least),
            option(most.map(Literal::u64_unsuffixed)),
        );
        quote!(Schema::Text { format: TextFormat::#format, least: #least, most: #most })
    }

    fn integer(&self, width: IntegerWidth) -> TokenStream {
        let exact = |pick: fn(&Constraint) -> Option<i128>| self.find(pick);
        let least = exact(|it| match it {
            Constraint::IntegerMinimum(least) => Some(*least),
            _ => None,
        });
        let most = exact(|it| match it {
            Constraint::IntegerMaximum(most) => Some(*most),
            _ => None,
        });
        // Bounds of the document may be wider than the type; without one values are small and positive.
        let (lowest, highest) = match width {
            IntegerWidth::Bits32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
            IntegerWidth::Bits64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
            IntegerWidth::Unsigned32 => (0, i128::from(u32::MAX)),
            IntegerWidth::Unsigned64 => (0, i128::from(u64::MAX)),
        };
        let least = least.map(|least| least.max(lowest)).or((lowest == 0).then_some(0));
        let most = most.map(|most| most.min(highest));
        let step = exact(|it| match it {
            Constraint::IntegerMultipleOf(step) => Some(*step),
            _ => None,
        });
        let [least, most, step] = [least, most, step].map(|it| option(it.map(Literal::i128_unsuffixed)));
        quote!(Schema::Integer { least: #least, most: #most, step: #step })
    }

    fn number(&self) -> TokenStream {
        let float = |pick: fn(&Constraint) -> Option<f64>| option(self.find(pick).map(Literal::f64_unsuffixed));
        let least = float(|it| match it {
            Constraint::Minimum(value) => Some(*value),
            _ => None,
        });
        let above = float(|it| match it {
            Constraint::ExclusiveMinimum(value) => Some(*value),
            _ => None,
        });
        let most = float(|it| match it {
            Constraint::Maximum(value) => Some(*value),
            _ => None,
        });
        let below = float(|it| match it {
            Constraint::ExclusiveMaximum(value) => Some(*value),
            _ => None,
        });
        let step = float(|it| match it {
            Constraint::MultipleOf(value) => Some(*value),
            _ => None,
        });
        quote!(Schema::Number { least: #least, above: #above, most: #most, below: #below, step: #step })
    }
}

/// Samples of the first pattern that the others match as well.
fn pattern(patterns: &[&Matcher], least: u64, most: Option<u64>) -> TokenStream {
    let first = patterns.first().map(|matcher| match matcher {
        Matcher::Tables(automaton) => automaton.samples(least, most),
        Matcher::Steps(steps) => steps.samples(least, most),
    });
    let mut samples = first.unwrap_or_default();
    samples.retain(|sample| {
        patterns.iter().all(|matcher| match matcher {
            Matcher::Tables(automaton) => automaton.accepts(sample),
            Matcher::Steps(_) => true,
        })
    });
    let sources: Vec<&str> = patterns.iter().map(|matcher| matcher.source()).collect();
    let source = sources.join("` and `");
    quote!(Schema::Pattern { source: #source, samples: &[#(#samples),*] })
}

/// A rule for members.
pub(super) fn rule(rule: &ObjectRule) -> TokenStream {
    types::object_rule(rule)
}

fn option(value: Option<Literal>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
