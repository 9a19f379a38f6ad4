//! The result as JSON: everything, once, in keys and values, with the sentences of both languages.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::adapted;
use super::words::source_keys;
use crate::model::{
    Assessment, Catalogue, Document, Id, Lang, Placement, Profile, Reason, Tool, Value,
};

const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Whole<'d> {
    schema_version: u32,
    tool: Tool,
    as_of: &'d Option<String>,
    pack: &'d crate::model::PackStamp,
    inputs: &'d [crate::model::Input],
    #[serde(skip_serializing_if = "Option::is_none")]
    organisations: Option<&'d [Assessment]>,
    rejected: &'d [crate::model::Rejected],
    unused_waivers: &'d [crate::model::Waived],
    texts: Texts,
}

/// The sentences behind the keys that occur, by language.
#[derive(Serialize)]
struct Texts {
    de: serde_json::Map<String, serde_json::Value>,
    en: serde_json::Map<String, serde_json::Value>,
}

fn whole<'d>(document: &'d Document, organisations: Option<&'d [Assessment]>) -> Whole<'d> {
    Whole {
        schema_version: SCHEMA_VERSION,
        tool: Tool::THIS,
        as_of: &document.as_of,
        pack: &document.pack,
        inputs: &document.inputs,
        organisations,
        rejected: &document.rejected,
        unused_waivers: &document.unused_waivers,
        texts: texts(document),
    }
}

/// One document.
pub(super) fn document(out: &mut dyn Write, document: &Document) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &whole(document, Some(&document.organisations)))?;
    out.write_all(b"\n")
}

/// One organisation a line, then the rest.
pub(super) fn lines(out: &mut dyn Write, document: &Document) -> io::Result<()> {
    for assessment in &document.organisations {
        serde_json::to_writer(&mut *out, assessment)?;
        out.write_all(b"\n")?;
    }
    serde_json::to_writer(&mut *out, &whole(document, None))?;
    out.write_all(b"\n")
}

fn texts(document: &Document) -> Texts {
    let used = used(document);
    let of = |lang: Lang| {
        used.iter()
            .filter_map(|key| {
                let text = document.texts.get(key)?.get(lang);
                Some((key.clone(), serde_json::Value::from(text)))
            })
            .collect()
    };
    Texts {
        de: of(Lang::De),
        en: of(Lang::En),
    }
}

/// The keys of sentences that a report on this result needs.
fn used(document: &Document) -> BTreeSet<String> {
    let mut used = Used {
        texts: &document.texts,
        keys: BTreeSet::new(),
    };
    used.prefix("pack.");
    used.prefix("index.");
    used.prefix("level.");
    used.prefix("dimension.");
    for rejected in &document.rejected {
        used.reason(&rejected.reason);
        if let Some(field) = &rejected.place.field {
            used.field(field);
        }
    }
    for decision in document.inputs.iter().flat_map(|input| &input.decisions) {
        used.reason(&decision.what);
        if let Some(field) = &decision.field {
            used.field(field);
        }
    }
    for waived in &document.unused_waivers {
        used.key(format!("rule.{}.title", waived.rule));
    }
    let changes = document.pack.overlays.iter().flat_map(|one| &one.changes);
    for key in changes.flat_map(adapted::keys) {
        used.key(key);
    }
    document
        .organisations
        .iter()
        .for_each(|one| used.assessment(one));
    used.keys
}

struct Used<'d> {
    texts: &'d Catalogue,
    keys: BTreeSet<String>,
}

impl Used<'_> {
    fn key(&mut self, key: String) {
        if !self.keys.contains(&key) && self.texts.contains_key(&key) {
            self.keys.insert(key);
        }
    }

    fn prefix(&mut self, prefix: &str) {
        let found = self.texts.range(prefix.to_owned()..);
        let keys: Vec<String> = found
            .map(|(key, _)| key.clone())
            .take_while(|key| key.starts_with(prefix))
            .collect();
        self.keys.extend(keys);
    }

    fn assessment(&mut self, one: &Assessment) {
        for gate in &one.gates {
            let id = gate.id.split(':').next().unwrap_or_default();
            self.key(format!("gate.{id}.title"));
            self.key(format!("gate.{id}.why"));
            self.reason(&gate.reason);
        }
        for finding in &one.findings {
            for name in ["title", "good", "poor", "why", "advice", "source"] {
                self.key(format!("rule.{}.{name}", finding.rule));
            }
            self.cited(&format!("rule.{}.source", finding.rule));
            finding.reason.iter().for_each(|reason| self.reason(reason));
            for (name, value) in &finding.fields {
                self.named(name, value);
            }
        }
        one.questions.iter().for_each(|id| self.field(id));
        for flag in &one.flags {
            self.key(format!("flag.{}.title", flag.id));
            self.reason(&flag.reason);
        }
        for waived in &one.waivers {
            self.key(format!("rule.{}.title", waived.rule));
        }
        one.placement
            .iter()
            .for_each(|placement| self.placement(placement));
        if one.accounts.is_some() {
            self.prefix("account.");
            self.prefix("accounts.");
        }
        one.competencies
            .iter()
            .for_each(|profile| self.profile(profile));
    }

    /// The sources that a sentence names.
    fn cited(&mut self, key: &str) {
        let sentence = self.texts.get(key).map_or("", |text| &text.en);
        for word in source_keys(sentence) {
            self.key(word);
        }
    }

    fn placement(&mut self, placement: &Placement) {
        placement
            .entry_reason
            .iter()
            .for_each(|reason| self.reason(reason));
        for factor in &placement.factors {
            self.key(format!("factor.{}.title", factor.id));
            self.prefix(&format!("value.factors.{}.", factor.id));
        }
        for option in &placement.options {
            self.key(format!("option.{}", option.id));
            self.prefix(&format!("option.{}.", option.id));
            let reasons = option.reasons.iter().chain(&option.fit_reason);
            reasons.for_each(|reason| self.reason(reason));
            for rule in &option.unverified {
                self.key(format!("exclusion.{rule}.title"));
            }
        }
    }

    fn profile(&mut self, profile: &Profile) {
        for modifier in &profile.applied {
            self.key(format!("modifier.{}.title", modifier.id));
            self.reason(&modifier.reason);
        }
        for modifier in &profile.open {
            self.key(format!("modifier.{modifier}.title"));
        }
        if !profile.roles.is_empty() {
            self.prefix("scale.");
        }
        for role in &profile.roles {
            self.key(format!("role.{}", role.id));
            self.key(format!("role.{}.meaning", role.id));
            for target in &role.targets {
                self.key(format!("competency.{}", target.id));
                self.prefix(&format!("competency.{}.", target.id));
            }
        }
    }

    fn reason(&mut self, reason: &Reason) {
        self.key(reason.id.to_string());
        for (name, value) in &reason.values {
            self.named(name, value);
        }
    }

    fn named(&mut self, name: &str, value: &Value) {
        self.field(name);
        let word = |used: &mut Self, word: &Id| {
            used.key(format!("value.{name}.{word}"));
            used.key(format!("field.{word}"));
            used.key(format!("option.{word}"));
            used.key(format!("computed.{word}"));
        };
        match value {
            Value::Word(one) => word(self, one),
            Value::List(list) => list.iter().for_each(|one| word(self, one)),
            Value::Number(_) | Value::Flag(_) => {}
        }
    }

    fn field(&mut self, id: &str) {
        self.key(format!("field.{id}"));
        self.key(format!("field.{id}.question"));
        self.key(format!("unit.{id}"));
        self.key(format!("unit.{id}.one"));
    }
}
