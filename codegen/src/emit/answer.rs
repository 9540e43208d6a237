//! In: a response in one of its forms.
//! Out: its type, how a client reads it and how a server sends it.
//! Guarantees: client and server mean the same.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{
    fragments::ident,
    outcome::{self, Answered},
    rust_type::TypeWriter,
    stream,
};
use crate::{
    ir::{Content, ContentKind, Response, Stream, TypeId, XmlContent},
    naming::Name,
};

/// What an operation may answer: a status in one form.
pub(super) struct Answer<'a> {
    /// The response.
    pub(super) response: &'a Response,
    /// Whether it is a success.
    pub(super) role: Role,
    /// The variant that stands for it where it is one of several.
    pub(super) variant: &'a Name,
    /// The form of its body; `None`: it has none.
    pub(super) content: Option<&'a Content>,
}

/// What a response is to the caller.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// What was asked for.
    Success,
    /// Anything else.
    Error,
}

/// All answers of one role.
pub(super) fn all<'a>(role: Role, responses: &'a [Response], variants: &'a [Vec<Name>]) -> Vec<Answer<'a>> {
    let pairs = responses.iter().zip(variants);
    let forms = pairs.flat_map(|(response, variants)| {
        let contents = response.content.iter().map(Some).chain([None]);
        variants.iter().zip(contents).map(move |(variant, content)| Answer {
            response,
            role,
            variant,
            content,
        })
    });
    forms.collect()
}

