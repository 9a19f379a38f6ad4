//! From typed code to operations: one walk along all paths of a rule at once.
//!
//! `live` holds for the organisations that are still on the path at hand. A read, a failure or a `return` takes
//! some of them off it; where paths meet again, their values are merged by the flag that parted them.

mod control;
mod expression;
mod host;

use super::super::code::Node;
use super::super::language::Lowered;
use super::calls::{Call, End, Found, Site, Why};
use super::ops::{Op, Ops, Ref};
use crate::model::Id;
use crate::pack::Param;

/// Where a symbol's value comes from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Read {
    /// Columns of this source.
    Source(usize),
    /// The same for every organisation.
    Word(Id),
    /// Nobody publishes it for this rule.
    Nowhere,
}

/// What a rule is lowered with.
pub(super) struct Around<'a> {
    pub(super) lowered: &'a Lowered,
    pub(super) params: &'a [Param],
    pub(super) read: &'a dyn Fn(usize) -> Read,
}

/// The value of an expression. Curves and tables are not values of the graph; they are chosen by flags.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Item {
    Number(Ref),
    Flag(Ref),
    Word(Ref),
    Verdict { site: Ref, scored: Ref, points: Ref },
    Param(usize),
    Either(Ref, Box<Self>, Box<Self>),
    Nothing,
}

#[derive(Default)]
struct Frame {
    locals: Vec<Item>,
    returned: Vec<(Ref, Item)>,
}

pub(super) struct Trace<'a> {
    ops: &'a mut Ops,
    around: Around<'a>,
    live: Ref,
    ends: Vec<End>,
    sites: Vec<Site>,
    frame: Frame,
}

impl<'a> Trace<'a> {
    /// Lowers a rule that is run where these symbols are known.
    pub(super) fn of(ops: &'a mut Ops, around: Around<'a>, needs: &[usize]) -> Call {
        let mut trace = Self {
            live: ops.flag(true),
            ops,
            around,
            ends: Vec::new(),
            sites: Vec::new(),
            frame: Frame::default(),
        };
        let absent = trace.meet(needs);
        let entry = trace.around.lowered.entry;
        let value = trace.own(entry, vec![Item::Nothing, Item::Nothing]);
        Call {
            needs: needs
                .iter()
                .map(|need| (*need, (trace.around.read)(*need)))
                .collect(),
            absent,
            live: trace.live,
            found: trace.found(value),
            ends: trace.ends,
            sites: trace.sites,
        }
    }

    /// Goes on where all needs are known; gives where one of them was said not to apply.
    fn meet(&mut self, needs: &[usize]) -> Ref {
        let mut any = self.ops.flag(false);
        for need in needs {
            let known = self.known(*need);
            self.live = self.ops.and(self.live, known);
            if let Read::Source(source) = (self.around.read)(*need) {
                let absent = self.ops.keep(Op::Absent(source));
                any = self.ops.or(any, absent);
            }
        }
        any
    }

    fn known(&mut self, symbol: usize) -> Ref {
        match (self.around.read)(symbol) {
            Read::Source(source) => self.ops.keep(Op::Known(source)),
            Read::Word(_) => self.ops.flag(true),
            Read::Nowhere => self.ops.flag(false),
        }
    }

    fn found(&mut self, value: Item) -> Found {
        match value {
            Item::Flag(flag) => Found::Flag(flag),
            Item::Word(word) => Found::Word(word),
            Item::Number(number) => Found::Number(number),
            Item::Verdict {
                site,
                scored,
                points,
            } => Found::Verdict {
                site,
                scored,
                points,
            },
            _ => Found::Nothing,
        }
    }

    /// Ends the rule where a flag does not hold.
    fn ends_unless(&mut self, holds: Ref, why: Why) {
        let fails = self.ops.not(holds);
        let when = self.ops.and(self.live, fails);
        if self.ops.constant(when) != Some(super::ops::NONE) {
            self.ends.push(End { when, why });
            self.live = self.ops.and(self.live, holds);
        }
    }

    /// How often a path has ended so far; where this has not changed, everyone is still on it.
    fn mark(&self) -> (usize, usize) {
        (self.ends.len(), self.frame.returned.len())
    }

    /// One of the file's own functions, lowered where it is called.
    fn own(&mut self, function: usize, arguments: Vec<Item>) -> Item {
        let Some(body) = self.around.lowered.bodies.get(function) else {
            return Item::Nothing;
        };
        let (start, ended) = (self.live, self.ends.len());
        let mut locals = arguments;
        locals.resize(body.locals.max(locals.len()), Item::Nothing);
        let inner = Frame {
            locals,
            returned: Vec::new(),
        };
        let outer = std::mem::replace(&mut self.frame, inner);
        let mut value = self.node(&body.node);
        let inner = std::mem::replace(&mut self.frame, outer);
        for (when, item) in inner.returned.into_iter().rev() {
            value = self.merge(when, item, value);
            self.live = self.ops.or(self.live, when);
        }
        if self.ends.len() == ended {
            self.live = start;
        }
        value
    }

    /// One value where the flag holds, else the other. A path that was never walked has no value.
    fn merge(&mut self, when: Ref, a: Item, b: Item) -> Item {
        match (a, b) {
            (one, Item::Nothing) | (Item::Nothing, one) => one,
            (Item::Number(a), Item::Number(b)) => Item::Number(self.select(when, a, b)),
            (Item::Word(a), Item::Word(b)) => Item::Word(self.select(when, a, b)),
            (Item::Flag(a), Item::Flag(b)) => Item::Flag(self.ops.select_flag(when, a, b)),
            (
                Item::Verdict {
                    site,
                    scored,
                    points,
                },
                Item::Verdict {
                    site: other,
                    scored: or_scored,
                    points: or_points,
                },
            ) => Item::Verdict {
                site: self.select(when, site, other),
                scored: self.ops.select_flag(when, scored, or_scored),
                points: self.select(when, points, or_points),
            },
            (a, b) if a == b => a,
            (a, b) => Item::Either(when, Box::new(a), Box::new(b)),
        }
    }

    fn select(&mut self, when: Ref, a: Ref, b: Ref) -> Ref {
        self.ops.add(Op::Select(when, a, b))
    }

    fn number(&mut self, node: &Node) -> Ref {
        match self.node(node) {
            Item::Number(number) => number,
            _ => self.ops.number(0.0),
        }
    }

    fn flag(&mut self, node: &Node) -> Ref {
        match self.node(node) {
            Item::Flag(flag) => flag,
            _ => self.ops.flag(false),
        }
    }

    fn word(&mut self, node: &Node) -> Ref {
        match self.node(node) {
            Item::Word(word) => word,
            _ => self.ops.keep(Op::Const(0)),
        }
    }
}
