//! A pack with random rules.

use kamready::pack::PackFiles;

use super::words::Tape;
use super::writer::Writer;

const MANIFEST: &str = r#"
id = "random"
version = "1"
languages = ["de", "en"]
title = { de = "T", en = "T" }
summary = { de = "S", en = "S" }
[[indexes]]
id = "index"
label = { de = "Index", en = "Index" }
question = { de = "?", en = "?" }
[[dimensions]]
id = "D1"
index = "index"
weight = 3
label = { de = "Eins", en = "One" }
why = { de = "W", en = "W" }
[[dimensions]]
id = "D2"
index = "index"
weight = 2
label = { de = "Zwei", en = "Two" }
why = { de = "W", en = "W" }
[levels]
index = "index"
margin = 2
[[levels.steps]]
id = "none"
label = { de = "A", en = "A" }
meaning = { de = "M", en = "M" }
next = { de = "N", en = "N" }
[[levels.steps]]
id = "few"
from = 0
label = { de = "C", en = "C" }
meaning = { de = "M", en = "M" }
next = { de = "N", en = "N" }
[[levels.steps]]
id = "some"
from = 35
label = { de = "B", en = "B" }
meaning = { de = "M", en = "M" }
next = { de = "N", en = "N" }
"#;

const FIELDS: [(&str, &str); 9] = [
    ("a", "number"),
    ("b", "number"),
    ("c", "number"),
    ("f", "bool"),
    ("g", "bool"),
    ("w", "enum"),
    ("v", "enum"),
    ("t", "text"),
    ("l", "list"),
];

pub(super) const PARAMS: &str = r#"params: #{
        p: #{ unit: "1", value: 35 },
        q: #{ unit: "1", value: 0.1 },
        k: #{ unit: "1", value: [[0, 0], [35, 20], [40, 20], [100, 100]] },
        m: #{ unit: "1", value: [[-1e308, 1e308], [1e308, -1e308]] },
        n: #{ unit: "1", value: #{ low: 10, mid: 40, high: 100 } },
        o: #{ unit: "1", value: #{ low: 0, mid: 250, high: 7 } },
    },"#;

pub(crate) fn random(tape: &mut Tape<'_>) -> PackFiles {
    deciding(tape, "")
}

/// A pack whose manifest goes on like this.
pub(super) fn deciding(tape: &mut Tape<'_>, manifest: &str) -> PackFiles {
    let mut files = PackFiles::default();
    files.add("pack.toml", "pack.toml", &format!("{MANIFEST}{manifest}"));
    files.add("fields.toml", "fields.toml", &fields());
    let mut add = |path: &str, text: String| files.add(path, path, &text);
    add("readiness/D1/one.rhai", score(Writer::new(tape).score()));
    add("readiness/D1/two.rhai", score(Writer::new(tape).score()));
    add("readiness/D2/three.rhai", score(Writer::new(tape).score()));
    let once = r#"caps: "few", unverified: "some","#;
    let each = r#"caps: "few", for_each: #{ index: "index", except: [] },"#;
    let yielding =
        r#"caps: "none", yields_to: "G2", for_each: #{ index: "index", except: ["D1"] },"#;
    add("gates/G1.rhai", gate(once, Writer::new(tape).gate(false)));
    add("gates/G2.rhai", gate(each, Writer::new(tape).gate(true)));
    add(
        "gates/G3.rhai",
        gate(yielding, Writer::new(tape).gate(true)),
    );
    files
}

fn fields() -> String {
    let mut text = String::new();
    for (id, kind) in FIELDS {
        let words = match id {
            "w" | "l" => ["low", "mid", "high"],
            _ => ["mid", "high", "other"],
        };
        let values: Vec<String> = words
            .iter()
            .map(|word| format!("{{ id = \"{word}\", de = \"{word}\", en = \"{word}\" }}"))
            .collect();
        let values = match kind {
            "enum" | "list" => format!("values = [{}]\n", values.join(", ")),
            _ => String::new(),
        };
        text += &format!(
            "[{id}]\nlabel = {{ de = \"Feld {id}\", en = \"field {id}\" }}\nquestion = {{ de = \"?\", en = \"?\" }}\ntype = \"{kind}\"\n{values}"
        );
    }
    text
}

pub(super) const SOURCE: &str = r#"source: #{ sure: "judgement", refs: [], why: #{ de: "W", en: "W" } }, status: "stable", since: "1","#;

fn score(functions: String) -> String {
    format!(
        r#"const META = #{{
    title: #{{ de: "T", en: "T" }}, good: #{{ de: "G", en: "G" }}, poor: #{{ de: "P", en: "P" }}, advice: #{{ de: "A", en: "A" }},
    weight: 10, {SOURCE}
    {PARAMS}
    texts: #{{ one: #{{ de: "1", en: "1" }}, two: #{{ de: "2", en: "2" }} }},
}};
const CASES = [];
{functions}"#
    )
}

fn gate(meta: &str, functions: String) -> String {
    format!(
        r#"const META = #{{
    title: #{{ de: "T", en: "T" }}, {meta} {SOURCE}
    {PARAMS}
    texts: #{{ binding: #{{ de: "1", en: "1" }}, clear: #{{ de: "2", en: "2" }}, one: #{{ de: "1", en: "1" }}, two: #{{ de: "2", en: "2" }} }},
}};
const CASES = [];
{functions}"#
    )
}
