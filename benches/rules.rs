//! How long each rule of a pack takes: `cargo bench --bench rules [-- PACK]`. Nanoseconds of one evaluation, lowered
//! and by the interpreter, over invented organisations; the slowest first.

#![expect(
    clippy::disallowed_methods,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark looks at the clock, prints, and may stop"
)]

#[path = "../tests/it/graph/organisations.rs"]
mod organisations;

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use kamready::pack::{Pack, PackFiles};
use kamready::rules::{Calls, Program, Runner, evaluate};
use organisations::{Dice, invented};

const ORGANISATIONS: usize = 256;
const REPEATED: u32 = 16;

struct Timed<'p> {
    rule: &'p str,
    lowered: f64,
    interpreted: f64,
}

fn main() {
    let folder = std::env::args().skip(1).find(|one| one != "--bench");
    let files = match folder {
        Some(folder) => PackFiles::folder(Path::new(&folder)).unwrap(),
        None => PackFiles::embedded(),
    };
    let (pack, program) = Program::open(&files).unwrap();
    let mut timed = timed(&pack, &program);
    timed.sort_by(|a, b| b.lowered.total_cmp(&a.lowered));
    println!("{:<44} {:>10} {:>12}", "rule", "lowered ns", "interpreter");
    for Timed {
        rule,
        lowered,
        interpreted,
    } in &timed
    {
        println!("{rule:<44} {lowered:>10.0} {interpreted:>12.0}");
    }
    let sum = |of: fn(&Timed<'_>) -> f64| timed.iter().map(of).sum::<f64>();
    let (lowered, interpreted) = (sum(|one| one.lowered), sum(|one| one.interpreted));
    println!("{:<44} {lowered:>10.0} {interpreted:>12.0}", "all");
}

fn timed<'p>(pack: &'p Pack, program: &'p Program) -> Vec<Timed<'p>> {
    let organisations = invented(pack, &mut Dice::new(1), ORGANISATIONS);
    let runner = Runner::new(pack, program).unwrap();
    let rules = pack.rules.iter();
    let mut all: Vec<Timed<'p>> = rules.map(|rule| Timed::nothing(&rule.id)).collect();
    for organisation in &organisations {
        let record = program.symbols.slots(pack, organisation);
        runner.slots().borrow_mut().clone_from(&record);
        let rules = pack.rules.iter().zip(&program.rules).enumerate();
        for ((place, (rule, compiled)), timed) in rules.zip(&mut all) {
            timed.lowered += nanoseconds(|| {
                black_box(evaluate(compiled, &rule.params, &record));
            });
            timed.interpreted += nanoseconds(|| {
                black_box(runner.rule(place));
            });
        }
    }
    all
}

impl<'p> Timed<'p> {
    fn nothing(rule: &'p str) -> Self {
        Self {
            rule,
            lowered: 0.0,
            interpreted: 0.0,
        }
    }
}

/// Its part of a mean over all organisations.
fn nanoseconds(work: impl Fn()) -> f64 {
    work();
    let start = Instant::now();
    (0..REPEATED).for_each(|_| work());
    start.elapsed().as_secs_f64() * 1e9 / f64::from(REPEATED) / ORGANISATIONS as f64
}
