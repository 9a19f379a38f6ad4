//! The closed language: one walk over the syntax tree that lets through what a rule may say, with types.
//!
//! A rule may use `let`, `if`, `switch`, blocks, `return`, arithmetic, comparison, logic, literals, the host's
//! functions and its own functions that do not call themselves. So memory and time are bounded by the size of
//! the file, and the fields it reads, in any branch, are exactly its needs.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{AST, ASTFlags, ASTNode, BinaryExpr, Expr, Position, Stmt};

use super::code::{Code, Node, Type};
use super::engine::MAX_VARIABLES;
use super::hosted::Host;
use super::symbols::{Phase, Symbols};
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::model::{Id, placeholders};
use crate::pack::{Param, Role, Rule, Spot};

mod call;
mod control;
mod operator;

/// More steps than this no rule of a person needs; own functions that call each other could need any number.
const MAX_STEPS: usize = 50_000;

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
        sentences: Vec::new(),
        out: Lowered::default(),
        faults: Vec::new(),
    };
    lowering.bodies = lowering.declared.iter().map(|_| None).collect();
    if let Some(stray) = ast.statements().first() {
        lowering.refuse(
            stray.position(),
            "a statement outside of functions is never run",
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
    fn refuse(&mut self, at: Position, detail: impl Into<String>) {
        let spot = spot(at);
        let place = Place::spot(&*self.rule.file.shown, spot.line, spot.column);
        self.faults.push(Error::new(Kind::Rule, detail).at(place));
    }

    /// A function is found by its bare name, so that name must mean one thing.
    fn check_names(&mut self) {
        let faults: Vec<(Position, String)> = self
            .declared
            .iter()
            .filter_map(|one| match Host::named(&one.name) {
                Some(_) => Some((
                    one.at,
                    format!(
                        "`{}` is a function of the host; call yours something else",
                        one.name
                    ),
                )),
                None if one.method => Some((
                    one.at,
                    format!(
                        "`{}` is a method, which is not part of the rule language",
                        one.name
                    ),
                )),
                None => None,
            })
            .collect();
        for (at, detail) in faults {
            self.refuse(at, detail);
        }
    }

    fn enter(&mut self) {
        let wanted = self.rule.role.function();
        let found = self.declared.iter().position(|one| one.name == wanted);
        let Some(entry) = found.filter(|entry| self.is_entry(*entry)) else {
            let at = self.declared.first().map_or(Position::NONE, |one| one.at);
            self.refuse(
                at,
                format!("this rule needs the function `fn {wanted}(org, params)`"),
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

    /// What the role's function must give.
    fn check_result(&mut self, kind: &Type, at: Position) {
        let allowed = self.words_allowed();
        let (fits, wanted) = match &self.rule.role {
            Role::Score(_) | Role::Option => (*kind == Type::Verdict, Type::Verdict.name()),
            Role::Gate(_) | Role::Exclusion(_) | Role::Modifier(_) | Role::Flag => {
                (*kind == Type::Flag, Type::Flag.name())
            }
            Role::Factor(_) | Role::Entry => {
                let inside = |words: &[Id]| words.iter().all(|word| allowed.contains(word));
                let fits = matches!(kind, Type::Word(Some(words)) if inside(words));
                (fits, "one of the words that it may give")
            }
        };
        if fits || *kind == Type::Never {
            return;
        }
        let known = if allowed.is_empty() {
            String::new()
        } else {
            format!(" ({})", listed(allowed.iter().map(|word| &**word)))
        };
        let found = match kind {
            Type::Word(Some(words)) => words
                .iter()
                .find(|word| !allowed.contains(word))
                .map_or_else(|| kind.name().to_owned(), |word| format!("`{word}`")),
            other => other.name().to_owned(),
        };
        let name = self.rule.role.function();
        self.refuse(
            at,
            format!("`{name}` must give {wanted}{known}, and gives {found}"),
        );
    }

    /// The words that a factor or an entry rule can give.
    fn words_allowed(&self) -> Vec<Id> {
        match &self.rule.role {
            Role::Factor(factor) => factor.buckets.iter().map(|(id, _)| id.clone()).collect(),
            Role::Entry => {
                let entry = self
                    .symbols
                    .position("entry")
                    .and_then(|at| self.symbols.at(at));
                match entry.map(|symbol| &symbol.kind) {
                    Some(Type::Word(Some(words))) => words.to_vec(),
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
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
                self.refuse(at, format!("the function `{name}` is never called"));
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

    /// A sentence may name the values that its verdict gives, and the fields that the rule reads.
    fn check_sentences(&mut self) {
        self.sentences_of_role();
        let mut faults = Vec::new();
        for (text, values, at) in &self.sentences {
            let Some(sentence) = self.rule.texts.get(text) else {
                continue;
            };
            for hole in placeholders(&sentence.de) {
                let read = self
                    .symbols
                    .position(hole)
                    .is_some_and(|symbol| self.out.reads.contains(&symbol));
                if !read && !values.iter().any(|value| value == hole) {
                    faults.push((
                        *at,
                        format!("the text `{text}` names `{{{hole}}}`, which is neither given as a value nor a field that the rule reads"),
                    ));
                }
            }
        }
        for (at, detail) in faults {
            self.refuse(at, detail);
        }
    }

    /// Rules that decide have a sentence for each answer that a report gives a reason for.
    fn sentences_of_role(&mut self) {
        let (texts, values): (&[&str], &[&str]) = match &self.rule.role {
            Role::Gate(gate) if gate.for_each.is_some() => {
                (&["binding", "clear"], &["dimension", "dimension_score"])
            }
            Role::Gate(_) => (&["binding", "clear"], &[]),
            Role::Exclusion(_) => (&["excluded"], &["option"]),
            Role::Entry => (&["changed"], &["entry"]),
            Role::Modifier(_) => (&["applies"], &["placement"]),
            Role::Flag => (&["raised"], &[]),
            _ => (&[], &[]),
        };
        for text in texts {
            if self.rule.texts.contains_key(*text) {
                self.out.texts_used.insert((*text).to_owned());
                let values = values.iter().map(|value| (*value).to_owned()).collect();
                self.sentences
                    .push(((*text).to_owned(), values, Position::NONE));
            } else {
                self.refuse(
                    Position::NONE,
                    format!("this rule needs the text `{text}` in META"),
                );
            }
        }
    }

    /// Functions that call functions must not multiply beyond measure.
    fn check_steps(&mut self) {
        let mut steps: BTreeMap<usize, usize> = BTreeMap::new();
        let total = self.steps(self.out.entry, &mut steps);
        if total > MAX_STEPS {
            let at = self.declared.first().map_or(Position::NONE, |one| one.at);
            let detail = format!("this rule could take {total} steps; {MAX_STEPS} are allowed");
            self.refuse(at, detail);
        }
    }

    fn steps(&self, function: usize, known: &mut BTreeMap<usize, usize>) -> usize {
        if let Some(steps) = known.get(&function) {
            return *steps;
        }
        let mut total = 0_usize;
        let mut calls = Vec::new();
        if let Some(Some((_, body))) = self.bodies.get(function) {
            body.node.walk(&mut |node| {
                total = total.saturating_add(1);
                if let Code::Own(called, _) = node.code {
                    calls.push(called);
                }
            });
        }
        for called in calls {
            total = total.saturating_add(self.steps(called, known));
        }
        known.insert(function, total);
        total
    }

    /// Lowers an own function for its first call; a later call must bring the same types.
    fn own_function(&mut self, index: usize, types: Vec<Type>, at: Position) -> Option<Type> {
        let name = self.declared.get(index)?.name.clone();
        if self.open.contains(&index) {
            self.refuse(at, format!("`{name}` calls itself, and a rule must end"));
            return None;
        }
        if let Some(Some((known, body))) = self.bodies.get(index) {
            let kind = body.node.kind.clone();
            if !same_types(known, &types) {
                self.refuse(at, format!("`{name}` is called with other types elsewhere"));
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
            let detail = format!("`{name}` has {locals} variables; {MAX_VARIABLES} are allowed");
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
                        format!("this function gives {one} here and {two} there"),
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

    fn variable(&mut self, name: &str, at: Position) -> Option<Node> {
        let found = self
            .scope
            .iter()
            .rev()
            .find(|(known, ..)| known == name)
            .map(|(_, local, kind)| (*local, kind.clone()));
        match found {
            Some((local, kind)) => Some(node(Code::Local(local), kind, at)),
            None => {
                let near = nearest(name, self.scope.iter().map(|(known, ..)| known.as_str()));
                let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                self.refuse(at, format!("`{name}` is not declared here{hint}"));
                None
            }
        }
    }

    /// `org.field`, `org.scores.dimension`, `params.name`.
    fn property(&mut self, parts: &BinaryExpr, flags: ASTFlags, at: Position) -> Option<Node> {
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
                self.refuse(name_at, format!("{} has no properties", other.name()));
                None
            }
        }
    }

    fn path(&mut self, expr: &Expr) -> Option<(String, Position)> {
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

    fn symbol(&mut self, name: &str, at: Position) -> Option<Node> {
        let position = self.symbol_position(name, at)?;
        let kind = self.symbols.at(position)?.kind.clone();
        self.out.reads.insert(position);
        Some(node(Code::Slot(position), kind, at))
    }

    /// The symbol of that name, if this phase may read it.
    fn symbol_position(&mut self, name: &str, at: Position) -> Option<usize> {
        let known = self.symbols;
        let Some(position) = known.position(name) else {
            let near = nearest(name, known.iter().map(|one| &*one.name));
            let hint = near.map_or_else(
                || "; the fields stand in `fields.toml`".to_owned(),
                |near| format!("; did you mean `{near}`"),
            );
            self.refuse(at, format!("`{name}` is not a field{hint}"));
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
                format!(
                    "`{name}` is computed in the phase `{}`, after this rule has run",
                    symbol.phase.name()
                ),
            );
            return None;
        }
        Some(position)
    }

    fn param(&mut self, name: &str, at: Position) -> Option<Node> {
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
            self.refuse(at, format!("`{name}` is not a param; {hint}"));
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

fn same_types(known: &[Type], types: &[Type]) -> bool {
    known.len() == types.len()
        && known
            .iter()
            .zip(types)
            .all(|(a, b)| a == b || matches!((a, b), (Type::Word(_), Type::Word(_))))
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
