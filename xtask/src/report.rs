//! In: what there is to tell. Out: text on stderr and stdout, the only place of this package that prints.
//! Guarantees: control codes go to terminals only; with JSON messages stdout holds nothing but JSON, an object a line.

use std::cell::Cell;
use std::env;
use std::io::{self, IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use clap::ValueEnum;
use serde::Serialize;
use stubsmith::diagnostic::{Code, Location};
use stubsmith::ir::Untyped;
use stubsmith::source::{Place, Sources};
use stubsmith::{Diagnostic, Difference};

use crate::shortened::Shortened;

/// The longest status line: one that wraps could not be erased.
const STATUS_WIDTH: usize = 76;

/// How diagnostics are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MessageFormat {
    /// For people, on stderr
    Human,
    /// For programs: one JSON object a line, on stdout
    Json,
}

/// Tells what happens.
#[derive(Debug)]
pub(crate) struct Reporter {
    format: MessageFormat,
    color: bool,
    live: bool,
    has_status: Cell<bool>,
}

/// Something told of a place, in the shape that diagnostics have.
#[derive(Serialize)]
struct Line<'d> {
    severity: &'d str,
    code: &'d str,
    class: &'d str,
    message: &'d str,
    path: &'d str,
    line: u32,
    column: u32,
    pointer: Option<&'d str>,
    note: Option<&'d str>,
    help: Option<&'d str>,
    labels: [&'d str; 0],
}

impl Reporter {
    /// A reporter to this process's stderr and stdout.
    pub(crate) fn new(format: MessageFormat) -> Self {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let live = io::stderr().is_terminal() && env::var_os("TERM").is_none_or(|term| term != "dumb");
        Self {
            format,
            color: live && !is_set("NO_COLOR"),
            live,
            has_status: Cell::new(false),
        }
    }

    /// Says on a terminal what is being done, in place of what was said before.
    pub(crate) fn status(&self, text: &str) {
        if self.live {
            let text: String = text.chars().filter(|c| !c.is_control()).take(STATUS_WIDTH).collect();
            self.to_stderr(&format!("\r\u{1b}[2K{text}"));
            self.has_status.set(true);
        }
    }

    /// Shows the diagnostics of a document: to a person who has not asked for all of them, the first warnings of each
    /// code.
    pub(crate) fn diagnostics(&self, sources: &Sources, diagnostics: &[Diagnostic], all: bool) {
        self.end_status();
        match self.format {
            MessageFormat::Human if all => self.to_stderr(&sources.render(diagnostics, self.color)),
            MessageFormat::Human => {
                let Shortened { shown, more } = Shortened::new(diagnostics);
                self.to_stderr(&sources.render(&shown, self.color));
                for (code, count) in more {
                    self.to_stderr(&format!("warning: {count} more of {code}; --all-warnings shows them\n"));
                }
            }
            MessageFormat::Json => self.to_stdout(&sources.to_json_lines(diagnostics)),
        }
    }

    /// Names the places whose values have no type, one a line.
    pub(crate) fn untyped(&self, sources: &Sources, untyped: &[Untyped]) {
        self.end_status();
        let locations: Vec<Location> = untyped.iter().map(|it| Location::Pointer(it.pointer.clone())).collect();
        for (place, untyped) in sources.places(&locations).iter().zip(untyped) {
            let Place { path, line, column } = place;
            let message = untyped.reason.as_str();
            match self.format {
                MessageFormat::Human => self.to_stderr(&format!("{path}:{line}:{column}: any JSON value: {message}\n")),
                MessageFormat::Json => self.json(&Line {
                    severity: "info",
                    code: "report/untyped",
                    class: "report",
                    message,
                    path,
                    line: *line,
                    column: *column,
                    pointer: Some(&untyped.pointer.to_string()),
                    note: None,
                    help: None,
                    labels: [],
                }),
            }
        }
    }

    /// Names files that differ from what a run would write; `rerun` is the command that would.
    pub(crate) fn differences<'d>(&self, differences: impl Iterator<Item = (&'d Difference, String)>, rerun: &str) {
        self.end_status();
        let help = format!("run {rerun}");
        let mut count = 0;
        for (difference, path) in differences {
            count += 1;
            let (code, what) = match difference {
                Difference::Missing(_) => ("check/missing", "missing"),
                Difference::Changed(_) => ("check/changed", "changed"),
                Difference::Orphaned(_) => ("check/orphaned", "orphaned"),
            };
            match self.format {
                MessageFormat::Human => self.to_stderr(&format!("{what}: {path}\n")),
                MessageFormat::Json => self.json(&Line {
                    severity: "error",
                    code,
                    class: "check",
                    message: &format!("the file is {what}"),
                    path: &path,
                    line: 1,
                    column: 1,
                    pointer: None,
                    note: None,
                    help: Some(&help),
                    labels: [],
                }),
            }
        }
        let (files, differ) = if count == 1 { ("file", "is") } else { ("files", "are") };
        self.failure(&format!("{count} {files} {differ} not up to date; {help}"));
    }

    /// Shows an error in a configuration file: `span` is the range of bytes it is about.
    pub(crate) fn configuration(&self, path: &str, text: &str, span: Option<std::ops::Range<usize>>, message: &str) {
        self.end_status();
        let renderer = if self.color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let span = first_line(text, span.unwrap_or(0..0));
        let place = Snippet::source(text)
            .path(path)
            .annotation(AnnotationKind::Primary.span(span));
        let group = Level::ERROR
            .primary_title(message)
            .id(Code::InvalidConfig.as_str())
            .element(place);
        self.to_stderr(&format!("{}\n\n", renderer.render(&[group])));
    }

    /// One line about what was done: on stdout, unless that is kept for JSON.
    pub(crate) fn done(&self, line: &str) {
        self.end_status();
        match self.format {
            MessageFormat::Human => self.to_stdout(&format!("{line}\n")),
            MessageFormat::Json => self.to_stderr(&format!("{line}\n")),
        }
    }

    /// Says why a run failed.
    pub(crate) fn failure(&self, message: &str) {
        self.end_status();
        let error = if self.color {
            "\u{1b}[1;91merror\u{1b}[0m"
        } else {
            "error"
        };
        self.to_stderr(&format!("{error}: {message}\n"));
    }

    fn json(&self, line: &impl Serialize) {
        // Strings and numbers alone: nothing here can fail to be written.
        self.to_stdout(&format!("{}\n", serde_json::to_string(line).unwrap_or_default()));
    }

    pub(crate) fn end_status(&self) {
        if self.has_status.take() {
            self.to_stderr("\r\u{1b}[2K");
        }
    }

    // A reader that went away is no reason to stop: what counts is what is written to the disk, and the exit code.
    fn to_stderr(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }

    fn to_stdout(&self, text: &str) {
        let mut stdout = io::stdout().lock();
        let _ = stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush());
    }
}

/// The part of a range that lies on its first line.
fn first_line(text: &str, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let rest = text.get(span.clone()).unwrap_or_default();
    let length = rest.find(['\r', '\n']).unwrap_or(rest.len());
    span.start..span.start + length
}
