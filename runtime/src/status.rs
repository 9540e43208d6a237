//! In: an HTTP status that a document declares as a range (`4XX`, `default`).
//! Out: [`StatusRange`], a status code within that range.
//! Guarantee: no value outside the range exists.

use std::fmt;

use http::StatusCode;

/// A status code from `MIN` to `MAX`, both included.
///
/// ```
/// use stubsmith_runtime::{ErrorStatus, http::StatusCode};
///
/// assert_eq!(ErrorStatus::try_from(404)?.get(), StatusCode::NOT_FOUND);
/// assert!(ErrorStatus::try_from(StatusCode::OK).is_err());
/// # Ok::<(), stubsmith_runtime::status::StatusOutOfRange>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StatusRange<const MIN: u16, const MAX: u16>(StatusCode);

/// The status of an error that the document declares as `default`.
pub type ErrorStatus = StatusRange<400, 599>;

/// The status of a success that the document declares as `default`.
pub type SuccessStatus = StatusRange<200, 399>;

impl<const MIN: u16, const MAX: u16> StatusRange<MIN, MAX> {
    /// The status code.
    #[must_use]
    pub fn get(self) -> StatusCode {
        self.0
    }
}

impl<const MIN: u16, const MAX: u16> TryFrom<StatusCode> for StatusRange<MIN, MAX> {
    type Error = StatusOutOfRange;

    fn try_from(status: StatusCode) -> Result<Self, Self::Error> {
        Self::try_from(status.as_u16())
    }
}

impl<const MIN: u16, const MAX: u16> TryFrom<u16> for StatusRange<MIN, MAX> {
    type Error = StatusOutOfRange;

    fn try_from(status: u16) -> Result<Self, Self::Error> {
        match StatusCode::from_u16(status) {
            Ok(code) if (MIN..=MAX).contains(&status) => Ok(Self(code)),
            _ => Err(StatusOutOfRange {
                status,
                min: MIN,
                max: MAX,
            }),
        }
    }
}

impl<const MIN: u16, const MAX: u16> From<StatusRange<MIN, MAX>> for StatusCode {
    fn from(status: StatusRange<MIN, MAX>) -> Self {
        status.0
    }
}

impl<const MIN: u16, const MAX: u16> fmt::Debug for StatusRange<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<const MIN: u16, const MAX: u16> fmt::Display for StatusRange<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// A status is not in the range that was asked for, or is no HTTP status (100 to 999).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusOutOfRange {
    status: u16,
    min: u16,
    max: u16,
}

impl fmt::Display for StatusOutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, min, max } = self;
        write!(f, "status {status} is not between {min} and {max}")
    }
}

impl std::error::Error for StatusOutOfRange {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_belong_to_the_range() {
        assert!(ErrorStatus::try_from(399).is_err());
        assert!(ErrorStatus::try_from(400).is_ok());
        assert!(ErrorStatus::try_from(599).is_ok());
        assert!(ErrorStatus::try_from(600).is_err());
        assert!(StatusRange::<0, 65_535>::try_from(7).is_err());
    }
}
