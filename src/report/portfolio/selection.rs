//! Who is in, who is out and why, and what the reader should know about it.

use std::collections::BTreeMap;

use super::{Section, Teller};
use crate::model::printable;
use crate::model::{AccountStatus, CustomerGroup, Difference, Id, Quadrant, Value, fill, number};

/// Most names in a sentence.
const NAMED: usize = 12;

impl Teller<'_> {
    pub(super) fn selection(&self) -> Section {
        let labels = self.labels;
        let selection = &self.portfolio.selection;
        let mut sentences = self.exclusions();
        for group in &self.portfolio.groups {
            if group.is_candidate() && !group.unverified.is_empty() {
                sentences.push(self.about(
                    labels.unverified,
                    group,
                    &self.gates(&group.unverified),
                ));
            }
        }
        for one in &selection.overrides {
            let gates = self.gates(&one.lifted);
            sentences.push(fill(labels.overridden, |name| {
                Some(match name {
                    "group" => printable(&one.group),
                    "gates" => gates.clone(),
                    _ => printable(&one.reason),
                })
            }));
        }
        let lists = [
            (labels.was_cut, &selection.cut),
            (labels.is_borderline, &selection.borderline),
        ];
        for (sentence, keys) in lists {
            if !keys.is_empty() {
                let names: Vec<String> = keys.iter().map(|key| printable(key)).collect();
                sentences.push(fill(sentence, |_| Some(self.named(&names))));
            }
        }
        sentences.extend(self.too_little_known());
        sentences.extend(self.start_option());
        Section {
            title: labels.selection.to_owned(),
            sentences,
            ..Section::default()
        }
    }

    /// One sentence for each gate that keeps groups out.
    fn exclusions(&self) -> Vec<String> {
        let mut by_gate: BTreeMap<&Id, Vec<String>> = BTreeMap::new();
        for group in &self.portfolio.groups {
            for gate in group.binding.iter().filter(|_| !group.is_override()) {
                by_gate.entry(gate).or_default().push(printable(&group.key));
            }
        }
        let told = by_gate.into_iter().map(|(gate, names)| {
            fill(self.labels.excluded, |hole| {
                Some(match hole {
                    "gate" => self.gates(std::slice::from_ref(gate)),
                    _ => self.named(&names),
                })
            })
        });
        told.collect()
    }

    /// Names, the first ones where there are many.
    pub(super) fn named(&self, names: &[String]) -> String {
        let shown = names.get(..NAMED).unwrap_or(names);
        let mut text = shown.join(", ");
        if names.len() > shown.len() {
            let count = self.whole((names.len() - shown.len()) as f64);
            text.push_str(&format!(", … (+{count})"));
        }
        text
    }

    fn about(&self, sentence: &str, group: &CustomerGroup, gates: &str) -> String {
        fill(sentence, |name| {
            Some(if name == "group" {
                printable(&group.key)
            } else {
                gates.to_owned()
            })
        })
    }

    pub(super) fn gates(&self, ids: &[Id]) -> String {
        let title = |id: &Id| format!("{id} {}", self.words.get(&format!("account.{id}.title")));
        ids.iter().map(title).collect::<Vec<_>>().join(", ")
    }

    fn too_little_known(&self) -> Option<String> {
        let missing = |group: &&CustomerGroup| group.status == AccountStatus::DataMissing;
        let count = self.portfolio.groups.iter().filter(missing).count();
        let shown = self.whole(count as f64);
        (count > 0).then(|| fill(self.labels.data_missing, |_| Some(shown.clone())))
    }

    /// Starting with attractive customers where the own position is weak (domain 2.5).
    fn start_option(&self) -> Option<String> {
        let developing = |group: &&CustomerGroup| group.quadrant == Some(Quadrant::Development);
        let names: Vec<String> = self
            .portfolio
            .candidates()
            .filter(developing)
            .map(|group| printable(&group.key))
            .collect();
        let told = || fill(self.labels.start_option, |_| Some(names.join(", ")));
        (!names.is_empty()).then(told)
    }

    pub(super) fn notes(&self, differences: &[Difference]) -> Section {
        let warnings = self.portfolio.warnings.iter();
        let mut sentences: Vec<String> = warnings
            .map(|warning| self.words.reason(warning, |_| None))
            .collect();
        sentences.extend(
            differences
                .iter()
                .filter(|one| one.flagged)
                .map(|one| self.difference(one)),
        );
        for group in self
            .portfolio
            .candidates()
            .filter(|group| !group.defaults.is_empty())
        {
            let fields: Vec<String> = group
                .defaults
                .iter()
                .map(|field| self.words.get(&format!("accounts.field.{field}")))
                .collect();
            sentences.push(fill(self.labels.defaults, |name| {
                Some(if name == "group" {
                    printable(&group.key)
                } else {
                    fields.join(", ")
                })
            }));
        }
        for broken in &self.portfolio.broken {
            sentences.push(fill(self.labels.broken, |name| {
                Some(match name {
                    "rule" => broken.rule.to_string(),
                    "count" => self.whole(broken.groups as f64),
                    _ => printable(&broken.error),
                })
            }));
        }
        Section {
            title: self.labels.notes.to_owned(),
            sentences,
            ..Section::default()
        }
    }

    fn difference(&self, one: &Difference) -> String {
        fill(&self.words.get("accounts.difference"), |name| {
            let shown = |value: f64| {
                let value = Value::Number(number::rounded(value, 1));
                self.words.value(&one.field, &value)
            };
            Some(match name {
                "field" => self.words.get(&format!("field.{}", one.field)),
                "stated" => shown(one.stated),
                _ => shown(one.computed),
            })
        })
    }
}
