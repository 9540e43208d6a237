//! In: nothing; these are items of the representation.
//! Out: how values of types stand in XML, apart from the types, which equal schemas share whatever their XML is.
//! Guarantees: reading has one meaning: in an object no two elements and no two attributes have one name, and at most one
//! member is its text.

/// All that an API says of XML, as far as bodies are XML.
#[derive(Debug, Clone, Default)]
pub struct Xml {
    /// The documents, each once.
    pub roots: Vec<XmlRoot>,
    /// The objects that they are made of.
    pub objects: Vec<XmlObject>,
}

/// A whole XML document. Two are equal if they are written and read alike, whatever they are called.
#[derive(Debug, Clone)]
pub struct XmlRoot {
    /// What it is called after: the document's own words.
    pub words: Vec<String>,
    /// The root element.
    pub name: XmlName,
    /// What stands in it.
    pub shape: XmlShape,
}

impl PartialEq for XmlRoot {
    fn eq(&self, other: &Self) -> bool {
        (&self.name, &self.shape) == (&other.name, &other.shape)
    }
}

/// What an element or an attribute holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlShape {
    /// A string.
    Text,
    /// A number, a boolean or other text around which white space means nothing.
    Token,
    /// An element for each item.
    Array(XmlName, Box<XmlShape>),
    /// Members: index into [`Xml::objects`].
    Object(usize),
}

/// An object in XML.
#[derive(Debug, Clone)]
pub struct XmlObject {
    /// What it is called after.
    pub words: Vec<String>,
    /// The members in the order of the document.
    pub members: Vec<XmlMember>,
    /// What becomes of other elements.
    pub additional: XmlAdditional,
}

/// A member of an object in XML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlMember {
    /// The name in JSON.
    pub json: String,
    /// The name in XML.
    pub name: XmlName,
    /// Where it stands.
    pub place: XmlPlace,
    /// What it holds; at [`XmlPlace::Items`] what each item holds.
    pub shape: XmlShape,
}

/// Where a member stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlPlace {
    /// An element of its own.
    Element,
    /// An attribute of the object's element.
    Attribute,
    /// The text of the object's element.
    Text {
        /// Whether no text means an empty one rather than none.
        required: bool,
    },
    /// An array whose items stand directly in the object's element.
    Items {
        /// Whether no items mean an empty array rather than none.
        required: bool,
        /// The element that services may put around the items all the same.
        wrapper: Option<String>,
    },
}

/// What becomes of elements that an object does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlAdditional {
    /// They are passed over.
    Ignored,
    /// They are refused.
    Closed,
    /// Each is a member of this shape under its own name.
    Typed(XmlShape),
}

/// The name of an element or an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlName {
    /// The name without its prefix.
    pub local: String,
    /// The prefix.
    pub prefix: Option<String>,
    /// The namespace.
    pub namespace: Option<String>,
}
