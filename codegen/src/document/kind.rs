//! In: nothing; this is the specification's table of objects with fixed fields.
//! Out: for each kind of object its name, its fields, and which of these `openapiv3` types.
//! Guarantees: only what has one shape in 3.0 and 3.1 is typed; schemas, examples and extensions never are.

use crate::diagnostic::Code;

/// A kind of object in the specification.
#[derive(Debug)]
pub(super) struct Kind {
    /// Its name in the specification.
    pub(super) name: &'static str,
    /// The part of the Components Object that holds such objects by name.
    pub(super) section: Option<&'static str>,
    /// Its fixed fields that `openapiv3` reads from this object itself.
    pub(super) typed: &'static [&'static str],
    /// Its other fixed fields: objects that are read by themselves, free-form values, and prose that nothing uses.
    pub(super) others: &'static [&'static str],
    /// What stands for the required fields that real documents leave out, and how to say so.
    pub(super) fallbacks: &'static [(&'static str, &'static str, Code)],
}

impl Kind {
    const fn new(name: &'static str, typed: &'static [&'static str], others: &'static [&'static str]) -> Self {
        Self {
            name,
            section: None,
            typed,
            others,
            fallbacks: &[],
        }
    }

    const fn in_components(mut self, section: &'static str) -> Self {
        self.section = Some(section);
        self
    }

    const fn or(mut self, fallbacks: &'static [(&'static str, &'static str, Code)]) -> Self {
        self.fallbacks = fallbacks;
        self
    }

    /// All fixed fields.
    pub(super) fn fields(&self) -> impl Iterator<Item = &'static str> {
        self.typed.iter().chain(self.others).copied()
    }
}

pub(super) static OPENAPI: Kind = Kind::new(
    "OpenAPI Object",
    &[],
    &[
        "openapi",
        "$self",
        "info",
        "jsonSchemaDialect",
        "servers",
        "paths",
        "webhooks",
        "components",
        "security",
        "tags",
        "externalDocs",
    ],
);

pub(super) static INFO: Kind = Kind::new(
    "Info Object",
    &["title", "version", "description"],
    &["summary", "termsOfService", "contact", "license"],
)
.or(&[
    ("title", "Untitled", Code::MissingField),
    ("version", "0.0.0", Code::MissingField),
]);

pub(super) static SERVER: Kind = Kind::new("Server Object", &["url", "description"], &["name", "variables"]);

pub(super) static SERVER_VARIABLE: Kind = Kind::new("Server Variable Object", &["enum", "default", "description"], &[]);

pub(super) static TAG: Kind = Kind::new(
    "Tag Object",
    &["name", "description"],
    &["summary", "parent", "kind", "externalDocs"],
);

pub(super) static COMPONENTS: Kind = Kind::new(
    "Components Object",
    &[],
    &[
        "schemas",
        "responses",
        "parameters",
        "examples",
        "requestBodies",
        "headers",
        "securitySchemes",
        "links",
        "callbacks",
        "pathItems",
        "mediaTypes",
    ],
);

pub(super) static SECURITY_SCHEME: Kind = Kind::new(
    "Security Scheme Object",
    &[
        "type",
        "description",
        "name",
        "in",
        "scheme",
        "bearerFormat",
        "openIdConnectUrl",
        "oauth2MetadataUrl",
    ],
    &["flows", "deprecated"],
)
.in_components("securitySchemes");

pub(super) static OAUTH_FLOWS: Kind = Kind::new(
    "OAuth Flows Object",
    &[],
    &[
        "implicit",
        "password",
        "clientCredentials",
        "authorizationCode",
        "deviceAuthorization",
    ],
);

pub(super) static OAUTH_FLOW: Kind = Kind::new(
    "OAuth Flow Object",
    &["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"],
    &["scopes"],
);

pub(super) static PATH_ITEM: Kind = Kind::new(
    "Path Item Object",
    &[],
    &[
        "$ref",
        "summary",
        "description",
        "get",
        "put",
        "post",
        "delete",
        "options",
        "head",
        "patch",
        "trace",
        "query",
        "additionalOperations",
        "servers",
        "parameters",
    ],
)
.in_components("pathItems");

pub(super) static OPERATION: Kind = Kind::new(
    "Operation Object",
    &["tags", "summary", "description", "operationId", "deprecated"],
    &[
        "externalDocs",
        "parameters",
        "requestBody",
        "responses",
        "callbacks",
        "security",
        "servers",
    ],
);

pub(super) static PARAMETER: Kind = Kind::new(
    "Parameter Object",
    &[
        "name",
        "description",
        "required",
        "deprecated",
        "explode",
        "allowReserved",
    ],
    &[
        "in",
        "style",
        "allowEmptyValue",
        "schema",
        "content",
        "example",
        "examples",
    ],
)
.in_components("parameters");

pub(super) static HEADER: Kind = Kind::new(
    "Header Object",
    &["description", "required", "deprecated", "style"],
    &[
        "explode",
        "schema",
        "content",
        "example",
        "examples",
        "allowEmptyValue",
        "allowReserved",
    ],
)
.in_components("headers");

pub(super) static REQUEST_BODY: Kind =
    Kind::new("Request Body Object", &["description", "required"], &["content"]).in_components("requestBodies");

pub(super) static MEDIA_TYPE: Kind = Kind::new(
    "Media Type Object",
    &[],
    &[
        "schema",
        "itemSchema",
        "example",
        "examples",
        "encoding",
        "prefixEncoding",
        "itemEncoding",
    ],
)
.in_components("mediaTypes");

pub(super) static ENCODING: Kind = Kind::new(
    "Encoding Object",
    &[],
    &["contentType", "headers", "style", "explode", "allowReserved"],
);

pub(super) static CALLBACK: Kind = Kind::new("Callback Object", &[], &[]).in_components("callbacks");

pub(super) static RESPONSE: Kind = Kind::new(
    "Response Object",
    &["description"],
    &["summary", "headers", "content", "links"],
)
.in_components("responses")
.or(&[("description", "", Code::MissingDescription)]);
