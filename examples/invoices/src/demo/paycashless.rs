//! In: a transaction on an empty database.
//! Out: a signing key of one merchant, an invoice of it in each state, and an invoice of another merchant.
//! Guarantee: the ids tell the states.

use std::time::Duration;

use paycashless_types::{Currency, Invoice, InvoiceStatus};
use rusqlite::Transaction;
use stubsmith_runtime::{Maybe, Timestamp};

use super::insert_invoice;
use crate::BoxError;

/// The secret that the merchant signs with.
pub const SECRET: &str = "paycashless_demo_secret";

/// What to tell the client after the name of the API.
pub(super) const EXAMPLE: &str = "inv_demo_open --reason \"Ordered twice.\"";

const MERCHANT: &str = "merchant_lagos";
const OTHER_MERCHANT: &str = "merchant_abuja";

pub(super) fn credentials() -> String {
    format!("signing secret {SECRET}")
}

pub(super) fn insert(transaction: &Transaction<'_>) -> Result<(), BoxError> {
    let sql = "INSERT INTO paycashless_keys (id, secret, merchant) VALUES (?1, ?2, ?3)";
    transaction.execute(sql, ("key_demo", SECRET, MERCHANT))?;
    for (merchant, id, status) in [
        (MERCHANT, "inv_demo_draft", InvoiceStatus::Draft),
        (MERCHANT, "inv_demo_open", InvoiceStatus::Open),
        (MERCHANT, "inv_demo_partially_paid", InvoiceStatus::PartiallyPaid),
        (MERCHANT, "inv_demo_paid", InvoiceStatus::Paid),
        (MERCHANT, "inv_demo_cancelled", InvoiceStatus::Cancelled),
        (OTHER_MERCHANT, "inv_demo_foreign", InvoiceStatus::Open),
    ] {
        insert_invoice(transaction, ("paycashless", merchant, id), &invoice(id, status))?;
    }
    Ok(())
}

fn invoice(id: &str, status: InvoiceStatus) -> Invoice {
    let now = Timestamp::now();
    let amount_paid = match status {
        InvoiceStatus::Paid => 10_750.0,
        InvoiceStatus::PartiallyPaid => 5_000.0,
        _ => 0.0,
    };
    let is_cancelled = status == InvoiceStatus::Cancelled;
    Invoice {
        id: id.to_owned(),
        description: "Repair of two chairs".to_owned(),
        currency: Currency::Ngn,
        max_installments: 3.0,
        number: "INV-0042".to_owned(),
        reference: "order-1048".to_owned(),
        accept_partial_payments: true,
        amount_due: 10_750.0,
        amount_paid,
        amount_overpaid: 0.0,
        amount_remaining: 10_750.0 - amount_paid,
        sub_total: 10_000.0,
        customer_id: "cus_demo".to_owned(),
        send_email: true,
        total_inclusive_tax_amount: 0.0,
        total_exclusive_tax_amount: 750.0,
        cancellation_reason: is_cancelled.then(|| "The customer ordered twice.".to_owned()),
        tax_rate_ids: vec!["txr_demo".to_owned()],
        logo: Maybe::Absent,
        invoice_pdf: None,
        receipt_pdf: None,
        callback_url: None,
        return_url: None,
        metadata: None,
        days_until_due: 14.0,
        due_date: now + Duration::from_hours(14 * 24),
        paid_at: (status == InvoiceStatus::Paid).then_some(now),
        cancelled_at: is_cancelled.then_some(now),
        live_mode: false,
        status,
    }
}
