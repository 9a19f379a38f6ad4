//! Input fields: what may be answered, and whether files of today are still read.

use super::change::{Breaks, Changes, Kind};
use crate::model::{Field, FieldType, Fields};

/// `of` stands before the ids: nothing for the fields of an organisation, `accounts.` for those of an account.
pub(super) fn compare(of: &str, old: &Fields, new: &Fields, changes: &mut Changes) {
    for before in old.iter() {
        let name = format!("field {of}{}", before.id);
        match new.get(&before.id) {
            Some(after) => one(&name, before, after, new, changes),
            None => gone(&name, before, old, new, changes),
        }
    }
    let renamed = |field: &Field| {
        let mut before = old.iter().filter(|one| new.get(&one.id).is_none());
        before.any(|one| called(new, &one.id).is_some_and(|now| now.id == field.id))
    };
    for after in new.iter() {
        if old.get(&after.id).is_none() && !renamed(after) {
            let breaks = after.default.is_none().then_some(Breaks::NewField);
            let to = Some(told(after));
            changes.add(
                Kind::Field,
                format!("field {of}{}", after.id),
                None,
                to,
                breaks,
            );
        }
    }
}

/// The field that a heading means.
fn called<'f>(fields: &'f Fields, heading: &str) -> Option<&'f Field> {
    fields
        .by_heading(heading)
        .and_then(|place| fields.at(place))
}

/// A field that is not there under its id: it has another one and is read as before, or it is gone.
fn gone(name: &str, before: &Field, old: &Fields, new: &Fields, changes: &mut Changes) {
    match called(new, &before.id).filter(|now| old.get(&now.id).is_none()) {
        Some(now) => {
            let (from, to) = (Some(before.id.to_string()), Some(now.id.to_string()));
            changes.add(Kind::Field, name, from, to, None);
            one(name, before, now, new, changes);
        }
        None => {
            let breaks = Some(Breaks::RemovedField);
            changes.add(Kind::Field, name, Some(told(before)), None, breaks);
        }
    }
}

/// Type and what is allowed.
fn told(field: &Field) -> String {
    let allowed = field.allowed();
    format!(
        "{} {}",
        field.kind.name(),
        allowed.as_word().unwrap_or_default()
    )
}

fn one(name: &str, before: &Field, after: &Field, new: &Fields, changes: &mut Changes) {
    let (from, to) = (before.kind.name(), after.kind.name());
    changes.values(
        Kind::Field,
        format!("{name}.type"),
        from,
        to,
        Some(Breaks::OtherType),
    );
    let unit = |field: &Field| field.unit.clone().unwrap_or_else(|| "–".to_owned());
    let (from, to) = (unit(before), unit(after));
    changes.values(
        Kind::Field,
        format!("{name}.unit"),
        &from,
        &to,
        Some(Breaks::OtherUnit),
    );
    let default = |field: &Field| {
        let default = field.default.as_ref();
        default.map_or_else(
            || "–".to_owned(),
            |value| serde_json::to_string(value).unwrap_or_default(),
        )
    };
    let (from, to) = (default(before), default(after));
    changes.values(
        Kind::Field,
        format!("{name}.default"),
        &from,
        &to,
        Some(Breaks::OtherDefault),
    );
    changes.named(Kind::Text, &anchors(name, before), &anchors(name, after));
    if matches!(after.kind, FieldType::Enum | FieldType::List) {
        choices(name, before, after, changes);
    } else if before.kind == after.kind {
        let word = |field: &Field| field.allowed().as_word().unwrap_or_default().to_owned();
        let narrower = narrower(before, after).then_some(Breaks::NarrowerRange);
        changes.values(
            Kind::Field,
            format!("{name}.allowed"),
            &word(before),
            &word(after),
            narrower,
        );
    }
    headings(name, before, after, new, changes);
}

/// What the questionnaire says an answer means.
fn anchors(name: &str, field: &Field) -> Vec<(String, String)> {
    let of_choices = field.choices.iter();
    let of_choices = of_choices.map(|one| (format!("{name}.{}", one.id), &one.anchor));
    let own = std::iter::once((name.to_owned(), &field.anchor));
    let anchored = own.chain(of_choices).filter_map(|(name, anchor)| {
        let anchor = anchor.as_ref()?;
        Some((
            format!("anchor {name}"),
            format!("{} / {}", anchor.de, anchor.en),
        ))
    });
    anchored.collect()
}

fn choices(name: &str, before: &Field, after: &Field, changes: &mut Changes) {
    let has = |field: &Field, id: &str| field.choices.iter().any(|one| *one.id == *id);
    for choice in before.choices.iter().filter(|one| !has(after, &one.id)) {
        let (id, gone) = (Some(choice.id.to_string()), Some(Breaks::RemovedValue));
        changes.add(Kind::Field, format!("{name}.values"), id, None, gone);
    }
    for choice in after.choices.iter().filter(|one| !has(before, &one.id)) {
        let id = Some(choice.id.to_string());
        changes.add(Kind::Field, format!("{name}.values"), None, id, None);
    }
    let order = |one: &Field, other: &Field| -> String {
        let both = one.choices.iter().filter(|choice| has(other, &choice.id));
        both.map(|choice| &*choice.id)
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (from, to) = (order(before, after), order(after, before));
    changes.values(Kind::Field, format!("{name}.order"), &from, &to, None);
}

/// Whether a value that was allowed is not any more.
fn narrower(before: &Field, after: &Field) -> bool {
    let rises =
        |old: Option<f64>, new: Option<f64>| new.is_some_and(|new| old.is_none_or(|old| new > old));
    let falls = after
        .max
        .is_some_and(|new| before.max.is_none_or(|old| new < old));
    // An exclusive limit that was an inclusive one refuses the limit itself.
    let lower = |field: &Field| field.min.or(field.above);
    let exclusive =
        after.above.is_some() && before.above.is_none() && lower(before) == lower(after);
    let letters = after.letters.is_some() && after.letters != before.letters;
    rises(lower(before), lower(after))
        || falls
        || exclusive
        || letters
        || (after.capitals && !before.capitals)
}

/// Labels and aliases under which the field was found in files.
fn headings(name: &str, before: &Field, after: &Field, new: &Fields, changes: &mut Changes) {
    let labels = [&before.label.de, &before.label.en];
    let still = |heading: &str| called(new, heading).is_some_and(|field| field.id == after.id);
    let mut seen: Vec<&String> = Vec::new();
    for heading in before.aliases.iter().chain(labels) {
        if !still(heading) && !seen.contains(&heading) {
            let (from, breaks) = (Some(heading.clone()), Some(Breaks::RemovedHeading));
            changes.add(Kind::Field, format!("{name}.heading"), from, None, breaks);
            seen.push(heading);
        }
    }
    for alias in after
        .aliases
        .iter()
        .filter(|alias| !before.aliases.contains(alias))
    {
        changes.add(
            Kind::Field,
            format!("{name}.heading"),
            None,
            Some(alias.clone()),
            None,
        );
    }
}
