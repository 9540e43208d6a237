//! In: what the readers of JSON and YAML find wrong, at byte offsets.
//! Out: diagnostics with lines and columns.
//! Guarantees: the text is walked once, however many findings there are.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::pointer::FileId;

use super::place::Lines;

/// Something wrong with the text itself.
#[derive(Debug)]
pub(super) struct Finding {
    code: Code,
    at: usize,
    message: String,
    note: Option<String>,
    help: Option<String>,
    label: Option<(usize, String)>,
}

impl Finding {
    pub(super) fn new(code: Code, at: usize, message: impl Into<String>) -> Self {
        Self {
            code,
            at,
            message: message.into(),
            note: None,
            help: None,
            label: None,
        }
    }

    /// A key that an object has once more.
    pub(super) fn duplicate(name: &str, first: usize, again: usize) -> Self {
        let mut finding = Self::new(
            Code::DuplicateKey,
            again,
            format!("the key `{name}` stands twice in one object"),
        );
        finding.note = Some("here again".to_owned());
        finding.help("rename or remove one of them").label(first, "here first")
    }

    /// Arrays and objects within one another beyond `limit`.
    pub(super) fn too_deep(at: usize, limit: usize) -> Self {
        Self::new(
            Code::TooDeep,
            at,
            format!("arrays and objects are nested more than {limit} levels deep"),
        )
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(super) fn label(mut self, at: usize, text: impl Into<String>) -> Self {
        self.label = Some((at, text.into()));
        self
    }
}

/// Gives findings their lines and columns.
pub(super) fn report(findings: Vec<Finding>, file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    if findings.is_empty() {
        return;
    }
    let offsets: Vec<usize> = findings
        .iter()
        .flat_map(|finding| [finding.at, finding.label.as_ref().map_or(0, |(at, _)| *at)])
        .collect();
    let positions = Lines::new(text).positions(&offsets);
    for (finding, pair) in findings.into_iter().zip(positions.chunks(2)) {
        let mut places = pair.iter().map(|position| Location::Place {
            file,
            line: position.line,
            column: position.column,
        });
        let location = places.next().unwrap_or(Location::File(file));
        let mut diagnostic = Diagnostic::new(finding.code, location, finding.message);
        diagnostic.note = finding.note;
        diagnostic.help = finding.help;
        if let (Some((_, label)), Some(place)) = (finding.label, places.next()) {
            diagnostic = diagnostic.label(place, label);
        }
        diagnostics.push(diagnostic);
    }
}
