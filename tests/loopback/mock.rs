//! The mocks of the fixtures: the generated clients read every answer, which is an example or keeps the document's rules.

use std::fmt::Debug;

use axum::Router;
use axum::extract::Request;
use axum::middleware::map_request;
use stubsmith_runtime::client::{Error, Response};
use stubsmith_runtime::http::HeaderValue;
use stubsmith_runtime::mock::{Mock, SIGNING_SECRET};

use crate::document;
use crate::harness::{Serving, serving};
use crate::raw::Raw;

/// A router whose requests all prefer something.
fn preferring(router: Router, preference: &'static str) -> Router {
    router.layer(map_request(move |mut request: Request| async move {
        request
            .headers_mut()
            .insert("prefer", HeaderValue::from_static(preference));
        request
    }))
}

/// The body of a success.
async fn success<S, E: Debug>(call: impl IntoFuture<Output = Result<Response<S>, Error<E>>>) -> S {
    call.await.unwrap().into_body()
}

/// The status of an error that the document declares.
async fn declared<S: Debug, E: Debug>(call: impl IntoFuture<Output = Result<Response<S>, Error<E>>>) -> u16 {
    match call.await {
        Err(Error::Api(_, meta)) => meta.status().as_u16(),
        other => panic!("no declared error: {other:?}"),
    }
}

fn workshop(server: &Serving) -> workshop_client::Client {
    let builder = workshop_client::Client::builder().base_url(server.url(""));
    builder.bearer("any").build().unwrap()
}

fn answers(server: &Serving) -> answers_client::Client {
    let builder = answers_client::Client::builder().base_url(server.url(""));
    builder.build().unwrap()
}

#[tokio::test]
async fn examples_are_answered() {
    serving(workshop_server::router(Mock::new()), async |server| {
        let client = workshop(server);
        let id = "4f7d3c1e-8a52-4a3b-9f60-d1a7c2b9e805".parse().unwrap();
        let example = |pointer: &str| document::part("tests/workshop.yaml", pointer);
        success(client.orders().get_order(&id)).await;
        let part = "leg4".parse().unwrap();
        let parts = success(client.parts().list_parts()).await;
        document::assert_same(
            &parts,
            &example("/paths/~1parts/get/responses/200/content/application~1json/example"),
        );
        success(client.orders().delete_order(&id)).await;
        success(client.parts().rotate_part(&part)).await;
        success(client.parts().restock_part(&part, &12.try_into().unwrap())).await;
        success(client.service().health()).await;
        success(client.general().get_opening_hours()).await;
    })
    .await;
}

