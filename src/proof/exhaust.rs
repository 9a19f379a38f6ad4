//! Every combination of answers that a rule can tell apart, where there are few enough to try them all.
//!
//! It proves that a mutant is no other rule, and that no case can reach a place.
//!
//! Words and truth values are tried one by one, and not answered where the rule runs without them. A number that
//! the rule only compares with fixed numbers, or only puts to curves whose value goes into the points by sums and
//! fixed factors, is tried at each such number, at the ends of its field, and twice in between: a piece of a
//! straight line is known by two of its points.

use super::run::state_of;
use super::step::{Span, is_constant, span_of, step};
use super::subject::Subject;
use crate::model::Id;
use crate::pack::{Param, ParamValue, Role};
use crate::rules::{Arith, CallEnd, Code, Compiled, Host, Label, Node, Slot, Type, watched};

/// More combinations than this are not tried.
const MOST: usize = 200_000;

/// A rule as it is run.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    pub(super) compiled: &'a Compiled,
    pub(super) params: &'a [Param],
}

/// All combinations for these runs of one rule.
pub(super) struct Combinations {
    symbols: usize,
    places: Vec<usize>,
    choices: Vec<Vec<Slot>>,
    pub(super) count: usize,
}

impl Combinations {
    /// None where a rule uses a number in a way that leaves too much to try.
    pub(super) fn of(subject: &Subject<'_>, runs: &[Run<'_>]) -> Option<Self> {
        let read = |run: &Run<'_>| {
            let lowered = &run.compiled.lowered;
            lowered
                .reads
                .union(&lowered.asked)
                .copied()
                .collect::<Vec<_>>()
        };
        let places = runs.first().map(read)?;
        let choices = places.iter().map(|place| choices(subject, *place, runs));
        let choices: Vec<Vec<Slot>> = choices.collect::<Option<_>>()?;
        let count = |count: usize, own: &Vec<Slot>| count.checked_mul(own.len());
        let count = choices.iter().try_fold(1, count)?;
        (count <= MOST).then_some(Self {
            symbols: subject.symbols.len(),
            places,
            choices,
            count,
        })
    }

    /// Whether something holds of all of them.
    pub(super) fn all(&self, mut holds: impl FnMut(&[Slot]) -> bool) -> bool {
        let mut slots = vec![Slot::Missing; self.symbols];
        (0..self.count).all(|combination| {
            let mut rest = combination;
            for (place, own) in self.places.iter().zip(&self.choices) {
                let value = own.get(rest % own.len().max(1));
                if let (Some(slot), Some(value)) = (slots.get_mut(*place), value) {
                    *slot = value.clone();
                }
                rest /= own.len().max(1);
            }
            holds(&slots)
        })
    }
}

/// How many combinations were tried without a difference; none if there is one, or too much to try.
pub(super) fn proven(subject: &Subject<'_>, one: Run<'_>, two: Run<'_>) -> Option<usize> {
    let combinations = Combinations::of(subject, &[one, two])?;
    let alike = combinations.all(|slots| {
        let end = |run: Run<'_>| watched(run.compiled, run.params, slots, &());
        let (one, two) = (end(one), end(two));
        same(&one, &two) || same_state(subject, slots, &one, &two)
    });
    alike.then_some(combinations.count)
}

/// An exclusion that does not hold says no more than one that was not run, as long as an answer is missing.
fn same_state(subject: &Subject<'_>, slots: &[Slot], one: &CallEnd, two: &CallEnd) -> bool {
    let state = |end| state_of(subject, slots, end);
    matches!(subject.rule.role, Role::Exclusion(_)) && state(one) == state(two)
}

/// Ends that nobody can tell apart; which field was missed first is no matter.
fn same(one: &CallEnd, two: &CallEnd) -> bool {
    match (one, two) {
        (
            CallEnd::Scored {
                points: a, text: s, ..
            },
            CallEnd::Scored {
                points: b, text: t, ..
            },
        ) => (a - b).abs() < 1e-9 && s == t,
        (CallEnd::Missing(_), CallEnd::Missing(_)) | (CallEnd::Failed(_), CallEnd::Failed(_)) => {
            true
        }
        (one, two) => one == two,
    }
}

fn choices(subject: &Subject<'_>, place: usize, runs: &[Run<'_>]) -> Option<Vec<Slot>> {
    let symbol = subject.symbols.at(place)?;
    let mut all: Vec<Slot> = match &symbol.kind {
        Type::Flag => vec![Slot::Flag(true), Slot::Flag(false)],
        Type::Word(Some(words)) => words.iter().cloned().map(Slot::Word).collect(),
        Type::Word(None) => vec![Slot::Word(Id::from("x"))],
        Type::Number { .. } => {
            let mut limits = Vec::new();
            let span = span_of(subject, place);
            let numbers = match few(span) {
                Some(numbers) => numbers,
                None => {
                    for run in runs {
                        limits.extend(limits_of(*run, place)?);
                    }
                    numbers(limits, span)
                }
            };
            numbers.into_iter().map(Slot::Number).collect()
        }
        _ => return None,
    };
    // A missing need ends all runs before they begin.
    let needed = runs
        .first()
        .is_some_and(|run| run.compiled.needs.contains(&place));
    if !needed || matches!(subject.rule.role, Role::Measure(_)) {
        all.push(Slot::Missing);
    }
    Some(all)
}

/// The numbers that a symbol is held against; none if it is used in any other way.
fn limits_of(run: Run<'_>, place: usize) -> Option<Vec<f64>> {
    let mut limits = Some(Vec::new());
    for body in &run.compiled.lowered.bodies {
        look(&body.node, run, place, true, &mut limits);
    }
    limits
}

