//! In: where an API is, credentials, and the id of an invoice.
//! Out: a text about the cancelled invoice, or a [`Problem`].
//! Guarantee: no text holds a credential.

pub mod meum;
pub mod paycashless;
mod problem;
pub mod razorpay;
pub mod triport;

use stubsmith_runtime::client::Response;

pub use self::problem::Problem;

/// The first line about a success: what was cancelled, and how the server calls the request.
fn headline<S>(id: &str, status: &str, response: &Response<S>) -> String {
    let http = response.status();
    let request_id = response.request_id().unwrap_or("without id");
    format!("{id} is {status} ({http}, request {request_id})")
}
