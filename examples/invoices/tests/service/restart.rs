//! In: a service that is stopped, and another that is started on the same file.
//! Out: whether it knows what the first one did.
//! Guarantee: starting again neither adds demo data nor takes any away.

use invoices::cancel::{meum, triport};
use invoices::demo;
use stubsmith_runtime::Secret;

use super::{Folder, Service, bounded};

const ID: &str = "inv_00000000000000000001";

async fn cancel_both(service: &Service) -> [Result<String, String>; 2] {
    let key = Secret::from(demo::meum::KEY);
    let session = Secret::from(demo::triport::SESSION);
    let meum = meum::cancel(&service.url("meum"), key, ID).await;
    let triport = triport::cancel(&service.url("triport"), session, "inv_demo_pending").await;
    [meum, triport].map(|outcome| outcome.map_err(|problem| problem.to_string()))
}

#[tokio::test]
async fn what_is_cancelled_stays_cancelled() {
    bounded(async {
        let folder = Folder::new();
        let service = Service::start(&folder).await;
        for outcome in cancel_both(&service).await {
            outcome.unwrap();
        }
        service.stop().await;

        let service = Service::start(&folder).await;
        let [meum, triport] = cancel_both(&service).await.map(Result::unwrap_err);
        assert!(meum.contains("this one is cancelled"), "{meum}");
        assert!(triport.contains("not found or not pending"), "{triport}");
    })
    .await;
}
