//! In: nothing.
//! Out: types of every shape, named after what is particular of them.
//! Guarantees: `runtime/tests/shapes` says of each what it does.

use stubsmith::ir::{
    Access, Additional, Alias, Base, Constraint, Demand, Docs, Format, IntegerWidth, JsonTypes, Literal, Object,
    ObjectRule, Presence, Selection, Shape, Type, TypeId,
};

use crate::build::{
    Builder, NONE, closed, enumeration, field, object, optional, required, ruled, shape, tags, tuple, union,
};

pub(crate) fn define(builder: &mut Builder) {
    let basics = Basics::new(builder);
    scalars(builder, &basics);
    enumerations(builder, &basics);
    tagged(builder, &basics);
    by_kind(builder, &basics);
    first_fit(builder, &basics);
    tuples(builder, &basics);
    objects(builder, &basics);
}

struct Basics {
    any: TypeId,
    null: TypeId,
    never: TypeId,
    boolean: TypeId,
    integer: TypeId,
    number: TypeId,
    text: TypeId,
    bytes: TypeId,
}

impl Basics {
    fn new(builder: &mut Builder) -> Self {
        Self {
            any: builder.ty(Type::Any),
            null: builder.ty(Type::Null),
            never: builder.ty(Type::Never),
            boolean: builder.ty(Type::Boolean),
            integer: builder.ty(Type::Integer(IntegerWidth::Bits64)),
            number: builder.ty(Type::Number),
            text: builder.ty(Type::Text(Format::Plain)),
            bytes: builder.ty(Type::Text(Format::Base64)),
        }
    }
}

fn scalars(builder: &mut Builder, basics: &Basics) {
    let small = builder.ty(Type::Integer(IntegerWidth::Unsigned32));
    let large = builder.ty(Type::Integer(IntegerWidth::Unsigned64));
    let even = builder.constrained(
        "Even",
        Base::Integer(IntegerWidth::Unsigned64),
        vec![Constraint::IntegerMultipleOf(2)],
    );
    let password = builder.constrained("Password", Base::Secret, vec![Constraint::MinLength(8)]);
    let day = builder.constrained(
        "ShortDay",
        Base::Text,
        vec![Constraint::MaxLength(10), Constraint::Format(Format::Date)],
    );
    builder.define(
        "Scalars",
        shape(vec![
            optional("small", small),
            optional("large", large),
            optional("even", even),
            optional("bytes", basics.bytes),
            optional("password", password),
            optional("day", day),
            optional("nothing", basics.null),
            optional("forbidden", basics.never),
        ]),
    );
}

fn enumerations(builder: &mut Builder, basics: &Basics) {
    let string = |text: &str| Literal::String(text.to_owned());
    let level = builder.define("Level", enumeration([1, 2, -1].map(Literal::Integer).to_vec()));
    let limit = builder.define(
        "Limit",
        enumeration(vec![
            string("none"),
            string("5"),
            Literal::Integer(5),
            Literal::Boolean(true),
            Literal::Json("1.5".to_owned()),
            Literal::Json("null".to_owned()),
        ]),
    );
    let reaction = builder.define(
        "Reaction",
        enumeration(
            [
                "+1", "-1", "heart", "", "ACTIVE", "active", ">=", "-name", "name", "Unknown",
            ]
            .map(string)
            .to_vec(),
        ),
    );
    builder.define(
        "Enums",
        shape(vec![
            optional("level", level),
            optional("limit", limit),
            optional("reaction", reaction),
            optional("on", basics.boolean),
        ]),
    );
}

fn tagged(builder: &mut Builder, basics: &Basics) {
    let kind = builder.define("CardKind", enumeration(vec![Literal::String("card".to_owned())]));
    let card = builder.define(
        "Card",
        closed(vec![required("kind", kind), required("number", basics.text)]),
    );
    let bank = builder.define("Bank", closed(vec![required("iban", basics.text)]));
    let notes = builder.ty(Type::Map(basics.integer));
    let cash = builder.define("Cash", shape(vec![optional("amount", basics.number)]));
    builder.define(
        "Payment",
        union(
            &[("card", card), ("bank", bank), ("notes", notes), ("cash", cash)],
            tags(
                "kind",
                &[
                    (&["card"], true),
                    (&["bank", "iban"], false),
                    (&["notes"], false),
                    (&["cash"], false),
                ],
                None,
            ),
        ),
    );
    // Recursive, with a default, and values that are called as the variant of unknown ones is.
    let tree = builder.later();
    let trees = builder.ty(Type::Array(tree));
    let node = builder.define("Node", shape(vec![required("children", trees)]));
    let leaf = builder.define("Leaf", shape(vec![required("value", basics.any)]));
    builder.define_as(
        tree,
        "Tree",
        union(
            &[("node", node), ("unknown", leaf)],
            tags("type", &[(&["node"], false), (&["leaf"], false)], Some(1)),
        ),
    );
}

