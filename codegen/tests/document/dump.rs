//! A document in a form that a person can read and compare.

use std::fmt::{Display, Write};

use stubsmith::document::{
    Body, Document, Header, MediaType, Operation, Parameter, Part, QueryValue, Requirement, Response, SecurityScheme,
    Server, Status,
};
use stubsmith::pointer::Pointer;

struct Dump(String);

impl Dump {
    fn line(&mut self, depth: usize, text: impl Display) {
        writeln!(self.0, "{}{text}", "  ".repeat(depth)).expect("a string takes any text");
    }
}

pub(crate) fn dump(document: &Document) -> String {
    let mut dump = Dump(String::new());
    let info = &document.info;
    dump.line(0, format!("{:?} {:?} {:?}", document.dialect, info.title, info.version));
    dump.prose(1, "summary", info.summary.as_ref());
    dump.prose(1, "description", info.description.as_ref());
    dump.servers(0, &document.servers);
    for tag in &document.tags {
        dump.line(0, format!("tag {:?}", tag.name));
        dump.prose(1, "summary", tag.summary.as_ref());
        dump.prose(1, "parent", tag.parent.as_ref());
        dump.prose(1, "kind", tag.kind.as_ref());
        dump.prose(1, "description", tag.description.as_ref());
    }
    dump.line(0, format!("security {}", requirements(&document.security)));
    for scheme in &document.security_schemes {
        dump.scheme(scheme);
    }
    for operation in &document.operations {
        dump.operation(0, operation);
    }
    for webhook in &document.webhooks {
        dump.line(0, format!("webhook {:?} at {}", webhook.name, webhook.pointer));
        dump.operations(1, &webhook.operations);
    }
    for (name, pointer) in &document.component_schemas {
        dump.line(0, format!("schema {name} {pointer}"));
    }
    dump.0
}

