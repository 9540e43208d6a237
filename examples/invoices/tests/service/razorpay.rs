//! In: cancellations over the Razorpay client.
//! Out: whether states, owners and keys are respected.
//! Guarantee: the description of an error is compared word by word, since callers know it from the real API.

use invoices::demo::razorpay::{KEY_ID, KEY_SECRET};
use razorpay_client::{Client, Error, Response};
use razorpay_types::{CancelInvoiceError, ErrorCode, Invoice, InvoiceStatus};

use super::{Folder, Service, api_error, bounded};

type Outcome = Result<Response<Invoice>, Error<CancelInvoiceError>>;

async fn cancel_as(service: &Service, (key_id, secret): (&str, &str), id: &str) -> Outcome {
    let builder = Client::builder().base_url(service.url("razorpay"));
    let client = builder.basic_auth(key_id, secret).build().unwrap();
    client.invoices().cancel_invoice(id).await
}

async fn cancel(service: &Service, id: &str) -> Outcome {
    cancel_as(service, (KEY_ID, KEY_SECRET), id).await
}

async fn refusal(service: &Service, id: &str) -> String {
    let (error, _) = api_error(cancel(service, id).await);
    let CancelInvoiceError::BadRequest(body) = error else {
        panic!("{error:?}");
    };
    assert_eq!(body.error.code, ErrorCode::BadRequestError);
    body.error.description
}

#[tokio::test]
async fn an_unpaid_invoice_is_cancelled() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for id in ["inv_DemoDraft", "inv_DemoIssued", "inv_DemoPartiallyPaid"] {
            let invoice = cancel(&service, id).await.unwrap().into_body();
            assert_eq!(invoice.id, id);
            assert_eq!(invoice.status, InvoiceStatus::Cancelled);
            assert!(invoice.cancelled_at.value() >= invoice.created_at.as_ref());
            assert_eq!(invoice.line_items.unwrap().len(), 1);
        }
    })
    .await;
}

#[tokio::test]
async fn an_invoice_in_a_final_state_is_left_alone() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for (id, status) in [
            ("inv_DemoPaid", "paid"),
            ("inv_DemoCancelled", "cancelled"),
            ("inv_DemoExpired", "expired"),
            ("inv_DemoDeleted", "deleted"),
        ] {
            let expected = format!("Operation not allowed for Invoice in {status} status.");
            assert_eq!(refusal(&service, id).await, expected);
        }
    })
    .await;
}

#[tokio::test]
async fn a_foreign_invoice_is_as_unknown_as_a_missing_one() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for id in ["inv_DemoForeign", "inv_DemoMissing"] {
            assert_eq!(refusal(&service, id).await, "The id provided does not exist");
        }
    })
    .await;
}

#[tokio::test]
async fn a_key_needs_its_own_secret() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for key in [(KEY_ID, "wrong"), ("rzp_test_unknown", KEY_SECRET)] {
            unauthenticated(cancel_as(&service, key, "inv_DemoIssued").await);
        }
        let anonymous = Client::builder().base_url(service.url("razorpay")).build().unwrap();
        unauthenticated(anonymous.invoices().cancel_invoice("inv_DemoIssued").await);
        cancel(&service, "inv_DemoIssued").await.unwrap();
    })
    .await;
}

fn unauthenticated(outcome: Outcome) {
    let (error, _) = api_error(outcome);
    let CancelInvoiceError::Default(status, body) = error else {
        panic!("{error:?}");
    };
    assert_eq!(status.get(), 401);
    assert_eq!(body.error.code, ErrorCode::BadRequestError);
}
