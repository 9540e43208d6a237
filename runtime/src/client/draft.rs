//! In: the parameters and the body of one call, one after another.
//! Out: the HTTP request.
//! Guarantee: no value changes the structure of the path, adds a header or a parameter; the first fault is kept and told.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, TRANSFER_ENCODING, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};

use super::core::{Core, Settings};
use super::credential::{Prepared, is_token};
use super::error::Failed;
use super::signing::Signing;
use super::url::{SubscriberUrl, has_dot_segment};
use super::{Body, Operation, RawResponse, RequestError, alternative, exchange, percent};
use crate::{Direction, Encode, OneLine, Value, Violations, Writer};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A request under construction.
pub(super) struct Draft {
    core: Core,
    operation: &'static Operation,
    path: String,
    query: String,
    cookies: String,
    headers: HeaderMap,
    body: Option<Body>,
    timeout: Duration,
    streams: &'static [&'static str],
    /// Where it goes instead of the path below the base URL.
    subscriber: Option<SubscriberUrl>,
    fault: Option<RequestError>,
}

impl Draft {
    /// Boxed, since it is handed on by each step of a call.
    pub(super) fn new(core: Core, operation: &'static Operation) -> Box<Self> {
        Box::new(Self {
            path: operation.path.to_owned(),
            timeout: core.0.timeout,
            core,
            operation,
            query: String::new(),
            cookies: String::new(),
            headers: HeaderMap::new(),
            body: None,
            streams: &[],
            subscriber: None,
            fault: None,
        })
    }

    pub(super) fn path(&mut self, name: &str, value: &str) {
        let spans = self.path.contains(&format!("{{+{name}}}"));
        let encoded = if spans {
            percent::segments(value)
        } else {
            percent::value(value).to_string()
        };
        self.path_encoded(name, &encoded);
    }

    pub(super) fn path_encoded(&mut self, name: &str, value: &str) {
        let (variable, spanning) = (format!("{{{name}}}"), format!("{{+{name}}}"));
        let spans = self.path.contains(&spanning);
        if value.is_empty() {
            self.fail(format!(
                "the path parameter `{name}` is empty, which would name another path"
            ));
        } else if !spans && !self.path.contains(&variable) {
            self.fail(format!("the path has no parameter `{name}`"));
        } else {
            self.path = self.path.replace(if spans { &spanning } else { &variable }, value);
            if has_dot_segment(&self.path) {
                self.fail(format!(
                    "the path parameter `{name}` makes a segment `.` or `..`, which would name another path"
                ));
            }
        }
    }

    pub(super) fn query(&mut self, name: &str, value: &str) {
        self.push_query(&format!("{}={}", percent::value(name), percent::value(value)));
    }

