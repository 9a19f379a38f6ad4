//! The rules over columns say what the interpreter says, for every rule that the language allows.

mod advice;
mod agree;
mod facts;
pub(crate) mod organisations;
mod pack;
mod portfolio;
mod words;
mod writer;

use agree::agree;
use kamready::rules::CallEnd;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_random_rule_ends_over_columns_as_it_ends_in_the_interpreter(tape in proptest::collection::vec(any::<u8>(), 200..1500)) {
        agree(&tape).map_err(TestCaseError::fail)?;
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
