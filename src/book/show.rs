//! One thing of a pack by its id: what it says, and where its values come from.

use super::page::{competency, field_page, option, page, param_line};
use super::word;
use crate::model::{Changed, Lang, OverlayStamp};
use crate::pack::{AccountRule, Pack, Role};

/// One rule, field, dimension, level, option or competency by its id; all that bear it.
pub fn show(pack: &Pack, id: &str, lang: Lang) -> Option<String> {
    let mut pages: Vec<String> = pack
        .every_rule()
        .filter(|rule| rule.is_called(id))
        .map(|rule| format!("{}\n{}", page(pack, rule, lang), rule.file.text))
        .collect();
    pages.extend(
        pack.fields
            .get(id)
            .map(|field| field_page(pack, field, lang)),
    );
    let dimension = pack.manifest.dimension(id);
    pages.extend(dimension.map(|_| dimension_page(pack, id, lang)));
    let level = pack.manifest.levels.rank(id);
    pages.extend(level.map(|_| level_page(pack, id, lang)));
    let placed = pack.placement.as_ref().and_then(|data| data.option(id));
    pages.extend(placed.map(|one| option(pack, one, lang).trim_start().to_owned()));
    let skill = pack.competencies.as_ref().and_then(|data| data.find(id));
    pages.extend(skill.map(|one| competency(pack, one, lang)));
    (!pages.is_empty()).then(|| pages.join("\n"))
}

fn dimension_page(pack: &Pack, id: &str, lang: Lang) -> String {
    let label = pack.say(&format!("dimension.{id}"), lang);
    format!(
        "# {label}\n\n{}\n",
        pack.say(&format!("dimension.{id}.why"), lang)
    )
}

fn level_page(pack: &Pack, id: &str, lang: Lang) -> String {
    let say = |name: &str| pack.say(&format!("level.{id}{name}"), lang);
    let (label, meaning, next) = (say(""), say(".meaning"), say(".next"));
    format!("# {id} {label}\n\n{meaning}\n\n{next}\n")
}

/// Where each value of a rule, dimension or level comes from: the base, or an overlay with its reason.
pub fn origin(pack: &Pack, id: &str, lang: Lang) -> String {
    let base = format!("{} {}", pack.manifest.id, pack.manifest.version);
    let values = values(pack, id, lang);
    // The values of a rule that an overlay added are its own.
    let added = changes(pack).find(|(_, change)| change.what == format!("rule {id}"));
    let own = added.map(|(overlay, change)| by_overlay(overlay, change, lang));
    let mut text = format!("{}\n", word(lang, "Herkunft", "Origin"));
    for (what, value) in &values {
        let found = changes(pack).find(|(_, change)| change.what == *what);
        let from = found.map_or_else(
            || own.as_ref().unwrap_or(&base).clone(),
            |(overlay, change)| by_overlay(overlay, change, lang),
        );
        text.push_str(&format!("  {what} = {value}  ← {from}\n"));
    }
    let more = changes(pack).filter(|(_, change)| {
        concerns(&change.what, id) && !values.iter().any(|(what, _)| *what == change.what)
    });
    for (overlay, change) in more {
        let from = by_overlay(overlay, change, lang);
        text.push_str(&format!("  {} = {}  ← {from}\n", change.what, change.to));
    }
    text
}

/// The values of everything that bears the id, each under the name that an overlay would change it by.
fn values(pack: &Pack, id: &str, lang: Lang) -> Vec<(String, String)> {
    let manifest = &pack.manifest;
    let mut values: Vec<(String, String)> = Vec::new();
    if let Some(dimension) = manifest.dimension(id) {
        values.push((format!("weight {id}"), dimension.weight.to_string()));
    }
    let steps = manifest.levels.steps.iter();
    let limit = steps
        .filter(|step| *step.id == *id)
        .find_map(|step| step.from);
    values.extend(limit.map(|limit| (format!("level {id}"), limit.to_string())));
    for target in pack.competencies.iter().flat_map(|data| &data.targets) {
        if *target.competency == *id {
            let value = format!("{}/{}", target.level, target.criticality);
            values.push((format!("target {id}.{}", target.role), value));
        }
    }
    for rule in pack.every_rule().filter(|rule| rule.is_called(id)) {
        if let Role::Score(score) = &rule.role {
            values.push((format!("weight {id}"), score.weight.to_string()));
        }
        if let Role::Account(AccountRule::Criterion(criterion)) = &rule.role {
            values.push((format!("weight {id}"), criterion.weight.to_string()));
        }
        for param in &rule.params {
            let line = param_line(pack, rule, param, lang);
            let value = line.trim_start_matches("- ").trim_end();
            values.push((format!("param {id}.{}", param.name), value.to_owned()));
        }
        values.push((format!("rule {id}"), rule.file.shown.to_string()));
    }
    values
}

fn changes(pack: &Pack) -> impl Iterator<Item = (&OverlayStamp, &Changed)> {
    let overlays = pack.overlays.iter();
    overlays.flat_map(|overlay| overlay.changes.iter().map(move |change| (overlay, change)))
}

/// Whether one part of the changed name is the id: `text level.L3.next` is about `L3`.
fn concerns(what: &str, id: &str) -> bool {
    what.split([' ', '.']).skip(1).any(|part| part == id)
}

fn by_overlay(overlay: &OverlayStamp, change: &Changed, lang: Lang) -> String {
    let told = format!(
        "{} {}: {}",
        overlay.id,
        overlay.version,
        change.reason.get(lang)
    );
    match change.what.starts_with("rule ") {
        true => told,
        false => format!(
            "{told} ({}: {})",
            word(lang, "vorher", "before"),
            change.from
        ),
    }
}

/// The ids that `show` knows.
pub fn ids(pack: &Pack) -> Vec<&str> {
    let rules = pack.every_rule().map(|rule| &*rule.id);
    let dimensions = pack.manifest.dimensions.iter().map(|one| &*one.id);
    let levels = pack.manifest.levels.steps.iter().map(|step| &*step.id);
    let options = pack.placement.iter().flat_map(|data| &data.options);
    let skills = pack.competencies.iter().flat_map(|data| &data.catalogue);
    rules
        .chain(pack.fields.ids())
        .chain(dimensions)
        .chain(levels)
        .chain(options.map(|option| &*option.id))
        .chain(skills.flat_map(|one| [&*one.number, &*one.key]))
        .collect()
}
