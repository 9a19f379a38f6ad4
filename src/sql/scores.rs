//! Points to dimensions, as `score` adds them up: the same sums in the same order.

use super::expr::Sql;
use super::steps::Steps;
use crate::model::Id;
use crate::pack::{self, Manifest};

/// Points of one rule, and its weight in the dimension.
pub(super) struct Part {
    pub(super) dimension: Id,
    pub(super) points: Sql,
    pub(super) weight: f64,
}

/// The columns of one dimension.
pub(super) struct Dimension {
    pub(super) id: Id,
    pub(super) index: Id,
    pub(super) weight: f64,
    pub(super) score: Sql,
    pub(super) low: Sql,
    pub(super) high: Sql,
    pub(super) coverage: Sql,
    pub(super) not_applicable: Sql,
    pub(super) assessable: Sql,
}

pub(super) fn dimensions(steps: &mut Steps, manifest: &Manifest, parts: &[Part]) -> Vec<Dimension> {
    steps.phase("dimensions");
    let declared = manifest.dimensions.iter();
    declared
        .map(|declared| dimension(steps, declared, manifest.coverage.dimension, parts))
        .collect()
}

fn dimension(
    steps: &mut Steps,
    declared: &pack::Dimension,
    enough: f64,
    parts: &[Part],
) -> Dimension {
    let own = parts.iter().filter(|part| part.dimension == declared.id);
    let sums = Sums::of(steps, &declared.id, &own.collect::<Vec<_>>());
    let score = sums.score(steps);
    let coverage = sums.coverage(steps);
    let enough = steps.number(enough);
    let reached = steps.reaches(coverage.clone(), enough);
    Dimension {
        id: declared.id.clone(),
        index: declared.index.clone(),
        weight: declared.weight,
        low: sums.bound(steps, "low", 0.0),
        high: sums.bound(steps, "high", 100.0),
        assessable: Sql::joined(&[score.known(), reached], " AND "),
        not_applicable: sums.not_applicable(),
        coverage,
        score,
    }
}

/// Weights and weighted points of one dimension's rules.
struct Sums {
    id: Id,
    /// Weight of all its rules, which is the same for everybody.
    total: f64,
    known: Sql,
    /// Unknown or failed.
    open: Sql,
    points: Sql,
    /// Known or open: not applicable rules leave it.
    base: Sql,
}

impl Sums {
    fn of(steps: &mut Steps, id: &Id, parts: &[&Part]) -> Self {
        let weights = |steps: &mut Steps, part: &Part| steps.number(part.weight);
        let weighted = |steps: &mut Steps, part: &Part| {
            let weight = steps.number(part.weight);
            Sql::of(
                format!("{} * {}", weight.text, part.points.text),
                [&part.points],
            )
        };
        let known = sum(steps, id, "known", parts, ">= 0", weights);
        let open = sum(steps, id, "open", parts, "IS NULL", weights);
        let base = Sql::joined(&[known.clone(), open.clone()], " + ");
        Self {
            id: id.clone(),
            total: parts.iter().map(|part| part.weight).sum(),
            points: sum(steps, id, "points", parts, ">= 0", weighted),
            base: steps.keep(&format!("d_{id}_base"), base),
            known,
            open,
        }
    }

    fn score(&self, steps: &mut Steps) -> Sql {
        let score = ratio(&self.points, &self.known);
        steps.keep(&format!("d_{}_score", self.id), score)
    }

    /// An end of the range: everything open gives so many points.
    fn bound(&self, steps: &mut Steps, name: &str, open_at: f64) -> Sql {
        let open_at = steps.number(open_at);
        let (points, open) = (&self.points, &self.open);
        let text = format!("({} + {} * {})", points.text, open.text, open_at.text);
        let share = ratio(&Sql::of(text, [points, open]), &self.base);
        steps.keep(&format!("d_{}_{name}", self.id), share)
    }

    fn coverage(&self, steps: &mut Steps) -> Sql {
        if self.total <= 0.0 {
            return steps.number(0.0);
        }
        let [hundred, total] = [100.0, self.total].map(|one| steps.dialect.number(one));
        let text = format!("({hundred} * (({total} - {}) / {total}))", self.open.text);
        let coverage = Sql::of(text, [&self.open]).sure(true);
        steps.keep(&format!("d_{}_coverage", self.id), coverage)
    }

    fn not_applicable(&self) -> Sql {
        if self.total <= 0.0 {
            return Sql::flag(false);
        }
        Sql::of(format!("({} <= 0)", self.base.text), [&self.base]).sure(true)
    }
}

/// The sum, in rule order, of something of those rules whose points are like this.
fn sum(
    steps: &mut Steps,
    id: &Id,
    name: &str,
    parts: &[&Part],
    like: &str,
    give: impl Fn(&mut Steps, &Part) -> Sql,
) -> Sql {
    let zero = steps.number(0.0);
    let mut terms = Vec::new();
    for part in parts {
        let when = Sql::of(format!("{} {like}", part.points.text), [&part.points]);
        let counted = give(steps, part);
        terms.push(Sql::case(&[(when, counted)], Some(&zero)).sure(true));
    }
    let sum = total(steps, &terms);
    steps.keep(&format!("d_{id}_{name}"), sum)
}

pub(super) fn ratio(part: &Sql, whole: &Sql) -> Sql {
    let text = format!(
        "CASE WHEN {1} > 0 THEN {0} / {1} END",
        part.text, whole.text
    );
    Sql::of(text, [part, whole])
}

/// The sum of the terms, from the first to the last.
pub(super) fn total(steps: &Steps, terms: &[Sql]) -> Sql {
    match terms.is_empty() {
        true => steps.number(0.0),
        false => Sql::joined(terms, " + "),
    }
}
