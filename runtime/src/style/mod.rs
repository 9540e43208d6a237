//! In: a value, or the texts that were sent for one; and the style that the document gives them.
//! Out: the texts; or the value, as a tape whose scalars are strings.
//! Guarantee: what one side writes in a style the other side reads as the value that it was.
//!
//! Styles are those of OpenAPI 3.1.1, section 4.8.12.3. Where that says nothing, the usual conventions hold: lists and
//! objects within lists and objects are JSON texts, save in `deepObject`, where `a[b][c]=1` and `a[b][]=1` go on.

mod fault;
mod form;
pub(crate) mod read;
#[cfg(all(test, feature = "client", feature = "server"))]
mod tests;
mod tree;
pub(crate) mod write;

pub(crate) use self::fault::{Misread, ReadFault, WriteFault};
pub use self::form::FormLayout;
pub(crate) use self::tree::Tree;

/// How arrays and objects become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;name=value`, in a path (RFC 6570, section 3.2.7).
    Matrix,
    /// `.value`, in a path (RFC 6570, section 3.2.5).
    Label,
    /// `value,value`, in a path or a header.
    Simple,
    /// `name=value`, in a query, a cookie or a form.
    Form,
    /// `name=value%20value`, in a query or a form.
    SpaceDelimited,
    /// `name=value%7Cvalue`, in a query or a form.
    PipeDelimited,
    /// `name=value%09value`, in a query or a form: `collectionFormat: tsv` of Swagger 2.0.
    TabDelimited,
    /// `name[member]=value`, in a query or a form.
    DeepObject,
    /// The value's JSON text: `content` instead of `schema`.
    Json,
}

impl Style {
    /// Whether what stands between the items of a list is no letter of a URL.
    fn is_delimited(self) -> bool {
        matches!(self, Self::SpaceDelimited | Self::PipeDelimited | Self::TabDelimited)
    }
}

/// What a value looks like, as far as its texts do not tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// One text.
    Text,
    /// A list of texts.
    Texts,
    /// A list of other values.
    Values,
    /// An object.
    Object {
        /// The members that are known, each with its shape.
        members: &'static [(&'static str, Shape)],
        /// Whether there may be more members. They are told from other parameters by not being among these names.
        besides: Option<&'static [&'static str]>,
    },
    /// Any value: a text that is a JSON array or object stands for that.
    Any,
}

/// The style of one parameter, header or member of a form.
///
/// ```
/// use stubsmith_runtime::style::{Shape, Style, Styled};
///
/// let colours = Styled::new(Style::PipeDelimited, false, Shape::Texts);
/// # let _ = colours;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Styled {
    pub(crate) style: Style,
    pub(crate) explode: bool,
    pub(crate) shape: Shape,
    pub(crate) reserved: bool,
}

impl Styled {
    /// A style; `explode` lets each item or member stand by itself.
    #[must_use]
    pub const fn new(style: Style, explode: bool, shape: Shape) -> Self {
        Self {
            style,
            explode,
            shape,
            reserved: false,
        }
    }

    /// A value that is sent as JSON text.
    #[must_use]
    pub const fn json() -> Self {
        Self::new(Style::Json, false, Shape::Any)
    }

    /// `allowReserved`: reserved characters are sent as they are, save those that would end the value. In a cookie nothing
    /// is encoded (`style: cookie`), and what no cookie can carry cannot be sent.
    #[must_use]
    pub const fn allow_reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// Whether this is the default of a form's member that is a list or any value: an object is JSON then.
    fn is_by_item(self) -> bool {
        self.style == Style::Form && self.explode && self.shape == Shape::Any
    }

    /// What stands between the items of a list that is one text.
    fn delimiter(self) -> &'static str {
        match self.style {
            Style::SpaceDelimited => " ",
            Style::PipeDelimited => "|",
            Style::TabDelimited => "\t",
            Style::Label if self.explode => ".",
            _ => ",",
        }
    }
}
