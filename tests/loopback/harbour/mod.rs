//! The Harbour, a document with every kind of path that documents have: which operation a request reaches, and with what.

mod paths;
mod servers;

use std::convert::Infallible;

use harbour_client::{Client, ClientBuilder};
use harbour_server::{
    AllQuaysRequest, CargoByIdRequest, CargoByLabelRequest, CargoByNumberRequest, CloseBerthRequest, DropCargoRequest,
    Failure, GetCraneRequest, GetEntryRequest, GetFerryRequest, GetLogRequest, GetShipRequest, GetTidesRequest,
    GetTowRequest, GetVesselRequest, GetWeatherRequest, LatestLogRequest, ListCargoRequest, ListHoldRequest,
    ListQuaysRequest, MoorRequest, OpenBerthRequest, Port, PurgeLogsRequest, QuayIndexRequest, RequestContext,
    SearchCranesRequest, SearchShipsRequest, WayEndRequest, WayLegRequest, WayNorthRequest,
};
use harbour_types::Echo;

use crate::harness::{Serving, serving};

type Answer = Result<Echo, Failure<Infallible>>;

/// Answers with what it was called with.
struct Harbour;

#[expect(clippy::unnecessary_wraps, reason = "what methods of the trait give")]
fn echo(context: &RequestContext, values: Vec<String>) -> Answer {
    Ok(Echo {
        operation: context.operation().to_owned(),
        values,
    })
}

impl Port for Harbour {
    async fn open_berth(&self, request: OpenBerthRequest) -> Answer {
        echo(&request.context, vec![request.x_harbour_target.to_string()])
    }

    async fn close_berth(&self, request: CloseBerthRequest) -> Answer {
        echo(&request.context, vec![request.x_harbour_target.to_string()])
    }

    async fn search_ships(&self, request: SearchShipsRequest) -> Answer {
        echo(&request.context, request.flag.into_iter().collect())
    }

    async fn search_cranes(&self, request: SearchCranesRequest) -> Answer {
        echo(&request.context, vec![request.most.to_string()])
    }

    async fn list_cargo(&self, request: ListCargoRequest) -> Answer {
        echo(&request.context, request.page.iter().map(ToString::to_string).collect())
    }

    async fn list_hold(&self, request: ListHoldRequest) -> Answer {
        echo(&request.context, vec![request.hold])
    }

    async fn cargo_by_label(&self, request: CargoByLabelRequest) -> Answer {
        echo(&request.context, vec![request.label])
    }

    async fn cargo_by_number(&self, request: CargoByNumberRequest) -> Answer {
        echo(&request.context, vec![request.number.to_string()])
    }

    async fn cargo_by_id(&self, request: CargoByIdRequest) -> Answer {
        echo(&request.context, vec![request.id.to_string()])
    }

    async fn get_ship(&self, request: GetShipRequest) -> Answer {
        echo(&request.context, vec![request.ship])
    }

    async fn get_vessel(&self, request: GetVesselRequest) -> Answer {
        echo(&request.context, vec![request.vessel])
    }

    async fn get_log(&self, request: GetLogRequest) -> Answer {
        echo(&request.context, vec![request.path])
    }

    async fn purge_logs(&self, request: PurgeLogsRequest) -> Answer {
        echo(&request.context, vec![request.path])
    }

    async fn latest_log(&self, request: LatestLogRequest) -> Answer {
        echo(&request.context, vec![])
    }

    async fn get_entry(&self, request: GetEntryRequest) -> Answer {
        echo(
            &request.context,
            vec![request.day.to_string(), request.entry.to_string()],
        )
    }

    async fn way_end(&self, request: WayEndRequest) -> Answer {
        echo(&request.context, vec![request.from])
    }

    async fn way_north(&self, request: WayNorthRequest) -> Answer {
        echo(&request.context, vec![request.to])
    }

    async fn way_leg(&self, request: WayLegRequest) -> Answer {
        echo(&request.context, vec![request.to, request.leg])
    }

    async fn list_quays(&self, request: ListQuaysRequest) -> Answer {
        echo(&request.context, vec![])
    }

    async fn quay_index(&self, request: QuayIndexRequest) -> Answer {
        echo(&request.context, vec![])
    }

    async fn all_quays(&self, request: AllQuaysRequest) -> Answer {
        echo(&request.context, vec![])
    }

    async fn moor(&self, request: MoorRequest) -> Answer {
        echo(&request.context, vec![request.quay])
    }

    async fn get_ferry(&self, request: GetFerryRequest) -> Answer {
        echo(&request.context, vec![request.from, request.until])
    }

    async fn get_crane(&self, request: GetCraneRequest) -> Answer {
        echo(&request.context, vec![request.crane, request.suffix])
    }

    async fn get_tow(&self, request: GetTowRequest) -> Answer {
        echo(&request.context, vec![request.ship])
    }

    async fn get_tides(&self, request: GetTidesRequest) -> Answer {
        echo(&request.context, vec![])
    }

    async fn get_weather(&self, request: GetWeatherRequest) -> Answer {
        echo(&request.context, vec![])
    }

    async fn drop_cargo(&self, _: DropCargoRequest) -> Result<(), Failure<Infallible>> {
        Ok(())
    }
}

/// Runs `test` with a server at `/` and at `/v2`.
async fn harbour(test: impl AsyncFnOnce(&Serving, Client)) {
    let router = harbour_server::router(Harbour);
    let router = axum::Router::new().nest("/v2", router.clone()).fallback_service(router);
    serving(router, async |server| {
        let client = builder(server).build().unwrap();
        test(server, client).await;
    })
    .await;
}

fn builder(server: &Serving) -> ClientBuilder {
    Client::builder().base_url(server.url(""))
}

/// What an operation answers: its id and the values.
fn said(echo: &Echo) -> String {
    let values: String = echo.values.iter().map(|value| format!(" {value}")).collect();
    format!("{}{values}", echo.operation)
}
