//! Blocks, `let`, `if`, `switch` and `return`.

use rhai::{ASTFlags, Expr, FlowControl, Position, RangeCase, Stmt, SwitchCasesCollection};

use super::super::code::{Code, Label, Node, Type};
use super::{Lowering, MAX_VARIABLES, node};
use crate::error::{Detail, code, listed, nearest};
use crate::model::Id;

impl Lowering<'_> {
    /// Statements with a scope of their own.
    pub(super) fn scoped(&mut self, statements: &[Stmt], at: Position) -> Option<Node> {
        let depth = self.scope.len();
        let block = self.block(statements, at);
        self.scope.truncate(depth);
        block
    }

    pub(super) fn block(&mut self, statements: &[Stmt], at: Position) -> Option<Node> {
        let nodes: Vec<Option<Node>> = statements
            .iter()
            .filter(|statement| !statement.is_noop())
            .map(|statement| self.statement(statement))
            .collect();
        let nodes: Option<Vec<Node>> = nodes.into_iter().collect();
        let nodes = nodes?;
        let kind = if nodes.iter().any(|one| one.kind == Type::Never) {
            Type::Never
        } else {
            nodes.last().map_or(Type::Unit, |last| last.kind.clone())
        };
        Some(node(Code::Block(nodes), kind, at))
    }

    fn statement(&mut self, statement: &Stmt) -> Option<Node> {
        let at = statement.position();
        match statement {
            Stmt::Expr(expr) => self.expr(expr),
            Stmt::FnCall(call, _) => self.call(call, at),
            Stmt::Block(block) => self.scoped(block.statements(), at),
            Stmt::If(parts, _) => self.branch(parts, at),
            Stmt::Switch(parts, _) => self.switch(&parts.0, &parts.1, at),
            Stmt::Var(parts, flags, _) if flags.is_empty() => {
                self.variable_of(&parts.0.name, &parts.1, at)
            }
            Stmt::Return(Some(value), flags, _) if !flags.intersects(ASTFlags::BREAK) => {
                let value = self.expr(value)?;
                self.returns.push(value.kind.clone());
                Some(node(Code::Return(Box::new(value)), Type::Never, at))
            }
            other => {
                self.refuse(
                    at,
                    format!("{} is not part of the rule language", named(other)),
                );
                None
            }
        }
    }

    fn variable_of(&mut self, name: &str, value: &Expr, at: Position) -> Option<Node> {
        let Some(value) = self.expr(value) else {
            self.lost.push(name.to_owned());
            return None;
        };
        if matches!(
            value.kind,
            Type::Unit | Type::Never | Type::Org | Type::Params
        ) {
            let detail = code::NO_VALUE.says(format!(
                "`{name}` is given {}, which is nothing to keep",
                value.kind.name()
            ));
            self.refuse(at, detail);
            return None;
        }
        // Said once: the variables that follow stand on the same fault.
        if self.scope.len() == MAX_VARIABLES {
            let detail = code::TOO_LARGE.says(format!(
                "a function has at most {MAX_VARIABLES} variables at a time"
            ));
            self.refuse(at, detail);
        }
        let local = self.declare(name, value.kind.clone());
        Some(node(Code::Let(local, Box::new(value)), Type::Unit, at))
    }

    fn branch(&mut self, parts: &FlowControl, at: Position) -> Option<Node> {
        let when = self.typed(&parts.expr, &Type::Flag);
        let then = self.scoped(parts.body.statements(), at);
        let otherwise = self.scoped(parts.branch.statements(), at);
        let (when, then, otherwise) = (when?, then?, otherwise?);
        let kind = self.joined(&then, &otherwise, at)?;
        let code = Code::If {
            when: Box::new(when),
            then: Box::new(then),
            otherwise: Box::new(otherwise),
        };
        Some(node(code, kind, at))
    }

    fn joined(&mut self, one: &Node, two: &Node, at: Position) -> Option<Type> {
        let joined = one.kind.clone().join(two.kind.clone());
        if joined.is_none() {
            let detail = code::NO_VALUE.says(format!(
                "one branch gives {}, the other {}",
                one.kind.name(),
                two.kind.name()
            ));
            self.refuse(at, detail);
        }
        joined
    }

    fn switch(&mut self, on: &Expr, cases: &SwitchCasesCollection, at: Position) -> Option<Node> {
        let on = self.expr(on)?;
        let labels = match &on.kind {
            Type::Word(Some(words)) => {
                let words = words.to_vec();
                self.word_labels(&words, cases, at)?
            }
            Type::Number { .. } => self.range_labels(cases, at)?,
            other => {
                let detail = code::WRONG_TYPE.says(format!(
                    "`switch` decides over the words of a field or over numbers, not over {}",
                    other.name()
                ));
                self.refuse(at, detail);
                return None;
            }
        };
        let covered = covers(&labels, &on.kind);
        let mut kind = if covered || cases.def_case.is_some() {
            Type::Never
        } else {
            Type::Unit
        };
        let all: Vec<Label> = labels.iter().map(|(_, label)| label.clone()).collect();
        let mut branches = Vec::new();
        for (index, label) in labels {
            let branch = self.case(cases, index)?;
            if kind == Type::Unit && !matches!(branch.kind, Type::Unit | Type::Never) {
                let detail = left_out(&on.kind, &all);
                self.refuse(at, detail);
                return None;
            }
            kind = self.joined(&node(Code::Nothing, kind, at), &branch, at)?;
            branches.push((label, branch));
        }
        let mut default = None;
        if let Some(index) = cases.def_case {
            let branch = self.case(cases, index)?;
            kind = self.joined(&node(Code::Nothing, kind, at), &branch, at)?;
            default = Some(Box::new(branch));
        }
        let code = Code::Switch {
            on: Box::new(on),
            branches,
            default,
        };
        Some(node(code, kind, at))
    }

    fn case(&mut self, cases: &SwitchCasesCollection, index: usize) -> Option<Node> {
        let case = cases.expressions.get(index)?;
        if !matches!(case.lhs, Expr::BoolConstant(true, _)) {
            self.refuse(
                case.lhs.position(),
                "a condition on a `switch` case is not part of the rule language",
            );
            return None;
        }
        self.expr(&case.rhs)
    }

    /// The words of each branch, found by the hashes that the tree keeps of them.
    fn word_labels(
        &mut self,
        words: &[Id],
        cases: &SwitchCasesCollection,
        at: Position,
    ) -> Option<Vec<(usize, Label)>> {
        let mut found: Vec<(usize, Vec<Id>)> = Vec::new();
        let mut hits = 0;
        for word in words {
            let hash = (self.hash)(&format!("{word:?}"))?;
            let Some(case) = cases.cases.get(&hash) else {
                continue;
            };
            hits += 1;
            let index = *case.blocks.first()?;
            match found.iter_mut().find(|(known, _)| *known == index) {
                Some((_, list)) => list.push(word.clone()),
                None => found.push((index, vec![word.clone()])),
            }
        }
        if hits < cases.cases.len() || !cases.ranges.is_empty() {
            let known = listed(words.iter().map(|word| &**word));
            let hint = self.quoted_stranger(cases, words, at).and_then(|wrong| {
                nearest(&wrong, words.iter().map(|word| &**word))
                    .map(|near| (wrong.clone(), near.to_owned()))
            });
            let detail = match hint {
                Some((wrong, near)) => code::UNKNOWN_WORD.says(format!(
                    "`{wrong}` is not a word of this field; did you mean `{near}`"
                )),
                None => code::UNKNOWN_WORD.says(format!(
                    "a case of this `switch` is not a word of this field; it can be {known}"
                )),
            };
            self.refuse(at, detail);
            return None;
        }
        found.sort_by_key(|(index, _)| *index);
        Some(
            found
                .into_iter()
                .map(|(index, list)| (index, Label::Words(list)))
                .collect(),
        )
    }

    /// A case's text that is none of the words, as it stands in the file.
    fn quoted_stranger(
        &self,
        cases: &SwitchCasesCollection,
        words: &[Id],
        at: Position,
    ) -> Option<String> {
        let from = at.line()?.saturating_sub(1);
        let lines = self.rule.file.text.lines().skip(from);
        lines
            .flat_map(|line| line.split('"').skip(1).step_by(2))
            .find(|quoted| {
                let hash = (self.hash)(&format!("{quoted:?}"));
                let is_case = hash.is_some_and(|hash| cases.cases.contains_key(&hash));
                is_case && !words.iter().any(|word| &**word == *quoted)
            })
            .map(str::to_owned)
    }

    /// The half-open ranges of each branch.
    fn range_labels(
        &mut self,
        cases: &SwitchCasesCollection,
        at: Position,
    ) -> Option<Vec<(usize, Label)>> {
        let mut found: Vec<(usize, Vec<(f64, f64)>)> = Vec::new();
        let mut hits = 0;
        for range in &cases.ranges {
            let RangeCase::ExclusiveInt(range, index) = range else {
                self.refuse(
                    at,
                    code::GAP.says(
                        "ranges are half-open, as `0..10`: `..=` leaves gaps between whole numbers",
                    ),
                );
                return None;
            };
            let hash = (self.hash)(&format!("{}..{}", range.start, range.end));
            hits += usize::from(hash.is_some_and(|hash| cases.cases.contains_key(&hash)));
            let pair = (range.start as f64, range.end as f64);
            match found.iter_mut().find(|(known, _)| known == index) {
                Some((_, list)) => list.push(pair),
                None => found.push((*index, vec![pair])),
            }
        }
        if hits < cases.cases.len() {
            self.refuse(at, code::GAP.says("a `switch` over a number has half-open ranges only, as `0..10`; a single number never fits a fraction"));
            return None;
        }
        found.sort_by_key(|(index, _)| *index);
        Some(
            found
                .into_iter()
                .map(|(index, list)| (index, Label::Ranges(list)))
                .collect(),
        )
    }
}

