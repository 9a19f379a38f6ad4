//! Walks through a rule's code for one organisation and notes what each step gives.
//!
//! The interpreter is the reference; a test holds the walk to it.

use super::code::{Arith, Code, Compare, Label, Node};
use super::hosted::{self, Host};
use super::language::{Body, Lowered};
use super::symbols::{Slot, Symbols};
use crate::model::{Id, Lang, number};
use crate::pack::{Param, ParamValue, Spot};

/// One step: where it stands, what was worked out, what it gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    pub spot: Spot,
    pub what: String,
    pub gave: String,
}

/// A value on the way.
#[derive(Debug, Clone, PartialEq)]
pub enum Worked {
    Number(f64),
    Flag(bool),
    Word(Id),
    Param(usize),
    Nothing,
}

/// Why the walk left the ordinary way.
enum Left {
    Returned(Worked),
    Missing,
    Failed,
}

/// The steps of a rule, in order, and the value that it ends with; none where it does not end with one.
pub fn steps(
    lowered: &Lowered,
    params: &[Param],
    symbols: &Symbols,
    slots: &[Slot],
) -> (Vec<Step>, Option<Worked>) {
    let mut walk = Walk {
        lowered,
        params,
        symbols,
        slots,
        locals: Vec::new(),
        steps: Vec::new(),
    };
    let end = match lowered.bodies.get(lowered.entry) {
        Some(body) => walk.body(body, vec![Worked::Nothing, Worked::Nothing]),
        None => Err(Left::Failed),
    };
    (walk.steps, end.ok())
}

struct Walk<'a> {
    lowered: &'a Lowered,
    params: &'a [Param],
    symbols: &'a Symbols,
    slots: &'a [Slot],
    locals: Vec<Worked>,
    steps: Vec<Step>,
}

type Way = Result<Worked, Left>;

