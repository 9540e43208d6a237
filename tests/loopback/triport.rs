//! Triport: the cookie of a session, a success without a body, and an envelope of one text.

use std::sync::Arc;

use serde_json::json;
use stubsmith_runtime::ErrorStatus;
use triport_client::{Client, ClientBuilder, Error};
use triport_server::{
    Authenticate, AuthenticateError, Billing, CancelInvoiceRequest, Credentials, Failure, RequestContext,
};
use triport_types::{CancelInvoiceError, InvoiceId};

use crate::document;
use crate::harness::{Serving, header, serving};
use crate::raw::{Raw, Refusal, all_are_refused};
use crate::script::{Outcome, Script, principal};

pub(crate) type Cancel = Script<(String, CancelInvoiceRequest), (), CancelInvoiceError>;

struct Shop(Arc<Cancel>);

impl Authenticate for Shop {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        let Credentials::SessionCookie(session) = credentials;
        principal(session.expose())
    }
}

impl Billing for Shop {
    async fn cancel_invoice(
        &self,
        account: String,
        request: CancelInvoiceRequest,
    ) -> Result<(), Failure<CancelInvoiceError>> {
        self.0.play((account, request)).await
    }
}

/// A router, and the script of what stands behind it.
pub(crate) fn router() -> (axum::Router, Arc<Cancel>) {
    let script = Arc::new(Cancel::default());
    (triport_server::router(Shop(Arc::clone(&script))), script)
}

/// Runs `test` with the script of a server.
async fn shop(test: impl AsyncFnOnce(&Serving, &Cancel)) {
    let (router, script) = router();
    serving(router, async |server| test(server, &script).await).await;
}

fn client(server: &Serving) -> ClientBuilder {
    Client::builder()
        .base_url(server.url(""))
        .session_cookie("good-account-1")
}

pub(crate) fn id() -> InvoiceId {
    "inv_7c1f9a3e2b6d".parse().unwrap()
}

const CANCEL: &str = "/v1/billing/invoices/inv_7c1f9a3e2b6d/cancel";

fn envelope(text: &str) -> Box<triport_types::Error> {
    Box::new(triport_types::Error { error: text.to_owned() })
}

#[test]
fn the_examples_are_ordinary_serde_values() {
    for response in ["Unauthorized", "NotFound", "Rejected"] {
        let pointer = format!("/components/responses/{response}/content/application~1json/example");
        let example = document::part("spec/triport.yaml", &pointer);
        document::assert_same(&*envelope(example["error"].as_str().unwrap()), &example);
    }
}

#[tokio::test]
async fn an_invoice_is_cancelled_without_a_word() {
    shop(async |server, script| {
        script.then(Outcome::Success(()));
        let client = client(server).build().unwrap();
        let response = client.billing().cancel_invoice(&id()).await.unwrap();
        let () = *response.body();
        assert_eq!(response.status(), 204);
        assert!(response.raw().body().is_empty());
        let (account, request) = script.seen();
        assert_eq!((account.as_str(), request.id), ("account-1", id()));
        assert_eq!(response.request_id(), Some(request.context.request_id()));

        script.then(Outcome::Success(()));
        let cookies = "theme=dark; nl_session=good-account-2; nl_sessions=x";
        let answer = Raw::new("POST", CANCEL).header("cookie", cookies).send(server).await;
        assert_eq!((answer.status, answer.body.as_str()), (204, ""));
        assert_eq!(
            (answer.header("content-type"), answer.header("content-length")),
            (None, None)
        );
        assert_eq!(script.seen().0, "account-2");
    })
    .await;
}

#[tokio::test]
async fn every_declared_error_arrives_as_it_was_given() {
    let default = |code: u16| {
        let status = ErrorStatus::try_from(code).unwrap();
        (code, CancelInvoiceError::Default(status, envelope("anything else")))
    };
    let table = [
        (401, CancelInvoiceError::Unauthorized(envelope("not authenticated"))),
        (404, CancelInvoiceError::NotFound(envelope("not found or not pending"))),
        default(400),
        default(413),
        default(415),
        default(502),
    ];
    shop(async |server, script| {
        let client = client(server).build().unwrap();
        for (code, error) in table {
            script.then(Outcome::Declared(error.clone()));
            let Err(Error::Api(got, meta)) = client.billing().cancel_invoice(&id()).await else {
                panic!("{code} is an error of the API");
            };
            assert_eq!(got, error);
            assert_eq!((meta.status(), got.status().as_u16()), (error.status(), code));
            assert_eq!(header(meta.headers(), "content-type"), "application/json");
            assert_eq!(meta.request_id(), Some(script.seen().1.context.request_id()));
        }
    })
    .await;
}

