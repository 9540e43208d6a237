use std::time::UNIX_EPOCH;

use stubsmith_runtime::http::{Request, request::Builder};
use stubsmith_runtime::{Secret, http};

use crate::api::{self, REQUEST_SIGNATURE};
use crate::shop::{Answer, Shop, json_body, no_body, send};

const BODY: &str = r#"{"amount": 3, "lines": []}"#;

fn post(target: &str, headers: &[(&str, &str)]) -> Builder {
    let builder = Request::builder().method("POST").uri(target);
    headers
        .iter()
        .fold(builder, |builder, (name, value)| builder.header(*name, *value))
}

/// Who the shop took the caller for, or the rejection.
async fn caller(target: &str, headers: &[(&str, &str)]) -> Result<String, Answer> {
    let shop = Shop::default();
    let answer = send(api::router(shop.clone()), json_body(post(target, headers), BODY)).await;
    if answer.status == http::StatusCode::CREATED {
        Ok(shop.created().0)
    } else {
        Err(answer)
    }
}

#[tokio::test]
async fn credentials_are_found() {
    let table: [(&str, &[(&str, &str)], &str); 10] = [
        ("", &[("authorization", "bearer   good")], "bearer"),
        ("", &[("authorization", "BASIC dTpnb29k")], "basic u"),
        ("", &[("authorization", "Basic OmdiOmdvb2Q=")], "nobody"),
        (
            "",
            &[("authorization", "Basic OmdiOmdvb2Q"), ("x-api-key", "good")],
            "header",
        ),
        ("", &[("x-api-key", "good")], "header"),
        ("?api_key=%67ood", &[], "query"),
        ("", &[("cookie", "a=b"), ("cookie", "c=d; session=good")], "cookie"),
        ("", &[("cookie", "session=\"good\"")], "cookie"),
        (
            "?api_key=bad",
            &[("authorization", "Bearer weak"), ("cookie", "session=good")],
            "cookie",
        ),
        ("", &[("authorization", "Digest good"), ("x-api-key", "good")], "header"),
    ];
    for (query, headers, expected) in table {
        let found = caller(&format!("/v1/invoices{query}"), headers).await;
        assert_eq!(found.as_deref().unwrap_or("nobody"), expected, "{query} {headers:?}");
    }
}

#[tokio::test]
async fn what_is_no_credential_is_told_with_all_challenges() {
    let table: [(&str, &[(&str, &str)]); 15] = [
        ("", &[]),
        ("", &[("authorization", "Bearer")]),
        ("", &[("authorization", "Bearer ")]),
        ("", &[("authorization", "Bearer go od")]),
        ("", &[("authorization", "good")]),
        ("", &[("authorization", "Bearer bad")]),
        (
            "",
            &[("authorization", "Bearer good"), ("authorization", "Bearer good")],
        ),
        ("", &[("authorization", "Basic good")]),
        ("", &[("authorization", "Basic !!!")]),
        ("", &[("x-api-key", "good"), ("x-api-key", "good")]),
        ("", &[("x-api-key", "")]),
        ("?api_key=good&api_key=good", &[]),
        ("?api_key=%ff", &[]),
        ("", &[("cookie", "session=good; session=good")]),
        ("", &[("cookie", "session=")]),
    ];
    for (query, headers) in table {
        let answer = caller(&format!("/v1/invoices{query}"), headers).await.unwrap_err();
        assert_eq!(
            answer.rejection(),
            (401, "unauthenticated".to_owned(), None),
            "{headers:?}"
        );
        assert_eq!(
            answer.header("www-authenticate"),
            ["Bearer", "Basic realm=\"sample\"", "Signature"]
        );
    }
}

#[tokio::test]
async fn authentication_goes_before_everything_else() {
    let answer = send(
        api::router(Shop::default()),
        no_body(post("/v1/invoices/%zz/cancel", &[])),
    )
    .await;
    assert_eq!(answer.rejection().0, 401);
    assert_eq!(answer.header("www-authenticate"), ["Bearer"]);
}

