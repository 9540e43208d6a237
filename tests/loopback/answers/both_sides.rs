//! What a handler gives is what a client gets, in each status, form and header.

use std::fmt::Debug;

use answers_client::Error;
use answers_types::{
    AskDeskError, BusyHeaders, BuyBookError, BuyBookHeaders, FindElsewhereError, FindElsewhereFoundHeaders,
    FindElsewhereSuccess, GetBookError, GetBookSuccess, GetCoverError, GetTextHeaders, HasBookError, HasBookHeaders,
    Kind, ListBooksError, ListBooksHeaders, ListBooksNotModifiedHeaders, ListBooksSuccess, NewBook, ReadNoticesError,
    ReadNoticesSuccess, RingBellError, Trouble,
};
use stubsmith_runtime::client::Response;
use stubsmith_runtime::http::HeaderValue;
use stubsmith_runtime::{Binary, Bytes, Headed, StatusRange};

use super::{book, library};
use crate::harness::header;
use crate::raw::Raw;
use crate::script::{Outcome, Script};

const PNG: HeaderValue = HeaderValue::from_static("image/png");

/// A success comes back as it was given; status and media type are as declared.
async fn succeeds<R, S: Clone + Debug + PartialEq, E: Debug>(
    script: &Script<R, S, E>,
    call: impl IntoFuture<Output = Result<Response<S>, Error<E>>>,
    given: S,
    (status, media_type): (u16, Option<&str>),
) {
    script.then(Outcome::Success(given.clone()));
    let response = call.await.unwrap();
    assert_eq!(response.status().as_u16(), status, "{given:?}");
    let sent = response.headers().get("content-type");
    assert_eq!(sent.map(|it| it.to_str().unwrap()), media_type, "{given:?}");
    assert_eq!(response.into_body(), given);
}

/// An error comes back as it was given.
async fn fails<R, S: Debug, E: Clone + Debug + PartialEq>(
    script: &Script<R, S, E>,
    call: impl IntoFuture<Output = Result<Response<S>, Error<E>>>,
    given: E,
    (status, media_type): (u16, Option<&str>),
) {
    script.then(Outcome::Declared(given.clone()));
    let Err(Error::Api(error, meta)) = call.await else {
        panic!("no error: {given:?}");
    };
    assert_eq!(meta.status().as_u16(), status, "{given:?}");
    let sent = meta.headers().get("content-type");
    assert_eq!(sent.map(|it| it.to_str().unwrap()), media_type, "{given:?}");
    assert_eq!(error, given);
}

fn trouble(message: &str) -> Box<Trouble> {
    Box::new(Trouble {
        message: message.to_owned(),
    })
}

fn busy<B>(body: B) -> Headed<Box<BusyHeaders>, B> {
    let retry_after = 30.try_into().unwrap();
    Headed {
        headers: Box::new(BusyHeaders { retry_after }),
        body,
    }
}

#[tokio::test]
async fn several_forms_with_headers() {
    library(async |_, scripts, client| {
        let list = || client.books().list_books();
        let headers = || {
            Box::new(ListBooksHeaders {
                x_total: 7,
                link: Some("<https://library.example/v1/books?page=2>; rel=\"next\"".to_owned()),
            })
        };
        let (json, csv) = (vec![book("Emma"), book("Ulysses")], "title\nEmma\n".to_owned());
        let pdf = Binary::new(HeaderValue::from_static("application/pdf"), &b"%PDF\xff"[..]);
        let headed = Headed {
            headers: headers(),
            body: json,
        };
        let given = ListBooksSuccess::OkJson(headed);
        succeeds(&scripts.list, list(), given, (200, Some("application/json"))).await;
        let headed = Headed {
            headers: headers(),
            body: csv,
        };
        let given = ListBooksSuccess::OkText(headed);
        succeeds(&scripts.list, list(), given, (200, Some("text/csv; charset=utf-8"))).await;
        for (binary, media_type) in [(pdf, "application/pdf"), (Binary::new(PNG, vec![0, 159]), "image/png")] {
            let headed = Headed {
                headers: headers(),
                body: binary,
            };
            let given = ListBooksSuccess::OkBinary(headed);
            succeeds(&scripts.list, list(), given, (200, Some(media_type))).await;
        }
    })
    .await;
}

