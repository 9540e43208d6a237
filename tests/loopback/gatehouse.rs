//! The Gatehouse, a document with every kind of credential: what a client sends is what the server's authenticator gets.

use std::sync::{Arc, Mutex};

use gatehouse_client::{Client, ClientBuilder, Error};
use gatehouse_server::{
    Authenticate, AuthenticateError, ClimbTowerRequest, Credentials, DecorateHallRequest, DeliverLetterRequest,
    DrawWaterRequest, EnterCellarRequest, EnterHallRequest, EnterLibraryRequest, EnterTowerRequest, EnterVaultRequest,
    Failure, General, RequestContext, RingBellRequest, SealVaultRequest,
};
use stubsmith_runtime::Secret;
use stubsmith_runtime::server::{AccessToken, BoxError, ClientCertificate, SigningKey};

use crate::harness::{Serving, serving};
use crate::raw::Raw;

/// Whom the gate let in last.
#[derive(Clone, Default)]
struct Gate(Arc<Mutex<Vec<String>>>);

impl Gate {
    fn open(&self, who: impl Into<Option<String>>) {
        let who = who.into().unwrap_or_else(|| "nobody".to_owned());
        self.0.lock().unwrap().push(who);
    }

    /// Whom the only call since this was asked last came from.
    fn seen(&self) -> String {
        let mut seen = std::mem::take(&mut *self.0.lock().unwrap());
        assert_eq!(seen.len(), 1, "calls: {seen:?}");
        seen.remove(0)
    }
}

/// A token is the list of its scopes.
fn holder(access: &AccessToken) -> Result<String, AuthenticateError> {
    let token = access.token.expose();
    if token == "forged" {
        return Err(AuthenticateError::Unauthenticated);
    }
    let has = |scope: &&&str| token.split('+').any(|granted| granted == **scope);
    if access.scopes.iter().filter(has).count() < access.scopes.len() {
        return Err(AuthenticateError::Forbidden);
    }
    Ok(format!("{token} for {}", access.scopes.join(" ")))
}

impl Authenticate for Gate {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        Ok(match credentials {
            Credentials::Guild(access) | Credentials::Provider(access) => holder(&access)?,
            Credentials::GuildAndGuildCode(one, other) => format!("{} and {}", holder(&one)?, holder(&other)?),
            Credentials::Seal(seal) => format!("seal {:?}", seal.der()),
            Credentials::SealAndPassword(seal, word) => format!("seal {:?} {}", seal.der(), word.expose()),
            Credentials::Token(credentials) => format!("token {}", credentials.expose()),
            Credentials::Digest(credentials) => format!("digest {}", credentials.expose()),
            Credentials::BearerAuthAndHeaderKeyAndQueryKeyAndCookieKey(access, header, query, cookie) => {
                let keys = [header, query, cookie].map(|key| key.expose().to_owned());
                format!("{} with {}", holder(&access)?, keys.join(" "))
            }
            Credentials::HeaderKeyAndLogin(key, login) => {
                format!("{} {} {}", login.username, login.password.expose(), key.expose())
            }
            Credentials::Rope(rope) => format!("rope {}", rope.expose()),
            Credentials::Messenger(verified) => {
                format!("{} {}", verified.key_id, verified.message_id.unwrap_or_default())
            }
        })
    }

    async fn messenger_keys(&self) -> Result<Vec<SigningKey>, BoxError> {
        Ok(vec![SigningKey {
            id: "messenger".to_owned(),
            secret: Secret::from("whsec_VGhlIG1lc3NlbmdlcidzIHNlY3JldCE="),
        }])
    }
}

type Answer = Result<(), Failure<std::convert::Infallible>>;

/// Each operation notes who was let in.
macro_rules! operations {
    ($($name:ident $request:ident $principal:ty,)*) => {
        impl General for Gate {
            $(async fn $name(&self, who: $principal, _: $request) -> Answer {
                self.open(who);
                Ok(())
            })*

            async fn ring_bell(&self, request: RingBellRequest) -> Answer {
                let texts = [request.word.map(|word| word.to_string()), request.echo.map(|echo| echo.to_string())];
                let texts: Vec<String> = texts.into_iter().flatten().collect();
                self.open(format!("{} {}", request.name, texts.join(" ")));
                Ok(())
            }
        }
    };
}

operations! {
    enter_hall EnterHallRequest String,
    decorate_hall DecorateHallRequest String,
    enter_library EnterLibraryRequest Option<String>,
    enter_vault EnterVaultRequest String,
    seal_vault SealVaultRequest String,
    enter_cellar EnterCellarRequest String,
    enter_tower EnterTowerRequest String,
    climb_tower ClimbTowerRequest String,
    draw_water DrawWaterRequest String,
    deliver_letter DeliverLetterRequest String,
}