#[tokio::test]
async fn forbidden_and_failing_are_not_unauthenticated() {
    let forbidden = caller(
        "/v1/invoices",
        &[("authorization", "Bearer weak"), ("x-api-key", "bad")],
    )
    .await;
    let forbidden = forbidden.unwrap_err();
    assert_eq!(forbidden.rejection(), (403, "forbidden".to_owned(), None));
    assert!(forbidden.header("www-authenticate").is_empty());
    let down = caller(
        "/v1/invoices",
        &[("authorization", "Bearer down"), ("x-api-key", "weak")],
    )
    .await;
    assert_eq!(down.unwrap_err().rejection(), (500, "internal_error".to_owned(), None));
}

fn now() -> i64 {
    UNIX_EPOCH.elapsed().unwrap().as_secs().try_into().unwrap()
}

fn sign(key: &str, timestamp: i64, body: &str) -> String {
    let key = REQUEST_SIGNATURE.key(&Secret::from(key)).unwrap();
    REQUEST_SIGNATURE.sign(&[&key], "", timestamp, body.as_bytes())
}

async fn signed(signature: &str, timestamp: &str) -> Result<String, Answer> {
    let headers = [("request-signature", signature), ("request-timestamp", timestamp)];
    caller("/v1/invoices", &headers).await
}

#[tokio::test]
async fn signatures_under_any_key_are_accepted() {
    let now = now();
    for (key, age) in [("old", 0), ("new", 0), ("new", 290), ("new", -290)] {
        let time = now - age;
        let signature = sign(&format!("secret of {key}"), time, BODY);
        let found = signed(&signature, &time.to_string()).await;
        assert_eq!(found.unwrap(), format!("signature {key}"));
    }
}

#[tokio::test]
async fn bad_and_stale_signatures_are_refused() {
    let time = now();
    let good = sign("secret of new", time, BODY);
    let table = [
        ("another key", sign("secret of none", time, BODY), time.to_string()),
        ("another body", sign("secret of new", time, "{}"), time.to_string()),
        ("another time", good.clone(), (time - 1).to_string()),
        (
            "too old",
            sign("secret of new", time - 400, BODY),
            (time - 400).to_string(),
        ),
        (
            "too new",
            sign("secret of new", time + 400, BODY),
            (time + 400).to_string(),
        ),
        ("no number", good.clone(), "now".to_owned()),
        ("far away", good.clone(), i64::MIN.to_string()),
        ("cut", good[..10].to_owned(), time.to_string()),
        ("empty", String::new(), time.to_string()),
    ];
    for (what, signature, timestamp) in table {
        let answer = signed(&signature, &timestamp).await.unwrap_err();
        assert_eq!(answer.rejection().0, 401, "{what}");
    }
    let no_time = caller("/v1/invoices", &[("request-signature", &good)]).await;
    assert_eq!(no_time.unwrap_err().rejection().0, 401);
}

#[tokio::test]
async fn the_body_limit_holds_for_signed_bodies() {
    let time = now().to_string();
    let headers = [("request-signature", "00"), ("request-timestamp", time.as_str())];
    let request = json_body(post("/v1/invoices", &headers), BODY);
    let answer = send(api::server(Shop::default()).body_limit(5).into_router(), request).await;
    assert_eq!(answer.rejection().0, 413);
}

#[tokio::test]
async fn nothing_that_handlers_get_shows_credentials() {
    let shop = Shop::default();
    let headers = [
        ("x-api-key", "good"),
        ("cookie", "hunter2"),
        ("authorization", "Digest hunter2"),
    ];
    send(
        api::router(shop.clone()),
        json_body(post("/v1/invoices?k=hunter2", &headers), BODY),
    )
    .await;
    let (_, request) = shop.created();
    let shown = format!("{request:?} {:?}", request.context.headers());
    assert!(!shown.contains("hunter2") && !shown.contains("good"), "{shown}");
}
