//! The rules of a pack for people: a list, a page each, a rule book.

mod accounts;
mod diff;
mod example;
mod goals;
mod html;
mod measure;
mod page;
mod people;
mod shares;
mod show;
mod told;

use crate::model::{Lang, number};
use crate::pack::{Dimension, Pack, Role, Rule, ScoreRule};
use page::{options, page, title};

pub use diff::{diff_markdown, diff_text};
pub use html::html;
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

/// A piece of the rule book, in its order.
enum Part<'p> {
    /// Markdown of its own.
    Text(String),
    /// The page of a rule, its heading so many levels deep.
    Rule(&'p Rule, usize),
}

/// The whole pack as Markdown.
pub fn markdown(pack: &Pack, lang: Lang) -> String {
    let told = |part: Part<'_>| match part {
        Part::Text(text) => text,
        Part::Rule(rule, depth) => {
            format!("\n{}{}", "#".repeat(depth - 3), page(pack, rule, lang))
        }
    };
    let title = format!("# {}\n", pack.say("pack.title", lang));
    title + &parts(pack, lang).into_iter().map(told).collect::<String>()
}

/// Everything below the title.
fn parts(pack: &Pack, lang: Lang) -> Vec<Part<'_>> {
    let manifest = &pack.manifest;
    let mut all = vec![Part::Text(format!(
        "\n{}\n\n`{}` {}\n{}",
        manifest.summary.get(lang),
        manifest.id,
        manifest.version,
        overlays(pack, lang)
    ))];
    for index in &manifest.indexes {
        all.push(Part::Text(format!(
            "\n## {}\n\n{}\n",
            pack.say(&format!("index.{}", index.id), lang),
            pack.say(&format!("index.{}.question", index.id), lang)
        )));
        let own = manifest.dimensions.iter();
        for dimension in own.filter(|one| one.index == index.id) {
            all.push(Part::Text(of_dimension(pack, dimension, lang)));
            let own = scores(pack).filter(|(_, score)| score.dimension == dimension.id);
            all.extend(own.map(|(rule, _)| Part::Rule(rule, 4)));
        }
    }
    for (title, rules) in deciding(pack, lang) {
        all.push(Part::Text(format!("\n## {title}\n")));
        all.extend(rules.iter().map(|rule| Part::Rule(rule, 3)));
    }
    all.extend(accounts::parts(pack, lang));
    for text in [
        options(pack, lang),
        levels(pack, lang),
        goals::tables(pack, lang),
        people::tables(pack, lang),
        sources(pack, lang),
    ] {
        all.push(Part::Text(text));
    }
    all
}

fn of_dimension(pack: &Pack, dimension: &Dimension, lang: Lang) -> String {
    let id = &dimension.id;
    format!(
        "\n### {} – {} {}\n\n`{id}`. {}. {}\n",
        pack.say(&format!("dimension.{id}"), lang),
        word(lang, "Gewicht", "weight"),
        number::short(dimension.weight, 2, lang),
        shares::of_dimension(pack, dimension, lang),
        pack.say(&format!("dimension.{id}.why"), lang)
    )
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
