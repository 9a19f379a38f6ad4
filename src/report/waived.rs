//! Reasoned exceptions in words.

use super::words::Words;
use crate::model::{Document, IndexScore, Waived, WaiverState, printable};

/// What became of a waiver.
pub(super) fn state(words: &Words<'_>, waived: &Waived) -> &'static str {
    match waived.state {
        WaiverState::Active => words.say("gilt", "active"),
        WaiverState::Expired => words.say("abgelaufen", "expired"),
        WaiverState::Unused => words.say("ohne Wirkung", "unused"),
    }
}

/// The rule that is waived, by its title.
pub(super) fn title(words: &Words<'_>, waived: &Waived) -> String {
    words.get(&format!("rule.{}.title", waived.rule))
}

/// `Laufbahn: gilt (bis 2027-06-30); Grund: …; verantwortlich: …`
pub(super) fn line(words: &Words<'_>, waived: &Waived) -> String {
    let until = waived.expires.as_ref().map_or_else(String::new, |day| {
        format!(" ({} {day})", words.say("bis", "until"))
    });
    format!(
        "{}: {}{until}; {} {}; {} {}",
        title(words, waived),
        state(words, waived),
        words.say("Grund:", "reason:"),
        printable(&waived.reason),
        words.say("verantwortlich:", "owner:"),
        printable(&waived.owner)
    )
}

/// A waiver for an organisation that is not among the records.
pub(super) fn stranger(words: &Words<'_>, waived: &Waived) -> String {
    let id = printable(&waived.organisation);
    let missing = words.say(
        "nicht unter den bewerteten Organisationen",
        "not among the assessed organisations",
    );
    format!("{id} ({missing}): {}", line(words, waived))
}

/// Both scores of an index that a waiver touches: `mit Ausnahmen 57,4 statt 57,1`.
pub(super) fn scores(words: &Words<'_>, index: &IndexScore) -> Option<String> {
    let with = words.tenth(index.with_waivers?);
    let as_it_is = index
        .spread
        .score
        .map_or_else(|| "–".to_owned(), |score| words.tenth(score));
    Some(format!(
        "{} {with} {} {as_it_is}",
        words.say("mit Ausnahmen", "with waivers"),
        words.say("statt", "instead of")
    ))
}

/// Whether a report on several organisations has anything to say of waivers.
pub(super) fn any(document: &Document) -> bool {
    let own = document.organisations.iter();
    !document.unused_waivers.is_empty() || own.into_iter().any(|one| !one.waivers.is_empty())
}
