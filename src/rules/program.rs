//! All rules of a pack, compiled and let through by the closed language.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use rhai::{AST, Engine, Expr, Stmt};

use super::engine;
use super::language::{Lowered, lower};
use super::symbols::Symbols;
use crate::error::{Error, Faults, Kind, Place, code};
use crate::pack::{Pack, PackFiles, Role, Rule};

/// Threads that run rules have stacks of this size; deep expressions need them.
pub const STACK: usize = 16 << 20;

/// One rule, lowered.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    pub lowered: Lowered,
    /// Symbols without which the rule is not run: all that it reads and does not ask for.
    pub needs: Vec<usize>,
}

/// The rules of a pack, in the pack's order.
#[derive(Debug, Clone, Default)]
pub struct Program {
    pub symbols: Symbols,
    pub rules: Vec<Compiled>,
    pub gates: Vec<Compiled>,
    pub factors: Vec<Compiled>,
    pub exclusions: Vec<Compiled>,
    pub options: Vec<Compiled>,
    pub entries: Vec<Compiled>,
    pub modifiers: Vec<Compiled>,
    pub flags: Vec<Compiled>,
    pub goals: Vec<Compiled>,
    pub measures: Vec<Compiled>,
    /// The rules over customer groups, with symbols of their own; none in a pack that judges no accounts.
    pub accounts: Option<Box<Program>>,
}

impl Program {
    /// Reads a pack and compiles its rules.
    ///
    /// # Errors
    /// All faults of the pack and of its rules at once.
    pub fn open(files: &PackFiles) -> Result<(Pack, Self), Faults> {
        let pack = Pack::read(files)?;
        let program = Self::compile(&pack)?;
        Ok((pack, program))
    }

    /// Every compiled rule, whatever it is for.
    pub fn all(&self) -> impl Iterator<Item = &Compiled> {
        self.rules
            .iter()
            .chain(&self.gates)
            .chain(&self.factors)
            .chain(&self.exclusions)
            .chain(&self.options)
            .chain(&self.entries)
            .chain(&self.modifiers)
            .chain(&self.flags)
            .chain(&self.goals)
            .chain(&self.measures)
    }

    /// Compiles all rules on a thread with a large stack.
    ///
    /// # Errors
    /// Everything that the closed language does not allow, in all rules.
    pub fn compile(pack: &Pack) -> Result<Self, Faults> {
        on_large_stack(|| Self::compile_here(pack)).unwrap_or_else(|| {
            Err(vec![Error::new(
                Kind::Rule,
                "the rules could not be compiled",
            )])
        })
    }

    fn compile_here(pack: &Pack) -> Result<Self, Faults> {
        let engine = engine::bare();
        let labels = Labels::new(&engine);
        let mut faults = Vec::new();
        let accounts = pack.accounts.as_ref().map(|accounts| {
            let symbols = Symbols::of_accounts(accounts);
            let sets = RuleSets {
                rules: &accounts.criteria,
                gates: &accounts.gates,
                ..RuleSets::default()
            };
            Box::new(Self::compile_set(
                symbols,
                sets,
                &engine,
                &labels,
                &mut faults,
            ))
        });
        let own = Self::compile_set(
            Symbols::of(pack),
            RuleSets::of(pack),
            &engine,
            &labels,
            &mut faults,
        );
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self { accounts, ..own })
    }

    /// Rules over the same symbols.
    fn compile_set(
        (symbols, more): (Symbols, Faults),
        sets: RuleSets<'_>,
        engine: &Engine,
        labels: &Labels<'_>,
        faults: &mut Faults,
    ) -> Self {
        faults.extend(more);
        let mut all = |rules: &[Rule]| -> Vec<Compiled> {
            let mut compiled = Vec::new();
            for rule in rules {
                match compile_rule(rule, engine, &symbols, labels) {
                    Ok(one) => compiled.push(one),
                    Err(more) => faults.extend(more),
                }
            }
            compiled
        };
        Self {
            rules: all(sets.rules),
            gates: all(sets.gates),
            factors: all(sets.factors),
            exclusions: all(sets.exclusions),
            options: all(sets.options),
            entries: all(sets.entries),
            modifiers: all(sets.modifiers),
            flags: all(sets.flags),
            goals: all(sets.goals),
            measures: all(sets.measures),
            symbols,
            accounts: None,
        }
    }
}

/// Rules over the same symbols, by what they are for.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct RuleSets<'p> {
    pub(super) rules: &'p [Rule],
    pub(super) gates: &'p [Rule],
    pub(super) factors: &'p [Rule],
    pub(super) exclusions: &'p [Rule],
    pub(super) options: &'p [Rule],
    pub(super) entries: &'p [Rule],
    pub(super) modifiers: &'p [Rule],
    pub(super) flags: &'p [Rule],
    pub(super) goals: &'p [Rule],
    pub(super) measures: &'p [Rule],
}

impl<'p> RuleSets<'p> {
    pub(super) fn of(pack: &'p Pack) -> Self {
        Self {
            rules: &pack.rules,
            gates: &pack.gates,
            factors: &pack.factors,
            exclusions: &pack.exclusions,
            options: &pack.options,
            entries: &pack.entries,
            modifiers: &pack.modifiers,
            flags: &pack.flags,
            goals: &pack.goal_rules,
            measures: &pack.measures,
        }
    }

