//! Members that travel in one direction and must be there, and rules for members: both sides keep them.

use newsroom_client::Error;
use newsroom_types::Reporter;

use super::{Newsroom, newsroom};
use crate::harness::serving;
use crate::raw::Raw;

fn reporter(name: &str) -> Reporter {
    Reporter {
        id: None,
        left: None,
        pass: Some("secret".to_owned()),
        name: name.to_owned(),
        mail: Some("a@example.com".to_owned()),
        phone: None,
        helpers: None,
    }
}

#[tokio::test]
async fn what_is_demanded_is_so_in_its_direction() {
    newsroom(async |client, _, server| {
        let added = client.staff().add_reporter(&reporter("Ann")).await.unwrap().into_body();
        let expected = Reporter {
            id: Some("7".to_owned()),
            pass: None,
            ..reporter("Ann")
        };
        assert_eq!(added, expected);

        let sent = r#"{"name": "Ann", "mail": "a@example.com"}"#;
        let answer = Raw::new("POST", "/reporters").json(sent).send(server).await;
        assert_eq!(answer.status, 400);
        assert!(answer.body.contains("/pass"), "{answer:?}");
        assert!(!answer.body.contains("/id"), "{answer:?}");

        let sent = r#"{"name": "Ann", "mail": "a@example.com", "pass": "x"}"#;
        let answer = Raw::new("POST", "/reporters").json(sent).send(server).await;
        assert_eq!((answer.status, answer.json()["left"].is_null()), (201, true));
        assert!(answer.body.contains("\"left\":null"), "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn a_client_sends_nothing_that_breaks_rules() {
    newsroom(async |client, _, _| {
        let mut unreachable = reporter("Ann");
        unreachable.mail = None;
        let mut chief = reporter("Bob");
        chief.helpers = Some(vec![reporter("Cid"), unreachable]);
        chief.pass = None;
        let error = client.staff().add_reporter(&chief).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error}");
        assert_eq!(
            error.to_string(),
            "the request cannot be built: the body is not valid: /pass: is required; /helpers/1: must have `mail`, or \
             `phone`"
        );
    })
    .await;
}

#[tokio::test]
async fn a_server_answers_nothing_that_breaks_rules() {
    newsroom(async |client, _, server| {
        // The newsroom gives the nameless no id.
        let error = client.staff().add_reporter(&reporter("")).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 500);
        let sent = r#"{"name": "", "mail": "a@example.com", "pass": "x"}"#;
        let answer = Raw::new("POST", "/reporters").json(sent).send(server).await;
        assert_eq!(answer.status, 500);
        assert!(!answer.body.contains("required"), "{answer:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_read_only_is_passed_over_or_refused() {
    let sent = r#"{"name": "Ann", "mail": "a@example.com", "pass": "x", "id": "mine"}"#;
    newsroom(async |_, _, server| {
        let answer = Raw::new("POST", "/reporters").json(sent).send(server).await;
        assert_eq!((answer.status, answer.json()["id"].as_str()), (201, Some("7")));
    })
    .await;
    let sent = sent.replace(
        '}',
        r#", "helpers": [{"name": "Bob", "phone": "1", "pass": "y", "left": null}]}"#,
    );
    let strict = newsroom_server::server(Newsroom::default()).refuse_read_only();
    serving(strict.into_router(), async |server| {
        let answer = Raw::new("POST", "/reporters").json(sent.as_str()).send(server).await;
        assert_eq!(answer.status, 400, "{answer:?}");
        for place in ["/id", "/helpers/0/left"] {
            let told = format!("body at `{place}`: is read-only and must not be sent");
            assert!(answer.body.contains(&told), "{answer:?}");
        }
    })
    .await;
}
