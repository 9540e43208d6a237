//! Headers of responses that are objects, lists of anything, and of other media types.

use std::sync::Arc;

use axum::Router;
use axum::routing::get;
use newsroom_client::Error;
use newsroom_types::{GetDeskHeaders, GetDeskXPhones, Place};
use stubsmith_runtime::http::StatusCode;

use super::{client, newsroom};
use crate::harness::serving;
use crate::raw::Raw;

fn place(floor: i64, room: Option<&str>) -> Place {
    Place {
        floor,
        room: room.map(str::to_owned),
    }
}

pub(super) fn headers() -> GetDeskHeaders {
    GetDeskHeaders {
        x_place: place(3, Some("3 west")),
        x_former: Some(place(2, Some("b"))),
        x_phones: Some(GetDeskXPhones::try_from(vec![1, 2]).unwrap()),
        x_grid: Some(vec![vec![1, 2], vec![3]]),
        x_map: Some(place(1, None)),
        x_note: Some("short".parse().unwrap()),
    }
}

#[tokio::test]
async fn both_sides_mean_the_same() {
    newsroom(async |client, _, server| {
        let desk = client.staff().get_desk("all").await;
        // A list in a list is JSON, whose comma no header can carry.
        assert_eq!(desk.unwrap_err().status().unwrap(), 500);

        let desk = client.staff().get_desk("flat").await.unwrap().into_body();
        let expected = GetDeskHeaders {
            x_grid: Some(vec![vec![3], vec![4]]),
            ..headers()
        };
        assert_eq!(desk.headers, expected);

        let answer = Raw::new("GET", "/desks/flat").send(server).await;
        assert_eq!(answer.header("x-place"), Some("floor,3,room,3 west"));
        assert_eq!(answer.header("x-former"), Some("floor=2,room=b"));
        assert_eq!(answer.header("x-phones"), Some("1,2"));
        assert_eq!(answer.header("x-grid"), Some("[3],[4]"));
        assert_eq!(answer.header("x-map"), Some("{\"floor\":1}"));
        assert_eq!(answer.header("x-note"), Some("short"));
    })
    .await;
}

#[tokio::test]
async fn what_must_be_there_is_checked_and_the_rest_taken_for_absent() {
    let place = Arc::new(std::sync::Mutex::new("floor, 3, room, a"));
    let next = place.clone();
    let answer = get(async move || {
        let place = *next.lock().unwrap();
        let headers = [("x-place", place), ("x-former", "floor=x"), ("x-phones", "")];
        (StatusCode::NO_CONTENT, headers)
    });
    serving(Router::new().route("/desks/a", answer), async |server| {
        let desk = client(server).staff().get_desk("a").await.unwrap().into_body();
        assert_eq!(desk.headers.x_place, super::headers::place(3, Some("a")));
        assert_eq!((desk.headers.x_former, desk.headers.x_phones), (None, None));

        *place.lock().unwrap() = "floor,ground";
        let error = client(server).staff().get_desk("a").await.unwrap_err();
        let Error::Undecodable(error) = error else {
            panic!("{error}");
        };
        assert_eq!(error.violations().unwrap().first().pointer(), "/X-Place/floor");
    })
    .await;
}
