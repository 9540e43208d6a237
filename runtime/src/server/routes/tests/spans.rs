//! Parameters that span segments, and parameters that occur twice.

use std::time::{Duration, Instant};

use super::*;

#[test]
fn parameters_span_segments() {
    let routes = [
        ("GET", "/files/{+path}"),
        ("GET", "/files/{id}"),
        ("GET", "/files/latest"),
        ("GET", "/files/{+path}/meta"),
        ("GET", "/files/{+path}/parts/{part}"),
        ("POST", "/v1/{+name}:lock"),
        ("POST", "/v1/{+name}:unlock"),
        ("POST", "/v1/{+name}"),
        ("POST", "/v1/site-{+name}"),
        ("GET", "/two/{+a}/x/{+b}"),
        ("DELETE", "/a{+b}a"),
    ];
    let requests = [
        ("GET", "/files/a", "/files/{id} id=a"),
        ("GET", "/files/latest", "/files/latest"),
        ("GET", "/files/a/b", "/files/{+path} path=a/b"),
        ("GET", "/files/a%2Fb/c%20d", "/files/{+path} path=a/b/c d"),
        ("GET", "/files/latest/b", "/files/{+path} path=latest/b"),
        ("GET", "/files/", "404"),
        ("GET", "/files", "404"),
        ("GET", "/files//", "/files/{+path} path=/"),
        ("GET", "/files/a/", "/files/{+path} path=a/"),
        ("GET", "/files/a/meta", "/files/{+path}/meta path=a"),
        ("GET", "/files/meta/meta/meta", "/files/{+path}/meta path=meta/meta"),
        (
            "GET",
            "/files/a/b/parts/3",
            "/files/{+path}/parts/{part} path=a/b part=3",
        ),
        ("GET", "/files/parts/3", "/files/{+path} path=parts/3"),
        ("POST", "/v1/a/b:lock", "/v1/{+name}:lock name=a/b"),
        ("POST", "/v1/a:lock", "/v1/{+name}:lock name=a"),
        ("POST", "/v1/a:lock/b:unlock", "/v1/{+name}:unlock name=a:lock/b"),
        ("POST", "/v1/a%3Alock", "/v1/{+name} name=a:lock"),
        ("POST", "/v1/:lock", "/v1/{+name} name=:lock"),
        ("POST", "/v1/site-a/b", "/v1/site-{+name} name=a/b"),
        ("POST", "/v1/site-", "/v1/{+name} name=site-"),
        ("POST", "/v1/site-/b", "/v1/site-{+name} name=/b"),
        ("PUT", "/v1/a/b", "405 POST"),
        ("GET", "/two/x/x/x", "/two/{+a}/x/{+b} a=x b=x"),
        ("GET", "/two/p/x/q/x/r/s", "/two/{+a}/x/{+b} a=p/x/q b=r/s"),
        ("GET", "/two/p/x", "404"),
        ("DELETE", "/a", "404"),
        ("DELETE", "/aa", "404"),
        ("DELETE", "/aba", "/a{+b}a b=b"),
        ("DELETE", "/a/a", "/a{+b}a b=/"),
        ("DELETE", "/ab/c/da", "/a{+b}a b=b/c/d"),
    ];
    let mut reversed = routes;
    reversed.reverse();
    for table in [table(&routes), table(&reversed)] {
        for (method, path, expected) in requests {
            assert_eq!(find(&table, method, path), expected, "{method} {path}");
        }
    }
}

#[test]
fn a_parameter_that_occurs_twice_has_one_value() {
    let table = table(&[
        ("GET", "/{a}/to/{a}"),
        ("GET", "/{a}/to/{b}/{a}"),
        ("PUT", "/{a}/to/{b}"),
    ]);
    assert_eq!(find(&table, "GET", "/1/to/1"), "/{a}/to/{a} a=1");
    assert_eq!(find(&table, "GET", "/1/to/%31"), "/{a}/to/{a} a=1");
    assert_eq!(find(&table, "GET", "/1/to/2"), "405 PUT");
    assert_eq!(find(&table, "GET", "/1/to/2/1"), "/{a}/to/{b}/{a} a=1 b=2");
    assert_eq!(find(&table, "GET", "/1/to/2/2"), "404");
}

/// Whether a template matches a path, by trying everything.
fn matches(template: &[&str], path: &[&str]) -> bool {
    match (template.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((&"{+p}", rest)), Some(_)) => {
            let spans = |end| !path[..end].join("/").is_empty() && matches(rest, &path[end..]);
            (1..=path.len()).any(spans)
        }
        (Some((&"{p}", rest)), Some((segment, path))) => !segment.is_empty() && matches(rest, path),
        (Some((literal, rest)), Some((segment, path))) => literal == segment && matches(rest, path),
        _ => false,
    }
}

proptest! {
    #[test]
    fn agrees_with_trying_everything(
        templates in prop::collection::vec(prop::collection::vec("a|b|\\{p\\}|\\{\\+p\\}|\\{\\+p\\}", 1..6), 1..5),
        path in prop::collection::vec("a|b||c", 1..9),
    ) {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        // Names of their own, so that no parameter occurs twice.
        let named = |template: &Vec<String>| {
            let segments = template.iter().enumerate().map(|(at, it)| it.replace('p', &format!("p{at}")));
            let text: &'static str = format!("/{}", segments.collect::<Vec<_>>().join("/")).leak();
            ("GET", text)
        };
        let routes: Vec<_> = templates.iter().map(named).collect();
        let expected = templates.iter().any(|template| {
            let template: Vec<&str> = template.iter().map(String::as_str).collect();
            matches(&template, &path)
        });
        let found = found(&table(&routes), "GET", &format!("/{}", path.join("/")));
        prop_assert_eq!(matches!(found, Found::Route { .. }), expected);
    }
}

/// Requests that a backtracking search would not come back from.
#[test]
fn hostile_requests_are_answered_in_time() {
    let many: &'static str = (0..10_000).map(|at| format!("/{{v{at}}}")).collect::<String>().leak();
    let dashes: &'static str = format!("/{}", (0..500).map(|at| format!("{{v{at}}}-")).collect::<String>()).leak();
    let rests: &'static str = (0..12).map(|at| format!("/{{+v{at}}}/a")).collect::<String>().leak();
    let ends: &'static str = (0..12).map(|at| format!("/{{+v{at}}}a")).collect::<String>().leak();
    let forks: Vec<(&'static str, &'static str)> = (0..4096_u32)
        .map(|bits| {
            let segment = |at: u32| if bits >> at & 1 == 0 { "/a" } else { "/{p}" };
            let text: String = (0..12).map(segment).collect();
            ("GET", &*(text + "/end").leak())
        })
        .collect();
    let mut routes = vec![("GET", many), ("GET", dashes), ("GET", rests), ("GET", ends)];
    routes.extend(forks);
    let table = table(&routes);
    let requests = [
        "/a".repeat(10_000),
        "/a".repeat(16_000),
        "/a".repeat(12) + "/none",
        format!("/{}", "a-".repeat(500)),
        format!("/{}", "-".repeat(32_000)),
        "/".repeat(32_000),
    ];
    let start = Instant::now();
    for path in requests {
        found(&table, "GET", &path);
        found(&table, "POST", &path);
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}
