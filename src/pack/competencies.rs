//! `competencies/`: the catalogue, the roles and their base targets (domain 5.2–5.4).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::files::{PackFile, PackFiles};
use super::manifest::from_toml;
use crate::error::{Error, Faults, Kind, Place, code};
use crate::model::{Id, Text};

/// In `reports_to`: the unit that the placement reports to.
pub const PLACEMENT: &str = "placement";

/// One competency and what each of its five levels looks like.
#[derive(Debug, Clone)]
pub struct Competency {
    /// `C03`.
    pub number: Id,
    /// `account_plans`.
    pub key: Id,
    pub group: Id,
    pub label: Text,
    /// Level 1 first.
    pub levels: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProfileRole {
    pub id: Id,
    /// What lists of staff may call it too.
    #[serde(default)]
    pub aliases: Vec<Id>,
    /// Whom it reports to, the first that there is: a role, or `placement` for what the placement reports to.
    #[serde(default)]
    pub reports_to: Vec<Id>,
    pub label: Text,
    pub meaning: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: Id,
    pub label: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaleStep {
    pub level: u8,
    pub label: Text,
    pub anchor: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RolesFile {
    roles: Vec<ProfileRole>,
    groups: Vec<Group>,
    scale: Vec<ScaleStep>,
    profiles: BTreeMap<Id, Vec<Id>>,
}

/// What a role must be able to do, before modifiers: level 1–5, criticality 3 must, 2 important, 1 useful.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseTarget {
    pub competency: Id,
    pub role: Id,
    pub level: f64,
    pub criticality: f64,
}

/// Everything a pack says about competencies, but its modifiers.
#[derive(Debug, Clone)]
pub struct CompetencyData {
    pub catalogue: Vec<Competency>,
    pub roles: Vec<ProfileRole>,
    pub groups: Vec<Group>,
    pub scale: Vec<ScaleStep>,
    /// Roles that each placement needs.
    pub profiles: BTreeMap<Id, Vec<Id>>,
    pub targets: Vec<BaseTarget>,
}

impl CompetencyData {
    /// A competency by its number or its key.
    pub fn find(&self, name: &str) -> Option<&Competency> {
        self.catalogue
            .iter()
            .find(|one| *one.number == *name || *one.key == *name)
    }

    pub fn target(&self, competency: &str, role: &str) -> Option<&BaseTarget> {
        self.targets
            .iter()
            .find(|one| *one.competency == *competency && *one.role == *role)
    }
}

/// Reads catalogue, roles and targets; none where the pack has no competencies.
///
/// # Errors
/// Every fault of the three files.
pub(super) fn read(files: &PackFiles) -> Result<Option<CompetencyData>, Faults> {
    let names = [
        "competencies/catalogue.csv",
        "competencies/targets.csv",
        "competencies/roles.toml",
    ];
    let found: Vec<&PackFile> = names.iter().filter_map(|name| files.get(name)).collect();
    let [catalogue, targets, roles] = found.as_slice() else {
        if found.is_empty() {
            return Ok(None);
        }
        let lacking = names
            .iter()
            .find(|name| files.get(name).is_none())
            .unwrap_or(&"");
        let detail = code::LACKS_FILE.says(format!("a pack with competencies needs `{lacking}`"));
        return Err(vec![Error::new(Kind::Pack, detail)]);
    };
    let roles: RolesFile = from_toml(roles).map_err(|fault| vec![fault])?;
    let data = CompetencyData {
        catalogue: rows(catalogue, competency)?,
        targets: rows(targets, target)?,
        roles: roles.roles,
        groups: roles.groups,
        scale: roles.scale,
        profiles: roles.profiles,
    };
    let faults = data.faults(targets);
    if faults.is_empty() {
        Ok(Some(data))
    } else {
        Err(faults)
    }
}

impl CompetencyData {
    fn faults(&self, targets: &PackFile) -> Faults {
        let mut faults = Vec::new();
        let mut fault = |detail: String| {
            faults.push(Error::new(Kind::Pack, detail).at(Place::file(&*targets.shown)));
        };
        for target in &self.targets {
            if self.find(&target.competency).is_none() {
                fault(format!(
                    "`{}` is no competency of the catalogue",
                    target.competency
                ));
            }
            if !self.roles.iter().any(|role| role.id == target.role) {
                fault(format!("`{}` is no role of `roles.toml`", target.role));
            }
        }
        for competency in &self.catalogue {
            for role in &self.roles {
                if self.target(&competency.number, &role.id).is_none() {
                    fault(format!(
                        "`{}` has no target for `{}`",
                        competency.number, role.id
                    ));
                }
            }
        }
        for role in self.roles.iter().flat_map(|role| &role.reports_to) {
            if **role != *PLACEMENT && !self.roles.iter().any(|known| known.id == *role) {
                fault(format!("`reports_to` names `{role}`, which is no role"));
            }
        }
        for role in self.profiles.values().flatten() {
            if !self.roles.iter().any(|known| known.id == *role) {
                fault(format!("`profiles` names `{role}`, which is no role"));
            }
        }
        faults
    }
}

/// The rows of a table with a header, each by the name of its column.
fn rows<T>(
    file: &PackFile,
    one: fn(&BTreeMap<String, String>) -> Result<T, String>,
) -> Result<Vec<T>, Faults> {
    let mut all = Vec::new();
    let mut faults = Vec::new();
    let mut table = csv::Reader::from_reader(file.text.as_bytes());
    for (index, row) in table.deserialize::<BTreeMap<String, String>>().enumerate() {
        let read = row
            .map_err(|error| error.to_string())
            .and_then(|row| one(&row));
        match read {
            Ok(value) => all.push(value),
            Err(detail) => {
                faults
                    .push(Error::new(Kind::Pack, detail).at(Place::line(&*file.shown, index + 2)));
            }
        }
    }
    if faults.is_empty() {
        Ok(all)
    } else {
        Err(faults)
    }
}

fn cell<'r>(row: &'r BTreeMap<String, String>, name: &str) -> Result<&'r str, String> {
    row.get(name)
        .map(|cell| cell.trim())
        .filter(|cell| !cell.is_empty())
        .ok_or_else(|| format!("the column `{name}` is missing or empty"))
}

fn competency(row: &BTreeMap<String, String>) -> Result<Competency, String> {
    let level = |number: usize| -> Result<Text, String> {
        let de = cell(row, &format!("level_{number}_de"))?;
        Ok(Text::new(de, cell(row, &format!("level_{number}_en"))?))
    };
    Ok(Competency {
        number: cell(row, "id")?.into(),
        key: cell(row, "key")?.into(),
        group: cell(row, "group")?.into(),
        label: Text::new(cell(row, "de")?, cell(row, "en")?),
        levels: (1..=5).map(level).collect::<Result<_, _>>()?,
    })
}

fn target(row: &BTreeMap<String, String>) -> Result<BaseTarget, String> {
    let number = |name: &str, most: f64| -> Result<f64, String> {
        let text = cell(row, name)?;
        let number = text
            .parse::<f64>()
            .ok()
            .filter(|number| (1.0..=most).contains(number));
        number.ok_or_else(|| format!("`{name}` is `{text}`; 1 to {most} are allowed"))
    };
    Ok(BaseTarget {
        competency: cell(row, "competency")?.into(),
        role: cell(row, "role")?.into(),
        level: number("level", 5.0)?,
        criticality: number("criticality", 3.0)?,
    })
}
