//! In: where the Paycashless API is, a signing secret, the id of an invoice, and a reason.
//! Out: what the invoice is now, or a problem.
//! Guarantee: the secret signs the request and is not sent.

use paycashless_client::Client;
use paycashless_types::{CancelInvoiceError, CancelInvoiceInput};
use stubsmith_runtime::Secret;

use super::{Problem, headline};

/// Cancels an invoice for a reason.
///
/// # Errors
///
/// The URL is not valid, or the call fails.
pub async fn cancel(base_url: &str, secret: Secret, id: &str, reason: &str) -> Result<String, Problem> {
    let paycashless = Client::builder().base_url(base_url).request_signature(secret).build()?;
    let body = CancelInvoiceInput {
        cancellation_reason: reason.to_owned(),
    };
    let response = paycashless.invoices().cancel_invoice(id, &body).await;
    let response = response.map_err(|error| Problem::of_call(&error, describe))?;
    let invoice = response.body();
    let mut text = headline(&invoice.id, invoice.status.as_str(), &response);
    text += &format!("\namount due: {} {}", invoice.amount_due, invoice.currency);
    if let Some(reason) = &invoice.cancellation_reason {
        text += &format!("\nreason: {reason}");
    }
    if let Some(cancelled_at) = invoice.cancelled_at {
        text += &format!("\ncancelled at: {cancelled_at}");
    }
    Ok(text)
}

fn describe(error: &CancelInvoiceError) -> String {
    let (CancelInvoiceError::BadRequest(body)
    | CancelInvoiceError::Unauthorized(body)
    | CancelInvoiceError::NotFound(body)
    | CancelInvoiceError::Default(_, body)) = error;
    match body.field.value() {
        Some(field) => format!("{}, {field}: {}", body.code, body.message),
        None => format!("{}: {}", body.code, body.message),
    }
}
