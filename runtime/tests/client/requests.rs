//! What a call sends.

use std::time::{SystemTime, UNIX_EPOCH};

use stubsmith_runtime::Secret;
use stubsmith_runtime::client::Operation;
use stubsmith_runtime::signature::SignatureHeaders;

use crate::emitted::{Client, Invoice, SIGNATURE, Tags};
use crate::service::{header, id, last, recorded};

fn tags(elements: &[&str]) -> Tags {
    let elements: Vec<String> = elements.iter().map(|element| (*element).to_owned()).collect();
    elements.try_into().unwrap()
}

#[tokio::test]
async fn a_request_has_what_the_document_says() {
    let (client, seen) = recorded(|builder| builder.bearer_auth("sk_live_1"));
    let _ = client.invoices().cancel_invoice(&id("inv_1")).await;
    let request = last(&seen);
    assert_eq!(request.method(), "POST");
    assert_eq!(request.uri(), "https://api.example.com/base/v1/invoices/inv_1/cancel");
    let mut headers: Vec<String> = request
        .headers()
        .iter()
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    assert_eq!(
        headers,
        [
            "accept: application/json",
            "authorization: Bearer sk_live_1",
            "content-length: 0",
            "user-agent: sample-client/1.2.3"
        ]
    );
    assert!(request.headers()["authorization"].is_sensitive());
    assert_eq!(request.extensions().get::<&Operation>().unwrap().id, "cancelInvoice");
}

