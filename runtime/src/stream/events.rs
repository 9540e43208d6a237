//! In: the bytes of `text/event-stream` (WHATWG HTML, section 9.2).
//! Out: its events.
//! Guarantee: an event comes out with the empty line that ends it; comments and unknown fields are passed over.

use std::time::Duration;

use bytes::{Bytes, BytesMut};

use super::ServerEvent;
use super::frames::OverLimit;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// A stream of events while it is taken apart.
pub(super) struct Events {
    limit: usize,
    arrived: Bytes,
    /// The beginning of a line.
    line: BytesMut,
    /// The last line ended with a carriage return, to which a line feed would belong.
    after_return: bool,
    /// No line has ended yet, so that a byte order mark may stand there.
    is_first: bool,
    pending: Pending,
}

/// An event whose lines are not all there.
#[derive(Default)]
struct Pending {
    /// `None`: an event without data, which is none.
    data: Option<String>,
    event: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
    size: usize,
}

impl Events {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            arrived: Bytes::new(),
            line: BytesMut::new(),
            after_return: false,
            is_first: true,
            pending: Pending::default(),
        }
    }

    /// Takes what has arrived; all before it must have been taken out.
    pub(super) fn push(&mut self, data: Bytes) {
        self.arrived = data;
    }

    pub(super) fn next(&mut self) -> Result<Option<ServerEvent<String>>, OverLimit> {
        while let Some(line) = self.line()? {
            if line.is_empty() {
                if let Some(event) = std::mem::take(&mut self.pending).dispatch() {
                    return Ok(Some(event));
                }
            } else if !line.starts_with(b":") {
                self.pending.size += line.len();
                if self.pending.size > self.limit {
                    return Err(OverLimit);
                }
                self.pending.field(&String::from_utf8_lossy(&line));
            }
        }
        Ok(None)
    }

    /// The next line that is complete.
    fn line(&mut self) -> Result<Option<BytesMut>, OverLimit> {
        if self.after_return && !self.arrived.is_empty() {
            self.after_return = false;
            if self.arrived.starts_with(b"\n") {
                let _ = self.arrived.split_to(1);
            }
        }
        let end = self.arrived.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
        let length = end.unwrap_or(self.arrived.len());
        if self.line.len() + length > self.limit {
            return Err(OverLimit);
        }
        self.line.extend_from_slice(&self.arrived.split_to(length));
        if end.is_none() {
            return Ok(None);
        }
        self.after_return = self.arrived.split_to(1).as_ref() == b"\r";
        let mut line = std::mem::take(&mut self.line);
        if std::mem::take(&mut self.is_first) && line.starts_with(MARK) {
            let _ = line.split_to(MARK.len());
        }
        Ok(Some(line))
    }
}

impl Pending {
    fn field(&mut self, line: &str) {
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match name {
            "data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(value);
                }
                None => self.data = Some(value.to_owned()),
            },
            "event" => self.event = Some(value.to_owned()).filter(|value| !value.is_empty()),
            "id" if !value.contains('\0') => self.id = Some(value.to_owned()),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().map(Duration::from_millis);
            }
            _ => {}
        }
    }

    fn dispatch(self) -> Option<ServerEvent<String>> {
        Some(ServerEvent {
            data: self.data?,
            event: self.event,
            id: self.id,
            retry: self.retry,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use bytes::Bytes;

    use super::super::ServerEvent;
    use super::Events;

    fn all(text: &str, piece: usize) -> Vec<ServerEvent<String>> {
        let mut events = Events::new(1000);
        let mut found = Vec::new();
        for piece in text.as_bytes().chunks(piece) {
            events.push(Bytes::copy_from_slice(piece));
            while let Some(event) = events.next().unwrap() {
                found.push(event);
            }
        }
        found
    }

    #[test]
    fn events_are_found_however_they_arrive_and_whatever_ends_lines() {
        let text = "\u{feff}: hello\nevent: add\ndata: 1\ndata:  2\nid: a\nretry: 10\n\ndata\n\nevent: none\n\n\
                    unknown: x\ndata:é\nretry: soon\nid\n\ndata: cut\n";
        let first = ServerEvent {
            data: "1\n 2".to_owned(),
            event: Some("add".to_owned()),
            id: Some("a".to_owned()),
            retry: Some(Duration::from_millis(10)),
        };
        let expected = [
            first,
            ServerEvent::new(String::new()),
            ServerEvent::new("é".to_owned()).with_id(""),
        ];
        for ending in ["\n", "\r", "\r\n"] {
            let text = text.replace('\n', ending);
            for piece in [1, 2, 3, 7, 1000] {
                assert_eq!(all(&text, piece), expected, "{ending:?} {piece}");
            }
        }
    }

    #[test]
    fn an_event_over_the_limit_is_not_waited_for() {
        let mut events = Events::new(10);
        events.push(Bytes::from_static(b"data: 123"));
        assert_eq!(events.next(), Ok(None));
        events.push(Bytes::from_static(b"4\ndata: "));
        assert_eq!(events.next(), Ok(None));
        events.push(Bytes::from_static(b"\n"));
        assert!(events.next().is_err());
        let mut events = Events::new(10);
        events.push(Bytes::from_static(b": a comment"));
        assert!(events.next().is_err());
    }
}
