//! A client in front of servers that are not ours: other names, other wrappings, and no XML at all.

use foundry_client::{Client, Error};
use foundry_types::{GetCastingSuccess, OrderCastingError};
use stubsmith_runtime::client::{Response, Unreadable};

use super::{LARGE, large, small};
use crate::foreign::{Reply, replying};

/// What `call` gives before a server that gives `reply`.
async fn before<T>(reply: Reply, call: impl AsyncFnOnce(Client) -> T) -> T {
    let mut given = None;
    replying(reply, async |foreign| {
        let client = Client::builder().base_url(foreign.server.url("")).build().unwrap();
        given = Some(call(client).await);
    })
    .await;
    given.unwrap()
}

fn reason<S: std::fmt::Debug, E: std::fmt::Debug>(result: Result<Response<S>, Error<E>>) -> Unreadable {
    match result {
        Err(Error::Undecodable(error)) => error.reason().clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_media_type_tells_xml_from_json() {
    for media_type in ["application/xml", "text/xml; charset=utf-8", "application/soap+xml"] {
        let reply = Reply::new(&format!("201 Created\ncontent-type: {media_type}"), LARGE);
        let answer = before(reply, async |client| client.castings().order_casting(&large()).await).await;
        assert_eq!(answer.unwrap().into_body(), large(), "{media_type}");
    }
    let reply = Reply::new("200 OK\nfurnace: 1\ncontent-type: application/xml", LARGE);
    let answer = before(reply, async |client| client.castings().get_casting("C-1").await).await;
    match answer.unwrap().into_body() {
        GetCastingSuccess::OkJson(answer) => assert_eq!(*answer.body, large()),
        other => panic!("{other:?}"),
    }
    let fault = "<error xmlns='urn:other' code='busy'>\n  <message>Later.</message>\n</error>";
    let reply = Reply::new("409 Conflict\ncontent-type: text/xml", fault);
    match before(reply, async |client| client.castings().order_casting(&large()).await).await {
        Err(Error::Api(OrderCastingError::Conflict(fault), _)) => assert_eq!(fault.message, "Later."),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_others_write_in_other_ways_is_read() {
    let text = "\u{feff}<?xml version='1.0'?>\n<!-- later -->\n<order x:schemaLocation='a b' xmlns:x='urn:x' id='C-9'>\n \
                <v:mass xmlns:v='urn:v'>\n 1.5 </v:mass>\n <unknown><deep/></unknown>\n <state><![CDATA[cast]]></state>\n \
                <marks>\n  <mark>&#97;</mark>\n  <mark>b</mark>\n </marks>\n</order>\n";
    let reply = Reply::new("201 Created\ncontent-type: text/xml", text);
    let answer = before(reply, async |client| client.castings().order_casting(&large()).await).await;
    let mut expected = small("C-9");
    expected.state = Some(foundry_types::CastingState::Cast);
    expected.marks = Some(vec!["a".to_owned(), "b".to_owned()]);
    assert_eq!(answer.unwrap().into_body(), expected);
}

#[tokio::test]
async fn what_is_not_the_declared_xml_is_undecodable() {
    let table = [
        (
            "application/xml",
            "<casting>",
            "the XML ends before its root element does",
        ),
        ("text/xml", "<!DOCTYPE a><a/>", "a document type is not allowed"),
        (
            "text/xml",
            "<a id='C-1'><mass>heavy</mass></a>",
            "/mass: must be a number",
        ),
        ("application/xml", "", "it is empty"),
        ("application/json", "<a/>", "expected"),
        (
            "text/html",
            "<a/>",
            "its media type is `text/html`, which is not declared",
        ),
    ];
    for (media_type, body, message) in table {
        let reply = Reply::new(&format!("201 Created\ncontent-type: {media_type}"), body);
        let reason = before(reply, async |client| {
            reason(client.castings().order_casting(&large()).await)
        })
        .await;
        assert!(reason.to_string().contains(message), "{media_type} {body}: {reason}");
        assert_eq!(
            matches!(reason, Unreadable::Xml(_)),
            media_type.ends_with("xml") && !body.is_empty(),
            "{reason}"
        );
    }
}
