//! Objects whose members are query parameters by themselves.

use std::collections::BTreeMap;

use super::{depot, noted, refused, small};
use crate::raw::Raw;

#[tokio::test]
async fn members_stand_among_the_parameters() {
    depot(async |client, scripts, _| {
        scripts.members.then(noted());
        let rest = BTreeMap::from([("x".to_owned(), 1), ("y z".to_owned(), 2)]);
        client.shelves().members(&small()).rest(&rest).page(3).await.unwrap();
        let got = scripts.members.seen();
        let query = got.context.uri().query().unwrap();
        assert!(query.starts_with("w=7&h=1.5&note="), "{query}");
        assert!(query.ends_with("&x=1&y%20z=2&page=3"), "{query}");
        assert_eq!((got.r#box, got.page), (small(), Some(3)));
        assert_eq!(got.rest, Some(rest));
    })
    .await;
}

#[tokio::test]
async fn what_nobody_claims_goes_to_the_open_object() {
    depot(async |_, scripts, server| {
        scripts.members.then(noted());
        assert_eq!(Raw::new("GET", "/members?w=1&page=2").send(server).await.status, 204);
        let got = scripts.members.seen();
        assert_eq!((got.r#box.w.get(), got.rest, got.page), (1, None, Some(2)));

        let (detail, _) = refused(server, Raw::new("GET", "/members?page=1"), 400).await;
        assert_eq!(detail, "query parameter `box`: is required");
        let (detail, _) = refused(server, Raw::new("GET", "/members?h=1&other=x&w=1&w=2"), 400).await;
        assert_eq!(
            detail,
            "query parameter `box` at `/w`: must be sent only once; query parameter `rest` at `/other`: must be an integer"
        );
    })
    .await;
}
