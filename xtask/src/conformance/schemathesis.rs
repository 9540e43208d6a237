//! In: a server and its document. Out: what Schemathesis says of it, with all of its checks.
//! Guarantees: its version is pinned, and it is installed once, apart from the system; the same seed gives the same requests.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde_json::Value;

use super::WORK;
use super::judged::{Judged, Verdict};
use crate::exit::Failure;
use crate::report::Reporter;

/// The version on PyPI.
const VERSION: &str = "4.32.5";

/// Schemathesis, installed.
pub(super) struct Schemathesis {
    program: PathBuf,
    /// Where it writes to.
    work: PathBuf,
}

/// What it reports of a run.
#[derive(Deserialize)]
struct Report {
    test_cases: Cases,
    errors: Vec<Value>,
    /// By operation and phase.
    valid_rates: BTreeMap<String, BTreeMap<String, Rates>>,
    running_time: f64,
}

#[derive(Deserialize)]
struct Cases {
    generated: u64,
    unique_failures: u64,
}

/// What became of valid requests of an operation in a phase.
#[derive(Deserialize)]
struct Rates {
    accepted: u64,
}

impl Report {
    fn verdict(self, is_success: bool, said: String) -> Verdict {
        let rates = self.valid_rates.values().flat_map(BTreeMap::values);
        let known = self.test_cases.unique_failures + u64::try_from(self.errors.len()).unwrap_or(u64::MAX);
        // Whatever else there is to find fault with is told by the exit code alone.
        let unknown = u64::from(known == 0 && !is_success);
        Verdict {
            cases: self.test_cases.generated,
            accepted: rates.map(|rates| rates.accepted).sum(),
            failures: known + unknown,
            seconds: self.running_time,
            said,
        }
    }
}

impl Schemathesis {
    /// Installs it, unless that version is there.
    ///
    /// # Errors
    ///
    /// Python is missing, or the package cannot be installed.
    pub(super) fn install(repository: &Path, reporter: &Reporter) -> Result<Self, Failure> {
        let work = repository.join(WORK);
        let environment = work.join(format!("schemathesis-{VERSION}"));
        let installed = Self {
            program: environment.join("bin/schemathesis"),
            work,
        };
        // Written last, so that a broken installation is none.
        let mark = environment.join("installed");
        if mark.is_file() {
            return Ok(installed);
        }
        reporter.status(&format!("installing Schemathesis {VERSION}"));
        let made = Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&environment)
            .output();
        let help = "Schemathesis needs Python 3 with `venv`; on Debian, `apt-get install python3-venv` installs it";
        ended(made).map_err(|reason| Failure::usage(format!("{help}\n{reason}")))?;
        let package = format!("schemathesis=={VERSION}");
        let pip = Command::new(environment.join("bin/pip"))
            .args(["install", "--quiet", "--disable-pip-version-check", &package])
            .output();
        ended(pip)
            .and_then(|_| fs::write(&mark, "").map_err(|error| error.to_string()))
            .map_err(|reason| Failure::failed(format!("Schemathesis {VERSION} cannot be installed: {reason}")))?;
        Ok(installed)
    }

    /// Judges a server.
    ///
    /// # Errors
    ///
    /// Schemathesis cannot be run, or reports nothing.
    pub(super) fn judge(&self, judged: &Judged, cases: NonZeroU32, seed: u32) -> Result<Verdict, Failure> {
        let failed = |reason: String| Failure::failed(format!("{} cannot be judged: {reason}", judged.name));
        let report = self.work.join(format!("{}.json", judged.name));
        if report.is_file() {
            fs::remove_file(&report).map_err(|error| failed(error.to_string()))?;
        }
        let output = self.command(judged, cases, seed, &report).output();
        let output = output.map_err(|error| failed(error.to_string()))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let Ok(text) = fs::read_to_string(&report) else {
            return Err(failed(format!("{said}{}", String::from_utf8_lossy(&output.stderr))));
        };
        let report: Report = serde_json::from_str(&text).map_err(|error| failed(error.to_string()))?;
        Ok(report.verdict(output.status.success(), said))
    }

    fn command(&self, judged: &Judged, cases: NonZeroU32, seed: u32, report: &Path) -> Command {
        let mut command = Command::new(&self.program);
        command
            .arg("--config-file")
            .arg(&judged.configuration)
            .arg("run")
            .arg(&judged.document);
        // All checks are on, but for those that a configuration gives a reason to leave out.
        command.args(["--url", &judged.base_url]);
        command.args(["--seed", &seed.to_string(), "--max-examples", &cases.to_string()]);
        // What an earlier run has found is not asked first, so that runs are alike.
        command.args([
            "--generation-database",
            "none",
            "--report",
            "json",
            "--report-json-path",
        ]);
        command.arg(report).current_dir(&self.work);
        if let Some(hooks) = &judged.hooks {
            command.env("SCHEMATHESIS_HOOKS", hooks);
        }
        command
    }
}

/// What went wrong with a command, if anything did.
fn ended(output: io::Result<std::process::Output>) -> Result<(), String> {
    let output = output.map_err(|error| error.to_string())?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(String::from_utf8_lossy(&said).trim().to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn verdict(cases: u64, failures: u64, errors: &[&str], is_success: bool) -> Verdict {
        let rates = json!({ "GET /": { "examples": { "accepted": 1 }, "fuzzing": { "accepted": 2, "rejected": 3 } } });
        let report = json!({
            "test_cases": { "generated": cases, "unique_failures": failures },
            "errors": errors,
            "valid_rates": rates,
            "running_time": 1.5,
        });
        let report: Report = serde_json::from_value(report).expect("a report");
        report.verdict(is_success, String::new())
    }

    #[test]
    fn only_a_run_without_any_fault_is_good() {
        for (cases, failures, errors, is_success, faults) in [
            (9, 0, &[][..], true, 0),
            (9, 2, &[], false, 2),
            (9, 1, &["no connection"], false, 2),
            (9, 0, &[], false, 1),
        ] {
            let verdict = verdict(cases, failures, errors, is_success);
            assert_eq!(verdict.failures, faults);
            assert_eq!(verdict.is_good(), faults == 0);
            assert_eq!(verdict.accepted, 3);
        }
        assert!(!verdict(0, 0, &[], true).is_good(), "nothing was asked");
    }
}
