//! In: the path template of an operation, such as `/v1/keys/{id}:rotate`.
//! Out: its segments as literals and patterns, and the names of its parameters in order.
//! Guarantee: any text is a template; a brace that opens no parameter is a literal.

use super::pattern::SegmentPattern;
use crate::server::percent;

/// One segment of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SegmentTemplate {
    /// A segment without parameters, percent-decoded.
    Literal(Box<[u8]>),
    /// A segment with at least one parameter.
    Pattern(SegmentPattern),
    /// One or more segments for `{+name}`: the literals stand in the first and in the last of them.
    Rest(SegmentPattern),
}

/// A path template taken apart.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) segments: Vec<SegmentTemplate>,
    /// The parameters' names, from left to right.
    pub(super) names: Vec<&'static str>,
}

impl Template {
    pub(super) fn parse(text: &'static str) -> Self {
        let mut names = Vec::new();
        let segments = text
            .strip_prefix('/')
            .unwrap_or(text)
            .split('/')
            .map(|segment| parse_segment(segment, &mut names))
            .collect();
        Self { segments, names }
    }

    /// Whether a parameter spans segments.
    pub(super) fn spans(&self) -> bool {
        let is_rest = |segment: &SegmentTemplate| matches!(segment, SegmentTemplate::Rest(_));
        self.segments.iter().any(is_rest)
    }
}

fn parse_segment(text: &'static str, names: &mut Vec<&'static str>) -> SegmentTemplate {
    let mut literals = Vec::new();
    let mut rest = text;
    while let Some((literal, name, after)) = split_parameter(rest) {
        literals.push(literal);
        names.push(name);
        rest = after;
    }
    if literals.is_empty() {
        return SegmentTemplate::Literal(percent::decode_bytes(text.as_bytes()).into());
    }
    literals.push(rest);
    let pattern = SegmentPattern::new(&literals);
    match names.last_mut().map(|name| (name.strip_prefix('+'), name)) {
        Some((Some(spanning), name)) if literals.len() == 2 => {
            *name = spanning;
            SegmentTemplate::Rest(pattern)
        }
        _ => SegmentTemplate::Pattern(pattern),
    }
}

/// The literal before the first parameter, the parameter's name, and what follows it.
fn split_parameter(text: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let (literal, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    (!name.is_empty()).then_some((literal, name, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literal(text: &str) -> SegmentTemplate {
        SegmentTemplate::Literal(text.as_bytes().into())
    }

    fn pattern(literals: &[&str]) -> SegmentTemplate {
        SegmentTemplate::Pattern(SegmentPattern::new(literals))
    }

    #[test]
    fn templates_are_taken_apart() {
        let rest = |literals: &[&str]| SegmentTemplate::Rest(SegmentPattern::new(literals));
        let table: [(&'static str, Vec<SegmentTemplate>, &[&str]); 12] = [
            ("/{+a}", vec![rest(&["", ""])], &["a"]),
            (
                "/{+a}:go/{b}",
                vec![rest(&["", ":go"]), pattern(&["", ""])],
                &["a", "b"],
            ),
            ("/{a}-{+b}", vec![pattern(&["", "-", ""])], &["a", "+b"]),
            ("/", vec![literal("")], &[]),
            ("/a/", vec![literal("a"), literal("")], &[]),
            ("a", vec![literal("a")], &[]),
            ("/caf%C3%A9", vec![literal("café")], &[]),
            ("/a/{b}", vec![literal("a"), pattern(&["", ""])], &["b"]),
            ("/{id}:rotate", vec![pattern(&["", ":rotate"])], &["id"]),
            ("/v{a}-{b}.x", vec![pattern(&["v", "-", ".x"])], &["a", "b"]),
            ("/{a}{b}", vec![pattern(&["", "", ""])], &["a", "b"]),
            ("/{a/{}", vec![literal("{a"), literal("{}")], &[]),
        ];
        for (text, segments, names) in table {
            let template = Template::parse(text);
            assert_eq!(template.segments, segments, "{text}");
            assert_eq!(template.names, names, "{text}");
        }
    }
}
