//! In: calls of the Workshop. Out: a success each. Guarantee: tokens that begin with `good-` are valid, and no other.

use std::collections::BTreeMap;
use std::convert::Infallible;

use axum::Router;
use serde_json::json;
use workshop_server::{
    Authenticate, AuthenticateError, CreateOrderRequest, Credentials, DeleteOrderRequest, Failure, General,
    GetOpeningHoursRequest, GetOrderRequest, HealthRequest, ListPartsRequest, Orders, Parts, RequestContext,
    RestockPartRequest, RotatePartRequest, Service,
};
use workshop_types::{
    CreateOrderError, DeleteOrderError, GetOpeningHoursError, GetOrderError, Health, ListPartsError, Order, Part,
    RestockPartError, RestockPartSuccess, RotatePartError,
};

use crate::script::principal;

struct Shop;

impl Authenticate for Shop {
    type Principal = String;

    async fn authenticate(&self, credentials: Credentials, _: &RequestContext) -> Result<String, AuthenticateError> {
        let Credentials::Bearer(token) = credentials;
        principal(token.expose())
    }
}

impl Orders for Shop {
    async fn create_order(&self, _: String, _: CreateOrderRequest) -> Result<Order, Failure<CreateOrderError>> {
        Ok(order())
    }

    async fn get_order(&self, _: String, _: GetOrderRequest) -> Result<Order, Failure<GetOrderError>> {
        Ok(order())
    }

    async fn delete_order(&self, _: String, _: DeleteOrderRequest) -> Result<(), Failure<DeleteOrderError>> {
        Ok(())
    }
}

impl Parts for Shop {
    async fn list_parts(&self, _: Option<String>, _: ListPartsRequest) -> Result<Vec<Part>, Failure<ListPartsError>> {
        Ok(Vec::new())
    }

    async fn rotate_part(&self, _: String, _: RotatePartRequest) -> Result<Part, Failure<RotatePartError>> {
        Err(Failure::unhandled())
    }

    async fn restock_part(
        &self,
        _: String,
        _: RestockPartRequest,
    ) -> Result<RestockPartSuccess, Failure<RestockPartError>> {
        Ok(RestockPartSuccess::NoContent)
    }
}

impl Service for Shop {
    async fn health(&self, _: HealthRequest) -> Result<Health, Failure<Infallible>> {
        Ok(Health { open: true })
    }
}

impl General for Shop {
    async fn get_opening_hours(
        &self,
        _: String,
        _: GetOpeningHoursRequest,
    ) -> Result<BTreeMap<String, String>, Failure<GetOpeningHoursError>> {
        Ok(BTreeMap::new())
    }
}

fn order() -> Order {
    serde_json::from_value(json!({
        "id": "4f7d3c1e-8a52-4a3b-9f60-d1a7c2b9e805",
        "priority": "low",
        "note": null,
        "placedAt": "2026-02-20T08:15:30Z",
    }))
    .unwrap()
}

pub(super) fn router() -> Router {
    workshop_server::server(Shop).body_limit(4 << 10).into_router()
}
