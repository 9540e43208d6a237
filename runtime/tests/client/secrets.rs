//! Nothing that prints shows a secret.

use crate::emitted::{Client, Invoice};
use crate::service::{always, answer, id, recorded};

fn check(shown: &str) {
    assert!(!shown.contains("hunter2"), "{shown}");
}

fn keyed() -> (Client, crate::service::Seen) {
    recorded(|builder| {
        let builder = builder
            .bearer_auth("hunter2")
            .basic_auth("hunter2", "hunter2")
            .header_key("hunter2")
            .query_key("hunter2")
            .session_cookie("hunter2")
            .request_signature("hunter2");
        check(&format!("{builder:?} {builder:#?}"));
        builder
    })
}

#[tokio::test]
async fn clients_and_calls_do_not_show_credentials_or_values() {
    let (client, _) = keyed();
    check(&format!("{client:?} {:?}", client.invoices()));
    assert!(format!("{client:?}").contains("bearerAuth"));
    let invoice = Invoice {
        id: "hunter2".to_owned(),
        amount: None,
        session: None,
    };
    let call = client.invoices().put_invoice(&invoice).header("x-own", "hunter2");
    check(&format!("{call:?}"));
    assert!(format!("{call:?}").contains("putInvoice"));
    let call = client.invoices().cancel_invoice(&id("hunter2"));
    check(&format!("{call:?}"));
    check(&format!("{:?}", call.into_future()));
    check(&format!("{:?}", Client::builder().base_url("https://me:hunter2@h")));
}

#[tokio::test]
async fn responses_and_errors_do_not_show_bodies_or_headers() {
    let headers = [("content-type", "application/json"), ("set-cookie", "s=hunter2")];
    for (status, body) in [
        (200, r#"{"id": "1", "session": "hunter2"}"#),
        (200, r#"{"id": 1, "session": "hunter2"}"#),
        (200, "hunter2"),
        (302, r#""hunter2""#),
        (404, r#"{"hunter2": 1}"#),
    ] {
        let (transport, _) = always(answer(status, &headers, body));
        let client = Client::builder()
            .bearer_auth("hunter2")
            .transport(transport)
            .build()
            .unwrap();
        match client.invoices().cancel_invoice(&id("inv_1")).await {
            Ok(response) => check(&format!("{response:?}")),
            Err(error) => check(&format!("{error} {error:?} {error:#?}")),
        }
    }
}

#[test]
fn refused_settings_are_not_repeated() {
    for builder in [
        Client::builder().bearer_auth("hunter2\n"),
        Client::builder().basic_auth("hunter2:", "hunter2"),
        Client::builder().session_cookie("hunter2;"),
        Client::builder().base_url("https://hunter2:hunter2@h"),
        Client::builder().base_url("https://h?key=hunter2"),
    ] {
        let (transport, _) = always(answer(204, &[], ""));
        let error = builder.transport(transport).build().unwrap_err();
        check(&format!("{error} {error:?}"));
    }
}
