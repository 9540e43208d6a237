//! In: Path Item and Operation Objects of Swagger.
//! Out: those of OpenAPI, with a request body in place of `body` and `formData` parameters.
//! Guarantees: each operation has the body that its own parameters or those of its path item describe.

use crate::pointer::Pointer;
use crate::source::Node;

use super::media::MediaTypes;
use super::{Converter, Members, Written};

/// The fields of a Path Item Object that hold operations.
const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

/// Parameters, told apart by what becomes of them.
#[derive(Default)]
struct Sorted<'a> {
    /// Those that stay parameters.
    parameters: Vec<Written<'a>>,
    /// Those of the body: as listed, and what a reference leads to.
    body: Vec<BodyPart<'a>>,
}

/// A `body` or `formData` parameter.
#[derive(Clone)]
pub(super) struct BodyPart<'a> {
    pub(super) listed: Written<'a>,
    pub(super) parameter: Written<'a>,
}

impl BodyPart<'_> {
    pub(super) fn is_form(&self) -> bool {
        self.parameter.text("in") == Some("formData")
    }
}

impl<'a> Converter<'a> {
    pub(super) fn path_item(&mut self, item: &Written<'a>, read: &Pointer) -> Node {
        let Some(target) = self.follow(item).filter(|target| target.node.as_object().is_some()) else {
            return item.node.clone();
        };
        self.note(read, &target.pointer);
        // What stands beside a reference is nearer to the path than what it leads to.
        let beside = item.members().filter(|(name, _)| *name != "$ref");
        let beside: Vec<_> = if target.pointer == item.pointer {
            Vec::new()
        } else {
            beside.collect()
        };
        let inherited = target
            .members()
            .filter(|(name, _)| !beside.iter().any(|(own, _)| own == name));
        let fields: Vec<(&String, Written<'a>)> = beside.iter().cloned().chain(inherited).collect();
        let shared = fields.iter().find(|(name, _)| *name == "parameters");
        let shared = shared.map(|(_, list)| self.sorted(list)).unwrap_or_default();
        let mut members = Members::new();
        for (name, member) in fields {
            let at = read.child(name);
            self.note(&at, &member.pointer);
            let converted = match name.as_str() {
                "parameters" if member.node.as_array().is_some() => self.parameters(&shared, &at),
                method if METHODS.contains(&method) => self.operation(&member, &at, &shared),
                _ => member.node.clone(),
            };
            members.insert(name.clone(), converted);
        }
        Node::Object(members)
    }

    fn operation(&mut self, operation: &Written<'a>, read: &Pointer, shared: &Sorted<'a>) -> Node {
        if operation.node.as_object().is_none() {
            return operation.node.clone();
        }
        let own = operation
            .get("parameters")
            .map(|list| self.sorted(&list))
            .unwrap_or_default();
        let types = |name: &str| operation.get(name).map(|list| MediaTypes::read(&list));
        let consumes = types("consumes").unwrap_or_else(|| self.consumes.clone());
        let own_produces = types("produces");
        let mut members = Members::new();
        for (name, member) in operation.members() {
            let at = read.child(name);
            let converted = match name.as_str() {
                "consumes" | "produces" | "schemes" => continue,
                "parameters" if member.node.as_array().is_some() => {
                    self.note(&at, &member.pointer);
                    self.parameters(&own, &at)
                }
                "responses" => self.section(&member, &at, |it, response, at| {
                    it.response(response, at, own_produces.as_ref())
                }),
                _ => member.node.clone(),
            };
            members.insert(name.clone(), converted);
        }
        let parts = with_inherited(own.body, &shared.body);
        if let Some(body) = self.body(&parts, &consumes, &read.child("requestBody")) {
            members.insert("requestBody".to_owned(), body);
        }
        if operation.get("schemes").is_some()
            && let Some(root) = self.root_of(operation)
            && let Some(servers) = self.servers(&root, operation, &read.child("servers"))
        {
            members.insert("servers".to_owned(), servers);
        }
        Node::Object(members)
    }

    fn root_of(&self, written: &Written<'a>) -> Option<Written<'a>> {
        let pointer = Pointer::root(written.pointer.file());
        let node = self.sources.node(&pointer)?;
        Some(Written { pointer, node })
    }

    fn sorted(&self, list: &Written<'a>) -> Sorted<'a> {
        let mut sorted = Sorted::default();
        for listed in list.items() {
            let parameter = self.follow(&listed).unwrap_or_else(|| listed.clone());
            match parameter.text("in") {
                Some("body" | "formData") => sorted.body.push(BodyPart { listed, parameter }),
                _ => sorted.parameters.push(listed),
            }
        }
        sorted
    }

    fn parameters(&mut self, sorted: &Sorted<'a>, read: &Pointer) -> Node {
        let parameters = sorted.parameters.iter().enumerate();
        let converted = parameters.map(|(index, listed)| self.listed_parameter(listed, &read.index(index)));
        Node::Array(converted.collect())
    }
}

/// The parts of a body, the operation's own before those of its path item that it does not override.
fn with_inherited<'a>(mut own: Vec<BodyPart<'a>>, shared: &[BodyPart<'a>]) -> Vec<BodyPart<'a>> {
    let has_body = own.iter().any(|part| !part.is_form());
    for part in shared {
        let name = part.parameter.text("name");
        let is_overridden = if part.is_form() {
            has_body || own.iter().any(|other| other.parameter.text("name") == name)
        } else {
            !own.is_empty()
        };
        if !is_overridden {
            own.push(part.clone());
        }
    }
    own
}