#[tokio::test]
async fn errors_with_headers_ranges_and_default() {
    library(async |_, scripts, client| {
        let list = || client.books().list_books();
        let headers = Box::new(ListBooksNotModifiedHeaders {
            e_tag: Some("\"7\"".to_owned()),
        });
        let given = ListBooksError::NotModified(Headed { headers, body: () });
        fails(&scripts.list, list(), given, (304, None)).await;
        let given = ListBooksError::TooManyRequests(busy(trouble("later")));
        fails(&scripts.list, list(), given, (429, Some("application/problem+json"))).await;
        let given = ListBooksError::Default(418.try_into().unwrap(), trouble("tea"));
        fails(&scripts.list, list(), given, (418, Some("application/json"))).await;
        let given = BuyBookError::TooManyRequests(busy(trouble("later")));
        let buy = || client.books().buy_book();
        fails(&scripts.buy, buy(), given, (429, Some("application/problem+json"))).await;
        let given = BuyBookError::ClientError(402.try_into().unwrap(), "too dear: 7 €".to_owned());
        fails(&scripts.buy, buy(), given, (402, Some("text/plain; charset=utf-8"))).await;
    })
    .await;
}

#[tokio::test]
async fn headers_of_every_shape() {
    library(async |server, scripts, client| {
        let all = Headed {
            headers: BuyBookHeaders {
                location: "https://library.example/v1/books/7".parse().unwrap(),
                x_tags: Some(vec!["new".to_owned(), "sea".to_owned()]),
                x_shelves: vec![3, -1],
                x_book: Some(book("Moby Dick")),
                set_cookie: Some(vec!["a=1; expires=Mon, 01 Jan 2029".to_owned(), "b=2".to_owned()]),
                x_kind: Some(Kind::Novel),
            },
            body: (),
        };
        let least = Headed {
            headers: BuyBookHeaders {
                x_tags: None,
                x_book: None,
                set_cookie: None,
                x_kind: None,
                ..all.headers.clone()
            },
            body: (),
        };
        succeeds(&scripts.buy, client.books().buy_book(), all.clone(), (201, None)).await;
        succeeds(&scripts.buy, client.books().buy_book(), least.clone(), (201, None)).await;
        scripts.buy.then(Outcome::Success(least));
        let answer = Raw::new("POST", "/books").send(server).await;
        assert_eq!(answer.header("x-shelves"), Some("3, -1"));
        assert_eq!(answer.header("x-tags"), None);
        assert_eq!(answer.header("location"), Some("https://library.example/v1/books/7"));
    })
    .await;
}

#[tokio::test]
async fn forms_that_differ_by_a_parameter_and_ranges_of_successes() {
    library(async |_, scripts, client| {
        let get = || client.books().get_book("7");
        let given = GetBookSuccess::OkVndLibraryBookVersion1(Box::new(book("Emma")));
        let media_type = "application/vnd.library.book+json; version=1";
        succeeds(&scripts.get, get(), given, (200, Some(media_type))).await;
        let given = GetBookSuccess::OkVndLibraryBookVersion2(Box::new(NewBook {
            titles: vec!["Emma".to_owned()],
        }));
        let media_type = "application/vnd.library.book+json; version=2";
        succeeds(&scripts.get, get(), given, (200, Some(media_type))).await;
        let status: StatusRange<200, 299> = 203.try_into().unwrap();
        let given = GetBookSuccess::Successful(status, Kind::Poem);
        succeeds(&scripts.get, get(), given, (203, Some("text/plain; charset=utf-8"))).await;
        fails(&scripts.get, get(), GetBookError::NotFound, (404, None)).await;
    })
    .await;
}

