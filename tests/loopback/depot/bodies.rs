//! Bodies of one piece, and the choice between several forms.

use depot_types::{SendEitherBody, SendEitherForm, SendMaybeBody};
use stubsmith_runtime::http::HeaderValue;
use stubsmith_runtime::{Binary, Bytes};

use super::{depot, noted, refused, small};
use crate::raw::Raw;

#[tokio::test]
async fn text_and_bytes() {
    depot(async |client, scripts, server| {
        let counter = client.counter();
        scripts.text.then(noted());
        counter.send_text(&"grüße\n".parse().unwrap()).await.unwrap();
        let got = scripts.text.seen();
        assert_eq!(got.body.as_str(), "grüße\n");
        assert_eq!(got.context.headers()["content-type"], "text/plain");

        scripts.text.then(noted());
        let latin = Raw::new("PUT", "/text").header("content-type", "text/plain; charset=ISO-8859-1");
        assert_eq!(latin.body(b"gr\xfc\xdfe").send(server).await.status, 204);
        assert_eq!(scripts.text.seen().body.as_str(), "grüße");
        let text = || Raw::new("PUT", "/text").header("content-type", "text/plain");
        let (detail, _) = refused(server, text().body(b"\xff"), 400).await;
        assert_eq!(detail, "body: must be UTF-8");
        let (detail, _) = refused(server, text().body("0123456789abc"), 400).await;
        assert_eq!(detail, "body: must be at most 12 characters long");
        scripts.text.then(noted());
        assert_eq!(text().send(server).await.status, 204);
        assert_eq!(scripts.text.seen().body.as_str(), "");

        scripts.bytes.then(noted());
        let bytes = Bytes::from_static(&[0, 1, 255]);
        counter.send_bytes().body(bytes.clone()).await.unwrap();
        assert_eq!(scripts.bytes.seen().body, Some(bytes));
        scripts.bytes.then(noted());
        counter.send_bytes().await.unwrap();
        assert_eq!(scripts.bytes.seen().body, None);
        scripts.bytes.then(noted());
        assert_eq!(Raw::new("PUT", "/bytes").body("untold").send(server).await.status, 204);
        assert_eq!(scripts.bytes.seen().body.as_deref(), Some(&b"untold"[..]));

        scripts.picture.then(noted());
        let picture = Binary::new(HeaderValue::from_static("image/webp"), vec![1, 2]);
        counter.send_picture(picture.clone()).await.unwrap();
        assert_eq!(scripts.picture.seen().body, picture);
        let (detail, answer) = refused(server, Raw::new("PUT", "/picture").json("1"), 415).await;
        assert_eq!(
            detail,
            "the `Content-Type` of the body must be `image/png` or `image/*`"
        );
        assert_eq!(answer.header("accept"), Some("image/png, image/*"));
    })
    .await;
}

#[tokio::test]
async fn json_by_another_name() {
    depot(async |client, scripts, server| {
        scripts.patch.then(noted());
        client.counter().send_patch(&small()).await.unwrap();
        let got = scripts.patch.seen();
        assert_eq!(got.body, small());
        assert_eq!(got.context.headers()["content-type"], "application/merge-patch+json");
        scripts.patch.then(noted());
        assert_eq!(
            Raw::new("PATCH", "/patch").json("{\"w\":1}").send(server).await.status,
            204
        );
        assert_eq!(scripts.patch.seen().body.w.get(), 1);
        let (detail, _) = refused(server, Raw::new("PATCH", "/patch").json("{"), 400).await;
        assert!(detail.starts_with("the body is not JSON"), "{detail}");
    })
    .await;
}

#[tokio::test]
async fn one_of_several_forms() {
    depot(async |client, scripts, server| {
        let bodies = [
            SendEitherBody::Json(Box::new(small())),
            SendEitherBody::Form(Box::new(small())),
            SendEitherBody::Multipart(Box::new(SendEitherForm { r#box: small() })),
            SendEitherBody::Text("plain".to_owned()),
            SendEitherBody::Binary(Bytes::from_static(b"\xff")),
        ];
        for body in bodies {
            scripts.either.then(noted());
            client.counter().send_either(&body).await.unwrap();
            assert_eq!(scripts.either.seen().body, body);
        }
        let image = Raw::new("POST", "/either")
            .header("content-type", "image/png")
            .body("x");
        let (detail, answer) = refused(server, image, 415).await;
        let names = [
            "application/json",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "text/plain",
            "application/octet-stream",
        ];
        assert_eq!(answer.header("accept"), Some(names.join(", ").as_str()));
        assert!(names.iter().all(|name| detail.contains(name)), "{detail}");
        let form = Raw::new("POST", "/either").header("content-type", "application/x-www-form-urlencoded");
        let (detail, _) = refused(server, form.body("w=-1&h=x"), 400).await;
        assert_eq!(
            detail,
            "body at `/w`: must be at least 0; body at `/h`: must be a number"
        );
    })
    .await;
}

#[tokio::test]
async fn bodies_that_may_be_absent() {
    depot(async |client, scripts, server| {
        let counter = client.counter();
        scripts.maybe.then(noted());
        counter.send_maybe().await.unwrap();
        let got = scripts.maybe.seen();
        assert_eq!(
            (got.body, &got.context.headers()["content-length"]),
            (None, &HeaderValue::from_static("0"))
        );
        let text = SendMaybeBody::Text("t".to_owned());
        scripts.maybe.then(noted());
        counter.send_maybe().body(&text).await.unwrap();
        assert_eq!(scripts.maybe.seen().body, Some(text));
        // No JSON text is empty, but a text may be.
        for (media_type, body) in [
            ("application/json", None),
            ("text/plain", Some(SendMaybeBody::Text(String::new()))),
        ] {
            scripts.maybe.then(noted());
            let request = Raw::new("POST", "/maybe").header("content-type", media_type);
            assert_eq!(request.send(server).await.status, 204);
            assert_eq!(scripts.maybe.seen().body, body);
        }
        scripts.delete.then(noted());
        counter.delete_maybe().body(&small()).await.unwrap();
        assert_eq!(scripts.delete.seen().body, Some(small()));
        scripts.delete.then(noted());
        counter.delete_maybe().await.unwrap();
        assert_eq!(scripts.delete.seen().body, None);
    })
    .await;
}
