//! What each operation does to the lanes of its operands: plain loops, one for each operation.

use super::super::code::{Arith, Compare};
use super::ops::{ALL, Curve, NONE, Op, Shapes};

/// An operand: a column, or the same for every lane.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operand<'a> {
    Same(u64),
    Column(&'a [u64]),
}

impl Operand<'_> {
    pub(super) fn at(&self, row: usize) -> u64 {
        match self {
            Self::Same(lane) => *lane,
            Self::Column(lanes) => lanes.get(row).copied().unwrap_or(NONE),
        }
    }
}

/// Runs one operation over as many lanes as `out` has.
pub(super) fn apply(op: Op, operands: [Operand<'_>; 3], shapes: &Shapes, out: &mut [u64]) {
    let [a, b, c] = operands;
    match op {
        Op::Const(lane) => out.fill(lane),
        Op::Value(_) | Op::Known(_) | Op::Absent(_) => each(out, a, |a| a),
        Op::Negate(_) => each(out, a, |a| (-num(a)).to_bits()),
        Op::Absolute(_) => each(out, a, |a| num(a).abs().to_bits()),
        Op::Root(_) => each(out, a, |a| num(a).sqrt().to_bits()),
        Op::Arith(arith, ..) => calculate(arith, out, a, b),
        Op::Smaller(..) => pairs(out, a, b, |a, b| num(a).min(num(b)).to_bits()),
        Op::Larger(..) => pairs(out, a, b, |a, b| num(a).max(num(b)).to_bits()),
        Op::Curve(place, _) => follow(out, a, shapes.curves.get(place)),
        Op::Table(place, _) => look_up(out, a, shapes.tables.get(place)),
        Op::InTable(place, _) => contains(out, a, shapes.tables.get(place)),
        Op::Finite(_) => each(out, a, |a| flag(num(a).is_finite())),
        Op::Points(_) => each(out, a, |a| flag(num(a) >= 0.0) & flag(num(a) <= 100.0)),
        Op::Compare(compare, ..) => compared(compare, out, a, b),
        Op::AtLeast(_, least) => each(out, a, |a| flag(num(a) >= num(least))),
        Op::AtMost(_, most) => each(out, a, |a| flag(num(a) <= num(most))),
        Op::Same(..) => pairs(out, a, b, |a, b| flag(a == b)),
        Op::Not(_) => each(out, a, |a| !a),
        Op::And(..) => pairs(out, a, b, |a, b| a & b),
        Op::Or(..) => pairs(out, a, b, |a, b| a | b),
        Op::Select(..) => select(out, a, b, c),
    }
}

fn num(lane: u64) -> f64 {
    f64::from_bits(lane)
}

fn flag(holds: bool) -> u64 {
    if holds { ALL } else { NONE }
}

#[inline(always)]
fn each(out: &mut [u64], a: Operand<'_>, f: impl Fn(u64) -> u64) {
    match a {
        Operand::Same(a) => out.fill(f(a)),
        Operand::Column(a) => out.iter_mut().zip(a).for_each(|(out, a)| *out = f(*a)),
    }
}

#[inline(always)]
fn pairs(out: &mut [u64], a: Operand<'_>, b: Operand<'_>, f: impl Fn(u64, u64) -> u64) {
    match (a, b) {
        (Operand::Same(a), b) => each(out, b, |b| f(a, b)),
        (a, Operand::Same(b)) => each(out, a, |a| f(a, b)),
        (Operand::Column(a), Operand::Column(b)) => {
            let operands = a.iter().zip(b);
            out.iter_mut()
                .zip(operands)
                .for_each(|(out, (a, b))| *out = f(*a, *b));
        }
    }
}

/// By masks, as a flag's lane is all ones or none.
fn select(out: &mut [u64], when: Operand<'_>, then: Operand<'_>, otherwise: Operand<'_>) {
    match (when, then, otherwise) {
        (Operand::Same(NONE), _, b) => each(out, b, |lane| lane),
        (Operand::Same(_), a, _) => each(out, a, |lane| lane),
        (_, Operand::Same(a), b) => pairs(out, when, b, |when, b| (a & when) | (b & !when)),
        (_, a, Operand::Same(b)) => pairs(out, when, a, |when, a| (a & when) | (b & !when)),
        (Operand::Column(when), Operand::Column(a), Operand::Column(b)) => {
            let operands = when.iter().zip(a.iter().zip(b));
            out.iter_mut()
                .zip(operands)
                .for_each(|(out, (when, (a, b)))| *out = (a & when) | (b & !when));
        }
    }
}

fn calculate(arith: Arith, out: &mut [u64], a: Operand<'_>, b: Operand<'_>) {
    match arith {
        Arith::Add => pairs(out, a, b, |a, b| (num(a) + num(b)).to_bits()),
        Arith::Subtract => pairs(out, a, b, |a, b| (num(a) - num(b)).to_bits()),
        Arith::Multiply => pairs(out, a, b, |a, b| (num(a) * num(b)).to_bits()),
        Arith::Divide => pairs(out, a, b, |a, b| (num(a) / num(b)).to_bits()),
    }
}

fn compared(compare: Compare, out: &mut [u64], a: Operand<'_>, b: Operand<'_>) {
    use Compare::{AtLeast, AtMost, Differs, Equal, Greater, Less};
    match compare {
        Equal => pairs(out, a, b, |a, b| flag(holds(Equal, num(a), num(b)))),
        Differs => pairs(out, a, b, |a, b| flag(holds(Differs, num(a), num(b)))),
        Less => pairs(out, a, b, |a, b| flag(holds(Less, num(a), num(b)))),
        AtMost => pairs(out, a, b, |a, b| flag(holds(AtMost, num(a), num(b)))),
        Greater => pairs(out, a, b, |a, b| flag(holds(Greater, num(a), num(b)))),
        AtLeast => pairs(out, a, b, |a, b| flag(holds(AtLeast, num(a), num(b)))),
    }
}

/// Compares as Rhai does: relative to the larger of the two, absolute where their product is 0.
#[inline(always)]
pub(super) fn holds(compare: Compare, x: f64, y: f64) -> bool {
    let larger = if x * y == 0.0 {
        1.0
    } else {
        x.abs().max(y.abs())
    };
    match compare {
        Compare::Equal => (x - y).abs() / larger <= f64::EPSILON,
        Compare::Differs => (x - y).abs() / larger > f64::EPSILON,
        Compare::Greater => (x - y) / larger > f64::EPSILON,
        Compare::AtLeast => (x - y) / larger > -f64::EPSILON,
        Compare::Less => (y - x) / larger > f64::EPSILON,
        Compare::AtMost => (y - x) / larger > -f64::EPSILON,
    }
}

fn follow(out: &mut [u64], a: Operand<'_>, curve: Option<&Curve>) {
    let Some(Curve { turns, pieces }) = curve else {
        return out.fill(NONE);
    };
    each(out, a, |a| {
        let x = num(a);
        let passed: usize = turns.iter().map(|turn| usize::from(*turn <= x)).sum();
        let piece = pieces.get(passed).copied().unwrap_or_default();
        piece.at(x).to_bits()
    });
}

fn look_up(out: &mut [u64], a: Operand<'_>, table: Option<&Vec<Option<f64>>>) {
    let table = table.map_or(&[][..], Vec::as_slice);
    each(out, a, |code| entry(table, code).unwrap_or(0.0).to_bits());
}

fn contains(out: &mut [u64], a: Operand<'_>, table: Option<&Vec<Option<f64>>>) {
    let table = table.map_or(&[][..], Vec::as_slice);
    each(out, a, |code| flag(entry(table, code).is_some()));
}

fn entry(table: &[Option<f64>], code: u64) -> Option<f64> {
    table.get(code as usize).copied().flatten()
}
