//! Razorpay Curlec: an OpenAPI 3.0 document, a user name with a password, limits on lengths and counts, UNIX times.

use std::collections::BTreeMap;
use std::sync::Arc;

use razorpay_client::{Client, ClientBuilder, Error};
use razorpay_server::{
    Authenticate, AuthenticateError, CancelInvoiceRequest, Credentials, Failure, Invoices, RequestContext,
};
use razorpay_types::{
    CancelInvoiceError, CustomerDetails, ErrorCode, ErrorDetails, ErrorResponse, Invoice, InvoiceEntity, InvoiceNumber,
    InvoiceStatus, InvoiceType, LineItem, LineItems, NoteText, NotificationStatus,
};
use serde_json::{Value, json};
use stubsmith_runtime::{ErrorStatus, Maybe};

use crate::document;
use crate::harness::{Serving, header, serving};
use crate::raw::{Raw, Refusal, all_are_refused};
use crate::script::{Outcome, Script, principal};

pub(crate) type Cancel = Script<(String, CancelInvoiceRequest), Invoice, CancelInvoiceError>;

struct Shop(Arc<Cancel>);

impl Authenticate for Shop {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        let Credentials::BasicAuth(login) = credentials;
        if login.username != "rzp_test_1" {
            return Err(AuthenticateError::Unauthenticated);
        }
        principal(login.password.expose())
    }
}

impl Invoices for Shop {
    async fn cancel_invoice(
        &self,
        merchant: String,
        request: CancelInvoiceRequest,
    ) -> Result<Invoice, Failure<CancelInvoiceError>> {
        self.0.play((merchant, request)).await
    }
}

/// A router, and the script of what stands behind it.
pub(crate) fn router() -> (axum::Router, Arc<Cancel>) {
    let script = Arc::new(Cancel::default());
    (razorpay_server::router(Shop(Arc::clone(&script))), script)
}

/// Runs `test` with the script of a server.
async fn shop(test: impl AsyncFnOnce(&Serving, &Cancel)) {
    let (router, script) = router();
    serving(router, async |server| test(server, &script).await).await;
}

fn client(server: &Serving) -> ClientBuilder {
    Client::builder()
        .base_url(server.url(""))
        .basic_auth("rzp_test_1", "good-m:1")
}

pub(crate) const ID: &str = "inv_JqVZyyKWjCs9cY";
const CANCEL: &str = "/v1/invoices/inv_JqVZyyKWjCs9cY/cancel";

/// `rzp_test_1:good-1`
const GOOD: &str = "Basic cnpwX3Rlc3RfMTpnb29kLTE=";

fn example() -> Value {
    let pointer = "/paths/~1v1~1invoices~1{id}~1cancel/post/responses/200/content/application~1json/example";
    document::part("spec/razorpay.yaml", pointer)
}

fn line() -> LineItem {
    LineItem {
        id: "li_JqVZyzHIx1exXC".to_owned(),
        item_id: Maybe::Null,
        name: "Crate of sea weed".to_owned(),
        description: Maybe::Value("Crate of sea weed.".to_owned()),
        r#type: Some(InvoiceType::Invoice),
        quantity: 1,
        unit: Maybe::Null,
        unit_amount: Some(20000),
        amount: 20000,
        gross_amount: Some(20000),
        net_amount: Some(20000),
        tax_amount: Some(0),
        taxable_amount: Some(20000),
        tax_inclusive: Some(false),
        tax_rate: Maybe::Null,
        taxes: Some(Vec::new()),
        currency: Some(String::new()),
        hsn_code: Maybe::Null,
        sac_code: Maybe::Null,
        ref_id: Maybe::Null,
        ref_type: Maybe::Null,
    }
}

fn customer() -> CustomerDetails {
    let text = |text: &str| Maybe::Value(text.to_owned());
    CustomerDetails {
        id: text("cust_DtHaBuooGHTuyZ"),
        name: text(" Nur Aisyah"),
        email: text("nur.aisyah@example.com"),
        contact: text("+60123456789"),
        customer_name: text(" Nur Aisyah"),
        customer_email: text("nur.aisyah@example.com"),
        customer_contact: text("+60123456789"),
        gstin: Maybe::Null,
        billing_address: Maybe::Null,
        shipping_address: Maybe::Null,
    }
}

