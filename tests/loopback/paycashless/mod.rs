//! Paycashless: requests that the client signs and the server verifies, a JSON body, numbers and camel case.

mod refusals;
mod signatures;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use hmac::{Hmac, KeyInit as _, Mac as _};
use paycashless_client::{Client, ClientBuilder, Error};
use paycashless_server::runtime::server::{BoxError, SigningKey};
use paycashless_server::{
    Authenticate, AuthenticateError, CancelInvoiceRequest, Credentials, Failure, Invoices, RequestContext,
};
use paycashless_types::{ApiError, CancelInvoiceError, CancelInvoiceInput, Currency, Invoice, InvoiceStatus};
use serde_json::{Value, json};
use sha2::Sha512;
use stubsmith_runtime::{ErrorStatus, Maybe, Secret};

use crate::document;
use crate::harness::{Serving, header, serving};
use crate::raw::{INTERNALS, Raw};
use crate::script::{Outcome, Script, principal};

pub(crate) type Cancel = Script<(String, CancelInvoiceRequest), Invoice, CancelInvoiceError>;

struct Shop {
    script: Arc<Cancel>,
    /// Whether the signing keys can be had.
    keys_at_hand: bool,
}

/// The keys by their ids, which are also the credentials of [`principal`].
const KEYS: [(&str, &str); 4] = [
    ("good-old", "secret-old"),
    ("good-new", "secret-new"),
    ("barred", "secret-barred"),
    ("broken", "secret-broken"),
];

impl Authenticate for Shop {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        let Credentials::RequestSignature(verified) = credentials;
        let signed = verified.timestamp.expect("the scheme has timestamps");
        assert!(now().abs_diff(signed) <= 300);
        principal(&verified.key_id)
    }

    async fn request_signature_keys(&self) -> Result<Vec<SigningKey>, BoxError> {
        if !self.keys_at_hand {
            return Err(INTERNALS.into());
        }
        let key = |(id, secret): (&str, &str)| SigningKey {
            id: id.to_owned(),
            secret: Secret::from(secret),
        };
        Ok(KEYS.map(key).into())
    }
}

impl Invoices for Shop {
    async fn cancel_invoice(
        &self,
        business: String,
        request: CancelInvoiceRequest,
    ) -> Result<Invoice, Failure<CancelInvoiceError>> {
        self.script.play((business, request)).await
    }
}

/// A router that reads bodies up to 4 KiB, and the script of what stands behind it.
pub(crate) fn router() -> (axum::Router, Arc<Cancel>) {
    router_with(true)
}

fn router_with(keys_at_hand: bool) -> (axum::Router, Arc<Cancel>) {
    let script = Arc::new(Cancel::default());
    let shop = Shop {
        script: Arc::clone(&script),
        keys_at_hand,
    };
    (paycashless_server::server(shop).body_limit(4096).into_router(), script)
}

async fn shop(test: impl AsyncFnOnce(&Serving, &Cancel)) {
    let (router, script) = router();
    serving(router, async |server| test(server, &script).await).await;
}

fn client(server: &Serving) -> ClientBuilder {
    Client::builder()
        .base_url(server.url(""))
        .request_signature("secret-new")
}

pub(crate) fn now() -> i64 {
    UNIX_EPOCH.elapsed().unwrap().as_secs().try_into().unwrap()
}

pub(crate) fn input() -> CancelInvoiceInput {
    CancelInvoiceInput {
        cancellation_reason: "The customer ordered twice.".to_owned(),
    }
}

pub(crate) const ID: &str = "inv_ff0c3z37zi40pvc82g74bgsm4q7fubbw";
const CANCEL: &str = "/v1/invoices/inv_ff0c3z37zi40pvc82g74bgsm4q7fubbw/cancel";
const BODY: &str = r#"{"cancellationReason": "The customer ordered twice."}"#;

fn example() -> Value {
    let pointer = "/paths/~1v1~1invoices~1{id}~1cancel/post/responses/200/content/application~1json/example";
    document::part("spec/paycashless.yaml", pointer)
}

/// The document's example, member by member.
pub(crate) fn invoice() -> Invoice {
    Invoice {
        id: ID.to_owned(),
        status: InvoiceStatus::Cancelled,
        description: "Repair of two chairs".to_owned(),
        currency: Currency::Ngn,
        max_installments: 3.0,
        number: "INV-0042".to_owned(),
        reference: "order-1048".to_owned(),
        accept_partial_payments: true,
        amount_due: 10750.0,
        amount_paid: 0.0,
        amount_overpaid: 0.0,
        amount_remaining: 10750.0,
        sub_total: 10000.0,
        customer_id: "cus_4q7fubbw".to_owned(),
        send_email: true,
        total_inclusive_tax_amount: 0.0,
        total_exclusive_tax_amount: 750.0,
        cancellation_reason: Some("The customer ordered twice.".to_owned()),
        tax_rate_ids: vec!["txr_82g74bgs".to_owned()],
        logo: Maybe::Value("https://shop.example/logo.png".to_owned()),
        invoice_pdf: Some("https://files.example/inv-0042.pdf".to_owned()),
        receipt_pdf: None,
        callback_url: Some("https://shop.example/hooks/invoices".to_owned()),
        return_url: None,
        metadata: Some(BTreeMap::from([("workshop".to_owned(), json!("Lagos"))])),
        days_until_due: 14.0,
        due_date: "2023-11-21T05:31:56Z".parse().unwrap(),
        paid_at: None,
        cancelled_at: Some("2023-11-07T05:31:56Z".parse().unwrap()),
        live_mode: true,
    }
}

