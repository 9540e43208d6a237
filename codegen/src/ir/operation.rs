//! In: nothing; these are items of the representation.
//! Out: operations, and their responses.
//! Guarantees: an operation has a success, and belongs to one tag.

use super::{Body, Content, ContentKind, Docs, Header, Parameter, Requirement, TypeId};
use crate::{
    document::{ParameterLocation, PathTemplate, Status},
    pointer::Pointer,
};

/// One operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Where it stands in the document.
    pub pointer: Pointer,
    /// `operationId`, or one made from method and path.
    pub id: String,
    /// Index into [`Api::tags`](super::Api::tags).
    pub tag: usize,
    /// Where its requests go.
    pub destination: Destination,
    /// The method; case matters.
    pub method: String,
    /// The path template as the document writes it; of a request to a subscriber, where a receiver takes it.
    pub path: String,
    /// The same, taken apart.
    pub template: PathTemplate,
    /// Summary and description.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// All parameters: path parameters in the order of the template, then the others as declared.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The first server of its own or of its path, variables filled in: absolute, or a path at the API's host.
    pub base_url: Option<String>,
    /// What tells it apart from operations of the same method and path, beside the path itself.
    pub selectors: Vec<Selector>,
    /// Its place among the operations of the same method and path: a server tries 0 first.
    pub precedence: usize,
    /// Declared 2XX responses; where there is none, what stands for them (see `lower::responses`). Never empty.
    pub successes: Vec<Response>,
    /// All other declared responses, `default` among them.
    pub errors: Vec<Response>,
    /// The alternatives of which one must be met; empty: no security.
    pub security: Vec<Requirement>,
}

impl Operation {
    /// Whether the service sends its requests rather than answering them.
    pub fn is_outgoing(&self) -> bool {
        self.destination != Destination::Service
    }
}

/// Where requests go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// To the service, below its base URL.
    Service,
    /// To a URL that a subscriber agreed on with the service: the webhook of this name.
    Webhook(String),
    /// To a URL that follows from another request.
    Callback(Callback),
}

/// A request that the service sends on account of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// Its key in `callbacks`.
    pub name: String,
    /// The runtime expression that gives the URL.
    pub expression: String,
    /// The ids of the operations on whose account it is sent; never empty.
    pub operations: Vec<String>,
}

/// A part of a request that tells operations of the same method and path apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selector {
    /// Where the value travels: the path, the query or a header.
    pub location: ParameterLocation,
    /// The name on the wire; of a path, the name of the variable.
    pub name: String,
    /// What selects the operation.
    pub condition: Condition,
}

/// What a part of a request must be for an operation to be meant.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Condition {
    /// This text.
    Value(String),
    /// Any text, but it must be there.
    Present,
    /// A text of this type.
    Type(TypeId),
    /// One of these media types or ranges of them: the header is `Content-Type`.
    MediaType(Vec<String>),
}

/// A declared response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Where it stands.
    pub pointer: Pointer,
    /// The statuses it stands for.
    pub status: Status,
    /// The component it was reached by.
    pub component: Option<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// The headers that it carries: index into [`Api::header_sets`](super::Api::header_sets). `None`: no declared ones.
    pub headers: Option<usize>,
    /// The forms its body may take, the preferred one first; empty: no body.
    pub content: Vec<Content>,
}

impl Response {
    /// Its form that is JSON, or else XML, and the type of that, if it has one.
    pub fn structured(&self) -> Option<(&Content, TypeId)> {
        self.content.iter().find_map(|content| match content.kind {
            ContentKind::Json(ty) => Some((content, ty)),
            ContentKind::JsonOrXml(xml) | ContentKind::Xml(xml) => Some((content, xml.ty)),
            _ => None,
        })
    }
}

/// The headers of a response, emitted as a struct of its own. Responses that declare the same share one.
#[derive(Debug, Clone)]
pub struct HeaderSet {
    /// What its name is made from: the component or the operation that it was first met in.
    pub words: Vec<String>,
    /// The status, which is part of the name where the operation has several.
    pub status: Option<Status>,
    /// The headers in the order of the document, no two of one name; never empty.
    pub headers: Vec<Header>,
}