fn by_kind(builder: &mut Builder, basics: &Basics) {
    let texts = builder.ty(Type::Array(basics.text));
    let point = builder.define(
        "Point",
        shape(vec![required("x", basics.number), required("y", basics.number)]),
    );
    let kinds = [
        JsonTypes { string: true, ..NONE },
        JsonTypes { integer: true, ..NONE },
        JsonTypes { boolean: true, ..NONE },
        JsonTypes { array: true, ..NONE },
        JsonTypes { object: true, ..NONE },
        JsonTypes { null: true, ..NONE },
    ];
    let mixed = builder.define(
        "Mixed",
        union(
            &[
                ("text", basics.text),
                ("number", basics.integer),
                ("flag", basics.boolean),
                ("texts", texts),
                ("point", point),
                ("null", basics.null),
            ],
            Selection::JsonType(kinds.to_vec()),
        ),
    );
    let number = JsonTypes {
        integer: true,
        fraction: true,
        ..NONE
    };
    let other = JsonTypes {
        string: true,
        null: true,
        ..NONE
    };
    let maybe = builder.ty(Type::Nullable(basics.text));
    builder.define(
        "Amount",
        union(
            &[("number", basics.number), ("text", maybe)],
            Selection::JsonType(vec![number, other]),
        ),
    );
    builder.define(
        "Filter",
        shape(vec![required("by", mixed), optional("limit", basics.integer)]),
    );
}

fn first_fit(builder: &mut Builder, basics: &Basics) {
    let speed = builder.define(
        "Speed",
        enumeration(["slow", "fast"].map(|it| Literal::String(it.to_owned())).to_vec()),
    );
    let size = builder.define(
        "Size",
        enumeration(["small", "large"].map(|it| Literal::String(it.to_owned())).to_vec()),
    );
    let short = builder.constrained("Short", Base::Text, vec![Constraint::MaxLength(3)]);
    let alias = builder.define("Label", Shape::Alias(Alias { target: basics.text }));
    builder.define(
        "Trait",
        union(
            &[
                ("label", alias),
                ("speed", speed),
                ("size", size),
                ("short", short),
                ("text", basics.text),
                ("none", basics.null),
            ],
            Selection::FirstFit(vec![1, 2, 3, 5, 4, 0]),
        ),
    );
    let square = builder.define("Square", shape(vec![required("side", basics.number)]));
    let rectangle = builder.define(
        "Rectangle",
        shape(vec![
            required("width", basics.number),
            required("height", basics.number),
        ]),
    );
    builder.define(
        "Figure",
        union(
            &[("square", square), ("rectangle", rectangle)],
            Selection::FirstFit(vec![1, 0]),
        ),
    );
}

fn tuples(builder: &mut Builder, basics: &Basics) {
    builder.define(
        "Position",
        tuple(&[basics.number, basics.number, basics.number], 2, None),
    );
    builder.define("Row", tuple(&[basics.text], 1, Some(basics.integer)));
    builder.define("Nothing", tuple(&[], 0, None));
}

fn objects(builder: &mut Builder, basics: &Basics) {
    let mut id = optional("id", basics.text);
    id.access = Access::ReadOnly;
    id.demand = Demand::Value;
    let mut created = field("created", basics.text, Presence::OptionalNullable);
    created.access = Access::ReadOnly;
    created.docs = Docs::description(Some("When it was made.".to_owned()));
    let mut password = optional("password", basics.text);
    password.access = Access::WriteOnly;
    let mut nickname = optional("nickname", basics.text);
    nickname.deprecated = true;
    builder.define(
        "Account",
        Shape::Object(Object {
            additional: Additional::Closed,
            ..object(vec![id, created, password, nickname, required("name", basics.text)])
        }),
    );
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    builder.define(
        "Contact",
        ruled(
            vec![
                optional("mail", basics.text),
                optional("phone", basics.text),
                optional("prefix", basics.text),
                optional("rules", basics.boolean),
            ],
            vec![
                ObjectRule::MaxProperties(3),
                ObjectRule::AnyOf(vec![names(&["mail"]), names(&["phone"])]),
                ObjectRule::DependentRequired("prefix".to_owned(), names(&["phone"])),
                ObjectRule::NotAll(names(&["mail", "rules"])),
            ],
        ),
    );
    let legacy = builder.define("Legacy", shape(vec![optional("old", basics.text)]));
    builder.definition(legacy).deprecated = true;
    builder.define("Archive", shape(vec![optional("legacy", legacy)]));
}
