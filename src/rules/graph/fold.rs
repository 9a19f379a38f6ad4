//! Adding an operation in its simplest form: constants are worked out, what is there already is used again.

use super::super::code::Compare;
use super::lanes::{Operand, apply};
use super::limit::{Limit, limit};
use super::ops::{ALL, NONE, Op, Ops, Ref};

/// How many values are looked at to find that one flag implies another.
const LOOKS: usize = 64;

impl Ops {
    /// The value of an operation.
    pub(super) fn add(&mut self, op: Op) -> Ref {
        if let Some(lane) = self.worked_out(op) {
            return self.keep(Op::Const(lane));
        }
        match op {
            Op::Not(a) => self.not(a),
            Op::And(a, b) => self.and(a, b),
            Op::Or(a, b) => self.or(a, b),
            Op::Select(when, a, b) => self.select(when, a, b),
            Op::Compare(compare, a, b) => self.compare(compare, a, b),
            Op::Points(a) if self.gives_points(a) => self.flag(true),
            _ => self.keep(op),
        }
    }

    pub(super) fn number(&mut self, number: f64) -> Ref {
        self.keep(Op::Const(number.to_bits()))
    }

    pub(super) fn flag(&mut self, holds: bool) -> Ref {
        self.keep(Op::Const(if holds { ALL } else { NONE }))
    }

    pub(super) fn constant(&self, a: Ref) -> Option<u64> {
        match self.at(a) {
            Op::Const(lane) => Some(lane),
            _ => None,
        }
    }

    /// One of two flags.
    pub(super) fn select_flag(&mut self, when: Ref, then: Ref, otherwise: Ref) -> Ref {
        let otherwise_when = self.not(when);
        let then = self.and(when, then);
        let otherwise = self.and(otherwise_when, otherwise);
        self.or(then, otherwise)
    }

    /// The one lane of an operation on constants.
    fn worked_out(&self, op: Op) -> Option<u64> {
        let mut operands = [Operand::Same(NONE); 3];
        let given = op.operands();
        given.first().copied().flatten()?;
        for (operand, place) in operands.iter_mut().zip(given) {
            if let Some(place) = place {
                *operand = Operand::Same(self.constant(place)?);
            }
        }
        let mut out = [NONE];
        apply(op, operands, &self.shapes, &mut out);
        let [lane] = out;
        Some(lane)
    }

    pub(super) fn not(&mut self, a: Ref) -> Ref {
        match self.at(a) {
            Op::Const(lane) => self.keep(Op::Const(!lane)),
            Op::Not(inner) => inner,
            _ => self.keep(Op::Not(a)),
        }
    }

    pub(super) fn and(&mut self, a: Ref, b: Ref) -> Ref {
        let (not_a, not_b) = (self.denied(a), self.denied(b));
        if self.implies(a, b) {
            a
        } else if self.implies(b, a) {
            b
        } else if not_b.is_some_and(|not_b| self.implies(a, not_b))
            || not_a.is_some_and(|not_a| self.implies(b, not_a))
        {
            self.flag(false)
        } else {
            self.keep(Op::And(a, b))
        }
    }

    pub(super) fn or(&mut self, a: Ref, b: Ref) -> Ref {
        if self.implies(a, b) {
            b
        } else if self.implies(b, a) {
            a
        } else if self.denied(a) == Some(b) || self.denied(b) == Some(a) {
            self.flag(true)
        } else {
            self.keep(Op::Or(a.min(b), a.max(b)))
        }
    }

    /// The opposite of a flag, if it is there; what is not there is implied by nothing.
    fn denied(&self, a: Ref) -> Option<Ref> {
        match self.at(a) {
            Op::Not(inner) => Some(inner),
            _ => self.found(Op::Not(a)),
        }
    }

    /// Whether one flag can be seen to hold wherever another does.
    fn implies(&self, a: Ref, b: Ref) -> bool {
        self.seen_to_imply(a, b, &mut { LOOKS })
    }

