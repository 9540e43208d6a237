//! In: the error of a call, and what the API's own error body says.
//! Out: [`Problem`], a text for people.
//! Guarantee: whatever the API, it tells what happened, the code if the API gives one, and the request's id.

use std::error::Error as _;
use std::fmt;

use stubsmith_runtime::client::{BuildError, Error};

/// Why there is no success, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(String);

impl Problem {
    /// A problem before anything was sent.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The problem of a call; `describe` puts the errors that its API declares into words.
    pub(super) fn of_call<E>(error: &Error<E>, describe: impl FnOnce(&E) -> String) -> Self {
        let mut text = match error {
            Error::Api(error, meta) => format!("{} ({})", describe(error), meta.status()),
            Error::Undeclared(response) => format!(
                "the server answered with {}, which the API does not document: is the base URL right?",
                response.status()
            ),
            Error::Undecodable(undecodable) => format!("the server breaks the API's rules: {undecodable}"),
            Error::Transport(error) if error.is_connect() => {
                format!("{error}: is it running? `cargo run -p invoices -- serve --demo` starts one")
            }
            Error::Transport(error) => match error.source() {
                Some(source) => format!("{error}: {source}"),
                None => error.to_string(),
            },
            Error::Timeout(limit) => format!("no answer within {limit:?}; the invoice may be cancelled nevertheless"),
            // Nothing was sent. Variants that later versions add say themselves what they are.
            other => other.to_string(),
        };
        if let Some(id) = error.request_id() {
            text += &format!("\nrequest {id}");
        }
        Self(text)
    }
}

impl From<BuildError> for Problem {
    fn from(error: BuildError) -> Self {
        Self(error.to_string())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Problem {}
