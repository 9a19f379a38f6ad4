//! What happens to files in the real world: they break off, vanish, are pipes; disks are full; runs are killed.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::program::kamready_in;

fn table(rows: usize) -> String {
    let rows: String = (0..rows).map(|n| format!("O{n},{}\n", n % 9)).collect();
    format!("id,kpi_count\n{rows}")
}

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn lines(path: &Path) -> usize {
    fs::read_to_string(path).unwrap().lines().count()
}

#[test]
fn one_broken_record_in_five_hundred_leaves_499_results() {
    let broken = table(500).replace("\nO250,7\n", "\nO250,viele\n");
    let record = |n: usize| match n {
        250 => "{\"id\": \"O250\", \"kpi_count\": \"viele\"}\n".to_owned(),
        n => format!("{{\"id\": \"O{n}\", \"kpi_count\": 3}}\n"),
    };
    let json: String = (0..500).map(record).collect();
    let folder = folder(&[("t.csv", &broken), ("t.ndjson", &json)]);
    for input in ["t.csv", "t.ndjson"] {
        let arguments = ["assess", input, "-o", "csv:r.csv", "--rejects", "x.csv"];
        let ran = kamready_in(folder.path(), &arguments);
        assert_eq!(ran.code, Some(3), "{}", ran.told());
        assert_eq!(lines(&folder.path().join("r.csv")), 500, "{input}");
        assert_eq!(lines(&folder.path().join("x.csv")), 2, "{input}");
        assert!(ran.err.contains("499 assessed, 1 rejected"), "{}", ran.err);
    }
}

#[test]
fn a_file_that_breaks_off_in_a_record_loses_that_record_alone_or_is_refused_whole() {
    let cut = "id,kpi_count,name\nA,1,x\nB,2,\"Müll";
    let lines = "{\"id\": \"A\", \"kpi_count\": 1}\n{\"id\": \"B\", \"kpi";
    let array = "[{\"id\": \"A\", \"kpi_count\": 1}, {\"id\": \"B\", \"kpi";
    let folder = folder(&[("t.csv", cut), ("t.ndjson", lines), ("t.json", array)]);
    for (input, code) in [("t.csv", 3), ("t.ndjson", 3), ("t.json", 2)] {
        let ran = kamready_in(folder.path(), &["assess", input, "-o", "csv"]);
        assert_eq!(ran.code, Some(code), "{input}: {}", ran.told());
        assert!(ran.err.contains(input), "{}", ran.err);
        assert_eq!(ran.out.contains("\nA,"), code == 3, "{input}: {}", ran.out);
    }
}

#[test]
fn what_is_not_there_or_no_file_is_named() {
    let folder = folder(&[("t.csv", &table(2))]);
    for arguments in [
        &["assess", "gone.csv"][..],
        &["assess", "t.csv", "--accounts", "gone.csv"],
        &["assess", "t.csv", "-o", "csv:t.csv/r.csv"],
        &["assess", "t.csv", "-o", "json:."],
    ] {
        let ran = kamready_in(folder.path(), arguments);
        assert_eq!(ran.code, Some(2), "{arguments:?}: {}", ran.told());
        let named = arguments.last().unwrap().rsplit(':').next().unwrap();
        assert!(ran.err.contains(named), "{}", ran.err);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_the_old_file_stays() {
    let folder = folder(&[("t.csv", &table(60))]);
    for format in ["csv", "ndjson", "text", "markdown"] {
        let ran = kamready_in(
            folder.path(),
            &["assess", "t.csv", "-o", &format!("{format}:/dev/full")],
        );
        assert_eq!(ran.code, Some(2), "{format}: {}", ran.told());
        assert!(ran.err.contains("/dev/full"), "{}", ran.err);
    }
    let shell = "exec \"$0\" assess t.csv -o csv > /dev/full";
    let mut shell = {
        let mut command = Command::new("sh");
        command.args(["-c", shell, env!("CARGO_BIN_EXE_kamready")]);
        command
    };
    let ran = shell.current_dir(folder.path()).output().unwrap();
    assert_eq!(ran.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_run_that_is_killed_leaves_no_half_file_and_loses_no_old_one() {
    let folder = folder(&[("r.csv", "old\n")]);
    let old = folder.path().join("r.csv");
    for wait in [0, 5, 20, 60, 150] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_kamready"))
            .args(["assess", "-", "-o", "csv:r.csv", "-o", "ndjson:r.ndjson"])
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let text = table(3000);
        let feed = thread::spawn(move || {
            // The end of the table never comes.
            input.write_all(text.as_bytes()).ok();
            thread::sleep(Duration::from_secs(2));
        });
        thread::sleep(Duration::from_millis(wait));
        child.kill().unwrap();
        child.wait().unwrap();
        feed.join().unwrap();
        assert_eq!(fs::read_to_string(&old).unwrap(), "old\n");
        assert!(!folder.path().join("r.ndjson").exists());
    }
}

#[cfg(unix)]
#[test]
fn a_named_pipe_is_a_file_like_any_other() {
    let folder = folder(&[]);
    let pipe = folder.path().join("p.csv");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let writer = {
        let pipe = pipe.clone();
        thread::spawn(move || File::create(pipe).unwrap().write_all(table(700).as_bytes()))
    };
    let ran = kamready_in(folder.path(), &["assess", "p.csv", "-o", "csv"]);
    writer.join().unwrap().unwrap();
    assert_eq!(ran.code, Some(0), "{}", ran.told());
    assert_eq!(ran.out.lines().count(), 701);
}
