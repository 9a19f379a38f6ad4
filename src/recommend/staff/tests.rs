#![allow(clippy::float_cmp, reason = "what is compared exactly is exact")]

use std::sync::LazyLock;

use super::*;
use crate::error::Place;
use crate::model::{CompetencyTarget, Rated, Rating, StaffBuilder};
use crate::pack::{Pack, PackFiles};

/// The default pack, and a profile that a test writes by hand.
struct Bench {
    pack: &'static Pack,
    profile: Profile,
}

static PACK: LazyLock<Pack> = LazyLock::new(|| Pack::read(&PackFiles::embedded()).unwrap());

impl Bench {
    fn new() -> Self {
        Self {
            pack: &PACK,
            profile: Profile::default(),
        }
    }

    /// Adds a role with targets: number, level, criticality.
    fn with(mut self, role: &str, targets: &[(&str, u8, u8)]) -> Self {
        let data = self.pack.competencies.as_ref().unwrap();
        let target = |(number, level, criticality): &(&str, u8, u8)| CompetencyTarget {
            id: data.find(number).unwrap().key.clone(),
            number: (*number).into(),
            level: *level,
            criticality: *criticality,
            base: *level,
            modifiers: Vec::new(),
        };
        self.profile.roles.push(RoleProfile {
            id: role.into(),
            reports_to: None,
            targets: targets.iter().map(target).collect(),
        });
        self
    }

    /// Judges rows `person,role,fte,competency,self,manager,evidence,date`.
    fn judge(&self, rows: &str) -> StaffResult {
        let rules = self.pack.staff.as_ref().unwrap();
        let mut builder = StaffBuilder::default();
        for line in rows.split_whitespace() {
            let cells: Vec<&str> = line.split(',').collect();
            let number = |at: usize| cells.get(at).and_then(|cell| cell.parse().ok());
            let text = |at: usize| {
                let cell = cells.get(at).copied().unwrap_or_default();
                Some(cell.to_owned()).filter(|cell| !cell.is_empty())
            };
            let (role, candidate) = rules.form.role(cells[1]).unwrap();
            builder.add(Member {
                person: cells[0].into(),
                role,
                candidate,
                fte: number(2).unwrap_or(1.0),
                ratings: vec![Rating {
                    competency: rules.form.competency(cells[3]).unwrap(),
                    own: number(4),
                    manager: number(5),
                    evidence: text(6),
                    date: text(7),
                    place: Place::default(),
                }],
            });
        }
        let data = self.pack.competencies.as_ref().unwrap();
        judge(rules, data, &self.profile, &builder.finish())
    }

    fn person(&self, rows: &str) -> PersonResult {
        self.judge(rows).persons.remove(0)
    }

    fn rated(&self, rows: &str, number: &str) -> Rated {
        let person = self.person(rows);
        let mut all = person.competencies.into_iter();
        all.find(|one| *one.number == *number).unwrap()
    }
}

const KAM: &str = "key_account_manager";