fn notes() -> BTreeMap<String, NoteText> {
    let note = |(name, text): (&str, &str)| (name.to_owned(), text.parse().unwrap());
    BTreeMap::from(
        [
            ("notes_key_1", "Tea, Earl Grey, Hot"),
            ("notes_key_2", "Tea, Earl Grey… decaf."),
        ]
        .map(note),
    )
}

/// The document's example, member by member.
pub(crate) fn invoice() -> Invoice {
    Invoice {
        id: ID.to_owned(),
        entity: InvoiceEntity::Invoice,
        r#type: Some(InvoiceType::Invoice),
        invoice_number: Some("Receipt No. 123234".parse().unwrap()),
        receipt: Maybe::Value("Receipt No. 123234".to_owned()),
        customer_id: Maybe::Value("cust_DtHaBuooGHTuyZ".to_owned()),
        customer_details: Some(customer()),
        order_id: Maybe::Null,
        line_items: Some(vec![line()].try_into().unwrap()),
        payment_id: Maybe::Null,
        status: InvoiceStatus::Cancelled,
        expire_by: Maybe::Value(1_924_991_999),
        issued_at: Maybe::Null,
        paid_at: Maybe::Null,
        cancelled_at: Maybe::Value(1_657_203_958),
        expired_at: Maybe::Null,
        created_at: Some(1_657_203_943),
        date: Maybe::Value(1_588_076_279),
        billing_start: Maybe::Null,
        billing_end: Maybe::Null,
        sms_status: Maybe::Value(NotificationStatus::Pending),
        email_status: Maybe::Value(NotificationStatus::Pending),
        partial_payment: Some(true),
        amount: 20000,
        amount_paid: Maybe::Null,
        amount_due: Maybe::Null,
        first_payment_min_amount: Maybe::Null,
        gross_amount: Some(20000),
        tax_amount: Some(0),
        taxable_amount: Some(20000),
        currency: Some(String::new()),
        currency_symbol: Some("<currency_symbol>".to_owned()),
        description: Maybe::Value("Domestic invoice for Gaurav Kumar.".parse().unwrap()),
        notes: Some(notes()),
        short_url: Maybe::Null,
        terms: Maybe::Value("No Returns; No Refunds".parse().unwrap()),
        comment: Maybe::Value("Fresh sea weed mowed this morning".parse().unwrap()),
        group_taxes_discounts: Some(false),
        idempotency_key: Maybe::Null,
        reminder_status: Maybe::Null,
        subscription_status: Maybe::Null,
        supply_state_code: Maybe::Null,
        user_id: Maybe::Null,
        view_less: Some(true),
    }
}

fn details(code: ErrorCode, description: &str) -> ErrorDetails {
    ErrorDetails {
        code,
        description: description.to_owned(),
        field: Maybe::Absent,
        source: Maybe::Absent,
        step: Maybe::Absent,
        reason: Maybe::Absent,
        metadata: Maybe::Absent,
    }
}

fn envelope(error: ErrorDetails) -> Box<ErrorResponse> {
    Box::new(ErrorResponse { error })
}

#[test]
fn the_examples_are_ordinary_serde_values() {
    document::assert_same(&invoice(), &example());
    let pointer = "/components/responses/BadRequest/content/application~1json/example";
    let error = ErrorDetails {
        metadata: Maybe::Value(BTreeMap::new()),
        ..details(
            ErrorCode::BadRequestError,
            "Operation not allowed for Invoice in cancelled status.",
        )
    };
    document::assert_same(&*envelope(error), &document::part("spec/razorpay.yaml", pointer));
}

