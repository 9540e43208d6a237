use crate::api;
use crate::shop::{Shop, call, json_body, no_body, request, send};

const TARGET: &str = "/v1/invoices/inv_1/tags/v3";

#[tokio::test]
async fn every_location_is_read() {
    let shop = Shop::default();
    let target = format!("{TARGET}?tag=a%2Cb&tag=c+d&sizes=1,2&dry_run=true&unknown=1");
    let sent = request("PUT", &target)
        .header("x-channel", "web")
        .header("accept-language", "en, fr")
        .header("accept-language", "de")
        .header("cookie", "a=1; shop=7");
    let answer = send(api::router(shop.clone()), no_body(sent)).await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (204, ""));
    assert!(answer.header("content-type").is_empty());
    let seen = shop.tagged();
    assert_eq!((seen.id.as_str(), seen.version), ("inv_1", 3));
    assert_eq!(seen.tags, ["a,b", "c d"]);
    assert_eq!(
        (seen.sizes, seen.dry_run, seen.shop),
        (Some(vec![1, 2]), Some(true), Some(7))
    );
    assert_eq!(seen.channel, "web");
    assert_eq!(seen.languages.unwrap(), ["en", "fr", "de"]);
    assert_eq!(seen.body, None);
    assert_eq!(seen.context.operation(), "tagInvoice");
    assert_eq!(seen.context.template(), "/v1/invoices/{id}/tags/v{version}");
}

#[tokio::test]
async fn what_is_optional_may_be_absent() {
    let shop = Shop::default();
    let sent = request("PUT", &format!("{TARGET}?tag=")).header("x-channel", "");
    let answer = send(api::router(shop.clone()), no_body(sent)).await;
    assert_eq!(answer.status.as_u16(), 204, "{answer:?}");
    let seen = shop.tagged();
    assert_eq!(seen.tags, [""]);
    assert_eq!(
        (seen.sizes, seen.dry_run, seen.shop, seen.languages),
        (None, None, None, None)
    );
}

#[tokio::test]
async fn all_violations_are_told_at_once() {
    let target = "/v1/invoices/i%FF/tags/vx?sizes=1,a,b&dry_run=true&dry_run=true";
    let sent = request("PUT", target).header("cookie", "shop=hunter2");
    let answer = call(json_body(sent, r#"{"amount": "hunter2", "lines": ["a", 1]}"#)).await;
    assert_eq!(
        answer.rejection(),
        (400, "invalid_parameter".to_owned(), Some("id".to_owned()))
    );
    assert_eq!(
        answer.message().split("; ").collect::<Vec<_>>(),
        [
            "path parameter `id`: must be percent-encoded UTF-8",
            "path parameter `version`: must be an integer",
            "query parameter `dry_run`: must be sent only once",
            "query parameter `tag`: is required",
            "query parameter `sizes` at `/1`: must be an integer",
            "query parameter `sizes` at `/2`: must be an integer",
            "header `X-Channel`: is required",
            "cookie `shop`: must be an integer",
            "body at `/amount`: must be an integer, not a string",
            "body at `/lines/1`: must be a string, not a number",
        ]
    );
}

#[tokio::test]
async fn broken_escapes_are_violations() {
    for id in ["%", "%zz", "a%4"] {
        let answer = call(no_body(request("POST", &format!("/v1/invoices/inv_{id}/cancel")))).await;
        let (status, code, param) = answer.rejection();
        assert_eq!(
            (status, code.as_str(), param.as_deref()),
            (400, "invalid_parameter", Some("id")),
            "{id}"
        );
    }
}
