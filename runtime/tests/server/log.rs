//! What is logged about requests. The subscriber is set for all tests, before any of them can log: tracing remembers
//! which events nobody listens to, and would forget it too late for tests that run side by side.

use std::fmt::Write as _;
use std::sync::{LazyLock, Mutex, Once};

use stubsmith_runtime::http::Request;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::shop::{call, json_body, request};

/// A line for each span and each event; the id of a span is its line, counted from 1.
static LINES: LazyLock<Mutex<Vec<String>>> = LazyLock::new(Mutex::default);

struct Log;

#[derive(Default)]
struct Fields(String);

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("stubsmith_runtime")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut fields = Fields(format!("span {}", span.metadata().name()));
        span.record(&mut fields);
        let mut lines = LINES.lock().unwrap();
        lines.push(fields.0);
        Id::from_u64(lines.len() as u64)
    }
    fn record(&self, span: &Id, values: &Record<'_>) {
        let mut fields = Fields::default();
        values.record(&mut fields);
        LINES.lock().unwrap()[span.into_u64() as usize - 1].push_str(&fields.0);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields(event.metadata().level().to_string());
        event.record(&mut fields);
        LINES.lock().unwrap().push(fields.0);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

pub fn install() {
    static INSTALL: Once = Once::new();
    INSTALL.call_once(|| tracing::subscriber::set_global_default(Log).unwrap());
}

/// What is logged when an invoice is cancelled: the span, then the events.
async fn log_of(invoice: &str) -> Vec<String> {
    let request_id = format!("log-of-{invoice}");
    let sent = request("POST", &format!("/v1/invoices/{invoice}/cancel?key=secret-query"))
        .header("x-request-id", &request_id)
        .header("cookie", "secret-cookie");
    call(json_body(sent, "\"secret-body\"")).await;
    let mut lines = LINES.lock().unwrap().clone();
    lines.retain(|line| line.contains(&request_id));
    let secret = lines
        .iter()
        .find(|line| line.contains("secret-") || line.contains("Bearer"));
    assert_eq!(secret, None);
    lines
}

#[tokio::test]
async fn requests_are_logged_with_their_operation_and_nothing_secret() {
    let log = log_of("inv_logged").await;
    assert_eq!(
        log,
        [
            "span request otel.name=\"POST\" otel.kind=\"server\" http.request.method=\"POST\" \
             url.path=\"/v1/invoices/inv_logged/cancel\" request_id=\"log-of-inv_logged\" otel.name=\"POST \
             /v1/invoices/{id}/cancel\" http.route=\"/v1/invoices/{id}/cancel\" operation=\"cancelInvoice\" \
             http.response.status_code=200"
        ]
    );
}

#[tokio::test]
async fn why_a_signature_is_refused_is_told_to_the_log_alone() {
    let table = [
        ("00", "mismatch", "the signature does not match"),
        ("zz", "malformed", "the signature is not encoded as the scheme says"),
    ];
    for (signature, name, reason) in table {
        let request_id = format!("log-of-{name}");
        let time = std::time::UNIX_EPOCH.elapsed().unwrap().as_secs();
        let sent = Request::post("/v1/invoices")
            .header("x-request-id", &request_id)
            .header("request-timestamp", time)
            .header("request-signature", signature);
        let answer = call(json_body(sent, "\"secret-body\"")).await;
        assert_eq!(answer.status, 401);
        assert!(!answer.text.contains(reason), "{}", answer.text);
        let mut lines = LINES.lock().unwrap().clone();
        lines.retain(|line| line.contains(&request_id));
        let told = format!("reason={reason}");
        assert!(
            lines
                .iter()
                .any(|line| line.starts_with("DEBUG") && line.contains(&told)),
            "{lines:?}"
        );
        assert!(!lines.iter().any(|line| line.contains("secret")), "{lines:?}");
    }
}

#[tokio::test]
async fn internal_errors_and_panics_are_logged_with_the_request_id() {
    let table = [
        ("broken", "error=\"invalid digit found in string\""),
        ("panics", "panic=\"hunter2 in a handler\""),
    ];
    for (invoice, cause) in table {
        let log = log_of(invoice).await;
        let ending = "http.response.status_code=500 otel.status_code=\"ERROR\" error.type=\"500\"";
        assert!(log[0].ends_with(ending), "{log:?}");
        let error = log.iter().find(|line| line.starts_with("ERROR")).unwrap();
        assert!(error.contains(cause), "{error}");
    }
}
