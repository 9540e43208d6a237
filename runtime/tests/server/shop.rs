//! A service of the sample API, as a user writes it, and what the tests need to call it.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use stubsmith_runtime::axum::body::Body;
use stubsmith_runtime::server::{AuthenticateError, BoxError, Failure, OrInternal as _, RequestContext, SigningKey};
use stubsmith_runtime::{axum, http, serde_json};
use tower::ServiceExt as _;

use crate::api::{
    self, Authenticate, CancelInvoiceRequest, CreateInvoiceRequest, Credentials, Invoices, TagInvoiceRequest,
};
use crate::log;
use crate::types::{CancelInvoiceError, InvoiceId, PublicApiError, PublicInvoice};

/// Shows the principal and the request that the last handler got.
#[derive(Clone, Debug)]
pub struct Shop {
    pub seen: Arc<Mutex<Option<Seen>>>,
    pub dropped: Arc<Mutex<bool>>,
}

impl Default for Shop {
    fn default() -> Self {
        log::install();
        Self {
            seen: Arc::default(),
            dropped: Arc::default(),
        }
    }
}

#[derive(Clone, Debug)]
pub enum Seen {
    Create(String, CreateInvoiceRequest),
    Tag(Box<TagInvoiceRequest>),
}

struct SetOnDrop(Arc<Mutex<bool>>);

impl Drop for SetOnDrop {
    fn drop(&mut self) {
        *self.0.lock().unwrap() = true;
    }
}

impl Shop {
    fn see(&self, seen: Seen) {
        *self.seen.lock().unwrap() = Some(seen);
    }

    pub fn created(&self) -> (String, CreateInvoiceRequest) {
        match self.seen.lock().unwrap().take() {
            Some(Seen::Create(principal, request)) => (principal, request),
            other => panic!("{other:?}"),
        }
    }

    pub fn tagged(&self) -> TagInvoiceRequest {
        match self.seen.lock().unwrap().take() {
            Some(Seen::Tag(request)) => *request,
            other => panic!("{other:?}"),
        }
    }
}

impl Authenticate for Shop {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        let (secret, name) = match &credentials {
            Credentials::BearerAuth(token) => (token.expose(), "bearer".to_owned()),
            Credentials::BasicAuth(basic) => (basic.password.expose(), format!("basic {}", basic.username)),
            Credentials::HeaderKey(key) => (key.expose(), "header".to_owned()),
            Credentials::QueryKey(key) => (key.expose(), "query".to_owned()),
            Credentials::SessionCookie(session) => (session.expose(), "cookie".to_owned()),
            Credentials::RequestSignature(verified) => return Ok(format!("signature {}", verified.key_id)),
        };
        match secret {
            "good" => Ok(name),
            "weak" => Err(AuthenticateError::Forbidden),
            "down" => Err(AuthenticateError::internal("cannot reach hunter2.internal")),
            "panic" => panic!("hunter2 in authenticate"),
            _ => Err(AuthenticateError::Unauthenticated),
        }
    }

    async fn request_signature_keys(&self) -> Result<Vec<SigningKey>, BoxError> {
        Ok(["old", "new"]
            .map(|id| SigningKey {
                id: id.to_owned(),
                secret: format!("secret of {id}").into(),
            })
            .into())
    }
}

fn invoice(id: InvoiceId) -> PublicInvoice {
    PublicInvoice { id, note: None }
}

impl Invoices for Shop {
    async fn cancel_invoice(
        &self,
        _: String,
        request: CancelInvoiceRequest,
    ) -> Result<PublicInvoice, Failure<CancelInvoiceError>> {
        match request.id.as_str() {
            "missing" => Err(CancelInvoiceError::NotFound(Box::new(PublicApiError {
                code: "not_found".to_owned(),
                message: "no such invoice".to_owned(),
                param: None,
                request_id: request.context.request_id().to_owned(),
            })))?,
            "broken" => {
                let parsed: i32 = "hunter2".parse().or_internal()?;
                unreachable!("{parsed}")
            }
            "panics" => panic!("hunter2 in a handler"),
            "panics-later" => {
                tokio::task::yield_now().await;
                panic!("hunter2 in a handler")
            }
            "never" => {
                let _guard = SetOnDrop(Arc::clone(&self.dropped));
                std::future::pending().await
            }
            _ => Ok(invoice(request.id)),
        }
    }

    async fn create_invoice(
        &self,
        principal: String,
        request: CreateInvoiceRequest,
    ) -> Result<PublicInvoice, Failure<Infallible>> {
        self.see(Seen::Create(principal, request));
        Ok(invoice("inv_1".parse().or_internal()?))
    }

    async fn tag_invoice(&self, _: String, request: TagInvoiceRequest) -> Result<(), Failure<Infallible>> {
        self.see(Seen::Tag(Box::new(request)));
        Ok(())
    }
}

/// A response that was read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: http::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    pub fn header(&self, name: &str) -> Vec<&str> {
        let values = self.headers.get_all(name).iter();
        values.map(|value| value.to_str().unwrap()).collect()
    }

    /// Status, code and param of an envelope. Every envelope names the request as the header does.
    pub fn rejection(&self) -> (u16, String, Option<String>) {
        let body = self.json();
        assert_eq!(self.header("content-type"), ["application/json"]);
        assert_eq!(self.header("x-request-id"), [body["request_id"].as_str().unwrap()]);
        assert!(!self.text.contains("hunter2"), "{self:?}");
        let text = |name| body[name].as_str().map(str::to_owned);
        (self.status.as_u16(), text("code").unwrap(), text("param"))
    }

    pub fn message(&self) -> String {
        self.json()["message"].as_str().unwrap().to_owned()
    }
}

pub async fn send(router: axum::Router, request: Request<Body>) -> Answer {
    log::install();
    let response = router.oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: parts.status,
        headers: parts.headers,
        text: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// Sends to a new shop.
pub async fn call(request: Request<Body>) -> Answer {
    send(api::router(Shop::default()), request).await
}

/// A request with credentials that are accepted.
pub fn request(method: &str, target: &str) -> http::request::Builder {
    Request::builder()
        .method(method)
        .uri(target)
        .header("authorization", "Bearer good")
}

pub fn no_body(builder: http::request::Builder) -> Request<Body> {
    builder.body(Body::empty()).unwrap()
}

pub fn json_body(builder: http::request::Builder, body: &str) -> Request<Body> {
    let builder = builder.header("content-type", "application/json");
    builder.body(Body::from(body.to_owned())).unwrap()
}
