//! What `ask` says of open questions against every answer on a grid.

use std::fs;

use kamready::analyse;
use kamready::model::{FieldType, Organisation, SettledState, Value};
use tempfile::TempDir;

use super::{Bench, verdict};
use crate::program::{fixture, kamready, kamready_fed};

/// Answers all over the range of a field, not only those that the program tries.
fn grid(bench: &Bench, place: usize) -> Vec<Option<Value>> {
    let field = bench.pack.fields.at(place).unwrap();
    let values: Vec<Value> = match field.kind {
        FieldType::Enum => field
            .choices
            .iter()
            .map(|one| Value::Word(one.id.clone()))
            .collect(),
        FieldType::Bool => vec![Value::Flag(false), Value::Flag(true)],
        _ => {
            let (low, high) = (field.min.unwrap_or(0.0), field.max.unwrap_or(50.0));
            let steps = (0..=9).map(|step| low + (high - low) * f64::from(step) / 9.0);
            let whole = |number: f64| {
                if field.kind == FieldType::Integer {
                    number.round()
                } else {
                    number
                }
            };
            steps.map(|number| Value::Number(whole(number))).collect()
        }
    };
    let accepted = values
        .into_iter()
        .filter(|value| field.accept(value.clone()).is_ok());
    accepted.map(Some).chain([None]).collect()
}

/// Whether a question's answer changes the verdict in some combination of answers on the grid.
fn decides(bench: &Bench, record: &Organisation, open: &[usize]) -> Vec<bool> {
    let assessor = bench.assessor();
    let grids: Vec<Vec<Option<Value>>> = open.iter().map(|place| grid(bench, *place)).collect();
    let count: usize = grids.iter().map(Vec::len).product();
    let verdicts: Vec<_> = (0..count)
        .map(|number| {
            let mut left = number;
            let answers = open.iter().zip(&grids).map(|(place, grid)| {
                let digit = left % grid.len();
                left /= grid.len();
                (*place, grid[digit].clone())
            });
            verdict(&assessor.assess(&bench.with(record, &answers.collect::<Vec<_>>())))
        })
        .collect();
    let mut stride = 1;
    let mut decides = Vec::new();
    for grid in &grids {
        let differs = |(number, verdict): (usize, &[Option<String>; 3])| {
            let first = number - number / stride % grid.len() * stride;
            verdicts[first] != *verdict
        };
        decides.push(verdicts.iter().enumerate().any(differs));
        stride *= grid.len();
    }
    decides
}

/// Empties fields of a record and holds what is said of them to the grid.
fn check(bench: &Bench, record: &Organisation, emptied: &[&str]) -> SettledState {
    let open: Vec<usize> = emptied.iter().map(|id| bench.field(id)).collect();
    let blank: Vec<(usize, Option<Value>)> = open.iter().map(|place| (*place, None)).collect();
    let record = bench.with(record, &blank);
    let asking = analyse::ask(&bench.pack, &bench.program, &bench.around, &record, None).unwrap();
    assert_ne!(asking.settled.state, SettledState::NotProved, "{emptied:?}");
    let found = decides(bench, &record, &open);
    for (id, decides) in emptied.iter().zip(found) {
        let question = asking
            .questions
            .iter()
            .find(|one| &*one.field == *id)
            .unwrap();
        // The grid may miss a border that the program tries; what it finds, the program must find.
        assert!(
            question.decides == Some(true) || !decides,
            "{emptied:?} {id}"
        );
    }
    asking.settled.state
}

#[test]
fn no_question_that_is_left_out_can_change_the_verdict_in_a_small_pack() {
    let bench = Bench::of(&fixture("packs/tiny"));
    let id = "X";
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("x.json");
    let mut states = Vec::new();
    for (record, open) in [
        (
            r#"{"id":"X","register_pct":100,"training":"all","officer":true}"#,
            vec!["training"],
        ),
        (
            r#"{"id":"X","register_pct":100,"training":"all","officer":true}"#,
            vec!["register_pct", "officer"],
        ),
        (
            r#"{"id":"X","register_pct":0,"training":"none","officer":true}"#,
            vec!["training"],
        ),
        (
            r#"{"id":"X","register_pct":10,"training":"none","officer":false}"#,
            vec!["officer", "training", "register_pct"],
        ),
    ] {
        fs::write(&path, record).unwrap();
        let record = bench.record(path.to_str().unwrap(), id);
        states.push(check(&bench, &record, &open));
    }
    assert!(states.contains(&SettledState::Open), "{states:?}");
}

