//! In: nothing; this is the table of everything that can be said about a document.
//! Out: [`Code`], with its class and its text such as `invalid/dangling-ref`.
//! Guarantees: texts are unique and begin with the name of their class.

use std::fmt;

/// Whether a diagnostic keeps a document from being used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is written.
    Error,
    /// The document is read, with lenience.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// Whose business a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// The document is wrong, and there is no one sensible reading.
    Invalid,
    /// The document is right, and this program cannot do it yet.
    Unsupported,
    /// This program is wrong.
    Bug,
    /// The document is wrong in a harmless way, and was read as it must have been meant.
    Repair,
    /// The document is right, and what it says is not checked.
    Unchecked,
}

impl Class {
    /// `invalid`, `unsupported`, `bug`, `repair` or `unchecked`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Unsupported => "unsupported",
            Self::Bug => "bug",
            Self::Repair => "repair",
            Self::Unchecked => "unchecked",
        }
    }

    /// The severity of its codes.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::Invalid | Self::Unsupported | Self::Bug => Severity::Error,
            Self::Repair | Self::Unchecked => Severity::Warning,
        }
    }
}

macro_rules! codes {
    ($($class:ident { $($(#[$doc:meta])* $name:ident = $text:literal,)* })*) => {
        /// What kind of thing a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($($(#[$doc])* $name,)*)*
        }

        impl Code {
            /// All codes, class by class.
            pub const ALL: &'static [Self] = &[$($(Self::$name,)*)*];

            /// The text of the code, its class before the slash.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $($(Self::$name => $text,)*)*
                }
            }

            /// The class of the code.
            #[must_use]
            pub fn class(self) -> Class {
                match self {
                    $($(Self::$name)|* => Class::$class,)*
                }
            }
        }
    };
}

codes! {
    Invalid {
        /// The text is neither JSON nor YAML.
        Syntax = "invalid/syntax",
        /// A mapping has a key twice.
        DuplicateKey = "invalid/duplicate-key",
        /// Aliases blow the document up beyond all measure.
        AliasBomb = "invalid/alias-bomb",
        /// Arrays and objects, or schemas that have no names, are nested beyond all measure.
        TooDeep = "invalid/too-deep",
        /// A key of a mapping is no scalar.
        BadKey = "invalid/bad-key",
        /// A YAML tag that stands for nothing that JSON has.
        UnknownTag = "invalid/unknown-tag",
        /// The file is not text.
        UnreadableFile = "invalid/unreadable-file",
        /// The text is well-formed, but no OpenAPI Object.
        NotOpenApi = "invalid/not-an-openapi-document",
        /// The version of the specification is unknown.
        UnsupportedVersion = "invalid/unsupported-version",
        /// Nothing stands where a `$ref` leads.
        DanglingRef = "invalid/dangling-ref",
        /// A `$ref` leads to a file that is not there or cannot be read.
        MissingFile = "invalid/missing-file",
        /// A `$ref` leads out of the folder that the files of a document stand in.
        OutsideRoot = "invalid/outside-root",
        /// A `$ref` leads to a URL from which nothing could be fetched.
        Unfetched = "invalid/unfetched",
        /// References lead in a circle and never to an object.
        RefCycle = "invalid/ref-cycle",
        /// The value of a `$ref` is no URI reference to an object of the right kind.
        BadRef = "invalid/bad-ref",
        /// An object of the specification lacks a field, or has one of the wrong type.
        WrongShape = "invalid/wrong-shape",
        /// Two operations have one `operationId`.
        DuplicateOperationId = "invalid/duplicate-operation-id",
        /// A path is no path template.
        InvalidPath = "invalid/path",
        /// Two parameters of an operation have one name and one location.
        DuplicateParameter = "invalid/duplicate-parameter",
        /// A schema keyword has a value it cannot have.
        InvalidKeywordValue = "invalid/keyword-value",
        /// A rule of the configuration matches nothing in the document.
        UnmatchedRule = "invalid/unmatched-rule",
        /// A key of the Responses Object is no status.
        InvalidStatus = "invalid/status",
        /// A Server Object whose URL or variables do not hold together.
        InvalidServer = "invalid/server",
        /// An `x-` key that this program reads has a value it cannot have.
        InvalidExtension = "invalid/extension",
        /// A document that is no overlay, or an action of one that cannot be applied.
        InvalidOverlay = "invalid/overlay",
        /// A name that someone chose for an item and that it cannot have, since another item has it, or emitted code.
        NameTaken = "invalid/name",
        /// The configuration says what cannot be.
        InvalidConfig = "invalid/config",
    }
    Unsupported {
        /// A style of a parameter.
        UnsupportedParameterStyle = "unsupported/parameter-style",
        /// A `$ref` to a URL, where nothing may be fetched.
        RemoteRef = "unsupported/remote-ref",
        /// A field of an object of the specification.
        UnsupportedField = "unsupported/field",
    }
    Bug {
        /// A state that should be impossible.
        Internal = "bug/internal",
        /// Emitted code that is no Rust.
        Unformattable = "bug/unformattable",
    }
    Repair {
        /// A YAML merge key (`<<`), which YAML 1.2 does not have.
        MergeKey = "repair/merge-key",
        /// Servers that cannot be told apart, or a variable of one whose default is none of its values.
        RepairedServer = "repair/server",
        /// An operation without `operationId`.
        MissingOperationId = "repair/missing-operation-id",
        /// A response without `description`.
        MissingDescription = "repair/missing-description",
        /// Another required field that is missing and that nothing depends on.
        MissingField = "repair/missing-field",
        /// A field that looks like a misspelt one.
        UnknownField = "repair/unknown-field",
        /// A number or boolean in quotes, or a string without them.
        ScalarType = "repair/scalar-type",
        /// A path parameter that does not say `required: true`.
        OptionalPathParameter = "repair/optional-path-parameter",
        /// A template variable without a parameter; it is read as a string.
        UndeclaredVariable = "repair/undeclared-path-variable",
        /// A path parameter that is not in the path; it is left out.
        UnusedPathParameter = "repair/unused-path-parameter",
        /// A path with more than segments and variables; it is read as it must have been meant.
        OddPath = "repair/path",
        /// Operations that no request tells apart; all but the first are out of a server's reach.
        UnreachableOperation = "repair/unreachable-operation",
        /// A header that the specification says is described elsewhere; it is left out.
        IgnoredHeader = "repair/ignored-header",
        /// A tag that is described twice.
        DuplicateTag = "repair/duplicate-tag",
        /// A tag that is nested in one that is not there, or in itself; it stands alone.
        TagParent = "repair/tag-parent",
        /// An operation beside the `$ref` of a path item that has it too.
        PathItemSiblings = "repair/path-item-siblings",
        /// A `format` without a meaning to this program.
        UnknownFormat = "repair/unknown-format",
        /// A schema keyword of another dialect, or in a place where it has no effect.
        RepairedKeyword = "repair/keyword",
        /// A style that a parameter cannot have at its location, or that means nothing for its value.
        ParameterStyle = "repair/parameter-style",
        /// Parameters beside one that is the whole query, or what is said of that one and passed over.
        QueryString = "repair/query-string",
        /// A parameter or header with several media types, with a `schema` besides, or one whose media type is read as
        /// text.
        ParameterContent = "repair/parameter-content",
        /// Headers of a part of a body.
        PartHeaders = "repair/part-headers",
        /// A style of a part of a body, which is written as its media type says.
        PartStyle = "repair/part-style",
        /// An encoding of a member that a body does not have.
        UnusedEncoding = "repair/unused-encoding",
        /// Encodings of parts of a body by their places.
        PartPlaces = "repair/part-places",
        /// A body of a method that has none by the specification; it is read all the same.
        BodyOfBodilessMethod = "repair/body-of-bodiless-method",
        /// `itemSchema` of what is read as a whole: a request, an error, or a media type that has no items.
        Streamed = "repair/streamed",
        /// A field that a later version of the specification brought.
        LaterField = "repair/later-field",
        /// An action of an overlay whose target selects nothing.
        OverlayWithoutMatch = "repair/overlay-without-match",
        /// An unknown dialect of JSON Schema.
        SchemaDialect = "repair/schema-dialect",
        /// A body declared for a status that never has one; it is left out.
        BodyOfBodilessStatus = "repair/body-of-bodiless-status",
        /// A key of `content` that is no media type, or one that is there twice.
        MediaTypeName = "repair/media-type-name",
        /// A body whose schema is not looked at, since its media type is none that is read, or it does not fit that.
        OpaqueBody = "repair/opaque-body",
        /// What an XML Object leaves open, read in the one way that makes sense.
        XmlObject = "repair/xml-object",
        /// A `type` that JSON Schema does not have; it is read as the one it must mean, else as any.
        UnknownType = "repair/unknown-type",
        /// An `enum` without values; it is passed over.
        EmptyEnum = "repair/empty-enum",
        /// A value of an `enum` that is not of the schema's type.
        EnumValue = "repair/enum-value",
        /// A `default` that its own schema does not allow; it is passed over.
        DefaultValue = "repair/default",
        /// Names of an enumeration's values that they cannot have.
        ValueNames = "repair/value-names",
        /// Schemas that hold together, or keywords of one, and that contradict each other.
        Contradiction = "repair/contradiction",
        /// A name that two schemas have given themselves; the first one has it.
        SchemaName = "repair/schema-name",
        /// A schema that includes itself.
        CircularComposition = "repair/circular-composition",
        /// A discriminator that does not tell schemas apart.
        Discriminator = "repair/discriminator",
        /// A `pattern` with what other engines have, which was translated.
        RepairedPattern = "repair/pattern",
        /// A `pattern` that cannot be read; values are not checked against it.
        UncheckedPattern = "repair/unchecked-pattern",
        /// A `pattern` that can take very long; texts for which it does are refused.
        SlowPattern = "repair/slow-pattern",
        /// A security scheme that says too little or says it wrongly.
        RepairedSecurityScheme = "repair/security-scheme",
        /// A security requirement names a scheme that is not declared; it is read as one that nobody meets by chance.
        UndeclaredSecurityScheme = "repair/undeclared-security-scheme",
        /// A security requirement that no request can meet.
        UnmeetableSecurity = "repair/unmeetable-security",
        /// Scopes of a security scheme that has none; they are not passed on.
        IgnoredScopes = "repair/ignored-scopes",
        /// A response header whose name no header can have, or that is there twice; it is left out.
        HeaderName = "repair/header-name",
        /// A response header whose value is no text and no list of texts; it is passed as text.
        OpaqueHeader = "repair/opaque-header",
        /// A response that is no answer to a request: 1XX.
        InformationalStatus = "repair/informational-status",
        /// An operation that declares no success.
        NoSuccess = "repair/no-success",
    }
    Unchecked {
        /// A schema keyword that no type can express: values are not checked against it.
        UncheckedKeyword = "unchecked/schema-keyword",
        /// A `$dynamicRef` that leads to one of several schemas, whatever the way to it.
        DynamicScope = "unchecked/dynamic-scope",
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn texts_are_unique_and_begin_with_their_class() {
        let texts: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(texts.len(), Code::ALL.len());
        for code in Code::ALL {
            let (class, name) = code.as_str().split_once('/').expect("a slash");
            assert_eq!(class, code.class().as_str(), "{code}");
            assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
        }
    }
}
