//! The Outpost, a document of several files with an overlay: methods of any name, and all of the query as one parameter.

use std::convert::Infallible;
use std::sync::{Arc, Mutex};

use outpost_client::Client;
use outpost_server::{
    Failure, FindParcelsRequest, GetParcelRequest, Parcels, PurgeParcelsRequest, QueryParcelsRequest, Staff,
};
use outpost_types::{Filter, Parcel};

use crate::harness::serving;
use crate::raw::Raw;

/// An outpost whose parcels are named after what was asked.
#[derive(Clone, Default)]
struct Outpost(Arc<Mutex<u32>>);

type Answer<T> = Result<T, Failure<Infallible>>;

fn parcel(id: String) -> Parcel {
    Parcel { id, weight: None }
}

fn found(method: &str, filter: &Filter) -> Vec<Parcel> {
    let sender = filter.sender.as_deref().unwrap_or("nobody");
    vec![parcel(format!("{method} {sender} {:?}", filter.heavier))]
}

impl Parcels for Outpost {
    async fn query_parcels(&self, request: QueryParcelsRequest) -> Answer<Vec<Parcel>> {
        Ok(found("QUERY", &request.body))
    }

    async fn find_parcels(&self, request: FindParcelsRequest) -> Answer<Vec<Parcel>> {
        Ok(found("GET", &request.filter))
    }

    async fn get_parcel(&self, request: GetParcelRequest) -> Answer<Parcel> {
        Ok(parcel(request.id))
    }
}

impl Staff for Outpost {
    async fn purge_parcels(&self, request: PurgeParcelsRequest) -> Answer<()> {
        assert_eq!(request.context.method().as_str(), "PURGE");
        *self.0.lock().unwrap() += 1;
        Ok(())
    }
}

#[tokio::test]
async fn operations_have_methods_of_any_name() {
    let outpost = Outpost::default();
    serving(outpost_server::router(outpost.clone()), async |serving| {
        let client = Client::builder().base_url(serving.url("")).build().unwrap();
        let filter = Filter {
            sender: Some("A & B".to_owned()),
            heavier: Some(5),
        };
        let parcels = client.parcels().query_parcels(&filter).await.unwrap();
        assert_eq!(parcels.body()[0].id, "QUERY A & B Some(5)");
        client.staff().purge_parcels().await.unwrap();
        assert_eq!(*outpost.0.lock().unwrap(), 1);
        let parcel = client.parcels().get_parcel("one").await.unwrap();
        assert_eq!(parcel.body().id, "one", "the overlay's operation");
    })
    .await;
}

#[tokio::test]
async fn a_query_string_is_one_parameter() {
    serving(outpost_server::router(Outpost::default()), async |serving| {
        let client = Client::builder().base_url(serving.url("")).build().unwrap();
        let filter = Filter {
            sender: Some("A & B".to_owned()),
            heavier: None,
        };
        let call = client.parcels().find_parcels(&filter).await.unwrap();
        assert_eq!(call.body()[0].id, "GET A & B None");
    })
    .await;
}

#[tokio::test]
async fn other_methods_are_told_which_there_are() {
    serving(outpost_server::router(Outpost::default()), async |serving| {
        let response = Raw::new("PATCH", "/parcels").send(serving).await;
        let allow = response.header("allow").unwrap();
        let mut methods: Vec<&str> = allow.split(", ").collect();
        methods.sort_unstable();
        assert_eq!(methods, ["GET", "HEAD", "PURGE", "QUERY"]);
    })
    .await;
}
