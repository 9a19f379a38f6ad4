//! Bars of letters.

/// Letters for one level.
const STEP: f64 = 4.0;
/// The top of the scale.
const TOP: usize = 5;
/// Letters of a bar of the index, 5 points each.
const LETTERS: usize = 20;

/// `█` available, `░` lacking, `▓` more than the target, four letters a level; nothing where nobody rated.
pub(in crate::report) fn bar(actual: Option<f64>, target: Option<u8>) -> String {
    let Some(actual) = actual else {
        return String::new();
    };
    let available = half_up(actual * STEP);
    let needed = target.map_or(available, |target| usize::from(target) * STEP as usize);
    let letter = |place: usize| match (place < available, place < needed) {
        (true, true) => Some('█'),
        (true, false) => Some('▓'),
        (false, true) => Some('░'),
        (false, false) => None,
    };
    (0..TOP * STEP as usize).map_while(letter).collect()
}

/// `█` what is there, `░` what an index says is lacking.
pub(in crate::report) fn bar_of_index(index: f64) -> String {
    let lacking = half_up(index / 100.0 * LETTERS as f64).min(LETTERS);
    format!("{}{}", "█".repeat(LETTERS - lacking), "░".repeat(lacking))
}

fn half_up(value: f64) -> usize {
    (value + 0.5).floor().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_shows_what_is_there_what_lacks_and_what_is_more() {
        assert_eq!(bar(Some(2.0), Some(4)), "████████░░░░░░░░");
        assert_eq!(bar(Some(3.21), Some(4)), "█████████████░░░");
        assert_eq!(bar(Some(5.0), Some(4)), "████████████████▓▓▓▓");
        assert_eq!(bar(Some(3.0), None), "████████████");
        assert_eq!(bar(None, Some(4)), "");
    }

    #[test]
    fn a_bar_of_the_index_is_always_as_long() {
        assert_eq!(bar_of_index(0.0), "█".repeat(20));
        assert_eq!(
            bar_of_index(25.2),
            format!("{}{}", "█".repeat(15), "░".repeat(5))
        );
        assert_eq!(bar_of_index(100.0), "░".repeat(20));
    }
}
