//! In: calls of the Obstacles. Out: a success each, where there is a body that which was sent. Guarantee: any two
//! credentials are valid together.

use std::convert::Infallible;

use axum::Router;
use obstacles_server::{
    Authenticate, AuthenticateError, AuthenticateOperationRequest, AwaitRequest, BuilderRequest, ClientOperations,
    ClientRequest, CloneOperationRequest, CoreRequest, Credentials, Diagnostic, DropRequest, EchoRequestParts, Failure,
    FromStrRequest, GetClash2Request, GetClashRequest, GetUndeclaredSelfSomeThingRequest, GoneRequest, HeadersRequest,
    IntoIterRequest, LintRequest, MoneyRequest, Names, NewOperationRequest, Operation1stRequest, Operations2ndGroup,
    Plus1Request, RequestContext, RouterRequest, RoutesRequest, SelfOperations, SelfRequest, SendRequest,
    ServerRequest, TypeRequest, Values,
};
use obstacles_types::{EchoFailure, Everything, HeadersSuccess, TypeFailure, TypeSuccess};

struct Obstacles;

impl Authenticate for Obstacles {
    type Principal = ();

    async fn authenticate(&self, _: Credentials, _: &RequestContext) -> Result<(), AuthenticateError> {
        Ok(())
    }
}

macro_rules! operations {
    ($group:ident { $($method:ident($request:ident)),+ } $($others:tt)*) => {
        impl $group for Obstacles {
            $(async fn $method(&self, _: Option<()>, _: $request) -> Result<(), Failure<Infallible>> {
                Ok(())
            })+

            $($others)*
        }
    };
}

operations!(ClientOperations { client(ClientRequest) });
operations!(SelfOperations { router(RouterRequest) });
operations!(Diagnostic { lint(LintRequest) });
operations!(Operations2ndGroup { authenticate_operation(AuthenticateOperationRequest) });
operations!(Values { gone(GoneRequest) }
    async fn echo(&self, _: Option<()>, request: EchoRequestParts) -> Result<Everything, Failure<EchoFailure>> {
        Ok(request.body)
    }

    async fn money(&self, _: Option<()>, request: MoneyRequest) -> Result<f64, Failure<Infallible>> {
        Ok(request.price)
    }

    async fn headers(&self, _: Option<()>, _: HeadersRequest) -> Result<HeadersSuccess, Failure<Infallible>> {
        Ok(HeadersSuccess::Created)
    }
);
operations!(Names {
    get_undeclared_self_some_thing(GetUndeclaredSelfSomeThingRequest),
    new_operation(NewOperationRequest),
    builder(BuilderRequest),
    clone_operation(CloneOperationRequest),
    send(SendRequest),
    r#await(AwaitRequest),
    self_(SelfRequest),
    drop(DropRequest),
    core(CoreRequest),
    get_clash(GetClashRequest),
    get_clash_2(GetClash2Request),
    routes(RoutesRequest),
    server(ServerRequest),
    from_str(FromStrRequest),
    into_iter(IntoIterRequest),
    operation_1st(Operation1stRequest),
    plus_1(Plus1Request)
}
    async fn r#type(&self, _: Option<()>, _: TypeRequest) -> Result<TypeSuccess, Failure<TypeFailure>> {
        Ok(TypeSuccess::default())
    }
);

pub(super) fn router() -> Router {
    obstacles_server::router(Obstacles)
}
