//! In: the path of a TOML file. Out: what it configures.
//! Guarantees: an error shows the file, the line and the column.

use std::fs;
use std::path::Path;

use crate::exit::Failure;
use crate::path;
use crate::report::Reporter;

/// Reads a configuration file.
///
/// # Errors
///
/// The file cannot be read, or `parse` refuses its text.
pub(super) fn read<T>(
    file: &Path,
    parse: impl FnOnce(&str) -> Result<T, stubsmith::ConfigError>,
    reporter: &Reporter,
) -> Result<T, Failure> {
    let shown = path::slashed(file);
    let text = fs::read_to_string(file).map_err(|error| Failure::usage(format!("cannot read {shown}: {error}")))?;
    parse(&text).map_err(|error| {
        reporter.configuration(&shown, &text, error.span(), error.message());
        Failure::usage(format!("{shown} is no configuration; nothing was written"))
    })
}
