//! Running the program as a shell would, and the folders that it runs in.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// What a run left behind.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ran {
    pub(crate) out: String,
    pub(crate) err: String,
    /// None if a signal ended it.
    pub(crate) code: Option<i32>,
}

impl Ran {
    /// The three parts under each other, for a snapshot.
    pub(crate) fn told(&self) -> String {
        let code = self
            .code
            .map_or("a signal".to_owned(), |code| code.to_string());
        format!("exit {code}\n--- out\n{}--- err\n{}", self.out, self.err)
    }

    /// Standard output of a run that went well.
    pub(crate) fn good(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self.out
    }

    pub(crate) fn json(self) -> serde_json::Value {
        serde_json::from_str(&self.good()).expect("the output is JSON")
    }
}

/// The invented case in this language, assessed on a day that is fixed.
pub(crate) fn assessed_case(lang: &str, output: &str) -> Ran {
    let case = fixture("case").join(lang);
    let case = case.to_str().unwrap();
    let around = ["-q", "--lang", lang, "--as-of", "2026-11-25", "-o", output];
    kamready(&[&["assess", case], &around[..]].concat())
}

/// The root of the repository; fixtures are named from here.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub(crate) fn fixture(path: &str) -> PathBuf {
    root().join("fixtures").join(path)
}

/// Runs in the root of the repository.
pub(crate) fn kamready(arguments: &[&str]) -> Ran {
    kamready_in(root(), arguments)
}

pub(crate) fn kamready_in(folder: &Path, arguments: &[&str]) -> Ran {
    finish(program(folder).args(arguments), "")
}

/// Runs with this text on standard input.
pub(crate) fn kamready_fed(arguments: &[&str], input: &str) -> Ran {
    finish(program(root()).args(arguments), input)
}

/// Runs with at most so much address space, in bytes, and one second of processor time.
#[cfg(unix)]
pub(crate) fn kamready_confined(folder: &Path, arguments: &[&str], memory: usize) -> Ran {
    let limits = format!("ulimit -v {}; ulimit -t 1; exec \"$@\"", memory / 1024);
    let mut shell = Command::new("sh");
    shell.args(["-c", &limits, "sh", env!("CARGO_BIN_EXE_kamready")]);
    finish(plain(&mut shell, folder).args(arguments), "")
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kamready"));
    plain(&mut command, folder);
    command
}

fn plain<'c>(command: &'c mut Command, folder: &Path) -> &'c mut Command {
    command
        .current_dir(folder)
        .env_remove("RUST_BACKTRACE")
        .env("COLUMNS", "100")
}

fn finish(command: &mut Command, input: &str) -> Ran {
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // A program that does not read its input closes it; that is no fault of the test.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    Ran {
        out: text(output.stdout),
        err: text(output.stderr),
        code: output.status.code(),
    }
}

/// A folder that is gone after the test, with a copy of a pack of the fixtures in `pack`.
pub(crate) fn with_pack(name: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder for the test");
    copy(&fixture("packs").join(name), &folder.path().join("pack"));
    folder
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read") {
        let entry = entry.expect("the entry can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("the file can be copied");
        }
    }
}

/// Names of the files in a folder with this extension, sorted.
pub(crate) fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("the entry can be read").path())
        .filter(|path| path.extension().is_some_and(|end| end == extension))
        .collect();
    files.sort();
    files
}

pub(crate) fn stem(path: &Path) -> String {
    path.file_stem()
        .expect("the file has a name")
        .to_string_lossy()
        .into_owned()
}

/// Hashes change with each rule.
pub(crate) fn without_hashes(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| match line.split_once(" (SHA-256 ") {
            Some((kept, _)) => format!("{kept}\n"),
            None => format!("{line}\n"),
        });
    lines.collect()
}
