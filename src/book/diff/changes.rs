//! The changes, by kind; first what can break a user.

use super::Section;
use crate::analyse::pack_diff::{Change, Kind, PackDiff};
use crate::book::word;
use crate::model::Lang;

/// Signs of a value that are shown.
const SHOWN: usize = 160;

pub(super) fn sections(diff: &PackDiff, lang: Lang) -> Vec<Section> {
    let breaking: Vec<String> = diff
        .changes
        .iter()
        .filter_map(|change| Some(format!("{}: {}", change.what, change.breaks?.told(lang))))
        .collect();
    let mut all = vec![Section {
        title: word(lang, "Überblick", "Summary").to_owned(),
        lines: vec![count(diff, breaking.len(), lang)],
        columns: Vec::new(),
    }];
    if !breaking.is_empty() {
        all.push(Section {
            title: word(lang, "Kann Nutzer treffen", "Can break a user").to_owned(),
            lines: breaking,
            columns: Vec::new(),
        });
    }
    for group in diff.changes.chunk_by(|a, b| a.kind == b.kind) {
        if let Some(first) = group.first() {
            all.push(Section {
                title: first.kind.title(lang).to_owned(),
                lines: group.iter().map(|change| line(change, lang)).collect(),
                columns: Vec::new(),
            });
        }
    }
    all
}

fn count(diff: &PackDiff, breaking: usize, lang: Lang) -> String {
    match (diff.changes.len(), lang) {
        (0, Lang::De) => "Die Pakete sagen dasselbe.".to_owned(),
        (0, Lang::En) => "The packs say the same.".to_owned(),
        (1, Lang::De) if breaking == 0 => "1 Änderung; sie trifft niemanden.".to_owned(),
        (1, Lang::De) => "1 Änderung; sie kann Nutzer treffen.".to_owned(),
        (1, Lang::En) if breaking == 0 => "1 change; it breaks nobody.".to_owned(),
        (1, Lang::En) => "1 change; it can break a user.".to_owned(),
        (all, Lang::De) => format!("{all} Änderungen; davon können Nutzer treffen: {breaking}."),
        (all, Lang::En) => format!("{all} changes; of these can break a user: {breaking}."),
    }
}

fn line(change: &Change, lang: Lang) -> String {
    let told = match (&change.from, &change.to) {
        (Some(from), Some(to)) => format!(": {} → {}", cut(from), cut(to)),
        (None, Some(to)) => format!(" {}: {}", word(lang, "neu", "added"), cut(to)),
        (Some(from), None) => format!(" {}: {}", word(lang, "entfällt", "removed"), cut(from)),
        (None, None) => format!(
            ": {}",
            word(
                lang,
                "nur Schreibweise oder Kommentare",
                "layout or comments only"
            )
        ),
    };
    let plain = match change.kind {
        Kind::Text => change.what.trim_start_matches("text "),
        _ => &change.what,
    };
    let reason = change.reason.as_ref();
    let reason = reason.map_or_else(String::new, |text| format!(" – {}", text.get(lang)));
    format!("{plain}{told}{reason}")
}

/// On one line, and not endless.
fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SHOWN) {
        None => line,
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
    }
}
