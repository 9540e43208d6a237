//! `gen` for all APIs of `spec/codegen.toml`.

use std::fs;

use super::{BELLS, BROKEN, HARMLESS, LAMPS, Place};

const CONFIG: &str = r#"
[[api]]
name = "lamp"
document = "lamps.yaml"
formats.date-time = "string"

[[api]]
name = "bell"
document = "../tests/bells.yaml"
out = "../tests/bell"
"#;

fn project() -> Place {
    let place = Place::new();
    place.write("spec/codegen.toml", CONFIG);
    place.write("spec/lamps.yaml", LAMPS);
    place.write("tests/bells.yaml", BELLS);
    place
}

#[test]
fn all_apis_are_written_each_to_its_folder() {
    let place = project();
    let run = place.run("").ends(0);
    let packages: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(
        packages,
        [
            "lamp-types",
            "lamp-client",
            "lamp-server",
            "bell-types",
            "bell-client",
            "bell-server"
        ]
    );
    assert!(
        place
            .read("generated/lamp/types/Cargo.toml")
            .contains(r#"path = "../../../runtime""#)
    );
    assert!(
        place
            .read("tests/bell/types/Cargo.toml")
            .contains(r#"path = "../../../runtime""#)
    );
    assert!(
        !place.exists("generated/lamp/Cargo.toml"),
        "the crates are members of the project's workspace"
    );
    assert!(
        !place
            .files("generated/lamp/types")
            .values()
            .any(|text| text.contains("Timestamp"))
    );
    let before = place.files("generated");
    place.run("").ends(0);
    assert_eq!(place.files("generated"), before);
    place.run("--check").ends(0);
}

#[test]
fn the_project_is_found_from_below() {
    let place = project();
    place.write("spec/deep/.keep", "");
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_stubsmith"))
        .arg("gen")
        .current_dir(place.path("spec/deep"))
        .env("CARGO_MANIFEST_DIR", place.path("runtime"))
        .output();
    super::Run::from(run.expect("a run")).ends(0);
    assert!(place.exists("generated/lamp/types/Cargo.toml"));
}

#[test]
fn a_check_names_files_from_the_root_and_the_command_to_run() {
    let place = project();
    place.run("").ends(0);
    fs::remove_file(place.path("generated/lamp/client/src/lib.rs")).expect("no file");
    place.write("tests/bell/types/src/lib.rs", "changed\n");
    place.write("tests/bell/server/orphan", "");
    let run = place.run("--check").ends(1);
    assert_eq!(
        run.stderr,
        "missing: generated/lamp/client/src/lib.rs\norphaned: tests/bell/server/orphan\nchanged: \
         tests/bell/types/src/lib.rs\nerror: 3 files are not up to date; run `cargo xtask gen`\n"
    );
    place.run("").ends(0);
    place.run("--check").ends(0);
}

#[test]
fn crates_of_an_api_that_is_listed_no_more_are_orphaned() {
    let place = project();
    place.run("").ends(0);
    place.write("generated/notes/types/kept", "");
    place.write("spec/codegen.toml", &CONFIG.replace("\"lamp\"", "\"lantern\""));
    place
        .run("--check")
        .ends(1)
        .tells("orphaned: generated/lamp/types/src/lib.rs");
    place.run("").ends(0);
    assert!(!place.exists("generated/lamp") && place.exists("generated/lantern/types"));
    assert!(place.exists("generated/notes/types/kept"));
}

#[test]
fn one_bad_document_keeps_all_from_being_written_and_all_are_told_of() {
    let place = project();
    place.write("spec/lamps.yaml", BROKEN);
    place.write("tests/bells.yaml", HARMLESS);
    let run = place
        .run("")
        .ends(1)
        .tells("--> spec/lamps.yaml:11:")
        .tells("--> tests/bells.yaml:");
    assert!(run.stdout.is_empty(), "{run:#?}");
    assert!(!place.exists("generated") && !place.exists("tests/bell"));
    fs::remove_file(place.path("tests/bells.yaml")).expect("no file");
    place
        .run("")
        .ends(2)
        .tells("--> spec/lamps.yaml:11:")
        .tells("cannot read tests/bells.yaml");
}

#[test]
fn a_failed_write_of_one_api_takes_back_those_before() {
    let place = project();
    place.run("").ends(0);
    fs::remove_dir_all(place.path("generated")).expect("no folder");
    fs::remove_file(place.path("tests/bell/types/README.md")).expect("no file");
    fs::create_dir(place.path("tests/bell/types/README.md")).expect("a folder");
    place.run("").ends(3).tells("tests/bell/types/README.md");
    assert!(!place.exists("generated"));
}

#[test]
fn errors_of_the_configuration_show_the_place() {
    let place = project();
    for (config, told) in [
        ("[[api]\n".to_owned(), "--> spec/codegen.toml:1:"),
        (format!("{CONFIG}titel = \"x\"\n"), "unknown field `titel`"),
        (format!("{CONFIG}titel = \"x\"\n"), "--> spec/codegen.toml:11:1"),
        (CONFIG.replace("\"bell\"", "\"Bell\""), "--> spec/codegen.toml:8:8"),
        ("[[api]]\nname = \"x\"\n".to_owned(), "missing field `document`"),
        (CONFIG.replace("\"bell\"", "\"lamp\""), "two APIs are named `lamp`"),
        (CONFIG.replace("../tests/bell\"", "../generated/lamp/x\""), "overlap"),
        (String::new(), "lists no API"),
    ] {
        place.write("spec/codegen.toml", &config);
        place.run("").ends(2).tells(told);
        assert!(!place.exists("generated"), "{config}");
    }
}
