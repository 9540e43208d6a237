//! The Courier, a service that sends webhooks and callbacks: the sender of its server crate against the receiver of its
//! client crate, and a subscription that brings a callback about.

mod signatures;

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use axum::Router;
use courier_client::webhooks;
use courier_client::{Client, Error};
use courier_server::runtime::server::{BoxError, SigningKey};
use courier_server::webhooks::Sender;
use courier_types::{
    Closing, Delay, DepotClosedPostBody, DepotClosedPostForm, Movement, MovementPlace, Parcel, ParcelMovedError,
    ParcelMovedSuccess, Problem, SubscribeError, Subscription,
};
use serde_json::{Value, json};
use stubsmith_runtime::{Secret, Uuid};

use crate::harness::{Serving, serving};
use crate::raw::Raw;

/// Somebody who is told what happens, and keeps it.
#[derive(Clone, Default)]
struct Customer(Arc<Mutex<Vec<String>>>);

impl Customer {
    fn note(&self, text: impl Into<String>) {
        self.0.lock().unwrap().push(text.into());
    }

    fn noted(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().unwrap())
    }
}

impl webhooks::Authenticate for Customer {
    type Principal = String;

    async fn authenticate(
        &self,
        credentials: webhooks::Credentials,
        _: &webhooks::RequestContext,
    ) -> Result<String, webhooks::AuthenticateError> {
        use webhooks::Credentials::{Pairs, Signature, Standard};
        let (Signature(verified) | Standard(verified) | Pairs(verified)) = credentials;
        Ok(match verified.message_id {
            Some(id) => format!("{} {id}", verified.key_id),
            None => verified.key_id,
        })
    }

    async fn signature_keys(&self) -> Result<Vec<SigningKey>, BoxError> {
        Ok(vec![SigningKey {
            id: "mine".to_owned(),
            secret: Secret::from("s3cret"),
        }])
    }

    async fn standard_keys(&self) -> Result<Vec<SigningKey>, BoxError> {
        Ok(signatures::standard_keys())
    }

    async fn pairs_keys(&self) -> Result<Vec<SigningKey>, BoxError> {
        self.signature_keys().await
    }
}

impl webhooks::Parcels for Customer {
    async fn parcel_moved(
        &self,
        key: String,
        request: webhooks::ParcelMovedRequest,
    ) -> Result<ParcelMovedSuccess, webhooks::Failure<ParcelMovedError>> {
        let Movement { parcel, place } = &request.body;
        let attempt = request.x_attempt.map(|attempt| attempt.get());
        self.note(format!(
            "{key} {attempt:?} {:?} {} {place:?}",
            parcel.id,
            parcel.code.as_str()
        ));
        match place {
            MovementPlace::Depot => Ok(ParcelMovedSuccess::NoContent),
            MovementPlace::Van => Ok(ParcelMovedSuccess::Accepted(Box::new(Delay { seconds: 60 }))),
            _ => Err(ParcelMovedError::Gone(Box::new(Problem {
                message: "moved house".to_owned(),
            }))
            .into()),
        }
    }

    async fn parcel_lost(
        &self,
        key: String,
        request: webhooks::ParcelLostRequest,
    ) -> Result<(), webhooks::Failure<Infallible>> {
        self.note(format!("{key} {:?} {}", request.webhook_id, request.body.code.as_str()));
        Ok(())
    }

    async fn parcel_found(
        &self,
        key: String,
        request: webhooks::ParcelFoundRequest,
    ) -> Result<(), webhooks::Failure<Infallible>> {
        self.note(format!("{key} {}", request.body.code.as_str()));
        Ok(())
    }
}

impl webhooks::Events for Customer {
    async fn depot_closed_post(
        &self,
        request: webhooks::DepotClosedPostRequest,
    ) -> Result<(), webhooks::Failure<Infallible>> {
        self.note(format!("{:?}", request.body));
        Ok(())
    }
}

