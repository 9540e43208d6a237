//! What crates emitted by Stubsmith link to.

#[cfg(feature = "client")]
pub mod client;
pub mod pattern;
#[cfg(feature = "server")]
pub mod server;
#[cfg(any(feature = "client", feature = "server"))]
pub mod signature;

pub use fluent_uri;
pub use http;
pub use jiff;
pub use serde;
pub use serde_json;
pub use uuid;
