//! The Workshop, a document that holds what the four real APIs do not: more constructs, in one place.

mod answers;
mod bodies;
mod groups;
mod parameters;
mod security;
mod statuses;
mod strangers;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use serde_json::Value;
use stubsmith_runtime::{Maybe, Secret, Uuid};
use workshop_client::{Client, ClientBuilder};
use workshop_server::{
    Authenticate, AuthenticateError, CreateOrderRequest, Credentials, DeleteOrderRequest, Failure, General,
    GetOpeningHoursRequest, GetOrderRequest, HealthRequest, ListPartsRequest, Orders, Parts, RequestContext,
    RestockPartRequest, RotatePartRequest, Service,
};
use workshop_types::{
    CreateOrderError, DeleteOrderError, Fault, FaultDetails, GetOpeningHoursError, GetOrderError, Health,
    ListPartsError, NewOrder, NewOrderDelivery, OptionType, Order, Part, Priority, RestockPartError,
    RestockPartSuccess, ResultType, RotatePartError,
};

use crate::document;
use crate::harness::{Serving, serving};
use crate::script::{Script, principal};

/// A script for each operation.
#[derive(Default)]
pub(crate) struct Scripts {
    pub(crate) create: Script<(String, CreateOrderRequest), Order, CreateOrderError>,
    get: Script<(String, GetOrderRequest), Order, GetOrderError>,
    delete: Script<(String, DeleteOrderRequest), (), DeleteOrderError>,
    list: Script<(Option<String>, ListPartsRequest), Vec<Part>, ListPartsError>,
    rotate: Script<(String, RotatePartRequest), Part, RotatePartError>,
    restock: Script<(String, RestockPartRequest), RestockPartSuccess, RestockPartError>,
    pub(crate) health: Script<HealthRequest, Health, Infallible>,
    hours: Script<(String, GetOpeningHoursRequest), BTreeMap<String, String>, GetOpeningHoursError>,
}

struct Shop(Arc<Scripts>);

impl Authenticate for Shop {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        let Credentials::Bearer(token) = credentials;
        principal(token.expose())
    }
}

impl Orders for Shop {
    async fn create_order(&self, who: String, request: CreateOrderRequest) -> Result<Order, Failure<CreateOrderError>> {
        self.0.create.play((who, request)).await
    }

    async fn get_order(&self, who: String, request: GetOrderRequest) -> Result<Order, Failure<GetOrderError>> {
        self.0.get.play((who, request)).await
    }

    async fn delete_order(&self, who: String, request: DeleteOrderRequest) -> Result<(), Failure<DeleteOrderError>> {
        self.0.delete.play((who, request)).await
    }
}

impl Parts for Shop {
    async fn list_parts(
        &self,
        who: Option<String>,
        request: ListPartsRequest,
    ) -> Result<Vec<Part>, Failure<ListPartsError>> {
        self.0.list.play((who, request)).await
    }

    async fn rotate_part(&self, who: String, request: RotatePartRequest) -> Result<Part, Failure<RotatePartError>> {
        self.0.rotate.play((who, request)).await
    }

    async fn restock_part(
        &self,
        who: String,
        request: RestockPartRequest,
    ) -> Result<RestockPartSuccess, Failure<RestockPartError>> {
        self.0.restock.play((who, request)).await
    }
}

impl Service for Shop {
    async fn health(&self, request: HealthRequest) -> Result<Health, Failure<Infallible>> {
        self.0.health.play(request).await
    }
}

impl General for Shop {
    async fn get_opening_hours(
        &self,
        who: String,
        request: GetOpeningHoursRequest,
    ) -> Result<BTreeMap<String, String>, Failure<GetOpeningHoursError>> {
        self.0.hours.play((who, request)).await
    }
}

/// How large bodies may be.
const BODY_LIMIT: usize = 8 << 10;

/// A router over scripts.
pub(crate) fn router() -> (axum::Router, Arc<Scripts>) {
    let scripts = Arc::new(Scripts::default());
    let server = workshop_server::server(Shop(Arc::clone(&scripts))).body_limit(BODY_LIMIT);
    (server.into_router(), scripts)
}

