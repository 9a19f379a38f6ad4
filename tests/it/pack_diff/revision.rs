//! Packs of a git revision.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::{edit, tiny};
use crate::program::{Ran, kamready_in};

fn git(folder: &Path, arguments: &[&str]) {
    let quiet = [
        "-c",
        "user.name=T",
        "-c",
        "user.email=t@example.org",
        "-c",
        "commit.gpgsign=false",
    ];
    let done = Command::new("git")
        .current_dir(folder)
        .args(quiet)
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(done.status.success(), "{arguments:?}: {done:?}");
}

/// `new` as the first commit has it, then with a weight of 50; an overlay of it beside.
fn repository() -> TempDir {
    let folder = tiny();
    let overlay = folder.path().join("mine");
    fs::create_dir(&overlay).unwrap();
    let head = "id = \"mine\"\nversion = \"1.0.0\"\nextends = \"new\"\ntitle = { de = \"M\", en = \"M\" }\n";
    fs::write(overlay.join("pack.toml"), head).unwrap();
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-q", "-m", "first"]);
    git(folder.path(), &["tag", "v1"]);
    edit(&folder, "pack.toml", "weight = 60", "weight = 50");
    folder
}

fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    kamready_in(folder.path(), &[&["pack", "diff"], arguments].concat())
}

#[test]
fn a_revision_is_named_with_its_folder_or_by_the_flag() {
    let folder = repository();
    let by_folder = run(&folder, &["v1:new", "new"]).good();
    assert!(
        by_folder.contains("weight P1_records: 60 → 50"),
        "{by_folder}"
    );
    let by_flag = run(&folder, &["v1", "new", "--pack", "new"]).good();
    assert_eq!(by_flag, by_folder);
}

#[test]
fn an_overlay_of_a_revision_extends_the_base_of_that_revision() {
    let folder = repository();
    let text = run(&folder, &["v1:mine", "mine"]).good();
    assert!(text.contains("weight P1_records: 60 → 50"), "{text}");
}

#[test]
fn what_git_could_read_as_an_option_or_as_a_command_never_reaches_it() {
    let folder = repository();
    for name in [
        "--upload-pack=touch x",
        "-x:new",
        "$(touch x):new",
        "v1;touch x:new",
        "v1\ntouch:new",
        ":new",
    ] {
        let ran = run(&folder, &["--", name, "new"]);
        assert_eq!(ran.code, Some(2), "{name}");
        assert!(
            ran.err.contains("is no git revision") || ran.err.contains("is no folder"),
            "{name}: {}",
            ran.err
        );
    }
    assert!(!folder.path().join("x").exists());
    let outside = run(&folder, &["v1:../new", "new"]);
    assert!(
        outside.err.contains("no path inside the repository"),
        "{}",
        outside.err
    );
}

#[test]
fn a_revision_or_folder_that_is_not_there_is_said() {
    let folder = repository();
    for (name, told) in [
        ("v9:new", "git knows no revision `v9`"),
        ("v1:none", "has no folder `none`"),
        ("none", "is no folder, and not `kam`"),
    ] {
        let ran = run(&folder, &[name, "new"]);
        assert!(
            ran.code == Some(2) && ran.err.contains(told),
            "{name}: {}",
            ran.err
        );
    }
}