#[tokio::test]
async fn requests_are_checked_before_the_mock_is_asked() {
    serving(workshop_server::router(Mock::new()), async |server| {
        assert_eq!(Raw::new("GET", "/orders/7").send(server).await.status, 401);
        let answer = Raw::new("GET", "/orders/7")
            .header("authorization", "Bearer x")
            .send(server)
            .await;
        assert_eq!(answer.status, 400);
        assert_eq!(Raw::new("GET", "/nowhere").send(server).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn every_declared_status_can_be_preferred() {
    let id = "4f7d3c1e-8a52-4a3b-9f60-d1a7c2b9e805".parse().unwrap();
    let mock = || workshop_server::router(Mock::new());
    serving(preferring(mock(), "code=404"), async |server| {
        assert_eq!(declared(workshop(server).orders().get_order(&id)).await, 404);
        assert_eq!(declared(workshop(server).orders().delete_order(&id)).await, 404);
    })
    .await;
    serving(preferring(mock(), "respond-async, code=\"418\""), async |server| {
        // By `default`.
        assert_eq!(declared(workshop(server).orders().delete_order(&id)).await, 418);
        // Not declared: the usual answer.
        success(workshop(server).orders().get_order(&id)).await;
    })
    .await;
    serving(
        preferring(answers_server::router(Mock::new()), "code=500"),
        async |server| {
            assert_eq!(declared(answers(server).books().list_books()).await, 500);
        },
    )
    .await;
}

#[tokio::test]
async fn values_are_made_of_schemas() {
    for seed in 0..10 {
        serving(answers_server::router(Mock::with_seed(seed)), async |server| {
            let client = answers(server);
            success(client.books().list_books()).await;
            success(client.books().buy_book()).await;
            success(client.books().get_book("b")).await;
            success(client.books().has_book("b")).await;
            success(client.books().get_cover("b")).await;
            success(client.books().get_text("b")).await;
            success(client.desk().get_motto()).await;
            success(client.desk().count_visitors()).await;
            success(client.desk().ask_desk()).await;
            success(client.desk().read_notices()).await;
        })
        .await;
    }
}

#[tokio::test]
async fn all_shapes_of_types_are_made() {
    let body: obstacles_types::Everything = serde_json::from_str("{}").unwrap();
    for seed in 0..10 {
        serving(obstacles_server::router(Mock::with_seed(seed)), async |server| {
            let client = obstacles_client::Client::builder()
                .base_url(server.url(""))
                .build()
                .unwrap();
            let echo = client.values().echo(&body).await.unwrap().into_body();
            let echo = serde_json::to_value(echo).unwrap();
            assert!(echo.as_object().unwrap().len() > 20, "{echo}");
            success(client.values().headers()).await;
        })
        .await;
    }
}

#[tokio::test]
async fn streams_have_a_few_items() {
    serving(newsroom_server::router(Mock::new()), async |server| {
        let client = newsroom_client::Client::builder()
            .base_url(server.url(""))
            .build()
            .unwrap();
        let mut quotes = success(client.wire().follow_quotes()).await;
        let mut stories = success(client.wire().follow_stories().last_event_id("6")).await.body;
        let mut log = success(client.desk().follow_log()).await;
        for _ in 0..3 {
            quotes.next().await.unwrap().unwrap();
            stories.next().await.unwrap().unwrap();
            log.next().await.unwrap().unwrap();
        }
        assert!(quotes.next().await.is_none() && stories.next().await.is_none() && log.next().await.is_none());
        success(client.staff().get_desk("d")).await;
    })
    .await;
}

#[tokio::test]
async fn xml_is_answered() {
    serving(foundry_server::router(Mock::new()), async |server| {
        let client = foundry_client::Client::builder()
            .base_url(server.url(""))
            .build()
            .unwrap();
        success(client.reports().list_alloys()).await;
        success(client.castings().get_casting("c")).await;
        let accepting = Raw::new("GET", "/castings/c").header("accept", "text/xml");
        let answer = accepting.send(server).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/xml")));
    })
    .await;
}

#[tokio::test]
async fn requests_are_signed_with_the_key_of_mocks() {
    serving(paycashless_server::router(Mock::new()), async |server| {
        let client = |secret: &str| {
            let builder = paycashless_client::Client::builder().base_url(server.url(""));
            builder.request_signature(secret).build().unwrap()
        };
        let input = crate::paycashless::input();
        success(client(SIGNING_SECRET).invoices().cancel_invoice("i", &input)).await;
        assert_eq!(
            declared(client("another").invoices().cancel_invoice("i", &input)).await,
            401
        );
    })
    .await;
}

/// The secret of mocks is written as the scheme says.
#[tokio::test]
async fn encoded_secrets_of_mocks_decode() {
    serving(gatehouse_server::router(Mock::new()), async |server| {
        let client = |secret: &str| {
            let builder = gatehouse_client::Client::builder().base_url(server.url(""));
            builder.messenger(secret).build().unwrap()
        };
        success(client("whsec_bW9jaw==").general().deliver_letter("Dear guild")).await;
        let refused = client(SIGNING_SECRET).general().deliver_letter("Dear guild").await;
        assert_eq!(refused.unwrap_err().status().unwrap(), 401);
    })
    .await;
}

/// Types of a user's own are known by their JSON types only.
#[tokio::test]
async fn what_cannot_be_made_is_an_internal_error() {
    serving(atelier_server::router(Mock::new()), async |server| {
        let answer = Raw::new("GET", "/works/7/price").send(server).await;
        assert_eq!(answer.status, 500);
        assert!(!answer.body.contains("mock"), "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn the_same_seed_gives_the_same_answers() {
    let book = async |seed| {
        let mut book = String::new();
        serving(answers_server::router(Mock::with_seed(seed)), async |server| {
            book = Raw::new("GET", "/books/b").send(server).await.body;
        })
        .await;
        book
    };
    let first = book(1).await;
    assert_eq!(first, book(1).await);
    assert_ne!(first, book(2).await);
}
