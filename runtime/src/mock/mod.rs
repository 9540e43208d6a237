//! In: tables of schemas and examples that a document gives, and a seed.
//! Out: [`Mock`], which makes of them what the operations of a server answer.
//! Guarantees: the same seed gives the same answers; what is answered has been decoded as the type of the answer, so that
//! it keeps the document's rules.

mod answer;
mod avoided;
mod choice;
mod credentials;
mod headers;
mod made;
mod number;
mod object;
mod preference;
mod random;
mod scalar;
mod schema;
mod text;

use std::sync::Arc;

pub use self::answer::{Answer, Chosen, Example, Header, MockError, Status, Written};
pub use self::credentials::Credential;
pub use self::schema::{Member, Schema, TextFormat, Variant};
use crate::Secret;
use crate::server::{AuthenticateError, BoxError, RequestContext, SigningKey};
use crate::signature::SignatureScheme;

/// The secret of the one key under which a mock expects requests to be signed, written as the scheme says; the id of the
/// key is the same.
pub const SIGNING_SECRET: &str = "mock";

/// The service that answers with the document's examples, and with made values where it has none.
///
/// Any credentials are taken unless one is [set](Self::with_credential). Of several responses that an operation declares the first success is answered, unless the
/// request prefers another one (RFC 7240): `Prefer: code=404`, `Prefer: example=late`, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mock {
    seed: u64,
    credential: Option<Arc<Secret>>,
}

impl Mock {
    /// The mock whose seed is 0.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A mock whose made values differ from those of other seeds.
    #[must_use]
    pub fn with_seed(seed: u64) -> Self {
        Self { seed, credential: None }
    }

    /// The same, which takes nothing but `credential`: for a token, a key, and the password of any user.
    #[must_use]
    pub fn with_credential(mut self, credential: impl Into<Secret>) -> Self {
        self.credential = Some(Arc::new(credential.into()));
        self
    }

    /// Takes or refuses the credentials of a request.
    ///
    /// # Errors
    ///
    /// One of them is not the one that is set.
    pub fn accept(&self, credentials: &[&dyn Credential]) -> Result<(), AuthenticateError> {
        match &self.credential {
            Some(expected) if !credentials.iter().all(|it| it.is(expected)) => Err(AuthenticateError::Unauthenticated),
            _ => Ok(()),
        }
    }

    /// What a request is answered with. `answers`: what the operation declares, the preferred one first; one at least.
    #[must_use]
    pub fn choose(&self, context: &RequestContext, answers: &'static [Answer]) -> Chosen {
        Chosen::of(self.seed, context, answers)
    }

    /// The keys under which requests may be signed: one, of [`SIGNING_SECRET`].
    ///
    /// # Errors
    ///
    /// None; a service that looks keys up may fail.
    pub fn signing_keys(&self, scheme: &SignatureScheme) -> Result<Vec<SigningKey>, BoxError> {
        Ok(vec![SigningKey {
            id: SIGNING_SECRET.to_owned(),
            secret: scheme.written_secret(SIGNING_SECRET),
        }])
    }
}
