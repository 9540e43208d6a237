//! What the generator emits for a client, by hand.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::time::Duration;

use stubsmith_runtime::client::{
    Api, BuildError, Call, Core, CoreBuilder, Credential, Operation, Outcome, RawResponse, Scheme, SchemeKind,
    Transport,
};
use stubsmith_runtime::http::StatusCode;
use stubsmith_runtime::signature::{Algorithm, PayloadPart, SignatureEncoding, SignatureScheme};
use stubsmith_runtime::{Context, Decode, Encode, ErrorStatus, Fields, Secret, StatusRange, Value, Writer};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct InvoiceId(String);
stubsmith_runtime::string_newtype!(InvoiceId, [StringRule::MaxLength(100)]);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tags(Vec<String>);
stubsmith_runtime::array_newtype!(Tags(String), [CountRule::Max(3)]);

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Notes(BTreeMap<String, String>);
stubsmith_runtime::map_newtype!(Notes(String), []);

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Invoice {
    pub(crate) id: String,
    pub(crate) amount: Option<i64>,
    pub(crate) session: Option<Secret>,
}

impl Decode for Invoice {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let mut fields = Fields::new(value, cx)?;
        let id = fields.required("id");
        let amount = fields.optional("amount");
        let session = fields.optional("session");
        Some(Self {
            id: id?,
            amount: amount?,
            session: session?,
        })
    }
}

impl Encode for Invoice {
    fn encode(&self, writer: &mut Writer) {
        let mut fields = writer.object();
        fields.required("id", &self.id);
        fields.optional("amount", &self.amount);
        fields.optional("session", &self.session);
        fields.end();
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Problem {
    pub(crate) message: String,
}

impl Decode for Problem {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let mut fields = Fields::new(value, cx)?;
        let message = fields.required("message");
        Some(Self { message: message? })
    }
}

/// The errors that `cancelInvoice` declares.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CancelInvoiceError {
    NotFound(Box<Problem>),
    Gone,
    Conflict(StatusRange<424, 429>, Box<Problem>),
    Locked(Box<Notes>),
    Default(ErrorStatus, Box<Problem>),
}

impl CancelInvoiceError {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound(_) => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::Conflict(status, _) => status.get(),
            Self::Locked(_) => StatusCode::LOCKED,
            Self::Default(status, _) => status.get(),
        }
    }
}

impl fmt::Display for CancelInvoiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the server answered {}", self.status())
    }
}

impl std::error::Error for CancelInvoiceError {}

static API: Api = Api {
    title: "Sample",
    base_url: Some("https://api.example.com/base/"),
    user_agent: "sample-client/1.2.3",
    schemes: &[
        Scheme {
            name: "bearerAuth",
            kind: SchemeKind::Bearer,
        },
        Scheme {
            name: "basicAuth",
            kind: SchemeKind::Basic,
        },
        Scheme {
            name: "headerKey",
            kind: SchemeKind::Header("X-Api-Key"),
        },
        Scheme {
            name: "queryKey",
            kind: SchemeKind::Query("api_key"),
        },
        Scheme {
            name: "sessionCookie",
            kind: SchemeKind::Cookie("nl_session"),
        },
        Scheme {
            name: "requestSignature",
            kind: SchemeKind::Signature(SIGNATURE),
        },
    ],
};

pub(crate) const SIGNATURE: SignatureScheme =
    SignatureScheme::new(Algorithm::HmacSha512, SignatureEncoding::Hex, "Request-Signature")
        .payload(&[PayloadPart::Timestamp, PayloadPart::Literal("."), PayloadPart::Body])
        .timestamp_header("Request-Timestamp", 300);

#[derive(Clone, Debug)]
pub(crate) struct Client {
    core: Core,
}

impl Client {
    pub(crate) fn builder() -> ClientBuilder {
        ClientBuilder {
            core: CoreBuilder::new(&API),
        }
    }

    pub(crate) fn invoices(&self) -> Invoices<'_> {
        Invoices { core: &self.core }
    }

    pub(crate) fn hooks(&self) -> Hooks<'_> {
        Hooks { core: &self.core }
    }
}

#[derive(Clone, Debug)]
#[must_use]
pub(crate) struct ClientBuilder {
    core: CoreBuilder,
}

impl ClientBuilder {
    pub(crate) fn base_url(self, url: impl Into<String>) -> Self {
        Self {
            core: self.core.base_url(url),
        }
    }

    pub(crate) fn timeout(self, timeout: Duration) -> Self {
        Self {
            core: self.core.timeout(timeout),
        }
    }

    pub(crate) fn max_response_bytes(self, bytes: usize) -> Self {
        Self {
            core: self.core.max_response_bytes(bytes),
        }
    }

    pub(crate) fn transport<S, B>(self, service: S) -> Self
    where
        S: Transport<B>,
    {
        Self {
            core: self.core.transport(service),
        }
    }

    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    pub(crate) fn reqwest(self, client: stubsmith_runtime::reqwest::Client) -> Self {
        Self {
            core: self.core.reqwest(client),
        }
    }

    pub(crate) fn bearer_auth(self, token: impl Into<Secret>) -> Self {
        Self {
            core: self.core.credential(0, Credential::bearer(token)),
        }
    }

    pub(crate) fn basic_auth(self, username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self {
            core: self.core.credential(1, Credential::basic(username, password)),
        }
    }

