//! Placement and competency profile, compared with a second decision from the document's words and tables.

mod choice;
mod document;
mod effects;
mod profile;
pub(crate) mod situations;
mod targets;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::program::kamready_fed;
use crate::reference::{Expected, expected};
use choice::{Buckets, Choice, buckets, choice, exclusions, fit};
use effects::{FEASIBILITY, OPTIONS};
use profile::Profile;
use situations::{Situation, situations};

#[test]
fn the_program_agrees_with_a_second_decision_on_600_organisations() {
    let all = situations(20_260_202, 600);
    let input: String = all.iter().map(|one| format!("{}\n", one.json())).collect();
    let result = kamready_fed(&["assess", "-", "-o", "json"], &input).json();
    let found = result["organisations"].as_array().unwrap();
    assert_eq!(found.len(), all.len());
    let mut seen = Seen::default();
    for (one, found) in all.iter().zip(found) {
        let scores = expected(&one.drawn);
        let buckets = buckets(one, &scores);
        let wanted = choice(one, scores.level, &buckets);
        let profile = profile::profile(one, wanted.entry.or(wanted.target));
        seen.note(one, &scores, &wanted, &profile);
        let Compared { id, placement } = Compared::new(one, found);
        factors_agree(id, &buckets, placement);
        options_agree(id, one, &scores, &buckets, placement);
        choice_agrees(id, &wanted, placement);
        profile_agrees(id, &profile, &found["competencies"]);
    }
    seen.enough();
}

struct Compared<'c> {
    id: &'c str,
    placement: &'c Value,
}

impl<'c> Compared<'c> {
    fn new(one: &'c Situation, found: &'c Value) -> Self {
        assert_eq!(found["id"], one.drawn.id);
        Self {
            id: &one.drawn.id,
            placement: &found["placement"],
        }
    }
}

fn factors_agree(id: &str, buckets: &Buckets, found: &Value) {
    let wanted: Vec<Value> = buckets
        .iter()
        .map(|(factor, bucket)| {
            let structural = !FEASIBILITY.contains(factor);
            json!({"id": factor, "bucket": bucket, "structural": structural})
        })
        .collect();
    assert_eq!(found["factors"], json!(wanted), "{id}");
    let known = buckets.iter().filter(|(_, bucket)| bucket.is_some());
    assert_eq!(found["factors_known"], known.count(), "{id}");
    assert_eq!(found["factors_total"], 14, "{id}");
}

fn options_agree(id: &str, one: &Situation, scores: &Expected, buckets: &Buckets, found: &Value) {
    let options = found["options"].as_array().unwrap();
    assert_eq!(options.len(), OPTIONS.len());
    for (place, ((option, _), found)) in OPTIONS.iter().zip(options).enumerate() {
        let what = format!("{id} {option}");
        assert_eq!(found["id"], *option, "{what}");
        for (name, structural) in [("target_fit", true), ("entry_fit", false)] {
            near(&what, fit(buckets, place, structural), &found[name]);
        }
        let rules = exclusions(one, scores.level, option);
        let hold = |state: Option<bool>| -> Vec<&str> {
            let those = rules.iter().filter(|(_, holds)| *holds == state);
            those.map(|(rule, _)| *rule).collect()
        };
        assert_eq!(found["excluded_by"], json!(hold(Some(true))), "{what}");
        // A rule that what is unknown could still make hold is never passed over in silence.
        let unverified = words(&found["unverified"]);
        assert!(
            hold(None).iter().all(|rule| unverified.contains(rule)),
            "{what}: {:?} {unverified:?}",
            hold(None)
        );
    }
}

