//! The entry placement: by band and commitment, then the corrections (domain 4.4, steps 4 to 6).

use super::expr::Sql;
use super::lower::call;
use super::placement::{Choice, best, highest, in_play, or_out};
use super::slots::Slots;
use super::steps::Steps;
use crate::pack::{EntryRule, Pack, PlacementData};
use crate::rules::{Arith, Program};

/// What the entry is decided from.
pub(super) struct Ground<'a> {
    pub(super) data: &'a PlacementData,
    pub(super) choices: &'a [Choice<'a>],
    pub(super) target: &'a Sql,
    /// Whether enough is known to name a target; never NULL.
    pub(super) enough: &'a Sql,
}

/// Above every commitment.
const UNBOUND: f64 = 1e300;

/// The entry; NULL where there is no level, too little is known, or nothing is left.
pub(super) fn entry(
    steps: &mut Steps,
    slots: &mut Slots<'_>,
    pack: &Pack,
    program: &Program,
    ground: &Ground<'_>,
) -> Sql {
    let Some(level) = slots.read_named("level") else {
        return steps.no_word();
    };
    let decided = Sql::joined(&[ground.enough.clone(), level.known()], " AND ");
    let decided = steps.keep("p_decided", decided);
    let by_band = by_level(steps, ground, &level);
    let by_band = Sql::only_if(&decided, &by_band);
    let mut entry = steps.keep("p_entry", by_band);
    for (rule, compiled) in pack.entries.iter().zip(&program.entries) {
        steps.phase("entry");
        slots.publish("entry", Some(entry.clone()));
        let other = call(steps, rule, compiled, slots);
        let other = Sql::only_if(&decided, &other);
        let text = format!("COALESCE({}, {})", other.text, entry.text);
        entry = steps.keep("p_entry", Sql::of(text, [&other, &entry]));
    }
    entry
}

/// The entry by the first rule for the level.
fn by_level(steps: &mut Steps, ground: &Ground<'_>, level: &Sql) -> Sql {
    let mut branches = Vec::new();
    for rule in &ground.data.decision.entry {
        let levels: Vec<String> = rule.levels.iter().map(|id| steps.word(id).text).collect();
        if levels.is_empty() {
            continue;
        }
        let is = Sql::of(
            format!("{} IN ({})", level.text, levels.join(", ")),
            [level],
        );
        let entry = by_band(steps, ground, rule);
        branches.push((is, entry));
    }
    match branches.is_empty() {
        true => steps.no_word(),
        false => Sql::case(&branches, None),
    }
}

/// The least commitment among the options that fit almost as well as the best.
fn by_band(steps: &mut Steps, ground: &Ground<'_>, rule: &EntryRule) -> Sql {
    let open = listed(steps, ground.choices, rule);
    let Some(band) = rule.band else {
        let entry = best(steps, ground.choices, &open);
        return steps.keep("p_entry", entry);
    };
    if open.is_empty() {
        return steps.no_word();
    }
    let best_fit = highest(steps, &open);
    let band = steps.number(band);
    let limit = steps.arith(Arith::Subtract, best_fit, band);
    let limit = steps.keep("p_limit", limit);
    let mut near = Vec::new();
    for fit in &open {
        let reached = steps.reaches(fit.clone(), limit.clone());
        let near_one = Sql::joined(&[in_play(steps, fit), reached.holds()], " AND ");
        near.push(steps.keep("p_near", near_one));
    }
    let kept = kept(steps, ground, rule, &near);
    let light = lightest(steps, ground.choices, &open, &near);
    let entry = match kept {
        Some(kept) => {
            let text = format!("COALESCE({}, {})", kept.text, light.text);
            Sql::of(text, [&kept, &light])
        }
        None => light,
    };
    steps.keep("p_entry", entry)
}

/// The fits of the options that the rule lists, of all where none of these is left; OUT for the others.
fn listed(steps: &mut Steps, choices: &[Choice<'_>], rule: &EntryRule) -> Vec<Sql> {
    let all: Vec<Sql> = choices
        .iter()
        .map(|one| one.open(steps, |fit| &fit.entry))
        .collect();
    let is_listed = |choice: &Choice<'_>| rule.only.contains(choice.id);
    let left: Vec<Sql> = choices
        .iter()
        .zip(&all)
        .filter(|(choice, _)| is_listed(choice))
        .map(|(_, fit)| in_play(steps, fit))
        .collect();
    if left.is_empty() {
        return all;
    }
    let none_left = steps.keep("p_listed", Sql::joined(&left, " OR ")).not();
    let pairs = choices.iter().zip(all);
    pairs
        .map(|(choice, fit)| match is_listed(choice) {
            true => fit,
            false => or_out(steps, &none_left, &fit),
        })
        .collect()
}

/// The target, where it is in the band and binds little enough to be kept.
fn kept(steps: &mut Steps, ground: &Ground<'_>, rule: &EntryRule, near: &[Sql]) -> Option<Sql> {
    let most = rule.keep_target?;
    let mut branches = Vec::new();
    for (choice, near) in ground.choices.iter().zip(near) {
        if choice.commitment <= most {
            let id = steps.word(choice.id);
            let text = format!("({} = {} AND {})", ground.target.text, id.text, near.text);
            branches.push((Sql::of(text, [ground.target, near]), id));
        }
    }
    (!branches.is_empty()).then(|| Sql::case(&branches, None))
}

/// The best of the near options among those of least commitment.
fn lightest(steps: &mut Steps, choices: &[Choice<'_>], open: &[Sql], near: &[Sql]) -> Sql {
    let unbound = steps.number(UNBOUND);
    let mut commitments = Vec::new();
    for (choice, near) in choices.iter().zip(near) {
        let commitment = steps.number(choice.commitment);
        let counted = Sql::case(&[(near.clone(), commitment)], Some(&unbound)).sure(true);
        commitments.push(steps.keep("p_commitment", counted));
    }
    let lightest = steps.keep("p_lightest", Sql::least(&commitments));
    let mut fits = Vec::new();
    for ((choice, near), fit) in choices.iter().zip(near).zip(open) {
        let commitment = steps.number(choice.commitment);
        let text = format!(
            "({} AND {} <= {})",
            near.text, commitment.text, lightest.text
        );
        fits.push(or_out(steps, &Sql::of(text, [near, &lightest]), fit));
    }
    let entry = best(steps, choices, &fits);
    steps.keep("p_entry", entry)
}
