//! In: the text of a YAML file, and the places wanted in it.
//! Out: their byte offsets.
//! Guarantees: what an alias repeats is found at the alias; after an error nothing more is found.

use libyaml_safer::EventData;

use crate::source::finding::Finding;
use crate::source::wanted::{Wanted, WantedId};

use super::events::Events;

/// Notes the offsets of what is wanted.
pub(in crate::source) fn locate(text: &str, wanted: &mut Wanted) {
    let mut walker = Walker {
        events: Events::new(text),
        wanted,
    };
    // What stands before an error has been noted, and the error itself was reported when the tree was read.
    let _: Result<(), Box<Finding>> = walker.file();
}

struct Walker<'t, 'w> {
    events: Events<'t>,
    wanted: &'w mut Wanted,
}

impl Walker<'_, '_> {
    fn file(&mut self) -> Result<(), Box<Finding>> {
        match self.events.next_document()? {
            Some((data, at, _)) => self.node(&data, at, Some(Wanted::ROOT)),
            None => Ok(()),
        }
    }

    fn node(&mut self, data: &EventData, at: usize, id: Option<WantedId>) -> Result<(), Box<Finding>> {
        let Some(id) = id else { return self.skip(data) };
        self.wanted.found_value(id, at);
        match data {
            EventData::SequenceStart { .. } if self.wanted.has_children(id) => self.sequence(id),
            EventData::MappingStart { .. } if self.wanted.has_children(id) => self.mapping(id),
            _ => self.skip(data),
        }
    }

    fn sequence(&mut self, id: WantedId) -> Result<(), Box<Finding>> {
        for index in 0usize.. {
            let (data, at) = self.events.next()?;
            if data == EventData::SequenceEnd {
                break;
            }
            let child = self.wanted.child(id, &index.to_string());
            self.node(&data, at, child)?;
        }
        Ok(())
    }

    fn mapping(&mut self, id: WantedId) -> Result<(), Box<Finding>> {
        loop {
            let (key, key_at) = self.events.next()?;
            let child = match &key {
                EventData::MappingEnd => return Ok(()),
                EventData::Scalar { value, .. } => self.wanted.child(id, value),
                _ => None,
            };
            if let Some(child) = child {
                self.wanted.found_key(child, key_at);
            }
            self.skip(&key)?;
            let (data, at) = self.events.next()?;
            // A value that is left out has no place of its own.
            let at = if matches!(&data, EventData::Scalar { value, plain_implicit: true, .. } if value.is_empty()) {
                key_at
            } else {
                at
            };
            self.node(&data, at, child)?;
        }
    }

    /// Goes behind a node whose first event was read.
    fn skip(&mut self, data: &EventData) -> Result<(), Box<Finding>> {
        let mut depth = nesting(data);
        while depth > 0 {
            depth += nesting(&self.events.next()?.0);
        }
        Ok(())
    }
}

fn nesting(data: &EventData) -> i64 {
    match data {
        EventData::SequenceStart { .. } | EventData::MappingStart { .. } => 1,
        EventData::SequenceEnd | EventData::MappingEnd => -1,
        _ => 0,
    }
}
