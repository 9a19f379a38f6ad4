//! The rules of a pack over one group: points on an axis, states of gates.

use std::sync::Arc;

use crate::model::{AxisScore, BrokenRule, Id, Points, Weighed};
use crate::pack::{AccountPack, Axis, Param};
use crate::rules::{Compiled, End, Program, Slot, evaluate};

/// Rules that broke, in the order in which they did.
#[derive(Debug, Default)]
pub(super) struct Broken(Vec<BrokenRule>);

impl Broken {
    fn note(&mut self, rule: &Id, error: String) {
        match self.0.iter_mut().find(|one| one.rule == *rule) {
            Some(one) => one.groups += 1,
            None => self.0.push(BrokenRule {
                rule: rule.clone(),
                error,
                groups: 1,
            }),
        }
    }

    pub(super) fn list(self) -> Vec<BrokenRule> {
        self.0
    }
}

/// One rule, ready to run.
#[derive(Debug)]
struct Ready<'p> {
    id: Id,
    compiled: &'p Compiled,
    params: &'p [Param],
}

/// The criteria of one axis.
#[derive(Debug)]
pub(super) struct AxisPlan<'p> {
    criteria: Arc<[Weighed]>,
    rules: Vec<Ready<'p>>,
}

impl<'p> AxisPlan<'p> {
    pub(super) fn new(pack: &'p AccountPack, program: &'p Program, axis: Axis) -> Self {
        let weighed = |(_, rule, weight): (usize, &crate::pack::Rule, f64)| Weighed {
            id: rule.id.clone(),
            weight,
        };
        let rules = pack.of_axis(axis).filter_map(|(index, rule, _)| {
            Some(Ready {
                id: rule.id.clone(),
                compiled: program.rules.get(index)?,
                params: &rule.params,
            })
        });
        Self {
            criteria: pack.of_axis(axis).map(weighed).collect(),
            rules: rules.collect(),
        }
    }

    pub(super) fn score(&self, slots: &[Slot], broken: &mut Broken) -> AxisScore {
        let points =
            self.rules
                .iter()
                .map(|rule| match evaluate(rule.compiled, rule.params, slots) {
                    End::Scored(points) => Points::Scored(points),
                    End::NotApplicable | End::NeedNotApplicable(_) => Points::NotApplicable,
                    End::Missing(_) | End::Holds(_) | End::Word(_) => Points::Unknown,
                    End::Failed(error) => {
                        broken.note(&rule.id, error);
                        Points::Unknown
                    }
                });
        let mut axis = AxisScore {
            criteria: self.criteria.clone(),
            points: points.collect(),
            ..AxisScore::default()
        };
        axis.score = weighted(&axis, |_, weight| weight);
        axis.coverage = coverage(&axis);
        axis
    }
}

/// Mean of the known points, with the weights that `change` gives each criterion.
pub(super) fn weighted(axis: &AxisScore, change: impl Fn(usize, f64) -> f64) -> Option<f64> {
    let (mut sum, mut base) = (0.0, 0.0);
    for (index, (criterion, points)) in axis.parts().enumerate() {
        if let Points::Scored(points) = points {
            let weight = change(index, criterion.weight);
            sum += weight * points;
            base += weight;
        }
    }
    (base > 0.0).then(|| sum / base)
}

/// Share of the weight that is known, in percent; what is not applicable counts as known (domain 0.4).
fn coverage(axis: &AxisScore) -> f64 {
    let (mut known, mut all) = (0.0, 0.0);
    for (criterion, points) in axis.parts() {
        all += criterion.weight;
        if points != Points::Unknown {
            known += criterion.weight;
        }
    }
    if all > 0.0 { known / all * 100.0 } else { 0.0 }
}

/// The gates of the selection.
#[derive(Debug)]
pub(super) struct GatePlan<'p> {
    rules: Vec<Ready<'p>>,
}

impl<'p> GatePlan<'p> {
    pub(super) fn new(pack: &'p AccountPack, program: &'p Program) -> Self {
        let ready = pack.gates.iter().zip(&program.gates);
        Self {
            rules: ready
                .map(|(rule, compiled)| Ready {
                    id: rule.id.clone(),
                    compiled,
                    params: &rule.params,
                })
                .collect(),
        }
    }

    /// The gates that bind, and those that nobody can decide.
    pub(super) fn states(&self, slots: &[Slot], broken: &mut Broken) -> (Box<[Id]>, Box<[Id]>) {
        let (mut binding, mut unverified) = (Vec::new(), Vec::new());
        for rule in &self.rules {
            match evaluate(rule.compiled, rule.params, slots) {
                End::Holds(true) => binding.push(rule.id.clone()),
                End::Holds(false) => {}
                End::Failed(error) => {
                    broken.note(&rule.id, error);
                    unverified.push(rule.id.clone());
                }
                _ => unverified.push(rule.id.clone()),
            }
        }
        (binding.into(), unverified.into())
    }
}
