//! The rule book: every rule, its curve, its share, its examples, the tables; as Markdown and as one page.

use std::fs;

use crate::html::assert_nested;
use crate::program::{kamready, kamready_in, root, with_pack};

fn book(format: &str, lang: &str) -> String {
    kamready(&["pack", "doc", "--format", format, "--lang", lang]).good()
}

/// Ids in the first column of a table of the default pack.
fn ids(table: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join("rules/kam").join(table)).unwrap();
    let rows = text.lines().skip(1);
    rows.map(|row| row.split(',').next().unwrap().to_owned())
        .collect()
}

#[test]
fn a_page_is_one_file_that_asks_for_nothing_and_runs_nothing() {
    for lang in ["de", "en"] {
        let page = book("html", lang);
        assert_nested(&page);
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        for foreign in ["<script", "src=", "@import", "url("] {
            assert!(!page.contains(foreign), "{foreign}");
        }
    }
}

#[test]
fn every_rule_kpi_and_competency_stands_in_both_forms() {
    let rules = kamready(&["pack", "list"]).good();
    let rules = rules.lines().filter_map(|line| line.strip_prefix("  "));
    let rules: Vec<&str> = rules.map(|line| line.split(' ').next().unwrap()).collect();
    assert!(rules.len() > 80);
    let (markdown, page) = (book("markdown", "en"), book("html", "en"));
    let tables = ["kpis.csv", "competencies/catalogue.csv", "goals.csv"];
    let rows: Vec<String> = tables.iter().flat_map(|table| ids(table)).collect();
    for id in rules.iter().copied().chain(rows.iter().map(String::as_str)) {
        assert!(markdown.contains(&format!("`{id}`")), "{id}");
        assert!(page.contains(&format!("<code>{id}</code>")), "{id}");
    }
    for table in ["competencies/development.csv", "competencies/practice.csv"] {
        let text = fs::read_to_string(root().join("rules/kam").join(table)).unwrap();
        let mut rows = csv_rows(&text);
        assert!(
            rows.all(|cell| page.contains(&cell.replace('&', "&amp;").replace('\'', "&#39;"))),
            "{table}"
        );
    }
}

/// Cells of the column `en`.
fn csv_rows(text: &str) -> impl Iterator<Item = String> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let column = reader
        .headers()
        .unwrap()
        .iter()
        .position(|name| name == "en")
        .unwrap();
    let rows: Vec<String> = reader
        .records()
        .map(|row| row.unwrap()[column].to_owned())
        .collect();
    rows.into_iter()
}

/// `Weight in the dimension: 12; 4.2 % of “Need for KAM”`.
#[test]
fn the_shares_of_an_index_add_up_to_100_percent() {
    let text = book("markdown", "en");
    for index in ["Need for KAM", "KAM readiness"] {
        let end = format!(" % of “{index}”");
        let lines = text
            .lines()
            .filter(|line| line.starts_with("- Weight in the dimension"));
        let shares = lines.filter_map(|line| {
            line.strip_suffix(&end)?
                .rsplit(' ')
                .next()?
                .parse::<f64>()
                .ok()
        });
        let shares: Vec<f64> = shares.collect();
        let sum: f64 = shares.iter().sum();
        // Each is rounded to a tenth.
        assert!(
            shares.len() > 10 && (sum - 100.0).abs() <= 0.05 * shares.len() as f64,
            "{index}: {sum}"
        );
    }
    // 18 of 100 in a dimension that is 35 of 100.
    assert!(text.contains("- Weight in the dimension: 18; 6.3 % of “Need for KAM”"));
}

#[test]
fn a_curve_is_told_drawn_and_shown_as_a_table() {
    let folder = with_pack("tiny");
    let run = |format: &str| {
        let arguments = [
            "pack", "doc", "--pack", "pack", "--format", format, "--lang", "de",
        ];
        kamready_in(folder.path(), &arguments).good()
    };
    let markdown = run("markdown");
    assert!(markdown.contains("- So zählt es: bis 0 %: 0 Punkte; bei 50 %: 30; ab 100 %: 100; dazwischen gleichmäßig\n"), "{markdown}");
    assert!(markdown.contains("- So zählt es: niemand: 0; einige: 50; alle: 100 (Punkte)\n"));
    assert!(markdown.contains("- Beispiel: Verzeichnete Verarbeitungen: 75 % → 65 Punkte\n"));
    let page = run("html");
    // A field of 120 high from 134 up: 30 points stand at 98; 100 at 14.
    assert!(
        page.contains("d=\"M44 134.0L64.0 134.0L222.0 98.0L380.0 14.0H400\""),
        "{page}"
    );
    assert!(page.contains("<tr><th scope=\"row\">50 %</th><td class=\"number\">30</td></tr>"));
    assert!(page.contains("aria-label=\"Verzeichnis der Verarbeitungen: bis 0 %: 0 Punkte;"));
}

#[test]
fn nothing_of_a_strange_pack_becomes_markup() {
    let folder = with_pack("tiny");
    let rule = folder.path().join("pack/readiness/P2_people/training.rhai");
    let text = fs::read_to_string(&rule).unwrap();
    let evil = "<img src=x onerror=alert(1)> | `x` ## y";
    fs::write(&rule, text.replace("Train everybody every year.", evil)).unwrap();
    let page = kamready_in(
        folder.path(),
        &["pack", "doc", "--pack", "pack", "--format", "html"],
    )
    .good();
    assert_nested(&page);
    assert!(!page.contains("<img"));
    assert!(page.contains("&lt;img src=x onerror=alert(1)&gt;"));
}

#[test]
fn both_forms_are_written_to_files_in_one_run() {
    let folder = with_pack("tiny");
    let arguments = [
        "pack",
        "doc",
        "--pack",
        "pack",
        "-o",
        "html:book.html",
        "-o",
        "markdown:book.md",
    ];
    kamready_in(folder.path(), &arguments).good();
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(read("book.html").starts_with("<!doctype html>"));
    assert!(read("book.md").starts_with("# Data protection at work"));
    let wrong = kamready_in(folder.path(), &["pack", "doc", "-o", "pdf"]);
    assert!(wrong.code == Some(2) && wrong.err.contains("formats are `markdown` or `html`"));
}
