//! A rule's code as SQL expressions.
//!
//! SQL has no statements, so each piece of code gives two values: the one that it ends with, and the one that a
//! `return` inside it left with. At most one of them is not NULL; both are where the rule cannot go on.

use super::expr::Sql;
use super::slots::Slots;
use super::steps::Steps;
use crate::pack::{Param, ParamValue, Rule};
use crate::rules::{Code, Compare, Compiled, Node, Type};

/// What a piece of code gives. A part that can never be is none.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    /// Where control gets past the code; for code without a value TRUE.
    pub(super) value: Option<Sql>,
    /// Where a `return` left the function.
    pub(super) left: Option<Sql>,
}

impl Flow {
    pub(super) fn value(value: Sql) -> Self {
        Self {
            value: Some(value),
            left: None,
        }
    }
}

/// One call of a rule.
pub(super) struct Call<'a> {
    pub(super) steps: &'a mut Steps,
    pub(super) rule: &'a Rule,
    compiled: &'a Compiled,
    slots: &'a Slots<'a>,
    locals: Vec<Option<Sql>>,
}

/// What the rule gives for each organisation: points, a truth value or a word. NULL where it is unknown or
/// failed; NOT_APPLICABLE where it does not apply.
pub(super) fn call(steps: &mut Steps, rule: &Rule, compiled: &Compiled, slots: &Slots<'_>) -> Sql {
    let needs: Vec<Sql> = compiled
        .needs
        .iter()
        .map(|need| slots.read(*need).unwrap_or_else(|| steps.no_number()))
        .collect();
    let mut call = Call {
        steps,
        rule,
        compiled,
        slots,
        locals: Vec::new(),
    };
    let nothing = Sql::flag(true);
    let end = call.body(compiled.lowered.entry, vec![nothing.clone(), nothing]);
    let known: Vec<Sql> = needs.iter().map(Sql::known).collect();
    let known = if known.is_empty() {
        Sql::flag(true)
    } else {
        Sql::joined(&known, " AND ")
    };
    // What the rule needs was taken for known inside; outside it is not.
    Sql::only_if(&known, &end).sure(false)
}

