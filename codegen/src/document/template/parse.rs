//! In: the tokens of a key of the Paths Object.
//! Out: the template, and what is odd about it.
//! Guarantees: whatever has one sensible reading is read so.

use std::collections::HashSet;

use percent_encoding::percent_decode_str;

use super::tokens::{Token, Zone, tokens};
use super::variable::{Kind, variables};
use super::{Oddity, Part, PathTemplate, QueryPair, QueryValue, Segment, TemplateError};

/// A piece of a pair of the query.
#[derive(Clone, Copy)]
enum Piece<'p> {
    Text(&'p str),
    Variable(&'p str),
}

/// A template under construction.
struct Parser<'p> {
    segments: Vec<Segment>,
    /// The pairs of the query, each a row of pieces.
    pairs: Vec<Vec<Piece<'p>>>,
    /// The variables of the query that may be left out.
    optional: HashSet<&'p str>,
    oddities: Vec<Oddity>,
}

impl PathTemplate {
    /// Takes a path apart. A variable whose text is among the `declared` names is that parameter.
    ///
    /// # Errors
    ///
    /// The first thing in it that has no sensible reading.
    pub(in crate::document) fn parse(
        path: &str,
        declared: &HashSet<&str>,
    ) -> Result<(Self, Vec<Oddity>), TemplateError> {
        let (tokens, fragment) = tokens(path);
        let mut parser = Parser {
            segments: vec![Segment { parts: Vec::new() }],
            pairs: vec![Vec::new()],
            optional: HashSet::new(),
            oddities: Vec::new(),
        };
        let mut tokens = tokens.as_slice();
        match path.strip_prefix('/') {
            None => parser.oddities.push(Oddity::NoLeadingSlash),
            Some(_) => {
                // The first token is a text that begins with the slash, before which there is no segment.
                if let Some((Token::Text(zone, text), rest)) = tokens.split_first() {
                    parser.text(*zone, text.strip_prefix('/').unwrap_or(text));
                    tokens = rest;
                }
            }
        }
        for token in tokens {
            match *token {
                Token::Text(zone, text) => parser.text(zone, text),
                Token::Stray(zone, brace) => parser.stray(zone, brace),
                Token::Braced(zone, inner) => parser.braced(zone, inner, declared)?,
            }
        }
        Ok(parser.finish(fragment))
    }
}

impl<'p> Parser<'p> {
    fn text(&mut self, zone: Zone, text: &'p str) {
        if zone == Zone::Query {
            for (index, piece) in text.split('&').enumerate() {
                if index > 0 {
                    self.pairs.push(Vec::new());
                }
                self.piece(Piece::Text(piece));
            }
            return;
        }
        for (index, piece) in text.split('/').enumerate() {
            if index > 0 {
                self.segments.push(Segment { parts: Vec::new() });
            }
            if !piece.is_empty() {
                self.literal(piece);
            }
        }
    }

    fn piece(&mut self, piece: Piece<'p>) {
        if let Some(pair) = self.pairs.last_mut() {
            pair.push(piece);
        }
    }

    fn literal(&mut self, text: &str) {
        let Some(segment) = self.segments.last_mut() else {
            return;
        };
        match segment.parts.last_mut() {
            Some(Part::Literal(before)) => before.push_str(text),
            _ => segment.parts.push(Part::Literal(text.to_owned())),
        }
    }

    fn stray(&mut self, zone: Zone, brace: char) {
        self.oddities.push(Oddity::StrayBrace(brace));
        let text = if brace == '{' { "{" } else { "}" };
        match zone {
            Zone::Path => self.literal(text),
            Zone::Query => self.piece(Piece::Text(text)),
        }
    }

    fn braced(&mut self, zone: Zone, inner: &'p str, declared: &HashSet<&str>) -> Result<(), TemplateError> {
        let Some(variables) = variables(inner, declared)? else {
            self.stray(zone, '{');
            self.text(zone, inner);
            self.stray(zone, '}');
            return Ok(());
        };
        for variable in variables {
            let name = variable.name;
            if name != inner && !matches!(variable.kind, Kind::Rest | Kind::Query) {
                self.oddities.push(Oddity::Renamed {
                    written: inner.to_owned(),
                    name: name.to_owned(),
                });
            }
            match (zone, variable.kind) {
                (_, Kind::Query) => {
                    self.optional.insert(name);
                    self.pairs.push(vec![Piece::Variable(name)]);
                    self.pairs.push(Vec::new());
                    continue;
                }
                (Zone::Query, _) => {
                    self.piece(Piece::Variable(name));
                    continue;
                }
                (Zone::Path, Kind::After('/')) => self.segments.push(Segment { parts: Vec::new() }),
                (Zone::Path, Kind::After(_)) => self.literal("."),
                (Zone::Path, Kind::Matrix) => self.literal(&format!(";{name}=")),
                (Zone::Path, Kind::Plain | Kind::Rest) => {}
            }
            let name = name.to_owned();
            let part = match variable.kind {
                Kind::Rest => Part::Rest(name),
                Kind::Plain | Kind::After(_) | Kind::Matrix | Kind::Query => Part::Variable(name),
            };
            if let Some(segment) = self.segments.last_mut() {
                segment.parts.push(part);
            }
        }
        Ok(())
    }