    pub(super) fn query_list(&mut self, name: &str, elements: &[Cow<'_, str>], explode: bool) {
        if explode {
            for element in elements {
                self.query(name, element);
            }
        } else {
            self.push_query(&format!("{}={}", percent::value(name), percent::list(elements)));
        }
    }

    pub(super) fn push_query(&mut self, pair: &str) {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        self.query.push_str(pair);
    }

    pub(super) fn header(&mut self, name: &str, value: &[u8]) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            self.fail(format!("`{}` is not the name of a header", name.escape_debug()));
            return;
        };
        if [CONTENT_LENGTH, TRANSFER_ENCODING].contains(&header) {
            self.fail(format!("the header `{header}` follows from the body and cannot be set"));
            return;
        }
        match HeaderValue::from_bytes(value) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.headers.insert(header, value);
            }
            Err(_) => self.fail(format!(
                "the header `{header}` has characters that a header cannot carry"
            )),
        }
    }

    pub(super) fn header_list(&mut self, name: &str, elements: &[Cow<'_, str>]) {
        if elements.iter().any(|element| element.contains(',')) {
            self.fail(format!(
                "the header `{}` has an element with a comma, which divides elements",
                name.escape_debug()
            ));
        } else {
            self.header(name, elements.join(",").as_bytes());
        }
    }

    pub(super) fn cookie(&mut self, name: &str, value: &str) {
        self.cookie_encoded(name, &percent::value(value).to_string());
    }

    pub(super) fn cookie_encoded(&mut self, name: &str, value: &str) {
        if is_token(name) {
            self.push_cookie_pair(&format!("{name}={value}"));
        } else {
            self.fail(format!("`{}` is not the name of a cookie", name.escape_debug()));
        }
    }

    fn push_cookie_pair(&mut self, pair: &str) {
        if !self.cookies.is_empty() {
            self.cookies.push_str("; ");
        }
        self.cookies.push_str(pair);
    }

    pub(super) fn json(&mut self, text: Vec<u8>) {
        self.set_body(Bytes::from(text).into());
    }

    pub(super) fn subscriber(&mut self, url: &str) {
        match SubscriberUrl::parse(url) {
            Ok(url) => self.subscriber = Some(url),
            Err(error) => {
                self.fault.get_or_insert(error);
            }
        }
    }

    /// Which way the body travels: what the service tells a subscriber comes from the service, as its responses do.
    pub(super) fn direction(&self) -> Direction {
        match self.subscriber {
            Some(_) => Direction::Response,
            None => Direction::Request,
        }
    }

    pub(super) fn timeout(&mut self, timeout: Duration) {
        self.timeout = timeout;
    }

    /// The media types of successes that are read item by item.
    pub(super) fn streams(&mut self, media_types: &'static [&'static str]) {
        self.streams = media_types;
    }

    /// Writes a value by `write`, unless it breaks rules.
    pub(super) fn styled<T: Encode + ?Sized>(
        &mut self,
        name: &str,
        value: &T,
        write: impl FnOnce(&mut Self, Value<'_>),
    ) {
        match Writer::to_tape_in(value, self.direction()) {
            Ok(tape) => write(self, tape.root()),
            Err(violations) => self.refuse(&format!("the parameter `{}`", name.escape_debug()), &violations),
        }
    }

    /// Notes that a value breaks rules.
    #[cold]
    pub(super) fn refuse(&mut self, what: &str, violations: &Violations) {
        self.fail(format!("{what} is not valid: {}", OneLine(&violations.to_string())));
    }

    #[cold]
    pub(super) fn fail(&mut self, message: String) {
        self.fault.get_or_insert_with(|| RequestError::new(message));
    }

    /// Sends the request and waits for the whole response, of a stream for its beginning.
    pub(super) async fn send(self: Box<Self>) -> Result<RawResponse, Failed> {
        let (core, timeout, streams) = (self.core.clone(), self.timeout, self.streams);
        let request = self.into_request(&core.0).map_err(Failed::Request)?;
        let response = exchange::exchange(&core.0, request, streams);
        match tokio::time::timeout(timeout, response).await {
            Ok(response) => response.map_err(Failed::Transport),
            Err(_) => Err(Failed::Timeout(timeout)),
        }
    }

    fn into_request(mut self, settings: &Settings) -> Result<Request<Body>, RequestError> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        if self.path.contains('{') {
            return Err(RequestError::new(format!(
                "a parameter of the path `{}` has no value",
                self.operation.path
            )));
        }
        self.authorize(settings)?;
        self.describe(settings);
        let url = match &self.subscriber {
            Some(url) => url.with_query(&self.query),
            None => {
                let path = percent::path(&self.path).to_string();
                settings.base_url_of(self.operation)?.join(&path, &self.query)
            }
        };
        let uri = Uri::try_from(url)
            .map_err(|_| RequestError::new("the parameters make a URL that is too long".to_owned()))?;
        let mut request = Request::new(self.body.unwrap_or_default());
        *request.method_mut() = Method::from_bytes(self.operation.method.as_bytes())
            .map_err(|_| RequestError::new(format!("`{}` is not a method", self.operation.method.escape_debug())))?;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        request.extensions_mut().insert(self.operation);
        Ok(request)
    }

    fn authorize(&mut self, settings: &Settings) -> Result<(), RequestError> {
        for prepared in alternative::chosen(self.operation, settings).unwrap_or_default() {
            match prepared {
                Prepared::Header(name, value) => self.set_default(name, value.clone()),
                Prepared::Query(pair) => self.push_query(pair.expose()),
                Prepared::Cookie(pair) => self.push_cookie_pair(pair.expose()),
                Prepared::Signature(signing) => self.sign(signing)?,
            }
        }
        Ok(())
    }

    fn sign(&mut self, signing: &Signing) -> Result<(), RequestError> {
        let body = match &self.body {
            Some(body) => body.as_bytes().map(|bytes| &**bytes),
            None => Some(&[][..]),
        };
        let body =
            body.ok_or_else(|| RequestError::new("a body that is sent item by item cannot be signed".to_owned()))?;
        signing.sign(&mut self.headers, body)
    }

    /// Adds what each request says of itself, unless the caller said it.
    fn describe(&mut self, settings: &Settings) {
        if let Some(accept) = self
            .operation
            .accept
            .and_then(|accept| HeaderValue::from_str(accept).ok())
        {
            self.set_default(&ACCEPT, accept);
        }
        if let Some(user_agent) = settings.user_agent.clone() {
            self.set_default(&USER_AGENT, user_agent);
        }
        if !self.cookies.is_empty()
            && let Ok(mut cookies) = HeaderValue::from_str(&self.cookies)
        {
            cookies.set_sensitive(true);
            self.set_default(&COOKIE, cookies);
        }
        let expects_body = ["POST", "PUT", "PATCH"].contains(&self.operation.method);
        match &self.body {
            Some(body) => {
                if let Some(bytes) = body.as_bytes() {
                    self.headers.insert(CONTENT_LENGTH, bytes.len().into());
                }
                self.set_default(&CONTENT_TYPE, JSON);
            }
            // Servers may refuse such a request if it does not say that its body is empty.
            None if expects_body => {
                self.headers.insert(CONTENT_LENGTH, 0.into());
            }
            None => {}
        }
    }

    pub(super) fn set_body(&mut self, body: Body) {
        self.body = Some(body);
    }

    pub(super) fn set_default(&mut self, name: &HeaderName, value: HeaderValue) {
        if !self.headers.contains_key(name) {
            self.headers.insert(name, value);
        }
    }
}

impl fmt::Debug for Draft {
    /// Without values: any of them may be secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