/// Serves the gate.
async fn gate(certificate: Option<ClientCertificate>, test: impl AsyncFnOnce(&Serving, &Gate)) {
    let gate = Gate::default();
    serving(router_of(gate.clone(), certificate), async |server| {
        test(server, &gate).await;
    })
    .await;
}

/// The gate's router; with a certificate as what terminates TLS would have put it there.
fn router_of(gate: Gate, certificate: Option<ClientCertificate>) -> axum::Router {
    let router = gatehouse_server::router(gate);
    match certificate {
        Some(certificate) => router.layer(axum::Extension(certificate)),
        None => router,
    }
}

/// A router that nobody asks whom it let in.
pub(crate) fn router(certificate: Option<ClientCertificate>) -> axum::Router {
    router_of(Gate::default(), certificate)
}

fn client(server: &Serving, credentials: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
    credentials(Client::builder().base_url(server.url(""))).build().unwrap()
}

/// The status with which an operation was refused.
macro_rules! refused {
    ($call:expr) => {
        match $call.await {
            Err(Error::Undeclared(response)) => response.status().as_u16(),
            other => panic!("{other:?}"),
        }
    };
}

#[tokio::test]
async fn an_access_token_comes_with_the_scopes_that_are_asked() {
    gate(None, async |server, gate| {
        let member = client(server, |it| it.guild("enter"));
        member.general().enter_hall().await.unwrap();
        assert_eq!(gate.seen(), "enter for enter");
        assert_eq!(refused!(member.general().decorate_hall()), 403);
        let forger = client(server, |it| it.guild("forged"));
        assert_eq!(refused!(forger.general().enter_hall()), 401);
    })
    .await;
}

#[tokio::test]
async fn any_of_several_sets_of_scopes_will_do() {
    gate(None, async |server, gate| {
        let decorator = client(server, |it| it.guild("decorate+enter"));
        decorator.general().decorate_hall().await.unwrap();
        assert_eq!(gate.seen(), "decorate+enter for enter decorate");
        let ruler = client(server, |it| it.guild("rule"));
        ruler.general().decorate_hall().await.unwrap();
        assert_eq!(gate.seen(), "rule for rule");
    })
    .await;
}

#[tokio::test]
async fn nobody_may_come_where_the_document_says_so_and_no_impostor() {
    gate(None, async |server, gate| {
        client(server, |it| it).general().enter_library().await.unwrap();
        assert_eq!(gate.seen(), "nobody");
        let reader = client(server, |it| it.provider("profile"));
        reader.general().enter_library().await.unwrap();
        assert_eq!(gate.seen(), "profile for profile");
        let impostor = client(server, |it| it.provider("forged"));
        assert_eq!(refused!(impostor.general().enter_library()), 401);
        // The guild's token is not for the provider.
        client(server, |it| it.guild("enter"))
            .general()
            .enter_library()
            .await
            .unwrap();
        assert_eq!(gate.seen(), "nobody");
    })
    .await;
}

#[tokio::test]
async fn a_certificate_is_what_middleware_says() {
    gate(Some(ClientCertificate::new([48, 1])), async |server, gate| {
        client(server, |it| it).general().seal_vault().await.unwrap();
        assert_eq!(gate.seen(), "seal [48, 1]");
        let knowing = client(server, |it| it.password("sesame"));
        knowing.general().enter_vault().await.unwrap();
        assert_eq!(gate.seen(), "seal [48, 1] sesame");
        assert_eq!(refused!(client(server, |it| it).general().enter_vault()), 401);
    })
    .await;
    gate(None, async |server, _| {
        assert_eq!(refused!(client(server, |it| it).general().seal_vault()), 401);
        let knowing = client(server, |it| it.password("sesame"));
        assert_eq!(refused!(knowing.general().enter_vault()), 401);
    })
    .await;
}

