use super::*;

/// The template as one text: its path, its query and its fragment, and how many things are odd about it.
fn read(path: &str, declared: &[&str]) -> String {
    let declared: HashSet<&str> = declared.iter().copied().collect();
    let (template, oddities) = match PathTemplate::parse(path, &declared) {
        Ok(parsed) => parsed,
        Err(error) => return format!("{error:?}"),
    };
    let mut text = template.wire();
    for pair in &template.query {
        let value = match &pair.value {
            QueryValue::Fixed(value) => format!("={value:?}"),
            QueryValue::Variable { name, required: true } => format!(" {name}"),
            QueryValue::Variable { name, required: false } => format!(" {name}?"),
        };
        let _ = write!(text, " &{}{value}", pair.name);
    }
    if let Some(fragment) = &template.fragment {
        let _ = write!(text, " #{fragment}");
    }
    format!("{text} !{}", oddities.len())
}

#[test]
fn paths_are_read() {
    let table = [
        ("/", "/ !0"),
        ("/a", "/a !0"),
        ("/a/", "/a/ !0"),
        ("//a//", "//a// !0"),
        ("/a/{b}/c", "/a/{b}/c !0"),
        ("/{a}-{b}.json", "/{a}-{b}.json !0"),
        ("/{id}:rotate", "/{id}:rotate !0"),
        ("/caf%C3%A9/café/a b", "/caf%C3%A9/café/a b !0"),
        ("/100%/%zz", "/100%25/%25zz !0"),
        ("", "/ !1"),
        ("a/b", "/a/b !1"),
        ("{a}/b", "/{a}/b !1"),
        ("/a/{b", "/a/%7Bb !1"),
        ("/a/b}", "/a/b%7D !1"),
        ("/a/{b/{c}", "/a/%7Bb/{c} !1"),
        ("/a/{b/c}", "/a/%7Bb/c%7D !2"),
        ("/{a}{b}", "/{a}{b} !1"),
        ("/{a}/{a}/{a}", "/{a}/{a}/{a} !1"),
        ("/{id:[0-9]+}", "/{id} !1"),
        ("/{id:[0-9]{4}}", "/{id} !1"),
        ("/{id:}", "/{id} !1"),
        ("/{ id }", "/{id} !1"),
        ("/{id?}", "/{id} !1"),
        ("/{+path}", "/{+path} !1"),
        ("/{path*}", "/{+path} !1"),
        ("/{*path}/x", "/{+path}/x !1"),
        ("/{**path}", "/{+path} !1"),
        ("/{proxy+}", "/{+proxy} !1"),
        ("/{file:path}", "/{+file} !1"),
        ("/{name=**}:go", "/{+name}:go !1"),
        ("/v1/{name=projects/*/things/*}:go", "/v1/{+name}:go !1"),
        ("/{name=*}", "/{name} !1"),
        ("/{a}-{+b}", "/{a}-{b} !1"),
        ("/x{.ext}", "/x.{ext} !1"),
        ("/x{/y}", "/x/{y} !1"),
        ("/x{;y}", "/x;y={y} !1"),
        ("/x{?a,b}", "/x &a a? &b b? !1"),
        ("/x?k=1{&b}", "/x &k=\"1\" &b b? !1"),
        ("/x#frag{a}?b=c", "/x #frag{a}?b=c !0"),
        ("/x#", "/x !0"),
        ("/x?a=1&b&c=%20+%26", "/x &a=\"1\" &b=\"\" &c=\"  &\" !1"),
        ("/x?", "/x !0"),
        ("/x?q={q}&r={s}#f", "/x &q q &r s #f !1"),
        ("/x?{k}=1", "/x &k k !2"),
        ("/x?d={from}-{to}", "/x &d d !2"),
        ("/x?q={a}&q={b}", "/x &q a !1"),
        ("/x?a={", "/x &a=\"{\" !2"),
        ("/{}", "EmptyVariable"),
        ("/{+}", "EmptyVariable"),
        ("/{a{b}}", "NestedBraces(\"a{b}\")"),
    ];
    for (path, expected) in table {
        assert_eq!(read(path, &[]), expected, "{path}");
    }
}

#[test]
fn a_declared_name_is_left_alone() {
    assert_eq!(read("/{id:}/{a*}/{b?}", &["id:", "a*"]), "/{id:}/{a*}/{b} !1");
    assert_eq!(read("/{+a}", &["+a"]), "/{+a} !1");
}

#[test]
fn the_shape_has_no_names() {
    let shape = |path| PathTemplate::parse(path, &HashSet::new()).map(|(template, _)| template.shape());
    assert_eq!(shape("/a/{b}-{c}/{+d}/%?e=f#g"), Ok("/a/{}-{}/{+}/%25".to_owned()));
}

#[test]
fn hostile_paths_are_read_in_linear_time() {
    for piece in ["{", "}", "{a", "a}", "{a}", "/{a}", "{?a}", "?a={", "{a}&", "%"] {
        let path = format!("/{}", piece.repeat(50_000));
        let _ = PathTemplate::parse(&path, &HashSet::new());
    }
    let nested = format!("/{}a{}", "{".repeat(50_000), "}".repeat(50_000));
    assert!(PathTemplate::parse(&nested, &HashSet::new()).is_err());
    let names: String = (0..10_000).map(|index| format!("/{{v{index}}}")).collect();
    assert_eq!(read(&names, &[]), format!("{names} !0"));
}