fn choice_agrees(id: &str, wanted: &Choice, found: &Value) {
    for (name, wanted) in [
        ("target", wanted.target),
        ("call", wanted.call),
        ("runner_up", wanted.runner_up),
        ("entry", wanted.entry),
    ] {
        assert_eq!(found[name], json!(wanted), "{id} {name}");
    }
    near(&format!("{id} lead"), wanted.lead, &found["lead"]);
    assert_eq!(found["shortlist"], json!(wanted.shortlist), "{id}");
    let tipping = wanted.tipping.iter().map(|(factor, from, to, target)| {
        json!({"factor": factor, "from": from, "to": to, "target": target})
    });
    assert_eq!(found["tipping"], json!(tipping.collect::<Vec<_>>()), "{id}");
}

fn profile_agrees(id: &str, wanted: &Profile, found: &Value) {
    let roles = found["roles"].as_array().unwrap();
    let names: Vec<&Value> = roles.iter().map(|role| &role["id"]).collect();
    let expected: Vec<&str> = wanted.roles.iter().map(|(role, _)| *role).collect();
    assert_eq!(json!(names), json!(expected), "{id}");
    for ((role, targets), found) in wanted.roles.iter().zip(roles) {
        let found = found["targets"].as_array().unwrap();
        assert_eq!(found.len(), targets.len(), "{id} {role}");
        for ((key, level, criticality, modifiers), found) in targets.iter().zip(found) {
            let what = format!("{id} {role} {key}");
            assert_eq!(found["id"], *key, "{what}");
            assert_eq!(found["level"], *level, "{what} level");
            assert_eq!(found["criticality"], *criticality, "{what} criticality");
            assert_eq!(found["modifiers"], json!(modifiers), "{what}");
        }
    }
    let applied = found["applied"].as_array().unwrap().iter();
    let applied: Vec<&str> = applied.map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(applied, wanted.applied, "{id}");
    assert_eq!(words(&found["open"]), wanted.open, "{id} open");
}

fn words(list: &Value) -> Vec<&str> {
    let all = list.as_array().unwrap().iter();
    all.map(|word| word.as_str().unwrap()).collect()
}

/// Numbers in JSON have six decimals.
fn near(what: &str, wanted: Option<f64>, found: &Value) {
    let close = match (wanted, found.as_f64()) {
        (Some(wanted), Some(found)) => (wanted - found).abs() < 1e-6,
        (None, None) => true,
        _ => false,
    };
    assert!(close, "{what}: {wanted:?} is wanted, {found} found");
}

/// What the comparison has met: one that never saw a case would say little about it.
#[derive(Default)]
struct Seen(BTreeMap<&'static str, BTreeSet<String>>);

impl Seen {
    fn add(&mut self, what: &'static str, name: impl ToString) {
        self.0.entry(what).or_default().insert(name.to_string());
    }

    fn note(&mut self, one: &Situation, scores: &Expected, choice: &Choice, profile: &Profile) {
        let level = scores
            .level
            .map_or("none".to_owned(), |level| level.to_string());
        self.add("level", level);
        self.add("structure", one.word("structure_type").unwrap_or("unknown"));
        self.add("target", choice.target.unwrap_or("none"));
        self.add("call", choice.call.unwrap_or("none"));
        self.add("entry", choice.entry.unwrap_or("none"));
        for (factor, ..) in &choice.tipping {
            self.add("tipping", factor);
        }
        for modifier in &profile.applied {
            self.add("applied", modifier);
        }
        for modifier in &profile.open {
            self.add("open", modifier);
        }
        for (option, _) in OPTIONS {
            for (rule, holds) in exclusions(one, scores.level, option) {
                self.add("exclusion", format!("{rule} {holds:?}"));
            }
        }
        self.add("shortlist", choice.shortlist.len().min(2));
    }

    fn enough(&self) {
        let met = |what: &str| self.0.get(what).map_or(0, BTreeSet::len);
        let wanted = [
            ("level", 7),
            ("structure", 7),
            ("target", 11),
            ("call", 4),
            ("entry", 11),
            ("tipping", 10),
            ("applied", 15),
            ("open", 11),
            ("exclusion", 28),
            ("shortlist", 3),
        ];
        for (what, least) in wanted {
            assert!(met(what) >= least, "{what}: {:?}", self.0.get(what));
        }
    }
}
