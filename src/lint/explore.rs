//! Runs each rule over all values of its fields that can make a difference.

use std::cell::RefCell;
use std::collections::BTreeSet;

use super::domain::Domain;
use super::trace::{End, Run, Trace};
use crate::model::{Fields, Id};
use crate::pack::{AccountRule, Pack, ParamValue, Role, Rule};
use crate::rules::{Code, Compiled, Inspected, Label, Node, Slot, Symbols};

/// So many runs of one rule at most; a rule that has more ways is only sampled.
const MOST_RUNS: usize = 5_000;

/// A rule and what its runs have shown.
#[derive(Debug)]
pub(super) struct Explored<'r> {
    pub(super) rule: &'r Rule,
    pub(super) compiled: &'r Compiled,
    pub(super) symbols: &'r Symbols,
    pub(super) fields: &'r Fields,
    pub(super) inputs: Vec<Input>,
    /// One slot for each symbol, laid anew for each run.
    desk: RefCell<Vec<Slot>>,
    pub(super) trace: Trace,
    /// Whether every combination was tried.
    pub(super) complete: bool,
    /// The least and the most points that it gave.
    pub(super) points: Option<(f64, f64)>,
}

/// A symbol that the rule reads, and the values that are tried.
#[derive(Debug, Clone)]
pub(super) struct Input {
    pub(super) symbol: usize,
    pub(super) domain: Domain,
    pub(super) slots: Vec<Slot>,
}

pub(super) fn all<'r>(pack: &'r Pack, inspected: &'r Inspected<'r>) -> Vec<Explored<'r>> {
    let own = inspected.rules.iter();
    let own = own.map(|(rule, compiled)| of(rule, compiled, &inspected.symbols, &pack.fields));
    let fields = pack.accounts.as_ref().map(|accounts| &accounts.fields);
    let of_accounts = inspected
        .account_rules
        .iter()
        .filter_map(|(rule, compiled)| {
            Some(of(rule, compiled, &inspected.account_symbols, fields?))
        });
    own.chain(of_accounts).collect()
}

fn of<'r>(
    rule: &'r Rule,
    compiled: &'r Compiled,
    symbols: &'r Symbols,
    fields: &'r Fields,
) -> Explored<'r> {
    let mut explored = Explored {
        rule,
        compiled,
        symbols,
        fields,
        inputs: inputs(rule, compiled, symbols, fields),
        desk: RefCell::new(vec![Slot::Missing; symbols.len()]),
        trace: Trace::default(),
        complete: true,
        points: None,
    };
    explored.refine();
    explored.run_all();
    explored
}

fn inputs(rule: &Rule, compiled: &Compiled, symbols: &Symbols, fields: &Fields) -> Vec<Input> {
    let lowered = &compiled.lowered;
    let limits = limits(rule, compiled);
    let words = words(compiled);
    let read = lowered.reads.union(&lowered.asked);
    let input = |symbol: &usize| {
        let domain = Domain::of(symbols, fields, *symbol);
        let mut slots = domain.slots(&limits, &words);
        if lowered.asked.contains(symbol) || matches!(rule.role, Role::Measure(_)) {
            slots.push(Slot::Missing);
        }
        Input {
            symbol: *symbol,
            domain,
            slots,
        }
    };
    read.map(input).collect()
}

/// Every number of the rule that could be a limit.
fn limits(rule: &Rule, compiled: &Compiled) -> Vec<f64> {
    let mut limits: Vec<f64> = Vec::new();
    for param in &rule.params {
        match &param.value {
            ParamValue::Number(number) => limits.push(*number),
            ParamValue::Knots(knots) => limits.extend(knots.iter().map(|(x, _)| *x)),
            ParamValue::Table(_) => {}
        }
    }
    each_node(compiled, &mut |node| match &node.code {
        Code::Number(number) => limits.push(*number),
        Code::Switch { branches, .. } => {
            for (label, _) in branches {
                if let Label::Ranges(ranges) = label {
                    limits.extend(ranges.iter().flat_map(|(from, to)| [*from, *to]));
                }
            }
        }
        _ => {}
    });
    limits.sort_by(f64::total_cmp);
    limits.dedup();
    limits
}

fn words(compiled: &Compiled) -> Vec<Id> {
    let mut words = BTreeSet::new();
    each_node(compiled, &mut |node| {
        if let Code::Word(word) = &node.code {
            words.insert(word.clone());
        }
    });
    words.into_iter().collect()
}

pub(super) fn each_node<'c>(compiled: &'c Compiled, visit: &mut impl FnMut(&'c Node)) {
    fn walk<'c>(node: &'c Node, visit: &mut impl FnMut(&'c Node)) {
        visit(node);
        node.parts().into_iter().for_each(|part| walk(part, visit));
    }
    compiled
        .lowered
        .bodies
        .iter()
        .for_each(|body| walk(&body.node, visit));
}

impl<'r> Explored<'r> {
    /// Runs the rule with these values, one for each input; `varied` is the input whose limits are looked for.
    pub(super) fn run(&self, chosen: &[Slot], varied: usize, trace: &mut Trace) -> End {
        let mut slots = self.desk.borrow_mut();
        for (input, slot) in self.inputs.iter().zip(chosen) {
            if let Some(place) = slots.get_mut(input.symbol) {
                *place = slot.clone();
            }
        }
        let mut run = Run {
            bodies: &self.compiled.lowered.bodies,
            params: &self.rule.params,
            slots: &slots,
            varied: self
                .inputs
                .get(varied)
                .map_or(usize::MAX, |input| input.symbol),
            trace,
        };
        run.run(self.compiled.lowered.entry)
    }

