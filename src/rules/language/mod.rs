//! The closed language: one walk over the syntax tree that lets through what a rule may say, with types.
//!
//! A rule may use `let`, `if`, `switch`, blocks, `return`, arithmetic, comparison, logic, literals, the host's
//! functions and its own functions that do not call themselves. So memory and time are bounded by the size of
//! the file, and the fields it reads, in any branch, are exactly its needs.

use std::collections::BTreeSet;

use rhai::{AST, ASTNode, Expr, Position, Stmt};

use super::code::{Code, Node, Type};
use super::engine::{MAX_CALL_LEVELS, MAX_VARIABLES};
use super::symbols::{Phase, Symbols};
use crate::error::{Detail, Error, Faults, Kind, Place, code};
use crate::model::Id;
use crate::pack::{Rule, Spot};

mod call;
mod checks;
mod control;
mod names;
mod operator;

/// Up to here, whole numbers compare alike as integers and as floats with their tolerance.
const MAX_WHOLE: u64 = 1_000_000_000_000_000;

/// One function of a rule file, lowered.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    pub name: String,
    /// How many arguments it takes; they are its first local variables.
    pub arguments: usize,
    pub node: Node,
    pub locals: usize,
}

/// A rule's functions as code, and what they touch.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lowered {
    pub bodies: Vec<Body>,
    /// The function that the host calls.
    pub entry: usize,
    /// Symbols read in any branch, in order.
    pub reads: BTreeSet<usize>,
    /// Symbols asked for with `known(…)`.
    pub asked: BTreeSet<usize>,
    pub params_used: BTreeSet<String>,
    pub texts_used: BTreeSet<String>,
}

/// A function as it stands in the file.
struct Declared {
    name: String,
    /// `fn int.half()`: a method, which a rule has no way to call.
    method: bool,
    params: Vec<String>,
    statements: Vec<Stmt>,
    at: Position,
}

/// What stands for a switch label's hash; the tree keeps nothing else of it.
pub(super) type LabelHash<'a> = &'a dyn Fn(&str) -> Option<u64>;

pub(super) struct Lowering<'a> {
    rule: &'a Rule,
    symbols: &'a Symbols,
    phase: Phase,
    hash: LabelHash<'a>,
    declared: Vec<Declared>,
    /// Argument types and the finished body, once a function has been called.
    bodies: Vec<Option<(Vec<Type>, Body)>>,
    /// Functions being lowered right now; meeting one again is recursion.
    open: Vec<usize>,
    scope: Vec<(String, usize, Type)>,
    locals: usize,
    returns: Vec<Type>,
    /// Variables whose value was refused; that they are not declared is no second fault.
    lost: Vec<String>,
    /// Texts that a verdict names, with the values it gives and its place.
    sentences: Vec<(String, Vec<String>, Position)>,
    out: Lowered,
    faults: Faults,
}

/// Lowers a compiled rule file.
///
/// # Errors
/// Everything that the closed language does not allow, each with its position and the reason.
pub(super) fn lower(
    rule: &Rule,
    ast: &AST,
    symbols: &Symbols,
    hash: LabelHash<'_>,
) -> Result<Lowered, Faults> {
    let mut lowering = Lowering {
        rule,
        symbols,
        phase: Phase::of(rule),
        hash,
        declared: declared(ast),
        bodies: Vec::new(),
        open: Vec::new(),
        scope: Vec::new(),
        locals: 0,
        returns: Vec::new(),
        lost: Vec::new(),
        sentences: Vec::new(),
        out: Lowered::default(),
        faults: Vec::new(),
    };
    lowering.bodies = lowering.declared.iter().map(|_| None).collect();
    if let Some(stray) = ast.statements().first() {
        lowering.refuse(
            stray.position(),
            code::NOT_IN_LANGUAGE.says("a statement outside of functions is never run"),
        );
    }
    lowering.check_names();
    lowering.enter();
    lowering.finish()
}

