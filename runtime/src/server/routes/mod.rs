//! In: the routes of an API, then the head of each request.
//! Out: the route's number and the values of its path parameters, or which methods the path has.
//! Guarantee: any set of routes is accepted, and the same request finds the same route in any order of the set, unless
//! two routes with one method and template fit it.

mod endpoint;
mod pattern;
mod search;
mod selector;
mod template;
mod trie;

use http::Method;

pub use self::endpoint::Endpoint;
pub(super) use self::selector::Head;
pub use self::selector::{Selector, accepts};
use self::template::Template;
use self::trie::{Capture, Segment, Trie};
use super::Location;

/// The routes of an API, ready to be searched.
#[derive(Clone, Debug, Default)]
pub(super) struct RouteTable {
    trie: Trie,
    entries: Vec<Entry>,
    /// The number of segments of the longest template; `None` if one has a parameter that spans segments.
    depth: Depth,
}

#[derive(Clone, Copy, Debug)]
enum Depth {
    AtMost(usize),
    Any,
}

impl Default for Depth {
    fn default() -> Self {
        Self::AtMost(0)
    }
}

#[derive(Clone, Debug)]
struct Entry {
    endpoint: &'static Endpoint,
    parameters: Vec<&'static str>,
    /// Whether one of the parameters occurs twice.
    repeats: bool,
}

/// What a table knows about a request.
#[derive(Debug)]
pub(super) enum Found {
    /// The route at `index`.
    Route {
        index: usize,
        endpoint: &'static Endpoint,
        values: PathValues,
    },
    /// The path has routes with the method, but none is selected: these parts of the request would select one.
    Unselected(Vec<(Location, &'static str)>),
    /// No route has the method; these methods are served, sorted.
    OtherMethods(Vec<Method>),
    /// No template matches.
    Nothing,
}

/// The values of the path parameters of one request, by name and still percent-encoded.
#[derive(Debug, Default)]
pub(super) struct PathValues(Vec<(&'static str, Vec<u8>)>);

impl PathValues {
    pub(super) fn get(&self, name: &str) -> Option<&[u8]> {
        let (_, value) = self.0.iter().find(|(known, _)| *known == name)?;
        Some(value)
    }
}

/// How many parts of a request are told at most that would have selected a route.
const TOLD_AT_MOST: usize = 16;

impl RouteTable {
    /// Adds a route; the first has the number 0.
    pub(super) fn insert(&mut self, endpoint: &'static Endpoint) {
        let template = Template::parse(endpoint.template);
        self.depth = match self.depth {
            Depth::AtMost(depth) if !template.spans() => Depth::AtMost(depth.max(template.segments.len())),
            _ => Depth::Any,
        };
        let mut sorted = template.names.clone();
        sorted.sort_unstable();
        self.entries.push(Entry {
            endpoint,
            repeats: sorted.windows(2).any(|pair| pair.first() == pair.last()),
            parameters: template.names,
        });
        let precedence = |index: usize| self.entries.get(index).map(|entry| entry.endpoint.precedence);
        self.trie.insert(&template.segments, self.entries.len() - 1, precedence);
    }

    /// Finds the route for a request; `path` is that of its target, percent-encoded as it came.
    pub(super) fn find(&self, method: &Method, path: &str, head: &mut Head<'_>) -> Found {
        match self.find_exactly(method.as_str(), path, head) {
            Found::OtherMethods(methods) if *method == Method::HEAD && methods.contains(&Method::GET) => {
                self.find_exactly(Method::GET.as_str(), path, head)
            }
            found => found,
        }
    }

    fn find_exactly(&self, method: &str, path: &str, head: &mut Head<'_>) -> Found {
        let Some(path) = path.strip_prefix('/') else {
            return Found::Nothing;
        };
        let considered = match self.depth {
            Depth::AtMost(depth) => depth + 1,
            Depth::Any => usize::MAX,
        };
        let segments: Vec<_> = path.split('/').take(considered).map(Segment::new).collect();
        let mut methods = Vec::new();
        let mut unmet = Vec::new();
        let found = self.trie.search(&segments, |routes, captures| {
            for &index in routes {
                let entry = self.entries.get(index)?;
                let Some(values) = entry.values(captures, &segments) else {
                    continue;
                };
                let endpoint = entry.endpoint;
                if endpoint.method != method {
                    methods.push(endpoint.method);
                    continue;
                }
                match endpoint.selectors.iter().find(|it| !it.is_met(head, &values)) {
                    None => {
                        return Some(Found::Route {
                            index,
                            endpoint,
                            values,
                        });
                    }
                    Some(selector) if unmet.len() < TOLD_AT_MOST && !unmet.contains(&selector.subject()) => {
                        unmet.push(selector.subject());
                    }
                    Some(_) => {}
                }
            }
            None
        });
        found.unwrap_or_else(|| {
            if !unmet.is_empty() {
                Found::Unselected(unmet)
            } else if !methods.is_empty() {
                Found::OtherMethods(allowed(methods))
            } else {
                Found::Nothing
            }
        })
    }
}

/// The methods that a path serves, sorted, each once.
fn allowed(mut names: Vec<&'static str>) -> Vec<Method> {
    if names.contains(&"GET") {
        names.push("HEAD");
    }
    names.sort_unstable();
    names.dedup();
    names
        .into_iter()
        .filter_map(|name| Method::from_bytes(name.as_bytes()).ok())
        .collect()
}

impl Entry {
    /// The values of the parameters; `None` if one that occurs twice has two of them.
    fn values(&self, captures: &[Capture], segments: &[Segment<'_>]) -> Option<PathValues> {
        let mut values = PathValues(Vec::with_capacity(captures.len()));
        for (name, capture) in self.parameters.iter().zip(captures) {
            let value = capture.of(segments);
            match values.get(name).filter(|_| self.repeats) {
                Some(other) if other != value => return None,
                Some(_) => {}
                None => values.0.push((name, value)),
            }
        }
        Some(values)
    }
}

#[cfg(test)]
mod tests;
