//! In: an API key in a header with the extension `x-stubsmith-signature`.
//! Out: how requests are signed.
//! Guarantees: a payload that contains the time comes with a header that tells it; nothing unknown is passed over.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Node;

use super::Reader;
use super::model::ParameterLocation;
use super::object::Object;
use super::security::{PayloadPart, Signature, SignatureAlgorithm, SignatureEncoding, SignatureTimestamp};
use super::typo::nearest;

/// The member of a Security Scheme Object that makes it a signature.
pub(super) const EXTENSION: &str = "x-stubsmith-signature";

const MEMBERS: [&str; 4] = ["algorithm", "encoding", "payload", "timestamp"];
const TIMESTAMP_MEMBERS: [&str; 2] = ["header", "tolerance"];

/// How far clocks may lie apart if the document does not say.
const DEFAULT_TOLERANCE_SECONDS: u64 = 300;

impl<'a> Reader<'a> {
    pub(super) fn signature(&mut self, scheme: &Object<'a>, header: String) -> Option<Signature> {
        if scheme.get(EXTENSION).is_none() {
            let help = format!("its members are `{}`", MEMBERS.join("`, `"));
            self.report_signature(
                Location::Key(scheme.at(EXTENSION)),
                "nothing says how requests are signed",
                help,
            );
            return None;
        }
        let object = self.map(scheme, EXTENSION)?;
        self.check_signature_members(&object, &MEMBERS);
        let algorithm = self.choice(
            &object,
            "algorithm",
            &[
                ("hmac-sha256", SignatureAlgorithm::HmacSha256),
                ("hmac-sha512", SignatureAlgorithm::HmacSha512),
            ],
        );
        let encoding = self.choice(
            &object,
            "encoding",
            &[("hex", SignatureEncoding::Hex), ("base64", SignatureEncoding::Base64)],
        );
        let payload = self.payload(&object);
        let timestamp = match self.map(&object, "timestamp") {
            Some(timestamp) => Some(self.signature_timestamp(&timestamp)?),
            None => None,
        };
        let (algorithm, encoding, payload) = (algorithm?, encoding?, payload?);
        if payload.contains(&PayloadPart::Timestamp) && timestamp.is_none() {
            let message = "the payload contains `{timestamp}`, but no header tells it";
            let help = "add `timestamp: { header: …, tolerance: … }` beside `payload`";
            self.report_signature(Location::Pointer(object.at("payload")), message, help);
            return None;
        }
        Some(Signature {
            header,
            algorithm,
            encoding,
            payload,
            timestamp,
        })
    }

    fn signature_timestamp(&mut self, object: &Object<'a>) -> Option<SignatureTimestamp> {
        self.check_signature_members(object, &TIMESTAMP_MEMBERS);
        let header = match object.get("header") {
            Some(Node::String(header)) => {
                let place = Location::Pointer(object.at("header"));
                self.check_name(ParameterLocation::Header, header, place)
                    .map(|()| header.clone())
            }
            _ => {
                let help = "write `header: ` and the name of the header that carries UNIX seconds";
                self.report_signature(
                    Location::Key(object.pointer.clone()),
                    "the header of the timestamp is not named",
                    help,
                );
                None
            }
        };
        let tolerance_seconds = match object.get("tolerance") {
            None => Some(DEFAULT_TOLERANCE_SECONDS),
            Some(node) => node.as_u64().filter(|seconds| *seconds > 0),
        };
        if tolerance_seconds.is_none() {
            let help = "write for how many seconds a signature holds, such as `tolerance: 300`";
            self.report_signature(
                Location::Pointer(object.at("tolerance")),
                "the tolerance must be a number of seconds above 0",
                help,
            );
        }
        Some(SignatureTimestamp {
            header: header?,
            tolerance_seconds: tolerance_seconds?,
        })
    }

    fn choice<T: Copy>(&mut self, object: &Object<'a>, name: &str, choices: &[(&str, T)]) -> Option<T> {
        let node = object.get(name);
        let choice = node
            .and_then(Node::as_str)
            .and_then(|text| choices.iter().find(|(known, _)| *known == text))
            .map(|(_, choice)| *choice);
        if choice.is_none() {
            let names: Vec<String> = choices.iter().map(|(known, _)| format!("`{known}`")).collect();
            let help = format!("`{name}` is {}", names.join(" or "));
            match node {
                None => self.report_signature(
                    Location::Key(object.pointer.clone()),
                    format!("the signature has no `{name}`"),
                    help,
                ),
                Some(_) => self.report_signature(
                    Location::Pointer(object.at(name)),
                    format!("this is no `{name}` of a signature"),
                    help,
                ),
            }
        }
        choice
    }

    fn payload(&mut self, object: &Object<'a>) -> Option<Vec<PayloadPart>> {
        let Some(node) = object.get("payload") else {
            return Some(vec![PayloadPart::Body]);
        };
        let parts = node.as_str().and_then(parse_payload);
        if parts.is_none() {
            let message = "this is no payload of a signature";
            let help = "it is text with `{body}` and `{timestamp}` in it, such as `{timestamp}.{body}`";
            self.report_signature(Location::Pointer(object.at("payload")), message, help);
        }
        parts
    }

    fn check_signature_members(&mut self, object: &Object<'a>, members: &[&str]) {
        for (name, node) in object.members {
            if members.contains(&name.as_str()) {
                // Left out by mistake, a check could be lost with it.
                if node.is_null() {
                    self.report_signature(
                        Location::Key(object.at(name)),
                        format!("`{name}` has no value"),
                        "give it a value, or take it out",
                    );
                }
                continue;
            }
            let help = match nearest(name, members.iter().copied()) {
                Some(similar) => format!("did you mean `{similar}`?"),
                None => format!("its members are `{}`", members.join("`, `")),
            };
            let message = format!("`{EXTENSION}` has no member `{name}` here");
            let place = Location::Key(object.at(name));
            self.report(Diagnostic::new(Code::InvalidExtension, place, message).help(help));
        }
    }

    fn report_signature(&mut self, place: Location, message: impl Into<String>, help: impl Into<String>) {
        let diagnostic = Diagnostic::new(Code::InvalidExtension, place, message);
        self.report(diagnostic.help(help));
    }
}

/// `None` if a brace is astray, a name between braces is unknown, or the body is not part of it.
fn parse_payload(text: &str) -> Option<Vec<PayloadPart>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (literal, variable) = match rest.split_once('{') {
            None => (rest, None),
            Some((literal, after)) => (literal, Some(after.split_once('}')?)),
        };
        if literal.contains('}') {
            return None;
        }
        if !literal.is_empty() {
            parts.push(PayloadPart::Literal(literal.to_owned()));
        }
        let Some((name, after)) = variable else { break };
        parts.push(match name {
            "body" => PayloadPart::Body,
            "timestamp" => PayloadPart::Timestamp,
            _ => return None,
        });
        rest = after;
    }
    parts.contains(&PayloadPart::Body).then_some(parts)
}
