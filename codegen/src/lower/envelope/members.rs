//! In: the type of an error body.
//! Out: how a value of it is made of a rejection.
//! Guarantees: what a rule says goes before what a name says; nothing that must be there is left out; a value says what is
//! wrong, unless the user asked for that very type.

use super::{
    rules::{EnvelopeRule, EnvelopeRules},
    words,
};
use crate::{
    diagnostic::Diagnostics,
    ir::{EnvelopeValue, Field, Format, Presence, Shape, Type, TypeId, Types},
};

/// An envelope nests once or twice; a type that contains itself must not be followed for ever.
const DEEPEST: usize = 3;

/// The members of one candidate.
pub(super) struct Members<'a> {
    types: &'a Types,
    rules: &'a EnvelopeRules,
    /// The members that rules could name.
    paths: Vec<String>,
    /// What rules say that cannot be.
    unfit: Diagnostics,
    /// Those that must be there, and of which nothing says what goes in.
    unfilled: Vec<String>,
}

/// Where a member stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    path: &'a str,
    depth: usize,
    /// Whether it is in an item that stands for one violation.
    in_item: bool,
}

impl Place<'_> {
    /// The path of a member.
    fn inner(&self, name: &str) -> String {
        match self.path {
            "" => name.to_owned(),
            outer => format!("{outer}.{name}"),
        }
    }
}

impl<'a> Members<'a> {
    pub(super) fn new(types: &'a Types, rules: &'a EnvelopeRules) -> Self {
        Self {
            types,
            rules,
            paths: Vec::new(),
            unfit: Diagnostics::default(),
            unfilled: Vec::new(),
        }
    }

    /// How a value of the type is made, if it is an object that can be filled.
    pub(super) fn envelope(&mut self, ty: TypeId) -> Option<EnvelopeValue> {
        let whole = Place {
            path: "",
            depth: 0,
            in_item: false,
        };
        let value = self.object(ty, whole)?;
        (says_something(&value) || self.rules.schema.is_some()).then_some(value)
    }

    /// What is wrong with the rules, if these members are the envelope's.
    pub(super) fn problems(self) -> Diagnostics {
        let mut problems = self.rules.unmatched(&self.paths);
        problems.extend(self.unfit);
        if !self.unfilled.is_empty() && self.rules.schema.is_some() {
            problems.push(EnvelopeRules::unfilled(&self.unfilled));
        }
        problems
    }

    fn object(&mut self, ty: TypeId, place: Place<'_>) -> Option<EnvelopeValue> {
        let (id, Type::Defined(definition)) = self.types.resolved(ty) else {
            return None;
        };
        let Shape::Object(object) = &definition.shape else {
            return None;
        };
        if place.depth > DEEPEST {
            return None;
        }
        // Each is looked at even after one has failed, so that all rules are.
        let members: Vec<Option<EnvelopeValue>> = object
            .fields
            .iter()
            .map(|field| {
                let path = place.inner(&field.name);
                self.paths.push(path.clone());
                let inner = Place { path: &path, ..place };
                self.member(field, inner)
            })
            .collect();
        let mut members: Vec<EnvelopeValue> = members.into_iter().collect::<Option<_>>()?;
        self.say_it_once(&object.fields, &mut members, place);
        Some(EnvelopeValue::Object(id, members))
    }

    /// Leaves out the objects that may be left out, but for one where nothing else says what is wrong.
    fn say_it_once(&self, fields: &[Field], members: &mut [EnvelopeValue], place: Place<'_>) {
        let is_ruled = |path: &str| {
            let below = format!("{path}.");
            self.rules.members.keys().any(|rule| rule.starts_with(&below))
        };
        let is_spare = |field: &Field, member: &EnvelopeValue| {
            let is_object = matches!(member, EnvelopeValue::Object(..));
            is_object && field.presence != Presence::Required && !is_ruled(&place.inner(&field.name))
        };
        let pairs = || fields.iter().zip(members.iter());
        let mut is_said = pairs().any(|(field, member)| has_message(member) && !is_spare(field, member));
        let spare: Vec<bool> = pairs().map(|(field, member)| is_spare(field, member)).collect();
        for (member, _) in members.iter_mut().zip(spare).filter(|(_, is_spare)| *is_spare) {
            if std::mem::replace(&mut is_said, true) {
                *member = EnvelopeValue::Nothing;
            }
        }
    }