impl webhooks::Callbacks for Customer {
    async fn subscribe_delivery(
        &self,
        request: webhooks::SubscribeDeliveryRequest,
    ) -> Result<(), webhooks::Failure<Infallible>> {
        let path = request.context.uri().path();
        self.note(format!("{path} {:?} {:?}", request.url_query, request.body.id));
        Ok(())
    }

    async fn ping(&self, _: webhooks::PingRequest) -> Result<String, webhooks::Failure<Infallible>> {
        Ok("pong".to_owned())
    }
}

/// The courier itself, which delivers at once.
struct Courier(Sender);

impl courier_server::Authenticate for Courier {
    type Principal = ();

    async fn authenticate(
        &self,
        _: courier_server::Credentials,
        _: &courier_server::RequestContext,
    ) -> Result<(), courier_server::AuthenticateError> {
        Ok(())
    }
}

impl courier_server::Subscriptions for Courier {
    async fn subscribe(
        &self,
        (): (),
        request: courier_server::SubscribeRequest,
    ) -> Result<Parcel, courier_server::Failure<SubscribeError>> {
        use courier_server::OrInternal as _;
        let parcel = parcel();
        let Subscription { url, parcel: code, .. } = request.body;
        let url = format!("{}/deliveries/{}", url.as_str(), code.as_str());
        self.0
            .callbacks()
            .subscribe_delivery(&url, &parcel)
            .await
            .or_internal()?;
        Ok(parcel)
    }

    async fn renew(&self, (): (), _: courier_server::RenewRequest) -> Result<(), courier_server::Failure<Infallible>> {
        Ok(())
    }
}

fn parcel() -> Parcel {
    Parcel {
        id: Some(7),
        code: "ABC".parse().unwrap(),
    }
}

fn sender() -> Sender {
    Sender::builder().signature("s3cret").build().unwrap()
}

fn event() -> Uuid {
    "0b7d6c1e-5c0f-4d6e-9d53-0f6a3a1c2b4d".parse().unwrap()
}

/// Runs a test while a customer listens below `/hooks`.
async fn customer(test: impl AsyncFnOnce(&Serving, &Customer)) {
    let customer = Customer::default();
    let router = Router::new().nest("/hooks", webhooks::router(customer.clone()));
    serving(router, async |server| test(server, &customer).await).await;
}

#[tokio::test]
async fn webhooks_reach_their_receiver() {
    customer(async |server, customer| {
        let url = server.url("/hooks/parcelMoved?customer=5");
        let sender = sender();
        let moved = |place| Movement {
            parcel: parcel(),
            place,
        };
        let call = sender
            .parcels()
            .parcel_moved(&url, &event(), &moved(MovementPlace::Depot));
        let answer = call.x_attempt(&2.try_into().unwrap()).await.unwrap();
        assert_eq!(*answer.body(), ParcelMovedSuccess::NoContent);
        // What the service alone may say of a parcel is said.
        assert_eq!(customer.noted(), ["mine Some(2) Some(7) ABC Depot"]);

        let call = sender
            .parcels()
            .parcel_moved(&url, &event(), &moved(MovementPlace::Van));
        let later = ParcelMovedSuccess::Accepted(Box::new(Delay { seconds: 60 }));
        assert_eq!(*call.await.unwrap().body(), later);

        // A place that a newer version of the service names is no violation.
        let away = MovementPlace::Unknown("abroad".to_owned());
        let call = sender.parcels().parcel_moved(&url, &event(), &moved(away));
        let Err(Error::Api(ParcelMovedError::Gone(problem), _)) = call.await else {
            panic!("a declared error");
        };
        assert_eq!(problem.message, "moved house");
        assert_eq!(
            customer.noted().last().unwrap(),
            "mine None Some(7) ABC Unknown(\"abroad\")"
        );
    })
    .await;
}

