use stubsmith_runtime::server::{Rejection, Response, Server, problem};
use tower::ServiceExt as _;

use crate::api;
use crate::shop::{Shop, call, no_body, request, send};

#[tokio::test]
async fn a_panic_costs_one_request() {
    for id in ["panics", "panics-later", "broken"] {
        let answer = call(no_body(request("POST", &format!("/v1/invoices/{id}/cancel")))).await;
        assert_eq!(answer.rejection(), (500, "internal_error".to_owned(), None), "{id}");
        assert_eq!(answer.message(), "an internal error occurred");
    }
    let mut in_authenticate = request("POST", "/v1/invoices/inv_1/cancel");
    in_authenticate
        .headers_mut()
        .unwrap()
        .insert("authorization", "Bearer panic".parse().unwrap());
    assert_eq!(call(no_body(in_authenticate)).await.rejection().0, 500);
}

#[tokio::test]
async fn a_panic_before_the_handler_waits_is_caught_too() {
    let mut handlers = api::handlers::<Shop>();
    handlers[0] = |_, _| panic!("hunter2");
    let server = Server::new(problem).group(&Shop::default().into(), &api::ENDPOINTS, handlers);
    let answer = send(
        server.into_router(),
        no_body(request("POST", "/v1/invoices/inv_1/cancel")),
    )
    .await;
    assert_eq!(answer.status.as_u16(), 500);
    assert!(!answer.text.contains("hunter2"));
}

#[tokio::test]
async fn a_panicking_envelope_still_answers() {
    fn envelope(_: &Rejection) -> Response {
        panic!("hunter2")
    }
    let server = api::rendered(Shop::default(), envelope);
    let answer = send(
        server.into_router(),
        no_body(request("GET", "/").header("x-request-id", "r1")),
    )
    .await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (500, ""));
    assert_eq!(answer.header("x-request-id"), ["r1"]);
}

#[tokio::test]
async fn a_handler_is_dropped_with_its_request() {
    let shop = Shop::default();
    let handling = api::server(shop.clone()).oneshot(no_body(request("POST", "/v1/invoices/never/cancel")));
    let unfinished = tokio::time::timeout(std::time::Duration::from_millis(20), handling).await;
    assert!(unfinished.is_err());
    assert!(*shop.dropped.lock().unwrap());
}
