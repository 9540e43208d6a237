//! In: the keyword `format`.
//! Out: what a string with it holds; one warning for each format that means nothing to this program.
//! Guarantees: what the standards define passes in silence, whether a type stands for it or not: `format` says what a value
//! is and, without a type, checks nothing (JSON Schema Validation 2020-12, section 7.2.1).

use indexmap::{IndexMap, IndexSet};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    document::nearest,
    ir::Format,
    pointer::Pointer,
    schema::{Keywords, Said},
};

/// Formats with a type of their own, and those of JSON Schema and of OpenAPI's registry that are plain strings here.
const KNOWN: &[&str] = &[
    "base64",
    "base64url",
    "binary",
    "byte",
    "char",
    "commonmark",
    "date",
    "date-time",
    "date-time-local",
    "decimal",
    "decimal128",
    "duration",
    "email",
    "hostname",
    "html",
    "http-date",
    "idn-email",
    "idn-hostname",
    "int64",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "media-range",
    "password",
    "regex",
    "relative-json-pointer",
    "time",
    "time-local",
    "uint64",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// The formats that mean nothing to this program, each with what values are read as, and all places where it stands.
#[derive(Debug, Default)]
pub(super) struct UnknownFormats(IndexMap<(String, &'static str), IndexSet<Pointer>>);

impl UnknownFormats {
    pub(super) fn note(&mut self, format: &Said<String>, read_as: &'static str) {
        let key = (format.value.clone(), read_as);
        self.0.entry(key).or_default().insert(format.at.child("format"));
    }

    /// Tells of each format once.
    pub(super) fn report(self, diagnostics: &mut Diagnostics) {
        for ((format, read_as), places) in self.0 {
            let others = match places.len() {
                0 | 1 => String::new(),
                2 => ", here and at 1 more place".to_owned(),
                all => format!(", here and at {} more places", all - 1),
            };
            let message = format!("the format `{format}` is not known; the value is read as {read_as}{others}");
            let help = match nearest(&format, KNOWN.iter().copied()) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`replace.formats` in the configuration gives it a type of yours".to_owned(),
            };
            let first = places.into_iter().next().map(Location::Pointer);
            let warning = |at| Diagnostic::new(Code::UnknownFormat, at, message).help(help);
            diagnostics.extend(first.map(warning));
        }
    }
}

/// What a string holds.
pub(super) fn of_text(keywords: &Keywords, unknown: &mut UnknownFormats) -> Format {
    let plain = if keywords.base64 { Format::Base64 } else { Format::Plain };
    let Some(said) = &keywords.format else {
        return plain;
    };
    match said.value.as_str() {
        "date-time" => Format::DateTime,
        "date" => Format::Date,
        "uuid" => Format::Uuid,
        "uri" => Format::Uri,
        "password" => Format::Password,
        "byte" | "base64" => Format::Base64,
        // Where strings are bytes, their media type says so; in JSON they are strings.
        "string" | "binary" | "" => Format::Plain,
        known if KNOWN.contains(&known) => plain,
        _ => {
            unknown.note(said, "a string");
            plain
        }
    }
}
