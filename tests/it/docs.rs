//! What the documents show is what the program says.

use std::fs;

use crate::program::{kamready, root};

#[test]
fn the_rule_book_is_up_to_date() {
    for (file, lang) in [("rules.md", "en"), ("rules.de.md", "de")] {
        let written = fs::read_to_string(root().join("docs").join(file)).unwrap_or_default();
        let told = kamready(&["pack", "doc", "--lang", lang]).good();
        assert!(
            written == told,
            "docs/{file} is stale; write it with `kamready pack doc --lang {lang} > docs/{file}`"
        );
    }
}

/// Each `$ kamready …` of the README with the lines that follow it up to the next command or the block's end.
fn shown(text: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for block in text.split("```console\n").skip(1) {
        let (block, _) = block.split_once("```").unwrap();
        let mut own = false;
        for line in block.lines() {
            let command = line.strip_prefix("$ ");
            if let Some(command) = command {
                own = command.starts_with("kamready ");
                if own {
                    all.push((command.to_owned(), String::new()));
                }
            } else if own {
                let (_, lines) = all.last_mut().unwrap();
                lines.push_str(line);
                lines.push('\n');
            }
        }
    }
    all
}

#[test]
fn the_commands_of_the_readme_print_what_the_readme_shows() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let shown = shown(&text);
    assert!(shown.len() >= 2, "{shown:?}");
    for (command, lines) in shown {
        let words: Vec<&str> = command.split_whitespace().skip(1).collect();
        let told = kamready(&words).good();
        assert!(!lines.is_empty(), "the README shows nothing of `{command}`");
        assert!(
            told.starts_with(&lines),
            "`{command}` prints\n{told}\nand the README shows\n{lines}"
        );
    }
}

/// Commands in running text: that they are there, and take these flags.
#[test]
fn the_verbs_and_files_that_the_readme_names_are_there() {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let inline = text.split('`').skip(1).step_by(2);
    let mut verbs = 0;
    for command in inline.filter_map(|words| words.strip_prefix("kamready ")) {
        let verb: Vec<&str> = command
            .split_whitespace()
            .take_while(|word| word.chars().all(|c| c.is_ascii_lowercase()))
            .take(2)
            .collect();
        let known = [&verb[..], &["--help"]].concat();
        let help = kamready(&known).good();
        for flag in command
            .split_whitespace()
            .filter(|word| word.starts_with("--"))
        {
            assert!(help.contains(flag), "`{command}`: {flag}");
        }
        verbs += 1;
    }
    assert!(verbs >= 4, "{verbs}");
    for part in text.split("](").skip(1) {
        let (path, _) = part.split_once(')').unwrap();
        let there = path.contains("://") || root().join(path).exists();
        assert!(there, "the README points at `{path}`");
    }
}

/// The names of all tests of the repository.
fn tests() -> String {
    let mut all = String::new();
    let mut folders = vec![root().join("src"), root().join("tests")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                all.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    all
}

#[test]
fn each_guard_of_the_method_is_held_by_a_test_that_is_there() {
    let all = tests();
    let mut guards = Vec::new();
    for (file, held) in [
        ("method.md", "Held by: "),
        ("method.de.md", "Gehalten von: "),
    ] {
        let text = fs::read_to_string(root().join("docs").join(file)).unwrap();
        let named: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix(held))
            .flat_map(|line| line.split('`').skip(1).step_by(2))
            .map(str::to_owned)
            .collect();
        for name in &named {
            let test = format!("fn {name}(");
            let at = all
                .find(&test)
                .unwrap_or_else(|| panic!("{file}: no test `{name}`"));
            let before = &all[all[..at].rfind('}').unwrap_or(0)..at];
            assert!(before.contains("#[test]"), "{file}: `{name}` is no test");
        }
        guards.push(named);
    }
    assert!(guards[0].len() > 20, "{guards:?}");
    assert_eq!(guards[0], guards[1], "both languages name the same tests");
}
