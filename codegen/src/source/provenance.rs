//! In: which parts of a tree come from where.
//! Out: for a place of the tree the place that its author wrote, and back.
//! Guarantees: a place that nothing is known of is its own origin; nearer knowledge counts before that of a wider part.

use std::collections::HashMap;

use crate::pointer::Pointer;

/// Where the parts of a changed tree come from.
#[derive(Clone, Debug, Default)]
pub(super) struct Provenance {
    written: HashMap<Pointer, Pointer>,
    /// Where what was written went; more than one place if it was put in twice.
    read: HashMap<Pointer, Vec<Pointer>>,
}

impl Provenance {
    /// Notes that what is read at one place was written at another.
    pub(super) fn note(&mut self, read: Pointer, written: Pointer) {
        self.read.entry(written.clone()).or_default().push(read.clone());
        self.written.insert(read, written);
    }

    /// Notes only where a place was written: what was written there is read elsewhere.
    pub(super) fn note_written(&mut self, read: Pointer, written: Pointer) {
        self.written.insert(read, written);
    }

    /// Forgets what is known of a place and all within, because something else is put there.
    pub(super) fn forget(&mut self, read: &Pointer) {
        self.written.retain(|place, _| !read.contains(place));
    }

    /// Notes that what was read at one place is read at another one from now on.
    pub(super) fn shift(&mut self, from: &Pointer, to: &Pointer) {
        let written = self.written(from).unwrap_or_else(|| from.clone());
        let within: Vec<Pointer> = self
            .written
            .keys()
            .filter(|place| from.contains(place))
            .cloned()
            .collect();
        for place in within {
            if let (Some(way), Some(written)) = (from.way_to(&place), self.written.remove(&place)) {
                self.written.insert(to.join(&way), written);
            }
        }
        self.written.insert(to.clone(), written);
    }

    /// Where the place was written; `None` if it stands where it was written.
    pub(super) fn written(&self, read: &Pointer) -> Option<Pointer> {
        if self.written.is_empty() {
            return None;
        }
        ways(read).find_map(|(around, way)| Some(self.written.get(&around)?.join(&way)))
    }

    /// The places that what was written there may be read at, the most likely first.
    pub(super) fn read(&self, written: &Pointer) -> impl Iterator<Item = Pointer> {
        ways(written).flat_map(|(around, way)| {
            let places = self.read.get(&around).map_or(&[][..], Vec::as_slice);
            places.iter().map(|place| place.join(&way)).collect::<Vec<_>>()
        })
    }
}

/// The place itself and those around it, nearest first, each with the way from there.
fn ways(place: &Pointer) -> impl Iterator<Item = (Pointer, Pointer)> {
    let around = std::iter::successors(Some(place.clone()), Pointer::parent);
    around.filter_map(|around| {
        let way = around.way_to(place)?;
        Some((around, way))
    })
}