fn envelope(code: &str, field: Maybe<String>) -> Box<ApiError> {
    Box::new(ApiError {
        code: code.to_owned(),
        message: format!("About {code}."),
        field,
    })
}

#[test]
fn the_examples_are_ordinary_serde_values() {
    document::assert_same(&invoice(), &example());
    document::assert_same(&input(), &serde_json::from_str(BODY).unwrap());
    for response in ["BadRequest", "Unauthorized", "NotFound", "Rejected"] {
        let pointer = format!("/components/responses/{response}/content/application~1json/example");
        let error = document::part("spec/paycashless.yaml", &pointer);
        let typed: ApiError = serde_json::from_value(error.clone()).unwrap();
        assert_eq!(error["code"], typed.code);
        document::assert_same(&typed, &error);
    }
}

#[tokio::test]
async fn an_invoice_is_cancelled_under_any_of_the_keys() {
    shop(async |server, script| {
        for (secret, business) in [("secret-old", "old"), ("secret-new", "new")] {
            script.then(Outcome::Success(invoice()));
            let client = client(server).request_signature(secret).build().unwrap();
            let response = client.invoices().cancel_invoice(ID, &input()).await.unwrap();
            assert_eq!(response.status(), 200);
            assert_eq!(response.body(), &invoice());
            let (who, request) = script.seen();
            assert_eq!(
                (who.as_str(), request.id.as_str(), request.body),
                (business, ID, input())
            );
            assert_eq!(response.request_id(), Some(request.context.request_id()));
        }
    })
    .await;
}

#[tokio::test]
async fn every_declared_error_arrives_as_it_was_given() {
    let default = |code: u16, field| {
        let status = ErrorStatus::try_from(code).unwrap();
        (code, CancelInvoiceError::Default(status, envelope("other", field)))
    };
    let table = [
        (400, CancelInvoiceError::BadRequest(envelope("paid", Maybe::Null))),
        (
            401,
            CancelInvoiceError::Unauthorized(envelope("revoked", Maybe::Absent)),
        ),
        (
            404,
            CancelInvoiceError::NotFound(envelope("none", Maybe::Value("id".to_owned()))),
        ),
        default(413, Maybe::Absent),
        default(415, Maybe::Null),
        default(599, Maybe::Value("id".to_owned())),
    ];
    shop(async |server, script| {
        let client = client(server).build().unwrap();
        for (code, error) in table {
            script.then(Outcome::Declared(error.clone()));
            let Err(Error::Api(got, meta)) = client.invoices().cancel_invoice(ID, &input()).await else {
                panic!("{code} is an error of the API");
            };
            assert_eq!(got, error);
            assert_eq!((got.status(), meta.status()), (meta.status(), error.status()));
            assert_eq!(meta.status(), code);
            assert_eq!(header(meta.headers(), "content-type"), "application/json");
            assert_eq!(meta.request_id(), Some(script.seen().1.context.request_id()));
        }
    })
    .await;
}

/// What the server says by itself, as the client's typed error: status and code.
async fn turned_away(builder: ClientBuilder, header: Option<(&str, &str)>) -> (u16, String) {
    let client = builder.build().unwrap();
    let mut call = client.invoices().cancel_invoice(ID, &input());
    if let Some((name, value)) = header {
        call = call.header(name, value);
    }
    let error = call.await.unwrap_err();
    let text = error.to_string();
    let Error::Api(error, meta) = error else {
        panic!("an error of the API, not: {text}");
    };
    assert_eq!(error.status(), meta.status());
    assert!(meta.request_id().is_some());
    if meta.status() == 401 {
        assert!(matches!(error, CancelInvoiceError::Unauthorized(_)), "{error:?}");
        assert_eq!(
            crate::harness::header(meta.headers(), "www-authenticate"),
            r#"Signature realm="paycashless""#
        );
    }
    assert_eq!(
        error.to_string(),
        format!("the server answered {}: {}", meta.status(), error.body().message)
    );
    (meta.status().as_u16(), error.body().code.clone())
}

#[tokio::test]
async fn what_the_server_turns_away_is_typed_too() {
    shop(async |server, script| {
        let unsigned = Client::builder().base_url(server.url(""));
        let wrong = client(server).request_signature("secret-ne");
        let barred = client(server).request_signature("secret-barred");
        let broken = client(server).request_signature("secret-broken");
        let elsewhere = client(server).base_url(server.url("/elsewhere"));
        let table = [
            (unsigned, 401, "unauthenticated"),
            (wrong, 401, "unauthenticated"),
            (barred, 403, "forbidden"),
            (broken, 500, "internal_error"),
            (elsewhere, 404, "unknown_route"),
        ];
        for (builder, status, code) in table {
            assert_eq!(turned_away(builder, None).await, (status, code.to_owned()));
            assert!(script.is_untouched(), "{code}");
        }
        for outcome in [Outcome::Internal, Outcome::Panic] {
            script.then(outcome);
            let got = turned_away(client(server), None).await;
            assert_eq!(got, (500, "internal_error".to_owned()));
        }
    })
    .await;
}

/// The signature of `body`, computed without the runtime.
fn sign(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha512>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn signed(method: &str, target: &str, body: &[u8]) -> Raw {
    Raw::new(method, target)
        .header("request-signature", &sign("secret-new", body))
        .header("request-timestamp", &now().to_string())
}
