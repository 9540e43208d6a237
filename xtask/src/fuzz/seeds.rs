//! In: public documents that were fetched, the fixtures of the generator's tests, malformed requests, and `fuzz/inputs`.
//! Out: a folder of seeds for each target.
//! Guarantees: seeds are small, and the same documents give the same seeds.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;
use stubsmith::source::Sources;

use crate::corpus;

/// Where malformed requests are kept, those to each server in a folder of its own.
const REQUESTS: &str = "tests/malformed";

/// Larger documents make inputs slow and find no more.
const LARGEST: u64 = 8 * 1024;

/// Writes the seeds of the targets below `folder`; how many they are.
///
/// # Errors
///
/// A file cannot be read or written.
pub(super) fn write(repository: &Path, folder: &Path, targets: &[String]) -> io::Result<usize> {
    let texts = documents(repository)?;
    let trees: Vec<Value> = texts.iter().filter_map(|text| tree(text)).collect();
    let mut count = 0;
    for target in targets {
        let mut seeds: BTreeSet<Vec<u8>> = BTreeSet::new();
        match target.as_str() {
            "document" => seeds.extend(trees.iter().map(|tree| tree.to_string().into_bytes())),
            "json" | "runtime_json" => seeds.extend(trees.iter().map(|tree| format!("{tree:#}").into_bytes())),
            "pattern" => trees.iter().for_each(|tree| patterns(tree, &mut seeds)),
            "server" => seeds.extend(requests(&repository.join(REQUESTS))?),
            _ => {}
        }
        if matches!(target.as_str(), "document" | "yaml") {
            seeds.extend(texts.iter().map(|text| text.clone().into_bytes()));
        }
        let own = folder.join("inputs").join(target);
        if own.is_dir() {
            for entry in fs::read_dir(own)? {
                seeds.insert(fs::read(entry?.path())?);
            }
        }
        count += seeds.len();
        store(&folder.join("seeds").join(target), &seeds)?;
    }
    Ok(count)
}

fn store(folder: &Path, seeds: &BTreeSet<Vec<u8>>) -> io::Result<()> {
    if folder.is_dir() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (index, seed) in seeds.iter().enumerate() {
        fs::write(folder.join(index.to_string()), seed)?;
    }
    Ok(())
}

/// The requests that the tests send to servers, marks and all.
fn requests(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let mut requests = Vec::new();
    for server in fs::read_dir(folder)? {
        let server = server?.path();
        if !server.is_dir() {
            continue;
        }
        for file in fs::read_dir(server)? {
            let file = file?.path();
            if file.extension().is_some_and(|extension| extension == "http") {
                let text = fs::read_to_string(file)?;
                let sections = text
                    .split("### ")
                    .skip(1)
                    .filter_map(|section| section.split_once('\n'));
                requests.extend(sections.map(|(_, request)| request.as_bytes().to_vec()));
            }
        }
    }
    Ok(requests)
}

/// The texts of all small documents.
fn documents(repository: &Path) -> io::Result<BTreeSet<String>> {
    let mut documents = corpus::fetched(repository)?;
    documents.extend(corpus::below(&repository.join("codegen/tests"))?);
    let mut texts = BTreeSet::new();
    for path in documents {
        if fs::metadata(&path)?.len() <= LARGEST
            && let Ok(text) = fs::read_to_string(&path)
        {
            texts.insert(text);
        }
    }
    Ok(texts)
}

/// A document as JSON.
fn tree(text: &str) -> Option<Value> {
    let (sources, diagnostics) = Sources::from_text("seed", text.to_owned());
    let root = sources.node(&sources.entry())?;
    (!diagnostics.has_errors()).then(|| root.to_json())
}

/// Everything that is called `pattern` and is a text.
fn patterns(tree: &Value, seeds: &mut BTreeSet<Vec<u8>>) {
    match tree {
        Value::Object(members) => {
            if let Some(Value::String(pattern)) = members.get("pattern") {
                seeds.insert(pattern.clone().into_bytes());
            }
            members.values().for_each(|member| patterns(member, seeds));
        }
        Value::Array(items) => items.iter().for_each(|item| patterns(item, seeds)),
        _ => {}
    }
}
