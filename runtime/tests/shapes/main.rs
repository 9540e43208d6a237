//! What emitted types of every shape do. The sources beside this file are the generator's: `codegen/tests/emit_types`
//! writes them.
#![allow(clippy::panic, clippy::unwrap_used, reason = "functions that tests share")]
#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]
#![allow(dead_code, deprecated, unreachable_pub, unused_imports)]

#[rustfmt::skip]
mod schemas;
mod behaviour;
