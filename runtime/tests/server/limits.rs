use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::StreamBody;
use stubsmith_runtime::axum::body::Body;
use tokio::time::Instant;

use crate::api;
use crate::shop::{Shop, call, no_body, request, send};

/// A body of which one piece arrives a second, and after so many of them nothing more.
fn slow(pieces: usize) -> Body {
    let piece = move |index| async move {
        if index >= pieces {
            pending::<()>().await;
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
        Some((
            Ok::<_, std::io::Error>(http_body::Frame::data(Bytes::from_static(b" "))),
            index + 1,
        ))
    };
    Body::new(StreamBody::new(futures_util::stream::unfold(0, piece)))
}

fn post(body: Body) -> http::Request<Body> {
    let request = request("POST", "/v1/invoices").header("content-type", "application/json");
    request.body(body).unwrap()
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stands_still_is_refused() {
    let began = Instant::now();
    let answer = call(post(slow(40))).await;
    assert_eq!(answer.rejection(), (408, "request_timeout".to_owned(), None));
    assert_eq!(answer.message(), "the body did not arrive in time");
    assert_eq!(began.elapsed().as_secs(), 40 + 30);

    let began = Instant::now();
    let server = api::server(Shop::default()).body_pause(Duration::from_secs(2));
    let answer = send(server.into_router(), post(slow(3))).await;
    assert_eq!(answer.rejection().0, 408);
    assert_eq!(began.elapsed().as_secs(), 3 + 2);
}

#[tokio::test(start_paused = true)]
async fn a_handler_that_takes_too_long_is_dropped() {
    let shop = Shop::default();
    let server = api::server(shop.clone()).time_limit(Duration::from_secs(5));
    let answer = send(
        server.clone().into_router(),
        no_body(request("POST", "/v1/invoices/never/cancel").header("x-request-id", "r1")),
    )
    .await;
    assert_eq!(answer.rejection(), (503, "time_limit_exceeded".to_owned(), None));
    assert_eq!(answer.header("x-request-id"), ["r1"]);
    assert!(*shop.dropped.lock().unwrap());
    // A body that keeps arriving, slowly, counts as well.
    assert_eq!(send(server.into_router(), post(slow(40))).await.rejection().0, 503);
}

#[tokio::test]
async fn headers_are_counted() {
    let with = |count: usize| {
        let lines = (0..count).fold(request("POST", "/v1/invoices/inv_1/cancel"), |request, index| {
            request.header(format!("x-{index}"), "1")
        });
        no_body(lines)
    };
    let send_with = async |limit: usize, count: usize| {
        let server = api::server(Shop::default()).header_limit(limit);
        send(server.into_router(), with(count)).await
    };
    // The request has some of its own.
    let own = with(0).headers().len();
    assert_eq!(
        send_with(own + 3, 4).await.rejection(),
        (431, "too_many_headers".to_owned(), None)
    );
    assert_eq!(send_with(own + 3, 3).await.status.as_u16(), 200);
    assert_eq!(call(with(101)).await.status.as_u16(), 431);
}
