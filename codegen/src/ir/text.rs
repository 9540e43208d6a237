//! In: an API.
//! Out: its readable text form, which snapshots show and API diffs compare.
//! Guarantees: the same API gives the same text.

use std::fmt::{self, Display, Formatter, Write};

use super::{
    Additional, Api, Base, Constraint, Definition, EnvelopeValue, Format, IntegerWidth, Operation, Parameter,
    ParameterShape, Presence, Requirement, Response, Shape, Status, Type, TypeId,
};

impl Display for Api {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "api {:?} version {:?}", self.title, self.version)?;
        if let Some(url) = &self.base_url {
            writeln!(f, "base {url}")?;
        }
        for scheme in &self.schemes {
            writeln!(f, "scheme {} = {:?}", scheme.name, scheme.kind)?;
        }
        for (index, tag) in self.tags.iter().enumerate() {
            writeln!(f, "\ntag {}", tag.name)?;
            for operation in self.operations.iter().filter(|operation| operation.tag == index) {
                self.operation(f, operation)?;
            }
        }
        for (_, definition) in self.types.definitions() {
            self.definition(f, definition)?;
        }
        if let Some(envelope) = &self.envelope {
            writeln!(f, "\nenvelope {}", self.ty(envelope.ty))?;
            self.envelope_value(f, &envelope.value, 1)?;
        }
        Ok(())
    }
}

impl Api {
    fn operation(&self, f: &mut Formatter<'_>, operation: &Operation) -> fmt::Result {
        writeln!(
            f,
            "  operation {}{} {} {}  @{}",
            operation.id,
            deprecated(operation.deprecated),
            operation.method,
            operation.path,
            operation.pointer
        )?;
        if !operation.security.is_empty() {
            let alternatives: Vec<String> = operation.security.iter().map(|it| self.requirement(it)).collect();
            writeln!(f, "    security {}", alternatives.join(" | "))?;
        }
        for parameter in &operation.parameters {
            writeln!(f, "    {}", self.parameter(parameter))?;
        }
        if let Some(body) = &operation.body {
            writeln!(f, "    body{} {}", optional(!body.required), self.ty(body.ty))?;
        }
        for response in &operation.successes {
            writeln!(f, "    success {}", self.response(response))?;
        }
        for response in &operation.errors {
            writeln!(f, "    error {}", self.response(response))?;
        }
        Ok(())
    }

    fn requirement(&self, requirement: &Requirement) -> String {
        if requirement.schemes.is_empty() {
            return "anonymous".to_owned();
        }
        let names = requirement.schemes.iter().filter_map(|index| self.schemes.get(*index));
        names.map(|scheme| scheme.name.as_str()).collect::<Vec<_>>().join(" & ")
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let location = parameter.location.as_str();
        let shape = match parameter.shape {
            ParameterShape::Single(ty) => self.ty(ty),
            ParameterShape::List { item, explode } => format!("[{}] explode={explode}", self.ty(item)),
        };
        format!(
            "{location} {}{}{} {shape}",
            parameter.name,
            optional(!parameter.required),
            deprecated(parameter.deprecated)
        )
    }

