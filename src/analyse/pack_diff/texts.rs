//! Sentences, by key and language.

use super::change::{Changes, Kind};
use super::rules::{Renamed, find};
use crate::model::{Lang, Text};
use crate::pack::{Pack, Role};

/// Texts that differ. Those of what is new or gone are told there.
pub(super) fn compare(old: &Pack, new: &Pack, renamed: &Renamed, changes: &mut Changes) {
    for (key, before) in &old.catalogue {
        let name = renamed.sentence(key);
        match new.catalogue.get(&name) {
            Some(after) => sentence(&name, Some(before), Some(after), changes),
            None if belongs(new, &name) => sentence(&name, Some(before), None, changes),
            None => {}
        }
    }
    let known: Vec<String> = old
        .catalogue
        .keys()
        .map(|key| renamed.sentence(key))
        .collect();
    for (key, after) in &new.catalogue {
        if known.binary_search(key).is_err() && !known.contains(key) && belongs(old, key) {
            sentence(key, None, Some(after), changes);
        }
    }
}

/// Whether the pack has the rule that the sentence is about; sentences of other things belong to the pack.
fn belongs(pack: &Pack, key: &str) -> bool {
    let mut parts = key.split('.');
    let (Some(kind), Some(id)) = (parts.next(), parts.next()) else {
        return false;
    };
    match kind {
        "overlay" => false,
        kind if Role::KEYS.contains(&kind) => find(pack, &format!("{kind}.{id}")).is_some(),
        "field" | "unit" | "value" => pack.fields.get(id).is_some(),
        "dimension" => pack.manifest.dimension(id).is_some(),
        "level" => pack.manifest.levels.rank(id).is_some(),
        "index" => pack.manifest.indexes.iter().any(|one| *one.id == *id),
        "option" => pack.placement.iter().any(|data| data.option(id).is_some()),
        _ => true,
    }
}

fn sentence(key: &str, before: Option<&Text>, after: Option<&Text>, changes: &mut Changes) {
    for lang in Lang::ALL {
        let told = |text: Option<&Text>| text.map(|text| text.get(lang).to_owned());
        let (from, to) = (told(before), told(after));
        if from != to {
            let what = format!("text {key} ({})", lang.code());
            changes.add(Kind::Text, what, from, to, None);
        }
    }
}
