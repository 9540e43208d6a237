use http::HeaderMap;
use proptest::prelude::*;

use super::*;
use crate::server::percent;

mod selectors;
mod spans;

fn table(routes: &[(&'static str, &'static str)]) -> RouteTable {
    let mut table = RouteTable::default();
    for &(method, template) in routes {
        table.insert(Box::leak(Box::new(Endpoint::new(method, template, template))));
    }
    table
}

fn found(table: &RouteTable, method: &str, path: &str) -> Found {
    let headers = HeaderMap::new();
    table.find(&method.parse().unwrap(), path, &mut Head::new(None, &headers))
}

/// The template and values found, `405 METHOD...` or `404`, as one text.
fn find(table: &RouteTable, method: &str, path: &str) -> String {
    match found(table, method, path) {
        Found::Route { endpoint, values, .. } => {
            values
                .0
                .iter()
                .fold(endpoint.template.to_owned(), |text, (name, value)| {
                    let value = percent::decode(value).unwrap_or_else(|_| "(broken)".to_owned());
                    format!("{text} {name}={value}")
                })
        }
        Found::Unselected(subjects) => format!("400 {subjects:?}"),
        Found::OtherMethods(methods) => methods
            .iter()
            .fold("405".to_owned(), |text, method| format!("{text} {method}")),
        Found::Nothing => "404".to_owned(),
    }
}

