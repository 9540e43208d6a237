//! In: the rules that a made value broke.
//! Out: [`Avoided`], which says what is to be left out next time.
//! Guarantees: examples go before values, and values before what they stand in.

/// Places, as JSON Pointers, at which something turned out to break a rule.
#[derive(Debug, Default)]
pub(super) struct Avoided {
    /// No example is taken here.
    examples: Vec<String>,
    /// Nothing stands here that may be left out.
    values: Vec<String>,
    /// Whether no example is taken at all.
    pub(super) all_examples: bool,
}

impl Avoided {
    /// Whether an example may be taken.
    pub(super) fn takes_example(&self, at: &str) -> bool {
        !self.all_examples && !self.examples.iter().any(|avoided| avoided == at)
    }

    /// Whether what may be left out is.
    pub(super) fn leaves_out(&self, at: &str) -> bool {
        self.values.iter().any(|avoided| avoided == at)
    }

    /// Avoids what has to do with violations. `taken`: where examples were taken.
    pub(super) fn add(&mut self, taken: &[String], violated: Vec<String>) {
        let holding = taken.iter().filter(|at| violated.iter().any(|place| is_in(at, place)));
        let holding: Vec<String> = holding.cloned().collect();
        let within = taken.iter().filter(|at| violated.iter().any(|place| is_in(place, at)));
        let within: Vec<String> = within.cloned().collect();
        if let Some(examples) = [holding, within].into_iter().find(|examples| !examples.is_empty()) {
            self.examples.extend(examples);
            return;
        }
        for place in violated {
            // Where a value could not be left out, what it stands in may be.
            let around = std::iter::successors(Some(place.as_str()), |place| Some(place.rsplit_once('/')?.0));
            if let Some(next) = around.into_iter().find(|place| !self.leaves_out(place)) {
                self.values.push(next.to_owned());
            }
        }
    }
}

fn is_in(outer: &str, inner: &str) -> bool {
    let rest = inner.strip_prefix(outer);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
