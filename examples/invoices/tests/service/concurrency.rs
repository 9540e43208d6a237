//! In: eight cancellations of one invoice at a time, through two services over one file.
//! Out: whether exactly one succeeds.
//! Guarantee: the others get the API's own refusal; no locked database shows as an internal error.

use std::fmt::Debug;

use invoices::demo;
use paycashless_types::CancelInvoiceInput;
use stubsmith_runtime::client::{Error, Response};
use tokio::task::JoinSet;

use super::{Folder, Service, bounded};

/// Sends the cancellations, and counts what came of them.
async fn race<S, E, F>(api: &str, refusal: u16, cancel: impl Fn(String) -> F)
where
    F: Future<Output = Result<Response<S>, Error<E>>> + Send + 'static,
    S: Debug,
    E: Debug,
{
    bounded(async {
        let folder = Folder::new();
        let services = [Service::start(&folder).await, Service::start(&folder).await];
        let mut calls = JoinSet::new();
        for service in services.iter().cycle().take(8) {
            let call = cancel(service.url(api));
            calls.spawn(async move {
                match call.await {
                    Ok(response) => response.status().as_u16(),
                    Err(error) => error.status().unwrap().as_u16(),
                }
            });
        }
        let mut statuses = calls.join_all().await;
        statuses.sort_unstable();
        let success = statuses.remove(0);
        assert!(matches!(success, 200 | 204), "{success}");
        assert_eq!(statuses, [refusal; 7]);
    })
    .await;
}

#[tokio::test]
async fn meum_cancels_an_invoice_once() {
    race("meum", 400, |url| async {
        let builder = meum_client::Client::builder().base_url(url);
        let client = builder.bearer_auth(demo::meum::KEY).build().unwrap();
        let id = "inv_00000000000000000001".parse().unwrap();
        client.invoices().cancel_invoice(&id).await
    })
    .await;
}

#[tokio::test]
async fn paycashless_cancels_an_invoice_once() {
    race("paycashless", 400, |url| async {
        let builder = paycashless_client::Client::builder().base_url(url);
        let client = builder.request_signature(demo::paycashless::SECRET).build().unwrap();
        let body = CancelInvoiceInput {
            cancellation_reason: "Ordered twice.".to_owned(),
        };
        client.invoices().cancel_invoice("inv_demo_open", &body).await
    })
    .await;
}

#[tokio::test]
async fn razorpay_cancels_an_invoice_once() {
    race("razorpay", 400, |url| async {
        let builder = razorpay_client::Client::builder().base_url(url);
        let builder = builder.basic_auth(demo::razorpay::KEY_ID, demo::razorpay::KEY_SECRET);
        let client = builder.build().unwrap();
        client.invoices().cancel_invoice("inv_DemoIssued").await
    })
    .await;
}

#[tokio::test]
async fn triport_cancels_an_invoice_once() {
    race("triport", 404, |url| async {
        let builder = triport_client::Client::builder().base_url(url);
        let client = builder.session_cookie(demo::triport::SESSION).build().unwrap();
        let id = "inv_demo_pending".parse().unwrap();
        client.billing().cancel_invoice(&id).await
    })
    .await;
}
