//! Tables and figures that no other comparison reads: cell by cell, and value by value; then files in which nothing
//! but layout or comments changed, so that no difference between two packs goes unsaid.

use std::collections::BTreeMap;

use super::change::{Change, Changes, Kind};
use super::rules::squeezed;
use crate::pack::{PackFile, PackFiles};

/// Read as what they are elsewhere.
const READ_ELSEWHERE: [&str; 6] = [
    "pack.toml",
    "fields.toml",
    "placement/effects.csv",
    "competencies/targets.csv",
    "accounts/fields.toml",
    "overlay/fields.toml",
];

pub(super) fn compare(old: &PackFiles, new: &PackFiles, changes: &mut Changes) {
    let tables = |files: &PackFiles| -> Values {
        let files = files.iter().filter(|file| is_table(&file.path));
        files.flat_map(values).collect()
    };
    let (before, after) = (tables(old), tables(new));
    for (name, from) in &before {
        match after.get(name) {
            Some(to) if to == from || is_told(&changes.list, Some(from), Some(to)) => {}
            Some(to) => changes.values(Kind::Table, name.clone(), from, to, None),
            None if is_told(&changes.list, Some(from), None) => {}
            None => changes.add(Kind::Table, name.clone(), Some(from.clone()), None, None),
        }
    }
    for (name, to) in after.iter().filter(|(name, _)| !before.contains_key(*name)) {
        if !is_told(&changes.list, None, Some(to)) {
            changes.add(Kind::Table, name.clone(), None, Some(to.clone()), None);
        }
    }
    files(old, new, changes);
}

type Values = BTreeMap<String, String>;

fn is_table(path: &str) -> bool {
    (path.ends_with(".csv") || path.ends_with(".toml")) && !READ_ELSEWHERE.contains(&path)
}

/// A cell whose text is told among the texts already.
fn is_told(list: &[Change], from: Option<&str>, to: Option<&str>) -> bool {
    let same = |told: &Option<String>, text: Option<&str>| match (told, text) {
        (Some(told), Some(text)) => squeezed(told) == squeezed(text),
        (told, text) => told.is_none() && text.is_none(),
    };
    let texts = list.iter().filter(|one| one.kind == Kind::Text);
    texts
        .into_iter()
        .any(|one| same(&one.from, from) && same(&one.to, to))
}

/// Every value of a table by a name that stays when rows move: `kpis.csv K05.unit`.
fn values(file: &PackFile) -> Values {
    match file.path.ends_with(".csv") {
        true => cells(file),
        false => match toml::from_str::<toml::Table>(&file.text) {
            Ok(table) => {
                let mut all = Values::new();
                leaves(&file.path, &toml::Value::Table(table), &mut all);
                all
            }
            Err(_) => Values::new(),
        },
    }
}

/// A row is named by its first cell; where rows share it, by the two first cells, then by its number among them.
fn cells(file: &PackFile) -> Values {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(file.text.as_bytes());
    let Ok(head) = reader.headers().cloned() else {
        return Values::new();
    };
    let rows: Vec<csv::StringRecord> = reader.records().flatten().collect();
    let cell =
        |row: &csv::StringRecord, place: usize| row.get(place).unwrap_or_default().to_owned();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in &rows {
        *seen.entry(cell(row, 0)).or_default() += 1;
    }
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = Values::new();
    for row in &rows {
        let first = cell(row, 0);
        let mut name = match seen.get(&first) {
            Some(1) | None => first,
            Some(_) => format!("{first}.{}", cell(row, 1)),
        };
        let number = numbers.entry(name.clone()).or_default();
        *number += 1;
        if *number > 1 {
            name = format!("{name}#{number}");
        }
        for (column, text) in head.iter().zip(row.iter()).skip(1) {
            all.insert(format!("{} {name}.{column}", file.path), text.to_owned());
        }
    }
    all
}

/// Members of a list of tables are named by their id, others by their place.
fn leaves(name: &str, value: &toml::Value, all: &mut Values) {
    let below = |key: &str| match name.ends_with(".toml") {
        true => format!("{name} {key}"),
        false => format!("{name}.{key}"),
    };
    match value {
        toml::Value::Table(table) => {
            for (key, value) in table {
                leaves(&below(key), value, all);
            }
        }
        toml::Value::Array(list) if list.iter().any(toml::Value::is_table) => {
            for (place, value) in list.iter().enumerate() {
                let id = ["id", "level"].iter().find_map(|key| value.get(key));
                let id = id.map_or_else(|| (place + 1).to_string(), plain);
                leaves(&below(&id), value, all);
            }
        }
        value => {
            all.insert(name.to_owned(), plain(value));
        }
    }
}

fn plain(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Files that differ in nothing that was told.
fn files(old: &PackFiles, new: &PackFiles, changes: &mut Changes) {
    let told = changes.list.clone();
    for file in old.iter() {
        let Some(after) = new.get(&file.path) else {
            continue;
        };
        let same = file.text.replace("\r\n", "\n") == after.text.replace("\r\n", "\n");
        if !same && !is_about(&told, file) {
            changes.add(Kind::File, format!("file {}", file.path), None, None, None);
        }
    }
}

/// Whether some change names the file or the rule in it.
fn is_about(list: &[Change], file: &PackFile) -> bool {
    let path = &*file.path;
    let stem = path.rsplit('/').next().unwrap_or(path);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let named = |what: &str| match path.ends_with(".rhai") {
        true => what.split([' ', '.']).any(|part| part == stem),
        false => what.starts_with(path),
    };
    let manifest = [
        Kind::Pack,
        Kind::Index,
        Kind::Dimension,
        Kind::Level,
        Kind::Weight,
        Kind::Text,
    ];
    list.iter().any(|one| match path {
        "pack.toml" => manifest.contains(&one.kind),
        "fields.toml" | "accounts/fields.toml" => one.kind == Kind::Field || one.kind == Kind::Text,
        "placement/effects.csv" => one.kind == Kind::Placement || one.kind == Kind::Weight,
        "competencies/targets.csv" => one.kind == Kind::Competency,
        _ => named(&one.what) || (one.kind == Kind::Text && !path.ends_with(".rhai")),
    })
}
