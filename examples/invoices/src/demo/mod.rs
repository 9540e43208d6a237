//! In: the database, which may be empty.
//! Out: keys, users and invoices in all states, and a text that tells what to try.
//! Guarantee: nothing is added to a database that has invoices; the keys are public and open nothing else.

pub mod meum;
pub mod paycashless;
pub mod razorpay;
pub mod triport;

use rusqlite::{Connection, Transaction, TransactionBehavior};
use serde::Serialize;

use crate::BoxError;
use crate::database::Database;

impl Database {
    /// Adds the demo data if there are no invoices; tells whether it did.
    ///
    /// # Errors
    ///
    /// The database cannot be read or written.
    pub async fn seed(&self) -> Result<bool, BoxError> {
        self.run(|connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            if !is_empty(&transaction)? {
                return Ok(false);
            }
            meum::insert(&transaction)?;
            paycashless::insert(&transaction)?;
            razorpay::insert(&transaction)?;
            triport::insert(&transaction)?;
            transaction.commit()?;
            Ok(true)
        })
        .await
    }

    /// The demo keys, and the invoices in the states that they are in now.
    ///
    /// # Errors
    ///
    /// The database cannot be read.
    pub async fn demo_text(&self) -> Result<String, BoxError> {
        self.run(|connection| {
            let mut text = String::new();
            let apis = [
                ("meum", meum::credentials(), meum::EXAMPLE),
                ("paycashless", paycashless::credentials(), paycashless::EXAMPLE),
                ("razorpay", razorpay::credentials(), razorpay::EXAMPLE),
                ("triport", triport::credentials(), triport::EXAMPLE),
            ];
            for (api, credentials, _) in &apis {
                text += &format!("{api}: {credentials}\n");
                for line in invoices(connection, api)? {
                    text += &format!("  {line}\n");
                }
            }
            text += "\nTo try in another terminal:\n";
            for (api, _, example) in &apis {
                text += &format!("  cargo run -p invoices -- cancel {api} {example}\n");
            }
            Ok(text)
        })
        .await
    }
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM invoices UNION ALL SELECT 1 FROM triport_invoices)";
    connection.query_row(sql, [], |row| row.get(0))
}

/// A line for each invoice of an API.
fn invoices(connection: &Connection, api: &str) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT id, document ->> 'status', owner FROM invoices WHERE api = ?1 \
               UNION ALL SELECT id, status, user FROM triport_invoices WHERE 'triport' = ?1 ORDER BY 1";
    let mut invoices = connection.prepare(sql)?;
    let lines = invoices.query_map([api], |row| {
        let [id, status, owner]: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
        Ok(format!("{id:<26} {status:<17} {owner}"))
    })?;
    lines.collect()
}

fn insert_invoice(
    transaction: &Transaction<'_>,
    (api, owner, id): (&str, &str, &str),
    invoice: &impl Serialize,
) -> Result<(), BoxError> {
    let sql = "INSERT INTO invoices (api, owner, id, document) VALUES (?1, ?2, ?3, ?4)";
    transaction.execute(sql, (api, owner, id, serde_json::to_string(invoice)?))?;
    Ok(())
}
