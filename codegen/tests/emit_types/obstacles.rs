//! In: nothing.
//! Out: types with names that are hard for Rust.
//! Guarantees: `runtime/tests/shapes` compiles them.

use stubsmith::ir::{Format, Literal, Selection, Type, TypeId};

use crate::build::{Builder, closed, enumeration, optional, required, shape, tags, tuple, union};

/// Names of the prelude, of what emitted code imports, and keywords.
const TYPES: &[&str] = &[
    "Result",
    "Option",
    "Vec",
    "Box",
    "String",
    "Some",
    "None",
    "Ok",
    "Err",
    "Self",
    "self",
    "super",
    "crate",
    "mod",
    "type",
    "Client",
    "Error",
    "Decode",
    "Encode",
    "Value",
    "Context",
    "Fields",
    "Writer",
    "Maybe",
    "Null",
    "Never",
    "Items",
    "Tags",
    "Kinds",
    "Base64",
    "ObjectRule",
    "Secret",
    "Uuid",
    "BTreeMap",
    "selection",
    "serde_json",
    "stubsmith_runtime",
    "std",
    "core",
    "Default",
    "Clone",
    "Debug",
    "PartialEq",
    "From",
    "Unknown",
    "i64",
    "bool",
    "f64",
    "str",
    "schemas",
    "patterns",
    "r#type",
    "2d",
    "_",
    "",
    "Größe",
    "日本",
    "a b",
    "a.b",
    "A-B",
    "union",
    "dyn",
    "async",
    "Iterator",
    "Literal",
];

/// Names that members have and that emitted code uses for something else, or that cannot be raw identifiers.
const MEMBERS: &[&str] = &[
    "self",
    "Self",
    "super",
    "crate",
    "_",
    "",
    "2nd",
    "r#type",
    "type",
    "value",
    "cx",
    "fields",
    "writer",
    "items",
    "rest",
    "rules",
    "kept",
    "closed",
    "additional",
    "item_0",
    "end",
    "Größe",
    "a b",
    "a-b",
    "a_b",
    "aB",
    "@id",
    "$ref",
    "+1",
    "-1",
    "Some",
    "None",
    "decode",
    "encode",
    "to_string",
    "clone",
];

pub(crate) fn define(builder: &mut Builder) {
    let text = builder.ty(Type::Text(Format::Plain));
    let types: Vec<TypeId> = TYPES
        .iter()
        .map(|name| builder.define(name, shape(vec![optional(name, text)])))
        .collect();
    let members: Vec<_> = MEMBERS.iter().map(|name| optional(name, text)).collect();
    builder.define("Members", closed(members));
    let holders = TYPES.iter().zip(&types).map(|(name, ty)| required(name, *ty)).collect();
    builder.define("Holder", shape(holders));
    let variants: Vec<(&str, TypeId)> = TYPES.iter().copied().zip(types.iter().copied()).collect();
    let order = (0..variants.len()).collect();
    builder.define("AnyOfAll", union(&variants, Selection::FirstFit(order)));
    let values: Vec<[&str; 1]> = TYPES.iter().map(|name| [*name]).collect();
    let values: Vec<(&[&str], bool)> = values.iter().map(|value| (value.as_slice(), false)).collect();
    builder.define("OneOfAll", union(&variants, tags("type", &values, None)));
    builder.define("TupleOfAll", tuple(&types, 2, types.first().copied()));
    let texts = TYPES
        .iter()
        .chain(MEMBERS)
        .map(|text| Literal::String((*text).to_owned()));
    let mut texts: Vec<Literal> = texts.collect();
    texts.sort_by_key(ToString::to_string);
    texts.dedup();
    builder.define("TextOfAll", enumeration(texts.clone()));
    texts.extend([
        Literal::Integer(1),
        Literal::Integer(-1),
        Literal::Boolean(true),
        Literal::Json("null".to_owned()),
        Literal::Json("[]".to_owned()),
        Literal::Json("{}".to_owned()),
        Literal::Json("0.5".to_owned()),
    ]);
    builder.define("LiteralOfAll", enumeration(texts));
    chain(builder, text);
}

/// Inline objects in each other, 64 deep, in boxes here and there as `lower` puts them, and an inline enumeration.
fn chain(builder: &mut Builder, text: TypeId) {
    let mut inner = text;
    for depth in (1..=64).rev() {
        let words = std::iter::once("Chain").chain(std::iter::repeat_n("descendant", depth));
        let mut descendant = optional("descendant", inner);
        descendant.boxed = depth % 16 == 8;
        inner = builder.define_inline(words, shape(vec![descendant]));
    }
    builder.define("Chain", shape(vec![optional("descendant", inner)]));
    let kind = enumeration(vec![Literal::String("a".to_owned())]);
    let kind = builder.define_inline(["Payment", "kind"], kind);
    builder.define("KindOfPayment", shape(vec![optional("kind", kind)]));
}
