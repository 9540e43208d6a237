//! A service that has one group of operations, and one that has none yet.

use std::sync::Arc;

use workshop_client::Error;
use workshop_types::Health;

use super::{Scripts, Shop, client};
use crate::harness::serving;
use crate::script::Outcome;

#[tokio::test]
async fn groups_are_served_alone_or_beside_what_is_not_implemented() {
    let scripts = Arc::new(Scripts::default());
    let alone = workshop_server::groups::service(Shop(Arc::clone(&scripts)));
    let completed = alone.clone().or(workshop_server::unimplemented());
    for (server, other) in [(alone, 404), (completed, 501)] {
        scripts.health.then(Outcome::Success(Health { open: true }));
        serving(server.into_router(), async |server| {
            let client = client(server);
            client.service().health().await.unwrap();
            let error = client.parts().list_parts().await.unwrap_err();
            let Error::Api(_, meta) = &error else {
                panic!("{error:?}");
            };
            assert_eq!(meta.status().as_u16(), other, "{error:?}");
        })
        .await;
    }
}
