//! In: the events of a YAML file.
//! Out: the tree of its one document, and findings.
//! Guarantees: no tree is deeper than [`MAX_DEPTH`] or, through aliases, out of all proportion to the text.

use std::collections::HashMap;

use indexmap::IndexMap;
use indexmap::map::Entry;
use libyaml_safer::{EventData, ScalarStyle};

use crate::diagnostic::Code;
use crate::source::finding::Finding;
use crate::source::{MAX_DEPTH, Node};

use super::events::Events;
use super::scalar::{YAML_TAG, resolve};

/// What a node counts towards the limit of aliases, besides the bytes of its text.
const NODE_COST: usize = 8;

/// How much aliases may add to a document of any size.
const ALIAS_ALLOWANCE: usize = 16 << 20;

/// Reads a YAML file; `None` when it is no YAML.
pub(in crate::source) fn read(text: &str, findings: &mut Vec<Finding>) -> Option<Node> {
    let mut reader = Reader {
        events: Events::new(text),
        anchors: HashMap::new(),
        allowance: ALIAS_ALLOWANCE.saturating_add(text.len().saturating_mul(NODE_COST)),
        key_offsets: Vec::new(),
        findings,
    };
    match reader.file() {
        Ok(node) => Some(node),
        Err(finding) => {
            findings.push(*finding);
            None
        }
    }
}

struct Reader<'t, 'f> {
    events: Events<'t>,
    anchors: HashMap<String, Anchored>,
    /// What aliases may still add.
    allowance: usize,
    /// Where the keys of the open mappings stand, one after the other.
    key_offsets: Vec<usize>,
    findings: &'f mut Vec<Finding>,
}

/// A node that aliases may repeat.
struct Anchored {
    node: Node,
    cost: usize,
    depth: usize,
}

type Read<T> = Result<T, Box<Finding>>;

impl Reader<'_, '_> {
    fn file(&mut self) -> Read<Node> {
        let Some((data, at, _)) = self.events.next_document()? else {
            return Ok(Node::Null);
        };
        let root = self.node(data, at, 0)?;
        while let Some((data, at, start)) = self.events.next_document()? {
            // A marker that nothing follows is harmless.
            if self.node(data, at, 0)? != Node::Null {
                let message = "a second YAML document begins here; a file holds one";
                return Err(Box::new(
                    Finding::new(Code::Syntax, start, message).help("remove `---`, or split the file"),
                ));
            }
        }
        Ok(root)
    }

    /// The node that an event begins, below `depth` others.
    fn node(&mut self, data: EventData, at: usize, depth: usize) -> Read<Node> {
        let (node, anchor) = match data {
            EventData::Alias { anchor } => return self.alias(&anchor, at, depth),
            EventData::Scalar {
                anchor,
                tag,
                value,
                style,
                ..
            } => {
                let tag = self.known_tag(tag, at);
                let node = resolve(value, tag.as_deref(), style == ScalarStyle::Plain)
                    .ok_or_else(|| Box::new(Finding::new(Code::Syntax, at, "this number is out of range")))?;
                (node, anchor)
            }
            EventData::SequenceStart { anchor, tag, .. } => {
                self.known_tag(tag, at);
                (self.sequence(at, depth + 1)?, anchor)
            }
            EventData::MappingStart { anchor, tag, .. } => {
                self.known_tag(tag, at);
                (self.mapping(at, depth + 1)?, anchor)
            }
            _ => {
                return Err(Box::new(Finding::new(
                    Code::Internal,
                    at,
                    "an event of YAML where a node should begin",
                )));
            }
        };
        if let Some(anchor) = anchor {
            let (cost, depth) = measure(&node);
            self.spend(cost, at)?;
            self.anchors.insert(
                anchor,
                Anchored {
                    node: node.clone(),
                    cost,
                    depth,
                },
            );
        }
        Ok(node)
    }

    fn sequence(&mut self, at: usize, depth: usize) -> Read<Node> {
        check_depth(at, depth)?;
        let mut items = Vec::new();
        loop {
            match self.events.next()? {
                (EventData::SequenceEnd, _) => return Ok(Node::Array(items)),
                (data, at) => items.push(self.node(data, at, depth)?),
            }
        }
    }

