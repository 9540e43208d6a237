//! Streams of items from the network: nothing panics, and pieces change nothing.

#![no_main]

use std::convert::Infallible;
use std::sync::LazyLock;

use bytes::Bytes;
use futures_util::stream;
use http_body_util::StreamBody;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubsmith_runtime::client::{Api, Body, CoreBuilder, Operation, Outcome, RawResponse};
use stubsmith_runtime::http::{Request, Response};
use stubsmith_runtime::{ItemStream, ServerEvent};
use tokio::runtime::Runtime;

static RUNTIME: LazyLock<Option<Runtime>> =
    LazyLock::new(|| tokio::runtime::Builder::new_current_thread().enable_time().build().ok());

static API: Api = Api {
    title: "Fuzzed",
    base_url: Some("http://localhost/"),
    user_agent: "fuzzed",
    schemes: &[],
};

static OPERATION: Operation = Operation {
    id: "fuzzed",
    method: "GET",
    path: "/",
    base_url: None,
    accept: None,
    security: &[],
};

type Decoding<T> = fn(&RawResponse) -> Outcome<ItemStream<T>, Infallible>;

const VALUES: [(&str, Decoding<Value>); 4] = [
    ("application/jsonl", |response| response.json_lines().map(Ok)),
    ("application/json-seq", |response| response.json_sequence().map(Ok)),
    ("text/event-stream", |response| response.events().map(Ok)),
    ("text/event-stream", |response| response.json_events().map(Ok)),
];

const EVENTS: Decoding<ServerEvent<Value>> = |response| response.event_values().map(Ok);

const TEXTS: Decoding<ServerEvent<i64>> = |response| response.event_texts().map(Ok);

/// All items as they are printed, or why there are none.
async fn items<T: std::fmt::Debug + 'static>(
    body: &[u8],
    piece: usize,
    media_type: &'static str,
    decode: Decoding<T>,
) -> Vec<String> {
    let pieces: Vec<Bytes> = body.chunks(piece).map(Bytes::copy_from_slice).collect();
    let transport = tower::service_fn(move |_: Request<Body>| {
        let frames = pieces
            .clone()
            .into_iter()
            .map(|it| Ok::<_, Infallible>(http_body::Frame::data(it)));
        let response = Response::builder().header("content-type", media_type);
        std::future::ready(response.body(StreamBody::new(stream::iter(frames))))
    });
    let core = match CoreBuilder::new(&API)
        .max_response_bytes(256)
        .transport(transport)
        .build()
    {
        Ok(core) => core,
        Err(error) => panic!("{error}"),
    };
    let media_types: &'static [&'static str] = &["application/jsonl", "application/json-seq", "text/event-stream"];
    match core.call(&OPERATION, decode).streams(media_types).await {
        Ok(response) => {
            let mut stream = response.into_body();
            let mut items = Vec::new();
            while let Some(item) = stream.next().await {
                items.push(format!("{item:?}"));
            }
            items
        }
        Err(error) => panic!("{error}"),
    }
}

// The first byte says how large the pieces are.
fuzz_target!(|bytes: &[u8]| {
    let (Some((first, body)), Some(runtime)) = (bytes.split_first(), &*RUNTIME) else {
        return;
    };
    let piece = usize::from(*first).max(1);
    let whole = body.len().max(1);
    runtime.block_on(async {
        for (media_type, decode) in VALUES {
            let expected = items(body, whole, media_type, decode).await;
            assert_eq!(items(body, piece, media_type, decode).await, expected);
        }
        let media_type = "text/event-stream";
        assert_eq!(
            items(body, piece, media_type, EVENTS).await,
            items(body, whole, media_type, EVENTS).await
        );
        assert_eq!(
            items(body, piece, media_type, TEXTS).await,
            items(body, whole, media_type, TEXTS).await
        );
    });
});
