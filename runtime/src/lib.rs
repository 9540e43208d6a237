//! What crates emitted by Stubsmith link to: reading and writing JSON by the rules of a document, and with the
//! features `client` and `server` the HTTP cores.
//!
//! Without features this is the data half: [`Decode`] and [`Encode`] with what they need, the types that documents
//! call for beside those of the standard library ([`Maybe`], [`Secret`], [`Timestamp`], [`Uri`] ...), and the macros that
//! give emitted enums and newtypes their behaviour. Nothing here panics, whatever the input.

mod binary;
#[cfg(any(feature = "client", feature = "server"))]
mod box_error;
#[cfg(feature = "client")]
pub mod client;
mod codec;
pub mod constraint;
mod context;
mod decode;
#[cfg(feature = "docs")]
pub mod docs;
mod encode;
mod fields;
pub mod foreign;
mod format;
mod headers;
mod items;
mod json_text;
#[doc(hidden)]
pub mod literal_enum;
mod maybe;
#[cfg(any(feature = "client", feature = "server"))]
mod media_type;
#[cfg(feature = "mock")]
pub mod mock;
mod multipart;
#[doc(hidden)]
pub mod newtype;
mod one_line;
pub mod pattern;
mod secret;
pub mod selection;
#[doc(hidden)]
pub mod serde_bridge;
#[cfg(feature = "server")]
pub mod server;
#[cfg(any(feature = "client", feature = "server"))]
pub mod signature;
pub mod status;
mod stream;
#[doc(hidden)]
pub mod string_enum;
#[cfg_attr(
    not(all(feature = "client", feature = "server")),
    allow(
        dead_code,
        unused_imports,
        reason = "each side reads or writes more than headers need"
    )
)]
pub mod style;
#[doc(hidden)]
pub mod text;
mod validity;
pub mod value;
mod violation;
mod writer;
#[cfg(feature = "xml")]
pub mod xml;

pub use self::binary::Binary;
pub use self::codec::{Never, Null};
pub use self::constraint::{CountRule, IntegerRule, NumberRule, ObjectRule, StringFormat, StringRule};
pub use self::context::{Context, Direction, Mark, VIOLATION_LIMIT};
pub use self::decode::{Decode, DecodeError, from_json, from_tape};
pub use self::encode::{Encode, to_json, to_json_in};
pub use self::fields::Fields;
pub use self::format::{Base64, Uri};
pub use self::headers::{Headed, HeaderReader, HeaderWriter, ResponseHeaders, read_headers, write_headers};
pub use self::items::Items;
pub use self::json_text::JsonText;
pub use self::maybe::Maybe;
pub use self::multipart::{AnyPart, AnyParts, FilePart, Multipart, PartsReader, PartsWriter};
pub use self::one_line::OneLine;
pub use self::pattern::{Pattern, PatternTable};
pub use self::secret::Secret;
pub use self::status::{ErrorStatus, StatusOutOfRange, StatusRange, SuccessStatus};
pub use self::stream::{ItemStream, ServerEvent, StreamError};
pub use self::text::Text;
pub use self::validity::Validity;
pub use self::value::{Number, SyntaxError, Tape, Value};
pub use self::violation::{Violation, Violations};
pub use self::writer::{ArrayWriter, ObjectWriter, Writer};

#[cfg(any(feature = "client", feature = "server"))]
#[cfg(feature = "server")]
pub use axum;
pub use bytes::Bytes;
pub use fluent_uri;
pub use http;
pub use jiff;
pub use jiff::Timestamp;
pub use jiff::civil::Date;
#[cfg(any(feature = "rustls", feature = "native-tls"))]
pub use reqwest;
pub use serde;
pub use serde_json;
pub use uuid;
pub use uuid::Uuid;
