//! In: a request that a typed client would not make.
//! Out: the response as it came over TCP, and a look at whether it gives away anything internal.
//! Guarantee: what is sent is what the test says, byte for byte; one connection serves one request.

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::harness::{Serving, within};

/// What errors and panics of the scripted services say, which no client may ever read.
pub(crate) const INTERNALS: &str = "hunter2 at /srv/db/pool.rs:17";

/// What no response may contain: the texts of internal errors, and the words of implementations.
pub(crate) const GIVEAWAYS: [&str; 9] = [
    "hunter2",
    "/srv",
    ".rs",
    "panic",
    "axum",
    "hyper",
    "serde",
    "stubsmith",
    "backtrace",
];

/// The id of all raw requests, so that envelopes that tell it can be compared as a whole.
pub(crate) const REQUEST_ID: &str = "by-hand-1";

/// The body of a request, and how its length is told.
enum Body {
    /// `Content-Length` fits.
    Whole(Vec<u8>),
    /// `Content-Length` announces a body that never comes.
    Announced(usize),
    /// `Transfer-Encoding: chunked`, one chunk each, without the last one.
    Endless(Vec<Vec<u8>>),
}

/// A request under construction.
pub(crate) struct Raw {
    head: String,
    body: Body,
}

impl Raw {
    pub(crate) fn new(method: &str, target: &str) -> Self {
        Self {
            head: format!(
                "{method} {target} HTTP/1.1\r\nhost: loopback\r\nconnection: close\r\nx-request-id: {REQUEST_ID}\r\n"
            ),
            body: Body::Whole(Vec::new()),
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.head.push_str(&format!("{name}: {value}\r\n"));
        self
    }

    pub(crate) fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Body::Whole(body.into());
        self
    }

    pub(crate) fn json(self, body: impl Into<Vec<u8>>) -> Self {
        self.header("content-type", "application/json").body(body)
    }

    pub(crate) fn announced(mut self, length: usize) -> Self {
        self.body = Body::Announced(length);
        self
    }

    pub(crate) fn endless(mut self, chunks: impl IntoIterator<Item = Vec<u8>>) -> Self {
        self.body = Body::Endless(chunks.into_iter().collect());
        self
    }

    /// Sends it and reads the response to its end.
    pub(crate) async fn send(self, server: &Serving) -> Answer {
        let bytes = self.into_bytes();
        within(async {
            let mut stream = TcpStream::connect(server.address).await.unwrap();
            stream.write_all(&bytes).await.unwrap();
            let mut answer = Vec::new();
            stream.read_to_end(&mut answer).await.unwrap();
            Answer::parse(&String::from_utf8(answer).unwrap())
        })
        .await
    }

    fn into_bytes(self) -> Vec<u8> {
        let (length, rest) = match self.body {
            Body::Whole(body) => (format!("content-length: {}", body.len()), body),
            Body::Announced(length) => (format!("content-length: {length}"), Vec::new()),
            Body::Endless(chunks) => {
                let chunk = |chunk: Vec<u8>| [format!("{:x}\r\n", chunk.len()).as_bytes(), &chunk, b"\r\n"].concat();
                let chunks: Vec<_> = chunks.into_iter().map(chunk).collect();
                ("transfer-encoding: chunked".to_owned(), chunks.concat())
            }
        };
        [format!("{}{length}\r\n\r\n", self.head).as_bytes(), &rest].concat()
    }
}

/// A response. Its body was sent whole.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Answer {
    fn parse(text: &str) -> Self {
        for giveaway in GIVEAWAYS {
            assert!(!text.to_lowercase().contains(giveaway), "{giveaway} in {text}");
        }
        let (head, body) = text.split_once("\r\n\r\n").expect("a head");
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_ascii_lowercase(), value.to_owned())
        };
        let answer = Self {
            status,
            headers: lines.map(header).collect(),
            body: body.to_owned(),
        };
        assert_eq!(answer.header("x-request-id"), Some(REQUEST_ID), "{answer:?}");
        answer
    }

    /// The only line of the header `name`, if there is one.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.headers.iter().filter(|(known, _)| known == name);
        let line = lines.next().map(|(_, value)| value.as_str());
        assert!(lines.next().is_none(), "{name} is there more than once: {self:?}");
        line
    }

    /// The body, which must be JSON and say so.
    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some("application/json"), "{self:?}");
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// A request that is turned away, and with what.
pub(crate) struct Refusal {
    pub(crate) name: &'static str,
    pub(crate) request: Raw,
    pub(crate) status: u16,
    pub(crate) body: Value,
    /// A header that tells the client how to do better.
    pub(crate) header: Option<(&'static str, &'static str)>,
}

/// Sends each request and compares status, the whole body, and the headers that tell the client how to do better.
pub(crate) async fn all_are_refused(server: &Serving, refusals: impl IntoIterator<Item = Refusal>) {
    let mut faults = Vec::new();
    for refusal in refusals {
        let answer = refusal.request.send(server).await;
        let headers = ["allow", "www-authenticate"].map(|name| {
            let expected = refusal.header.filter(|(known, _)| *known == name);
            (answer.header(name), expected.map(|(_, value)| value))
        });
        let as_expected = headers.iter().all(|(got, expected)| got == expected);
        if !as_expected || answer.status != refusal.status || answer.json() != refusal.body {
            let (status, body) = (refusal.status, refusal.body);
            faults.push(format!(
                "{}: {answer:?} and not {status} {body} {headers:?}",
                refusal.name
            ));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
