//! The Obstacles, a document of names that are hard for Rust and of constructs at which generators stumble.

mod names;
mod values;

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use obstacles_client::{Client, ClientBuilder};
use obstacles_server::{
    Authenticate, AuthenticateError, AuthenticateOperationRequest, AwaitRequest, BuilderRequest, ClientOperations,
    ClientRequest, CloneOperationRequest, CoreRequest, Credentials, Diagnostic, DropRequest, EchoRequestParts, Failure,
    FromStrRequest, GetClash2Request, GetClashRequest, GetUndeclaredSelfSomeThingRequest, GoneRequest, HeadersRequest,
    IntoIterRequest, LintRequest, MoneyRequest, Names, NewOperationRequest, Operation1stRequest, Operations2ndGroup,
    Plus1Request, RequestContext, RouterRequest, RoutesRequest, SelfOperations, SelfRequest, SendRequest,
    ServerRequest, TypeRequest, Values,
};
use obstacles_types::{
    EchoFailure, Everything, HeadersOkHeaders, HeadersSuccess, OptionType, ResultType, TypeFailure, TypeSuccess,
};
use stubsmith_runtime::Headed;

use crate::harness::{Serving, serving};

type Done = Result<(), Failure<Infallible>>;

/// What operations were called with, each call in words that begin with the operation's id.
#[derive(Clone, Default)]
struct Obstacles(Arc<Mutex<Vec<String>>>);

impl Obstacles {
    fn note(&self, context: &RequestContext, values: &str) {
        let call = format!("{} {values}", context.operation());
        self.0.lock().unwrap().push(call.trim_end().to_owned());
    }

    #[expect(clippy::unnecessary_wraps, reason = "what methods of the traits give")]
    fn done(&self, context: &RequestContext) -> Done {
        self.note(context, "");
        Ok(())
    }

    /// The only call since this was asked last.
    fn seen(&self) -> String {
        let mut seen = std::mem::take(&mut *self.0.lock().unwrap());
        assert_eq!(seen.len(), 1, "calls: {seen:?}");
        seen.remove(0)
    }
}

impl Authenticate for Obstacles {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        let Credentials::TypeAndSelf(key, basic) = credentials;
        Ok(format!("{} as {}", key.expose(), basic.username))
    }
}

impl Values for Obstacles {
    async fn echo(&self, _: Option<String>, request: EchoRequestParts) -> Result<Everything, Failure<EchoFailure>> {
        Ok(request.body)
    }

    async fn money(&self, _: Option<String>, request: MoneyRequest) -> Result<f64, Failure<Infallible>> {
        let (market, composed) = (request.market_query, request.composed);
        self.note(&request.context, &format!("{} {market:?} {composed:?}", request.market));
        Ok(request.price)
    }

    async fn headers(&self, _: Option<String>, _: HeadersRequest) -> Result<HeadersSuccess, Failure<Infallible>> {
        Ok(HeadersSuccess::Ok(Headed {
            headers: Box::new(headers()),
            body: ResultType::Empty,
        }))
    }

    async fn gone(&self, _: Option<String>, request: GoneRequest) -> Done {
        let length = request.context.headers().get("content-length");
        self.note(&request.context, &format!("{length:?}"));
        Ok(())
    }
}

/// Operations without parameters: they say that they were called.
macro_rules! operations {
    ($group:ident { $($method:ident($request:ident)),+ }) => {
        impl $group for Obstacles {
            $(async fn $method(&self, _: Option<String>, request: $request) -> Done {
                self.done(&request.context)
            })+
        }
    };
}

operations!(ClientOperations { client(ClientRequest) });
operations!(SelfOperations { router(RouterRequest) });
operations!(Diagnostic { lint(LintRequest) });
operations!(Operations2ndGroup { authenticate_operation(AuthenticateOperationRequest) });

/// Runs `test` with a client, what the server notes, and the server.
async fn obstacles(test: impl AsyncFnOnce(&Client, &Obstacles, &Serving)) {
    let service = Obstacles::default();
    let router = obstacles_server::router(service.clone());
    serving(router, async |server| {
        let client = builder(server).build().unwrap();
        test(&client, &service, server).await;
    })
    .await;
}

fn builder(server: &Serving) -> ClientBuilder {
    Client::builder().base_url(server.url(""))
}

fn headers() -> HeadersOkHeaders {
    HeadersOkHeaders {
        headers: 7,
        self_: Some("a, b".to_owned()),
        reader: Some(vec!["c".to_owned(), "d".to_owned()]),
        x_a: Some("e".to_owned()),
        x_a_2: Some(true),
        body: Some(OptionType {
            r#type: Some("f".to_owned()),
            ..OptionType::default()
        }),
    }
}
