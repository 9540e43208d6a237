//! In: the tree of a document.
//! Out: its texts in JSON and in YAML.
//! Guarantees: the members stand in their order, and both texts are read as the same values.

use super::{Files, Unformattable};
use crate::source::Node;

/// The document as `openapi.json` and `openapi.yaml`.
///
/// # Errors
///
/// One of the writers fails, which no document can be blamed for.
pub fn documents(document: &Node) -> Result<Files, Unformattable> {
    let unformattable = |path: &str, reason: String| Unformattable {
        path: path.to_owned(),
        reason,
    };
    let json = serde_json::to_string_pretty(document);
    let json = json.map_err(|error| unformattable("openapi.json", error.to_string()))?;
    let yaml = serde_yaml::to_string(document);
    let yaml = yaml.map_err(|error| unformattable("openapi.yaml", error.to_string()))?;
    let mut files = Files::default();
    files.insert("openapi.json".to_owned(), format!("{json}\n"));
    files.insert("openapi.yaml".to_owned(), yaml);
    Ok(files)
}
