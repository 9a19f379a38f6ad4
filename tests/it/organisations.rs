//! Organisations drawn from a seeded generator: any valid answer, missing ones, not applicable ones, grades.

use serde_json::{Map, Value, json};

use crate::reference::points;
use crate::tables::{Answers, Curve, INDICATORS};

pub(crate) const GRADES: [&str; 4] = ["E0", "E1", "E2", "E3"];

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// 0 to `sides` − 1.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides as u64) as usize
    }

    /// True so many times in a hundred.
    pub(crate) fn percent(&mut self, chance: usize) -> bool {
        self.roll(100) < chance
    }
}

/// One answer to one indicator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Said {
    Missing,
    NotApplicable,
    Value(Value, Option<&'static str>),
}

/// The answers to all indicators, in the order of the tables.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    pub(crate) id: String,
    pub(crate) said: Vec<Said>,
}

impl Drawn {
    pub(crate) fn answer(&self, id: &str) -> &Said {
        let index = INDICATORS.iter().position(|one| one.1 == id);
        &self.said[index.expect("the indicator is in the tables")]
    }

    pub(crate) fn json(&self) -> Value {
        let mut record = Map::new();
        record.insert("id".to_owned(), json!(self.id));
        for ((_, id, ..), said) in INDICATORS.iter().zip(&self.said) {
            let value = match said {
                Said::Missing => continue,
                Said::NotApplicable => json!({"na": "drawn"}),
                Said::Value(value, None) => value.clone(),
                Said::Value(value, Some(grade)) => json!({"value": value, "evidence": grade}),
            };
            record.insert((*id).to_owned(), value);
        }
        Value::Object(record)
    }
}

/// One organisation a line.
pub(crate) fn lines(organisations: &[Drawn]) -> String {
    organisations
        .iter()
        .map(|one| format!("{}\n", one.json()))
        .collect()
}

/// So many organisations: poor and good ones, with few and with many gaps.
pub(crate) fn drawn(seed: u64, count: usize) -> Vec<Drawn> {
    let mut dice = Dice(seed);
    (0..count)
        .map(|number| organisation(&mut dice, number))
        .collect()
}

fn organisation(dice: &mut Dice, number: usize) -> Drawn {
    let missing = [0, 5, 20, 40, 80][dice.roll(5)];
    let not_applicable = [0, 5, 30][dice.roll(3)];
    let graded = [0, 50, 100][dice.roll(3)];
    let luck = dice.roll(9) as i32 - 2;
    let said = INDICATORS.iter().map(|(.., answers, curve)| {
        if dice.percent(missing) {
            return Said::Missing;
        }
        if dice.percent(not_applicable) {
            return Said::NotApplicable;
        }
        let grade = dice.percent(graded).then(|| GRADES[dice.roll(4)]);
        Said::Value(lucky(dice, luck, *answers, *curve), grade)
    });
    let said = said.collect();
    Drawn {
        id: format!("R{number:04}"),
        said,
    }
}

/// The best of several values where luck is good, the worst where it is bad.
fn lucky(dice: &mut Dice, luck: i32, answers: Answers, curve: Curve) -> Value {
    let draws = (0..=luck.unsigned_abs()).map(|_| value(dice, answers, curve));
    let rated = draws.map(|value| (points(curve, &value) * f64::from(luck.signum()), value));
    let best = rated.reduce(|a, b| if b.0 > a.0 { b } else { a });
    best.expect("at least one value is drawn").1
}

/// Any valid value; knots of the curve and ends of the range more often than chance would have it.
pub(crate) fn value(dice: &mut Dice, answers: Answers, curve: Curve) -> Value {
    let whole = |number: f64| json!(number.round() as i64);
    match (answers, curve) {
        (Answers::Truth, _) => json!(dice.percent(50)),
        (Answers::Choice, Curve::Words(words)) => json!(words[dice.roll(words.len())].0),
        (Answers::Whole(low, high), _) => whole(number(dice, low, high, curve)),
        (Answers::Number(low, high), _) => json!(number(dice, low, high, curve)),
        (Answers::Choice, _) => unreachable!("a choice has words"),
    }
}

fn number(dice: &mut Dice, low: f64, high: f64, curve: Curve) -> f64 {
    let knots = match curve {
        Curve::Line(knots) => knots,
        _ => &[],
    };
    match dice.roll(10) {
        0 => low,
        1 => high,
        2 | 3 if !knots.is_empty() => knots[dice.roll(knots.len())].0.clamp(low, high),
        // Between the knots, where the curve bends.
        4..=7 if !knots.is_empty() => {
            let last = knots[knots.len() - 1].0.min(high);
            between(dice, low, last)
        }
        _ => between(dice, low, high),
    }
}

/// With two decimals.
fn between(dice: &mut Dice, low: f64, high: f64) -> f64 {
    let drawn = low + (high - low) * dice.roll(10_001) as f64 / 10_000.0;
    ((drawn * 100.0).round() / 100.0).clamp(low, high)
}
