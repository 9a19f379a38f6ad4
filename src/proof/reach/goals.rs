//! What the cases of a rule should reach: outcomes, branches, rows of tables, and both sides of each threshold.

use super::watch::{Seen, Which, which};
use crate::model::Id;
use crate::pack::{Param, ParamValue, Role, Spot};
use crate::proof::step::{Around, Span, is_constant, step};
use crate::proof::subject::Subject;
use crate::rules::{Code, Compare, Host, Label, Node, Type};

/// What kind of thing is to be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An end of the rule: unknown, a verdict, a word, true or false.
    Outcome,
    /// A way through the rule, or an answer to a question in it.
    Branch,
    /// A row of a table.
    Row,
    /// Just below, at, or just above a number.
    Threshold,
}

impl Kind {
    pub const ALL: [(&'static str, Self); 4] = [
        ("outcomes", Self::Outcome),
        ("branches", Self::Branch),
        ("table rows", Self::Row),
        ("thresholds", Self::Threshold),
    ];
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Below,
    At,
    Above,
}

impl Side {
    const ALL: [Self; 3] = [Self::Below, Self::At, Self::Above];

    fn name(self) -> &'static str {
        match self {
            Self::Below => "just below",
            Self::At => "at",
            Self::Above => "just above",
        }
    }

    /// Whether a number lies there, within a step of the threshold.
    fn holds(self, x: f64, threshold: f64, step: f64) -> bool {
        let slack = f64::EPSILON * threshold.abs().max(1.0) * 4.0;
        let ahead = x - threshold;
        match self {
            Self::At => ahead.abs() <= slack,
            Self::Below => ahead < -slack && ahead >= -step - slack,
            Self::Above => ahead > slack && ahead <= step + slack,
        }
    }

    /// A number there.
    pub(super) fn of(self, threshold: f64, step: f64) -> f64 {
        let number = match self {
            Self::Below => threshold - step,
            Self::At => threshold,
            Self::Above => threshold + step,
        };
        crate::model::number::rounded(number, 6)
    }
}

/// How one sees that it was reached.
#[derive(Debug, Clone)]
pub(super) enum Probe {
    Unknown,
    Held(bool),
    Word(Id),
    Gave(Which),
    Decided(Which, bool),
    Took(Which, usize),
    LookedUp(Which, String),
    /// A comparison; `swapped` where the threshold stands on the left.
    Compared {
        node: Which,
        swapped: bool,
        side: Side,
        span: Span,
    },
    /// A knot of a curve, a bound of a range.
    Placed {
        node: Which,
        threshold: f64,
        side: Side,
        step: f64,
    },
}

/// One thing to be reached.
#[derive(Debug, Clone)]
pub(super) struct Goal {
    pub(super) kind: Kind,
    pub(super) spot: Spot,
    pub(super) what: String,
    pub(super) probe: Probe,
}

impl Goal {
    pub(super) fn reached(&self, seen: &Seen) -> bool {
        match &self.probe {
            Probe::Unknown => seen.unknown,
            Probe::Held(holds) => seen.held.contains(holds),
            Probe::Word(word) => seen.words.contains(word),
            Probe::Gave(node) => seen.gave.contains(node),
            Probe::Decided(node, holds) => seen.decided.contains(&(*node, *holds)),
            Probe::Took(node, branch) => seen.took.contains(&(*node, *branch)),
            Probe::LookedUp(node, word) => seen.looked_up.contains(&(*node, word.clone())),
            Probe::Compared {
                node,
                swapped,
                side,
                span,
            } => seen.compared.iter().any(|(at, a, b)| {
                let (a, b) = (f64::from_bits(*a), f64::from_bits(*b));
                let (x, threshold) = if *swapped { (b, a) } else { (a, b) };
                at == node && side.holds(x, threshold, step(threshold, *span))
            }),
            Probe::Placed {
                node,
                threshold,
                side,
                step,
            } => {
                let mut placed = seen.placed.iter();
                placed
                    .any(|(at, x)| at == node && side.holds(f64::from_bits(*x), *threshold, *step))
            }
        }
    }
}

/// Everything that the cases of a rule should reach, under these params, in the order of the file.
pub(super) fn goals(subject: &Subject<'_>, params: &[Param]) -> Vec<Goal> {
    let mut list = List {
        subject,
        params,
        body: None,
        goals: Vec::new(),
    };
    list.ends();
    for body in &subject.compiled.lowered.bodies {
        list.body = Some(&body.node);
        body.node.walk(&mut |node| list.node(node));
    }
    list.goals
        .sort_by_key(|goal| (goal.kind, goal.spot.line, goal.spot.column));
    list.goals
}

