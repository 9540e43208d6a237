//! In: the bytes that a server which is not ours answers with.
//! Out: that server, and the requests that it got.
//! Guarantee: it says what the test says and nothing else, whatever it is asked.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::harness::{Serving, within};

/// What happens on a connection once a request was read.
#[derive(Clone)]
pub(crate) struct Reply {
    bytes: Vec<u8>,
    /// Whether the connection stays open, as if there were more to come.
    unfinished: bool,
}

impl Reply {
    /// A whole response: the status line and headers of `head`, one a line, and the body, whose length is added.
    pub(crate) fn new(head: &str, body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let head = head.replace('\n', "\r\n");
        let head = format!(
            "HTTP/1.1 {head}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        Self {
            bytes: [head.as_bytes(), body].concat(),
            unfinished: false,
        }
    }

    /// The response without its last `count` bytes; the connection ends there.
    pub(crate) fn cut(mut self, count: usize) -> Self {
        self.bytes.truncate(self.bytes.len() - count);
        self
    }

    /// The response without its last `count` bytes, which never come.
    pub(crate) fn stalled(self, count: usize) -> Self {
        Self {
            unfinished: true,
            ..self.cut(count)
        }
    }

    /// Nothing, for ever.
    pub(crate) fn silence() -> Self {
        Self {
            bytes: Vec::new(),
            unfinished: true,
        }
    }

    async fn give(self, mut stream: TcpStream, requests: &Mutex<Vec<String>>) {
        let request = read_request(&mut stream).await;
        requests.lock().unwrap().push(request);
        // The client may have gone before.
        let _ = stream.write_all(&self.bytes).await;
        if self.unfinished {
            let _ = stream.read_to_end(&mut Vec::new()).await;
        }
    }
}

/// A server that gives one reply to everything.
pub(crate) struct Foreign {
    pub(crate) server: Serving,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Foreign {
    /// The only request since this was asked last: its head and its body.
    pub(crate) fn request(&self) -> (String, String) {
        let mut requests = std::mem::take(&mut *self.requests.lock().unwrap());
        assert_eq!(requests.len(), 1);
        let request = requests.remove(0);
        let (head, body) = request.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }
}

/// Runs `test` against a server that gives `reply` to everything.
pub(crate) async fn replying(reply: Reply, test: impl AsyncFnOnce(&Foreign)) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let requests: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = Arc::clone(&requests);
    let accepting = tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (reply, kept) = (reply.clone(), Arc::clone(&kept));
            tokio::spawn(async move { reply.give(stream, &kept).await });
        }
    });
    let foreign = Foreign {
        server: Serving { address },
        requests,
    };
    within(test(&foreign)).await;
    accepting.abort();
    assert!(within(accepting).await.unwrap_err().is_cancelled());
}

/// The head of a request, and a body of the length that it declares.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&read);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text.into_owned();
            }
        }
        if stream.read_buf(&mut read).await.unwrap() == 0 {
            return String::from_utf8(read).unwrap();
        }
    }
}
