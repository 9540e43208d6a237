//! In: where the Triport API is, a session, and the id of an invoice.
//! Out: that the invoice is cancelled, or a problem.
//! Guarantee: programs can tell success by the status alone, as the API wants it.

use stubsmith_runtime::Secret;
use triport_client::Client;
use triport_types::{CancelInvoiceError, InvoiceId};

use super::{Problem, headline};

/// Cancels an invoice.
///
/// # Errors
///
/// The id or the URL is not valid, or the call fails.
pub async fn cancel(base_url: &str, session: Secret, id: &str) -> Result<String, Problem> {
    let id: InvoiceId = id
        .parse()
        .map_err(|violation| Problem::new(format!("the id {violation}")))?;
    let triport = Client::builder().base_url(base_url).session_cookie(session).build()?;
    let response = triport.billing().cancel_invoice(&id).await;
    let response = response.map_err(|error| Problem::of_call(&error, describe))?;
    Ok(headline(id.as_str(), "cancelled", &response))
}

fn describe(error: &CancelInvoiceError) -> String {
    match error {
        CancelInvoiceError::Unauthorized(body) => format!("the session is not valid: {}", body.error),
        CancelInvoiceError::NotFound(body) | CancelInvoiceError::Default(_, body) => body.error.clone(),
    }
}
