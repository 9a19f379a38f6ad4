//! The findings with reasons, advice and sources, and the open questions.

use super::{Block, Item};
use crate::model::{Assessment, DimensionScore, Finding, Lang, Outcome, printable};
use crate::report::share::{headline, leads, loss};
use crate::report::words::Words;

pub(super) fn findings(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(
        2,
        words.say("Befunde", "Findings").to_owned(),
    )];
    for dimension in &one.dimensions {
        blocks.push(Block::Heading(3, title(words, dimension)));
        let mut own: Vec<&Finding> = one
            .findings
            .iter()
            .filter(|finding| finding.dimension == dimension.id)
            .collect();
        own.sort_by(|a, b| {
            let lost = |finding: &Finding| loss(one, finding).unwrap_or(-1.0);
            lost(b).total_cmp(&lost(a))
        });
        blocks.push(Block::List(
            own.into_iter()
                .map(|finding| item(words, one, finding))
                .collect(),
        ));
    }
    blocks
}

fn title(words: &Words<'_>, dimension: &DimensionScore) -> String {
    let label = words.get(&format!("dimension.{}", dimension.id));
    match dimension.spread.score.filter(|_| dimension.assessable) {
        Some(score) => format!(
            "{label}: {} {}",
            words.whole(score),
            words.say("von 100", "of 100")
        ),
        None if dimension.not_applicable => format!(
            "{label}: {}",
            words.say("nicht zutreffend", "not applicable")
        ),
        None => format!(
            "{label}: {}",
            words.say("nicht beurteilbar", "not assessable")
        ),
    }
}

/// One finding: its headline, and all that is said of it.
pub(in crate::report) fn item(words: &Words<'_>, one: &Assessment, finding: &Finding) -> Item {
    let key = format!("rule.{}", finding.rule);
    let head = words.get(&format!("{key}.{}", headline(finding)));
    let lead = match finding.outcome.points() {
        Some(points) => format!("{head} ({})", words.points(points)),
        None => head.clone(),
    };
    let mut text = told(words, finding, &head);
    let lost = loss(one, finding).filter(|lost| leads(one, finding) && *lost >= 0.05);
    if let Some(lost) = lost {
        let lost = words.tenth(lost);
        text.push_str(&match words.lang {
            Lang::De => format!(" Kostet {lost} Punkte."),
            Lang::En => format!(" Costs {lost} points."),
        });
    }
    // What nobody knows is a question first.
    if finding.outcome.points().is_some_and(|points| points < 80.0) {
        let advice = words.get(&format!("{key}.advice"));
        text.push_str(&format!(
            " {} {advice}",
            words.say("Empfehlung:", "Advice:")
        ));
    }
    let why = words.get(&format!("{key}.why"));
    let source = words.get(&format!("{key}.source"));
    text.push_str(&format!(
        " {} {why} [{source}]",
        words.say("Warum:", "Why:")
    ));
    Item::new(lead, text)
}

/// What was found, with its values; `head` is not said again.
pub(in crate::report) fn told(words: &Words<'_>, finding: &Finding, head: &str) -> String {
    let field = |id: &str| words.get(&format!("field.{id}"));
    match &finding.outcome {
        Outcome::Failed(error) => format!(
            "{} ({}).",
            words.say("Die Regel ist fehlgeschlagen", "The rule failed"),
            printable(error)
        ),
        Outcome::Unknown(fields) if matches!(fields.as_slice(), [only] if field(only) == head) => {
            words.say("Keine Angabe.", "Not answered.").to_owned()
        }
        _ => {
            let read = |name: &str| finding.fields.get(name).cloned();
            let reason = finding.reason.as_ref();
            reason.map_or_else(String::new, |reason| words.reason(reason, read))
        }
    }
}

pub(super) fn questions(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(
        2,
        words.say("Offene Angaben", "Open questions").to_owned(),
    )];
    if one.questions.is_empty() {
        let none = words.say(
            "Alle Fragen sind beantwortet.",
            "All questions are answered.",
        );
        blocks.push(Block::Text(none.to_owned()));
        return blocks;
    }
    let items = one.questions.iter().map(|id| {
        Item::new(
            words.get(&format!("field.{id}")),
            words.get(&format!("field.{id}.question")),
        )
    });
    blocks.push(Block::List(items.collect()));
    blocks
}