/// What a `switch` that should give a value has no branch for.
fn left_out(kind: &Type, labels: &[Label]) -> Detail {
    let Type::Word(Some(words)) = kind else {
        let detail = "this `switch` gives nothing outside of its bands; end it with `_ => …`";
        return code::GAP.says(detail);
    };
    let has = |word: &&str| {
        let own = |label: &Label| matches!(label, Label::Words(list) if list.iter().any(|one| **one == **word));
        labels.iter().any(own)
    };
    let lacking = words.iter().map(|word| &**word).filter(|word| !has(word));
    let detail = format!(
        "this `switch` gives nothing for {}; add the word, or end it with `_ => …`",
        listed(lacking)
    );
    code::NO_VALUE.says(detail)
}

/// Whether the branches have every word that the value can be.
fn covers(labels: &[(usize, Label)], kind: &Type) -> bool {
    let Type::Word(Some(words)) = kind else {
        return false;
    };
    let has = |word: &Id| {
        labels.iter().any(|(_, label)| match label {
            Label::Words(list) => list.contains(word),
            Label::Ranges(_) => false,
        })
    };
    words.iter().all(has)
}

/// What a refused statement is called.
fn named(statement: &Stmt) -> &'static str {
    match statement {
        Stmt::While(..) => "`while` or `loop`",
        Stmt::Do(..) => "`do`",
        Stmt::For(..) => "`for`",
        Stmt::BreakLoop(..) => "`break` or `continue`",
        Stmt::TryCatch(..) => "`try`",
        Stmt::Return(_, flags, _) if flags.intersects(ASTFlags::BREAK) => "`throw`",
        Stmt::Return(None, ..) => "`return` without a value",
        Stmt::Var(..) => "`const` inside a function",
        Stmt::Assignment(..) => "an assignment (`let` gives a name once)",
        Stmt::Import(..) => "`import`",
        Stmt::Export(..) => "`export`",
        Stmt::Share(..) => "a closure",
        _ => "this statement",
    }
}
