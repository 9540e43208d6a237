//! Routes with one method and template, told apart by the rest of the request.

use http::HeaderMap;

use super::*;
use crate::Uuid;

const fn query(name: &'static str, value: Option<&'static str>) -> Selector {
    Selector::Query { name, value }
}

type Row = (&'static str, &'static str, &'static str, &'static [Selector]);

fn table(rows: &[Row]) -> RouteTable {
    let mut table = RouteTable::default();
    for (precedence, &(method, template, operation, selectors)) in rows.iter().enumerate() {
        let endpoint = Endpoint::new(method, template, operation).among(precedence, selectors);
        table.insert(Box::leak(Box::new(endpoint)));
    }
    table
}

/// The operation found, or why there is none.
fn find(table: &RouteTable, method: &str, target: &str, headers: &[(&'static str, &str)]) -> String {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.append(*name, value.parse().unwrap());
    }
    let (path, query) = target
        .split_once('?')
        .map_or((target, None), |(path, query)| (path, Some(query)));
    match table.find(&method.parse().unwrap(), path, &mut Head::new(query, &map)) {
        Found::Route { endpoint, .. } => endpoint.operation.to_owned(),
        Found::Unselected(subjects) => {
            let named = subjects
                .iter()
                .map(|(location, name)| format!(" {}:{name}", location.as_str()));
            format!("400{}", named.collect::<String>())
        }
        Found::OtherMethods(methods) => format!("405 {methods:?}"),
        Found::Nothing => "404".to_owned(),
    }
}

#[test]
fn query_and_headers_select() {
    const ROWS: &[Row] = &[
        ("POST", "/", "open", &[query("Action", Some("Open Door"))]),
        ("POST", "/", "close", &[query("Action", Some("Close"))]),
        (
            "POST",
            "/",
            "target",
            &[Selector::Header {
                name: "x-target",
                value: Some("A.b"),
            }],
        ),
        ("GET", "/{key}", "upload", &[query("part", None), query("id", None)]),
        ("GET", "/{key}", "parts", &[query("id", None)]),
        ("GET", "/{key}", "object", &[]),
        ("GET", "/none", "none", &[query("kind", Some(""))]),
        ("PUT", "/rest/{a}", "special", &[query("kind", Some("b"))]),
        ("PUT", "/{any}/{a}", "general", &[]),
    ];
    let table = table(ROWS);
    let none: &[(&str, &str)] = &[];
    let requests = [
        ("POST", "/?Action=Open+Door", none, "open"),
        ("POST", "/?x=1&%41ction=Open%20Door", none, "open"),
        ("POST", "/?Action=Close", none, "close"),
        ("POST", "/?Action=Break", none, "400 query:Action header:x-target"),
        ("POST", "/", none, "400 query:Action header:x-target"),
        ("POST", "/", &[("x-target", "A.b")], "target"),
        ("POST", "/", &[("x-target", "A.B")], "400 query:Action header:x-target"),
        ("GET", "/", none, "405 [POST]"),
        ("GET", "/k?part=1&id=2", none, "upload"),
        ("GET", "/k?id", none, "parts"),
        ("GET", "/k?part=1", none, "object"),
        ("HEAD", "/k?id=%", none, "object"),
        ("GET", "/none?kind", none, "none"),
        // The more specific template is not meant, so the next one is.
        ("GET", "/none", none, "object"),
        ("PUT", "/rest/1?kind=b", none, "special"),
        ("PUT", "/rest/1", none, "general"),
        ("PUT", "/k", none, "405 [GET, HEAD]"),
    ];
    for (method, target, headers, expected) in requests {
        assert_eq!(
            find(&table, method, target, headers),
            expected,
            "{method} {target} {headers:?}"
        );
    }
}

#[test]
fn the_type_of_a_path_parameter_selects() {
    let table = table(&[
        (
            "GET",
            "/a/{id}",
            "uuid",
            &[Selector::Path {
                name: "id",
                accepts: accepts::<Uuid>,
            }],
        ),
        (
            "GET",
            "/a/{n}",
            "number",
            &[Selector::Path {
                name: "n",
                accepts: accepts::<i32>,
            }],
        ),
        (
            "GET",
            "/b/{flag}",
            "flag",
            &[Selector::Path {
                name: "flag",
                accepts: accepts::<bool>,
            }],
        ),
        ("GET", "/b/{text}", "text", &[]),
    ]);
    assert_eq!(
        find(&table, "GET", "/a/00000000-0000-4000-8000-000000000000", &[]),
        "uuid"
    );
    assert_eq!(find(&table, "GET", "/a/%312", &[]), "number");
    assert_eq!(find(&table, "GET", "/a/x", &[]), "400 path:id path:n");
    assert_eq!(find(&table, "GET", "/b/true", &[]), "flag");
    assert_eq!(find(&table, "GET", "/b/truely", &[]), "text");
    assert_eq!(find(&table, "GET", "/b/%ff", &[]), "text");
}

#[test]
fn the_media_type_of_the_body_selects() {
    let table = table(&[
        (
            "POST",
            "/",
            "json",
            &[Selector::MediaType(&["application/json", "application/x+json"])],
        ),
        ("POST", "/", "image", &[Selector::MediaType(&["image/*"])]),
    ]);
    let sent = |media_type| find(&table, "POST", "/", &[("content-type", media_type)]);
    assert_eq!(sent("Application/JSON; charset=utf-8"), "json");
    assert_eq!(sent("application/x+json"), "json");
    assert_eq!(sent("image/png"), "image");
    assert_eq!(sent("images/png"), "400 header:content-type");
    assert_eq!(find(&table, "POST", "/", &[]), "400 header:content-type");
}

#[test]
fn a_hundred_thousand_pairs_are_decoded_once() {
    let rows: Vec<Row> = (0..2_000)
        .map(|at| {
            let value: &'static str = format!("v{at}").leak();
            let selectors: &'static [Selector] = Vec::leak(vec![query("Action", Some(value))]);
            ("POST", "/", value, selectors)
        })
        .collect();
    let table = table(&rows);
    let target = format!("/?{}Action=v1999", "a&".repeat(10_000));
    assert_eq!(find(&table, "POST", &target, &[]), "v1999");
}
