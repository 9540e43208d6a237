//! Meum: a bearer key, an id that a pattern guards, and an envelope that tells type, code, parameter and request id.

use std::collections::BTreeMap;
use std::sync::Arc;

use meum_client::{Client, ClientBuilder, Error};
use meum_server::{
    Authenticate, AuthenticateError, CancelInvoiceRequest, Credentials, Failure, Invoices, RequestContext,
};
use meum_types::{
    CancelInvoiceError, ErrorType, InvoiceId, InvoiceStatus, PublicApiError, PublicApiErrorDetails, PublicInvoice,
};
use serde_json::{Value, json};
use stubsmith_runtime::{ErrorStatus, Maybe};

use crate::document;
use crate::harness::{Serving, header, serving};
use crate::raw::{REQUEST_ID, Raw, Refusal, all_are_refused};
use crate::script::{Outcome, Script, principal};

pub(crate) type Cancel = Script<(String, CancelInvoiceRequest), PublicInvoice, CancelInvoiceError>;

struct Shop(Arc<Cancel>);

impl Authenticate for Shop {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        let Credentials::BearerAuth(key) = credentials;
        principal(key.expose())
    }
}

impl Invoices for Shop {
    async fn cancel_invoice(
        &self,
        store: String,
        request: CancelInvoiceRequest,
    ) -> Result<PublicInvoice, Failure<CancelInvoiceError>> {
        self.0.play((store, request)).await
    }
}

/// A router, and the script of what stands behind it.
pub(crate) fn router() -> (axum::Router, Arc<Cancel>) {
    let script = Arc::new(Cancel::default());
    (meum_server::router(Shop(Arc::clone(&script))), script)
}

/// Runs `test` with the script of a server.
async fn shop(test: impl AsyncFnOnce(&Serving, &Cancel)) {
    let (router, script) = router();
    serving(router, async |server| test(server, &script).await).await;
}

fn client(server: &Serving) -> ClientBuilder {
    Client::builder().base_url(server.url("")).bearer_auth("good-store-1")
}

pub(crate) fn id() -> InvoiceId {
    "inv_0123456789abcdefghij".parse().unwrap()
}

pub(crate) const CANCEL: &str = "/v1/invoices/inv_0123456789abcdefghij/cancel";

fn example() -> Value {
    let pointer = "/paths/~1v1~1invoices~1{id}~1cancel/post/responses/200/content/application~1json/example";
    document::part("spec/openapi.yaml", pointer)
}

/// The document's example, member by member.
pub(crate) fn invoice() -> PublicInvoice {
    PublicInvoice {
        id: Some(id()),
        external_order_id: Some("order_demo_1048".to_owned()),
        status: Some(InvoiceStatus::Cancelled),
        amount: Some("100.00".to_owned()),
        currency: Some("USD".to_owned()),
        order_amount: Some("100.00".to_owned()),
        order_currency: Some("USD".to_owned()),
        paid_amount: Maybe::Null,
        output_asset: Some("USDC".to_owned()),
        checkout_url: Maybe::Null,
        return_url: Maybe::Value("https://shop.example/orders/1048".parse().unwrap()),
        customer_id: Maybe::Null,
        payment_link_id: Maybe::Value("7d0f2b1c-6f0e-4f7a-9a53-2f6f3c1f8e11".parse().unwrap()),
        transaction_hash: Maybe::Null,
        metadata: Maybe::Value(BTreeMap::from([("basket".to_owned(), json!("3 items"))])),
        created_at: Some("2026-01-15T09:30:00Z".parse().unwrap()),
        updated_at: Some("2026-01-15T09:42:10Z".parse().unwrap()),
        paid_at: Maybe::Null,
        expires_at: Some("2026-01-15T10:30:00Z".parse().unwrap()),
    }
}

fn envelope(r#type: ErrorType, code: &str, param: Option<&str>) -> Box<PublicApiError> {
    Box::new(PublicApiError {
        error: PublicApiErrorDetails {
            r#type,
            code: code.to_owned(),
            message: format!("About {code}."),
            param: param.map(str::to_owned),
            request_id: "req_a1b2c3d4e5f6789012345678".to_owned(),
        },
    })
}

