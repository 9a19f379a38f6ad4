//! A pack that decides on a placement by random factors, exclusions, options, corrections, modifiers and warnings.

use kamready::pack::PackFiles;

use super::pack::{PARAMS, SOURCE};
use super::words::Tape;
use super::writer::Writer;

const OPTIONS: [&str; 3] = ["stay", "move", "leap"];

/// Beside the rules of `pack::random`.
pub(crate) fn random(tape: &mut Tape<'_>) -> PackFiles {
    let scripted = tape.pick(3) == 0;
    let manifest = decision(tape);
    let mut advice: Vec<(String, String)> = Vec::new();
    let mut add = |path: &str, text: &str| advice.push((path.to_owned(), text.to_owned()));
    add("placement/options.toml", &options());
    for id in ["F1", "F2", "F3"] {
        add(&format!("placement/factors/{id}.rhai"), &factor(tape));
    }
    if scripted {
        for id in OPTIONS {
            add(&format!("placement/{id}.rhai"), &script(tape));
        }
    } else {
        add("placement/effects.csv", &effects(tape));
    }
    let excluded = r#"options: ["stay", "move"],"#;
    add("placement/exclusions/X1.rhai", &exclusion(excluded, tape));
    add(
        "placement/exclusions/X2.rhai",
        &exclusion(r#"options: ["leap"],"#, tape),
    );
    add("placement/entry/one.rhai", &entry(tape));
    add("placement/entry/two.rhai", &entry(tape));
    add("competencies/catalogue.csv", CATALOGUE);
    add(
        "competencies/targets.csv",
        "competency,role,level,criticality\nC01,lead,3,2\n",
    );
    add("competencies/roles.toml", ROLES);
    let changes = r#"changes: [#{ competencies: ["C01"], roles: ["lead"], by: 1 }],"#;
    for id in ["M1", "M2"] {
        add(
            &format!("competencies/modifiers/{id}.rhai"),
            &after(changes, "applies", tape),
        );
    }
    for id in ["A1", "A2"] {
        add(&format!("flags/{id}.rhai"), &after("", "raised", tape));
    }
    // Last, so that it takes what the tape has left.
    let mut files = super::pack::deciding(tape, &manifest);
    for (path, text) in advice {
        files.add(&path, &path, &text);
    }
    files
}

fn decision(tape: &mut Tape<'_>) -> String {
    let needed = tape.pick(4);
    let mut text = format!(
        "[placement]\nfactors_needed = {needed}\nshortlist_band = 5\nclear_lead = 5\nnarrow_lead = 2\nlargest_effect = 3\n"
    );
    let rules = [
        "band = 2",
        "band = 30\nkeep_target = 2",
        "only = [\"stay\", \"leap\"]",
        "only = [\"move\"]\nband = 10\nkeep_target = 5",
    ];
    // The level `none` has no rule, so no entry.
    for level in ["few", "some"] {
        text += &format!(
            "[[placement.entry]]\nlevels = [\"{level}\"]\n{}\n",
            tape.one(&rules)
        );
    }
    text
}

fn options() -> String {
    let option = |(place, id): (usize, &str)| {
        format!(
            "[[options]]\nid = \"{id}\"\nshort = \"{id}\"\ncommitment = {}\n{}",
            3 - place,
            OPTION
        )
    };
    OPTIONS.into_iter().enumerate().map(option).collect()
}

fn effects(tape: &mut Tape<'_>) -> String {
    let mut text = "factor,bucket,weight,stay,move,leap\n".to_owned();
    for (factor, weight) in [("F1", 3.0), ("F2", 2.5), ("F3", 0.3)] {
        for bucket in ["low", "mid", "high", "other"] {
            let effects: Vec<String> = (0..3)
                .map(|_| (tape.pick(7) as i32 - 3).to_string())
                .collect();
            text += &format!("{factor},{bucket},{weight},{}\n", effects.join(","));
        }
    }
    text
}

fn factor(tape: &mut Tape<'_>) -> String {
    let kind = tape.one(&["structural", "structural", "feasibility"]);
    let label = r#"#{ de: "B", en: "B" }"#;
    let meta = format!(
        r#"kind: "{kind}", buckets: #{{ low: {label}, mid: {label}, high: {label}, other: {label} }},"#
    );
    let words = ["org.w", "org.v"];
    let writer = Writer::new(tape).reading(&["org.index"], &["known(\"level\")"]);
    rule(&meta, "", &writer.giving("bucket", &words))
}

fn script(tape: &mut Tape<'_>) -> String {
    let writer = Writer::new(tape).reading(&["org.scores.D1"], PLACED);
    rule(
        "",
        r#"one: #{ de: "1", en: "1" }, two: #{ de: "2", en: "2" }"#,
        &writer.score(),
    )
}

/// What an exclusion and an option's script read.
const PLACED: &[&str] = &[
    "(org.option == \"stay\")",
    "(org.factors.F1 == \"high\")",
    "(known(\"level\") && org.level == \"few\")",
    "(org.level == \"some\")",
];

fn exclusion(meta: &str, tape: &mut Tape<'_>) -> String {
    let writer = Writer::new(tape).reading(&["org.scores.D1"], PLACED);
    rule(
        meta,
        r#"excluded: #{ de: "1", en: "1" }"#,
        &writer.asking("holds"),
    )
}

fn entry(tape: &mut Tape<'_>) -> String {
    let flags = [
        "org.excluded.stay",
        "(org.entry == \"move\")",
        "(org.level == \"some\")",
        "known(\"entry\")",
    ];
    let words = ["org.entry", "org.target", "\"leap\"", "org.entry"];
    let writer = Writer::new(tape).reading(&["org.index"], &flags);
    rule(
        "",
        r#"changed: #{ de: "1", en: "1" }"#,
        &writer.giving("entry", &words),
    )
}

fn after(meta: &str, told: &str, tape: &mut Tape<'_>) -> String {
    let flags = [
        "(org.placement == \"stay\")",
        "(org.entry == \"leap\")",
        "(org.target == \"move\")",
        "known(\"placement\")",
    ];
    let function = if told == "raised" { "holds" } else { told };
    let writer = Writer::new(tape).reading(&["org.index"], &flags);
    rule(
        meta,
        &format!(r#"{told}: #{{ de: "1", en: "1" }}"#),
        &writer.asking(function),
    )
}

fn rule(meta: &str, texts: &str, functions: &str) -> String {
    let texts = match texts {
        "" => String::new(),
        some => format!("texts: #{{ {some} }},"),
    };
    format!(
        "const META = #{{\n    title: #{{ de: \"T\", en: \"T\" }}, {meta} {SOURCE}\n    {PARAMS}\n    {texts}\n}};\nconst CASES = [];\n{functions}"
    )
}

const OPTION: &str = r#"label = { de = "L", en = "L" }
meaning = { de = "M", en = "M" }
pros = []
cons = []
reports_to = { de = "R", en = "R" }
tree = { de = "T", en = "T" }
"#;

const CATALOGUE: &str = "id,key,group,de,en,level_1_de,level_2_de,level_3_de,level_4_de,level_5_de,level_1_en,level_2_en,level_3_en,level_4_en,level_5_en
C01,art,A,K,A,1,2,3,4,5,1,2,3,4,5
";

const ROLES: &str = r#"
[[roles]]
id = "lead"
label = { de = "L", en = "L" }
meaning = { de = "M", en = "M" }
[[groups]]
id = "A"
label = { de = "A", en = "A" }
[[scale]]
level = 1
label = { de = "1", en = "1" }
anchor = { de = "1", en = "1" }
[profiles]
stay = ["lead"]
move = ["lead"]
leap = ["lead"]
"#;
