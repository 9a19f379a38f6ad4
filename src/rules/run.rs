//! Calls a rule for the organisation at hand. Each thread has a runner, with an engine and trees of its own.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use rhai::{AST, CallFnOptions, Dynamic, Engine, EvalAltResult, Scope};

use super::calls::Calls;
use super::engine::{self, Desk, MissingSymbol, Org, Params, Verdict};
use super::program::{Compiled, Program, RuleSets, parse};
use super::symbols::{Slot, Symbols};
use crate::error::Faults;
use crate::model::{Id, Value};
use crate::pack::{AccountRule, Pack, Param, Role, Rule, Spot};

/// How a call ended.
#[derive(Debug, Clone, PartialEq)]
pub enum CallEnd {
    Scored {
        points: f64,
        text: Id,
        values: Vec<(Id, Value)>,
    },
    NotApplicable {
        text: Id,
        values: Vec<(Id, Value)>,
    },
    Holds(bool),
    /// A bucket or an option.
    Word(Id),
    /// These symbols would have to be known.
    Missing(Vec<usize>),
    /// The first of its needs that is given as not applicable.
    NeedNotApplicable(usize),
    /// What broke, with line and column of the rule file.
    Failed(String),
}

/// Runs the rules of one pack on one thread.
pub struct Runner<'p> {
    program: &'p Program,
    engine: Engine,
    desk: Rc<Desk>,
    rules: Vec<Loaded<'p>>,
    gates: Vec<Loaded<'p>>,
    factors: Vec<Loaded<'p>>,
    exclusions: Vec<Loaded<'p>>,
    options: Vec<Loaded<'p>>,
    entries: Vec<Loaded<'p>>,
    modifiers: Vec<Loaded<'p>>,
    flags: Vec<Loaded<'p>>,
    goals: Vec<Loaded<'p>>,
    /// Empty where nobody tests them; a roadmap selects them without the interpreter.
    measures: Vec<Loaded<'p>>,
}

impl std::fmt::Debug for Runner<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Runner")
            .field("rules", &self.rules.len())
            .field("gates", &self.gates.len())
            .finish_non_exhaustive()
    }
}

impl Calls for Runner<'_> {
    fn symbols(&self) -> &Symbols {
        &self.program.symbols
    }

    fn slots(&self) -> &RefCell<Vec<Slot>> {
        &self.desk.slots
    }

    fn rule(&self, index: usize) -> CallEnd {
        self.rule(index)
    }

    fn gate(&self, index: usize, _dimension: Option<usize>) -> CallEnd {
        self.gate(index)
    }

    fn factor(&self, index: usize) -> CallEnd {
        self.call_at(&self.factors, index)
    }

    fn exclusion(&self, index: usize, _option: usize) -> CallEnd {
        self.call_at(&self.exclusions, index)
    }

    fn option(&self, index: usize) -> CallEnd {
        self.call_at(&self.options, index)
    }

    fn entry(&self, index: usize) -> CallEnd {
        self.call_at(&self.entries, index)
    }

    fn modifier(&self, index: usize) -> CallEnd {
        self.call_at(&self.modifiers, index)
    }

    fn flag(&self, index: usize) -> CallEnd {
        self.call_at(&self.flags, index)
    }
}

struct Loaded<'p> {
    rule: &'p Rule,
    compiled: &'p Compiled,
    ast: AST,
}

impl<'p> Runner<'p> {
    /// Compiles the rules that an assessment calls, for this thread.
    ///
    /// # Errors
    /// Those of a pack that was not compiled before.
    pub fn new(pack: &'p Pack, program: &'p Program) -> Result<Self, Faults> {
        let sets = RuleSets {
            measures: &[],
            ..RuleSets::of(pack)
        };
        Self::over(program, sets)
    }

    /// The same with the rules that select measures.
    ///
    /// # Errors
    /// Those of a pack that was not compiled before.
    pub fn with_measures(pack: &'p Pack, program: &'p Program) -> Result<Self, Faults> {
        Self::over(program, RuleSets::of(pack))
    }

    /// The same for the rules over customer groups; none in a pack that judges no accounts.
    ///
    /// # Errors
    /// Those of a pack that was not compiled before.
    pub fn of_accounts(pack: &'p Pack, program: &'p Program) -> Result<Option<Self>, Faults> {
        match (&pack.accounts, &program.accounts) {
            (Some(accounts), Some(program)) => {
                let sets = RuleSets {
                    rules: &accounts.criteria,
                    gates: &accounts.gates,
                    ..RuleSets::default()
                };
                Self::over(program, sets).map(Some)
            }
            _ => Ok(None),
        }
    }

