//! A document becomes crates or diagnostics: nothing panics, what comes out parses, and no path leaves its folder.

#![no_main]

use std::path::{Component, Path};

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use stubsmith::Generator;
use stubsmith::diagnostic::Code;
use stubsmith_fuzz::{reading, tree};

/// Larger documents find no more and take longer.
const LARGEST: usize = 8 * 1024;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if bytes.len() > LARGEST {
        return;
    }
    let path = if bytes.first() == Some(&b'{') {
        "document.json"
    } else {
        "document.yaml"
    };
    let (sources, diagnostics) = reading::read(path, text);
    let Ok(name) = "fuzzed".parse() else {
        return;
    };
    let generated = Generator::new(name).threads(1).generate(&sources, diagnostics);
    for diagnostic in generated.diagnostics.iter() {
        assert!(diagnostic.code != Code::Unformattable, "{}", diagnostic.message);
    }
    assert!(generated.diagnostics.has_errors() == generated.crates.is_empty());
    for (path, text) in generated.crates.iter().flat_map(|one| one.files.iter()) {
        let is_inside = Path::new(path)
            .components()
            .all(|it| matches!(it, Component::Normal(_)));
        assert!(is_inside, "{path} is outside");
        if path.ends_with(".rs") {
            assert!(syn::parse_file(text).is_ok(), "{path} is no Rust: {text}");
        } else if path.ends_with(".toml") {
            assert!(text.parse::<toml::Table>().is_ok(), "{path} is no TOML: {text}");
        }
    }
    reading::show(&sources, generated.diagnostics, text);
});

// Most changes to the bytes of JSON give no JSON, so most are made to its tree.
fuzz_mutator!(|bytes: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if seed % 8 != 0
        && let Some(changed) = tree::changed(&bytes[..size], seed)
        && changed.len() <= max_size
    {
        bytes[..changed.len()].copy_from_slice(&changed);
        return changed.len();
    }
    fuzzer_mutate(bytes, size, max_size)
});
