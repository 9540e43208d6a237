//! In: the steps of a pattern that no table holds.
//! Out: texts that come of taking them, for those who need an example.
//! Guarantees: the same steps give the same texts; whether look-around agrees with them nobody has asked.

use super::{LIKED, Picks};
use crate::pattern::{CharacterSet, Step, Steps};

/// How many texts are tried.
const ATTEMPTS: u64 = 16;

/// How many steps are taken for one text.
const MOST_STEPS: usize = 1000;

/// How often a way that leads back is taken.
const ROUNDS: usize = 3;

impl Steps {
    /// Texts of `least` to `most` characters that come of the steps, a few.
    #[must_use]
    pub fn samples(&self, least: u64, most: Option<u64>) -> Vec<String> {
        let mut texts: Vec<String> = Vec::new();
        for number in 0..ATTEMPTS {
            let Some(text) = self.walk(Picks::new(number)) else {
                continue;
            };
            let length = text.chars().count() as u64;
            let fits = length >= least && most.is_none_or(|most| length <= most);
            if fits && !texts.contains(&text) && (texts.len() as u64) < super::COUNT {
                texts.push(text);
            }
        }
        texts
    }

    fn walk(&self, mut picks: Picks) -> Option<String> {
        let (mut text, mut at) = (String::new(), 0);
        let mut saved = vec![0; self.slots];
        let mut seen = vec![0_usize; self.steps.len()];
        for _ in 0..MOST_STEPS {
            let step = *self.steps.get(at)?;
            at += 1;
            match step {
                Step::Matched => return Some(text),
                Step::Take(set) => text.push(self.character(set, &mut picks)?),
                Step::Run(set, least, most) => {
                    for _ in 0..least.max(ROUNDS).min(most) {
                        text.push(self.character(set, &mut picks)?);
                    }
                }
                Step::Either(one, other) => {
                    let count = seen.get_mut(at - 1)?;
                    *count += 1;
                    // Of a loop the second way leads out.
                    at = if *count > ROUNDS || picks.below(2) == 1 {
                        other
                    } else {
                        one
                    };
                }
                Step::Go(there) | Step::Look(_, there) => at = there,
                Step::Save(slot) => *saved.get_mut(slot)? = text.len(),
                Step::Repeat(slot) => {
                    let again = text.get(*saved.get(slot)?..*saved.get(slot + 1)?)?.to_owned();
                    text.push_str(&again);
                }
                // Nothing is taken here, or only by what looks behind.
                _ => {}
            }
        }
        None
    }

    fn character(&self, set: usize, picks: &mut Picks) -> Option<char> {
        let set = self.sets.get(set)?;
        let liked = LIKED
            .iter()
            .map(|liked| liked.chars().filter(|it| has(set, *it)).collect::<Vec<char>>());
        let best = liked.into_iter().find(|liked| !liked.is_empty());
        match best {
            Some(liked) => liked.get(picks.below(liked.len())).copied(),
            None => set.others.first().map(|(first, _)| *first),
        }
    }
}

fn has(set: &CharacterSet, character: char) -> bool {
    match u32::from(character) {
        ascii @ 0..128 => set.ascii >> ascii & 1 == 1,
        _ => set
            .others
            .iter()
            .any(|(first, last)| (*first..=*last).contains(&character)),
    }
}
