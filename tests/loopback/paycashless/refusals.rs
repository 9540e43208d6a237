//! What the server turns away by itself, envelope by envelope.

use serde_json::{Value, json};

use super::{BODY, CANCEL, router_with, shop, signed};
use crate::harness::serving;
use crate::raw::{Raw, Refusal, all_are_refused};
use crate::script::Outcome;

fn refused(name: &'static str, request: Raw, status: u16, code: &str, message: &str) -> Refusal {
    Refusal {
        name,
        request,
        status,
        body: json!({"code": code, "message": message}),
        header: None,
    }
}

pub(super) fn unauthenticated(name: &'static str, request: Raw) -> Refusal {
    Refusal {
        header: Some(("www-authenticate", r#"Signature realm="paycashless""#)),
        ..refused(name, request, 401, "unauthenticated", "valid credentials are required")
    }
}

fn internal(name: &'static str) -> Refusal {
    let request = signed("POST", CANCEL, BODY.as_bytes()).json(BODY);
    refused(name, request, 500, "internal_error", "an internal error occurred")
}

#[tokio::test]
async fn routes_and_methods() {
    let unknown = signed("POST", "/v1/invoices", b"");
    let put = signed("PUT", CANCEL, b"");
    let refusals = [
        refused(
            "no route",
            unknown,
            404,
            "unknown_route",
            "nothing is served at this path",
        ),
        Refusal {
            header: Some(("allow", "POST")),
            ..refused(
                "a method",
                put,
                405,
                "method_not_allowed",
                "this path does not serve the method",
            )
        },
    ];
    shop(async |server, _| all_are_refused(server, refusals).await).await;
}

#[tokio::test]
async fn internal_errors_and_panics() {
    shop(async |server, script| {
        script.then(Outcome::Internal);
        script.then(Outcome::Panic);
        all_are_refused(server, [internal("an internal error"), internal("a panic")]).await;
    })
    .await;
    let (router, script) = router_with(false);
    serving(router, async |server| {
        all_are_refused(server, [internal("keys that cannot be had")]).await;
        assert!(script.is_untouched());
    })
    .await;
}

#[tokio::test]
async fn bodies_that_are_none() {
    let too_large = |name, request| {
        refused(
            name,
            request,
            413,
            "body_too_large",
            "the body is larger than 4096 bytes",
        )
    };
    let media_type = |name, request, message| refused(name, request, 415, "unsupported_media_type", message);
    let malformed = |name, body: &str, message| {
        let request = signed("POST", CANCEL, body.as_bytes()).json(body);
        refused(name, request, 400, "malformed_body", message)
    };
    let large = vec![b'x'; 4097];
    let chunked = signed("POST", CANCEL, &large).endless([large]);
    let form = signed("POST", CANCEL, b"a=b").header("content-type", "application/x-www-form-urlencoded");
    let untyped = signed("POST", CANCEL, BODY.as_bytes()).body(BODY);
    let json_only = "the `Content-Type` of the body must be `application/json`";
    let typed_only = "the body needs a `Content-Type`, which must be `application/json`";
    let half = "the body is not JSON: a string has no end at line 1 column 31";
    let refusals = [
        too_large("announced", signed("POST", CANCEL, b"").announced(4097)),
        too_large("in chunks", chunked),
        media_type("a form", form.body("a=b"), json_only),
        media_type("no media type", untyped, typed_only),
        malformed("no body", "", "the body is empty"),
        malformed("half a body", &BODY[..30], half),
    ];
    shop(async |server, script| {
        all_are_refused(server, refusals).await;
        assert!(script.is_untouched());
    })
    .await;
}

#[tokio::test]
async fn bodies_that_break_rules() {
    let reason = "/cancellationReason";
    let table = [
        ("{}", reason, "is required"),
        (r#"{"cancellationReason": null}"#, reason, "must be a string, not null"),
        (
            r#"{"cancellationReason": ["a"]}"#,
            reason,
            "must be a string, not an array",
        ),
        (
            r#"{"cancellationReason": "a", "cancellationReason": "b"}"#,
            reason,
            "occurs more than once",
        ),
        ("[]", "", "must be an object, not an array"),
        ("null", "", "must be an object, not null"),
    ];
    let mut refusals: Vec<_> = table
        .map(|(body, pointer, message)| {
            let request = signed("POST", CANCEL, body.as_bytes()).json(body);
            let at = if pointer.is_empty() {
                String::new()
            } else {
                format!(" at `{pointer}`")
            };
            let mut refusal = refused(body, request, 400, "invalid_body", &format!("body{at}: {message}"));
            if let Some(field) = pointer.strip_prefix('/') {
                refusal.body["field"] = Value::from(field);
            }
            refusal
        })
        .into();
    let both = signed("POST", "/v1/invoices/%ff/cancel", b"{}").json("{}");
    let message = "path parameter `id`: must be percent-encoded UTF-8; body at `/cancellationReason`: is required";
    let mut both = refused("the id and the body", both, 400, "invalid_parameter", message);
    both.body["field"] = json!("id");
    refusals.push(both);
    shop(async |server, script| {
        all_are_refused(server, refusals).await;
        assert!(script.is_untouched());
    })
    .await;
}
