//! In: bounds and a step.
//! Out: a number that keeps to them, if there is one.
//! Guarantees: without bounds numbers are small and positive.

use serde_json::{Number, Value};

use super::random::Random;

/// How far numbers go where there is one bound at most.
const USUAL: i128 = 999;

/// An integer of at least `least` and at most `most` that is a multiple of `step`.
pub(super) fn integer(
    random: &mut Random,
    least: Option<i128>,
    most: Option<i128>,
    step: Option<i128>,
) -> Option<Value> {
    let step = step.filter(|step| *step > 0).unwrap_or(1);
    let span = USUAL.max(step.checked_mul(9)?);
    let low = least.unwrap_or_else(|| most.map_or(1, |most| 1.min(most.saturating_sub(span))));
    let high = most.unwrap_or_else(|| low.saturating_add(span));
    // Multiples, counted in steps.
    let (first, last) = (
        low.div_euclid(step) + i128::from(low.rem_euclid(step) != 0),
        high.div_euclid(step),
    );
    let count = u128::try_from(last.checked_sub(first)?).ok()?;
    let value = first.checked_add_unsigned(random.up_to(count))?.checked_mul(step)?;
    Number::from_i128(value).map(Value::Number)
}

/// A number of at least `least`, above `above`, at most `most` and below `below` that is a multiple of `step`.
pub(super) fn number(
    random: &mut Random,
    [least, above, most, below]: [Option<f64>; 4],
    step: Option<f64>,
) -> Option<Value> {
    let low = greater(least, above);
    let high = greater(most.map(|most| -most), below.map(|below| -below)).map(|high| -high);
    let span = (USUAL as f64).max(step.unwrap_or_default() * 9.0);
    let low = low.unwrap_or_else(|| high.map_or(0.0, |high| 0.0_f64.min(high - span)));
    let high = high.unwrap_or(low + span);
    let is_inside = |value: &f64| {
        least.is_none_or(|least| *value >= least)
            && above.is_none_or(|above| *value > above)
            && most.is_none_or(|most| *value <= most)
            && below.is_none_or(|below| *value < below)
    };
    let within = low + (high - low) * (random.below(1000) as f64 / 1000.0);
    let middle = low + (high - low) / 2.0;
    let candidates = match step {
        Some(step) => {
            let multiples = [within, middle, low, high].map(|value| (value / step).round() * step);
            [multiples.to_vec(), vec![(low / step).floor() * step + step, 0.0]].concat()
        }
        // Two decimals do where they tell values apart.
        None if high - low >= 1.0 => vec![(within * 100.0).round() / 100.0, within, middle, low, high],
        None => vec![within, middle, low, high],
    };
    let found = candidates.into_iter().find(is_inside)?;
    // Zero has no sign on the wire.
    Number::from_f64(found + 0.0).map(Value::Number)
}

fn greater(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.max(other)),
        (one, other) => one.or(other),
    }
}
