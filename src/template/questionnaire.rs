//! What is asked: the fields of a pack in groups, and the tables that it reads.

use crate::model::{
    CaseTable, Choice, Field, Lang, StaffForm, Text, organisation_id, staff_fields, unit_fields,
};
use crate::pack::{CompetencyData, Pack, Role};
use crate::rules::Program;

use super::words::said;

/// The questions of a pack in one language.
#[derive(Debug, Clone)]
pub struct Questionnaire {
    pub lang: Lang,
    /// `kam 0.1.0`.
    pub stamp: String,
    pub title: String,
    pub summary: String,
    /// Facts that belong to no dimension, then the dimensions in the order of the pack. Each field is in one.
    pub groups: Vec<Group>,
    /// The tables that the pack reads, the organisations first.
    pub tables: Vec<Table>,
    /// What a list of people may name.
    pub people: Option<StaffForm>,
}

/// Questions that belong together.
#[derive(Debug, Clone)]
pub struct Group {
    pub title: String,
    pub why: String,
    pub fields: Vec<Field>,
}

/// One table with its columns; that of the organisations begins with `id`.
#[derive(Debug, Clone)]
pub struct Table {
    pub kind: CaseTable,
    pub fields: Vec<Field>,
}

impl Table {
    pub fn requires(&self, field: &Field) -> bool {
        self.kind.required().contains(&&*field.id)
    }
}

impl Questionnaire {
    /// The questions of a pack; `program` are its rules, which say what a dimension reads.
    pub fn of(pack: &Pack, program: &Program, lang: Lang) -> Self {
        let groups = groups(pack, program, lang);
        Self {
            lang,
            stamp: format!("{} {}", pack.manifest.id, pack.manifest.version),
            title: pack.say("pack.title", lang).to_owned(),
            summary: pack.manifest.summary.get(lang).to_owned(),
            tables: tables(pack, &groups),
            people: pack.staff.as_ref().map(|staff| staff.form.clone()),
            groups,
        }
    }

    /// Every field of an organisation, in the order of the groups.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.groups.iter().flat_map(|group| &group.fields)
    }
}

fn groups(pack: &Pack, program: &Program, lang: Lang) -> Vec<Group> {
    let homes: Vec<Option<usize>> = (0..pack.fields.len())
        .map(|field| home(pack, program, field))
        .collect();
    let of = |home: Option<usize>| -> Vec<Field> {
        let fields = pack.fields.iter().zip(&homes);
        fields
            .filter(|(_, other)| **other == home)
            .map(|(field, _)| field.clone())
            .collect()
    };
    let general = Group {
        title: said(lang, "Stammdaten und Lage", "Master facts and situation").to_owned(),
        why: said(
            lang,
            "Angaben zur Organisation und zu ihrer Lage, die zu keinem einzelnen Thema gehören.",
            "Facts about the organisation and its situation that belong to no single topic.",
        )
        .to_owned(),
        fields: of(None),
    };
    let dimensions = pack.manifest.dimensions.iter().enumerate();
    let dimensions = dimensions.map(|(position, dimension)| Group {
        title: pack
            .say(&format!("dimension.{}", dimension.id), lang)
            .to_owned(),
        why: pack
            .say(&format!("dimension.{}.why", dimension.id), lang)
            .to_owned(),
        fields: of(Some(position)),
    });
    std::iter::once(general)
        .chain(dimensions)
        .filter(|group| !group.fields.is_empty())
        .collect()
}

/// The dimension whose rules read a field; none where no dimension does, or several do.
fn home(pack: &Pack, program: &Program, field: usize) -> Option<usize> {
    let rules = pack.rules.iter().zip(&program.rules);
    let mut readers = rules
        .filter(|(_, compiled)| compiled.needs.contains(&field))
        .filter_map(|(rule, _)| match &rule.role {
            Role::Score(score) => Some(&score.dimension),
            _ => None,
        });
    let first = readers.next()?;
    let alone = readers.all(|other| other == first);
    let dimensions = &pack.manifest.dimensions;
    dimensions.iter().position(|one| alone && one.id == *first)
}

fn tables(pack: &Pack, groups: &[Group]) -> Vec<Table> {
    let asked = groups.iter().flat_map(|group| group.fields.clone());
    let organisations = std::iter::once(organisation_id()).chain(asked).collect();
    let (accounts, goals) = (pack.accounts.as_ref(), pack.goals.as_ref());
    let people = pack.competencies.as_ref().filter(|_| pack.staff.is_some());
    let found = [
        Some((CaseTable::Organisations, organisations)),
        accounts.map(|one| (CaseTable::Accounts, one.fields.iter().cloned().collect())),
        pack.org_chart
            .as_ref()
            .map(|_| (CaseTable::Units, unit_fields())),
        people.map(|data| (CaseTable::Staff, staff(data))),
        goals.map(|one| (CaseTable::Goals, one.fields.iter().cloned().collect())),
    ];
    let table = |(kind, fields)| Table { kind, fields };
    found.into_iter().flatten().map(table).collect()
}

fn staff(data: &CompetencyData) -> Vec<Field> {
    let roles = data.roles.iter().map(|role| (&role.id, &role.label));
    let competencies = data.catalogue.iter().map(|one| (&one.number, &one.label));
    let choice = |(id, label): (&crate::model::Id, &Text)| Choice {
        id: id.clone(),
        label: label.clone(),
        anchor: None,
    };
    staff_fields(
        roles.map(choice).collect(),
        competencies.map(choice).collect(),
    )
}
