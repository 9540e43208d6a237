//! How many parts of one name there may be, and how large each.

use newsroom_client::Error;
use newsroom_types::{Place, SendPhotosForm};
use stubsmith_runtime::FilePart;

use super::{Newsroom, client, newsroom};
use crate::harness::serving;
use crate::raw::Raw;

fn photos(count: usize, places: usize) -> SendPhotosForm {
    SendPhotosForm {
        photos: (0..count).map(|_| FilePart::new("p")).collect(),
        places: (0..places).map(|_| Place { floor: 1, room: None }).collect(),
    }
}

#[tokio::test]
async fn parts_are_counted_before_they_are_sent() {
    newsroom(async |client, _, _| {
        for form in [photos(2, 0), photos(3, 2)] {
            client.staff().send_photos(&form).await.unwrap();
        }
        for (form, message) in [
            (photos(1, 0), "/photos: must have at least 2 parts"),
            (photos(4, 2), "/photos: must have at most 3 parts"),
            (photos(2, 1), "/places: must have at least 2 parts"),
        ] {
            let error = client.staff().send_photos(&form).await.unwrap_err();
            assert!(matches!(error, Error::Request(_)), "{error}");
            assert!(error.to_string().ends_with(message), "{error}");
        }
    })
    .await;
}

#[tokio::test]
async fn parts_are_counted_where_they_arrive() {
    newsroom(async |_, _, server| {
        let part =
            |name: &str| format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{{\"floor\":1}}\r\n");
        let send = async |names: &[&str]| {
            let parts: String = names.iter().map(|name| part(name)).collect();
            let request = Raw::new("POST", "/photos").header("content-type", "multipart/form-data; boundary=b");
            request.body(format!("{parts}--b--\r\n")).send(server).await
        };
        assert_eq!(send(&["photos", "photos"]).await.status, 204);
        let refused = send(&["photos", "places"]).await;
        assert_eq!(refused.status, 400);
        assert!(
            refused.body.contains("/photos") && refused.body.contains("/places"),
            "{refused:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn each_part_and_all_together_have_a_limit() {
    let server = newsroom_server::server(Newsroom::default())
        .part_limit(50)
        .body_limit(500);
    serving(server.into_router(), async |server| {
        let client = client(server);
        let form = |sizes: &[usize]| SendPhotosForm {
            photos: sizes.iter().map(|size| FilePart::new("p".repeat(*size))).collect(),
            places: Vec::new(),
        };
        client.staff().send_photos(&form(&[50, 50])).await.unwrap();
        for (sizes, message) in [
            (&[50, 51][..], "the part `photos` is larger than 50 bytes"),
            (&[50, 50, 50], "the body is larger than 500 bytes"),
        ] {
            let error = client.staff().send_photos(&form(sizes)).await.unwrap_err();
            let (status, body) = match &error {
                Error::Undeclared(response) => (response.status().as_u16(), response.body()),
                other => panic!("{other:?}"),
            };
            let body = String::from_utf8_lossy(body);
            assert!(status == 413 && body.contains(message), "{status} {body}");
        }
    })
    .await;
}
