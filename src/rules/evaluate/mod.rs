//! Runs a lowered rule without the interpreter: for rules that are asked a million times.
//!
//! It says how a rule ends and leaves out the values of the sentence. The interpreter is the reference; a test
//! holds this to it.

use super::code::{Arith, Code, Compare, Label, Node};
use super::hosted::{self, Host};
use super::language::Body;
use super::program::Compiled;
use super::run::CallEnd;
use super::symbols::Slot;
use crate::model::Id;
use crate::pack::{Param, ParamValue};

/// Looks on while a rule runs. Nodes are told by their place in the tree that is run.
pub trait Watch {
    /// Two numbers are compared.
    fn compared(&self, _node: &Node, _a: f64, _b: f64) {}
    /// A condition, a comparison or a question was answered.
    fn decided(&self, _node: &Node, _holds: bool) {}
    /// A `switch` took the branch at this place; its default stands behind the last one.
    fn took(&self, _node: &Node, _branch: usize) {}
    /// A number was put to a `switch` over ranges, or to a curve.
    fn placed(&self, _node: &Node, _x: f64) {}
    /// A word was looked up.
    fn looked_up(&self, _node: &Node, _word: &str) {}
    /// A verdict was given here.
    fn gave(&self, _node: &Node) {}
}

/// Nobody looks on.
impl Watch for () {}

/// How a rule ended.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// 0 to 100.
    Scored(f64),
    NotApplicable,
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

impl End {
    /// How a rule that decides ended, as the interpreter says it.
    pub fn decision(self) -> CallEnd {
        match self {
            Self::Holds(holds) => CallEnd::Holds(holds),
            Self::Missing(symbols) => CallEnd::Missing(symbols),
            Self::NeedNotApplicable(symbol) => CallEnd::NeedNotApplicable(symbol),
            Self::Failed(error) => CallEnd::Failed(error),
            Self::Scored(_) | Self::NotApplicable | Self::Word(_) => {
                CallEnd::Failed("the rule gave no decision".to_owned())
            }
        }
    }
}

/// Runs a rule over one slot for each symbol.
pub fn evaluate(compiled: &Compiled, params: &[Param], slots: &[Slot]) -> End {
    match run(compiled, params, slots, &()) {
        Ok(Value::Verdict(Some(points), _)) => End::Scored(points),
        Ok(Value::Verdict(None, _)) => End::NotApplicable,
        Ok(Value::Flag(flag)) => End::Holds(flag),
        Ok(Value::Word(word)) => End::Word(word.into()),
        Ok(_) => End::Failed("the rule gave no verdict".to_owned()),
        Err(end) => end,
    }
}

/// The same under somebody's eyes, with the word of the decision or the name of the sentence, but not its values.
pub fn watched(
    compiled: &Compiled,
    params: &[Param],
    slots: &[Slot],
    watch: &impl Watch,
) -> CallEnd {
    match run(compiled, params, slots, watch) {
        Ok(Value::Verdict(Some(points), text)) => CallEnd::Scored {
            points,
            text: text.into(),
            values: Vec::new(),
        },
        Ok(Value::Verdict(None, text)) => CallEnd::NotApplicable {
            text: text.into(),
            values: Vec::new(),
        },
        Ok(Value::Word(word)) => CallEnd::Word(word.into()),
        Ok(Value::Flag(flag)) => CallEnd::Holds(flag),
        Ok(_) => CallEnd::Failed("the rule gave no verdict".to_owned()),
        Err(end) => end.decision(),
    }
}

