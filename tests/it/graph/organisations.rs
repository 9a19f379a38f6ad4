//! Invented organisations for any pack: values from all of a field's range, gaps, n/a and evidence.

use kamready::error::Place;
use kamready::model::{
    Answer, Chart, ChartFault, Criterion, Fact, Field, FieldType, Grade, Organisation, Provenance,
    Unit, UnitKind, Value,
};
use kamready::pack::Pack;

/// Numbers in a fixed order (a linear congruential generator).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2).wrapping_add(1))
    }

    fn pick(&mut self, of: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % of
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.pick(1_000_001) as f64 / 1_000_000.0
    }
}

pub(crate) fn invented(pack: &Pack, dice: &mut Dice, count: usize) -> Vec<Organisation> {
    (0..count)
        .map(|number| {
            let gaps = dice.pick(4) * 8;
            let graded = dice.pick(3) == 0;
            let answers = pack
                .fields
                .iter()
                .map(|field| answer(field, dice, gaps, graded));
            Organisation {
                id: format!("O{number}").as_str().into(),
                answers: answers.collect(),
                chart: chart(dice),
                accounts: None,
                staff: None,
                aims: Default::default(),
                place: Place::default(),
            }
        })
        .collect()
}

/// Few give a chart: two units below a head, by one criterion, by two, or by none; or a chart with a fault.
fn chart(dice: &mut Dice) -> Option<Result<Chart, Vec<ChartFault>>> {
    if dice.pick(5) > 0 {
        return None;
    }
    let mut units = vec![unit(0, None, None, 1.0)];
    for row in 1..3 {
        let criteria = [
            None,
            Some(Criterion::Function),
            Some(Criterion::Product),
            Some(Criterion::Region),
            Some(Criterion::Customer),
        ];
        let criterion = criteria[dice.pick(5)];
        units.push(unit(row, Some(0), criterion, dice.pick(60) as f64));
    }
    if dice.pick(10) == 0 {
        units.push(unit(3, Some(9), None, 1.0));
    }
    Some(Chart::new(units, Place::default(), Vec::new()))
}

fn unit(row: usize, parent: Option<usize>, criterion: Option<Criterion>, heads: f64) -> Unit {
    let id = |row: usize| format!("U{row}").as_str().into();
    Unit {
        id: id(row),
        parent: parent.map(id),
        second_parent: None,
        name: format!("Unit {row}"),
        kind: UnitKind::Line,
        criterion,
        function: None,
        headcount: Some(heads),
        row: row + 1,
        place: Place::default(),
    }
}

fn answer(field: &Field, dice: &mut Dice, gaps: usize, graded: bool) -> Answer {
    match dice.pick(100) {
        roll if roll < gaps => return Answer::Missing,
        99 => return Answer::NotApplicable("so".to_owned()),
        _ => {}
    }
    let grades = [
        None,
        Some(Grade::E0),
        Some(Grade::E1),
        Some(Grade::E2),
        Some(Grade::E3),
    ];
    let grade = if graded { grades[dice.pick(5)] } else { None };
    let fact = Fact {
        value: value(field, dice),
        grade,
        provenance: Provenance::default(),
    };
    Answer::Given(Box::new(fact))
}

fn value(field: &Field, dice: &mut Dice) -> Value {
    let choice = |dice: &mut Dice| field.choices[dice.pick(field.choices.len())].id.clone();
    match field.kind {
        FieldType::Bool => Value::Flag(dice.pick(2) == 1),
        FieldType::Enum => Value::Word(choice(dice)),
        FieldType::Text => Value::word(format!("text {}", dice.pick(9))),
        FieldType::List => Value::List(vec![choice(dice)]),
        _ => Value::Number(number(field, dice)),
    }
}

fn number(field: &Field, dice: &mut Dice) -> f64 {
    let low = field.min.or(field.above).unwrap_or(-50.0);
    let high = field.max.unwrap_or(low + 150.0);
    match (field.kind, dice.pick(4)) {
        (_, 0) => dice.between(low, high).round().clamp(low, high),
        (_, 1) => ((dice.between(low, high) / 5.0).round() * 5.0).clamp(low, high),
        (FieldType::Integer, _) => dice.between(low, high).round().clamp(low, high),
        _ => dice.between(low, high),
    }
}