struct List<'a> {
    subject: &'a Subject<'a>,
    params: &'a [Param],
    /// The function that is looked at.
    body: Option<&'a Node>,
    goals: Vec<Goal>,
}

impl List<'_> {
    fn add(&mut self, kind: Kind, spot: Spot, what: impl Into<String>, probe: Probe) {
        self.goals.push(Goal {
            kind,
            spot,
            what: what.into(),
            probe,
        });
    }

    fn span(&self, node: &Node) -> Span {
        let around = self.body.map(|body| Around {
            subject: self.subject,
            params: self.params,
            body,
        });
        around.map_or_else(Span::default, |around| around.span(node))
    }

    fn ends(&mut self) {
        let compiled = self.subject.compiled;
        let Some(body) = compiled.lowered.bodies.get(compiled.lowered.entry) else {
            return;
        };
        let spot = body.node.spot;
        let measure = matches!(self.subject.rule.role, Role::Measure(_));
        if !compiled.needs.is_empty() || measure {
            self.add(Kind::Outcome, spot, "nobody has answered", Probe::Unknown);
        }
        match &body.node.kind {
            Type::Flag => {
                self.add(Kind::Outcome, spot, "it holds", Probe::Held(true));
                self.add(Kind::Outcome, spot, "it does not hold", Probe::Held(false));
            }
            Type::Word(Some(words)) => {
                // What a rule only hands on is no outcome of its own.
                let named = |word: &&Id| self.names(word);
                let words: Vec<Id> = words.iter().filter(named).cloned().collect();
                for word in words.iter() {
                    self.add(
                        Kind::Outcome,
                        spot,
                        format!("it gives `{word}`"),
                        Probe::Word(word.clone()),
                    );
                }
            }
            _ => {}
        }
    }

    /// Whether the code holds this word.
    fn names(&self, word: &Id) -> bool {
        let mut found = false;
        for body in &self.subject.compiled.lowered.bodies {
            body.node.walk(&mut |node| {
                found |= matches!(&node.code, Code::Word(own) if own == word);
            });
        }
        found
    }

    fn node(&mut self, node: &Node) {
        match &node.code {
            Code::If { .. } => self.both(node, "the condition"),
            Code::Known(place) => {
                let name = self.subject.symbols.at(*place).map_or("", |one| &*one.name);
                self.both(node, &format!("`{name}` is known"));
            }
            Code::Compare(op, a, b) => self.comparison(node, *op, a, b),
            Code::Switch {
                on,
                branches,
                default,
            } => self.switch(node, on, (branches, default.is_some())),
            Code::Host(Host::Flag, _) => self.both(node, "the flag"),
            Code::Host(Host::Scored | Host::NotApplicable, arguments) => {
                let texts = arguments.iter().find_map(|one| match &one.code {
                    Code::Word(word) => Some(word),
                    _ => None,
                });
                let text = texts.map_or("", |word| &**word);
                self.add(
                    Kind::Outcome,
                    node.spot,
                    format!("the verdict `{text}`"),
                    Probe::Gave(which(node)),
                );
            }
            Code::Host(Host::Interpolate, arguments) => self.curve(node, arguments),
            Code::Host(Host::Lookup, arguments) => self.table(node, arguments),
            _ => {}
        }
    }

    fn both(&mut self, node: &Node, what: &str) {
        for holds in [true, false] {
            let what = format!("{what}: {}", if holds { "yes" } else { "no" });
            self.add(
                Kind::Branch,
                node.spot,
                what,
                Probe::Decided(which(node), holds),
            );
        }
    }

    fn comparison(&mut self, node: &Node, op: Compare, a: &Node, b: &Node) {
        if !matches!(a.kind, Type::Number { .. }) {
            let name = |node: &Node| self.shown(node);
            let what = format!("{} {} {}", name(a), op.sign(), name(b));
            return self.both(node, &what);
        }
        let swapped = is_constant(a) && !is_constant(b);
        let (x, limit) = if swapped { (b, a) } else { (a, b) };
        let span = self.span(x);
        let threshold = self.number(limit);
        for side in Side::ALL {
            let feasible = threshold.is_none_or(|threshold| reachable(span, threshold, side));
            if feasible {
                let limit = threshold.map_or_else(|| self.shown(limit), |limit| limit.to_string());
                let what = format!("{} {} {limit}", self.shown(x), side.name());
                let probe = Probe::Compared {
                    node: which(node),
                    swapped,
                    side,
                    span,
                };
                self.add(Kind::Threshold, node.spot, what, probe);
            }
        }
    }

    fn switch(&mut self, node: &Node, on: &Node, (branches, default): (&[(Label, Node)], bool)) {
        let mut bounds: Vec<f64> = Vec::new();
        for (place, (label, branch)) in branches.iter().enumerate() {
            let what = match label {
                Label::Words(words) => words.join(", "),
                Label::Ranges(ranges) => {
                    bounds.extend(ranges.iter().flat_map(|(from, to)| [*from, *to]));
                    let shown = ranges.iter().map(|(from, to)| format!("{from}..{to}"));
                    shown.collect::<Vec<_>>().join(", ")
                }
            };
            let what = format!("the branch {what}");
            self.add(
                Kind::Branch,
                branch.spot,
                what,
                Probe::Took(which(node), place),
            );
        }
        if default {
            let probe = Probe::Took(which(node), branches.len());
            self.add(Kind::Branch, node.spot, "the branch _", probe);
        }
        bounds.retain(|bound| bound.is_finite());
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        self.placed(node, on, &bounds, 0.0);
    }

    fn curve(&mut self, node: &Node, arguments: &[Node]) {
        let (Some(x), Some(ParamValue::Knots(knots))) = (
            arguments.first(),
            arguments.get(1).and_then(|one| self.param(one)),
        ) else {
            return;
        };
        let knots: Vec<f64> = knots.iter().map(|(x, _)| *x).collect();
        let span = knots.last().zip(knots.first()).map_or(0.0, |(b, a)| b - a);
        self.placed(node, x, &knots, span / 100.0);
    }

    /// Thresholds that one number is put to; a curve is looked at by a hundredth of its length at least.
    fn placed(&mut self, node: &Node, x: &Node, thresholds: &[f64], least: f64) {
        let span = self.span(x);
        for threshold in thresholds {
            for side in Side::ALL {
                if reachable(span, *threshold, side) {
                    let what = format!("{} {} {threshold}", self.shown(x), side.name());
                    let probe = Probe::Placed {
                        node: which(node),
                        threshold: *threshold,
                        side,
                        step: step(*threshold, span).max(least),
                    };
                    self.add(Kind::Threshold, node.spot, what, probe);
                }
            }
        }
    }

    fn table(&mut self, node: &Node, arguments: &[Node]) {
        let (Some(word), Some(ParamValue::Table(table))) = (
            arguments.first(),
            arguments.get(1).and_then(|one| self.param(one)),
        ) else {
            return;
        };
        let words: Vec<String> = table.iter().map(|(word, _)| word.clone()).collect();
        for row in words {
            let possible = match &word.kind {
                Type::Word(Some(words)) => words.iter().any(|one| **one == *row),
                _ => true,
            };
            if possible {
                let what = format!("{} = {row}", self.shown(word));
                self.add(
                    Kind::Row,
                    node.spot,
                    what,
                    Probe::LookedUp(which(node), row),
                );
            }
        }
    }

    fn param(&self, node: &Node) -> Option<&ParamValue> {
        match node.code {
            Code::Param(place) => self.params.get(place).map(|param| &param.value),
            _ => None,
        }
    }

    /// The number that an expression without answers stands for, where it is one number.
    fn number(&self, node: &Node) -> Option<f64> {
        match (&node.code, self.param(node)) {
            (Code::Number(number), _) => Some(*number),
            (_, Some(ParamValue::Number(number))) => Some(*number),
            (Code::Negate(one), _) => self.number(one).map(|number| -number),
            _ => None,
        }
    }

    fn shown(&self, node: &Node) -> String {
        shown(self.subject, self.params, node)
    }
}

/// An expression in few words.
pub(in crate::proof) fn shown(subject: &Subject<'_>, params: &[Param], node: &Node) -> String {
    match &node.code {
        Code::Slot(place) => subject
            .symbols
            .at(*place)
            .map_or("", |one| &*one.name)
            .to_owned(),
        Code::Param(place) => {
            let name = params.get(*place).map_or("", |param| param.name.as_str());
            format!("params.{name}")
        }
        Code::Word(word) => format!("\"{word}\""),
        Code::Number(number) => number.to_string(),
        Code::Flag(flag) => flag.to_string(),
        Code::Host(host, _) => format!("{}(…)", host.name()),
        _ => "the value".to_owned(),
    }
}

/// Whether a number can come to this side of a threshold within a step.
fn reachable(span: Span, threshold: f64, side: Side) -> bool {
    let step = step(threshold, span);
    if span.can_be(side.of(threshold, step)) {
        return true;
    }
    // A number beside a threshold that it cannot be, or an end of the range within the step.
    let mut near = span.beside(threshold).chain(span.ends());
    near.any(|x| side.holds(x, threshold, step) && span.can_be(x))
}
