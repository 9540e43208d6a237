//! In: everything of emitted crates that holds a credential and can be printed.
//! Out: whether the credential shows.
//! Guarantee: it does not, though it is where it belongs.

use std::fmt::Debug;

use stubsmith_runtime::Secret;
use stubsmith_runtime::server::{Basic, SigningKey};
use workshop_types::NewOrder;

use crate::foreign::{Reply, replying};
use crate::harness::serving;
use crate::script::Outcome;
use crate::{meum, paycashless, razorpay, triport, workshop};

/// A part of every credential here.
const SECRET: &str = "hunter2";

/// `good-hunter2` and `user:good-hunter2` in base64, from their ends.
const ENCODED: [&str; 2] = ["aHVudGVyMg", "h1bnRlcjI"];

fn assert_hidden(shown: &impl Debug) {
    for text in [format!("{shown:?}"), format!("{shown:#?}")] {
        for part in [SECRET].iter().chain(&ENCODED) {
            assert!(!text.contains(part), "{text}");
        }
        assert!(!text.is_empty());
    }
}

#[test]
fn builders_and_clients_hide_credentials() {
    macro_rules! check {
        ($client:ident, |$builder:ident| $credential:expr) => {
            let $builder = $client::Client::builder().base_url("http://127.0.0.1:9");
            let builder = $credential;
            assert_hidden(&builder);
            let client = builder.build().unwrap();
            assert_hidden(&client);
            assert!(format!("{client:?}").contains("127.0.0.1:9"));
        };
    }
    check!(meum_client, |builder| builder.bearer_auth("hunter2"));
    check!(paycashless_client, |builder| builder.request_signature("hunter2"));
    check!(razorpay_client, |builder| builder.basic_auth("user", "hunter2"));
    check!(triport_client, |builder| builder.session_cookie("hunter2"));
    check!(workshop_client, |builder| builder.bearer("hunter2"));
}

#[test]
fn a_credential_that_cannot_be_sent_is_refused_and_hidden() {
    let errors = [
        meum_client::Client::builder()
            .bearer_auth("hunter2\r\nx: y")
            .build()
            .unwrap_err(),
        razorpay_client::Client::builder()
            .basic_auth("hunter2:", "hunter2")
            .build()
            .unwrap_err(),
        triport_client::Client::builder()
            .session_cookie("hunter2; a=b")
            .build()
            .unwrap_err(),
        paycashless_client::Client::builder()
            .request_signature("")
            .build()
            .unwrap_err(),
        workshop_client::Client::builder()
            .base_url("http://user:hunter2@example.com")
            .build()
            .unwrap_err(),
    ];
    for error in errors {
        assert_hidden(&error);
        assert!(!error.to_string().contains(SECRET), "{error}");
    }
}

#[test]
fn what_services_are_given_hides_credentials() {
    let secret = || Secret::from(SECRET);
    assert_hidden(&meum_server::Credentials::BearerAuth(secret()));
    assert_hidden(&razorpay_server::Credentials::BasicAuth(Basic {
        username: "user".to_owned(),
        password: secret(),
    }));
    assert_hidden(&triport_server::Credentials::SessionCookie(secret()));
    assert_hidden(&SigningKey {
        id: "key".to_owned(),
        secret: secret(),
    });
}

#[tokio::test]
async fn requests_hide_the_credentials_that_came_with_them() {
    let (router, script) = meum::router();
    serving(router, async |server| {
        let client = meum_client::Client::builder()
            .base_url(server.url(""))
            .bearer_auth("good-hunter2");
        script.then(Outcome::Success(meum::invoice()));
        let call = client.build().unwrap().invoices().cancel_invoice(&meum::id());
        assert_hidden(&call);
        assert_hidden(&call.await.unwrap());
        let request = script.seen().1;
        assert_eq!(request.context.headers()["authorization"], "Bearer good-hunter2");
        assert_hidden(&request);
        assert_hidden(request.context.headers());
    })
    .await;

    let (router, script) = triport::router();
    serving(router, async |server| {
        let client = triport_client::Client::builder()
            .base_url(server.url(""))
            .session_cookie("good-hunter2");
        script.then(Outcome::Success(()));
        client
            .build()
            .unwrap()
            .billing()
            .cancel_invoice(&triport::id())
            .await
            .unwrap();
        let request = script.seen().1;
        assert_eq!(request.context.headers()["cookie"], "nl_session=good-hunter2");
        assert_hidden(&request);
        assert_hidden(request.context.headers());
    })
    .await;

    let (router, script) = razorpay::router();
    serving(router, async |server| {
        let client = razorpay_client::Client::builder().base_url(server.url(""));
        let client = client.basic_auth("rzp_test_1", "good-hunter2").build().unwrap();
        script.then(Outcome::Success(razorpay::invoice()));
        client.invoices().cancel_invoice(razorpay::ID).await.unwrap();
        let request = script.seen().1;
        let sent = request.context.headers()["authorization"].to_str().unwrap();
        assert!(ENCODED.iter().any(|part| sent.contains(part)), "{sent}");
        assert_hidden(&request);
        assert_hidden(request.context.headers());
    })
    .await;
}

#[tokio::test]
async fn signatures_are_hidden_and_secrets_stay_at_home() {
    let (router, script) = paycashless::router();
    serving(router, async |server| {
        let client = paycashless_client::Client::builder().base_url(server.url(""));
        let client = client.request_signature("secret-new").build().unwrap();
        script.then(Outcome::Success(paycashless::invoice()));
        client
            .invoices()
            .cancel_invoice(paycashless::ID, &paycashless::input())
            .await
            .unwrap();
        let request = script.seen().1;
        let headers = request.context.headers();
        let signature = headers["request-signature"].to_str().unwrap();
        assert_eq!(signature.len(), 128);
        assert!(!format!("{request:?} {headers:?}").contains(signature));
        assert!(
            headers
                .values()
                .all(|value| !value.to_str().unwrap().contains("secret-new"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_password_is_sent_and_not_shown() {
    let body = NewOrder {
        passphrase: Some(Secret::from(SECRET)),
        ..workshop::least()
    };
    assert_hidden(&body);
    assert!(format!("{body:?}").contains("passphrase: Some([redacted])"));
    replying(Reply::new("500 Oh", ""), async |foreign| {
        let client = workshop_client::Client::builder().base_url(foreign.server.url(""));
        let call = client.build().unwrap().orders().create_order(&body).await.unwrap_err();
        assert_hidden(&call);
        let sent: serde_json::Value = serde_json::from_str(&foreign.request().1).unwrap();
        assert_eq!(sent["passphrase"], SECRET);
    })
    .await;
    let (router, scripts) = workshop::router();
    serving(router, async |server| {
        let client = workshop_client::Client::builder()
            .base_url(server.url(""))
            .bearer("good-ada");
        scripts.create.then(Outcome::Success(workshop::order()));
        client.build().unwrap().orders().create_order(&body).await.unwrap();
        let request = scripts.create.seen().1;
        assert_hidden(&request);
        assert_eq!(request.body.passphrase.unwrap().expose(), SECRET);
    })
    .await;
}
