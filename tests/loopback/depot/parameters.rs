//! Every style in every location.

use depot_types::{BoxType, Filter, QueryEither, Tags};
use stubsmith_runtime::serde_json::json;

use super::{depot, noted, refused, small, words};
use crate::raw::Raw;

/// What no style may trip over, but for the delimiters that cannot be escaped.
fn wild() -> Vec<String> {
    words(&["a,b", "c;d=e", "f&g", "h/i?#%", "ü"])
}

/// The exploded label divides by dots, which nothing escapes.
fn undotted() -> BoxType {
    BoxType {
        w: 7.try_into().unwrap(),
        h: Some(2.0),
        note: Some("a,b&c=d;e|g h%".to_owned()),
    }
}

#[tokio::test]
async fn paths() {
    depot(async |client, scripts, _| {
        scripts.path.then(noted());
        let (list, small, label) = (wild(), small(), undotted());
        let call = client.shelves().path(
            1, &list, &small, 2, &list, &small, 3, &list, &small, 4, &list, &label, 5, &list, &small, 6, &list, &small,
        );
        call.await.unwrap();
        let got = scripts.path.seen();
        let numbers = [
            got.simple_one,
            got.simple_exploded_one,
            got.label_one,
            got.label_exploded_one,
            got.matrix_one,
            got.matrix_exploded_one,
        ];
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
        for found in [
            got.simple_list,
            got.simple_exploded_list,
            got.label_list,
            got.label_exploded_list,
            got.matrix_list,
            got.matrix_exploded_list,
        ] {
            assert_eq!(found, list);
        }
        for found in [
            got.simple_box,
            got.simple_exploded_box,
            got.label_box,
            got.matrix_box,
            got.matrix_exploded_box,
        ] {
            assert_eq!(found, small);
        }
        assert_eq!(got.label_exploded_box, label);
        let path = got.context.uri().path();
        for part in [
            "/1/a%2Cb,c%3Bd%3De,",
            "/.3/.a%2Cb,",
            "/.4/.a%2Cb.c%3Bd%3De.",
            "/;matrixOne=5/;matrixList=a%2Cb,",
            "/;matrixExplodedList=a%2Cb;matrixExplodedList=c%3Bd%3De;",
            "/;w=7;h=1.5;note=a%2Cb%26c%3Dd%3Be.f%7Cg%20h%25",
        ] {
            assert!(path.contains(part), "{part} in {path}");
        }
    })
    .await;
}

fn filter() -> Filter {
    Filter {
        name: Some("x&y=[z]".to_owned()),
        ids: Some(vec![1, 2]),
        r#box: Some(small()),
        boxes: Some(vec![small(), undotted()]),
    }
}

#[tokio::test]
async fn queries() {
    depot(async |client, scripts, _| {
        scripts.query.then(noted());
        let (list, small, plain) = (wild(), small(), undotted());
        let spaceless = BoxType {
            note: Some("a,b&c|d".to_owned()),
            ..plain.clone()
        };
        let pipeless = BoxType {
            note: Some("a,b&c d".to_owned()),
            ..plain.clone()
        };
        let tags = Tags::try_from(words(&["one", "two"])).unwrap();
        let call = client
            .shelves()
            .query()
            .form_one(-1)
            .form_list(&list)
            .form_box(&small)
            .form_exploded_one(2);
        let call = call
            .form_exploded_list(&list)
            .space_delimited_list(&list)
            .space_delimited_box(&spaceless);
        let call = call.space_delimited_exploded_list(&list).pipe_delimited_list(&list);
        let call = call
            .pipe_delimited_box(&pipeless)
            .pipe_delimited_exploded_list(&list)
            .deep(&filter())
            .tags(&tags);
        let call = call
            .ids(&[3, 4])
            .either(&QueryEither::Box(Box::new(small.clone())))
            .free(&json!("any"))
            .boxes(std::slice::from_ref(&small));
        let call = call.json(&filter()).url("https://a.example/b?c=d&e=f#g").flag(true);
        call.await.unwrap();
        let got = scripts.query.seen();
        assert_eq!((got.form_one, got.form_exploded_one), (Some(-1), Some(2)));
        for found in [
            got.form_list,
            got.form_exploded_list,
            got.space_delimited_list,
            got.space_delimited_exploded_list,
            got.pipe_delimited_list,
            got.pipe_delimited_exploded_list,
        ] {
            assert_eq!(found, Some(list.clone()));
        }
        assert_eq!(got.form_box, Some(small.clone()));
        assert_eq!(got.space_delimited_box, Some(spaceless));
        assert_eq!(got.pipe_delimited_box, Some(pipeless));
        assert_eq!((got.deep, got.json), (Some(filter()), Some(filter())));
        assert_eq!((got.tags, got.ids), (Some(tags), Some(vec![3, 4])));
        assert_eq!(got.either, Some(QueryEither::Box(Box::new(small.clone()))));
        assert_eq!((got.free, got.boxes), (Some(json!("any")), Some(vec![small])));
        assert_eq!(got.url.as_deref(), Some("https://a.example/b?c=d&e=f#g"));
        assert_eq!((got.flag, got.limit), (Some(true), None));
        let query = got.context.uri().query().unwrap();
        for part in [
            "formList=a%2Cb,c%3Bd%3De,f%26g,",
            "formExplodedList=a%2Cb&formExplodedList=c%3Bd%3De&",
            "spaceDelimitedList=a%2Cb%20c%3Bd%3De%20",
            "pipeDelimitedList=a%2Cb%7Cc%3Bd%3De%7C",
            "deep%5Bname%5D=x%26y%3D%5Bz%5D&deep%5Bids%5D%5B%5D=1&deep%5Bids%5D%5B%5D=2&deep%5Bbox%5D%5Bw%5D=7",
            "deep%5Bboxes%5D%5B1%5D%5Bw%5D=7",
            "ids%5B%5D=3&ids%5B%5D=4",
            "url=https://a.example/b?c=d%26e=f%23g",
            "flag=true",
        ] {
            assert!(query.contains(part), "{part} in {query}");
        }
    })
    .await;
}

