//! Runs a lowered rule without the interpreter: for rules that are asked a million times.
//!
//! It says how a rule ends and leaves out the sentence. The interpreter is the reference; a test holds this
//! to it.

use super::code::{Arith, Code, Compare, Label, Node};
use super::hosted::{self, Host};
use super::language::Body;
use super::program::Compiled;
use super::symbols::Slot;
use crate::pack::{Param, ParamValue};

/// How a rule ended.
#[derive(Debug, Clone, PartialEq)]
pub enum End {
    /// 0 to 100.
    Scored(f64),
    NotApplicable,
    Holds(bool),
    /// A symbol that it needs is not known.
    Missing,
    /// A symbol that it needs is given as not applicable.
    NeedNotApplicable,
    /// What broke, with line and column of the rule file.
    Failed(String),
}

/// Runs a rule over one slot for each symbol.
pub fn evaluate(compiled: &Compiled, params: &[Param], slots: &[Slot]) -> End {
    let slot = |need: &usize| slots.get(*need);
    if compiled
        .needs
        .iter()
        .any(|need| slot(need) == Some(&Slot::NotApplicable))
    {
        return End::NeedNotApplicable;
    }
    if compiled
        .needs
        .iter()
        .any(|need| slot(need) == Some(&Slot::Missing))
    {
        return End::Missing;
    }
    let machine = Machine {
        bodies: &compiled.lowered.bodies,
        params,
        slots,
    };
    match machine.call(compiled.lowered.entry, Vec::new()) {
        Ok(Value::Verdict(Some(points))) => End::Scored(points),
        Ok(Value::Verdict(None)) => End::NotApplicable,
        Ok(Value::Flag(flag)) => End::Holds(flag),
        Ok(_) => End::Failed("the rule gave no verdict".to_owned()),
        Err(Stop::Missing) => End::Missing,
        Err(Stop::Failed(error)) => End::Failed(error),
        Err(Stop::Return(_)) => End::Failed("a `return` outside of a function".to_owned()),
    }
}

#[derive(Debug, Clone, Copy)]
enum Value<'a> {
    Number(f64),
    Flag(bool),
    Word(&'a str),
    Curve(&'a ParamValue),
    Verdict(Option<f64>),
    Nothing,
}

/// What ends an expression before its value.
enum Stop<'a> {
    Missing,
    Failed(String),
    Return(Value<'a>),
}

type Step<'a> = Result<Value<'a>, Stop<'a>>;

struct Machine<'a> {
    bodies: &'a [Body],
    params: &'a [Param],
    slots: &'a [Slot],
}

fn failed<'a>(node: &Node, detail: impl std::fmt::Display) -> Stop<'a> {
    Stop::Failed(format!("{}:{}: {detail}", node.spot.line, node.spot.column))
}

impl<'a> Machine<'a> {
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
            Code::Known(position) => Ok(Value::Flag(self.known(*position))),
            Code::Param(index) => self.param(*index, node),
            Code::Local(local) => Ok(locals.get(*local).copied().unwrap_or(Value::Nothing)),
            Code::Negate(one) => Ok(Value::Number(-self.number(one, locals)?)),
            Code::Not(one) => Ok(Value::Flag(!self.flag(one, locals)?)),
            Code::Arith(op, a, b) => self.arith(*op, a, b, node, locals),
            Code::Compare(op, a, b) => self.compare(*op, a, b, locals),
            Code::All(parts) => self.logic(parts, false, locals),
            Code::Any(parts) => self.logic(parts, true, locals),
            Code::If {
                when,
                then,
                otherwise,
            } => match self.flag(when, locals)? {
                true => self.run(then, locals),
                false => self.run(otherwise, locals),
            },
            Code::Switch {
                on,
                branches,
                default,
            } => self.switch(on, branches, default.as_deref(), locals),
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

