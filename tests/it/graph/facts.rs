//! Random records: missing, not applicable, at limits, far out.

use kamready::rules::{Slot, Symbols, Type};

use super::words::Tape;

const NUMBERS: [f64; 22] = [
    0.0,
    1.0,
    -1.0,
    0.1,
    0.3,
    14.6,
    35.0,
    34.999_999_999_999_99,
    40.0,
    60.0,
    99.9,
    100.0,
    100.000_000_000_000_01,
    250.0,
    1e-9,
    2e-16,
    1e-300,
    5e-324,
    -2.5,
    1e200,
    1.7e308,
    -1.7e308,
];

pub(crate) fn random(tape: &mut Tape<'_>, symbols: &Symbols) -> Vec<Slot> {
    symbols
        .iter()
        .map(|symbol| slot(tape, &symbol.kind))
        .collect()
}

fn slot(tape: &mut Tape<'_>, kind: &Type) -> Slot {
    match tape.pick(12) {
        10 => return Slot::Missing,
        11 => return Slot::NotApplicable,
        _ => {}
    }
    match kind {
        Type::Number { .. } => Slot::Number(tape.one(&NUMBERS)),
        Type::Flag => Slot::Flag(tape.pick(2) == 1),
        Type::Word(Some(words)) => Slot::Word(words[tape.pick(words.len())].clone()),
        Type::Word(None) => Slot::Word(tape.one(&["low", "high", "anything", "else"]).into()),
        _ => Slot::Missing,
    }
}

/// The judged score of a dimension: as good as any other number of the record.
pub(crate) fn judged_score(slots: &[Slot], place: usize) -> Slot {
    match &slots[place] {
        Slot::Number(number) => Slot::Number(number.abs()),
        _ => Slot::Missing,
    }
}
