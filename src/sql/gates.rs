//! Gates and the level that they leave.

use super::expr::Sql;
use super::indexes::Index;
use super::lower::call;
use super::scores::Dimension;
use super::slots::Slots;
use super::steps::Steps;
use crate::model::Id;
use crate::pack::{GateRule, Levels, Pack, Role, Rule};
use crate::rules::{Compiled, Program};

/// One gate, for one dimension if it holds for each.
struct Gate<'p> {
    id: &'p Id,
    dimension: Option<Id>,
    meta: &'p GateRule,
    /// NULL where it is unverified.
    binds: Sql,
}

/// The level under the caps in force; NULL where coverage forbids one.
pub(super) fn level(
    steps: &mut Steps,
    slots: &mut Slots<'_>,
    pack: &Pack,
    program: &Program,
    dimensions: &[Dimension],
    indexes: &[Index],
) -> Sql {
    steps.phase("gates");
    let mut gates = Vec::new();
    for (rule, compiled) in pack.gates.iter().zip(&program.gates) {
        gates.extend(instances(steps, slots, rule, compiled, dimensions));
    }
    slots.publish("dimension", None);
    slots.publish("dimension_score", None);
    let caps = caps(steps, &pack.manifest.levels, &gates);
    let raw = slots.read_named("raw_level");
    let leading = indexes
        .iter()
        .find(|index| index.id == pack.manifest.levels.index);
    let level = match (leading, raw) {
        (Some(index), Some(raw)) => capped(steps, pack, index, &raw, caps),
        _ => steps.no_word(),
    };
    steps.keep("l_level", level)
}

/// A gate, or one of it for each dimension that it is about.
fn instances<'p>(
    steps: &mut Steps,
    slots: &mut Slots<'_>,
    rule: &'p Rule,
    compiled: &Compiled,
    dimensions: &[Dimension],
) -> Vec<Gate<'p>> {
    let Role::Gate(meta) = &rule.role else {
        return Vec::new();
    };
    let Some(each) = &meta.for_each else {
        let hint = format!("g_{}", rule.id);
        let binds = call(steps, rule, compiled, slots);
        return vec![Gate {
            id: &rule.id,
            dimension: None,
            meta,
            binds: steps.keep(&hint, binds),
        }];
    };
    let meant = dimensions.iter().filter(|dimension| {
        *dimension.index == *each.index && !each.except.iter().any(|id| **id == *dimension.id)
    });
    let mut gates = Vec::new();
    for dimension in meant {
        let score = Sql::only_if(&dimension.assessable, &dimension.score);
        let score = steps.keep(&format!("d_{}_judged", dimension.id), score);
        let word = steps.word(&dimension.id);
        slots.publish("dimension", Some(word));
        slots.publish("dimension_score", Some(score));
        let hint = format!("g_{}_{}", rule.id, dimension.id);
        let binds = call(steps, rule, compiled, slots);
        gates.push(Gate {
            id: &rule.id,
            dimension: Some(dimension.id.clone()),
            meta,
            binds: steps.keep(&hint, binds),
        });
    }
    gates
}

/// The rank of the level that each gate allows; one above the highest where it allows all.
fn caps(steps: &mut Steps, levels: &Levels, gates: &[Gate<'_>]) -> Vec<Sql> {
    let top = levels.steps.len();
    let rank = |id: Option<&Id>| {
        let rank = id.and_then(|id| levels.rank(id)).unwrap_or(top);
        Sql::literal(rank.to_string())
    };
    let mut caps = Vec::new();
    for gate in gates {
        let unverified = Sql::of(format!("{} IS NULL", gate.binds.text), [&gate.binds]);
        let mut branches = vec![
            (gate.binds.clone(), rank(Some(&gate.meta.caps))),
            (unverified, rank(gate.meta.unverified.as_ref())),
        ];
        if let Some(other) = yields_to(gate, gates) {
            branches.insert(0, (other.binds.clone(), rank(None)));
        }
        let cap = Sql::case(&branches, Some(&rank(None)));
        caps.push(steps.keep(&format!("l_cap_{}", gate.id), cap));
    }
    caps
}

/// The gate to which this one yields where that one binds.
fn yields_to<'g, 'p>(gate: &Gate<'p>, gates: &'g [Gate<'p>]) -> Option<&'g Gate<'p>> {
    let other = gate.meta.yields_to.as_ref()?;
    gates
        .iter()
        .find(|one| one.id == other && one.dimension == gate.dimension)
}

/// The raw level, or the lowest of the caps.
fn capped(steps: &mut Steps, pack: &Pack, index: &Index, raw: &Sql, mut caps: Vec<Sql>) -> Sql {
    let levels = &pack.manifest.levels;
    let mut ranks = Vec::new();
    let mut ids = Vec::new();
    for (rank, step) in levels.steps.iter().enumerate() {
        let (id, rank) = (steps.word(&step.id), rank.to_string());
        let is_raw = Sql::of(format!("{} = {}", raw.text, id.text), [raw]);
        ranks.push((is_raw, Sql::literal(rank.clone())));
        ids.push((rank, id));
    }
    let none = Sql::literal(levels.steps.len().to_string());
    let raw_rank = Sql::case(&ranks, Some(&none));
    caps.push(steps.keep("l_raw_rank", raw_rank));
    let rank = steps.keep("l_rank", Sql::least(&caps));
    let limit = steps.number(pack.manifest.coverage.level);
    let enough = steps.reaches(index.coverage.clone(), limit);
    let given = Sql::joined(&[raw.known(), enough], " AND ");
    let branches: Vec<(Sql, Sql)> = ids
        .into_iter()
        .map(|(number, id)| (Sql::of(format!("{} = {number}", rank.text), [&rank]), id))
        .collect();
    let level = Sql::case(&branches, None);
    Sql::only_if(&given, &level)
}
