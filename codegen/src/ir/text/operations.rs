//! In: the operations of an API.
//! Out: their part of its text form.
//! Guarantees: whatever an operation says about requests and responses is in it.

use std::fmt::{self, Formatter};

use super::{deprecated, optional};
use crate::ir::{
    Api, Condition, Content, ContentKind, Destination, Header, Operation, Parameter, ParameterShape, Part, PartKind,
    Response,
};

impl Api {
    pub(super) fn operation(&self, f: &mut Formatter<'_>, operation: &Operation) -> fmt::Result {
        writeln!(
            f,
            "  operation {}{} {} {}  @{}",
            operation.id,
            deprecated(operation.deprecated),
            operation.method,
            operation.path,
            operation.pointer
        )?;
        match &operation.destination {
            Destination::Service => {}
            Destination::Webhook(name) => writeln!(f, "    webhook {name}")?,
            Destination::Callback(callback) => {
                let (name, operations) = (&callback.name, callback.operations.join(", "));
                writeln!(f, "    callback {name} of {operations} to {}", callback.expression)?;
            }
        }
        if let Some(url) = &operation.base_url {
            writeln!(f, "    base_url {url}")?;
        }
        if !operation.security.is_empty() {
            let alternatives: Vec<String> = operation.security.iter().map(|it| self.requirement(it)).collect();
            writeln!(f, "    security {}", alternatives.join(" | "))?;
        }
        if operation.precedence > 0 {
            writeln!(f, "    precedence {}", operation.precedence)?;
        }
        for selector in &operation.selectors {
            let location = selector.location.as_str();
            let condition = self.condition(&selector.condition);
            writeln!(f, "    selected by {location} {}{condition}", selector.name)?;
        }
        for parameter in &operation.parameters {
            writeln!(f, "    {}", self.parameter(parameter))?;
        }
        if let Some(body) = &operation.body {
            writeln!(
                f,
                "    body{} {}",
                optional(!body.required),
                self.contents(&body.content)
            )?;
        }
        for response in &operation.successes {
            writeln!(f, "    success {}", self.response(response))?;
        }
        for response in &operation.errors {
            writeln!(f, "    error {}", self.response(response))?;
        }
        Ok(())
    }

    fn condition(&self, condition: &Condition) -> String {
        match condition {
            Condition::Value(value) => format!("={value:?}"),
            Condition::Present => String::new(),
            Condition::Type(ty) => format!(" {}", self.ty(*ty)),
            Condition::MediaType(names) => format!(" {}", names.join(", ")),
        }
    }

    fn parameter(&self, parameter: &Parameter) -> String {
        let location = parameter.location.as_str();
        let shape = self.parameter_shape(&parameter.shape);
        let mut text = format!(
            "{location} {}{}{} {shape}",
            parameter.name,
            optional(!parameter.required),
            deprecated(parameter.deprecated)
        );
        if parameter.allow_empty {
            text.push_str(" allow-empty");
        }
        if parameter.allow_reserved {
            text.push_str(" allow-reserved");
        }
        text
    }

    fn response(&self, response: &Response) -> String {
        let status = response.status;
        let component = response
            .component
            .as_ref()
            .map(|name| format!(" ({name})"))
            .unwrap_or_default();
        let headers = response.headers.and_then(|set| self.header_sets.get(set));
        let headers: String = headers
            .into_iter()
            .flat_map(|set| &set.headers)
            .map(|header| self.header(header))
            .collect();
        let body = match response.content.as_slice() {
            [] => "-".to_owned(),
            content => self.contents(content),
        };
        format!("{status}{component} {body}{headers}")
    }

    fn header(&self, header: &Header) -> String {
        let (optional, flag) = (optional(!header.required), deprecated(header.deprecated));
        let shape = self.parameter_shape(&header.shape);
        format!(" header {}{optional}{flag} {shape}", header.name)
    }

    fn parameter_shape(&self, shape: &ParameterShape) -> String {
        match *shape {
            ParameterShape::Single(ty) => self.ty(ty),
            ParameterShape::List {
                item, style, explode, ..
            } => format!("[{}] {style:?} explode={explode}", self.ty(item)),
            ParameterShape::Styled { ty, style, explode } => format!("{} {style:?} explode={explode}", self.ty(ty)),
            ParameterShape::Json(ty) => format!("json {}", self.ty(ty)),
        }
    }

    /// One plain JSON body is its type alone.
    fn contents(&self, content: &[Content]) -> String {
        let forms = content
            .iter()
            .map(|form| match (&form.kind, form.media_types.as_slice()) {
                (ContentKind::Json(ty), [name]) if name == "application/json" => self.ty(*ty),
                (kind, names) => format!("{}: {}", names.join(", "), self.content_kind(kind)),
            });
        forms.collect::<Vec<_>>().join(" | ")
    }

    fn content_kind(&self, kind: &ContentKind) -> String {
        match kind {
            ContentKind::Json(ty) => format!("json {}", self.ty(*ty)),
            ContentKind::Text(ty) => format!("text {}", self.ty(*ty)),
            ContentKind::Stream(stream) => format!("stream {:?} {}", stream.framing, self.ty(stream.item)),
            ContentKind::Xml(xml) => format!("xml {} <{}>", self.ty(xml.ty), self.xml_root(xml.root)),
            ContentKind::JsonOrXml(xml) => format!("json or xml {} <{}>", self.ty(xml.ty), self.xml_root(xml.root)),
            ContentKind::Binary => "binary".to_owned(),
            ContentKind::Form(form) => {
                let encodings: String = form
                    .encodings
                    .iter()
                    .map(|it| format!(" {}={:?}", it.name, it.kind))
                    .collect();
                format!("form {}{encodings}", self.ty(form.ty))
            }
            ContentKind::Multipart(multipart) => {
                let parts: Vec<String> = multipart.parts.iter().map(|part| self.part(part)).collect();
                let closed = if multipart.closed { " closed" } else { "" };
                format!("multipart{closed} {{ {} }}", parts.join(", "))
            }
        }
    }

    fn part(&self, part: &Part) -> String {
        let kind = match part.kind {
            PartKind::File => "file".to_owned(),
            PartKind::Text(ty) => self.ty(ty),
            PartKind::Json(ty) => format!("json {}", self.ty(ty)),
        };
        let kind = if part.repeated { format!("[{kind}]") } else { kind };
        let counts: String = part.counts.iter().map(|count| format!(" {count:?}")).collect();
        let (optional, flag) = (optional(!part.required), deprecated(part.deprecated));
        let media_types: String = part.media_types.iter().map(|name| format!(" {name}")).collect();
        format!("{}{optional}{flag}: {kind}{counts}{media_types}", part.name)
    }
}