/// The value that a rule ends with, or how it ended without one.
fn run<'a>(
    compiled: &'a Compiled,
    params: &'a [Param],
    slots: &'a [Slot],
    watch: &'a impl Watch,
) -> Result<Value<'a>, End> {
    let is = |need: &usize, wanted: &Slot| slots.get(*need) == Some(wanted);
    let needs = &compiled.needs;
    if let Some(need) = needs.iter().find(|need| is(need, &Slot::NotApplicable)) {
        return Err(End::NeedNotApplicable(*need));
    }
    if needs.iter().any(|need| is(need, &Slot::Missing)) {
        let missing = needs.iter().filter(|need| is(need, &Slot::Missing));
        return Err(End::Missing(missing.copied().collect()));
    }
    let machine = Machine {
        bodies: &compiled.lowered.bodies,
        params,
        slots,
        watch,
    };
    let ended = machine.call(compiled.lowered.entry, Vec::new());
    ended.map_err(|stop| match stop {
        Stop::Missing(symbol) => End::Missing(vec![symbol]),
        Stop::Failed(error) => End::Failed(error),
        Stop::Return(_) => End::Failed("a `return` outside of a function".to_owned()),
    })
}

#[derive(Debug, Clone, Copy)]
enum Value<'a> {
    Number(f64),
    Flag(bool),
    Word(&'a str),
    Curve(&'a ParamValue),
    /// Points, and the name of the sentence.
    Verdict(Option<f64>, &'a str),
    Nothing,
}

/// What ends an expression before its value.
enum Stop<'a> {
    /// The symbol that is not known.
    Missing(usize),
    Failed(String),
    Return(Value<'a>),
}

type Step<'a> = Result<Value<'a>, Stop<'a>>;

struct Machine<'a, W> {
    bodies: &'a [Body],
    params: &'a [Param],
    slots: &'a [Slot],
    watch: &'a W,
}

fn failed<'a>(node: &Node, detail: impl std::fmt::Display) -> Stop<'a> {
    Stop::Failed(format!("{}:{}: {detail}", node.spot.line, node.spot.column))
}

impl<'a, W: Watch> Machine<'a, W> {
    fn call(&self, function: usize, arguments: Vec<Value<'a>>) -> Step<'a> {
        let Some(body) = self.bodies.get(function) else {
            return Err(Stop::Failed("there is no such function".to_owned()));
        };
        let mut locals = arguments;
        locals.resize(body.locals.max(locals.len()), Value::Nothing);
        match self.run(&body.node, &mut locals) {
            Err(Stop::Return(value)) => Ok(value),
            other => other,
        }
    }

    fn run(&self, node: &'a Node, locals: &mut Vec<Value<'a>>) -> Step<'a> {
        match &node.code {
            Code::Number(number) => Ok(Value::Number(*number)),
            Code::Flag(flag) => Ok(Value::Flag(*flag)),
            Code::Word(word) => Ok(Value::Word(word)),
            Code::Slot(position) => self.slot(*position),
            Code::Known(position) => Ok(self.decided(node, self.known(*position))),
            Code::Param(index) => self.param(*index, node),
            Code::Local(local) => Ok(locals.get(*local).copied().unwrap_or(Value::Nothing)),
            Code::Negate(one) => Ok(Value::Number(-self.number(one, locals)?)),
            Code::Not(one) => Ok(Value::Flag(!self.flag(one, locals)?)),
            Code::Arith(op, a, b) => self.arith(*op, a, b, node, locals),
            Code::Compare(op, a, b) => {
                let holds = self.compare(*op, a, b, node, locals)?;
                Ok(self.decided(node, holds))
            }
            Code::All(parts) => self.logic(parts, false, locals),
            Code::Any(parts) => self.logic(parts, true, locals),
            Code::If {
                when,
                then,
                otherwise,
            } => {
                let holds = self.flag(when, locals)?;
                self.watch.decided(node, holds);
                self.run(if holds { then } else { otherwise }, locals)
            }
            Code::Switch {
                on,
                branches,
                default,
            } => self.switch(node, on, (branches, default.as_deref()), locals),
            Code::Block(statements) => self.block(statements, locals),
            Code::Let(local, value) => {
                let value = self.run(value, locals)?;
                if let Some(place) = locals.get_mut(*local) {
                    *place = value;
                }
                Ok(Value::Nothing)
            }
            Code::Return(value) => Err(Stop::Return(self.run(value, locals)?)),
            Code::Host(host, arguments) => self.host(*host, arguments, node, locals),
            Code::Values(values) => {
                // A reason's values are left out, but what breaks in them breaks the rule.
                for (_, value) in values {
                    self.run(value, locals)?;
                }
                Ok(Value::Nothing)
            }
            Code::Own(function, arguments) => {
                let arguments: Result<Vec<_>, _> =
                    arguments.iter().map(|one| self.run(one, locals)).collect();
                self.call(*function, arguments?)
            }
            Code::Nothing => Ok(Value::Nothing),
        }
    }

    fn decided(&self, node: &Node, holds: bool) -> Value<'a> {
        self.watch.decided(node, holds);
        Value::Flag(holds)
    }

    fn slot(&self, position: usize) -> Step<'a> {
        match self.slots.get(position) {
            Some(Slot::Number(number)) => Ok(Value::Number(*number)),
            Some(Slot::Flag(flag)) => Ok(Value::Flag(*flag)),
            Some(Slot::Word(word)) => Ok(Value::Word(word)),
            _ => Err(Stop::Missing(position)),
        }
    }

    fn known(&self, position: usize) -> bool {
        let slot = self.slots.get(position).unwrap_or(&Slot::Missing);
        !matches!(slot, Slot::Missing | Slot::NotApplicable)
    }

    fn param(&self, index: usize, node: &Node) -> Step<'a> {
        match self.params.get(index).map(|param| &param.value) {
            Some(ParamValue::Number(number)) => Ok(Value::Number(*number)),
            Some(curve) => Ok(Value::Curve(curve)),
            None => Err(failed(node, "there is no such param")),
        }
    }

    fn number(&self, node: &'a Node, locals: &mut Vec<Value<'a>>) -> Result<f64, Stop<'a>> {
        match self.run(node, locals)? {
            Value::Number(number) => Ok(number),
            _ => Err(failed(node, "a number is expected here")),
        }
    }

    fn flag(&self, node: &'a Node, locals: &mut Vec<Value<'a>>) -> Result<bool, Stop<'a>> {
        match self.run(node, locals)? {
            Value::Flag(flag) => Ok(flag),
            _ => Err(failed(node, "true or false is expected here")),
        }
    }

    fn arith(
        &self,
        op: Arith,
        a: &'a Node,
        b: &'a Node,
        node: &Node,
        locals: &mut Vec<Value<'a>>,
    ) -> Step<'a> {
        let (a, b) = (self.number(a, locals)?, self.number(b, locals)?);
        let result = match op {
            Arith::Add => a + b,
            Arith::Subtract => a - b,
            Arith::Multiply => a * b,
            Arith::Divide => a / b,
        };
        if result.is_finite() {
            return Ok(Value::Number(result));
        }
        Err(failed(node, "the result is not a finite number"))
    }

    fn compare(
        &self,
        op: Compare,
        a: &'a Node,
        b: &'a Node,
        node: &Node,
        locals: &mut Vec<Value<'a>>,
    ) -> Result<bool, Stop<'a>> {
        let same = match (self.run(a, locals)?, self.run(b, locals)?) {
            (Value::Number(a), Value::Number(b)) => {
                self.watch.compared(node, a, b);
                return Ok(compared(op, a, b));
            }
            (Value::Flag(a), Value::Flag(b)) => a == b,
            (Value::Word(a), Value::Word(b)) => a == b,
            _ => return Err(failed(a, "this cannot be compared")),
        };
        Ok(same == (op == Compare::Equal))
    }

    /// `&&` and `||`: the first part that is `until` decides.
    fn logic(&self, parts: &'a [Node], until: bool, locals: &mut Vec<Value<'a>>) -> Step<'a> {
        for part in parts {
            if self.flag(part, locals)? == until {
                return Ok(Value::Flag(until));
            }
        }
        Ok(Value::Flag(!until))
    }

    fn switch(
        &self,
        node: &Node,
        on: &'a Node,
        (branches, default): (&'a [(Label, Node)], Option<&'a Node>),
        locals: &mut Vec<Value<'a>>,
    ) -> Step<'a> {
        let on = self.run(on, locals)?;
        if let Value::Number(x) = on {
            self.watch.placed(node, x);
        }
        let fits = |label: &Label| match (label, on) {
            (Label::Words(words), Value::Word(word)) => words.iter().any(|one| **one == *word),
            (Label::Ranges(ranges), Value::Number(number)) => ranges
                .iter()
                .any(|(from, to)| (*from..*to).contains(&number)),
            _ => false,
        };
        let hit = branches.iter().position(|(label, _)| fits(label));
        self.watch.took(node, hit.unwrap_or(branches.len()));
        match hit.and_then(|hit| branches.get(hit)) {
            Some((_, branch)) => self.run(branch, locals),
            None => default.map_or(Ok(Value::Nothing), |branch| self.run(branch, locals)),
        }
    }

    fn block(&self, statements: &'a [Node], locals: &mut Vec<Value<'a>>) -> Step<'a> {
        let mut last = Value::Nothing;
        for statement in statements {
            last = self.run(statement, locals)?;
        }
        Ok(last)
    }

    fn host(
        &self,
        host: Host,
        arguments: &'a [Node],
        node: &Node,
        locals: &mut Vec<Value<'a>>,
    ) -> Step<'a> {
        let mut given = [Value::Nothing; 3];
        for (place, argument) in given.iter_mut().zip(arguments) {
            *place = self.run(argument, locals)?;
        }
        let [one, two, _] = given;
        let number = match (host, one, two) {
            (Host::Interpolate, Value::Number(x), Value::Curve(ParamValue::Knots(knots))) => {
                self.watch.placed(node, x);
                hosted::interpolate(x, knots)
            }
            (Host::Lookup, Value::Word(word), Value::Curve(ParamValue::Table(table))) => {
                self.watch.looked_up(node, word);
                hosted::lookup(word, table)
                    .ok_or_else(|| failed(node, format!("the table lacks `{word}`")))?
            }
            (Host::Flag, Value::Flag(flag), _) => {
                self.watch.decided(node, flag);
                hosted::flag(flag)
            }
            (Host::Share, Value::Number(a), Value::Number(b)) => {
                hosted::share(a, b).ok_or_else(|| failed(node, "a share of 0 is no number"))?
            }
            (Host::Min, Value::Number(a), Value::Number(b)) => a.min(b),
            (Host::Max, Value::Number(a), Value::Number(b)) => a.max(b),
            (Host::Abs, Value::Number(a), _) => a.abs(),
            (Host::Sqrt, Value::Number(a), _) if a >= 0.0 => a.sqrt(),
            (Host::Scored, Value::Number(points), Value::Word(text))
                if (0.0..=100.0).contains(&points) =>
            {
                self.watch.gave(node);
                return Ok(Value::Verdict(Some(points), text));
            }
            (Host::Scored, Value::Number(points), _) => {
                let detail = format!("the rule gives {points} points; 0 to 100 are allowed");
                return Err(failed(node, detail));
            }
            (Host::NotApplicable, Value::Word(text), _) => {
                self.watch.gave(node);
                return Ok(Value::Verdict(None, text));
            }
            _ => return Err(failed(node, format!("`{}` cannot take this", host.name()))),
        };
        Ok(Value::Number(number))
    }
}

/// Two numbers are equal within one epsilon of the larger (domain 0.3), as the interpreter has it.
fn compared(op: Compare, a: f64, b: f64) -> bool {
    let larger = if a * b == 0.0 {
        1.0
    } else {
        a.abs().max(b.abs())
    };
    let ahead = (a - b) / larger;
    match op {
        Compare::Equal => ahead.abs() <= f64::EPSILON,
        Compare::Differs => ahead.abs() > f64::EPSILON,
        Compare::Less => -ahead > f64::EPSILON,
        Compare::AtMost => -ahead > -f64::EPSILON,
        Compare::Greater => ahead > f64::EPSILON,
        Compare::AtLeast => ahead > -f64::EPSILON,
    }
}

#[cfg(test)]
mod tests;
