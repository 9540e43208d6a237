use std::sync::{Arc, Mutex};

use stubsmith_runtime::server::{Rejection, Response, Server};
use tower::ServiceExt as _;
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber as _;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::api;
use crate::shop::{Shop, call, json_body, no_body, request, send};

#[tokio::test]
async fn a_panic_costs_one_request() {
    for id in ["panics", "panics-later", "broken"] {
        let answer = call(no_body(request("POST", &format!("/v1/invoices/{id}/cancel")))).await;
        assert_eq!(answer.rejection(), (500, "internal_error".to_owned(), None), "{id}");
        assert_eq!(answer.message(), "an internal error occurred");
    }
    let mut in_authenticate = request("POST", "/v1/invoices/inv_1/cancel");
    in_authenticate
        .headers_mut()
        .unwrap()
        .insert("authorization", "Bearer panic".parse().unwrap());
    assert_eq!(call(no_body(in_authenticate)).await.rejection().0, 500);
}

#[tokio::test]
async fn a_panic_before_the_handler_waits_is_caught_too() {
    let mut routes = api::routes::<Shop>();
    routes[0].handler = |_, _| panic!("hunter2");
    let server = Server::new(Shop::default().into(), routes, |rejection| {
        stubsmith_runtime::server::problem(rejection)
    });
    let answer = send(
        server.into_router(),
        no_body(request("POST", "/v1/invoices/inv_1/cancel")),
    )
    .await;
    assert_eq!(answer.status.as_u16(), 500);
    assert!(!answer.text.contains("hunter2"));
}

#[tokio::test]
async fn a_panicking_envelope_still_answers() {
    fn envelope(_: &Rejection) -> Response {
        panic!("hunter2")
    }
    let server = Server::new(Shop::default().into(), api::routes(), envelope);
    let answer = send(
        server.into_router(),
        no_body(request("GET", "/").header("x-request-id", "r1")),
    )
    .await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (500, ""));
    assert_eq!(answer.header("x-request-id"), ["r1"]);
}

#[tokio::test]
async fn a_handler_is_dropped_with_its_request() {
    let shop = Shop::default();
    let handling = api::server(shop.clone()).oneshot(no_body(request("POST", "/v1/invoices/never/cancel")));
    let unfinished = tokio::time::timeout(std::time::Duration::from_millis(20), handling).await;
    assert!(unfinished.is_err());
    assert!(*shop.dropped.lock().unwrap());
}

/// Everything that is logged, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let mut log = self.0.lock().unwrap();
        log.push_str(&format!("{field}={value:?} "));
    }
}

impl Subscriber for Log {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.0
            .lock()
            .unwrap()
            .push_str(&format!("span {} ", span.metadata().name()));
        span.record(&mut self.clone());
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        self.0
            .lock()
            .unwrap()
            .push_str(&format!("\n{} ", event.metadata().level()));
        event.record(&mut self.clone());
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

async fn log_of(id: &str) -> String {
    let log = Log::default();
    let sent = request("POST", &format!("/v1/invoices/{id}/cancel?key=secret-query"))
        .header("x-request-id", "r1")
        .header("cookie", "secret-cookie");
    let handling = async { call(json_body(sent, "\"secret-body\"")).await };
    handling.with_subscriber(log.clone()).await;
    let text = log.0.lock().unwrap().clone();
    assert!(!text.contains("secret-") && !text.contains("Bearer"), "{text}");
    text
}

#[tokio::test]
async fn requests_are_logged_with_their_operation_and_nothing_secret() {
    let log = log_of("inv_1").await;
    for part in [
        "span request ",
        "http.request.method=POST",
        "http.route=\"/v1/invoices/{id}/cancel\"",
        "operation=\"cancelInvoice\"",
        "request_id=r1",
        "http.response.status_code=200",
    ] {
        assert!(log.contains(part), "{part} in {log}");
    }
    assert!(!log.contains("ERROR"), "{log}");
}

#[tokio::test]
async fn internal_errors_and_panics_are_logged_with_the_request_id() {
    let table = [
        ("broken", "error=\"invalid digit found in string\""),
        ("panics", "panic=\"hunter2 in a handler\""),
    ];
    for (id, cause) in table {
        let log = log_of(id).await;
        let error = log.lines().find(|line| line.starts_with("ERROR")).unwrap();
        assert!(error.contains(cause) && error.contains("request_id"), "{error}");
    }
}