/// How a body is held and travels.
enum Form<'a> {
    Nothing,
    Json(TypeId, &'a str),
    Text(TypeId, &'a str),
    Xml(XmlContent, &'a str),
    /// JSON or XML, in one of these media types.
    JsonOrXml(XmlContent, &'a [String]),
    /// Bytes of the one media type that the document allows.
    Bytes(&'a str),
    /// Bytes of one of several.
    Binary,
    Stream(&'a Stream, &'a str),
}

impl Answer<'_> {
    /// The type of the body, if it is JSON or XML.
    pub(super) fn structured(&self) -> Option<TypeId> {
        match self.form() {
            Form::Json(ty, _) => Some(ty),
            Form::Xml(xml, _) | Form::JsonOrXml(xml, _) => Some(xml.ty),
            _ => None,
        }
    }

    /// Whether the body is written and read item by item.
    pub(super) fn is_stream(&self) -> bool {
        matches!(self.form(), Form::Stream(..))
    }

    /// How the body stands in XML, if it may be XML.
    pub(super) fn xml(&self) -> Option<usize> {
        match self.form() {
            Form::Xml(xml, _) | Form::JsonOrXml(xml, _) => Some(xml.root),
            _ => None,
        }
    }

    /// Whether what the client asks for decides how the body is written.
    pub(super) fn is_negotiated(&self) -> bool {
        matches!(self.form(), Form::JsonOrXml(..))
    }

    /// Whether headers stand beside the body.
    pub(super) fn is_headed(&self) -> bool {
        self.response.headers.is_some()
    }

    /// The media types and ranges of the body.
    pub(super) fn media_types(&self) -> &[String] {
        self.content
            .map(|content| content.media_types.as_slice())
            .unwrap_or_default()
    }

    /// How it knows its status.
    pub(super) fn status(&self) -> Answered {
        outcome::status(self.response.status, self.role)
    }

    fn form(&self) -> Form<'_> {
        let Some(content) = self.content else {
            return Form::Nothing;
        };
        let concrete = content.media_types.iter().find(|name| !name.contains('*'));
        let concrete = concrete.map(String::as_str);
        match &content.kind {
            &ContentKind::Json(ty) => Form::Json(ty, concrete.unwrap_or("application/json")),
            &ContentKind::Text(ty) => Form::Text(ty, concrete.unwrap_or("text/plain")),
            &ContentKind::Xml(xml) => Form::Xml(xml, concrete.unwrap_or("application/xml")),
            &ContentKind::JsonOrXml(xml) => Form::JsonOrXml(xml, &content.media_types),
            ContentKind::Stream(stream) => Form::Stream(stream, concrete.unwrap_or(stream::media_type(stream))),
            ContentKind::Binary | ContentKind::Form(_) | ContentKind::Multipart(_) => match concrete {
                Some(sole) if content.media_types.len() == 1 => Form::Bytes(sole),
                _ => Form::Binary,
            },
        }
    }

    /// What a variant holds beside the status; `None`: nothing.
    pub(super) fn payload(&self, writer: &mut TypeWriter<'_>) -> Option<TokenStream> {
        let body = match self.structured() {
            Some(ty) => Some(writer.payload(ty)),
            None => self.body(writer),
        };
        match self.response.headers {
            Some(set) => {
                let headers = writer.header_set(set);
                Some(headed(writer, &quote!(Box<#headers>), body))
            }
            None => body,
        }
    }

    /// The type of an answer that is the only success.
    pub(super) fn whole(&self, writer: &mut TypeWriter<'_>) -> TokenStream {
        let body = self.body(writer);
        match self.response.headers {
            Some(set) => {
                let headers = writer.header_set(set);
                headed(writer, &headers, body)
            }
            None => body.unwrap_or_else(|| quote!(())),
        }
    }

    fn body(&self, writer: &mut TypeWriter<'_>) -> Option<TokenStream> {
        let name = match self.form() {
            Form::Nothing => return None,
            Form::Json(ty, _) | Form::Text(ty, _) => return Some(writer.ty(ty)),
            Form::Stream(stream, _) => return Some(stream::ty(writer, stream)),
            Form::Xml(xml, _) | Form::JsonOrXml(xml, _) => return Some(writer.ty(xml.ty)),
            Form::Bytes(_) => "Bytes",
            Form::Binary => "Binary",
        };
        writer.imports.runtime(&[name]);
        let name = ident(name);
        Some(quote!(#name))
    }

    /// The method of a response that reads the body.
    pub(super) fn reader(&self) -> Ident {
        ident(match self.form() {
            Form::Nothing => "empty",
            Form::Json(..) if self.media_types().iter().all(|name| tells_json(name)) => "json",
            Form::Json(..) => "any_json",
            Form::Text(..) => "text",
            Form::Xml(..) => "xml",
            Form::JsonOrXml(..) => "json_or_xml",
            Form::Bytes(_) => "bytes",
            Form::Binary => "binary",
            Form::Stream(stream, _) => stream::reader(stream),
        })
    }

    /// What takes the body out of what carried it.
    pub(super) fn taken(&self, writer: &mut TypeWriter<'_>) -> Option<TokenStream> {
        match self.form() {
            Form::Json(ty, _) | Form::Text(ty, _) => writer.taken(ty),
            Form::Xml(xml, _) | Form::JsonOrXml(xml, _) => writer.taken(xml.ty),
            Form::Nothing | Form::Bytes(_) | Form::Binary | Form::Stream(..) => None,
        }
    }

    /// What a mock makes of the `answer` that it chose; `None`: there is nothing to make.
    pub(super) fn mocked(&self, writer: &mut TypeWriter<'_>) -> Option<TokenStream> {
        let taken = self.taken(writer);
        let body = match self.form() {
            Form::Nothing if self.is_headed() => quote!(Ok(())),
            Form::Nothing => return None,
            Form::Json(..) | Form::Text(..) | Form::Xml(..) | Form::JsonOrXml(..) => quote!(answer.body() #taken),
            Form::Bytes(_) => quote!(answer.bytes()),
            Form::Binary => quote!(answer.binary()),
            Form::Stream(stream, _) => {
                let method = ident(stream::mocked(stream));
                quote!(answer.#method())
            }
        };
        Some(if self.is_headed() {
            quote!(answer.headed(#body))
        } else {
            body
        })
    }

    /// The response that is made of `value`, in a server. `held`: as a variant holds it.
    pub(super) fn sent(
        &self,
        writer: &mut TypeWriter<'_>,
        status: &TokenStream,
        value: &Ident,
        held: bool,
    ) -> TokenStream {
        let body = if self.is_headed() {
            quote!(#value.body)
        } else {
            quote!(#value)
        };
        let borrowed = match self.structured().map(|ty| (writer.carrier(ty), ty)) {
            Some((Some(carrier), _)) => quote!(&foreign::Ref::<#carrier>(&#body)),
            // A box is written as what is in it.
            Some((None, ty)) if held && writer.is_boxed_payload(ty) => quote!(&*#body),
            _ => quote!(&#body),
        };
        let root = self.xml().map(|root| writer.xml_root(root));
        let response = match self.form() {
            Form::Nothing => quote!(respond::empty(#status)),
            Form::Json(_, "application/json") => quote!(respond::json(#status, #borrowed)),
            Form::Json(_, media_type) => quote!(respond::json_as(#status, #media_type, #borrowed)),
            Form::Xml(_, media_type) => quote!(respond::xml(#status, #media_type, &#root, #borrowed)),
            Form::JsonOrXml(_, names) => {
                quote!(respond::json_or_xml(#status, accepted_types, &[#(#names),*], &#root, #borrowed))
            }
            Form::Text(ty, media_type) => {
                let media_type = with_charset(media_type);
                let body = writer.carried_copy(ty, &body).unwrap_or(body);
                quote!(respond::text(#status, #media_type, &#body))
            }
            Form::Bytes(media_type) => quote!(respond::bytes(#status, #media_type, #body)),
            Form::Binary => quote!(respond::binary(#status, #body)),
            Form::Stream(stream, media_type) => {
                let function = ident(stream::writer(stream));
                quote!(respond::#function(#status, #media_type, #body))
            }
        };
        if self.is_headed() {
            quote!(respond::headed(&#value.headers, #response))
        } else {
            response
        }
    }
}

fn headed(writer: &mut TypeWriter<'_>, headers: &TokenStream, body: Option<TokenStream>) -> TokenStream {
    writer.imports.runtime(&["Headed"]);
    let body = body.unwrap_or_else(|| quote!(()));
    quote!(Headed<#headers, #body>)
}

/// Whether the runtime sees by the name that a body is JSON.
pub(super) fn tells_json(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence == "text/json" || essence.ends_with("+json")
}

/// Text is sent in UTF-8, which is not what `text/*` without a charset means to all readers.
fn with_charset(media_type: &str) -> String {
    let lower = media_type.to_ascii_lowercase();
    if lower.starts_with("text/") && !lower.contains("charset=") {
        format!("{media_type}; charset=utf-8")
    } else {
        media_type.to_owned()
    }
}
