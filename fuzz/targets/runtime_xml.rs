//! XML from the network: nothing panics, and what was read is written and read again, by a shape as the same value.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubsmith_runtime::xml::{Item, Member, Name, Object, Place, Root, Shape, from_xml};
use stubsmith_runtime::{Context, Direction, xml};

static TEXT: Shape = Shape::Text;

static TOKEN: Shape = Shape::Token;

static LIST: Shape = Shape::Array(Item {
    name: Name::plain("a"),
    shape: &NESTED,
});

static NESTED: Shape = Shape::Object(Object {
    members: &[
        Member::new("a", Name::plain("a"), Place::Attribute, &TOKEN),
        Member::new("b", Name::qualified("b", "x", "urn:x"), Place::Attribute, &TEXT),
        Member::new("c", Name::plain("c"), Place::Element, &NESTED),
        Member::new("d", Name::qualified("d", "x", "urn:x"), items("ds"), &TOKEN),
        Member::new("e", Name::plain("e"), items("es"), &NESTED),
        Member::new("f", Name::plain("f"), Place::Element, &LIST),
        Member::new("g", Name::plain("g"), Place::Text { required: false }, &TEXT),
    ],
    additional: Some(&TEXT),
});

static ANYTHING: Shape = Shape::Any;

static ROOTS: [Root; 3] = [
    Root {
        name: Name::plain("a"),
        shape: &ANYTHING,
    },
    Root {
        name: Name::qualified("a", "x", "urn:x"),
        shape: &NESTED,
    },
    Root {
        name: Name::plain("a"),
        shape: &LIST,
    },
];

// Of a list that need not be there, nothing tells an empty one from none.
const fn items(wrapper: &'static str) -> Place {
    let required = true;
    Place::Items { required, wrapper }
}

fuzz_target!(|bytes: &[u8]| {
    for root in &ROOTS {
        if from_xml(bytes, root).is_err() {
            continue;
        }
        let Ok(value) = xml::decode::<Value>(bytes, root, Context::new(Direction::Request)) else {
            continue;
        };
        let again = xml::to_xml(&value, root);
        match xml::decode::<Value>(&again, root, Context::new(Direction::Request)) {
            // Without a shape, attributes become elements, among which text is white space.
            Ok(_) if matches!(root.shape, Shape::Any) => {}
            Ok(same) => assert_eq!(same, value, "written as {}", String::from_utf8_lossy(&again)),
            Err(error) => panic!("{error}: {}", String::from_utf8_lossy(&again)),
        }
    }
});
