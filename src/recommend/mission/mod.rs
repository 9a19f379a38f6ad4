//! The mission: its elements, its form, and what is known for a draft (domain 7).

mod draft;
mod names;
mod text;

pub use draft::{DraftFacts, draft};
pub use names::AccountNames;

use std::collections::BTreeMap;

use crate::model::number::reaches;
use crate::model::{
    CheckedMission, ElementState, Id, MissionElement, Reason, StatedMission, placeholders,
};
use crate::pack::{Element, MissionPack, lower, tokens};

/// Checks a mission that was given. `names` are those of the customers.
pub fn check_mission(
    pack: &MissionPack,
    stated: &StatedMission,
    names: &AccountNames<'_>,
) -> CheckedMission {
    let whole = whole(pack, stated);
    let elements: Vec<MissionElement> = pack
        .elements
        .iter()
        .map(|element| MissionElement {
            id: element.id.clone(),
            state: state(element, stated, &whole),
        })
        .collect();
    let filled = elements
        .iter()
        .filter(|one| one.state == ElementState::Filled);
    let share = filled.count() as f64 * 100.0 / pack.elements.len() as f64;
    CheckedMission {
        mission_elements_pct: stated.elements.as_ref().map(|_| share),
        words: text::words(&whole),
        blanks: placeholders(&whole).count(),
        warnings: warnings(pack, &whole, names),
        elements,
        difference: None,
    }
}

/// The text, or the elements line by line where there is none.
fn whole(pack: &MissionPack, stated: &StatedMission) -> String {
    if let Some(text) = &stated.text {
        return text.to_string();
    }
    let none = BTreeMap::new();
    let given = stated.elements.as_ref().unwrap_or(&none);
    let lines: Vec<&str> = pack
        .elements
        .iter()
        .filter_map(|one| given.get(&one.id))
        .map(|text| &**text)
        .collect();
    lines.join("\n")
}

fn state(element: &Element, stated: &StatedMission, whole: &str) -> ElementState {
    let Some(given) = &stated.elements else {
        let text = lower(whole);
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        return match element
            .hints
            .iter()
            .any(|hint| text.contains(hint.as_str()))
        {
            true => ElementState::Hinted,
            false => ElementState::NotHinted,
        };
    };
    match given.get(&element.id).map(|text| text.trim()) {
        None | Some("") => ElementState::Missing,
        Some(text) if placeholders(text).next().is_some() => ElementState::Blank,
        Some(_) => ElementState::Filled,
    }
}

fn warnings(pack: &MissionPack, whole: &str, names: &AccountNames<'_>) -> Vec<Reason> {
    let limits = &pack.limits;
    let mut warnings = Vec::new();
    let words = text::words(whole) as f64;
    let (least, most) = (limits.words_least.value, limits.words_most.value);
    if !(reaches(words, least) && reaches(most, words)) {
        let reason = Reason::new("mission.warning.words").with("count", words);
        warnings.push(reason.with("least", least).with("most", most));
    }
    for name in names.in_text(&text::without_approval(whole, &limits.approval)) {
        warnings.push(Reason::new("mission.warning.account").with("account", &*name));
    }
    warnings.extend(
        exclusive(&limits.exclusive, whole)
            .map(|word| Reason::new("mission.warning.exclusive").with("word", &*word)),
    );
    warnings
}

/// Words that promise exclusivity, each once.
fn exclusive<'a>(beginnings: &'a [String], whole: &str) -> impl Iterator<Item = Id> + use<'a> {
    let mut found: Vec<Id> = Vec::new();
    for token in tokens(whole) {
        let begins = beginnings
            .iter()
            .any(|one| token.word.starts_with(&lower(one)));
        if begins && !found.iter().any(|word| **word == *token.word) {
            found.push(token.word.into());
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests;
