//! A client in front of servers that are not ours: other media types, other headers, other encodings.

use answers_client::{Client, Error};
use answers_types::{GetBookSuccess, ListBooksSuccess, ReadNoticesSuccess};
use stubsmith_runtime::client::{Response, Unreadable};

use super::{book, client};
use crate::foreign::{Reply, replying};

/// What `call` gives before a server that gives `reply`.
async fn before<T>(reply: Reply, call: impl AsyncFnOnce(Client) -> T) -> T {
    let mut given = None;
    replying(reply, async |foreign| given = Some(call(client(&foreign.server)).await)).await;
    given.unwrap()
}

fn body<S, E: std::fmt::Debug>(result: Result<Response<S>, Error<E>>) -> S {
    result.unwrap().into_body()
}

fn reason<S: std::fmt::Debug, E: std::fmt::Debug>(result: Result<Response<S>, Error<E>>) -> Unreadable {
    match result {
        Err(Error::Undecodable(error)) => error.reason().clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_form_follows_the_media_type() {
    let table = [
        ("application/json", "[]", "json"),
        ("TEXT/JSON; charset=utf-8", "[]", "json"),
        ("application/hal+json", "[]", "json"),
        ("", "[]", "json"),
        ("text/csv;header=present", "a,b", "text"),
        ("image/webp", "RIFF", "binary"),
        ("application/pdf", "%PDF", "binary"),
    ];
    for (media_type, content, expected) in table {
        let media_type = if media_type.is_empty() {
            String::new()
        } else {
            format!("\ncontent-type: {media_type}")
        };
        let reply = Reply::new(&format!("200 OK\nx-total: 0{media_type}"), content);
        let form = match before(reply, async |client| body(client.books().list_books().await)).await {
            ListBooksSuccess::OkJson(_) => "json",
            ListBooksSuccess::OkText(_) => "text",
            ListBooksSuccess::OkBinary(_) => "binary",
        };
        assert_eq!(form, expected, "{media_type}");
    }
    let reply = Reply::new("200 OK\nx-total: 0\ncontent-type: text/html", "<html>");
    let reason = before(reply, async |client| reason(client.books().list_books().await)).await;
    assert_eq!(reason, Unreadable::ContentType("text/html".to_owned()));
}

#[tokio::test]
async fn an_unknown_parameter_does_not_hide_a_form() {
    let reply = Reply::new(
        "200 OK\ncontent-type: application/vnd.library.book+json; version=\"2\"; charset=utf-8",
        r#"{"titles":[]}"#,
    );
    let read = before(reply, async |client| body(client.books().get_book("7").await)).await;
    assert!(matches!(read, GetBookSuccess::OkVndLibraryBookVersion2(_)), "{read:?}");
    let reply = Reply::new(
        "200 OK\ncontent-type: application/vnd.library.book+json; version=3",
        r#"{"title":"Emma"}"#,
    );
    let read = before(reply, async |client| body(client.books().get_book("7").await)).await;
    assert!(matches!(read, GetBookSuccess::OkVndLibraryBookVersion1(_)), "{read:?}");
}

#[tokio::test]
async fn a_range_as_json_is_json_by_any_name() {
    let reply = Reply::new("200 OK\ncontent-type: text/plain", r#"{"title":"Emma"}"#);
    let read = before(reply, async |client| body(client.desk().ask_desk().await)).await;
    assert_eq!(read, book("Emma"));
    let reply = Reply::new("202 Accepted\ncontent-type: text/plain", "soon");
    let read = before(reply, async |client| body(client.desk().read_notices().await)).await;
    assert_eq!(
        read,
        ReadNoticesSuccess::DefaultText(202.try_into().unwrap(), "soon".to_owned())
    );
}

#[tokio::test]
async fn text_is_decoded() {
    let table: [(&str, &[u8], Result<&str, Unreadable>); 4] = [
        ("text/plain", "\u{feff}grüß".as_bytes(), Ok("grüß")),
        ("text/plain; charset=ISO-8859-1", b"gr\xfc\xdf", Ok("grüß")),
        ("text/plain", b"gr\xfc", Err(Unreadable::Charset("utf-8".to_owned()))),
        (
            "text/plain; charset=koi8-r",
            b"x",
            Err(Unreadable::Charset("koi8-r".to_owned())),
        ),
    ];
    for (media_type, content, expected) in table {
        let reply = Reply::new(&format!("200 OK\ncontent-type: {media_type}"), content);
        match (
            before(reply, async |client| client.desk().get_motto().await).await,
            expected,
        ) {
            (Ok(response), Ok(expected)) => assert_eq!(response.body(), expected),
            (result, Err(expected)) => assert_eq!(reason(result), expected),
            (result, expected) => panic!("{result:?} and not {expected:?}"),
        }
    }
    let reply = Reply::new("200 OK\ncontent-type: text/plain", "many");
    let reason = before(reply, async |client| reason(client.desk().count_visitors().await)).await;
    assert!(matches!(reason, Unreadable::Text(_)), "{reason:?}");
}

#[tokio::test]
async fn only_headers_that_must_be_there_spoil_an_answer() {
    let reply = Reply::new("200 OK\nx-total: 3\nlink: \u{e9}\ncontent-type: application/json", "[]");
    let read = before(reply, async |client| body(client.books().list_books().await)).await;
    let ListBooksSuccess::OkJson(read) = read else {
        panic!("{read:?}");
    };
    assert_eq!(
        (read.headers.x_total, read.headers.link.as_deref()),
        (3, Some("\u{e9}"))
    );
    let location = "location: https://library.example/1";
    let reply = Reply::new(
        &format!("201 Created\n{location}\nx-shelves: 1,,2\nx-kind: epic\nx-book: {{}}"),
        "",
    );
    let read = before(reply, async |client| body(client.books().buy_book().await)).await;
    assert_eq!(read.headers.x_shelves, [1, 2]);
    assert_eq!(read.headers.x_book, None);
    assert_eq!(read.headers.x_kind.unwrap().as_str(), "epic");
    let reply = Reply::new(&format!("201 Created\n{location}\nx-shelves: 1,x"), "");
    let reason = before(reply, async |client| client.books().buy_book().await.unwrap_err()).await;
    let Error::Undecodable(error) = reason else {
        panic!("{reason:?}");
    };
    assert_eq!(error.violations().unwrap().first().pointer(), "/X-Shelves/1");
    assert_eq!(error.response().headers()["location"], "https://library.example/1");
}
