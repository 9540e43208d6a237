//! A text is read as JSON: as for YAML, and what another parser takes is taken, as the same value.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubsmith_fuzz::reading;

fuzz_target!(|text: &str| {
    let (sources, diagnostics) = reading::read("document.json", text);
    // A byte order mark is taken by us alone; a text that says nothing is no document, rather than no JSON.
    if diagnostics.has_errors() || text.starts_with('\u{feff}') || text.trim().is_empty() {
        return;
    }
    let Ok(expected) = serde_json::from_str::<Value>(text) else {
        panic!("no other parser takes this");
    };
    let root = sources.node(&sources.entry()).map(|node| node.to_json());
    // What is Swagger 2.0 has another tree by now.
    if diagnostics.is_empty() && expected.get("swagger").is_none() {
        assert_eq!(root.as_ref(), Some(&expected));
    }
});
