//! In: one Security Scheme Object.
//! Out: what a request must carry.
//! Guarantees: one that says too little is read as the whole value of `Authorization`, which a server checks by itself.

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Location};

use super::super::Reader;
use super::super::field_name::is_token;
use super::super::kind;
use super::super::model::ParameterLocation;
use super::super::object::{Fields, Object};
use super::super::signature;
use super::model::{ApiKeyLocation, OAuth2, SchemeKind, SecurityScheme};

/// The fields that are texts. `openapiv3` knows neither `mutualTLS` nor what 3.2 added, and gives up on all of a scheme
/// for one wrong field.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Texts {
    r#type: Option<String>,
    description: Option<String>,
    name: Option<String>,
    r#in: Option<String>,
    scheme: Option<String>,
    bearer_format: Option<String>,
    open_id_connect_url: Option<String>,
    oauth2_metadata_url: Option<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn security_scheme(&mut self, map: &Object<'a>, name: &str) -> Option<SecurityScheme> {
        let resolved = self.resolve(&kind::SECURITY_SCHEME, &map.at(name))?;
        let object = resolved.object;
        let mut texts = self.typed::<Texts>(&kind::SECURITY_SCHEME, &object, &Fields::new())?;
        let description = resolved.description.or(texts.description.take());
        let kind = self.scheme_kind(&object, name, texts)?;
        Some(SecurityScheme {
            pointer: object.pointer,
            name: name.to_owned(),
            kind,
            description,
        })
    }

    fn scheme_kind(&mut self, object: &Object<'a>, name: &str, texts: Texts) -> Option<SchemeKind> {
        let written = match texts.r#type.as_deref() {
            Some(written) => Some(written.to_ascii_lowercase()),
            None => self.implied_type(object).map(str::to_ascii_lowercase),
        };
        let kind = match written.as_deref() {
            Some("http") => self.http(object, texts),
            // As Swagger 2.0 called it.
            Some("basic") => self.repaired(
                object,
                "type",
                "`type: http` with `scheme: basic`",
                SchemeKind::HttpBasic,
            ),
            Some("apikey") => return self.api_key(object, name, texts),
            Some("oauth2") => SchemeKind::OAuth2(OAuth2 {
                flows: self.flows(object),
                metadata_url: texts.oauth2_metadata_url,
            }),
            Some("openidconnect") => SchemeKind::OpenIdConnect {
                url: texts.open_id_connect_url,
            },
            Some("mutualtls") => SchemeKind::MutualTls,
            Some(_) => self.opaque(object, "type", "this is no type of security scheme"),
            None => self.opaque(object, "", "the Security Scheme Object has no `type`"),
        };
        self.check_no_signature(object)?;
        Some(kind)
    }

    /// The type that alone has the fields that are there.
    fn implied_type(&mut self, object: &Object<'a>) -> Option<&'static str> {
        let has = |name: &str| object.get(name).is_some();
        let implied = match () {
            () if has("scheme") => "http",
            () if has("in") => "apiKey",
            () if has("flows") => "oauth2",
            () if has("openIdConnectUrl") => "openIdConnect",
            () => return None,
        };
        let message = format!("the Security Scheme Object has no `type`; it is read as `{implied}`");
        let place = Location::Key(object.pointer.clone());
        let diagnostic = Diagnostic::new(Code::RepairedSecurityScheme, place, message);
        self.report(diagnostic.help(format!("add `type: {implied}`")));
        Some(implied)
    }

    fn http(&mut self, object: &Object<'a>, texts: Texts) -> SchemeKind {
        let Some(scheme) = texts.scheme else {
            if texts.bearer_format.is_some() {
                let format = texts.bearer_format;
                return self.repaired(object, "", "`scheme: bearer`", SchemeKind::HttpBearer { format });
            }
            return self.opaque(object, "", "the Security Scheme Object has no `scheme`");
        };
        let format = texts.bearer_format;
        match scheme.to_ascii_lowercase().as_str() {
            "bearer" => SchemeKind::HttpBearer { format },
            "basic" => SchemeKind::HttpBasic,
            _ if !scheme.is_empty() && scheme.chars().all(is_token) => SchemeKind::Http { scheme },
            other => match other.split(|character: char| !character.is_ascii_alphabetic()).next() {
                Some("bearer") => {
                    self.repaired(object, "scheme", "`scheme: bearer`", SchemeKind::HttpBearer { format })
                }
                Some("basic") => self.repaired(object, "scheme", "`scheme: basic`", SchemeKind::HttpBasic),
                _ => self.opaque(object, "scheme", "this is no HTTP authentication scheme"),
            },
        }
    }

    fn api_key(&mut self, object: &Object<'a>, scheme: &str, texts: Texts) -> Option<SchemeKind> {
        let location = match texts.r#in.as_deref().map(str::to_ascii_lowercase).as_deref() {
            Some("header") => ApiKeyLocation::Header,
            Some("query") => ApiKeyLocation::Query,
            Some("cookie") => ApiKeyLocation::Cookie,
            Some(_) => {
                self.check_no_signature(object)?;
                return Some(self.opaque(object, "in", "an API key cannot be there"));
            }
            None => {
                self.check_no_signature(object)?;
                return Some(self.opaque(object, "", "the Security Scheme Object has no `in`"));
            }
        };
        let name = texts.name.unwrap_or_default();
        let is_sendable = match location {
            ApiKeyLocation::Header | ApiKeyLocation::Cookie => is_name(&name),
            ApiKeyLocation::Query => !name.is_empty(),
        };
        let is_signature = location == ApiKeyLocation::Header && object.members.contains_key(signature::EXTENSION);
        if is_signature {
            let place = Location::Pointer(object.at("name"));
            self.check_name(ParameterLocation::Header, &name, place)?;
            return self.signature(object, name).map(SchemeKind::Signature);
        }
        self.check_no_signature(object)?;
        if is_sendable {
            return Some(SchemeKind::ApiKey { location, name });
        }
        let part = if object.get("name").is_some() { "name" } else { "" };
        // Some write the header as it stands in a message, or as the scheme's name with words for people as the header.
        let header = name.trim_end_matches([':', ' ']).trim_start();
        let meant = [header, scheme].into_iter().find(|meant| is_name(meant));
        let is_plain = |meant: &str| meant == header || meant.contains('-');
        if let Some(meant) = meant.filter(|meant| !part.is_empty() && is_plain(meant))
            && location != ApiKeyLocation::Query
        {
            let name = meant.to_owned();
            let reading = format!("`name: {name}`");
            return Some(self.repaired(object, part, &reading, SchemeKind::ApiKey { location, name }));
        }
        Some(self.opaque(object, part, "nothing can be sent under the name of this API key"))
    }

    fn check_no_signature(&mut self, object: &Object<'a>) -> Option<()> {
        if !object.members.contains_key(signature::EXTENSION) {
            return Some(());
        }
        let message = "only a header can carry a signature";
        let place = Location::Key(object.at(signature::EXTENSION));
        self.report(
            Diagnostic::new(Code::InvalidExtension, place, message).help("use `type: apiKey` and `in: header`"),
        );
        None
    }

    /// Tells of a reading that the document plainly means.
    fn repaired(&mut self, object: &Object<'a>, member: &str, reading: &str, kind: SchemeKind) -> SchemeKind {
        let message = format!("the security scheme is read as {reading}");
        self.report(
            Diagnostic::new(Code::RepairedSecurityScheme, place(object, member), message).help("write it like that"),
        );
        kind
    }

    /// A scheme of which nobody can say what it asks for. It stays: leaving it out would let anybody in.
    fn opaque(&mut self, object: &Object<'a>, member: &str, problem: &str) -> SchemeKind {
        let message = format!("{problem}; the credential is read as all of the header `Authorization`");
        let diagnostic = Diagnostic::new(Code::RepairedSecurityScheme, place(object, member), message);
        self.report(diagnostic.help("say what a request must carry, such as `type: http` and `scheme: bearer`"));
        SchemeKind::opaque()
    }
}

/// The member, or the object where that is missing.
fn place(object: &Object<'_>, member: &str) -> Location {
    if member.is_empty() {
        Location::Key(object.pointer.clone())
    } else {
        Location::Pointer(object.at(member))
    }
}

/// Whether this is a `token` of RFC 9110, section 5.6.2, as names of headers and cookies are.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(is_token)
}