#[tokio::test]
async fn queries_of_other_clients() {
    depot(async |_, scripts, server| {
        scripts.query.then(noted());
        let query = "deep[ids]=1&deep[box][w]=2&deep[boxes][0][w]=3&deep[unknown]=4&ids[]=5&ids%5B%5D=6&pipeDelimitedList=a|b&\
                     spaceDelimitedList=a+b&formList=&tags=x&either=true&flag&limit=&free=%5B1%5D&boxes=%7B%22w%22:1%7D";
        let answer = Raw::new("GET", &format!("/query?{query}")).send(server).await;
        assert_eq!(answer.status, 204, "{answer:?}");
        let got = scripts.query.seen();
        let deep = got.deep.unwrap();
        assert_eq!(deep.ids, Some(vec![1]));
        assert_eq!(deep.r#box.unwrap().w.get(), 2);
        assert_eq!(deep.boxes.unwrap()[0].w.get(), 3);
        assert_eq!(got.ids, Some(vec![5, 6]));
        assert_eq!(got.pipe_delimited_list, Some(words(&["a", "b"])));
        assert_eq!(got.space_delimited_list, Some(words(&["a", "b"])));
        assert_eq!(got.form_list, Some(Vec::new()));
        assert_eq!(got.tags.unwrap().into_inner(), ["x"]);
        assert_eq!(got.either, Some(QueryEither::Boolean(true)));
        assert_eq!((got.flag, got.limit), (Some(true), None));
        assert_eq!(got.free, Some(json!([1])));
        assert_eq!(got.boxes.unwrap()[0].w.get(), 1);
    })
    .await;
}

#[tokio::test]
async fn broken_queries_are_told_as_a_whole() {
    depot(async |_, scripts, server| {
        let query = "deep[ids]=x&deep[box][w]=-1&deep[box][h]=y&tags=a&tags=a&formBox=w,1,h&json=%7B&pipeDelimitedList=%zz&ids[]=z&\
                     limit=0&boxes=1";
        let (detail, _) = refused(server, Raw::new("GET", &format!("/query?{query}")), 400).await;
        for told in [
            "`deep` at `/ids/0`: must be an integer",
            "`deep` at `/box/w`: must be at least 0",
            "`deep` at `/box/h`: must be a number",
            "`tags`: must not have equal items",
            "`formBox`: must give each member a value",
            "`json`: must be JSON",
            "`pipeDelimitedList` at `/0`: must be percent-encoded correctly",
            "`ids[]` at `/0`: must be an integer",
            "`limit`: must be at least 1",
            "`boxes` at `/0`: must be an object",
        ] {
            assert!(detail.contains(told), "{told} in {detail}");
        }
        assert!(scripts.query.is_untouched());
    })
    .await;
}

#[tokio::test]
async fn headers_and_cookies() {
    depot(async |client, scripts, _| {
        scripts.heads.then(noted());
        let list = words(&["a", "b;c", "d=e"]);
        let header = BoxType {
            note: Some("no comma".to_owned()),
            ..small()
        };
        let call = client
            .shelves()
            .heads()
            .x_one(1)
            .x_list(&list)
            .x_box(&header)
            .x_exploded_one(2)
            .x_exploded_list(&list);
        let call = call.x_exploded_box(&header).x_json(&filter());
        let call = call
            .c_one(3)
            .c_list(&list)
            .c_box(&small())
            .c_exploded_one(4)
            .c_exploded_list(&list);
        call.c_exploded_box(&small()).await.unwrap();
        let got = scripts.heads.seen();
        let numbers = [got.x_one, got.x_exploded_one, got.c_one, got.c_exploded_one];
        assert_eq!(numbers, [1, 2, 3, 4].map(Some));
        for found in [got.x_list, got.x_exploded_list, got.c_list, got.c_exploded_list] {
            assert_eq!(found, Some(list.clone()));
        }
        assert_eq!((got.x_box, got.x_exploded_box), (Some(header.clone()), Some(header)));
        assert_eq!((got.c_box, got.c_exploded_box), (Some(small()), Some(small())));
        assert_eq!(got.x_json, Some(filter()));
        let headers = got.context.headers();
        assert_eq!(headers["x-exploded-box"], "w=7,h=1.5,note=no comma");
        let cookies = headers["cookie"].to_str().unwrap();
        for part in [
            "cList=a,b%3Bc,d%3De; ",
            "cExplodedList=a; cExplodedList=b%3Bc; ",
            "; w=7; h=1.5; note=",
        ] {
            assert!(cookies.contains(part), "{part} in {cookies}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_style_cannot_hold_is_not_sent() {
    depot(async |client, scripts, _| {
        let shelves = client.shelves();
        let commas = words(&["a,b"]);
        let spaces = words(&["a b"]);
        let pipes = words(&["a|b"]);
        let errors = [
            shelves.heads().x_list(&commas).await.unwrap_err(),
            shelves.heads().x_box(&small()).await.unwrap_err(),
            shelves.query().space_delimited_list(&spaces).await.unwrap_err(),
            shelves.query().pipe_delimited_list(&pipes).await.unwrap_err(),
        ];
        for error in errors {
            assert!(error.to_string().contains("divides elements"), "{error}");
        }
        assert!(scripts.heads.is_untouched() && scripts.query.is_untouched());
    })
    .await;
}
