//! What is assumed, and how a share is said without claiming more than a sample shows.

use crate::model::{Lang, Share, Text, Weightings, number};
use crate::report::words::Words;

/// Under which assumptions the figures hold.
pub(super) fn assumptions(weightings: &Weightings) -> Vec<Text> {
    let number = |lang| {
        let band = number::short(weightings.band, 2, lang);
        (
            band,
            number::grouped(weightings.samples as f64, 0, lang),
            weightings.seed,
        )
    };
    let ((band, samples, seed), english) = (number(Lang::De), number(Lang::En));
    vec![
        Text::new(
            format!(
                "Gezogen wurden {samples} Gewichtungen (Startwert {seed}): jedes Gewicht einer Dimension und eines Faktors der Verankerung gleichverteilt und unabhängig zwischen −{band} % und +{band} % seines Werts, die Dimensionen danach je Index auf ihre Summe bezogen."
            ),
            format!(
                "{1} weightings were drawn (seed {2}): each weight of a dimension and of a placement factor uniform and independent from −{0} % to +{0} % of its value, the dimensions then normalised within their index.",
                english.0, english.1, english.2
            ),
        ),
        Text::new(
            "Spannen und die kleinste Änderung eines Gewichts sind berechnet, nicht gezogen; Anteile haben einen Stichprobenfehler (95-%-Intervall nach Wilson).",
            "Ranges and the smallest change of a weight are computed, not drawn; shares have a sampling error (95 % interval by Wilson).",
        ),
        Text::new(
            "Unverändert bleiben die Gewichte der Regeln in ihrer Dimension, die Grenzen der Stufen, greifende und ungeprüfte K.-o.-Kriterien, Ausschlüsse und Korrekturen; der Einstieg folgt den Regeln der heutigen Stufe.",
            "Unchanged are the weights of rules within their dimension, the limits of the levels, gates that bind or are unverified, exclusions and corrections; the entry follows the rules of today's level.",
        ),
        Text::new(
            "Wie plausibel eine Gewichtung ist, ist selbst ein Urteil; die Bandbreite ist eine Annahme und nicht gemessen.",
            "How plausible a weighting is, is a judgement itself; the band is an assumption and was not measured.",
        ),
    ]
}

/// `97 %`; never 100 or 0 where some of the sample differs.
pub(super) fn percent(words: &Words<'_>, percent: f64) -> String {
    let rounded = number::rounded(percent, 0);
    let (more, less) = (
        words.say("mehr als ", "more than "),
        words.say("weniger als ", "less than "),
    );
    match percent {
        percent if rounded >= 100.0 && percent < 100.0 => format!("{more}99 %"),
        percent if rounded <= 0.0 && percent > 0.0 => format!("{less}1 %"),
        percent => format!("{} %", words.whole(percent)),
    }
}

/// The same in the cell of a table: `> 99 %`.
pub(super) fn percent_cell(words: &Words<'_>, percent: f64) -> String {
    let rounded = number::rounded(percent, 0);
    match percent {
        percent if rounded >= 100.0 && percent < 100.0 => "> 99 %".to_owned(),
        percent if rounded <= 0.0 && percent > 0.0 => "< 1 %".to_owned(),
        percent => format!("{} %", words.whole(percent)),
    }
}

/// `95-%-Intervall 96,6–97,3 %`; where all of the sample is the same, how sure that makes it.
pub(super) fn interval(words: &Words<'_>, share: &Share) -> String {
    if share.percent >= 100.0 {
        let least = number::grouped((share.low * 100.0).floor() / 100.0, 2, words.lang);
        return match words.lang {
            Lang::De => format!("mit 95 % Sicherheit bei mindestens {least} % aller Gewichtungen"),
            Lang::En => format!("with 95 % confidence under at least {least} % of all weightings"),
        };
    }
    format!(
        "{} {}–{} %",
        words.say("95-%-Intervall", "95 % interval"),
        words.tenth(share.low),
        words.tenth(share.high)
    )
}

/// In how many of the weightings something stays the same, as a sentence about it.
pub(super) fn same(
    words: &Words<'_>,
    (de, en): (&str, &str),
    share: &Share,
    samples: usize,
) -> String {
    let all = number::grouped(samples as f64, 0, words.lang);
    let percent = percent(words, share.percent);
    let text = match (words.lang, share.percent >= 100.0) {
        (Lang::De, true) => format!("{de} bleibt bei allen {all} gezogenen Gewichtungen gleich"),
        (Lang::En, true) => format!("{en} is the same under all {all} weightings that were drawn"),
        (Lang::De, false) => {
            format!("{de} bleibt bei {percent} der plausiblen Gewichtungen gleich")
        }
        (Lang::En, false) => format!("{en} is the same under {percent} of plausible weightings"),
    };
    format!("{text} ({}).", interval(words, share))
}
