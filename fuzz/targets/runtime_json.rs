//! JSON from the network: what another parser takes is taken, as the same value, and its text comes back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubsmith_runtime::value::DEPTH_LIMIT;
use stubsmith_runtime::{Direction, Tape, from_json, to_json};

fuzz_target!(|bytes: &[u8]| {
    let expected = serde_json::from_slice::<Value>(bytes);
    let depth = bytes.iter().filter(|byte| matches!(byte, b'[' | b'{')).count();
    let Ok(tape) = Tape::from_json(bytes) else {
        assert!(expected.is_err() || depth >= DEPTH_LIMIT, "refused");
        return;
    };
    let _ = format!("{tape:?}");
    let Ok(expected) = expected else {
        panic!("no other parser takes this");
    };
    if let Ok(value) = from_json::<Value>(bytes, Direction::Request) {
        assert_eq!(value, expected);
        let again = to_json(&value);
        assert_eq!(serde_json::from_slice::<Value>(&again).ok(), Some(value));
    }
});
