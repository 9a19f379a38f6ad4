//! The arithmetic of the plan on small examples; the default pack is tested as a whole elsewhere.

use super::critical::{Link, critical_path};
use super::order::{Rank, order};
use super::raise::{Step, raising};
use super::*;
use crate::model::Id;

fn link(place: usize, id: &str, weeks: f64, needs: &[usize]) -> Link {
    Link {
        place,
        id: id.into(),
        weeks,
        needs: needs.to_vec(),
    }
}

#[test]
fn of_two_chains_of_the_same_length_the_first_in_text_order_is_critical() {
    let links = [
        link(0, "A", 3.0, &[]),
        link(1, "B", 3.0, &[]),
        link(2, "C", 1.0, &[1]),
        link(3, "D", 1.0, &[0]),
    ];
    let path = critical_path(&links);
    assert_eq!(path.measures, ["A".into(), "D".into()] as [Id; 2]);
    assert!((path.weeks - 4.0).abs() < f64::EPSILON);
    assert_eq!(critical_path(&[]).measures.len(), 0);
}

#[test]
fn a_chain_goes_over_the_need_that_takes_longest() {
    let links = [
        link(0, "A", 1.0, &[]),
        link(1, "B", 9.0, &[]),
        link(2, "C", 1.0, &[0, 1]),
    ];
    assert_eq!(
        critical_path(&links).measures,
        ["B".into(), "C".into()] as [Id; 2]
    );
}

fn rank(place: usize, id: &str, phase: usize, lifts: bool, gain: Option<f64>) -> Rank {
    Rank {
        place,
        id: id.into(),
        phase,
        lifts,
        gain_per_pt: gain,
    }
}

#[test]
fn what_waits_for_a_measure_of_its_phase_comes_after_it_however_good_it_is() {
    let ranks = [
        rank(0, "A", 1, false, Some(0.1)),
        rank(1, "B", 1, true, Some(9.0)),
        rank(2, "C", 0, false, None),
        rank(3, "D", 1, false, Some(0.1)),
        rank(4, "E", 1, false, Some(0.2)),
        rank(5, "F", 1, false, Some(-0.2)),
    ];
    let needs = [vec![], vec![0], vec![], vec![], vec![], vec![]];
    assert_eq!(order(&ranks, &needs), [2, 4, 0, 1, 3, 5]);
}

/// The level is the number of these sets that are done.
struct Sets(Vec<Done>);

impl WhatIf for Sets {
    fn outlook(&self, _: Done) -> Outlook {
        Outlook::default()
    }

    fn rank(&self, done: Done) -> Option<usize> {
        Some(
            self.0
                .iter()
                .filter(|set| set.without(done) == Done::NONE)
                .count(),
        )
    }

    fn sets(&self, _: usize) -> Vec<AssumedSet> {
        Vec::new()
    }
}

fn step(place: usize, id: &str, person_days: f64, needs: &[usize]) -> Step {
    Step {
        place,
        id: id.into(),
        person_days,
        needs: Done::of(needs.iter().copied()),
    }
}

#[test]
fn what_the_level_does_not_take_is_left_out_and_what_others_need_is_kept() {
    let steps = [
        step(0, "A", 9.0, &[]),
        step(1, "B", 5.0, &[]),
        step(2, "C", 1.0, &[1]),
    ];
    let found = raising(&steps, 0, &Sets(vec![Done::one(2)]));
    assert_eq!(found, [Done::of([1, 2])]);
}

#[test]
fn the_cheapest_two_ways_are_named_and_none_where_none_raises() {
    let steps = [
        step(0, "A", 9.0, &[]),
        step(1, "B", 5.0, &[]),
        step(2, "C", 5.0, &[]),
    ];
    let sets = Sets(vec![]);
    assert_eq!(raising(&steps, 0, &sets), []);
    /// Any one of them raises the level.
    struct Any;
    impl WhatIf for Any {
        fn outlook(&self, _: Done) -> Outlook {
            Outlook::default()
        }
        fn rank(&self, done: Done) -> Option<usize> {
            Some(usize::from(done != Done::NONE))
        }
        fn sets(&self, _: usize) -> Vec<AssumedSet> {
            Vec::new()
        }
    }
    // The first in order, and the first without it: the third is not looked for.
    assert_eq!(raising(&steps, 0, &Any), [Done::one(1), Done::one(0)]);
}

#[test]
fn a_set_of_measures_has_room_for_128() {
    let all = Done::of(0..128);
    assert!(all.has(0) && all.has(127) && !all.has(128));
    assert_eq!(all.without(Done::of(1..128)), Done::one(0));
}
