//! Cookies of the style `cookie`: nothing is encoded.

use newsroom_client::Error;
use newsroom_types::Place;

use super::newsroom;

#[tokio::test]
async fn cookies_are_sent_as_they_are() {
    newsroom(async |client, _, _| {
        let likes = ["a/b".to_owned(), "100%25".to_owned()];
        let seat = Place {
            floor: 2,
            room: Some("x=y".to_owned()),
        };
        let call = client.staff().get_tastes("so:so").likes(&likes).seat(&seat);
        assert_eq!(
            call.await.unwrap().into_body(),
            "\"so:so\" Some([\"a/b\", \"100%25\"]) Some(Place { floor: 2, room: Some(\"x=y\") }) mood=so:so; \
             likes=a/b,100%25; floor=2; room=x=y"
        );
    })
    .await;
}

#[tokio::test]
async fn what_no_cookie_can_carry_is_not_sent() {
    newsroom(async |client, _, _| {
        for mood in ["a b", "a;b", "é", "a\"b"] {
            let error = client.staff().get_tastes(mood).await.unwrap_err();
            assert!(matches!(error, Error::Request(_)), "{mood}: {error}");
        }
        let likes = ["a,b".to_owned()];
        assert!(client.staff().get_tastes("a").likes(&likes).await.is_err());
    })
    .await;
}