    pub(crate) fn header_key(self, key: impl Into<Secret>) -> Self {
        Self {
            core: self.core.credential(2, Credential::api_key(key)),
        }
    }

    pub(crate) fn query_key(self, key: impl Into<Secret>) -> Self {
        Self {
            core: self.core.credential(3, Credential::api_key(key)),
        }
    }

    pub(crate) fn session_cookie(self, key: impl Into<Secret>) -> Self {
        Self {
            core: self.core.credential(4, Credential::api_key(key)),
        }
    }

    pub(crate) fn request_signature(self, secret: impl Into<Secret>) -> Self {
        Self {
            core: self.core.credential(5, Credential::signature(secret)),
        }
    }

    pub(crate) fn build(self) -> Result<Client, BuildError> {
        Ok(Client {
            core: self.core.build()?,
        })
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Invoices<'a> {
    core: &'a Core,
}

impl Invoices<'_> {
    pub(crate) fn cancel_invoice(&self, id: &InvoiceId) -> Call<Invoice, CancelInvoiceError> {
        self.core.call(&CANCEL_INVOICE, cancel_invoice_outcome).path("id", id)
    }

    pub(crate) fn find_invoices(&self, text: &str, tags: &Tags) -> FindInvoicesCall {
        let call = self
            .core
            .call(&FIND_INVOICES, find_invoices_outcome)
            .path("store", "a/b")
            .query("q", text)
            .query_list("tag", tags, true)
            .header_parameter_list("X-Tags", tags)
            .cookie("theme", "d;rk");
        FindInvoicesCall(call)
    }

    pub(crate) fn put_invoice(&self, body: &Invoice) -> Call<(), CancelInvoiceError> {
        self.core.call(&PUT_INVOICE, put_invoice_outcome).json(body)
    }

    pub(crate) fn delete_invoice(&self, id: &InvoiceId) -> Call<(), CancelInvoiceError> {
        self.core.call(&DELETE_INVOICE, put_invoice_outcome).path("id", id)
    }
}

/// What the service sends to those who subscribed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hooks<'a> {
    core: &'a Core,
}

impl Hooks<'_> {
    pub(crate) fn paid(&self, url: &str, total: i64, body: &Invoice) -> Call<(), CancelInvoiceError> {
        self.core
            .call(&PAID, put_invoice_outcome)
            .to(url)
            .query("total", &total)
            .json(body)
    }
}

/// A call of `findInvoices`.
#[must_use]
pub(crate) struct FindInvoicesCall(Call<Vec<Invoice>, Infallible>);
stubsmith_runtime::call_newtype!(FindInvoicesCall(Vec<Invoice>, Infallible));

impl FindInvoicesCall {
    pub(crate) fn states(self, states: &[String]) -> Self {
        let call = self.0.query_list("state", states, false);
        Self(call.header_parameter_list("X-States", states))
    }

    pub(crate) fn limit(self, limit: i64) -> Self {
        Self(self.0.query("limit", &limit))
    }

    pub(crate) fn trace(self, trace: &str) -> Self {
        Self(self.0.header_parameter("X-Trace", trace))
    }
}

static CANCEL_INVOICE: Operation = Operation {
    id: "cancelInvoice",
    method: "POST",
    path: "/v1/invoices/{id}/cancel",
    base_url: None,
    accept: Some("application/json"),
    security: &[&[0]],
};

fn cancel_invoice_outcome(response: &RawResponse) -> Outcome<Invoice, CancelInvoiceError> {
    match response.status().as_u16() {
        200 => response.json().map(Ok),
        404 => response
            .json()
            .map(|body| Err(CancelInvoiceError::NotFound(Box::new(body)))),
        410 => response.empty().map(|()| Err(CancelInvoiceError::Gone)),
        423 => response
            .json()
            .map(|body| Err(CancelInvoiceError::Locked(Box::new(body)))),
        424..=429 => response.in_range(|status| {
            response
                .json()
                .map(|body| Err(CancelInvoiceError::Conflict(status, Box::new(body))))
        }),
        _ => response.in_range(|status| {
            response
                .json()
                .map(|body| Err(CancelInvoiceError::Default(status, Box::new(body))))
        }),
    }
}

static FIND_INVOICES: Operation = Operation {
    id: "findInvoices",
    method: "GET",
    path: "/v1/stores/{store}/invoices:find",
    base_url: None,
    accept: Some("application/json"),
    security: &[&[], &[2, 3], &[4]],
};

fn find_invoices_outcome(response: &RawResponse) -> Outcome<Vec<Invoice>, Infallible> {
    match response.status().as_u16() {
        200 => response.json().map(Ok),
        _ => response.undeclared(),
    }
}

static PUT_INVOICE: Operation = Operation {
    id: "putInvoice",
    method: "PUT",
    path: "/v1/invoices",
    base_url: None,
    accept: None,
    security: &[&[5], &[1]],
};

static PAID: Operation = Operation {
    id: "paid",
    method: "POST",
    path: "",
    base_url: None,
    accept: None,
    security: &[],
};

static DELETE_INVOICE: Operation = Operation {
    id: "deleteInvoice",
    method: "DELETE",
    path: "/v1/files/{id}.json",
    base_url: None,
    accept: None,
    security: &[],
};

fn put_invoice_outcome(response: &RawResponse) -> Outcome<(), CancelInvoiceError> {
    match response.status().as_u16() {
        204 => response.empty().map(Ok),
        _ => response.undeclared(),
    }
}