fn declared(ast: &AST) -> Vec<Declared> {
    let mut statements = Vec::new();
    ast.walk(&mut |path: &[ASTNode<'_>]| {
        if let [ASTNode::Stmt(statement)] = path {
            statements.push((*statement).clone());
        }
        true
    });
    // The tree keeps its functions in no order of its own.
    statements.sort_by_key(|one| (one.position().line(), one.position().position()));
    let mut all: Vec<Declared> = ast
        .iter_functions()
        .filter_map(|function| {
            let library = ast.shared_lib();
            let found = library.get_script_fn(function.name, function.params.len())?;
            let (from, to) = (found.body.start_position(), found.body.end_position());
            let inside = |at: Position| before(from, at) && before(at, to);
            Some(Declared {
                name: function.name.to_owned(),
                method: found.this_type.is_some(),
                params: function
                    .params
                    .iter()
                    .map(|&name| name.to_owned())
                    .collect(),
                statements: statements
                    .iter()
                    .filter(|statement| inside(statement.position()))
                    .cloned()
                    .collect(),
                at: from,
            })
        })
        .collect();
    all.sort_by_key(|one| (one.at.line(), one.at.position()));
    all
}

fn before(a: Position, b: Position) -> bool {
    (a.line(), a.position()) <= (b.line(), b.position())
}

pub(super) fn spot(at: Position) -> Spot {
    Spot {
        line: at.line().unwrap_or(1),
        column: at.position().unwrap_or(1),
    }
}

impl Lowering<'_> {
    fn refuse(&mut self, at: Position, detail: impl Into<Detail>) {
        let spot = spot(at);
        let place = Place::spot(&*self.rule.file.shown, spot.line, spot.column);
        self.faults
            .push(Error::new(Kind::Rule, detail.into().or(code::NOT_IN_LANGUAGE)).at(place));
    }

    fn enter(&mut self) {
        let wanted = self.rule.role.function();
        let found = self.declared.iter().position(|one| one.name == wanted);
        let Some(entry) = found.filter(|entry| self.is_entry(*entry)) else {
            let at = self.declared.first().map_or(Position::NONE, |one| one.at);
            self.refuse(
                at,
                code::FUNCTION.says(format!(
                    "this rule needs the function `fn {wanted}(org, params)`"
                )),
            );
            return;
        };
        self.out.entry = entry;
        let at = self
            .declared
            .get(entry)
            .map_or(Position::NONE, |one| one.at);
        let kind = self.own_function(entry, vec![Type::Org, Type::Params], at);
        if let Some(kind) = kind {
            self.check_result(&kind, at);
        }
    }

    fn is_entry(&self, index: usize) -> bool {
        self.declared
            .get(index)
            .is_some_and(|one| one.params == ["org", "params"])
    }

    fn finish(mut self) -> Result<Lowered, Faults> {
        let idle: Vec<(Position, String)> = self
            .declared
            .iter()
            .zip(&self.bodies)
            .filter(|(_, body)| body.is_none())
            .map(|(one, _)| (one.at, one.name.clone()))
            .collect();
        if self.faults.is_empty() {
            for (at, name) in idle {
                self.refuse(
                    at,
                    code::FUNCTION.says(format!("the function `{name}` is never called")),
                );
            }
            self.check_sentences();
            self.check_steps();
        }
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        self.out.bodies = self
            .bodies
            .into_iter()
            .flatten()
            .map(|(_, body)| body)
            .collect();
        Ok(self.out)
    }

    /// Lowers an own function for its first call; a later call must bring the same types.
    fn own_function(&mut self, index: usize, types: Vec<Type>, at: Position) -> Option<Type> {
        let name = self.declared.get(index)?.name.clone();
        if self.open.contains(&index) {
            self.refuse(at, format!("`{name}` calls itself, and a rule must end"));
            return None;
        }
        if self.open.len() >= MAX_CALL_LEVELS {
            self.refuse(
                at,
                code::TOO_LARGE.says(format!(
                    "functions that call each other go at most {MAX_CALL_LEVELS} deep"
                )),
            );
            return None;
        }
        if let Some(Some((known, body))) = self.bodies.get(index) {
            let kind = body.node.kind.clone();
            if !same_types(known, &types) {
                self.refuse(
                    at,
                    code::ARGUMENTS.says(format!(
                        "`{name}` is called with other types or other words before"
                    )),
                );
                return None;
            }
            return Some(kind);
        }
        let (params, statements) = {
            let declared = self.declared.get(index)?;
            (declared.params.clone(), declared.statements.clone())
        };
        self.open.push(index);
        let outer = (
            std::mem::take(&mut self.scope),
            std::mem::replace(&mut self.locals, 0),
            std::mem::take(&mut self.returns),
        );
        for (name, kind) in params.iter().zip(&types) {
            self.declare(name, kind.clone());
        }
        let node = self.function_body(&statements, at);
        let locals = self.locals;
        (self.scope, self.locals, self.returns) = outer;
        self.open.pop();
        let node = node?;
        if locals > MAX_VARIABLES {
            let detail = code::TOO_LARGE.says(format!(
                "`{name}` has {locals} variables; {MAX_VARIABLES} are allowed"
            ));
            self.refuse(at, detail);
        }
        let kind = node.kind.clone();
        let body = Body {
            name,
            arguments: params.len(),
            node,
            locals,
        };
        if let Some(place) = self.bodies.get_mut(index) {
            *place = Some((types, body));
        }
        Some(kind)
    }

    fn function_body(&mut self, statements: &[Stmt], at: Position) -> Option<Node> {
        let node = self.block(statements, at)?;
        let returns = std::mem::take(&mut self.returns);
        let mut kind = node.kind.clone();
        for other in returns {
            let (one, two) = (kind.name(), other.name());
            match kind.clone().join(other) {
                Some(joined) => kind = joined,
                None => {
                    self.refuse(
                        at,
                        code::NO_VALUE
                            .says(format!("this function gives {one} here and {two} there")),
                    );
                    return None;
                }
            }
        }
        Some(Node { kind, ..node })
    }

    fn declare(&mut self, name: &str, kind: Type) -> usize {
        let local = self.locals;
        self.locals += 1;
        self.scope.push((name.to_owned(), local, kind));
        local
    }

    /// An expression; none where it was refused.
    fn expr(&mut self, expr: &Expr) -> Option<Node> {
        let at = expr.position();
        let make = |code, kind| Some(node(code, kind, at));
        match expr {
            Expr::BoolConstant(flag, _) => make(Code::Flag(*flag), Type::Flag),
            Expr::IntegerConstant(number, _) if number.unsigned_abs() > MAX_WHOLE => {
                self.refuse(
                    at,
                    "a whole number has at most 15 digits; write a larger one with a decimal point",
                );
                None
            }
            Expr::IntegerConstant(number, _) => {
                make(Code::Number(*number as f64), Type::Number { whole: true })
            }
            Expr::FloatConstant(number, _) if number.is_finite() => {
                make(Code::Number(**number), Type::NUMBER)
            }
            Expr::StringConstant(word, _) => {
                let word: Id = word.as_str().into();
                make(Code::Word(word.clone()), Type::Word(Some([word].into())))
            }
            Expr::Variable(named, _, _) if !named.2.is_empty() => {
                self.refuse(at, "a name behind `::` is not part of the rule language");
                None
            }
            Expr::Variable(named, _, _) => self.variable(&named.1, at),
            Expr::Dot(parts, flags, _) => self.property(parts, *flags, at),
            Expr::And(parts, _) => self.logic(parts, Code::All, at),
            Expr::Or(parts, _) => self.logic(parts, Code::Any, at),
            Expr::FnCall(call, _) => self.call(call, at),
            Expr::Stmt(block) => self.scoped(block.statements(), at),
            other => {
                self.refuse(
                    at,
                    format!("{} is not part of the rule language", named(other)),
                );
                None
            }
        }
    }
}