#[tokio::test]
async fn other_http_schemes_carry_what_they_are_given() {
    gate(None, async |server, gate| {
        client(server, |it| it.token("a b=c"))
            .general()
            .enter_cellar()
            .await
            .unwrap();
        assert_eq!(gate.seen(), "token a b=c");
        let digest = r#"username="ada", response="0f""#;
        client(server, |it| it.digest(digest))
            .general()
            .enter_cellar()
            .await
            .unwrap();
        assert_eq!(gate.seen(), format!("digest {digest}"));
        let raw = Raw::new("GET", "/cellar").header("authorization", "DIGEST x=1");
        assert_eq!(
            (raw.send(server).await.status, gate.seen()),
            (204, "digest x=1".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn one_token_meets_schemes_that_share_its_header() {
    gate(None, async |server, gate| {
        let expected = "enter for enter and enter for enter";
        client(server, |it| it.guild_code("enter"))
            .general()
            .enter_tower()
            .await
            .unwrap();
        assert_eq!(gate.seen(), expected);
        let both = client(server, |it| it.guild("enter").guild_code("forged"));
        both.general().enter_tower().await.unwrap();
        assert_eq!(gate.seen(), expected);
    })
    .await;
}

#[tokio::test]
async fn all_schemes_of_an_alternative_are_needed() {
    gate(None, async |server, gate| {
        let all = client(server, |it| {
            it.bearer_auth("climb").header_key("h").query_key("q&1").cookie_key("c")
        });
        all.general().climb_tower().await.unwrap();
        assert_eq!(gate.seen(), "climb for climb with h q&1 c");
        // Without the cookie the first alternative is out, and the second one is sent.
        let some = client(server, |it| {
            it.bearer_auth("climb")
                .header_key("h")
                .query_key("q")
                .login("ada", "pw")
        });
        some.general().climb_tower().await.unwrap();
        assert_eq!(gate.seen(), "ada pw h");
        let few = client(server, |it| it.header_key("h"));
        assert_eq!(refused!(few.general().climb_tower()), 401);
    })
    .await;
}

#[tokio::test]
async fn a_scheme_that_nobody_declared_is_never_open() {
    gate(None, async |server, gate| {
        client(server, |it| it.rope("Hemp 7"))
            .general()
            .draw_water()
            .await
            .unwrap();
        assert_eq!(gate.seen(), "rope Hemp 7");
        assert_eq!(refused!(client(server, |it| it).general().draw_water()), 401);
    })
    .await;
}

#[tokio::test]
async fn a_401_names_the_schemes_that_would_do() {
    let realm = |schemes: &[&str]| -> Vec<String> {
        let parameters = |scheme: &str| match scheme.split_once(' ') {
            Some((scheme, others)) => format!("{scheme} realm=\"gatehouse\", {others}"),
            None => format!("{scheme} realm=\"gatehouse\""),
        };
        schemes.iter().copied().map(parameters).collect()
    };
    let table = [
        ("GET", "/hall", realm(&[r#"Bearer scope="enter""#])),
        ("PUT", "/hall", realm(&["Bearer"])),
        ("GET", "/vault", realm(&["ClientCertificate", "ApiKey"])),
        // What these ask for beside their names is not known.
        ("GET", "/cellar", vec!["Token".to_owned(), "digest".to_owned()]),
        ("GET", "/tower", realm(&[r#"Bearer scope="enter""#])),
        (
            "PUT",
            "/tower",
            realm(&[
                r#"Bearer scope="climb""#,
                "ApiKey",
                "Cookie",
                r#"Basic charset="UTF-8""#,
            ]),
        ),
    ];
    gate(None, async |server, _| {
        for (method, path, challenges) in table {
            let method = method.parse().unwrap();
            let request = stubsmith_runtime::reqwest::Client::new().request(method, server.url(path));
            let answer = request.send().await.unwrap();
            assert_eq!(answer.status(), 401, "{path}");
            let told = answer.headers().get_all("www-authenticate").iter();
            assert_eq!(
                told.map(|it| it.to_str().unwrap()).collect::<Vec<_>>(),
                challenges,
                "{path}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn patterns_that_no_table_can_hold_are_checked_on_both_sides() {
    gate(None, async |server, gate| {
        let general = client(server, |it| it);
        let general = general.general();
        let name = "a-b".parse().unwrap();
        let (word, echo) = ("é".repeat(2000).parse().unwrap(), "ding-ding".parse().unwrap());
        general.ring_bell(&name).word(&word).echo(&echo).await.unwrap();
        assert_eq!(gate.seen(), format!("a-b {word} ding-ding"));
        for target in ["?name=-a", "?name=a&word=b%20c", "?name=a&echo=ding-dong"] {
            let answer = Raw::new("PUT", &format!("/bell{target}")).send(server).await;
            assert_eq!(answer.status, 400, "{target}: {answer:?}");
            assert!(answer.body.contains("pattern"), "{answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn clients_sign_as_standard_webhooks_are_signed() {
    gate(None, async |server, gate| {
        let secret = "whsec_VGhlIG1lc3NlbmdlcidzIHNlY3JldCE=";
        let signing = client(server, |builder| builder.messenger(secret));
        let call = signing
            .general()
            .deliver_letter("Dear guild")
            .header("webhook-id", "msg_1");
        call.await.unwrap();
        assert_eq!(gate.seen(), "messenger msg_1");
        let guessing = client(server, |builder| builder.messenger("whsec_Z3Vlc3NlZA=="));
        let refused = guessing.general().deliver_letter("Dear guild").await.unwrap_err();
        assert_eq!(refused.status().unwrap(), 401);
    })
    .await;
}