    fn response(&self, response: &Response) -> String {
        let status = match response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(digit) => format!("{digit}XX"),
            Status::Default => "default".to_owned(),
        };
        let component = response
            .component
            .as_ref()
            .map(|name| format!(" ({name})"))
            .unwrap_or_default();
        let body = response.body.map_or_else(|| "-".to_owned(), |ty| self.ty(ty));
        format!("{status}{component} {body}")
    }

    fn definition(&self, f: &mut Formatter<'_>, definition: &Definition) -> fmt::Result {
        let name = definition.hint.words.join(".");
        let flag = deprecated(definition.deprecated);
        let pointer = &definition.pointer;
        match &definition.shape {
            Shape::Object(object) => {
                let additional = match object.additional {
                    Additional::Ignored => String::new(),
                    Additional::Closed => " closed".to_owned(),
                    Additional::Typed(ty) => format!(" + {}", self.ty(ty)),
                };
                writeln!(f, "\nobject {name}{flag}{additional}  @{pointer}")?;
                for field in &object.fields {
                    let presence = match field.presence {
                        Presence::Required => "",
                        Presence::RequiredNullable => "|null",
                        Presence::Optional => "?",
                        Presence::OptionalNullable => "?|null",
                    };
                    let boxed = if field.boxed { " boxed" } else { "" };
                    let flag = deprecated(field.deprecated);
                    writeln!(f, "  {}{flag}: {}{presence}{boxed}", field.name, self.ty(field.ty))?;
                }
                Ok(())
            }
            Shape::Enumeration(enumeration) => {
                writeln!(f, "\nenum {name}{flag}  @{pointer}")?;
                enumeration
                    .values
                    .iter()
                    .try_for_each(|value| writeln!(f, "  {value:?}"))
            }
            Shape::Constrained(constrained) => {
                writeln!(
                    f,
                    "\nconstrained {name}{flag} {}  @{pointer}",
                    self.base(constrained.base)
                )?;
                constrained.constraints.iter().try_for_each(|it| writeln!(f, "  {it}"))
            }
            Shape::Alias(alias) => writeln!(f, "\nalias {name}{flag} = {}  @{pointer}", self.ty(alias.target)),
        }
    }

    fn envelope_value(&self, f: &mut Formatter<'_>, value: &EnvelopeValue, depth: usize) -> fmt::Result {
        let EnvelopeValue::Object(ty, members) = value else {
            return Ok(());
        };
        let Some(Shape::Object(object)) = self.types.definition(*ty).map(|definition| &definition.shape) else {
            return Ok(());
        };
        for (field, member) in object.fields.iter().zip(members) {
            for _ in 0..depth {
                f.write_str("  ")?;
            }
            match member {
                EnvelopeValue::Object(..) => {
                    writeln!(f, "{}:", field.name)?;
                    self.envelope_value(f, member, depth + 1)?;
                }
                EnvelopeValue::ByStatus {
                    ty,
                    choices,
                    server,
                    other,
                    ..
                } => {
                    let mut line = String::new();
                    for (status, index) in choices {
                        write!(line, "{status} => {:?}, ", self.enum_value(*ty, *index))?;
                    }
                    let (server, other) = (self.enum_value(*ty, *server), self.enum_value(*ty, *other));
                    writeln!(f, "{}: {line}5XX => {server:?}, else {other:?}", field.name)?;
                }
                simple => writeln!(f, "{}: {simple:?}", field.name)?,
            }
        }
        Ok(())
    }

    fn enum_value(&self, ty: TypeId, index: usize) -> &str {
        match self.types.definition(ty).map(|definition| &definition.shape) {
            Some(Shape::Enumeration(enumeration)) => enumeration.values.get(index).map_or("", String::as_str),
            _ => "",
        }
    }

    fn base(&self, base: Base) -> String {
        match base {
            Base::Text => "string".to_owned(),
            Base::Integer(width) => integer(width).to_owned(),
            Base::Number => "number".to_owned(),
            Base::Array(item) => format!("[{}]", self.ty(item)),
            Base::Map(value) => format!("{{{}}}", self.ty(value)),
        }
    }

    fn ty(&self, id: TypeId) -> String {
        match self.types.get(id) {
            Type::Any => "any".to_owned(),
            Type::Boolean => "boolean".to_owned(),
            Type::Integer(width) => integer(*width).to_owned(),
            Type::Number => "number".to_owned(),
            Type::Text(format) => text(*format).to_owned(),
            Type::Array(item) => format!("[{}]", self.ty(*item)),
            Type::Map(value) => format!("{{{}}}", self.ty(*value)),
            Type::Nullable(inner) => format!("{}|null", self.ty(*inner)),
            Type::Defined(definition) => definition.hint.words.join("."),
        }
    }
}

fn integer(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::Bits32 => "int32",
        IntegerWidth::Bits64 => "int64",
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
    }
}

/// Two constraints of one type have the same text exactly when they are the same.
impl Display for Constraint {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pattern(automaton) => write!(f, "pattern {}", automaton.source()),
            other => write!(f, "{other:?}"),
        }
    }
}

fn optional(flag: bool) -> &'static str {
    if flag { "?" } else { "" }
}

fn deprecated(flag: bool) -> &'static str {
    if flag { " deprecated" } else { "" }
}