/// Walks down; `straight` as long as what a curve gives here goes into the points by sums and fixed factors.
fn look(node: &Node, run: Run<'_>, place: usize, straight: bool, limits: &mut Option<Vec<f64>>) {
    let is_it = |node: &Node| matches!(node.code, Code::Slot(own) if own == place);
    let add = |limits: &mut Option<Vec<f64>>, more: Option<Vec<f64>>| match (limits.as_mut(), more)
    {
        (Some(known), Some(more)) => known.extend(more),
        _ => *limits = None,
    };
    match &node.code {
        Code::Slot(own) if *own == place => *limits = None,
        Code::Compare(_, a, b) if is_it(a) && is_constant(b) => {
            add(limits, number(b, run).map(|one| vec![one]))
        }
        Code::Compare(_, b, a) if is_it(a) && is_constant(b) => {
            add(limits, number(b, run).map(|one| vec![one]))
        }
        Code::Switch {
            on,
            branches,
            default,
        } => {
            if is_it(on) {
                let ranges = branches.iter().flat_map(|(label, _)| match label {
                    Label::Ranges(ranges) => ranges.iter().flat_map(|(a, b)| [*a, *b]).collect(),
                    Label::Words(_) => Vec::new(),
                });
                add(limits, Some(ranges.collect()));
            } else {
                look(on, run, place, false, limits);
            }
            let branches = branches.iter().map(|(_, branch)| branch);
            for branch in branches.chain(default.as_deref()) {
                look(branch, run, place, straight, limits);
            }
        }
        Code::Host(Host::Interpolate, arguments) => match arguments.first() {
            Some(x) if is_it(x) && straight => {
                add(limits, arguments.get(1).and_then(|one| knots(one, run)))
            }
            _ => arguments
                .iter()
                .for_each(|one| look(one, run, place, false, limits)),
        },
        Code::Host(Host::Scored, arguments) => {
            for (at, one) in arguments.iter().enumerate() {
                look(one, run, place, straight && at == 0, limits);
            }
        }
        Code::Arith(Arith::Add | Arith::Subtract, a, b) => {
            look(a, run, place, straight, limits);
            look(b, run, place, straight, limits);
        }
        Code::Arith(Arith::Multiply, a, b) => {
            look(a, run, place, straight && is_constant(b), limits);
            look(b, run, place, straight && is_constant(a), limits);
        }
        Code::Arith(Arith::Divide, a, b) => {
            look(a, run, place, straight && is_constant(b), limits);
            look(b, run, place, false, limits);
        }
        Code::If {
            when,
            then,
            otherwise,
        } => {
            look(when, run, place, false, limits);
            look(then, run, place, straight, limits);
            look(otherwise, run, place, straight, limits);
        }
        Code::Block(_) | Code::Return(_) => {
            for part in node.parts() {
                look(part, run, place, straight, limits);
            }
        }
        // The values of a reason judge nobody.
        Code::Values(_) => {}
        _ => {
            for part in node.parts() {
                look(part, run, place, false, limits);
            }
        }
    }
}

fn number(node: &Node, run: Run<'_>) -> Option<f64> {
    match &node.code {
        Code::Number(number) => Some(*number),
        Code::Param(place) => match run.params.get(*place)?.value {
            ParamValue::Number(number) => Some(number),
            _ => None,
        },
        Code::Negate(one) => number(one, run).map(|one| -one),
        _ => None,
    }
}

fn knots(node: &Node, run: Run<'_>) -> Option<Vec<f64>> {
    let Code::Param(place) = node.code else {
        return None;
    };
    match &run.params.get(place)?.value {
        ParamValue::Knots(knots) => Some(knots.iter().map(|(x, _)| *x).collect()),
        _ => None,
    }
}

/// All numbers, where there are few.
fn few(span: Span) -> Option<Vec<f64>> {
    let (grain, (min, max)) = (span.grain?, span.min.zip(span.max)?);
    let count = (max - min) / grain;
    (count <= 200.0).then(|| {
        (0..=count as usize)
            .map(|place| min + place as f64 * grain)
            .collect()
    })
}

/// Each limit and a step beside it, the ends of the range, two numbers between each two of them, and two beyond
/// the last on both sides.
fn numbers(limits: Vec<f64>, span: Span) -> Vec<f64> {
    let beside = |limit: f64| {
        let step = step(limit, span);
        [limit - step, limit, limit + step].map(|one| crate::model::number::rounded(one, 9))
    };
    let mut limits: Vec<f64> = limits
        .into_iter()
        .flat_map(beside)
        .chain(span.ends())
        .collect();
    limits.retain(|limit| limit.is_finite());
    sorted(&mut limits);
    let mut all = limits.clone();
    for pair in limits.windows(2) {
        if let [a, b] = pair {
            all.extend([a + (b - a) / 3.0, b - (b - a) / 3.0]);
        }
    }
    let (low, high) = (
        limits.first().copied().unwrap_or(0.0),
        limits.last().copied().unwrap_or(0.0),
    );
    all.extend([low - 2.0, low - 1.0, high + 1.0, high + 2.0]);
    if span.grain.is_some() {
        // Whole numbers between limits that may be none: those beside each number.
        all = all.iter().flat_map(|one| span.beside(*one)).collect();
    }
    all.retain(|one| span.can_be(*one));
    sorted(&mut all);
    all
}

fn sorted(numbers: &mut Vec<f64>) {
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
}
