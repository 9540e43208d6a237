//! In: the texts of the headers that a scheme names, or what they are made of.
//! Out: the signature header; or whether one of its signatures holds.
//! Guarantee: of many signatures a bounded number is looked at, each of them in constant time.

use subtle::{Choice, ConstantTimeEq as _};

use super::{HmacKey, PayloadPart, SignatureError, SignatureScheme, SigningTime, TimePlace};

/// How many signatures of one request are looked at: more than any rotation of secrets makes.
const SIGNATURE_LIMIT: usize = 16;

/// The texts of the headers that a scheme names; empty where it names none.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignatureHeaders<'h> {
    /// The signature header.
    pub signature: &'h str,
    /// The id header.
    pub id: &'h str,
    /// The timestamp header.
    pub timestamp: &'h str,
}

/// What the headers of a request say, as far as it can be known without its body.
pub(crate) struct Received<'h> {
    pub(crate) id: &'h str,
    /// Empty, or a number within the tolerance.
    timestamp: &'h str,
    /// One at least.
    signatures: Vec<Vec<u8>>,
}

#[cfg(feature = "server")]
impl Received<'_> {
    /// The timestamp, if the scheme has one.
    pub(crate) fn time(&self) -> Option<i64> {
        self.timestamp.parse().ok()
    }
}

impl SignatureScheme {
    /// The text of the signature header of a request that is sent at `timestamp` (UNIX seconds): a signature under each
    /// key, or under the first where there can be but one. `id` is without meaning if the scheme has no id header.
    #[must_use]
    pub fn sign(&self, keys: &[&HmacKey], id: &str, timestamp: i64, body: &[u8]) -> String {
        let timestamp = timestamp.to_string();
        let mut elements = Vec::new();
        if let Some(SigningTime {
            place: TimePlace::Element(prefix),
            ..
        }) = self.timestamp
        {
            elements.push(format!("{prefix}{timestamp}"));
        }
        let count = self.separator.map_or(1, |_| keys.len());
        elements.extend(keys.iter().take(count).map(|key| {
            let hash = self.hash(key, id, &timestamp, body);
            format!("{}{}", self.prefix, self.encoding.encode(&hash))
        }));
        elements.join(self.separator.unwrap_or_default())
    }

    /// Checks the signature of a request that arrived at `now` (UNIX seconds).
    ///
    /// # Errors
    ///
    /// Why the signature does not hold: for the log only, since a sender who guesses must not learn from it.
    pub fn verify(
        &self,
        key: &HmacKey,
        headers: SignatureHeaders<'_>,
        now: i64,
        body: &[u8],
    ) -> Result<(), SignatureError> {
        self.check(key, &self.read(headers, now)?, body)
    }

    /// Reads what can be known before the body is there.
    pub(crate) fn read<'h>(&self, headers: SignatureHeaders<'h>, now: i64) -> Result<Received<'h>, SignatureError> {
        let elements: Vec<&str> = match self.separator {
            Some(separator) => headers.signature.split(separator).map(str::trim_ascii).collect(),
            None => vec![headers.signature],
        };
        let timestamp = match self.timestamp {
            None => "",
            Some(signed) => {
                let text = match signed.place {
                    TimePlace::Header(_) => headers.timestamp,
                    TimePlace::Element(prefix) => sole(&elements, prefix).unwrap_or_default(),
                };
                signed.check(text, now)?;
                text
            }
        };
        let id = match self.id_header {
            None => "",
            Some(_) if self.accepts_id(headers.id) => headers.id,
            Some(_) => return Err(SignatureError::MalformedId),
        };
        Ok(Received {
            id,
            timestamp,
            signatures: self.signatures(&elements)?,
        })
    }

    /// Whether one of the signatures is made with `key`.
    pub(crate) fn check(&self, key: &HmacKey, received: &Received<'_>, body: &[u8]) -> Result<(), SignatureError> {
        let expected = self.hash(key, received.id, received.timestamp, body);
        let equals = |signature: &Vec<u8>| expected.ct_eq(signature);
        let holds = received.signatures.iter().map(equals);
        if holds.fold(Choice::from(0), |one, other| one | other).into() {
            Ok(())
        } else {
            Err(SignatureError::Mismatch)
        }
    }

    /// Whether a message can be called `id`: what is signed must not be read as that of another id.
    pub(crate) fn accepts_id(&self, id: &str) -> bool {
        let mut behind = self.payload.iter().skip_while(|part| **part != PayloadPart::Id).skip(1);
        let runs_on = match behind.next() {
            Some(PayloadPart::Literal(text)) => id.contains(text),
            _ => false,
        };
        !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_graphic()) && !runs_on
    }

    /// Those of this scheme that can be read.
    fn signatures(&self, elements: &[&str]) -> Result<Vec<Vec<u8>>, SignatureError> {
        let own = elements.iter().filter_map(|element| element.strip_prefix(self.prefix));
        let own: Vec<&str> = own.take(SIGNATURE_LIMIT).collect();
        if own.is_empty() {
            return Err(SignatureError::NoSignature);
        }
        let read: Vec<Vec<u8>> = own.into_iter().filter_map(|text| self.encoding.decode(text)).collect();
        if read.is_empty() {
            return Err(SignatureError::MalformedSignature);
        }
        Ok(read)
    }

    fn hash(&self, key: &HmacKey, id: &str, timestamp: &str, body: &[u8]) -> Vec<u8> {
        let parts = self.payload.iter().map(|part| match part {
            PayloadPart::Body => body,
            PayloadPart::Timestamp => timestamp.as_bytes(),
            PayloadPart::Id => id.as_bytes(),
            PayloadPart::Literal(text) => text.as_bytes(),
        });
        self.algorithm.hash(key, parts)
    }
}

impl SigningTime {
    fn check(self, text: &str, now: i64) -> Result<(), SignatureError> {
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SignatureError::MalformedTimestamp);
        }
        let signed: i64 = text.parse().map_err(|_| SignatureError::MalformedTimestamp)?;
        match now.abs_diff(signed) {
            apart if apart <= self.tolerance_seconds => Ok(()),
            _ if signed < now => Err(SignatureError::Expired),
            _ => Err(SignatureError::InTheFuture),
        }
    }
}

/// What stands behind `prefix`, if that is there once.
fn sole<'h>(elements: &[&'h str], prefix: &str) -> Option<&'h str> {
    let mut found = elements.iter().filter_map(|element| element.strip_prefix(prefix));
    let text = found.next()?;
    found.next().is_none().then_some(text)
}
