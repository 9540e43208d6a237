//! In: diagnostics, in the order to show them.
//! Out: text for people, in the manner of rustc: the message, `--> PATH:LINE:COLUMN`, the line with a caret, the help.
//! Guarantees: without color no control codes; with color only those of the renderer, whatever the document holds.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Location, Severity};

use super::Sources;
use super::excerpt::{self, Excerpt};
use super::file::File;
use super::place::{Lines, Place};
use super::spot::Spot;

/// Labels this many lines from the primary place are shown in one piece with it.
const NEAR: u32 = 6;

/// Stands for a path until the text is rendered: columns must be those of the document, not of a cropped line.
const PATH_MARK: char = '\u{fdd0}';

/// A place to show, with the words under it.
struct Mark {
    spot: Spot,
    text: Option<String>,
    kind: AnnotationKind,
}

impl Sources {
    /// The diagnostics as a person reads them, with the lines of the document they are about.
    #[must_use]
    pub fn render(&self, diagnostics: &[Diagnostic], color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let locations: Vec<&Location> = diagnostics
            .iter()
            .flat_map(|diagnostic| {
                std::iter::once(&diagnostic.location).chain(diagnostic.labels.iter().map(|label| &label.location))
            })
            .collect();
        let mut spots = self.spots(&locations).into_iter();
        let lines: Vec<Lines<'_>> = self.files.iter().map(|file| Lines::new(&file.text)).collect();
        let mut output = String::new();
        for diagnostic in diagnostics {
            let texts = std::iter::once(diagnostic.note.as_ref())
                .chain(diagnostic.labels.iter().map(|label| Some(&label.text)))
                .map(|text| text.map(|text| excerpt::message(text)));
            let kinds = std::iter::once(AnnotationKind::Primary).chain(std::iter::repeat(AnnotationKind::Context));
            // The texts come first: they end with this diagnostic, the spots go on.
            let marks = texts
                .zip(spots.by_ref())
                .zip(kinds)
                .map(|((text, spot), kind)| Mark { spot, text, kind });
            output.push_str(&self.render_one(&renderer, diagnostic, marks.collect(), &lines));
            output.push_str("\n\n");
        }
        output
    }

    fn render_one(
        &self,
        renderer: &Renderer,
        diagnostic: &Diagnostic,
        marks: Vec<Mark>,
        lines: &[Lines<'_>],
    ) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut group: Group<'_> = Group::with_title(
            level
                .primary_title(excerpt::message(&diagnostic.message))
                .id(diagnostic.code.as_str()),
        );
        let mut headers = Vec::new();
        for piece in pieces(marks, lines) {
            let Some(first) = piece.first() else { continue };
            let Some(lines) = lines.get(first.spot.file.0 as usize) else {
                continue;
            };
            let path = format!("{PATH_MARK}{}{PATH_MARK}", headers.len());
            headers.push(self.header(&first.spot));
            group = group.element(snippet(&piece, lines).path(path));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(Level::HELP.message(excerpt::lines(help)));
        }
        with_headers(&renderer.render(&[group]), &headers)
    }

    fn header(&self, spot: &Spot) -> String {
        let path = self.file(spot.file).map_or_else(String::new, File::shown);
        Place {
            path: excerpt::message(&path),
            line: spot.position.line,
            column: spot.position.column,
        }
        .to_string()
    }
}

/// The marks that are shown in one piece, the primary one first.
fn pieces(marks: Vec<Mark>, lines: &[Lines<'_>]) -> Vec<Vec<Mark>> {
    let is_long = |mark: &Mark| {
        let lines = lines.get(mark.spot.file.0 as usize);
        lines.is_some_and(|lines| excerpt::is_long(lines.line(mark.spot.position.line)))
    };
    let mut pieces: Vec<Vec<Mark>> = Vec::new();
    for mark in marks {
        let near = pieces.iter_mut().find(|piece| {
            piece.iter().all(|other| {
                let (a, b) = (other.spot, mark.spot);
                let distance = a.position.line.abs_diff(b.position.line);
                a.file == b.file && distance <= NEAR && !(distance == 0 && is_long(&mark))
            })
        });
        match near {
            Some(piece) => piece.push(mark),
            None => pieces.push(vec![mark]),
        }
    }
    pieces
}

/// The lines round the marks of a piece.
fn snippet(piece: &[Mark], lines: &Lines<'_>) -> Snippet<'static, annotate_snippets::Annotation<'static>> {
    let numbers = || piece.iter().map(|mark| mark.spot.position.line);
    let (first, last) = (numbers().min().unwrap_or(1), numbers().max().unwrap_or(1));
    let mut source = String::new();
    let mut annotations = Vec::new();
    for line in first..=last {
        if line > first {
            source.push('\n');
        }
        let mut text = None;
        for mark in piece.iter().filter(|mark| mark.spot.position.line == line) {
            let Excerpt {
                text: shown,
                mark: range,
            } = excerpt::excerpt(lines, line, mark.spot.offset);
            let range = source.len() + range.start..source.len() + range.end;
            annotations.push(mark.kind.span(range).label(mark.text.clone()));
            text = Some(shown);
        }
        source.push_str(&text.unwrap_or_else(|| excerpt::plain(lines.line(line))));
    }
    Snippet::source(source)
        .line_start(first as usize)
        .annotations(annotations)
}

/// Puts places where the renderer has written marks, lines and columns of its own.
fn with_headers(rendered: &str, headers: &[String]) -> String {
    let mut pieces = rendered.split(PATH_MARK);
    let mut output = pieces.next().unwrap_or_default().to_owned();
    while let (Some(index), Some(rest)) = (pieces.next(), pieces.next()) {
        let header = index.parse::<usize>().ok().and_then(|index| headers.get(index));
        output.push_str(header.map_or("", String::as_str));
        output.push_str(rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()));
    }
    output
}
