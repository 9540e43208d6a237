use std::collections::BTreeMap;

use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};
use stubsmith_runtime::axum::body::Body;
use tower::ServiceExt as _;

use crate::api;
use crate::shop::{Shop, no_body, request};

/// Each metric with its labels; of a histogram, how many values it has.
fn shown(snapshotter: &Snapshotter) -> BTreeMap<String, usize> {
    let metrics = snapshotter.snapshot().into_vec().into_iter();
    let lines = metrics.map(|(key, _, _, value)| {
        let (_, key) = key.into_parts();
        let labels = key.labels().map(|label| format!(" {}={}", label.key(), label.value()));
        let value = match value {
            DebugValue::Histogram(values) => values.len(),
            DebugValue::Gauge(value) => value.into_inner() as usize,
            DebugValue::Counter(count) => count as usize,
        };
        (key.name().to_owned() + &labels.collect::<String>(), value)
    });
    lines.collect()
}

fn measured(calls: impl FnOnce() -> Vec<http::Request<Body>>) -> BTreeMap<String, usize> {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    metrics::with_local_recorder(&recorder, || {
        runtime.block_on(async {
            for call in calls() {
                let answering = api::server(Shop::default()).oneshot(call);
                let _ = tokio::time::timeout(std::time::Duration::from_millis(20), answering).await;
            }
        });
    });
    shown(&snapshotter)
}

#[test]
fn requests_are_measured_by_route_and_status() {
    let cancel = |id: &str| no_body(request("POST", &format!("/v1/invoices/{id}/cancel")));
    let measured = measured(|| {
        vec![
            cancel("inv_1"),
            cancel("inv_2"),
            cancel("panics"),
            cancel("never"),
            no_body(request("GET", "/secret")),
            no_body(request("INVENTED", "/v1/invoices")),
        ]
    });
    let route = "http.route=/v1/invoices/{id}/cancel";
    let duration = |labels: String| format!("http.server.request.duration http.request.method={labels}");
    let active = |method: &str| format!("http.server.active_requests http.request.method={method}");
    let expected = [
        (active("GET"), 0),
        (active("POST"), 0),
        (active("_OTHER"), 0),
        (duration("GET http.response.status_code=404".to_owned()), 1),
        (duration(format!("POST {route} http.response.status_code=200")), 2),
        (
            duration(format!("POST {route} http.response.status_code=500 error.type=500")),
            1,
        ),
        (duration(format!("POST {route} error.type=given_up")), 1),
        (duration("_OTHER http.response.status_code=405".to_owned()), 1),
    ];
    assert_eq!(measured, BTreeMap::from(expected));
}