impl Walk<'_> {
    fn body(&mut self, body: &Body, mut arguments: Vec<Worked>) -> Way {
        arguments.resize(body.locals, Worked::Nothing);
        let outer = std::mem::replace(&mut self.locals, arguments);
        let end = self.node(&body.node);
        self.locals = outer;
        match end {
            Err(Left::Returned(value)) => Ok(value),
            other => other,
        }
    }

    fn node(&mut self, node: &Node) -> Way {
        match &node.code {
            Code::Number(value) => Ok(Worked::Number(*value)),
            Code::Flag(flag) => Ok(Worked::Flag(*flag)),
            Code::Word(word) => Ok(Worked::Word(word.clone())),
            Code::Nothing | Code::Values(_) => Ok(Worked::Nothing),
            Code::Slot(position) => self.read(*position, node.spot),
            Code::Known(position) => self.known(*position, node.spot),
            Code::Param(index) => Ok(self.param(*index)),
            Code::Local(index) => Ok(self.locals.get(*index).cloned().unwrap_or(Worked::Nothing)),
            Code::Let(index, value) => self.keep(*index, value),
            Code::Return(value) => {
                let value = self.node(value)?;
                Err(Left::Returned(value))
            }
            Code::Block(nodes) => nodes
                .iter()
                .try_fold(Worked::Nothing, |_, node| self.node(node)),
            Code::Negate(one) => {
                let value = self.number(one)?;
                Ok(Worked::Number(-value))
            }
            Code::Not(one) => {
                let flag = self.flag(one)?;
                Ok(Worked::Flag(!flag))
            }
            Code::Arith(op, a, b) => self.arith(*op, a, b, node.spot),
            Code::Compare(op, a, b) => self.compare(*op, a, b, node.spot),
            Code::All(parts) => self.logic(parts, false),
            Code::Any(parts) => self.logic(parts, true),
            Code::If {
                when,
                then,
                otherwise,
            } => {
                let branch = if self.flag(when)? { then } else { otherwise };
                self.node(branch)
            }
            Code::Switch {
                on,
                branches,
                default,
            } => {
                let on = self.node(on)?;
                let hit = branches.iter().find(|(label, _)| fits(label, &on));
                match hit.map(|(_, node)| node).or(default.as_deref()) {
                    Some(branch) => self.node(branch),
                    None => Ok(Worked::Nothing),
                }
            }
            Code::Own(index, arguments) => self.own(*index, arguments),
            Code::Host(host, arguments) => self.host(*host, arguments, node.spot),
        }
    }

    fn note(&mut self, spot: Spot, what: String, gave: String) {
        self.steps.push(Step { spot, what, gave });
    }

    fn read(&mut self, position: usize, spot: Spot) -> Way {
        let name = self
            .symbols
            .at(position)
            .map_or("", |symbol| &*symbol.name)
            .to_owned();
        let value = match self.slots.get(position) {
            Some(Slot::Number(value)) => Worked::Number(*value),
            Some(Slot::Flag(flag)) => Worked::Flag(*flag),
            Some(Slot::Word(word)) => Worked::Word(word.clone()),
            _ => {
                self.note(spot, format!("org.{name}"), "?".to_owned());
                return Err(Left::Missing);
            }
        };
        self.note(spot, format!("org.{name}"), self.shown(&value));
        Ok(value)
    }

    fn known(&mut self, position: usize, spot: Spot) -> Way {
        let slot = self.slots.get(position);
        let known = !matches!(slot, None | Some(Slot::Missing | Slot::NotApplicable));
        let name = self.symbols.at(position).map_or("", |symbol| &*symbol.name);
        self.note(spot, format!("known({name:?})"), known.to_string());
        Ok(Worked::Flag(known))
    }

    fn param(&self, index: usize) -> Worked {
        match self.params.get(index).map(|param| &param.value) {
            Some(ParamValue::Number(value)) => Worked::Number(*value),
            _ => Worked::Param(index),
        }
    }

    fn keep(&mut self, index: usize, value: &Node) -> Way {
        let value = self.node(value)?;
        if let Some(place) = self.locals.get_mut(index) {
            *place = value;
        }
        Ok(Worked::Nothing)
    }

    fn own(&mut self, index: usize, arguments: &[Node]) -> Way {
        let values = arguments
            .iter()
            .map(|one| self.node(one))
            .collect::<Result<Vec<_>, _>>()?;
        match self.lowered.bodies.get(index) {
            Some(body) => self.body(body, values),
            None => Err(Left::Failed),
        }
    }

    fn number(&mut self, node: &Node) -> Result<f64, Left> {
        match self.node(node)? {
            Worked::Number(value) => Ok(value),
            _ => Err(Left::Failed),
        }
    }

    fn flag(&mut self, node: &Node) -> Result<bool, Left> {
        match self.node(node)? {
            Worked::Flag(flag) => Ok(flag),
            _ => Err(Left::Failed),
        }
    }

    fn logic(&mut self, parts: &[Node], stop: bool) -> Way {
        for part in parts {
            if self.flag(part)? == stop {
                return Ok(Worked::Flag(stop));
            }
        }
        Ok(Worked::Flag(!stop))
    }

    fn arith(&mut self, op: Arith, a: &Node, b: &Node, spot: Spot) -> Way {
        let (x, y) = (self.number(a)?, self.number(b)?);
        let value = op.of(x, y);
        let sign = match op {
            Arith::Add => "+",
            Arith::Subtract => "−",
            Arith::Multiply => "×",
            Arith::Divide => "÷",
        };
        let what = format!("{} {sign} {}", plain(x), plain(y));
        self.note(spot, what, plain(value));
        if value.is_finite() {
            Ok(Worked::Number(value))
        } else {
            Err(Left::Failed)
        }
    }

    fn compare(&mut self, op: Compare, a: &Node, b: &Node, spot: Spot) -> Way {
        let (left, right) = (self.node(a)?, self.node(b)?);
        let holds = match (&left, &right) {
            (Worked::Number(x), Worked::Number(y)) => op.holds(*x, *y),
            (one, two) => (one == two) == (op == Compare::Equal),
        };
        let what = format!("{} {} {}", self.shown(&left), op.sign(), self.shown(&right));
        self.note(spot, what, holds.to_string());
        Ok(Worked::Flag(holds))
    }

    fn host(&mut self, host: Host, arguments: &[Node], spot: Spot) -> Way {
        let values = arguments
            .iter()
            .map(|one| self.node(one))
            .collect::<Result<Vec<_>, _>>()?;
        let value = self.called(host, &values).ok_or(Left::Failed)?;
        let list: Vec<String> = values
            .iter()
            .filter(|value| **value != Worked::Nothing)
            .map(|value| self.shown(value))
            .collect();
        let gave = match host {
            Host::Scored | Host::NotApplicable => String::new(),
            _ => self.shown(&value),
        };
        self.note(spot, format!("{}({})", host.name(), list.join(", ")), gave);
        Ok(value)
    }

    fn called(&self, host: Host, values: &[Worked]) -> Option<Worked> {
        let number = |index: usize| match values.get(index) {
            Some(Worked::Number(value)) => Some(*value),
            _ => None,
        };
        let param = |index: usize| match values.get(index) {
            Some(Worked::Param(index)) => self.params.get(*index).map(|param| &param.value),
            _ => None,
        };
        let value = match (host, values) {
            (Host::Interpolate, _) => hosted::interpolate(number(0)?, param(1)?.knots()?),
            (Host::Lookup, [Worked::Word(word), _]) => match param(1)? {
                ParamValue::Table(table) => hosted::lookup(word, table)?,
                _ => return None,
            },
            (Host::Flag, [Worked::Flag(flag)]) => hosted::flag(*flag),
            (Host::Share, _) => hosted::share(number(0)?, number(1)?)?,
            (Host::Min, _) => number(0)?.min(number(1)?),
            (Host::Max, _) => number(0)?.max(number(1)?),
            (Host::Abs, _) => number(0)?.abs(),
            (Host::Sqrt, _) => Some(number(0)?.sqrt()).filter(|root| !root.is_nan())?,
            (Host::Scored, _) => {
                Some(number(0)?).filter(|points| (0.0..=100.0).contains(points))?
            }
            (Host::NotApplicable, _) => return Some(Worked::Nothing),
            _ => return None,
        };
        Some(Worked::Number(value))
    }

    fn shown(&self, value: &Worked) -> String {
        match value {
            Worked::Number(value) => plain(*value),
            Worked::Flag(flag) => flag.to_string(),
            Worked::Word(word) => format!("\"{word}\""),
            Worked::Param(index) => self
                .params
                .get(*index)
                .map_or_else(String::new, |param| format!("params.{}", param.name)),
            Worked::Nothing => String::new(),
        }
    }
}

