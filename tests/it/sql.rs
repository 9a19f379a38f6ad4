//! The SQL of a pack: what can be said of it without a database. `docs/sql/check.py` runs it.

use std::collections::BTreeSet;
use std::fs;

use tempfile::TempDir;

use crate::program::{kamready, kamready_in, with_pack};

const DIALECTS: [&str; 3] = ["duckdb", "postgres", "spark"];

fn sql(dialect: &str, pack: &str) -> String {
    kamready(&["pack", "sql", "--dialect", dialect, "--pack", pack]).good()
}

#[test]
fn the_query_of_a_small_pack_reads_as_it_should() {
    for dialect in DIALECTS {
        let query = sql(dialect, "fixtures/packs/tiny");
        insta::assert_snapshot!(format!("tiny_{dialect}"), query);
    }
}

#[test]
fn the_same_pack_gives_the_same_query() {
    for dialect in DIALECTS {
        let twice = [(); 2].map(|()| sql(dialect, "fixtures/packs/forms"));
        assert_eq!(twice[0], twice[1]);
    }
}

#[test]
fn the_columns_are_those_of_the_results() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("one.csv"), "id\na\n").unwrap();
    let told = kamready_in(folder.path(), &["assess", "one.csv", "-o", "csv"]).good();
    let head: Vec<&str> = told.lines().next().unwrap().split(',').collect();
    for dialect in DIALECTS {
        let query = kamready(&["pack", "sql", "--dialect", dialect]).good();
        let (_, last) = query.rsplit_once("\nSELECT\n").unwrap();
        let quote = if dialect == "spark" { '`' } else { '"' };
        let columns: Vec<&str> = last.split(quote).skip(1).step_by(2).collect();
        assert_eq!(columns, head, "{dialect}");
    }
}

#[test]
fn every_column_is_read_from_the_step_before_it() {
    for pack in ["fixtures/packs/tiny", "fixtures/packs/forms", "rules/kam"] {
        let query = sql("duckdb", pack);
        let query = query.split_once('\n').unwrap().1;
        let mut given: BTreeSet<String> = BTreeSet::new();
        for step in query.split(" AS NOT MATERIALIZED (\n").skip(1) {
            let body = step.split("\n)").next().unwrap();
            let (list, _) = body.rsplit_once("\n  FROM ").unwrap();
            let mut gives = BTreeSet::new();
            for line in list.lines().skip(1) {
                let line = line.trim().trim_end_matches(',');
                let (reads, own) = line.rsplit_once(" AS ").unwrap_or((line, line));
                let first = given.is_empty();
                for name in names(&outside(reads, "duckdb")) {
                    assert!(first || given.contains(&name), "{pack}: {name} in {line}");
                }
                gives.extend(names(own));
            }
            given = gives;
        }
        assert!(!given.is_empty());
    }
}

