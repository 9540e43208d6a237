//! Paths that the client makes lead to the operation that was called, and so do those of strangers.

use harbour_types::{CloseBerthXHarbourTarget, OpenBerthXHarbourTarget};
use serde_json::json;

use super::{harbour, said};
use crate::raw::Raw;

/// Compares what a call answers.
macro_rules! answers {
    ($call:expr, $expected:literal) => {
        assert_eq!(said($call.await.unwrap().body()), $expected);
    };
}

#[tokio::test]
async fn what_stands_beside_the_path_selects() {
    harbour(async |_, client| {
        let port = client.port();
        answers!(
            port.open_berth(&OpenBerthXHarbourTarget::BerthsOpen),
            "openBerth Berths.Open"
        );
        answers!(
            port.close_berth(&CloseBerthXHarbourTarget::BerthsClose),
            "closeBerth Berths.Close"
        );
        answers!(port.search_ships(), "searchShips");
        answers!(port.search_ships().flag("blue & white"), "searchShips blue & white");
        answers!(port.search_cranes(3), "searchCranes 3");
        answers!(port.list_cargo(), "listCargo");
        answers!(port.list_cargo().page(2), "listCargo 2");
        answers!(port.list_hold("fore"), "listHold fore");
    })
    .await;
}

#[tokio::test]
async fn the_text_of_a_variable_selects() {
    harbour(async |_, client| {
        let port = client.port();
        let id = "4f7d3c1e-8a52-4a3b-9f60-d1a7c2b9e805".parse().unwrap();
        answers!(port.cargo_by_id(&id), "cargoById 4f7d3c1e-8a52-4a3b-9f60-d1a7c2b9e805");
        answers!(port.cargo_by_number(-12), "cargoByNumber -12");
        answers!(port.cargo_by_label("12 crates"), "cargoByLabel 12 crates");
        port.drop_cargo(&id).await.unwrap();
        // What is more than a label is taken for that.
        answers!(port.cargo_by_label("7"), "cargoByNumber 7");
        answers!(port.get_ship("a/b"), "getShip a/b");
        answers!(port.get_vessel("tug"), "getShip tug");
    })
    .await;
}

#[tokio::test]
async fn variables_span_segments() {
    harbour(async |_, client| {
        let port = client.port();
        answers!(port.get_log("2026/02/a b%2F.txt"), "getLog 2026/02/a b%2F.txt");
        answers!(port.get_log("one"), "getLog one");
        answers!(port.get_log("latest"), "latestLog");
        answers!(port.latest_log(), "latestLog");
        answers!(port.purge_logs("2026/02"), "purgeLogs 2026/02");
        answers!(port.purge_logs("a:purge"), "purgeLogs a:purge");
        answers!(
            port.get_entry(&"2026-02-03".parse().unwrap(), 4),
            "getEntry 2026-02-03 4"
        );
        answers!(
            port.get_log("2026-02-03/entries/4.txt"),
            "getLog 2026-02-03/entries/4.txt"
        );
        assert!(port.get_log("../cargo").await.is_err());
        assert!(port.get_log("").await.is_err());
    })
    .await;
}

#[tokio::test]
async fn overlapping_and_odd_paths() {
    harbour(async |_, client| {
        let port = client.port();
        answers!(port.way_end("south"), "wayEnd south");
        answers!(port.way_north("end"), "wayNorth end");
        answers!(port.way_end("north"), "wayNorth end");
        answers!(port.way_leg("pier", "2"), "wayLeg pier 2");
        answers!(port.list_quays(), "listQuays");
        answers!(port.quay_index(), "quayIndex");
        answers!(port.all_quays(), "allQuays");
        answers!(port.moor("7:east"), "moor 7:east");
        answers!(port.get_ferry("six-half", "seven"), "getFerry six-half seven");
        answers!(port.get_ferry("6", "7"), "getFerry 6 7");
        answers!(port.get_crane("12", "b"), "getCrane 12 b");
        answers!(port.get_tow("Ada & Bo"), "getTow Ada & Bo");
    })
    .await;
}

#[tokio::test]
async fn strangers_are_told_what_selects() {
    harbour(async |server, _| {
        let problem = |status, code, detail| json!({ "status": status, "code": code, "detail": detail });
        let table = [
            (
                "POST",
                "/",
                400,
                problem(
                    400,
                    "invalid_parameter",
                    "header `X-Harbour-Target`: must select an operation of this path",
                ),
            ),
            (
                "GET",
                "/search?kind=barge",
                400,
                problem(
                    400,
                    "invalid_parameter",
                    "query parameter `kind`: must select an operation of this path",
                ),
            ),
            (
                "PUT",
                "/search",
                405,
                problem(405, "method_not_allowed", "this path does not serve the method"),
            ),
            (
                "GET",
                "/tows/a/by/b",
                404,
                problem(404, "unknown_route", "nothing is served at this path"),
            ),
            (
                "GET",
                "/logs/",
                404,
                problem(404, "unknown_route", "nothing is served at this path"),
            ),
        ];
        for (method, target, status, expected) in table {
            let answer = Raw::new(method, target).send(server).await;
            assert_eq!(answer.status, status, "{method} {target}: {answer:?}");
            let body: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
            for (name, value) in expected.as_object().unwrap() {
                assert_eq!(&body[name], value, "{method} {target}: {answer:?}");
            }
        }
        let answer = Raw::new("PUT", "/cargo/x").send(server).await;
        assert_eq!(answer.header("allow"), Some("DELETE, GET, HEAD"));
    })
    .await;
}

#[tokio::test]
async fn head_is_served_by_get() {
    harbour(async |server, _| {
        let got = Raw::new("GET", "/ships/tug").send(server).await;
        let answer = Raw::new("HEAD", "/ships/tug").send(server).await;
        assert_eq!((answer.status, answer.body.as_str()), (200, ""));
        assert_eq!(answer.header("content-length"), got.header("content-length"));
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(Raw::new("HEAD", "/search").send(server).await.status, 400);
        assert_eq!(Raw::new("HEAD", "/quays/7:moor").send(server).await.status, 405);
    })
    .await;
}
