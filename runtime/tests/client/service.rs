//! A service in the same process that keeps the requests it gets and gives the answers it was told.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use stubsmith_runtime::client::{Body, Transport};
use stubsmith_runtime::http::{Request, Response};
use tower::service_fn;

use crate::emitted::{Client, ClientBuilder, InvoiceId};

/// The requests that came, with their bodies.
pub(crate) type Seen = Arc<Mutex<Vec<Request<Bytes>>>>;

pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Response<Full<Bytes>> {
    let mut response = Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    response.body(Full::new(body.into())).unwrap()
}

pub(crate) fn json(status: u16, body: &str) -> Response<Full<Bytes>> {
    answer(status, &[("content-type", "application/json")], body.to_owned())
}

/// A transport that always gives `response`.
pub(crate) fn always(response: Response<Full<Bytes>>) -> (impl Transport<Full<Bytes>>, Seen) {
    let seen = Seen::default();
    let kept = Arc::clone(&seen);
    let service = service_fn(move |request: Request<Body>| {
        let (kept, response) = (Arc::clone(&kept), response.clone());
        async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await.unwrap().to_bytes();
            kept.lock().unwrap().push(Request::from_parts(parts, body));
            Ok::<_, Infallible>(response)
        }
    });
    (service, seen)
}

pub(crate) fn client(response: Response<Full<Bytes>>) -> Client {
    Client::builder().transport(always(response).0).build().unwrap()
}

/// A client whose every call succeeds with 204, and the requests that it sends.
pub(crate) fn recorded(settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> (Client, Seen) {
    let (transport, seen) = always(answer(204, &[], ""));
    let client = settings(Client::builder()).transport(transport).build().unwrap();
    (client, seen)
}

pub(crate) fn last(seen: &Seen) -> Request<Bytes> {
    seen.lock().unwrap().pop().unwrap()
}

pub(crate) fn header<'r>(request: &'r Request<Bytes>, name: &str) -> Option<&'r str> {
    let mut values = request.headers().get_all(name).iter();
    let value = values.next()?;
    assert_eq!(values.next(), None, "{name} twice");
    Some(value.to_str().unwrap())
}

pub(crate) fn id(text: &str) -> InvoiceId {
    text.parse().unwrap()
}
