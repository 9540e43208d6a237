//! DIR: which folders are written to, and that a failed write changes nothing.

use std::fs;

use super::{LAMPS, Place};

const GEN: &str = "--spec lamps.yaml --name lamp --out out";

fn lamps() -> Place {
    let place = Place::new();
    place.write("lamps.yaml", LAMPS);
    place
}

#[test]
fn an_empty_folder_is_taken() {
    let place = lamps();
    fs::create_dir(place.path("out")).expect("a folder");
    place.run(GEN).ends(0);
    place.write("hidden/.gitignore", "target\n");
    place.run("--spec lamps.yaml --name lamp --out hidden").ends(0);
    assert_eq!(place.read("hidden/.gitignore"), "target\n");
}

#[test]
fn what_others_wrote_is_left_alone() {
    for foreign in [
        "out/notes.txt",
        "out/Cargo.toml",
        "out/types/src/lib.rs",
        "out/server",
        "out",
    ] {
        let place = lamps();
        place.write(foreign, "mine\n");
        place.run(GEN).ends(2).tells("was not written by Stubsmith");
        place.run(&format!("{GEN} --check")).ends(2);
        assert_eq!(place.read(foreign), "mine\n");
        assert_eq!(place.files(".").len(), 3, "something was written beside {foreign}");
    }
}

#[test]
fn a_foreign_crate_beside_ours_is_left_alone() {
    let place = lamps();
    place.run(&format!("{GEN} --emit client")).ends(0);
    place.write("out/server/src/lib.rs", "mine\n");
    let before = place.files("out");
    place.run(GEN).ends(2).tells("out/server was not written by Stubsmith");
    assert_eq!(place.files("out"), before);
    place.run(&format!("{GEN} --emit client")).ends(0);
    assert_eq!(place.files("out"), before);
}

#[test]
fn a_failed_write_is_taken_back() {
    let place = lamps();
    place.run(GEN).ends(0);
    // The last file of the set cannot be put in its place: a folder is there.
    place.write("lamps.yaml", &LAMPS.replace("Problem", "Trouble"));
    place.write("out/types/src/orphan.rs", "mine\n");
    fs::create_dir_all(place.path("out/types/src/schemas/trouble.rs/empty")).expect("a folder");
    let before = place.files("out");
    let run = place
        .run(GEN)
        .ends(3)
        .tells("trouble.rs")
        .tells("all files are as they were");
    assert!(run.stdout.is_empty(), "{run:#?}");
    assert_eq!(place.files("out"), before);
    assert!(place.exists("out/types/src/schemas/problem.rs"));
    let hidden = fs::read_dir(place.path("out")).expect("a folder");
    assert_eq!(hidden.count(), 4, "the staging folder is left");

    fs::remove_dir_all(place.path("out/types/src/schemas/trouble.rs")).expect("no folder");
    place.run(GEN).ends(0);
    assert!(place.exists("out/types/src/schemas/trouble.rs") && !place.exists("out/types/src/schemas/problem.rs"));
}

#[test]
fn a_folder_that_cannot_be_made_is_not_half_made() {
    let place = lamps();
    // The name of the last folder is longer than file systems allow.
    let out = format!("one/two/{}", "x".repeat(300));
    place
        .run(&format!("--spec lamps.yaml --name lamp --out {out}"))
        .ends(3)
        .tells("cannot");
    assert!(!place.exists("one"));
}
