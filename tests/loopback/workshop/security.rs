//! Operations with required, optional and no security.

use serde_json::json;
use workshop_client::{Client, Error};
use workshop_types::{Health, ListPartsError};

use super::{builder, client, fault, part, shop};
use crate::harness::header;
use crate::raw::{Raw, Refusal, all_are_refused};
use crate::script::Outcome;

#[tokio::test]
async fn who_shows_a_token_is_known_where_it_is_optional() {
    shop(async |server, scripts| {
        let anonymous = Client::builder().base_url(server.url("")).build().unwrap();
        for (client, expected) in [(anonymous, None), (client(server), Some("ada"))] {
            scripts.list.then(Outcome::Success(vec![part("leg4")]));
            let response = client.parts().list_parts().await.unwrap();
            assert_eq!(response.body(), &[part("leg4")]);
            assert_eq!(scripts.list.seen().0.as_deref(), expected);
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_token_is_refused_even_where_none_is_needed() {
    shop(async |server, scripts| {
        let table = [
            ("wrong", 401, "valid credentials are required"),
            ("barred", 403, "the credentials do not permit this operation"),
            ("broken", 500, "an internal error occurred"),
        ];
        for (token, status, reason) in table {
            let client = builder(server).bearer(token).build().unwrap();
            let Err(Error::Api(error, meta)) = client.parts().list_parts().await else {
                panic!("{token} is refused");
            };
            let expected = ListPartsError::Default(status.try_into().unwrap(), fault(reason, None, status.into()));
            assert_eq!(error, expected);
            if status == 401 {
                assert_eq!(header(meta.headers(), "www-authenticate"), r#"Bearer realm="workshop""#);
            }
            assert!(scripts.list.is_untouched());
        }
    })
    .await;
}

#[tokio::test]
async fn an_operation_without_security_gets_no_credentials() {
    shop(async |server, scripts| {
        scripts.health.then(Outcome::Success(Health { open: true }));
        client(server).service().health().await.unwrap();
        let request = scripts.health.seen();
        assert!(!request.context.headers().contains_key("authorization"));

        scripts.health.then(Outcome::Success(Health { open: true }));
        let answer = Raw::new("GET", "/health")
            .header("authorization", "Bearer wrong")
            .send(server)
            .await;
        assert_eq!((answer.status, answer.json()), (200, json!({"open": true})));
    })
    .await;
}

#[tokio::test]
async fn credentials_come_before_everything_else() {
    let unauthenticated = |name, request| Refusal {
        name,
        request,
        status: 401,
        body: json!({"fault": {"reason": "valid credentials are required", "where": null, "status": 401}}),
        header: Some(("www-authenticate", r#"Bearer realm="workshop""#)),
    };
    let refusals = [
        unauthenticated("a bad parameter", Raw::new("GET", "/orders/7")),
        unauthenticated("a bad body", Raw::new("POST", "/orders").json("{")),
        unauthenticated(
            "a media type",
            Raw::new("POST", "/orders").header("content-type", "a/b").body("x"),
        ),
        unauthenticated("too much", Raw::new("POST", "/orders").announced(1 << 30)),
        unauthenticated("no security of its own", Raw::new("GET", "/opening-hours")),
        unauthenticated(
            "a token of no form",
            Raw::new("GET", "/opening-hours").header("authorization", "Bearer"),
        ),
        unauthenticated(
            "a token of no form where none is needed",
            Raw::new("GET", "/parts").header("authorization", "Bearer"),
        ),
        unauthenticated(
            "another scheme where none is needed",
            Raw::new("GET", "/parts").header("authorization", "Basic xxx"),
        ),
    ];
    shop(async |server, scripts| {
        all_are_refused(server, refusals).await;
        assert!(scripts.create.is_untouched());
    })
    .await;
}
