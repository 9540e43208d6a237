//! The server of the sample API, in the shape that is emitted.

use std::convert::Infallible;
use std::sync::Arc;

use stubsmith_runtime::http::StatusCode;
use stubsmith_runtime::server::{
    AuthenticateError, Basic, BoxError, Endpoint, Envelope, Failure, Handler, Rejection, Request, RequestContext,
    Response, Server, SigningKey, Verified, respond,
};
use stubsmith_runtime::signature::{Algorithm, PayloadPart, SignatureEncoding, SignatureScheme};
use stubsmith_runtime::{Secret, axum};

use crate::types::{CancelInvoiceError, InvoiceId, NewInvoice, PublicApiError, PublicInvoice};

pub static REQUEST_SIGNATURE: SignatureScheme =
    SignatureScheme::new(Algorithm::HmacSha512, SignatureEncoding::Hex, "Request-Signature")
        .payload(&[PayloadPart::Timestamp, PayloadPart::Literal("."), PayloadPart::Body])
        .timestamp_header("Request-Timestamp", 300);

pub trait Authenticate: Send + Sync + 'static {
    type Principal: Send + 'static;

    fn authenticate(
        &self,
        credentials: Credentials,
        context: &RequestContext,
    ) -> impl Future<Output = Result<Self::Principal, AuthenticateError>> + Send;

    fn request_signature_keys(&self) -> impl Future<Output = Result<Vec<SigningKey>, BoxError>> + Send;
}

#[derive(Clone, Debug)]
pub enum Credentials {
    BearerAuth(Secret),
    BasicAuth(Basic),
    HeaderKey(Secret),
    QueryKey(Secret),
    SessionCookie(Secret),
    RequestSignature(Verified),
}

pub trait Invoices: Authenticate {
    fn cancel_invoice(
        &self,
        principal: Self::Principal,
        request: CancelInvoiceRequest,
    ) -> impl Future<Output = Result<PublicInvoice, Failure<CancelInvoiceError>>> + Send;

    fn create_invoice(
        &self,
        principal: Self::Principal,
        request: CreateInvoiceRequest,
    ) -> impl Future<Output = Result<PublicInvoice, Failure<Infallible>>> + Send;

    fn tag_invoice(
        &self,
        principal: Self::Principal,
        request: TagInvoiceRequest,
    ) -> impl Future<Output = Result<(), Failure<Infallible>>> + Send;
}

#[derive(Clone, Debug)]
pub struct CancelInvoiceRequest {
    pub id: InvoiceId,
    pub context: RequestContext,
}

#[derive(Clone, Debug)]
pub struct CreateInvoiceRequest {
    pub body: NewInvoice,
    pub context: RequestContext,
}

#[derive(Clone, Debug)]
pub struct TagInvoiceRequest {
    pub id: InvoiceId,
    pub version: i32,
    pub dry_run: Option<bool>,
    pub tags: Vec<String>,
    pub sizes: Option<Vec<i32>>,
    pub channel: String,
    pub languages: Option<Vec<String>>,
    pub shop: Option<i64>,
    pub body: Option<NewInvoice>,
    pub context: RequestContext,
}

pub trait Api: Invoices {}

impl<T: Invoices> Api for T {}

pub fn router<S: Api>(service: S) -> axum::Router {
    server(service).into_router()
}

pub fn server<S: Api>(service: S) -> Server {
    rendered(service, envelope)
}

pub fn rendered<S: Api>(service: S, envelope: Envelope) -> Server {
    Server::new(envelope).group(&Arc::new(service), &ENDPOINTS, handlers())
}

pub static ENDPOINTS: [Endpoint; 4] = [
    Endpoint::new("POST", "/v1/invoices/{id}/cancel", "cancelInvoice"),
    Endpoint::new("POST", "/v1/invoices", "createInvoice"),
    Endpoint::new("PUT", "/v1/invoices/{id}/tags/v{version}", "tagInvoice"),
    Endpoint::new("DELETE", "/v1/invoices/{invoice}/cancel", "cancelInvoiceOtherwise"),
];

pub fn handlers<S: Api>() -> [Handler<S>; 4] {
    [
        |service, request| Box::pin(cancel_invoice(service, request)),
        |service, request| Box::pin(create_invoice(service, request)),
        |service, request| Box::pin(tag_invoice(service, request)),
        |service, request| Box::pin(cancel_invoice(service, request)),
    ]
}

