//! In: the steps of a regular expression for which a table would be too large, or that no table can express.
//! Out: whether a text matches.
//! Guarantee: time and memory are bounded whatever the text; a text over the bounds does not match.

use std::ops::Range;

/// How much work one text may cost, in steps. That many choices may be open, each of some 50 bytes.
const MOST_WORK: usize = 2_000_000;

/// The same where back-references make it impossible to remember what has failed.
const MOST_WORK_WITH_REFERENCES: usize = 100_000;

/// How many looks may stand in one another; the generator nests groups less deeply.
const MOST_LOOKS: usize = 256;

/// How many characters that a run takes cost as much as a step.
const CHARACTERS_A_STEP: usize = 16;

/// How many bits may be kept to remember what has failed: 16 MiB.
const MOST_MEMORY: usize = 1 << 27;

/// The steps of a regular expression. Emitted code holds them; they are not meant to be written by hand.
#[derive(Clone, Copy, Debug)]
pub struct PatternSteps {
    /// The regular expression, as the document has it.
    pub source: &'static str,
    /// The sets of characters that steps name by index.
    pub sets: &'static [CharacterSet],
    /// The steps, of which the first one is taken at each place of a text.
    pub steps: &'static [Step],
    /// How many places steps save: 0 unless there are back-references.
    pub slots: usize,
}

/// A set of characters.
#[derive(Clone, Copy, Debug)]
pub struct CharacterSet {
    /// The ASCII characters: bit `c` for the character of that code.
    pub ascii: u128,
    /// The others: ranges in ascending order, both ends included.
    pub others: &'static [(char, char)],
}

/// One step. Those of a look-behind go backwards through the text.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    /// A character of the set.
    Take(usize),
    /// The same, backwards.
    TakeBack(usize),
    /// From so many to so many characters of the set.
    Run(usize, usize, usize),
    /// The same, backwards.
    RunBack(usize, usize, usize),
    /// On at the first, or else at the second.
    Either(usize, usize),
    /// On there.
    Go(usize),
    /// The start of the text.
    Start,
    /// The end of the text.
    End,
    /// A place between a letter, digit or underscore of ASCII and something else (`true`), or any other place.
    Boundary(bool),
    /// What follows up to [`Step::Matched`] matches from here (`true`) or does not; then on there.
    Look(bool, usize),
    /// The place is kept in the slot.
    Save(usize),
    /// The slots from the first up to the second are empty.
    Clear(usize, usize),
    /// The place is another one than that in the slot: a repetition that takes nothing is none.
    Moved(usize),
    /// The text between the slot and the next one.
    Repeat(usize),
    /// The same, backwards.
    RepeatBack(usize),
    /// All has matched.
    Matched,
}

impl PatternSteps {
    pub(super) fn is_match(&self, text: &str) -> bool {
        let remembers = self.slots == 0;
        let places = text.len() + 1;
        if remembers && self.steps.len().saturating_mul(places) > MOST_MEMORY {
            return false;
        }
        let mut walk = Walk {
            pattern: self,
            text,
            failed: if remembers {
                vec![0; (self.steps.len() * places).div_ceil(64)]
            } else {
                Vec::new()
            },
            slots: vec![None; self.slots],
            work: if remembers {
                MOST_WORK
            } else {
                MOST_WORK_WITH_REFERENCES
            },
            depth: 0,
        };
        let only_at_start = matches!(self.steps.first(), Some(Step::Start));
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let mut starts = starts.take(if only_at_start { 1 } else { places });
        starts.any(|start| {
            walk.slots.fill(None);
            walk.work > 0 && walk.run(0, start)
        })
    }
}

/// One text, and what is known about it.
struct Walk<'w> {
    pattern: &'w PatternSteps,
    text: &'w str,
    /// Steps at places from which there is no match, one bit each. Unused if slots decide, too.
    failed: Vec<u64>,
    slots: Vec<Option<usize>>,
    work: usize,
    /// How many looks the present one is in.
    depth: usize,
}

