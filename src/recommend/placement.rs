//! Target and entry placement (domain 4.4, exact readings in 0.6).

use super::fit::{Fits, best};
use super::standing::{self, EntryChoice, Standing, allowed};
use super::told::told;
use crate::model::number::reaches;
use crate::model::{Call, FactorBucket, Id, OptionFit, Placement, Reason, Tipping, Value};
use crate::pack::{Pack, PlacementData, Role, Rule};
use crate::rules::{CallEnd, Calls, Phase, Program, Slot};

/// Decides on the placement of the organisation that is laid out for the calls.
///
/// `level` is the capped level; none where coverage forbids one. None if the pack has no placement.
pub fn place(
    pack: &Pack,
    program: &Program,
    calls: &dyn Calls,
    level: Option<&Id>,
) -> Option<Placement> {
    let data = pack.placement.as_ref()?;
    let placer = Placer {
        pack,
        data,
        program,
        calls,
    };
    Some(placer.place(level))
}

/// The entry that the corrections make of one that the fits give beside a target, for an organisation that is laid
/// out with its level and exclusions.
pub fn corrected(pack: &Pack, calls: &dyn Calls, target: Option<&Id>, entry: &Id) -> Id {
    calls.publish("target", target.cloned().into());
    let mut entry = entry.clone();
    for index in 0..pack.entries.len() {
        calls.publish("entry", Slot::Word(entry.clone()));
        if let CallEnd::Word(corrected) = calls.entry(index) {
            entry = corrected;
        }
    }
    entry
}

struct Placer<'a> {
    pack: &'a Pack,
    data: &'a PlacementData,
    program: &'a Program,
    calls: &'a dyn Calls,
}

