//! In: what a request carries to say who sends it.
//! Out: whether that is the credential that a mock takes.
//! Guarantee: it is compared in constant time.

use crate::Secret;
use crate::server::{AccessToken, Basic, ClientCertificate, Verified};

/// A credential that a mock looks at.
pub trait Credential {
    /// Whether it is the one that is `expected`.
    fn is(&self, expected: &Secret) -> bool;
}

impl Credential for Secret {
    fn is(&self, expected: &Secret) -> bool {
        self == expected
    }
}

impl Credential for AccessToken {
    fn is(&self, expected: &Secret) -> bool {
        self.token == *expected
    }
}

/// The password counts.
impl Credential for Basic {
    fn is(&self, expected: &Secret) -> bool {
        self.password == *expected
    }
}

/// Whoever terminates TLS has looked at it.
impl Credential for ClientCertificate {
    fn is(&self, _: &Secret) -> bool {
        true
    }
}

/// It was made under the mock's own key.
impl Credential for Verified {
    fn is(&self, _: &Secret) -> bool {
        true
    }
}