    pub(super) fn all(self) -> impl Iterator<Item = &'p Rule> {
        [
            self.rules,
            self.gates,
            self.factors,
            self.exclusions,
            self.options,
            self.entries,
            self.modifiers,
            self.flags,
            self.goals,
            self.measures,
        ]
        .into_iter()
        .flatten()
    }
}

/// Runs a job where deep expressions cannot overflow the stack; none if it panicked.
pub(super) fn on_large_stack<T: Send>(job: impl FnOnce() -> T + Send) -> Option<T> {
    thread::scope(|scope| {
        thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, job)
            .ok()
            .and_then(|worker| worker.join().ok())
    })
}

/// Each rule of a pack that compiles, and what the others say.
#[derive(Debug, Default)]
pub struct Inspected<'p> {
    pub symbols: Symbols,
    pub rules: Vec<(&'p Rule, Compiled)>,
    /// The rules over customer groups, and what they can read.
    pub account_symbols: Symbols,
    pub account_rules: Vec<(&'p Rule, Compiled)>,
}

/// Compiles what can be compiled, on a thread with a large stack.
pub fn inspect<'p>(pack: &'p Pack, faults: &mut Faults) -> Inspected<'p> {
    let inspected = on_large_stack(|| {
        let mut own = Vec::new();
        (inspect_here(pack, &mut own), own)
    });
    match inspected {
        Some((inspected, own)) => {
            faults.extend(own);
            inspected
        }
        None => {
            faults.push(Error::new(Kind::Rule, "the rules could not be compiled"));
            Inspected::default()
        }
    }
}

fn inspect_here<'p>(pack: &'p Pack, faults: &mut Faults) -> Inspected<'p> {
    let engine = engine::bare();
    let labels = Labels::new(&engine);
    let each =
        |rules: &mut dyn Iterator<Item = &'p Rule>, symbols: &Symbols, faults: &mut Faults| {
            let mut all = Vec::new();
            for rule in rules {
                match compile_rule(rule, &engine, symbols, &labels) {
                    Ok(compiled) => all.push((rule, compiled)),
                    Err(more) => faults.extend(more),
                }
            }
            all
        };
    let (symbols, more) = Symbols::of(pack);
    faults.extend(more);
    let rules = each(&mut pack.all_rules(), &symbols, faults);
    let mut inspected = Inspected {
        symbols,
        rules,
        ..Inspected::default()
    };
    if let Some(accounts) = &pack.accounts {
        let (symbols, more) = Symbols::of_accounts(accounts);
        faults.extend(more);
        inspected.account_rules = each(&mut accounts.rules(), &symbols, faults);
        inspected.account_symbols = symbols;
    }
    inspected
}

fn compile_rule(
    rule: &Rule,
    engine: &Engine,
    symbols: &Symbols,
    labels: &Labels<'_>,
) -> Result<Compiled, Faults> {
    let ast = parse(rule, engine).map_err(|fault| vec![fault])?;
    let lowered = lower(rule, &ast, symbols, &|label| labels.hash(label))?;
    let needs = match rule.role {
        // A measure is called for by what is known; what is not ends its rule only where it is read.
        Role::Measure(_) => Vec::new(),
        _ => lowered.reads.difference(&lowered.asked).copied().collect(),
    };
    Ok(Compiled { lowered, needs })
}

/// Compiles the functions of a rule file; a panic of the parser is a fault of the file.
pub(super) fn parse(rule: &Rule, engine: &Engine) -> Result<AST, Error> {
    let compiled = catch_unwind(AssertUnwindSafe(|| engine.compile(&rule.functions)));
    let (detail, at) = match compiled {
        Ok(Ok(ast)) => return Ok(ast),
        Ok(Err(error)) => (error.err_type().to_string(), error.position()),
        Err(_) => (
            "this text breaks the parser".to_owned(),
            rhai::Position::NONE,
        ),
    };
    let place = Place::spot(
        &*rule.file.shown,
        at.line().unwrap_or(1),
        at.position().unwrap_or(1),
    );
    Err(Error::new(Kind::Rule, code::SCRIPT_SYNTAX.says(sentence(&detail))).at(place))
}

/// A parser's message as the other messages are: lower case, no full stop.
fn sentence(detail: &str) -> String {
    let mut chars = detail.trim_end_matches('.').chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}

/// The tree keeps only hashes of `switch` labels; a label's hash is found by compiling a switch over it.
struct Labels<'e> {
    engine: &'e Engine,
    known: RefCell<BTreeMap<String, Option<u64>>>,
}

impl<'e> Labels<'e> {
    fn new(engine: &'e Engine) -> Self {
        Self {
            engine,
            known: RefCell::default(),
        }
    }

    fn hash(&self, label: &str) -> Option<u64> {
        if let Some(hash) = self.known.borrow().get(label) {
            return *hash;
        }
        let hash = self.compiled(label);
        self.known.borrow_mut().insert(label.to_owned(), hash);
        hash
    }

    fn compiled(&self, label: &str) -> Option<u64> {
        let ast = self
            .engine
            .compile(format!("switch 1 {{ {label} => 1 }}"))
            .ok()?;
        let cases = match ast.statements().first()? {
            Stmt::Switch(parts, _) => &parts.1,
            Stmt::Expr(expr) => match &**expr {
                Expr::Stmt(block) => match block.statements().first()? {
                    Stmt::Switch(parts, _) => &parts.1,
                    _ => return None,
                },
                _ => return None,
            },
            _ => return None,
        };
        cases.cases.keys().next().copied()
    }
}
