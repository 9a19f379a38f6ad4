//! Exclusions, target and entry placement (domain 4.4).

use super::entry::{Ground, entry};
use super::expr::Sql;
use super::fits::{Fit, by_effects, by_scripts, enough, factors};
use super::lower::call;
use super::slots::Slots;
use super::steps::Steps;
use crate::model::Id;
use crate::pack::{Pack, PlacementData, Role};
use crate::rules::Program;

/// Below every fit; stands for an option that is out.
const OUT: f64 = -1e300;

/// One option, and what is left of it.
pub(super) struct Choice<'p> {
    pub(super) id: &'p Id,
    pub(super) commitment: f64,
    /// Whether a rule excludes it; never NULL.
    excluded: Sql,
    fit: Fit,
}

/// Target and entry; NULL where there is none.
pub(super) struct Placement {
    pub(super) target: Sql,
    pub(super) entry: Sql,
}

pub(super) fn place(
    steps: &mut Steps,
    slots: &mut Slots<'_>,
    pack: &Pack,
    program: &Program,
) -> Option<Placement> {
    let data = pack.placement.as_ref()?;
    let factors = factors(steps, slots, pack, program);
    let enough = enough(steps, data, &factors);
    steps.phase("fits");
    let fits = match pack.options.is_empty() {
        true => by_effects(steps, data, &factors),
        false => by_scripts(steps, slots, pack, program),
    };
    let choices = choices(steps, slots, pack, program, data, fits);
    let mut judged = vec![enough];
    judged.extend(choices.iter().map(Choice::judged));
    let enough = steps.keep("p_enough", Sql::joined(&judged, " AND "));
    steps.phase("target");
    let open: Vec<Sql> = choices
        .iter()
        .map(|one| one.open(steps, |fit| &fit.target))
        .collect();
    let target = best(steps, &choices, &open);
    let target = Sql::only_if(&enough, &target);
    let target = steps.keep("p_target", target);
    slots.publish("target", Some(target.clone()));
    let ground = Ground {
        data,
        choices: &choices,
        target: &target,
        enough: &enough,
    };
    let entry = entry(steps, slots, pack, program, &ground);
    Some(Placement { target, entry })
}

/// The options with the rules that exclude them.
fn choices<'p>(
    steps: &mut Steps,
    slots: &mut Slots<'_>,
    pack: &Pack,
    program: &Program,
    data: &'p PlacementData,
    fits: Vec<Fit>,
) -> Vec<Choice<'p>> {
    let mut choices = Vec::new();
    for (option, fit) in data.options.iter().zip(fits) {
        let word = steps.word(&option.id);
        slots.publish("option", Some(word));
        let excluded = excluded(steps, slots, pack, program, &option.id);
        let excluded = steps.keep(&format!("p_{}_excluded", option.id), excluded);
        slots.publish(&format!("excluded.{}", option.id), Some(excluded.clone()));
        choices.push(Choice {
            id: &option.id,
            commitment: option.commitment,
            excluded,
            fit,
        });
    }
    slots.publish("option", None);
    choices
}

fn excluded(
    steps: &mut Steps,
    slots: &Slots<'_>,
    pack: &Pack,
    program: &Program,
    option: &Id,
) -> Sql {
    let mut rules = Vec::new();
    for (rule, compiled) in pack.exclusions.iter().zip(&program.exclusions) {
        if matches!(&rule.role, Role::Exclusion(meta) if meta.options.contains(option)) {
            let holds = call(steps, rule, compiled, slots);
            let holds = steps.keep(&format!("p_{}", rule.id), holds);
            rules.push(holds.holds());
        }
    }
    match rules.is_empty() {
        true => Sql::flag(false),
        false => Sql::joined(&rules, " OR "),
    }
}

impl Choice<'_> {
    /// Whether it is out or has a fit: an option that cannot be judged yet might be the best.
    fn judged(&self) -> Sql {
        let fit = self.fit.target.known();
        Sql::joined(&[self.excluded.clone(), fit], " OR ")
    }

    /// Its fit, or OUT where it is excluded or has none.
    pub(super) fn open(&self, steps: &mut Steps, fit: fn(&Fit) -> &Sql) -> Sql {
        let fit = fit(&self.fit);
        let in_play = Sql::joined(&[self.excluded.not(), fit.known()], " AND ");
        let out = steps.number(OUT);
        let open = Sql::case(&[(in_play, fit.clone())], Some(&out)).sure(true);
        steps.keep(&format!("p_{}_open", self.id), open)
    }
}

/// The greatest of the values, as a column.
pub(super) fn highest(steps: &mut Steps, values: &[Sql]) -> Sql {
    steps.keep("p_best", Sql::greatest(values))
}

/// Whether a value is not OUT.
pub(super) fn in_play(steps: &Steps, value: &Sql) -> Sql {
    let out = steps.number(OUT);
    Sql::of(format!("({} > {})", value.text, out.text), [value]).sure(true)
}

/// The value where the condition holds, else OUT.
pub(super) fn or_out(steps: &mut Steps, when: &Sql, value: &Sql) -> Sql {
    let out = steps.number(OUT);
    let value = Sql::case(&[(when.clone(), value.clone())], Some(&out)).sure(true);
    steps.keep("p_open", value)
}

/// The first option with the highest value; NULL where all are out.
pub(super) fn best(steps: &mut Steps, choices: &[Choice<'_>], values: &[Sql]) -> Sql {
    if values.is_empty() {
        return steps.no_word();
    }
    let highest = highest(steps, values);
    let mut branches = Vec::new();
    for (choice, value) in choices.iter().zip(values) {
        let is_best = Sql::of(
            format!("{} = {}", value.text, highest.text),
            [value, &highest],
        );
        branches.push((is_best, steps.word(choice.id)));
    }
    let first = Sql::case(&branches, None);
    Sql::only_if(&in_play(steps, &highest), &first)
}
