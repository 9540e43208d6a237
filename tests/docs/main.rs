//! What a server crate says of itself: the document as it is fetched, and the API reference as a browser shows it.
//!
//! The browser is Chromium, without a window; a test fails if there is none.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where something it needs is missing"
)]

mod chromium;
#[path = "../loopback/harness.rs"]
mod harness;

use std::time::Duration;

use axum::Router;
use serde_json::Value;
use stubsmith_runtime::reqwest::{self, StatusCode};

use chromium::Chromium;
use harness::{header, serving, serving_for, within};

/// How long a browser may take to start and to do what a test asks.
const LIMIT: Duration = Duration::from_secs(90);

/// An API of several files and an overlay, at the root.
fn outpost() -> Router {
    let operations = outpost_server::unimplemented().into_router();
    operations.merge(outpost_server::docs::router())
}

/// An API of one file, below a path, as the document has it.
fn workshop() -> Router {
    let operations = workshop_server::unimplemented().into_router();
    Router::new().nest("/v1", operations.merge(workshop_server::docs::router()))
}

async fn get(url: String) -> (reqwest::Response, String) {
    let response = within(reqwest::get(&url)).await.unwrap();
    let media_type = header(response.headers(), "content-type").to_owned();
    assert_eq!(response.status(), StatusCode::OK, "{url}");
    (response, media_type)
}

/// Both documents, which say the same.
async fn document(base: String) -> Value {
    let (json, media_type) = get(format!("{base}/openapi.json")).await;
    assert_eq!(media_type, "application/json");
    let json: Value = serde_json::from_str(&within(json.text()).await.unwrap()).unwrap();
    let (yaml, media_type) = get(format!("{base}/openapi.yaml")).await;
    assert_eq!(media_type, "application/yaml");
    let yaml: Value = serde_yaml::from_str(&within(yaml.text()).await.unwrap()).unwrap();
    assert_eq!(json, yaml);
    json
}

/// A file of this folder's parent.
fn file(name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[tokio::test]
async fn a_document_of_one_file_is_served_as_it_is() {
    serving(workshop(), async |server| {
        assert_eq!(document(server.url("/v1")).await, file("workshop.yaml"));
    })
    .await;
}

#[tokio::test]
async fn a_document_of_several_files_is_served_as_one_with_its_overlay() {
    serving(outpost(), async |server| {
        let mut document = document(server.url("")).await;
        let parts = document["x-files"].take();
        assert_eq!(parts["outpost-parts/schemas.json"], file("outpost-parts/schemas.json"));
        let mut expected = file("outpost.yaml");
        expected["paths"]["/parcels"]["$ref"] = "#/x-files/outpost-parts~1parcels.yaml".into();
        expected["components"]["schemas"]["Parcel"]["$ref"] = "#/x-files/outpost-parts~1schemas.json/Parcel".into();
        expected["x-files"] = Value::Null;
        let overlay = file("outpost-overlay.yaml");
        let update = &overlay["actions"][0]["update"];
        expected["paths"]["/parcels/{id}"] = update["/parcels/{id}"].clone();
        assert_eq!(document, expected);
        let referred = &parts["outpost-parts/parcels.yaml"]["query"]["responses"]["200"];
        let items = &referred["content"]["application/json"]["schema"]["items"];
        assert_eq!(items["$ref"], "#/components/schemas/Parcel");
    })
    .await;
}

#[tokio::test]
async fn the_page_is_held_to_its_own_host() {
    serving(workshop(), async |server| {
        // The second is led to the first.
        for path in ["/v1/docs", "/v1/docs/"] {
            let (page, media_type) = get(server.url(path)).await;
            assert_eq!(media_type, "text/html; charset=utf-8");
            assert_eq!(page.url().path(), "/v1/docs");
            let policy = header(page.headers(), "content-security-policy");
            assert!(policy.starts_with("default-src 'self'; "), "{policy}");
            assert!(!policy.contains("http"), "{policy}");
            let page = within(page.text()).await.unwrap();
            assert!(page.contains("<title>Workshop</title>"), "{page}");
            assert!(!page.contains("//"), "{page}");
        }
        let (script, media_type) = get(server.url("/v1/docs/swagger-ui-bundle.js")).await;
        assert_eq!(media_type, "text/javascript; charset=utf-8");
        assert_eq!(header(script.headers(), "content-encoding"), "gzip");
        // What is not of the page is the API's.
        let lost = within(reqwest::get(server.url("/v1/docs/swagger-ui.js")))
            .await
            .unwrap();
        assert_eq!(header(lost.headers(), "content-type"), "application/json");
        assert_eq!(lost.status(), StatusCode::NOT_FOUND);
    })
    .await;
}

/// Runs what a person does with the page of an API while it is served.
async fn browsing(router: Router, act: impl FnOnce(&mut Chromium, &str) + Send + 'static) {
    serving_for(LIMIT * 2, router, async |server| {
        let base = server.url("");
        let browsing = tokio::task::spawn_blocking(move || {
            let mut chromium = Chromium::start(LIMIT);
            act(&mut chromium, &base);
            let requests = chromium.requests();
            let is_own = |url: &&str| url.starts_with(&base) || url.starts_with("data:");
            assert!(requests.len() > 4 && requests.iter().all(is_own), "{requests:?}");
        });
        browsing.await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_operation_unfolds() {
    browsing(outpost(), |chromium, base| {
        chromium.open(&format!("{base}/docs"));
        chromium.sees("#operations-parcels-getParcel", "/parcels/{id}");
        chromium.sees("#operations-parcels-findParcels", "/parcels");
        assert_eq!(
            chromium.evaluate("document.querySelectorAll('.opblock-body').length"),
            0
        );
        chromium.click("#operations-parcels-getParcel .opblock-summary-control");
        chromium.sees("#operations-parcels-getParcel [data-param-name='id']", "string");
        chromium.sees("#operations-parcels-getParcel .responses-wrapper", "The parcel");
        let complaints = chromium.complaints();
        assert!(complaints.is_empty(), "{complaints:#?}");
    })
    .await;
}

#[tokio::test]
async fn an_operation_is_tried_where_the_page_comes_from() {
    browsing(workshop(), |chromium, base| {
        chromium.open(&format!("{base}/v1/docs"));
        let health = "#operations-Service-health";
        chromium.sees(health, "/health");
        chromium.click(&format!("{health} .opblock-summary-control"));
        chromium.sees(&format!("{health} .try-out"), "Try it out");
        let complaints = chromium.complaints();
        assert!(complaints.is_empty(), "{complaints:#?}");
        chromium.click(&format!("{health} .try-out__btn"));
        chromium.sees(&format!("{health} .execute-wrapper"), "Execute");
        chromium.click(&format!("{health} .execute"));
        chromium.sees(&format!("{health} .live-responses-table .response"), "501");
        let tried = format!("{base}/v1/health");
        assert!(
            chromium.requests().contains(&tried.as_str()),
            "{:?}",
            chromium.requests()
        );
    })
    .await;
}
