//! The Atelier, whose types and names a user chose: values of a user's own types travel in every place, and what the
//! document deprecates still works.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::net::Ipv4Addr;

use atelier_client::{Client, Error};
use atelier_server::{
    AddWorkRequest, Failure, FollowBidsRequest, FollowPricesRequest, GetPriceRequest, ListRefusalsRequest, ListRequest,
    OfferRequest, RepriceRequest, Works,
};
use atelier_types::runtime::{Headed, ItemStream, Maybe, Validity, foreign};
use atelier_types::{AddWorkError, Bid, ListHeaders, ListRefusalsError, OfferForm, Offers, Status, Work, WorkWorth};
use money::{Extent, Money};
use serde_json::{Value, json};

use crate::harness::serving;
use crate::raw::Raw;

/// The media type of most bodies.
const JSON: &str = "application/json";

/// An atelier that answers what it was asked.
#[derive(Clone, Default)]
struct Atelier;

#[allow(deprecated)]
fn work(title: &str, price: u64) -> Work {
    Work {
        title: title.to_owned(),
        price: Money(price),
        rent: Maybe::Absent,
        reserve: None,
        status: Status::Offered,
        hosts: Vec::new(),
        prices: None,
        extent: None,
        artist: None,
        former: None,
        worth: None,
    }
}

impl Works for Atelier {
    async fn list(&self, request: ListRequest) -> Result<Headed<ListHeaders, Vec<Work>>, Failure<Infallible>> {
        let price = request.at_most.unwrap_or(Money(0));
        let mut found = work(request.sort.as_deref().unwrap_or("unsorted"), price.0);
        found.hosts = request.from.unwrap_or_default();
        Ok(Headed {
            headers: ListHeaders { x_total: price },
            body: vec![found],
        })
    }

    async fn add_work(&self, request: AddWorkRequest) -> Result<Work, Failure<AddWorkError>> {
        if request.body.price > Money(100_000) {
            return Err(AddWorkError::Conflict(Money(100_000)).into());
        }
        Ok(request.body)
    }

    async fn get_price(&self, request: GetPriceRequest) -> Result<Money, Failure<Infallible>> {
        Ok(Money(request.work.unsigned_abs()))
    }

    async fn reprice(&self, request: RepriceRequest) -> Result<Option<Money>, Failure<Infallible>> {
        Ok((request.body.0 > 0).then_some(request.body))
    }

    async fn offer(&self, request: OfferRequest) -> Result<Offers, Failure<Infallible>> {
        let amount = request.body.amount;
        Ok(Offers::try_from(vec![amount.into(), Money(amount.0 * 2).into()]).unwrap())
    }

    async fn list_refusals(&self, _: ListRefusalsRequest) -> Result<Vec<String>, Failure<ListRefusalsError>> {
        Ok(Vec::new())
    }

    async fn follow_bids(&self, request: FollowBidsRequest) -> Result<ItemStream<Bid>, Failure<Infallible>> {
        let bid = Bid {
            by: "me".parse().unwrap(),
            price: Money(request.work.unsigned_abs()),
        };
        Ok(ItemStream::from(vec![bid]))
    }

    async fn follow_prices(
        &self,
        request: FollowPricesRequest,
    ) -> Result<ItemStream<foreign::Serde<Money>>, Failure<Infallible>> {
        Ok(ItemStream::from(vec![Money(request.work.unsigned_abs()).into()]))
    }
}

#[tokio::test]
async fn values_of_a_users_types_travel_in_every_place() {
    serving(atelier_server::router(Atelier), async |serving| {
        let client = Client::builder().base_url(serving.url("")).build().unwrap();
        let works = client.works();

        let hosts = [Ipv4Addr::LOCALHOST, Ipv4Addr::new(10, 0, 0, 1)];
        let found = works.list().at_most(&Money(1250)).from(&hosts).await.unwrap();
        assert_eq!(found.body().headers.x_total, Money(1250));
        assert_eq!(found.body().body[0].hosts, hosts);

        let mut sent = work("A hare", 99_999);
        sent.rent = Maybe::Value(Money(5));
        sent.reserve = Some(Money(7));
        sent.prices = Some(BTreeMap::from([
            ("EUR".to_owned(), Some(Money(1))),
            ("USD".to_owned(), None),
        ]));
        sent.extent = Some(Extent { width: 3, height: 4 });
        sent.status = Status::Secret;
        sent.worth = Some(WorkWorth::from(Money(2)));
        assert_eq!(works.add_work(&sent).await.unwrap().body(), &sent);
        sent.rent = Maybe::Null;
        assert_eq!(works.add_work(&sent).await.unwrap().body(), &sent);

        sent.price = Money(100_001);
        match works.add_work(&sent).await {
            Err(Error::Api(AddWorkError::Conflict(limit), _)) => assert_eq!(limit, Money(100_000)),
            other => panic!("{other:?}"),
        }

        assert_eq!(
            works.reprice(7, &Money(300)).await.unwrap().into_body(),
            Some(Money(300))
        );
        assert_eq!(works.reprice(7, &Money(0)).await.unwrap().into_body(), None);

        let form = OfferForm {
            amount: Money(150),
            note: None,
        };
        let offers = works.offer(7, &form).await.unwrap().into_body();
        assert_eq!(
            offers.iter().map(|offer| offer.0).collect::<Vec<_>>(),
            [Money(150), Money(300)]
        );
    })
    .await;
}

