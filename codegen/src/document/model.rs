//! In: nothing; these are the items that reading a document gives.
//! Out: the HTTP half of a document as plain data, each item with the pointer of the place it was read from.
//! Guarantees: no `$ref` is left but those of schemas, which stay pointers for the schema half.

use std::collections::HashMap;

use crate::pointer::Pointer;

use super::link::Link;
use super::outgoing::{Callback, Webhook};
use super::security::{Requirement, SecurityScheme};
use super::tag::Tag;
use super::template::PathTemplate;

/// The version of the specification that a document is written in, as far as its schemas are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAPI 3.0.x, and Swagger 2.0, which is read as such: schemas are its own Schema Objects.
    V30,
    /// OpenAPI 3.1.x and 3.2.x: schemas are JSON Schema 2020-12.
    V31,
}

/// What a document says about HTTP.
#[derive(Clone, Debug)]
pub struct Document {
    /// The version of the specification.
    pub dialect: Dialect,
    /// The document's title, version and prose.
    pub info: Info,
    /// The base URLs; empty means `/`, relative to where the document is served.
    pub servers: Vec<Server>,
    /// The declared tags in document order; operations may name others.
    pub tags: Vec<Tag>,
    /// The tag that each is nested in, by name.
    pub tag_parents: HashMap<String, String>,
    /// What a request must carry, for the operations that do not say so themselves. Empty: nothing.
    pub security: Vec<Requirement>,
    /// The schemes in document order; those that a requirement names without a declaration come last.
    pub security_schemes: Vec<SecurityScheme>,
    /// The operations of all paths in document order.
    pub operations: Vec<Operation>,
    /// The requests that the service sends on its own account, in document order.
    pub webhooks: Vec<Webhook>,
    /// The names and places of `components.schemas`, in document order.
    pub component_schemas: Vec<(String, Pointer)>,
}

/// The Info Object.
#[derive(Clone, Debug)]
pub struct Info {
    /// Where it stands.
    pub pointer: Pointer,
    /// The name of the API.
    pub title: String,
    /// The version of the API, not of the specification.
    pub version: String,
    /// A line about the API (3.1).
    pub summary: Option<String>,
    /// CommonMark prose.
    pub description: Option<String>,
}

/// A Server Object.
#[derive(Clone, Debug)]
pub struct Server {
    /// Where it stands.
    pub pointer: Pointer,
    /// A name that tells it from others (3.2).
    pub name: Option<String>,
    /// As written: may be relative, may hold `{variables}`, all of which are declared.
    pub url: String,
    /// CommonMark prose.
    pub description: Option<String>,
    /// The variables of the URL, in document order.
    pub variables: Vec<ServerVariable>,
}

/// A Server Variable Object.
#[derive(Clone, Debug)]
pub struct ServerVariable {
    /// Where it stands.
    pub pointer: Pointer,
    /// The name between braces.
    pub name: String,
    /// What is substituted unless the user chooses another value.
    pub default: String,
    /// The values to choose from; empty: any.
    pub values: Vec<String>,
    /// CommonMark prose.
    pub description: Option<String>,
}

impl Server {
    /// The URL with the default of each variable in its place.
    pub fn default_url(&self) -> String {
        let mut url = String::with_capacity(self.url.len());
        let mut pieces = self.url.split('{');
        url.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let substituted = piece.split_once('}').and_then(|(name, rest)| {
                let variable = self.variables.iter().find(|variable| variable.name == name)?;
                Some((&variable.default, rest))
            });
            match substituted {
                Some((default, rest)) => url.extend([default, rest]),
                None => url.extend(["{", piece]),
            }
        }
        url
    }
}

/// An Operation Object and what its Path Item Object adds to it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands; in a shared path item that is not below `/paths`.
    pub pointer: Pointer,
    /// The HTTP method; case matters.
    pub method: String,
    /// The key of `paths`.
    pub path: String,
    /// The same, taken apart.
    pub template: PathTemplate,
    /// Unique in the document.
    pub operation_id: Option<String>,
    /// In document order, each once.
    pub tags: Vec<String>,
    /// A line of prose.
    pub summary: Option<String>,
    /// CommonMark prose.
    pub description: Option<String>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// Its own first, then those of the path item that it does not override, then variables of the path that nobody
    /// declared. Each pair of location and name occurs once, and each variable of the path is among them.
    pub parameters: Vec<Parameter>,
    /// The body that a request carries.
    pub body: Option<Body>,
    /// In document order, each status once.
    pub responses: Vec<Response>,
    /// What the service may request in turn.
    pub callbacks: Vec<Callback>,
    /// What a request must carry, any one of these. `None`: what the document says.
    pub security: Option<Vec<Requirement>>,
    /// Its own base URLs or those of its path item. Empty: those of the document.
    pub servers: Vec<Server>,
    /// The links of its responses in document order, each name once.
    pub links: Vec<Link>,
}

