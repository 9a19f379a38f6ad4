//! Shares of sampled weightings with the error of the sample.

use crate::model::Share;

/// The normal quantile of a two-sided 95 % interval.
const Z: f64 = 1.959_963_984_540_054;

/// The share of `hits` among `samples` with Wilson's interval (Wilson 1927), in percent.
pub(super) fn share(hits: usize, samples: usize) -> Share {
    if samples == 0 {
        return Share::default();
    }
    let n = samples as f64;
    let p = hits as f64 / n;
    let spread = Z * Z / n;
    let centre = (p + spread / 2.0) / (1.0 + spread);
    let half = Z / (1.0 + spread) * (p * (1.0 - p) / n + spread / (4.0 * n)).sqrt();
    Share {
        percent: 100.0 * p,
        low: if hits == 0 {
            0.0
        } else {
            100.0 * (centre - half).max(0.0)
        },
        high: if hits == samples {
            100.0
        } else {
            100.0 * (centre + half).min(1.0)
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_by_hand() {
        // 97 of 100: centre (0.97 + 0.019207) ÷ 1.038415, half-width by the formula of the paper.
        let one = share(97, 100);
        assert!((one.low - 91.548).abs() < 0.001 && (one.high - 98.974).abs() < 0.001);
    }

    #[test]
    fn every_sample_is_no_proof_of_all_weightings() {
        let all = share(10_000, 10_000);
        assert!(all.percent > 99.999 && all.low < 99.97 && all.high > 99.999);
        assert!(share(0, 10_000).high > 0.03);
    }
}
