//! In: the text of the list of known failures. Out: which failures of a run are known, and which entries are wrong.
//! Guarantees: an entry that a document of its own does not bear out is told, as is a failure without an entry.

use glob::Pattern;

/// What failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Generate,
    Compile,
}

/// A line `STAGE GLOB # REASON`.
#[derive(Debug)]
struct Entry {
    line: usize,
    stage: Stage,
    glob: Pattern,
    reason: String,
}

/// The list of known failures.
#[derive(Debug, Default)]
pub(super) struct Known {
    entries: Vec<Entry>,
}

/// What became of a document: how far it got.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fate<'d> {
    pub(super) document: &'d str,
    pub(super) generates: bool,
    /// `None` where that was not tried.
    pub(super) compiles: Option<bool>,
}

/// How the list and a run disagree.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Disagreement {
    /// Documents that fail without an entry.
    pub(super) unlisted: Vec<String>,
    /// What is wrong with entries, a sentence each.
    pub(super) outdated: Vec<String>,
    /// How many failures are listed.
    pub(super) known: usize,
}

impl Known {
    /// Reads the list. Empty lines and lines that begin with `#` say nothing.
    ///
    /// # Errors
    ///
    /// The number of a line that is no entry, and why.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut entries = Vec::new();
        for (index, text) in text.lines().enumerate() {
            let (line, text) = (index + 1, text.trim());
            if !text.is_empty() && !text.starts_with('#') {
                entries.push(Entry::read(line, text).map_err(|error| format!("line {line}: {error}"))?);
            }
        }
        Ok(Self { entries })
    }

    /// Compares the list with a run. Only a run over all documents can tell that an entry names none.
    pub(super) fn compare<'d>(&self, fates: impl Iterator<Item = Fate<'d>>, is_whole: bool) -> Disagreement {
        let mut result = Disagreement::default();
        let mut is_used = vec![false; self.entries.len()];
        for fate in fates {
            let mut is_listed = false;
            for (entry, is_used) in self.entries.iter().zip(&mut is_used) {
                if !entry.glob.matches(fate.document) {
                    continue;
                }
                *is_used = true;
                match fate.passes(entry.stage) {
                    Some(true) => result.outdated.push(entry.passes(fate.document)),
                    Some(false) => is_listed = true,
                    None => {}
                }
            }
            if fate.fails() && is_listed {
                result.known += 1;
            } else if fate.fails() {
                result.unlisted.push(fate.document.to_owned());
            }
        }
        if is_whole {
            let unused = self.entries.iter().zip(is_used).filter(|(_, is_used)| !is_used);
            let tell = |entry: &Entry| format!("line {}: no document is called `{}`", entry.line, entry.glob);
            result.outdated.extend(unused.map(|(entry, _)| tell(entry)));
        }
        result
    }
}

impl Entry {
    fn read(line: usize, text: &str) -> Result<Self, String> {
        let (what, reason) = text
            .split_once(" # ")
            .ok_or("there is no ` # ` with a reason behind it")?;
        let (stage, glob) = what
            .trim()
            .split_once(char::is_whitespace)
            .ok_or("there is no document")?;
        let stage = match stage {
            "generate" => Stage::Generate,
            "compile" => Stage::Compile,
            other => return Err(format!("`{other}` is neither `generate` nor `compile`")),
        };
        Ok(Self {
            line,
            stage,
            glob: Pattern::new(glob.trim()).map_err(|error| error.to_string())?,
            reason: reason.trim().to_owned(),
        })
    }

    fn passes(&self, document: &str) -> String {
        let what = match self.stage {
            Stage::Generate => "generates",
            Stage::Compile => "compiles",
        };
        format!("line {}: `{document}` {what} by now (\"{}\")", self.line, self.reason)
    }
}

impl Fate<'_> {
    fn fails(&self) -> bool {
        !self.generates || self.compiles == Some(false)
    }

    /// Whether a stage went well; `None` where it was not reached.
    fn passes(&self, stage: Stage) -> Option<bool> {
        match stage {
            Stage::Generate => Some(self.generates),
            Stage::Compile => self.compiles,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "# A comment\n\ngenerate a/*.json # no paths\ncompile b/x y.json # too large\n";

    fn fate(document: &str, generates: bool, compiles: Option<bool>) -> Fate<'_> {
        Fate {
            document,
            generates,
            compiles,
        }
    }

    fn compare(fates: &[Fate<'_>], is_whole: bool) -> Disagreement {
        let known = Known::read(LIST).expect("a list");
        known.compare(fates.iter().copied(), is_whole)
    }

    #[test]
    fn listed_failures_are_known_and_others_are_told() {
        let fates = [
            fate("a/1.json", false, None),
            fate("b/x y.json", true, Some(false)),
            fate("b/z.json", true, Some(false)),
            fate("c.json", false, None),
            fate("d.json", true, Some(true)),
        ];
        let result = compare(&fates, true);
        assert_eq!((result.known, result.outdated.len()), (2, 0), "{result:?}");
        assert_eq!(result.unlisted, ["b/z.json", "c.json"]);
    }

    #[test]
    fn an_entry_is_told_that_starts_to_pass() {
        let fates = [fate("a/1.json", true, None), fate("b/x y.json", true, Some(true))];
        let result = compare(&fates, true);
        assert_eq!(
            result.outdated,
            [
                "line 3: `a/1.json` generates by now (\"no paths\")",
                "line 4: `b/x y.json` compiles by now (\"too large\")"
            ]
        );
        assert!(result.unlisted.is_empty());
    }

    #[test]
    fn an_entry_of_another_stage_excuses_nothing() {
        let result = compare(&[fate("b/x y.json", false, None)], false);
        assert_eq!(result.unlisted, ["b/x y.json"]);
    }

    #[test]
    fn only_a_whole_run_tells_entries_without_documents() {
        assert_eq!(compare(&[], false), Disagreement::default());
        assert_eq!(compare(&[], true).outdated.len(), 2);
    }

    #[test]
    fn lines_that_are_no_entries_are_refused() {
        for (text, error) in [
            ("generate a.json", "line 1: there is no ` # `"),
            ("\ngenerate # why", "line 2: there is no document"),
            ("check a.json # why", "`check` is neither"),
            ("compile a[ # why", "line 1: "),
        ] {
            let found = Known::read(text).expect_err("an error");
            assert!(found.contains(error), "{text}: {found}");
        }
    }
}
