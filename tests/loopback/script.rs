//! In: what a test wants the next calls of an operation to come to.
//! Out: that, and the requests with which the operation was called.
//! Guarantee: a call for which there is no outcome panics, and so cannot pass for a success.

use std::collections::VecDeque;
use std::sync::Mutex;

use stubsmith_runtime::server::{AuthenticateError, Failure};

use crate::raw::INTERNALS;

/// What a call comes to.
pub(crate) enum Outcome<S, E> {
    Success(S),
    /// An error that the document declares.
    Declared(E),
    /// An error that it does not.
    Internal,
    /// A bug in the user's code.
    Panic,
    /// No end.
    Hang,
}

/// The script of one operation that takes `R`.
pub(crate) struct Script<R, S, E> {
    next: Mutex<VecDeque<Outcome<S, E>>>,
    seen: Mutex<Vec<R>>,
}

impl<R, S, E> Default for Script<R, S, E> {
    fn default() -> Self {
        Self {
            next: Mutex::default(),
            seen: Mutex::default(),
        }
    }
}

impl<R, S, E> Script<R, S, E> {
    /// Adds the outcome of one call.
    pub(crate) fn then(&self, outcome: Outcome<S, E>) {
        self.next.lock().unwrap().push_back(outcome);
    }

    /// The only request since this was asked last.
    pub(crate) fn seen(&self) -> R {
        let mut seen = std::mem::take(&mut *self.seen.lock().unwrap());
        assert_eq!(seen.len(), 1, "calls of the operation");
        seen.remove(0)
    }

    /// Whether there was no request since this was asked last.
    pub(crate) fn is_untouched(&self) -> bool {
        self.seen.lock().unwrap().is_empty()
    }

    /// One call.
    pub(crate) async fn play(&self, request: R) -> Result<S, Failure<E>> {
        self.seen.lock().unwrap().push(request);
        let outcome = self.next.lock().unwrap().pop_front();
        match outcome.expect("an outcome in the script") {
            Outcome::Success(success) => Ok(success),
            Outcome::Declared(error) => Err(error.into()),
            Outcome::Internal => Err(Failure::internal(INTERNALS)),
            Outcome::Panic => panic!("{INTERNALS}"),
            Outcome::Hang => std::future::pending().await,
        }
    }
}

/// Who `credential` stands for, by the rules that all scripted services share.
pub(crate) fn principal(credential: &str) -> Result<String, AuthenticateError> {
    match credential {
        "barred" => Err(AuthenticateError::Forbidden),
        "broken" => Err(AuthenticateError::internal(INTERNALS)),
        known => match known.strip_prefix("good-") {
            Some(name) => Ok(name.to_owned()),
            None => Err(AuthenticateError::Unauthenticated),
        },
    }
}
