//! Generated clients against generated servers over loopback TCP: four real APIs, and the Workshop, a document made for
//! these tests. What a server does next is scripted by the test, so that each status can be had.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share"
)]

mod document;
mod harness;
mod meum;
mod raw;
mod script;