#[tokio::test]
async fn an_only_success_is_its_body() {
    library(async |_, scripts, client| {
        let cover = || client.books().get_cover("7");
        let picture = Binary::new(PNG, vec![0x89, 0x50]);
        succeeds(&scripts.cover, cover(), picture, (200, Some("image/png"))).await;
        let page = GetCoverError::NotFound("<p>none".to_owned());
        fails(&scripts.cover, cover(), page, (404, Some("text/html; charset=utf-8"))).await;
        let text = Headed {
            headers: GetTextHeaders {
                e_tag: "\"1\"".to_owned(),
            },
            body: Bytes::from_static(b"%PDF"),
        };
        let read = client.books().get_text("7");
        succeeds(&scripts.text, read, text, (200, Some("application/pdf"))).await;
        let desk = client.desk();
        let plain = (200, Some("text/plain; charset=utf-8"));
        succeeds(&scripts.motto, desk.get_motto(), "Läse leise".to_owned(), plain).await;
        succeeds(&scripts.motto, desk.get_motto(), String::new(), plain).await;
        succeeds(&scripts.visitors, desk.count_visitors(), -3, plain).await;
        let headers = HasBookHeaders { x_total: 2 };
        let has = || client.books().has_book("7");
        succeeds(&scripts.has, has(), Headed { headers, body: () }, (200, None)).await;
        fails(&scripts.has, has(), HasBookError::NotFound, (404, None)).await;
    })
    .await;
}

#[tokio::test]
async fn operations_that_declare_no_2xx() {
    library(async |_, scripts, client| {
        let find = || client.books().find_elsewhere("7");
        let headers = Box::new(FindElsewhereFoundHeaders {
            location: "https://other.example/".to_owned(),
        });
        let given = FindElsewhereSuccess::Found(Headed { headers, body: () });
        succeeds(&scripts.elsewhere, find(), given, (302, None)).await;
        succeeds(&scripts.elsewhere, find(), FindElsewhereSuccess::SeeOther, (303, None)).await;
        let given = FindElsewhereError::Default(500.try_into().unwrap(), trouble("lost"));
        fails(&scripts.elsewhere, find(), given, (500, Some("application/json"))).await;
        let desk = client.desk();
        let json = Some("application/json");
        succeeds(&scripts.ask, desk.ask_desk(), book("Emma"), (200, json)).await;
        let given = AskDeskError::Default(404.try_into().unwrap(), Box::new(book("none")));
        fails(&scripts.ask, desk.ask_desk(), given, (404, json)).await;
        succeeds(&scripts.ring, desk.ring_bell(), (), (204, None)).await;
        fails(
            &scripts.ring,
            desk.ring_bell(),
            RingBellError::ServiceUnavailable,
            (503, None),
        )
        .await;
        let given = ReadNoticesSuccess::DefaultText(301.try_into().unwrap(), "gone".to_owned());
        succeeds(
            &scripts.notices,
            desk.read_notices(),
            given,
            (301, Some("text/plain; charset=utf-8")),
        )
        .await;
        let given = ReadNoticesError::DefaultJson(400.try_into().unwrap(), Box::new(book("x")));
        fails(&scripts.notices, desk.read_notices(), given, (400, json)).await;
    })
    .await;
}

#[tokio::test]
async fn a_client_says_what_it_accepts() {
    library(async |_, scripts, client| {
        scripts.list.then(Outcome::Declared(ListBooksError::Default(
            500.try_into().unwrap(),
            trouble("x"),
        )));
        let _ = client.books().list_books().await;
        assert_eq!(
            header(scripts.list.seen().context.headers(), "accept"),
            "application/json, text/json, text/csv;q=0.9, application/pdf;q=0.9, image/*;q=0.9, \
             application/problem+json;q=0.5"
        );
    })
    .await;
}

#[tokio::test]
async fn no_value_of_a_handler_adds_a_header() {
    library(async |server, scripts, _| {
        let text = Headed {
            headers: GetTextHeaders {
                e_tag: "a\r\nx-evil: 1".to_owned(),
            },
            body: Bytes::new(),
        };
        scripts.text.then(Outcome::Success(text));
        let answer = Raw::new("GET", "/books/7/text").send(server).await;
        assert_eq!(answer.header("etag"), Some("a  x-evil: 1"));
        assert_eq!(answer.header("x-evil"), None);
    })
    .await;
}
