//! In: a transaction on an empty database.
//! Out: a session that is valid and one that is over, an invoice of the user in each state, and one of another user.
//! Guarantee: the ids tell the states.

use std::time::Duration;

use rusqlite::Transaction;
use stubsmith_runtime::{Secret, Timestamp};

use crate::BoxError;
use crate::database::fingerprint;

/// A session of the user.
pub const SESSION: &str = "triport_demo_session";
/// A session of the user that is over.
pub const EXPIRED_SESSION: &str = "triport_demo_expired";

/// What to tell the client after the name of the API.
pub(super) const EXAMPLE: &str = "inv_demo_pending";

const USER: &str = "user_ada";
const OTHER_USER: &str = "user_grace";

pub(super) fn credentials() -> String {
    format!("cookie nl_session={SESSION}, and {EXPIRED_SESSION}, which has expired")
}

pub(super) fn insert(transaction: &Transaction<'_>) -> Result<(), BoxError> {
    let now = Timestamp::now();
    let year = Duration::from_hours(365 * 24);
    for (session, expires_at) in [(SESSION, now + year), (EXPIRED_SESSION, now - year)] {
        let sql = "INSERT INTO triport_sessions (fingerprint, user, expires_at) VALUES (?1, ?2, ?3)";
        transaction.execute(sql, (fingerprint(&Secret::from(session)), USER, expires_at.as_second()))?;
    }
    for (user, id, status) in [
        (USER, "inv_demo_pending", "pending"),
        (USER, "inv_demo_paid", "paid"),
        (USER, "inv_demo_expired", "expired"),
        (USER, "inv_demo_cancelled", "cancelled"),
        (OTHER_USER, "inv_demo_foreign", "pending"),
    ] {
        let sql = "INSERT INTO triport_invoices (id, user, status) VALUES (?1, ?2, ?3)";
        transaction.execute(sql, [id, user, status])?;
    }
    Ok(())
}
