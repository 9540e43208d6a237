//! Operations with servers of their own.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::body::Body;
use harbour_client::Client;
use stubsmith_runtime::http::{Request, Response};

use super::{harbour, said};

/// The URLs that a client without a base URL of its user's asks for.
async fn asked(calls: impl AsyncFnOnce(Client)) -> Vec<String> {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let transport = tower::service_fn({
        let seen = Arc::clone(&seen);
        move |request: Request<_>| {
            seen.lock().unwrap().push(request.uri().to_string());
            async { Ok::<_, Infallible>(Response::new(Body::empty())) }
        }
    });
    calls(Client::builder().transport(transport).build().unwrap()).await;
    let seen = seen.lock().unwrap();
    seen.clone()
}

#[tokio::test]
async fn the_documents_servers_are_asked() {
    let asked = asked(async |client| {
        let port = client.port();
        let _ = port.get_ship("tug").await;
        let _ = port.get_tides().await;
        let _ = port.get_weather().await;
    })
    .await;
    assert_eq!(
        asked,
        [
            "https://north.harbour.example/v1/ships/tug",
            "https://north.harbour.example/v2/tides",
            "https://weather.example/api/weather",
        ]
    );
}

#[tokio::test]
async fn the_users_base_url_is_for_all_operations() {
    harbour(async |_, client| {
        let port = client.port();
        // A path at the same host stays: this one is served below `/v2`.
        assert_eq!(said(port.get_tides().await.unwrap().body()), "getTides");
        assert_eq!(said(port.get_weather().await.unwrap().body()), "getWeather");
    })
    .await;
}
