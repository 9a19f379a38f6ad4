//! What a result says about the run that made it.

use std::path::{Path, PathBuf};

use super::case::CaseFiles;
use crate::error::{Error, Faults};
use crate::input::{self, Source};
use crate::model::{Holding, Input, Run, RunFile};

impl CaseFiles {
    /// All files, whatever they hold.
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        let listed = self.listed().into_iter();
        listed.flat_map(|(_, paths)| paths.to_vec()).collect()
    }

    /// All files by what they hold, in the order in which they were named.
    pub(super) fn listed(&self) -> Vec<(Holding, &[PathBuf])> {
        vec![
            (Holding::Organisations, &self.organisations),
            (Holding::Facts, &self.facts),
            (Holding::Units, &self.units),
            (Holding::Accounts, &self.accounts),
            (Holding::Staff, &self.staff),
            (Holding::Goals, &self.goals),
            (Holding::Kpis, &self.kpis),
            (Holding::Mission, &self.missions),
        ]
    }
}

/// The files of a run.
pub(super) fn files_of(
    case: &CaseFiles,
    waivers: Option<&Path>,
    mapping: Option<&Path>,
) -> Vec<RunFile> {
    let file = |holds: Holding, path: &Path| RunFile {
        holds,
        file: path.display().to_string(),
        second: false,
    };
    let listed = case.listed().into_iter();
    let files = listed.flat_map(|(holds, paths)| paths.iter().map(move |path| file(holds, path)));
    let waivers = waivers.map(|path| file(Holding::Waivers, path));
    let mapping = mapping.map(|path| file(Holding::Mapping, path));
    files.chain(waivers).chain(mapping).collect()
}

/// The files of a run that a second assessor filled in.
pub(super) fn second_files_of(case: &CaseFiles) -> Vec<RunFile> {
    let files = files_of(case, None, None).into_iter();
    files
        .map(|file| RunFile {
            second: true,
            ..file
        })
        .collect()
}

/// Adds the files of a run that no reader of records has stamped: waivers, a mapping, and lists that the pack has no use for.
///
/// # Errors
/// Files that cannot be read.
pub(super) fn add_others(
    inputs: &mut Vec<Input>,
    run: &Run,
    waivers: usize,
    open: impl Fn(&RunFile) -> Result<Source, Error>,
) -> Result<(), Faults> {
    for one in &run.files {
        if inputs.iter().any(|input| input.is_of(&one.file)) {
            continue;
        }
        let source = open(one).map_err(|fault| vec![fault])?;
        let records = if one.holds == Holding::Waivers {
            waivers
        } else {
            0
        };
        inputs.push(input::stamp(&source, records, Vec::new()));
    }
    Ok(())
}

/// A file of a run, from where it lies.
///
/// # Errors
/// A file that cannot be read.
pub(super) fn opened_again(one: &RunFile) -> Result<Source, Error> {
    Source::open(Path::new(&one.file))
}
