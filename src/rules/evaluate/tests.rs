use super::super::run::{CallEnd, Runner};
use super::super::symbols::{Slot, Symbols};
use super::super::{Program, Type};
use super::*;
use crate::pack::{Pack, PackFiles, Rule};
use crate::rules::Calls;

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
            (_, Type::Number { .. }) => Slot::Number(self.below(240_000) as f64 / 1_000.0 - 20.0),
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
        CallEnd::Word(word) => End::Word(word),
        CallEnd::Missing(symbols) => End::Missing(symbols),
        CallEnd::NeedNotApplicable(symbol) => End::NeedNotApplicable(symbol),
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

/// Rules with their code, and how the interpreter calls one.
type Set<'p> = (
    &'p [Rule],
    &'p [Compiled],
    fn(&Runner<'_>, usize) -> CallEnd,
);

fn hold(runner: &Runner<'_>, symbols: &Symbols, sets: &[Set<'_>], seen: &mut Vec<&'static str>) {
    let mut draw = Draw(3);
    for _ in 0..300 {
        let slots: Vec<Slot> = symbols.iter().map(|one| draw.slot(&one.kind)).collect();
        runner.lay(slots.clone());
        for (rules, compiled, call) in sets {
            for (index, (rule, compiled)) in rules.iter().zip(*compiled).enumerate() {
                let wanted = like(call(runner, index));
                let found = bare(evaluate(compiled, &rule.params, &slots));
                let told = like(watched(compiled, &rule.params, &slots, &()));
                assert_eq!(found, told, "{}", rule.id);
                assert_eq!(found, wanted, "{}", rule.id);
                seen.push(match found {
                    End::Scored(_) => "scored",
                    End::NotApplicable => "not_applicable",
                    End::Holds(_) => "holds",
                    End::Word(_) => "word",
                    End::Missing(_) => "missing",
                    End::NeedNotApplicable(_) => "need_not_applicable",
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
    let own: [Set<'_>; 5] = [
        (&pack.rules, &program.rules, |runner, index| {
            runner.rule(index)
        }),
        (&pack.gates, &program.gates, |runner, index| {
            runner.gate(index)
        }),
        (&pack.factors, &program.factors, |runner, index| {
            runner.factor(index)
        }),
        (&pack.exclusions, &program.exclusions, |runner, index| {
            runner.exclusion(index, 0)
        }),
        (&pack.entries, &program.entries, |runner, index| {
            runner.entry(index)
        }),
    ];
    hold(&runner, &program.symbols, &own, &mut seen);
    let (accounts, compiled) = (
        pack.accounts.as_ref().unwrap(),
        program.accounts.as_ref().unwrap(),
    );
    let runner = Runner::of_accounts(&pack, &program).unwrap().unwrap();
    let of_accounts: [Set<'_>; 2] = [
        (&accounts.criteria, &compiled.rules, |runner, index| {
            runner.rule(index)
        }),
        (&accounts.gates, &compiled.gates, |runner, index| {
            runner.gate(index)
        }),
    ];
    hold(&runner, &compiled.symbols, &of_accounts, &mut seen);
    for end in ["scored", "holds", "word", "missing", "need_not_applicable"] {
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