#[test]
fn the_examples_are_ordinary_serde_values() {
    document::assert_same(&invoice(), &example());
    let table = [
        ("BadRequest", ErrorType::InvalidRequest),
        ("Forbidden", ErrorType::PermissionError),
        ("NotFound", ErrorType::NotFound),
        ("Rejected", ErrorType::AuthenticationError),
    ];
    for (response, expected) in table {
        let pointer = format!("/components/responses/{response}/content/application~1json/example");
        let error = document::part("spec/openapi.yaml", &pointer);
        let typed: PublicApiError = serde_json::from_value(error.clone()).unwrap();
        assert_eq!(typed.error.r#type, expected);
        document::assert_same(&typed, &error);
    }
}

#[tokio::test]
async fn an_invoice_is_cancelled() {
    shop(async |server, script| {
        script.then(Outcome::Success(invoice()));
        let call = client(server).build().unwrap().invoices().cancel_invoice(&id());
        let response = call.header("x-request-id", "mine-1").await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(header(response.headers(), "content-type"), "application/json");
        assert_eq!(response.request_id(), Some("mine-1"));
        assert_eq!(response.body(), &invoice());
        let (store, request) = script.seen();
        assert_eq!((store.as_str(), request.id), ("store-1", id()));
        assert_eq!(request.context.request_id(), "mine-1");

        script.then(Outcome::Success(invoice()));
        let answer = Raw::new("POST", CANCEL)
            .header("authorization", "Bearer good-store-1")
            .send(server)
            .await;
        assert_eq!((answer.status, answer.json()), (200, example()));
    })
    .await;
}

#[tokio::test]
async fn every_declared_error_arrives_as_it_was_given() {
    let default = |code: u16, r#type, word| {
        let status = ErrorStatus::try_from(code).unwrap();
        (code, CancelInvoiceError::Default(status, envelope(r#type, word, None)))
    };
    let not_open = envelope(ErrorType::InvalidRequest, "not_open", Some("id"));
    let forbidden = envelope(ErrorType::PermissionError, "forbidden", None);
    let not_found = envelope(ErrorType::NotFound, "invoice_not_found", None);
    let table = [
        (400, CancelInvoiceError::BadRequest(not_open)),
        (403, CancelInvoiceError::Forbidden(forbidden)),
        (404, CancelInvoiceError::NotFound(not_found)),
        default(409, ErrorType::Conflict, "conflict"),
        default(413, ErrorType::InvalidRequest, "too_large"),
        default(415, ErrorType::InvalidRequest, "no_json"),
        default(429, ErrorType::RateLimitError, "too_many"),
        default(503, ErrorType::Unknown("away".to_owned()), "away"),
    ];
    shop(async |server, script| {
        let client = client(server).build().unwrap();
        for (code, error) in table {
            assert_eq!(error.status(), code);
            script.then(Outcome::Declared(error.clone()));
            let Err(Error::Api(got, meta)) = client.invoices().cancel_invoice(&id()).await else {
                panic!("{code} is an error of the API");
            };
            assert_eq!(got, error);
            assert_eq!(meta.status(), code);
            assert_eq!(header(meta.headers(), "content-type"), "application/json");
            let request = script.seen().1;
            assert_eq!(meta.request_id(), Some(request.context.request_id()));
        }
    })
    .await;
}

/// What the server says by itself, as the client's typed error: status, type and code.
async fn turned_away(builder: ClientBuilder) -> (u16, ErrorType, String) {
    let error = builder
        .build()
        .unwrap()
        .invoices()
        .cancel_invoice(&id())
        .await
        .unwrap_err();
    let text = error.to_string();
    let Error::Api(error, meta) = error else {
        panic!("an error of the API, not: {text}");
    };
    assert_eq!(error.status(), meta.status());
    let details = error.body().error.clone();
    assert_eq!(
        error.to_string(),
        format!("the server answered {}: {}", meta.status(), details.message)
    );
    assert_eq!(Some(details.request_id.as_str()), meta.request_id());
    assert_eq!(details.param, None);
    if meta.status() == 401 {
        assert_eq!(header(meta.headers(), "www-authenticate"), r#"Bearer realm="meum""#);
    }
    (meta.status().as_u16(), details.r#type, details.code)
}

#[tokio::test]
async fn what_the_server_turns_away_is_typed_too() {
    use ErrorType::{ApiError, AuthenticationError, NotFound, PermissionError};
    shop(async |server, script| {
        let keyless = Client::builder().base_url(server.url(""));
        let wrong = client(server).bearer_auth("wrong");
        let barred = client(server).bearer_auth("barred");
        let broken = client(server).bearer_auth("broken");
        let elsewhere = client(server).base_url(server.url("/elsewhere"));
        let table = [
            (keyless, 401, AuthenticationError, "unauthenticated"),
            (wrong, 401, AuthenticationError, "unauthenticated"),
            (barred, 403, PermissionError, "forbidden"),
            (broken, 500, ApiError, "internal_error"),
            (elsewhere, 404, NotFound, "unknown_route"),
        ];
        for (builder, status, r#type, code) in table {
            assert_eq!(turned_away(builder).await, (status, r#type, code.to_owned()));
            assert!(script.is_untouched(), "{code}");
        }
        for outcome in [Outcome::Internal, Outcome::Panic] {
            script.then(outcome);
            assert_eq!(
                turned_away(client(server)).await,
                (500, ApiError, "internal_error".to_owned())
            );
        }
    })
    .await;
}

fn refused(name: &'static str, request: Raw, status: u16, r#type: &str, code: &str, message: &str) -> Refusal {
    let error = json!({"type": r#type, "code": code, "message": message, "request_id": REQUEST_ID});
    Refusal {
        name,
        request,
        status,
        body: json!({ "error": error }),
        header: None,
    }
}

#[tokio::test]
async fn envelopes_are_exact() {
    let authorized = |method: &str, target: &str| Raw::new(method, target).header("authorization", "Bearer good-1");
    let unauthenticated = |name, request| Refusal {
        header: Some(("www-authenticate", r#"Bearer realm="meum""#)),
        ..refused(
            name,
            request,
            401,
            "authentication_error",
            "unauthenticated",
            "valid credentials are required",
        )
    };
    let internal = |name, request| {
        refused(
            name,
            request,
            500,
            "api_error",
            "internal_error",
            "an internal error occurred",
        )
    };
    let mut bad_id = refused(
        "an id of another shape",
        authorized("POST", "/v1/invoices/inv_UPPER/cancel"),
        400,
        "invalid_request",
        "invalid_parameter",
        "path parameter `id`: must match the pattern \
         `^(inv_|txn_|plink_|wh_|whd_|evt_|int_)[0-9a-z]{20,32}$`",
    );
    bad_id.body["error"]["param"] = json!("id");
    let refusals = [
        unauthenticated("no key", Raw::new("POST", CANCEL)),
        unauthenticated(
            "a wrong key",
            Raw::new("POST", CANCEL).header("authorization", "Bearer wrong"),
        ),
        unauthenticated(
            "another scheme",
            Raw::new("POST", CANCEL).header("authorization", "Basic Z29vZC0xOg=="),
        ),
        unauthenticated(
            "two keys",
            authorized("POST", CANCEL).header("authorization", "Bearer good-2"),
        ),
        unauthenticated(
            "a wrong key goes before a bad id",
            Raw::new("POST", "/v1/invoices/UPPER/cancel"),
        ),
        bad_id,
        refused(
            "an unknown route",
            authorized("POST", "/v1/invoice"),
            404,
            "not_found",
            "unknown_route",
            "nothing is served at this path",
        ),
        Refusal {
            header: Some(("allow", "POST")),
            ..refused(
                "another method",
                authorized("DELETE", CANCEL),
                405,
                "invalid_request",
                "method_not_allowed",
                "this path does not serve the method",
            )
        },
        internal("an internal error", authorized("POST", CANCEL)),
        internal("a panic", authorized("POST", CANCEL)),
        internal(
            "an internal error of the authenticator",
            Raw::new("POST", CANCEL).header("authorization", "Bearer broken"),
        ),
    ];
    shop(async |server, script| {
        script.then(Outcome::Internal);
        script.then(Outcome::Panic);
        all_are_refused(server, refusals).await;
    })
    .await;
}

#[tokio::test]
async fn a_body_that_no_operation_takes_is_not_read() {
    shop(async |server, script| {
        script.then(Outcome::Success(invoice()));
        let request = Raw::new("POST", CANCEL).header("authorization", "Bearer good-1");
        let answer = request
            .header("content-type", "text/plain")
            .announced(3 << 20)
            .send(server)
            .await;
        assert_eq!(answer.status, 200);
    })
    .await;
}

#[test]
fn ids_are_checked_before_anything_is_sent() {
    for id in ["inv_0123456789abcdefghij", "plink_0123456789abcdefghij0123456789ab"] {
        assert_eq!(id.parse::<InvoiceId>().unwrap().as_str(), id);
    }
    let table = [
        "",
        "inv_",
        "inv_0123456789abcdefghi",
        "inv_0123456789abcdefghij0123456789abc",
        "inv_0123456789ABCDEFGHIJ",
        "x_0123456789abcdefghij",
        " inv_0123456789abcdefghij",
        "inv_0123456789abcdefghij\n",
        "inv_0123456789abcdefghij/../..",
    ];
    for id in table {
        let violation = id.parse::<InvoiceId>().unwrap_err();
        assert_eq!((violation.rule(), violation.pointer()), ("pattern", ""), "{id}");
        assert!(
            violation.message().contains("(inv_|txn_|plink_|wh_|whd_|evt_|int_)"),
            "{violation}"
        );
    }
}

#[tokio::test]
async fn an_unknown_status_is_kept() {
    let mut strange = invoice();
    strange.status = Some(InvoiceStatus::Unknown("disputed".to_owned()));
    shop(async |server, script| {
        script.then(Outcome::Success(strange.clone()));
        let client = client(server).build().unwrap();
        let response = client.invoices().cancel_invoice(&id()).await.unwrap();
        assert_eq!(response.body(), &strange);
        assert_eq!(response.body().status.as_ref().unwrap().as_str(), "disputed");
    })
    .await;
}
