//! Parameters of all styles, and forms, from the network: nothing panics, and the server answers for itself.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubsmith_fuzz::serving;
use stubsmith_runtime::axum::Router;
use stubsmith_runtime::axum::body::Body;
use stubsmith_runtime::http::{HeaderValue, Request, StatusCode};
use stubsmith_runtime::server::{self, Location, Response, respond};
use stubsmith_runtime::style::{FormLayout, Shape, Style, Styled};

static SERVER: LazyLock<Router> = LazyLock::new(|| {
    serving::server(|_, mut request| {
        Box::pin(async move {
            request.content(&[&["application/x-www-form-urlencoded"]]).await?;
            read(request)
        })
    })
});

const OBJECT: Shape = Shape::Object {
    members: &[("a", Shape::Text), ("b", Shape::Texts), ("c", Shape::Any), ("d", INNER)],
    besides: Some(&["x", "y"]),
};

const INNER: Shape = Shape::Object {
    members: &[("a", Shape::Texts)],
    besides: None,
};

const SHAPES: [Shape; 5] = [Shape::Text, Shape::Texts, Shape::Values, OBJECT, Shape::Any];

const FORM: FormLayout = FormLayout {
    members: &[
        ("a", Styled::new(Style::Form, true, Shape::Texts)),
        ("b", Styled::new(Style::PipeDelimited, false, OBJECT)),
        ("c", Styled::new(Style::SpaceDelimited, false, Shape::Values)),
        ("d", Styled::new(Style::DeepObject, true, OBJECT)),
        ("e", Styled::json()),
    ],
    rest: Shape::Any,
};

/// Which styles stand where.
const STYLES: [(Location, &[Style]); 4] = [
    (
        Location::Path,
        &[Style::Matrix, Style::Label, Style::Simple, Style::Json],
    ),
    (Location::Header, &[Style::Simple, Style::Json]),
    (Location::Cookie, &[Style::Form, Style::Json]),
    (
        Location::Query,
        &[
            Style::Form,
            Style::SpaceDelimited,
            Style::PipeDelimited,
            Style::DeepObject,
            Style::Json,
        ],
    ),
];

fn read(mut request: server::Request) -> Result<Response, server::Rejection> {
    for (location, styles) in STYLES {
        for (style, explode) in styles.iter().flat_map(|style| [(*style, false), (*style, true)]) {
            for shape in SHAPES {
                let how = Styled::new(style, explode, shape);
                request.styled_optional::<Value>(location, "id", how);
                request.styled_optional::<Value>(location, "id", how.allow_reserved());
            }
        }
    }
    request.query_list_optional::<i64>("id", false);
    request.header_list_optional::<String>("id");
    request.cookie_optional::<f64>("id");
    request.form::<Value>(&FORM);
    let _ = request.rejection().message();
    Ok(respond::empty(StatusCode::NO_CONTENT))
}

// One text is a parameter's value in each place that takes it, and a form.
fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let mut request = Request::builder().method("POST");
    request = match format!("/{text}?{text}").parse::<stubsmith_runtime::http::Uri>() {
        Ok(uri) => request.uri(uri),
        Err(_) => request.uri("/id?id=1"),
    };
    if let Ok(value) = HeaderValue::from_bytes(bytes) {
        request = request.header("id", value.clone()).header("cookie", value);
    }
    let request = request
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(bytes.to_vec()));
    if let Ok(request) = request {
        serving::send(&SERVER, request);
    }
});
