//! Signatures: the time window, bodies that change on their way, and headers set by hand.

use axum::body::{Body, Bytes};
use axum::http::Request;
use http_body_util::BodyExt as _;
use paycashless_client::Client;
use paycashless_server::runtime::server::BoxError;
use paycashless_types::CancelInvoiceInput;
use stubsmith_runtime::client;
use tower::{ServiceExt as _, service_fn};

use super::refusals::unauthenticated;
use super::{BODY, CANCEL, ID, example, input, invoice, now, router, shop, sign, turned_away};
use crate::document;
use crate::harness::header;
use crate::raw::{Raw, all_are_refused};
use crate::script::Outcome;

#[tokio::test]
async fn a_timestamp_counts_within_the_window_only() {
    let table = [
        (-290, true),
        (290, true),
        (-310, false),
        (310, false),
        (-1_000_000_000, false),
    ];
    shop(async |server, script| {
        let client = super::client(server).build().unwrap();
        for (seconds, taken) in table {
            let time = (now() + seconds).to_string();
            let call = client
                .invoices()
                .cancel_invoice(ID, &input())
                .header("Request-Timestamp", &time);
            if taken {
                script.then(Outcome::Success(invoice()));
                call.await.unwrap();
                assert_eq!(header(script.seen().1.context.headers(), "request-timestamp"), time);
            } else {
                assert_eq!(call.await.unwrap_err().status().unwrap(), 401, "{seconds}");
                assert!(script.is_untouched(), "{seconds}");
            }
        }
        let away = turned_away(super::client(server), Some(("Request-Timestamp", "yesterday"))).await;
        assert_eq!(away.0, 401);
    })
    .await;
}

#[tokio::test]
async fn a_body_that_changes_on_its_way_is_refused() {
    let (router, script) = router();
    let changing = service_fn(move |request: Request<client::Body>| {
        let router = router.clone();
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let body: Bytes = String::from_utf8(body.into())?.replace("twice", "once").into();
            let mut request = Request::from_parts(parts, Body::from(body));
            request.headers_mut().remove("content-length");
            Ok::<_, BoxError>(router.oneshot(request).await?)
        }
    });
    let builder = Client::builder().transport(changing).request_signature("secret-new");
    assert_eq!(
        turned_away(builder.clone(), None).await,
        (401, "unauthenticated".to_owned())
    );
    script.then(Outcome::Success(invoice()));
    let unchanged = CancelInvoiceInput {
        cancellation_reason: "None.".to_owned(),
    };
    let client = builder.build().unwrap();
    client.invoices().cancel_invoice(ID, &unchanged).await.unwrap();
}

#[tokio::test]
async fn signatures_by_hand() {
    let stamped = || Raw::new("POST", CANCEL).header("request-timestamp", &now().to_string());
    let good = sign("secret-old", BODY.as_bytes());
    let signature = |text: &str| stamped().header("request-signature", text).json(BODY);
    let refusals = [
        unauthenticated("neither header", Raw::new("POST", CANCEL).json(BODY)),
        unauthenticated("no signature", stamped().json(BODY)),
        unauthenticated(
            "no timestamp",
            Raw::new("POST", CANCEL).header("request-signature", &good).json(BODY),
        ),
        unauthenticated("an empty signature", signature("")),
        unauthenticated("half of a signature", signature(&good[..64])),
        unauthenticated("no hexadecimal digits", signature(&"x".repeat(128))),
        unauthenticated("two signatures", signature(&good).header("request-signature", &good)),
        unauthenticated(
            "the signature of another body",
            stamped().header("request-signature", &good).json(format!("{BODY} ")),
        ),
        unauthenticated(
            "the signature under no key",
            signature(&sign("secret", BODY.as_bytes())),
        ),
    ];
    shop(async |server, script| {
        all_are_refused(server, refusals).await;
        assert!(script.is_untouched());
        for text in [good.clone(), good.to_uppercase()] {
            script.then(Outcome::Success(invoice()));
            let answer = signature(&text).send(server).await;
            assert_eq!(answer.status, 200);
            assert_eq!(document::numeric(answer.json()), document::numeric(example()));
            assert_eq!(script.seen().0, "old");
        }
    })
    .await;
}
