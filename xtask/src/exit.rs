//! In: how a command ended. Out: the exit code of the contract.
//! Guarantees: codes are ordered by weight, so that the worst of several runs is their maximum.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// It did what it was asked to do.
    Done = 0,
    /// The document has errors, or a check found differences.
    Findings = 1,
    /// It was asked in a wrong way, or a file that it was given cannot be read.
    Usage = 2,
    /// A write failed, or Stubsmith has a fault.
    Failed = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command could not go on.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The exit code.
    pub(crate) exit: Exit,
    /// What to tell, beginning in lower case; further lines may follow.
    pub(crate) message: String,
}

impl Failure {
    /// Wrong usage.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Usage,
            message: message.into(),
        }
    }

    /// A failed write, or a fault of ours.
    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Failed,
            message: message.into(),
        }
    }
}
