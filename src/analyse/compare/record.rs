//! The records between the old and the new one.

use serde_json::{Map, Value as Json};

/// The old record with what is answered in both as it is answered now. What only one of them answers is as it was, so
/// that the rest of the change is a matter of coverage.
pub fn half_new(old: &Map<String, Json>, new: &Map<String, Json>) -> Map<String, Json> {
    let known = |record: &Map<String, Json>, key: &str| {
        record.get(key).is_some_and(|value| !value.is_null())
    };
    let both = |key: &str| known(old, key) && known(new, key);
    let entries = old.iter().map(|(key, value)| {
        let value = match both(key) {
            true => new.get(key).unwrap_or(value),
            false => value,
        };
        (key.clone(), value.clone())
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_both_answer_is_new() {
        let map = |json: Json| json.as_object().unwrap().clone();
        let old = map(json!({"id": "A", "a": 1, "b": 2, "c": {"na": "x"}}));
        let new = map(json!({"id": "A", "a": 9, "c": 3, "d": 4}));
        let half = map(json!({"id": "A", "a": 9, "b": 2, "c": 3}));
        assert_eq!(half_new(&old, &new), half);
    }
}
