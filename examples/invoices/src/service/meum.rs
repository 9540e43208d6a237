//! In: requests of the Meum API, already checked against its document.
//! Out: invoices, and the errors that the document declares.
//! Guarantee: only an open invoice is cancelled, by its own store, with a key that is not WooCommerce's.

use meum_server::{
    Authenticate, AuthenticateError, CancelInvoiceRequest, Credentials, Failure, Invoices, OrInternal as _,
    RequestContext,
};
use meum_types::{CancelInvoiceError, ErrorType, InvoiceStatus, PublicApiError, PublicApiErrorDetails, PublicInvoice};
use stubsmith_runtime::{Maybe, Timestamp};

use crate::database::{Change, Database, InvoiceKey, fingerprint};

/// The Meum API.
#[derive(Clone, Debug)]
pub struct Meum {
    database: Database,
}

/// Who calls: a store, by one of its keys.
#[derive(Clone, Debug)]
pub struct StoreKey {
    store: String,
    is_woocommerce: bool,
}

impl Meum {
    /// The API over `database`.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

impl Authenticate for Meum {
    type Principal = StoreKey;

    async fn authenticate(
        &self,
        credentials: Credentials,
        _context: &RequestContext,
    ) -> Result<StoreKey, AuthenticateError> {
        let Credentials::BearerAuth(key) = credentials;
        if !key.expose().starts_with("sk_live_") {
            return Err(AuthenticateError::Unauthenticated);
        }
        let sql = "SELECT store, is_woocommerce FROM meum_keys WHERE fingerprint = ?1";
        let found = self.database.find(sql, [fingerprint(&key)], |row| {
            Ok(StoreKey {
                store: row.get(0)?,
                is_woocommerce: row.get(1)?,
            })
        });
        let found = found.await.map_err(AuthenticateError::Internal)?;
        found.ok_or(AuthenticateError::Unauthenticated)
    }
}

impl Invoices for Meum {
    async fn cancel_invoice(
        &self,
        key: StoreKey,
        request: CancelInvoiceRequest,
    ) -> Result<PublicInvoice, Failure<CancelInvoiceError>> {
        let context = &request.context;
        if key.is_woocommerce {
            let message = "A WooCommerce key cannot cancel invoices";
            let body = error(context, ErrorType::PermissionError, "woocommerce_key", message);
            return Err(CancelInvoiceError::Forbidden(body).into());
        }
        let invoice = InvoiceKey {
            api: "meum",
            owner: key.store,
            id: request.id.into_inner(),
        };
        match self.database.change_invoice(invoice, close).await.or_internal()? {
            Change::Done(invoice) => Ok(invoice),
            Change::Refused(status) => {
                let message = format!("Only an open invoice can be cancelled; this one is {status}");
                let body = error(context, ErrorType::InvalidRequest, "invoice_not_open", message);
                Err(CancelInvoiceError::BadRequest(body).into())
            }
            Change::NotFound => {
                let body = error(context, ErrorType::NotFound, "invoice_not_found", "Invoice not found");
                Err(CancelInvoiceError::NotFound(body).into())
            }
        }
    }
}

fn close(invoice: PublicInvoice) -> Result<PublicInvoice, String> {
    use InvoiceStatus::{AwaitingPayment, Cancelled, Pending, Quoted};
    match invoice.status {
        Some(Pending | Quoted | AwaitingPayment) => Ok(PublicInvoice {
            status: Some(Cancelled),
            checkout_url: Maybe::Null,
            updated_at: Some(Timestamp::now()),
            ..invoice
        }),
        Some(status) => Err(status.to_string()),
        None => Err("in no state".to_owned()),
    }
}

fn error(context: &RequestContext, r#type: ErrorType, code: &str, message: impl Into<String>) -> Box<PublicApiError> {
    Box::new(PublicApiError {
        error: PublicApiErrorDetails {
            r#type,
            code: code.to_owned(),
            message: message.into(),
            param: None,
            request_id: context.request_id().to_owned(),
        },
    })
}