    /// Adds the values at which the rule turns, each input by itself, the others as they come.
    fn refine(&mut self) {
        for varied in 0..self.inputs.len() {
            let Some(Input {
                domain: Domain::Number(span),
                slots,
                ..
            }) = self.inputs.get(varied)
            else {
                continue;
            };
            let (span, tried) = (*span, slots.clone());
            let mut trace = Trace::default();
            for rank in 0..RANKS {
                for slot in &tried {
                    let mut chosen = self.ranked(rank);
                    if let Some(place) = chosen.get_mut(varied) {
                        *place = slot.clone();
                    }
                    self.run(&chosen, varied, &mut trace);
                }
            }
            let known: Vec<f64> = tried.iter().filter_map(number).collect();
            let mut turns: Vec<f64> = trace.turns;
            turns.retain(|turn| span.holds(*turn) && !known.iter().any(|one| near(*one, *turn)));
            turns.sort_by(f64::total_cmp);
            turns.dedup_by(|a, b| near(*a, *b));
            turns.truncate(MOST_TURNS);
            let missing = tried.contains(&Slot::Missing).then_some(Slot::Missing);
            let mut all = known;
            all.extend(turns.iter().flat_map(|turn| span.trials(&[*turn])));
            all.sort_by(f64::total_cmp);
            all.dedup();
            if let Some(input) = self.inputs.get_mut(varied) {
                input.slots = all.into_iter().map(Slot::Number).chain(missing).collect();
            }
        }
    }

    /// One value for each input: the lowest, a middle one, the highest.
    fn ranked(&self, rank: usize) -> Vec<Slot> {
        let at = |input: &Input| {
            let last = input.slots.len().saturating_sub(1);
            input
                .slots
                .get(last * rank / (RANKS - 1))
                .cloned()
                .unwrap_or_default()
        };
        self.inputs.iter().map(at).collect()
    }

    fn run_all(&mut self) {
        let all: usize = self
            .inputs
            .iter()
            .fold(1, |all, input| all.saturating_mul(input.slots.len().max(1)));
        self.complete = all <= MOST_RUNS;
        // What decides is only asked which ways it can take, and a sample does not tell.
        if !self.complete && !gives_points(self.rule) {
            return;
        }
        let mut trace = Trace::default();
        let mut points: Option<(f64, f64)> = None;
        for number in 0..all.min(MOST_RUNS) {
            let chosen = self.chosen(number, all);
            if let End::Points(found) = self.run(&chosen, usize::MAX, &mut trace) {
                let (low, high) = points.unwrap_or((found, found));
                points = Some((low.min(found), high.max(found)));
            }
        }
        self.trace = trace;
        self.points = points;
    }

    /// The combination of this number; where there are too many, they are taken in wide, uneven steps.
    fn chosen(&self, number: usize, all: usize) -> Vec<Slot> {
        let mut rest = if all <= MOST_RUNS {
            number
        } else {
            number.wrapping_mul(STRIDE) % all
        };
        let mut chosen = Vec::with_capacity(self.inputs.len());
        for input in &self.inputs {
            let count = input.slots.len().max(1);
            chosen.push(input.slots.get(rest % count).cloned().unwrap_or_default());
            rest /= count;
        }
        chosen
    }

    /// The combinations of all inputs but one, at most so many.
    pub(super) fn others(&self, but: usize, most: usize) -> (Vec<Vec<Slot>>, bool) {
        let counts = self.inputs.iter().enumerate();
        let all: usize = counts.fold(1, |all, (place, input)| {
            if place == but {
                all
            } else {
                all.saturating_mul(input.slots.len().max(1))
            }
        });
        let mut rows = Vec::new();
        for number in 0..all.min(most) {
            let mut rest = if all <= most {
                number
            } else {
                number.wrapping_mul(STRIDE) % all
            };
            let mut row = Vec::with_capacity(self.inputs.len());
            for (place, input) in self.inputs.iter().enumerate() {
                if place == but {
                    row.push(Slot::Missing);
                    continue;
                }
                let count = input.slots.len().max(1);
                row.push(input.slots.get(rest % count).cloned().unwrap_or_default());
                rest /= count;
            }
            rows.push(row);
        }
        (rows, all <= most)
    }

    pub(super) fn name(&self, symbol: usize) -> &'r str {
        self.symbols.at(symbol).map_or("", |symbol| &symbol.name)
    }
}

fn gives_points(rule: &Rule) -> bool {
    matches!(
        rule.role,
        Role::Score(_) | Role::Option | Role::Account(AccountRule::Criterion(_))
    )
}

const RANKS: usize = 5;
/// A rule with more limits than this in one field is no longer read by a person.
const MOST_TURNS: usize = 40;
/// A prime, so that steps of it reach every combination.
const STRIDE: usize = 1_000_003;

pub(super) fn number(slot: &Slot) -> Option<f64> {
    match slot {
        Slot::Number(number) => Some(*number),
        _ => None,
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= a.abs().max(b.abs()).max(1.0) * 1e-9
}
