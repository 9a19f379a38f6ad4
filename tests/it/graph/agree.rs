//! One tape of bytes, a random pack and random records: the interpreter and the columns agree on every call.

use super::words::Tape;
use super::{facts, pack};
use kamready::pack::Pack;
use kamready::rules::graph::{Columns, Machine, Reading, RuleGraph, Sources};
use kamready::rules::{CallEnd, Calls, Program, Runner, Slot, Symbols};

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

/// How the calls end; none where the pack does not compile.
///
/// # Errors
/// A call that ends in two ways.
pub(crate) fn agree(tape: &[u8]) -> Result<Option<Vec<CallEnd>>, String> {
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
            if shown(found) != shown(wanted) {
                let rules: Vec<&str> = pack.all_rules().map(|rule| rule.functions.trim()).collect();
                let rules = rules.join("\n");
                return Err(format!("{found:?} is not {wanted:?}\n{rules}\n{slots:?}"));
            }
        }
        seen.extend(wanted);
    }
    Ok(Some(seen))
}
