//! Generated clients against generated servers over loopback TCP: four real APIs, and the Workshop, a document made for
//! these tests. What a server does next is scripted by the test, so that each status can be had.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "functions that tests share"
)]

mod answers;
mod atelier;
mod courier;
mod depot;
mod document;
mod foreign;
mod foundry;
mod gatehouse;
mod harbour;
mod harness;
#[path = "../malformed/mod.rs"]
mod malformed;
mod meum;
mod mock;
mod mounting;
mod newsroom;
mod obstacles;
mod outpost;
mod paycashless;
mod raw;
mod razorpay;
mod script;
mod secrets;
mod triport;
mod workshop;
