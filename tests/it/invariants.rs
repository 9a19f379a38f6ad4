//! Properties that hold for any organisation, over drawn ones.

use std::fs;

use kamready::pack::{Direction, PackFiles, Role, ScoreRule};
use kamready::rules::{CallEnd, Program, Runner, Slot};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::organisations::{Dice, Drawn, Said, drawn, lines, value};
use crate::program::{kamready_fed, kamready_in};
use crate::tables::{Answers, DIMENSIONS, INDICATORS};

fn assessed(organisations: &[Drawn]) -> Vec<Value> {
    let result = kamready_fed(&["assess", "-", "-o", "json"], &lines(organisations)).json();
    result["organisations"].as_array().unwrap().clone()
}

#[test]
fn however_open_questions_are_answered_the_score_lies_in_the_hard_range() {
    let mut open = drawn(11, 60);
    // Evidence widens a range on top of what is missing; here only the missing counts.
    open.iter_mut()
        .flat_map(|one| &mut one.said)
        .for_each(without_grade);
    let mut dice = Dice(12);
    let answered: Vec<Drawn> = open.iter().map(|one| closed(one, &mut dice)).collect();
    for (before, after) in assessed(&open).iter().zip(&assessed(&answered)) {
        for index in ["need", "readiness"] {
            lies_within(&before["id"], index, &before[index], &after[index]);
        }
        let pairs = list(&before["dimensions"])
            .iter()
            .zip(list(&after["dimensions"]));
        for (before, after) in pairs {
            lies_within(&before["id"], "dimension", before, after);
        }
    }
}

fn without_grade(said: &mut Said) {
    if let Said::Value(_, grade) = said {
        *grade = None;
    }
}

/// Every missing answer given, at random.
fn closed(one: &Drawn, dice: &mut Dice) -> Drawn {
    let mut answered = one.clone();
    for ((.., answers, curve), said) in INDICATORS.iter().zip(&mut answered.said) {
        if *said == Said::Missing {
            *said = Said::Value(value(dice, *answers, *curve), None);
        }
    }
    answered
}

fn lies_within(id: &Value, what: &str, before: &Value, after: &Value) {
    let Some(score) = after["score"].as_f64() else {
        return;
    };
    let (low, high) = (number(&before["low"]), number(&before["high"]));
    assert!(
        low - 2e-6 <= score && score <= high + 2e-6,
        "{id} {what}: {score} is not in {low}–{high}"
    );
}

#[test]
fn the_plausible_range_lies_in_the_hard_range_and_scores_between_0_and_100() {
    for one in assessed(&drawn(21, 100)) {
        let spreads = [&one["need"], &one["readiness"]]
            .into_iter()
            .chain(list(&one["dimensions"]));
        for spread in spreads.filter(|spread| !spread["low"].is_null()) {
            let [low, less, more, high] = ["low", "plausible_low", "plausible_high", "high"]
                .map(|name| number(&spread[name]));
            assert!(
                0.0 <= low && low <= less && less <= more && more <= high && high <= 100.0,
                "{spread}"
            );
            let coverage = number(&spread["coverage"]);
            assert!((0.0..=100.0).contains(&coverage), "{spread}");
        }
    }
}

#[test]
fn the_parts_add_up_to_the_whole() {
    for one in assessed(&drawn(31, 100)) {
        for dimension in list(&one["dimensions"]) {
            let rules = list(&one["rules"]).iter();
            let own = rules.filter(|rule| rule["dimension"] == dimension["id"]);
            let points =
                weighted(own.map(|rule| (number(&rule["weight"]), rule["points"].as_f64())));
            near(&dimension["score"], points);
        }
        for index in ["need", "readiness"] {
            let dimensions = list(&one["dimensions"]).iter();
            let own = dimensions.filter(|dimension| dimension["index"] == index);
            let score = weighted(own.map(|one| (number(&one["weight"]), one["score"].as_f64())));
            near(&one[index]["score"], score);
        }
    }
}

