//! In: the types of an API.
//! Out: their part of its text form.
//! Guarantees: whatever bears on the validity of a value is in it.

use std::fmt::{self, Display, Formatter};

use super::deprecated;
use crate::{
    ir::{
        Access, Additional, Api, Base, Constraint, Definition, Demand, Format, IntegerWidth, Literal, Object, Presence,
        Shape, Type, TypeId,
    },
    pointer::Pointer,
};

impl Api {
    pub(super) fn definition(&self, f: &mut Formatter<'_>, definition: &Definition) -> fmt::Result {
        let name = definition.hint.words.join(".");
        let flag = deprecated(definition.deprecated);
        let pointer = &definition.pointer;
        match &definition.shape {
            Shape::Object(object) => self.object(f, object, &name, flag, pointer),
            Shape::Enumeration(enumeration) => {
                writeln!(f, "\nenum {name}{flag}  @{pointer}")?;
                enumeration.values.iter().try_for_each(|value| writeln!(f, "  {value}"))
            }
            Shape::Constrained(constrained) => {
                writeln!(
                    f,
                    "\nconstrained {name}{flag} {}  @{pointer}",
                    self.base(constrained.base)
                )?;
                constrained.constraints.iter().try_for_each(|it| writeln!(f, "  {it}"))
            }
            Shape::Union(union) => {
                writeln!(f, "\nunion {name}{flag} {:?}  @{pointer}", union.selection)?;
                for variant in &union.variants {
                    let boxed = if variant.boxed { " boxed" } else { "" };
                    let (words, flag) = (variant.words.join("."), deprecated(variant.deprecated));
                    writeln!(f, "  {words}{flag}: {}{boxed}", self.ty(variant.ty))?;
                }
                Ok(())
            }
            Shape::Tuple(tuple) => {
                let items: Vec<String> = tuple.items.iter().map(|item| self.ty(*item)).collect();
                let rest = tuple
                    .rest
                    .map(|rest| format!(" rest {}", self.ty(rest)))
                    .unwrap_or_default();
                let required = tuple.required;
                writeln!(
                    f,
                    "\ntuple {name}{flag} ({}) required {required}{rest}  @{pointer}",
                    items.join(", ")
                )
            }
            Shape::Alias(alias) => writeln!(f, "\nalias {name}{flag} = {}  @{pointer}", self.ty(alias.target)),
        }
    }

    fn object(&self, f: &mut Formatter<'_>, object: &Object, name: &str, flag: &str, pointer: &Pointer) -> fmt::Result {
        let additional = match object.additional {
            Additional::Ignored => String::new(),
            Additional::Closed => " closed".to_owned(),
            Additional::Typed(ty) => format!(" + {}", self.ty(ty)),
        };
        writeln!(f, "\nobject {name}{flag}{additional}  @{pointer}")?;
        object.rules.iter().try_for_each(|rule| writeln!(f, "  {rule:?}"))?;
        for field in &object.fields {
            let presence = match field.presence {
                Presence::Required => "",
                Presence::RequiredNullable => "|null",
                Presence::Optional => "?",
                Presence::OptionalNullable => "?|null",
            };
            let boxed = if field.boxed { " boxed" } else { "" };
            let flag = deprecated(field.deprecated);
            let access = match field.access {
                Access::ReadWrite => "",
                Access::ReadOnly => " read-only",
                Access::WriteOnly => " write-only",
            };
            let demand = match field.demand {
                Demand::Nothing => "",
                Demand::Value => " demanded",
                Demand::ValueOrNull => " demanded|null",
            };
            writeln!(
                f,
                "  {}{flag}: {}{presence}{boxed}{access}{demand}",
                field.name,
                self.ty(field.ty)
            )?;
        }
        Ok(())
    }

    fn base(&self, base: Base) -> String {
        match base {
            Base::Text => "string".to_owned(),
            Base::Secret => "password".to_owned(),
            Base::Integer(width) => integer(width).to_owned(),
            Base::Number => "number".to_owned(),
            Base::Array(item) => format!("[{}]", self.ty(item)),
            Base::Map(value) => format!("{{{}}}", self.ty(value)),
        }
    }

    pub(super) fn ty(&self, id: TypeId) -> String {
        match self.types.get(id) {
            Type::Any => "any".to_owned(),
            Type::Null => "null".to_owned(),
            Type::Never => "never".to_owned(),
            Type::Boolean => "boolean".to_owned(),
            Type::Integer(width) => integer(*width).to_owned(),
            Type::Number => "number".to_owned(),
            Type::Text(format) => text(*format).to_owned(),
            Type::Array(item) => format!("[{}]", self.ty(*item)),
            Type::Map(value) => format!("{{{}}}", self.ty(*value)),
            Type::Nullable(inner) => format!("{}|null", self.ty(*inner)),
            Type::JsonText(inner) => format!("json-text {}", self.ty(*inner)),
            Type::Foreign(foreign) => format!("<{}>", foreign.path),
            Type::Defined(definition) => definition.hint.words.join("."),
        }
    }
}

fn integer(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::Bits32 => "int32",
        IntegerWidth::Bits64 => "int64",
        IntegerWidth::Unsigned32 => "uint32",
        IntegerWidth::Unsigned64 => "uint64",
    }
}

fn text(format: Format) -> &'static str {
    match format {
        Format::Plain => "string",
        Format::DateTime => "date-time",
        Format::Date => "date",
        Format::Uuid => "uuid",
        Format::Uri => "uri",
        Format::Password => "password",
        Format::Base64 => "byte",
    }
}

/// Two constraints of one type have the same text exactly when they are the same.
impl Display for Constraint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(format) => write!(f, "format {}", text(*format)),
            Self::Pattern(automaton) => write!(f, "pattern {}", automaton.source()),
            other => write!(f, "{other:?}"),
        }
    }
}

/// As JSON text.
impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => write!(f, "{text:?}"),
            Self::Integer(value) => write!(f, "{value}"),
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Json(text) => f.write_str(text),
        }
    }
}
