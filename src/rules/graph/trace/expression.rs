//! Values, arithmetic and comparison.

use super::super::super::code::{Arith, Code, Compare, Node, Type};
use super::super::super::hosted::fault;
use super::super::calls::Why;
use super::super::ops::{Op, Ref};
use super::{Item, Read, Trace};
use crate::pack::{ParamValue, Spot};

impl Trace<'_> {
    pub(super) fn node(&mut self, node: &Node) -> Item {
        match &node.code {
            Code::Number(number) => Item::Number(self.ops.number(*number)),
            Code::Flag(flag) => Item::Flag(self.ops.flag(*flag)),
            Code::Word(word) => Item::Word(self.ops_word(word)),
            Code::Slot(symbol) => self.slot(*symbol, &node.kind),
            Code::Known(symbol) => Item::Flag(self.known(*symbol)),
            Code::Param(place) => self.param(*place),
            Code::Local(local) => self
                .frame
                .locals
                .get(*local)
                .cloned()
                .unwrap_or(Item::Nothing),
            Code::Negate(one) => {
                let one = self.number(one);
                Item::Number(self.ops.add(Op::Negate(one)))
            }
            Code::Not(one) => {
                let one = self.flag(one);
                Item::Flag(self.ops.not(one))
            }
            Code::Arith(arith, a, b) => {
                let (a, b) = (self.number(a), self.number(b));
                Item::Number(self.finite(*arith, a, b, node.spot, fault::NOT_FINITE))
            }
            Code::Compare(compare, a, b) => Item::Flag(self.compare(*compare, a, b)),
            Code::Host(host, parts) => self.host(*host, parts, node.spot),
            Code::Values(_) | Code::Nothing => Item::Nothing,
            Code::Own(function, parts) => {
                let arguments = parts.iter().map(|part| self.node(part)).collect();
                self.own(*function, arguments)
            }
            _ => self.control(node),
        }
    }

    pub(super) fn ops_word(&mut self, word: &crate::model::Id) -> Ref {
        let code = self.ops.code(word);
        self.ops.keep(Op::Const(code))
    }

    fn slot(&mut self, symbol: usize, kind: &Type) -> Item {
        let known = self.known(symbol);
        self.ends_unless(known, Why::Missing(symbol));
        let value = match (self.around.read)(symbol) {
            Read::Source(source) => self.ops.keep(Op::Value(source)),
            Read::Word(word) => self.ops_word(&word),
            Read::Nowhere => self.ops.keep(Op::Const(0)),
        };
        match kind {
            Type::Flag => Item::Flag(value),
            Type::Word(_) => Item::Word(value),
            Type::Number { .. } => Item::Number(value),
            // A list has no value that a rule could go on with.
            _ => Item::Nothing,
        }
    }

    fn param(&mut self, place: usize) -> Item {
        match self.around.params.get(place).map(|param| &param.value) {
            Some(ParamValue::Number(number)) => Item::Number(self.ops.number(*number)),
            _ => Item::Param(place),
        }
    }

    /// Arithmetic that fails where its result is not finite.
    pub(super) fn finite(
        &mut self,
        arith: Arith,
        a: Ref,
        b: Ref,
        spot: Spot,
        fault: &'static str,
    ) -> Ref {
        let result = self.ops.add(Op::Arith(arith, a, b));
        let finite = self.ops.add(Op::Finite(result));
        self.ends_unless(finite, Why::Fault(spot, fault));
        result
    }

    fn compare(&mut self, compare: Compare, a: &Node, b: &Node) -> Ref {
        match (self.node(a), self.node(b)) {
            (Item::Number(a), Item::Number(b)) => self.ops.add(Op::Compare(compare, a, b)),
            (Item::Word(a), Item::Word(b)) => {
                let same = self.ops.add(Op::Same(a, b));
                self.same_or_not(compare, same)
            }
            (Item::Flag(a), Item::Flag(b)) => {
                let not_b = self.ops.not(b);
                let same = self.ops.select_flag(a, b, not_b);
                self.same_or_not(compare, same)
            }
            _ => self.ops.flag(false),
        }
    }

    fn same_or_not(&mut self, compare: Compare, same: Ref) -> Ref {
        match compare {
            Compare::Differs => self.ops.not(same),
            _ => same,
        }
    }
}
