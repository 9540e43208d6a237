//! Bad XML is refused in the API's own envelope, in the notation that the client asks for; hostile XML costs nothing.

use super::{LARGE, foundry};
use crate::harness::Serving;
use crate::raw::{Answer, REQUEST_ID, Raw};

async fn sent(server: &Serving, body: &str, accept: &str) -> Answer {
    let request = Raw::new("POST", "/castings").header("accept", accept);
    request
        .header("content-type", "application/xml")
        .body(body)
        .send(server)
        .await
}

#[tokio::test]
async fn what_is_no_xml_is_told_in_xml() {
    foundry(async |_, scripts, server| {
        let deep = format!("<casting>{}", "<part>".repeat(5_000));
        let wide: String = (0..5_000).map(|index| format!(" a{index}=''")).collect();
        let wide = format!("<casting{wide}/>");
        let bomb =
            "<!DOCTYPE c [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;'>]><casting id='C-1'><note>&b;</note></casting>";
        let file = "<!DOCTYPE c SYSTEM 'file:///etc/passwd'><casting id='C-1'><mass>1</mass></casting>";
        let table: [(&str, &str); 8] = [
            ("<casting", "the XML is not well-formed"),
            ("<casting></part>", "the XML is not well-formed"),
            ("{}", "text stands outside of elements"),
            (bomb, "a document type is not allowed"),
            (file, "a document type is not allowed"),
            (
                "<casting><note>&bomb;</note></casting>",
                "an entity is not one of XML's own",
            ),
            (&deep, "elements are nested too deep"),
            (&wide, "an element has too many attributes"),
        ];
        for (body, message) in table {
            let answer = sent(server, body, "application/xml").await;
            assert_eq!(answer.status, 400, "{answer:?}");
            assert_eq!(answer.header("content-type"), Some("application/xml"));
            let begins = "<fault code=\"malformed_body\"><message>the body is not XML: ";
            assert!(
                answer
                    .body
                    .contains(&format!("{begins}{}", message.replace('\'', "&apos;"))),
                "{answer:?}"
            );
            assert!(
                answer.body.contains(&format!("<requestId>{REQUEST_ID}</requestId>")),
                "{answer:?}"
            );
        }
        assert!(scripts.order.is_untouched());
    })
    .await;
}

#[tokio::test]
async fn all_violations_are_told_by_their_names_in_json() {
    foundry(async |_, scripts, server| {
        let body = "<casting id='c'><mass>0</mass><state>lost</state><cast>today</cast><coreList><core size='big'/></coreList>\
                    <part id='P-1'/></casting>";
        let answer = sent(server, body, "application/json").await;
        assert_eq!(answer.status, 400, "{answer:?}");
        let fault: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(fault["code"], "invalid_body");
        let message = fault["message"].as_str().unwrap();
        for pointer in ["/id", "/mass", "/state", "/cast", "/cores/0/size", "/parts/0/mass"] {
            assert!(message.contains(&format!("body at `{pointer}`: ")), "{pointer}: {message}");
        }
        assert!(!message.contains("alloys"), "{message}");
        assert!(scripts.order.is_untouched());
    })
    .await;
}

#[tokio::test]
async fn closed_objects_media_types_and_missing_bodies() {
    foundry(async |_, scripts, server| {
        let put = |body: &str| {
            Raw::new("PUT", "/castings/C-1")
                .header("content-type", "text/xml")
                .body(body)
        };
        let answer = put("<m><celsius>9</celsius><colour>red</colour></m>")
            .send(server)
            .await;
        assert!(
            answer
                .body
                .contains("body at `/colour`: is not a member that is allowed here"),
            "{answer:?}"
        );
        let answer = put("<m><celsius>4000</celsius></m>").send(server).await;
        assert!(answer.body.contains("body at `/celsius`: "), "{answer:?}");
        let answer = Raw::new("PUT", "/castings/C-1")
            .json("{\"celsius\": 9}")
            .send(server)
            .await;
        assert_eq!(
            (answer.status, answer.header("accept")),
            (415, Some("application/xml")),
            "{answer:?}"
        );
        assert!(scripts.melt.is_untouched());
        let answer = sent(server, "", "*/*").await;
        assert!(answer.body.contains("the body is empty"), "{answer:?}");
        let answer = Raw::new("POST", "/castings").json(LARGE).send(server).await;
        assert!(answer.body.contains("the body is not JSON: "), "{answer:?}");
        assert!(scripts.order.is_untouched());
    })
    .await;
}
