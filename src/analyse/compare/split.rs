//! A change, split into its causes.

use crate::model::Parts;

/// The scores on the way from the old result to the new one, in points. With `waived` rules are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Steps {
    pub(super) old: f64,
    pub(super) old_waived: f64,
    /// The old data under the new pack.
    pub(super) rules: f64,
    /// As `rules`, with what was answered then and is answered now as it is answered now.
    pub(super) data: f64,
    pub(super) new: f64,
    pub(super) new_waived: f64,
}

impl Steps {
    /// The parts; they add up to the new waived score less the old one.
    pub(super) fn parts(&self) -> Parts {
        Parts {
            data: self.data - self.rules,
            rules: self.rules - self.old,
            coverage: self.new - self.data,
            waivers: (self.new_waived - self.new) - (self.old_waived - self.old),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::number;

    fn score() -> impl Strategy<Value = f64> {
        prop_oneof![
            0.0..=100.0,
            (0..=1000_u32).prop_map(|tenths| f64::from(tenths) / 10.0)
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn printed_parts_add_up_to_the_printed_difference(
            scores in (score(), score(), score(), score(), score(), score()),
            places in 0_usize..=2,
        ) {
            let (old, old_waived, rules, data, new, new_waived) = scores;
            let steps = Steps { old, old_waived, rules, data, new, new_waived };
            let exact = steps.parts();
            prop_assert!((exact.all().iter().sum::<f64>() - (new_waived - old_waived)).abs() < 1e-9);
            let shown = exact.printed(old_waived, new_waived, places);
            let scale = 10_f64.powi(i32::try_from(places).unwrap());
            let units = |value: f64| (value * scale).round() as i64;
            let ends = |value: f64| units(number::rounded(value, places));
            let sum: i64 = shown.all().iter().map(|part| units(*part)).sum();
            prop_assert_eq!(sum, ends(new_waived) - ends(old_waived));
            for (shown, exact) in shown.all().iter().zip(exact.all()) {
                prop_assert!((shown - exact).abs() * scale <= 2.0, "{} {}", shown, exact);
            }
        }
    }

    #[test]
    fn nothing_changed_has_no_parts() {
        let steps = Steps {
            old: 54.3,
            old_waived: 54.3,
            rules: 54.3,
            data: 54.3,
            new: 54.3,
            new_waived: 54.3,
        };
        assert_eq!(steps.parts().printed(54.3, 54.3, 1), Parts::of([0.0; 4]));
    }
}
