//! In: a pattern as it was compiled. Out: the same as the runtime matches texts with, for as long as a closure runs.
//! Guarantees: what emitted code keeps for ever is given back, so that memory does not grow from input to input.

#[path = "../../codegen/tests/pattern/emitted.rs"]
mod emitted;

use emitted::Emitted;
use stubsmith::pattern::Matcher;
use stubsmith_runtime::pattern::{Pattern, PatternSteps, PatternTable};

/// Lets `run` match texts.
pub fn with(matcher: &Matcher, run: impl FnOnce(&Pattern)) {
    let emitted = Emitted::of(matcher);
    run(&emitted.pattern());
    match emitted {
        Emitted::Table(table) => free_table(table),
        Emitted::Steps(steps) => free_steps(steps),
    }
}

fn free_table(table: PatternTable) {
    free(table.source);
    free(table.classes);
    free(table.transitions);
    free(table.accepting);
}

fn free_steps(steps: PatternSteps) {
    for set in steps.sets {
        free(set.others);
    }
    free(steps.source);
    free(steps.sets);
    free(steps.steps);
}

fn free<T: ?Sized>(leaked: &'static T) {
    // SAFETY: it is a box that `emitted` leaked, the pattern that held it is gone, and nothing else has seen it.
    drop(unsafe { Box::from_raw(std::ptr::from_ref(leaked).cast_mut()) });
}
