//! A text is read as JSON: as for YAML, and what another parser takes is taken, as the same value.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubsmith::diagnostic::Code;
use stubsmith_fuzz::reading;

fuzz_target!(|text: &str| {
    let (sources, diagnostics) = reading::read("document.json", text);
    let is_refused = diagnostics.iter().any(|it| it.code == Code::Syntax);
    // A byte order mark is taken by us alone; a text that says nothing is no document, rather than no JSON.
    if is_refused || text.starts_with('\u{feff}') || text.trim().is_empty() {
        return;
    }
    let Ok(expected) = serde_json::from_str::<Value>(text) else {
        panic!("no other parser takes this");
    };
    let root = sources.node(&sources.entry()).map(|node| node.to_json());
    if diagnostics.is_empty() {
        assert_eq!(root.as_ref(), Some(&expected));
    }
});
