//! The default transport against servers over loopback TCP that speak HTTP by hand.

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stubsmith_runtime::client::{Error, Unreadable};
use stubsmith_runtime::reqwest;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::emitted::{CancelInvoiceError, Client, ClientBuilder, Invoice};
use crate::service::id;

/// One thing that a server does after it has read a request.
#[derive(Clone)]
enum Step {
    Write(Vec<u8>),
    Wait(Duration),
}

fn write(text: &str) -> Step {
    Step::Write(text.as_bytes().to_vec())
}

struct Server {
    address: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Server {
    /// Starts a server that answers the request of each connection by `steps`, and then closes it.
    async fn start(steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let kept = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let request = read_request(&mut stream).await;
                kept.lock().unwrap().push(request);
                for step in &steps {
                    match step {
                        // The client may have gone, which is no fault of the server.
                        Step::Write(bytes) => drop(stream.write_all(bytes).await),
                        Step::Wait(time) => tokio::time::sleep(*time).await,
                    }
                }
            }
        });
        Self { address, requests }
    }

    fn builder(&self) -> ClientBuilder {
        Client::builder().base_url(&self.address).bearer_auth("sk_live_1")
    }

    async fn cancel(&self) -> Result<Invoice, Error<CancelInvoiceError>> {
        let client = self.builder().build().unwrap();
        Ok(client.invoices().cancel_invoice(&id("inv_1")).await?.into_body())
    }

    fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

/// The head of a request, and as much of a body as it declares.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    loop {
        let mut chunk = [0; 4096];
        let length = stream.read(&mut chunk).await.unwrap();
        read.extend_from_slice(&chunk[..length]);
        let text = String::from_utf8_lossy(&read).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let declared = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= declared.map_or(0, |length| length.parse().unwrap()) {
                return text;
            }
        }
        if length == 0 {
            return text;
        }
    }
}

const JSON: &str = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";

fn with_length(body: &str) -> Step {
    write(&format!("{JSON}content-length: {}\r\n\r\n{body}", body.len()))
}

