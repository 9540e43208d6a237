//! In: requests of the Paycashless API, their signatures verified, their bodies read.
//! Out: invoices, and the errors that the document declares.
//! Guarantee: an invoice is cancelled for a stated reason, by its own merchant, unless it is paid or cancelled already.

use paycashless_server::{
    Authenticate, AuthenticateError, CancelInvoiceRequest, Credentials, Failure, Invoices, OrInternal as _,
    RequestContext,
};
use paycashless_types::{ApiError, CancelInvoiceError, Invoice, InvoiceStatus};
use stubsmith_runtime::server::SigningKey;
use stubsmith_runtime::{Maybe, Secret, Timestamp};

use crate::BoxError;
use crate::database::{Change, Database, InvoiceKey};

/// The Paycashless API.
#[derive(Clone, Debug)]
pub struct Paycashless {
    database: Database,
}

/// Who calls: the merchant whose secret signed the request.
#[derive(Clone, Debug)]
pub struct PaycashlessMerchant(String);

impl Paycashless {
    /// The API over `database`.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

impl Authenticate for Paycashless {
    type Principal = PaycashlessMerchant;

    async fn authenticate(
        &self,
        credentials: Credentials,
        _context: &RequestContext,
    ) -> Result<PaycashlessMerchant, AuthenticateError> {
        let Credentials::RequestSignature(verified) = credentials;
        let sql = "SELECT merchant FROM paycashless_keys WHERE id = ?1";
        let found = self.database.find(sql, [verified.key_id], |row| row.get(0));
        let merchant = found.await.map_err(AuthenticateError::Internal)?;
        merchant
            .map(PaycashlessMerchant)
            .ok_or(AuthenticateError::Unauthenticated)
    }

    async fn request_signature_keys(&self) -> Result<Vec<SigningKey>, BoxError> {
        self.database
            .run(|connection| {
                let mut keys = connection.prepare("SELECT id, secret FROM paycashless_keys")?;
                let keys = keys.query_map([], |row| {
                    Ok(SigningKey {
                        id: row.get(0)?,
                        secret: Secret::new(row.get::<_, String>(1)?),
                    })
                })?;
                Ok(keys.collect::<Result<_, _>>()?)
            })
            .await
    }
}

impl Invoices for Paycashless {
    async fn cancel_invoice(
        &self,
        PaycashlessMerchant(owner): PaycashlessMerchant,
        request: CancelInvoiceRequest,
    ) -> Result<Invoice, Failure<CancelInvoiceError>> {
        let reason = request.body.cancellation_reason;
        if reason.trim().is_empty() {
            let body = ApiError {
                field: "cancellationReason".to_owned().into(),
                ..error("blank_reason", "Say why the invoice is cancelled")
            };
            return Err(CancelInvoiceError::BadRequest(Box::new(body)).into());
        }
        let key = InvoiceKey {
            api: "paycashless",
            owner,
            id: request.id,
        };
        let cancel = move |invoice| cancelled(invoice, reason);
        match self.database.change_invoice(key, cancel).await.or_internal()? {
            Change::Done(invoice) => Ok(invoice),
            Change::Refused(status) => {
                let message = format!("A {status} invoice cannot be cancelled");
                let body = error("invoice_not_cancellable", message);
                Err(CancelInvoiceError::BadRequest(Box::new(body)).into())
            }
            Change::NotFound => {
                let body = error("invoice_not_found", "There is no such invoice");
                Err(CancelInvoiceError::NotFound(Box::new(body)).into())
            }
        }
    }
}

fn cancelled(invoice: Invoice, reason: String) -> Result<Invoice, String> {
    use InvoiceStatus::{Cancelled, Draft, Open, PartiallyPaid};
    match invoice.status {
        Draft | Open | PartiallyPaid => Ok(Invoice {
            status: Cancelled,
            cancellation_reason: Some(reason),
            cancelled_at: Some(Timestamp::now()),
            ..invoice
        }),
        status => Err(status.to_string()),
    }
}

fn error(code: &str, message: impl Into<String>) -> ApiError {
    ApiError {
        code: code.to_owned(),
        message: message.into(),
        field: Maybe::Absent,
    }
}
