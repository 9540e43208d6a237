//! In: the text of one file. Out: its tree and its diagnostics, which were shown once.
//! Guarantees: each place of a diagnostic and of a node lies in the text.

use stubsmith::diagnostic::{Diagnostics, Location};
use stubsmith::pointer::Pointer;
use stubsmith::source::{Node, Sources};

/// How many nodes of a tree are looked up again: each takes a walk over the text.
const NODES: usize = 200;

/// Reads a file, shows what there is to say about it, and looks its nodes up.
pub fn read(path: &str, text: &str) -> (Sources, Diagnostics) {
    let (sources, diagnostics) = Sources::from_text(path, text.to_owned());
    show(&sources, diagnostics.clone(), text);
    let mut pointers = Vec::new();
    let root = sources.entry();
    if let Some(node) = sources.node(&root) {
        collect(node, &root, &mut pointers);
    }
    for pointer in &pointers {
        assert!(
            sources.node(pointer).is_some(),
            "{pointer} is not in the tree that it is from"
        );
    }
    let locations: Vec<Location> = pointers
        .into_iter()
        .flat_map(|pointer| [Location::Pointer(pointer.clone()), Location::Key(pointer)])
        .collect();
    in_text(&sources, &locations, text);
    (sources, diagnostics)
}

/// Renders diagnostics in all ways.
pub fn show(sources: &Sources, diagnostics: Diagnostics, text: &str) {
    let sorted = sources.sorted(diagnostics);
    for color in [false, true] {
        let shown = sources.render(&sorted, color);
        assert_eq!(shown.is_empty(), sorted.is_empty());
    }
    let locations: Vec<Location> = sorted
        .iter()
        .flat_map(|it| std::iter::once(&it.location).chain(it.labels.iter().map(|label| &label.location)))
        .cloned()
        .collect();
    in_text(sources, &locations, text);
}

fn collect(node: &Node, at: &Pointer, pointers: &mut Vec<Pointer>) {
    if pointers.len() == NODES {
        return;
    }
    pointers.push(at.clone());
    if let Some(members) = node.as_object() {
        for (name, member) in members {
            collect(member, &at.child(name), pointers);
        }
    }
    for (index, item) in node.as_array().unwrap_or_default().iter().enumerate() {
        collect(item, &at.child(&index.to_string()), pointers);
    }
}

fn in_text(sources: &Sources, locations: &[Location], text: &str) {
    // `\r\n` is one end of a line, but two is a bound as well.
    let lines = text.matches(['\n', '\r']).count() + 1;
    for place in sources.places(locations) {
        assert!(
            (1..=lines).contains(&(place.line as usize)),
            "{place} is not in the text"
        );
        assert!(
            (1..=text.len() + 1).contains(&(place.column as usize)),
            "{place} is not in the text"
        );
    }
}