#[tokio::test]
async fn a_request_arrives_as_it_was_built() {
    let server = Server::start(vec![with_length(r#"{"id": "inv_1"}"#)]).await;
    assert_eq!(server.cancel().await.unwrap().id, "inv_1");
    let client = server.builder().build().unwrap();
    let _ = client.invoices().put_invoice(&Invoice::default()).await;
    let requests = server.requests();
    let (line, head) = requests[0].split_once("\r\n").unwrap();
    assert_eq!(line, "POST /v1/invoices/inv_1/cancel HTTP/1.1");
    for header in [
        "content-length: 0",
        "accept: application/json",
        "authorization: Bearer sk_live_1",
    ] {
        assert_eq!(
            head.lines().filter(|line| *line == header).count(),
            1,
            "{header}\n{head}"
        );
    }
    let (head, body) = requests[1].split_once("\r\n\r\n").unwrap();
    assert_eq!(
        head.lines().filter(|line| line.starts_with("content-length")).count(),
        1,
        "{head}"
    );
    assert_eq!(body, r#"{"id":""}"#);
}

#[tokio::test]
async fn an_encoded_path_arrives_encoded() {
    let server = Server::start(vec![with_length("{}")]).await;
    let client = server
        .builder()
        .base_url(format!("{}/base/v1/", server.address))
        .build()
        .unwrap();
    for value in ["../../x", "%2e%2e", "a\\b", "a;b:c@d"] {
        let _ = client.invoices().cancel_invoice(&id(value)).await;
    }
    let requests = server.requests();
    let targets: Vec<&str> = requests
        .iter()
        .map(|request| request.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(
        targets,
        ["..%2F..%2Fx", "%252e%252e", "a%5Cb", "a%3Bb%3Ac%40d"].map(|it| format!("/base/v1/v1/invoices/{it}/cancel"))
    );
}

#[tokio::test]
async fn chunked_answers_are_read() {
    let server = Server::start(vec![
        write(&format!("{JSON}transfer-encoding: chunked\r\n\r\n7\r\n{{\"id\": \r\n")),
        Step::Wait(Duration::from_millis(20)),
        write("8\r\n\"inv_1\"}\r\n0\r\n\r\n"),
    ])
    .await;
    assert_eq!(server.cancel().await.unwrap().id, "inv_1");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_transport_error() {
    let table = [
        format!("{JSON}x-request-id: req_1\r\ncontent-length: 100\r\n\r\n{{\"id\":"),
        format!("{JSON}x-request-id: req_1\r\ntransfer-encoding: chunked\r\n\r\n100\r\n{{\"id\":"),
    ];
    for answer in table {
        let server = Server::start(vec![write(&answer)]).await;
        let error = server.cancel().await.unwrap_err();
        assert_eq!(
            error.to_string(),
            "the body of the response broke off, request id req_1"
        );
        assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
        assert!(matches!(error, Error::Transport(_)));
        assert!(error.source().is_some());
    }
}

#[tokio::test]
async fn a_connection_that_ends_without_an_answer_is_a_transport_error() {
    let server = Server::start(vec![]).await;
    let error = server.cancel().await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(error) if !error.is_connect()),
        "{error:?}"
    );
    assert_eq!(error.status(), None);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder()
        .base_url(address)
        .query_key("hunter2")
        .header_key("k")
        .build()
        .unwrap();
    let tags = Vec::new().try_into().unwrap();
    let error = client.invoices().find_invoices("", &tags).await.unwrap_err();
    assert!(error.is_connect() && !error.is_timeout());
    let mut shown = format!("{error} {error:?}");
    let mut cause = error.source();
    while let Some(source) = cause {
        shown.push_str(&format!(" {source} {source:?}"));
        cause = source.source();
    }
    assert!(shown.contains("refused"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
}

#[tokio::test]
async fn the_timeout_covers_the_body() {
    let slow = [
        vec![Step::Wait(Duration::from_secs(5))],
        vec![
            write(&format!("{JSON}content-length: 100\r\n\r\n{{\"id\":")),
            Step::Wait(Duration::from_secs(5)),
        ],
    ];
    for steps in slow {
        let server = Server::start(steps).await;
        let client = server.builder().timeout(Duration::from_millis(200)).build().unwrap();
        let error = client.invoices().cancel_invoice(&id("inv_1")).await.unwrap_err();
        assert!(
            matches!(error, Error::Timeout(limit) if limit == Duration::from_millis(200)),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn a_timeout_of_the_transport_is_one() {
    let server = Server::start(vec![Step::Wait(Duration::from_secs(5))]).await;
    let impatient = reqwest::Client::builder()
        .tls_certs_only([])
        .timeout(Duration::from_millis(100))
        .build()
        .unwrap();
    let client = server.builder().reqwest(impatient).build().unwrap();
    let error = client.invoices().cancel_invoice(&id("inv_1")).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && error.is_timeout(), "{error:?}");
}

fn limit_of(error: &Error<CancelInvoiceError>) -> (usize, usize) {
    match error {
        Error::Undecodable(undecodable) => match undecodable.reason() {
            Unreadable::TooLarge { limit } => {
                assert!(undecodable.response().is_truncated());
                (*limit, undecodable.response().body().len())
            }
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_given_up() {
    let body = format!("{{\"id\": \"{}\"}}", "a".repeat(100));
    let exact = Server::start(vec![with_length(&body)]).await;
    let client = exact.builder().max_response_bytes(body.len()).build().unwrap();
    assert!(client.invoices().cancel_invoice(&id("inv_1")).await.is_ok());
    // The length that is declared suffices to refuse: the body never comes.
    let declared = Server::start(vec![
        write(&format!("{JSON}content-length: {}\r\n\r\n", body.len())),
        Step::Wait(Duration::from_secs(5)),
    ])
    .await;
    let client = declared.builder().max_response_bytes(body.len() - 1).build().unwrap();
    let error = client.invoices().cancel_invoice(&id("inv_1")).await.unwrap_err();
    assert_eq!(limit_of(&error), (body.len() - 1, 0));
    // Without a declared length what has come is kept, up to the limit.
    let endless = Server::start(vec![
        write(&format!(
            "{JSON}transfer-encoding: chunked\r\n\r\n40\r\n{}\r\n40\r\n{0}\r\n",
            "b".repeat(64)
        )),
        Step::Wait(Duration::from_secs(5)),
    ])
    .await;
    let client = endless.builder().max_response_bytes(100).build().unwrap();
    let error = client.invoices().cancel_invoice(&id("inv_1")).await.unwrap_err();
    assert_eq!(limit_of(&error), (100, 100));
}

#[tokio::test]
async fn the_body_of_an_error_has_a_limit_of_its_own() {
    let head = "HTTP/1.1 500 Oops\r\ncontent-type: application/json\r\nconnection: close\r\n\r\n";
    let mut answer = head.as_bytes().to_vec();
    answer.resize(head.len() + (1 << 20) + 1, b' ');
    let server = Server::start(vec![Step::Write(answer.clone())]).await;
    let error = server.cancel().await.unwrap_err();
    assert_eq!(limit_of(&error), (1 << 20, 64 << 10));

    let body = br#"{"message": "m"}"#;
    answer.truncate(head.len() + (1 << 20) - body.len());
    answer.extend_from_slice(body);
    let server = Server::start(vec![Step::Write(answer)]).await;
    let client = server.builder().max_response_bytes(10).build().unwrap();
    let error = client.invoices().cancel_invoice(&id("inv_1")).await.unwrap_err();
    assert!(
        matches!(error.api(), Some(CancelInvoiceError::Default(..))),
        "{error:?}"
    );
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = Server::start(vec![with_length(r#"{"id": "inv_1"}"#)]).await;
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
    ] {
        let answer = format!(
            "HTTP/1.1 {status}\r\nlocation: {}/x\r\ncontent-length: 0\r\n\r\n",
            target.address
        );
        let server = Server::start(vec![write(&answer)]).await;
        let error = server.cancel().await.unwrap_err();
        assert!(
            matches!(&error, Error::Undeclared(response) if response.status().is_redirection()),
            "{error:?}"
        );
    }
    assert!(target.requests().is_empty());
}

#[tokio::test]
async fn what_is_no_http_is_a_transport_error() {
    let server = Server::start(vec![write("SSH-2.0-OpenSSH\r\n\r\n")]).await;
    let error = server.cancel().await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)), "{error:?}");
}