impl Dump {
    fn prose(&mut self, depth: usize, what: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.line(depth, format!("{what} {text:?}"));
        }
    }

    fn servers(&mut self, depth: usize, servers: &[Server]) {
        for server in servers {
            self.line(
                depth,
                format!(
                    "server {} = {:?} at {}",
                    server.url,
                    server.default_url(),
                    server.pointer
                ),
            );
            self.prose(depth + 1, "name", server.name.as_ref());
            self.prose(depth + 1, "description", server.description.as_ref());
            for variable in &server.variables {
                let text = format!(
                    "{} = {:?} of {:?} at {}",
                    variable.name, variable.default, variable.values, variable.pointer
                );
                self.line(depth + 1, text);
                self.prose(depth + 2, "description", variable.description.as_ref());
            }
        }
    }

    fn scheme(&mut self, scheme: &SecurityScheme) {
        self.line(0, format!("scheme {} at {}", scheme.name, scheme.pointer));
        self.line(1, format!("{:?}", scheme.kind));
        self.prose(1, "description", scheme.description.as_ref());
    }

    fn operation(&mut self, depth: usize, operation: &Operation) {
        let before = self.0.len();
        self.line(
            0,
            format!("{} {} at {}", operation.method, operation.path, operation.pointer),
        );
        self.line(1, format!("template {}", template(operation)));
        for pair in &operation.template.query {
            let text = match &pair.value {
                QueryValue::Fixed(value) => format!("query {}={value}", pair.name),
                QueryValue::Variable { name, required } => {
                    let optional = if *required { "" } else { "?" };
                    format!("query {}{optional} from {name}", pair.name)
                }
            };
            self.line(1, text);
        }
        self.prose(1, "id", operation.operation_id.as_ref());
        if !operation.tags.is_empty() {
            self.line(1, format!("tags {:?}", operation.tags));
        }
        self.prose(1, "summary", operation.summary.as_ref());
        self.prose(1, "description", operation.description.as_ref());
        if operation.deprecated {
            self.line(1, "deprecated");
        }
        if let Some(security) = &operation.security {
            self.line(1, format!("security {}", requirements(security)));
        }
        self.servers(1, &operation.servers);
        for link in &operation.links {
            let operation = link.operation.as_deref().unwrap_or("-");
            self.line(1, format!("link {} to {operation}", link.name));
            self.prose(2, "description", link.description.as_ref());
        }
        for parameter in &operation.parameters {
            self.parameter(parameter);
        }
        if let Some(body) = &operation.body {
            self.body(body);
        }
        for response in &operation.responses {
            self.response(response);
        }
        for callback in &operation.callbacks {
            let (name, expression) = (&callback.name, &callback.expression);
            self.line(
                1,
                format!("callback {name:?} to {expression:?} at {}", callback.pointer),
            );
            self.operations(2, &callback.operations);
        }
        if depth > 0 {
            let lines = self.0.split_off(before);
            for line in lines.lines() {
                self.line(depth, line);
            }
        }
    }

    fn operations(&mut self, depth: usize, operations: &[Operation]) {
        for operation in operations {
            self.operation(depth, operation);
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let mut words = format!("{:?} {:?}", parameter.location, parameter.name);
        flag(&mut words, " required", parameter.required);
        flag(&mut words, " deprecated", parameter.deprecated);
        words += &format!(" {:?}", parameter.style);
        flag(&mut words, " explode", parameter.explode);
        flag(&mut words, " allow-reserved", parameter.allow_reserved);
        flag(&mut words, " allow-empty", parameter.allow_empty);
        if let Some(content) = &parameter.content {
            words += &format!(" in {:?}", content.name);
        }
        words += &shared(parameter.component.as_ref(), &parameter.pointer);
        self.line(1, words);
        self.prose(2, "description", parameter.description.as_ref());
        self.schema(2, parameter.schema.as_ref(), &parameter.examples);
    }

    fn body(&mut self, body: &Body) {
        let mut words = "body".to_owned();
        flag(&mut words, " required", body.required);
        words += &shared(body.component.as_ref(), &body.pointer);
        self.line(1, words);
        self.prose(2, "description", body.description.as_ref());
        self.content(&body.content);
    }

    fn response(&mut self, response: &Response) {
        let status = match response.status {
            Status::Code(code) => code.to_string(),
            Status::Range(digit) => format!("{digit}XX"),
            Status::Default => "default".to_owned(),
        };
        self.line(
            1,
            format!("{status}{}", shared(response.component.as_ref(), &response.pointer)),
        );
        self.prose(2, "summary", response.summary.as_ref());
        self.prose(2, "description", Some(&response.description));
        for header in &response.headers {
            self.header(header);
        }
        self.content(&response.content);
    }

    fn header(&mut self, header: &Header) {
        let mut words = format!("header {:?}", header.name);
        flag(&mut words, " required", header.required);
        flag(&mut words, " deprecated", header.deprecated);
        flag(&mut words, " explode", header.explode);
        words += &shared(header.component.as_ref(), &header.pointer);
        self.line(2, words);
        self.prose(3, "description", header.description.as_ref());
        self.schema(3, header.schema.as_ref(), &[]);
    }

    fn content(&mut self, content: &[MediaType]) {
        for media_type in content {
            self.line(2, format!("{} at {}", media_type.name, media_type.pointer));
            self.schema(3, media_type.schema.as_ref(), &media_type.examples);
            for encoding in &media_type.encodings {
                let mut words = format!("encoding {:?} {:?}", encoding.name, encoding.media_types);
                if let Some(style) = encoding.style {
                    words += &format!(" {style:?}");
                    flag(&mut words, " explode", encoding.explode);
                }
                self.line(3, words);
                for header in &encoding.headers {
                    self.header(header);
                }
            }
            let streamed = media_type.item_schema.iter().map(|place| ("item schema", place));
            let prefix = media_type
                .prefix_encoding
                .iter()
                .map(|place| ("prefix encoding", place));
            let item = media_type.item_encoding.iter().map(|place| ("item encoding", place));
            for (what, place) in streamed.chain(prefix).chain(item) {
                self.line(3, format!("{what} {place}"));
            }
        }
    }

    fn schema(&mut self, depth: usize, schema: Option<&Pointer>, examples: &[Pointer]) {
        self.line(
            depth,
            schema.map_or_else(|| "no schema".to_owned(), |pointer| format!("schema {pointer}")),
        );
        for example in examples {
            self.line(depth, format!("example {example}"));
        }
    }
}

fn flag(words: &mut String, word: &str, set: bool) {
    if set {
        words.push_str(word);
    }
}

fn shared(component: Option<&String>, pointer: &Pointer) -> String {
    match component {
        Some(name) => format!(" component {name:?} at {pointer}"),
        None => format!(" at {pointer}"),
    }
}

fn requirements(list: &[Requirement]) -> String {
    let alternatives: Vec<String> = list
        .iter()
        .map(|requirement| {
            let schemes: Vec<String> = requirement
                .schemes
                .iter()
                .map(|(name, scopes)| format!("{name}{scopes:?}"))
                .collect();
            if schemes.is_empty() {
                "anonymous".to_owned()
            } else {
                schemes.join(" and ")
            }
        })
        .collect();
    if alternatives.is_empty() {
        "none".to_owned()
    } else {
        alternatives.join(", or ")
    }
}

fn template(operation: &Operation) -> String {
    let segments: Vec<String> = operation
        .template
        .segments
        .iter()
        .map(|segment| {
            let parts: Vec<String> = segment
                .parts
                .iter()
                .map(|part| match part {
                    Part::Literal(text) => format!("{text:?}"),
                    Part::Variable(name) => format!("<{name}>"),
                    Part::Rest(name) => format!("<{name}…>"),
                })
                .collect();
            format!("[{}]", parts.join(" "))
        })
        .collect();
    segments.join(" ")
}
