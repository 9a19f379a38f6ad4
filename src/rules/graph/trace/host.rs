//! Calls of the host's functions.

use super::super::super::code::{Arith, Code, Node, Type};
use super::super::super::hosted::{Host, fault};
use super::super::calls::{Found, Site, Why};
use super::super::ops::{Op, Ref};
use super::{Item, Trace};
use crate::model::Id;
use crate::pack::{ParamValue, Spot};

impl Trace<'_> {
    pub(super) fn host(&mut self, host: Host, parts: &[Node], spot: Spot) -> Item {
        match (host, parts) {
            (Host::Known, [one]) => self.node(one),
            (Host::Scored, [points, rest @ ..]) => self.scored(points, rest, spot),
            (Host::NotApplicable, rest) => self.not_applicable(rest),
            (Host::Interpolate, [x, curve]) => {
                let x = self.number(x);
                let curve = self.node(curve);
                Item::Number(self.interpolate(x, &curve, spot))
            }
            (Host::Lookup, [word, table]) => {
                let listed = matches!(word.kind, Type::Word(Some(_)));
                let word = self.word(word);
                let table = self.node(table);
                Item::Number(self.lookup(word, &table, listed, spot))
            }
            (Host::Flag, [one]) => {
                let one = self.flag(one);
                let (full, none) = (self.ops.number(100.0), self.ops.number(0.0));
                Item::Number(self.select(one, full, none))
            }
            (Host::Abs | Host::Sqrt, [one]) => {
                let one = self.number(one);
                Item::Number(self.one_number(host, one, spot))
            }
            (_, [a, b]) => {
                let (a, b) = (self.number(a), self.number(b));
                Item::Number(self.two_numbers(host, a, b, spot))
            }
            _ => Item::Nothing,
        }
    }

    fn one_number(&mut self, host: Host, one: Ref, spot: Spot) -> Ref {
        if host == Host::Abs {
            return self.ops.add(Op::Absolute(one));
        }
        let root = self.ops.add(Op::Root(one));
        // A root that is a number is not negative.
        let exists = self.ops.add(Op::AtLeast(root, 0.0_f64.to_bits()));
        self.ends_unless(exists, Why::Fault(spot, fault::NO_ROOT));
        root
    }

    fn two_numbers(&mut self, host: Host, a: Ref, b: Ref, spot: Spot) -> Ref {
        match host {
            Host::Share => self.finite(Arith::Divide, a, b, spot, fault::NO_SHARE),
            Host::Min => self.ops.add(Op::Smaller(a, b)),
            _ => self.ops.add(Op::Larger(a, b)),
        }
    }

    fn interpolate(&mut self, x: Ref, curve: &Item, spot: Spot) -> Ref {
        let (y, finite) = self.on_curve(x, curve);
        self.ends_unless(finite, Why::Fault(spot, fault::NOT_FINITE));
        y
    }

    /// The number on a curve, and whether it is finite; only very steep curves give others.
    fn on_curve(&mut self, x: Ref, curve: &Item) -> (Ref, Ref) {
        match curve {
            Item::Either(when, a, b) => {
                let (a, finite_a) = self.on_curve(x, a);
                let (b, finite_b) = self.on_curve(x, b);
                let finite = self.ops.select_flag(*when, finite_a, finite_b);
                (self.select(*when, a, b), finite)
            }
            Item::Param(place) => {
                let param = self.around.params.get(*place).map(|param| &param.value);
                let knots = param.and_then(ParamValue::knots).unwrap_or_default();
                let (curve, bounded) = self.ops.curve(knots);
                let y = self.ops.add(Op::Curve(curve, x));
                let finite = if bounded {
                    self.ops.flag(true)
                } else {
                    self.ops.add(Op::Finite(y))
                };
                (y, finite)
            }
            _ => (self.ops.number(0.0), self.ops.flag(true)),
        }
    }

    /// A word whose possible values were checked to stand in the table needs no look.
    fn lookup(&mut self, word: Ref, table: &Item, listed: bool, spot: Spot) -> Ref {
        let (number, there) = self.entry(word, table);
        if !listed {
            self.ends_unless(there, Why::Lacks(spot, word));
        }
        number
    }

    /// The number of a word, and whether it has one.
    fn entry(&mut self, word: Ref, table: &Item) -> (Ref, Ref) {
        match table {
            Item::Either(when, a, b) => {
                let (a, there_a) = self.entry(word, a);
                let (b, there_b) = self.entry(word, b);
                let there = self.ops.select_flag(*when, there_a, there_b);
                (self.select(*when, a, b), there)
            }
            Item::Param(place) => {
                let param = self.around.params.get(*place).map(|param| &param.value);
                let Some(ParamValue::Table(table)) = param else {
                    return (self.ops.number(0.0), self.ops.flag(false));
                };
                let table = self.ops.table(table);
                let there = self.ops.add(Op::InTable(table, word));
                (self.ops.add(Op::Table(table, word)), there)
            }
            _ => (self.ops.number(0.0), self.ops.flag(false)),
        }
    }

    fn scored(&mut self, points: &Node, rest: &[Node], spot: Spot) -> Item {
        let points = self.number(points);
        let site = self.site(rest);
        let allowed = self.ops.add(Op::Points(points));
        self.ends_unless(allowed, Why::Points(spot, points));
        Item::Verdict {
            site,
            scored: self.ops.flag(true),
            points,
        }
    }

    fn not_applicable(&mut self, rest: &[Node]) -> Item {
        let site = self.site(rest);
        let points = self.ops.number(0.0);
        Item::Verdict {
            site,
            scored: self.ops.flag(false),
            points,
        }
    }

    /// The sentence of a verdict, as the number of its place among those of the rule.
    fn site(&mut self, parts: &[Node]) -> Ref {
        let mut site = Site::default();
        for part in parts {
            match &part.code {
                Code::Word(text) => site.text = text.clone(),
                Code::Values(values) => site.values = self.values(values),
                _ => {}
            }
        }
        let known = self.sites.iter().position(|one| *one == site);
        let place = known.unwrap_or_else(|| {
            self.sites.push(site);
            self.sites.len() - 1
        });
        self.ops.keep(Op::Const(place as u64))
    }

    fn values(&mut self, values: &[(String, Node)]) -> Vec<(Id, Found)> {
        let mut all: Vec<(Id, Found)> = Vec::new();
        for (name, value) in values {
            let value = self.node(value);
            all.push((name.as_str().into(), self.found(value)));
        }
        all.sort_by(|(a, _), (b, _)| a.cmp(b));
        all
    }
}
