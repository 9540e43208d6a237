//! In: routers of emitted servers.
//! Out: clients that reach them: in the same process, below a prefix, two APIs in one application.
//! Guarantee: what holds for a server that stands alone holds for one that does not.

use std::time::Duration;

use axum::Router;
use axum::routing;
use serde_json::json;
use stubsmith_runtime::reqwest;
use tower::ServiceBuilder;
use tower::service_fn;
use workshop_types::Health;

use crate::harness::{header, serving};
use crate::raw::Raw;
use crate::script::Outcome;
use crate::{meum, triport, workshop};

#[tokio::test]
async fn a_router_in_the_same_process_is_a_transport() {
    let (router, script) = meum::router();
    script.then(Outcome::Success(meum::invoice()));
    let client = meum_client::Client::builder()
        .transport(router)
        .bearer_auth("good-store-1");
    let response = client
        .build()
        .unwrap()
        .invoices()
        .cancel_invoice(&meum::id())
        .await
        .unwrap();
    assert_eq!(response.body(), &meum::invoice());
    let (store, request) = script.seen();
    assert_eq!(store, "store-1");
    assert_eq!(
        request.context.uri().to_string(),
        format!("https://api.meum.io{}", meum::CANCEL)
    );
}

#[tokio::test]
async fn the_document_s_own_base_url_leads_below_its_prefix() {
    let (router, scripts) = workshop::router();
    let app = Router::new().nest("/v1", router);
    let client = workshop_client::Client::builder()
        .transport(app)
        .bearer("good-ada")
        .build()
        .unwrap();
    scripts.create.then(Outcome::Success(workshop::order()));
    client.orders().create_order(&workshop::least()).await.unwrap();
    let request = scripts.create.seen().1;
    assert_eq!(request.body, workshop::least());
    assert_eq!(
        (request.context.template(), request.context.uri().path()),
        ("/orders", "/orders")
    );
}

#[tokio::test]
async fn a_stack_of_layers_is_a_transport() {
    let (router, scripts) = workshop::router();
    let app = Router::new().nest("/v1", router);
    let stack = ServiceBuilder::new()
        .map_request(|mut request: axum::http::Request<stubsmith_runtime::client::Body>| {
            assert_eq!(request.headers()["user-agent"], "workshop-client/0.1.0");
            request.headers_mut().insert("x-request-id", "layer-1".parse().unwrap());
            request
        })
        .service(app);
    let client = workshop_client::Client::builder().transport(stack).build().unwrap();
    scripts.health.then(Outcome::Success(Health { open: true }));
    let response = client.service().health().await.unwrap();
    assert_eq!(response.request_id(), Some("layer-1"));
}

#[tokio::test]
async fn a_transport_s_error_is_a_fault_of_the_transport() {
    let failing = service_fn(async |_| Err::<axum::response::Response, _>(std::io::Error::other("unplugged")));
    let client = workshop_client::Client::builder().transport(failing).build().unwrap();
    let error = client.service().health().await.unwrap_err();
    assert!(matches!(error, workshop_client::Error::Transport(_)), "{error:?}");
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "unplugged");
}

#[tokio::test]
async fn a_reqwest_client_of_the_user_s_own_is_used() {
    let (router, scripts) = workshop::router();
    serving(router, async |server| {
        let own = reqwest::Client::builder()
            .timeout(Duration::from_millis(200))
            .build()
            .unwrap();
        let builder = workshop_client::Client::builder().base_url(server.url("")).reqwest(own);
        let client = builder.build().unwrap();
        scripts.health.then(Outcome::Success(Health { open: true }));
        client.service().health().await.unwrap();
        scripts.health.then(Outcome::Hang);
        let error = client.service().health().await.unwrap_err();
        assert!(
            matches!(error, workshop_client::Error::Transport(_)) && error.is_timeout(),
            "{error:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_handler_that_hangs_ends_with_its_client() {
    let (router, scripts) = workshop::router();
    serving(router, async |server| {
        let client = workshop_client::Client::builder()
            .base_url(server.url(""))
            .build()
            .unwrap();
        scripts.health.then(Outcome::Hang);
        let call = client.service().health().timeout(Duration::from_millis(100));
        assert!(call.await.unwrap_err().is_timeout());
    })
    .await;
}

#[tokio::test]
async fn two_apis_live_in_one_application() {
    let (meum, meum_script) = meum::router();
    let (triport, triport_script) = triport::router();
    let app = Router::new()
        .route("/", routing::get(|| async { "both" }))
        .nest("/meum", meum)
        .nest("/shops/{shop}/triport", triport);
    serving(app, async |server| {
        let meum = meum_client::Client::builder().base_url(server.url("/meum"));
        let meum = meum.bearer_auth("good-1").build().unwrap();
        meum_script.then(Outcome::Success(meum::invoice()));
        let response = meum.invoices().cancel_invoice(&meum::id()).await.unwrap();
        assert_eq!(response.body(), &meum::invoice());

        let triport = triport_client::Client::builder().base_url(server.url("/shops/7/triport/"));
        let triport = triport.session_cookie("good-1").build().unwrap();
        triport_script.then(Outcome::Success(()));
        triport.billing().cancel_invoice(&triport::id()).await.unwrap();
        assert_eq!(triport_script.seen().1.id, triport::id());

        let lost = Raw::new("GET", "/meum/nowhere").send(server).await.json();
        assert_eq!(lost["error"]["code"], "unknown_route");
        let lost = Raw::new("GET", "/shops/7/triport/nowhere").send(server).await;
        assert_eq!(
            (lost.status, lost.json()),
            (404, json!({"error": "nothing is served at this path"}))
        );
        let wrong = Raw::new("GET", &format!("/meum{}", meum::CANCEL)).send(server).await;
        assert_eq!((wrong.status, wrong.header("allow")), (405, Some("POST")));
        // The application's own.
        let own = reqwest::get(server.url("/")).await.unwrap();
        assert_eq!(header(own.headers(), "content-type"), "text/plain; charset=utf-8");
        assert_eq!(own.text().await.unwrap(), "both");
    })
    .await;
}
