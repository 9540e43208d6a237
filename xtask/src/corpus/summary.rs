//! In: the records of a run, and how it and the list of known failures disagree.
//! Out: a summary in Markdown: counts, medians, the slowest, and first errors by code.
//! Guarantees: equal runs give equal summaries but for what was measured.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::known::Disagreement;
use super::record::{Generation, Record, Report};
use super::table;
use crate::generate::counted;

/// How many of the slowest documents are named, and how many of those that disagree with the list.
const NAMED: usize = 10;

/// The summary of a run.
pub(super) fn markdown(records: &[Record], disagreement: &Disagreement, unsteady: &[&str]) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = counts(&mut text, records)
        .and_then(|()| measures(&mut text, records))
        .and_then(|()| codes(&mut text, records))
        .and_then(|()| verdict(&mut text, disagreement, unsteady));
    text
}

fn counts(text: &mut String, records: &[Record]) -> std::fmt::Result {
    let count = |wanted: &[&str]| {
        records
            .iter()
            .filter(|record| wanted.contains(&table::result(record)))
            .count()
    };
    let generated = count(&["generated", "compiled", "uncompilable"]);
    writeln!(
        text,
        "{}: {generated} generate, {} are refused, {} crash",
        counted(records.len(), "document"),
        count(&["refused"]),
        count(&["crashed"])
    )?;
    let checked = count(&["compiled", "uncompilable"]);
    if checked > 0 {
        let compiled = count(&["compiled"]);
        #[expect(clippy::cast_precision_loss, reason = "thousands of documents")]
        let share = 100.0 * compiled as f64 / checked as f64;
        writeln!(
            text,
            "{compiled} of {checked} compile without an error or warning ({share:.1} %)"
        )?;
    }
    writeln!(text)
}

fn reports(records: &[Record]) -> impl Iterator<Item = (&Record, &Report)> {
    records.iter().filter_map(|record| match &record.generation {
        Generation::Ended(report) if report.output.is_some() => Some((record, report)),
        _ => None,
    })
}

fn measures(text: &mut String, records: &[Record]) -> std::fmt::Result {
    let mut times: Vec<(u64, &Record, &Report)> = reports(records)
        .map(|(record, report)| (report.milliseconds, record, report))
        .collect();
    times.sort_by_key(|(time, record, _)| (std::cmp::Reverse(*time), &record.document.id));
    let median = |mut values: Vec<u64>| {
        values.sort_unstable();
        values.get(values.len() / 2).copied().unwrap_or_default()
    };
    let peaks = median(times.iter().map(|(_, _, report)| report.peak_kib / 1024).collect());
    let untyped: usize = times.iter().map(|(_, _, report)| report.untyped).sum();
    let warnings: usize = times.iter().map(|(_, _, report)| report.warnings).sum();
    writeln!(
        text,
        "generation: median {} ms and {peaks} MB on one thread; {warnings} warnings, {untyped} untyped places",
        median(times.iter().map(|(time, ..)| *time).collect())
    )?;
    for (time, record, report) in times.iter().take(NAMED) {
        writeln!(
            text,
            "- {time} ms, {} MB: {}",
            report.peak_kib / 1024,
            record.document.id
        )?;
    }
    let mut checks: Vec<_> = records
        .iter()
        .filter_map(|record| Some((record.compilation.as_ref()?, &record.document.id)))
        .collect();
    checks.sort_by(|(one, _), (other, _)| other.seconds.total_cmp(&one.seconds));
    if !checks.is_empty() {
        let all: f64 = checks.iter().map(|(check, _)| check.seconds).sum();
        writeln!(text, "\nchecking: {all:.0} s of processor time; the slowest:")?;
        for (check, document) in checks.iter().take(NAMED) {
            writeln!(
                text,
                "- {:.1} s, {} MB: {document}",
                check.seconds,
                check.peak_kib / 1024
            )?;
        }
    }
    writeln!(text)
}

