//! In: nothing; these are the items that reading a document gives.
//! Out: the HTTP half of a document as plain data, each item with the pointer of the place it was read from.
//! Guarantees: no `$ref` is left but those of schemas, which stay pointers for the schema half.

use crate::pointer::Pointer;

use super::template::PathTemplate;

/// The version of the specification that a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// OpenAPI 3.0.x: schemas are its own Schema Objects.
    V30,
    /// OpenAPI 3.1.x: schemas are JSON Schema 2020-12.
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
    /// What a request must carry, for the operations that do not say so themselves. Empty: nothing.
    pub security: Vec<Requirement>,
    /// The schemes that requirements name, in document order. Kinds that are not supported are left out.
    pub security_schemes: Vec<SecurityScheme>,
    /// The operations of all paths in document order.
    pub operations: Vec<Operation>,
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

/// A Tag Object.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Where it stands.
    pub pointer: Pointer,
    /// What operations name.
    pub name: String,
    /// CommonMark prose.
    pub description: Option<String>,
}

/// A Security Requirement Object: all of its schemes are needed at once. One without schemes lets anybody in.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Where it stands.
    pub pointer: Pointer,
    /// Names of security schemes, each with the scopes it asks for.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// A Security Scheme Object of a kind that is supported.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name in `components.securitySchemes`.
    pub name: String,
    /// What a request carries.
    pub kind: SchemeKind,
    /// CommonMark prose.
    pub description: Option<String>,
}

/// What a security scheme asks of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …` (RFC 6750).
    HttpBearer {
        /// A hint about the token, such as `JWT`.
        format: Option<String>,
    },
    /// `Authorization: Basic …` (RFC 7617).
    HttpBasic,
    /// A secret sent as it is.
    ApiKey {
        /// The part of the request that carries it.
        location: ApiKeyLocation,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// A header that proves knowledge of a secret: the extension `x-stubsmith-signature`.
    Signature(Signature),
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// How requests are signed: a keyed hash of `payload`, sent in `header`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The header that carries the signature.
    pub header: String,
    /// The keyed hash.
    pub algorithm: SignatureAlgorithm,
    /// How the hash is written.
    pub encoding: SignatureEncoding,
    /// What is hashed: the parts one after another.
    pub payload: Vec<PayloadPart>,
    /// The header that says when the request was signed.
    pub timestamp: Option<SignatureTimestamp>,
}

/// A keyed hash (RFC 2104).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// How the bytes of a signature become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// Lower-case hexadecimal digits.
    Hex,
    /// Base64 with padding (RFC 4648, section 4).
    Base64,
}

/// A piece of what is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayloadPart {
    /// The bytes of the request body.
    Body,
    /// The text of the timestamp header.
    Timestamp,
    /// The text itself.
    Literal(String),
}

/// When a request was signed, and for how long that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureTimestamp {
    /// The header that carries UNIX seconds.
    pub header: String,
    /// How far the two clocks may lie apart, in either direction.
    pub tolerance_seconds: u64,
}

/// An Operation Object and what its Path Item Object adds to it.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Where it stands; in a shared path item that is not below `/paths`.
    pub pointer: Pointer,
    /// The HTTP method in upper case.
    pub method: &'static str,
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
    /// What a request must carry, any one of these. `None`: what the document says.
    pub security: Option<Vec<Requirement>>,
    /// Its own base URLs or those of its path item. Empty: those of the document.
    pub servers: Vec<Server>,
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
    /// Whether a query parameter's reserved characters are sent as they are.
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
