//! In: the `servers` of a document, a path item or an operation.
//! Out: the servers with their variables.
//! Guarantees: each variable of a URL is declared.

use crate::diagnostic::{Code, Diagnostic, Location};

use super::Reader;
use super::kind;
use super::model::{Server, ServerVariable};
use super::object::{Fields, Object};

impl<'a> Reader<'a> {
    /// The servers that an object lists; `None` if it lists none, so that those around it count.
    pub(super) fn servers(&mut self, owner: &Object<'a>) -> Option<Vec<Server>> {
        let mut servers = Vec::new();
        for (pointer, _) in self.items(owner, "servers") {
            if let Some(object) = self.object(&kind::SERVER, &pointer) {
                servers.extend(self.server(&object));
            }
        }
        self.check_server_names(&servers);
        (!servers.is_empty()).then_some(servers)
    }

    fn server(&mut self, object: &Object<'a>) -> Option<Server> {
        let typed = self.typed::<openapiv3::Server>(&kind::SERVER, object, &Fields::new())?;
        let mut variables = Vec::new();
        if let Some(declared) = self.map(object, "variables") {
            for name in declared.members.keys() {
                variables.extend(self.server_variable(&declared, name));
            }
            for name in url_variables(&typed.url) {
                if !declared.members.contains_key(name) {
                    self.report_undeclared(object, name);
                }
            }
        } else {
            for name in url_variables(&typed.url) {
                self.report_undeclared(object, name);
            }
        }
        Some(Server {
            pointer: object.pointer.clone(),
            name: self.text(object, "name"),
            url: typed.url,
            description: typed.description,
            variables,
        })
    }

    fn server_variable(&mut self, declared: &Object<'a>, name: &str) -> Option<ServerVariable> {
        let object = self.object(&kind::SERVER_VARIABLE, &declared.at(name))?;
        let typed = self.typed::<openapiv3::ServerVariable>(&kind::SERVER_VARIABLE, &object, &Fields::new())?;
        let variable = ServerVariable {
            pointer: object.pointer,
            name: name.to_owned(),
            default: typed.default,
            values: typed.enumeration,
            description: typed.description,
        };
        self.check_default(&variable);
        Some(variable)
    }

    /// Warns of a default that is none of the values to choose from.
    fn check_default(&mut self, variable: &ServerVariable) {
        if !variable.values.is_empty() && !variable.values.contains(&variable.default) {
            let message = format!(
                "the default of the variable `{}` is none of the values of `enum`; it is taken all the same",
                variable.name
            );
            let place = Location::Pointer(variable.pointer.child("default"));
            let diagnostic = Diagnostic::new(Code::RepairedServer, place, message);
            self.report(diagnostic.help("let it be one of the values, or add it to them"));
        }
    }

    /// Warns of names (3.2) that do not tell servers apart.
    fn check_server_names(&mut self, servers: &[Server]) {
        for (index, server) in servers.iter().enumerate() {
            let earlier = servers.iter().take(index);
            let named = |other: &&Server| server.name.is_some() && other.name == server.name;
            let Some(first) = earlier.into_iter().find(named) else {
                continue;
            };
            let name = server.name.as_deref().unwrap_or_default();
            let message = format!("another server is called `{name}` already");
            let place = Location::Pointer(server.pointer.child("name"));
            let diagnostic = Diagnostic::new(Code::RepairedServer, place, message);
            self.report(
                diagnostic
                    .label(Location::Pointer(first.pointer.child("name")), "the first one")
                    .help("give each a name of its own"),
            );
        }
    }

    fn report_undeclared(&mut self, server: &Object<'a>, name: &str) {
        let message = format!("the variable `{{{name}}}` of this URL is not declared");
        let diagnostic = Diagnostic::new(Code::InvalidServer, Location::Pointer(server.at("url")), message);
        self.report(diagnostic.help(format!("give `variables.{name}` with a `default` to this server")));
    }
}

fn url_variables(url: &str) -> impl Iterator<Item = &str> {
    url.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}
