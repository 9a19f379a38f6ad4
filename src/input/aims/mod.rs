//! Goals, own KPIs and the mission: `goals.csv`, `kpis.csv`, `mission.md`, and the keys of the same names in an
//! organisation's record (domain 6.3, 7.1). A row that is not valid goes to the rejects; the others stand.

mod csv;
mod json;
mod mission;
mod records;

use super::{Dialect, Source, stamp};
use crate::error::Faults;
use crate::model::{Aims, Fields, GoalRecord, Holding, Id, Input, OwnKpi, Rejected};
pub(super) use csv::known;
use mission::Missions;
use records::{Gathering, Kept, Valid};

/// The files of goals, KPIs and missions, and what may stand in them.
#[derive(Debug, Clone, Copy, Default)]
pub struct AimFiles<'a> {
    pub goals: &'a [Source],
    pub kpis: &'a [Source],
    pub missions: &'a [Source],
    /// The fields of a goal and of an own KPI, and the ids that own KPIs cannot have; none for a pack without goals.
    pub fields: Option<AimFields<'a>>,
    /// The elements of a mission; none for a pack without one.
    pub elements: Option<&'a [Id]>,
}

/// What a pack declares of goals and KPIs.
#[derive(Debug, Clone, Copy)]
pub struct AimFields<'a> {
    pub goal: &'a Fields,
    pub kpi: &'a Fields,
    pub known_kpis: &'a [Id],
}

/// What was read.
#[derive(Debug, Default)]
pub struct AimIntake {
    /// In the order of the organisations.
    pub aims: Vec<Aims>,
    pub rejected: Vec<Rejected>,
    /// `…#goals` stands for the goals inside a file of organisations.
    pub inputs: Vec<Input>,
}

const GOALS: Kept = Kept {
    key: "goals",
    holding: Holding::Goals,
    what: "goals",
    id: "goal_id",
    required: &["goal_id"],
};

const KPIS: Kept = Kept {
    key: "kpis",
    holding: Holding::Kpis,
    what: "KPIs",
    id: "kpi_id",
    required: &["kpi_id", "direction", "goal"],
};

/// Reads the goals, KPIs and missions inside `records` (files of organisations, JSON only) and those of the files.
///
/// A table without `org_id` belongs to the only organisation, as a mission does.
///
/// # Errors
/// Files that are unreadable as a whole, all of them.
pub fn read(
    files: AimFiles<'_>,
    records: &[Source],
    organisations: &[Id],
) -> Result<AimIntake, Faults> {
    read_as(files, records, organisations, &Dialect::default())
}

/// The same, as the user says that tables are written.
///
/// # Errors
/// Those of `read`.
pub fn read_as(
    files: AimFiles<'_>,
    records: &[Source],
    organisations: &[Id],
    dialect: &Dialect<'_>,
) -> Result<AimIntake, Faults> {
    let mut intake = AimIntake {
        aims: organisations.iter().map(|_| Aims::default()).collect(),
        ..AimIntake::default()
    };
    if let Some(fields) = files.fields {
        let declared = (fields.goal, GOALS, &[][..]);
        let reading = (records, dialect);
        let goals = gathered(declared, reading, files.goals, organisations, &mut intake);
        let declared = (fields.kpi, KPIS, fields.known_kpis);
        let kpis = gathered(declared, reading, files.kpis, organisations, &mut intake);
        let (goals, kpis) = both(goals, kpis)?;
        for (aims, own) in intake.aims.iter_mut().zip(goals) {
            aims.goals = own.map(|own| own.iter().map(goal).collect());
        }
        for (aims, own) in intake.aims.iter_mut().zip(kpis) {
            aims.kpis = own.iter().flatten().filter_map(own_kpi).collect();
        }
    }
    if let Some(elements) = files.elements {
        add_missions(elements, files, records, organisations, &mut intake);
    }
    Ok(intake)
}

fn both<A, B>(one: Result<A, Faults>, other: Result<B, Faults>) -> Result<(A, B), Faults> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (one, other) => {
            let mut faults = one.err().unwrap_or_default();
            faults.extend(other.err().unwrap_or_default());
            Err(faults)
        }
    }
}

