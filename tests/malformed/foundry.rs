//! In: calls of the Foundry. Out: what was sent. Guarantee: operations that no request of the table means are unknown.

use std::convert::Infallible;

use axum::Router;
use foundry_server::{
    Castings, Failure, GetCastingRequest, ListAlloysRequest, MeltRequest, OrderCastingRequest, ReportRequest, Reports,
};
use foundry_types::{
    Alloys, Casting, GetCastingError, GetCastingSuccess, ListAlloysError, MeltError, OrderCastingError, Report,
};

struct Foundry;

impl Castings for Foundry {
    async fn order_casting(&self, request: OrderCastingRequest) -> Result<Casting, Failure<OrderCastingError>> {
        Ok(request.body)
    }

    async fn get_casting(&self, _: GetCastingRequest) -> Result<GetCastingSuccess, Failure<GetCastingError>> {
        Err(Failure::unhandled())
    }

    async fn melt(&self, _: MeltRequest) -> Result<(), Failure<MeltError>> {
        Ok(())
    }
}

impl Reports for Foundry {
    async fn list_alloys(&self, _: ListAlloysRequest) -> Result<Alloys, Failure<ListAlloysError>> {
        Err(Failure::unhandled())
    }

    async fn report(&self, request: ReportRequest) -> Result<Report, Failure<Infallible>> {
        Ok(request.body)
    }
}

pub(super) fn router() -> Router {
    foundry_server::router(Foundry)
}
