//! In: units, the files of crates that are still to be emitted.
//! Out: their texts, in the order of the units.
//! Guarantees: the same texts at any number of threads.

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::{self, Builder};
use std::time::{Duration, Instant};

use super::{Unformattable, format};
use crate::emit::{Unit, has_foreign_letters};

/// The stack of a thread. Types can be nested as deep as documents are, and a parser needs a few frames a level.
const STACK: usize = 16 << 20;

/// One file.
#[derive(Debug)]
pub struct Text {
    /// Relative to the folder of its crate.
    pub path: String,
    /// What it says.
    pub text: String,
    /// Whether it has names of letters beyond ASCII.
    pub has_foreign_letters: bool,
    /// How long that took.
    pub elapsed: Duration,
}

type Outcome = Result<Option<Text>, Unformattable>;

/// Emits and formats all units: a text each, or none where there is nothing to say.
///
/// # Errors
///
/// The first unit, in their order, that is no Rust.
pub fn texts(units: &[&Unit<'_>], threads: usize) -> Result<Vec<Option<Text>>, Unformattable> {
    // Large files first, so that no thread is left alone with one at the end.
    let mut order: Vec<(usize, &Unit<'_>)> = units.iter().copied().enumerate().collect();
    order.sort_by_key(|(_, unit)| std::cmp::Reverse(unit.weight));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done: Vec<(usize, Outcome)> = Vec::new();
        while let Some((index, unit)) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push((*index, text(unit)));
        }
        done
    };
    let mut outcomes = thread::scope(|scope| {
        let spawn = |_| Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        // A thread that cannot be had is none the worse for the result.
        let others: Vec<_> = (1..threads.min(units.len())).filter_map(spawn).collect();
        let mut outcomes = work();
        for other in others {
            match other.join() {
                Ok(done) => outcomes.extend(done),
                Err(panicked) => panic::resume_unwind(panicked),
            }
        }
        outcomes
    });
    outcomes.sort_by_key(|(index, _)| *index);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

fn text(unit: &Unit<'_>) -> Outcome {
    let begin = Instant::now();
    let Some(file) = unit.emit() else { return Ok(None) };
    let path = file.path.clone();
    let text = format(file)?;
    Ok(Some(Text {
        has_foreign_letters: has_foreign_letters(&text),
        path,
        text,
        elapsed: begin.elapsed(),
    }))
}
