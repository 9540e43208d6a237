//! In: the records of a run. Out: a table, a line a document.
//! Guarantees: a cell holds neither tabs nor line ends.

use super::record::{Generation, Record};

/// The columns.
const COLUMNS: [&str; 14] = [
    "document",
    "version",
    "bytes",
    "operations",
    "types",
    "ms",
    "peak_mb",
    "warnings",
    "untyped",
    "result",
    "check_seconds",
    "check_peak_mb",
    "code",
    "first_error",
];

/// The table as tab-separated values, with a head.
pub(super) fn tsv(records: &[Record]) -> String {
    let mut text = COLUMNS.join("\t");
    text.push('\n');
    for record in records {
        let cells = cells(record).map(|cell| cell.replace(|character: char| character.is_control(), " "));
        text.push_str(&cells.join("\t"));
        text.push('\n');
    }
    text
}

/// What became of a document, in a word.
pub(super) fn result(record: &Record) -> &'static str {
    match (&record.generation, record.output(), &record.compilation) {
        (Generation::Crashed(_), ..) => "crashed",
        (_, None, _) => "refused",
        (_, Some(_), None) => "generated",
        (_, Some(_), Some(compilation)) if compilation.problems.is_empty() => "compiled",
        (_, Some(_), Some(_)) => "uncompilable",
    }
}

fn cells(record: &Record) -> [String; 14] {
    let absent = || "-".to_owned();
    let report = match &record.generation {
        Generation::Ended(report) => Some(report),
        Generation::Crashed(_) => None,
    };
    let number = |value: Option<u64>| value.map_or_else(absent, |value| value.to_string());
    let count = |value: Option<usize>| value.map_or_else(absent, |value| value.to_string());
    let (code, error) = record.first_error().unwrap_or(("-", "-"));
    let compilation = record.compilation.as_ref();
    [
        record.document.id.clone(),
        report.map_or_else(absent, |report| report.version.clone()),
        record.document.bytes.to_string(),
        count(record.output().map(|output| output.operations)),
        count(record.output().map(|output| output.types)),
        number(report.map(|report| report.milliseconds)),
        number(report.map(|report| report.peak_kib / 1024)),
        count(report.map(|report| report.warnings)),
        count(report.map(|report| report.untyped)),
        result(record).to_owned(),
        compilation.map_or_else(absent, |compilation| format!("{:.1}", compilation.seconds)),
        number(compilation.map(|compilation| compilation.peak_kib / 1024)),
        code.to_owned(),
        error.to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn every_document_is_a_line() {
        let table = tsv(&samples::records());
        let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split('\t').collect()).collect();
        assert!(lines.iter().all(|line| line.len() == COLUMNS.len()), "{table}");
        let results: Vec<&str> = lines.iter().skip(1).map(|line| line[9]).collect();
        assert_eq!(results, ["compiled", "uncompilable", "refused", "crashed", "generated"]);
        assert_eq!(lines[2][12..], ["E0425", "types: src/lib.rs:3: no type `A`"]);
        assert_eq!(lines[4][13], "a panic in two lines");
    }
}
