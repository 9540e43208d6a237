//! In: an Operation Object and what its path item adds to it.
//! Out: the operation.
//! Guarantees: its parameters in the path are exactly the variables of the path.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Location};

use super::Reader;
use super::kind;
use super::model::{Operation, Parameter, ParameterLocation, Style};
use super::object::{Fields, Object};
use super::parameter::Listed;
use super::path::Path;
use super::template::{PathTemplate, QueryValue};

impl<'a> Reader<'a> {
    pub(super) fn operation(&mut self, path: &Path, method: String, object: &Object<'a>) -> Option<Operation> {
        // `openapiv3` wants responses, which are read one by one instead.
        let seed = Fields::from_iter([("responses".to_owned(), serde_json::json!({}))]);
        let typed = self.typed::<openapiv3::Operation>(&kind::OPERATION, object, &seed);
        let callbacks = self.callbacks(object);
        let parameters = self.operation_parameters(path, object);
        let body = self.body(object);
        self.check_method_of_body(&method, object, body.is_some());
        let responses = self.responses(object);
        let security = self.requirements(object);
        let servers = self.servers(object).unwrap_or_else(|| path.servers.clone());
        let typed = typed?;
        Some(Operation {
            pointer: object.pointer.clone(),
            method,
            path: path.text.clone(),
            template: path.template.clone()?,
            operation_id: typed.operation_id.filter(|id| !id.is_empty()),
            tags: each_once(typed.tags),
            summary: typed.summary,
            description: typed.description,
            deprecated: typed.deprecated,
            parameters,
            body,
            responses,
            callbacks,
            security,
            servers,
            links: self.links(object),
        })
    }

    fn operation_parameters(&mut self, path: &Path, object: &Object<'a>) -> Vec<Parameter> {
        let mut list = self.parameters(object);
        let own: HashSet<Key> = list.iter().map(|listed| key(&listed.parameter)).collect();
        let inherited = path.parameters.iter().cloned();
        list.extend(inherited.filter(|inherited| !own.contains(&key(&inherited.parameter))));
        self.check_query(&list);
        let Some(template) = &path.template else {
            return Vec::new();
        };
        let list = self.with_query_of_path(path, template, object, list);
        let variables: HashSet<&str> = template.variables().collect();
        let mut parameters = Vec::new();
        for listed in list {
            let name = &listed.parameter.name;
            if listed.parameter.location == ParameterLocation::Path && !variables.contains(name.as_str()) {
                let message = format!("the path has no variable `{{{name}}}`; this parameter is ignored");
                let diagnostic = Diagnostic::new(Code::UnusedPathParameter, Location::Pointer(listed.place), message);
                self.report(
                    diagnostic
                        .label(Location::Key(path.key.clone()), "the path")
                        .help(format!("put `{{{name}}}` into the path, or take the parameter out")),
                );
            } else {
                parameters.push(listed.parameter);
            }
        }
        self.add_undeclared(template, object, &mut parameters);
        parameters
    }

    /// The parameters, where those that the path's query string names are parameters of the query, and those that it
    /// fixes are left out.
    fn with_query_of_path(
        &mut self,
        path: &Path,
        template: &PathTemplate,
        object: &Object<'a>,
        mut list: Vec<Listed>,
    ) -> Vec<Listed> {
        for pair in &template.query {
            let in_query = |listed: &Listed, name: &str| {
                listed.parameter.location == ParameterLocation::Query && listed.parameter.name == name
            };
            let QueryValue::Variable { name, required } = &pair.value else {
                if let Some(at) = list.iter().position(|listed| in_query(listed, &pair.name)) {
                    self.warn_of_fixed(path, &list.remove(at));
                }
                continue;
            };
            let declared = list.iter().position(|listed| in_query(listed, &pair.name));
            let in_path = |listed: &Listed| {
                listed.parameter.location == ParameterLocation::Path && listed.parameter.name == *name
            };
            let meant = list.iter().position(in_path);
            let meant = meant.or_else(|| list.iter().position(|listed| in_query(listed, name)));
            match (declared, meant.and_then(|at| list.get_mut(at))) {
                (Some(_), _) => {}
                (None, Some(listed)) => {
                    if listed.parameter.location == ParameterLocation::Path {
                        listed.parameter.style = Style::Form;
                        listed.parameter.required = *required;
                    }
                    listed.parameter.location = ParameterLocation::Query;
                    listed.parameter.name.clone_from(&pair.name);
                }
                (None, None) => {
                    self.warn_of_undeclared(name, "query", *required, object);
                    list.push(Listed {
                        place: object.pointer.clone(),
                        parameter: undeclared(object, ParameterLocation::Query, &pair.name, *required),
                    });
                }
            }
        }
        list
    }

