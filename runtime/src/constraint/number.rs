//! In: a number.
//! Out: whether it keeps `minimum`, `maximum`, their exclusive forms and `multipleOf`.
//! Guarantee: `multipleOf` is exact on the shortest decimal text, so that 0.3 is a multiple of 0.1.

use crate::violation::Violation;

/// A rule for numbers.
#[derive(Clone, Copy, Debug)]
pub enum NumberRule {
    /// `minimum`, itself allowed.
    Minimum(f64),
    /// `exclusiveMinimum`, itself not allowed.
    ExclusiveMinimum(f64),
    /// `maximum`, itself allowed.
    Maximum(f64),
    /// `exclusiveMaximum`, itself not allowed.
    ExclusiveMaximum(f64),
    /// `multipleOf`; zero allows everything.
    MultipleOf(f64),
}

impl NumberRule {
    /// The violation, if `number` breaks the rule.
    #[must_use]
    pub fn broken_by(&self, number: f64) -> Option<Violation> {
        let (rule, message) = match *self {
            Self::Minimum(min) if number < min => ("minimum", format!("must be at least {min}")),
            Self::ExclusiveMinimum(min) if number <= min => ("exclusiveMinimum", format!("must be more than {min}")),
            Self::Maximum(max) if number > max => ("maximum", format!("must be at most {max}")),
            Self::ExclusiveMaximum(max) if number >= max => ("exclusiveMaximum", format!("must be less than {max}")),
            Self::MultipleOf(factor) if !is_multiple(number, factor) => {
                ("multipleOf", format!("must be a multiple of {factor}"))
            }
            _ => return None,
        };
        Some(Violation::new(rule, message))
    }
}

fn is_multiple(number: f64, factor: f64) -> bool {
    let (Some(number), Some(factor)) = (Decimal::of(number), Decimal::of(factor)) else {
        return false;
    };
    if factor.digits == 0 || number.digits == 0 {
        return true;
    }
    // The digits do not end in zero, so that a multiple of a factor with a larger exponent would have that exponent too.
    u32::try_from(number.exponent - factor.exponent)
        .is_ok_and(|zeros| number.digits_with_zeros_modulo(zeros, factor.digits) == 0)
}

/// The magnitude of a float as its shortest text has it: `digits` times ten to the `exponent`. There are at most 17
/// digits, and the last is not zero unless the number is.
struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    fn of(number: f64) -> Option<Self> {
        let text = format!("{:e}", number.abs());
        let (mantissa, exponent) = text.split_once('e')?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let exponent: i32 = exponent.parse().ok()?;
        Some(Self {
            digits: format!("{whole}{fraction}").parse().ok()?,
            exponent: exponent - i32::try_from(fraction.len()).ok()?,
        })
    }

    /// `digits` with `zeros` zeros appended, modulo `modulus`, by repeated squaring: neither factor exceeds 10^17, so
    /// that the products fit.
    fn digits_with_zeros_modulo(&self, mut zeros: u32, modulus: u128) -> u128 {
        let mut power = 10 % modulus;
        let mut result = self.digits % modulus;
        while zeros > 0 {
            if zeros & 1 == 1 {
                result = result * power % modulus;
            }
            power = power * power % modulus;
            zeros >>= 1;
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_inclusive_unless_exclusive() {
        for (rule, kept, broken) in [
            (NumberRule::Minimum(0.5), 0.5, 0.499),
            (NumberRule::ExclusiveMinimum(0.5), 0.501, 0.5),
            (NumberRule::Maximum(0.5), 0.5, 0.501),
            (NumberRule::ExclusiveMaximum(0.5), 0.499, 0.5),
        ] {
            assert!(rule.broken_by(kept).is_none(), "{rule:?}");
            assert!(rule.broken_by(broken).is_some(), "{rule:?}");
        }
    }

    #[test]
    fn multiples_are_those_of_the_decimal_text() {
        for (number, factor) in [
            (0.3, 0.1),
            (19.99, 0.01),
            (-4.35, 0.01),
            (1e300, 0.01),
            (1e300, 5.0),
            (0.0, 0.7),
            (1.1e-320, 1e-323),
            (7.5, 2.5),
            (1200.0, 400.0),
            (1234.0, 0.0),
        ] {
            assert!(is_multiple(number, factor), "{number} {factor}");
        }
        for (number, factor) in [
            (0.35, 0.1),
            (19.999, 0.01),
            (1.0, 0.3),
            (1e300, 7.0),
            (1e-300, 1.0),
            (1250.0, 400.0),
            (5e-324, 1e308),
            (f64::INFINITY, 2.0),
            (f64::NAN, 2.0),
        ] {
            assert!(!is_multiple(number, factor), "{number} {factor}");
        }
    }
}
