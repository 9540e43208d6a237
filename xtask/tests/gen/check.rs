//! `gen --check`: nothing is written, and each file that differs is named.

use std::fs;

use super::{BROKEN, LAMPS, Place};

const CHECK: &str = "--spec lamps.yaml --name lamp --out out --check";

fn generated() -> Place {
    let place = Place::new();
    place.write("lamps.yaml", LAMPS);
    place.run("--spec lamps.yaml --name lamp --out out").ends(0);
    place
}

#[test]
fn missing_changed_and_orphaned_files_are_named() {
    let place = generated();
    let run = place.run(CHECK).ends(0);
    assert!(run.stdout.ends_with("files checked, up to date\n"), "{run:#?}");
    fs::remove_file(place.path("out/types/Cargo.toml")).expect("no file");
    place.write("out/client/src/lib.rs", "changed\n");
    place.write("out/server/src/extra.rs", "");
    place.write("out/server/target/debug/xtask", "");
    let before = place.files("out");
    let run = place.run(CHECK).ends(1);
    let lines: Vec<&str> = run.stderr.lines().collect();
    assert_eq!(
        lines,
        [
            "changed: out/client/src/lib.rs",
            "orphaned: out/server/src/extra.rs",
            "missing: out/types/Cargo.toml",
            "error: 3 files are not up to date; run the same command without `--check`",
        ]
    );
    assert_eq!(place.files("out"), before);
}

#[test]
fn differences_are_json_when_asked() {
    let place = generated();
    fs::remove_file(place.path("out/types/README.md")).expect("no file");
    let run = place.run(&format!("{CHECK} --message-format json")).ends(1);
    let line: serde_json::Value = serde_json::from_str(&run.stdout).expect("one line of JSON");
    assert_eq!(
        (line["code"].as_str(), line["path"].as_str()),
        (Some("check/missing"), Some("out/types/README.md"))
    );
}

#[test]
fn nothing_is_created_and_errors_go_first() {
    let place = Place::new();
    place.write("lamps.yaml", LAMPS);
    place
        .run(CHECK)
        .ends(1)
        .tells("missing: out/Cargo.toml")
        .tells("missing: out/types/src/lib.rs");
    place.write("lamps.yaml", BROKEN);
    place.run(CHECK).ends(1).tells("--> lamps.yaml:11:");
    assert!(!place.exists("out"));
}
