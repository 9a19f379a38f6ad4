//! The draft of the mission: the pack's template with what is known filled in, the rest as visible blanks.

use super::words::Words;
use crate::model::{Id, Lang, MissionDraft, Value, fill, printable};

/// The blanks that the tool may know, each with the value that it needs.
const BLANKS: [(&str, &str); 5] = [
    ("company", "company"),
    ("circle", "candidates"),
    ("goals", "goals"),
    ("people", "people"),
    ("kpis", "kpis"),
];

/// The keys of the sentences that a draft needs.
pub(super) fn keys(draft: &MissionDraft) -> impl Iterator<Item = String> + '_ {
    let blanks = BLANKS.iter().flat_map(|(blank, _)| {
        [
            format!("mission.blank.{blank}"),
            format!("mission.say.{blank}"),
        ]
    });
    let lists = [
        ("goals", "goal.", ".purpose"),
        ("people", "mission.people.", ""),
        ("kpis", "kpi.", ""),
    ];
    let named = lists.into_iter().flat_map(|(name, before, after)| {
        let ids = match draft.values.get(name) {
            Some(Value::List(ids)) => ids.as_slice(),
            _ => &[],
        };
        ids.iter().map(move |id| format!("{before}{id}{after}"))
    });
    std::iter::once("mission.template".to_owned())
        .chain(blanks)
        .chain(named)
}

/// The draft, paragraph by paragraph; the first is the title.
pub(super) fn paragraphs(words: &Words<'_>, draft: &MissionDraft) -> Vec<String> {
    let filled = fill(&words.get("mission.template"), |hole| {
        let (blank, needs) = BLANKS
            .iter()
            .find(|(blank, _)| words.get(&format!("mission.blank.{blank}")) == hole)?;
        let value = draft.values.get(*needs)?;
        let say = words.get(&format!("mission.say.{blank}"));
        Some(fill(&say, |name| {
            (name == *needs).then(|| told(words, needs, value))
        }))
    });
    let paragraphs = filled
        .split("\n\n")
        .map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|one| !one.is_empty()).collect()
}

fn told(words: &Words<'_>, name: &str, value: &Value) -> String {
    match value {
        Value::Number(count) => {
            let group = match (words.lang, words.whole(*count).as_str()) {
                (Lang::De, "1") => "Kundengruppe",
                (Lang::De, _) => "Kundengruppen",
                (Lang::En, "1") => "customer group",
                (Lang::En, _) => "customer groups",
            };
            format!("{} {group}", words.whole(*count))
        }
        Value::List(ids) => {
            let key = |id: &str| match name {
                "goals" => format!("goal.{id}.purpose"),
                "people" => format!("mission.people.{id}"),
                _ => format!("kpi.{id}"),
            };
            let named = |id: &Id| match name {
                // A name of several words would not bend to the sentence.
                "kpis" => words.quoted(&words.get(&key(id))),
                _ => words.get(&key(id)),
            };
            let parts: Vec<String> = ids.iter().map(named).collect();
            words.all_of(&parts)
        }
        Value::Word(word) => printable(word),
        Value::Flag(_) => String::new(),
    }
}
