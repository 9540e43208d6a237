use std::time::Duration;

use stubsmith_runtime::axum::{self, Router, routing};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::api;
use crate::shop::{Shop, no_body, request, send};

#[tokio::test]
async fn two_servers_are_nested_in_one_application() {
    let app = Router::new()
        .route("/health", routing::get(|| async { "well" }))
        .nest("/one", api::router(Shop::default()))
        .nest("/two/{tenant}", api::router(Shop::default()))
        .nest_service("/three", api::server(Shop::default()));
    let table = [
        ("POST", "/one/v1/invoices/inv_1/cancel", 200),
        ("POST", "/one/v1/invoices/%zz/cancel", 400),
        ("POST", "/two/acme/v1/invoices/inv_%31/cancel?x=1", 200),
        ("POST", "/three/v1/invoices/inv_1/cancel", 200),
        ("POST", "/one/v1/invoices/inv_1/cancel/", 404),
        ("GET", "/one/v1/invoices/inv_1/cancel", 405),
        ("GET", "/one", 404),
    ];
    for (method, target, status) in table {
        let answer = send(app.clone(), no_body(request(method, target))).await;
        assert_eq!(answer.status.as_u16(), status, "{target}");
        assert_eq!(answer.header("x-request-id").len(), 1, "{target}");
    }
    let outside = send(app, no_body(request("GET", "/elsewhere"))).await;
    assert_eq!(
        (outside.status.as_u16(), outside.header("x-request-id").len()),
        (404, 0)
    );
}

#[tokio::test]
async fn routes_merged_into_the_router_go_first() {
    let app = api::router(Shop::default()).route("/health", routing::get(|| async { "well" }));
    assert_eq!(send(app.clone(), no_body(request("GET", "/health"))).await.text, "well");
    let answer = send(app, no_body(request("GET", "/v1/invoices"))).await;
    assert_eq!(answer.rejection().0, 405);
}

/// The status line and body of one response over TCP.
async fn raw(address: std::net::SocketAddr, request: &str) -> (String, String) {
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut text = String::new();
    let read = stream.read_to_string(&mut text);
    tokio::time::timeout(Duration::from_secs(10), read)
        .await
        .unwrap()
        .unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    (head.lines().next().unwrap().to_owned(), body.to_owned())
}

#[tokio::test]
async fn requests_are_served_over_tcp() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { axum::serve(listener, api::router(Shop::default())).await });

    let head = "Host: a\r\nConnection: close\r\nAuthorization: Bearer good\r\n";
    let cancel = format!("POST /v1/invoices/inv_1/cancel HTTP/1.1\r\n{head}Content-Length: 0\r\n\r\n");
    let (status, body) = raw(address, &cancel).await;
    assert_eq!(
        (status.as_str(), body.as_str()),
        ("HTTP/1.1 200 OK", r#"{"id":"inv_1"}"#)
    );

    let panics = cancel.replace("inv_1", "panics");
    assert_eq!(raw(address, &panics).await.0, "HTTP/1.1 500 Internal Server Error");

    let json = "Content-Type: application/json\r\n";
    let chunked = "Transfer-Encoding: chunked\r\n\r\n4\r\n{\"am\r\n16\r\nount\":1,\"lines\":[\"a\"]}\r\n0\r\n\r\n";
    let create = format!("POST /v1/invoices HTTP/1.1\r\n{head}{json}{chunked}");
    assert_eq!(raw(address, &create).await.0, "HTTP/1.1 201 Created");

    let large = format!("POST /v1/invoices HTTP/1.1\r\n{head}{json}Content-Length: 9999999\r\n\r\n");
    assert_eq!(raw(address, &large).await.0, "HTTP/1.1 413 Payload Too Large");
    server.abort();
}