fn near(found: Option<f64>, expected: f64) {
    let found = found.unwrap();
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

/// The one of domain 5.6.
fn example() -> Bench {
    Bench::new().with(KAM, &[("C03", 4, 3), ("C09", 4, 3), ("C12", 3, 1)])
}

const EXAMPLE: &str = "P1,kam,1,C03,4,3 P1,kam,1,C09,3,4 P1,kam,1,C12,2,";

#[test]
fn the_example_of_the_domain_comes_out() {
    let person = example().person(EXAMPLE);
    let levels: Vec<(f64, f64)> = person
        .competencies
        .iter()
        .map(|one| (one.actual.unwrap(), one.gap.unwrap()))
        .collect();
    let expected = [(3.21, 0.79), (3.61, 0.39), (1.5, 1.5)];
    for ((actual, gap), (a, g)) in levels.iter().zip(expected) {
        near(Some(*actual), a);
        near(Some(*gap), g);
    }
    assert_eq!(person.coverage, Some(100.0));
    // 100 × (3 × 0.79 + 3 × 0.39 + 1 × 1.5) ÷ 20
    near(person.index, 25.2);
    assert!(person.self_only && person.musts_missed.is_empty() && !person.unsuitable);
}

#[test]
fn the_organisation_takes_over_the_index_of_its_only_person() {
    let staff = example().judge(EXAMPLE);
    near(staff.competency_gap_index, 25.2);
    assert!(staff.self_only);
}

#[test]
fn a_rating_alone_is_taken_as_it_is_and_a_self_rating_loses_half_a_level() {
    let bench = example();
    let actual = |row: &str| bench.rated(row, "C03").actual;
    assert_eq!(actual("P1,kam,1,C03,,3"), Some(3.0));
    assert_eq!(actual("P1,kam,1,C03,3,"), Some(2.5));
    assert_eq!(actual("P1,kam,1,C03,1,"), Some(1.0));
    assert_eq!(actual("P1,kam,1,C03,1.2,"), Some(1.0));
    assert_eq!(actual("P1,kam,1,C03,1,1"), Some(1.0));
    near(actual("P1,kam,1,C03,5,5"), 4.91);
    assert_eq!(actual("P1,kam,1,C03,,"), None);
}

#[test]
fn surplus_never_offsets_a_gap() {
    let bench = Bench::new().with(KAM, &[("C01", 3, 2), ("C02", 3, 2)]);
    let person = bench.person("P1,kam,1,C01,,5 P1,kam,1,C02,,2");
    assert_eq!(person.competencies[0].gap, Some(0.0));
    assert!(person.competencies[0].measure.is_none());
    // 100 × 2 × 1 ÷ (2 × 2 + 2 × 2)
    assert_eq!(person.index, Some(25.0));
}

#[test]
fn sixty_percent_of_the_weight_are_enough_and_less_is_not() {
    // Weights k × (t − 1): 6, 3, 1 – 60 % are rated with C01 alone.
    let enough = Bench::new().with(KAM, &[("C01", 3, 3), ("C02", 4, 1), ("C03", 2, 1)]);
    let person = enough.person("P1,kam,1,C01,,2");
    assert_eq!((person.coverage, person.index), (Some(60.0), Some(50.0)));
    // 6, 3, 2: 54.5 %.
    let short = Bench::new().with(KAM, &[("C01", 3, 3), ("C02", 4, 1), ("C03", 3, 1)]);
    let person = short.person("P1,kam,1,C01,,2");
    assert_eq!(person.index, None);
    near(person.coverage, 600.0 / 11.0);
}

#[test]
fn a_target_of_one_level_weighs_nothing() {
    let bench = Bench::new().with("team", &[("C22", 1, 1)]);
    let person = bench.person("P1,team,1,C22,,1");
    assert_eq!((person.coverage, person.index), (None, None));
}

#[test]
fn a_row_without_ratings_leaves_the_competency_open() {
    let person = example().person("P1,kam,1,C03,, P1,kam,1,C09,,4");
    assert_eq!(person.competencies[0].actual, None);
    assert_eq!(person.competencies[0].gap, None);
    assert!(!person.competencies[0].self_only);
}

#[test]
fn a_must_is_missed_from_two_levels_on_and_counts_as_unsuitable_below_level_three() {
    let bench = Bench::new().with(KAM, &[("C01", 5, 3), ("C02", 4, 3), ("C05", 4, 2)]);
    // Gap 2 at level 3: missed, but not unsuitable.
    let person = bench.person("P1,kam,1,C01,,3 P1,kam,1,C02,,4 P1,kam,1,C05,,1");
    assert_eq!(person.musts_missed, ["C01".into()]);
    assert!(!person.unsuitable);
    // Gap 2 at level 2.
    let person = bench.person("P1,kam,1,C01,,5 P1,kam,1,C02,,2 P1,kam,1,C05,,4");
    assert_eq!(person.musts_missed, ["C02".into()]);
    assert!(person.unsuitable);
    // Gap 1.91 at level 2.09.
    let person = bench.person("P1,kam,1,C02,2.6,2");
    assert!(person.musts_missed.is_empty() && !person.unsuitable);
}

#[test]
fn somebody_can_be_unsuitable_whatever_the_coverage() {
    let bench = Bench::new().with(KAM, &[("C02", 4, 3), ("C05", 5, 3), ("C06", 5, 3)]);
    let person = bench.person("P1,kam,1,C02,,2");
    assert_eq!(person.index, None);
    assert!(person.unsuitable);
}

#[test]
fn ratings_two_levels_apart_need_an_example_unless_there_is_evidence() {
    let bench = example();
    let example = |row: &str| bench.rated(row, "C03").example;
    assert!(example("P1,kam,1,C03,4,2") && example("P1,kam,1,C03,1,3"));
    assert!(!example("P1,kam,1,C03,4,2,plan") && !example("P1,kam,1,C03,3.9,2"));
    assert!(!example("P1,kam,1,C03,5,"));
}

#[test]
fn the_upper_limit_of_a_class_of_measures_belongs_to_it() {
    let bench = Bench::new().with(KAM, &[("C01", 4, 3), ("C02", 5, 2)]);
    let measure = |row: &str, number: &str| {
        let measure = bench.rated(row, number).measure;
        measure.map_or_else(String::new, |measure| measure.id.to_string())
    };
    let of = |manager: &str| measure(&format!("P1,kam,1,C01,,{manager}"), "C01");
    assert_eq!(of("4"), "");
    assert_eq!(of("3.9"), "self_study");
    assert_eq!(of("3.5"), "self_study");
    assert_eq!(of("3.4"), "coaching");
    assert_eq!(of("3"), "coaching");
    assert_eq!(of("2.9"), "training_project");
    assert_eq!(of("2"), "training_project");
    assert_eq!(of("1.9"), "replace");
    assert_eq!(measure("P1,kam,1,C02,,3", "C02"), "training_project");
    assert_eq!(measure("P1,kam,1,C02,,2.9", "C02"), "reshape_role");
}

#[test]
fn a_sponsor_is_not_replaced_and_has_practices_of_its_own() {
    let bench = Bench::new()
        .with("sponsor", &[("C05", 5, 3), ("C01", 4, 2), ("C04", 4, 1)])
        .with("head_of_kam", &[("C03", 5, 3), ("C06", 4, 2)]);
    let told = |row: &str, number: &str| {
        let measure = bench.rated(row, number).measure.unwrap();
        format!("{} {}", measure.id, measure.practice.unwrap())
    };
    assert_eq!(
        told("P1,sponsor,1,C05,,2", "C05"),
        "second_sponsor sponsor_peer"
    );
    assert_eq!(
        told("P1,sponsor,1,C05,,3", "C05"),
        "training_project sponsor_peer"
    );
    assert_eq!(
        told("P1,candidate_for_sponsor,1,C05,,1", "C05"),
        "second_sponsor sponsor_peer"
    );
    assert_eq!(
        told("P1,sponsor,1,C01,,1", "C01"),
        "reshape_role customer_visit"
    );
    assert_eq!(
        told("P1,sponsor,1,C04,,3", "C04"),
        "coaching controlling_day"
    );
    assert_eq!(told("P1,head,1,C03,,4", "C03"), "coaching plan_clinic_head");
    assert_eq!(told("P1,head,1,C03,,2", "C03"), "replace plan_clinic_head");
    assert_eq!(told("P1,head,1,C06,,3", "C06"), "coaching relationship_map");
}

#[test]
fn each_competency_has_a_practice() {
    let bench = Bench::new();
    let rules = bench.pack.staff.as_ref().unwrap();
    for competency in &bench.pack.competencies.as_ref().unwrap().catalogue {
        let mut rows = rules.practice.iter().filter(|one| one.role.is_none());
        let found = rows.any(|one| one.competencies.contains(&competency.number));
        assert!(found, "{}", competency.number);
    }
}

#[test]
fn a_head_is_measured_as_a_manager_where_the_profile_has_no_head() {
    let rows = "P1,head,0.5,C03,,3 P1,head,0.5,C09,,4 P1,head,0.5,C12,,3";
    let staff = example().judge(rows);
    assert_eq!(staff.persons[0].measured_as.as_deref(), Some(KAM));
    // 100 × 3 × 1 ÷ 20
    assert_eq!(staff.competency_gap_index, Some(15.0));
    let staff = example().with("head_of_kam", &[("C03", 5, 3)]).judge(rows);
    assert_eq!(staff.persons[0].measured_as.as_deref(), Some("head_of_kam"));
    assert_eq!(staff.persons[0].index, Some(50.0));
}

#[test]
fn a_role_that_the_profile_lacks_is_listed_without_targets() {
    let staff = Bench::new()
        .with("sponsor", &[("C05", 5, 3)])
        .judge("P1,kam,1,C03,5, P2,sponsor,1,C05,,5");
    let person = &staff.persons[0];
    assert_eq!(person.measured_as, None);
    assert_eq!((person.coverage, person.index), (None, None));
    assert_eq!(person.competencies[0].actual, Some(4.5));
    assert_eq!(person.competencies[0].target, None);
    assert!(!person.self_only && !person.counted);
    assert_eq!(staff.competency_gap_index, None);
}

#[test]
fn two_roles_of_one_person_are_two_indices() {
    let staff = example()
        .with("head_of_kam", &[("C03", 5, 3)])
        .judge("P1,kam,0.5,C03,,4 P1,kam,,C09,,4 P1,head,0.25,C03,,3");
    let told: Vec<(f64, Option<f64>)> = staff
        .persons
        .iter()
        .map(|one| (one.fte, one.index))
        .collect();
    assert_eq!(told, [(0.5, Some(0.0)), (0.25, Some(50.0))]);
    // (0.5 × 0 + 0.25 × 50) ÷ 0.75
    near(staff.competency_gap_index, 50.0 / 3.0);
}

/// A manager with an index of 50, and one of whom nothing is rated.
fn shares(with: f64, without: f64) -> StaffResult {
    let bench = Bench::new().with(KAM, &[("C01", 3, 3)]);
    bench.judge(&format!("P1,kam,{with},C01,,2 P2,kam,{without},C01,,"))
}

#[test]
fn sixty_percent_of_the_positions_are_enough_and_less_is_not() {
    let enough = shares(0.6, 0.4);
    assert_eq!(enough.competency_gap_index, Some(50.0));
    assert!(enough.persons[0].counted && !enough.persons[1].counted);
    assert_eq!((enough.fte, enough.fte_with_index), (1.0, 0.6));
    let short = shares(0.59, 0.41);
    assert_eq!(short.competency_gap_index, None);
    assert!(!short.persons[0].counted);
    assert_eq!(short.persons[0].index, Some(50.0));
    assert_eq!(shares(0.0, 0.0).competency_gap_index, None);
}

#[test]
fn only_managers_and_heads_make_the_index_and_candidates_count_like_them() {
    let bench = Bench::new()
        .with(KAM, &[("C01", 3, 3)])
        .with("team", &[("C01", 3, 3)]);
    let staff = bench.judge(
        "P1,kam,1,C01,,3 P2,candidate_for_kam,1,C01,,1 P3,team,1,C01,,1 P4,candidate_for_team,1,C01,1,",
    );
    assert_eq!(staff.competency_gap_index, Some(50.0));
    assert!(!staff.self_only, "the team is not in the index");
    assert!(staff.persons[3].self_only);
}

#[test]
fn candidates_are_counted_for_each_role() {
    let bench = Bench::new()
        .with(KAM, &[("C01", 4, 3), ("C02", 4, 3)])
        .with("team", &[("C01", 3, 1)]);
    let staff = bench.judge(
        "P1,kam,1,C01,,3
         P2,candidate_for_kam,1,C01,,3 P2,candidate_for_kam,1,C02,,3
         P3,candidate_for_kam,1,C01,,1
         P4,candidate_for_kam,1,C01,,3
         P5,candidate_for_head_of_kam,1,C01,,3 P5,candidate_for_head_of_kam,1,C02,,3",
    );
    let told = |one: &Position| {
        let counts = [
            one.holders,
            one.candidates,
            one.suitable,
            one.unsuitable,
            one.open,
        ];
        (one.role.to_string(), counts)
    };
    let told: Vec<_> = staff.positions.iter().map(told).collect();
    assert_eq!(
        told,
        [
            (KAM.to_owned(), [1, 3, 1, 1, 1]),
            ("head_of_kam".to_owned(), [0, 1, 1, 0, 0]),
            ("team".to_owned(), [0; 5]),
        ]
    );
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn rating() -> impl Strategy<Value = String> {
        prop_oneof![
            Just(String::new()),
            (10..=50_u32).prop_map(|tenths| { format!("{}.{}", tenths / 10, tenths % 10) })
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn indices_stay_within_their_range_and_no_level_below_the_scale(
            ratings in proptest::collection::vec((rating(), rating()), 3),
        ) {
            let rows: Vec<String> = ["C03", "C09", "C12"]
                .iter()
                .zip(&ratings)
                .map(|(number, (own, manager))| format!("P1,kam,1,{number},{own},{manager}"))
                .collect();
            let staff = example().judge(&rows.join(" "));
            let person = &staff.persons[0];
            for one in &person.competencies {
                if let (Some(actual), Some(gap)) = (one.actual, one.gap) {
                    prop_assert!((0.999..=5.001).contains(&actual));
                    prop_assert!((0.0..=4.0).contains(&gap));
                    prop_assert_eq!(one.measure.is_some(), gap > 0.0);
                }
            }
            let index = person.index;
            prop_assert!(index.is_none_or(|index| (0.0..=100.001).contains(&index)));
            prop_assert_eq!(index.is_some(), person.coverage.is_some_and(|one| one >= 60.0));
            prop_assert_eq!(index, staff.competency_gap_index);
        }

        #[test]
        fn a_better_rating_never_makes_the_index_worse(level in 10..50_u32, more in 0..10_u32) {
            let row = |tenths: u32| {
                let manager = f64::from(tenths.min(50)) / 10.0;
                format!("P1,kam,1,C03,3,{manager} P1,kam,1,C09,,3")
            };
            let bench = example();
            let before = bench.person(&row(level)).index.unwrap();
            let after = bench.person(&row(level + more)).index.unwrap();
            prop_assert!(after <= before);
        }
    }
}