    fn member(&mut self, field: &Field, place: Place<'_>) -> Option<EnvelopeValue> {
        let must = field.presence == Presence::Required;
        if let Some(rule) = self.rules.members.get(place.path) {
            return match self.ruled(field, must, rule) {
                Ok(value) => Some(value),
                Err(why) => {
                    self.unfit.push(EnvelopeRules::unfit(place.path, &why));
                    None
                }
            };
        }
        let (id, resolved) = self.types.resolved(field.ty);
        let (unfilled, unfit) = (self.unfilled.len(), self.unfit.len());
        let deeper = Place {
            depth: place.depth + 1,
            ..place
        };
        let value = match resolved {
            Type::Text(Format::Plain) if place.in_item => words::text_of_each(&field.name, must),
            Type::Text(Format::Plain) => words::text(&field.name, must),
            Type::Integer(_) => words::status(&field.name),
            Type::Array(item) if !place.in_item && words::is_list_of_violations(&field.name) => {
                self.each(*item, deeper)
            }
            Type::Defined(definition) => match &definition.shape {
                Shape::Enumeration(enumeration) if must => words::by_status(id, enumeration),
                Shape::Object(_) if must => self.object(field.ty, deeper),
                Shape::Object(_) => self.object(field.ty, deeper).filter(has_message),
                _ => None,
            },
            _ => None,
        };
        if value.is_none() && !must {
            // It is left out, whatever is missing inside.
            self.unfilled.truncate(unfilled);
        } else if value.is_none() && (unfilled, unfit) == (self.unfilled.len(), self.unfit.len()) {
            self.unfilled.push(place.path.to_owned());
        }
        value.or((!must).then_some(EnvelopeValue::Nothing))
    }

    /// A list of what is wrong: of texts, or of objects that hold at least a message.
    fn each(&mut self, item: TypeId, place: Place<'_>) -> Option<EnvelopeValue> {
        let place = Place { in_item: true, ..place };
        let value = match self.types.resolved(item).1 {
            Type::Text(Format::Plain) => EnvelopeValue::Message,
            _ => self.object(item, place)?,
        };
        has_message(&value).then(|| EnvelopeValue::Each(Box::new(value)))
    }

    /// What a rule puts into a member, or why that cannot be.
    fn ruled(&self, field: &Field, must: bool, rule: &EnvelopeRule) -> Result<EnvelopeValue, String> {
        let (id, resolved) = self.types.resolved(field.ty);
        let enumeration = match resolved {
            Type::Defined(definition) => match &definition.shape {
                Shape::Enumeration(enumeration) => Some(enumeration),
                _ => None,
            },
            _ => None,
        };
        let index = |text: &str| {
            let mut values = enumeration.into_iter().flat_map(|it| &it.values);
            let found = values.position(|value| value.as_str() == Some(text));
            found.ok_or_else(|| format!("`{text}` is none of its values"))
        };
        match (rule, resolved) {
            (EnvelopeRule::Nothing, _) if must => Err("it must be there".to_owned()),
            (EnvelopeRule::Nothing, _) => Ok(EnvelopeValue::Nothing),
            (EnvelopeRule::Text(choices, other), Type::Text(Format::Plain)) => {
                Ok(EnvelopeValue::Text(choices.clone(), other.clone()))
            }
            (EnvelopeRule::Text(choices, other), _) if enumeration.is_some() => {
                let choices = choices.iter().map(|(status, text)| Ok((*status, index(text)?)));
                Ok(EnvelopeValue::ByStatus {
                    ty: id,
                    choices: choices.collect::<Result<_, String>>()?,
                    other: index(other)?,
                })
            }
            (EnvelopeRule::Status, Type::Integer(_)) => Ok(EnvelopeValue::Status),
            (EnvelopeRule::Status, Type::Text(Format::Plain)) => Ok(EnvelopeValue::StatusText),
            (EnvelopeRule::Message, Type::Text(Format::Plain)) => Ok(EnvelopeValue::Message),
            (EnvelopeRule::Code, Type::Text(Format::Plain)) => Ok(EnvelopeValue::Code),
            (EnvelopeRule::Parameter, Type::Text(Format::Plain)) => Ok(EnvelopeValue::Parameter),
            (EnvelopeRule::Pointer, Type::Text(Format::Plain)) => Ok(EnvelopeValue::Pointer),
            (EnvelopeRule::RequestId, Type::Text(Format::Plain)) => Ok(EnvelopeValue::RequestId),
            (EnvelopeRule::Status, _) => Err("it is neither an integer nor a string".to_owned()),
            (EnvelopeRule::Text(..), _) => Err("it is neither a string nor an enumeration of strings".to_owned()),
            _ => Err("it is not a string without constraints".to_owned()),
        }
    }
}

/// Whether a value says in words what is wrong.
fn has_message(value: &EnvelopeValue) -> bool {
    match value {
        EnvelopeValue::Message => true,
        EnvelopeValue::Object(_, members) => members.iter().any(has_message),
        EnvelopeValue::Each(item) => has_message(item),
        _ => false,
    }
}

/// Whether a value says anything of what is wrong.
fn says_something(value: &EnvelopeValue) -> bool {
    match value {
        EnvelopeValue::Object(_, members) => members.iter().any(says_something),
        EnvelopeValue::Message | EnvelopeValue::Code | EnvelopeValue::Text(..) | EnvelopeValue::ByStatus { .. } => true,
        EnvelopeValue::Each(item) => says_something(item),
        _ => false,
    }
}
