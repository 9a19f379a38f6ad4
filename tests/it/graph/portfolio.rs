//! Whole assessments: the same over columns as one by one.

use std::collections::BTreeMap;

use kamready::assess::{Assessor, Circumstances, Portfolio, RowScores};
use kamready::input::{self, Files, Source};
use kamready::model::{Assessment, Organisation, Placement};
use kamready::pack::{Pack, PackFiles};
use kamready::rules::Program;
use kamready::rules::graph::LANES;
use kamready::stream::assess_all;
use proptest::prelude::*;

use super::organisations::{Dice, invented};
use super::words::Tape;
use crate::program::fixture;

/// Assesses in batches and compares each row with the interpreter's assessment; gives how many were compared.
fn compare(pack: &Pack, program: &Program, organisations: &[Organisation]) -> usize {
    let around = Circumstances::default();
    let portfolio = Portfolio::new(pack, program, &around).unwrap();
    let assessor = Assessor::new(pack, program, &around).unwrap();
    let mut batch = portfolio.batch();
    let mut compared = 0;
    let mut rest = organisations;
    while !rest.is_empty() {
        batch.clear();
        // A hybrid chart takes two lanes.
        let count = rest.iter().take_while(|one| batch.add(one)).count();
        assert!(count == rest.len() || count > LANES / 2);
        let chunk;
        (chunk, rest) = rest.split_at(count);
        batch.judge();
        let mut wanted = Vec::new();
        for (row, one) in chunk.iter().enumerate() {
            wanted.push(assessor.assess(one));
            let found = batch.assessment(row, one);
            assert_eq!(found, wanted[row], "{}", one.id);
            let text = |one: &Assessment| serde_json::to_string(one).unwrap();
            assert_eq!(text(&found), text(&wanted[row]));
            compared += 1;
        }
        batch.score();
        for (row, wanted) in wanted.iter().enumerate() {
            same_scores(pack, &batch.scores(row), wanted);
        }
    }
    compared
}

fn same_scores(pack: &Pack, found: &RowScores<'_>, wanted: &Assessment) {
    let level = |rank: Option<usize>| rank.map(|rank| pack.manifest.levels.steps[rank].id.clone());
    let indexes: Vec<_> = wanted.indexes.iter().map(|index| index.spread).collect();
    let dimensions: Vec<_> = wanted
        .dimensions
        .iter()
        .map(|one| one.spread.score)
        .collect();
    assert_eq!(found.indexes, indexes, "{}", wanted.id);
    assert_eq!(found.dimensions, dimensions, "{}", wanted.id);
    assert_eq!(level(found.level), wanted.level.id, "{}", wanted.id);
    assert_eq!(level(found.raw_level), wanted.level.raw, "{}", wanted.id);
    let placed = wanted.placement.as_ref();
    let target = placed.and_then(|placement| placement.target.as_ref());
    let entry = placed.and_then(|placement| placement.entry.as_ref());
    assert_eq!(
        (found.target, found.entry),
        (target, entry),
        "{}",
        wanted.id
    );
}

/// Ten thousand at the gate; a person who waits for the tests gets the first quarter of them.
#[test]
fn the_default_pack_says_the_same_over_columns_for_thousands_of_organisations() {
    let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
    let count = match std::env::var_os("CI") {
        Some(_) => 10_000,
        None => 2_500,
    };
    let organisations = invented(&pack, &mut Dice::new(7), count);
    let compared: usize = std::thread::scope(|scope| {
        let halves = organisations.chunks(count / 2);
        let halves = halves.map(|half| scope.spawn(|| compare(&pack, &program, half)));
        let halves: Vec<_> = halves.collect();
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    });
    assert_eq!(compared, count);
}

/// The example case's own customers, given to others too.
#[test]
fn own_customers_say_the_same_over_columns() {
    let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
    let case = |name: &str| vec![Source::open(&fixture("case/en").join(name)).unwrap()];
    let files = Files {
        organisations: &case("organisation.json"),
        accounts: &case("accounts.csv"),
        account_fields: pack.accounts.as_ref().map(|accounts| &accounts.fields),
        ..Files::default()
    };
    let intake = input::read(&pack.fields, files).unwrap();
    let own = intake.organisations[0].accounts.clone().unwrap();
    let mut organisations = intake.organisations;
    organisations.extend(invented(&pack, &mut Dice::new(5), 60));
    for one in organisations.iter_mut().step_by(2) {
        one.accounts = Some(own.clone());
    }
    let count = organisations.len();
    assert_eq!(compare(&pack, &program, &organisations), count);
}

