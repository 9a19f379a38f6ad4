//! The tutorial: every command is run, in order, in an empty folder; what it shows is what is printed.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::program::root;

/// The fenced blocks of these two kinds, in their order: `sh` is run, `text` is what the block before prints.
fn blocks(text: &str) -> Vec<(&str, &str)> {
    let mut all = Vec::new();
    let mut rest = text;
    while let Some((_, fenced)) = rest.split_once("\n```") {
        let (block, after) = fenced.split_once("\n```").expect("every block ends");
        let (kind, inside) = block.split_once('\n').expect("a block has lines");
        assert!(
            ["sh", "text"].contains(&kind),
            "no test runs blocks of `{kind}`"
        );
        all.push((kind, inside));
        rest = after;
    }
    all
}

/// Runs a block by a shell that ends at the first command which fails.
fn run(folder: &Path, commands: &str) -> String {
    let built = Path::new(env!("CARGO_BIN_EXE_kamready")).parent().unwrap();
    let path = std::env::var("PATH").unwrap_or_default();
    let done = Command::new("sh")
        .args(["-e", "-c", commands])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", built.display()))
        .env_remove("RUST_BACKTRACE")
        .output()
        .expect("a shell runs");
    let (out, err) = (
        String::from_utf8(done.stdout).unwrap(),
        String::from_utf8(done.stderr).unwrap(),
    );
    assert!(done.status.success(), "{commands}\nprinted\n{out}{err}");
    assert_eq!(err, "", "{commands}");
    out
}

/// The pieces between `…` stand in the output, in their order; without `…` at an end, there.
fn assert_shown(shown: &str, printed: &str) {
    let mut rest = printed;
    let pieces: Vec<&str> = shown.split('…').collect();
    for (place, piece) in pieces.iter().enumerate() {
        let piece = piece.trim_matches('\n');
        let (before, after) = rest
            .split_once(piece)
            .unwrap_or_else(|| panic!("shown is\n{piece}\nand printed is\n{printed}"));
        assert!(
            place > 0 || piece.is_empty() || before.is_empty(),
            "before\n{piece}\nis printed\n{before}"
        );
        rest = after;
    }
}

fn holds(file: &str) {
    let text = fs::read_to_string(root().join("docs").join(file)).unwrap();
    let folder = TempDir::new().unwrap();
    let mut printed = String::new();
    let (mut ran, mut shown) = (0, 0);
    for (kind, inside) in blocks(&text) {
        match kind {
            "sh" => {
                printed = run(folder.path(), inside);
                ran += 1;
            }
            _ => {
                assert_shown(inside, &printed);
                shown += 1;
            }
        }
    }
    assert!(
        ran >= 9 && shown >= 8,
        "{ran} blocks run, {shown} held to what they print"
    );
}

#[cfg(unix)]
#[test]
fn every_command_of_the_tutorial_does_what_it_shows() {
    holds("tutorial.md");
}

#[cfg(unix)]
#[test]
fn every_command_of_the_german_tutorial_does_what_it_shows() {
    holds("tutorial.de.md");
}

#[test]
fn a_block_that_shows_something_else_is_noticed() {
    assert_shown("a\n…\nc", "a\nb\nc\n");
    for wrong in ["b\n…", "a\n…\nd", "…\nc\n…\nb"] {
        let noticed = std::panic::catch_unwind(|| assert_shown(wrong, "a\nb\nc\n"));
        assert!(noticed.is_err(), "{wrong}");
    }
}
