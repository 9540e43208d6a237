//! `DIR/Cargo.toml`: written unless a workspace around DIR takes the crates in.

use super::{LAMPS, Place};

const GEN: &str = "--spec lamps.yaml --name lamp --out stubs/lamp";

fn in_workspace(members: &str) -> Place {
    let place = Place::new();
    place.write("lamps.yaml", LAMPS);
    place.write("Cargo.toml", &format!("[workspace]\nmembers = [{members}]\n"));
    place
}

#[test]
fn a_workspace_that_takes_the_crates_in_is_enough() {
    for members in [
        "'stubs/*/*'",
        "'stubs/lamp/types', 'stubs/lamp/client', 'stubs/lamp/server'",
    ] {
        let place = in_workspace(members);
        place.run(GEN).ends(0);
        assert!(
            !place.exists("stubs/lamp/Cargo.toml") && place.exists("stubs/lamp/types/Cargo.toml"),
            "{members}"
        );
        place.run(&format!("{GEN} --check")).ends(0);
    }
}

#[test]
fn a_workspace_that_does_not_is_not() {
    for members in ["", "'stubs/*'", "'stubs/lamp/types', 'stubs/lamp/client'"] {
        let place = in_workspace(members);
        place.run(GEN).ends(0);
        assert!(place.exists("stubs/lamp/Cargo.toml"), "{members}");
    }
}

#[test]
fn our_workspace_goes_when_another_takes_the_crates_in() {
    let place = in_workspace("");
    place.run(GEN).ends(0);
    place.write("Cargo.toml", "[workspace]\nmembers = ['stubs/*/*']\n");
    place
        .run(&format!("{GEN} --check"))
        .ends(1)
        .tells("orphaned: stubs/lamp/Cargo.toml");
    place.run(GEN).ends(0);
    assert!(!place.exists("stubs/lamp/Cargo.toml"));
}

#[test]
fn the_workspace_may_be_the_folder_itself() {
    let place = in_workspace("'types', 'client', 'server'");
    let manifest = place.read("Cargo.toml");
    place.run("--spec lamps.yaml --name lamp --out .").ends(0);
    assert_eq!(place.read("Cargo.toml"), manifest);
    assert!(place.exists("types/src/lib.rs"));
}
