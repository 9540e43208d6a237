//! In: requests of the Razorpay Curlec API, already checked against its document.
//! Out: invoices, and the errors that the document declares.
//! Guarantee: an invoice is cancelled by its own merchant, and never from one of its final states.

use razorpay_server::{
    Authenticate, AuthenticateError, CancelInvoiceRequest, Credentials, Failure, Invoices, OrInternal as _,
    RequestContext,
};
use razorpay_types::{CancelInvoiceError, ErrorCode, ErrorDetails, ErrorResponse, Invoice, InvoiceStatus};
use stubsmith_runtime::{Maybe, Timestamp};

use crate::database::{Change, Database, InvoiceKey, fingerprint};

/// The Razorpay Curlec API.
#[derive(Clone, Debug)]
pub struct Razorpay {
    database: Database,
}

/// Who calls: the merchant that the key belongs to.
#[derive(Clone, Debug)]
pub struct RazorpayMerchant(String);

impl Razorpay {
    /// The API over `database`.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

impl Authenticate for Razorpay {
    type Principal = RazorpayMerchant;

    async fn authenticate(
        &self,
        credentials: Credentials,
        _context: &RequestContext,
    ) -> Result<RazorpayMerchant, AuthenticateError> {
        let Credentials::BasicAuth(basic) = credentials;
        let sql = "SELECT merchant FROM razorpay_keys WHERE id = ?1 AND fingerprint = ?2";
        let key = (basic.username, fingerprint(&basic.password));
        let found = self.database.find(sql, key, |row| row.get(0));
        let merchant = found.await.map_err(AuthenticateError::Internal)?;
        merchant.map(RazorpayMerchant).ok_or(AuthenticateError::Unauthenticated)
    }
}

impl Invoices for Razorpay {
    async fn cancel_invoice(
        &self,
        RazorpayMerchant(owner): RazorpayMerchant,
        request: CancelInvoiceRequest,
    ) -> Result<Invoice, Failure<CancelInvoiceError>> {
        let key = InvoiceKey {
            api: "razorpay",
            owner,
            id: request.id,
        };
        let description = match self.database.change_invoice(key, cancelled).await.or_internal()? {
            Change::Done(invoice) => return Ok(invoice),
            Change::Refused(status) => format!("Operation not allowed for Invoice in {status} status."),
            // The document declares no 404: what is wrong with a request is a 400.
            Change::NotFound => "The id provided does not exist".to_owned(),
        };
        Err(CancelInvoiceError::BadRequest(Box::new(bad_request(description))).into())
    }
}

fn cancelled(invoice: Invoice) -> Result<Invoice, String> {
    use InvoiceStatus::{Cancelled, Draft, Issued, PartiallyPaid};
    match invoice.status {
        Draft | Issued | PartiallyPaid => Ok(Invoice {
            status: Cancelled,
            cancelled_at: Timestamp::now().as_second().into(),
            ..invoice
        }),
        status => Err(status.to_string()),
    }
}

fn bad_request(description: String) -> ErrorResponse {
    ErrorResponse {
        error: ErrorDetails {
            code: ErrorCode::BadRequestError,
            description,
            field: Maybe::Absent,
            source: Maybe::Absent,
            step: Maybe::Absent,
            reason: Maybe::Absent,
            metadata: Maybe::Absent,
        },
    }
}
