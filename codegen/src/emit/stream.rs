//! In: a body of items one after another.
//! Out: its type, and what reads and writes it.
//! Guarantees: client and server mean the same.

use proc_macro2::TokenStream;
use quote::quote;

use super::rust_type::TypeWriter;
use crate::ir::{Framing, Operation, Stream};

/// The type of the body.
pub(super) fn ty(writer: &mut TypeWriter<'_>, stream: &Stream) -> TokenStream {
    writer.imports.runtime(&["ItemStream"]);
    let item = writer.carried(stream.item);
    match stream.framing {
        Framing::EventValues | Framing::EventTexts => {
            writer.imports.runtime(&["ServerEvent"]);
            quote!(ItemStream<ServerEvent<#item>>)
        }
        Framing::Lines | Framing::Sequence | Framing::Events | Framing::JsonEvents => quote!(ItemStream<#item>),
    }
}

/// What writes it on the server.
pub(super) fn writer(stream: &Stream) -> &'static str {
    match stream.framing {
        // What is no text is written as JSON anyway.
        Framing::JsonEvents => "events",
        _ => reader(stream),
    }
}

/// What reads it on the client.
pub(super) fn reader(stream: &Stream) -> &'static str {
    match stream.framing {
        Framing::Lines => "json_lines",
        Framing::Sequence => "json_sequence",
        Framing::Events => "events",
        Framing::JsonEvents => "json_events",
        Framing::EventValues => "event_values",
        Framing::EventTexts => "event_texts",
    }
}

/// What makes it in a mock.
pub(super) fn mocked(stream: &Stream) -> &'static str {
    match stream.framing {
        Framing::EventValues | Framing::EventTexts => "events",
        Framing::Lines | Framing::Sequence | Framing::Events | Framing::JsonEvents => "stream",
    }
}

/// The usual media type of it.
pub(super) fn media_type(stream: &Stream) -> &'static str {
    match stream.framing {
        Framing::Lines => "application/jsonl",
        Framing::Sequence => "application/json-seq",
        Framing::Events | Framing::JsonEvents | Framing::EventValues | Framing::EventTexts => "text/event-stream",
    }
}

/// The media types of the successes of an operation that are streams.
pub(super) fn media_types(operation: &Operation) -> Vec<&str> {
    let contents = operation.successes.iter().flat_map(|success| &success.content);
    let streams = contents.filter(|content| content.is_stream());
    let mut found: Vec<&str> = Vec::new();
    for name in streams.flat_map(|content| &content.media_types) {
        if !found.contains(&name.as_str()) {
            found.push(name);
        }
    }
    found
}
