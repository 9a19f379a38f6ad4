//! Runs a rule over chosen values and notes which ways it took, and where a little more of one value would
//! have taken another. Each number carries its slope in that value, so limits behind arithmetic are found too.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Id;
use crate::pack::{Param, ParamValue};
use crate::rules::{Arith, Body, Code, Compare, Host, Label, Node, Slot};

/// What is known of a rule after many runs. Nodes are told apart by their addresses, which last as long as the rule.
#[derive(Debug, Default)]
pub(super) struct Trace {
    /// How often each comparison, known-question and branch condition came out false, true.
    pub(super) outcomes: BTreeMap<usize, [usize; 2]>,
    /// Comparisons at which a run ended because something was not known: that is what they may be for.
    pub(super) ended: BTreeSet<usize>,
    /// Branches that were entered.
    pub(super) entered: BTreeMap<usize, usize>,
    /// Points that were given outside of 0 to 100, the furthest at each place.
    pub(super) outside: BTreeMap<usize, f64>,
    /// Values of the varied symbol at which the run would have turned another way.
    pub(super) turns: Vec<f64>,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum End {
    Points(f64),
    Other,
    /// A value was not known, or an operation had no result.
    None,
}

#[derive(Debug, Clone)]
enum Value<'a> {
    /// The number and its slope.
    Number(f64, f64),
    Flag(bool),
    Word(Id),
    Param(&'a ParamValue),
    Points(f64),
    Nothing,
}

enum Stop<'a> {
    Lost,
    Return(Value<'a>),
}

type Step<'a> = Result<Value<'a>, Stop<'a>>;

pub(super) struct Run<'a, 't> {
    pub(super) bodies: &'a [Body],
    pub(super) params: &'a [Param],
    pub(super) slots: &'t [Slot],
    /// The symbol whose slope is followed.
    pub(super) varied: usize,
    pub(super) trace: &'t mut Trace,
}

/// A node as a key.
pub(super) fn key(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

impl<'a> Run<'a, '_> {
    pub(super) fn run(&mut self, entry: usize) -> End {
        match self.call(entry, Vec::new()) {
            Ok(Value::Points(points)) => End::Points(points),
            Ok(_) => End::Other,
            Err(_) => End::None,
        }
    }

    fn call(&mut self, function: usize, arguments: Vec<Value<'a>>) -> Step<'a> {
        let body = self.bodies.get(function).ok_or(Stop::Lost)?;
        let mut locals = arguments;
        locals.resize(body.locals.max(locals.len()), Value::Nothing);
        match self.node(&body.node, &mut locals) {
            Err(Stop::Return(value)) => Ok(value),
            other => other,
        }
    }

    fn node(&mut self, node: &'a Node, locals: &mut Vec<Value<'a>>) -> Step<'a> {
        match &node.code {
            Code::Number(number) => Ok(Value::Number(*number, 0.0)),
            Code::Flag(flag) => Ok(Value::Flag(*flag)),
            Code::Word(word) => Ok(Value::Word(word.clone())),
            Code::Slot(position) => self.slot(*position),
            Code::Known(position) => {
                let known = !matches!(
                    self.slots.get(*position),
                    None | Some(Slot::Missing | Slot::NotApplicable)
                );
                Ok(Value::Flag(self.noted(node, known)))
            }
            Code::Param(index) => match self.params.get(*index).map(|param| &param.value) {
                Some(ParamValue::Number(number)) => Ok(Value::Number(*number, 0.0)),
                Some(other) => Ok(Value::Param(other)),
                None => Err(Stop::Lost),
            },
            Code::Local(local) => locals.get(*local).cloned().ok_or(Stop::Lost),
            Code::Negate(one) => {
                let (value, slope) = self.number(one, locals)?;
                Ok(Value::Number(-value, -slope))
            }
            Code::Not(one) => Ok(Value::Flag(!self.flag(one, locals)?)),
            Code::Arith(op, a, b) => {
                let (a, b) = (self.number(a, locals)?, self.number(b, locals)?);
                finite(arith(*op, a, b))
            }
            Code::Compare(op, a, b) => {
                let sides = self
                    .node(a, locals)
                    .and_then(|a| Ok((a, self.node(b, locals)?)));
                let Ok((a, b)) = sides else {
                    self.trace.ended.insert(key(node));
                    return Err(Stop::Lost);
                };
                let holds = match (&a, &b) {
                    (Value::Number(x, dx), Value::Number(y, dy)) => {
                        self.turn(x - y, dx - dy);
                        op.holds(*x, *y)
                    }
                    (Value::Flag(x), Value::Flag(y)) => (x == y) == (*op == Compare::Equal),
                    (Value::Word(x), Value::Word(y)) => (x == y) == (*op == Compare::Equal),
                    _ => return Err(Stop::Lost),
                };
                Ok(Value::Flag(self.noted(node, holds)))
            }
            Code::All(parts) => self.logic(parts, false, locals),
            Code::Any(parts) => self.logic(parts, true, locals),
            Code::If {
                when,
                then,
                otherwise,
            } => {
                let branch = if self.flag(when, locals)? {
                    then
                } else {
                    otherwise
                };
                self.enter(branch, locals)
            }
            Code::Switch {
                on,
                branches,
                default,
            } => {
                let on = self.node(on, locals)?;
                self.near_ranges(branches, &on);
                let hit = branches.iter().find(|(label, _)| fits(label, &on));
                match hit.map(|(_, node)| node).or(default.as_deref()) {
                    Some(branch) => self.enter(branch, locals),
                    None => Ok(Value::Nothing),
                }
            }
            Code::Block(nodes) => {
                let mut last = Value::Nothing;
                for one in nodes {
                    last = self.node(one, locals)?;
                }
                Ok(last)
            }
            Code::Let(local, value) => {
                let value = self.node(value, locals)?;
                if let Some(place) = locals.get_mut(*local) {
                    *place = value;
                }
                Ok(Value::Nothing)
            }
            Code::Return(value) => {
                let value = self.node(value, locals)?;
                Err(Stop::Return(value))
            }
            Code::Host(host, arguments) => self.host(*host, node, arguments, locals),
            Code::Values(values) => {
                for (_, value) in values {
                    self.node(value, locals)?;
                }
                Ok(Value::Nothing)
            }
            Code::Own(function, arguments) => {
                let mut values = Vec::new();
                for argument in arguments {
                    values.push(self.node(argument, locals)?);
                }
                self.call(*function, values)
            }
            Code::Nothing => Ok(Value::Nothing),
        }
    }

    fn slot(&self, position: usize) -> Step<'a> {
        let slope = if position == self.varied { 1.0 } else { 0.0 };
        match self.slots.get(position) {
            Some(Slot::Number(number)) => Ok(Value::Number(*number, slope)),
            Some(Slot::Flag(flag)) => Ok(Value::Flag(*flag)),
            Some(Slot::Word(word)) => Ok(Value::Word(word.clone())),
            _ => Err(Stop::Lost),
        }
    }

