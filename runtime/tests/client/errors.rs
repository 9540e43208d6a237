//! Errors as users meet them.

use std::error::Error as _;
use std::future::poll_fn;
use std::io;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use stubsmith_runtime::client::{Body, Error};
use stubsmith_runtime::http::{Request, Response};
use tower::service_fn;

use crate::emitted::{CancelInvoiceError, Client};
use crate::service::{answer, client, id, json};

/// A client whose transport fails.
fn failing(kind: io::ErrorKind) -> Client {
    let service = service_fn(move |_: Request<Body>| async move {
        Err::<Response<Full<Bytes>>, _>(io::Error::new(kind, "told by the system"))
    });
    Client::builder().transport(service).build().unwrap()
}

async fn failure(client: &Client) -> Error<CancelInvoiceError> {
    client.invoices().cancel_invoice(&id("inv_1")).await.unwrap_err()
}

#[test]
fn errors_and_calls_go_anywhere_and_are_small() {
    fn anywhere<T: Send + Sync + 'static>() {}
    fn sent<T: Send + 'static>(_: &T) {}
    anywhere::<Error<CancelInvoiceError>>();
    anywhere::<Client>();
    let call = client(answer(204, &[], "")).invoices().delete_invoice(&id("a"));
    sent(&call);
    sent(&call.into_future());
    assert!(size_of::<Error<CancelInvoiceError>>() <= 32);
}

#[tokio::test]
async fn texts_are_of_one_line_and_sources_say_the_rest() {
    let with_id = [("content-type", "application/json"), ("x-request-id", "req_1")];
    let not_found = failure(&client(answer(404, &with_id, r#"{"message": "hunter2"}"#))).await;
    let undeclared = failure(&client(answer(302, &with_id, "hunter2"))).await;
    let unregistered = failure(&client(answer(799, &[], "hunter2"))).await;
    let html = failure(&client(answer(200, &[("content-type", "text/html")], "hunter2"))).await;
    let syntax = failure(&client(json(200, "hunter2"))).await;
    let request = client(json(200, ""))
        .invoices()
        .cancel_invoice(&id(""))
        .await
        .unwrap_err();
    let table = [
        (
            not_found,
            "the API answered with an error (404 Not Found), request id req_1",
            Some("the server answered 404 Not Found"),
        ),
        (
            undeclared,
            "the server answered with an undeclared status (302 Found), request id req_1",
            None,
        ),
        (
            unregistered,
            "the server answered with an undeclared status (799)",
            None,
        ),
        (
            html,
            "the body of the response cannot be read (200 OK): its media type is `text/html`, which is not declared",
            None,
        ),
        (
            request,
            "the request cannot be built: the path parameter `id` is empty, which would name another path",
            None,
        ),
        (
            failure(&failing(io::ErrorKind::BrokenPipe)).await,
            "the request could not be sent, or was not answered",
            Some("told by the system"),
        ),
        (
            failure(&failing(io::ErrorKind::ConnectionRefused)).await,
            "no connection to the server could be made",
            Some("told by the system"),
        ),
        (
            failure(&failing(io::ErrorKind::TimedOut)).await,
            "the transport gave up waiting for the server",
            Some("told by the system"),
        ),
    ];
    for (error, text, source) in &table {
        assert_eq!(error.to_string(), *text);
        assert_eq!(error.source().map(ToString::to_string).as_deref(), *source);
        assert!(!format!("{error:?}").contains('\n'));
    }
    assert!(
        syntax
            .to_string()
            .starts_with("the body of the response cannot be read (200 OK): ")
    );
    assert!(!syntax.to_string().contains("hunter2"));
}

#[tokio::test]
async fn transport_errors_tell_their_stage() {
    let refused = failure(&failing(io::ErrorKind::ConnectionRefused)).await;
    assert!(refused.is_connect() && !refused.is_timeout());
    assert_eq!(
        (refused.status(), refused.headers(), refused.request_id()),
        (None, None, None)
    );
    let late = failure(&failing(io::ErrorKind::TimedOut)).await;
    assert!(late.is_timeout() && !late.is_connect());
    let source = late.source().unwrap().downcast_ref::<io::Error>().unwrap();
    assert_eq!(source.kind(), io::ErrorKind::TimedOut);
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_a_call_goes_before_that_of_the_client() {
    let service = service_fn(|_: Request<Body>| async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok::<_, io::Error>(json(200, r#"{"id": "inv_1"}"#))
    });
    let builder = Client::builder().transport(service);
    let unset = builder.clone().build().unwrap();
    let error = failure(&unset).await;
    assert!(matches!(error, Error::Timeout(limit) if limit == Duration::from_secs(30)));
    assert!(error.is_timeout());
    let client = builder.timeout(Duration::from_millis(1500)).build().unwrap();
    assert_eq!(
        failure(&client).await.to_string(),
        "there was no complete response within 1.5s"
    );
    for patient in [Duration::from_secs(61), Duration::MAX] {
        let call = client.invoices().cancel_invoice(&id("inv_1")).timeout(patient);
        assert!(call.await.is_ok());
    }
}

#[test]
fn without_a_timeout_no_timer_is_needed() {
    let service = service_fn(|_: Request<Body>| async {
        let mut waited = false;
        poll_fn(|_| {
            if std::mem::replace(&mut waited, true) {
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
        Ok::<_, io::Error>(json(200, r#"{"id": "inv_1"}"#))
    });
    let client = Client::builder().transport(service).build().unwrap();
    let call = client.invoices().cancel_invoice(&id("inv_1")).timeout(Duration::MAX);
    let mut future = pin!(call.into_future());
    let mut cx = Context::from_waker(Waker::noop());
    assert!(future.as_mut().poll(&mut cx).is_pending());
    assert!(matches!(future.as_mut().poll(&mut cx), Poll::Ready(Ok(_))));
}

#[tokio::test]
async fn an_error_type_that_is_no_error_keeps_the_helpers() {
    let client = client(answer(500, &[("x-request-id", "req_1")], ""));
    let tags = Vec::new().try_into().unwrap();
    let call = client.invoices().find_invoices("", &tags);
    let error = call.await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(500));
    assert_eq!(error.request_id(), Some("req_1"));
}
