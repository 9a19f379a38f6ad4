//! Where two documents differ, key by key.

use serde_json::{Map, Value as Json};

/// A key whose values differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Id of the organisation that it belongs to.
    pub organisation: Option<String>,
    /// `level.id`, `rules[3].points`; of the organisation where there is one.
    pub key: String,
    /// None where only the new document has it.
    pub old: Option<Json>,
    /// None where only the old document has it.
    pub new: Option<Json>,
}

/// The first `most` differences of two results, in the order of the old one.
pub fn differences(old: &Json, new: &Json, most: usize) -> Vec<Difference> {
    let mut found = Found {
        most,
        organisation: None,
        list: Vec::new(),
    };
    found.values("", Some(old), Some(new));
    found.list
}

struct Found {
    most: usize,
    organisation: Option<String>,
    list: Vec<Difference>,
}

impl Found {
    fn values(&mut self, key: &str, old: Option<&Json>, new: Option<&Json>) {
        if self.list.len() >= self.most || old == new {
            return;
        }
        match (old, new) {
            (Some(Json::Object(old)), Some(Json::Object(new))) => self.objects(key, old, new),
            (Some(Json::Array(old)), Some(Json::Array(new))) => self.lists(key, old, new),
            _ => self.list.push(Difference {
                organisation: self.organisation.clone(),
                key: key.to_owned(),
                old: old.cloned(),
                new: new.cloned(),
            }),
        }
    }

    fn objects(&mut self, key: &str, old: &Map<String, Json>, new: &Map<String, Json>) {
        for (name, value) in old {
            self.values(&below(key, name), Some(value), new.get(name));
        }
        for (name, value) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
            self.values(&below(key, name), None, Some(value));
        }
    }

    fn lists(&mut self, key: &str, old: &[Json], new: &[Json]) {
        for position in 0..old.len().max(new.len()) {
            let (old, new) = (old.get(position), new.get(position));
            if key == "organisations" {
                let id = old.or(new).and_then(|one| one.get("id"));
                self.organisation = id.and_then(Json::as_str).map(str::to_owned);
                self.values("", old, new);
                self.organisation = None;
            } else {
                self.values(&format!("{key}[{position}]"), old, new);
            }
        }
    }
}

fn below(key: &str, name: &str) -> String {
    match key {
        "" => name.to_owned(),
        key => format!("{key}.{name}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_difference_names_its_organisation_and_its_key() {
        let old = json!({"as_of": null, "organisations": [{"id": "A", "level": {"id": "L1"}}]});
        let new = json!({"as_of": null, "more": 1, "organisations": [{"id": "A", "level": {"id": "L2"}}]});
        let found = differences(&old, &new, 9);
        let keys: Vec<_> = found
            .iter()
            .map(|one| (one.organisation.as_deref(), &*one.key))
            .collect();
        assert_eq!(keys, [(Some("A"), "level.id"), (None, "more")]);
        assert_eq!(found[0].new, Some(json!("L2")));
        assert_eq!(differences(&old, &new, 1).len(), 1);
        assert!(differences(&old, &old, 9).is_empty());
    }
}
