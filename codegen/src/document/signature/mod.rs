//! In: an API key in a header with the extension `x-stubsmith-signature`.
//! Out: how requests are signed.
//! Guarantees: a payload that contains the time or an id comes with a header that tells it; nothing unknown is passed
//! over.

mod check;
mod member;
mod model;
mod payload;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Node;

use super::Reader;
use super::object::Object;
use super::typo::nearest;

pub use model::{
    EncodedSecret, PayloadPart, Signature, SignatureAlgorithm, SignatureEncoding, SignatureTimestamp, TimestampPlace,
};

/// The member of a Security Scheme Object that makes it a signature.
pub(super) const EXTENSION: &str = "x-stubsmith-signature";

const MEMBERS: [&str; 8] = [
    "algorithm",
    "encoding",
    "payload",
    "prefix",
    "separator",
    "id",
    "timestamp",
    "secret",
];

/// The short form.
const STANDARD_WEBHOOKS: &str = "standard-webhooks";

/// How far clocks may lie apart if the document does not say.
const DEFAULT_TOLERANCE_SECONDS: u64 = 300;

impl<'a> Reader<'a> {
    pub(super) fn signature(&mut self, scheme: &Object<'a>, header: String) -> Option<Signature> {
        match scheme.get(EXTENSION) {
            None => {
                let place = Location::Key(scheme.at(EXTENSION));
                self.report_signature(place, "nothing says how requests are signed", in_words());
                None
            }
            Some(Node::String(name)) => self.named_signature(scheme, name, header),
            Some(_) => {
                let object = self.map(scheme, EXTENSION)?;
                self.described_signature(&object, header)
            }
        }
    }

    fn named_signature(&mut self, scheme: &Object<'a>, name: &str, header: String) -> Option<Signature> {
        if name != STANDARD_WEBHOOKS {
            let help = match nearest(name, [STANDARD_WEBHOOKS].into_iter()) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => in_words(),
            };
            let place = Location::Pointer(scheme.at(EXTENSION));
            self.report_signature(place, "nothing is known of this way to sign requests", help);
            return None;
        }
        let signature = standard_webhooks();
        if !header.eq_ignore_ascii_case(&signature.header) {
            let message = format!("Standard Webhooks are signed in the header `{}`", signature.header);
            let help = format!(
                "write `name: {}`, or give `{EXTENSION}` the members of what is signed otherwise",
                signature.header
            );
            self.report_signature(Location::Pointer(scheme.at("name")), message, help);
            return None;
        }
        Some(signature)
    }

    fn described_signature(&mut self, object: &Object<'a>, header: String) -> Option<Signature> {
        self.check_signature_members(object, &MEMBERS);
        let algorithm = self.choice(
            object,
            "signature",
            "algorithm",
            &[
                ("hmac-sha256", SignatureAlgorithm::HmacSha256),
                ("hmac-sha512", SignatureAlgorithm::HmacSha512),
            ],
        );
        let encoding = self.signature_encoding(object, "signature");
        let payload = self.payload(object);
        let prefix = self.signature_prefix(object);
        let separator = self.signature_separator(object);
        let id_header = self.signature_id(object);
        let timestamp = self.signature_timestamp(object);
        let secret = self.signature_secret(object);
        let signature = Signature {
            header,
            algorithm: algorithm?,
            encoding: encoding?,
            payload: payload?,
            prefix: prefix?,
            separator: separator?,
            id_header: id_header?,
            timestamp: timestamp?,
            secret: secret?,
        };
        self.check_signature(object, &signature)?;
        Some(signature)
    }

    fn report_signature(&mut self, place: Location, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::new(Code::InvalidExtension, place, message);
        self.report(diagnostic.help(help));
    }
}

fn in_words() -> String {
    let members = MEMBERS.join("`, `");
    format!("write `{STANDARD_WEBHOOKS}`, or an object of `{members}`")
}

/// Standard Webhooks 1.0.0.
fn standard_webhooks() -> Signature {
    let dot = || PayloadPart::Literal(".".to_owned());
    Signature {
        header: "webhook-signature".to_owned(),
        algorithm: SignatureAlgorithm::HmacSha256,
        encoding: SignatureEncoding::Base64,
        payload: vec![PayloadPart::Id, dot(), PayloadPart::Timestamp, dot(), PayloadPart::Body],
        prefix: "v1,".to_owned(),
        separator: Some(" ".to_owned()),
        id_header: Some("webhook-id".to_owned()),
        timestamp: Some(SignatureTimestamp {
            place: TimestampPlace::Header("webhook-timestamp".to_owned()),
            tolerance_seconds: DEFAULT_TOLERANCE_SECONDS,
        }),
        secret: Some(EncodedSecret {
            prefix: "whsec_".to_owned(),
            encoding: SignatureEncoding::Base64,
        }),
    }
}
