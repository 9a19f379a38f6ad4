//! What is read: the files that the flags name, and what is said about them.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Common;
use super::case::CaseFiles;
use super::judge::open;
use super::output::{printable, write_file};
use super::table::{TableArgs, dialect};
use crate::error::Faults;
use crate::input::aims::{AimFields, AimFiles};
use crate::input::workbook::{Kinds, Tables};
use crate::input::{self, Intake, Mapping, Source};
use crate::model::{Id, Input, Lang, TableOptions};
use crate::pack::{MissionPack, Pack};

/// Ids that a pack declares of KPIs and of the elements of a mission.
struct Declared {
    kpis: Vec<Id>,
    elements: Option<Vec<Id>>,
}

impl Declared {
    fn of(pack: &Pack) -> Self {
        let kpis = pack.goals.iter().flat_map(|goals| &goals.kpis);
        let elements =
            |mission: &MissionPack| mission.elements.iter().map(|one| one.id.clone()).collect();
        Self {
            kpis: kpis.map(|kpi| kpi.id.clone()).collect(),
            elements: pack.mission.as_ref().map(elements),
        }
    }

    fn files<'a>(
        &'a self,
        pack: &'a Pack,
        goals: &'a [Source],
        kpis: &'a [Source],
        missions: &'a [Source],
    ) -> AimFiles<'a> {
        AimFiles {
            goals,
            kpis,
            missions,
            fields: pack.goals.as_ref().map(|goals| AimFields {
                goal: &goals.fields,
                kpi: &goals.kpi_fields,
                known_kpis: &self.kpis,
            }),
            elements: self.elements.as_deref(),
        }
    }
}

/// What the user says about tables.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) options: &'a TableOptions,
    pub(super) mapping: Option<&'a Source>,
    /// How the tables were read is asked for.
    pub(super) is_saved: bool,
}

/// Reads all files: those of organisations, and the others in the order of `CaseFiles::others`.
pub(super) fn read_all(
    pack: &Pack,
    organisations: Vec<Source>,
    others: [Vec<Source>; 7],
    anonymise: bool,
    said: Said<'_>,
) -> Result<Intake, Faults> {
    let [facts, units, accounts, staff, goals, kpis, missions] = others;
    let declared = Declared::of(pack);
    let kinds = Kinds {
        fields: &pack.fields,
        account_fields: pack.accounts.as_ref().map(|accounts| &accounts.fields),
        staff: pack.staff.is_some(),
        goal: pack.goals.as_ref().map(|goals| &goals.fields),
        kpi: pack.goals.as_ref().map(|goals| &goals.kpi_fields),
    };
    let read = |source: &Source| Mapping::read(source, &kinds);
    let mapping = said.mapping.map(read).transpose()?;
    let dialect = dialect(said.options, mapping.as_ref()).map_err(|fault| vec![fault])?;
    let tables = Tables {
        organisations,
        facts,
        units,
        accounts,
        staff,
        goals,
        ..Tables::default()
    };
    let tables = tables.unpack(&kinds, said.options.sheet.as_deref(), dialect)?;
    let files = input::Files {
        organisations: &tables.organisations,
        facts: &tables.facts,
        units: &tables.units,
        accounts: &tables.accounts,
        account_fields: kinds.account_fields,
        staff: &tables.staff,
        staff_form: pack.staff.as_ref().map(|staff| &staff.form),
        anonymise,
        aims: declared.files(pack, &tables.goals, &kpis, &missions),
        dialect,
    };
    let mut intake = input::read(&pack.fields, files)?;
    if said.is_saved {
        intake.mapping = Mapping::of(&kinds, &files);
    }
    intake.unpacked(tables.unpacked);
    Ok(intake)
}

/// What is read, and by which pack.
#[derive(Debug, Args)]
pub(super) struct Reading {
    /// CSV, JSON or NDJSON files with organisations, or case folders; `-` reads standard input
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(super) files: Vec<PathBuf>,

    /// CSV with facts in long form: org_id,field,value,evidence,source,respondent,date
    #[arg(long, value_name = "FILE")]
    facts: Vec<PathBuf>,

    /// CSV with the org chart: unit_id,parent_id,second_parent_id,name,kind,criterion,function,headcount
    #[arg(long, value_name = "FILE")]
    units: Vec<PathBuf>,

    /// CSV with the own customers: account_id, name, revenue_y0 and more; `kamready pack show` names the fields
    #[arg(long, value_name = "FILE")]
    accounts: Vec<PathBuf>,

    /// CSV with ratings of people: person_id, role, fte, competency_id, self, manager, evidence, date
    #[arg(long, value_name = "FILE")]
    staff: Vec<PathBuf>,

    /// CSV with the goals of KAM: goal_id, text, scope_accounts, kpi_id, baseline, target, due_date, owner and more
    #[arg(long, value_name = "FILE")]
    goals: Vec<PathBuf>,

    /// CSV with own KPIs: kpi_id,formula,unit,direction,goal
    #[arg(long, value_name = "FILE")]
    kpis: Vec<PathBuf>,

    /// Text of the mission
    #[arg(long, value_name = "FILE")]
    mission: Vec<PathBuf>,

    /// Name people by codes (P1, P2, …) in everything that is written
    #[arg(long)]
    pub(super) anonymise: bool,

    #[command(flatten)]
    pub(super) table: TableArgs,

    #[command(flatten)]
    pub(super) common: Common,
}

