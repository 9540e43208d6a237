//! A client as emitted code makes it, against services in the same process and servers over loopback TCP.

#![cfg(feature = "client")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "functions that tests share"
)]

mod answers;
mod emitted;
mod errors;
mod requests;
mod secrets;
mod service;
mod settings;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tcp;
