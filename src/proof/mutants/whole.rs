//! Changes of a pack that only a whole organisation can show: weights, levels, and rules left out.

use crate::pack::{AccountRule, Pack, PackFile, Role, Rule, Spot};
use crate::proof::subject::Subjects;
use crate::rules::{Compiled, Program};

/// What is done to a pack.
#[derive(Debug, Clone, PartialEq)]
enum Change {
    /// The weight of the rule at this place of the pack.
    Weight(usize, f64),
    Swapped(usize, usize),
    /// The rule at this place of `Pack::all_rules` is left out.
    Dropped(usize),
    Dimension(usize, f64),
    DimensionsSwapped(usize, usize),
    Level(usize, f64),
}

/// A pack with one change that is no change of a rule's code.
#[derive(Debug, Clone)]
pub(super) struct Other {
    pub(super) file: String,
    pub(super) spot: Spot,
    pub(super) rule: Option<String>,
    pub(super) what: String,
    /// Why nobody could tell a difference.
    pub(super) same: Option<String>,
    change: Change,
}

fn weight(rule: &Rule) -> Option<(&str, f64)> {
    match &rule.role {
        Role::Score(score) => Some((&score.dimension, score.weight)),
        _ => None,
    }
}

fn steps(weight: f64) -> [f64; 2] {
    let step = if weight.fract() == 0.0 {
        1.0
    } else {
        weight / 100.0
    };
    [weight - step, weight + step]
}

/// Every such change, in the order of the pack.
pub(super) fn others(subjects: &Subjects<'_>, manifest: Option<&PackFile>) -> Vec<Other> {
    let pack = subjects.pack;
    let mut all = Vec::new();
    weights(pack, &mut all);
    dimensions(pack, manifest, &mut all);
    for (place, rule) in pack.all_rules().enumerate() {
        // Without a factor or an option of its own, the effect table has no place for them.
        if !matches!(rule.role, Role::Factor(_) | Role::Option) {
            all.push(of_rule(
                rule,
                "left out".to_owned(),
                None,
                Change::Dropped(place),
            ));
        }
    }
    all
}

fn of_rule(rule: &Rule, what: String, same: Option<String>, change: Change) -> Other {
    Other {
        file: rule.file.shown.to_string(),
        spot: spot_of(
            &rule.file.text,
            if what == "left out" {
                "const META"
            } else {
                "weight:"
            },
        ),
        rule: Some(rule.id.to_string()),
        what,
        same,
        change,
    }
}

fn spot_of(text: &str, wanted: &str) -> Spot {
    for (line, own) in text.lines().enumerate() {
        if let Some(at) = own.find(wanted) {
            let column = own.get(..at).unwrap_or_default().chars().count() + 1;
            return Spot {
                line: line + 1,
                column,
            };
        }
    }
    Spot { line: 1, column: 1 }
}

fn weights(pack: &Pack, all: &mut Vec<Other>) {
    let alone = |dimension: &str| {
        let own = pack
            .rules
            .iter()
            .filter_map(weight)
            .filter(|(one, _)| *one == dimension);
        own.count() == 1
    };
    for (place, rule) in pack.rules.iter().enumerate() {
        let Some((dimension, own)) = weight(rule) else {
            continue;
        };
        let single = alone(dimension)
            .then(|| "it is the only rule of its dimension, so its weight is no matter".to_owned());
        for other in steps(own).into_iter().filter(|other| *other > 0.0) {
            let what = format!("weight {other} for {own}");
            all.push(of_rule(
                rule,
                what,
                single.clone(),
                Change::Weight(place, other),
            ));
        }
        let next = pack.rules.get(place + 1);
        let neighbour = next.and_then(|next| Some((next, weight(next)?)));
        if let Some((next, (_, other))) = neighbour.filter(|(_, (one, _))| *one == dimension) {
            let same = (own.to_bits() == other.to_bits()).then(|| format!("both weigh {own}"));
            let what = format!("weight exchanged with `{}`", next.id);
            all.push(of_rule(rule, what, same, Change::Swapped(place, place + 1)));
        }
    }
}

