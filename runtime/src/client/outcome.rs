//! In: a response whose status the document declares, and the variant that stands for it.
//! Out: the outcome of the operation.
//! Guarantee: emitted code names variants only; how bodies and ranges are read is compiled here.

use super::{Outcome, RawResponse};
use crate::Decode;
use crate::status::StatusRange;

impl RawResponse {
    /// A success among several, made of the JSON body.
    ///
    /// # Errors
    ///
    /// The body is not what the document declares, as in the other methods.
    pub fn success<B: Decode, S, E>(&self, variant: fn(B) -> S) -> Outcome<S, E> {
        self.json().map(|body| Ok(variant(body)))
    }

    /// A success among several, without a body.
    ///
    /// # Errors
    ///
    /// As [`success`](Self::success).
    pub fn success_empty<S, E>(&self, variant: S) -> Outcome<S, E> {
        self.empty().map(|()| Ok(variant))
    }

    /// A success that holds its status and is made of the JSON body.
    ///
    /// # Errors
    ///
    /// As [`success`](Self::success).
    pub fn success_in<const MIN: u16, const MAX: u16, B: Decode, S, E>(
        &self,
        variant: fn(StatusRange<MIN, MAX>, B) -> S,
    ) -> Outcome<S, E> {
        self.in_range(|status| self.json().map(|body| Ok(variant(status, body))))
    }

    /// A success that holds its status, without a body.
    ///
    /// # Errors
    ///
    /// As [`success`](Self::success).
    pub fn success_empty_in<const MIN: u16, const MAX: u16, S, E>(
        &self,
        variant: fn(StatusRange<MIN, MAX>) -> S,
    ) -> Outcome<S, E> {
        self.in_range(|status| self.empty().map(|()| Ok(variant(status))))
    }

    /// An error made of the JSON body.
    ///
    /// # Errors
    ///
    /// As [`success`](Self::success).
    pub fn error<B: Decode, S, E>(&self, variant: fn(B) -> E) -> Outcome<S, E> {
        self.json().map(|body| Err(variant(body)))
    }

    /// An error without a body.
    ///
    /// # Errors
    ///
    /// As [`success`](Self::success).
    pub fn error_empty<S, E>(&self, variant: E) -> Outcome<S, E> {
        self.empty().map(|()| Err(variant))
    }

    /// An error that holds its status and is made of the JSON body.
    ///
    /// # Errors
    ///
    /// As [`success`](Self::success).
    pub fn error_in<const MIN: u16, const MAX: u16, B: Decode, S, E>(
        &self,
        variant: fn(StatusRange<MIN, MAX>, B) -> E,
    ) -> Outcome<S, E> {
        self.in_range(|status| self.json().map(|body| Err(variant(status, body))))
    }

    /// An error that holds its status, without a body.
    ///
    /// # Errors
    ///
    /// As [`success`](Self::success).
    pub fn error_empty_in<const MIN: u16, const MAX: u16, S, E>(
        &self,
        variant: fn(StatusRange<MIN, MAX>) -> E,
    ) -> Outcome<S, E> {
        self.in_range(|status| self.empty().map(|()| Err(variant(status))))
    }
}
