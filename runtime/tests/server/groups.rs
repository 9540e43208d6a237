use std::sync::Arc;

use stubsmith_runtime::server::{Endpoint, Failure, Handler, Rejection, Request, Response, Server, problem, respond};

use crate::api;
use crate::shop::{Shop, no_body, request, send};

struct Shelf;

static SHELF: [Endpoint; 2] = [
    Endpoint::new("GET", "/v1/shelf", "getShelf"),
    Endpoint::new("DELETE", "/v1/shelf", "burnShelf"),
];

const HANDLERS: [Handler<Shelf>; 2] = [
    |_, _| Box::pin(async { Ok(respond::empty(stubsmith_runtime::http::StatusCode::NO_CONTENT)) }),
    |_, request| Box::pin(burn(request)),
];

async fn burn(_: Request) -> Result<Response, Rejection> {
    match Failure::<std::convert::Infallible>::unimplemented() {
        Failure::Declared(error) => match error {},
        Failure::Internal(error) => Err(Rejection::internal(error)),
    }
}

fn shelf() -> Server {
    Server::new(problem).group(&Arc::new(Shelf), &SHELF, HANDLERS)
}

#[tokio::test]
async fn what_nobody_serves_yet_is_not_implemented() {
    let server = Server::new(api::envelope).unimplemented(&api::ENDPOINTS);
    let answer = send(
        server.clone().into_router(),
        no_body(request("POST", "/v1/invoices/inv_1/cancel")),
    )
    .await;
    assert_eq!(answer.rejection(), (501, "not_implemented".to_owned(), None));
    assert_eq!(answer.message(), "this operation is not implemented");
    let elsewhere = send(server.into_router(), no_body(request("POST", "/v2"))).await;
    assert_eq!(elsewhere.rejection().0, 404);

    let one = send(shelf().into_router(), no_body(request("DELETE", "/v1/shelf"))).await;
    assert_eq!(one.json()["status"], 501);
}

#[tokio::test]
async fn groups_stand_beside_each_other() {
    let implemented = api::server(Shop::default());
    let server = implemented.or(Server::new(problem).unimplemented(&SHELF)).or(shelf());
    let status = async |method: &str, target: &str| {
        let answer = send(server.clone().into_router(), no_body(request(method, target))).await;
        (
            answer.status.as_u16(),
            answer.header("content-type").first().map(ToString::to_string),
        )
    };
    assert_eq!(status("POST", "/v1/invoices/inv_1/cancel").await.0, 200);
    // The first that has an operation serves it, in its own envelope.
    let problem = Some("application/problem+json".to_owned());
    assert_eq!(status("GET", "/v1/shelf").await, (501, problem));
    // Where none has it, that of the first renders.
    assert_eq!(status("GET", "/").await, (404, Some("application/json".to_owned())));
    assert_eq!(status("POST", "/v1/shelf").await.0, 405);
}
