//! In: cancellations over the Meum client.
//! Out: whether states, owners and keys are respected.
//! Guarantee: errors are looked at as a whole: variant, type, code and request id.

use invoices::demo::meum::{KEY, WOOCOMMERCE_KEY};
use meum_client::{Client, Error, Response};
use meum_types::{CancelInvoiceError, ErrorType, InvoiceId, InvoiceStatus, PublicInvoice};
use sha2::{Digest as _, Sha256};
use stubsmith_runtime::Maybe;

use super::{Folder, Service, api_error, bounded};

type Outcome = Result<Response<PublicInvoice>, Error<CancelInvoiceError>>;

fn client(service: &Service, key: &str) -> Client {
    let builder = Client::builder().base_url(service.url("meum"));
    builder.bearer_auth(key).build().unwrap()
}

fn id(number: i32) -> InvoiceId {
    format!("inv_{number:020}").parse().unwrap()
}

async fn cancel(service: &Service, key: &str, number: i32) -> Outcome {
    client(service, key).invoices().cancel_invoice(&id(number)).await
}

#[tokio::test]
async fn an_open_invoice_is_cancelled() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for number in 1..=3 {
            let response = cancel(&service, KEY, number).await.unwrap();
            assert!(response.request_id().unwrap().starts_with("req_"));
            let invoice = response.into_body();
            assert_eq!(invoice.id, Some(id(number)));
            assert_eq!(invoice.status, Some(InvoiceStatus::Cancelled));
            assert_eq!(invoice.checkout_url, Maybe::Null);
            assert!(invoice.updated_at > invoice.created_at);
            let (error, _) = api_error(cancel(&service, KEY, number).await);
            assert!(matches!(error, CancelInvoiceError::BadRequest(_)), "{error:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn an_invoice_that_is_not_open_is_left_alone() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        let states = ["paid", "underpaid", "expired", "failed", "refunded", "cancelled"];
        for (number, status) in (4..).zip(states) {
            let (error, meta) = api_error(cancel(&service, KEY, number).await);
            let CancelInvoiceError::BadRequest(body) = error else {
                panic!("{error:?}");
            };
            assert_eq!(body.error.r#type, ErrorType::InvalidRequest);
            assert_eq!(body.error.code, "invoice_not_open");
            assert!(body.error.message.ends_with(status), "{}", body.error.message);
            assert_eq!(Some(body.error.request_id.as_str()), meta.request_id());
        }
    })
    .await;
}

#[tokio::test]
async fn a_foreign_invoice_is_as_unknown_as_a_missing_one() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        let meum = client(&service, KEY);
        let foreign = id(10);
        let of_no_invoice: InvoiceId = "txn_00000000000000000001".parse().unwrap();
        for id in [&foreign, &id(11), &of_no_invoice] {
            let call = meum.invoices().cancel_invoice(id).header("x-request-id", "mine-1");
            let (error, _) = api_error(call.await);
            let CancelInvoiceError::NotFound(body) = error else {
                panic!("{error:?}");
            };
            assert_eq!(body.error.r#type, ErrorType::NotFound);
            assert_eq!(body.error.code, "invoice_not_found");
            assert_eq!(body.error.request_id, "mine-1");
        }
    })
    .await;
}

#[tokio::test]
async fn a_woocommerce_key_cancels_nothing() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        let (error, meta) = api_error(cancel(&service, WOOCOMMERCE_KEY, 1).await);
        let CancelInvoiceError::Forbidden(body) = error else {
            panic!("{error:?}");
        };
        assert_eq!(body.error.r#type, ErrorType::PermissionError);
        assert_eq!(Some(body.error.request_id.as_str()), meta.request_id());
        cancel(&service, KEY, 1).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_key_must_be_known_and_begin_as_keys_do() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        let known = "sk_test_known";
        let file = rusqlite::Connection::open(folder.file()).unwrap();
        let fingerprint: [u8; 32] = Sha256::digest(known).into();
        file.execute("INSERT INTO meum_keys VALUES (?1, 'store_lisbon', 0)", [fingerprint])
            .unwrap();
        for key in ["sk_live_unknown", known] {
            unauthenticated(cancel(&service, key, 1).await);
        }
        let anonymous = Client::builder().base_url(service.url("meum")).build().unwrap();
        unauthenticated(anonymous.invoices().cancel_invoice(&id(1)).await);
        cancel(&service, KEY, 1).await.unwrap();
    })
    .await;
}

fn unauthenticated(outcome: Outcome) {
    let (error, meta) = api_error(outcome);
    let CancelInvoiceError::Default(status, body) = error else {
        panic!("{error:?}");
    };
    assert_eq!(status.get(), 401);
    assert_eq!(body.error.r#type, ErrorType::AuthenticationError);
    assert_eq!(Some(body.error.request_id.as_str()), meta.request_id());
}
