//! In: the Encoding Objects of a form or a body of parts.
//! Out: nothing but warnings.
//! Guarantees: what an encoding says and nothing is written by is told at its place.

use super::{media_type, types::TypeLowering};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{Dialect, Encoding, MediaType, Style, nearest},
    ir::{Part, PartKind},
    schema::Keywords,
};

/// Tells of encodings whose names the schema does not have. Where it has alternatives, they may stand in those.
pub(super) fn check_names(declared: &MediaType, keywords: &Keywords, types: &mut TypeLowering<'_>) {
    if !keywords.unions.is_empty() {
        return;
    }
    for encoding in &declared.encodings {
        if keywords.properties.contains_key(&encoding.name) {
            continue;
        }
        let message = format!(
            "the schema has no property `{}` that this could be the encoding of",
            encoding.name
        );
        let at = Location::Key(encoding.pointer.clone());
        let names = keywords.properties.keys().map(String::as_str);
        let help = match nearest(&encoding.name, names) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "name one of the properties, or take the encoding out".to_owned(),
        };
        types
            .diagnostics
            .push(Diagnostic::new(Code::UnusedEncoding, at, message).help(help));
    }
}

/// Tells of a style that a part is not written in. Styles have a meaning in `multipart/form-data` alone, and since OpenAPI
/// 3.1; of what they say, texts and lists of them are written just as `form` with `explode` writes them.
pub(super) fn check_style(body: &MediaType, encoding: &Encoding, part: &Part, types: &mut TypeLowering<'_>) {
    let has_styles = types.reader.dialect != Dialect::V30 && media_type::is_form_data(&body.name);
    let Some(style) = encoding.style.filter(|_| has_styles) else {
        return;
    };
    let is_text = matches!(part.kind, PartKind::Text(_));
    if is_text && style == Style::Form && (encoding.explode || !part.repeated) {
        return;
    }
    let field = ["style", "explode", "allowReserved"]
        .into_iter()
        .find(|field| types.reader.has(&encoding.pointer, field));
    let message = format!(
        "parts are not written in styles: `{}` is sent as its media type says",
        encoding.name
    );
    let at = Location::Key(encoding.pointer.child(field.unwrap_or("style")));
    types.diagnostics.push(
        Diagnostic::new(Code::PartStyle, at, message)
            .help("describe the part by `contentType`, such as `application/json`, or leave the style out"),
    );
}
