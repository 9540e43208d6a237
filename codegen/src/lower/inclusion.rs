//! In: the operations of a document, and which of them a user wants.
//! Out: those that are lowered.
//! Guarantees: a rule that matches no operation is an error: it is misspelt, or the document has changed.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    document::{Document, Operation, nearest},
    pointer::FileId,
};

/// Which operations a user wants.
#[derive(Debug, Clone, Default)]
pub struct Inclusion {
    /// Those that one of these rules matches; `None`: all.
    pub include: Option<OperationRules>,
    /// But for those that one of these matches.
    pub exclude: Option<OperationRules>,
}

/// Rules, by what they look at. In each `*` stands for any characters.
#[derive(Debug, Clone, Default)]
pub struct OperationRules {
    /// Tags.
    pub tags: Vec<String>,
    /// Values of `operationId`.
    pub operations: Vec<String>,
    /// Keys of `paths`.
    pub paths: Vec<String>,
}

impl Inclusion {
    /// Whether every operation is wanted.
    pub(super) fn is_everything(&self) -> bool {
        self.include.is_none() && self.exclude.is_none()
    }

    /// Whether an operation is wanted.
    pub(super) fn takes(&self, operation: &Operation) -> bool {
        let matched = |lists: &OperationRules| lists.rules().any(|rule| rule.matches(operation));
        self.include.as_ref().is_none_or(matched) && !self.exclude.as_ref().is_some_and(matched)
    }

    /// Reports the rules that match no operation.
    pub(super) fn check(&self, document: &Document, diagnostics: &mut Diagnostics) {
        for (key, lists) in [("include", &self.include), ("exclude", &self.exclude)] {
            for rule in lists.iter().flat_map(OperationRules::rules) {
                if !document.operations.iter().any(|operation| rule.matches(operation)) {
                    diagnostics.push(rule.unmatched(key, document));
                }
            }
        }
    }
}

impl OperationRules {
    fn rules(&self) -> impl Iterator<Item = Rule<'_>> {
        let tags = self.tags.iter().map(|tag| Rule::Tag(tag));
        let operations = self.operations.iter().map(|id| Rule::Operation(id));
        let paths = self.paths.iter().map(|path| Rule::Path(path));
        tags.chain(operations).chain(paths)
    }
}

#[derive(Clone, Copy)]
enum Rule<'a> {
    Tag(&'a str),
    Operation(&'a str),
    Path(&'a str),
}

impl Rule<'_> {
    fn matches(self, operation: &Operation) -> bool {
        match self {
            Self::Tag(pattern) => operation.tags.iter().any(|tag| fits(pattern, tag)),
            Self::Operation(pattern) => operation.operation_id.as_deref().is_some_and(|id| fits(pattern, id)),
            Self::Path(pattern) => fits(pattern, &operation.path),
        }
    }

    fn unmatched(self, key: &str, document: &Document) -> Diagnostic {
        let operations = || document.operations.iter();
        let (list, pattern, meant) = match self {
            Self::Tag(pattern) => {
                let tags = operations().flat_map(|it| it.tags.iter().map(String::as_str));
                ("tags", pattern, nearest(pattern, tags))
            }
            Self::Operation(pattern) => {
                let ids = operations().filter_map(|it| it.operation_id.as_deref());
                ("operations", pattern, nearest(pattern, ids))
            }
            Self::Path(pattern) => (
                "paths",
                pattern,
                nearest(pattern, operations().map(|it| it.path.as_str())),
            ),
        };
        let message = format!("`{pattern}` in `{key}.{list}` of the configuration matches no operation");
        let diagnostic = Diagnostic::new(Code::UnmatchedRule, Location::File(FileId(0)), message);
        match meant {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
            None => diagnostic,
        }
    }
}

/// Whether a text fits a pattern in which `*` stands for any characters.
pub(crate) fn fits(pattern: &str, text: &str) -> bool {
    let Some((first, rest)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(mut text) = text.strip_prefix(first) else {
        return false;
    };
    let mut pieces = rest.split('*').peekable();
    while let Some(piece) = pieces.next() {
        if pieces.peek().is_none() {
            return text.ends_with(piece);
        }
        match text.split_once(piece) {
            Some((_, behind)) => text = behind,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn stars_stand_for_any_characters() {
        for (pattern, text) in [
            ("a", "a"),
            ("*", ""),
            ("a*", "abc"),
            ("*c", "abc"),
            ("/v1/*/x*", "/v1/a/b/xy"),
            ("a*b*c", "abbc"),
        ] {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in [
            ("a", "b"),
            ("a*", "ba"),
            ("*c", "cb"),
            ("a*b*c", "acb"),
            ("a*a", "a"),
            ("", "a"),
        ] {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}
