//! In: a server. Out: what wrk says of its answers.
//! Guarantees: each request is counted once, by the status of its answer; broken connections are counted too.

use std::collections::BTreeMap;
use std::io;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::example::Example;
use crate::exit::Failure;

/// What wrk runs, relative to the repository.
const SCRIPT: &str = "xtask/load/meum.lua";

/// The tool.
pub(super) struct Wrk {
    script: PathBuf,
}

/// What came of a load.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// How many answers had a status.
    statuses: BTreeMap<u16, u64>,
    /// What wrk measured, by name.
    measures: BTreeMap<String, f64>,
}

impl Wrk {
    /// The tool as it is installed.
    ///
    /// # Errors
    ///
    /// It is not.
    pub(super) fn find(repository: &Path) -> Result<Self, Failure> {
        let help = "this needs wrk; on Debian, `apt-get install wrk` installs it";
        Command::new("wrk")
            .arg("--version")
            .output()
            .map_err(|_| Failure::usage(help))?;
        Ok(Self {
            script: repository.join(SCRIPT),
        })
    }

    /// Asks the example for as much as it can bear.
    ///
    /// # Errors
    ///
    /// wrk cannot be run, or says nothing.
    pub(super) fn run(&self, example: &Example, time: Duration, connections: NonZeroU32) -> Result<Outcome, Failure> {
        let failed = |error: io::Error| Failure::failed(format!("wrk cannot be run: {error}"));
        // As many threads as connections may be fewer than wrk likes.
        let threads = connections.get().min(2);
        let output = Command::new("wrk")
            .args([
                "--threads",
                &threads.to_string(),
                "--connections",
                &connections.to_string(),
            ])
            .args([
                "--duration",
                &format!("{}s", time.as_secs()),
                "--timeout",
                "10s",
                "--script",
            ])
            .arg(&self.script)
            .arg(example.url())
            .output()
            .map_err(failed)?;
        let outcome = Outcome::read(&String::from_utf8_lossy(&output.stdout));
        if !output.status.success() || outcome.statuses.is_empty() {
            let said = [output.stdout, output.stderr].concat();
            return Err(Failure::failed(format!(
                "wrk has failed: {}",
                String::from_utf8_lossy(&said).trim()
            )));
        }
        Ok(outcome)
    }
}

impl Outcome {
    /// Reads the lines `status CODE COUNT` and `measure NAME NUMBER` that the script writes.
    fn read(text: &str) -> Self {
        let mut outcome = Self::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                ["status", status, count] => {
                    if let (Ok(status), Ok(count)) = (status.parse(), count.parse()) {
                        outcome.statuses.insert(status, count);
                    }
                }
                ["measure", name, number] => {
                    if let Ok(number) = number.parse() {
                        outcome.measures.insert((*name).to_owned(), number);
                    }
                }
                _ => {}
            }
        }
        outcome
    }

    /// Whether each request was answered, and none by a fault of the server.
    pub(super) fn is_good(&self) -> bool {
        let is_broken = self.measures.get("broken").is_none_or(|broken| *broken > 0.0);
        !is_broken && self.statuses.keys().all(|status| *status < 500)
    }

    /// Answers by status, and how fast they came.
    pub(super) fn table(&self) -> String {
        let mut lines: Vec<String> = self
            .statuses
            .iter()
            .map(|(status, count)| format!("{status:<12} {count}"))
            .collect();
        lines.extend(
            self.measures
                .iter()
                .map(|(name, number)| format!("{name:<12} {number:.1}")),
        );
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_server_or_a_broken_connection_is_a_failure() {
        for (text, is_good) in [
            ("Running 1s\nstatus 200 9\nstatus 400 1\nmeasure broken 0\n", true),
            ("status 200 9\nstatus 503 1\nmeasure broken 0\n", false),
            ("status 200 9\nmeasure broken 2\n", false),
            ("status 200 9\n", false),
        ] {
            assert_eq!(Outcome::read(text).is_good(), is_good, "{text}");
        }
    }
}
