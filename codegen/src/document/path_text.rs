//! In: the keys of the Paths Object, and what is declared below them.
//! Out: their templates.
//! Guarantees: whatever is read otherwise than it is written is told.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::Reader;
use super::object::Object;
use super::template::{Oddity, PathTemplate, TemplateError};

impl<'a> Reader<'a> {
    pub(super) fn template(&mut self, key: &Pointer, text: &str, declared: &HashSet<&str>) -> Option<PathTemplate> {
        match PathTemplate::parse(text, declared) {
            Ok((template, oddities)) => {
                for oddity in oddities {
                    let (message, help) = describe(&oddity);
                    let diagnostic = Diagnostic::new(Code::OddPath, Location::Key(key.clone()), message);
                    self.report(diagnostic.help(help));
                }
                Some(template)
            }
            Err(error) => {
                let (message, help) = match error {
                    TemplateError::EmptyVariable => (
                        "a variable of this path has no name".to_owned(),
                        "name the path parameter between the braces: `{id}`",
                    ),
                    TemplateError::NestedBraces(inner) => (
                        format!("`{{{inner}}}` has braces within braces"),
                        "write a variable as `{name}`; describe its value under `parameters`",
                    ),
                };
                let diagnostic = Diagnostic::new(Code::InvalidPath, Location::Key(key.clone()), message);
                self.report(diagnostic.help(help));
                None
            }
        }
    }

    /// The names of the parameters of a path item and of its operations, as far as they can be seen at a glance.
    pub(super) fn declared_names(&self, chain: &[Object<'a>]) -> HashSet<&'a str> {
        let mut names = HashSet::new();
        for link in chain {
            let owners = link.members.iter().filter_map(|(name, node)| {
                let operation = node.as_object()?;
                Some(Object {
                    pointer: link.at(name),
                    members: operation,
                })
            });
            for owner in owners.chain([link.clone()]) {
                let list = owner.get("parameters").and_then(Node::as_array).unwrap_or_default();
                let place = owner.at("parameters");
                names.extend((0..list.len()).filter_map(|index| {
                    let parameter = self.glance(place.index(index))?;
                    parameter.get("name")?.as_str()
                }));
            }
        }
        names
    }

    /// One warning for all of them, since whole documents are written so.
    pub(super) fn warn_of_fragments(&mut self, keys: &[Pointer]) {
        let Some((first, others)) = keys.split_first() else {
            return;
        };
        let more = match others.len() {
            0 => String::new(),
            1 => "; so has one more path".to_owned(),
            count => format!("; so have {count} more paths"),
        };
        let message = format!("this path has a fragment, which is never sent{more}");
        let diagnostic = Diagnostic::new(Code::OddPath, Location::Key(first.clone()), message);
        self.report(diagnostic.help("tell operations apart by a parameter whose `enum` has one value"));
    }
}

/// What is read, and how it should be written.
fn describe(oddity: &Oddity) -> (String, String) {
    match oddity {
        Oddity::NoLeadingSlash => (
            "a path begins with `/`, which is put before this one".to_owned(),
            "put it there; a key that is no path begins with `x-`".to_owned(),
        ),
        Oddity::StrayBrace(brace) => (
            format!("a `{brace}` in this path belongs to no variable and is read as itself"),
            "a variable is a name between braces, `/things/{id}`; a brace that is meant is written as `%7B` or `%7D`"
                .to_owned(),
        ),
        Oddity::Renamed { written, name } => (
            format!("`{{{written}}}` is read as the variable `{name}`"),
            format!("write `{{{name}}}`; what its value may be stands in its parameter's schema"),
        ),
        Oddity::Spans(name) => (
            format!("the value of `{name}` may have slashes, and takes as many segments as it can"),
            "OpenAPI itself has no variables that span segments".to_owned(),
        ),
        Oddity::CannotSpan(name) => (
            format!("`{name}` is read without slashes, since another variable stands in its segment"),
            "let it stand in a segment of its own".to_owned(),
        ),
        Oddity::Adjacent(one, other) => (
            format!(
                "nothing says where `{one}` ends and `{other}` begins; a server gives `{other}` the last character"
            ),
            "put a literal between the two variables".to_owned(),
        ),
        Oddity::Repeated(name) => (
            format!("the variable `{{{name}}}` occurs twice in this path and has the same value in both places"),
            "give each variable of a path a name of its own".to_owned(),
        ),
        Oddity::Query => (
            "this path has a query string; it is read as query parameters, those without a variable as fixed ones"
                .to_owned(),
            "describe what follows the `?` as query parameters".to_owned(),
        ),
        Oddity::VariableName(name) => (
            format!("`{{{name}}}` stands for the name of a query parameter; it is read as one of the name `{name}`"),
            format!("describe the query parameter `{name}` under `parameters`"),
        ),
        Oddity::PartlyVariable(name) => (
            format!("the query parameter `{name}` is only partly variable; it is read as one that takes any value"),
            format!("describe the query parameter `{name}` under `parameters`"),
        ),
    }
}