    fn warn_of_fixed(&mut self, path: &Path, listed: &Listed) {
        let message = format!(
            "the path fixes the query parameter `{}`; this parameter is ignored",
            listed.parameter.name
        );
        let diagnostic = Diagnostic::new(Code::OddPath, Location::Pointer(listed.place.clone()), message);
        self.report(
            diagnostic
                .label(Location::Key(path.key.clone()), "the path")
                .help("take it out of the path, or take the parameter out"),
        );
    }

    /// Any text will do for a variable that nobody declared.
    fn add_undeclared(&mut self, template: &PathTemplate, object: &Object<'a>, parameters: &mut Vec<Parameter>) {
        let mut declared: HashSet<String> = parameters
            .iter()
            .filter(|parameter| parameter.location == ParameterLocation::Path)
            .map(|parameter| parameter.name.clone())
            .collect();
        for name in template.variables() {
            if declared.insert(name.to_owned()) {
                self.warn_of_undeclared(name, "path", true, object);
                parameters.push(undeclared(object, ParameterLocation::Path, name, true));
            }
        }
    }

    fn warn_of_undeclared(&mut self, name: &str, location: &str, required: bool, object: &Object<'a>) {
        let message = format!("the variable `{{{name}}}` of the path is not declared here; any text is taken for it");
        let diagnostic = Diagnostic::new(Code::UndeclaredVariable, Location::Key(object.pointer.clone()), message);
        self.report(diagnostic.help(format!(
            "add a parameter with `name: {name}`, `in: {location}` and `required: {required}` to the operation or the path"
        )));
    }

    /// Such a body has no meaning in HTTP (RFC 9110, section 9.3), yet there are servers that want it.
    fn check_method_of_body(&mut self, method: &str, object: &Object<'a>, has_body: bool) {
        if !has_body || !["GET", "HEAD", "DELETE", "TRACE"].contains(&method) {
            return;
        }
        let message =
            format!("a body of a `{method}` request has no meaning by the specification; it is sent and read");
        let at = Location::Key(object.at("requestBody"));
        let diagnostic = Diagnostic::new(Code::BodyOfBodilessMethod, at, message);
        self.report(diagnostic.help("make parameters of it, or use another method, if the server allows that"));
    }
}

/// What keeps parameters apart.
type Key = (ParameterLocation, String);

fn key(parameter: &Parameter) -> Key {
    let name = match parameter.location {
        ParameterLocation::Header => parameter.name.to_ascii_lowercase(),
        _ => parameter.name.clone(),
    };
    (parameter.location, name)
}

/// A parameter that is any text.
fn undeclared(object: &Object<'_>, location: ParameterLocation, name: &str, required: bool) -> Parameter {
    Parameter {
        pointer: object.pointer.clone(),
        component: None,
        location,
        name: name.to_owned(),
        required,
        description: None,
        deprecated: false,
        schema: None,
        content: None,
        allow_empty: false,
        style: match location {
            ParameterLocation::Query | ParameterLocation::Cookie => Style::Form,
            ParameterLocation::Path | ParameterLocation::Header => Style::Simple,
        },
        explode: false,
        allow_reserved: false,
        examples: Vec::new(),
    }
}

fn each_once(tags: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        if !unique.contains(&tag) {
            unique.push(tag);
        }
    }
    unique
}
