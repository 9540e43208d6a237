use stubsmith_runtime::http::StatusCode;
use stubsmith_runtime::serde_json::json;
use stubsmith_runtime::server::problem;

use crate::api;
use crate::shop::{Shop, call, no_body, request, send};

#[tokio::test]
async fn a_request_is_served() {
    let answer = call(no_body(request("POST", "/v1/invoices/inv_%31/cancel"))).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.json(), json!({"id": "inv_1"}));
    assert_eq!(answer.header("content-type"), ["application/json"]);
}

#[tokio::test]
async fn a_declared_error_is_sent_as_it_is() {
    let answer = call(no_body(request("POST", "/v1/invoices/missing/cancel"))).await;
    assert_eq!(answer.rejection(), (404, "not_found".to_owned(), None));
    assert_eq!(answer.message(), "no such invoice");
}

#[tokio::test]
async fn unknown_routes_and_methods_are_told() {
    let answer = call(no_body(request("POST", "/v2"))).await;
    assert_eq!(answer.rejection(), (404, "unknown_route".to_owned(), None));
    assert!(answer.header("allow").is_empty());

    for method in ["GET", "PURGE", "HEAD"] {
        let answer = call(no_body(request(method, "/v1/invoices/inv_1/cancel"))).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
        assert_eq!(answer.header("allow"), ["DELETE, POST"], "{method}");
    }
    let answer = call(no_body(request("GET", "/v1/invoices"))).await;
    assert_eq!(answer.rejection(), (405, "method_not_allowed".to_owned(), None));
}

#[tokio::test]
async fn a_request_id_is_echoed_or_made() {
    for (target, status) in [("/v1/invoices/inv_1/cancel", 200), ("/v2", 404)] {
        let given = call(no_body(request("POST", target).header("x-request-id", "mine-1"))).await;
        assert_eq!(
            (given.status.as_u16(), given.header("x-request-id")),
            (status, vec!["mine-1"])
        );
        let made = call(no_body(request("POST", target).header("x-request-id", "not mine"))).await;
        assert!(made.header("x-request-id")[0].starts_with("req_"), "{made:?}");
    }
}

#[tokio::test]
async fn an_api_without_an_envelope_answers_with_problem_details() {
    let server = api::rendered(Shop::default(), problem);
    let request = no_body(request("POST", "/v1/invoices/i/cancel").header("x-request-id", "r1"));
    let answer = send(server.into_router(), request).await;
    assert_eq!(answer.header("content-type"), ["application/problem+json"]);
    assert_eq!(
        answer.json(),
        json!({
            "type": "about:blank",
            "title": "Bad Request",
            "status": 400,
            "detail": "path parameter `id`: must be at least 5 characters long",
            "code": "invalid_parameter",
            "request_id": "r1",
            "param": "id",
            "violations": [{
                "in": "path",
                "name": "id",
                "pointer": "",
                "rule": "minLength",
                "message": "must be at least 5 characters long",
            }],
        })
    );
}