fn fits(label: &Label, on: &Worked) -> bool {
    match (label, on) {
        (Label::Words(words), Worked::Word(word)) => words.contains(word),
        (Label::Ranges(ranges), Worked::Number(value)) => {
            ranges.iter().any(|(from, to)| from <= value && value < to)
        }
        _ => false,
    }
}

impl Arith {
    pub fn of(self, x: f64, y: f64) -> f64 {
        match self {
            Self::Add => x + y,
            Self::Subtract => x - y,
            Self::Multiply => x * y,
            Self::Divide => x / y,
        }
    }
}

impl Compare {
    /// Rhai's comparison of numbers: equal within one step of the last binary place (domain 0.3).
    pub fn holds(self, x: f64, y: f64) -> bool {
        let larger = if x * y == 0.0 {
            1.0
        } else {
            x.abs().max(y.abs())
        };
        let step = f64::EPSILON;
        match self {
            Self::Equal => (x - y).abs() / larger <= step,
            Self::Differs => (x - y).abs() / larger > step,
            Self::Less => (y - x) / larger > step,
            Self::AtMost => (y - x) / larger > -step,
            Self::Greater => (x - y) / larger > step,
            Self::AtLeast => (x - y) / larger > -step,
        }
    }

    /// The same comparison with its sides exchanged.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::AtMost => Self::AtLeast,
            Self::Greater => Self::Less,
            Self::AtLeast => Self::AtMost,
            same => same,
        }
    }

    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Differs => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        }
    }
}

/// A number as a rule file would write it.
fn plain(value: f64) -> String {
    number::short(value, 6, Lang::En)
        .replace(',', "")
        .replace('\u{2212}', "-")
}

#[cfg(test)]
mod tests {
    use super::super::{CallEnd, Program, Runner};
    use super::*;
    use crate::pack::{PackFiles, Shape};

    #[test]
    fn the_walk_ends_where_the_interpreter_ends_for_every_number_of_every_curve() {
        let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
        let runner = Runner::new(&pack, &program).unwrap();
        let mut compared = 0;
        for (index, (rule, compiled)) in pack.rules.iter().zip(&program.rules).enumerate() {
            let Shape::List(cases) = &rule.cases.value else {
                panic!()
            };
            for case in cases {
                let Shape::Map(entries) = &case.value else {
                    panic!()
                };
                let mut slots = vec![Slot::Missing; program.symbols.len()];
                let facts = entries.iter().find(|(key, ..)| key == "facts").unwrap();
                let Shape::Map(facts) = &facts.2.value else {
                    panic!()
                };
                for (name, _, literal) in facts {
                    slots[program.symbols.position(name).unwrap()] = match &literal.value {
                        Shape::Number(value) => Slot::Number(*value),
                        Shape::Flag(flag) => Slot::Flag(*flag),
                        Shape::Text(word) => Slot::Word(word.as_str().into()),
                        _ => panic!(),
                    };
                }
                runner.lay(slots.clone());
                let (_, end) = steps(&compiled.lowered, &rule.params, &program.symbols, &slots);
                let expected = match runner.rule(index) {
                    CallEnd::Scored { points, .. } => Some(Worked::Number(points)),
                    _ => None,
                };
                assert_eq!(end, expected, "{}", rule.id);
                compared += 1;
            }
        }
        assert!(compared > 500, "{compared}");
    }
}
