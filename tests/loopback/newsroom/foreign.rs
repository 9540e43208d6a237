//! A generated client against streams that no generated server would send.

use axum::Router;
use axum::routing::{get, post};
use newsroom_client::Client;
use newsroom_types::{AskSuccess, Question, StoryEventEvent};
use stubsmith_runtime::StreamError;
use stubsmith_runtime::http::header::CONTENT_TYPE;

use super::client;
use crate::harness::serving;

/// Calls a server that answers `GET path` with `body`.
async fn answered(path: &str, (media_type, body): (&'static str, String), test: impl AsyncFnOnce(Client)) {
    let answer = async move || ([(CONTENT_TYPE.as_str(), media_type), ("x-editor", "me")], body);
    let (get, post) = (get(answer.clone()), post(answer));
    serving(Router::new().route(path, get.merge(post)), async |server| {
        test(client(server)).await
    })
    .await;
}

#[tokio::test]
async fn a_broken_item_does_not_end_the_stream() {
    let lines = "{\"symbol\": \"A\", \"price\": 1}\n{\"symbol\": \"\", \"price\": \"2\"}\n\n{\"symbol\"\n\
                 {\"symbol\": \"B\", \"price\": 2}";
    answered("/quotes", ("application/x-ndjson", lines.to_owned()), async |client| {
        let mut quotes = client.wire().follow_quotes().await.unwrap().into_body();
        assert_eq!(quotes.next().await.unwrap().unwrap().price, 1.0);
        let error = quotes.next().await.unwrap().unwrap_err();
        let pointers: Vec<&str> = error.violations().unwrap().iter().map(|it| it.pointer()).collect();
        assert_eq!(pointers, ["/symbol", "/price"]);
        assert!(
            error.to_string().starts_with("item 1 cannot be read: /symbol: "),
            "{error}"
        );
        let error = quotes.next().await.unwrap().unwrap_err();
        assert!(
            matches!(error, StreamError::Item { index: 2, .. }) && !error.is_last(),
            "{error}"
        );
        assert_eq!(quotes.next().await.unwrap().unwrap().price, 2.0);
        assert!(quotes.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn an_item_over_the_limit_ends_the_stream() {
    let lines = format!(
        "{{\"symbol\": \"A\", \"price\": 1}}\n{{\"symbol\": \"{}\"}}\n",
        "B".repeat(300)
    );
    answered("/quotes", ("application/jsonl", lines), async |client| {
        let mut quotes = client.wire().follow_quotes().await.unwrap().into_body();
        assert!(quotes.next().await.unwrap().is_ok());
        let error = quotes.next().await.unwrap().unwrap_err();
        assert_eq!(error.to_string(), "item 1 is larger than 200 bytes");
        assert!(quotes.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn json_in_an_event_is_checked_in_its_place() {
    let headline = "x".repeat(81);
    let events = format!(
        ": hello\r\n\r\ndata: {{\"headline\": \"{headline}\"}}\r\nevent: later\r\n\r\ndata: {{\r\n\r\ndata: \
         {{\"headline\":\r\ndata: \"One\"}}\r\nevent: later\r\nretry: 5\r\n\r\n"
    );
    answered("/stories", ("text/event-stream", events), async |client| {
        let mut stories = client.wire().follow_stories().await.unwrap().into_body().body;
        let error = stories.next().await.unwrap().unwrap_err();
        assert_eq!(
            error.to_string(),
            "item 0 cannot be read: /data/headline: must be at most 80 characters long"
        );
        let error = stories.next().await.unwrap().unwrap_err();
        assert_eq!(error.violations().unwrap().first().rule(), "contentMediaType");
        let story = stories.next().await.unwrap().unwrap();
        assert_eq!(story.data.headline.as_str(), "One");
        assert_eq!(story.event, Some(StoryEventEvent::Unknown("later".to_owned())));
        assert_eq!(story.retry, Some(5.try_into().unwrap()));
        assert!(stories.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn the_mark_of_services_of_words_ends_their_stream() {
    let events = "data: {\"word\": \"So\"}\n\ndata: [DONE]\n\ndata: {\"word\": \"late\"}\n\n".to_owned();
    answered(
        "/answers",
        ("text/event-stream; charset=utf-8", events),
        async |client| {
            let question = Question {
                text: String::new(),
                stream: Some(true),
            };
            let AskSuccess::OkStream(mut words) = client.desk().ask(&question).await.unwrap().into_body() else {
                panic!("no stream");
            };
            assert_eq!(words.next().await.unwrap().unwrap().data.word, "So");
            assert!(words.next().await.is_none());
            assert!(words.next().await.is_none());
        },
    )
    .await;
}

#[tokio::test]
async fn what_is_no_stream_is_not_read_as_one() {
    answered("/quotes", ("application/json", "[]".to_owned()), async |client| {
        let error = client.wire().follow_quotes().await.unwrap_err();
        let message = "the body of the response cannot be read (200 OK): its media type is `application/json`, which is \
                       not declared";
        assert_eq!(error.to_string(), message);
    })
    .await;
}