/// Where to go on if there is no match.
struct Choice {
    step: usize,
    at: usize,
    /// For a run of characters: the place that it must not give back any further.
    until: usize,
    slots: Vec<Option<usize>>,
}

/// Where a step leads: to the next one at a place, or nowhere.
type Next = Option<(usize, usize)>;

impl Walk<'_> {
    /// Whether the steps from `step` on match at `at`, up to [`Step::Matched`].
    fn run(&mut self, step: usize, at: usize) -> bool {
        let mut choices = Vec::new();
        let mut here = Some((step, at));
        loop {
            let Some((step, at)) = here.or_else(|| self.resume(&mut choices)) else {
                return false;
            };
            if !self.charge(1) {
                return false;
            }
            let Some(taken) = self.pattern.steps.get(step) else {
                return false;
            };
            here = match taken {
                _ if self.has_failed(step, at) => None,
                Step::Matched => return true,
                taken => self.take(*taken, step, at, &mut choices),
            };
        }
    }

    /// Whether so much work is still allowed.
    fn charge(&mut self, work: usize) -> bool {
        self.work = self.work.saturating_sub(work);
        self.work > 0
    }

    /// Takes the last choice the other way.
    fn resume(&mut self, choices: &mut Vec<Choice>) -> Next {
        let choice = choices.pop()?;
        let next = (choice.step, choice.at);
        self.slots.clone_from(&choice.slots);
        if choice.at != choice.until {
            let shorter = if choice.until < choice.at {
                before(self.text, choice.at).map(|(at, _)| at)
            } else {
                after(self.text, choice.at).map(|(at, _)| at)
            };
            choices.extend(shorter.map(|at| Choice { at, ..choice }));
        }
        Some(next)
    }

    fn take(&mut self, taken: Step, step: usize, at: usize, choices: &mut Vec<Choice>) -> Next {
        let on = |passed: bool| passed.then_some((step + 1, at));
        match taken {
            Step::Take(set) => self.take_one(set, after(self.text, at)).map(|at| (step + 1, at)),
            Step::TakeBack(set) => self.take_one(set, before(self.text, at)).map(|at| (step + 1, at)),
            Step::Run(set, least, most) => self.take_run(set, least..most, (step, at), after, choices),
            Step::RunBack(set, least, most) => self.take_run(set, least..most, (step, at), before, choices),
            Step::Either(one, other) => {
                choices.push(self.choice(other, at, at));
                Some((one, at))
            }
            Step::Go(there) => Some((there, at)),
            Step::Start => on(at == 0),
            Step::End => on(at == self.text.len()),
            Step::Boundary(wanted) => {
                let left = before(self.text, at).is_some_and(|(_, character)| is_word(character));
                let right = after(self.text, at).is_some_and(|(_, character)| is_word(character));
                on((left != right) == wanted)
            }
            Step::Look(wanted, then) => (self.look(wanted, step + 1..then, at)).then_some((then, at)),
            Step::Save(slot) => {
                if let Some(saved) = self.slots.get_mut(slot) {
                    *saved = Some(at);
                }
                on(true)
            }
            Step::Clear(from, to) => {
                self.slots.get_mut(from..to).unwrap_or_default().fill(None);
                on(true)
            }
            Step::Moved(slot) => on(self.slot(slot) != Some(at)),
            Step::Repeat(slot) => {
                let end = at + self.group(slot).len();
                (self.charge(end - at) && self.text.get(at..end) == Some(self.group(slot))).then_some((step + 1, end))
            }
            Step::RepeatBack(slot) => {
                let start = at.checked_sub(self.group(slot).len())?;
                let charged = self.charge(at - start);
                (charged && self.text.get(start..at) == Some(self.group(slot))).then_some((step + 1, start))
            }
            Step::Matched => None,
        }
    }

    fn choice(&self, step: usize, at: usize, until: usize) -> Choice {
        Choice {
            step,
            at,
            until,
            slots: self.slots.clone(),
        }
    }

    fn take_one(&self, set: usize, next: Option<(usize, char)>) -> Option<usize> {
        let (at, character) = next?;
        self.pattern.sets.get(set)?.contains(character).then_some(at)
    }

    /// Takes as many characters as there are. Those beyond the least number may be given back.
    fn take_run(
        &mut self,
        set: usize,
        count: Range<usize>,
        (step, start): (usize, usize),
        next: fn(&str, usize) -> Option<(usize, char)>,
        choices: &mut Vec<Choice>,
    ) -> Next {
        let mut at = start;
        let mut until = (count.start == 0).then_some(start);
        let mut taken = 0;
        while taken < count.end
            && let Some(there) = self.take_one(set, next(self.text, at))
        {
            at = there;
            taken += 1;
            if taken == count.start {
                until = Some(at);
            }
        }
        if !self.charge(taken / CHARACTERS_A_STEP) {
            return None;
        }
        choices.push(self.choice(step + 1, at, until?));
        None
    }

    fn look(&mut self, wanted: bool, steps: Range<usize>, at: usize) -> bool {
        if self.depth >= MOST_LOOKS {
            return false;
        }
        let slots = self.slots.clone();
        self.depth += 1;
        let found = self.run(steps.start, at);
        self.depth -= 1;
        if !(found && wanted) {
            self.slots = slots;
        }
        if found {
            self.forget(&steps);
        }
        // Out of work, nothing is known to be absent.
        self.work > 0 && found == wanted
    }

    fn slot(&self, slot: usize) -> Option<usize> {
        self.slots.get(slot).copied().flatten()
    }

    /// The text of a group; one that has matched nothing is empty.
    fn group(&self, slot: usize) -> &str {
        match (self.slot(slot), self.slot(slot.saturating_add(1))) {
            (Some(start), Some(end)) => self.text.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }

    /// Notes that the step is taken here, and whether it was before: then it led nowhere.
    fn has_failed(&mut self, step: usize, at: usize) -> bool {
        let bit = step * (self.text.len() + 1) + at;
        let Some(bits) = self.failed.get_mut(bit / 64) else {
            return false;
        };
        let mask = 1 << (bit % 64);
        let failed = *bits & mask != 0;
        *bits |= mask;
        failed
    }

    /// Forgets what was noted on the way to a success, which may come again.
    fn forget(&mut self, steps: &Range<usize>) {
        if self.failed.is_empty() {
            return;
        }
        let places = self.text.len() + 1;
        let end = steps.end.min(self.pattern.steps.len()).max(steps.start);
        let (from, to) = (steps.start * places, end * places);
        self.charge((to - from) / 64);
        let tail = from.max(to - to % 64);
        for bit in (from..to).take_while(|bit| bit % 64 != 0).chain(tail..to) {
            if let Some(bits) = self.failed.get_mut(bit / 64) {
                *bits &= !(1 << (bit % 64));
            }
        }
        let whole = from.div_ceil(64)..to / 64;
        self.failed.get_mut(whole).unwrap_or_default().fill(0);
    }
}

impl CharacterSet {
    fn contains(&self, character: char) -> bool {
        if character.is_ascii() {
            return self.ascii >> u32::from(character) & 1 == 1;
        }
        let place = self.others.partition_point(|(_, last)| *last < character);
        self.others.get(place).is_some_and(|(first, _)| *first <= character)
    }
}

/// The character behind a place, and the place behind it.
fn after(text: &str, at: usize) -> Option<(usize, char)> {
    let character = text.get(at..)?.chars().next()?;
    Some((at + character.len_utf8(), character))
}

/// The character before a place, and the place before it.
fn before(text: &str, at: usize) -> Option<(usize, char)> {
    let character = text.get(..at)?.chars().next_back()?;
    Some((at - character.len_utf8(), character))
}

fn is_word(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests;