#[tokio::test]
#[allow(deprecated)]
async fn what_is_deprecated_still_works() {
    serving(atelier_server::router(Atelier), async |serving| {
        let client = Client::builder().base_url(serving.url("")).build().unwrap();
        let works = client.works();
        assert_eq!(works.get_price(12).await.unwrap().into_body(), Money(12));
        let found = works.list().sort("price").await.unwrap();
        assert_eq!(found.body().body[0].title, "price");
    })
    .await;
}

#[tokio::test]
async fn what_a_users_type_refuses_is_a_violation_with_its_place() {
    serving(atelier_server::router(Atelier), async |serving| {
        let answer = Raw::new("GET", "/works?max-price=much&from=10.0.0.1&from=x")
            .send(serving)
            .await;
        assert_eq!(answer.status, 400);
        assert!(
            answer.body.contains("max-price") && answer.body.contains("no amount"),
            "{}",
            answer.body
        );
        assert!(answer.body.contains("from"), "{}", answer.body);

        let body = r#"{"title":"A","price":"x","status":"s","hosts":["10.0.0.1","y"]}"#;
        let answer = Raw::new("POST", "/works").json(body).send(serving).await;
        assert_eq!(answer.status, 400);
        assert!(
            answer.body.contains("/price") && answer.body.contains("/hosts/1"),
            "{}",
            answer.body
        );
    })
    .await;
}

#[tokio::test]
async fn the_error_body_is_filled_by_rules() {
    serving(atelier_server::router(Atelier), async |serving| {
        let body = r#"{"title":"A","price":"1.00","status":"s","hosts":["10.0.0.1","y"],"size":7}"#;
        let answer = Raw::new("POST", "/works").json(body).send(serving).await;
        let refusal: Value = serde_json::from_str(&answer.body).unwrap();
        let words = refusal["why"]["words"].as_str().unwrap();
        let (hosts, size) = words.split_once("; ").unwrap();
        assert_eq!(answer.status, 400);
        assert_eq!(
            refusal,
            json!({
                "kind": "yours",
                "desk": "the front desk",
                "at": "/hosts/1",
                "why": { "words": words, "status": "400", "id": "by-hand-1" },
                "errors": [
                    { "field": "hosts", "path": "/hosts/1", "message": hosts, "rule": "format" },
                    { "field": "size", "path": "/size", "message": size, "rule": "format" },
                ],
            })
        );
        let answer = Raw::new("GET", "/nowhere").send(serving).await;
        let refusal: Value = serde_json::from_str(&answer.body).unwrap();
        let why = "nothing is served at this path";
        assert_eq!(
            refusal,
            json!({
                "kind": "nobody_s",
                "desk": "the front desk",
                "why": { "words": why, "status": "404", "id": "by-hand-1" },
                "errors": [{ "field": "", "message": why, "rule": "unknown_route" }],
            })
        );
    })
    .await;
}

/// A server that does not keep what the document says, in the same process.
fn careless(path: &'static str, media_type: &'static str, body: &'static str) -> Client {
    let answer = async move || ([("content-type", media_type)], body);
    let router = axum::Router::new().route(path, axum::routing::any(answer));
    let builder = Client::builder().base_url("http://careless.example");
    builder.transport(router).build().unwrap()
}

#[tokio::test]
async fn what_a_trusted_server_sends_is_taken_and_told() {
    let form = OfferForm {
        amount: Money(150),
        note: None,
    };
    let client = careless("/works/7/offers", JSON, r#"["1.00","2.00","3.00","4.00"]"#);
    let offers = client.works().offer(7, &form).await.unwrap().into_body();
    assert_eq!(offers.len(), 4);
    assert!(!offers.is_valid());
    let told = offers.violations().unwrap().to_string();
    assert_eq!(told, "must have at most 3 items");
    assert!(work("A hare", 1).is_valid());

    let client = careless("/works/7/offers", JSON, r#"["1.00",2]"#);
    assert!(
        client.works().offer(7, &form).await.is_err(),
        "types are not taken on trust"
    );
}

#[tokio::test]
async fn items_of_streams_have_a_users_types() {
    serving(atelier_server::router(Atelier), async |server| {
        let client = Client::builder().base_url(server.url("")).build().unwrap();
        let mut bids = client.works().follow_bids(150).await.unwrap().into_body();
        assert_eq!(bids.next().await.unwrap().unwrap().price, Money(150));
        let mut prices = client.works().follow_prices(250).await.unwrap().into_body();
        assert_eq!(*prices.next().await.unwrap().unwrap(), Money(250));
        assert!(prices.next().await.is_none());
    })
    .await;
}

#[tokio::test]
async fn items_of_a_trusted_server_are_taken_and_told() {
    let text = "{\"by\":\"far too long\",\"price\":\"1.00\"}\n{\"by\":\"me\"}\n";
    let client = careless("/works/7/bids", "application/jsonl", text);
    let mut bids = client.works().follow_bids(7).await.unwrap().into_body();
    assert!(!bids.next().await.unwrap().unwrap().is_valid());
    assert!(bids.next().await.unwrap().is_err(), "members are not taken on trust");
}
