//! In: an error of a type that nobody here knows, such as a transport's or a user's own.
//! Out: one type for all of them.
//! Guarantee: client and server mean the same by it.

/// Any error.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;
