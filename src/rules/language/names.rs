//! What a name in a rule stands for: a variable, a fact or computed value of the record, a param.

use rhai::{ASTFlags, BinaryExpr, Expr, Position};

use super::super::code::{Code, Node, Type};
use super::super::symbols::Phase;
use super::{Lowering, named, node};
use crate::error::{code, listed, nearest};
use crate::pack::Param;

impl Lowering<'_> {
    pub(super) fn variable(&mut self, name: &str, at: Position) -> Option<Node> {
        let found = self
            .scope
            .iter()
            .rev()
            .find(|(known, ..)| known == name)
            .map(|(_, local, kind)| (*local, kind.clone()));
        match found {
            Some((local, kind)) => Some(node(Code::Local(local), kind, at)),
            None if self.lost.iter().any(|lost| lost == name) => None,
            None => {
                let hint = self.meant_by(name);
                self.refuse(
                    at,
                    code::UNKNOWN_VARIABLE.says(format!("`{name}` is not declared here{hint}")),
                );
                None
            }
        }
    }

    /// A field or param without what it belongs to, or a slip in a name.
    fn meant_by(&self, name: &str) -> String {
        if self.symbols.position(name).is_some() {
            return format!("; a field is read as `org.{name}`");
        }
        if self.rule.param(name).is_some() {
            return format!("; a param is read as `params.{name}`");
        }
        let near = nearest(name, self.scope.iter().map(|(known, ..)| known.as_str()));
        near.map_or_else(String::new, |near| format!("; did you mean `{near}`"))
    }

    /// `org.field`, `org.scores.dimension`, `params.name`.
    pub(super) fn property(
        &mut self,
        parts: &BinaryExpr,
        flags: ASTFlags,
        at: Position,
    ) -> Option<Node> {
        if flags.intersects(ASTFlags::NEGATED) {
            self.refuse(
                at,
                "`?.` is not part of the rule language; ask with `known(\"…\")`",
            );
            return None;
        }
        let (names, name_at) = self.path(&parts.rhs)?;
        let base = self.expr(&parts.lhs)?;
        match base.kind {
            Type::Org => self.symbol(&names, name_at),
            Type::Params => self.param(&names, name_at),
            other => {
                self.refuse(
                    name_at,
                    code::WRONG_TYPE.says(format!("{} has no properties", other.name())),
                );
                None
            }
        }
    }

    pub(super) fn path(&mut self, expr: &Expr) -> Option<(String, Position)> {
        match expr {
            Expr::Property(named, at) => Some((named.2.to_string(), *at)),
            Expr::Dot(parts, flags, _) if !flags.intersects(ASTFlags::NEGATED) => {
                let (first, at) = self.path(&parts.lhs)?;
                let (rest, _) = self.path(&parts.rhs)?;
                Some((format!("{first}.{rest}"), at))
            }
            other => {
                let detail = match other {
                    Expr::Index(..) => format!("{} is not part of the rule language", named(other)),
                    Expr::MethodCall(call, _) => {
                        format!("call `{0}` as `{0}(…)`, not behind a dot", call.name)
                    }
                    _ => "only a name can stand behind a dot".to_owned(),
                };
                self.refuse(other.position(), detail);
                None
            }
        }
    }

    pub(super) fn symbol(&mut self, name: &str, at: Position) -> Option<Node> {
        let position = self.symbol_position(name, at)?;
        let kind = self.symbols.at(position)?.kind.clone();
        self.out.reads.insert(position);
        Some(node(Code::Slot(position), kind, at))
    }

    /// The symbol of that name, if this phase may read it.
    pub(super) fn symbol_position(&mut self, name: &str, at: Position) -> Option<usize> {
        let known = self.symbols;
        let Some(position) = known.position(name) else {
            let near = nearest(name, known.iter().map(|one| &*one.name));
            let hint = near.map_or_else(
                || "; the fields stand in `fields.toml`".to_owned(),
                |near| format!("; did you mean `{near}`"),
            );
            self.refuse(
                at,
                code::UNKNOWN_FIELD.says(format!("`{name}` is not a field{hint}")),
            );
            return None;
        };
        let symbol = known.at(position)?;
        let readable = match symbol.phase {
            Phase::Fields => true,
            phase => phase < self.phase,
        };
        if !readable {
            self.refuse(
                at,
                code::TOO_EARLY.says(format!(
                    "`{name}` is computed in the phase `{}`, after this rule has run",
                    symbol.phase.name()
                )),
            );
            return None;
        }
        Some(position)
    }

    pub(super) fn param(&mut self, name: &str, at: Position) -> Option<Node> {
        let rule = self.rule;
        let Some((index, param)) = rule
            .params
            .iter()
            .enumerate()
            .find(|(_, param)| param.name == name)
        else {
            let known = || rule.params.iter().map(|param| param.name.as_str());
            let hint = nearest(name, known()).map_or_else(
                || format!("META declares {}", listed(known())),
                |near| format!("did you mean `{near}`"),
            );
            self.refuse(
                at,
                code::UNKNOWN_PARAM.says(format!("`{name}` is not a param; {hint}")),
            );
            return None;
        };
        self.out.params_used.insert(name.to_owned());
        Some(node(Code::Param(index), param_type(param), at))
    }
}

fn param_type(param: &Param) -> Type {
    use crate::pack::ParamValue;
    match &param.value {
        ParamValue::Number(_) => Type::NUMBER,
        ParamValue::Knots(_) => Type::Knots,
        ParamValue::Table(table) => {
            Type::Table(table.iter().map(|(word, _)| word.clone()).collect())
        }
    }
}