/// Runs `test` with the scripts of a server.
async fn shop(test: impl AsyncFnOnce(&Serving, &Scripts)) {
    let (router, scripts) = router();
    serving(router, async |server| test(server, &scripts).await).await;
}

fn builder(server: &Serving) -> ClientBuilder {
    Client::builder().base_url(server.url("")).bearer("good-ada")
}

fn client(server: &Serving) -> Client {
    builder(server).build().unwrap()
}

fn example(pointer: &str) -> Value {
    document::part("tests/workshop.yaml", pointer)
}

const ORDER_ID: &str = "4f7d3c1e-8a52-4a3b-9f60-d1a7c2b9e805";

fn order_id() -> Uuid {
    ORDER_ID.parse().unwrap()
}

/// An order with every member.
pub(crate) fn order() -> Order {
    Order {
        id: order_id(),
        priority: Priority::Minus1,
        note: Some("Ring twice.".to_owned()),
        placed_at: "2026-02-20T08:15:30.250Z".parse().unwrap(),
        finished_at: Maybe::Null,
        option: Some(OptionType {
            name: "varnish".to_owned(),
            additional: BTreeMap::from([("coats".to_owned(), 2), ("drying days".to_owned(), -1)]),
        }),
        result: Some(ResultType {
            passed: true,
            readings: Some(vec![Some(1.5), None, Some(2.0)]),
        }),
    }
}

fn delivery() -> NewOrderDelivery {
    NewOrderDelivery {
        street: "Elm Lane 4".parse().unwrap(),
        day: "2026-03-01".parse().unwrap(),
        floor: None,
    }
}

/// The document's example `least`, member by member.
pub(crate) fn least() -> NewOrder {
    NewOrder {
        r#type: None,
        self_: None,
        reference: "AB-0001".parse().unwrap(),
        customer: None,
        priority: Priority::Low,
        fallback_priority: None,
        quantity: 1.try_into().unwrap(),
        price: 0.01.try_into().unwrap(),
        discount: Maybe::Absent,
        tags: vec!["oak".to_owned()].try_into().unwrap(),
        labels: None,
        note: None,
        remark: None,
        expedite: None,
        wanted_by: None,
        batch: None,
        passphrase: None,
        delivery: delivery(),
    }
}

/// The document's example `most`, member by member.
fn most() -> NewOrder {
    let label = |(name, text): (&str, &str)| (name.to_owned(), text.parse().unwrap());
    let labels = BTreeMap::from([("room", "kitchen"), ("colour", "grey")].map(label));
    NewOrder {
        r#type: Some("repair".to_owned()),
        self_: Some("https://customer.example/orders/7?a=b#c".parse().unwrap()),
        reference: "ZX-9999".parse().unwrap(),
        customer: Some("Ada".parse().unwrap()),
        priority: Priority::Plus1,
        fallback_priority: Some(Priority::VeryHigh),
        quantity: 1000.try_into().unwrap(),
        price: 19.5.try_into().unwrap(),
        discount: Maybe::Value(0.5),
        tags: vec!["oak".to_owned(), "chair".to_owned()].try_into().unwrap(),
        labels: Some(labels.try_into().unwrap()),
        note: Some("Ring twice.".to_owned()),
        remark: Some("Second floor.".to_owned()),
        expedite: Some(true),
        wanted_by: Some("2026-03-04T12:00:00Z".parse().unwrap()),
        batch: Some("0b8f6d52-3a51-4a43-bb0c-5f0c2f9f6f7e".parse().unwrap()),
        passphrase: Some(Secret::from("open sesame")),
        delivery: NewOrderDelivery {
            floor: Some(2),
            ..delivery()
        },
    }
}

/// An envelope.
fn fault(reason: &str, r#where: Option<&str>, status: i64) -> Box<Fault> {
    Box::new(Fault {
        fault: FaultDetails {
            reason: reason.to_owned(),
            r#where: r#where.map(str::to_owned),
            status,
        },
    })
}

fn part(id: &str) -> Part {
    Part {
        id: id.to_owned(),
        name: "Table leg".to_owned(),
        children: None,
        replacement: None,
        options: None,
    }
}