    fn enter(&mut self, branch: &'a Node, locals: &mut Vec<Value<'a>>) -> Step<'a> {
        *self.trace.entered.entry(key(branch)).or_default() += 1;
        self.node(branch, locals)
    }

    fn noted(&mut self, node: &Node, holds: bool) -> bool {
        let counts = self.trace.outcomes.entry(key(node)).or_default();
        let [no, yes] = counts;
        *(if holds { yes } else { no }) += 1;
        holds
    }

    /// A difference that is 0 somewhere else: there the run turns.
    fn turn(&mut self, difference: f64, slope: f64) {
        if let Some(Slot::Number(now)) = self.slots.get(self.varied) {
            let at = now - difference / slope;
            if at.is_finite() {
                self.trace.turns.push(at);
            }
        }
    }

    fn near_ranges(&mut self, branches: &[(Label, Node)], on: &Value<'_>) {
        let Value::Number(value, slope) = on else {
            return;
        };
        for (label, _) in branches {
            if let Label::Ranges(ranges) = label {
                for (from, to) in ranges {
                    self.turn(value - from, *slope);
                    self.turn(value - to, *slope);
                }
            }
        }
    }

    fn number(
        &mut self,
        node: &'a Node,
        locals: &mut Vec<Value<'a>>,
    ) -> Result<(f64, f64), Stop<'a>> {
        match self.node(node, locals)? {
            Value::Number(value, slope) => Ok((value, slope)),
            _ => Err(Stop::Lost),
        }
    }

    fn flag(&mut self, node: &'a Node, locals: &mut Vec<Value<'a>>) -> Result<bool, Stop<'a>> {
        match self.node(node, locals)? {
            Value::Flag(flag) => Ok(flag),
            _ => Err(Stop::Lost),
        }
    }

    fn logic(&mut self, parts: &'a [Node], stop: bool, locals: &mut Vec<Value<'a>>) -> Step<'a> {
        for part in parts {
            if self.flag(part, locals)? == stop {
                return Ok(Value::Flag(stop));
            }
        }
        Ok(Value::Flag(!stop))
    }

    fn host(
        &mut self,
        host: Host,
        node: &'a Node,
        arguments: &'a [Node],
        locals: &mut Vec<Value<'a>>,
    ) -> Step<'a> {
        let mut values = Vec::new();
        for argument in arguments {
            match &argument.code {
                Code::Known(_) if host == Host::Known => {}
                _ => values.push(self.node(argument, locals)?),
            }
        }
        match (host, values.as_slice()) {
            (Host::Interpolate, [Value::Number(x, dx), Value::Param(ParamValue::Knots(knots))]) => {
                Ok(self.interpolate(*x, *dx, knots))
            }
            (Host::Lookup, [Value::Word(word), Value::Param(ParamValue::Table(table))]) => {
                let found = table.iter().find(|(known, _)| **known == **word);
                found
                    .map(|(_, number)| Value::Number(*number, 0.0))
                    .ok_or(Stop::Lost)
            }
            (Host::Flag, [Value::Flag(flag)]) => {
                Ok(Value::Number(if *flag { 100.0 } else { 0.0 }, 0.0))
            }
            (Host::Share, [Value::Number(x, dx), Value::Number(y, dy)]) => {
                finite(arith(Arith::Divide, (*x, *dx), (*y, *dy)))
            }
            (Host::Min | Host::Max, [Value::Number(x, dx), Value::Number(y, dy)]) => {
                self.turn(x - y, dx - dy);
                let first = (x <= y) == (host == Host::Min);
                Ok(if first {
                    Value::Number(*x, *dx)
                } else {
                    Value::Number(*y, *dy)
                })
            }
            (Host::Abs, [Value::Number(x, dx)]) => {
                self.turn(*x, *dx);
                Ok(if *x < 0.0 {
                    Value::Number(-x, -dx)
                } else {
                    Value::Number(*x, *dx)
                })
            }
            (Host::Sqrt, [Value::Number(x, dx)]) => {
                finite((x.sqrt(), dx / (2.0 * x.sqrt()).max(f64::MIN_POSITIVE)))
            }
            (Host::Scored, [Value::Number(points, _), ..]) => self.scored(node, *points),
            (Host::NotApplicable, _) => Ok(Value::Nothing),
            _ => Err(Stop::Lost),
        }
    }

    fn interpolate(&mut self, x: f64, dx: f64, knots: &[(f64, f64)]) -> Value<'a> {
        for (at, _) in knots {
            self.turn(x - at, dx);
        }
        let passed = knots.partition_point(|(at, _)| *at <= x);
        let before = passed.checked_sub(1).and_then(|place| knots.get(place));
        match (before, knots.get(passed)) {
            (Some((x0, y0)), Some((x1, y1))) => {
                let rise = (y1 - y0) / (x1 - x0);
                Value::Number(y0 + (x - x0) * (y1 - y0) / (x1 - x0), rise * dx)
            }
            (Some((_, y)), None) | (None, Some((_, y))) => Value::Number(*y, 0.0),
            (None, None) => Value::Number(0.0, 0.0),
        }
    }

    fn scored(&mut self, node: &Node, points: f64) -> Step<'a> {
        // Rounding of the last place is no fault: the engine's own comparison lets it pass.
        if !(-1e-9..=100.0 + 1e-9).contains(&points) {
            let most = self.trace.outside.entry(key(node)).or_insert(points);
            if (points - 50.0).abs() > (*most - 50.0).abs() {
                *most = points;
            }
            return Err(Stop::Lost);
        }
        Ok(Value::Points(points))
    }
}

fn finite<'a>((value, slope): (f64, f64)) -> Step<'a> {
    if value.is_finite() {
        Ok(Value::Number(
            value,
            if slope.is_finite() { slope } else { 0.0 },
        ))
    } else {
        Err(Stop::Lost)
    }
}

fn arith(op: Arith, (x, dx): (f64, f64), (y, dy): (f64, f64)) -> (f64, f64) {
    let slope = match op {
        Arith::Add => dx + dy,
        Arith::Subtract => dx - dy,
        Arith::Multiply => dx * y + x * dy,
        Arith::Divide => (dx * y - x * dy) / (y * y),
    };
    (op.of(x, y), slope)
}

fn fits(label: &Label, on: &Value<'_>) -> bool {
    match (label, on) {
        (Label::Words(words), Value::Word(word)) => words.contains(word),
        (Label::Ranges(ranges), Value::Number(value, _)) => {
            ranges.iter().any(|(from, to)| from <= value && value < to)
        }
        _ => false,
    }
}
