//! In: a process. Out: the memory that it holds.
//! Guarantees: none is told of a process that has ended.

use std::fs;

/// The resident memory of a process, in KiB.
pub(super) fn resident_kib(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok()
}
