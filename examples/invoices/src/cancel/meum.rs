//! In: where the Meum API is, a key, and the id of an invoice.
//! Out: what the invoice is now, or a problem.
//! Guarantee: an id that the API would not accept is not sent.

use meum_client::Client;
use meum_types::{CancelInvoiceError, InvoiceId, InvoiceStatus};
use stubsmith_runtime::Secret;

use super::{Problem, headline};

/// Cancels an invoice.
///
/// # Errors
///
/// The id or the URL is not valid, or the call fails.
pub async fn cancel(base_url: &str, key: Secret, id: &str) -> Result<String, Problem> {
    let id: InvoiceId = id
        .parse()
        .map_err(|violation| Problem::new(format!("the id {violation}")))?;
    let meum = Client::builder().base_url(base_url).bearer_auth(key).build()?;
    let response = meum.invoices().cancel_invoice(&id).await;
    let response = response.map_err(|error| Problem::of_call(&error, describe))?;
    let invoice = response.body();
    let status = invoice.status.as_ref().map_or("in no state", InvoiceStatus::as_str);
    let mut text = headline(id.as_str(), status, &response);
    if let (Some(amount), Some(currency)) = (&invoice.amount, &invoice.currency) {
        text += &format!("\namount: {amount} {currency}");
    }
    if let Some(updated_at) = invoice.updated_at {
        text += &format!("\nupdated at: {updated_at}");
    }
    Ok(text)
}

fn describe(error: &CancelInvoiceError) -> String {
    let (CancelInvoiceError::BadRequest(body)
    | CancelInvoiceError::Forbidden(body)
    | CancelInvoiceError::NotFound(body)
    | CancelInvoiceError::Default(_, body)) = error;
    let details = &body.error;
    match &details.param {
        Some(param) => format!("{}, {param}: {}", details.code, details.message),
        None => format!("{}: {}", details.code, details.message),
    }
}