#[tokio::test]
async fn an_invoice_is_cancelled() {
    shop(async |server, script| {
        script.then(Outcome::Success(invoice()));
        let client = client(server).build().unwrap();
        let response = client.invoices().cancel_invoice(ID).await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.body(), &invoice());
        let (merchant, request) = script.seen();
        assert_eq!((merchant.as_str(), request.id.as_str()), ("m:1", ID));
        assert_eq!(response.request_id(), Some(request.context.request_id()));

        script.then(Outcome::Success(invoice()));
        let answer = Raw::new("POST", CANCEL)
            .header("authorization", GOOD)
            .send(server)
            .await;
        assert_eq!((answer.status, answer.json()), (200, example()));
    })
    .await;
}

#[tokio::test]
async fn every_declared_error_arrives_as_it_was_given() {
    let metadata = BTreeMap::from([
        ("order_id".to_owned(), json!("order_1")),
        ("retry".to_owned(), Value::Null),
    ]);
    let full = ErrorDetails {
        code: ErrorCode::Unknown("NEW_ERROR".to_owned()),
        description: "It is paid.".to_owned(),
        field: Maybe::Value("id".to_owned()),
        source: Maybe::Value("business".to_owned()),
        step: Maybe::Null,
        reason: Maybe::Value("invoice_paid".to_owned()),
        metadata: Maybe::Value(metadata),
    };
    let default = |code: u16, word: ErrorCode| {
        let status = ErrorStatus::try_from(code).unwrap();
        (
            code,
            CancelInvoiceError::Default(status, envelope(details(word, "Why."))),
        )
    };
    let table = [
        (400, CancelInvoiceError::BadRequest(envelope(full))),
        default(401, ErrorCode::BadRequestError),
        default(404, ErrorCode::BadRequestError),
        default(413, ErrorCode::BadRequestError),
        default(415, ErrorCode::BadRequestError),
        default(500, ErrorCode::ServerError),
        default(502, ErrorCode::GatewayError),
    ];
    shop(async |server, script| {
        let client = client(server).build().unwrap();
        for (code, error) in table {
            script.then(Outcome::Declared(error.clone()));
            let Err(Error::Api(got, meta)) = client.invoices().cancel_invoice(ID).await else {
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

/// What the server says by itself, as the client's typed error: status and code.
async fn turned_away(builder: ClientBuilder) -> (u16, ErrorCode) {
    let error = builder
        .build()
        .unwrap()
        .invoices()
        .cancel_invoice(ID)
        .await
        .unwrap_err();
    let text = error.to_string();
    let Error::Api(CancelInvoiceError::Default(status, body), meta) = error else {
        panic!("an error that the document declares as default, not: {text}");
    };
    assert_eq!(status.get(), meta.status());
    assert!(meta.request_id().is_some());
    if meta.status() == 401 {
        assert_eq!(
            header(meta.headers(), "www-authenticate"),
            r#"Basic realm="razorpay", charset="UTF-8""#
        );
    }
    (meta.status().as_u16(), body.error.code)
}

#[tokio::test]
async fn what_the_server_turns_away_is_typed_too() {
    shop(async |server, script| {
        let anonymous = Client::builder().base_url(server.url(""));
        let wrong = client(server).basic_auth("rzp_test_1", "wrong");
        let unknown = client(server).basic_auth("rzp_test_2", "good-1");
        let empty = client(server).basic_auth("", "");
        let barred = client(server).basic_auth("rzp_test_1", "barred");
        let broken = client(server).basic_auth("rzp_test_1", "broken");
        let elsewhere = client(server).base_url(server.url("/elsewhere"));
        let table = [
            (anonymous, 401, ErrorCode::BadRequestError),
            (wrong, 401, ErrorCode::BadRequestError),
            (unknown, 401, ErrorCode::BadRequestError),
            (empty, 401, ErrorCode::BadRequestError),
            (barred, 403, ErrorCode::BadRequestError),
            (broken, 500, ErrorCode::ServerError),
            (elsewhere, 404, ErrorCode::BadRequestError),
        ];
        for (builder, status, code) in table {
            assert_eq!(turned_away(builder).await, (status, code));
            assert!(script.is_untouched(), "{status}");
        }
        for outcome in [Outcome::Internal, Outcome::Panic] {
            script.then(outcome);
            assert_eq!(turned_away(client(server)).await, (500, ErrorCode::ServerError));
        }
    })
    .await;
}

fn refused(name: &'static str, request: Raw, status: u16, code: &str, description: &str) -> Refusal {
    Refusal {
        name,
        request,
        status,
        body: json!({"error": {"code": code, "description": description}}),
        header: None,
    }
}

#[tokio::test]
async fn envelopes_are_exact() {
    let authorized = |method: &str, target: &str| Raw::new(method, target).header("authorization", GOOD);
    let bad = |name, request, status, description| refused(name, request, status, "BAD_REQUEST_ERROR", description);
    let internal = |name| {
        refused(
            name,
            authorized("POST", CANCEL),
            500,
            "SERVER_ERROR",
            "an internal error occurred",
        )
    };
    let unauthenticated = |name, authorization: &str| Refusal {
        header: Some(("www-authenticate", r#"Basic realm="razorpay", charset="UTF-8""#)),
        ..bad(
            name,
            Raw::new("POST", CANCEL).header("authorization", authorization),
            401,
            "valid credentials are required",
        )
    };
    let mut bad_id = bad(
        "a broken escape in the id",
        authorized("POST", "/v1/invoices/%zz/cancel"),
        400,
        "path parameter `id`: must be percent-encoded correctly",
    );
    bad_id.body["error"]["field"] = json!("id");
    let refusals = [
        unauthenticated("no base64", "Basic ???"),
        unauthenticated("no colon: `rzp_test_1`", "Basic cnpwX3Rlc3RfMQ=="),
        unauthenticated("a wrong password: `rzp_test_1:good`", "Basic cnpwX3Rlc3RfMTpnb29k"),
        unauthenticated("another scheme", "Bearer good-1"),
        bad_id,
        bad(
            "no route",
            authorized("POST", "/"),
            404,
            "nothing is served at this path",
        ),
        Refusal {
            header: Some(("allow", "POST")),
            ..bad(
                "a method",
                authorized("PATCH", CANCEL),
                405,
                "this path does not serve the method",
            )
        },
        internal("an internal error"),
        internal("a panic"),
    ];
    shop(async |server, script| {
        script.then(Outcome::Internal);
        script.then(Outcome::Panic);
        all_are_refused(server, refusals).await;
    })
    .await;
}

#[test]
fn limits_count_characters_and_elements() {
    assert!("€".repeat(40).parse::<InvoiceNumber>().is_ok());
    assert_eq!("€".repeat(41).parse::<InvoiceNumber>().unwrap_err().rule(), "maxLength");
    assert_eq!("".parse::<InvoiceNumber>().unwrap_err().rule(), "minLength");
    assert!("x".repeat(2048).parse::<NoteText>().is_ok());
    assert_eq!("x".repeat(2049).parse::<NoteText>().unwrap_err().rule(), "maxLength");
    assert_eq!(LineItems::try_from(vec![line(); 50]).unwrap().len(), 50);
    assert_eq!(LineItems::try_from(vec![line(); 51]).unwrap_err().rule(), "maxItems");
}

#[tokio::test]
async fn a_response_beyond_the_limits_is_told_with_its_places() {
    let mut beyond = example();
    beyond["invoice_number"] = json!("");
    beyond["amount"] = json!("20000");
    beyond["line_items"][0]["quantity"] = json!(1.5);
    beyond["notes"]["a/b"] = json!("x".repeat(2049));
    beyond["entity"] = Value::Null;
    let app = axum::Router::new().fallback(async move || axum::http::Response::new(beyond.to_string()));
    serving(app, async |server| {
        let client = client(server).build().unwrap();
        let Err(Error::Undecodable(error)) = client.invoices().cancel_invoice(ID).await else {
            panic!("a body that cannot be read");
        };
        assert_eq!(error.response().status(), 200);
        let violations = error.violations().unwrap().iter();
        let places: Vec<_> = violations.map(|it| (it.pointer(), it.rule())).collect();
        let expected = [
            ("/entity", "type"),
            ("/invoice_number", "minLength"),
            ("/line_items/0/quantity", "type"),
            ("/amount", "type"),
            ("/notes/a~1b", "maxLength"),
        ];
        assert_eq!(places, expected, "{error}");
    })
    .await;
}
