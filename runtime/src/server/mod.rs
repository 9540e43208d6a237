//! In: the routes of an API and what serves them.
//! Out: [`Server`], and the [`Request`] that emitted handlers take apart.
//! Guarantee: emitted code stays thin, since all that does not depend on the user's service is compiled here once.

mod arriving;
mod authentication;
mod body;
mod content;
mod context;
mod failure;
mod group;
mod items;
mod limits;
#[cfg(feature = "metrics")]
mod metered;
#[cfg(feature = "multipart")]
mod multipart;
mod observed;
mod parameters;
mod percent;
mod problem;
mod rejection;
mod render;
mod request;
pub mod respond;
mod routes;
mod service;
mod signature;
mod streams;
mod styled;
mod violated;
#[cfg(feature = "xml")]
mod xml;

pub use self::authentication::{AccessToken, Attempt, AuthenticateError, Basic, ClientCertificate};
pub use self::context::RequestContext;
pub use self::failure::{Failure, OrInternal};
pub use self::group::{Handler, HandlerFuture};
pub use self::limits::{BODY_LIMIT, BODY_PAUSE, HEADER_LIMIT};
#[cfg(all(test, feature = "client"))]
pub(crate) use self::percent::decode as decode_for_tests;
pub use self::problem::problem;
pub use self::rejection::{Detail, Rejection};
pub use self::request::Request;
pub use self::routes::{Endpoint, Selector, accepts};
pub use self::service::{Envelope, Server};
pub use self::signature::{SigningKey, Verified};
pub use self::violated::{Location, Violated};
#[cfg(feature = "xml")]
pub use self::xml::Accept;
pub use crate::box_error::BoxError;

/// A response to one request.
pub type Response = http::Response<axum::body::Body>;
