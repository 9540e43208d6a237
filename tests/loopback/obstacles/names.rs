//! Operations and parameters whose names mean something to Rust or to emitted code: each reaches its own operation.

use super::{
    AwaitRequest, BuilderRequest, CloneOperationRequest, CoreRequest, Done, DropRequest, Failure, FromStrRequest,
    GetClash2Request, GetClashRequest, GetUndeclaredSelfSomeThingRequest, IntoIterRequest, Names, NewOperationRequest,
    Obstacles, Operation1stRequest, Plus1Request, RoutesRequest, SelfRequest, SendRequest, ServerRequest, TypeFailure,
    TypeRequest, TypeSuccess, builder, obstacles,
};
use crate::raw::Raw;
use obstacles_types::SelfType;

impl Names for Obstacles {
    async fn get_undeclared_self_some_thing(
        &self,
        _: Option<String>,
        request: GetUndeclaredSelfSomeThingRequest,
    ) -> Done {
        self.note(&request.context, &format!("{} {}", request.self_, request.some_thing));
        Ok(())
    }

    async fn r#type(
        &self,
        principal: Option<String>,
        request: TypeRequest,
    ) -> Result<TypeSuccess, Failure<TypeFailure>> {
        let path = [&request.self_, &request.r#type, &request.body_path].map(String::as_str);
        let texts = [
            &principal,
            &request.self_query,
            &request.type_header,
            &request.body_cookie,
            &request.request_query,
            &request.context_query,
            &request.principal_query,
            &request.service_query,
            &request.send,
            &request.r#await,
            &request.timeout_query,
            &request.header_query,
            &request.into_future_query,
            &request.new,
            &request.clone,
            &request.drop,
            &request.not_query,
            &request.to_string,
            &request.from_str,
            &request.parameter_0,
            &request.core,
            &request.std,
            &request.filter_a,
            &request.filter_b,
            &request.filter_a_query,
        ];
        let numbers = [request.dollar_top, request.top, request.not_equal];
        let texts = texts.map(|text| text.as_deref().unwrap_or("-"));
        let body = request.body.map(|body| body.plus_1);
        let values = format!("{path:?} {} {numbers:?} {:?} {body:?}", texts.join(" "), request.is_x);
        self.note(&request.context, &values);
        Ok(TypeSuccess {
            i: Some("done".to_owned()),
        })
    }

    async fn new_operation(&self, _: Option<String>, request: NewOperationRequest) -> Done {
        self.done(&request.context)
    }

    async fn builder(&self, _: Option<String>, request: BuilderRequest) -> Done {
        self.done(&request.context)
    }

    async fn clone_operation(&self, _: Option<String>, request: CloneOperationRequest) -> Done {
        self.done(&request.context)
    }

    async fn send(&self, _: Option<String>, request: SendRequest) -> Done {
        self.done(&request.context)
    }

    async fn r#await(&self, _: Option<String>, request: AwaitRequest) -> Done {
        self.done(&request.context)
    }

    async fn self_(&self, _: Option<String>, request: SelfRequest) -> Done {
        self.done(&request.context)
    }

    async fn drop(&self, _: Option<String>, request: DropRequest) -> Done {
        self.done(&request.context)
    }

    async fn core(&self, _: Option<String>, request: CoreRequest) -> Done {
        self.done(&request.context)
    }

    async fn get_clash(&self, _: Option<String>, request: GetClashRequest) -> Done {
        self.done(&request.context)
    }

    async fn get_clash_2(&self, _: Option<String>, request: GetClash2Request) -> Done {
        self.done(&request.context)
    }

    async fn routes(&self, _: Option<String>, request: RoutesRequest) -> Done {
        self.done(&request.context)
    }

    async fn server(&self, _: Option<String>, request: ServerRequest) -> Done {
        self.done(&request.context)
    }

    async fn from_str(&self, _: Option<String>, request: FromStrRequest) -> Done {
        self.done(&request.context)
    }

    async fn into_iter(&self, _: Option<String>, request: IntoIterRequest) -> Done {
        self.done(&request.context)
    }

    async fn operation_1st(&self, _: Option<String>, request: Operation1stRequest) -> Done {
        self.done(&request.context)
    }

    async fn plus_1(&self, _: Option<String>, request: Plus1Request) -> Done {
        self.done(&request.context)
    }
}

