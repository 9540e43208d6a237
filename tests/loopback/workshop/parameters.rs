//! Parameters in the path, the query, headers and cookies.

use serde_json::{Value, json};
use workshop_client::{Client, Error};
use workshop_server::GetOrderRequest;
use workshop_types::{GetOrderFlavour, GetOrderLimit, GetOrderXTrace, PartId, Priority, RestockPartSuccess};

use super::{ORDER_ID, client, order, order_id, part, shop};
use crate::foreign::{Reply, replying};
use crate::raw::{Raw, Refusal, all_are_refused};
use crate::script::Outcome;

#[tokio::test]
async fn parameters_are_written_in_their_styles() {
    replying(Reply::new("404 Not Found", ""), async |foreign| {
        let client = Client::builder().base_url(foreign.server.url("/v1/")).build().unwrap();
        let call = client.orders().get_order(&order_id());
        let call = call
            .limit(&GetOrderLimit::try_from(20).unwrap())
            .priority(&[Priority::Low, Priority::Plus1])
            .ids(&["a".to_owned(), "b,c d".to_owned(), "ü".to_owned()])
            .detailed(true)
            .x_trace(&"trace-17".parse().unwrap())
            .flavour(&GetOrderFlavour::Sweet);
        call.await.unwrap_err();
        let (head, body) = foreign.request();
        let mut lines = head.lines();
        let query = "limit=20&priority=low&priority=%2B1&ids=a,b%2Cc%20d,%C3%BC&detailed=true";
        assert_eq!(
            lines.next().unwrap(),
            format!("GET /v1/orders/{ORDER_ID}?{query} HTTP/1.1")
        );
        for line in ["x-trace: trace-17", "cookie: flavour=sweet", "accept: application/json"] {
            assert!(lines.clone().any(|known| known == line), "{line} in {head}");
        }
        assert_eq!(body, "");
    })
    .await;
}

/// All parameters of a request.
type Got = (
    Option<i64>,
    Option<Vec<Priority>>,
    Option<Vec<String>>,
    Option<bool>,
    Option<String>,
    Option<GetOrderFlavour>,
);

fn got(request: GetOrderRequest) -> Got {
    assert_eq!(request.order_id, order_id());
    let trace = request.x_trace.map(GetOrderXTrace::into_inner);
    let limit = request.limit.map(|limit| limit.get());
    (
        limit,
        request.priority,
        request.ids,
        request.detailed,
        trace,
        request.flavour,
    )
}

#[tokio::test]
async fn parameters_arrive_as_they_were_given() {
    shop(async |server, scripts| {
        let client = client(server);
        scripts.get.then(Outcome::Success(order()));
        client.orders().get_order(&order_id()).await.unwrap();
        assert_eq!(got(scripts.get.seen().1), (None, None, None, None, None, None));

        let ids: Vec<String> = ["a,b", "", "c&d=e", " +%", "😀"].map(str::to_owned).into();
        let priorities = [Priority::VeryHigh, Priority::Plus1, Priority::Minus1];
        scripts.get.then(Outcome::Success(order()));
        let call = client.orders().get_order(&order_id());
        call.limit(&GetOrderLimit::try_from(100).unwrap())
            .priority(&priorities)
            .ids(&ids)
            .detailed(false)
            .x_trace(&"é ü".parse().unwrap())
            .flavour(&GetOrderFlavour::Plain)
            .await
            .unwrap();
        let expected = (
            Some(100),
            Some(priorities.into()),
            Some(ids),
            Some(false),
            Some("é ü".to_owned()),
            Some(GetOrderFlavour::Plain),
        );
        assert_eq!(got(scripts.get.seen().1), expected);
    })
    .await;
}

fn get(query: &str) -> Raw {
    Raw::new("GET", &format!("/orders/{ORDER_ID}{query}")).header("authorization", "Bearer good-ada")
}

