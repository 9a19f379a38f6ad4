//! The page of a portfolio: tiers, the only missing gate, movers, what was refused; all of it from the result alone.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::html::assert_nested;
use crate::program::{fixture, kamready, kamready_in};

/// The five organisations of the domain, as a table in a folder of their own.
fn domain() -> (TempDir, Vec<Vec<String>>) {
    let text = fs::read_to_string(fixture("organisations/domain.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader.records();
    let rows = rows.map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (TempDir::new().unwrap(), rows.collect())
}

fn write(folder: &Path, name: &str, rows: &[Vec<String>]) {
    let mut writer = csv::Writer::from_path(folder.join(name)).unwrap();
    rows.iter()
        .for_each(|row| writer.write_record(row).unwrap());
}

fn set(rows: &mut [Vec<String>], row: usize, column: &str, value: &str) {
    let at = rows[0].iter().position(|name| name == column).unwrap();
    value.clone_into(&mut rows[row][at]);
}

fn assessed(folder: &Path, arguments: &[&str]) -> String {
    let ran = kamready_in(folder, &[&["assess", "-q"], arguments].concat());
    assert!(matches!(ran.code, Some(0 | 3)), "{}", ran.err);
    ran.out
}

fn index(folder: &Path, name: &str) -> String {
    let page = fs::read_to_string(folder.join(name).join("index.html")).unwrap();
    assert_nested(&page);
    page
}

/// The section of this anchor.
fn section<'p>(page: &'p str, anchor: &str) -> &'p str {
    let start = page.find(&format!("<section id=\"{anchor}\">"));
    let start = start.unwrap_or_else(|| panic!("no section {anchor}"));
    let end = page[start..].find("</section>").unwrap();
    &page[start..start + end]
}

/// The cells of the rows of all tables.
fn rows(markup: &str) -> Vec<Vec<String>> {
    let plain = |cell: &str| {
        let mut text = String::new();
        let mut inside = true;
        for letter in cell.chars() {
            match letter {
                '<' => inside = false,
                '>' => inside = true,
                letter if inside => text.push(letter),
                _ => {}
            }
        }
        text.trim().replace("&amp;", "&")
    };
    let rows = markup.split("<tr>").skip(1);
    let rows = rows.map(|row| row.split("</tr>").next().unwrap());
    rows.filter(|row| row.contains("<td"))
        .map(|row| {
            let cells = row.replace("</th>", "</td>");
            cells
                .split("</td>")
                .filter(|cell| cell.contains('<'))
                .map(plain)
                .collect()
        })
        .collect()
}

#[test]
fn every_organisation_stands_in_one_tier_or_among_those_of_whom_too_little_is_known() {
    let (folder, mut table) = domain();
    // Of the last one next to nothing is known.
    for cell in table.last_mut().unwrap().iter_mut().skip(12) {
        cell.clear();
    }
    write(folder.path(), "in.csv", &table);
    assessed(folder.path(), &["in.csv", "-o", "html:out/"]);
    let page = index(folder.path(), "out");
    let tiers = rows(section(&page, "tiers"));
    let counts = tiers.iter().map(|row| row[1].parse::<usize>().unwrap());
    assert_eq!(counts.sum::<usize>(), table.len() - 1, "{tiers:?}");
    let last = tiers.last().unwrap();
    assert_eq!((&*last[0], &*last[1]), ("cannot be said yet", "1"));
    let named = |row: &Vec<String>| row[5].split("; ").map(str::to_owned).collect::<Vec<_>>();
    let names: BTreeSet<String> = tiers.iter().flat_map(named).collect();
    assert_eq!(names.len(), table.len() - 1);
}

#[test]
fn equal_organisations_share_a_tier_and_far_ones_do_not() {
    let (folder, mut table) = domain();
    let mut twin = table[1].clone();
    "T01b".clone_into(&mut twin[0]);
    table.push(twin);
    write(folder.path(), "in.csv", &table);
    assessed(
        folder.path(),
        &["in.csv", "-o", "html:out/", "-o", "json:out.json"],
    );
    let result: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("out.json")).unwrap()).unwrap();
    let page = index(folder.path(), "out");
    let directory = rows(section(&page, "directory"));
    let tier = |id: &str| directory.iter().find(|row| row[1] == id).unwrap()[6].clone();
    assert_eq!(tier("T01"), tier("T01b"));
    let score = |id: &str| {
        let all = result["organisations"].as_array().unwrap();
        let one = all.iter().find(|one| one["id"] == id).unwrap();
        one["readiness"]["score"].as_f64().unwrap()
    };
    let ids = || directory.iter().map(|row| &*row[1]);
    let lowest = ids().min_by(|a, b| score(a).total_cmp(&score(b))).unwrap();
    assert_ne!(tier("T01"), tier(lowest));
}

