//! A client as emitted code makes it, against services in the same process and servers over loopback TCP.

#![cfg(feature = "client")]

mod answers;
mod emitted;
mod errors;
mod requests;
mod secrets;
mod service;
mod settings;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod tcp;
