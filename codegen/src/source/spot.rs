//! In: locations in a document.
//! Out: where they stand in the texts, as byte offsets and as lines and columns.
//! Guarantees: each text is walked a fixed number of times, however many locations there are.

use crate::diagnostic::Location;
use crate::pointer::FileId;

use super::place::{Lines, Position};
use super::wanted::Wanted;
use super::{File, Format, Sources, json, yaml};

/// A place in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) file: FileId,
    pub(super) position: Position,
    pub(super) offset: usize,
}

impl Sources {
    /// Where these stand, in the order they are asked for.
    pub(super) fn spots(&self, locations: &[&Location]) -> Vec<Spot> {
        let locations: Vec<Location> = locations.iter().map(|it| self.written_location(it)).collect();
        let start = Position { line: 1, column: 1 };
        let mut spots: Vec<Spot> = locations
            .iter()
            .map(|location| Spot {
                file: location.file(),
                position: start,
                offset: 0,
            })
            .collect();
        for (id, file) in (0u32..).map(FileId).zip(&self.files) {
            let indexes = || {
                locations
                    .iter()
                    .enumerate()
                    .filter(move |(_, location)| location.file() == id)
            };
            if indexes().all(|(_, location)| matches!(location, Location::File(_))) {
                continue;
            }
            let lines = Lines::new(&file.text);
            let wanted = locate(file, indexes().map(|(_, location)| location));
            let offset = |location: &Location| match location {
                Location::Pointer(pointer) => wanted.place(pointer, false),
                Location::Key(pointer) => wanted.place(pointer, true),
                Location::Place { line, column, .. } => lines.offset(Position {
                    line: *line,
                    column: *column,
                }),
                Location::File(_) => 0,
            };
            let mut last: Option<(&Location, usize)> = None;
            let offsets: Vec<usize> = indexes()
                .map(|(_, location)| {
                    let known = last.filter(|(known, _)| *known == location);
                    let offset = known.map_or_else(|| offset(location), |(_, offset)| offset);
                    last = Some((location, offset));
                    offset
                })
                .collect();
            let positions = lines.positions(&offsets);
            for (((index, location), offset), position) in indexes().zip(offsets).zip(positions) {
                // A place is kept as it was given, even beyond the end of the text.
                let position = match location {
                    Location::Place { line, column, .. } => Position {
                        line: *line,
                        column: *column,
                    },
                    _ => position,
                };
                if let Some(spot) = spots.get_mut(index) {
                    *spot = Spot {
                        file: id,
                        position,
                        offset,
                    };
                }
            }
        }
        spots
    }
}

fn locate<'l>(file: &File, locations: impl Iterator<Item = &'l Location>) -> Wanted {
    let mut wanted = Wanted::new(locations.filter_map(Location::pointer));
    if wanted.is_empty() {
        return wanted;
    }
    match file.format {
        Format::Json => json::locate(&file.text, &mut wanted),
        Format::Yaml => yaml::locate(&file.text, &mut wanted),
    }
    wanted
}