    fn over(program: &'p Program, sets: RuleSets<'p>) -> Result<Self, Faults> {
        let desk = Rc::new(Desk::default());
        let engine = engine::hosting(&program.symbols, sets.all(), &desk);
        let load = |rules: &'p [Rule], compiled: &'p [Compiled]| -> Result<Vec<_>, Faults> {
            let pairs = rules.iter().zip(compiled);
            pairs
                .map(|(rule, compiled)| loaded(rule, compiled, &engine))
                .collect()
        };
        Ok(Self {
            rules: load(sets.rules, &program.rules)?,
            gates: load(sets.gates, &program.gates)?,
            factors: load(sets.factors, &program.factors)?,
            exclusions: load(sets.exclusions, &program.exclusions)?,
            options: load(sets.options, &program.options)?,
            entries: load(sets.entries, &program.entries)?,
            modifiers: load(sets.modifiers, &program.modifiers)?,
            flags: load(sets.flags, &program.flags)?,
            goals: load(sets.goals, &program.goals)?,
            measures: load(sets.measures, &program.measures)?,
            program,
            engine,
            desk,
        })
    }

    pub fn program(&self) -> &'p Program {
        self.program
    }

    pub fn symbols(&self) -> &'p Symbols {
        &self.program.symbols
    }

    /// Lays an organisation on the desk.
    pub fn lay(&self, slots: Vec<Slot>) {
        *self.desk.slots.borrow_mut() = slots;
    }

    /// Runs a rule of the pack with params of the caller's choice.
    pub fn with_params(&self, rule: &Rule, params: &[Param]) -> CallEnd {
        let list = match &rule.role {
            Role::Score(_) | Role::Account(AccountRule::Criterion(_)) => &self.rules,
            Role::Gate(_) | Role::Account(AccountRule::Gate) => &self.gates,
            Role::Factor(_) => &self.factors,
            Role::Exclusion(_) => &self.exclusions,
            Role::Option => &self.options,
            Role::Entry => &self.entries,
            Role::Modifier(_) => &self.modifiers,
            Role::Flag => &self.flags,
            Role::Goal => &self.goals,
            Role::Measure(_) => &self.measures,
        };
        // Ids are unique among rules of one kind, but not among the criteria of both axes.
        let own = |loaded: &&Loaded<'_>| loaded.rule.file.path == rule.file.path;
        match list.iter().find(own) {
            Some(loaded) => self.call_with(loaded, params),
            None => CallEnd::no_rule(),
        }
    }

    /// Runs the rule at this position of `pack.rules`.
    pub fn rule(&self, index: usize) -> CallEnd {
        self.call_at(&self.rules, index)
    }

    /// Runs the gate at this position of `pack.gates`.
    pub fn gate(&self, index: usize) -> CallEnd {
        self.call_at(&self.gates, index)
    }

    /// Runs the rule of the goal at this position of `pack.goal_rules`.
    pub fn goal(&self, index: usize) -> CallEnd {
        self.call_at(&self.goals, index)
    }

    /// Runs the rule that selects the measure at this position of `pack.measures`.
    pub fn measure(&self, index: usize) -> CallEnd {
        self.call_at(&self.measures, index)
    }

    fn call_at(&self, rules: &[Loaded<'_>], index: usize) -> CallEnd {
        rules
            .get(index)
            .map_or_else(CallEnd::no_rule, |rule| self.call(rule))
    }

    fn call(&self, loaded: &Loaded<'_>) -> CallEnd {
        self.call_with(loaded, &loaded.rule.params)
    }

    fn call_with(&self, loaded: &Loaded<'_>, params: &[Param]) -> CallEnd {
        if let Some(end) = self.unmet(&loaded.compiled.needs) {
            return end;
        }
        params.clone_into(&mut self.desk.params.borrow_mut());
        let options = CallFnOptions::new().eval_ast(false);
        let name = loaded.rule.role.function();
        let called = catch_unwind(AssertUnwindSafe(|| {
            let mut scope = Scope::new();
            let arguments = (Org, Params);
            self.engine.call_fn_with_options::<Dynamic>(
                options,
                &mut scope,
                &loaded.ast,
                name,
                arguments,
            )
        }));
        match called {
            Ok(Ok(value)) => ended(value),
            Ok(Err(error)) => broken(*error),
            Err(_) => CallEnd::Failed("a host function broke".to_owned()),
        }
    }

    fn unmet(&self, needs: &[usize]) -> Option<CallEnd> {
        let slots = self.desk.slots.borrow();
        let is = |position: &usize, wanted: &Slot| slots.get(*position) == Some(wanted);
        if let Some(position) = needs.iter().find(|need| is(need, &Slot::NotApplicable)) {
            return Some(CallEnd::NeedNotApplicable(*position));
        }
        let missing: Vec<usize> = needs
            .iter()
            .copied()
            .filter(|need| is(need, &Slot::Missing))
            .collect();
        (!missing.is_empty()).then_some(CallEnd::Missing(missing))
    }
}