fn weighted(parts: impl Iterator<Item = (f64, Option<f64>)>) -> Option<f64> {
    let parts: Vec<(f64, f64)> = parts.filter_map(|(w, part)| Some((w, part?))).collect();
    let weights: f64 = parts.iter().map(|(w, _)| w).sum();
    (weights > 0.0).then(|| parts.iter().map(|(w, part)| w * part).sum::<f64>() / weights)
}

fn near(found: &Value, wanted: Option<f64>) {
    match (found.as_f64(), wanted) {
        (Some(found), Some(wanted)) => assert!((found - wanted).abs() < 5e-6, "{found} {wanted}"),
        (found, wanted) => assert_eq!(found, wanted),
    }
}

#[test]
fn what_does_not_apply_leaves_the_base_and_counts_as_covered() {
    let mut dice = Dice(41);
    let with: Vec<Drawn> = drawn(42, 40)
        .iter()
        .map(|one| closed(one, &mut dice))
        .collect();
    for (one, found) in with.iter().zip(assessed(&with)) {
        for ((id, ..), dimension) in DIMENSIONS.iter().zip(list(&found["dimensions"])) {
            assert_eq!(dimension["coverage"], 100.0, "{} {id}", one.id);
            let rules = INDICATORS.iter().zip(&one.said);
            let applying = rules
                .filter(|((own, ..), said)| id.starts_with(own) && **said != Said::NotApplicable)
                .count();
            assert_eq!(
                dimension["score"].is_null(),
                applying == 0,
                "{} {id}",
                one.id
            );
        }
        assert_eq!(found["readiness"]["coverage"], 100.0);
        assert_eq!(
            found["questions"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|id| is_indicator(id))
                .count(),
            0
        );
    }
}

fn is_indicator(id: &Value) -> bool {
    INDICATORS.iter().any(|(_, known, ..)| id == known)
}

#[test]
fn organisations_do_not_influence_each_other_and_keep_their_order() {
    let forward = drawn(51, 150);
    let mut backward = forward.clone();
    backward.reverse();
    let mut turned = assessed(&backward);
    turned.reverse();
    assert_eq!(assessed(&forward), turned);
    assert_eq!(assessed(&forward[..1])[0], turned[0]);
}

