//! The rules over columns say what the interpreter says, for every rule that the language allows.

mod advice;
mod facts;
pub(crate) mod organisations;
mod pack;
mod portfolio;
mod words;
mod writer;

use kamready::pack::Pack;
use kamready::rules::graph::{Columns, Machine, Reading, RuleGraph, Sources};
use kamready::rules::{CallEnd, Calls, Program, Runner, Slot, Symbols};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use words::Tape;

/// How every call of a pack ends for one organisation: the rules, then the gates with their dimensions.
fn interpreted(pack: &Pack, program: &Program, graph: &RuleGraph, slots: &[Slot]) -> Vec<CallEnd> {
    let runner = Runner::new(pack, program).unwrap();
    runner.lay(slots.to_vec());
    let rules = (0..pack.rules.len()).map(|rule| runner.rule(rule));
    let mut ends: Vec<CallEnd> = rules.collect();
    for gate in &graph.gates {
        let dimension = gate.dimension.map(|place| &pack.manifest.dimensions[place]);
        let word = dimension.map(|one| Slot::Word(one.id.clone()));
        let score = gate
            .dimension
            .map(|place| facts::judged_score(slots, place));
        runner.publish(Symbols::DIMENSION, word.unwrap_or_default());
        runner.publish(Symbols::DIMENSION_SCORE, score.unwrap_or_default());
        ends.push(runner.gate(gate.gate));
    }
    ends
}

fn over_columns(
    pack: &Pack,
    program: &Program,
    graph: &RuleGraph,
    records: &[Vec<Slot>],
) -> Vec<Vec<CallEnd>> {
    let mut columns = Columns::new(graph, pack, &program.symbols);
    for slots in records {
        let row = columns.add_row().unwrap();
        for (source, slot) in slots.iter().enumerate() {
            columns.publish(source, row, slot);
        }
        for place in 0..pack.manifest.dimensions.len() {
            let source = Sources::of(pack, &program.symbols).judged(place);
            columns.publish(source, row, &facts::judged_score(slots, place));
        }
    }
    let plan = graph.evidence();
    let mut machine = Machine::default();
    machine.run(&graph.ops, &plan, 0, &columns);
    machine.run(&graph.ops, &plan, 1, &columns);
    let reading = Reading {
        plan: &plan,
        machine: &machine,
        columns: &columns,
    };
    let calls = || {
        let rules = graph.rules.iter().map(|rule| &rule.call);
        rules.chain(graph.gates.iter().map(|gate| &gate.call))
    };
    (0..records.len())
        .map(|row| calls().map(|call| reading.end(call, row)).collect())
        .collect()
}

/// As one compares results: a failed rule's points may be no number.
fn shown(end: &CallEnd) -> String {
    format!("{end:?}").replace("-0.0", "0.0")
}

fn agree(tape: &[u8]) -> Result<Option<Vec<CallEnd>>, TestCaseError> {
    let mut tape = Tape::new(tape);
    let files = pack::random(&mut tape);
    let Ok((pack, program)) = Program::open(&files) else {
        return Ok(None);
    };
    let graph = RuleGraph::of(&pack, &program).unwrap();
    let records: Vec<Vec<Slot>> = (0..12)
        .map(|_| facts::random(&mut tape, &program.symbols))
        .collect();
    let columns = over_columns(&pack, &program, &graph, &records);
    let mut seen = Vec::new();
    for (slots, found) in records.iter().zip(columns) {
        let wanted = interpreted(&pack, &program, &graph, slots);
        for (wanted, found) in wanted.iter().zip(&found) {
            let text = || {
                pack.all_rules()
                    .map(|rule| rule.functions.trim())
                    .collect::<Vec<_>>()
                    .join("\n")
            };
            prop_assert_eq!(shown(found), shown(wanted), "{}\n{:?}", text(), slots);
        }
        seen.extend(wanted);
    }
    Ok(Some(seen))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_random_rule_ends_over_columns_as_it_ends_in_the_interpreter(tape in proptest::collection::vec(any::<u8>(), 200..1500)) {
        agree(&tape)?;
    }
}

#[test]
fn random_rules_compile_mostly_and_end_in_every_way() {
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = proptest::collection::vec(any::<u8>(), 200..1500);
    let (mut compiled, mut ends) = (0, Vec::new());
    for _ in 0..60 {
        let tape = strategy.new_tree(&mut runner).unwrap().current();
        if let Some(seen) = agree(&tape).unwrap() {
            compiled += 1;
            ends.extend(seen);
        }
    }
    assert!(compiled >= 45, "{compiled} of 60 packs compile");
    let some = |is: fn(&CallEnd) -> bool| ends.iter().filter(|end| is(end)).count() >= 10;
    assert!(some(
        |end| matches!(end, CallEnd::Scored { values, .. } if !values.is_empty())
    ));
    assert!(some(|end| matches!(end, CallEnd::NotApplicable { .. })));
    assert!(some(|end| matches!(end, CallEnd::NeedNotApplicable(_))));
    assert!(some(
        |end| matches!(end, CallEnd::Missing(several) if several.len() > 1)
    ));
    assert!(some(|end| matches!(end, CallEnd::Holds(true))));
    assert!(some(|end| matches!(end, CallEnd::Holds(false))));
    for fault in [
        "not a finite",
        "a share of 0",
        "square root",
        "points; 0 to 100",
        "the table lacks",
    ] {
        let has = |end: &CallEnd| matches!(end, CallEnd::Failed(text) if text.contains(fault));
        assert!(ends.iter().any(has), "{fault}");
    }
}
