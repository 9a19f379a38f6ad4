//! `kamready init`: a case folder with a complete invented company, ready to be assessed and then overwritten.

use std::path::PathBuf;

use clap::Args;

use super::output::write_file;
use super::{Common, Status};
use crate::error::{Error, Faults, Kind, Place};
use crate::model::Lang;

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Folder to write the case to; it is made if it is missing, and nothing in it is overwritten
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    #[command(flatten)]
    common: Common,
}

/// The files of the example, by language: name and text.
const DE: [(&str, &str); 8] = [
    (
        "README.md",
        include_str!("../../fixtures/case/de/README.md"),
    ),
    (
        "organisation.json",
        include_str!("../../fixtures/case/de/organisation.json"),
    ),
    (
        "facts.csv",
        include_str!("../../fixtures/case/de/facts.csv"),
    ),
    (
        "org_units.csv",
        include_str!("../../fixtures/case/de/org_units.csv"),
    ),
    (
        "accounts.csv",
        include_str!("../../fixtures/case/de/accounts.csv"),
    ),
    (
        "staff.csv",
        include_str!("../../fixtures/case/de/staff.csv"),
    ),
    (
        "goals.csv",
        include_str!("../../fixtures/case/de/goals.csv"),
    ),
    (
        "mission.md",
        include_str!("../../fixtures/case/de/mission.md"),
    ),
];

const EN: [(&str, &str); 8] = [
    (
        "README.md",
        include_str!("../../fixtures/case/en/README.md"),
    ),
    (
        "organisation.json",
        include_str!("../../fixtures/case/en/organisation.json"),
    ),
    (
        "facts.csv",
        include_str!("../../fixtures/case/en/facts.csv"),
    ),
    (
        "org_units.csv",
        include_str!("../../fixtures/case/en/org_units.csv"),
    ),
    (
        "accounts.csv",
        include_str!("../../fixtures/case/en/accounts.csv"),
    ),
    (
        "staff.csv",
        include_str!("../../fixtures/case/en/staff.csv"),
    ),
    (
        "goals.csv",
        include_str!("../../fixtures/case/en/goals.csv"),
    ),
    (
        "mission.md",
        include_str!("../../fixtures/case/en/mission.md"),
    ),
];

pub(super) fn run(args: &InitArgs) -> Result<Status, Faults> {
    args.refuse_to_overwrite()?;
    for (name, text) in args.example() {
        let path = args.folder.join(name);
        write_file(&path, |out| out.write_all(text.as_bytes())).map_err(|fault| vec![fault])?;
    }
    args.common.messages().note(&args.next_step());
    Ok(Status::Done)
}

impl InitArgs {
    fn example(&self) -> [(&'static str, &'static str); 8] {
        match self.common.lang() {
            Lang::De => DE,
            Lang::En => EN,
        }
    }

    fn refuse_to_overwrite(&self) -> Result<(), Faults> {
        let taken: Faults = self
            .example()
            .iter()
            .map(|(name, _)| self.folder.join(name))
            .filter(|path| path.symlink_metadata().is_ok())
            .map(|path| {
                let detail =
                    "this file exists already and is not overwritten; name an empty folder";
                Error::new(Kind::Write, detail).at(Place::file(path.display().to_string()))
            })
            .collect();
        if taken.is_empty() { Ok(()) } else { Err(taken) }
    }

    fn next_step(&self) -> String {
        let folder = self.folder.display();
        match self.common.lang() {
            Lang::De => format!(
                "Beispielfall angelegt in {folder}; bewerten: kamready assess {folder} --lang de"
            ),
            Lang::En => format!("example case written to {folder}; next: kamready assess {folder}"),
        }
    }
}
