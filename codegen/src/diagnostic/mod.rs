//! In: what a stage has to say about the document.
//! Out: [`Diagnostic`]s as data: a code, a message, the place it is about, labels and a help line.
//! Guarantees: a code belongs to one class, a class to one severity, and the texts of codes never change.

mod code;

pub use code::{Class, Code, Severity};

use crate::pointer::{FileId, Pointer};

/// A place in the document that a diagnostic or a label is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// The value at the pointer.
    Pointer(Pointer),
    /// The key of the member at the pointer, rather than its value.
    Key(Pointer),
    /// A place in the text, where no pointer can say it.
    Place {
        /// The file.
        file: FileId,
        /// The line, from 1.
        line: u32,
        /// The column in characters, from 1.
        column: u32,
    },
    /// A file as a whole: line 1, column 1.
    File(FileId),
}

impl Location {
    /// The file that the place is in.
    #[must_use]
    pub fn file(&self) -> FileId {
        match self {
            Self::Pointer(pointer) | Self::Key(pointer) => pointer.file(),
            Self::Place { file, .. } | Self::File(file) => *file,
        }
    }

    /// The pointer, where the place has one.
    #[must_use]
    pub fn pointer(&self) -> Option<&Pointer> {
        match self {
            Self::Pointer(pointer) | Self::Key(pointer) => Some(pointer),
            Self::Place { .. } | Self::File(_) => None,
        }
    }
}

/// A second place that bears on a diagnostic, and what it has to do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub location: Location,
    /// A few words, without a full stop.
    pub text: String,
}

/// One thing that is wrong with a document, or that was read with lenience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of thing it is.
    pub code: Code,
    /// Whether it keeps the document from being used. Follows from the code until `--strict` raises it.
    pub severity: Severity,
    /// What is the matter, in a sentence that begins in lower case and has no full stop.
    pub message: String,
    /// The place it is about.
    pub location: Location,
    /// A few words under the caret; `None` where the message says it all.
    pub note: Option<String>,
    /// Further places.
    pub labels: Vec<Label>,
    /// What the author of the document can do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic with the severity of its code.
    pub fn new(code: Code, location: Location, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.class().severity(),
            message: message.into(),
            location,
            note: None,
            labels: Vec::new(),
            help: None,
        }
    }

    /// With a few words under the caret.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// With a help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a further place.
    #[must_use]
    pub fn label(mut self, location: Location, text: impl Into<String>) -> Self {
        self.labels.push(Label {
            location,
            text: text.into(),
        });
        self
    }
}

/// Where stages put their diagnostics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// An empty sink.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Whether one of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them in the order they were added. `Sources::sorted` gives the order to show them in.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }
}

impl Extend<Diagnostic> for Diagnostics {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        self.0.extend(diagnostics);
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
