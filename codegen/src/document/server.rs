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
        Some(ServerVariable {
            pointer: object.pointer,
            name: name.to_owned(),
            default: typed.default,
            values: typed.enumeration,
            description: typed.description,
        })
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
