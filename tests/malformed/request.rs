//! In: a file of requests. Out: each of them, as it is sent.
//! Guarantee: what stands in the file is sent as it stands, save for marks and the ends of lines.

use super::marks::expanded;

/// The id of all requests, so that envelopes that tell it can be compared.
pub(super) const REQUEST_ID: &str = "by-hand-1";

/// A request.
pub(super) struct Request {
    /// What is wrong with it.
    pub(super) title: String,
    /// The request line as it stands in the file.
    pub(super) line: String,
    /// What goes over the wire.
    pub(super) bytes: Vec<u8>,
    /// Whether the body has no end, so that the connection has to be closed behind it.
    pub(super) breaks_off: bool,
}

/// The requests of a file; what stands before the first is about all of them.
pub(super) fn read(text: &str) -> Vec<Request> {
    let sections = format!("\n{text}");
    sections.split("\n### ").skip(1).map(Request::read).collect()
}

impl Request {
    fn read(section: &str) -> Self {
        let (title, rest) = section.split_once('\n').unwrap();
        let (head, body) = rest.split_once("\n\n").unwrap_or((rest, ""));
        let has = |name: &str| head.to_ascii_lowercase().contains(&format!("\n{name}:"));
        let is_chunked = has("transfer-encoding");
        let mut body = body.trim_end_matches('\n').to_owned();
        if is_chunked || head.contains("multipart/") {
            body = body.replace('\n', "\r\n");
        }
        let is_last = |chunk: &str| chunk == "0";
        let mut breaks_off = is_chunked && !body.rsplit("\r\n").next().is_some_and(is_last);
        if is_chunked {
            body.push_str(if breaks_off { "\r\n" } else { "\r\n\r\n" });
        }
        let body = expanded(&body, &[]);
        let mut head = head.trim_end().replace('\n', "\r\n");
        for (name, value) in [
            ("host", "loopback"),
            ("connection", "close"),
            ("x-request-id", REQUEST_ID),
        ] {
            if !has(name) {
                head.push_str(&format!("\r\n{name}: {value}"));
            }
        }
        let declared = head.split_once("\r\ncontent-length: ");
        let declared = declared.and_then(|(_, rest)| rest.split("\r\n").next()?.parse().ok());
        breaks_off |= declared.is_some_and(|length: usize| length > body.len());
        if declared.is_none() && !is_chunked && !body.is_empty() {
            head.push_str(&format!("\r\ncontent-length: {}", body.len()));
        }
        head.push_str("\r\n\r\n");
        Self {
            title: title.to_owned(),
            line: head.split(" HTTP/1.1").next().unwrap_or_default().to_owned(),
            bytes: [expanded(&head, &body), body].concat(),
            breaks_off,
        }
    }
}