/// Names of columns: a letter, `_`, and more.
fn names(text: &str) -> Vec<String> {
    let words = text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_'));
    words
        .filter(|word| word.get(1..2) == Some("_"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn nothing_that_a_pack_says_leaves_its_quotes() {
    let words = [
        "a' OR HACK --",
        "b\\' OR HACK --",
        "c\" OR HACK --",
        "d` OR HACK --",
        "e\\\\' OR HACK --",
        "f*/ HACK /*",
        "g\n; HACK;\n.shell HACK",
        "${HACK}",
        "h''' HACK",
    ];
    let folder = with_pack("tiny");
    let pack = folder.path().join("pack");
    let change = |file: &str, from: &str, to: &str| {
        let text = fs::read_to_string(pack.join(file)).unwrap();
        assert!(text.contains(from), "{file} has {from}");
        fs::write(pack.join(file), text.replace(from, to)).unwrap();
    };
    let quoted = |word: &str| format!("{word:?}");
    let choices = words.iter().map(|word| {
        let id = quoted(word);
        format!("    {{ id = {id}, de = {id}, en = {id} }},\n")
    });
    let none = "    { id = \"none\", de = \"niemand\", en = \"nobody\" },\n";
    let more = format!("{none}{}", choices.collect::<String>());
    change("fields.toml", none, &more);
    let points = words.iter().map(|word| format!("{}: 7, ", quoted(word)));
    let points = format!("#{{ {}none: 0", points.collect::<String>());
    change("readiness/P2_people/training.rhai", "#{ none: 0", &points);
    change("gates/officer.rhai", "\"open\"", &quoted(words[0]));
    change(
        "pack.toml",
        "id = \"open\"",
        &format!("id = {}", quoted(words[0])),
    );
    change("pack.toml", "id = \"privacy\"", "id = \"x\\n; HACK; --\"");
    for dialect in DIALECTS {
        let arguments = ["pack", "sql", "--dialect", dialect, "--pack", "pack"];
        let query = kamready_in(folder.path(), &arguments).good();
        let (head, query) = query.split_once('\n').unwrap();
        assert_eq!(head.matches("HACK").count(), 1, "{head}");
        let bare = outside(query, dialect);
        assert!(query.contains("HACK") && !bare.contains("HACK"), "{bare}");
        assert!(!bare.contains("--") && !bare.contains("/*") && !bare.contains(';'));
        assert!(dialect != "spark" || !query.contains('$'), "{query}");
    }
}

/// What stands outside of texts and quoted names, read as the engine reads it.
fn outside(query: &str, dialect: &str) -> String {
    let mut bare = String::new();
    let mut signs = query.chars().peekable();
    while let Some(sign) = signs.next() {
        if !matches!(sign, '\'' | '"' | '`') {
            bare.push(sign);
            continue;
        }
        let escapes = match dialect {
            "spark" => sign != '`',
            "postgres" => sign == '\'' && bare.ends_with('E'),
            _ => false,
        };
        loop {
            match signs.next().expect("every quote is closed") {
                '\\' if escapes => drop(signs.next()),
                one if one == sign && signs.peek() == Some(&sign) && dialect != "spark" => {
                    signs.next();
                }
                one if one == sign => break,
                _ => {}
            }
        }
    }
    bare
}

#[test]
fn the_name_of_the_table_is_quoted_part_by_part() {
    let told = |dialect, table| kamready(&["pack", "sql", "--dialect", dialect, "--table", table]);
    let query = told("postgres", "case \"A\".k_facts").good();
    assert!(
        query.contains("FROM \"case \"\"A\"\"\".\"k_facts\"\n"),
        "{query}"
    );
    assert!(
        query.contains("WITH kk_facts AS "),
        "no step is called like the table"
    );
    assert!(told("spark", "a`b").good().contains("FROM `a``b`\n"));
    let refused = told("duckdb", "a..b");
    assert_eq!(refused.code, Some(2));
    assert_eq!(refused.err, "error: the table \"\" is empty\n");
}

#[test]
fn a_name_that_the_database_cannot_keep_is_refused() {
    let folder = with_pack("tiny");
    let pack = folder.path().join("pack");
    let names = [
        (
            "postgres",
            format!("P{}", "x".repeat(63)),
            "is longer than the 63 bytes",
        ),
        (
            "spark",
            "P${x}".to_owned(),
            "holds `${`, which Spark fills in",
        ),
    ];
    let mut before = "P1_records".to_owned();
    for (dialect, name, why) in names {
        let text = fs::read_to_string(pack.join("pack.toml")).unwrap();
        fs::write(pack.join("pack.toml"), text.replace(&before, &name)).unwrap();
        let dimensions = pack.join("readiness");
        fs::rename(dimensions.join(&before), dimensions.join(&name)).unwrap();
        for other in DIALECTS {
            let arguments = ["pack", "sql", "--dialect", other, "--pack", "pack"];
            let ran = kamready_in(folder.path(), &arguments);
            assert_eq!(
                ran.code,
                Some(if other == dialect { 2 } else { 0 }),
                "{other}"
            );
            assert_eq!(ran.err.contains(why), other == dialect, "{}", ran.err);
        }
        before = name;
    }
}

#[test]
fn values_that_double_do_not_double_the_query() {
    let folder = with_pack("tiny");
    let doubled = (1..60).map(|at| {
        let last = at - 1;
        format!("    let v{at} = if v{last} < 50.0 && v{last} > 0.0 {{ v{last} + v{last} }} else {{ v{last} / 100.0 }};\n")
    });
    let code = format!(
        "fn assess(org, params) {{\n    let v0 = org.register_pct;\n{}    scored(v59, \"value\")\n}}\n",
        doubled.collect::<String>()
    );
    let file = folder
        .path()
        .join("pack/readiness/P1_records/register_pct.rhai");
    let text = fs::read_to_string(&file).unwrap();
    let (head, _) = text.split_once("fn assess").unwrap();
    let head = head.replace(
        "    params: #{ knots: #{ unit: \"points\", value: [[0, 0], [50, 30], [100, 100]] } },\n",
        "",
    );
    fs::write(&file, format!("{head}{code}")).unwrap();
    for dialect in DIALECTS {
        let arguments = ["pack", "sql", "--dialect", dialect, "--pack", "pack"];
        let query = kamready_in(folder.path(), &arguments).good();
        assert!(query.len() < 200_000, "{dialect}: {} bytes", query.len());
    }
}

#[test]
fn a_number_is_the_same_from_a_table_and_from_a_record() {
    let folder = with_pack("forms");
    let number = "0.9999999999999999";
    let row = format!("id,size,order,part\na,{number},0.5,5\n");
    let record = format!("{{\"id\": \"a\", \"size\": {number}, \"order\": 0.5, \"part\": 5}}\n");
    fs::write(folder.path().join("a.csv"), row).unwrap();
    fs::write(folder.path().join("a.ndjson"), record).unwrap();
    let told = ["a.csv", "a.ndjson"].map(|file| {
        kamready_in(
            folder.path(),
            &["assess", file, "--pack", "pack", "-o", "csv"],
        )
        .good()
    });
    assert_eq!(told[0], told[1]);
}