type ByOrganisation<'a> = Vec<Option<Vec<Valid<'a>>>>;

/// The fields of such a record, how it is kept, and the ids that it cannot have.
type Declared<'a> = (&'a Fields, Kept, &'a [Id]);

fn gathered<'a>(
    (fields, kept, taken): Declared<'a>,
    (records, dialect): (&[Source], &Dialect<'_>),
    tables: &[Source],
    organisations: &'a [Id],
    intake: &mut AimIntake,
) -> Result<ByOrganisation<'a>, Faults> {
    let mut gathering = Gathering::new(fields, kept, taken, organisations);
    let key = kept.key;
    let mut faults = Vec::new();
    for source in records.iter().filter(|source| source.is_json()) {
        gathering.open();
        if let Some(unread) = json::inside(&mut gathering, source, key) {
            intake.inputs.push(Input {
                file: format!("{}#{key}", source.name),
                rejected: gathering.refused,
                ..stamp(source, gathering.rows, unread)
            });
        }
    }
    for source in tables {
        gathering.open();
        let unread = match source.is_json() {
            true => json::table(&mut gathering, source).map(|unread| (unread, Vec::new())),
            false => csv::table(&mut gathering, source, dialect),
        };
        match unread {
            Err(more) => faults.extend(more),
            Ok((unread, decisions)) => intake.inputs.push(Input {
                rejected: gathering.refused,
                decisions,
                ..stamp(source, gathering.rows, unread)
            }),
        }
    }
    let (valid, rejected) = gathering.finish();
    intake.rejected.extend(rejected);
    if faults.is_empty() {
        Ok(valid)
    } else {
        Err(faults)
    }
}

fn add_missions(
    elements: &[Id],
    files: AimFiles<'_>,
    records: &[Source],
    organisations: &[Id],
    intake: &mut AimIntake,
) {
    let mut missions = Missions::new(elements, organisations);
    let none = Fields::default();
    for source in records.iter().filter(|source| source.is_json()) {
        missions.open();
        let count = json::missions(&mut missions, &none, source);
        if count > 0 {
            intake.inputs.push(Input {
                file: format!("{}#mission", source.name),
                rejected: missions.refused,
                ..stamp(source, count, Vec::new())
            });
        }
    }
    for source in files.missions {
        missions.open();
        mission::of_text(&mut missions, source);
        intake.inputs.push(Input {
            rejected: missions.refused,
            ..stamp(source, 1, Vec::new())
        });
    }
    for (aims, own) in intake.aims.iter_mut().zip(missions.found) {
        aims.mission = own;
    }
    intake.rejected.extend(missions.rejected);
}

fn goal(row: &Valid<'_>) -> GoalRecord {
    GoalRecord {
        goal_id: row.word("goal_id").unwrap_or_default(),
        text: row.word("text"),
        scope_accounts: listed(row.word("scope_accounts")),
        kpi_id: row.word("kpi_id"),
        baseline: row.number("baseline"),
        target: row.number("target"),
        unit: row.word("unit"),
        due_date: row.word("due_date"),
        owner: row.word("owner"),
        strategy_ref: row.word("strategy_ref"),
        resources_ref: row.word("resources_ref"),
        milestone_date: row.word("milestone_date"),
        milestone_value: row.number("milestone_value"),
        value_y1: row.number("value_y1"),
        value_y2: row.number("value_y2"),
        place: row.record.place.clone(),
    }
}

/// Names that semicolons part; a comma may be part of a name.
fn listed(words: Option<Id>) -> Vec<Id> {
    let words = words.unwrap_or_default();
    let parts = words.split(';').map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(Id::from)
        .collect()
}

fn own_kpi(row: &Valid<'_>) -> Option<OwnKpi> {
    Some(OwnKpi {
        kpi_id: row.word("kpi_id")?,
        formula: row.word("formula"),
        unit: row.word("unit"),
        rising: &*row.word("direction")? == "up",
        goal: row.word("goal")?,
    })
}