#[test]
fn whom_a_single_gate_keeps_from_a_level_is_named_with_the_measure_that_lifts_it() {
    let (folder, mut table) = domain();
    // T01 is ready to introduce; an informal sponsor holds it at L3.
    set(&mut table, 1, "executive_sponsor", "informal");
    write(folder.path(), "in.csv", &table);
    assessed(folder.path(), &["in.csv", "-o", "html:out/"]);
    let page = index(folder.path(), "out");
    let gates = section(&page, "gates");
    let wins = &gates[gates.find("Only this gate is missing").unwrap()..];
    let wins = rows(wins);
    let own = wins.iter().find(|row| row[0] == table[1][1]).unwrap();
    assert!(own[1].starts_with("G2b "), "{own:?}");
    assert_eq!((&*own[2], &*own[3]), ("L3", "L4"));
    assert!(own[4].starts_with("M01 "), "{own:?}");
}

#[test]
fn movers_say_who_rose_who_fell_who_came_and_who_went() {
    let (folder, mut table) = domain();
    set(&mut table, 2, "executive_sponsor", "none");
    write(folder.path(), "old.csv", &table);
    assessed(folder.path(), &["old.csv", "-o", "json:old.json"]);
    let mut new = table;
    set(&mut new, 1, "executive_sponsor", "none");
    set(&mut new, 2, "executive_sponsor", "board_member");
    let (fell, rose, gone) = (new[1][1].clone(), new[2][1].clone(), 3);
    "N01".clone_into(&mut new[gone][0]);
    write(folder.path(), "new.csv", &new);
    assessed(
        folder.path(),
        &["new.csv", "-o", "html:out/", "--earlier", "old.json"],
    );
    let page = index(folder.path(), "out");
    let movers = section(&page, "movers");
    let [head, up] = [0, 1].map(|part| movers.split("<h3>Up</h3>").nth(part).unwrap());
    let [up, down] = [0, 1].map(|part| up.split("<h3>Down</h3>").nth(part).unwrap());
    assert!(rows(up).iter().any(|row| row[0] == rose), "{up}");
    assert!(rows(down).iter().any(|row| row[0] == fell), "{down}");
    assert!(head.contains("<dt>New</dt><dd>1 (N01)</dd>"), "{head}");
    assert!(head.contains("<dt>Gone</dt><dd>1 (T0"), "{head}");
    // Each stands once in the table of levels.
    let levels = rows(head);
    let counts = levels.iter().flat_map(|row| &row[1..]);
    let counts = counts.filter_map(|cell| cell.parse::<usize>().ok());
    assert_eq!(counts.sum::<usize>(), new.len() - 2);
}

#[test]
fn a_stored_result_and_an_earlier_one_give_the_bytes_of_the_run() {
    let (folder, table) = domain();
    write(folder.path(), "old.csv", &table);
    assessed(folder.path(), &["old.csv", "-o", "json:old.json"]);
    let mut new = table;
    set(&mut new, 1, "executive_sponsor", "none");
    write(folder.path(), "new.csv", &new);
    for lang in ["de", "en"] {
        let formats = [
            "html:one/",
            "markdown:one.md",
            "docx:one.docx",
            "json:new.json",
        ];
        let mut run = vec!["new.csv", "--lang", lang, "--earlier", "old.json"];
        run.extend(formats.iter().flat_map(|format| ["-o", format]));
        assessed(folder.path(), &run);
        let again = [
            "report",
            "new.json",
            "-q",
            "--lang",
            lang,
            "--earlier",
            "old.json",
            "-o",
            "html:two/",
            "-o",
            "markdown:two.md",
            "-o",
            "docx:two.docx",
        ];
        assert_eq!(kamready_in(folder.path(), &again).code, Some(0));
        for name in ["/index.html", "/orgs/T01.html", ".md", ".docx"] {
            let [one, two] = ["one", "two"]
                .map(|side| fs::read(folder.path().join(format!("{side}{name}"))).unwrap());
            assert!(one == two, "{lang}{name}");
        }
    }
    let page = fs::read_to_string(folder.path().join("one/orgs/T01.html")).unwrap();
    let since = section(&page, "since");
    assert!(since.contains("Gates that bind now"), "{since}");
}