/// A Parameter Object.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Where it stands; for a variable of the path that nobody declared, the operation.
    pub pointer: Pointer,
    /// Its name in `components.parameters`, where it stands there.
    pub component: Option<String>,
    /// The part of the request that carries it.
    pub location: ParameterLocation,
    /// Case matters, except in a header.
    pub name: String,
    /// Always true in a path.
    pub required: bool,
    /// CommonMark prose.
    pub description: Option<String>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// `None`: nothing is said about the value, which is any text unless `content` says more.
    pub schema: Option<Pointer>,
    /// The media type that the value is written in, instead of a style.
    pub content: Option<MediaType>,
    /// Whether it may be sent without a value (`allowEmptyValue`).
    pub allow_empty: bool,
    /// How arrays and objects become text.
    pub style: Style,
    /// Whether each item of an array or object stands by itself; the style's default is filled in.
    pub explode: bool,
    /// Whether a query parameter's reserved characters are sent as they are, or all of a cookie (`style: cookie`).
    pub allow_reserved: bool,
    /// The values of `example` and `examples`.
    pub examples: Vec<Pointer>,
}

/// The part of a request that carries a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterLocation {
    /// A variable of the path template.
    Path,
    /// The query string.
    Query,
    /// A header field.
    Header,
    /// A cookie.
    Cookie,
}

/// How a parameter's arrays and objects become text (OpenAPI 3.1.1, section 4.8.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `;name=value` (path).
    Matrix,
    /// `.value` (path).
    Label,
    /// `value,value` (path, header).
    Simple,
    /// `name=value` (query, cookie).
    Form,
    /// `value%20value` (query).
    SpaceDelimited,
    /// `value|value` (query).
    PipeDelimited,
    /// `value%09value` (query): `collectionFormat: tsv` of Swagger 2.0.
    TabDelimited,
    /// `name[key]=value` (query).
    DeepObject,
}

/// A Request Body Object.
#[derive(Clone, Debug)]
pub struct Body {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name in `components.requestBodies`, where it stands there.
    pub component: Option<String>,
    /// Whether a request without it is wrong.
    pub required: bool,
    /// CommonMark prose.
    pub description: Option<String>,
    /// The forms it may take in document order; never empty.
    pub content: Vec<MediaType>,
}

/// A Media Type Object under its name.
#[derive(Clone, Debug)]
pub struct MediaType {
    /// Where it stands.
    pub pointer: Pointer,
    /// The key of `content` as written: may be a range, may have parameters.
    pub name: String,
    /// `None`: nothing is said about the value.
    pub schema: Option<Pointer>,
    /// How members of a form or parts are written, where the document says it; in its order.
    pub encodings: Vec<Encoding>,
    /// The schema of each item of a stream (3.2).
    pub item_schema: Option<Pointer>,
    /// How the first parts of a `multipart` body are written, in their order (3.2).
    pub prefix_encoding: Vec<Pointer>,
    /// How the other parts of a `multipart` body are written (3.2).
    pub item_encoding: Option<Pointer>,
    /// The values of `example` and `examples`.
    pub examples: Vec<Pointer>,
}

/// An Encoding Object under the name of its member.
#[derive(Clone, Debug)]
pub struct Encoding {
    /// Where it stands.
    pub pointer: Pointer,
    /// The member's name.
    pub name: String,
    /// The media types that the member may have, in order; empty: the default of its schema.
    pub media_types: Vec<String>,
    /// Headers of the part, without `Content-Type`.
    pub headers: Vec<Header>,
    /// How arrays and objects become text; `None`: the document says neither style nor explode.
    pub style: Option<Style>,
    /// Whether each item of an array or object stands by itself; the style's default is filled in.
    pub explode: bool,
}

/// A Response Object under its status.
#[derive(Clone, Debug)]
pub struct Response {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name in `components.responses`, where it stands there.
    pub component: Option<String>,
    /// When it is sent.
    pub status: Status,
    /// A line of prose (3.2).
    pub summary: Option<String>,
    /// CommonMark prose; empty if the document has none.
    pub description: String,
    /// In document order, without `Content-Type`.
    pub headers: Vec<Header>,
    /// The forms its body may take in document order; empty: it has no body.
    pub content: Vec<MediaType>,
}

/// A key of the Responses Object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// One status, 100 to 599.
    Code(u16),
    /// The hundred statuses that begin with this digit, 1 to 5.
    Range(u8),
    /// Every status that no other key names.
    Default,
}

/// A Header Object under its name.
#[derive(Clone, Debug)]
pub struct Header {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name in `components.headers`, where it stands there.
    pub component: Option<String>,
    /// As written; case does not matter.
    pub name: String,
    /// Whether a response without it is wrong.
    pub required: bool,
    /// CommonMark prose.
    pub description: Option<String>,
    /// Whether callers should move away from it.
    pub deprecated: bool,
    /// `None`: nothing is said about the value, which is any text.
    pub schema: Option<Pointer>,
    /// The media type of the value, where `content` describes it rather than `schema`.
    pub media_type: Option<String>,
    /// Whether the keys of an object are written as `key=value`.
    pub explode: bool,
}
