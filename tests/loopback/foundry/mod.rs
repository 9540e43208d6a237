//! The Foundry, a document with every way to say how a value stands in XML.

mod bodies;
mod refusals;
mod strangers;

use std::sync::Arc;

use foundry_client::Client;
use foundry_server::{
    Castings, Failure, GetCastingRequest, ListAlloysRequest, MeltRequest, OrderCastingRequest, ReportRequest, Reports,
};
use foundry_types::{
    Alloys, Casting, CastingState, Core, GetCastingError, GetCastingSuccess, ListAlloysError, MeltError,
    OrderCastingError, Report,
};
use stubsmith_runtime::Maybe;

use crate::harness::{Serving, serving};
use crate::script::Script;

/// A script for each operation.
#[derive(Default)]
struct Scripts {
    order: Script<OrderCastingRequest, Casting, OrderCastingError>,
    get: Script<GetCastingRequest, GetCastingSuccess, GetCastingError>,
    melt: Script<MeltRequest, (), MeltError>,
    alloys: Script<ListAlloysRequest, Alloys, ListAlloysError>,
    report: Script<ReportRequest, Report, std::convert::Infallible>,
}

struct Foundry(Arc<Scripts>);

impl Castings for Foundry {
    async fn order_casting(&self, request: OrderCastingRequest) -> Result<Casting, Failure<OrderCastingError>> {
        self.0.order.play(request).await
    }

    async fn get_casting(&self, request: GetCastingRequest) -> Result<GetCastingSuccess, Failure<GetCastingError>> {
        self.0.get.play(request).await
    }

    async fn melt(&self, request: MeltRequest) -> Result<(), Failure<MeltError>> {
        self.0.melt.play(request).await
    }
}

impl Reports for Foundry {
    async fn list_alloys(&self, request: ListAlloysRequest) -> Result<Alloys, Failure<ListAlloysError>> {
        self.0.alloys.play(request).await
    }

    async fn report(&self, request: ReportRequest) -> Result<Report, Failure<std::convert::Infallible>> {
        self.0.report.play(request).await
    }
}

/// Runs `test` with a client and the scripts of a server.
async fn foundry(test: impl AsyncFnOnce(&Client, &Scripts, &Serving)) {
    let scripts = Arc::new(Scripts::default());
    let server = foundry_server::server(Foundry(Arc::clone(&scripts)));
    serving(server.into_router(), async |server| {
        let client = Client::builder().base_url(server.url("")).build().unwrap();
        test(&client, &scripts, server).await;
    })
    .await;
}

fn small(id: &str) -> Casting {
    Casting {
        id: id.parse().unwrap(),
        lang: None,
        revision: None,
        mass: 1.5.try_into().unwrap(),
        polished: None,
        cast: Maybe::Absent,
        state: None,
        note: None,
        alloys: Vec::new(),
        marks: None,
        cores: None,
        grid: None,
        parts: None,
        labels: None,
        secret: None,
        number: None,
    }
}

/// A casting with something in every member, save for those that travel in one direction.
fn large() -> Casting {
    Casting {
        lang: Some("de".to_owned()),
        revision: Some(3),
        polished: Some(true),
        cast: Maybe::Null,
        state: Some(CastingState::Cast),
        note: Some(" <sharp> & \"hot\"\n]]> ".to_owned()),
        alloys: vec!["Cu".to_owned(), String::new()],
        marks: Some(vec!["a".to_owned()]),
        cores: Some(vec![
            Core {
                size: Some(7),
                name: "inner".to_owned(),
            },
            Core {
                size: None,
                name: String::new(),
            },
        ]),
        grid: Some(vec![vec![1, -2], Vec::new()]),
        parts: Some(vec![small("P-1"), small("P-2")]),
        labels: Some([("colour".to_owned(), "grey".to_owned())].into()),
        ..small("C-1")
    }
}

/// The same as the foundry's XML.
const LARGE: &str = "<f:casting xmlns:f=\"urn:foundry\" id=\"C-1\" xml:lang=\"de\" xmlns:v=\"urn:versions\" v:revision=\"3\">\
    <f:mass xmlns:f=\"urn:foundry\">1.5</f:mass><polished>true</polished>\
    <cast xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"/><state>cast</state>\
    <note> &lt;sharp&gt; &amp; &quot;hot&quot;\n]]&gt; </note><alloy>Cu</alloy><alloy></alloy><mark>a</mark>\
    <coreList><core size=\"7\">inner</core><core></core></coreList>\
    <grid><row><cell>1</cell><cell>-2</cell></row><row></row></grid>\
    <f:part xmlns:f=\"urn:foundry\" id=\"P-1\"><f:mass xmlns:f=\"urn:foundry\">1.5</f:mass></f:part>\
    <f:part xmlns:f=\"urn:foundry\" id=\"P-2\"><f:mass xmlns:f=\"urn:foundry\">1.5</f:mass></f:part>\
    <labels><colour>grey</colour></labels></f:casting>";