#[tokio::test]
async fn queries_are_read_in_both_styles() {
    use Priority::{Low, Minus1, Plus1};
    let ids = |ids: &[&str]| Some(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
    let table = [
        ("", None, None),
        ("?", None, None),
        ("?priority=low", Some(vec![Low]), None),
        ("?priority=%2B1&ids=a&priority=low", Some(vec![Plus1, Low]), ids(&["a"])),
        ("?&priority=-1&&", Some(vec![Minus1]), None),
        ("?ids=a,b", None, ids(&["a", "b"])),
        ("?ids=a%2Cb,c+d", None, ids(&["a,b", "c d"])),
        ("?ids=", None, ids(&[])),
        ("?ids=,", None, ids(&["", ""])),
        ("?other=1&IDS=a", None, None),
    ];
    shop(async |server, scripts| {
        for (query, priority, ids) in table {
            scripts.get.then(Outcome::Success(order()));
            let answer = get(query).send(server).await;
            assert_eq!(answer.status, 200, "{query}: {answer:?}");
            assert_eq!(
                got(scripts.get.seen().1),
                (None, priority, ids, None, None, None),
                "{query}"
            );
        }
    })
    .await;
}

fn refused(request: Raw, name: &'static str, reason: &str, r#where: &str) -> Refusal {
    Refusal {
        name,
        request,
        status: 400,
        body: json!({"fault": {"reason": reason, "where": r#where, "status": 400}}),
        header: None,
    }
}

#[tokio::test]
async fn every_rule_of_a_parameter_is_kept() {
    let named = "must be one of `low`, `very-high`, `type`, `+1`, `-1`";
    let query = [
        ("?limit=0", "limit", "", "must be at least 1"),
        ("?limit=101", "limit", "", "must be at most 100"),
        ("?limit=1.0", "limit", "", "must be an integer"),
        ("?limit=", "limit", "", "must be an integer"),
        ("?limit=1&limit=2", "limit", "", "must be sent only once"),
        ("?limit=%F1", "limit", "", "must be percent-encoded UTF-8"),
        ("?detailed=yes", "detailed", "", "must be `true` or `false`"),
        ("?priority=low&priority=urgent", "priority", " at `/1`", named),
        ("?priority=low,type", "priority", " at `/0`", named),
        ("?ids=a,%zz", "ids", " at `/1`", "must be percent-encoded correctly"),
    ];
    let mut refusals: Vec<_> = query
        .map(|(query, name, at, message)| {
            refused(
                get(query),
                query,
                &format!("query parameter `{name}`{at}: {message}"),
                name,
            )
        })
        .into();
    let long = "x".repeat(65);
    let elsewhere = [
        ("x-trace", "", "header `X-Trace`: must not be empty", "X-Trace"),
        (
            "x-trace",
            long.as_str(),
            "header `X-Trace`: must be at most 64 characters long",
            "X-Trace",
        ),
        (
            "cookie",
            "flavour=sour",
            "cookie `flavour`: must be one of `plain`, `sweet`",
            "flavour",
        ),
        (
            "cookie",
            "flavour=plain; flavour=sweet",
            "cookie `flavour`: must be sent only once",
            "flavour",
        ),
    ];
    refusals.extend(
        elsewhere.map(|(header, value, reason, name)| refused(get("").header(header, value), name, reason, name)),
    );
    shop(async |server, scripts| {
        all_are_refused(server, refusals).await;
        assert!(scripts.get.is_untouched());
    })
    .await;
}

#[tokio::test]
async fn violations_everywhere_are_told_at_once() {
    let request = Raw::new(
        "GET",
        "/orders/7?ids=%ff&limit=0&priority=a&priority=low&priority=b&detailed=1",
    )
    .header("authorization", "Bearer good-ada")
    .header("x-trace", "")
    .header("cookie", "flavour=sour");
    let reason = "path parameter `orderId`: must be a UUID, such as 123e4567-e89b-12d3-a456-426614174000; \
                  query parameter `limit`: must be at least 1; \
                  query parameter `priority` at `/0`: must be one of `low`, `very-high`, `type`, `+1`, `-1`; \
                  query parameter `priority` at `/2`: must be one of `low`, `very-high`, `type`, `+1`, `-1`; \
                  query parameter `ids` at `/0`: must be percent-encoded UTF-8; \
                  query parameter `detailed`: must be `true` or `false`; \
                  header `X-Trace`: must not be empty; \
                  cookie `flavour`: must be one of `plain`, `sweet`";
    let restock = Raw::new("POST", "/parts/Leg/restock").header("authorization", "Bearer good-ada");
    let missing = "path parameter `partId`: must match the pattern `^[a-z][a-z0-9]*$`; \
                   query parameter `amount`: is required";
    shop(async |server, _| {
        let refusals = [
            refused(request, "all", reason, "orderId"),
            refused(restock, "a missing one", missing, "partId"),
        ];
        all_are_refused(server, refusals).await;
    })
    .await;
}

#[tokio::test]
async fn literals_stand_around_a_parameter() {
    shop(async |server, scripts| {
        let client = client(server);
        for id in ["leg4", "a", "rotate", "restock"] {
            let id: PartId = id.parse().unwrap();
            scripts.rotate.then(Outcome::Success(part(id.as_str())));
            client.parts().rotate_part(&id).await.unwrap();
            assert_eq!(scripts.rotate.seen().1.part_id, id);

            scripts.restock.then(Outcome::Success(RestockPartSuccess::NoContent));
            client.parts().restock_part(&id, &1.try_into().unwrap()).await.unwrap();
            assert_eq!(scripts.restock.seen().1.part_id, id);
        }
    })
    .await;
}

#[tokio::test]
async fn paths_beside_the_literals_are_unknown() {
    let table = [
        ("POST", "/parts/leg4", 404, None),
        ("POST", "/parts/:rotate", 404, None),
        ("POST", "/parts/leg4:rotates", 404, None),
        ("POST", "/parts/leg4:rotate/", 404, None),
        ("POST", "/Parts/leg4:rotate", 404, None),
        ("GET", "/parts/", 404, None),
        ("GET", "/parts/leg4:rotate", 405, Some("POST")),
        ("POST", "/parts", 405, Some("GET, HEAD")),
        ("PUT", "/orders/7", 405, Some("DELETE, GET, HEAD")),
    ];
    shop(async |server, _| {
        for (method, path, status, allow) in table {
            let reason = match status {
                404 => "nothing is served at this path",
                _ => "this path does not serve the method",
            };
            let refusal = Refusal {
                name: path,
                request: Raw::new(method, path).header("authorization", "Bearer good-ada"),
                status,
                body: json!({"fault": {"reason": reason, "where": null, "status": status}}),
                header: allow.map(|allow| ("allow", allow)),
            };
            all_are_refused(server, [refusal]).await;
        }
        // An escaped colon is part of the parameter and no literal, and breaks its pattern.
        let escaped = Raw::new("POST", "/parts/leg4%3Arotate/restock?amount=1");
        let answer = escaped.header("authorization", "Bearer good-ada").send(server).await;
        assert_eq!(
            (answer.status, &answer.json()["fault"]["where"]),
            (400, &json!("partId"))
        );
    })
    .await;
}

#[tokio::test]
async fn an_unknown_value_is_refused_as_a_parameter() {
    shop(async |server, scripts| {
        let unknown = GetOrderFlavour::Unknown("sour".to_owned());
        let call = client(server).orders().get_order(&order_id()).flavour(&unknown);
        // The operation does not declare 400, and so the envelope stays as it came.
        let Err(Error::Undeclared(response)) = call.await else {
            panic!("an undeclared status");
        };
        let body: Value = serde_json::from_slice(response.body()).unwrap();
        assert_eq!(
            (response.status().as_u16(), &body["fault"]["where"]),
            (400, &json!("flavour"))
        );
        assert!(scripts.get.is_untouched());
    })
    .await;
}

#[test]
fn constrained_parameters_cannot_be_made_otherwise() {
    let table = [
        (PartId::try_from("Leg").map(drop), "pattern"),
        (PartId::try_from("").map(drop), "pattern"),
        (GetOrderLimit::try_from(0).map(drop), "minimum"),
        (GetOrderLimit::try_from(101).map(drop), "maximum"),
        (GetOrderXTrace::try_from("").map(drop), "minLength"),
        (GetOrderXTrace::try_from("x".repeat(65)).map(drop), "maxLength"),
        ("sour".parse::<GetOrderFlavour>().map(drop), "enum"),
    ];
    for (result, rule) in table {
        assert_eq!(result.unwrap_err().rule(), rule);
    }
}