/// How often a code keeps a document from passing.
#[derive(Default)]
struct Code<'d> {
    /// Documents whose first error has the code.
    first: usize,
    /// Documents in which all errors have it.
    alone: usize,
    /// Documents that have such an error.
    somewhere: usize,
    example: Option<(&'d str, &'d str)>,
}

fn codes(text: &mut String, records: &[Record]) -> std::fmt::Result {
    let mut codes: BTreeMap<&str, Code<'_>> = BTreeMap::new();
    for record in records {
        let Some((first, message)) = record.first_error() else {
            continue;
        };
        let code = codes.entry(first).or_default();
        code.first += 1;
        code.example.get_or_insert((&record.document.id, message));
        let all = all_codes(record);
        for code in &all {
            let entry = codes.entry(code).or_default();
            entry.somewhere += 1;
            entry.alone += usize::from(all.len() == 1);
        }
    }
    if codes.is_empty() {
        return Ok(());
    }
    let mut codes: Vec<_> = codes.into_iter().collect();
    codes.sort_by_key(|(code, counts)| (std::cmp::Reverse(counts.first), *code));
    writeln!(
        text,
        "| code | first | alone | somewhere | example |\n| --- | --- | --- | --- | --- |"
    )?;
    for (code, counts) in codes {
        let (document, message) = counts.example.unwrap_or_default();
        let message: String = message.replace(['|', '\n'], " ").chars().take(160).collect();
        let example = if document.is_empty() {
            String::new()
        } else {
            format!("{document}: {message}")
        };
        writeln!(
            text,
            "| {code} | {} | {} | {} | {example} |",
            counts.first, counts.alone, counts.somewhere
        )?;
    }
    writeln!(text)
}

fn all_codes(record: &Record) -> Vec<&str> {
    let mut codes: Vec<&str> = match (&record.generation, &record.compilation) {
        (Generation::Crashed(_), _) => vec!["crash"],
        (Generation::Ended(_), Some(compilation)) => compilation
            .problems
            .iter()
            .map(|problem| problem.code.as_str())
            .collect(),
        (Generation::Ended(report), None) => report.codes.iter().map(String::as_str).collect(),
    };
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn verdict(text: &mut String, disagreement: &Disagreement, unsteady: &[&str]) -> std::fmt::Result {
    let Disagreement {
        unlisted,
        outdated,
        known,
    } = disagreement;
    writeln!(text, "{known} failures are known, {} are not", unlisted.len())?;
    for document in unlisted.iter().take(NAMED) {
        writeln!(text, "- fails: {document}")?;
    }
    if unlisted.len() > NAMED {
        writeln!(text, "- and {} more, see the table", unlisted.len() - NAMED)?;
    }
    for entry in outdated {
        writeln!(text, "- known failures, {entry}")?;
    }
    for document in unsteady {
        writeln!(text, "- not the same bytes at any number of threads: {document}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn a_summary_counts_and_names() {
        let disagreement = Disagreement {
            unlisted: vec!["c.json".to_owned()],
            outdated: vec!["line 3: gone".to_owned()],
            known: 2,
        };
        let text = markdown(&samples::records(), &disagreement, &["a.json"]);
        for line in [
            "5 documents: 3 generate, 1 are refused, 1 crash",
            "1 of 2 compile without an error or warning (50.0 %)",
            "| invalid/a | 1 | 0 | 1 | c.json: 1:2: wrong here |",
            "| invalid/b | 0 | 0 | 1 |  |",
            "| E0425 | 1 | 1 | 1 | b.json: types: src/lib.rs:3: no type `A` |",
            "2 failures are known, 1 are not",
            "- fails: c.json",
            "- known failures, line 3: gone",
            "- not the same bytes at any number of threads: a.json",
        ] {
            assert!(text.lines().any(|it| it == line), "{line} is not in\n{text}");
        }
    }
}
