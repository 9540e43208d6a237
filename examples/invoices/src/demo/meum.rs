//! In: a transaction on an empty database.
//! Out: two keys of one store, an invoice of it in each state, and an invoice of another store.
//! Guarantee: the first invoice can be cancelled.

use std::time::Duration;

use meum_types::{InvoiceId, InvoiceStatus, PublicInvoice};
use rusqlite::Transaction;
use stubsmith_runtime::{Maybe, Secret, Timestamp, Uri};

use super::insert_invoice;
use crate::BoxError;
use crate::database::fingerprint;

/// A key of the store.
pub const KEY: &str = "sk_live_demo";
/// A key of the same store that was issued for WooCommerce.
pub const WOOCOMMERCE_KEY: &str = "sk_live_demo_woocommerce";

/// What to tell the client after the name of the API.
pub(super) const EXAMPLE: &str = "inv_00000000000000000001";

const STORE: &str = "store_lisbon";
const OTHER_STORE: &str = "store_porto";

pub(super) fn credentials() -> String {
    format!("bearer key {KEY}, and {WOOCOMMERCE_KEY} of WooCommerce")
}

pub(super) fn insert(transaction: &Transaction<'_>) -> Result<(), BoxError> {
    for (key, is_woocommerce) in [(KEY, false), (WOOCOMMERCE_KEY, true)] {
        let sql = "INSERT INTO meum_keys (fingerprint, store, is_woocommerce) VALUES (?1, ?2, ?3)";
        transaction.execute(sql, (fingerprint(&Secret::from(key)), STORE, is_woocommerce))?;
    }
    let invoices = [
        (STORE, InvoiceStatus::AwaitingPayment),
        (STORE, InvoiceStatus::Pending),
        (STORE, InvoiceStatus::Quoted),
        (STORE, InvoiceStatus::Paid),
        (STORE, InvoiceStatus::Underpaid),
        (STORE, InvoiceStatus::Expired),
        (STORE, InvoiceStatus::Failed),
        (STORE, InvoiceStatus::Refunded),
        (STORE, InvoiceStatus::Cancelled),
        (OTHER_STORE, InvoiceStatus::Pending),
    ];
    for (number, (store, status)) in (1..).zip(invoices) {
        let id = format!("inv_{number:020}");
        insert_invoice(transaction, ("meum", store, &id), &invoice(&id, number, status)?)?;
    }
    Ok(())
}

fn invoice(id: &str, number: i32, status: InvoiceStatus) -> Result<PublicInvoice, BoxError> {
    let now = Timestamp::now();
    let checkout: Uri = format!("https://pay.meum.example/{id}").parse()?;
    let is_paid = status == InvoiceStatus::Paid;
    Ok(PublicInvoice {
        id: Some(InvoiceId::try_from(id)?),
        external_order_id: Some(format!("order_demo_{number}")),
        amount: Some("100.00".to_owned()),
        currency: Some("USD".to_owned()),
        paid_amount: if is_paid {
            "100.00".to_owned().into()
        } else {
            Maybe::Null
        },
        output_asset: Some("USDC".to_owned()),
        checkout_url: if is_paid { Maybe::Null } else { checkout.into() },
        created_at: Some(now),
        updated_at: Some(now),
        paid_at: if is_paid { now.into() } else { Maybe::Null },
        expires_at: Some(now + Duration::from_hours(24)),
        status: Some(status),
        ..PublicInvoice::default()
    })
}
