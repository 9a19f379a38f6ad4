//! The files of a run, found again among those that are given.

use std::path::{Path, PathBuf};

use super::told::Finding;
use crate::error::{Error, Faults, Kind, Place};
use crate::input::{Source, stamp};
use crate::model::{Holding, Input, Run, RunFile};

/// The files that a result names, with the bytes that they have now.
#[derive(Debug)]
pub(super) struct Given {
    files: Vec<(RunFile, Source)>,
    /// Given, but no part of the run.
    strangers: Vec<PathBuf>,
}

impl Given {
    /// Finds each file by its path, else by its name, else it is the only one left.
    ///
    /// # Errors
    /// Files that are not given, or cannot be read.
    pub(super) fn open(result: &str, run: &Run, mut paths: Vec<PathBuf>) -> Result<Self, Faults> {
        let mut found: Vec<Option<PathBuf>> = vec![None; run.files.len()];
        for same in [same_path, same_name] {
            for (one, place) in run.files.iter().zip(&mut found) {
                if place.is_none() {
                    *place = take(&mut paths, |path| same(path, Path::new(&one.file)));
                }
            }
        }
        let missing = found.iter().filter(|place| place.is_none()).count();
        if missing == 1 && paths.len() == 1 {
            let place = found.iter_mut().find(|place| place.is_none());
            place.into_iter().for_each(|place| *place = paths.pop());
        }
        let mut files = Vec::new();
        let mut faults = Vec::new();
        for (one, path) in run.files.iter().zip(found) {
            let opened = match path {
                None => Err(not_given(result, one)),
                Some(path) => Source::open(&path),
            };
            match opened {
                Err(fault) => faults.push(fault),
                Ok(source) => files.push((one.clone(), source)),
            }
        }
        match faults.is_empty() {
            true => Ok(Self {
                files,
                strangers: paths,
            }),
            false => Err(faults),
        }
    }

    /// The files of one kind, of the first or the second assessor, under the names of the result.
    pub(super) fn of(&self, holds: Holding, second: bool) -> Vec<Source> {
        let wanted = |one: &RunFile| one.holds == holds && one.second == second;
        let of = self.files.iter().filter(|(one, _)| wanted(one));
        of.map(|(one, source)| renamed(one, source)).collect()
    }

    /// A file under the name of the result.
    ///
    /// # Errors
    /// A file that the run does not have.
    pub(super) fn named(&self, wanted: &RunFile) -> Result<Source, Error> {
        let found = self.files.iter().find(|(one, _)| one == wanted);
        let found = found.map(|(one, source)| renamed(one, source));
        found.ok_or_else(|| not_given("", wanted))
    }

    /// Files whose bytes are others than those that the result was made from, and files that it was not made from.
    pub(super) fn findings(&self, inputs: &[Input]) -> Vec<Finding> {
        let changed = self.files.iter().filter_map(|(one, source)| {
            let now = stamp(source, 0, Vec::new()).hash;
            let then = inputs.iter().find(|input| input.is_of(&one.file));
            let then = then.map_or_else(String::new, |input| input.hash.clone());
            (now != then).then(|| Finding::File {
                file: one.file.clone(),
                then,
                now,
            })
        });
        let strangers = self.strangers.iter();
        let strangers = strangers.map(|path| Finding::Stranger(path.display().to_string()));
        changed.chain(strangers).collect()
    }
}

fn renamed(one: &RunFile, source: &Source) -> Source {
    Source {
        name: one.file.clone(),
        bytes: source.bytes.clone(),
    }
}

fn take(paths: &mut Vec<PathBuf>, is_meant: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let position = paths.iter().position(|path| is_meant(path))?;
    Some(paths.remove(position))
}

fn same_path(one: &Path, other: &Path) -> bool {
    one == other
}

fn same_name(one: &Path, other: &Path) -> bool {
    one.file_name() == other.file_name()
}

fn not_given(result: &str, one: &RunFile) -> Error {
    let file = crate::model::printable(&one.file);
    let detail = format!("the result was made from `{file}`, which is not among the files given");
    Error::new(Kind::Usage, detail)
        .at(Place::file(result))
        .help(format!(
            "name it behind the result; it holds {}",
            one.holds.name()
        ))
}
