//! Reason codes in words.

use crate::analyse::aggregate::Aggregated;
use crate::analyse::reasons::{Algorithm, IndexReasons, ReasonCode};
use crate::model::{Assessment, Lang, number};
use crate::pack::Pack;

/// Every index of one organisation with its first reasons, then the other ways to add up.
pub fn explain_reasons(
    pack: &Pack,
    one: &Assessment,
    indexes: &[IndexReasons],
    aggregated: &[Aggregated],
    algorithm: Algorithm,
    lang: Lang,
) -> String {
    let telling = Telling {
        pack,
        algorithm,
        lang,
    };
    let mut text = format!("{} ({})\n", one.name, one.id);
    for index in indexes {
        text.push_str(&telling.index(index));
    }
    for one in aggregated {
        text.push_str(&telling.aggregated(one));
    }
    text
}

struct Telling<'a> {
    pack: &'a Pack,
    algorithm: Algorithm,
    lang: Lang,
}

impl Telling<'_> {
    fn say(&self, de: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::De => de,
            Lang::En => en,
        }
    }

    fn tenth(&self, value: f64) -> String {
        number::grouped(value, 1, self.lang)
    }

    fn or_dash(&self, value: Option<f64>) -> String {
        value.map_or_else(|| "–".to_owned(), |value| self.tenth(value))
    }

    fn index(&self, index: &IndexReasons) -> String {
        let label = self.pack.say(&format!("index.{}", index.index), self.lang);
        let mut text = format!(
            "\n{label}: {} ({} {}, {} {})\n",
            self.or_dash(index.score),
            self.say("Maßstab", "baseline"),
            self.or_dash(index.baseline),
            match self.algorithm {
                Algorithm::PointsBelow => self.say("darunter", "below by"),
                Algorithm::PointsAbove => self.say("darüber", "above by"),
            },
            self.or_dash(index.distance)
        );
        index
            .reasons
            .iter()
            .for_each(|reason| text.push_str(&self.reason(reason)));
        if !index.open.is_empty() {
            let label = self.say(
                "ohne Antwort, deshalb kein Grund",
                "not answered, and so no reason",
            );
            let rules: Vec<&str> = index.open.iter().map(|id| &**id).collect();
            text.push_str(&format!("  {label}: {}\n", rules.join(", ")));
        }
        text
    }

    /// Rank, what it is worth, and the state in the words of the rule.
    fn reason(&self, reason: &ReasonCode) -> String {
        let state = match number::reaches(reason.points, reason.baseline) {
            true => "good",
            false => "poor",
        };
        let words = self
            .pack
            .say(&format!("rule.{}.{state}", reason.rule), self.lang);
        format!(
            "  {:>3}. {:>7}  {words} ({}: {} {} {})\n",
            reason.rank,
            number::grouped(reason.part, 2, self.lang),
            reason.rule,
            self.tenth(reason.points),
            self.say("statt", "instead of"),
            self.tenth(reason.baseline)
        )
    }

    fn aggregated(&self, one: &Aggregated) -> String {
        let short = |value: Option<f64>| {
            value.map_or_else(
                || "–".to_owned(),
                |value| number::short(value, 2, self.lang),
            )
        };
        let label = self.pack.say(&format!("index.{}", one.index), self.lang);
        format!(
            "\n{label}, {}: {} {} {} ({} {}–{})\n",
            one.aggregation.name(),
            short(one.score),
            self.say("von", "of"),
            short(one.maximum),
            self.say("Spanne", "range"),
            short(one.low),
            short(one.high)
        )
    }
}
