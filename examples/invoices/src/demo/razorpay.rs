//! In: a transaction on an empty database.
//! Out: a key of one merchant, an invoice of it in each state, and an invoice of another merchant.
//! Guarantee: the ids tell the states.

use razorpay_types::{Invoice, InvoiceStatus};
use rusqlite::Transaction;
use serde_json::json;
use stubsmith_runtime::{Secret, Timestamp};

use super::insert_invoice;
use crate::BoxError;
use crate::database::fingerprint;

/// The user name of the merchant's key.
pub const KEY_ID: &str = "rzp_test_demo";
/// The password of the merchant's key.
pub const KEY_SECRET: &str = "razorpay_demo_secret";

/// What to tell the client after the name of the API.
pub(super) const EXAMPLE: &str = "inv_DemoIssued";

const MERCHANT: &str = "merchant_melaka";
const OTHER_MERCHANT: &str = "merchant_ipoh";

pub(super) fn credentials() -> String {
    format!("user {KEY_ID}, password {KEY_SECRET}")
}

pub(super) fn insert(transaction: &Transaction<'_>) -> Result<(), BoxError> {
    let sql = "INSERT INTO razorpay_keys (id, fingerprint, merchant) VALUES (?1, ?2, ?3)";
    transaction.execute(sql, (KEY_ID, fingerprint(&Secret::from(KEY_SECRET)), MERCHANT))?;
    for (merchant, id, status) in [
        (MERCHANT, "inv_DemoDraft", InvoiceStatus::Draft),
        (MERCHANT, "inv_DemoIssued", InvoiceStatus::Issued),
        (MERCHANT, "inv_DemoPartiallyPaid", InvoiceStatus::PartiallyPaid),
        (MERCHANT, "inv_DemoPaid", InvoiceStatus::Paid),
        (MERCHANT, "inv_DemoCancelled", InvoiceStatus::Cancelled),
        (MERCHANT, "inv_DemoExpired", InvoiceStatus::Expired),
        (MERCHANT, "inv_DemoDeleted", InvoiceStatus::Deleted),
        (OTHER_MERCHANT, "inv_DemoForeign", InvoiceStatus::Issued),
    ] {
        insert_invoice(transaction, ("razorpay", merchant, id), &invoice(id, &status)?)?;
    }
    Ok(())
}

/// From JSON: most members of this API's invoice may be left out, which a struct literal cannot.
fn invoice(id: &str, status: &InvoiceStatus) -> Result<Invoice, BoxError> {
    let now = Timestamp::now().as_second();
    Ok(serde_json::from_value(json!({
        "id": id,
        "entity": "invoice",
        "type": "invoice",
        "invoice_number": "Receipt 1048",
        "customer_id": "cust_Demo",
        "customer_details": { "id": "cust_Demo", "name": "Nur Aisyah", "email": "nur.aisyah@example.com" },
        "line_items": [
            { "id": "li_Demo", "name": "Crate of tea", "type": "invoice", "quantity": 2, "unit_amount": 10000, "amount": 20000 },
        ],
        "status": status,
        "created_at": now,
        "cancelled_at": (*status == InvoiceStatus::Cancelled).then_some(now),
        "paid_at": (*status == InvoiceStatus::Paid).then_some(now),
        "expired_at": (*status == InvoiceStatus::Expired).then_some(now),
        "partial_payment": true,
        "amount": 20000,
        "currency": "MYR",
        "notes": { "leave_at": "the porter's" },
    }))?)
}
