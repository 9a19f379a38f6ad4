//! The rules of a pack for people: a list, a page each, a rule book.

mod accounts;
mod diff;
mod measure;
mod page;
mod show;

use crate::model::{Lang, number};
use crate::pack::{Pack, Role, Rule, ScoreRule};
use page::{options, page, title};

pub use diff::{diff_markdown, diff_text};
pub use show::{ids, origin, show};

/// All rules by dimension, then the gates, then the rules over customers: id, weight, title.
pub fn list(pack: &Pack, lang: Lang) -> String {
    let mut text = String::new();
    for dimension in &pack.manifest.dimensions {
        text.push_str(&format!(
            "{}  {} ({} {})\n",
            dimension.id,
            pack.say(&format!("dimension.{}", dimension.id), lang),
            word(lang, "Gewicht", "weight"),
            number::short(dimension.weight, 2, lang)
        ));
        for (rule, score) in scores(pack).filter(|(_, score)| score.dimension == dimension.id) {
            let weight = number::short(score.weight, 2, lang);
            text.push_str(&format!(
                "  {:<34} {weight:>4}  {}\n",
                rule.id,
                title(pack, rule, lang)
            ));
        }
    }
    for (heading, rules) in deciding(pack, lang) {
        text.push_str(&format!("{heading}\n"));
        for rule in rules {
            let cap = match &rule.role {
                Role::Gate(gate) => &*gate.caps,
                _ => "",
            };
            text.push_str(&format!(
                "  {:<34} {cap:>4}  {}\n",
                rule.id,
                title(pack, rule, lang)
            ));
        }
    }
    text + &accounts::list(pack, lang)
}

/// The whole pack as Markdown.
pub fn markdown(pack: &Pack, lang: Lang) -> String {
    let manifest = &pack.manifest;
    let mut text = format!(
        "# {}\n\n{}\n\n`{}` {}\n",
        pack.say("pack.title", lang),
        manifest.summary.get(lang),
        manifest.id,
        manifest.version
    );
    text.push_str(&overlays(pack, lang));
    for index in &manifest.indexes {
        text.push_str(&format!(
            "\n## {}\n\n{}\n",
            pack.say(&format!("index.{}", index.id), lang),
            pack.say(&format!("index.{}.question", index.id), lang)
        ));
        for dimension in manifest
            .dimensions
            .iter()
            .filter(|one| one.index == index.id)
        {
            text.push_str(&format!(
                "\n### {} – {} {}\n\n`{}`. {}\n",
                pack.say(&format!("dimension.{}", dimension.id), lang),
                word(lang, "Gewicht", "weight"),
                number::short(dimension.weight, 2, lang),
                dimension.id,
                pack.say(&format!("dimension.{}.why", dimension.id), lang)
            ));
            for (rule, _) in scores(pack).filter(|(_, score)| score.dimension == dimension.id) {
                text.push_str(&format!("\n#{}", page(pack, rule, lang)));
            }
        }
    }
    for (title, rules) in deciding(pack, lang) {
        text.push_str(&format!("\n## {title}\n"));
        for rule in rules {
            text.push_str(&format!("\n{}", page(pack, rule, lang)));
        }
    }
    text.push_str(&accounts::markdown(pack, lang));
    text.push_str(&options(pack, lang));
    text.push_str(&levels(pack, lang));
    text.push_str(&sources(pack, lang));
    text
}

/// What overlays changed, each with its reason.
fn overlays(pack: &Pack, lang: Lang) -> String {
    let mut text = String::new();
    for overlay in &pack.overlays {
        let title = word(lang, "Angepasst durch", "Adapted by");
        text.push_str(&format!(
            "\n## {title} `{}` {}\n\n",
            overlay.id, overlay.version
        ));
        for change in &overlay.changes {
            let (what, from, to) = (&change.what, &change.from, &change.to);
            let reason = change.reason.get(lang);
            text.push_str(&format!("- `{what}`: {from} → {to}. {reason}\n"));
        }
    }
    text
}

fn levels(pack: &Pack, lang: Lang) -> String {
    let mut text = format!(
        "\n## {}\n\n| {} | {} | {} | {} |\n|---|---|---|---|\n",
        word(lang, "Stufen", "Levels"),
        word(lang, "Stufe", "Level"),
        word(lang, "ab", "from"),
        word(lang, "Bedeutung", "Meaning"),
        word(lang, "Nächster Schritt", "Next step")
    );
    for step in &pack.manifest.levels.steps {
        let from = step.from.map_or_else(
            || word(lang, "nur durch K.-o.", "by a gate only").to_owned(),
            |from| number::short(from, 2, lang),
        );
        let say = |name: &str| pack.say(&format!("level.{}{name}", step.id), lang);
        let (label, meaning, next) = (say(""), say(".meaning"), say(".next"));
        text.push_str(&format!(
            "| {} {label} | {from} | {meaning} | {next} |\n",
            step.id
        ));
    }
    text
}

fn sources(pack: &Pack, lang: Lang) -> String {
    let mut text = String::new();
    let cited = |key: &str| {
        pack.every_rule()
            .any(|rule| rule.source.refs.iter().any(|one| one == key))
            || accounts::cites(pack, key)
    };
    for source in pack.sources.iter().filter(|source| cited(&source.key)) {
        let address = if source.address.is_empty() {
            String::new()
        } else {
            format!("{}. ", source.address)
        };
        text.push_str(&format!("- `{}`: {address}{}\n", source.key, source.note));
    }
    if text.is_empty() {
        return text;
    }
    format!("\n## {}\n\n{text}", word(lang, "Quellen", "Sources"))
}

fn scores(pack: &Pack) -> impl Iterator<Item = (&Rule, &ScoreRule)> {
    pack.rules.iter().filter_map(|rule| match &rule.role {
        Role::Score(score) => Some((rule, score)),
        _ => None,
    })
}

/// The rules that decide, by what they are for.
fn deciding(pack: &Pack, lang: Lang) -> Vec<(&'static str, &[Rule])> {
    let all = [
        (word(lang, "K.-o.-Kriterien", "Gates"), &pack.gates),
        (
            word(lang, "Faktoren der Verankerung", "Factors of the placement"),
            &pack.factors,
        ),
        (
            word(lang, "Eignung der Möglichkeiten", "Fit of the options"),
            &pack.options,
        ),
        (word(lang, "Ausschlüsse", "Exclusions"), &pack.exclusions),
        (word(lang, "Einstieg", "Entry"), &pack.entries),
        (
            word(
                lang,
                "Kompetenzen: Anpassung an die Lage",
                "Competencies: modifiers",
            ),
            &pack.modifiers,
        ),
        (word(lang, "Hinweise", "Warnings"), &pack.flags),
        (
            word(
                lang,
                "Ziele: wann sie angezeigt sind",
                "Goals: when they are indicated",
            ),
            &pack.goal_rules,
        ),
        (word(lang, "Maßnahmen", "Measures"), &pack.measures),
    ];
    all.into_iter()
        .filter(|(_, rules)| !rules.is_empty())
        .map(|(title, rules)| (title, rules.as_slice()))
        .collect()
}

fn word(lang: Lang, de: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::De => de,
        Lang::En => en,
    }
}