    fn slot(&self, position: usize) -> Step<'a> {
        match self.slots.get(position) {
            Some(Slot::Number(number)) => Ok(Value::Number(*number)),
            Some(Slot::Flag(flag)) => Ok(Value::Flag(*flag)),
            Some(Slot::Word(word)) => Ok(Value::Word(word)),
            _ => Err(Stop::Missing),
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
        locals: &mut Vec<Value<'a>>,
    ) -> Step<'a> {
        let same = match (self.run(a, locals)?, self.run(b, locals)?) {
            (Value::Number(a), Value::Number(b)) => return Ok(Value::Flag(compared(op, a, b))),
            (Value::Flag(a), Value::Flag(b)) => a == b,
            (Value::Word(a), Value::Word(b)) => a == b,
            _ => return Err(failed(a, "this cannot be compared")),
        };
        Ok(Value::Flag(same == (op == Compare::Equal)))
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
        on: &'a Node,
        branches: &'a [(Label, Node)],
        default: Option<&'a Node>,
        locals: &mut Vec<Value<'a>>,
    ) -> Step<'a> {
        let on = self.run(on, locals)?;
        let fits = |label: &Label| match (label, on) {
            (Label::Words(words), Value::Word(word)) => words.iter().any(|one| **one == *word),
            (Label::Ranges(ranges), Value::Number(number)) => ranges
                .iter()
                .any(|(from, to)| (*from..*to).contains(&number)),
            _ => false,
        };
        let hit = branches.iter().find(|(label, _)| fits(label));
        match hit.map(|(_, branch)| branch).or(default) {
            Some(branch) => self.run(branch, locals),
            None => Ok(Value::Nothing),
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
                hosted::interpolate(x, knots)
            }
            (Host::Lookup, Value::Word(word), Value::Curve(ParamValue::Table(table))) => {
                hosted::lookup(word, table)
                    .ok_or_else(|| failed(node, format!("the table lacks `{word}`")))?
            }
            (Host::Flag, Value::Flag(flag), _) => hosted::flag(flag),
            (Host::Share, Value::Number(a), Value::Number(b)) => {
                hosted::share(a, b).ok_or_else(|| failed(node, "a share of 0 is no number"))?
            }
            (Host::Min, Value::Number(a), Value::Number(b)) => a.min(b),
            (Host::Max, Value::Number(a), Value::Number(b)) => a.max(b),
            (Host::Abs, Value::Number(a), _) => a.abs(),
            (Host::Sqrt, Value::Number(a), _) if a >= 0.0 => a.sqrt(),
            (Host::Scored, Value::Number(points), _) if (0.0..=100.0).contains(&points) => {
                return Ok(Value::Verdict(Some(points)));
            }
            (Host::Scored, Value::Number(points), _) => {
                let detail = format!("the rule gives {points} points; 0 to 100 are allowed");
                return Err(failed(node, detail));
            }
            (Host::NotApplicable, ..) => return Ok(Value::Verdict(None)),
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
mod tests {
    use super::super::run::{CallEnd, Runner};
    use super::super::symbols::{Slot, Symbols};
    use super::super::{Program, Type};
    use super::*;
    use crate::pack::{Pack, PackFiles, Rule};

    /// A sequence of numbers that is the same on every machine (Knuth's constants).
    struct Draw(u64);

    impl Draw {
        fn below(&mut self, limit: u64) -> u64 {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) % limit
        }

        /// A value of the symbol's type, among them limits of curves, nothing, and not applicable.
        fn slot(&mut self, kind: &Type) -> Slot {
            const EDGES: [f64; 14] = [
                0.0, 0.1, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 10.0, 20.0, 40.0, 60.0, 100.0, -5.0,
            ];
            match (self.below(12), kind) {
                (0, _) => Slot::Missing,
                (1, _) => Slot::NotApplicable,
                (2..=6, Type::Number { .. }) => Slot::Number(EDGES[self.below(14) as usize]),
                (_, Type::Number { .. }) => {
                    Slot::Number(self.below(240_000) as f64 / 1_000.0 - 20.0)
                }
                (_, Type::Flag) => Slot::Flag(self.below(2) == 1),
                (_, Type::Word(Some(words))) if !words.is_empty() => {
                    Slot::Word(words[self.below(words.len() as u64) as usize].clone())
                }
                (_, Type::Word(_)) => Slot::Word("x".into()),
                _ => Slot::Missing,
            }
        }
    }

    fn like(end: CallEnd) -> End {
        match end {
            CallEnd::Scored { points, .. } => End::Scored(points),
            CallEnd::NotApplicable { .. } => End::NotApplicable,
            CallEnd::Holds(holds) => End::Holds(holds),
            CallEnd::Missing(_) => End::Missing,
            CallEnd::NeedNotApplicable(_) => End::NeedNotApplicable,
            CallEnd::Failed(_) => End::Failed(String::new()),
        }
    }

    /// Where a rule breaks is shown by the interpreter; that it breaks must be the same.
    fn bare(end: End) -> End {
        match end {
            End::Failed(_) => End::Failed(String::new()),
            other => other,
        }
    }

    fn hold(
        runner: &Runner<'_>,
        symbols: &Symbols,
        sets: [(&[Rule], &[Compiled]); 2],
        seen: &mut Vec<&'static str>,
    ) {
        let mut draw = Draw(3);
        for _ in 0..300 {
            let slots: Vec<Slot> = symbols.iter().map(|one| draw.slot(&one.kind)).collect();
            runner.lay(slots.clone());
            for (set, (rules, compiled)) in sets.iter().enumerate() {
                for (index, (rule, compiled)) in rules.iter().zip(*compiled).enumerate() {
                    let wanted = like(if set == 0 {
                        runner.rule(index)
                    } else {
                        runner.gate(index)
                    });
                    let found = bare(evaluate(compiled, &rule.params, &slots));
                    assert_eq!(found, wanted, "{}", rule.id);
                    seen.push(match found {
                        End::Scored(_) => "scored",
                        End::NotApplicable => "not_applicable",
                        End::Holds(_) => "holds",
                        End::Missing => "missing",
                        End::NeedNotApplicable => "need_not_applicable",
                        End::Failed(_) => "failed",
                    });
                }
            }
        }
    }

    #[test]
    fn every_rule_of_the_pack_ends_as_with_the_interpreter_to_the_last_bit() {
        let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
        let mut seen = Vec::new();
        let runner = Runner::new(&pack, &program).unwrap();
        let own = [
            (pack.rules.as_slice(), program.rules.as_slice()),
            (pack.gates.as_slice(), program.gates.as_slice()),
        ];
        hold(&runner, &program.symbols, own, &mut seen);
        let (accounts, compiled) = (
            pack.accounts.as_ref().unwrap(),
            program.accounts.as_ref().unwrap(),
        );
        let runner = Runner::of_accounts(&pack, &program).unwrap().unwrap();
        let of_accounts = [
            (accounts.criteria.as_slice(), compiled.rules.as_slice()),
            (accounts.gates.as_slice(), compiled.gates.as_slice()),
        ];
        hold(&runner, &compiled.symbols, of_accounts, &mut seen);
        for end in ["scored", "holds", "missing", "need_not_applicable"] {
            assert!(seen.contains(&end), "no rule ended {end}");
        }
    }

    /// What the rules of the pack do not use.
    const ODD: &str = r#"