#[tokio::test]
async fn bodies_travel_in_every_form() {
    customer(async |server, customer| {
        let url = server.url("/hooks/depot.closed");
        let (depot, reason) = (3, Some("flood & fire".to_owned()));
        for body in [
            DepotClosedPostBody::Form(Box::new(Closing {
                depot,
                reason: reason.clone(),
            })),
            DepotClosedPostBody::Multipart(Box::new(DepotClosedPostForm {
                depot,
                reason: reason.clone(),
            })),
        ] {
            sender().events().depot_closed_post(&url, &body).await.unwrap();
            assert_eq!(customer.noted(), [format!("{body:?}")]);
        }
    })
    .await;
}

#[tokio::test]
async fn what_nobody_implements_is_not_found() {
    customer(async |server, _| {
        let url = server.url("/hooks/depot.closed");
        let Err(Error::Undeclared(answer)) = sender().events().depot_closed_delete(&url, 3).await else {
            panic!("an undeclared answer");
        };
        assert_eq!(answer.status(), 404);
    })
    .await;
}

#[tokio::test]
async fn senders_need_the_secret() {
    customer(async |server, customer| {
        let url = server.url("/hooks/parcelMoved");
        let body = Movement {
            parcel: parcel(),
            place: MovementPlace::Door,
        };
        let builder = Sender::builder();
        for sender in [builder.clone(), builder.signature("guessed")] {
            let sender = sender.build().unwrap();
            let error = sender.parcels().parcel_moved(&url, &event(), &body).await.unwrap_err();
            assert_eq!(error.status().unwrap(), 401);
        }
        assert!(customer.noted().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_no_url_is_told_before_anything_is_sent() {
    for url in [
        "",
        "/hooks",
        "file:///etc/passwd",
        "http://me:secret@localhost/",
        "http://h/#x",
    ] {
        let error = sender().callbacks().ping(url).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{url}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

/// The violations of a delivery that is turned away.
async fn refused(server: &Serving, body: &str, status: u16) -> Value {
    let request = Raw::new("POST", "/hooks/subscribe/delivery/deliveries/ABC").json(body);
    let answer = request.send(server).await;
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(answer.header("content-type"), Some("application/problem+json"));
    serde_json::from_str(&answer.body).unwrap()
}

#[tokio::test]
async fn bad_payloads_are_turned_away() {
    customer(async |server, customer| {
        let problem = refused(server, r#"{"id": "7", "code": "abc"}"#, 400).await;
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains("`/id`") && detail.contains("`/code`"), "{detail}");
        assert_eq!(refused(server, "{", 400).await["status"], json!(400));
        for (method, path, status) in [
            ("GET", "/hooks/parcelMoved", 405),
            ("POST", "/hooks/parcelStolen", 404),
            ("POST", "/hooks/depot.closed", 415),
        ] {
            let answer = Raw::new(method, path).json("{}").send(server).await;
            assert_eq!(answer.status, status, "{path}");
        }
        assert!(customer.noted().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_subscription_brings_its_callbacks_about() {
    customer(async |hooks, customer| {
        serving(courier_server::router(Courier(sender())), async |server| {
            let client = Client::builder()
                .base_url(server.url(""))
                .bearer_auth("me")
                .build()
                .unwrap();
            let subscription = Subscription {
                url: hooks.url("/hooks/subscribe/delivery").parse().unwrap(),
                parcel: "XYZ".parse().unwrap(),
                secret: None,
            };
            let subscribed = client.subscriptions().subscribe(&subscription).await.unwrap();
            assert_eq!(*subscribed.body(), parcel());
        })
        .await;
        assert_eq!(customer.noted(), ["/subscribe/delivery/deliveries/XYZ None Some(7)"]);
        let call = sender().callbacks().ping(&hooks.url("/hooks/subscribe/ping"));
        assert_eq!(call.await.unwrap().body(), "pong");
    })
    .await;
}