#[test]
fn no_question_that_is_left_out_can_change_the_verdict_of_the_default_pack() {
    let bench = Bench::kam();
    let mut states = Vec::new();
    for (id, open) in [
        ("T01", vec!["career_path", "turnover_pct"]),
        ("T01", vec!["executive_sponsor", "goals_customer_value"]),
        ("T02", vec!["kpi_count", "training_days"]),
        ("T02", vec!["ka_revenue_share", "change_capacity"]),
        ("T06", vec!["fte_affordable", "career_path"]),
        ("T07", vec!["exec_hours_per_ka", "conflict_backing"]),
    ] {
        let record = bench.record("organisations/domain.csv", id);
        states.push(check(&bench, &record, &open));
    }
    for state in [SettledState::Open, SettledState::Settled] {
        assert!(states.contains(&state), "{states:?}");
    }
}

const CASE: &str = "fixtures/organisations/messtechnik.json";

#[test]
fn a_question_says_whom_to_ask_and_a_budget_keeps_the_first_ones() {
    let all = kamready(&["ask", CASE, "--org", "M-2041", "--format", "json"]).json();
    let two = kamready(&[
        "ask", CASE, "--org", "M-2041", "--format", "json", "--budget", "2",
    ])
    .json();
    let (all_ones, two_ones) = (
        all["questions"].as_array().unwrap(),
        two["questions"].as_array().unwrap(),
    );
    assert_eq!(two_ones[..], all_ones[..2]);
    assert_eq!(all["open"], all_ones.len());
    for question in all_ones {
        assert!(
            question["ask"]["de"].is_string() && question["wording"]["en"].is_string(),
            "{question}"
        );
    }
    let text = kamready(&[
        "ask", CASE, "--org", "M-2041", "--lang", "de", "--budget", "1",
    ])
    .good();
    assert!(
        text.contains("fragen: Personal") && text.contains("nicht bewiesen"),
        "{text}"
    );
}

#[test]
fn an_interview_asks_until_nothing_can_change_and_its_file_is_read_as_facts() {
    let folder = TempDir::new().unwrap();
    let pack = fixture("packs/tiny");
    let pack = pack.to_str().unwrap();
    let (case, answers) = (
        folder.path().join("x.json"),
        folder.path().join("answers.csv"),
    );
    fs::write(&case, r#"{"id":"X","name":"Firm"}"#).unwrap();
    let (case, answers) = (case.to_str().unwrap(), answers.to_str().unwrap());
    let interview = [
        "ask",
        case,
        "--pack",
        pack,
        "--org",
        "X",
        "--interview",
        "--answers",
        answers,
    ];
    let ran = kamready_fed(&interview, "maybe\ntrue\n101\n100\nall\nall\n100\ntrue\n");
    let text = ran.good();
    assert!(
        text.contains("settled") || text.contains("Everything is answered"),
        "{text}"
    );
    let facts = fs::read_to_string(answers).unwrap();
    assert!(
        facts.starts_with("org_id,field,value,evidence,source,respondent,date\nX,"),
        "{facts}"
    );
    let assessed = kamready(&[
        "assess", case, "--pack", pack, "--facts", answers, "-o", "json",
    ])
    .json();
    assert_eq!(assessed["rejected"].as_array().unwrap().len(), 0);
    let again = kamready_fed(&interview, "");
    assert_eq!(again.code, Some(2), "a file of answers is not overwritten");
    assert_eq!(fs::read_to_string(answers).unwrap(), facts);
}

#[test]
fn an_interview_without_answers_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let answers = folder.path().join("answers.csv");
    let ran = kamready_fed(
        &[
            "ask",
            CASE,
            "--org",
            "M-2041",
            "--interview",
            "--answers",
            answers.to_str().unwrap(),
            "--budget",
            "2",
        ],
        "skip\nskip\n",
    );
    assert!(ran.good().contains("0 answered, 2 skipped"));
    assert!(!answers.exists());
}
