//! Forms: pairs of name and value, and several parts.

use std::collections::BTreeMap;

use depot_types::{Filter, Label, SendPartsForm};
use stubsmith_runtime::{AnyPart, AnyParts, FilePart};

use super::{depot, noted, refused, small, words};
use crate::raw::Raw;

const FORM: &str = "application/x-www-form-urlencoded";

fn label() -> Label {
    Label {
        name: "a b&c".to_owned().try_into().unwrap(),
        weight: Some(2.5),
        fragile: Some(true),
        words: Some(words(&["x,y", "z"])),
        piped: Some(words(&["1", "2"])),
        r#box: Some(small()),
        deep: Some(Filter {
            name: None,
            ids: Some(vec![1]),
            r#box: Some(small()),
            boxes: None,
        }),
        quoted: Some("say \"hi\"".to_owned()),
        additional: BTreeMap::from([("more".to_owned(), 4)]),
    }
}

#[tokio::test]
async fn pairs() {
    depot(async |client, scripts, _| {
        scripts.form.then(noted());
        client.counter().send_form(&label()).await.unwrap();
        let got = scripts.form.seen();
        assert_eq!(got.context.headers()["content-type"], FORM);
        assert_eq!(got.body, label());

        scripts.map.then(noted());
        let map = BTreeMap::from([("a".to_owned(), vec![1, 2]), ("b".to_owned(), vec![3])]);
        client.counter().send_map().body(&map).await.unwrap();
        assert_eq!(scripts.map.seen().body, Some(map));
        scripts.map.then(noted());
        client.counter().send_map().await.unwrap();
        assert_eq!(scripts.map.seen().body, None);
    })
    .await;
}

#[tokio::test]
async fn pairs_of_other_clients() {
    depot(async |_, scripts, server| {
        scripts.form.then(noted());
        let body = "name=a+b&words=x&piped=1|2&deep[ids][]=1&deep[ids][]=2&box=%7B%22w%22%3A1%7D&more=3";
        let request =
            Raw::new("POST", "/form").header("content-type", "Application/X-WWW-Form-URLEncoded; charset=utf-8");
        assert_eq!(request.body(body).send(server).await.status, 204);
        let got = scripts.form.seen().body;
        assert_eq!(got.name.as_str(), "a b");
        assert_eq!((got.words, got.piped), (Some(words(&["x"])), Some(words(&["1", "2"]))));
        assert_eq!(got.deep.unwrap().ids, Some(vec![1, 2]));
        assert_eq!(got.additional, BTreeMap::from([("more".to_owned(), 3)]));

        let form = |body: &str| Raw::new("POST", "/form").header("content-type", FORM).body(body);
        let (detail, _) = refused(
            server,
            form("weight=x&fragile=1&box=%7B%7D&quoted=a&more=b&piped=%zz"),
            400,
        )
        .await;
        // What cannot be taken apart is told before the rest is looked at.
        assert_eq!(
            detail,
            "body at `/piped/0`: must be percent-encoded correctly; body at `/quoted`: must be JSON"
        );
        let (detail, _) = refused(server, form("weight=x&fragile=1&box=%7B%7D&more=b"), 400).await;
        assert_eq!(
            detail,
            "body at `/name`: is required; body at `/weight`: must be a number; body at `/fragile`: must be `true` or \
             `false`; body at `/box/w`: is required; body at `/more`: must be an integer"
        );
        let (detail, _) = refused(server, Raw::new("POST", "/form"), 400).await;
        assert_eq!(detail, "the body is empty");
    })
    .await;
}

fn form() -> SendPartsForm {
    SendPartsForm {
        title: "ü \"1\"".to_owned().try_into().unwrap(),
        count: Some(3),
        words: words(&["a\r\nb", ""]),
        picture: FilePart::new(vec![0, 255, 13, 10]).named("a \"b\".png"),
        papers: vec![
            FilePart::new("----stubsmith-0000000000000000").of_type("text/plain"),
            FilePart::new("").named("empty"),
        ],
        r#box: small(),
        boxes: vec![small()],
        r#type: None,
    }
}

#[tokio::test]
async fn parts() {
    depot(async |client, scripts, _| {
        scripts.parts.then(noted());
        client.counter().send_parts(&form()).await.unwrap();
        let got = scripts.parts.seen().body;
        assert_eq!(
            (got.title, got.count, got.words),
            (form().title, form().count, form().words)
        );
        assert_eq!((got.r#box, got.boxes, got.r#type), (small(), vec![small()], None));
        assert_eq!(got.picture.bytes, form().picture.bytes);
        assert_eq!(got.picture.media_type.as_deref(), Some("image/png"));
        assert_eq!(got.picture.name.as_deref(), Some("a %22b%22.png"));
        assert_eq!(got.papers[0].bytes, form().papers[0].bytes);
        assert_eq!(got.papers[0].media_type.as_deref(), Some("text/plain"));
        assert_eq!(got.papers[1].name.as_deref(), Some("empty"));
        assert_eq!(got.papers[1].media_type.as_deref(), Some("application/octet-stream"));
    })
    .await;
}

fn multipart(path: &str, body: &str) -> Raw {
    let request = Raw::new("POST", path).header("content-type", "multipart/form-data; boundary=\"x y\"");
    request.body(body.replace('\n', "\r\n"))
}

#[tokio::test]
async fn broken_parts_are_told_as_a_whole() {
    depot(async |_, scripts, server| {
        let part = |name: &str, content: &str| {
            format!("--x y\nContent-Disposition: form-data; name=\"{name}\"\n\n{content}\n")
        };
        let parts = [
            part("title", "far too long"),
            part("count", "1"),
            part("count", "2"),
            part("box", "{\"w\":-1}"),
            part("boxes", "{}"),
            part("unknown", ""),
        ];
        let body = format!("{}--x y--\n", parts.concat());
        let (detail, _) = refused(server, multipart("/parts", &body), 400).await;
        assert_eq!(
            detail,
            "body at `/title`: must be at most 8 characters long; body at `/count`: must be sent only once; body at \
             `/picture`: is required; body at `/box/w`: must be at least 0; body at `/boxes/0/w`: is required; body at \
             `/unknown`: is not a part that is allowed here"
        );
        for (request, detail) in [
            (
                multipart("/parts", "--x y\nno end"),
                "the body is not made of parts as its `Content-Type` says",
            ),
            (
                multipart("/parts", "nothing"),
                "the body is not made of parts as its `Content-Type` says",
            ),
            (
                Raw::new("POST", "/parts")
                    .header("content-type", "multipart/form-data")
                    .body("x"),
                "the `Content-Type` of the body has no `boundary`",
            ),
        ] {
            assert_eq!(refused(server, request, 400).await.0, detail);
        }
        assert!(scripts.parts.is_untouched());
        let large = Raw::new("POST", "/parts").header("content-type", "multipart/form-data; boundary=x");
        refused(server, large.announced(1 << 20), 413).await;
    })
    .await;
}

#[tokio::test]
async fn parts_without_a_schema() {
    depot(async |client, scripts, _| {
        scripts.anything.then(noted());
        let part = |name: &str, file: FilePart| AnyPart {
            name: name.to_owned(),
            file,
        };
        let parts = AnyParts(vec![
            part("a", FilePart::new("1").named("one").of_type("text/plain")),
            part("a", FilePart::new("2").named("two").of_type("a/b")),
        ]);
        client.counter().send_anything(&parts).await.unwrap();
        assert_eq!(scripts.anything.seen().body, parts);
    })
    .await;
}