#[test]
fn threads_and_order_change_no_byte_of_an_assessment() {
    let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
    let around = Circumstances::default();
    let organisations = invented(&pack, &mut Dice::new(3), 1_500);
    let assessor = Assessor::new(&pack, &program, &around).unwrap();
    let text = |one: &Assessment| serde_json::to_string(one).unwrap();
    let wanted: BTreeMap<String, String> = organisations
        .iter()
        .map(|one| (one.id.to_string(), text(&assessor.assess(one))))
        .collect();
    let tried_twice = |text: &&String| text.contains("\"structure_type\":\"hybrid\"");
    assert!(wanted.values().filter(tried_twice).count() > 20);
    for (jobs, stride) in [(1, 1), (2, 1), (2, 7), (1, 11)] {
        let shuffled: Vec<Organisation> = (0..stride)
            .flat_map(|from| organisations.iter().skip(from).step_by(stride).cloned())
            .collect();
        let found = assess_all(&pack, &program, &around, &shuffled, Some(jobs)).unwrap();
        assert_eq!(found.len(), shuffled.len());
        for (one, asked) in found.iter().zip(&shuffled) {
            assert_eq!(one.id, asked.id);
            assert_eq!(text(one), wanted[&*one.id]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_random_pack_says_the_same_over_columns(tape in proptest::collection::vec(any::<u8>(), 200..1500), seed in any::<u64>()) {
        if let Ok((pack, program)) = Program::open(&super::pack::random(&mut Tape::new(&tape))) {
            compare(&pack, &program, &invented(&pack, &mut Dice::new(seed), 30));
        }
    }

    #[test]
    fn so_does_a_random_pack_that_decides_on_a_placement(tape in proptest::collection::vec(any::<u8>(), 500..4000), seed in any::<u64>()) {
        if let Ok((pack, program)) = Program::open(&super::advice::random(&mut Tape::new(&tape))) {
            compare(&pack, &program, &invented(&pack, &mut Dice::new(seed), 30));
        }
    }
}

#[test]
fn random_placements_compile_mostly_and_end_in_every_way() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = proptest::collection::vec(any::<u8>(), 500..4000);
    let mut found: Vec<Assessment> = Vec::new();
    let mut compiled = 0;
    for seed in 0..40 {
        let tape = strategy.new_tree(&mut runner).unwrap().current();
        let opened = Program::open(&super::advice::random(&mut Tape::new(&tape)));
        let Ok((pack, program)) = opened else {
            continue;
        };
        compiled += 1;
        let organisations = invented(&pack, &mut Dice::new(seed), 30);
        let around = Circumstances::default();
        found.extend(assess_all(&pack, &program, &around, &organisations, Some(1)).unwrap());
    }
    assert!(compiled >= 20, "{compiled} of 40 packs compile");
    let some = |what: &str, is: fn(&Assessment) -> bool| {
        let count = found.iter().filter(|one| is(one)).count();
        assert!(count >= 5, "{what}: {count} of {}", found.len());
    };
    fn placed(one: &Assessment) -> Placement {
        one.placement.clone().unwrap()
    }
    some("target", |one| placed(one).target.is_some());
    some("shortlist", |one| !placed(one).shortlist.is_empty());
    some("corrected entry", |one| {
        placed(one).entry != placed(one).entry_by_fit
    });
    some("no entry", |one| {
        placed(one).target.is_some() && placed(one).entry.is_none()
    });
    some("excluded", |one| {
        placed(one)
            .options
            .iter()
            .any(|one| !one.excluded_by.is_empty())
    });
    some("unverified", |one| {
        placed(one)
            .options
            .iter()
            .any(|one| !one.unverified.is_empty())
    });
    some("script", |one| {
        placed(one)
            .options
            .iter()
            .any(|one| one.fit_reason.is_some() && one.target_fit.is_some())
    });
    some("modifier", |one| {
        one.competencies
            .as_ref()
            .is_some_and(|one| !one.applied.is_empty())
    });
    some("open modifier", |one| {
        one.competencies
            .as_ref()
            .is_some_and(|one| !one.open.is_empty())
    });
    some("flag", |one| !one.flags.is_empty());
}