#[test]
fn the_order_of_columns_does_not_matter() {
    let folder = TempDir::new().unwrap();
    let text = fs::read_to_string(crate::program::fixture("organisations/domain.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads: Vec<String> = reader
        .headers()
        .unwrap()
        .iter()
        .map(str::to_owned)
        .collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut writer = csv::Writer::from_path(folder.path().join("turned.csv")).unwrap();
    writer.write_record(heads.iter().rev()).unwrap();
    for row in &rows {
        writer
            .write_record(row.iter().collect::<Vec<_>>().iter().rev())
            .unwrap();
    }
    writer.flush().unwrap();
    fs::write(folder.path().join("plain.csv"), text).unwrap();
    let results = ["plain.csv", "turned.csv"].map(|file| {
        let result = kamready_in(folder.path(), &["assess", file, "-o", "json"]).json();
        result["organisations"].clone()
    });
    assert_eq!(results[0], results[1]);
}

#[test]
fn two_runs_and_any_number_of_threads_give_the_same_bytes() {
    let input = lines(&drawn(61, 150));
    let run = |format: &str, jobs: &str| {
        kamready_fed(&["assess", "-", "-o", format, "--jobs", jobs], &input).good()
    };
    for format in ["json", "ndjson", "csv", "text"] {
        let first = run(format, "1");
        assert_eq!(first, run(format, "1"), "{format}");
        assert_eq!(first, run(format, "4"), "{format}");
    }
}

#[test]
fn a_better_answer_never_lowers_a_rule_that_says_so() {
    let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
    let runner = Runner::new(&pack, &program).unwrap();
    let mut checked = 0;
    for (index, rule) in pack.rules.iter().enumerate() {
        let Role::Score(ScoreRule { monotone, .. }) = &rule.role else {
            continue;
        };
        for (field, direction) in monotone {
            let mut points: Vec<f64> = rising(field)
                .into_iter()
                .map(|value| points(&runner, index, field, value))
                .collect();
            if *direction == Direction::Down {
                points.reverse();
            }
            let falls = points.windows(2).find(|pair| pair[1] < pair[0] - 1e-9);
            assert_eq!(falls, None, "{} in {field}", rule.id);
            checked += 1;
        }
    }
    assert!(checked >= 40, "only {checked} rules say so");
}

/// Points of a rule where nothing but this field is answered.
fn points(runner: &Runner<'_>, rule: usize, field: &str, value: Slot) -> f64 {
    let symbols = runner.symbols();
    let mut slots = vec![Slot::Missing; symbols.len()];
    slots[symbols.position(field).unwrap()] = value;
    runner.lay(slots);
    match runner.rule(rule) {
        CallEnd::Scored { points, .. } => points,
        other => panic!("{field}: {other:?}"),
    }
}

/// Answers to a field from the smallest to the largest, of words in the order of the document.
fn rising(field: &str) -> Vec<Slot> {
    let (.., answers, curve) = *INDICATORS.iter().find(|one| one.1 == field).unwrap();
    let steps = |low: f64, high: f64, step: f64| {
        let count = ((high - low) / step).round() as usize;
        (0..=count)
            .map(|index| Slot::Number(low + step * index as f64))
            .collect()
    };
    match (answers, curve) {
        (Answers::Truth, _) => vec![Slot::Flag(false), Slot::Flag(true)],
        (Answers::Whole(low, high), _) => steps(low, high, 1.0),
        (Answers::Number(low, high), _) => steps(low, high, (high - low) / 400.0),
        (_, crate::tables::Curve::Words(words)) => words
            .iter()
            .map(|(word, _)| Slot::Word((*word).into()))
            .collect(),
        (Answers::Choice, _) => unreachable!("a choice has words"),
    }
}

#[test]
fn more_knowledge_never_widens_the_hard_range() {
    let mut dice = Dice(71);
    let mut before = drawn(72, 40);
    before
        .iter_mut()
        .flat_map(|one| &mut one.said)
        .for_each(without_grade);
    let after: Vec<Drawn> = before
        .iter()
        .map(|one| {
            let mut more = one.clone();
            let full = closed(one, &mut dice);
            for (said, other) in more.said.iter_mut().zip(full.said) {
                if dice.percent(50) {
                    *said = other;
                }
            }
            more
        })
        .collect();
    for (before, after) in assessed(&before).iter().zip(&assessed(&after)) {
        for index in ["need", "readiness"] {
            let width = |one: &Value| number(&one[index]["high"]) - number(&one[index]["low"]);
            if !before[index]["low"].is_null() {
                assert!(width(after) <= width(before) + 4e-6, "{}", before["id"]);
            }
        }
    }
}

#[test]
fn a_default_or_a_missing_answer_is_never_read_as_zero_or_false() {
    let nothing = json!({"id": "nothing"});
    let result = kamready_fed(&["assess", "-", "-o", "json"], &nothing.to_string()).json();
    let one = &result["organisations"][0];
    for rule in list(&one["rules"]) {
        assert_eq!(rule["outcome"], "unknown", "{rule}");
        assert_eq!(rule["points"], Value::Null, "{rule}");
    }
    for gate in list(&one["gates"]) {
        assert_eq!(gate["state"], "unverified", "{gate}");
    }
    assert_eq!(one["readiness"]["score"], Value::Null);
    assert_eq!(one["readiness"]["coverage"], 0.0);
    assert_eq!(one["level"]["id"], Value::Null);
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is no number"))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}
