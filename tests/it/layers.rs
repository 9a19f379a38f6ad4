//! A module imports only from those below it, and foreign types stay where they belong.

use std::fs;
use std::path::{Path, PathBuf};

use crate::program::root;

/// What each module of the crate may import. A module that is not named here has no place yet.
const MAY_IMPORT: [(&str, &[&str]); 21] = [
    ("error", &[]),
    ("model", &["error"]),
    ("input", &["error", "model"]),
    ("pack", &["error", "model"]),
    ("rules", &["error", "model", "pack"]),
    ("score", &["error", "model"]),
    ("recommend", &["error", "model", "pack", "rules"]),
    (
        "assess",
        &[
            "error",
            "model",
            "input",
            "pack",
            "rules",
            "score",
            "recommend",
        ],
    ),
    (
        "analyse",
        &[
            "error",
            "model",
            "pack",
            "rules",
            "score",
            "recommend",
            "assess",
        ],
    ),
    (
        "stream",
        &["error", "model", "input", "pack", "rules", "assess"],
    ),
    ("proof", &["error", "model", "pack", "rules", "assess"]),
    (
        "explain",
        &["error", "model", "pack", "rules", "recommend", "analyse"],
    ),
    ("report", &["error", "model"]),
    ("stored", &["error", "model", "report"]),
    ("book", &["error", "model", "pack", "analyse", "report"]),
    ("scaffold", &["error", "model", "pack"]),
    ("lint", &["error", "model", "pack", "rules", "proof"]),
    ("sql", &["error", "model", "pack", "rules"]),
    ("template", &["error", "model", "pack", "rules", "report"]),
    (
        "cli",
        &[
            "error",
            "model",
            "input",
            "pack",
            "rules",
            "score",
            "recommend",
            "assess",
            "analyse",
            "stream",
            "proof",
            "report",
            "stored",
            "book",
            "lint",
            "scaffold",
            "explain",
            "sql",
            "template",
        ],
    ),
    ("main", &["cli"]),
];

#[test]
fn a_module_imports_only_from_those_below_it() {
    let mut wrong: Vec<String> = Vec::new();
    for (path, module, text) in sources() {
        if module == "lib" {
            continue;
        }
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(known, _)| *known == module) else {
            wrong.push(format!(
                "{path}: the module `{module}` has no place in the table"
            ));
            continue;
        };
        for import in imports(&text) {
            if import != module && !allowed.contains(&import.as_str()) {
                wrong.push(format!("{path}: `{module}` imports `{import}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_script_engine_stays_in_rules_and_the_command_line_in_cli() {
    let homes = [("rhai::", "rules"), ("clap::", "cli")];
    for (path, module, text) in sources() {
        for (foreign, home) in homes {
            let used = text.lines().any(|line| code(line).contains(foreign));
            assert!(
                !used || module == home,
                "{path} uses `{foreign}`, which belongs to `{home}`"
            );
        }
    }
}

#[test]
fn main_only_parses_runs_and_ends() {
    let text = fs::read_to_string(root().join("src/main.rs")).unwrap();
    assert!(text.lines().count() <= 40);
}

#[test]
fn the_reader_of_imports_sees_every_form() {
    let text = "use crate::model::Id;\nuse crate::{report, stream::run};\n// crate::cli is a word here\nlet x = crate::pack::Pack::read();\npub(crate) use kamready::error::Error;\nuse crate::{\n    input::{self, Source},\n    score,\n};\n";
    assert_eq!(
        imports(text),
        [
            "error", "input", "model", "pack", "report", "score", "stream"
        ]
    );
}

/// Path, module and text of each source file.
fn sources() -> Vec<(String, String, String)> {
    let folder = root().join("src");
    let mut paths: Vec<PathBuf> = Vec::new();
    collect(&folder, &mut paths);
    assert!(paths.len() > 30, "the sources are found");
    let read = |path: PathBuf| {
        let inside = path
            .strip_prefix(&folder)
            .unwrap()
            .to_string_lossy()
            .into_owned();
        let module = inside.split(['/', '.']).next().unwrap().to_owned();
        (inside, module, fs::read_to_string(path).unwrap())
    };
    paths.into_iter().map(read).collect()
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|end| end == "rs") {
            paths.push(path);
        }
    }
    paths.sort();
}

/// The line without its comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// First names behind `crate::` and `kamready::`, of groups each of them; sorted.
fn imports(text: &str) -> Vec<String> {
    let code: String = text.lines().map(code).collect();
    let mut found: Vec<String> = Vec::new();
    for start in ["crate::", "kamready::"] {
        for (at, _) in code.match_indices(start) {
            // `$crate::` of macros and longer names do not count.
            let before = code[..at].chars().next_back();
            if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
                continue;
            }
            let rest = &code[at + start.len()..];
            match rest.strip_prefix('{') {
                Some(group) => found.extend(members(group)),
                None => found.push(word(rest)),
            }
        }
    }
    found.retain(|name| name.starts_with(|c: char| c.is_ascii_lowercase()));
    found.sort();
    found.dedup();
    found
}

/// First names of the members of a group, up to its closing brace.
fn members(group: &str) -> Vec<String> {
    let mut depth = 1;
    let mut names = vec![word(group.trim_start())];
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(word(group[at + 1..].trim_start())),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}

fn word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
        .collect()
}
