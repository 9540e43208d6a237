//! In: nothing; these are the words that emitted code uses itself, in upper camel case.
//! Out: lists of them, one for each kind of name.
//! Guarantees: a schema called `Option` breaks nothing, although emitted code writes prelude names plainly, as a person
//! would.

/// Words that no type, trait or module can be called: Rust's own, and those of its prelude.
pub(super) const PRELUDE: &[&str] = &[
    "Self",
    "Super",
    "Crate",
    "Mod",
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Vec",
    "String",
    "Box",
    "Default",
    "Clone",
    "Copy",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "Into",
    "TryFrom",
    "TryInto",
    "AsRef",
    "AsMut",
    "ToOwned",
    "ToString",
    "Iterator",
    "IntoIterator",
    "Extend",
    "Eq",
    "PartialEq",
    "Ord",
    "PartialOrd",
    "Debug",
    "Hash",
];

/// Names in scope where types are emitted.
pub(super) const TYPES: &[&str] = &[
    "BTreeMap",
    "Base64",
    "Binary",
    "Bytes",
    "Context",
    "CountRule",
    "Decode",
    "Encode",
    "Fields",
    "FilePart",
    "Items",
    "ItemStream",
    "JsonText",
    "Headed",
    "HeaderReader",
    "HeaderWriter",
    "Maybe",
    "Multipart",
    "AnyParts",
    "PartsReader",
    "PartsWriter",
    "Never",
    "Null",
    "ObjectRule",
    "OneLine",
    "ResponseHeaders",
    "Value",
    "Writer",
    "Timestamp",
    "Date",
    "Uuid",
    "Uri",
    "Secret",
    "ServerEvent",
    "Infallible",
    "StatusCode",
    "StatusRange",
    "ErrorStatus",
    "SuccessStatus",
    // A module in a module of the same name.
    "Schemas",
];

/// Names that a group of operations cannot have beside those of [`TYPES`]: it is a struct on the client, a trait on the
/// server, and a module.
pub(super) const TAGS: &[&str] = &[
    "Accept",
    "AccessToken",
    "Algorithm",
    "Alloc",
    "Api",
    "Arc",
    "Authenticate",
    "AuthenticateError",
    "Basic",
    "BodyWriter",
    "BoxError",
    "BuildError",
    "Call",
    "Client",
    "ClientBuilder",
    "ClientCertificate",
    "Core",
    "CoreBuilder",
    "Credential",
    "Credentials",
    "Duration",
    "Endpoint",
    "Envelope",
    "Error",
    "Failure",
    "FormLayout",
    "Future",
    // A module.
    "Groups",
    "Handler",
    "HandlerFuture",
    "Lib",
    "Location",
    "Main",
    "Method",
    "New",
    "Operation",
    "Operations",
    "OrInternal",
    "Outcome",
    "PayloadPart",
    "RawResponse",
    "Rejection",
    "Request",
    "RequestContext",
    "Respond",
    "Response",
    "Router",
    "Runtime",
    // The type of the service.
    "S",
    "Scheme",
    "SchemeKind",
    "Selector",
    "Server",
    "Shape",
    "SignatureEncoding",
    "SignatureScheme",
    "SigningKey",
    "SigningSecrets",
    "Std",
    "StubsmithRuntime",
    "Style",
    "Styled",
    "Text",
    "Transport",
    "Types",
    "Verified",
];

/// Names that a group of requests that the service sends cannot have beside those of [`TAGS`].
pub(super) const OUTGOING_TAGS: &[&str] = &["Sender", "SenderBuilder"];

/// The URL that a request goes to stands beside the parameters of one that the service sends.
pub(super) const OUTGOING_PARAMETERS: &[&str] = &["Url"];

/// Names that no operation's function can have: what every group has, a module that handlers use, and methods that
/// readers take for those of the standard library's traits.
pub(super) const FUNCTIONS: &[&str] = &["New", "Authenticate", "Clone", "Cmp", "Default", "Eq", "Hash", "Next"];

/// Methods that every client builder has.
pub(super) const BUILDER_METHODS: &[&str] = &[
    "Build",
    "BaseUrl",
    "Timeout",
    "Transport",
    "Reqwest",
    "MaxResponseBytes",
    "Clone",
    "Default",
    // Methods of a builder take it by value, as those of the operators' traits do.
    "Add",
    "Bitand",
    "Bitor",
    "Bitxor",
    "Div",
    "Mul",
    "Rem",
    "Shl",
    "Shr",
    "Sub",
];

/// Methods that every client has.
pub(super) const CLIENT_METHODS: &[&str] = &["Builder"];

/// `additional` holds the members that the document does not name.
pub(super) const FIELDS: &[&str] = &["Additional"];

/// `Unknown` holds the values that the document does not name.
pub(super) const VARIANTS: &[&str] = &["Unknown", "Self"];

/// What parts are read from and written to stands beside the parts.
pub(super) const PARTS: &[&str] = &["Closed", "Parts"];

/// The body and what the server knows of a request stand beside parameters, handlers have locals, and a call has
/// methods of its own.
pub(super) const PARAMETERS: &[&str] = &[
    "AcceptedTypes",
    "Body",
    "Context",
    "Header",
    "IntoFuture",
    "Principal",
    "Request",
    "Service",
    "Timeout",
    // Methods of a call take the call by value, as those of the operators' traits do.
    "Add",
    "Bitand",
    "Bitor",
    "Bitxor",
    "Div",
    "Mul",
    "Neg",
    "Not",
    "Rem",
    "Shl",
    "Shr",
    "Sub",
];
