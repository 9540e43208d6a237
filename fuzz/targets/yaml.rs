//! A text is read as YAML: nothing panics, and each diagnostic and each node has its place in the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stubsmith_fuzz::reading;

fuzz_target!(|text: &str| {
    reading::read("document.yaml", text);
});
