//! Whether a better answer can lower the points where META says that it cannot. Exact for one field at a time:
//! between two limits the closed language is smooth, and every limit is tried from both sides.

use super::at_spot;
use super::explore::{Explored, Input};
use super::trace::{End, Trace};
use crate::error::{Error, Faults, code};
use crate::pack::{AccountRule, Direction, Role, Spot, spot_of};
use crate::rules::{Code, Host, Slot};

/// So many combinations of the other fields.
const MOST_OTHERS: usize = 600;
/// Less is rounding.
const TOLERANCE: f64 = 1e-7;

pub(super) fn faults(one: &Explored<'_>, faults: &mut Faults) {
    let promised = match &one.rule.role {
        Role::Score(score) => &score.monotone,
        Role::Account(AccountRule::Criterion(criterion)) => &criterion.monotone,
        _ => return,
    };
    for (field, direction) in promised {
        let place = one
            .inputs
            .iter()
            .position(|input| one.name(input.symbol) == field);
        match place.and_then(|place| Some((place, one.inputs.get(place)?))) {
            Some((place, input)) => faults.extend(broken(one, place, input, *direction)),
            None => faults.extend(unread(one, field)),
        }
    }
}

/// A field that there is, and that the rule does not read.
fn unread(one: &Explored<'_>, field: &str) -> Option<Error> {
    one.symbols.position(field)?;
    let detail = format!("`monotone` names `{field}`, which the rule does not read");
    let spot = spot_of(&one.rule.file.text, "monotone");
    Some(at_spot(one.rule, spot, code::UNREAD_MONOTONE.says(detail)))
}

/// The first pair of answers of which the better one gives fewer points.
fn broken(one: &Explored<'_>, place: usize, input: &Input, direction: Direction) -> Option<Error> {
    let mut trace = Trace::default();
    let (others, _) = one.others(place, MOST_OTHERS);
    for mut chosen in others {
        let mut before: Option<(&Slot, f64)> = None;
        for slot in input.slots.iter().filter(|slot| **slot != Slot::Missing) {
            if let Some(own) = chosen.get_mut(place) {
                *own = slot.clone();
            }
            let End::Points(points) = one.run(&chosen, usize::MAX, &mut trace) else {
                continue;
            };
            if let Some((lower, had)) = before
                && wrong(direction, had, points)
            {
                return Some(told(
                    one,
                    place,
                    (lower, had),
                    (slot, points),
                    direction,
                    &chosen,
                ));
            }
            before = Some((slot, points));
        }
    }
    None
}

fn wrong(direction: Direction, had: f64, points: f64) -> bool {
    match direction {
        Direction::Up => points < had - TOLERANCE,
        Direction::Down => points > had + TOLERANCE,
    }
}

fn told(
    one: &Explored<'_>,
    place: usize,
    (from, had): (&Slot, f64),
    (to, points): (&Slot, f64),
    direction: Direction,
    chosen: &[Slot],
) -> Error {
    let name = one
        .inputs
        .get(place)
        .map_or("", |input| one.name(input.symbol));
    let word = match direction {
        Direction::Up => "up",
        Direction::Down => "down",
    };
    let rest: Vec<String> = one
        .inputs
        .iter()
        .zip(chosen)
        .enumerate()
        .filter(|(other, _)| *other != place)
        .map(|(_, (input, slot))| format!("{} {}", one.name(input.symbol), shown(slot)))
        .collect();
    let with = if rest.is_empty() {
        String::new()
    } else {
        format!(" (with {})", rest.join(", "))
    };
    let detail = format!(
        "`{name}` is `{word}` in `monotone`, and going from {} to {} turns {} into {} points{with}",
        shown(from),
        shown(to),
        short(had),
        short(points)
    );
    at_spot(
        one.rule,
        culprit(one, place),
        code::NOT_MONOTONE.says(detail),
    )
}

/// The curve or table through which the field goes, or `monotone`.
fn culprit(one: &Explored<'_>, place: usize) -> Spot {
    let symbol = one
        .inputs
        .get(place)
        .map_or(usize::MAX, |input| input.symbol);
    let mut found: Vec<Spot> = Vec::new();
    super::explore::each_node(one.compiled, &mut |node| {
        if let Code::Host(Host::Interpolate | Host::Lookup, arguments) = &node.code
            && let [x, param] = arguments.as_slice()
            && x.code == Code::Slot(symbol)
            && let Code::Param(index) = param.code
        {
            found.extend(one.rule.params.get(index).map(|param| param.spot));
        }
    });
    match found.as_slice() {
        [only] => *only,
        _ => spot_of(&one.rule.file.text, "monotone"),
    }
}

fn shown(slot: &Slot) -> String {
    match slot {
        Slot::Number(number) => short(*number),
        Slot::Flag(flag) => flag.to_string(),
        Slot::Word(word) => format!("`{word}`"),
        Slot::Missing | Slot::NotApplicable => "unknown".to_owned(),
    }
}

fn short(number: f64) -> String {
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