async fn cancel_invoice<S: Invoices>(service: Arc<S>, mut request: Request) -> Result<Response, Rejection> {
    let principal = authenticate_bearer_auth(&*service, &mut request).await?;
    let id = request.path("id");
    let Some(id) = id else {
        return Err(request.rejection());
    };
    let context = request.into_context();
    match service
        .cancel_invoice(principal, CancelInvoiceRequest { id, context })
        .await
    {
        Ok(body) => Ok(respond::json(StatusCode::OK, &body)),
        Err(Failure::Declared(error)) => Ok(match error {
            CancelInvoiceError::NotFound(body) => respond::json(StatusCode::NOT_FOUND, &*body),
        }),
        Err(Failure::Internal(error)) => Err(Rejection::internal(error)),
    }
}

async fn create_invoice<S: Invoices>(service: Arc<S>, mut request: Request) -> Result<Response, Rejection> {
    let principal = authenticate_any(&*service, &mut request).await?;
    let body = request.json_body().await?;
    let Some(body) = body else {
        return Err(request.rejection());
    };
    let context = request.into_context();
    match service
        .create_invoice(principal, CreateInvoiceRequest { body, context })
        .await
    {
        Ok(body) => Ok(respond::json(StatusCode::CREATED, &body)),
        Err(Failure::Declared(error)) => match error {},
        Err(Failure::Internal(error)) => Err(Rejection::internal(error)),
    }
}

async fn tag_invoice<S: Invoices>(service: Arc<S>, mut request: Request) -> Result<Response, Rejection> {
    let principal = authenticate_bearer_auth(&*service, &mut request).await?;
    let id = request.path("id");
    let version = request.path("version");
    let dry_run = request.query_optional("dry_run");
    let tags = request.query_list("tag", true);
    let sizes = request.query_list_optional("sizes", false);
    let channel = request.header_required("X-Channel");
    let languages = request.header_list_optional("Accept-Language");
    let shop = request.cookie_optional("shop");
    let body = request.json_body_optional().await?;
    let (
        Some(id),
        Some(version),
        Some(dry_run),
        Some(tags),
        Some(sizes),
        Some(channel),
        Some(languages),
        Some(shop),
        Some(body),
    ) = (id, version, dry_run, tags, sizes, channel, languages, shop, body)
    else {
        return Err(request.rejection());
    };
    let context = request.into_context();
    let request = TagInvoiceRequest {
        id,
        version,
        dry_run,
        tags,
        sizes,
        channel,
        languages,
        shop,
        body,
        context,
    };
    match service.tag_invoice(principal, request).await {
        Ok(()) => Ok(respond::empty(StatusCode::NO_CONTENT)),
        Err(Failure::Declared(error)) => match error {},
        Err(Failure::Internal(error)) => Err(Rejection::internal(error)),
    }
}

async fn authenticate_bearer_auth<S: Authenticate>(
    service: &S,
    request: &mut Request,
) -> Result<S::Principal, Rejection> {
    let mut attempt = request.attempt();
    if let Some(token) = request.bearer() {
        match service
            .authenticate(Credentials::BearerAuth(token), request.context())
            .await
        {
            Ok(principal) => return Ok(principal),
            Err(error) => attempt.failed(error),
        }
    }
    Err(attempt.rejection(&["Bearer"]))
}

async fn authenticate_any<S: Authenticate>(service: &S, request: &mut Request) -> Result<S::Principal, Rejection> {
    let mut attempt = request.attempt();
    let plain = [
        request.bearer().map(Credentials::BearerAuth),
        request.basic().map(Credentials::BasicAuth),
        request.api_key_header("X-Api-Key").map(Credentials::HeaderKey),
        request.api_key_query("api_key").map(Credentials::QueryKey),
        request.api_key_cookie("session").map(Credentials::SessionCookie),
    ];
    for credentials in plain.into_iter().flatten() {
        match service.authenticate(credentials, request.context()).await {
            Ok(principal) => return Ok(principal),
            Err(error) => attempt.failed(error),
        }
    }
    let keys = service.request_signature_keys().await.map_err(Rejection::internal)?;
    if let Some(verified) = request.signature(&REQUEST_SIGNATURE, &keys).await? {
        match service
            .authenticate(Credentials::RequestSignature(verified), request.context())
            .await
        {
            Ok(principal) => return Ok(principal),
            Err(error) => attempt.failed(error),
        }
    }
    Err(attempt.rejection(&["Bearer", "Basic realm=\"sample\"", "Signature"]))
}

pub fn envelope(rejection: &Rejection) -> Response {
    respond::json(
        rejection.status(),
        &PublicApiError {
            code: rejection.code().to_owned(),
            message: rejection.message(),
            param: rejection.param(),
            request_id: rejection.request_id().to_owned(),
        },
    )
}