/// What the server says by itself, as the client's typed error.
async fn turned_away(builder: ClientBuilder) -> CancelInvoiceError {
    let error = builder
        .build()
        .unwrap()
        .billing()
        .cancel_invoice(&id())
        .await
        .unwrap_err();
    let text = error.to_string();
    let Error::Api(error, meta) = error else {
        panic!("an error of the API, not: {text}");
    };
    assert_eq!(error.status(), meta.status());
    assert!(meta.request_id().is_some());
    let challenged = meta.headers().contains_key("www-authenticate");
    assert_eq!(challenged, meta.status() == 401);
    error
}

#[tokio::test]
async fn what_the_server_turns_away_is_typed_too() {
    use CancelInvoiceError::{Default, NotFound, Unauthorized};
    shop(async |server, script| {
        let status = |code: u16| ErrorStatus::try_from(code).unwrap();
        let unauthorized = || Unauthorized(envelope("valid credentials are required"));
        let internal = || Default(status(500), envelope("an internal error occurred"));
        let table = [
            (Client::builder().base_url(server.url("")), unauthorized()),
            (client(server).session_cookie("wrong"), unauthorized()),
            (
                client(server).session_cookie("barred"),
                Default(status(403), envelope("the credentials do not permit this operation")),
            ),
            (client(server).session_cookie("broken"), internal()),
            (
                client(server).base_url(server.url("/elsewhere")),
                NotFound(envelope("nothing is served at this path")),
            ),
        ];
        for (builder, expected) in table {
            assert_eq!(turned_away(builder).await, expected);
            assert!(script.is_untouched(), "{expected:?}");
        }
        for outcome in [Outcome::Internal, Outcome::Panic] {
            script.then(outcome);
            assert_eq!(turned_away(client(server)).await, internal());
        }
    })
    .await;
}

fn refused(name: &'static str, request: Raw, status: u16, message: &str) -> Refusal {
    Refusal {
        name,
        request,
        status,
        body: json!({ "error": message }),
        header: None,
    }
}

#[tokio::test]
async fn envelopes_are_exact() {
    let authorized = |method: &str, target: &str| Raw::new(method, target).header("cookie", "nl_session=good-1");
    let unauthenticated = |name, request| Refusal {
        header: Some(("www-authenticate", r#"Cookie realm="triport""#)),
        ..refused(name, request, 401, "valid credentials are required")
    };
    let cookie = |cookie: &str| Raw::new("POST", CANCEL).header("cookie", cookie);
    let refusals = [
        unauthenticated("no cookie", Raw::new("POST", CANCEL)),
        unauthenticated("a wrong session", cookie("nl_session=wrong")),
        unauthenticated("an empty session", cookie("nl_session=")),
        unauthenticated("another name", cookie("NL_SESSION=good-1; nl_session2=good-1")),
        unauthenticated("two sessions", cookie("nl_session=good-1; nl_session=good-2")),
        unauthenticated(
            "a bearer token",
            Raw::new("POST", CANCEL).header("authorization", "Bearer good-1"),
        ),
        refused(
            "no route",
            authorized("POST", "/v1/billing"),
            404,
            "nothing is served at this path",
        ),
        refused(
            "an empty id",
            authorized("POST", "/v1/billing/invoices//cancel"),
            404,
            "nothing is served at this path",
        ),
        Refusal {
            header: Some(("allow", "POST")),
            ..refused(
                "a method",
                authorized("GET", CANCEL),
                405,
                "this path does not serve the method",
            )
        },
        refused(
            "an id that is not UTF-8",
            authorized("POST", "/v1/billing/invoices/%ff/cancel"),
            400,
            "path parameter `id`: must be percent-encoded UTF-8",
        ),
        refused(
            "an internal error",
            authorized("POST", CANCEL),
            500,
            "an internal error occurred",
        ),
        refused("a panic", authorized("POST", CANCEL), 500, "an internal error occurred"),
    ];
    shop(async |server, script| {
        script.then(Outcome::Internal);
        script.then(Outcome::Panic);
        all_are_refused(server, refusals).await;
    })
    .await;
}

#[tokio::test]
async fn any_id_reaches_the_service_as_it_is() {
    shop(async |server, script| {
        let client = client(server).build().unwrap();
        for text in ["a b", "a/b", "ü?#%2F", "..x", "{id}", "1;2,3", "+"] {
            script.then(Outcome::Success(()));
            let id: InvoiceId = text.parse().unwrap();
            client.billing().cancel_invoice(&id).await.unwrap();
            assert_eq!(script.seen().1.id, id);
        }
    })
    .await;
    assert_eq!("".parse::<InvoiceId>().unwrap_err().rule(), "minLength");
}