    fn mapping(&mut self, at: usize, depth: usize) -> Read<Node> {
        check_depth(at, depth)?;
        let first = self.key_offsets.len();
        let mut members = IndexMap::new();
        let mut merged: Vec<(String, Node)> = Vec::new();
        loop {
            let (key, at) = self.events.next()?;
            if key == EventData::MappingEnd {
                break;
            }
            let merges = is_merge_key(&key);
            let name = self.key(key, at, depth)?;
            let (data, value_at) = self.events.next()?;
            let value = self.node(data, value_at, depth)?;
            let Some(name) = name else { continue };
            if merges && is_mergeable(&value) {
                let message = "the merge key `<<` is not part of YAML 1.2; its members are put in here";
                self.findings.push(Finding::new(Code::MergeKey, at, message));
                merged.extend(into_members(value));
                continue;
            }
            match members.entry(name) {
                Entry::Vacant(entry) => {
                    self.key_offsets.push(at);
                    entry.insert(value);
                }
                Entry::Occupied(entry) => {
                    let before = self.key_offsets.get(first + entry.index()).copied().unwrap_or(at);
                    self.findings.push(Finding::duplicate(entry.key(), before, at));
                }
            }
        }
        self.key_offsets.truncate(first);
        for (name, value) in merged {
            members.entry(name).or_insert(value);
        }
        Ok(Node::Object(members))
    }

    /// The text of a key, whatever its type: `200` and `null` are names as they stand. `None` when it is no scalar.
    fn key(&mut self, key: EventData, at: usize, depth: usize) -> Read<Option<String>> {
        let key = match key {
            EventData::Scalar {
                anchor: None,
                tag,
                value,
                ..
            } => {
                self.known_tag(tag, at);
                return Ok(Some(value));
            }
            EventData::Scalar { ref value, .. } => {
                let name = value.clone();
                self.node(key, at, depth)?;
                return Ok(Some(name));
            }
            other => other,
        };
        let before = self.findings.len();
        let name = self.node(key, at, depth)?;
        Ok(match name {
            Node::String(text) => Some(text),
            Node::Null => Some("null".to_owned()),
            Node::Bool(_) | Node::Int(_) | Node::UInt(_) | Node::Float(_) => Some(name.to_json().to_string()),
            Node::Array(_) | Node::Object(_) => {
                // What is wrong within such a key does not matter.
                self.findings.truncate(before);
                let message = format!("a key must be a text, not {}", name.kind());
                self.findings
                    .push(Finding::new(Code::BadKey, at, message).help("quote a key that begins with `{` or `[`"));
                None
            }
        })
    }

    fn alias(&mut self, anchor: &str, at: usize, depth: usize) -> Read<Node> {
        let Some(anchored) = self.anchors.get(anchor) else {
            let message = format!("no complete node before this alias has the anchor `&{anchor}`");
            return Err(Box::new(Finding::new(Code::Syntax, at, message)));
        };
        check_depth(at, depth + anchored.depth)?;
        let node = anchored.node.clone();
        let cost = anchored.cost;
        self.spend(cost, at)?;
        Ok(node)
    }

    fn spend(&mut self, cost: usize, at: usize) -> Read<()> {
        match self.allowance.checked_sub(cost) {
            Some(left) => {
                self.allowance = left;
                Ok(())
            }
            None => Err(Box::new(Finding::new(
                Code::AliasBomb,
                at,
                "aliases make this document far too large",
            ))),
        }
    }

    /// Reports a tag that JSON has no value for, and drops it.
    fn known_tag(&mut self, tag: Option<String>, at: usize) -> Option<String> {
        let tag = tag?;
        if tag == "!" || tag.starts_with(YAML_TAG) {
            return Some(tag);
        }
        let message = format!("the YAML tag `{tag}` has no meaning in an OpenAPI document");
        self.findings
            .push(Finding::new(Code::UnknownTag, at, message).help("remove the tag; it must not change the value"));
        None
    }
}

fn check_depth(at: usize, depth: usize) -> Read<()> {
    if depth > MAX_DEPTH {
        Err(Box::new(Finding::too_deep(at, MAX_DEPTH)))
    } else {
        Ok(())
    }
}

fn is_merge_key(key: &EventData) -> bool {
    matches!(key, EventData::Scalar { tag: None, value, style: ScalarStyle::Plain, .. } if value == "<<")
}

fn is_mergeable(value: &Node) -> bool {
    match value {
        Node::Object(_) => true,
        Node::Array(items) => !items.is_empty() && items.iter().all(|item| matches!(item, Node::Object(_))),
        _ => false,
    }
}

fn into_members(value: Node) -> Vec<(String, Node)> {
    match value {
        Node::Object(members) => members.into_iter().collect(),
        Node::Array(items) => items.into_iter().flat_map(into_members).collect(),
        _ => Vec::new(),
    }
}

/// The cost of a node and how many arrays and objects deep it is.
fn measure(node: &Node) -> (usize, usize) {
    let add = |(cost, depth): (usize, usize), (more, deep): (usize, usize)| (cost + more, depth.max(deep + 1));
    match node {
        Node::String(text) => (NODE_COST + text.len(), 0),
        Node::Array(items) => items.iter().map(measure).fold((NODE_COST, 1), add),
        Node::Object(members) => members
            .iter()
            .map(|(name, value)| {
                let (cost, depth) = measure(value);
                (cost + name.len(), depth)
            })
            .fold((NODE_COST, 1), add),
        _ => (NODE_COST, 0),
    }
}
