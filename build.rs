//! Lists the files of the default pack, so that adding a rule touches no list.
#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script its folders by the environment"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("rules/kam");
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let (tests, files): (Vec<PathBuf>, Vec<PathBuf>) = files
        .into_iter()
        .partition(|file| file.starts_with(root.join("tests")));
    let table = table("EMBEDDED", &root, &files) + &table("EMBEDDED_TESTS", &root, &tests);
    println!("cargo:rerun-if-changed=rules/kam");
    fs::write(
        Path::new(&env::var("OUT_DIR").unwrap_or_default()).join("embedded.rs"),
        table,
    )
}

/// A table of paths and texts.
fn table(name: &str, root: &Path, files: &[PathBuf]) -> String {
    let mut table = format!("static {name}: &[(&str, &str)] = &[\n");
    for file in files {
        let inside = file.strip_prefix(root).unwrap_or(file).to_string_lossy();
        let inside = inside.replace('\\', "/");
        let _ = writeln!(table, "    ({inside:?}, include_str!({file:?})),");
    }
    table.push_str("];\n");
    table
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|end| {
            ["toml", "rhai", "csv", "md"]
                .iter()
                .any(|known| end == *known)
        }) {
            files.push(path);
        }
    }
    Ok(())
}
