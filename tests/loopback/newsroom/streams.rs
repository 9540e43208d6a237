//! A generated client and a generated server, item by item.

use std::time::Duration;

use newsroom_client::Error;
use newsroom_types::{
    AskSuccess, FollowUpdatesResponseItem, FollowUpdatesResponseItemPause, FollowUpdatesResponseItemPauseEvent,
    FollowUpdatesResponseItemQuote, FollowUpdatesResponseItemQuoteEvent, ListCorrectionsResponseItem, Question, Story,
    StoryEvent, StoryEventEvent, Word,
};
use stubsmith_runtime::{ItemStream, ServerEvent, StreamError};

use super::{boxed, feed, newsroom, quote, script};
use crate::harness::within;
use crate::raw::{INTERNALS, Raw};

fn story(headline: &str) -> StoryEvent {
    let headline = headline.parse().unwrap();
    StoryEvent {
        event: Some(StoryEventEvent::Story),
        id: Some("7".to_owned()),
        retry: Some(3000.try_into().unwrap()),
        data: Story { headline, words: None }.into(),
    }
}

#[tokio::test]
async fn items_arrive_before_the_server_has_ended() {
    newsroom(async |client, rooms, _| {
        let (sender, items) = feed();
        script(&rooms.stories, ItemStream::new(items));
        let response = client.wire().follow_stories().last_event_id("6").await.unwrap();
        assert_eq!(response.body().headers.x_editor, "6");
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert_eq!(response.raw().body(), b"");
        let mut stories = response.into_body().body;
        for headline in ["One", "Two: é, \"quoted\"\nand over two lines"] {
            sender.send(story(headline)).unwrap();
            assert_eq!(within(stories.next()).await.unwrap().unwrap(), story(headline));
        }
        drop(sender);
        assert!(within(stories.next()).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_client_that_drops_the_stream_ends_that_of_the_server() {
    newsroom(async |client, rooms, _| {
        let (sender, items) = feed();
        script(&rooms.quotes, ItemStream::new(items));
        let mut quotes = client.wire().follow_quotes().await.unwrap().into_body();
        sender.send(quote("A", 1.5)).unwrap();
        assert_eq!(within(quotes.next()).await.unwrap().unwrap(), quote("A", 1.5));
        assert!(!sender.is_closed());
        drop(quotes);
        within(sender.closed()).await;
    })
    .await;
}

#[tokio::test]
async fn a_stream_outlives_the_time_for_its_call() {
    newsroom(async |client, rooms, _| {
        let (sender, items) = feed();
        script(&rooms.quotes, ItemStream::new(items));
        let call = client.wire().follow_quotes().timeout(Duration::from_millis(300));
        let mut quotes = call.await.unwrap().into_body();
        tokio::time::sleep(Duration::from_millis(400)).await;
        sender.send(quote("A", 1.0)).unwrap();
        assert_eq!(within(quotes.next()).await.unwrap().unwrap(), quote("A", 1.0));
    })
    .await;
}

#[tokio::test]
async fn a_source_that_fails_breaks_the_response_off_and_says_nothing() {
    newsroom(async |client, rooms, _| {
        let (sender, items) = feed();
        script(&rooms.quotes, ItemStream::fallible(items));
        let mut quotes = client.wire().follow_quotes().await.unwrap().into_body();
        sender.send(Ok(quote("A", 1.0))).unwrap();
        assert!(within(quotes.next()).await.unwrap().is_ok());
        sender.send(Err(boxed(INTERNALS))).unwrap();
        let error = within(quotes.next()).await.unwrap().unwrap_err();
        assert!(matches!(error, StreamError::Broken(_)) && error.is_last(), "{error}");
        assert!(within(quotes.next()).await.is_none());
        within(sender.closed()).await;
    })
    .await;
}

#[tokio::test]
async fn one_status_is_a_value_or_a_stream() {
    newsroom(async |client, rooms, _| {
        let mut question = Question {
            text: "Why?".to_owned(),
            stream: None,
        };
        match client.desk().ask(&question).await.unwrap().into_body() {
            AskSuccess::OkJson(answer) => assert_eq!(answer.text, "Why?"),
            other => panic!("{other:?}"),
        }
        let word = |word: &str| ServerEvent::new(Word { word: word.to_owned() });
        let words = vec![word("Because").named("first"), word("so").with_id("2")];
        script(&rooms.words, words.clone().into());
        question.stream = Some(true);
        let AskSuccess::OkStream(mut stream) = client.desk().ask(&question).await.unwrap().into_body() else {
            panic!("no stream");
        };
        for word in words {
            assert_eq!(stream.next().await.unwrap().unwrap(), word);
        }
        assert!(stream.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn sequences_texts_and_objects_of_fields() {
    newsroom(async |client, rooms, server| {
        let corrections = || {
            let of_quote = ListCorrectionsResponseItem::from(quote("B", 2.0));
            vec![of_quote, "two\nlines".to_owned().into()]
        };
        script(&rooms.corrections, corrections().into());
        let mut read = client.wire().list_corrections().await.unwrap().into_body();
        for correction in corrections() {
            assert_eq!(read.next().await.unwrap().unwrap(), correction);
        }
        assert!(read.next().await.is_none());

        script(&rooms.log, vec![ServerEvent::new("a\n\nb".to_owned())].into());
        let mut read = client.desk().follow_log().await.unwrap().into_body();
        assert_eq!(read.next().await.unwrap().unwrap().data, "a\n\nb");

        let updates = || {
            let quoted = FollowUpdatesResponseItemQuote {
                event: FollowUpdatesResponseItemQuoteEvent::Quote,
                data: quote("C", 3.0),
            };
            let paused = FollowUpdatesResponseItemPause {
                event: FollowUpdatesResponseItemPauseEvent::Pause,
                data: "lunch".to_owned(),
            };
            vec![
                FollowUpdatesResponseItem::Quote(Box::new(quoted)),
                FollowUpdatesResponseItem::Pause(Box::new(paused)),
            ]
        };
        script(&rooms.updates, updates().into());
        let mut read = client.wire().follow_updates().await.unwrap().into_body();
        for update in updates() {
            assert_eq!(read.next().await.unwrap().unwrap(), update);
        }

        script(&rooms.stories, vec![story("One")].into());
        let answer = Raw::new("GET", "/stories").send(server).await;
        assert_eq!(answer.header("content-type"), Some("text/event-stream"));
        assert_eq!(answer.header("cache-control"), Some("no-cache"));
        assert!(
            answer
                .body
                .contains("event: story\nid: 7\nretry: 3000\ndata: {\"headline\":\"One\"}\n\n"),
            "{answer:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_stream_that_does_not_begin_is_an_answer_as_any_other() {
    newsroom(async |client, _, _| {
        let error = client.wire().follow_stories().await.unwrap_err();
        assert!(matches!(error, Error::Undeclared(_)), "{error}");
        assert_eq!(error.status().unwrap(), 500);
    })
    .await;
}
