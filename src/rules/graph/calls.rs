//! All calls of a pack's rules on one graph, and how each of them can end.

use super::super::code::Type;
use super::super::program::{Compiled, Program, on_large_stack};
use super::advice::Advice;
use super::ops::{Ops, Ref};
use super::plan::Plan;
use super::sources::Sources;
use super::trace::{Around, Read, Trace};
use crate::error::{Error, Kind};
use crate::model::Id;
use crate::pack::{Pack, Role, Rule, Spot};

/// What a rule gives where it reaches its end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Found {
    Number(Ref),
    Flag(Ref),
    Word(Ref),
    /// Which of the call's sites spoke, whether it scored, and the points.
    Verdict {
        site: Ref,
        scored: Ref,
        points: Ref,
    },
    Nothing,
}

/// Why a rule ends before its end.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Why {
    /// This symbol has no value.
    Missing(usize),
    Fault(Spot, &'static str),
    Points(Spot, Ref),
    /// A table lacks this word.
    Lacks(Spot, Ref),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    pub(super) when: Ref,
    pub(super) why: Why,
}

/// A place in a rule that gives a verdict: its text, and the values by name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Site {
    pub(super) text: Id,
    pub(super) values: Vec<(Id, Found)>,
}

impl Default for Site {
    fn default() -> Self {
        Self {
            text: "".into(),
            values: Vec::new(),
        }
    }
}

/// One rule on the graph. Of `live` and the ends' flags at most one holds; if none, a need is not met.
#[derive(Debug, Clone)]
pub struct Call {
    /// Symbols without which the rule is not run.
    pub(super) needs: Vec<(usize, Read)>,
    /// A need was said not to apply.
    pub(super) absent: Ref,
    pub(super) live: Ref,
    pub(super) found: Found,
    pub(super) ends: Vec<End>,
    pub(super) sites: Vec<Site>,
}

/// One gate, for one dimension if it holds for each.
#[derive(Debug, Clone)]
pub struct GateCall {
    /// Its place among the pack's gates and dimensions.
    pub gate: usize,
    pub dimension: Option<usize>,
    pub call: Call,
    /// Its condition holds; its condition does not hold. Neither: unverified.
    pub binding: Ref,
    pub clear: Ref,
}

/// A scoring rule, as sums need it.
#[derive(Debug, Clone)]
pub struct RuleCall {
    pub call: Call,
    /// It gave points; it is unknown or failed. Neither: not applicable.
    pub scored: Ref,
    pub open: Ref,
    pub points: Ref,
}

/// The rules of a pack as one graph.
#[derive(Debug, Clone)]
pub struct RuleGraph {
    pub ops: Ops,
    pub rules: Vec<RuleCall>,
    pub gates: Vec<GateCall>,
    pub advice: Advice,
    /// How many sources there are: the symbols, and those that `sources` names.
    pub sources: usize,
}

impl Call {
    /// All values that tell what it gave.
    pub(super) fn given(&self) -> Vec<Ref> {
        self.found.refs().into_iter().chain([self.live]).collect()
    }

    /// All values that tell how the call ended.
    pub(super) fn evidence(&self) -> Vec<Ref> {
        let sites = self.sites.iter().flat_map(|site| &site.values);
        let found = sites.map(|(_, found)| found).chain([&self.found]);
        let ends = self.ends.iter().flat_map(End::refs);
        found
            .flat_map(Found::refs)
            .chain(ends)
            .chain([self.live])
            .collect()
    }
}

impl End {
    fn refs(&self) -> Vec<Ref> {
        match self.why {
            Why::Points(_, shown) | Why::Lacks(_, shown) => vec![self.when, shown],
            Why::Missing(_) | Why::Fault(..) => vec![self.when],
        }
    }
}

impl Found {
    fn refs(&self) -> Vec<Ref> {
        match *self {
            Self::Number(one) | Self::Flag(one) | Self::Word(one) => vec![one],
            Self::Verdict {
                site,
                scored,
                points,
            } => vec![site, scored, points],
            Self::Nothing => Vec::new(),
        }
    }
}

impl RuleGraph {
    /// Lowers all rules.
    ///
    /// # Errors
    /// If the thread that lowers them cannot run to its end.
    pub fn of(pack: &Pack, program: &Program) -> Result<Self, Error> {
        on_large_stack(|| Self::lowered(pack, program))
            .ok_or_else(|| Error::new(Kind::Rule, "the rules could not be lowered"))
    }