impl Call<'_> {
    pub(super) fn hint(&self) -> String {
        format!("x_{}", self.rule.id)
    }

    /// What a function gives for these arguments.
    fn body(&mut self, index: usize, arguments: Vec<Sql>) -> Sql {
        let Some(body) = self.compiled.lowered.bodies.get(index) else {
            return self.steps.no_number();
        };
        let mut locals: Vec<Option<Sql>> = arguments.into_iter().map(Some).collect();
        locals.resize(body.locals, None);
        let outer = std::mem::replace(&mut self.locals, locals);
        let flow = self.node(&body.node);
        self.locals = outer;
        match (flow.value, flow.left) {
            (Some(value), Some(left)) => {
                let text = format!("COALESCE({}, {})", value.text, left.text);
                Sql::of(text, [&value, &left]).sure(value.total || left.total)
            }
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => self.steps.no_number(),
        }
    }

    pub(super) fn node(&mut self, node: &Node) -> Flow {
        let flow = self.code(node);
        let hint = self.hint();
        let mut settled = |one: Option<Sql>| one.map(|one| self.steps.settle(&hint, one));
        Flow {
            value: settled(flow.value),
            left: settled(flow.left),
        }
    }

    fn code(&mut self, node: &Node) -> Flow {
        match &node.code {
            Code::Number(value) => Flow::value(self.steps.number(*value)),
            Code::Flag(flag) => Flow::value(Sql::flag(*flag)),
            Code::Word(word) => Flow::value(self.steps.word(word)),
            Code::Nothing => Flow::value(Sql::flag(true)),
            Code::Slot(position) => Flow::value(self.read(*position, &node.kind)),
            Code::Known(position) => Flow::value(self.known(*position)),
            Code::Param(index) => Flow::value(self.param(*index)),
            Code::Local(index) => Flow::value(self.local(*index, &node.kind)),
            Code::Negate(one) => self.one(one, |call, value| call.negated(&value)),
            Code::Not(one) => self.one(one, |_, value| value.not()),
            Code::Arith(op, a, b) => self.two(a, b, |call, x, y| call.steps.arith(*op, x, y)),
            Code::Compare(op, a, b) => {
                let number = matches!(a.kind, Type::Number { .. });
                self.two(a, b, |call, x, y| match number {
                    true => call.steps.compare(*op, x, y),
                    false => same(*op, &x, &y),
                })
            }
            Code::All(parts) => self.logic(parts, true),
            Code::Any(parts) => self.logic(parts, false),
            Code::If {
                when,
                then,
                otherwise,
            } => self.branch(when, then, otherwise),
            Code::Switch {
                on,
                branches,
                default,
            } => self.switch(on, branches, default.as_deref(), &node.kind),
            Code::Block(nodes) => self.block(nodes),
            Code::Let(index, value) => self.one(value, |call, value| call.bind(*index, value)),
            Code::Return(value) => self.leave(value),
            Code::Host(host, arguments) => {
                self.strict(arguments, |call, values| call.host(*host, values))
            }
            Code::Values(values) => {
                let nodes: Vec<&Node> = values.iter().map(|(_, node)| node).collect();
                self.sequence(&nodes, |_, _| Sql::flag(true))
            }
            Code::Own(index, arguments) => {
                let nodes: Vec<&Node> = arguments.iter().collect();
                self.sequence(&nodes, |call, values| {
                    let hint = call.hint();
                    let kept = values.iter().map(|one| call.steps.keep(&hint, one.clone()));
                    let kept = kept.collect();
                    call.body(*index, kept)
                })
            }
        }
    }

    fn read(&mut self, position: usize, kind: &Type) -> Sql {
        let total = self.compiled.needs.contains(&position);
        match self.slots.read(position) {
            Some(slot) => slot.sure(total),
            None => self.nothing(kind).sure(total),
        }
    }

    fn known(&self, position: usize) -> Sql {
        match self.slots.read(position) {
            Some(slot) => slot.sure(false).known(),
            None => Sql::flag(false),
        }
    }

    /// A number is itself; curves and tables go by their position among the rule's params.
    fn param(&self, index: usize) -> Sql {
        let value = match self.rule.params.get(index).map(|param| &param.value) {
            Some(ParamValue::Number(value)) => *value,
            _ => index as f64,
        };
        self.steps.number(value)
    }

    fn local(&mut self, index: usize, kind: &Type) -> Sql {
        let local = self.locals.get(index).cloned().flatten();
        local.unwrap_or_else(|| self.nothing(kind))
    }

    fn bind(&mut self, index: usize, value: Sql) -> Sql {
        let hint = self.hint();
        let value = self.steps.keep(&hint, value);
        let done = mark(&value);
        if let Some(place) = self.locals.get_mut(index) {
            *place = Some(value);
        }
        done
    }

    fn negated(&self, value: &Sql) -> Sql {
        match value.constant {
            Some(number) => self.steps.number(-number),
            None => Sql::of(format!("(-{})", value.text), [value]).sure(value.total),
        }
    }

    /// NULL of this type.
    pub(super) fn nothing(&self, kind: &Type) -> Sql {
        match kind {
            Type::Word(_) => self.steps.no_word(),
            Type::Flag | Type::Unit => Sql::of("CAST(NULL AS BOOLEAN)".to_owned(), []),
            _ => self.steps.no_number(),
        }
    }

    pub(super) fn params(&self) -> impl Iterator<Item = (usize, &Param)> {
        self.rule.params.iter().enumerate()
    }
}

/// TRUE where the value is known: code that was run and has no value.
fn mark(value: &Sql) -> Sql {
    Sql::only_if(&value.known(), &Sql::flag(true)).sure(value.total)
}

/// Words and flags are the same or not; there is no tolerance.
fn same(op: Compare, x: &Sql, y: &Sql) -> Sql {
    let sign = if op == Compare::Equal { "=" } else { "<>" };
    let total = x.total && y.total;
    Sql::of(format!("({} {sign} {})", x.text, y.text), [x, y]).sure(total)
}
