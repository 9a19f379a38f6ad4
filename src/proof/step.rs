//! What a number can be, and one step of it: how near to a threshold a case must come, and how far a mutant moves
//! one.

use super::subject::Subject;
use crate::model::{Field, FieldType};
use crate::pack::{Param, ParamValue};
use crate::rules::{Arith, Code, Host, Node, Symbols};

/// What a number can be.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Span {
    /// It is a multiple of this; 1 for whole numbers.
    pub(super) grain: Option<f64>,
    pub(super) min: Option<f64>,
    pub(super) max: Option<f64>,
    /// It lies above this.
    pub(super) above: Option<f64>,
}

impl Span {
    fn from(min: f64) -> Self {
        Self {
            min: Some(min),
            ..Self::default()
        }
    }

    fn to(self, max: f64) -> Self {
        Self {
            max: Some(max),
            ..self
        }
    }

    fn whole(self) -> Self {
        Self {
            grain: Some(1.0),
            ..self
        }
    }

    fn of(field: &Field) -> Self {
        Self {
            grain: (field.kind == FieldType::Integer).then_some(1.0),
            min: field.min,
            max: field.max,
            above: field.above,
        }
    }

    fn bounds(self) -> (f64, f64) {
        let low = self.min.or(self.above).unwrap_or(f64::NEG_INFINITY);
        (low, self.max.unwrap_or(f64::INFINITY))
    }

    fn between(low: f64, high: f64) -> Self {
        Self {
            min: Some(low).filter(|low| low.is_finite()),
            max: Some(high).filter(|high| high.is_finite()),
            ..Self::default()
        }
    }

    fn constant(self) -> Option<f64> {
        let (low, high) = self.bounds();
        (low.to_bits() == high.to_bits()).then_some(low)
    }

    pub(super) fn can_be(self, number: f64) -> bool {
        let parts = self.grain.map_or(0.0, |grain| number / grain);
        (parts - parts.round()).abs() < 1e-9
            && self.min.is_none_or(|min| number >= min)
            && self.max.is_none_or(|max| number <= max)
            && self.above.is_none_or(|above| number > above)
    }

    /// Where it ends, as far as it does.
    pub(super) fn ends(self) -> impl Iterator<Item = f64> {
        [self.min, self.max, self.above].into_iter().flatten()
    }

    /// The numbers beside this one that it can be, where it comes in grains.
    pub(super) fn beside(self, number: f64) -> impl Iterator<Item = f64> {
        let grains = self.grain.into_iter();
        grains.flat_map(move |grain| {
            let (low, high) = ((number / grain).floor(), (number / grain).ceil());
            [low - 1.0, low, high, high + 1.0].map(|count| count * grain)
        })
    }
}

/// One step of a threshold: the grain of what is put to it; else 1 % of it, and at 0 1 % of the range, or 1 where
/// nothing says how far it runs.
pub(super) fn step(threshold: f64, span: Span) -> f64 {
    let range = span.min.zip(span.max).map(|(min, max)| max - min);
    match (span.grain, range) {
        (Some(grain), _) => grain,
        _ if threshold != 0.0 => threshold.abs() / 100.0,
        (None, Some(range)) => range / 100.0,
        (None, None) => 1.0,
    }
}

/// What a symbol can be: as its field says, or as the phase that publishes it counts.
pub(super) fn span_of(subject: &Subject<'_>, place: usize) -> Span {
    let of = |field: Option<&Field>| field.map_or_else(Span::default, Span::of);
    if subject.symbols.is_field(place) {
        return of(subject.fields.at(place));
    }
    let name = subject.symbols.at(place).map_or("", |symbol| &*symbol.name);
    let (group, rest) = name.split_once('.').unwrap_or(("", name));
    let points = Span::from(0.0).to(100.0);
    match (group, rest) {
        ("", "respondents" | "differences") | ("candidate", "contract_months") => {
            Span::from(0.0).whole()
        }
        ("", "lowest_dimension" | Symbols::DIMENSION_SCORE | "share") => points,
        ("scores" | Symbols::COVERAGE, _) => points,
        ("", "share_of_wallet") => Span::from(0.0),
        (Symbols::OLDEST, _) => Span::from(0.0),
        ("candidate", name) => of(subject.account_fields.and_then(|fields| fields.get(name))),
        ("company", name) => of(subject.pack_fields.get(name)),
        ("", name) if subject.indexes.iter().any(|index| &*index.id == name) => points,
        _ => Span::default(),
    }
}

