//! In: the object under `x-stubsmith-signature`.
//! Out: its members, each by itself.
//! Guarantees: one that is there and wrong is told and never taken for missing.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Node;

use super::super::Reader;
use super::super::model::ParameterLocation;
use super::super::object::Object;
use super::super::typo::nearest;
use super::{DEFAULT_TOLERANCE_SECONDS, EXTENSION};
use super::{EncodedSecret, SignatureEncoding, SignatureTimestamp, TimestampPlace};

const ID_MEMBERS: [&str; 1] = ["header"];
const TIMESTAMP_MEMBERS: [&str; 3] = ["header", "prefix", "tolerance"];
const SECRET_MEMBERS: [&str; 2] = ["prefix", "encoding"];

/// What reading gives: `None` if something is wrong, which has been told.
type Read<T> = Option<T>;

impl<'a> Reader<'a> {
    pub(super) fn signature_id(&mut self, object: &Object<'a>) -> Read<Option<String>> {
        let Some(id) = self.signature_part(object, "id", &ID_MEMBERS)? else {
            return Some(None);
        };
        let help = "write `header: ` and the name of the header that names the message";
        self.signature_header(&id, "id", help).map(Some)
    }

    pub(super) fn signature_timestamp(&mut self, object: &Object<'a>) -> Read<Option<SignatureTimestamp>> {
        let Some(timestamp) = self.signature_part(object, "timestamp", &TIMESTAMP_MEMBERS)? else {
            return Some(None);
        };
        let place = self.timestamp_place(&timestamp);
        let tolerance_seconds = match timestamp.get("tolerance") {
            None => Some(DEFAULT_TOLERANCE_SECONDS),
            Some(node) => node.as_u64().filter(|seconds| *seconds > 0),
        };
        if tolerance_seconds.is_none() {
            let help = "write for how many seconds a signature holds, such as `tolerance: 300`";
            self.report_signature(
                Location::Pointer(timestamp.at("tolerance")),
                "the tolerance must be a number of seconds above 0",
                help,
            );
        }
        Some(Some(SignatureTimestamp {
            place: place?,
            tolerance_seconds: tolerance_seconds?,
        }))
    }

    fn timestamp_place(&mut self, timestamp: &Object<'a>) -> Read<TimestampPlace> {
        match (timestamp.get("header"), timestamp.get("prefix")) {
            (Some(_), Some(_)) => {
                let message = "the timestamp has a header of its own, or stands beside the signature behind a prefix";
                let help = "take `header` or `prefix` out";
                self.report_signature(Location::Key(timestamp.pointer.clone()), message, help);
                None
            }
            (None, Some(_)) => self.signature_prefix(timestamp).map(TimestampPlace::Element),
            (_, None) => {
                let help = "write `header: ` and the name of the header that carries UNIX seconds";
                self.signature_header(timestamp, "timestamp", help)
                    .map(TimestampPlace::Header)
            }
        }
    }

    pub(super) fn signature_secret(&mut self, object: &Object<'a>) -> Read<Option<EncodedSecret>> {
        let Some(secret) = self.signature_part(object, "secret", &SECRET_MEMBERS)? else {
            return Some(None);
        };
        let (prefix, encoding) = (
            self.signature_prefix(&secret),
            self.signature_encoding(&secret, "secret"),
        );
        Some(Some(EncodedSecret {
            prefix: prefix?,
            encoding: encoding?,
        }))
    }

    /// The member `prefix`; empty if there is none.
    pub(super) fn signature_prefix(&mut self, object: &Object<'a>) -> Read<String> {
        let is_prefix = |text: &str| is_sendable(text) && !text.starts_with(' ');
        let help = "it is text that a header can carry, such as `v1=`";
        let prefix = self.signature_text(object, "prefix", is_prefix, help)?;
        Some(prefix.unwrap_or_default())
    }

    pub(super) fn signature_separator(&mut self, object: &Object<'a>) -> Read<Option<String>> {
        let is_written = |character: char| character.is_ascii_alphanumeric() || ['+', '/', '='].contains(&character);
        let is_separator = |text: &str| is_sendable(text) && !text.contains(is_written);
        let help = "it is text that no signature contains, such as `,` or a space";
        self.signature_text(object, "separator", is_separator, help)
    }

    pub(super) fn signature_encoding(&mut self, object: &Object<'a>, of: &str) -> Read<SignatureEncoding> {
        let choices = [("hex", SignatureEncoding::Hex), ("base64", SignatureEncoding::Base64)];
        self.choice(object, of, "encoding", &choices)
    }

    fn signature_text(
        &mut self,
        object: &Object<'a>,
        name: &str,
        accepts: impl Fn(&str) -> bool,
        help: &str,
    ) -> Read<Option<String>> {
        let Some(node) = object.get(name) else {
            return Some(None);
        };
        let text = node.as_str().filter(|text| accepts(text));
        if text.is_none() {
            let message = format!("this is no `{name}`");
            self.report_signature(Location::Pointer(object.at(name)), message, help);
        }
        text.map(|text| Some(text.to_owned()))
    }

    /// The member `header`, which must be there.
    fn signature_header(&mut self, object: &Object<'a>, of: &str, help: &str) -> Read<String> {
        let Some(Node::String(header)) = object.get("header") else {
            let place = Location::Key(object.pointer.clone());
            self.report_signature(place, format!("the header of the {of} is not named"), help);
            return None;
        };
        let place = Location::Pointer(object.at("header"));
        self.check_name(ParameterLocation::Header, header, place)?;
        Some(header.clone())
    }

    /// A member that is an object, if there is one.
    fn signature_part(&mut self, object: &Object<'a>, name: &str, members: &[&str]) -> Read<Option<Object<'a>>> {
        if object.get(name).is_none() {
            return Some(None);
        }
        let part = self.map(object, name)?;
        self.check_signature_members(&part, members);
        Some(Some(part))
    }

    pub(super) fn choice<T: Copy>(
        &mut self,
        object: &Object<'a>,
        of: &str,
        name: &str,
        choices: &[(&str, T)],
    ) -> Read<T> {
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
                    format!("the {of} has no `{name}`"),
                    help,
                ),
                Some(_) => self.report_signature(
                    Location::Pointer(object.at(name)),
                    format!("this is no `{name}` of a {of}"),
                    help,
                ),
            }
        }
        choice
    }

    pub(super) fn check_signature_members(&mut self, object: &Object<'a>, members: &[&str]) {
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
}

/// Whether a header can carry it within its value.
fn is_sendable(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|character| character.is_ascii_graphic() || character == ' ')
}
