//! In: where the Razorpay API is, a key id with its secret, and the id of an invoice.
//! Out: what the invoice is now, or a problem.
//! Guarantee: times are shown as dates, amounts in the smallest unit as the API gives them.

use razorpay_client::Client;
use razorpay_types::CancelInvoiceError;
use stubsmith_runtime::{Secret, Timestamp};

use super::{Problem, headline};

/// Cancels an invoice.
///
/// # Errors
///
/// The URL is not valid, or the call fails.
pub async fn cancel(base_url: &str, key_id: &str, key_secret: Secret, id: &str) -> Result<String, Problem> {
    let razorpay = Client::builder()
        .base_url(base_url)
        .basic_auth(key_id, key_secret)
        .build()?;
    let response = razorpay.invoices().cancel_invoice(id).await;
    let response = response.map_err(|error| Problem::of_call(&error, describe))?;
    let invoice = response.body();
    let currency = invoice.currency.as_deref().unwrap_or_default();
    let mut text = headline(&invoice.id, invoice.status.as_str(), &response);
    text += &format!("\namount: {} {currency}, in the smallest unit", invoice.amount);
    for item in invoice.line_items.iter().flatten() {
        text += &format!("\nitem: {} x {}", item.quantity, item.name);
    }
    let cancelled_at = invoice.cancelled_at.value();
    if let Some(Ok(cancelled_at)) = cancelled_at.map(|seconds| Timestamp::from_second(*seconds)) {
        text += &format!("\ncancelled at: {cancelled_at}");
    }
    Ok(text)
}

fn describe(error: &CancelInvoiceError) -> String {
    let (CancelInvoiceError::BadRequest(body) | CancelInvoiceError::Default(_, body)) = error;
    let details = &body.error;
    match details.field.value() {
        Some(field) => format!("{}, {field}: {}", details.code, details.description),
        None => format!("{}: {}", details.code, details.description),
    }
}