/// One function of a rule, under params.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) params: &'a [Param],
    pub(super) body: &'a Node,
}

impl Around<'_> {
    /// What an expression can be at most; the whole line where its parts do not tell.
    pub(super) fn span(&self, node: &Node) -> Span {
        match &node.code {
            Code::Slot(place) => span_of(self.subject, *place),
            Code::Number(number) => Span::between(*number, *number),
            Code::Param(place) => match self.params.get(*place).map(|param| &param.value) {
                Some(ParamValue::Number(number)) => Span::between(*number, *number),
                _ => Span::default(),
            },
            Code::Local(local) => self.local(*local),
            Code::Own(function, _) => self.own(*function),
            Code::Arith(op, a, b) => arith(*op, self.span(a), self.span(b)),
            Code::Host(host, parts) => self.host(*host, parts),
            _ => Span::default(),
        }
    }

    fn local(&self, local: usize) -> Span {
        let mut found = Span::default();
        self.body.walk(&mut |node| {
            if let Code::Let(own, value) = &node.code
                && *own == local
            {
                found = self.span(value);
            }
        });
        found
    }

    /// All that a function of the rule can give.
    fn own(&self, function: usize) -> Span {
        let Some(body) = self.subject.compiled.lowered.bodies.get(function) else {
            return Span::default();
        };
        let inside = Around {
            body: &body.node,
            ..*self
        };
        let mut given = vec![inside.last(&body.node)];
        body.node.walk(&mut |node| {
            if let Code::Return(value) = &node.code {
                given.push(inside.last(value));
            }
        });
        let joined = |a: Span, b: Span| {
            let ((a0, a1), (b0, b1)) = (a.bounds(), b.bounds());
            Span::between(a0.min(b0), a1.max(b1))
        };
        given.into_iter().reduce(joined).unwrap_or_default()
    }

    fn last(&self, node: &Node) -> Span {
        match &node.code {
            Code::Block(parts) => parts
                .last()
                .map_or_else(Span::default, |last| self.last(last)),
            _ => self.span(node),
        }
    }

    fn host(&self, host: Host, parts: &[Node]) -> Span {
        let [a, b] = parts else {
            return Span::default();
        };
        let (a, b) = (self.span(a), self.span(b));
        let ((a0, a1), (b0, b1)) = (a.bounds(), b.bounds());
        match host {
            Host::Min => Span::between(a0.min(b0), a1.min(b1)),
            Host::Max => Span::between(a0.max(b0), a1.max(b1)),
            Host::Share => arith(Arith::Divide, a, b),
            _ => Span::default(),
        }
    }
}

/// Ends of a result from the ends of its parts.
fn arith(op: Arith, a: Span, b: Span) -> Span {
    let ((a0, a1), (b0, b1)) = (a.bounds(), b.bounds());
    let grain = a.grain.zip(b.constant());
    let grain = grain
        .filter(|(_, by)| *by > 0.0)
        .and_then(|(grain, by)| match op {
            Arith::Multiply => Some(grain * by),
            Arith::Divide => Some(grain / by),
            _ => None,
        });
    let ends = match op {
        Arith::Add => Span::between(a0 + b0, a1 + b1),
        Arith::Subtract => Span::between(a0 - b1, a1 - b0),
        _ if a0 < 0.0 || b0 < 0.0 => Span::default(),
        Arith::Multiply => Span::between(a0 * b0, a1 * b1),
        // What is shared by something small is large.
        Arith::Divide => Span::between(if b1.is_finite() { a0 / b1 } else { 0.0 }, a1 / b0),
    };
    Span { grain, ..ends }
}

/// Whether an expression gives the same number whatever is answered.
pub(super) fn is_constant(node: &Node) -> bool {
    let mut constant = true;
    node.walk(&mut |part| {
        let varies = matches!(
            part.code,
            Code::Slot(_) | Code::Local(_) | Code::Own(..) | Code::Known(_)
        );
        constant &= !varies;
    });
    constant
}