fn loaded<'p>(
    rule: &'p Rule,
    compiled: &'p Compiled,
    engine: &Engine,
) -> Result<Loaded<'p>, Faults> {
    Ok(Loaded {
        rule,
        compiled,
        ast: parse(rule, engine).map_err(|fault| vec![fault])?,
    })
}

impl CallEnd {
    pub(crate) fn no_rule() -> Self {
        Self::Failed("there is no such rule".to_owned())
    }
}

fn ended(value: Dynamic) -> CallEnd {
    if let Ok(holds) = value.as_bool() {
        return CallEnd::Holds(holds);
    }
    if let Ok(word) = value.as_immutable_string_ref() {
        return CallEnd::Word(word.as_str().into());
    }
    match value.try_cast::<Verdict>() {
        Some(Verdict {
            points: Some(points),
            text,
            values,
        }) => CallEnd::Scored {
            points,
            text: text.as_str().into(),
            values,
        },
        Some(Verdict {
            points: None,
            text,
            values,
        }) => CallEnd::NotApplicable {
            text: text.as_str().into(),
            values,
        },
        None => CallEnd::Failed("the rule gave no verdict".to_owned()),
    }
}

/// The cause at the bottom of nested calls; its position is the one worth showing.
fn broken(error: EvalAltResult) -> CallEnd {
    let mut cause = error;
    while let EvalAltResult::ErrorInFunctionCall(_, _, inner, _)
    | EvalAltResult::ErrorInModule(_, inner, _) = cause
    {
        cause = *inner;
    }
    let position = cause.take_position();
    if let EvalAltResult::ErrorRuntime(payload, _) = &cause {
        if let Some(MissingSymbol(symbol)) = payload.clone().try_cast::<MissingSymbol>() {
            return CallEnd::Missing(vec![symbol]);
        }
        return CallEnd::Failed(shown(&payload.to_string(), position));
    }
    CallEnd::Failed(shown(&cause.to_string(), position))
}

/// What broke, with its place in the rule file.
pub(super) fn placed(detail: &str, spot: Spot) -> String {
    format!("{}:{}: {detail}", spot.line, spot.column)
}

fn shown(detail: &str, position: rhai::Position) -> String {
    match (position.line(), position.position()) {
        (Some(line), Some(column)) => placed(detail, Spot { line, column }),
        _ => detail.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::PackFiles;
    use rhai::ImmutableString;
    use std::panic;

    #[test]
    fn a_host_function_that_panics_is_a_failed_rule_and_the_next_rule_runs() {
        let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
        let mut runner = Runner::new(&pack, &program).unwrap();
        runner.lay(vec![Slot::Flag(true); program.symbols.len()]);
        let flagged = |rule: &Rule| &*rule.id == "goals_customer_value";
        let index = pack.rules.iter().position(flagged).unwrap();
        assert!(matches!(runner.rule(index), CallEnd::Scored { .. }));

        let scored = |_: Dynamic, _: ImmutableString| -> Verdict { panic!("a slip of the host") };
        runner.engine.register_fn("scored", scored);
        let told = panic::take_hook();
        panic::set_hook(Box::new(|_| {}));
        let end = runner.rule(index);
        panic::set_hook(told);

        assert_eq!(end, CallEnd::Failed("a host function broke".to_owned()));
        runner.lay(vec![Slot::Missing; program.symbols.len()]);
        assert!(matches!(runner.rule(index), CallEnd::Missing(_)));
    }
}
