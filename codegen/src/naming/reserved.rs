//! Words that emitted code uses itself, in upper camel case. Emitted code writes prelude names plainly, so that it
//! reads as a person's would; these lists are what keeps a schema called `Option` from breaking it.

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
    "Context",
    "Decode",
    "Encode",
    "Fields",
    "Maybe",
    "Value",
    "Writer",
    "Timestamp",
    "Date",
    "Uuid",
    "Uri",
    "Secret",
    "Infallible",
    "StatusCode",
    "StatusRange",
    "ErrorStatus",
];

/// Names that a group of operations cannot have: it is a struct on the client, a trait on the server, and a module.
pub(super) const TAGS: &[&str] = &[
    "Api",
    "Arc",
    "Authenticate",
    "AuthenticateError",
    "Call",
    "Client",
    "ClientBuilder",
    "Core",
    "CoreBuilder",
    "Credential",
    "Credentials",
    "Envelope",
    "Error",
    "ErrorStatus",
    "Failure",
    "Future",
    "Lib",
    "Main",
    "Method",
    "Operation",
    "Outcome",
    "RawResponse",
    "Rejection",
    "Request",
    "RequestContext",
    "Respond",
    "Response",
    "Route",
    "Router",
    "Routes",
    "Runtime",
    "Scheme",
    "SchemeKind",
    "Secret",
    "Server",
    "StatusCode",
    "Transport",
    "Types",
];

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
];

/// Methods that every client has.
pub(super) const CLIENT_METHODS: &[&str] = &["Builder"];

/// `additional` holds the members that the document does not name.
pub(super) const FIELDS: &[&str] = &["Additional"];

/// `Unknown` holds the values that the document does not name.
pub(super) const VARIANTS: &[&str] = &["Unknown", "Self"];

/// The body and what the server knows of a request stand beside parameters, handlers have locals, and a call has
/// methods of its own.
pub(super) const PARAMETERS: &[&str] = &[
    "Body",
    "Context",
    "Header",
    "IntoFuture",
    "Principal",
    "Request",
    "Service",
    "Timeout",
];
