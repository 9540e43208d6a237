//! In: cancellations over the Triport client.
//! Out: whether states, owners and sessions are respected.
//! Guarantee: what must not be told apart is compared as a whole.

use invoices::demo::triport::{EXPIRED_SESSION, SESSION};
use triport_client::{Client, Error, Response};
use triport_types::CancelInvoiceError;

use super::{Folder, Service, api_error, bounded};

type Outcome = Result<Response<()>, Error<CancelInvoiceError>>;

async fn cancel_as(service: &Service, session: &str, id: &str) -> Outcome {
    let builder = Client::builder().base_url(service.url("triport"));
    let client = builder.session_cookie(session).build().unwrap();
    client.billing().cancel_invoice(&id.parse().unwrap()).await
}

async fn cancel(service: &Service, id: &str) -> Outcome {
    cancel_as(service, SESSION, id).await
}

#[tokio::test]
async fn a_pending_invoice_is_cancelled_once() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        let response = cancel(&service, "inv_demo_pending").await.unwrap();
        assert_eq!(response.status(), 204);
        assert_eq!(response.raw().body(), b"");
        not_found(cancel(&service, "inv_demo_pending").await);
    })
    .await;
}

#[tokio::test]
async fn all_other_invoices_look_as_if_there_were_none() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for id in ["paid", "expired", "cancelled", "foreign", "missing"] {
            not_found(cancel(&service, &format!("inv_demo_{id}")).await);
        }
    })
    .await;
}

fn not_found(outcome: Outcome) {
    let (error, _) = api_error(outcome);
    let CancelInvoiceError::NotFound(body) = error else {
        panic!("{error:?}");
    };
    assert_eq!(body.error, "not found or not pending");
}

#[tokio::test]
async fn a_session_must_be_known_and_not_over() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for session in ["unknown", EXPIRED_SESSION] {
            unauthorized(cancel_as(&service, session, "inv_demo_pending").await);
        }
        let anonymous = Client::builder().base_url(service.url("triport")).build().unwrap();
        let id = "inv_demo_pending".parse().unwrap();
        unauthorized(anonymous.billing().cancel_invoice(&id).await);
        cancel(&service, "inv_demo_pending").await.unwrap();
    })
    .await;
}

fn unauthorized(outcome: Outcome) {
    let (error, _) = api_error(outcome);
    assert!(matches!(error, CancelInvoiceError::Unauthorized(_)), "{error:?}");
}
