//! `goals.csv` and `kpis.csv`: the goals and KPIs of a pack (domain 6.1, 6.2).

use crate::error::{Error, Faults};
use crate::model::{Id, Text};
use crate::pack::PackFile;
use crate::pack::org_chart::table::{Row, rows};

/// A goal of the pack.
#[derive(Debug, Clone)]
pub struct Goal {
    pub id: Id,
    pub label: Text,
    /// When to choose it, in short; the rule of the same id decides.
    pub when: Text,
    /// What the mission may say of it to the customer; empty where it is none of his business.
    pub purpose: Option<Text>,
    /// Must be among the goals where it is indicated.
    pub mandatory: bool,
    /// May aim at keeping the value of today.
    pub may_stay: bool,
}

/// Which way a KPI is to move.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum KpiDirection {
    Up,
    Down,
    /// Inside these limits, which are included.
    Corridor(f64, f64),
}

/// A KPI of the pack.
#[derive(Debug, Clone)]
pub struct Kpi {
    pub id: Id,
    pub goal: Id,
    pub label: Text,
    pub formula: Text,
    /// As goals write it: `%`, `days`, `money`.
    pub unit: Text,
    pub min: Option<f64>,
    pub max: Option<f64>,
    pub direction: KpiDirection,
    /// Words of the organisation's list of data; all are needed.
    pub data: Vec<Id>,
    pub leading: bool,
    pub financial: bool,
}

impl Kpi {
    /// Amounts are also written in the currency of the organisation.
    pub fn is_money(&self) -> bool {
        self.unit.en == "money"
    }
}

const GOAL_COLUMNS: [&str; 9] = [
    "id",
    "de",
    "en",
    "when_de",
    "when_en",
    "purpose_de",
    "purpose_en",
    "mandatory",
    "may_stay",
];

const KPI_COLUMNS: [&str; 16] = [
    "id",
    "goal",
    "de",
    "en",
    "formula_de",
    "formula_en",
    "unit",
    "unit_de",
    "min",
    "max",
    "direction",
    "corridor_low",
    "corridor_high",
    "data",
    "leading",
    "financial",
];

/// # Errors
/// Each row of another form.
pub(super) fn goals(file: &PackFile) -> Result<Vec<Goal>, Faults> {
    each(rows(file, &GOAL_COLUMNS)?, goal, |goal| &goal.id)
}

/// # Errors
/// Each row of another form.
pub(super) fn kpis(file: &PackFile) -> Result<Vec<Kpi>, Faults> {
    each(rows(file, &KPI_COLUMNS)?, kpi, |kpi| &kpi.id)
}

fn each<T>(
    rows: Vec<Row>,
    one: fn(&Row) -> Result<T, Error>,
    id: fn(&T) -> &Id,
) -> Result<Vec<T>, Faults> {
    let mut all: Vec<T> = Vec::new();
    let mut faults = Vec::new();
    for row in rows {
        match one(&row) {
            Ok(found) if all.iter().any(|other| id(other) == id(&found)) => {
                let detail = format!("`{}` stands there twice", id(&found));
                faults.push(row.fault("id", detail));
            }
            Ok(found) => all.push(found),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() {
        Ok(all)
    } else {
        Err(faults)
    }
}

fn goal(row: &Row) -> Result<Goal, Error> {
    let purpose = match (row.cell("purpose_de"), row.cell("purpose_en")) {
        ("", "") => None,
        _ => Some(text(row, "purpose_de", "purpose_en")?),
    };
    Ok(Goal {
        id: filled(row, "id")?.into(),
        label: text(row, "de", "en")?,
        when: text(row, "when_de", "when_en")?,
        purpose,
        mandatory: flag(row, "mandatory")?,
        may_stay: flag(row, "may_stay")?,
    })
}

fn kpi(row: &Row) -> Result<Kpi, Error> {
    let data = row.cell("data").split(';').map(str::trim);
    Ok(Kpi {
        id: filled(row, "id")?.into(),
        goal: filled(row, "goal")?.into(),
        label: text(row, "de", "en")?,
        formula: text(row, "formula_de", "formula_en")?,
        unit: text(row, "unit_de", "unit")?,
        min: number(row, "min")?,
        max: number(row, "max")?,
        direction: direction(row)?,
        data: data.filter(|word| !word.is_empty()).map(Id::from).collect(),
        leading: flag(row, "leading")?,
        financial: flag(row, "financial")?,
    })
}

fn direction(row: &Row) -> Result<KpiDirection, Error> {
    let corridor = (number(row, "corridor_low")?, number(row, "corridor_high")?);
    let allowed = [("up", 0), ("down", 1), ("corridor", 2)];
    match (row.one_of("direction", &allowed)?, corridor) {
        (0, (None, None)) => Ok(KpiDirection::Up),
        (1, (None, None)) => Ok(KpiDirection::Down),
        (2, (Some(low), Some(high))) if low <= high => Ok(KpiDirection::Corridor(low, high)),
        _ => {
            let detail = "a corridor has a low and a high limit, the other directions have none";
            Err(row.fault("direction", detail))
        }
    }
}

pub(in crate::pack) fn filled<'r>(row: &'r Row, column: &str) -> Result<&'r str, Error> {
    match row.cell(column) {
        "" => Err(row.fault(column, format!("the column `{column}` is empty"))),
        cell => Ok(cell),
    }
}

pub(in crate::pack) fn text(row: &Row, de: &str, en: &str) -> Result<Text, Error> {
    Ok(Text::new(filled(row, de)?, filled(row, en)?))
}

fn flag(row: &Row, column: &str) -> Result<bool, Error> {
    row.one_of(column, &[("yes", true), ("no", false)])
}

fn number(row: &Row, column: &str) -> Result<Option<f64>, Error> {
    let cell = row.cell(column);
    if cell.is_empty() {
        return Ok(None);
    }
    let number = cell.parse::<f64>().ok().filter(|number| number.is_finite());
    let fault = || {
        row.fault(
            column,
            format!("`{column}` is `{cell}`; a number is written like 0.5"),
        )
    };
    number.map(Some).ok_or_else(fault)
}
