//! A case folder: one organisation with everything that belongs to it, each file optional but the first.

use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Place};

/// Files by what they hold.
#[derive(Debug, Clone, Default)]
pub(super) struct CaseFiles {
    pub(super) organisations: Vec<PathBuf>,
    pub(super) facts: Vec<PathBuf>,
    pub(super) units: Vec<PathBuf>,
    pub(super) accounts: Vec<PathBuf>,
}

impl CaseFiles {
    /// Nothing belongs to the organisations but their own files.
    pub(super) fn is_bare(&self) -> bool {
        self.facts.is_empty() && self.units.is_empty() && self.accounts.is_empty()
    }

    /// Adds a file, or the files of a case folder.
    ///
    /// # Errors
    /// A folder without `organisation.json` or `organisation.csv`, or with both.
    pub(super) fn add(&mut self, path: &Path) -> Result<(), Error> {
        if !path.is_dir() {
            self.organisations.push(path.to_owned());
            return Ok(());
        }
        let inside = |name: &str| Some(path.join(name)).filter(|file| file.is_file());
        let json = inside("organisation.json");
        let csv = inside("organisation.csv");
        let fault = |detail: &str| {
            Error::new(Kind::Usage, detail).at(Place::file(path.display().to_string()))
        };
        match (json, csv) {
            (Some(file), None) | (None, Some(file)) => self.organisations.push(file),
            (None, None) => {
                return Err(fault(
                    "this folder is no case: `organisation.json` or `organisation.csv` is missing",
                ));
            }
            (Some(_), Some(_)) => {
                return Err(fault(
                    "this case has both `organisation.json` and `organisation.csv`; one is allowed",
                ));
            }
        }
        self.facts.extend(inside("facts.csv"));
        self.units.extend(inside("org_units.csv"));
        self.accounts.extend(inside("accounts.csv"));
        Ok(())
    }
}

/// Files of a case that the program does not read yet.
pub(super) fn unread(folder: &Path) -> Vec<PathBuf> {
    let names = ["staff.csv", "goals.csv", "mission.md"];
    names
        .iter()
        .map(|name| folder.join(name))
        .filter(|file| file.is_file())
        .collect()
}
