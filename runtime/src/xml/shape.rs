//! In: nothing; emitted code fills these tables from the XML Objects of a document (OpenAPI 3.1, section 4.8.26).
//! Out: how a value stands in XML.
//! Guarantee: plain data, so that types may contain themselves.

/// A whole XML document.
#[derive(Debug)]
pub struct Root {
    /// The name of the root element.
    pub name: Name,
    /// What stands in it.
    pub shape: &'static Shape,
}

/// What an element holds.
#[derive(Debug)]
pub enum Shape {
    /// Something of which the document says nothing: elements are members, repeated ones arrays, all else is text.
    Any,
    /// Text as it stands: a string.
    Text,
    /// Text around which white space means nothing: a number, a boolean, a date, one of several values.
    Token,
    /// One element for each item.
    Array(Item),
    /// Members.
    Object(Object),
}

/// The elements of an array.
#[derive(Debug)]
pub struct Item {
    /// The name of each.
    pub name: Name,
    /// What each holds.
    pub shape: &'static Shape,
}

/// The members of an object.
#[derive(Debug)]
pub struct Object {
    /// Those that the document names.
    pub members: &'static [Member],
    /// What all others hold, each an element under its own name; `None`: they are passed over.
    pub additional: Option<&'static Shape>,
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// The name in JSON.
    pub json: &'static str,
    /// The name in XML.
    pub name: Name,
    /// Where it stands.
    pub place: Place,
    /// What it holds; at [`Place::Items`] what each item holds.
    pub shape: &'static Shape,
}

impl Member {
    /// A member.
    #[must_use]
    pub const fn new(json: &'static str, name: Name, place: Place, shape: &'static Shape) -> Self {
        Self {
            json,
            name,
            place,
            shape,
        }
    }
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An element of its own.
    Element,
    /// An attribute of the object's element.
    Attribute,
    /// The text of the object's element.
    Text {
        /// Whether no text means an empty one rather than none, which look the same.
        required: bool,
    },
    /// An array that is not wrapped: its items stand directly in the object's element.
    Items {
        /// Whether no items mean an empty array rather than an absent one, which look the same.
        required: bool,
        /// The element that services may put around the items all the same, which is read and not written; empty: none.
        wrapper: &'static str,
    },
}

/// The name of an element or an attribute.
#[derive(Clone, Copy, Debug)]
pub struct Name {
    /// The name without its prefix. Reading looks at nothing else.
    pub local: &'static str,
    /// The prefix that is written; empty: none.
    pub prefix: &'static str,
    /// The namespace that is declared where the name is written; empty: none.
    pub namespace: &'static str,
}

impl Name {
    /// A name without prefix and namespace.
    #[must_use]
    pub const fn plain(local: &'static str) -> Self {
        Self {
            local,
            prefix: "",
            namespace: "",
        }
    }

    /// A name with a prefix, a namespace or both.
    #[must_use]
    pub const fn qualified(local: &'static str, prefix: &'static str, namespace: &'static str) -> Self {
        Self {
            local,
            prefix,
            namespace,
        }
    }
}
