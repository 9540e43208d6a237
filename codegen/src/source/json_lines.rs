//! In: diagnostics, in the order to show them.
//! Out: one JSON object a line, for programs.
//! Guarantees: always the same members in the same order; what is absent is null.

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Location};

use super::Sources;
use super::place::Place;

#[derive(Serialize)]
struct Line<'d> {
    severity: &'static str,
    code: &'static str,
    class: &'static str,
    message: &'d str,
    path: String,
    line: u32,
    column: u32,
    pointer: Option<String>,
    note: Option<&'d str>,
    help: Option<&'d str>,
    labels: Vec<LabelLine<'d>>,
}

#[derive(Serialize)]
struct LabelLine<'d> {
    path: String,
    line: u32,
    column: u32,
    pointer: Option<String>,
    text: &'d str,
}

impl Sources {
    /// The diagnostics as programs read them: one JSON object a line, each line with its end.
    #[must_use]
    pub fn to_json_lines(&self, diagnostics: &[Diagnostic]) -> String {
        let locations: Vec<Location> = diagnostics
            .iter()
            .flat_map(|diagnostic| {
                std::iter::once(&diagnostic.location).chain(diagnostic.labels.iter().map(|label| &label.location))
            })
            .cloned()
            .collect();
        let mut places = self.places(&locations).into_iter();
        let mut output = String::new();
        for diagnostic in diagnostics {
            let Some(Place { path, line, column }) = places.next() else {
                break;
            };
            let labels = diagnostic
                .labels
                .iter()
                .zip(places.by_ref())
                .map(|(label, place)| LabelLine {
                    path: place.path,
                    line: place.line,
                    column: place.column,
                    pointer: self.written_pointer(&label.location),
                    text: &label.text,
                });
            let line = Line {
                severity: diagnostic.severity.as_str(),
                code: diagnostic.code.as_str(),
                class: diagnostic.code.class().as_str(),
                message: &diagnostic.message,
                path,
                line,
                column,
                pointer: self.written_pointer(&diagnostic.location),
                note: diagnostic.note.as_deref(),
                help: diagnostic.help.as_deref(),
                labels: labels.collect(),
            };
            // Strings and numbers alone: nothing here can fail to be written.
            output.push_str(&serde_json::to_string(&line).unwrap_or_default());
            output.push('\n');
        }
        output
    }

    fn written_pointer(&self, location: &Location) -> Option<String> {
        location.pointer().map(|pointer| self.written(pointer).to_string())
    }
}
