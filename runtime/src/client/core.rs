//! In: the description of an API and the settings of a client.
//! Out: [`Core`], all of a client that does not depend on its operations.
//! Guarantee: once built, settings are valid; clones share connections; `Debug` shows no credential.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::credential::{Credential, Prepared};
use super::draft::Draft;
use super::transport::Erased;
use super::url::BaseUrl;
use super::{Api, BuildError, Call, Operation, Outcome, RawResponse, RequestError, Transport};

/// How long a call may take unless told otherwise.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How many bytes the body of a success may have unless told otherwise: 32 MiB.
const MAX_RESPONSE_BYTES: usize = 32 << 20;

/// How many bytes the body of any other response may have: 1 MiB.
pub(super) const MAX_ERROR_BYTES: usize = 1 << 20;

/// The settings of a client.
#[derive(Clone)]
pub struct CoreBuilder {
    api: &'static Api,
    base_url: Option<String>,
    needs_base_url: bool,
    timeout: Duration,
    max_response_bytes: usize,
    trusts_responses: bool,
    credentials: BTreeMap<usize, Credential>,
    transport: Option<Erased>,
}

impl CoreBuilder {
    /// The settings of a client for `api`, without credentials.
    #[must_use]
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            needs_base_url: true,
            timeout: TIMEOUT,
            max_response_bytes: MAX_RESPONSE_BYTES,
            trusts_responses: false,
            credentials: BTreeMap::new(),
            transport: None,
        }
    }

    /// The settings of a client whose calls each say where they go: see [`Call::to`].
    #[must_use]
    pub fn without_base_url(api: &'static Api) -> Self {
        Self {
            needs_base_url: false,
            ..Self::new(api)
        }
    }

    /// The `http` or `https` URL that paths are appended to, instead of those of the document: the API's and those that
    /// operations have of their own, save that a path at the same host stays. It may have a path.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// How long a call may take in all, with the body of the response: 30 seconds unless set, for ever with
    /// `Duration::MAX`. A stream has this time to begin.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How many bytes the body of a success may have, or one item of a stream: 32 MiB unless set. Bodies of other
    /// responses may have 1 MiB.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// Takes what servers send without checking it against patterns, lengths, ranges and the like: values have the
    /// declared types, and [`Validity`](crate::Validity) tells whether they keep the rules.
    #[must_use]
    pub fn trust_responses(mut self) -> Self {
        self.trusts_responses = true;
        self
    }

    /// Sends requests through `service`.
    #[must_use]
    pub fn transport<S, B>(mut self, service: S) -> Self
    where
        S: Transport<B>,
    {
        self.transport = Some(service.erase());
        self
    }

    /// Sends requests through `client`.
    ///
    /// Whether redirects are followed is up to it. If it follows them to another host, it takes credentials along that
    /// it does not know as such: those in headers other than `Authorization` and `Cookie`.
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    #[must_use]
    pub fn reqwest(mut self, client: reqwest::Client) -> Self {
        self.transport = Some(super::reqwest_transport::erase(client));
        self
    }

    /// Sets the credential for the security scheme at `scheme` of [`Api::schemes`].
    #[must_use]
    pub fn credential(mut self, scheme: usize, credential: Credential) -> Self {
        self.credentials.insert(scheme, credential);
        self
    }

    /// Checks the settings.
    ///
    /// # Errors
    ///
    /// There is no valid base URL, a credential cannot be sent, or there is no transport.
    pub fn build(self) -> Result<Core, BuildError> {
        let api = self.api;
        let base_url = match (self.base_url.as_deref(), api.base_url) {
            (None, None) if !self.needs_base_url => None,
            (given, documented) => Some(BaseUrl::choose(given, documented)?),
        };
        let is_base_url_given = self.base_url.is_some();
        let mut credentials = BTreeMap::new();
        for (index, credential) in self.credentials {
            if let Some(scheme) = api.schemes.get(index) {
                credentials.insert(index, credential.prepare(scheme)?);
            }
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(base_url.as_ref())?,
        };
        Ok(Core(Arc::new(Settings {
            api,
            base_url,
            is_base_url_given,
            // A name that cannot be sent is left out: nothing depends on it.
            user_agent: HeaderValue::from_str(api.user_agent).ok(),
            timeout: self.timeout,
            max_response_bytes: self.max_response_bytes,
            trusts_responses: self.trusts_responses,
            credentials,
            transport,
        })))
    }
}

#[cfg(any(feature = "rustls", feature = "native-tls"))]
fn default_transport(base_url: Option<&BaseUrl>) -> Result<Erased, BuildError> {
    super::reqwest_transport::default(base_url)
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn default_transport(_: Option<&BaseUrl>) -> Result<Erased, BuildError> {
    Err(BuildError::NoTransport)
}

impl fmt::Debug for CoreBuilder {
    /// Without the base URL, which is not checked yet and may hold credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CoreBuilder")
            .field("api", &self.api.title)
            .field("timeout", &self.timeout)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("credentials", &names(self.api, &self.credentials))
            .finish_non_exhaustive()
    }
}

/// All of a client that does not depend on its operations. Clones share connections.
#[derive(Clone)]
pub struct Core(pub(super) Arc<Settings>);

/// What calls of one client share.
pub(super) struct Settings {
    pub(super) api: &'static Api,
    /// `None`: each call says where it goes.
    base_url: Option<BaseUrl>,
    /// By the user, who then means all operations.
    is_base_url_given: bool,
    pub(super) user_agent: Option<HeaderValue>,
    pub(super) timeout: Duration,
    pub(super) max_response_bytes: usize,
    pub(super) trusts_responses: bool,
    pub(super) credentials: BTreeMap<usize, Prepared>,
    pub(super) transport: Erased,
}

impl Settings {
    /// The URL that goes before the path of an operation.
    pub(super) fn base_url_of(&self, operation: &Operation) -> Result<Cow<'_, BaseUrl>, RequestError> {
        let Some(base_url) = &self.base_url else {
            return Err(RequestError::new("the call does not say where it goes".to_owned()));
        };
        let Some(own) = operation.base_url else {
            return Ok(Cow::Borrowed(base_url));
        };
        if own.starts_with('/') {
            return Ok(Cow::Owned(base_url.at_same_host(own)));
        }
        if self.is_base_url_given {
            return Ok(Cow::Borrowed(base_url));
        }
        let parsed = BaseUrl::choose(Some(own), None);
        parsed
            .map(Cow::Owned)
            .map_err(|error| RequestError::new(format!("the operation has a server of its own: {error}")))
    }
}

impl Core {
    /// Begins a call of `operation`, whose answer `decode` reads.
    pub fn call<S, E>(&self, operation: &'static Operation, decode: fn(&RawResponse) -> Outcome<S, E>) -> Call<S, E> {
        Call::new(Draft::new(self.clone(), operation), decode)
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &self.0;
        f.debug_struct("Core")
            .field("api", &settings.api.title)
            .field("base_url", &settings.base_url.as_ref().map(BaseUrl::as_str))
            .field("timeout", &settings.timeout)
            .field("max_response_bytes", &settings.max_response_bytes)
            .field("credentials", &names(settings.api, &settings.credentials))
            .finish_non_exhaustive()
    }
}

/// The names of the schemes for which there is a credential.
fn names<T>(api: &'static Api, credentials: &BTreeMap<usize, T>) -> Vec<&'static str> {
    let schemes = credentials.keys().filter_map(|index| api.schemes.get(*index));
    schemes.map(|scheme| scheme.name).collect()
}