fn dimensions(pack: &Pack, manifest: Option<&PackFile>, all: &mut Vec<Other>) {
    let list = &pack.manifest.dimensions;
    let other = |about: &str, what: String, same: Option<String>, change: Change| Other {
        file: manifest.map_or("pack.toml", |file| &file.shown).to_owned(),
        spot: manifest.map_or(Spot { line: 1, column: 1 }, |file| {
            spot_of(&file.text, &format!("\"{about}\""))
        }),
        rule: None,
        what: format!("{about}: {what}"),
        same,
        change,
    };
    for (place, dimension) in list.iter().enumerate() {
        let own = dimension.weight;
        let alone = list
            .iter()
            .filter(|one| one.index == dimension.index)
            .count()
            == 1;
        let single = alone.then(|| "it is the only dimension of its index".to_owned());
        for moved in steps(own).into_iter().filter(|moved| *moved > 0.0) {
            let what = format!("weight {moved} for {own}");
            all.push(other(
                &dimension.id,
                what,
                single.clone(),
                Change::Dimension(place, moved),
            ));
        }
        let next = list
            .get(place + 1)
            .filter(|next| next.index == dimension.index);
        if let Some(next) = next {
            let same =
                (own.to_bits() == next.weight.to_bits()).then(|| format!("both weigh {own}"));
            let what = format!("weight exchanged with `{}`", next.id);
            all.push(other(
                &dimension.id,
                what,
                same,
                Change::DimensionsSwapped(place, place + 1),
            ));
        }
    }
    for (place, step) in pack.manifest.levels.steps.iter().enumerate() {
        // A level from 0 on is reached by every score.
        for from in step.from.filter(|from| *from > 0.0).into_iter() {
            for moved in steps(from) {
                let what = format!("from {moved} for {from}");
                all.push(other(&step.id, what, None, Change::Level(place, moved)));
            }
        }
    }
}

impl Other {
    pub(super) fn boundary(&self) -> bool {
        matches!(self.change, Change::Level(..))
    }

    /// The pack and its program with the change.
    pub(super) fn made(&self, pack: &Pack, program: &Program) -> (Pack, Program) {
        let (mut pack, mut program) = (pack.clone(), program.clone());
        match self.change {
            Change::Weight(place, weight) => set(&mut pack, place, weight),
            Change::Swapped(a, b) => {
                let at = |place: usize| {
                    pack.rules
                        .get(place)
                        .and_then(weight)
                        .map_or(0.0, |(_, one)| one)
                };
                let (one, two) = (at(a), at(b));
                set(&mut pack, a, two);
                set(&mut pack, b, one);
            }
            Change::Dropped(place) => dropped(&mut pack, &mut program, place),
            Change::Dimension(place, weight) => {
                if let Some(dimension) = pack.manifest.dimensions.get_mut(place) {
                    dimension.weight = weight;
                }
            }
            Change::DimensionsSwapped(a, b) => {
                let list = &mut pack.manifest.dimensions;
                let at = |place: usize| list.get(place).map_or(0.0, |one| one.weight);
                let (one, two) = (at(a), at(b));
                for (place, weight) in [(a, two), (b, one)] {
                    if let Some(dimension) = list.get_mut(place) {
                        dimension.weight = weight;
                    }
                }
            }
            Change::Level(place, from) => {
                if let Some(step) = pack.manifest.levels.steps.get_mut(place) {
                    step.from = Some(from);
                }
            }
        }
        (pack, program)
    }
}

fn set(pack: &mut Pack, place: usize, weight: f64) {
    match pack.rules.get_mut(place).map(|rule| &mut rule.role) {
        Some(Role::Score(score)) => score.weight = weight,
        Some(Role::Account(AccountRule::Criterion(criterion))) => criterion.weight = weight,
        _ => {}
    }
}

/// Leaves out the rule at this place of all rules.
fn dropped(pack: &mut Pack, program: &mut Program, place: usize) {
    let mut place = place;
    let lists: [(&mut Vec<Rule>, &mut Vec<Compiled>); 10] = [
        (&mut pack.rules, &mut program.rules),
        (&mut pack.gates, &mut program.gates),
        (&mut pack.factors, &mut program.factors),
        (&mut pack.exclusions, &mut program.exclusions),
        (&mut pack.options, &mut program.options),
        (&mut pack.entries, &mut program.entries),
        (&mut pack.modifiers, &mut program.modifiers),
        (&mut pack.flags, &mut program.flags),
        (&mut pack.goal_rules, &mut program.goals),
        (&mut pack.measures, &mut program.measures),
    ];
    for (rules, compiled) in lists {
        if place < rules.len() {
            rules.remove(place);
            if place < compiled.len() {
                compiled.remove(place);
            }
            return;
        }
        place -= rules.len();
    }
}