#[test]
fn an_earlier_result_that_nobody_would_see_or_that_knows_nobody_is_refused() {
    let (folder, table) = domain();
    write(folder.path(), "in.csv", &table);
    assessed(folder.path(), &["in.csv", "-o", "json:old.json"]);
    let unseen = [
        "assess",
        "in.csv",
        "-q",
        "-o",
        "csv",
        "--earlier",
        "old.json",
    ];
    let ran = kamready_in(folder.path(), &unseen);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("html, markdown, docx do"), "{}", ran.err);
    let file = fixture("organisations/messtechnik.json");
    let strangers = [
        "assess",
        file.to_str().unwrap(),
        "-q",
        "-o",
        "markdown",
        "--earlier",
        "old.json",
    ];
    let ran = kamready_in(folder.path(), &strangers);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("their ids differ"), "{}", ran.err);
}

#[test]
fn refused_records_are_told_with_place_field_and_what_was_found() {
    let (folder, mut table) = domain();
    set(&mut table, 3, "employees", "<b>viele</b>");
    write(folder.path(), "in.csv", &table);
    assessed(
        folder.path(),
        &["in.csv", "-o", "html:out/", "--lang", "de"],
    );
    let page = index(folder.path(), "out");
    let refused = rows(section(&page, "rejected"));
    assert_eq!(refused.len(), 1);
    assert!(refused[0][0].starts_with("in.csv, Zeile 4"), "{refused:?}");
    assert_eq!(
        (&*refused[0][1], &*refused[0][2]),
        (&*table[3][0], "employees")
    );
    assert_eq!(refused[0][3], "&lt;b&gt;viele&lt;/b&gt;");
}

/// The mean of an index with each weight at one end of its band, lowest and highest over all corners.
fn corners(dimensions: &[(f64, f64)], band: f64) -> (f64, f64) {
    let all = (0..1_usize << dimensions.len()).map(|corner| {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (place, (weight, score)) in dimensions.iter().enumerate() {
            let end = if corner >> place & 1 == 1 {
                1.0 + band
            } else {
                1.0 - band
            };
            sum += weight * end * score;
            weights += weight * end;
        }
        sum / weights
    });
    all.fold((100.0, 0.0), |(low, high), one| {
        (one.min(low), one.max(high))
    })
}

#[test]
fn the_bounds_of_a_report_are_those_of_every_corner_of_the_weights() {
    let file = fixture("organisations/messtechnik.json");
    let file = file.to_str().unwrap();
    let result = kamready(&["assess", file, "-q", "-o", "json"]).json();
    let one = &result["organisations"][0];
    let own = one["dimensions"].as_array().unwrap().iter();
    let own = own.filter(|own| own["index"] == "readiness" && !own["score"].is_null());
    let part =
        |own: &Value, key: &str| (own["weight"].as_f64().unwrap(), own[key].as_f64().unwrap());
    let of = |key: &str| own.clone().map(|own| part(own, key)).collect::<Vec<_>>();
    let (low, high) = corners(&of("score"), 0.3);
    let report = kamready(&["assess", file, "-q", "-o", "markdown"]).good();
    let told = format!("other weights {low:.1}–{high:.1}");
    assert!(report.contains(&told), "{told}");
}

#[test]
fn a_result_keeps_the_limits_of_its_levels_and_one_without_them_is_still_read() {
    let file = fixture("organisations/messtechnik.json");
    let mut result = kamready(&["assess", file.to_str().unwrap(), "-q", "-o", "json"]).json();
    let levels = result.as_object_mut().unwrap().remove("levels").unwrap();
    assert_eq!(levels[0], json!({"id": "L0", "from": null}));
    assert_eq!(levels[4], json!({"id": "L4", "from": 65.0}));
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("old.json"), result.to_string()).unwrap();
    let page = kamready_in(folder.path(), &["report", "old.json", "-q", "-o", "html"]).good();
    assert_nested(&page);
    assert!(!page.contains("id=\"robustness\""));
    assert!(!page.contains("class=\"bar-target\""));
}

/// 1.5 MB for 500 organisations, of which a fifth stands for what does not grow.
#[test]
fn the_overview_grows_by_less_than_two_and_a_half_kilobytes_an_organisation() {
    let (folder, table) = domain();
    let many = |count: usize| {
        let mut rows = vec![table[0].clone()];
        for number in 0..count {
            let mut row = table[1 + number % (table.len() - 1)].clone();
            row[0] = format!("F{number:05}");
            rows.push(row);
        }
        let name = format!("{count}.csv");
        write(folder.path(), &name, &rows);
        assessed(folder.path(), &[&name, "-o", "html:out/"]);
        index(folder.path(), "out").len()
    };
    let (few, more) = (many(60), many(90));
    assert!(few < 300_000, "{few}");
    assert!((more - few) / 30 < 2_400, "{few} {more}");
}