    fn seen_to_imply(&self, a: Ref, b: Ref, looks: &mut usize) -> bool {
        if *looks == 0 {
            return false;
        }
        *looks -= 1;
        match (self.at(a), self.at(b)) {
            (Op::Const(NONE), _) | (_, Op::Const(ALL)) => true,
            _ if a == b => true,
            (_, Op::And(b, c)) => {
                self.seen_to_imply(a, b, looks) && self.seen_to_imply(a, c, looks)
            }
            (Op::Or(a, c), _) => self.seen_to_imply(a, b, looks) && self.seen_to_imply(c, b, looks),
            (Op::And(a, _), _) if self.seen_to_imply(a, b, looks) => true,
            (Op::And(_, a), Op::Or(c, d)) => {
                self.seen_to_imply(a, c, looks) || self.seen_to_imply(a, d, looks)
            }
            (Op::And(_, a), _) => self.seen_to_imply(a, b, looks),
            (_, Op::Or(b, c)) => self.seen_to_imply(a, b, looks) || self.seen_to_imply(a, c, looks),
            _ => false,
        }
    }

    fn select(&mut self, when: Ref, a: Ref, b: Ref) -> Ref {
        match self.constant(when) {
            Some(NONE) => b,
            Some(_) => a,
            None if a == b => a,
            None => self.keep(Op::Select(when, a, b)),
        }
    }

    /// Against a constant as a plain limit, where that says the same. Numbers are finite as long as a rule goes on.
    fn compare(&mut self, compare: Compare, a: Ref, b: Ref) -> Ref {
        let limited = match (self.constant(a), self.constant(b)) {
            (_, Some(lane)) => Some((compare, a, f64::from_bits(lane))),
            (Some(lane), _) => Some((turned(compare), b, f64::from_bits(lane))),
            _ => None,
        };
        let limit = limited.and_then(|(compare, number, to)| Some((number, limit(compare, to)?)));
        match limit {
            None => self.keep(Op::Compare(compare, a, b)),
            Some((_, Limit::Never)) => self.flag(false),
            Some((number, Limit::AtLeast(least))) => self.at_least(number, least),
            Some((number, Limit::AtMost(most))) => self.at_most(number, most),
            Some((number, Limit::Within(low, high))) => self.within(number, low, high),
            Some((number, Limit::Outside(low, high))) => {
                let within = self.within(number, low, high);
                self.not(within)
            }
        }
    }

    pub(super) fn at_least(&mut self, number: Ref, least: f64) -> Ref {
        self.keep(Op::AtLeast(number, least.to_bits()))
    }

    fn at_most(&mut self, number: Ref, most: f64) -> Ref {
        self.keep(Op::AtMost(number, most.to_bits()))
    }

    fn within(&mut self, number: Ref, low: f64, high: f64) -> Ref {
        let (low, high) = (self.at_least(number, low), self.at_most(number, high));
        self.and(low, high)
    }

    /// Whether a number lies between 0 and 100 whatever the facts are.
    fn gives_points(&self, number: Ref) -> bool {
        let allowed = |points: f64| (0.0..=100.0).contains(&points);
        match self.at(number) {
            Op::Const(lane) => allowed(f64::from_bits(lane)),
            Op::Table(place, _) => {
                let table = self.shapes.tables.get(place);
                table.is_some_and(|table| table.iter().flatten().all(|points| allowed(*points)))
            }
            Op::Select(_, a, b) => self.gives_points(a) && self.gives_points(b),
            _ => false,
        }
    }
}

/// The same comparison with its sides changed.
fn turned(compare: Compare) -> Compare {
    match compare {
        Compare::Less => Compare::Greater,
        Compare::AtMost => Compare::AtLeast,
        Compare::Greater => Compare::Less,
        Compare::AtLeast => Compare::AtMost,
        same => same,
    }
}