    fn finish(mut self, fragment: Option<&str>) -> (PathTemplate, Vec<Oddity>) {
        for segment in &mut self.segments {
            settle(segment, &mut self.oddities);
        }
        let query = self.query();
        let template = PathTemplate {
            segments: self.segments,
            query,
            fragment: fragment.filter(|text| !text.is_empty()).map(str::to_owned),
        };
        let mut seen = HashSet::new();
        let mut told = HashSet::new();
        for name in template.occurrences() {
            if !seen.insert(name) && told.insert(name) {
                self.oddities.push(Oddity::Repeated(name.to_owned()));
            }
        }
        if !template.query.is_empty() {
            self.oddities.push(Oddity::Query);
        }
        (template, self.oddities)
    }

    /// The pairs of the query, each name once.
    fn query(&mut self) -> Vec<QueryPair> {
        let mut query = Vec::new();
        let mut names = HashSet::new();
        for pieces in std::mem::take(&mut self.pairs) {
            let pieces: Vec<Piece<'_>> = pieces
                .into_iter()
                .filter(|piece| !matches!(piece, Piece::Text("")))
                .collect();
            let Some(pair) = self.pair(&pieces) else { continue };
            let variable = matches!(pair.value, QueryValue::Variable { .. });
            if !variable || names.insert(pair.name.clone()) {
                query.push(pair);
            }
        }
        query
    }

    fn pair(&mut self, pieces: &[Piece<'p>]) -> Option<QueryPair> {
        let texts = pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Some(*text),
            Piece::Variable(_) => None,
        });
        if let Some(text) = texts.collect::<Option<String>>() {
            let (name, value) = text.split_once('=').unwrap_or((&text, ""));
            return (!text.is_empty()).then(|| QueryPair {
                name: decoded(name),
                value: QueryValue::Fixed(decoded(value)),
            });
        }
        let (name, variable) = match *pieces {
            [] => return None,
            [Piece::Text(text), Piece::Variable(variable)] if text.find('=') == Some(text.len() - 1) => {
                (decoded(text.trim_end_matches('=')), variable)
            }
            [Piece::Variable(variable)] if self.optional.contains(variable) => (variable.to_owned(), variable),
            [Piece::Variable(variable), ..] => {
                self.oddities.push(Oddity::VariableName(variable.to_owned()));
                (variable.to_owned(), variable)
            }
            [Piece::Text(text), ..] => {
                let name = text.split('=').next().unwrap_or(text);
                self.oddities.push(Oddity::PartlyVariable(decoded(name)));
                (decoded(name), name)
            }
        };
        let required = !self.optional.contains(variable);
        Some(QueryPair {
            name,
            value: QueryValue::Variable {
                name: variable.to_owned(),
                required,
            },
        })
    }
}

/// Notes what touches, and lets a variable span segments only where it is the only one of its own.
fn settle(segment: &mut Segment, oddities: &mut Vec<Oddity>) {
    let is_variable = |part: &&Part| !matches!(part, Part::Literal(_));
    let alone = segment.parts.iter().filter(is_variable).count() == 1;
    for part in &mut segment.parts {
        if let Part::Rest(name) = part {
            oddities.push(if alone {
                Oddity::Spans(name.clone())
            } else {
                Oddity::CannotSpan(name.clone())
            });
            if !alone {
                *part = Part::Variable(std::mem::take(name));
            }
        }
    }
    for pair in segment.parts.windows(2) {
        if let [Part::Variable(one), Part::Variable(other)] = pair {
            oddities.push(Oddity::Adjacent(one.clone(), other.clone()));
        }
    }
}

/// A name or value of a query string (`application/x-www-form-urlencoded`).
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " "))
        .decode_utf8_lossy()
        .into_owned()
}
