//! In: the Swagger Object.
//! Out: an OpenAPI Object with servers and components.
//! Guarantees: members that Swagger does not have are kept, so that they are diagnosed as in any document.

use crate::diagnostic::Code;
use crate::pointer::Pointer;
use crate::source::Node;

use super::{Converter, Members, Written, object, string};

/// The version of the specification whose shape is made.
const VERSION: &str = "3.0.4";

impl<'a> Converter<'a> {
    pub(super) fn root(&mut self, root: &Written<'a>, read: &Pointer) -> Node {
        self.check_not_mixed(root);
        let mut members = Members::new();
        let mut components = Members::new();
        let sections = read.child("components");
        for (name, member) in root.members() {
            let at = read.child(name);
            match name.as_str() {
                "swagger" => {
                    self.note(&read.child("openapi"), &member.pointer);
                    members.insert("openapi".to_owned(), string(VERSION));
                }
                "host" | "basePath" | "schemes" | "consumes" | "produces" => {}
                "paths" => {
                    let paths = self.section(&member, &at, Self::path_item);
                    members.insert("paths".to_owned(), paths);
                }
                "definitions" => {
                    let section = self.section(&member, &sections.child("schemas"), |it, schema, _| it.schema(schema));
                    components.insert("schemas".to_owned(), section);
                }
                "parameters" => {
                    let section = self.section(&member, &sections.child("parameters"), Self::shared_parameter);
                    components.insert("parameters".to_owned(), section);
                }
                "responses" => {
                    let section = self.section(&member, &sections.child("responses"), Self::shared_response);
                    components.insert("responses".to_owned(), section);
                }
                "securityDefinitions" => {
                    let section = self.section(&member, &sections.child("securitySchemes"), Self::security_scheme);
                    components.insert("securitySchemes".to_owned(), section);
                }
                "components" => {
                    let own = member
                        .members()
                        .map(|(name, section)| (name.clone(), section.node.clone()));
                    components.extend(own);
                }
                _ => {
                    members.insert(name.clone(), member.node.clone());
                }
            }
        }
        if let Some(servers) = self.servers(root, root, &read.child("servers")) {
            members.insert("servers".to_owned(), servers);
        }
        if !components.is_empty() {
            members.insert("components".to_owned(), Node::Object(components));
        }
        Node::Object(members)
    }

    /// The base URLs that `schemes` of `owner` give with the host of the document; `None` if nothing is said.
    pub(super) fn servers(&mut self, root: &Written<'a>, owner: &Written<'a>, read: &Pointer) -> Option<Node> {
        let host = root.get("host");
        let path = root.text("basePath").unwrap_or_default();
        let path = path.trim_matches('/');
        let path = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        let urls = match host.as_ref().and_then(|host| host.node.as_str()) {
            Some(host) => {
                self.note(read, &root.pointer.child("host"));
                schemes(owner)
                    .iter()
                    .map(|scheme| format!("{scheme}://{host}{path}"))
                    .collect()
            }
            None if path.is_empty() => return None,
            None => {
                self.note(read, &root.pointer.child("basePath"));
                vec![path]
            }
        };
        // Every part of a server was written in the one place.
        let place = self.provenance.written(read)?;
        for index in 0..urls.len() {
            self.note(&read.index(index), &place);
            self.note(&read.index(index).child("url"), &place);
        }
        Some(Node::Array(
            urls.iter().map(|url| object([("url", string(url))])).collect(),
        ))
    }

    /// What Swagger has under other names is read where it stands, with a warning.
    fn check_not_mixed(&mut self, root: &Written<'a>) {
        for (name, instead) in [("servers", "host"), ("components", "definitions")] {
            if let Some(member) = root.get(name) {
                let message = format!("`{name}` belongs to OpenAPI 3; it is read as if this document were one");
                let help = match instead {
                    "host" => "Swagger 2.0 has `host`, `basePath` and `schemes`",
                    _ => "Swagger 2.0 has `definitions`, `parameters`, `responses` and `securityDefinitions`",
                };
                self.report(Code::RepairedKeyword, member.pointer, message, help);
            }
        }
    }
}

/// The schemes that requests can be sent by, `https` first: the first server is the one that is used.
fn schemes<'a>(owner: &Written<'a>) -> Vec<&'a str> {
    let named = owner.node.get("schemes").and_then(Node::as_array).unwrap_or_default();
    let mut schemes: Vec<&str> = named.iter().filter_map(Node::as_str).collect();
    schemes.retain(|scheme| ["http", "https"].contains(scheme));
    schemes.sort_by_key(|scheme| *scheme != "https");
    schemes.dedup();
    if schemes.is_empty() { vec!["https"] } else { schemes }
}
