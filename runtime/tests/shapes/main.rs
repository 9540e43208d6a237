//! What emitted types of every shape do. The sources beside this file are the generator's: `codegen/tests/emit_types`
//! writes them.
#![allow(clippy::panic, clippy::unwrap_used, reason = "functions that tests share")]
#![allow(dead_code, deprecated, unreachable_pub, unused_imports)]

#[rustfmt::skip]
mod schemas;
mod behaviour;
