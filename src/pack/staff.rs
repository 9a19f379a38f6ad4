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

const CATALOGUE: &str = "competencies/catalogue.csv";
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
        let Some(file) = files.get(FIGURES) else {
            let lost = [DEVELOPMENT, PRACTICE];
            let lost = lost.into_iter().filter_map(|path| files.get(path));
            faults.extend(lost.map(|file| lonely(file, FIGURES)));
            return None;
        };
        if files.get(CATALOGUE).is_none() {
            faults.push(lonely(file, CATALOGUE));
        }
        let data = competencies?;
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

/// A file that says nothing without another one.
fn lonely(file: &PackFile, beside: &str) -> Error {
    let detail = format!("this file needs `{beside}` beside it");
    Error::new(Kind::Pack, detail).at(Place::file(&*file.shown))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Pack;

    /// The faults of the default pack with one change to one of its files.
    fn faults(path: &str, find: &str, with: &str) -> String {
        let mut files = PackFiles::embedded();
        let text = files.get(path).unwrap().text.to_string();
        assert!(text.contains(find), "{find}");
        files.add(path, &format!("kam/{path}"), &text.replacen(find, with, 1));
        let faults = Pack::read(&files).unwrap_err();
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        told.join("; ")
    }

    fn refused(path: &str, find: &str, with: &str, why: &str) {
        let told = faults(path, find, with);
        assert!(told.contains(why), "{told}");
    }

    #[test]
    fn what_the_arithmetic_cannot_use_is_refused() {
        refused(FIGURES, "value = 0.7", "value = 0.8", "must add up to 1");
        refused(
            FIGURES,
            "value = 60",
            "value = -1",
            "a figure is a number from 0",
        );
        refused(
            FIGURES,
            "heidemeier",
            "heidemaier",
            "did you mean `heidemeier`",
        );
        refused(
            FIGURES,
            "\"head_of_kam\"]",
            "\"head\"]",
            "`head` is no role",
        );
        refused(
            FIGURES,
            "field = \"competency_gap_index\"",
            "field = \"gap\"",
            "`field` names `gap`, which is no number of the pack",
        );
        refused(FIGURES, "must = {", "musst = {", "unknown field `musst`");
    }

    #[test]
    fn a_table_that_cannot_be_used_is_refused_with_its_line() {
        refused(
            DEVELOPMENT,
            "coaching,0.5",
            "coaching,half",
            "`above` is `half`",
        );
        refused(
            DEVELOPMENT,
            "1 Monat,1 month",
            "1 Monat,",
            "`time_en` is empty",
        );
        refused(
            DEVELOPMENT,
            "id,above",
            "id,over",
            "the header of this table is",
        );
        refused(
            DEVELOPMENT,
            "3,sponsor",
            "3,sponser",
            "`sponser` is no role",
        );
        refused(PRACTICE, "C04 C24", "C04 C42", "`C42` is no competency");
    }

    /// The default pack but for these files.
    fn without(lost: &[&str]) -> PackFiles {
        let mut files = PackFiles::default();
        let whole = PackFiles::embedded();
        for file in whole.iter().filter(|file| !lost.contains(&&*file.path)) {
            files.add(&file.path, &file.shown, &file.text);
        }
        files
    }

    #[test]
    fn a_file_alone_names_the_one_that_it_needs() {
        let told = |lost: &[&str]| {
            let faults = Pack::read(&without(lost)).unwrap_err();
            faults.iter().map(ToString::to_string).collect::<String>()
        };
        let head = told(&[FIGURES, DEVELOPMENT]);
        assert!(
            head.contains("needs `competencies/staff.toml` beside it"),
            "{head}"
        );
        let table = told(&[DEVELOPMENT]);
        assert!(
            table.contains("this pack has no `competencies/development.csv`"),
            "{table}"
        );
    }

    #[test]
    fn a_pack_without_the_files_judges_no_people() {
        let files = without(&[FIGURES, DEVELOPMENT, PRACTICE, "flags/F3.rhai"]);
        assert!(Pack::read(&files).unwrap().staff.is_none());
    }
}