/// Whether a function that was checked for the known types may be called with these.
fn same_types(known: &[Type], types: &[Type]) -> bool {
    let fits = |(known, given): (&Type, &Type)| match (known, given) {
        (Type::Word(None), Type::Word(_)) => true,
        (Type::Word(Some(known)), Type::Word(Some(given))) => {
            given.iter().all(|word| known.contains(word))
        }
        (known, given) => known == given,
    };
    known.len() == types.len() && known.iter().zip(types).all(fits)
}

fn node(code: Code, kind: Type, at: Position) -> Node {
    Node {
        code,
        kind,
        spot: spot(at),
    }
}

/// What a refused expression is called.
fn named(expr: &Expr) -> String {
    match expr {
        // Without the optimiser, a closure is the only value that the parser makes a constant of.
        Expr::DynamicConstant(..) => "a closure".to_owned(),
        Expr::FloatConstant(..) => "a number that is not finite".to_owned(),
        Expr::CharConstant(..) => "a character in single quotes".to_owned(),
        Expr::InterpolatedString(..) => "a text with `${…}`".to_owned(),
        Expr::Array(..) => "a list".to_owned(),
        Expr::Map(..) => "a map outside of a reason's values".to_owned(),
        Expr::Unit(..) => "`()`".to_owned(),
        Expr::ThisPtr(..) => "`this`".to_owned(),
        Expr::MethodCall(..) => "a call behind a dot".to_owned(),
        Expr::Index(..) => "an index `[…]`".to_owned(),
        Expr::Coalesce(..) => "`??`".to_owned(),
        _ => "this expression".to_owned(),
    }
}