#[test]
fn requests_find_their_routes() {
    let routes = [
        ("GET", "/"),
        ("GET", "/keys/{id}"),
        ("DELETE", "/keys/{key}"),
        ("POST", "/keys/{id}:rotate"),
        ("POST", "/keys/{id}:revoke"),
        ("POST", "/keys/:revoke"),
        ("PURGE", "/keys/{id}"),
        ("GET", "/files/latest"),
        ("GET", "/files/{owner}.{ext}"),
        ("GET", "/files/{id}"),
        ("DELETE", "/files/{id}"),
        ("GET", "/files/{id}/"),
        ("GET", "/files/v{version}/meta"),
        ("GET", "/ranges/{a}-{b}"),
        ("GET", "/x/y/c"),
        ("GET", "/{any}/y/d"),
        ("GET", "/caf%C3%A9/@me"),
        ("GET", "/sizes/{any}"),
        ("GET", "/sizes/{n}px"),
        ("GET", "/sizes/{n}.5px"),
        ("POST", "/mixed/{id}"),
        ("GET", "/{p}/fixed"),
    ];
    let requests = [
        ("GET", "/", "/"),
        ("GET", "", "404"),
        ("OPTIONS", "*", "404"),
        ("GET", "//", "404"),
        ("GET", "/keys/k1", "/keys/{id} id=k1"),
        ("DELETE", "/keys/k1", "/keys/{key} key=k1"),
        ("PURGE", "/keys/k1", "/keys/{id} id=k1"),
        ("POST", "/keys/k1:rotate", "/keys/{id}:rotate id=k1"),
        ("POST", "/keys/k1:revoke", "/keys/{id}:revoke id=k1"),
        ("POST", "/keys/:revoke", "/keys/:revoke"),
        ("POST", "/keys/a:b:rotate", "/keys/{id}:rotate id=a:b"),
        ("POST", "/keys/k1%3Arotate", "405 DELETE GET HEAD PURGE"),
        ("GET", "/keys/k1%3Arotate", "/keys/{id} id=k1:rotate"),
        ("GET", "/keys/k1:rotate", "/keys/{id} id=k1:rotate"),
        ("POST", "/keys/k1:%72otate", "/keys/{id}:rotate id=k1"),
        ("PUT", "/keys/k1:rotate", "405 DELETE GET HEAD POST PURGE"),
        ("HEAD", "/keys/k1", "/keys/{id} id=k1"),
        ("HEAD", "/keys/k1:rotate", "/keys/{id} id=k1:rotate"),
        ("HEAD", "/mixed/x", "405 POST"),
        ("get", "/keys/k1", "405 DELETE GET HEAD PURGE"),
        ("GET", "/keys/", "404"),
        ("GET", "/keys", "404"),
        ("GET", "/keys/a%2Fb", "/keys/{id} id=a/b"),
        ("GET", "/keys/%zz", "/keys/{id} id=(broken)"),
        ("GET", "/keys/%ff", "/keys/{id} id=(broken)"),
        ("GET", "/keys/%4%31", "/keys/{id} id=(broken)"),
        ("GET", "/keys/a+b", "/keys/{id} id=a+b"),
        ("GET", "/%6Beys/..", "/keys/{id} id=.."),
        ("GET", "/files/latest", "/files/latest"),
        ("DELETE", "/files/latest", "/files/{id} id=latest"),
        ("PUT", "/files/latest", "405 DELETE GET HEAD"),
        ("GET", "/files/a.tar.gz", "/files/{owner}.{ext} owner=a.tar ext=gz"),
        ("GET", "/files/.gz", "/files/{id} id=.gz"),
        ("GET", "/files/f/", "/files/{id}/ id=f"),
        ("DELETE", "/files/f/", "405 GET HEAD"),
        ("GET", "/files/v2/meta", "/files/v{version}/meta version=2"),
        ("GET", "/files/v/meta", "404"),
        ("GET", "/ranges/1-2", "/ranges/{a}-{b} a=1 b=2"),
        ("GET", "/ranges/1", "404"),
        ("GET", "/x/y/c", "/x/y/c"),
        ("GET", "/x/y/d", "/{any}/y/d any=x"),
        ("GET", "/caf%c3%a9/%40me", "/caf%C3%A9/@me"),
        ("GET", "/sizes/1.5px", "/sizes/{n}.5px n=1"),
        ("GET", "/sizes/15px", "/sizes/{n}px n=15"),
        ("GET", "/sizes/px", "/sizes/{any} any=px"),
        ("GET", "/mixed/fixed", "/{p}/fixed p=mixed"),
        ("GET", "/mixed/fixed/and/far/too/long", "404"),
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
fn of_equal_routes_the_first_serves() {
    let table = table(&[("GET", "/{a}"), ("GET", "/{b}"), ("PUT", "/{c}")]);
    assert_eq!(find(&table, "GET", "/1"), "/{a} a=1");
    assert_eq!(find(&table, "PUT", "/1"), "/{c} c=1");
    assert_eq!(find(&table, "POST", "/1"), "405 GET HEAD PUT");
}

/// One matching by trying everything, on texts without escapes.
mod naive {
    /// Literals and, as `None`, parameters.
    pub(super) type Parts = Vec<Option<String>>;

    pub(super) fn parts(segment: &str) -> Parts {
        let mut parts = Vec::new();
        for (at, piece) in segment.split('{').enumerate() {
            let literal = if at == 0 {
                piece
            } else {
                parts.push(None);
                piece.split_once('}').unwrap().1
            };
            parts.extend(literal.chars().map(|c| Some(c.to_string())));
        }
        parts
    }

    /// All readings of a segment, the one with the longest first parameters first.
    fn readings(parts: &[Option<String>], text: &str) -> Vec<Vec<String>> {
        let Some((first, rest)) = parts.split_first() else {
            return if text.is_empty() { vec![Vec::new()] } else { Vec::new() };
        };
        let Some(literal) = first else {
            let cuts = (1..=text.len()).rev();
            return cuts
                .flat_map(|cut| {
                    let (before, after) = text.split_at(cut);
                    readings(rest, after).into_iter().map(move |mut reading| {
                        reading.insert(0, before.to_owned());
                        reading
                    })
                })
                .collect();
        };
        text.strip_prefix(literal.as_str())
            .map(|text| readings(rest, text))
            .unwrap_or_default()
    }

    pub(super) fn matches(template: &str, path: &str) -> Option<Vec<String>> {
        let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
        if template.len() != path.len() {
            return None;
        }
        let mut values = Vec::new();
        for (template, path) in template.into_iter().zip(path) {
            values.extend(readings(&parts(template), path).into_iter().next()?);
        }
        Some(values)
    }

    /// The literals of a segment: those before each parameter, and that after the last.
    type Literals<'t> = (Vec<&'t str>, Option<&'t str>);

    /// What decides between templates that match, segment by segment: literals first, then more literal characters,
    /// then what makes the choice independent of the order of the routes.
    pub(super) fn rank(template: &str) -> Vec<(bool, std::cmp::Reverse<usize>, Literals<'_>)> {
        let rank = |segment| {
            let parts = parts(segment);
            let characters = parts.iter().flatten().count();
            let mut literals: Vec<&str> = segment.split("{p}").collect();
            let last = literals.pop();
            let has_parameters = characters < parts.len();
            (has_parameters, std::cmp::Reverse(characters), (literals, last))
        };
        template.split('/').map(rank).collect()
    }
}

fn template() -> impl Strategy<Value = String> {
    let piece = prop_oneof![Just("a"), Just("-"), Just(":c"), Just("{p}"), Just("{p}"), Just("{p}")];
    let segment = prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat());
    prop::collection::vec(segment, 1..4).prop_map(|segments| format!("/{}", segments.join("/")))
}

/// The template with a name of its own for each parameter, since those of one name must have one value.
fn numbered(template: &str) -> &'static str {
    let mut pieces = template.split("{p}");
    let first = pieces.next().unwrap_or_default().to_owned();
    let text = pieces
        .enumerate()
        .fold(first, |text, (at, piece)| format!("{text}{{p{at}}}{piece}"));
    text.leak()
}

