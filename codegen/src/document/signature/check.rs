//! In: how requests are signed, each member right by itself.
//! Out: whether the members fit together.
//! Guarantees: what is signed travels, each in its place, and what travels together can be told apart.

use crate::diagnostic::Location;

use super::super::Reader;
use super::super::object::Object;
use super::{PayloadPart, Signature, TimestampPlace};

impl<'a> Reader<'a> {
    pub(super) fn check_signature(&mut self, object: &Object<'a>, signature: &Signature) -> Option<()> {
        let faults = [
            untold(object, signature),
            unsigned_id(object, signature),
            shared_header(object, signature),
            divided_prefix(object, signature),
            lost_timestamp(object, signature),
        ];
        let mut faults = faults.into_iter().flatten().peekable();
        let is_sound = faults.peek().is_none();
        for fault in faults {
            self.report_signature(fault.place, fault.message, fault.help);
        }
        is_sound.then_some(())
    }
}

/// A contradiction between members.
struct Fault {
    place: Location,
    message: String,
    help: &'static str,
}

/// The payload has what no header tells.
fn untold(object: &Object<'_>, signature: &Signature) -> Option<Fault> {
    let has = |part: PayloadPart| signature.payload.contains(&part);
    let (variable, help) = if has(PayloadPart::Timestamp) && signature.timestamp.is_none() {
        (
            "{timestamp}",
            "add `timestamp: { header: …, tolerance: … }` beside `payload`",
        )
    } else if has(PayloadPart::Id) && signature.id_header.is_none() {
        ("{id}", "add `id: { header: … }` beside `payload`")
    } else {
        return None;
    };
    Some(Fault {
        place: Location::Pointer(object.at("payload")),
        message: format!("the payload contains `{variable}`, but no header tells it"),
        help,
    })
}

fn unsigned_id(object: &Object<'_>, signature: &Signature) -> Option<Fault> {
    let is_unsigned = signature.id_header.is_some() && !signature.payload.contains(&PayloadPart::Id);
    is_unsigned.then(|| Fault {
        place: Location::Key(object.at("id")),
        message: "the id is not signed, so that anybody could change it".to_owned(),
        help: "put `{id}` into `payload`, or take `id` out",
    })
}

fn shared_header(object: &Object<'_>, signature: &Signature) -> Option<Fault> {
    let timestamp = match &signature.timestamp {
        Some(timestamp) => match &timestamp.place {
            TimestampPlace::Header(header) => Some(header),
            TimestampPlace::Element(_) => None,
        },
        None => None,
    };
    let own = [("id", signature.id_header.as_ref()), ("timestamp", timestamp)];
    let mut seen = vec![&signature.header];
    for (member, header) in own {
        let Some(header) = header else { continue };
        if seen.iter().any(|known| known.eq_ignore_ascii_case(header)) {
            return Some(Fault {
                place: Location::Pointer(object.at(member).child("header")),
                message: format!("the header `{header}` carries something else of the signature"),
                help: "each needs a header of its own; a timestamp beside the signature has a `prefix` instead",
            });
        }
        seen.push(header);
    }
    None
}

fn divided_prefix(object: &Object<'_>, signature: &Signature) -> Option<Fault> {
    let separator = signature.separator.as_ref()?;
    signature.prefix.contains(separator).then(|| Fault {
        place: Location::Pointer(object.at("prefix")),
        message: format!("the prefix contains `{separator}`, which divides signatures"),
        help: "write as `separator` what stands between two signatures, and nowhere else",
    })
}

/// A timestamp beside the signature that could not be found.
fn lost_timestamp(object: &Object<'_>, signature: &Signature) -> Option<Fault> {
    let TimestampPlace::Element(prefix) = &signature.timestamp.as_ref()?.place else {
        return None;
    };
    let (message, help) = match &signature.separator {
        None => (
            "nothing divides the timestamp from the signature".to_owned(),
            "add `separator: …` beside `timestamp`, or give the timestamp a `header`",
        ),
        Some(separator) if prefix.contains(separator) => (
            format!("the prefix contains `{separator}`, which divides signatures"),
            "write as `separator` what stands between two signatures, and nowhere else",
        ),
        Some(_) if prefix.starts_with(&signature.prefix) || signature.prefix.starts_with(prefix) => (
            "the prefix does not tell the timestamp from a signature".to_owned(),
            "give each a `prefix` that the other one does not begin with",
        ),
        Some(_) => return None,
    };
    Some(Fault {
        place: Location::Pointer(object.at("timestamp").child("prefix")),
        message,
        help,
    })
}
