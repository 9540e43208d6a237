//! Values become XML and come back, and JSON where it may be either.

use foundry_types::{
    Accident, Alloy, Fault, GetCastingOkHeaders, GetCastingSuccess, Melting, OrderCastingError, Report, Shift,
};
use stubsmith_runtime::Headed;
use stubsmith_runtime::client::Error;

use super::{LARGE, foundry, large, small};
use crate::harness::header;
use crate::raw::Raw;
use crate::script::Outcome;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

#[tokio::test]
async fn a_value_is_json_or_xml_as_each_side_likes() {
    foundry(async |client, scripts, server| {
        scripts.order.then(Outcome::Success(large()));
        let answer = client.castings().order_casting(&large()).await.unwrap();
        assert_eq!(header(answer.headers(), "content-type"), "application/json");
        assert_eq!(header(answer.headers(), "vary"), "accept");
        assert_eq!(answer.into_body(), large());
        let got = scripts.order.seen();
        assert_eq!(got.body, large());
        assert_eq!(got.context.headers()["content-type"], "application/json");

        for (accept, media_type) in [
            ("application/xml", "application/xml"),
            ("text/xml, */*;q=0.1", "application/xml"),
            ("application/json;q=0.5, application/xml", "application/xml"),
            ("*/*", "application/json"),
        ] {
            scripts.order.then(Outcome::Success(large()));
            let request = Raw::new("POST", "/castings").header("accept", accept);
            let request = request.header("content-type", "Text/XML; charset=utf-8").body(LARGE);
            let answer = request.send(server).await;
            assert_eq!(answer.status, 201, "{answer:?}");
            assert_eq!(answer.header("content-type"), Some(media_type));
            assert_eq!(scripts.order.seen().body, large());
            if media_type == "application/xml" {
                assert_eq!(answer.body, format!("{DECLARATION}{LARGE}"));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn members_of_one_direction_stay_there() {
    foundry(async |_, scripts, server| {
        let mut casting = small("C-2");
        casting.secret = Some("tin".to_owned());
        casting.number = Some(8);
        scripts.order.then(Outcome::Success(casting));
        let body = "<casting id='C-2'><mass>1.5</mass><secret>tin</secret><number>x</number></casting>";
        let request = Raw::new("POST", "/castings").header("accept", "text/xml");
        let answer = request
            .header("content-type", "application/xml")
            .body(body)
            .send(server)
            .await;
        assert!(answer.body.contains("<number>8</number>"), "{answer:?}");
        assert!(!answer.body.contains("secret"), "{answer:?}");
        let got = scripts.order.seen().body;
        assert_eq!((got.secret.as_deref(), got.number), (Some("tin"), None));
    })
    .await;
}

#[tokio::test]
async fn xml_alone_and_no_body() {
    foundry(async |client, scripts, _| {
        let body = Melting {
            celsius: 1200.try_into().unwrap(),
            reason: Some(String::new()),
        };
        scripts.melt.then(Outcome::Success(()));
        client.castings().melt("C-1").body(&body).await.unwrap();
        let got = scripts.melt.seen();
        assert_eq!(got.body, Some(body));
        assert_eq!(got.context.headers()["content-type"], "application/xml");
        scripts.melt.then(Outcome::Success(()));
        client.castings().melt("C-1").await.unwrap();
        assert_eq!(scripts.melt.seen().body, None);
    })
    .await;
}

#[tokio::test]
async fn arrays_and_alternatives() {
    foundry(async |client, scripts, server| {
        let alloy = |symbol: &str, share| Alloy {
            symbol: symbol.parse().unwrap(),
            share,
        };
        let alloys = vec![alloy("Fe", Some(0.5)), alloy("C", None)];
        scripts.alloys.then(Outcome::Success(alloys.clone()));
        assert_eq!(client.reports().list_alloys().await.unwrap().into_body(), alloys);
        scripts.alloys.then(Outcome::Success(alloys));
        let answer = Raw::new("GET", "/alloys").send(server).await;
        let listed =
            "<Alloys><Alloy><symbol>Fe</symbol><share>0.5</share></Alloy><Alloy><symbol>C</symbol></Alloy></Alloys>";
        assert_eq!(answer.body, format!("{DECLARATION}{listed}"));
        let reports = [
            Report::Shift(Box::new(Shift { hours: 8, by: None })),
            Report::Accident(Box::new(Accident {
                what: "a burn".to_owned(),
                by: Some("me".to_owned()),
            })),
        ];
        for report in reports {
            scripts.report.then(Outcome::Success(report.clone()));
            assert_eq!(client.reports().report(&report).await.unwrap().into_body(), report);
            let got = scripts.report.seen();
            assert_eq!(got.body, report);
            assert_eq!(got.context.headers()["content-type"], "application/vnd.foundry+xml");
        }
    })
    .await;
}

#[tokio::test]
async fn other_forms_and_errors_beside_it() {
    foundry(async |client, scripts, server| {
        let headers = || Box::new(GetCastingOkHeaders { furnace: 2 });
        let drawing = GetCastingSuccess::OkText(Headed {
            headers: headers(),
            body: "<svg/>".to_owned(),
        });
        let casting = GetCastingSuccess::OkJson(Headed {
            headers: headers(),
            body: Box::new(small("C-3")),
        });
        for success in [casting.clone(), drawing] {
            scripts.get.then(Outcome::Success(success.clone()));
            assert_eq!(client.castings().get_casting("C-3").await.unwrap().into_body(), success);
        }
        scripts.get.then(Outcome::Success(casting));
        let answer = Raw::new("GET", "/castings/C-3")
            .header("accept", "application/xml")
            .send(server)
            .await;
        assert_eq!(answer.header("content-type"), Some("text/xml"));
        assert_eq!(answer.header("furnace"), Some("2"));

        let fault = Box::new(Fault {
            code: "twice".to_owned(),
            message: "It is there.".to_owned(),
            request_id: None,
        });
        let conflict = || Outcome::Declared(OrderCastingError::Conflict(fault.clone()));
        scripts.order.then(conflict());
        match client.castings().order_casting(&small("C-1")).await {
            Err(Error::Api(OrderCastingError::Conflict(got), _)) => assert_eq!(got, fault),
            other => panic!("{other:?}"),
        }
        scripts.order.then(conflict());
        let request = Raw::new("POST", "/castings").header("accept", "application/xml");
        let answer = request
            .header("content-type", "application/xml")
            .body(LARGE)
            .send(server)
            .await;
        assert_eq!(answer.status, 409);
        let expected = "<fault code=\"twice\"><message>It is there.</message></fault>";
        assert_eq!(answer.body, format!("{DECLARATION}{expected}"));
    })
    .await;
}
