//! In: cancellations over the Paycashless client.
//! Out: whether reasons, states, owners and signatures are respected.
//! Guarantee: a refused cancellation is shown to have changed nothing.

use invoices::demo::paycashless::SECRET;
use paycashless_client::{Client, Error, Response};
use paycashless_types::{CancelInvoiceError, CancelInvoiceInput, Invoice, InvoiceStatus};

use super::{Folder, Service, api_error, bounded};

type Outcome = Result<Response<Invoice>, Error<CancelInvoiceError>>;

async fn cancel_as(service: &Service, secret: &str, id: &str, reason: &str) -> Outcome {
    let builder = Client::builder().base_url(service.url("paycashless"));
    let client = builder.request_signature(secret).build().unwrap();
    let body = CancelInvoiceInput {
        cancellation_reason: reason.to_owned(),
    };
    client.invoices().cancel_invoice(id, &body).await
}

async fn cancel(service: &Service, id: &str) -> Outcome {
    cancel_as(service, SECRET, id, "Ordered twice.").await
}

#[tokio::test]
async fn an_unpaid_invoice_is_cancelled_with_its_reason() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for id in ["inv_demo_draft", "inv_demo_open", "inv_demo_partially_paid"] {
            let invoice = cancel(&service, id).await.unwrap().into_body();
            assert_eq!(invoice.id, id);
            assert_eq!(invoice.status, InvoiceStatus::Cancelled);
            assert_eq!(invoice.cancellation_reason.as_deref(), Some("Ordered twice."));
            assert!(invoice.cancelled_at.is_some());
        }
    })
    .await;
}

#[tokio::test]
async fn a_paid_or_cancelled_invoice_is_left_alone() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for (id, status) in [("inv_demo_paid", "paid"), ("inv_demo_cancelled", "cancelled")] {
            let (error, _) = api_error(cancel(&service, id).await);
            let CancelInvoiceError::BadRequest(body) = error else {
                panic!("{error:?}");
            };
            assert_eq!(body.code, "invoice_not_cancellable");
            assert_eq!(body.message, format!("A {status} invoice cannot be cancelled"));
        }
    })
    .await;
}

#[tokio::test]
async fn a_reason_must_say_something() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for reason in ["", " \t\n"] {
            let outcome = cancel_as(&service, SECRET, "inv_demo_open", reason).await;
            let (error, _) = api_error(outcome);
            let CancelInvoiceError::BadRequest(body) = error else {
                panic!("{error:?}");
            };
            assert_eq!(body.code, "blank_reason");
            assert_eq!(body.field.value().map(String::as_str), Some("cancellationReason"));
        }
        cancel(&service, "inv_demo_open").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_foreign_invoice_is_as_unknown_as_a_missing_one() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for id in ["inv_demo_foreign", "inv_demo_missing"] {
            let (error, _) = api_error(cancel(&service, id).await);
            let CancelInvoiceError::NotFound(body) = error else {
                panic!("{error:?}");
            };
            assert_eq!(body.code, "invoice_not_found");
        }
    })
    .await;
}

#[tokio::test]
async fn a_request_must_be_signed_with_a_known_secret() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        let unknown = cancel_as(&service, "unknown", "inv_demo_open", "Ordered twice.").await;
        let (error, _) = api_error(unknown);
        assert!(matches!(error, CancelInvoiceError::Unauthorized(_)), "{error:?}");

        let unsigned = Client::builder().base_url(service.url("paycashless")).build().unwrap();
        let body = CancelInvoiceInput {
            cancellation_reason: "Ordered twice.".to_owned(),
        };
        let (error, _) = api_error(unsigned.invoices().cancel_invoice("inv_demo_open", &body).await);
        assert!(matches!(error, CancelInvoiceError::Unauthorized(_)), "{error:?}");

        cancel(&service, "inv_demo_open").await.unwrap();
    })
    .await;
}