impl Placer<'_> {
    fn place(&self, level: Option<&Id>) -> Placement {
        // What the placement by another structure type has left.
        for symbol in ["target", "entry", "placement"] {
            self.calls.publish(symbol, Slot::Missing);
        }
        let factors = self.factors();
        let fits = Fits::new(self.data, &factors);
        let options = self.options(&fits);
        let known = factors
            .iter()
            .filter(|factor| factor.bucket.is_some())
            .count();
        let mut placement = Placement {
            target: None,
            call: None,
            lead: None,
            runner_up: None,
            hybrid_target: None,
            entry: None,
            entry_by_fit: None,
            entry_reason: None,
            factors_known: known,
            factors_total: factors.len(),
            shortlist: Vec::new(),
            tipping: Vec::new(),
            factors,
            options,
        };
        let standings = standings(&placement.options);
        if !standing::decidable(self.data, known, &standings) {
            placement.shortlist = self.shortlist(&placement.options);
        } else {
            let target = self.target(&mut placement);
            placement.tipping = self.tipping(&placement, &fits);
            self.entry(&mut placement, target, level);
        }
        self.calls
            .publish("placement", placement.chosen().cloned().into());
        placement
    }

    /// Puts the organisation into a bucket of each factor.
    fn factors(&self) -> Vec<FactorBucket> {
        let mut factors = Vec::new();
        for (index, rule) in self.pack.factors.iter().enumerate() {
            let Role::Factor(meta) = &rule.role else {
                continue;
            };
            let bucket = match self.calls.factor(index) {
                CallEnd::Word(bucket) => Some(bucket),
                _ => None,
            };
            let name = format!("factors.{}", rule.id);
            self.calls.publish(&name, bucket.clone().into());
            factors.push(FactorBucket {
                id: rule.id.clone(),
                bucket,
                structural: meta.structural,
            });
        }
        factors
    }

    fn options(&self, fits: &Fits<'_>) -> Vec<OptionFit> {
        let mut options = Vec::new();
        for (index, option) in self.data.options.iter().enumerate() {
            self.calls.publish("option", Slot::Word(option.id.clone()));
            let (target_fit, entry_fit, fit_reason) = match self.pack.options.get(index) {
                None => (fits.fit(index, true), fits.fit(index, false), None),
                Some(rule) => {
                    let (fit, reason) = self.scripted(index, rule);
                    (fit, fit, Some(reason))
                }
            };
            let (excluded_by, reasons, unverified) = self.exclusions(index, &option.id);
            let name = format!("excluded.{}", option.id);
            self.calls
                .publish(&name, Slot::Flag(!excluded_by.is_empty()));
            options.push(OptionFit {
                id: option.id.clone(),
                target_fit,
                entry_fit,
                fit_reason,
                excluded_by,
                unverified,
                reasons,
                pros: fits.strongest(index, 1.0),
                cons: fits.strongest(index, -1.0),
            });
        }
        self.calls.publish("option", Slot::Missing);
        options
    }

    /// The points that an option's own script gives, for target and entry alike, and why; none where it cannot say.
    fn scripted(&self, index: usize, rule: &Rule) -> (Option<f64>, Reason) {
        let compiled = self.program.options.get(index);
        match (self.calls.option(index), compiled) {
            (
                CallEnd::Scored {
                    points,
                    text,
                    values,
                },
                Some(compiled),
            ) => {
                let mut reason = told(rule, &text, compiled, self.calls);
                reason.values.extend(values);
                (Some(points), reason)
            }
            (CallEnd::NotApplicable { text, .. }, Some(compiled)) => {
                (None, told(rule, &text, compiled, self.calls))
            }
            (CallEnd::Missing(positions), _) => (None, self.unknown(&positions)),
            (CallEnd::NeedNotApplicable(position), _) => (None, self.unknown(&[position])),
            (CallEnd::Failed(error), _) => {
                let error = format!("{}:{error}", rule.file.path);
                (
                    None,
                    Reason::new("finding.failed").with("error", error.as_str()),
                )
            }
            _ => (
                None,
                Reason::new("finding.failed").with("error", &*rule.file.path),
            ),
        }
    }

    fn unknown(&self, positions: &[usize]) -> Reason {
        let symbols = self.calls.symbols();
        let symbols = positions.iter().filter_map(|one| symbols.at(*one));
        let names: Vec<Id> = symbols.map(|symbol| symbol.name.clone()).collect();
        Reason::new("finding.unknown").with("fields", Value::List(names))
    }

    /// Rules that exclude an option, with their sentences, and rules that missing facts leave open.
    fn exclusions(&self, place: usize, option: &Id) -> (Vec<Id>, Vec<Reason>, Vec<Id>) {
        let (mut by, mut reasons, mut open) = (Vec::new(), Vec::new(), Vec::new());
        let rules = self.pack.exclusions.iter().zip(&self.program.exclusions);
        for (index, (rule, compiled)) in rules.enumerate() {
            let concerns =
                matches!(&rule.role, Role::Exclusion(meta) if meta.options.contains(option));
            if !concerns {
                continue;
            }
            match self.calls.exclusion(index, place) {
                CallEnd::Holds(true) => {
                    by.push(rule.id.clone());
                    reasons.push(told(rule, "excluded", compiled, self.calls));
                }
                CallEnd::Holds(false) if self.calls.asked_all_known(compiled) => {}
                // Where coverage forbids a level, rules about the level do not apply (domain 0.6, 7).
                CallEnd::Missing(positions) if self.only_level(&positions) => {}
                _ => open.push(rule.id.clone()),
            }
        }
        (by, reasons, open)
    }

    fn only_level(&self, missing: &[usize]) -> bool {
        let symbols = self.calls.symbols();
        let phases = missing.iter().filter_map(|one| symbols.at(*one));
        phases
            .into_iter()
            .all(|symbol| symbol.phase == Phase::Level)
    }

    /// Options near the best fit, the best first, where too little is known for a target.
    fn shortlist(&self, options: &[OptionFit]) -> Vec<Id> {
        let standings = standings(options);
        let mut open: Vec<(usize, f64)> = allowed(&standings, |one| one.target_fit).collect();
        open.sort_by(|a, b| b.1.total_cmp(&a.1));
        let band = self.data.decision.shortlist_band;
        let least = open.first().map_or(0.0, |(_, fit)| fit - band);
        open.into_iter()
            .filter(|(_, fit)| reaches(*fit, least))
            .filter_map(|(place, _)| self.option(place))
            .collect()
    }

    fn option(&self, place: usize) -> Option<Id> {
        self.data.options.get(place).map(|option| option.id.clone())
    }

    /// The largest structural fit, its lead over the second, and what that makes of it.
    fn target(&self, placement: &mut Placement) -> Option<usize> {
        let standings = standings(&placement.options);
        let (target, fit) = standing::target(&standings)?;
        let decision = &self.data.decision;
        if let Some((runner_up, runner_fit)) = standing::runner_up(&standings, target) {
            let lead = fit - runner_fit;
            placement.call = Some(match lead {
                lead if reaches(lead, decision.clear_lead) => Call::Clear,
                lead if reaches(lead, decision.narrow_lead) => Call::Narrow,
                _ => Call::Tie,
            });
            placement.lead = Some(lead);
            placement.runner_up = self.option(runner_up);
        }
        placement.target = self.option(target);
        Some(target)
    }

    /// Structural factors that would change the target in another bucket; all else stays.
    fn tipping(&self, placement: &Placement, fits: &Fits<'_>) -> Vec<Tipping> {
        let mut tipping = Vec::new();
        let mut effects = vec![0.0; placement.options.len()];
        let Some(target) = &placement.target else {
            return tipping;
        };
        for (rule, factor) in self.pack.factors.iter().zip(&placement.factors) {
            let tried = matches!(&rule.role, Role::Factor(meta) if meta.structural && meta.tipping);
            let Some(from) = factor.bucket.as_ref().filter(|_| tried) else {
                continue;
            };
            for row in self.data.rows(&factor.id).filter(|row| row.bucket != *from) {
                let other = fits.with(row);
                let options = placement.options.iter().zip(other.each(true, &mut effects));
                let open = options.filter(|(one, _)| one.excluded_by.is_empty());
                match best(open.filter_map(|(one, fit)| Some((&one.id, fit?)))) {
                    Some((winner, _)) if winner != target => tipping.push(Tipping {
                        factor: factor.id.clone(),
                        from: from.clone(),
                        to: row.bucket.clone(),
                        target: winner.clone(),
                    }),
                    _ => {}
                }
            }
        }
        tipping
    }

    fn entry(&self, placement: &mut Placement, target: Option<usize>, level: Option<&Id>) {
        let Some(level) = level else { return };
        let standings = standings(&placement.options);
        let choice = EntryChoice::of(self.data, level);
        let entry = choice.and_then(|choice| standing::entry(&choice, &standings, target));
        placement.entry = entry.and_then(|entry| self.option(entry));
        placement.entry_by_fit.clone_from(&placement.entry);
        self.calls
            .publish("target", placement.target.clone().into());
        self.calls.publish("entry", placement.entry.clone().into());
        let corrections = self.pack.entries.iter().zip(&self.program.entries);
        for (index, (rule, compiled)) in corrections.enumerate() {
            let CallEnd::Word(entry) = self.calls.entry(index) else {
                continue;
            };
            if placement.entry.as_ref() != Some(&entry) {
                placement.entry_reason = Some(told(rule, "changed", compiled, self.calls));
                placement.entry = Some(entry.clone());
                self.calls.publish("entry", Slot::Word(entry));
            }
        }
    }
}

fn standings(options: &[OptionFit]) -> Vec<Standing> {
    let standing = |option: &OptionFit| Standing {
        target_fit: option.target_fit,
        entry_fit: option.entry_fit,
        excluded: !option.excluded_by.is_empty(),
    };
    options.iter().map(standing).collect()
}
