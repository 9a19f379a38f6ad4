//! `pack test`, `pack coverage` and `pack mutate`: what the cases of a pack say, reach and notice.

mod coverage;
mod failing;
mod files;
mod mutate;

use std::fs;

use tempfile::TempDir;

use crate::program::{Ran, kamready_in, with_pack};

/// The tiny pack in a folder, with these files in its `tests/`.
fn tiny(files: &[(&str, &str)]) -> TempDir {
    let folder = with_pack("tiny");
    let tests = folder.path().join("pack/tests");
    fs::create_dir_all(&tests).unwrap();
    for (name, text) in files {
        fs::write(tests.join(name), text).unwrap();
    }
    folder
}

fn run(folder: &TempDir, arguments: &[&str]) -> Ran {
    let pack = ["--pack", "pack"];
    kamready_in(folder.path(), &[&["pack"], arguments, &pack].concat())
}

/// Changes a file of the pack; the text must stand in it.
fn change(folder: &TempDir, path: &str, from: &str, to: &str) {
    let path = folder.path().join("pack").join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{}: {from}", path.display());
    fs::write(path, text.replace(from, to)).unwrap();
}