#[tokio::test]
async fn a_body_is_json_with_its_length() {
    let (client, seen) = recorded(|builder| builder);
    let invoice = Invoice {
        id: "1".to_owned(),
        amount: Some(7),
        session: None,
    };
    client.invoices().put_invoice(&invoice).await.unwrap();
    let request = last(&seen);
    assert_eq!(request.body(), r#"{"id":"1","amount":7}"#);
    assert_eq!(header(&request, "content-length"), Some("21"));
    assert_eq!(header(&request, "content-type"), Some("application/json"));
    assert_eq!(header(&request, "accept"), None);
}

#[tokio::test]
async fn a_method_that_takes_no_body_declares_no_length() {
    let (client, seen) = recorded(|builder| builder);
    client.invoices().delete_invoice(&id("a")).await.unwrap();
    assert_eq!(header(&last(&seen), "content-length"), None);
}

#[tokio::test]
async fn parameters_are_encoded() {
    let (client, seen) = recorded(|builder| builder.base_url("http://localhost:8080"));
    let states = ["z".to_owned(), "x".to_owned()];
    let call = client
        .invoices()
        .find_invoices("a b&c=d+é#", &tags(&["r&d", "ü"]))
        .states(&states)
        .limit(5)
        .trace("t 1");
    let _ = call.await;
    let request = last(&seen);
    assert_eq!(
        request.uri(),
        "http://localhost:8080/v1/stores/a%2Fb/invoices:find\
         ?q=a%20b%26c%3Dd%2B%C3%A9%23&tag=r%26d&tag=%C3%BC&state=z,x&limit=5"
    );
    assert_eq!(header(&request, "x-trace"), Some("t 1"));
    assert!(request.headers()["x-trace"].is_sensitive() && request.headers()["cookie"].is_sensitive());
    assert_eq!(request.headers()["x-tags"].as_bytes(), "r&d,ü".as_bytes());
    assert_eq!(header(&request, "cookie"), Some("theme=d%3Brk"));
    assert_eq!(header(&request, "x-states"), Some("z,x"));

    let _ = client.invoices().find_invoices("", &tags(&[])).await;
    let request = last(&seen);
    assert_eq!(request.uri().query(), Some("q="));
    assert_eq!(header(&request, "x-trace"), None);
}

#[tokio::test]
async fn a_path_value_stays_one_segment() {
    let (client, seen) = recorded(|builder| builder);
    let table = [
        ("../../admin?x#y", "..%2F..%2Fadmin%3Fx%23y"),
        ("...", "..."),
        ("a.b", "a.b"),
        ("{id}", "%7Bid%7D"),
        ("%2e%2e", "%252e%252e"),
        ("a\\..\\b", "a%5C..%5Cb"),
        ("é\n", "%C3%A9%0A"),
    ];
    for (value, segment) in table {
        let _ = client.invoices().cancel_invoice(&id(value)).await;
        assert_eq!(last(&seen).uri().path(), format!("/base/v1/invoices/{segment}/cancel"));
    }
}

#[tokio::test]
async fn a_path_value_that_would_name_another_path_is_refused() {
    let (client, seen) = recorded(|builder| builder);
    let dots = "the request cannot be built: the path parameter `id` makes a segment `.` or `..`, which would name another path";
    let empty = "the request cannot be built: the path parameter `id` is empty, which would name another path";
    for (value, expected) in [(".", dots), ("..", dots), ("", empty)] {
        let error = client.invoices().cancel_invoice(&id(value)).await.unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
    assert!(seen.lock().unwrap().is_empty());
    // Beside a literal the same values are harmless.
    client.invoices().delete_invoice(&id("..")).await.unwrap();
    assert_eq!(last(&seen).uri().path(), "/base/v1/files/...json");
}

#[tokio::test]
async fn headers_cannot_be_injected() {
    let (client, seen) = recorded(|builder| builder);
    for value in ["a\r\nx-admin: 1", "a\n", "a\0", "\u{7f}"] {
        let call = client.invoices().find_invoices("", &tags(&[])).trace(value);
        let expected = "the request cannot be built: the header `x-trace` has characters that a header cannot carry";
        assert_eq!(call.await.unwrap_err().to_string(), expected);
        let call = client.invoices().delete_invoice(&id("a")).header("x-trace", value);
        assert_eq!(call.await.unwrap_err().to_string(), expected);
    }
    let table = [
        ("a b", "`a b` is not the name of a header"),
        ("a\nb", "`a\\nb` is not the name of a header"),
        (
            "Content-Length",
            "the header `content-length` follows from the body and cannot be set",
        ),
        (
            "transfer-encoding",
            "the header `transfer-encoding` follows from the body and cannot be set",
        ),
    ];
    for (name, expected) in table {
        let error = client
            .invoices()
            .delete_invoice(&id("a"))
            .header(name, "1")
            .await
            .unwrap_err();
        assert_eq!(error.to_string(), format!("the request cannot be built: {expected}"));
    }
    let call = client.invoices().find_invoices("", &tags(&["a,b"]));
    let error = call.await.unwrap_err().to_string();
    assert!(
        error.contains("the header `X-Tags` has an element with a comma"),
        "{error}"
    );
    assert!(seen.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_url_that_is_too_long_is_refused() {
    let (client, _) = recorded(|builder| builder);
    let text = "a".repeat(70_000);
    let error = client.invoices().find_invoices(&text, &tags(&[])).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the request cannot be built: the parameters make a URL that is too long"
    );
}

#[tokio::test]
async fn headers_of_the_caller_go_before_all_others() {
    let (client, seen) = recorded(|builder| builder.bearer_auth("t1").request_signature("s"));
    let call = client
        .invoices()
        .cancel_invoice(&id("a"))
        .header("Authorization", "Bearer t2")
        .header(stubsmith_runtime::http::header::USER_AGENT, b"mine")
        .header("accept", "application/vnd.x+json");
    let _ = call.await;
    let request = last(&seen);
    assert_eq!(header(&request, "authorization"), Some("Bearer t2"));
    assert_eq!(header(&request, "user-agent"), Some("mine"));
    assert_eq!(header(&request, "accept"), Some("application/vnd.x+json"));

    let call = client
        .invoices()
        .put_invoice(&Invoice::default())
        .header("request-timestamp", "1712336881");
    call.await.unwrap();
    let request = last(&seen);
    assert_eq!(header(&request, "request-timestamp"), Some("1712336881"));
    let key = SIGNATURE.key(&Secret::from("s")).unwrap();
    let expected = SIGNATURE.sign(&[&key], "", 1_712_336_881, request.body());
    assert_eq!(header(&request, "request-signature"), Some(expected.as_str()));
}

async fn find(client: &Client) {
    let _ = client.invoices().find_invoices("", &tags(&[])).await;
}

#[tokio::test]
async fn the_first_alternative_with_all_credentials_is_applied() {
    let (client, seen) = recorded(|builder| builder);
    find(&client).await;
    let request = last(&seen);
    assert_eq!(
        (header(&request, "x-api-key"), request.uri().query()),
        (None, Some("q="))
    );

    let (client, seen) = recorded(|builder| builder.header_key("k1"));
    find(&client).await;
    assert_eq!(header(&last(&seen), "x-api-key"), None);

    let (client, seen) = recorded(|builder| builder.header_key("k1").session_cookie("c1"));
    find(&client).await;
    let request = last(&seen);
    assert_eq!(header(&request, "cookie"), Some("theme=d%3Brk; nl_session=c1"));
    assert_eq!(header(&request, "x-api-key"), None);

    let (client, seen) = recorded(|builder| builder.header_key("k1").query_key("k&2").session_cookie("c1"));
    find(&client).await;
    let request = last(&seen);
    assert_eq!(header(&request, "x-api-key"), Some("k1"));
    assert_eq!(request.uri().query(), Some("q=&api_key=k%262"));
    assert_eq!(header(&request, "cookie"), Some("theme=d%3Brk"));

    let (client, seen) = recorded(|builder| builder.basic_auth("rzp", "s3cret"));
    client.invoices().put_invoice(&Invoice::default()).await.unwrap();
    assert_eq!(header(&last(&seen), "authorization"), Some("Basic cnpwOnMzY3JldA=="));
    client.invoices().delete_invoice(&id("a")).await.unwrap();
    assert_eq!(header(&last(&seen), "authorization"), None);
}

#[tokio::test]
async fn requests_are_signed() {
    let (client, seen) = recorded(|builder| builder.request_signature("s").basic_auth("a", "b"));
    client.invoices().put_invoice(&Invoice::default()).await.unwrap();
    let request = last(&seen);
    let headers = SignatureHeaders {
        signature: header(&request, "request-signature").unwrap(),
        timestamp: header(&request, "request-timestamp").unwrap(),
        ..SignatureHeaders::default()
    };
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let now = i64::try_from(now).unwrap();
    let verified = SIGNATURE.verify(
        &SIGNATURE.key(&Secret::from("s")).unwrap(),
        headers,
        now,
        request.body(),
    );
    assert_eq!(verified, Ok(()));
    assert!(request.headers()["request-signature"].is_sensitive());
    assert_eq!(header(&request, "authorization"), None);
}

#[tokio::test]
async fn a_request_may_go_to_the_url_of_a_subscriber() {
    let (client, seen) = recorded(|builder| builder);
    let invoice = Invoice {
        id: "1".to_owned(),
        amount: Some(7),
        session: None,
    };
    let url = "http://subscriber.example/hook/?key=s";
    client.hooks().paid(url, 7, &invoice).await.unwrap();
    let request = last(&seen);
    assert_eq!(request.uri(), "http://subscriber.example/hook/?key=s&total=7");
    assert_eq!(request.body(), r#"{"id":"1","amount":7}"#);
    let refused = client.hooks().paid("file:///etc", 7, &invoice).await.unwrap_err();
    assert_eq!(
        refused.to_string(),
        "the request cannot be built: the subscriber's URL `file:///etc` must start with `http://` or `https://`"
    );
}
