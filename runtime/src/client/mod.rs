//! In: the description of an API and of its operations, and the values of one call.
//! Out: a request through a transport, and its answer as a typed value or a typed error.
//! Guarantee: emitted code stays thin, since all that does not depend on an operation's types is compiled here once.

mod alternative;
mod body;
mod build_error;
mod call;
mod core;
mod credential;
mod description;
mod draft;
mod error;
mod exchange;
mod forms;
mod outcome;
mod parameter;
mod percent;
mod reqwest_builder;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
mod reqwest_transport;
mod response;
mod signing;
mod streams;
mod styled;
mod transport;
mod undecodable;
mod url;
#[cfg(feature = "xml")]
mod xml;

pub use self::body::BodyWriter;
pub use self::build_error::BuildError;
pub use self::call::{Call, CallFuture};
pub use self::core::{Core, CoreBuilder};
pub use self::credential::Credential;
pub use self::description::{Api, Operation, Scheme, SchemeKind};
pub use self::error::{Error, RequestError, TransportError};
pub use self::parameter::{ParameterList, ParameterText};
pub use self::response::{DecodeFailure, Meta, Outcome, RawResponse, Response};
pub use self::signing::SigningSecrets;
pub use self::transport::{Body, Transport};
pub use self::undecodable::{Undecodable, Unreadable};
pub use crate::box_error::BoxError;
