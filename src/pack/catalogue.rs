//! The sentences of a pack, by key.

use super::{AccountPack, Pack, Role, Rule};
use crate::model::{Catalogue, Field, Text};

/// Everything that a result of this pack may need to be read in either language.
pub(super) fn of(pack: &Pack) -> Catalogue {
    let mut all = Catalogue::new();
    let manifest = &pack.manifest;
    all.insert("pack.title".to_owned(), manifest.title.clone());
    for index in &manifest.indexes {
        all.insert(format!("index.{}", index.id), index.label.clone());
        all.insert(
            format!("index.{}.question", index.id),
            index.question.clone(),
        );
    }
    for dimension in &manifest.dimensions {
        all.insert(
            format!("dimension.{}", dimension.id),
            dimension.label.clone(),
        );
        all.insert(
            format!("dimension.{}.why", dimension.id),
            dimension.why.clone(),
        );
    }
    for step in &manifest.levels.steps {
        all.insert(format!("level.{}", step.id), step.label.clone());
        all.insert(format!("level.{}.meaning", step.id), step.meaning.clone());
        all.insert(format!("level.{}.next", step.id), step.next.clone());
    }
    pack.fields
        .iter()
        .for_each(|field| add_field("", field, &mut all));
    pack.all_rules().for_each(|rule| add_rule(rule, &mut all));
    if let Some(accounts) = &pack.accounts {
        add_accounts(accounts, &mut all);
    }
    all
}

/// `prefix` keeps the fields of an account apart from those of the organisation that are called the same.
fn add_field(prefix: &str, field: &Field, all: &mut Catalogue) {
    let id = &field.id;
    let mut add = |key: String, text: &Text| all.insert(format!("{prefix}{key}"), text.clone());
    add(format!("field.{id}"), &field.label);
    add(format!("field.{id}.question"), &field.question);
    if let Some(unit) = &field.unit_label {
        add(format!("unit.{id}"), unit);
    }
    for choice in &field.choices {
        add(format!("value.{id}.{}", choice.id), &choice.label);
    }
}

fn add_accounts(accounts: &AccountPack, all: &mut Catalogue) {
    for field in accounts.fields.iter() {
        add_field("accounts.", field, all);
    }
    for band in &accounts.parameters.dependence.bands {
        let text = Text::new(&*band.de, &*band.en);
        all.insert(format!("accounts.band.{}", band.id), text);
    }
}

fn add_rule(rule: &Rule, all: &mut Catalogue) {
    let key = rule.key();
    let mut add = |name: &str, text: &Text| {
        all.insert(format!("{key}.{name}"), text.clone());
    };
    add("title", &rule.title);
    add("why", &rule.source.why);
    rule.texts.iter().for_each(|(name, text)| add(name, text));
    if let Role::Score(score) = &rule.role {
        add("good", &score.good);
        add("poor", &score.poor);
        add("advice", &score.advice);
    }
}
