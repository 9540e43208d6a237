//! In: requests of the Triport API, with the cookie of a session.
//! Out: nothing on success, and the errors that the document declares.
//! Guarantee: only a pending invoice of the session's user is cancelled; all other invoices look as if there were none.

use stubsmith_runtime::Timestamp;
use triport_server::{
    Authenticate, AuthenticateError, Billing, CancelInvoiceRequest, Credentials, Failure, OrInternal as _,
    RequestContext,
};
use triport_types::{CancelInvoiceError, Error};

use crate::database::{Database, fingerprint};

/// The Triport API.
#[derive(Clone, Debug)]
pub struct Triport {
    database: Database,
}

/// Who calls: the user who is logged in.
#[derive(Clone, Debug)]
pub struct TriportUser(String);

impl Triport {
    /// The API over `database`.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

impl Authenticate for Triport {
    type Principal = TriportUser;

    async fn authenticate(
        &self,
        credentials: Credentials,
        _context: &RequestContext,
    ) -> Result<TriportUser, AuthenticateError> {
        let Credentials::SessionCookie(session) = credentials;
        let sql = "SELECT user FROM triport_sessions WHERE fingerprint = ?1 AND expires_at > ?2";
        let session = (fingerprint(&session), Timestamp::now().as_second());
        let found = self.database.find(sql, session, |row| row.get(0));
        let user = found.await.map_err(AuthenticateError::Internal)?;
        user.map(TriportUser).ok_or(AuthenticateError::Unauthenticated)
    }
}

impl Billing for Triport {
    async fn cancel_invoice(
        &self,
        TriportUser(user): TriportUser,
        request: CancelInvoiceRequest,
    ) -> Result<(), Failure<CancelInvoiceError>> {
        let id = request.id.into_inner();
        let cancel = self.database.run(move |connection| {
            let sql = "UPDATE triport_invoices SET status = 'cancelled' \
                       WHERE id = ?1 AND user = ?2 AND status = 'pending'";
            Ok(connection.execute(sql, [id, user])?)
        });
        match cancel.await.or_internal()? {
            0 => {
                let error = "not found or not pending".to_owned();
                Err(CancelInvoiceError::NotFound(Box::new(Error { error })).into())
            }
            _ => Ok(()),
        }
    }
}
