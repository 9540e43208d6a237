//! In: a secret as it is written, and the parts of a payload.
//! Out: the bytes of the secret, and the keyed hash of the payload.
//! Guarantee: the bytes are wiped when dropped, and never shown.

use std::fmt;

use hmac::digest::Digest;
use hmac::digest::common::Key;
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};
use zeroize::Zeroizing;

use super::{SignatureError, SignatureScheme};
use crate::Secret;

/// A keyed hash (RFC 2104).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

impl Algorithm {
    pub(super) fn hash<'p>(self, key: &HmacKey, parts: impl Iterator<Item = &'p [u8]>) -> Vec<u8> {
        match self {
            Self::HmacSha256 => finished(keyed::<Sha256>(&key.0), parts),
            Self::HmacSha512 => finished(keyed::<Sha512>(&key.0), parts),
        }
    }
}

fn finished<'p>(mut mac: impl Mac, parts: impl Iterator<Item = &'p [u8]>) -> Vec<u8> {
    parts.for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

/// HMAC under a key of any length, which RFC 2104 brings to the size of one block.
///
/// By hand, since the constructor for slices gives a `Result` that is never an error.
fn keyed<D: EagerHash + Digest>(secret: &[u8]) -> Hmac<D> {
    let mut key = Key::<Hmac<D>>::default();
    let digest;
    let bytes = if secret.len() > key.len() {
        digest = D::digest(secret);
        digest.as_slice()
    } else {
        secret
    };
    key.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = *byte);
    Hmac::new(&key)
}

/// The bytes of a secret, which are not empty.
#[derive(Clone)]
pub struct HmacKey(Zeroizing<Vec<u8>>);

impl fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HmacKey(..)")
    }
}

impl SignatureScheme {
    /// The key that a secret stands for.
    ///
    /// # Errors
    ///
    /// The secret is empty, or not written as the scheme says.
    pub fn key(&self, secret: &Secret) -> Result<HmacKey, SignatureError> {
        let written = secret.expose();
        let bytes = match self.encoded_secret {
            None => Some(written.as_bytes().to_vec()),
            Some(form) => form
                .encoding
                .decode(written.strip_prefix(form.prefix).unwrap_or(written)),
        };
        let bytes = Zeroizing::new(bytes.ok_or(SignatureError::MalformedSecret)?);
        if bytes.is_empty() {
            return Err(SignatureError::EmptySecret);
        }
        Ok(HmacKey(bytes))
    }

    /// How the bytes of `text` are written as a secret.
    #[cfg(feature = "mock")]
    pub(crate) fn written_secret(&self, text: &str) -> Secret {
        Secret::from(match self.encoded_secret {
            None => text.to_owned(),
            Some(form) => format!("{}{}", form.prefix, form.encoding.encode(text.as_bytes())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::SignatureEncoding;

    fn hex(algorithm: Algorithm, key: &[u8], data: &str) -> String {
        let key = HmacKey(Zeroizing::new(key.to_vec()));
        SignatureEncoding::Hex.encode(&algorithm.hash(&key, [data.as_bytes()].into_iter()))
    }

    /// Test cases 1, 2, 6 and 7 of RFC 4231; the keys of the latter two are longer than a block of either hash.
    #[test]
    fn known_answers() {
        let table: [(&[u8], &str, &str, &str); 4] = [
            (
                &[0x0b; 20],
                "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
                "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde\
                 daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
            ),
            (
                b"Jefe",
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                 9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ),
            (
                &[0xaa; 131],
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
                "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352\
                 6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
            ),
            (
                &[0xaa; 131],
                "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be \
                 hashed before being used by the HMAC algorithm.",
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
                "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944\
                 b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
            ),
        ];
        for (key, data, sha256, sha512) in table {
            assert_eq!(hex(Algorithm::HmacSha256, key, data), sha256, "{data}");
            assert_eq!(hex(Algorithm::HmacSha512, key, data), sha512, "{data}");
        }
    }

    #[test]
    fn a_key_of_one_block_is_not_hashed() {
        let table = [
            (64, "ae0c0e4a2340cf50185eb46aaa8723f4769153661612e212fb0d1fa3170c6202"),
            (65, "ed378e5dfa30dc98814ba09b2e610d9b6af66054922ceef9480da094a3f11b2d"),
        ];
        for (length, expected) in table {
            assert_eq!(
                hex(Algorithm::HmacSha256, &vec![b'k'; length], "abc"),
                expected,
                "{length}"
            );
        }
    }
}
