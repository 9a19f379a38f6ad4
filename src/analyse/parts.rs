//! A weighted mean that changed, split into the parts that changed it. The parts add up to the change.
//!
//! With S = Σ w·p ÷ W, before and after, and ¯ for the middle of both:
//!
//! ```text
//! S' − S = Σ [ w̄ · (p' − p)  +  (w' − w) · (p̄ − S̄) ] ÷ W̄
//! ```
//!
//! This is an identity, not an approximation: Σ(w'p' − wp) is both Σ[w̄Δp + p̄Δw] and W̄ΔS + S̄ΔW. It treats before
//! and after alike, so the way back has the same parts with the other sign; and a member whose weight and value stay
//! has no part, whatever else moves. The weights of a mean are counted against its middle: to weigh more what lies
//! above the mean raises it.

/// Weight and value of a member of the mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weighed {
    pub(super) weight: f64,
    pub(super) value: f64,
}

/// A member before and after; none where it does not count on that side.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Member {
    pub(super) before: Option<Weighed>,
    pub(super) after: Option<Weighed>,
}

/// What a member does to the change of the mean, in units of the mean.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Part {
    pub(super) by_value: f64,
    pub(super) by_weight: f64,
    /// Its share of the weight, in the middle of before and after: what one unit of its value is worth.
    pub(super) share: f64,
}

impl Member {
    /// Both sides; a member that counts on one side has there no weight on the other, and the same value.
    fn sides(&self) -> Option<(Weighed, Weighed)> {
        let gone = |one: Weighed| Weighed { weight: 0.0, ..one };
        match (self.before, self.after) {
            (Some(before), Some(after)) => Some((before, after)),
            (Some(before), None) => Some((before, gone(before))),
            (None, Some(after)) => Some((gone(after), after)),
            (None, None) => None,
        }
    }
}

/// The mean of one side; none where nothing counts.
pub(super) fn mean(side: impl Iterator<Item = Weighed>) -> Option<f64> {
    let (sum, weights) = side.fold((0.0, 0.0), |(sum, weights), one| {
        (sum + one.weight * one.value, weights + one.weight)
    });
    (weights > 0.0).then(|| sum / weights)
}

/// The parts of the change, one for each member; none where one side has no mean.
pub(super) fn parts(members: &[Member]) -> Option<Vec<Part>> {
    let before = mean(members.iter().filter_map(|one| one.before))?;
    let after = mean(members.iter().filter_map(|one| one.after))?;
    let middle = (before + after) / 2.0;
    let weights: f64 = members
        .iter()
        .filter_map(Member::sides)
        .map(|(before, after)| (before.weight + after.weight) / 2.0)
        .sum();
    let part = |member: &Member| {
        let Some((before, after)) = member.sides() else {
            return Part::default();
        };
        let share = (before.weight + after.weight) / 2.0 / weights;
        let value = (before.value + after.value) / 2.0;
        Part {
            by_value: share * (after.value - before.value),
            by_weight: (after.weight - before.weight) * (value - middle) / weights,
            share,
        }
    };
    Some(members.iter().map(part).collect())
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "what stays has exactly no part")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn weighed(weight: f64, value: f64) -> Option<Weighed> {
        Some(Weighed { weight, value })
    }

    fn total(parts: &[Part]) -> f64 {
        parts.iter().map(|one| one.by_value + one.by_weight).sum()
    }

    #[test]
    fn a_mean_of_two_by_hand() {
        // (1·40 + 1·80) ÷ 2 = 60 becomes (3·40 + 1·80) ÷ 4 = 50.
        let members = [
            Member {
                before: weighed(1.0, 40.0),
                after: weighed(3.0, 40.0),
            },
            Member {
                before: weighed(1.0, 80.0),
                after: weighed(1.0, 80.0),
            },
        ];
        let parts = parts(&members).unwrap();
        assert!((parts[0].by_weight + 10.0).abs() < 1e-12, "{parts:?}");
        assert_eq!(
            parts[1],
            Part {
                share: 1.0 / 3.0,
                ..Part::default()
            }
        );
    }

    #[test]
    fn a_mean_that_comes_or_goes_has_no_parts() {
        let only_after = Member {
            before: None,
            after: weighed(1.0, 40.0),
        };
        assert_eq!(parts(&[only_after]), None);
    }

    fn side() -> impl Strategy<Value = Option<Weighed>> {
        prop::option::weighted(0.8, (0.1..40.0_f64, 0.0..=100.0_f64))
            .prop_map(|one| one.map(|(weight, value)| Weighed { weight, value }))
    }

    fn members() -> impl Strategy<Value = Vec<Member>> {
        prop::collection::vec((side(), side(), any::<bool>()), 1..12).prop_map(|all| {
            let member = |(before, after, same): (Option<Weighed>, Option<Weighed>, bool)| Member {
                before,
                after: if same { before } else { after },
            };
            all.into_iter().map(member).collect()
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn parts_add_up_and_what_stays_has_none(members in members()) {
            let before = mean(members.iter().filter_map(|one| one.before));
            let after = mean(members.iter().filter_map(|one| one.after));
            match (parts(&members), before.zip(after)) {
                (Some(parts), Some((before, after))) => {
                    prop_assert!((total(&parts) - (after - before)).abs() < 1e-9);
                    for (member, part) in members.iter().zip(&parts) {
                        if member.before == member.after {
                            prop_assert!(part.by_value == 0.0 && part.by_weight == 0.0);
                        }
                    }
                }
                (found, None) => prop_assert_eq!(found, None),
                (None, Some(_)) => prop_assert!(false, "both sides have a mean"),
            }
        }

        #[test]
        fn the_way_back_has_the_same_parts_with_the_other_sign(members in members()) {
            let back: Vec<Member> = members.iter().map(|one| Member { before: one.after, after: one.before }).collect();
            let (there, back) = (parts(&members), parts(&back));
            for (one, other) in there.iter().flatten().zip(back.iter().flatten()) {
                prop_assert!((one.by_value + other.by_value).abs() < 1e-9);
                prop_assert!((one.by_weight + other.by_weight).abs() < 1e-9);
            }
        }
    }
}
