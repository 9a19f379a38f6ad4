//! `competencies/staff.toml`, `development.csv` and `practice.csv`: how people are judged, and what helps them
//! (domain 5.6, 5.7).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::files::{PackFile, PackFiles};
use super::manifest::from_toml;
use super::org_chart::each;
use super::org_chart::table::{Row, rows};
use super::parameters::StaffFigures;
use super::{CompetencyData, required};
use crate::error::{Error, Faults, Kind, Place, listed};
use crate::model::{Fields, Id, StaffForm, Text};

const FIGURES: &str = "competencies/staff.toml";
const DEVELOPMENT: &str = "competencies/development.csv";
const PRACTICE: &str = "competencies/practice.csv";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StaffFile {
    counted: Vec<Id>,
    field: Id,
    instead: BTreeMap<Id, Id>,
    figures: StaffFigures,
    note: Text,
}

/// What helps against a gap of some size; the first row that meets holds.
#[derive(Debug, Clone)]
pub struct Development {
    pub id: Id,
    /// The gap is larger than this, in levels …
    pub above: f64,
    /// … and at most this; no upper end where it is missing.
    pub up_to: Option<f64>,
    /// Only for this criticality.
    pub criticality: Option<f64>,
    /// Only for this role.
    pub role: Option<Id>,
    pub label: Text,
    pub time: Text,
}

/// What is done in particular about some competencies; the first row that meets holds.
#[derive(Debug, Clone)]
pub struct Practice {
    pub id: Id,
    /// Numbers of the catalogue.
    pub competencies: Vec<Id>,
    /// Only for this role.
    pub role: Option<Id>,
    pub label: Text,
}

/// How a pack judges people.
#[derive(Debug, Clone)]
pub struct StaffPack {
    /// Roles whose persons make the organisation index.
    pub counted: Vec<Id>,
    /// The field that the organisation index stands in.
    pub field: Id,
    /// The role by whose targets another one is measured where the profile lacks its own.
    pub instead: BTreeMap<Id, Id>,
    pub figures: StaffFigures,
    /// What a report says where it shows people.
    pub note: Text,
    pub development: Vec<Development>,
    pub practice: Vec<Practice>,
    /// What a list of staff may name.
    pub form: StaffForm,
}

impl StaffPack {
    /// Reads the three files; a pack without the first judges no people.
    pub(super) fn read(
        files: &PackFiles,
        competencies: Option<&CompetencyData>,
        faults: &mut Faults,
    ) -> Option<Self> {
        let (file, data) = files.get(FIGURES).zip(competencies)?;
        let mut keep = |more: Faults| faults.extend(more);
        let head = from_toml::<StaffFile>(file).map_err(|fault| keep(vec![fault]));
        let development = required(files, DEVELOPMENT)
            .and_then(developments)
            .map_err(&mut keep);
        let practice = required(files, PRACTICE)
            .and_then(practices)
            .map_err(&mut keep);
        let (head, development, practice) = (head.ok()?, development.ok()?, practice.ok()?);
        let staff = Self {
            counted: head.counted,
            field: head.field,
            instead: head.instead,
            figures: head.figures,
            note: head.note,
            development,
            practice,
            form: form(data),
        };
        let fault = |detail| Error::new(Kind::Pack, detail).at(Place::file(&*file.shown));
        faults.extend(staff.faults(data).into_iter().map(fault));
        Some(staff)
    }

    /// Every source that a figure cites.
    pub(super) fn refs(&self) -> impl Iterator<Item = &String> {
        self.figures.refs()
    }

    /// That the field of the index is one of the pack.
    pub(super) fn check(&self, fields: &Fields) -> Option<Error> {
        let numeric = fields.get(&self.field).map(|field| field.kind.is_numeric());
        (numeric != Some(true)).then(|| {
            let detail = format!(
                "`field` names `{}`, which is no number of the pack",
                self.field
            );
            Error::new(Kind::Pack, detail).at(Place::file(FIGURES))
        })
    }

    fn faults(&self, data: &CompetencyData) -> Vec<String> {
        let roles: Vec<&str> = data.roles.iter().map(|role| &*role.id).collect();
        let named = self
            .counted
            .iter()
            .chain(self.instead.keys())
            .chain(self.instead.values())
            .chain(self.development.iter().filter_map(|one| one.role.as_ref()))
            .chain(self.practice.iter().filter_map(|one| one.role.as_ref()));
        let mut faults = self.figures.faults();
        for role in named.filter(|role| !roles.contains(&&***role)) {
            let known = listed(roles.iter().copied());
            faults.push(format!("`{role}` is no role; roles are {known}"));
        }
        let competencies = self.practice.iter().flat_map(|one| &one.competencies);
        for number in competencies.filter(|number| data.find(number).is_none()) {
            faults.push(format!("`{number}` is no competency of the catalogue"));
        }
        faults
    }
}

/// The names by which a list of staff can speak of roles and competencies.
fn form(data: &CompetencyData) -> StaffForm {
    let mut roles: Vec<(Id, Id)> = data
        .roles
        .iter()
        .map(|role| (role.id.clone(), role.id.clone()))
        .collect();
    for role in &data.roles {
        let aliases = role.aliases.iter();
        roles.extend(aliases.map(|alias| (alias.clone(), role.id.clone())));
    }
    let competencies = data.catalogue.iter();
    StaffForm {
        roles,
        competencies: competencies
            .map(|one| (one.number.clone(), one.key.clone()))
            .collect(),
    }
}

fn developments(file: &PackFile) -> Result<Vec<Development>, Faults> {
    let columns = [
        "id",
        "above",
        "up_to",
        "criticality",
        "role",
        "de",
        "en",
        "time_de",
        "time_en",
    ];
    each(rows(file, &columns)?, |row| {
        Ok(Development {
            id: text(row, "id")?.into(),
            above: number(row, "above")?.unwrap_or(0.0),
            up_to: number(row, "up_to")?,
            criticality: number(row, "criticality")?,
            role: role(row),
            label: Text::new(text(row, "de")?, text(row, "en")?),
            time: Text::new(text(row, "time_de")?, text(row, "time_en")?),
        })
    })
}

fn practices(file: &PackFile) -> Result<Vec<Practice>, Faults> {
    each(
        rows(file, &["id", "competencies", "role", "de", "en"])?,
        |row| {
            let competencies = text(row, "competencies")?.split_ascii_whitespace();
            Ok(Practice {
                id: text(row, "id")?.into(),
                competencies: competencies.map(Id::from).collect(),
                role: role(row),
                label: Text::new(text(row, "de")?, text(row, "en")?),
            })
        },
    )
}

fn text<'r>(row: &'r Row, column: &str) -> Result<&'r str, Error> {
    let cell = row.cell(column);
    match cell.is_empty() {
        true => Err(row.fault(column, format!("`{column}` is empty"))),
        false => Ok(cell),
    }
}

fn role(row: &Row) -> Option<Id> {
    let cell = row.cell("role");
    (!cell.is_empty()).then(|| cell.into())
}

fn number(row: &Row, column: &str) -> Result<Option<f64>, Error> {
    let cell = row.cell(column);
    if cell.is_empty() {
        return Ok(None);
    }
    let number = cell.parse::<f64>().ok();
    let number = number.filter(|number| number.is_finite() && *number >= 0.0);
    let wrong = || {
        row.fault(
            column,
            format!("`{column}` is `{cell}`, and is a number from 0"),
        )
    };
    number.map(Some).ok_or_else(wrong)
}
