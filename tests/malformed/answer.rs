//! In: a request. Out: what a reader needs to see of its answer.
//! Guarantee: what holds for all answers to requests that are not carried out is asserted here: no status says that the
//! server is at fault, nothing internal is told, bodies are what they say, and headers that must be there are.

use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::request::{REQUEST_ID, Request};
use crate::harness::within;
use crate::raw::GIVEAWAYS;

/// No answer that turns a request away is longer.
const LONGEST: usize = 16 * 1024;

/// What is the same in all answers, or another each time.
const UNTOLD: [&str; 3] = ["connection", "content-length", "date"];

struct Answer {
    status: u16,
    /// The status line.
    line: String,
    headers: Vec<(String, String)>,
    body: String,
}

/// Sends a request over a connection of its own, and shows what comes back.
pub(super) async fn to(request: &Request, address: SocketAddr) -> String {
    let bytes = within(async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        // The server may have answered and closed before all was sent.
        let _ = stream.write_all(&request.bytes).await;
        if request.breaks_off {
            let _ = stream.shutdown().await;
        }
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        answer
    });
    let answer = Answer::parse(&String::from_utf8(bytes.await).unwrap());
    answer.keeps_the_laws(request);
    answer.shown()
}

impl Answer {
    fn parse(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no head: {text}"));
        let mut lines = head.split("\r\n");
        let line = lines.next().unwrap().strip_prefix("HTTP/1.1 ").unwrap();
        let header = |line: &str| {
            let (name, value) = line.split_once(": ").unwrap();
            (name.to_owned(), value.to_owned())
        };
        Self {
            status: line.get(..3).unwrap().parse().unwrap(),
            line: line.to_owned(),
            headers: lines.map(header).collect(),
            body: body.to_owned(),
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn keeps_the_laws(&self, request: &Request) {
        let title = &request.title;
        let shown = self.shown();
        assert!(self.status < 500, "{title}: {shown}");
        assert!(shown.len() < LONGEST, "{title}: {} bytes", shown.len());
        for giveaway in GIVEAWAYS {
            assert!(
                !shown.to_lowercase().contains(giveaway),
                "{title}: {giveaway} in {shown}"
            );
        }
        assert_eq!(self.header("x-request-id"), Some(REQUEST_ID), "{title}: {shown}");
        // RFC 9110, sections 15.5.2 and 15.5.6.
        let needed = match self.status {
            401 => Some("www-authenticate"),
            405 => Some("allow"),
            _ => None,
        };
        assert!(
            needed.is_none_or(|name| self.header(name).is_some()),
            "{title}: {shown}"
        );
        if !self.body.is_empty() {
            assert!(self.header("content-type").is_some(), "{title}: {shown}");
        }
        if self.is_json() && !request.line.starts_with("HEAD ") {
            let body: Result<Value, _> = serde_json::from_str(&self.body);
            assert!(body.is_ok(), "{title}: {shown}");
        }
    }

    fn is_json(&self) -> bool {
        self.header("content-type")
            .is_some_and(|media_type| media_type.contains("json"))
    }

    fn shown(&self) -> String {
        let mut text = format!("{}\n", self.line);
        let told = self.headers.iter().filter(|(name, _)| name != "x-request-id");
        for (name, value) in told.filter(|(name, _)| !UNTOLD.contains(&name.as_str())) {
            text.push_str(&format!("{name}: {value}\n"));
        }
        match serde_json::from_str::<Value>(&self.body) {
            Ok(value) if self.is_json() => text.push_str(&format!("{value:#}\n")),
            _ if self.body.is_empty() => {}
            _ => text.push_str(&format!("{}\n", self.body)),
        }
        text
    }
}
