//! In: an integer.
//! Out: whether it keeps `minimum`, `maximum` and `multipleOf`.
//! Guarantee: exact for all integers of 64 bits.

use crate::violation::Violation;

/// A rule for integers. Exclusive bounds are written as the next integer.
#[derive(Clone, Copy, Debug)]
pub enum IntegerRule {
    /// `minimum`, itself allowed.
    Minimum(i128),
    /// `maximum`, itself allowed.
    Maximum(i128),
    /// `multipleOf`; zero allows everything.
    MultipleOf(i128),
}

impl IntegerRule {
    /// The violation, if `integer` breaks the rule.
    #[must_use]
    pub fn broken_by(&self, integer: i128) -> Option<Violation> {
        match *self {
            Self::Minimum(min) if integer < min => Some(Violation::new("minimum", format!("must be at least {min}"))),
            Self::Maximum(max) if integer > max => Some(Violation::new("maximum", format!("must be at most {max}"))),
            Self::MultipleOf(factor) if integer.checked_rem(factor).is_some_and(|rest| rest != 0) => {
                Some(Violation::new("multipleOf", format!("must be a multiple of {factor}")))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_inclusive() {
        for (rule, kept, broken) in [
            (IntegerRule::Minimum(1), 1, 0),
            (IntegerRule::Maximum(5), 5, 6),
            (IntegerRule::MultipleOf(5), -10, 11),
        ] {
            assert!(rule.broken_by(kept).is_none(), "{rule:?}");
            assert!(rule.broken_by(broken).is_some(), "{rule:?}");
        }
    }

    #[test]
    fn odd_factors_do_not_panic() {
        assert!(IntegerRule::MultipleOf(0).broken_by(7).is_none());
        assert!(IntegerRule::MultipleOf(-1).broken_by(i128::MIN).is_none());
    }
}
