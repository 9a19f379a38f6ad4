//! How far the verdict depends on weights and on open answers.

use super::{Block, Item};
use crate::model::{Assessment, number};
use crate::report::robust::{each_weight, level_bounds, level_flip, other_weights};
use crate::report::words::Words;

pub(super) fn robustness(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(bounds) = &one.bounds else {
        return Vec::new();
    };
    // An index of one dimension has no weights to choose.
    let Some(points) = other_weights(words, &bounds.index) else {
        return Vec::new();
    };
    if bounds.index.dimensions.len() < 2 {
        return Vec::new();
    }
    let title = words.say("Belastbarkeit", "Robustness");
    let label = words.get(&format!("index.{}", bounds.index.id));
    let mut sentences = match one.level.id {
        None => vec![no_level(words).to_owned()],
        Some(_) => {
            let within = bounds.low.as_ref().zip(bounds.high.as_ref());
            let open = bounds.low_with_open_answers.as_ref();
            let open = open.zip(bounds.high_with_open_answers.as_ref());
            let mut told = level_bounds(words, bounds.band, within, open);
            told.push(level_flip(words, bounds.flip.as_ref()));
            told
        }
    };
    sentences.extend(placement(words, one));
    let items = sentences.into_iter().map(|text| Item::new("", text));
    let lead = words.say(
        "Gewichte sind Expertenurteil. Diese Rechnung zeigt, was herauskäme, wenn sie anders gesetzt wären.",
        "Weights are expert judgement. This shows what would come out if they were set otherwise.",
    );
    vec![
        Block::Heading(2, title.to_owned()),
        Block::Text(lead.to_owned()),
        Block::Facts(vec![(label, points)]),
        Block::List(items.collect()),
        Block::Heading(
            3,
            words
                .say("Jedes Gewicht für sich", "Each weight alone")
                .to_owned(),
        ),
        Block::Table(each_weight(words, &bounds.index, bounds.band)),
        Block::Text(assumptions(words, bounds.band)),
    ]
}

fn no_level(words: &Words<'_>) -> &'static str {
    words.say(
        "Eine Stufe lässt sich nicht nennen, weil zu viele Angaben fehlen; daran ändern Gewichte nichts.",
        "No level can be named, because too much is unknown; weights do not change that.",
    )
}

/// How far ahead the recommended placement is.
fn placement(words: &Words<'_>, one: &Assessment) -> Option<String> {
    let placement = one.placement.as_ref()?;
    let name = |id: &str| words.quoted(&words.get(&format!("option.{id}")));
    let target = name(placement.target.as_deref()?);
    let (lead, second) = (placement.lead?, name(placement.runner_up.as_deref()?));
    let lead = words.tenth(lead);
    let factors = placement.tipping.len();
    Some(match words.lang {
        crate::model::Lang::De => format!(
            "Die Zielverankerung {target} liegt {lead} Punkte vor {second}; Änderungen eines einzelnen Faktors, die ein anderes Ziel ergäben: {factors} (siehe Verankerung)."
        ),
        crate::model::Lang::En => format!(
            "The target placement {target} is {lead} points ahead of {second}; changes of a single factor that would give another target: {factors} (see placement)."
        ),
    })
}

fn assumptions(words: &Words<'_>, band: f64) -> String {
    let band = number::short(band, 2, words.lang);
    match words.lang {
        crate::model::Lang::De => format!(
            "Berechnet, nicht gezogen: jedes Gewicht einer Dimension zwischen −{band} % und +{band} % seines Werts, in der Tabelle jedes für sich, darüber alle zugleich. „Offene Angabe“ heißt: Jede Dimension kann überall in ihrer Ergebnisspanne liegen. Unverändert bleiben die Gewichte der Regeln in ihrer Dimension, die Grenzen der Stufen und die K.-o.-Kriterien. Wie oft viele Gewichtungen dasselbe ergeben, sagt der Befehl „kamready robust“."
        ),
        crate::model::Lang::En => format!(
            "Computed, not drawn: each weight of a dimension from −{band} % to +{band} % of its value, in the table each one alone, above it all at once. “Open answer” means that each dimension can lie anywhere in its range. Unchanged are the weights of rules within their dimension, the limits of the levels, and the gates. How often many weightings give the same verdict is told by the command “kamready robust”."
        ),
    }
}
