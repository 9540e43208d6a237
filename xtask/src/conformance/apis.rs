//! In: the example while it runs. Out: its APIs, as they are judged.
//! Guarantees: what is special about an API stands in the files of its name.

use std::path::Path;

use super::CONFIGURATIONS;
use super::judged::Judged;
use crate::example::{APIS, Example};

/// What is to be judged.
pub(super) fn judged(example: &Example, repository: &Path) -> Vec<Judged> {
    let judged = |(name, document)| {
        let configuration = repository.join(CONFIGURATIONS).join(name);
        Judged {
            name,
            configuration: configuration.with_extension("toml"),
            hooks: Some(configuration.with_extension("py")).filter(|hooks| hooks.is_file()),
            document: repository.join(document),
            base_url: format!("{}/{name}", example.url()),
        }
    };
    APIS.map(judged).into()
}
