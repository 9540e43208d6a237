//! In: Security Scheme Objects of Swagger.
//! Out: those of OpenAPI: basic authentication is of type `http`, and an OAuth 2 flow stands under its name.
//! Guarantees: a type or flow that Swagger does not have is passed on, for the reader to diagnose.

use crate::pointer::Pointer;
use crate::source::Node;

use super::{Converter, Members, Written, object, string};

impl<'a> Converter<'a> {
    pub(super) fn security_scheme(&mut self, scheme: &Written<'a>, read: &Pointer) -> Node {
        match scheme.text("type") {
            Some("basic") => {
                let mut members = self.without(scheme, &["type"]);
                members.insert("type".to_owned(), string("http"));
                members.insert("scheme".to_owned(), string("basic"));
                self.note(&read.child("scheme"), &scheme.pointer.child("type"));
                Node::Object(members)
            }
            Some("oauth2") => self.oauth2(scheme, read),
            _ => scheme.node.clone(),
        }
    }

    fn oauth2(&mut self, scheme: &Written<'a>, read: &Pointer) -> Node {
        let flow = match scheme.text("flow") {
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            Some(other) => other,
            None => return scheme.node.clone(),
        };
        let of_the_flow = ["authorizationUrl", "tokenUrl", "scopes"];
        let mut members = self.without(scheme, &["flow", "authorizationUrl", "tokenUrl", "scopes"]);
        let fields = of_the_flow.iter().filter_map(|name| {
            let field = scheme.get(name)?;
            Some(((*name).to_owned(), field.node.clone()))
        });
        let mut fields: Members = fields.collect();
        fields.entry("scopes".to_owned()).or_insert_with(|| object([]));
        self.note(&read.child("flows"), &scheme.pointer.child("flow"));
        self.note(&read.child("flows").child(flow), &scheme.pointer);
        members.insert("flows".to_owned(), object([(flow, Node::Object(fields))]));
        Node::Object(members)
    }
}
