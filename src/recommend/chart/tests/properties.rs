//! What must hold for any chart.

use super::*;

/// Small whole numbers in an order that looks random and is not.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit as u64) as usize
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

const NAMES: [&str; 20] = [
    "Vertrieb",
    "Marketing",
    "Sparte Pumpen",
    "Region Nord",
    "Firmenkunden",
    "Alpha",
    "Finanzen",
    "KAM",
    "Key Account Team",
    "Kundenmanagement",
    "BU Power",
    "Kundenservice",
    "Europe",
    "IT",
    "Produktion",
    "Großkunden",
    "Stab",
    "Division Kunden Nord",
    "Handel",
    "Team",
];

/// A chart of any shape, with dotted lines and gaps.
pub(super) fn any(seed: u64, size: usize) -> Vec<Unit> {
    let mut numbers = Numbers(seed);
    (0..size)
        .map(|row| {
            let mut text = format!("{} {row}", numbers.of(&NAMES));
            if numbers.below(3) > 0 {
                text = format!("{} {}", numbers.of(&NAMES), numbers.below(90));
            }
            text.push_str(numbers.of(&["", "", "", " (staff)", " (board)"]));
            text.push_str(numbers.of(&[
                "",
                "",
                " [customer]",
                " [product]",
                " [project]",
                " [function]",
            ]));
            text.push_str(numbers.of(&["", "", "", " {sales}", " {hr}", " {service}"]));
            if numbers.below(4) == 0 {
                text.push_str(&format!(" > u{}", numbers.below(size)));
            }
            text.push_str(&format!(" #u{row}"));
            let parent = (row > 0).then(|| Id::from(format!("u{}", numbers.below(row)).as_str()));
            unit(&text, parent, row + 1)
        })
        .collect()
}

fn shuffled(mut units: Vec<Unit>, seed: u64) -> Vec<Unit> {
    let mut numbers = Numbers(seed);
    for last in (1..units.len()).rev() {
        units.swap(last, numbers.below(last + 1));
    }
    units
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let rules = rules();
    for seed in 0..300 {
        let units = any(seed, 2 + (seed as usize % 30));
        let told = |units: Vec<Unit>| {
            let found = crate::recommend::chart::classify(&chart_of(units), &rules);
            (
                found.structure_type,
                (found.primary, found.secondary),
                format!(
                    "{:?} {:?} {:?}",
                    found.confidence, found.shares, found.headcount
                ),
                found.passed,
                (found.kam_today.place, found.kam_today.places),
            )
        };
        assert_eq!(
            told(units.clone()),
            told(shuffled(units, seed + 7)),
            "seed {seed}"
        );
    }
}

#[test]
fn a_support_unit_below_the_root_changes_neither_type_nor_shares() {
    let rules = rules();
    for seed in 0..300 {
        let mut units = any(seed, 3 + (seed as usize % 20));
        let root = crate::recommend::chart::classify(&chart_of(units.clone()), &rules).root;
        // The headcount of the whole decides on simple organisations; it is given.
        let management = units.iter_mut().find(|unit| unit.id == root.id).unwrap();
        management.headcount = Some(5000.0);
        let before = crate::recommend::chart::classify(&chart_of(units.clone()), &rules);
        units.push(unit(
            "Finanzen 12 {finance} #extra",
            Some(before.root.id.clone()),
            99,
        ));
        let after = crate::recommend::chart::classify(&chart_of(units), &rules);
        assert_eq!(before.structure_type, after.structure_type, "seed {seed}");
        assert_eq!(before.shares, after.shares, "seed {seed}");
        assert_eq!(before.passed, after.passed, "seed {seed}");
    }
}

#[test]
fn shares_add_up_to_a_hundred_and_confidence_stays_between_zero_and_one() {
    let rules = rules();
    for seed in 0..300 {
        let units = any(seed, 1 + (seed as usize % 40));
        let found = crate::recommend::chart::classify(&chart_of(units), &rules);
        let sum: f64 = found.shares.iter().map(|one| one.share).sum();
        assert!(
            found.core_units.is_empty() || (sum - 100.0).abs() < 1e-9,
            "seed {seed}: {sum}"
        );
        assert!(
            found
                .confidence
                .is_none_or(|one| (0.0..=1.0).contains(&one)),
            "seed {seed}"
        );
    }
}

#[test]
fn a_chain_of_many_thousand_units_is_read_in_an_instant() {
    let units: Vec<Unit> = (0..50_000)
        .map(|row: usize| {
            let parent = row
                .checked_sub(1)
                .map(|above| Id::from(format!("u{above}").as_str()));
            unit(&format!("Ebene #u{row}"), parent, row + 1)
        })
        .collect();
    let found = crate::recommend::chart::classify(&chart_of(units), &rules());
    assert_eq!(found.passed.len(), 49_998);
}
