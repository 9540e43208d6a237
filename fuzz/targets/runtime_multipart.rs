//! Bodies of several parts, whole and in pieces: nothing panics, and the server answers for itself.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubsmith_fuzz::serving;
use stubsmith_runtime::axum::Router;
use stubsmith_runtime::axum::body::Body;
use stubsmith_runtime::http::{HeaderValue, Request, StatusCode};
use stubsmith_runtime::server::respond;
use stubsmith_runtime::{AnyParts, CountRule, Multipart, PartsReader, PartsWriter};

static SERVER: LazyLock<Router> = LazyLock::new(|| {
    serving::server(|_, mut request| {
        Box::pin(async move {
            request.content(&[&["multipart/form-data"]]).await?;
            request.multipart::<Parts>().await?;
            request.multipart::<AnyParts>().await?;
            let _ = request.rejection().message();
            Ok(respond::empty(StatusCode::NO_CONTENT))
        })
    })
});

struct Parts;

impl Multipart for Parts {
    fn write(&self, _: &mut PartsWriter) {}

    fn read(parts: &mut PartsReader) -> Option<Self> {
        parts.file("file");
        parts.text_optional::<i64>("text");
        parts.json_optional::<Value>("json");
        let texts = parts.texts::<String>("texts");
        parts.counted("texts", texts, &[CountRule::Max(2)]);
        parts.jsons::<Vec<i64>>("jsons");
        parts.closed();
        Some(Self)
    }
}

// What stands before the first line feed is the boundary.
fuzz_target!(|bytes: &[u8]| {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let mut media_type = b"multipart/form-data; boundary=".to_vec();
    media_type.extend_from_slice(bytes.get(..end).unwrap_or_default());
    let Ok(media_type) = HeaderValue::from_bytes(&media_type) else {
        return;
    };
    let request = Request::builder()
        .method("POST")
        .uri("/id")
        .header("content-type", media_type)
        .body(Body::from(bytes.get(end + 1..).unwrap_or_default().to_vec()));
    if let Ok(request) = request {
        serving::send(&SERVER, request);
    }
});
