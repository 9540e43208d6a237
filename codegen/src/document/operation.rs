//! In: an Operation Object and what its path item adds to it.
//! Out: the operation.
//! Guarantees: its parameters in the path are exactly the variables of the path.

use crate::diagnostic::{Code, Diagnostic, Location};

use super::Reader;
use super::kind;
use super::model::{Operation, Parameter, ParameterLocation, Style};
use super::object::{Fields, Object};
use super::path::Path;
use super::template::PathTemplate;

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
        })
    }

    fn operation_parameters(&mut self, path: &Path, object: &Object<'a>) -> Vec<Parameter> {
        let mut list = self.parameters(object);
        for inherited in &path.parameters {
            if !list.iter().any(|own| own.parameter.same_as(&inherited.parameter)) {
                list.push(inherited.clone());
            }
        }
        let Some(template) = &path.template else {
            return Vec::new();
        };
        let mut parameters = Vec::new();
        for listed in list {
            if listed.parameter.location == ParameterLocation::Path
                && !template.variables().any(|name| name == listed.parameter.name)
            {
                let name = &listed.parameter.name;
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

    /// Any text will do for a variable that nobody declared.
    fn add_undeclared(&mut self, template: &PathTemplate, object: &Object<'a>, parameters: &mut Vec<Parameter>) {
        for name in template.variables() {
            let declared = parameters
                .iter()
                .any(|parameter| parameter.location == ParameterLocation::Path && parameter.name == name);
            if declared {
                continue;
            }
            let message =
                format!("the variable `{{{name}}}` of the path is not declared here; any text is taken for it");
            let diagnostic = Diagnostic::new(Code::UndeclaredVariable, Location::Key(object.pointer.clone()), message);
            self.report(diagnostic.help(format!(
                "add a parameter with `name: {name}`, `in: path` and `required: true` to the operation or the path"
            )));
            parameters.push(Parameter {
                pointer: object.pointer.clone(),
                component: None,
                location: ParameterLocation::Path,
                name: name.to_owned(),
                required: true,
                description: None,
                deprecated: false,
                schema: None,
                content: None,
                allow_empty: false,
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
                examples: Vec::new(),
            });
        }
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

fn each_once(tags: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::with_capacity(tags.len());
    for tag in tags {
        if !unique.contains(&tag) {
            unique.push(tag);
        }
    }
    unique
}
