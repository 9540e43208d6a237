//! In: the routes of an API, then the method and path of each request.
//! Out: the route's number and the values of its path parameters, or which methods the path has.
//! Guarantee: any set of routes is accepted, and the same request finds the same route in any order of the set.

mod pattern;
mod template;
mod trie;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;

use http::Method;

use self::template::Template;
use self::trie::{Capture, Node, Segment};
use super::{Rejection, Request, Response};

/// What a handler gives back.
pub type HandlerFuture = Pin<Box<dyn Future<Output = Result<Response, Rejection>> + Send>>;

/// What serves one operation of the service `S`.
pub type Handler<S> = fn(Arc<S>, Request) -> HandlerFuture;

/// One operation of an API: when it is meant, and what serves it.
///
/// Templates are matched segment by segment. A literal segment goes before one with parameters; among those, the one
/// with more literal characters goes first; where the first choice leads nowhere the next is tried. Templates that
/// differ only in the names of their parameters are one. A template matches whether or not it has the request's method,
/// so that `GET /files/{id}` serves `/files/latest` even if only `DELETE /files/latest` is there. An empty segment
/// matches no parameter, and a slash at the end counts. Of two routes with the same method and template the first in
/// the list serves.
///
/// Segments are told apart before they are percent-decoded: `%2F` is no separator, and the `%3A` that a client sent
/// within a parameter's value is not the `:` of `{id}:rotate`.
pub struct Route<S> {
    /// The HTTP method; any, not only those of RFC 9110.
    pub method: Method,
    /// The path template, with its leading slash.
    pub template: &'static str,
    /// The operation's id.
    pub operation: &'static str,
    /// What serves it.
    pub handler: Handler<S>,
}

impl<S> fmt::Debug for Route<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({})", self.method, self.template, self.operation)
    }
}

/// The name of a route, for logs and for handlers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RouteName {
    pub(super) operation: &'static str,
    pub(super) template: &'static str,
}

/// The routes of an API, ready to be searched.
#[derive(Debug, Default)]
pub(super) struct RouteTable {
    root: Node,
    entries: Vec<Entry>,
    /// The number of segments of the longest template.
    depth: usize,
}

#[derive(Debug)]
struct Entry {
    method: Method,
    name: RouteName,
    parameters: Vec<&'static str>,
}

/// What a table knows about a request.
#[derive(Debug)]
pub(super) enum Found {
    /// The route at `index`.
    Route {
        index: usize,
        name: RouteName,
        values: PathValues,
    },
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

impl RouteTable {
    /// Adds a route; the first has the number 0.
    pub(super) fn insert(&mut self, method: Method, name: RouteName) {
        let template = Template::parse(name.template);
        self.root.insert(&template.segments, self.entries.len());
        self.depth = self.depth.max(template.segments.len());
        self.entries.push(Entry {
            method,
            name,
            parameters: template.names,
        });
    }

    /// Finds the route for a request; `path` is that of its target, percent-encoded as it came.
    pub(super) fn find(&self, method: &Method, path: &str) -> Found {
        let Some(path) = path.strip_prefix('/') else {
            return Found::Nothing;
        };
        let segments: Vec<_> = path.split('/').take(self.depth + 1).map(Segment::new).collect();
        let mut methods = Vec::new();
        let found = self.root.search(&segments, &mut |routes, captures| {
            for &index in routes {
                let entry = self.entries.get(index)?;
                if entry.method == *method {
                    return Some(entry.found(index, captures, &segments));
                }
                methods.push(entry.method.clone());
            }
            None
        });
        found.unwrap_or_else(|| {
            methods.sort_unstable_by(|a, b| a.as_str().cmp(b.as_str()));
            methods.dedup();
            if methods.is_empty() {
                Found::Nothing
            } else {
                Found::OtherMethods(methods)
            }
        })
    }
}

impl Entry {
    fn found(&self, index: usize, captures: &[Capture], segments: &[Segment<'_>]) -> Found {
        let values = captures.iter().map(|capture| capture.of(segments).to_vec());
        Found::Route {
            index,
            name: self.name,
            values: PathValues(self.parameters.iter().copied().zip(values).collect()),
        }
    }
}

#[cfg(test)]
mod tests;
