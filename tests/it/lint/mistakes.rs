//! Mistakes that people make in a copy of the default pack.

use std::thread;

use kamready::lint::Finding;
use kamready::model::Lang;

use super::{Change, changes, findings, told};

#[test]
fn every_mistake_is_found_at_its_line_with_what_to_do() {
    let all = changes("lint/mistakes.toml");
    assert!(all.len() >= 60, "{}", all.len());
    let half = all.len() / 2;
    let (first, second) = all.split_at(half);
    let missed: Vec<String> = thread::scope(|scope| {
        let other = scope.spawn(|| second.iter().filter_map(missed).collect::<Vec<_>>());
        let mut own: Vec<String> = first.iter().filter_map(missed).collect();
        own.extend(other.join().unwrap());
        own
    });
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// What was told in place of what should have been.
fn missed((name, mistake): &(String, Change)) -> Option<String> {
    let files = mistake.made();
    let (file, line) = mistake.place(&files);
    let found = findings(&files);
    let is = |one: &Finding| {
        one.code.0 == mistake.code
            && one.place.file == file
            && (line == 0 || one.place.line == Some(line))
            && one.detail.contains(&mistake.says)
            && !one.help(Lang::De).is_empty()
    };
    // What follows from the mistake is not told beside it.
    let many = found.len() > 3;
    (!found.iter().any(is) || many).then(|| {
        format!(
            "{name}: {} at {file}:{line} “{}”, but\n{}",
            mistake.code,
            mistake.says,
            told(&found)
        )
    })
}