impl Reading {
    /// These files and case folders, with nothing beside them.
    pub(super) fn of(files: &[PathBuf], table: &TableArgs, common: &Common) -> Self {
        Self {
            files: files.to_vec(),
            facts: Vec::new(),
            units: Vec::new(),
            accounts: Vec::new(),
            staff: Vec::new(),
            goals: Vec::new(),
            kpis: Vec::new(),
            mission: Vec::new(),
            anonymise: false,
            table: table.clone(),
            common: common.clone(),
        }
    }

    /// Whether a file of organisations is standard input.
    pub(super) fn reads_standard_input(&self) -> bool {
        self.files.iter().any(|file| file.as_os_str() == "-")
    }

    /// The files that the flags name, by what they hold.
    pub(super) fn case(&self) -> Result<CaseFiles, Faults> {
        let mut case = CaseFiles {
            facts: self.facts.clone(),
            units: self.units.clone(),
            accounts: self.accounts.clone(),
            staff: self.staff.clone(),
            goals: self.goals.clone(),
            kpis: self.kpis.clone(),
            missions: self.mission.clone(),
            ..CaseFiles::default()
        };
        for path in &self.files {
            case.add(path).map_err(|fault| vec![fault])?;
        }
        Ok(case)
    }

    /// All files that the flags name, those of case folders among them, whatever they hold.
    pub(super) fn paths(&self, waivers: Option<&Path>) -> Result<Vec<PathBuf>, Faults> {
        let files = self.case()?.paths().into_iter();
        let files = files.chain(waivers.map(PathBuf::from));
        Ok(files.chain(self.table.mapping.clone()).collect())
    }

    /// Reads everything that the flags name.
    pub(super) fn intake(&self, pack: &Pack) -> Result<Intake, Faults> {
        self.intake_to_save(pack, false)
    }

    /// The same, with how the tables were read, if that is to be saved.
    pub(super) fn intake_to_save(&self, pack: &Pack, is_saved: bool) -> Result<Intake, Faults> {
        let case = self.case()?;
        let organisations = open(&case.organisations);
        self.whole(pack, &case, organisations, is_saved)
    }

    /// All files of a case, with what the pack has a use for.
    pub(super) fn whole(
        &self,
        pack: &Pack,
        case: &CaseFiles,
        organisations: Result<Vec<Source>, Faults>,
        is_saved: bool,
    ) -> Result<Intake, Faults> {
        let mut faults = Vec::new();
        let mut all = |list: Result<Vec<Source>, Faults>| {
            list.unwrap_or_else(|more| {
                faults.extend(more);
                Vec::new()
            })
        };
        let organisations = all(organisations);
        let others = case.others().map(|paths| all(open(paths)));
        let mapping = all(open(self.table.mapping.as_slice())).pop();
        if !faults.is_empty() {
            return Err(faults);
        }
        if pack.staff.is_none() {
            self.note_no_staff(&case.staff);
        }
        read_all(
            pack,
            organisations,
            others,
            self.anonymise,
            Said {
                options: &self.table.options(),
                mapping: mapping.as_ref(),
                is_saved,
            },
        )
    }

    /// Lists of people that the pack has no use for.
    fn note_no_staff(&self, files: &[PathBuf]) {
        for file in files {
            let file = printable(&file.display().to_string());
            let note = match self.common.lang() {
                Lang::De => format!(
                    "{file}: dieses Paket beurteilt keine Personen; die Datei wurde nicht ausgewertet"
                ),
                Lang::En => {
                    format!("{file}: this pack judges no people; the file was not evaluated")
                }
            };
            self.common.messages().note(&note);
        }
    }

    /// With `-v`: by which pack what was read.
    pub(super) fn tell_inputs(&self, pack: &Pack, inputs: &[Input]) {
        if self.common.verbose == 0 {
            return;
        }
        let messages = self.common.messages();
        let (id, version) = (&pack.manifest.id, &pack.manifest.version);
        let rules = pack.all_rules().count();
        messages.note(&format!(
            "pack {id} {version}: {rules} rules, {} fields",
            pack.fields.len()
        ));
        for input in inputs {
            let (records, rejected) = (input.records, input.rejected);
            messages.note(&format!(
                "{}: {records} records, {rejected} rejected",
                input.file
            ));
        }
    }

    /// Says which headings were not read, and which field they may have meant.
    pub(super) fn note_unread(&self, pack: &Pack, inputs: &[Input]) {
        for input in inputs {
            for heading in &input.unread {
                let near = pack.fields.near_heading(heading);
                let (file, heading) = (&input.file, printable(heading));
                let near =
                    |mean: &str| near.map_or_else(String::new, |near| format!("; {mean} `{near}`"));
                self.common.messages().note(&match self.common.lang() {
                    Lang::En => format!(
                        "{file}: `{heading}` is not a field of the pack and was not read{}",
                        near("did you mean")
                    ),
                    Lang::De => format!(
                        "{file}: `{heading}` ist kein Feld des Regelwerks und wurde nicht gelesen{}",
                        near("gemeint ist vielleicht")
                    ),
                });
            }
        }
    }
}

/// Writes how the tables were read, if that is asked for.
pub(super) fn save_mapping(path: Option<&Path>, intake: &Intake) -> Result<(), Faults> {
    let text = || intake.mapping.text();
    match path {
        None => Ok(()),
        Some(path) => {
            write_file(path, |out| out.write_all(text().as_bytes())).map_err(|fault| vec![fault])
        }
    }
}

pub(super) fn as_of(text: &str) -> Result<String, String> {
    input::date(text).map_err(|_| format!("`{text}` is not a date; write YYYY-MM-DD"))
}
