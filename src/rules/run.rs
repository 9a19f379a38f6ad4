//! Calls a rule for the organisation at hand. Each thread has a runner, with an engine and trees of its own.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use rhai::{AST, CallFnOptions, Dynamic, Engine, EvalAltResult, Scope};

use super::calls::Calls;
use super::engine::{self, Desk, MissingSymbol, Org, Params, Verdict};
use super::program::{Compiled, Program, parse};
use super::symbols::{Slot, Symbols};
use crate::error::{Error, Faults};
use crate::model::Value;
use crate::pack::{Pack, Param, Rule, Spot};

/// How a call ended.
#[derive(Debug, Clone, PartialEq)]
pub enum CallEnd {
    Scored {
        points: f64,
        text: String,
        values: Vec<(String, Value)>,
    },
    NotApplicable {
        text: String,
        values: Vec<(String, Value)>,
    },
    Holds(bool),
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
    fn slots(&self) -> &RefCell<Vec<Slot>> {
        &self.desk.slots
    }

    fn rule(&self, index: usize) -> CallEnd {
        self.rule(index)
    }

    fn gate(&self, index: usize, _dimension: Option<usize>) -> CallEnd {
        self.gate(index)
    }
}

struct Loaded<'p> {
    rule: &'p Rule,
    compiled: &'p Compiled,
    ast: AST,
    params: Vec<Param>,
}

impl<'p> Runner<'p> {
    /// Compiles all rules for this thread.
    ///
    /// # Errors
    /// Those of a pack that was not compiled before.
    pub fn new(pack: &'p Pack, program: &'p Program) -> Result<Self, Faults> {
        let desk = Rc::new(Desk::default());
        let engine = engine::hosting(&program.symbols, pack.all_rules(), &desk);
        let load = |rules: &'p [Rule], compiled: &'p [Compiled]| -> Result<Vec<_>, Error> {
            rules
                .iter()
                .zip(compiled)
                .map(|(rule, compiled)| {
                    Ok(Loaded {
                        rule,
                        compiled,
                        ast: parse(rule, &engine)?,
                        params: rule.params.clone(),
                    })
                })
                .collect()
        };
        let rules = load(&pack.rules, &program.rules).map_err(|fault| vec![fault])?;
        let gates = load(&pack.gates, &program.gates).map_err(|fault| vec![fault])?;
        Ok(Self {
            program,
            engine,
            desk,
            rules,
            gates,
        })
    }

    pub fn symbols(&self) -> &'p Symbols {
        &self.program.symbols
    }

    /// Lays an organisation on the desk.
    pub fn lay(&self, slots: Vec<Slot>) {
        *self.desk.slots.borrow_mut() = slots;
    }

    /// Publishes a computed value for the rules that follow.
    pub fn publish(&self, symbol: &str, slot: Slot) {
        Calls::publish(self, self.symbols(), symbol, slot);
    }

    /// Runs the rule at this position of `pack.rules`.
    pub fn rule(&self, index: usize) -> CallEnd {
        self.rules
            .get(index)
            .map_or_else(CallEnd::no_rule, |rule| self.call(rule))
    }

    /// Runs the gate at this position of `pack.gates`.
    pub fn gate(&self, index: usize) -> CallEnd {
        self.gates
            .get(index)
            .map_or_else(CallEnd::no_rule, |gate| self.call(gate))
    }

    fn call(&self, loaded: &Loaded<'_>) -> CallEnd {
        if let Some(end) = self.unmet(&loaded.compiled.needs) {
            return end;
        }
        self.desk.params.borrow_mut().clone_from(&loaded.params);
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

impl CallEnd {
    pub(crate) fn no_rule() -> Self {
        Self::Failed("there is no such rule".to_owned())
    }
}

fn ended(value: Dynamic) -> CallEnd {
    if let Ok(holds) = value.as_bool() {
        return CallEnd::Holds(holds);
    }
    match value.try_cast::<Verdict>() {
        Some(Verdict {
            points: Some(points),
            text,
            values,
        }) => CallEnd::Scored {
            points,
            text: text.into(),
            values,
        },
        Some(Verdict {
            points: None,
            text,
            values,
        }) => CallEnd::NotApplicable {
            text: text.into(),
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
