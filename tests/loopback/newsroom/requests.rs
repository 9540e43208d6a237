//! Bodies of requests that come item by item.

use std::time::Duration;

use newsroom_client::Error;
use newsroom_server::runtime::server::Server;
use newsroom_types::{SendTelegramsBody, Story, StoryEvent};
use stubsmith_runtime::ItemStream;

use super::{Newsroom, boxed, feed, newsroom, quote};
use crate::harness::{serving, within};
use crate::raw::Raw;

fn story(headline: &str) -> Story {
    Story {
        headline: headline.parse().unwrap(),
        words: None,
    }
}

fn lines(body: &str) -> Raw {
    Raw::new("POST", "/quotes/batches")
        .header("content-type", "application/jsonl")
        .body(body)
}

#[tokio::test]
async fn each_item_is_read_before_the_next_one_is_sent() {
    newsroom(async |client, rooms, _| {
        let (sender, items) = feed();
        let mut told = rooms.told();
        let sending = async {
            for symbol in ["A", "B"] {
                sender.send(quote(symbol, 1.5)).unwrap();
                assert_eq!(told.recv().await.as_deref(), Some(symbol));
            }
            drop(sender);
        };
        let wire = client.wire();
        let call = wire.send_quotes(ItemStream::new(items));
        let (count, ()) = within(async { tokio::join!(call.into_future(), sending) }).await;
        assert_eq!(count.unwrap().into_body(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_with_an_item_is_told_with_its_place() {
    newsroom(async |_, _, server| {
        let good = r#"{"symbol":"A","price":1}"#;
        let long = format!(r#"{{"symbol":"{}","price":1}}"#, "x".repeat(3 << 20));
        for (second, status, message) in [
            (r#"{"symbol":"","price":"x"}"#, 400, "1/price"),
            ("{", 400, "item 1 cannot be read"),
            (&long, 413, "item 1 is larger than 2097152 bytes"),
        ] {
            let answer = lines(&format!("{good}\n{second}\n{good}\n")).send(server).await;
            assert_eq!(answer.status, status, "{answer:?}");
            assert!(answer.body.contains(message), "{answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn there_may_be_no_items_but_a_body_must_be_told() {
    newsroom(async |client, _, server| {
        let none = client.wire().send_quotes(Vec::new().into()).await.unwrap();
        assert_eq!(none.into_body(), 0);
        let answer = lines("").send(server).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, "0"));
        let answer = Raw::new("POST", "/quotes/batches").send(server).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        let answer = Raw::new("POST", "/quotes/batches").json("[]").send(server).await;
        assert_eq!(answer.status, 415, "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn a_body_that_stands_still_ends_the_request() {
    let server: Server = newsroom_server::server(Newsroom::default()).body_pause(Duration::from_millis(50));
    serving(server.into_router(), async |server| {
        let first = b"{\"symbol\":\"A\",\"price\":1}\n".to_vec();
        let answer = Raw::new("POST", "/quotes/batches")
            .header("content-type", "application/jsonl")
            .endless([first])
            .send(server)
            .await;
        assert_eq!(answer.status, 408, "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn a_source_that_fails_breaks_the_request_off() {
    newsroom(async |client, rooms, _| {
        let mut told = rooms.told();
        let (sender, items) = feed();
        let sending = async {
            sender.send(Ok(quote("A", 1.0))).unwrap();
            assert_eq!(told.recv().await.as_deref(), Some("A"));
            sender.send(Err(boxed("the ticker is gone"))).unwrap();
            assert_eq!(told.recv().await.as_deref(), Some("the stream broke off"));
        };
        let wire = client.wire();
        let call = wire.send_quotes(ItemStream::fallible(items));
        let (failed, ()) = within(async { tokio::join!(call.into_future(), sending) }).await;
        assert!(matches!(failed, Err(Error::Transport(_))), "{failed:?}");
    })
    .await;
}

#[tokio::test]
async fn a_body_may_be_one_value_or_items_in_several_framings() {
    newsroom(async |client, _, _| {
        let wire = client.wire();
        let none = wire.send_telegrams().await.unwrap();
        assert_eq!(none.into_body(), "nothing");
        let event = StoryEvent {
            event: None,
            id: None,
            retry: None,
            data: story("three").into(),
        };
        for (body, expected) in [
            (SendTelegramsBody::Json(Box::new(story("one"))), "one"),
            (
                SendTelegramsBody::JsonSeq(vec![story("one"), story("two")].into()),
                "one, two",
            ),
            (SendTelegramsBody::EventStream(vec![event].into()), "three"),
        ] {
            let answer = wire.send_telegrams().body(body).await.unwrap();
            assert_eq!(answer.into_body(), expected);
        }
    })
    .await;
}
