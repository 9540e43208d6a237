//! In: which invoice is meant, and how it should change.
//! Out: the changed invoice, or why there is none.
//! Guarantee: between reading an invoice and writing it, nobody else writes: of two equal changes one sees the other.

use rusqlite::{OptionalExtension as _, Transaction, TransactionBehavior};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Database;
use crate::BoxError;

/// One invoice of one owner in one API.
#[derive(Clone, Debug)]
pub struct InvoiceKey {
    /// The API's name.
    pub api: &'static str,
    /// The store or merchant that it must belong to.
    pub owner: String,
    /// Its id.
    pub id: String,
}

/// What became of a change.
#[derive(Debug)]
pub enum Change<T> {
    /// The invoice as it is now.
    Done(T),
    /// The invoice is as it was; this status of it does not allow the change.
    Refused(String),
    /// The owner has no such invoice.
    NotFound,
}

impl Database {
    /// Changes an invoice, unless `change` refuses by returning the invoice's status.
    pub(crate) async fn change_invoice<T>(
        &self,
        key: InvoiceKey,
        change: impl FnOnce(T) -> Result<T, String> + Send + 'static,
    ) -> Result<Change<T>, BoxError>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.run(move |connection| {
            // `Immediate` takes the lock for writing before reading, also against other processes.
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let Some(document) = find(&transaction, &key)? else {
                return Ok(Change::NotFound);
            };
            let invoice = match change(serde_json::from_str(&document)?) {
                Ok(invoice) => invoice,
                Err(status) => return Ok(Change::Refused(status)),
            };
            transaction.execute(
                "UPDATE invoices SET document = ?1 WHERE api = ?2 AND id = ?3",
                (serde_json::to_string(&invoice)?, key.api, &key.id),
            )?;
            transaction.commit()?;
            Ok(Change::Done(invoice))
        })
        .await
    }
}

fn find(transaction: &Transaction<'_>, key: &InvoiceKey) -> rusqlite::Result<Option<String>> {
    transaction
        .query_row(
            "SELECT document FROM invoices WHERE api = ?1 AND id = ?2 AND owner = ?3",
            (key.api, &key.id, &key.owner),
            |row| row.get(0),
        )
        .optional()
}

#[cfg(test)]
mod tests {
    use std::thread::sleep;
    use std::time::Duration;

    use serde_json::{Value, json};
    use tokio::sync::oneshot;

    use super::*;

    fn cancel(invoice: Value) -> Result<Value, String> {
        match invoice["status"].as_str().unwrap() {
            "open" => Ok(json!({ "status": "cancelled" })),
            status => Err(status.to_owned()),
        }
    }

    #[tokio::test]
    async fn of_two_changes_at_a_time_one_sees_the_other() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("invoices.db");
        let [first, second] = [
            Database::open(&file).await.unwrap(),
            Database::open(&file).await.unwrap(),
        ];
        first.seed().await.unwrap();
        let key = InvoiceKey {
            api: "paycashless",
            owner: "merchant_lagos".to_owned(),
            id: "inv_demo_open".to_owned(),
        };

        let (begin, begun) = oneshot::channel();
        let slow = first.change_invoice(key.clone(), |invoice| {
            begin.send(()).unwrap();
            sleep(Duration::from_millis(300));
            cancel(invoice)
        });
        let later = async {
            begun.await.unwrap();
            second.change_invoice(key, cancel).await
        };
        let (slow, later) = tokio::join!(slow, later);
        assert!(matches!(slow.unwrap(), Change::Done(_)));
        assert!(matches!(later.unwrap(), Change::Refused(status) if status == "cancelled"));
    }
}