const META = #{
    title: #{ de: "t", en: "t" },
    weight: 1,
    source: #{ sure: "judgement", refs: [], why: #{ de: "w", en: "w" } },
    params: #{ two: #{ unit: "x", value: 2 }, knots: #{ unit: "x", value: [[0, 0], [10, 100]] } },
    texts: #{ value: #{ de: "{a}", en: "{a}" }, none: #{ de: "n", en: "n" } },
    status: "stable",
    since: "0.1.0",
};

const CASES = [ #{ name: "c", facts: #{}, expect: #{ outcome: "unknown" } } ];

fn assess(org, params) {
    if known("wallet") && org.wallet > org.revenue_y0 * params.two || !known("contacts") {
        return not_applicable("none");
    }
    let class = switch org.satisfaction {
        1..3 => 1.5,
        3..5 => share(org.contacts, org.revenue_y0),
        _ => sqrt(org.growth_exp_pct),
    };
    let word = switch org.credit { "good" => 0.5, "weak" => org.db1 / org.cost_to_serve, _ => -params.two };
    scored(max(min(twice(class, params), 90.0), abs(word)) * 1.0, "value", #{ a: org.supplier_rank / class })
}

fn twice(x, params) {
    if x == 0.0 { return interpolate(x, params.knots); }
    x * params.two + (if x != 1.5 { 0.25 } else { 0.5 })
}
"#;

    #[test]
    fn every_word_of_the_language_means_the_same_as_with_the_interpreter() {
        let mut files = PackFiles::embedded();
        files.add(
            "accounts/value/odd.rhai",
            "kam/accounts/value/odd.rhai",
            ODD,
        );
        let pack = Pack::read(&files).unwrap();
        let program = Program::compile(&pack).unwrap_or_else(|faults| panic!("{faults:#?}"));
        let accounts = pack.accounts.as_ref().unwrap();
        let compiled = program.accounts.as_ref().unwrap();
        let runner = Runner::of_accounts(&pack, &program).unwrap().unwrap();
        let index = accounts
            .criteria
            .iter()
            .position(|rule| &*rule.id == "odd")
            .unwrap();
        let mut draw = Draw(5);
        let mut ends = std::collections::BTreeMap::new();
        for _ in 0..20_000 {
            let slots: Vec<Slot> = compiled
                .symbols
                .iter()
                .map(|one| draw.slot(&one.kind))
                .collect();
            runner.lay(slots.clone());
            let wanted = like(runner.rule(index));
            let found = bare(evaluate(
                &compiled.rules[index],
                &accounts.criteria[index].params,
                &slots,
            ));
            assert_eq!(found, wanted);
            *ends
                .entry(format!("{found:?}").split('(').next().unwrap().to_owned())
                .or_insert(0) += 1;
        }
        for end in [
            "Scored",
            "NotApplicable",
            "Missing",
            "NeedNotApplicable",
            "Failed",
        ] {
            assert!(ends.contains_key(end), "{end}: {ends:?}");
        }
    }
}
