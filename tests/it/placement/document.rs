//! The organisations of domain 9 and the placement that the document expects of them, tolerance 0.06.

use serde_json::{Value, json};

use super::{near, words};
use crate::program::kamready;

/// Numbers and names typed from domain 9.2; abbreviations as in 4.1.
struct Row {
    id: &'static str,
    target: (&'static str, f64),
    runner_up: Option<(&'static str, f64, f64)>,
    entry: (&'static str, f64),
    /// The first rule for each option that is out.
    excluded: &'static [(&'static str, &'static str)],
    tipping: &'static [(&'static str, &'static str, &'static str, &'static str)],
}

#[rustfmt::skip]
const ROWS: [Row; 5] = [
    Row {
        id: "T01", target: ("SL", 74.1), runner_up: Some(("CM", 63.7, 10.4)), entry: ("SL", 72.7),
        excluded: &[
            ("MK", "X2"), ("CD", "X4"), ("TM", "X5"), ("DK", "X6"), ("XM", "X7"), ("KO", "X8"), ("NO", "X9"),
        ],
        tipping: &[],
    },
    Row {
        id: "T02", target: ("CM", 72.2), runner_up: Some(("SL", 67.4, 4.8)), entry: ("SL", 67.3),
        excluded: &[("CD", "X4"), ("DK", "X6"), ("XM", "X7"), ("KO", "X8"), ("NO", "X9")],
        tipping: &[
            ("ka_revenue_share", "gt60", "lt15", "SL"),
            ("ka_revenue_share", "gt60", "p15_35", "SL"),
            ("ka_revenue_share", "gt60", "p35_60", "SL"),
            ("cross_functional_need", "high", "low", "SL"),
            ("cross_functional_need", "high", "medium", "SL"),
        ],
    },
    Row {
        id: "T03", target: ("MK", 67.8), runner_up: Some(("SL", 65.2, 2.6)), entry: ("MK", 65.8),
        excluded: &[("CM", "X3"), ("CD", "X4"), ("DK", "X6"), ("XM", "X7"), ("KO", "X8"), ("NO", "X9")],
        tipping: &[
            ("marketing_drive", "high", "low", "SL"),
            ("marketing_drive", "high", "medium", "SL"),
            ("relationship_lead", "marketing", "sales", "SL"),
            ("relationship_lead", "marketing", "management", "SL"),
            ("relationship_lead", "marketing", "mixed", "SL"),
        ],
    },
    Row {
        id: "T06", target: ("TM", 65.6), runner_up: Some(("NO", 54.1, 11.5)), entry: ("TM", 69.1),
        excluded: &[
            ("SL", "X1"), ("MK", "X2"), ("CM", "X3"), ("CD", "X4"), ("DK", "X6"), ("XM", "X7"), ("KO", "X8"),
            ("SS", "X10"),
        ],
        tipping: &[],
    },
    Row {
        id: "T07", target: ("NO", 63.0), runner_up: None, entry: ("NO", 63.9),
        excluded: &[
            ("CM", "X3"), ("CD", "X4"), ("TM", "X5"), ("DK", "X6"), ("XM", "X7"), ("KO", "X8"), ("SL", "X10"),
            ("SS", "X10"), ("MK", "X10"),
        ],
        tipping: &[],
    },
];

fn named(short: &str) -> &'static str {
    let index = ["SL", "SS", "MK", "CM", "CD", "TM", "DK", "XM", "KO", "NO"]
        .iter()
        .position(|one| *one == short);
    super::OPTIONS[index.unwrap()].0
}

#[test]
fn the_organisations_of_the_document_are_placed_as_the_document_says() {
    let file = "fixtures/organisations/domain.csv";
    let result = kamready(&["assess", file, "-o", "json"]).json();
    let found = result["organisations"].as_array().unwrap();
    assert_eq!(found.len(), ROWS.len());
    for (row, found) in ROWS.iter().zip(found) {
        assert_eq!(found["id"], row.id);
        row.holds(&found["placement"]);
    }
}

impl Row {
    fn holds(&self, found: &Value) {
        let id = self.id;
        let fit = |short: &str, kind: &str| option(found, short)[kind].as_f64().unwrap();
        let close = |wanted: f64, found: f64| {
            assert!((wanted - found).abs() <= 0.06, "{id}: {wanted}, {found}");
        };
        assert_eq!(found["target"], named(self.target.0), "{id}");
        close(self.target.1, fit(self.target.0, "target_fit"));
        assert_eq!(found["entry"], named(self.entry.0), "{id}");
        close(self.entry.1, fit(self.entry.0, "entry_fit"));
        match self.runner_up {
            None => {
                assert_eq!(found["runner_up"], Value::Null, "{id}");
                assert_eq!(found["call"], Value::Null, "{id}");
                near(id, None, &found["lead"]);
            }
            Some((short, second, lead)) => {
                assert_eq!(found["runner_up"], named(short), "{id}");
                close(second, fit(short, "target_fit"));
                close(lead, found["lead"].as_f64().unwrap());
                let call = if lead >= 5.0 { "clear" } else { "narrow" };
                assert_eq!(found["call"], call, "{id}");
            }
        }
        assert_eq!(first_rules(found), self.first_rules(), "{id}");
        let tipping = self.tipping.iter().map(|(factor, from, to, target)| {
            json!({"factor": factor, "from": from, "to": to, "target": named(target)})
        });
        assert_eq!(found["tipping"], json!(tipping.collect::<Vec<_>>()), "{id}");
    }

    fn first_rules(&self) -> Vec<(String, String)> {
        let mut rules: Vec<(String, String)> = self
            .excluded
            .iter()
            .map(|(short, rule)| (named(short).to_owned(), (*rule).to_owned()))
            .collect();
        rules.sort();
        rules
    }
}

fn option<'v>(placement: &'v Value, short: &str) -> &'v Value {
    let options = placement["options"].as_array().unwrap();
    let found = options.iter().find(|one| one["id"] == named(short));
    found.unwrap()
}

/// The first rule of each option that is out.
fn first_rules(placement: &Value) -> Vec<(String, String)> {
    let options = placement["options"].as_array().unwrap().iter();
    let mut rules: Vec<(String, String)> = options
        .filter_map(|one| {
            let first = words(&one["excluded_by"]).first().copied()?.to_owned();
            Some((one["id"].as_str().unwrap().to_owned(), first))
        })
        .collect();
    rules.sort();
    rules
}
