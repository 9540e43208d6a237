//! In: lines of `cargo check --message-format json`. Out: the problems of each crate, and which crates were built.
//! Guarantees: what the compiler says of its own count of messages is no problem.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::corpus::record::Problem;

/// The most problems that are kept of a crate.
const KEPT: usize = 20;

/// What Cargo told about crates, by their names in code.
#[derive(Debug, Default)]
pub(super) struct Messages {
    pub(super) errors: BTreeMap<String, Vec<Problem>>,
    pub(super) warnings: BTreeMap<String, Vec<Problem>>,
    pub(super) built: BTreeSet<String>,
    /// Whether Cargo got as far as building anything.
    pub(super) is_complete: bool,
}

#[derive(Deserialize)]
struct Line {
    reason: String,
    target: Option<Target>,
    message: Option<Message>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Message {
    level: String,
    message: String,
    code: Option<Code>,
    #[serde(default)]
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    is_primary: bool,
}

impl Messages {
    /// Takes in a line. What is no message of Cargo's is passed over. Gives the crate that was built.
    pub(super) fn line(&mut self, line: &str) -> Option<&str> {
        let line: Line = serde_json::from_str(line).ok()?;
        if line.reason == "build-finished" {
            self.is_complete = true;
            return None;
        }
        let name = line.target?.name.replace('-', "_");
        match (line.reason.as_str(), line.message) {
            ("compiler-artifact", _) => {
                self.built.insert(name);
                self.built.last().map(String::as_str)
            }
            ("compiler-message", Some(message)) => {
                self.message(name, message);
                None
            }
            _ => None,
        }
    }

    fn message(&mut self, name: String, message: Message) {
        let list = match message.level.as_str() {
            "warning" => &mut self.warnings,
            level if level.starts_with("error") => &mut self.errors,
            _ => return,
        };
        // "aborting due to 2 previous errors", "1 warning emitted"
        if message.spans.is_empty()
            && (message.message.starts_with("aborting due") || message.message.ends_with("emitted"))
        {
            return;
        }
        let place = message.spans.iter().find(|span| span.is_primary);
        let file = |span: &Span| {
            let (_, file) = span.file_name.rsplit_once("/src/").unwrap_or_default();
            let file = if file.is_empty() { &span.file_name } else { file };
            format!("{file}:{}: ", span.line_start)
        };
        let kind = name.rsplit('_').next().unwrap_or_default();
        let list = list.entry(name.clone()).or_default();
        if list.len() < KEPT {
            list.push(Problem {
                code: message.code.map_or(message.level, |code| code.code),
                message: format!("{kind}: {}{}", place.map(file).unwrap_or_default(), message.message),
                rendered: message.rendered.unwrap_or_default(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_sorted_by_crate_and_gravity() {
        let mut messages = Messages::default();
        let span = r#"{"file_name":"/a/types/src/b/c.rs","line_start":3,"is_primary":true}"#;
        for line in [
            "   Compiling a".to_owned(),
            format!(
                r#"{{"reason":"compiler-message","target":{{"name":"a_types"}},"message":{{"level":"error","message":"no type `A`","code":{{"code":"E0425"}},"spans":[{span}],"rendered":"shown"}}}}"#
            ),
            r#"{"reason":"compiler-message","target":{"name":"a_types"},"message":{"level":"error","message":"aborting due to 1 previous error","code":null,"spans":[],"rendered":""}}"#.to_owned(),
            r#"{"reason":"compiler-message","target":{"name":"a_client"},"message":{"level":"warning","message":"dead","code":{"code":"dead_code"},"spans":[],"rendered":""}}"#.to_owned(),
            r#"{"reason":"compiler-artifact","target":{"name":"a-client"}}"#.to_owned(),
            r#"{"reason":"build-finished","success":false}"#.to_owned(),
        ] {
            messages.line(&line);
        }
        let errors = &messages.errors["a_types"];
        assert_eq!(errors.len(), 1);
        assert_eq!(
            (errors[0].code.as_str(), errors[0].message.as_str()),
            ("E0425", "types: b/c.rs:3: no type `A`")
        );
        assert_eq!(messages.warnings["a_client"][0].code, "dead_code");
        assert!(messages.built.contains("a_client") && messages.is_complete);
    }
}
