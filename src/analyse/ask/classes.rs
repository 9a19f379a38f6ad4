//! Candidate answers that no deciding rule can tell apart count as one.

use std::collections::BTreeSet;

use super::super::candidates::{deciding, own_limits};
use crate::model::{Organisation, Value};
use crate::pack::{Pack, Rule};
use crate::rules::{Code, Compiled, End, Program, Slot, evaluate};

/// Points that differ by less count as the same: a step to the other side of a limit moves no curve further.
const SAME: f64 = 1e-5;

/// The rules that a verdict depends on, over one record.
pub(super) struct Deciding<'p> {
    readers: Vec<(&'p Rule, &'p Compiled)>,
    slots: Vec<Slot>,
    open: BTreeSet<usize>,
    program: &'p Program,
}

/// How a rule takes a candidate.
#[derive(Debug, Clone, PartialEq)]
enum Taken {
    /// It ends so, whatever the other open answers are.
    Ends(End),
    /// It only compares: so many of its limits are below, and whether one is met.
    Between(usize, bool),
    /// It depends on other open answers, too.
    Value(Slot),
}

impl<'p> Deciding<'p> {
    pub(super) fn new(
        pack: &'p Pack,
        program: &'p Program,
        record: &Organisation,
        open: impl Iterator<Item = usize>,
    ) -> Self {
        Self {
            readers: deciding(pack, program).collect(),
            slots: program.symbols.slots(pack, record),
            open: open.collect(),
            program,
        }
    }

    /// One candidate of each class; none where no deciding rule reads the field.
    pub(super) fn classes(&self, field: usize, values: &[Value]) -> Vec<Value> {
        let readers = self
            .readers
            .iter()
            .filter(|(_, one)| one.lowered.reads.contains(&field));
        let readers: Vec<&(&Rule, &Compiled)> = readers.collect();
        if readers.is_empty() {
            return Vec::new();
        }
        let mut kept: Vec<(Vec<Taken>, &Value)> = Vec::new();
        for value in values {
            let taken: Vec<Taken> = readers
                .iter()
                .map(|(rule, one)| self.taken(rule, one, field, value))
                .collect();
            if !kept.iter().any(|(other, _)| same(other, &taken)) {
                kept.push((taken, value));
            }
        }
        kept.into_iter().map(|(_, value)| value.clone()).collect()
    }

    fn taken(&self, rule: &Rule, compiled: &Compiled, field: usize, value: &Value) -> Taken {
        let slot = Slot::from(value);
        let mut others = compiled.lowered.reads.iter().filter(|read| **read != field);
        let alone =
            others.all(|read| self.program.symbols.is_field(*read) && !self.open.contains(read));
        if alone {
            let mut slots = self.slots.clone();
            if let Some(place) = slots.get_mut(field) {
                *place = slot;
            }
            return Taken::Ends(evaluate(compiled, &rule.params, &slots));
        }
        match &slot {
            Slot::Number(number) if compares(compiled) => {
                let limits = own_limits(rule, compiled);
                let below = limits.iter().filter(|limit| *limit < number).count();
                let met = limits.iter().any(|limit| (limit - number).abs() <= 0.0);
                Taken::Between(below, met)
            }
            _ => Taken::Value(slot),
        }
    }
}

/// Whether a rule does nothing with numbers but compare them with limits of its own.
fn compares(compiled: &Compiled) -> bool {
    let mut only = true;
    let reads = |code: &Code| matches!(code, Code::Slot(_));
    for body in &compiled.lowered.bodies {
        body.node.walk(&mut |node| match &node.code {
            Code::Arith(..) | Code::Negate(_) | Code::Host(..) | Code::Let(..) | Code::Own(..) => {
                only = false
            }
            Code::Compare(_, a, b) if reads(&a.code) && reads(&b.code) => only = false,
            _ => {}
        });
    }
    only
}

fn same(a: &[Taken], b: &[Taken]) -> bool {
    a.iter().zip(b).all(|(a, b)| match (a, b) {
        (Taken::Ends(End::Scored(a)), Taken::Ends(End::Scored(b))) => (a - b).abs() < SAME,
        (a, b) => a == b,
    })
}
