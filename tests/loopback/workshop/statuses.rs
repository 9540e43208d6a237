//! Every declared status of every operation, and what becomes of those that an operation does not declare.

use std::collections::BTreeMap;
use std::fmt::Debug;

use stubsmith_runtime::{ErrorStatus, StatusRange};
use workshop_client::{Call, Client, Error};
use workshop_types::{
    CreateOrderError, DeleteOrderError, Delivery, GetOpeningHoursError, GetOrderError, Health, ListPartsError,
    RestockPartError, RestockPartSuccess, RotatePartError,
};

use super::{client, fault, least, order, order_id, part, shop};
use crate::script::{Outcome, Script};

fn error_status(code: u16) -> ErrorStatus {
    code.try_into().unwrap()
}

/// Plays `error` and asserts that the client gets the same with `status`.
async fn assert_declared<R, S, E, C, O>(script: &Script<R, S, E>, call: impl Fn() -> C, table: Vec<(u16, E)>)
where
    C: IntoFuture<Output = Result<workshop_client::Response<O>, Error<E>>>,
    O: Debug,
    E: Clone + Debug + PartialEq,
{
    for (status, error) in table {
        script.then(Outcome::Declared(error.clone()));
        match call().await {
            Err(Error::Api(got, meta)) => {
                assert_eq!(got, error);
                assert_eq!(meta.status(), status);
                assert!(meta.request_id().is_some_and(|id| id.starts_with("req_")));
            }
            other => panic!("{status}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn errors_of_orders() {
    let refused = |status: i64| fault("No.", None, status);
    shop(async |server, scripts| {
        let client = client(server);
        let range = |code: u16| StatusRange::<500, 599>::try_from(code).unwrap();
        let table = vec![
            (400, CreateOrderError::BadRequest(refused(400))),
            (409, CreateOrderError::Conflict(fault("Taken.", Some("reference"), 409))),
            (500, CreateOrderError::ServerError(range(500), refused(500))),
            (599, CreateOrderError::ServerError(range(599), refused(599))),
            (402, CreateOrderError::Default(error_status(402), refused(402))),
            (499, CreateOrderError::Default(error_status(499), refused(499))),
        ];
        assert_declared(&scripts.create, || client.orders().create_order(&least()), table).await;

        let table = vec![(404, GetOrderError::NotFound(refused(404)))];
        assert_declared(&scripts.get, || client.orders().get_order(&order_id()), table).await;

        let table = vec![
            (404, DeleteOrderError::NotFound),
            (409, DeleteOrderError::Default(error_status(409), refused(409))),
        ];
        assert_declared(&scripts.delete, || client.orders().delete_order(&order_id()), table).await;
    })
    .await;
}

#[tokio::test]
async fn errors_of_parts_and_of_the_rest() {
    shop(async |server, scripts| {
        let client = client(server);
        let (status, body) = (error_status(418), || fault("No.", None, 418));
        let id = "leg4".parse().unwrap();
        let amount = 1.try_into().unwrap();

        let table = vec![(418, ListPartsError::Default(status, body()))];
        assert_declared(&scripts.list, || client.parts().list_parts(), table).await;
        let table = vec![(418, RotatePartError::Default(status, body()))];
        assert_declared(&scripts.rotate, || client.parts().rotate_part(&id), table).await;
        let table = vec![(418, RestockPartError::Default(status, body()))];
        assert_declared(&scripts.restock, || client.parts().restock_part(&id, &amount), table).await;
        let table = vec![(418, GetOpeningHoursError::Default(status, body()))];
        assert_declared(&scripts.hours, || client.general().get_opening_hours(), table).await;
    })
    .await;
}

#[tokio::test]
async fn successes() {
    shop(async |server, scripts| {
        let client = client(server);
        scripts.create.then(Outcome::Success(order()));
        let response = client.orders().create_order(&least()).await.unwrap();
        assert_eq!((response.status().as_u16(), response.into_body()), (201, order()));

        scripts.get.then(Outcome::Success(order()));
        let response = client.orders().get_order(&order_id()).await.unwrap();
        assert_eq!((response.status().as_u16(), response.into_body()), (200, order()));

        scripts.delete.then(Outcome::Success(()));
        let response = client.orders().delete_order(&order_id()).await.unwrap();
        assert_eq!((response.status().as_u16(), response.raw().body()), (204, &b""[..]));

        scripts.health.then(Outcome::Success(Health { open: false }));
        let response = client.service().health().await.unwrap();
        assert_eq!(response.into_body(), Health { open: false });

        let hours = BTreeMap::from([("monday".to_owned(), "9 to 5".to_owned())]);
        scripts.hours.then(Outcome::Success(hours.clone()));
        assert_eq!(client.general().get_opening_hours().await.unwrap().into_body(), hours);
    })
    .await;
}

#[tokio::test]
async fn one_success_of_several() {
    let delivery = Delivery {
        delivery: "9c5b0b3e-1f0d-4a2e-8d0a-6f3c1b2a4d5e".parse().unwrap(),
        expected_on: Some("2026-03-09".parse().unwrap()),
    };
    let table = [
        (200, RestockPartSuccess::Ok(Box::new(part("leg4")))),
        (202, RestockPartSuccess::Accepted(Box::new(delivery))),
        (204, RestockPartSuccess::NoContent),
    ];
    shop(async |server, scripts| {
        for (status, success) in table {
            scripts.restock.then(Outcome::Success(success.clone()));
            let (id, amount) = ("leg4".parse().unwrap(), 12.try_into().unwrap());
            let response = client(server).parts().restock_part(&id, &amount).await.unwrap();
            assert_eq!(response.status(), status);
            assert_eq!(response.body().status(), status);
            assert_eq!(response.body(), &success);
            let (who, request) = scripts.restock.seen();
            assert_eq!((who.as_str(), request.part_id, request.amount), ("ada", id, amount));
        }
    })
    .await;
}

/// The status and envelope of a call that ends with a status which the operation does not declare.
async fn undeclared<S: Debug, E: Debug>(call: Call<S, E>) -> (u16, serde_json::Value) {
    let error = call.await.unwrap_err();
    let Error::Undeclared(response) = &error else {
        panic!("an undeclared status, not: {error:?}");
    };
    assert_eq!(error.status(), Some(response.status()));
    assert_eq!(error.request_id(), response.request_id());
    assert!(error.request_id().is_some());
    assert!(!response.is_truncated());
    let body = serde_json::from_slice(response.body()).unwrap();
    (response.status().as_u16(), body)
}

/// `health` declares 200 alone, so that all else must come as undeclared, in the envelope nevertheless.
#[tokio::test]
async fn an_operation_without_errors_can_still_fail() {
    let envelope = |status, reason| serde_json::json!({"fault": {"reason": reason, "where": null, "status": status}});
    shop(async |server, scripts| {
        let elsewhere = Client::builder().base_url(server.url("/elsewhere")).build().unwrap();
        let got = undeclared(elsewhere.service().health()).await;
        assert_eq!(got, (404, envelope(404, "nothing is served at this path")));
        for outcome in [Outcome::Internal, Outcome::Panic] {
            scripts.health.then(outcome);
            let got = undeclared(client(server).service().health()).await;
            assert_eq!(got, (500, envelope(500, "an internal error occurred")));
        }
    })
    .await;
}

#[tokio::test]
async fn internal_errors_and_panics_of_every_group() {
    shop(async |server, scripts| {
        let client = client(server);
        let body = || fault("an internal error occurred", None, 500);
        for outcomes in [
            (Outcome::Internal, Outcome::Internal, Outcome::Internal),
            (Outcome::Panic, Outcome::Panic, Outcome::Panic),
        ] {
            scripts.create.then(outcomes.0);
            let Err(Error::Api(error, _)) = client.orders().create_order(&least()).await else {
                panic!("an error of the API");
            };
            let status = StatusRange::try_from(500).unwrap();
            assert_eq!(error, CreateOrderError::ServerError(status, body()));

            scripts.list.then(outcomes.1);
            let Err(Error::Api(error, _)) = client.parts().list_parts().await else {
                panic!("an error of the API");
            };
            assert_eq!(error, ListPartsError::Default(error_status(500), body()));

            scripts.hours.then(outcomes.2);
            let Err(Error::Api(error, _)) = client.general().get_opening_hours().await else {
                panic!("an error of the API");
            };
            assert_eq!(error, GetOpeningHoursError::Default(error_status(500), body()));
        }
    })
    .await;
}
