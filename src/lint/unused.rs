//! What nothing reads, and sentences that were not translated.

use std::collections::BTreeSet;

use super::at_spot;
use super::explore::Explored;
use super::tables;
use crate::error::{Error, Faults, Kind, Place, code};
use crate::model::{FieldType, Text, placeholders};
use crate::pack::{Pack, PackFiles, Role, Spot, Sure, spot_of};

pub(super) fn of_rule(one: &Explored<'_>, faults: &mut Faults) {
    let rule = one.rule;
    let lowered = &one.compiled.lowered;
    let borderline = match &rule.role {
        Role::Gate(gate) => gate.borderline.as_ref().map(|(_, param)| param.as_str()),
        _ => None,
    };
    let shown = |name: &str| {
        rule.texts
            .values()
            .any(|text| placeholders(&text.de).any(|hole| hole == name))
    };
    for param in &rule.params {
        let name = param.name.as_str();
        if !lowered.params_used.contains(name) && borderline != Some(name) && !shown(name) {
            let detail = format!("the param `{name}` is used nowhere");
            faults.push(at_spot(rule, param.spot, code::UNUSED_PARAM.says(detail)));
        }
    }
    for name in rule
        .texts
        .keys()
        .filter(|name| !lowered.texts_used.contains(*name))
    {
        let detail = format!("the text `{name}` is used nowhere");
        faults.push(at_spot(
            rule,
            text_spot(&rule.file.text, name),
            code::UNUSED_TEXT.says(detail),
        ));
    }
    if rule.source.refs.is_empty() && rule.source.sure != Sure::Judgement {
        let spot = spot_of(&rule.file.text, "source");
        let detail =
            "this rule says that its source was seen or is literature, and names none in `refs`";
        faults.push(at_spot(rule, spot, code::NO_SOURCE.says(detail)));
    }
    untranslated(one, faults);
    unfinished(one, faults);
}

/// Texts of a template that nobody has replaced; one finding a rule says it.
fn unfinished(one: &Explored<'_>, faults: &mut Faults) {
    let todo = |line: &str| line.contains("\"TODO");
    let text = &one.rule.file.text;
    let count = text.lines().filter(|line| todo(line)).count();
    let Some((line, found)) = text.lines().enumerate().find(|(_, line)| todo(line)) else {
        return;
    };
    let before = found.split("TODO").next().unwrap_or_default();
    let spot = Spot {
        line: line + 1,
        column: before.chars().count() + 1,
    };
    let detail = match count {
        1 => "a text is still to be written".to_owned(),
        _ => format!("texts in {count} lines are still to be written"),
    };
    faults.push(at_spot(one.rule, spot, code::UNFINISHED.says(detail)));
}

/// Behind `texts:`, so that a word of the same name before does not count.
pub(super) fn text_spot(text: &str, name: &str) -> Spot {
    let start = text.find("texts:").unwrap_or(0);
    let lines = text.get(..start).unwrap_or_default().matches('\n').count();
    let mut spot = spot_of(text.get(start..).unwrap_or_default(), name);
    if spot.line == 1 {
        let last = text
            .get(..start)
            .unwrap_or_default()
            .rsplit('\n')
            .next()
            .unwrap_or_default();
        spot.column += last.chars().count();
    }
    spot.line += lines;
    spot
}

fn untranslated(one: &Explored<'_>, faults: &mut Faults) {
    let rule = one.rule;
    let mut texts: Vec<&Text> = vec![&rule.title, &rule.source.why];
    if let Role::Score(score) = &rule.role {
        texts.extend([&score.good, &score.poor, &score.advice]);
    }
    texts.extend(rule.texts.values());
    for text in texts.into_iter().filter(|text| is_sentence(text)) {
        let line = rule
            .file
            .text
            .lines()
            .position(|line| line.contains(text.de.as_str()));
        let spot = Spot {
            line: line.map_or(1, |line| line + 1),
            column: 1,
        };
        let detail = format!("“{}” stands in German and in English", text.de);
        faults.push(at_spot(rule, spot, code::UNTRANSLATED.says(detail)));
    }
}

fn is_sentence(text: &Text) -> bool {
    text.de == text.en
        && text
            .de
            .split_whitespace()
            .filter(|word| !word.contains('{'))
            .count()
            > 3
}

/// What the engine itself reads of an organisation, where the pack judges customers or org charts.
const OF_CUSTOMERS: [&str; 5] = [
    "total_revenue",
    "active_customers",
    "avg_db2_pct",
    "ebit",
    "n_divisions",
];
const OF_CHARTS: [&str; 1] = ["structure_type"];

/// Fields and sources that no part of the pack reads.
pub(super) fn of_pack(
    pack: &Pack,
    explored: &[Explored<'_>],
    files: &PackFiles,
    faults: &mut Faults,
) {
    let read: BTreeSet<&str> = explored
        .iter()
        .flat_map(|one| one.inputs.iter().map(|input| one.name(input.symbol)))
        .collect();
    let of_engine = |id: &str| {
        (pack.accounts.is_some() && OF_CUSTOMERS.contains(&id))
            || (pack.org_chart.is_some() && OF_CHARTS.contains(&id))
    };
    for field in pack.fields.iter().filter(|field| !of_engine(&field.id)) {
        let told = matches!(
            field.kind,
            FieldType::Text | FieldType::Date | FieldType::List
        );
        if !told && !read.contains(&*field.id) && !stands_elsewhere(files, &field.id, "fields.toml")
        {
            faults.extend(unused_field(pack, files, &field.id));
        }
    }
    if let Some(file) = files.get("sources.csv") {
        let rows = tables::rows(&file.text, ',').unwrap_or_default();
        for row in rows.iter().skip(1) {
            let key = row.cells.first().map_or("", |key| key.trim());
            if !key.is_empty() && !stands_elsewhere(files, key, "sources.csv") {
                let detail = format!("nothing cites the source `{key}`");
                let place = Place::spot(&*file.shown, row.line, 1);
                faults.push(Error::new(Kind::Pack, code::UNUSED_ROW.says(detail)).at(place));
            }
        }
    }
}

fn unused_field(pack: &Pack, files: &PackFiles, id: &str) -> Option<Error> {
    let brings = pack
        .every_rule()
        .find(|rule| rule.fields.iter().any(|field| *field.id == *id));
    let detail = code::UNUSED_FIELD.says(format!("no rule reads the field `{id}`"));
    if let Some(rule) = brings {
        return Some(at_spot(rule, spot_of(&rule.file.text, id), detail));
    }
    let file = files.get("fields.toml")?;
    let spot = spot_of(&file.text, id);
    let place = Place::spot(&*file.shown, spot.line, spot.column);
    Some(Error::new(Kind::Pack, detail).at(place))
}

/// Whether a name stands in another table or manifest, as a whole word; rules have been asked themselves.
fn stands_elsewhere(files: &PackFiles, name: &str, own: &str) -> bool {
    let whole = |text: &str| {
        text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text
                .get(at + name.len()..)
                .and_then(|text| text.chars().next());
            let inside = |sign: Option<char>| {
                sign.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-')
            };
            !inside(before) && !inside(after)
        })
    };
    let rules = own == "sources.csv";
    files
        .iter()
        .filter(|file| {
            *file.path != *own
                && (rules || !file.path.ends_with(".rhai") || file.path.starts_with("measures/"))
        })
        .any(|file| whole(&file.text))
}
