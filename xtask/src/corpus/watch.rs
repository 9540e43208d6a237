//! In: a command and its limits. Out: how its process ended, what it said, and what it took.
//! Guarantees: a process that goes over a limit is killed; memory is limited where the system has a `/proc`.

use std::fs;
use std::io::{self, Read};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// How often a process is looked at.
const INTERVAL: Duration = Duration::from_millis(10);

/// Units of processor time in `/proc`, a second; the kernel gives programs this one on all machines.
const TICKS: f64 = 100.0;

/// How many times its limit of processor time a process may take in all: enough on a busy machine, and an end for one
/// that waits for ever.
const PATIENCE: u32 = 10;

/// What a process may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Processor time.
    pub(super) time: Duration,
    pub(super) memory_kib: u64,
}

/// What a process took.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Usage {
    /// Seconds of processor time.
    pub(super) seconds: f64,
    pub(super) peak_kib: u64,
}

/// The limit that a process went over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    Time,
    Memory,
}

impl Excess {
    /// In words.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Time => "over the time limit",
            Self::Memory => "over the memory limit",
        }
    }
}

/// How a process ended.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) status: ExitStatus,
    pub(super) excess: Option<Excess>,
    pub(super) usage: Usage,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

/// Runs a command to its end, or to its limits.
///
/// # Errors
///
/// The process cannot be started or waited for.
pub(super) fn run(command: &mut Command, limits: Limits) -> io::Result<Ended> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    thread::scope(|scope| {
        // A full pipe would stop the process.
        let stdout = scope.spawn(|| text(stdout));
        let stderr = scope.spawn(|| text(stderr));
        let (status, excess, usage) = watch(&mut child, limits)?;
        Ok(Ended {
            status,
            excess,
            usage,
            stdout: stdout.join().unwrap_or_default(),
            stderr: stderr.join().unwrap_or_default(),
        })
    })
}

/// Waits for a process, and kills it when it goes over a limit.
///
/// # Errors
///
/// The process cannot be waited for.
pub(super) fn watch(child: &mut Child, limits: Limits) -> io::Result<(ExitStatus, Option<Excess>, Usage)> {
    let begin = Instant::now();
    let folder = PathBuf::from(format!("/proc/{}", child.id()));
    let mut usage = Usage::default();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok((status, None, usage));
        }
        usage.peak_kib = peak_kib(&folder).unwrap_or(usage.peak_kib);
        usage.seconds = seconds(&folder).unwrap_or(usage.seconds);
        let excess = if usage.peak_kib > limits.memory_kib {
            Some(Excess::Memory)
        } else if usage.seconds > limits.time.as_secs_f64() || begin.elapsed() > limits.time * PATIENCE {
            Some(Excess::Time)
        } else {
            None
        };
        if excess.is_some() {
            child.kill()?;
            return Ok((child.wait()?, excess, usage));
        }
        thread::sleep(INTERVAL);
    }
}

/// The most memory that a process had, in KiB; `folder` is its folder in `/proc`.
pub(super) fn peak_kib(folder: &std::path::Path) -> Option<u64> {
    let status = fs::read_to_string(folder.join("status")).ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().strip_suffix(" kB")?.trim().parse().ok()
}

fn seconds(folder: &std::path::Path) -> Option<f64> {
    let stat = fs::read_to_string(folder.join("stat")).ok()?;
    // The name of the program may hold blanks; it stands in the only parentheses.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks: Vec<f64> = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .map_while(|field| field.parse().ok())
        .collect();
    (ticks.len() == 2).then(|| ticks.iter().sum::<f64>() / TICKS)
}

fn text(pipe: Option<impl Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut pipe) = pipe {
        // What was read up to an error is worth as much as without it.
        let _ = pipe.read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn shell(script: &str, limits: Limits) -> io::Result<Ended> {
        run(Command::new("sh").args(["-c", script]), limits)
    }

    const WIDE: Limits = Limits {
        time: Duration::from_secs(60),
        memory_kib: 1 << 20,
    };

    #[test]
    fn what_a_process_says_and_takes_is_told() {
        let ended = shell("echo a; echo b >&2; sleep 0.1; exit 3", WIDE).expect("a shell");
        assert_eq!((ended.status.code(), ended.excess), (Some(3), None));
        assert_eq!((ended.stdout.as_str(), ended.stderr.as_str()), ("a\n", "b\n"));
        assert!(ended.usage.peak_kib > 100, "{ended:?}");
    }

    #[test]
    fn a_process_over_its_limits_is_killed() {
        let time = Duration::from_millis(50);
        let ended = shell("while :; do :; done", Limits { time, ..WIDE }).expect("a shell");
        assert_eq!(ended.excess, Some(Excess::Time));
        let ended = shell("exec sleep 60", Limits { time, ..WIDE }).expect("a shell");
        assert_eq!(ended.excess, Some(Excess::Time));
        let ended = shell("exec sleep 60", Limits { memory_kib: 1, ..WIDE }).expect("a shell");
        assert_eq!(ended.excess, Some(Excess::Memory));
    }
}
