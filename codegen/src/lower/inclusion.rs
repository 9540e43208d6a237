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
    /// Tags, or those that they are nested in.
    pub tags: Vec<String>,
    /// Values of `operationId`.
    pub operations: Vec<String>,
    /// Keys of `paths`.
    pub paths: Vec<String>,
    /// Keys of `webhooks` and of `callbacks`.
    pub webhooks: Vec<String>,
}

/// What rules look at.
#[derive(Clone, Copy)]
enum Candidate<'a> {
    /// An operation of the service.
    Served(&'a Operation),
    /// A request that it sends, and the key that it stands under.
    Sent(&'a Operation, &'a str),
}

impl Inclusion {
    /// Whether every operation is wanted.
    pub(super) fn is_everything(&self) -> bool {
        self.include.is_none() && self.exclude.is_none()
    }

    /// Whether an operation of the service is wanted.
    pub(super) fn takes(&self, operation: &Operation, document: &Document) -> bool {
        let candidate = Candidate::Served(operation);
        self.includes(candidate, document) && !self.excludes(candidate, document)
    }

    /// Whether a webhook of this name is wanted.
    pub(super) fn takes_outgoing(&self, operation: &Operation, name: &str, document: &Document) -> bool {
        let candidate = Candidate::Sent(operation, name);
        self.includes(candidate, document) && !self.excludes(candidate, document)
    }

    /// Whether a callback of this name is wanted: with the operation that it belongs to, or for its own sake.
    pub(super) fn takes_callback(
        &self,
        operation: &Operation,
        name: &str,
        caller: &Operation,
        document: &Document,
    ) -> bool {
        let candidate = Candidate::Sent(operation, name);
        let is_chosen = self.include.is_some() && self.includes(candidate, document);
        (self.takes(caller, document) || is_chosen) && !self.excludes(candidate, document)
    }

    fn includes(&self, candidate: Candidate<'_>, document: &Document) -> bool {
        self.include
            .as_ref()
            .is_none_or(|lists| lists.match_any(candidate, document))
    }

    fn excludes(&self, candidate: Candidate<'_>, document: &Document) -> bool {
        self.exclude
            .as_ref()
            .is_some_and(|lists| lists.match_any(candidate, document))
    }

    /// Reports the rules that match no operation.
    pub(super) fn check(&self, document: &Document, diagnostics: &mut Diagnostics) {
        for (key, lists) in [("include", &self.include), ("exclude", &self.exclude)] {
            for rule in lists.iter().flat_map(OperationRules::rules) {
                if !candidates(document).any(|candidate| rule.matches(candidate, document)) {
                    diagnostics.push(rule.unmatched(key, document));
                }
            }
        }
    }
}

/// All that rules may match.
fn candidates(document: &Document) -> impl Iterator<Item = Candidate<'_>> {
    let served = document.operations.iter();
    let callbacks = served.clone().flat_map(|operation| &operation.callbacks);
    let callbacks = callbacks.map(|callback| (&callback.name, &callback.operations));
    let webhooks = document.webhooks.iter().map(|it| (&it.name, &it.operations));
    let sent = webhooks.chain(callbacks);
    let sent = sent.flat_map(|(name, operations)| operations.iter().map(|it| Candidate::Sent(it, name)));
    served.map(Candidate::Served).chain(sent)
}

impl OperationRules {
    fn match_any(&self, candidate: Candidate<'_>, document: &Document) -> bool {
        self.rules().any(|rule| rule.matches(candidate, document))
    }

    fn rules(&self) -> impl Iterator<Item = Rule<'_>> {
        let tags = self.tags.iter().map(|tag| Rule::Tag(tag));
        let operations = self.operations.iter().map(|id| Rule::Operation(id));
        let paths = self.paths.iter().map(|path| Rule::Path(path));
        let webhooks = self.webhooks.iter().map(|name| Rule::Webhook(name));
        tags.chain(operations).chain(paths).chain(webhooks)
    }
}

#[derive(Clone, Copy)]
enum Rule<'a> {
    Tag(&'a str),
    Operation(&'a str),
    Path(&'a str),
    Webhook(&'a str),
}

impl Rule<'_> {
    fn matches(self, candidate: Candidate<'_>, document: &Document) -> bool {
        let (Candidate::Served(operation) | Candidate::Sent(operation, _)) = candidate;
        match (self, candidate) {
            (Self::Tag(pattern), _) => tags(operation, document).any(|tag| fits(pattern, tag)),
            (Self::Operation(pattern), _) => operation.operation_id.as_deref().is_some_and(|id| fits(pattern, id)),
            (Self::Path(pattern), Candidate::Served(_)) => fits(pattern, &operation.path),
            (Self::Webhook(pattern), Candidate::Sent(_, name)) => fits(pattern, name),
            (Self::Path(_), Candidate::Sent(..)) | (Self::Webhook(_), Candidate::Served(_)) => false,
        }
    }

    fn unmatched(self, key: &str, document: &Document) -> Diagnostic {
        let operations = || {
            candidates(document).map(|candidate| match candidate {
                Candidate::Served(operation) | Candidate::Sent(operation, _) => operation,
            })
        };
        let names = candidates(document).filter_map(|candidate| match candidate {
            Candidate::Served(_) => None,
            Candidate::Sent(_, name) => Some(name),
        });
        let (list, pattern, meant) = match self {
            Self::Tag(pattern) => {
                let tags = operations().flat_map(|it| tags(it, document));
                ("tags", pattern, nearest(pattern, tags))
            }
            Self::Operation(pattern) => {
                let ids = operations().filter_map(|it| it.operation_id.as_deref());
                ("operations", pattern, nearest(pattern, ids))
            }
            Self::Path(pattern) => {
                let paths = document.operations.iter().map(|it| it.path.as_str());
                ("paths", pattern, nearest(pattern, paths))
            }
            Self::Webhook(pattern) => ("webhooks", pattern, nearest(pattern, names)),
        };
        let message = format!("`{pattern}` in `{key}.{list}` of the configuration matches no operation");
        let diagnostic = Diagnostic::new(Code::UnmatchedRule, Location::File(FileId(0)), message);
        match meant {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
            None => diagnostic,
        }
    }
}

/// An operation's tags, and those that they are nested in.
fn tags<'a>(operation: &'a Operation, document: &'a Document) -> impl Iterator<Item = &'a str> {
    operation.tags.iter().flat_map(|tag| document.tag_and_parents(tag))
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