/// Paths that match a template or nearly so, hence often several templates.
fn filled(template: &str, values: &[String]) -> String {
    let mut values = values.iter().cycle();
    let mut pieces = template.split("{p}");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |path, piece| path + values.next().unwrap() + piece)
}

proptest! {
    #[test]
    fn agrees_with_trying_everything(
        templates in prop::collection::vec(template(), 1..12),
        values in prop::collection::vec("[ab]|[a:c-]{0,4}", 1..4),
        wild in "(/[ab:c-]{0,6}){1,3}",
    ) {
        let routes: Vec<(&'static str, &'static str)> =
            templates.into_iter().map(|text| ("GET", &*text.leak())).collect();
        let named: Vec<_> = routes.iter().map(|(method, template)| (*method, numbered(template))).collect();
        let table = table(&named);
        let filled = routes.iter().map(|(_, template)| filled(template, &values));
        for path in filled.chain([wild]) {
            let best = routes
                .iter()
                .filter_map(|(_, template)| Some((naive::rank(template), naive::matches(template, &path)?)))
                .min_by(|(a, _), (b, _)| a.cmp(b));
            match (found(&table, "GET", &path), best) {
                (Found::Nothing, None) => {}
                (Found::Route { index, values, .. }, Some((rank, _))) => {
                    let (_, template) = routes[index];
                    let values: Vec<_> = values.0.into_iter().map(|(_, value)| String::from_utf8(value).unwrap()).collect();
                    prop_assert_eq!(naive::rank(template), rank);
                    prop_assert_eq!(Some(values), naive::matches(template, &path));
                }
                (found, best) => prop_assert!(false, "{path}: {found:?} but {best:?}"),
            }
        }
    }

    #[test]
    fn never_panics(template in any::<String>(), path in any::<String>(), more in "[%a-f0-9{}/-]{0,20}") {
        let template: &'static str = format!("{template}{more}").leak();
        let table = table(&[("GET", template), ("GET", "/{a}{b}/{c}-{d}"), ("GET", "/{a}%{b}")]);
        for path in [path, more.clone(), format!("/{more}"), template.to_owned()] {
            found(&table, "GET", &path);
        }
    }
}