#[tokio::test]
async fn operations_by_their_names() {
    obstacles(async |client, service, _| {
        let names = client.names();
        let calls = [
            (names.new_operation(), "new"),
            (names.builder(), "builder"),
            (names.clone_operation(), "clone"),
            (names.send(), "send"),
            (names.r#await(), "await"),
            (names.self_(), "self"),
            (names.drop(), "drop"),
            (names.core(), "core"),
            (names.get_clash(), "get-clash"),
            (names.get_clash_2(), "getClash"),
            (names.routes(), "routes"),
            (names.server(), "server"),
            (names.from_str(), "from_str"),
            (names.into_iter(), "into_iter"),
            (names.operation_1st(), "1st"),
            (names.plus_1(), "+1"),
            (client.client_operations().client(), "client"),
            (client.diagnostic().lint(), "lint"),
            (client.self_operations().router(), "router"),
            (client.operations_2nd_group().authenticate_operation(), "authenticate"),
        ];
        for (call, id) in calls {
            call.await.unwrap();
            assert_eq!(service.seen(), id);
        }
    })
    .await;
}

#[tokio::test]
async fn parameters_by_their_names() {
    obstacles(async |client, service, server| {
        let none = "- ".repeat(24);
        client.names().r#type("a", "b/c", ":").await.unwrap();
        assert_eq!(
            service.seen(),
            format!("type [\"a\", \"b/c\", \":\"] {none}- [None, None, None] None None")
        );

        let client = builder(server).r#type("key").self_("me", "secret").build().unwrap();
        let body = SelfType {
            plus_1: Some(1),
            ..SelfType::default()
        };
        let call = client.names().r#type("a", "b", "c");
        let call = call
            .self_query("1")
            .type_header("2")
            .body_cookie("3")
            .request_query("4")
            .context_query("5");
        let call = call
            .principal_query("6")
            .service_query("7")
            .send("8")
            .r#await("9")
            .timeout_query("10");
        let call = call
            .header_query("11")
            .into_future_query("12")
            .new("13")
            .clone("14")
            .drop("15")
            .not_query("16");
        let call = call
            .to_string("17")
            .from_str("18")
            .parameter_0("19")
            .core("20")
            .std("21")
            .filter_a("22");
        let call = call
            .filter_b("23")
            .filter_a_query("24")
            .dollar_top(25)
            .top(26)
            .not_equal(27)
            .is_x(true);
        let answer = call.body(&body).await.unwrap();
        assert_eq!(answer.body().i.as_deref(), Some("done"));
        let texts: Vec<String> = (1..=24).map(|number| number.to_string()).collect();
        let numbers = "[Some(25), Some(26), Some(27)] Some(true) Some(Some(1))";
        let expected = format!("type [\"a\", \"b\", \"c\"] key as me {} {numbers}", texts.join(" "));
        assert_eq!(service.seen(), expected);
    })
    .await;
}

#[tokio::test]
async fn variables_that_nobody_declares() {
    obstacles(async |client, service, server| {
        client
            .names()
            .get_undeclared_self_some_thing("a b", "ü/")
            .await
            .unwrap();
        assert_eq!(service.seen(), "get_undeclared_self_Some.Thing a b ü/");
        assert_eq!(Raw::new("GET", "/undeclared/x/y").send(server).await.status, 204);
        assert_eq!(service.seen(), "get_undeclared_self_Some.Thing x y");
    })
    .await;
}
