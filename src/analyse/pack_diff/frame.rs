//! What `pack.toml` says: indexes, dimensions, levels, numbers of the method, and what an overlay may change.

use super::change::{Breaks, Changes, Kind};
use crate::pack::{Levels, Manifest};

pub(super) fn compare(old: &Manifest, new: &Manifest, changes: &mut Changes) {
    changes.values(Kind::Pack, "id", &old.id, &new.id, None);
    changes.values(Kind::Pack, "version", &old.version, &new.version, None);
    let summary = |one: &Manifest| format!("{} / {}", one.summary.de, one.summary.en);
    changes.values(Kind::Text, "summary", &summary(old), &summary(new), None);
    changes.named(Kind::Pack, &numbers(old), &numbers(new));
    indexes(old, new, changes);
    dimensions(old, new, changes);
    levels(&old.levels, &new.levels, changes);
    permissions(old, new, changes);
}

/// Numbers of the method, by their keys.
fn numbers(manifest: &Manifest) -> Vec<(String, String)> {
    let (ranges, coverage) = (&manifest.ranges, &manifest.coverage);
    let evidence = &manifest.evidence;
    let mut all = vec![
        ("ranges.plausible_low", ranges.plausible_low),
        ("ranges.plausible_high", ranges.plausible_high),
        ("coverage.dimension", coverage.dimension),
        ("coverage.level", coverage.level),
        ("evidence.E0", evidence.E0),
        ("evidence.E1", evidence.E1),
        ("evidence.E2", evidence.E2),
        ("evidence.E3", evidence.E3),
        ("levels.margin", manifest.levels.margin),
    ];
    if let Some(decision) = &manifest.placement {
        all.extend([
            ("placement.factors_needed", decision.factors_needed as f64),
            ("placement.shortlist_band", decision.shortlist_band),
            ("placement.clear_lead", decision.clear_lead),
            ("placement.narrow_lead", decision.narrow_lead),
            ("placement.largest_effect", decision.largest_effect),
        ]);
    }
    let told = |(name, value): (&str, f64)| (name.to_owned(), value.to_string());
    all.into_iter().map(told).collect()
}

fn indexes(old: &Manifest, new: &Manifest, changes: &mut Changes) {
    for index in &old.indexes {
        if !new.indexes.iter().any(|one| one.id == index.id) {
            let gone = Some(Breaks::RemovedIndex);
            let id = Some(index.id.to_string());
            changes.add(Kind::Index, format!("index {}", index.id), id, None, gone);
        }
    }
    let ways = |manifest: &Manifest| -> Vec<(String, String)> {
        let indexes = manifest.indexes.iter();
        let told = indexes
            .filter(|index| !index.aggregations.is_empty())
            .map(|index| {
                let names: Vec<&str> = index.aggregations.iter().map(|one| one.name()).collect();
                (format!("index {}.aggregations", index.id), names.join(", "))
            });
        told.collect()
    };
    changes.named(Kind::Index, &ways(old), &ways(new));
    for index in &new.indexes {
        if !old.indexes.iter().any(|one| one.id == index.id) {
            let id = Some(index.id.to_string());
            changes.add(Kind::Index, format!("index {}", index.id), None, id, None);
        }
    }
}

fn dimensions(old: &Manifest, new: &Manifest, changes: &mut Changes) {
    for before in &old.dimensions {
        let id = &before.id;
        let Some(after) = new.dimension(id) else {
            let gone = Some(Breaks::RemovedDimension);
            let from = Some(format!("{} {}", before.index, before.weight));
            changes.add(Kind::Dimension, format!("dimension {id}"), from, None, gone);
            continue;
        };
        let what = format!("dimension {id}.index");
        changes.values(Kind::Dimension, what, &before.index, &after.index, None);
        changes.numbers(
            Kind::Weight,
            format!("weight {id}"),
            before.weight,
            after.weight,
        );
    }
    for after in &new.dimensions {
        if old.dimension(&after.id).is_none() {
            let to = Some(format!("{} {}", after.index, after.weight));
            changes.add(
                Kind::Dimension,
                format!("dimension {}", after.id),
                None,
                to,
                None,
            );
        }
    }
}

fn levels(old: &Levels, new: &Levels, changes: &mut Changes) {
    let other = Some(Breaks::OtherLevels);
    changes.values(Kind::Level, "levels.index", &old.index, &new.index, other);
    let from_of = |from: Option<f64>| from.map_or_else(|| "–".to_owned(), |from| from.to_string());
    for step in &old.steps {
        let what = format!("level {}", step.id);
        match new.steps.iter().find(|one| one.id == step.id) {
            Some(now) => {
                let (from, to) = (from_of(step.from), from_of(now.from));
                changes.values(Kind::Level, what, &from, &to, None);
            }
            None => changes.add(Kind::Level, what, Some(from_of(step.from)), None, other),
        }
    }
    for step in &new.steps {
        if old.rank(&step.id).is_none() {
            let (what, to) = (format!("level {}", step.id), Some(from_of(step.from)));
            changes.add(Kind::Level, what, None, to, other);
        }
    }
    let common = |one: &Levels, other: &Levels| -> Vec<String> {
        let steps = one.steps.iter();
        let both = steps.filter(|step| other.rank(&step.id).is_some());
        both.map(|step| step.id.to_string()).collect()
    };
    let (before, after) = (common(old, new).join(" < "), common(new, old).join(" < "));
    changes.values(Kind::Level, "levels.order", &before, &after, other);
}

fn permissions(old: &Manifest, new: &Manifest, changes: &mut Changes) {
    let listed = |manifest: &Manifest, fixed: bool| -> Vec<String> {
        let Some(overlay) = &manifest.overlay else {
            return Vec::new();
        };
        match fixed {
            false => overlay.allow.clone(),
            true => overlay.fixed.iter().map(ToString::to_string).collect(),
        }
    };
    let mut told = |name: &str,
                    before: &[String],
                    after: &[String],
                    gone: Option<Breaks>,
                    new: Option<Breaks>| {
        for word in before.iter().filter(|word| !after.contains(word)) {
            let what = format!("overlay.{name}");
            changes.add(Kind::Pack, what, Some(word.clone()), None, gone);
        }
        for word in after.iter().filter(|word| !before.contains(word)) {
            let what = format!("overlay.{name}");
            changes.add(Kind::Pack, what, None, Some(word.clone()), new);
        }
    };
    let narrower = Some(Breaks::NoLongerAllowed);
    told(
        "allow",
        &listed(old, false),
        &listed(new, false),
        narrower,
        None,
    );
    told(
        "fixed",
        &listed(old, true),
        &listed(new, true),
        None,
        narrower,
    );
}