    fn lowered(pack: &Pack, program: &Program) -> Self {
        let mut ops = Ops::default();
        let symbols = &program.symbols;
        if let Some(placement) = &pack.placement {
            for option in &placement.options {
                ops.code(&option.id);
            }
        }
        for symbol in symbols.iter() {
            if let Type::Word(Some(words)) = &symbol.kind {
                for word in words.iter() {
                    ops.code(word);
                }
            }
        }
        let rules = pack.rules.iter().zip(&program.rules);
        let rules = rules
            .map(|(rule, compiled)| rule_call(&mut ops, rule, compiled))
            .collect();
        let gates = gate_calls(&mut ops, pack, program);
        Self {
            rules,
            gates,
            advice: Advice::lowered(&mut ops, pack, program),
            sources: Sources::of(pack, symbols).count(),
            ops,
        }
    }

    /// What sums and levels need: first from the rules, then from the gates.
    pub fn numbers(&self) -> Plan {
        let rules = self.rules.iter();
        let rules = rules.flat_map(|rule| [rule.scored, rule.open, rule.points]);
        let gates = self
            .gates
            .iter()
            .flat_map(|gate| [gate.binding, gate.clear]);
        let mut stages = vec![rules.collect(), gates.collect()];
        stages.extend(self.advice.numbers());
        Plan::of(&self.ops, &stages)
    }

    /// The same, and what every call has to say for itself.
    pub fn evidence(&self) -> Plan {
        let rules = self.rules.iter().flat_map(|rule| {
            let numbers = [rule.scored, rule.open, rule.points];
            rule.call.evidence().into_iter().chain(numbers)
        });
        let gates = self.gates.iter().flat_map(|gate| {
            let numbers = [gate.binding, gate.clear];
            gate.call.evidence().into_iter().chain(numbers)
        });
        let mut stages = vec![rules.collect(), gates.collect()];
        stages.extend(self.advice.evidence());
        Plan::of(&self.ops, &stages)
    }
}

fn rule_call(ops: &mut Ops, rule: &Rule, compiled: &Compiled) -> RuleCall {
    let call = call(ops, rule, compiled, &Read::Source);
    let none = ops.flag(false);
    let (scored, points) = match call.found {
        Found::Verdict { scored, points, .. } => (scored, points),
        _ => (none, none),
    };
    let unscored = ops.not(scored);
    let dropped = match call.found {
        Found::Verdict { .. } => ops.and(call.live, unscored),
        _ => none,
    };
    let scored = ops.and(call.live, scored);
    let left_out = ops.or(call.absent, dropped);
    let closed = ops.or(scored, left_out);
    RuleCall {
        scored,
        open: ops.not(closed),
        points,
        call,
    }
}

pub(super) fn call(
    ops: &mut Ops,
    rule: &Rule,
    compiled: &Compiled,
    read: &dyn Fn(usize) -> Read,
) -> Call {
    let around = Around {
        lowered: &compiled.lowered,
        params: &rule.params,
        read,
    };
    Trace::of(ops, around, &compiled.needs)
}

fn gate_calls(ops: &mut Ops, pack: &Pack, program: &Program) -> Vec<GateCall> {
    let sources = Sources::of(pack, &program.symbols);
    let mut calls = Vec::new();
    for (gate, (rule, compiled)) in pack.gates.iter().zip(&program.gates).enumerate() {
        for dimension in dimensions_of(pack, rule) {
            let read = |symbol| sources.by_gate(dimension, symbol);
            let call = call(ops, rule, compiled, &read);
            calls.push(gate_call(ops, gate, dimension, call));
        }
    }
    calls
}

/// Once for each dimension that is meant, or once.
fn dimensions_of(pack: &Pack, rule: &Rule) -> Vec<Option<usize>> {
    let each = match &rule.role {
        Role::Gate(gate) => gate.for_each.as_ref(),
        _ => None,
    };
    let Some(each) = each else { return vec![None] };
    let dimensions = pack.manifest.dimensions.iter().enumerate();
    dimensions
        .filter(|(_, one)| each.means(&one.id, &one.index))
        .map(|(place, _)| Some(place))
        .collect()
}

fn gate_call(ops: &mut Ops, gate: usize, dimension: Option<usize>, call: Call) -> GateCall {
    let none = ops.flag(false);
    let (binding, clear) = match call.found {
        Found::Flag(holds) => {
            let fails = ops.not(holds);
            (ops.and(call.live, holds), ops.and(call.live, fails))
        }
        _ => (none, none),
    };
    GateCall {
        gate,
        dimension,
        call,
        binding,
        clear,
    }
}
