//! In: the members that an object may have, and rules for them.
//! Out: which of them it gets.
//! Guarantees: what must be there is there; rules are kept where leaving members out, or putting them in, does it.

use crate::ObjectRule;

use super::schema::Member;

/// For each member whether the object gets it. `wanted`: whether one that may be absent should be there.
pub(super) fn present(members: &[Member], rules: &[ObjectRule], wanted: impl Fn(&Member) -> bool) -> Vec<bool> {
    let mut chosen = Selection {
        members,
        present: members.iter().map(|it| it.required || wanted(it)).collect(),
    };
    for rule in rules {
        chosen.keep(rule);
    }
    // What a rule put in or took out may ask for more.
    for rule in rules {
        chosen.keep(rule);
    }
    chosen.present
}

/// Whether a further member is needed that the object does not name.
pub(super) fn lacking(count: usize, rules: &[ObjectRule]) -> u64 {
    let least = rules.iter().map(|rule| match rule {
        ObjectRule::MinProperties(least) => *least,
        _ => 0,
    });
    least.max().unwrap_or_default().saturating_sub(count as u64)
}

struct Selection<'m> {
    members: &'m [Member],
    present: Vec<bool>,
}

impl Selection<'_> {
    fn keep(&mut self, rule: &ObjectRule) {
        match *rule {
            ObjectRule::MinProperties(least) => {
                let missing = least.saturating_sub(self.count());
                let absent: Vec<usize> = self
                    .indexes(false)
                    .take(usize::try_from(missing).unwrap_or(0))
                    .collect();
                absent.into_iter().for_each(|index| self.set(index, true));
            }
            ObjectRule::MaxProperties(most) => {
                let surplus = self.count().saturating_sub(most);
                let surplus = usize::try_from(surplus).unwrap_or(usize::MAX);
                let spare: Vec<usize> = self
                    .indexes(true)
                    .rev()
                    .filter(|index| self.is_spare(*index))
                    .take(surplus)
                    .collect();
                spare.into_iter().for_each(|index| self.set(index, false));
            }
            ObjectRule::DependentRequired(name, others) if self.has(name) => self.add(others),
            ObjectRule::AnyOf(lists) if !lists.iter().any(|list| self.has_all(list)) => {
                self.add(lists.first().copied().unwrap_or_default());
            }
            ObjectRule::OneOf(lists) => self.keep_one(lists),
            ObjectRule::NotAll(names) if self.has_all(names) => self.remove_one(names, &[]),
            _ => {}
        }
    }

    /// The first list of which what must be there anyway does not bring another along.
    fn keep_one(&mut self, lists: &[&[&str]]) {
        let is_demanded = |list: &&&[&str]| list.iter().all(|name| self.is_required(name));
        let Some(kept) = lists.iter().find(is_demanded).or(lists.first()).copied() else {
            return;
        };
        self.add(kept);
        for other in lists.iter().filter(|other| **other != kept) {
            if self.has_all(other) {
                self.remove_one(other, kept);
            }
        }
    }

    /// Leaves out the last of these that may be absent and is not needed.
    fn remove_one(&mut self, names: &[&str], needed: &[&str]) {
        let spare = names.iter().rev().filter(|name| !needed.contains(name));
        let mut indexes = spare.filter_map(|name| self.position(name));
        if let Some(index) = indexes.find(|index| self.is_spare(*index)) {
            self.set(index, false);
        }
    }

    fn add(&mut self, names: &[&str]) {
        for name in names {
            if let Some(index) = self.position(name) {
                self.set(index, true);
            }
        }
    }

    fn set(&mut self, index: usize, present: bool) {
        if let Some(slot) = self.present.get_mut(index) {
            *slot = present;
        }
    }

    fn count(&self) -> u64 {
        self.indexes(true).count() as u64
    }

    fn indexes(&self, present: bool) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let is = move |(index, it): (usize, &bool)| (*it == present).then_some(index);
        self.present.iter().enumerate().filter_map(is)
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.members.iter().position(|member| member.name == name)
    }

    fn has(&self, name: &str) -> bool {
        let present = self.position(name).and_then(|index| self.present.get(index));
        present.copied().unwrap_or_default()
    }

    fn has_all(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.has(name))
    }

    fn is_required(&self, name: &str) -> bool {
        self.members.iter().any(|member| member.name == name && member.required)
    }

    fn is_spare(&self, index: usize) -> bool {
        self.members.get(index).is_some_and(|member| !member.required)
    }
}
