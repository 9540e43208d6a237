//! Standard Webhooks and signatures in pairs: what the Courier sends, and what its customer takes of what others send.
//!
//! Signatures are made here by hand, so that sender and receiver are not judged by their own code.

use std::sync::mpsc;

use axum::http::HeaderMap;
use axum::response::NoContent;
use axum::routing::any;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use stubsmith_runtime::client::BuildError;

use super::*;
use crate::paycashless::now;

const NEW: &str = "whsec_YW4gZXhhbXBsZSBzZWNyZXQgb2YgMzIgYnl0ZXMhISE=";
const OLD: &str = "whsec_dGhlIGZvcm1lciBzZWNyZXQgb2YgMzIgYnl0ZXMuLi4=";
const BODY: &str = r#"{"id": 7, "code": "ABC"}"#;

/// The keys of the customer, one of which is misspelt.
pub(super) fn standard_keys() -> Vec<SigningKey> {
    let keys = [("broken", "whsec_hunter2"), ("new", NEW), ("old", OLD)];
    let key = |(id, secret): (&str, &str)| SigningKey {
        id: id.to_owned(),
        secret: Secret::from(secret),
    };
    keys.into_iter().map(key).collect()
}

fn hash(key: &[u8], message: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(message.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn standard(secret: &str, id: &str, timestamp: i64, body: &str) -> String {
    let key = BASE64_STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let hash = hash(&key, &format!("{id}.{timestamp}.{body}"));
    format!("v1,{}", BASE64_STANDARD.encode(hash))
}

fn delivery(timestamp: i64, signature: &str) -> Raw {
    Raw::new("POST", "/hooks/parcelLost")
        .header("webhook-timestamp", &timestamp.to_string())
        .header("webhook-signature", signature)
        .json(BODY)
}

fn sender_with(secrets: impl Into<courier_server::runtime::client::SigningSecrets>) -> Sender {
    Sender::builder().standard(secrets).build().unwrap()
}

#[tokio::test]
async fn each_message_has_an_id_which_a_second_attempt_keeps() {
    customer(async |server, customer| {
        let (url, sender) = (server.url("/hooks/parcelLost"), sender_with(NEW));
        let mut ids = Vec::new();
        for _ in 0..2 {
            sender.parcels().parcel_lost(&url, &parcel()).await.unwrap();
            let noted = customer.noted().remove(0);
            let id = noted.split(' ').nth(1).unwrap().to_owned();
            assert_eq!(noted, format!("new {id} Some({id:?}) ABC"));
            assert_eq!(id.parse::<Uuid>().unwrap().get_version_num(), 4);
            ids.push(id);
        }
        assert_ne!(ids[0], ids[1]);
        let again = |call: courier_server::webhooks::ParcelLostCall| async {
            call.await.unwrap();
            customer.noted().remove(0)
        };
        let call = || sender.parcels().parcel_lost(&url, &parcel());
        let expected = r#"new msg_1 Some("msg_1") ABC"#;
        assert_eq!(again(call().webhook_id("msg_1")).await, expected);
        assert_eq!(again(call().header("Webhook-Id", "msg_1")).await, expected);
        // It could be read as an id and a timestamp.
        let error = call().webhook_id("msg.1").await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
        assert!(customer.noted().is_empty());
    })
    .await;
}

#[tokio::test]
async fn signatures_of_others_are_verified() {
    customer(async |server, customer| {
        let time = now();
        let right = standard(NEW, "msg_1", time, BODY);
        let wrong = standard(OLD, "msg_2", time, BODY);
        let table = [
            (right.clone(), "new"),
            (standard(OLD, "msg_1", time, BODY), "old"),
            (format!("{wrong} {right}"), "new"),
            (format!("v1a,{wrong} v2,x {right}"), "new"),
        ];
        for (signature, key) in table {
            let answer = delivery(time, &signature)
                .header("webhook-id", "msg_1")
                .send(server)
                .await;
            assert_eq!(answer.status, 204, "{signature}");
            assert_eq!(customer.noted(), [format!(r#"{key} msg_1 Some("msg_1") ABC"#)]);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_not_signed_as_it_should_be_is_refused_in_one_way() {
    customer(async |server, customer| {
        let time = now();
        let signed_at = |time: i64| standard(NEW, "msg_1", time, BODY);
        let guessed = format!("whsec_{}", BASE64_STANDARD.encode("guessed"));
        let with_id = |time: i64, signature: &str| delivery(time, signature).header("webhook-id", "msg_1");
        let right = signed_at(time);
        let table = [
            (
                "another secret",
                with_id(time, &standard(&guessed, "msg_1", time, BODY)),
            ),
            ("the secret as text", {
                let hash = hash(NEW.as_bytes(), &format!("msg_1.{time}.{BODY}"));
                with_id(time, &format!("v1,{}", BASE64_STANDARD.encode(hash)))
            }),
            ("another version", with_id(time, &right.replace("v1,", "v1a,"))),
            ("no version", with_id(time, &right.replace("v1,", ""))),
            ("no encoding", with_id(time, "v1,***")),
            ("nothing", with_id(time, "")),
            ("no id", delivery(time, &right)),
            ("an empty id", delivery(time, &right).header("webhook-id", "")),
            ("two ids", with_id(time, &right).header("webhook-id", "msg_1")),
            ("another id", delivery(time, &right).header("webhook-id", "msg_2")),
            ("another body", with_id(time, &right).json(BODY.replace('7', "8"))),
            ("another time", with_id(time - 1, &right)),
            ("too old", with_id(time - 310, &signed_at(time - 310))),
            ("too new", with_id(time + 310, &signed_at(time + 310))),
            ("no header", Raw::new("POST", "/hooks/parcelLost").json(BODY)),
        ];
        let mut bodies = Vec::new();
        for (what, request) in table {
            let answer = request.send(server).await;
            assert_eq!(answer.status, 401, "{what}");
            assert_eq!(answer.header("content-type"), Some("application/problem+json"));
            bodies.push(answer.body);
        }
        bodies.dedup();
        assert_eq!(bodies.len(), 1, "{bodies:?}");
        assert!(customer.noted().is_empty());
    })
    .await;
}

/// `id.time.rest` with another boundary: the id would take in the time, and the body would lose its beginning.
#[tokio::test]
async fn an_id_cannot_take_in_what_follows_it() {
    customer(async |server, _| {
        let (time, earlier) = (now(), now() - 1000);
        let signature = standard(NEW, "msg_1", earlier, &format!("{time}.{BODY}"));
        let id = format!("msg_1.{earlier}");
        assert_eq!(signature, standard(NEW, &id, time, BODY));
        let answer = delivery(time, &signature).header("webhook-id", &id).send(server).await;
        assert_eq!(answer.status, 401);
    })
    .await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_not_hashed() {
    let customer = Customer::default();
    let router = webhooks::server(customer.clone()).body_limit(10).into_router();
    serving(Router::new().nest("/hooks", router), async |server| {
        let request = delivery(now(), "v1,AAAA").header("webhook-id", "msg_1");
        assert_eq!(request.send(server).await.status, 413);
        let stale = delivery(now() - 310, "v1,AAAA").header("webhook-id", "msg_1");
        assert_eq!(stale.send(server).await.status, 401);
        assert!(customer.noted().is_empty());
    })
    .await;
}

/// Runs `test` with the URL of somebody who tells the headers that arrive.
async fn listener(test: impl AsyncFnOnce(String, mpsc::Receiver<HeaderMap>)) {
    let (heard, headers) = mpsc::channel();
    let listen = any(async move |headers: HeaderMap| {
        heard.send(headers).unwrap();
        NoContent
    });
    serving(Router::new().fallback(listen), async |server| {
        test(server.url("/"), headers).await
    })
    .await;
}

#[tokio::test]
async fn secrets_are_rotated_without_a_gap() {
    listener(async |url, headers| {
        let call = |sender: Sender, url: String| async move {
            let call = sender.parcels().parcel_lost(&url, &parcel()).webhook_id("msg_1");
            call.await.unwrap();
        };
        call(sender_with([NEW, OLD]), url).await;
        let headers = headers.recv().unwrap();
        let text = |name: &str| headers[name].to_str().unwrap();
        let time = text("webhook-timestamp").parse().unwrap();
        assert!((now() - 20..=now()).contains(&time), "{time}");
        let body = r#"{"id":7,"code":"ABC"}"#;
        let signatures = [NEW, OLD].map(|secret| standard(secret, "msg_1", time, body));
        assert_eq!(text("webhook-signature"), signatures.join(" "));
    })
    .await;
    customer(async |server, customer| {
        for (secret, key) in [(OLD, "old "), (NEW, "new ")] {
            let url = server.url("/hooks/parcelLost");
            sender_with(secret)
                .parcels()
                .parcel_lost(&url, &parcel())
                .await
                .unwrap();
            assert!(customer.noted()[0].starts_with(key));
        }
    })
    .await;
}

#[test]
fn a_secret_that_is_misspelt_builds_no_sender_and_does_not_show() {
    for secret in ["whsec_hunter2", "hunter2 ", ""] {
        let builder = Sender::builder().standard([NEW, secret]);
        let shown = format!("{builder:?}");
        let error = builder.build().unwrap_err();
        assert!(
            matches!(error, BuildError::Credential { scheme: "standard", .. }),
            "{error:?}"
        );
        let shown = format!("{shown} {error} {error:?} {:?} {:?}", sender_with(NEW), standard_keys());
        for part in ["hunter2", &NEW[6..]] {
            assert!(!shown.contains(part), "{shown}");
        }
    }
}

#[tokio::test]
async fn time_and_signature_may_be_pairs_of_one_header() {
    let sender = Sender::builder().pairs("s3cret").build().unwrap();
    let pairs = |time: i64, body: &str| {
        let hash = hash(b"s3cret", &format!("{time}.{body}"));
        let hex: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("t={time},v1={hex}")
    };
    listener(async |url, headers| {
        sender.parcels().parcel_found(&url, &parcel()).await.unwrap();
        let sent = headers.recv().unwrap()["courier-signature"]
            .to_str()
            .unwrap()
            .to_owned();
        let time = sent.strip_prefix("t=").unwrap().split(',').next().unwrap();
        assert_eq!(sent, pairs(time.parse().unwrap(), r#"{"id":7,"code":"ABC"}"#));
    })
    .await;
    customer(async |server, customer| {
        let url = server.url("/hooks/parcelFound");
        sender.parcels().parcel_found(&url, &parcel()).await.unwrap();
        assert_eq!(customer.noted(), ["mine ABC"]);
        let right = pairs(now(), BODY);
        let table = [
            (right.replace(",v1=", ",v0=00, v1=00, v1="), 204),
            (right.replace(",v1=", ",v0="), 401),
            (right.replace("t=", "u="), 401),
            (right.replace("t=", "t=1,t="), 401),
            (pairs(now() - 310, BODY), 401),
            (pairs(now(), "{}"), 401),
        ];
        for (signature, status) in table {
            let request = Raw::new("POST", "/hooks/parcelFound").header("courier-signature", &signature);
            assert_eq!(request.json(BODY).send(server).await.status, status, "{signature}");
        }
    })
    .await;
}
