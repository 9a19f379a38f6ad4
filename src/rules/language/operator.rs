//! Operators of the closed language.

use rhai::{Expr, FnCallExpr, Position};

use super::super::code::{Arith, Code, Compare, Node, Type};
use super::{Lowering, node};
use crate::error::{code, nearest};
use crate::model::Id;

impl Lowering<'_> {
    pub(super) fn operator(&mut self, call: &FnCallExpr, at: Position) -> Option<Node> {
        match (call.name.as_str(), call.args.as_slice()) {
            ("-", [one]) => self.negate(one, at),
            ("!", [one]) => {
                let one = self.typed(one, &Type::Flag)?;
                Some(node(Code::Not(Box::new(one)), Type::Flag, at))
            }
            ("+", [a, b]) => self.arith(Arith::Add, a, b, at),
            ("-", [a, b]) => self.arith(Arith::Subtract, a, b, at),
            ("*", [a, b]) => self.arith(Arith::Multiply, a, b, at),
            ("/", [a, b]) => self.arith(Arith::Divide, a, b, at),
            ("==", [a, b]) => self.compare(Compare::Equal, a, b, at),
            ("!=", [a, b]) => self.compare(Compare::Differs, a, b, at),
            ("<", [a, b]) => self.compare(Compare::Less, a, b, at),
            ("<=", [a, b]) => self.compare(Compare::AtMost, a, b, at),
            (">", [a, b]) => self.compare(Compare::Greater, a, b, at),
            (">=", [a, b]) => self.compare(Compare::AtLeast, a, b, at),
            (name, _) => {
                self.refuse(
                    at,
                    format!("the operator `{name}` is not part of the rule language"),
                );
                None
            }
        }
    }

    pub(super) fn logic(
        &mut self,
        parts: &[Expr],
        code: fn(Vec<Node>) -> Code,
        at: Position,
    ) -> Option<Node> {
        let nodes: Vec<Option<Node>> = parts
            .iter()
            .map(|part| self.typed(part, &Type::Flag))
            .collect();
        let nodes: Option<Vec<Node>> = nodes.into_iter().collect();
        Some(node(code(nodes?), Type::Flag, at))
    }

    /// An expression that must be of this type.
    pub(super) fn typed(&mut self, expr: &Expr, wanted: &Type) -> Option<Node> {
        let found = self.expr(expr)?;
        let fits = match (wanted, &found.kind) {
            (Type::Number { .. }, Type::Number { .. }) | (Type::Word(_), Type::Word(_)) => true,
            (wanted, kind) => wanted == kind,
        };
        if fits {
            return Some(found);
        }
        let detail = code::WRONG_TYPE.says(format!(
            "{} is expected here, and this is {}",
            wanted.name(),
            found.kind.name()
        ));
        self.refuse(expr.position(), detail);
        None
    }

    fn negate(&mut self, one: &Expr, at: Position) -> Option<Node> {
        let one = self.typed(one, &Type::NUMBER)?;
        let kind = one.kind.clone();
        Some(node(Code::Negate(Box::new(one)), kind, at))
    }

    fn arith(&mut self, op: Arith, a: &Expr, b: &Expr, at: Position) -> Option<Node> {
        let a = self.typed(a, &Type::NUMBER);
        let b = self.typed(b, &Type::NUMBER);
        let (a, b) = (a?, b?);
        let whole = |one: &Node| one.kind == Type::Number { whole: true };
        if whole(&a) && whole(&b) {
            self.refuse(
                at,
                code::WRONG_TYPE.says("whole numbers divide and overflow differently; write one of them as 1.0, or as a param"),
            );
            return None;
        }
        Some(node(
            Code::Arith(op, Box::new(a), Box::new(b)),
            Type::NUMBER,
            at,
        ))
    }

    fn compare(&mut self, op: Compare, a: &Expr, b: &Expr, at: Position) -> Option<Node> {
        let left = self.expr(a);
        let right = self.expr(b);
        let (left, right) = (left?, right?);
        let equality = matches!(op, Compare::Equal | Compare::Differs);
        match (&left.kind, &right.kind) {
            (Type::Number { .. }, Type::Number { .. }) => {}
            (Type::Flag, Type::Flag) if equality => {}
            (Type::Word(one), Type::Word(two)) if equality => {
                let (one, two) = (one.clone(), two.clone());
                self.possible(one.as_deref(), two.as_deref(), at)?;
            }
            (one, two) => {
                let detail = code::WRONG_TYPE.says(format!(
                    "{} and {} cannot be compared like this",
                    one.name(),
                    two.name()
                ));
                self.refuse(at, detail);
                return None;
            }
        }
        let code = Code::Compare(op, Box::new(left), Box::new(right));
        Some(node(code, Type::Flag, at))
    }

    /// Two words that can never be equal are a slip.
    fn possible(&mut self, one: Option<&[Id]>, two: Option<&[Id]>, at: Position) -> Option<()> {
        let (Some(one), Some(two)) = (one, two) else {
            return Some(());
        };
        if one.iter().any(|word| two.contains(word)) {
            return Some(());
        }
        let (literal, words) = if two.len() == 1 {
            (two, one)
        } else {
            (one, two)
        };
        let literal = literal.first()?;
        let near = nearest(literal, words.iter().map(|word| &**word));
        let hint = near.map_or_else(
            || {
                format!(
                    "it can be {}",
                    crate::error::listed(words.iter().map(|word| &**word))
                )
            },
            |near| format!("did you mean `{near}`"),
        );
        self.refuse(
            at,
            code::UNKNOWN_WORD.says(format!("this can never be `{literal}`; {hint}")),
        );
        None
    }
}
