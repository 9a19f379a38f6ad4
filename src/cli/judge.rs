//! What every verb that assesses does first: read, judge, keep the result with its texts.

use std::path::{Path, PathBuf};

use crate::assess::Circumstances;
use crate::error::Faults;
use crate::input::{self, Intake, Source};
use crate::model::{Catalogue, Document, WaiverState, add_phrases};
use crate::pack::Pack;
use crate::rules::Program;
use crate::stream::{self, Keep};

/// Reads waivers, if there is a file of them.
pub(super) fn circumstances(
    pack: &Pack,
    waivers: Option<&Path>,
    as_of: Option<&str>,
) -> Result<Circumstances, Faults> {
    let waivers = match waivers {
        None => Vec::new(),
        Some(path) => {
            let source = Source::open(path).map_err(|fault| vec![fault])?;
            let rules: Vec<&str> = pack.rules.iter().map(|rule| &*rule.id).collect();
            input::waivers(&source, &rules, as_of)?
        }
    };
    Ok(Circumstances {
        waivers,
        as_of: as_of.map(str::to_owned),
    })
}

/// Assesses everything that was read.
pub(super) fn judge(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    intake: Intake,
    keep: Keep,
    jobs: Option<usize>,
) -> Result<Document, Faults> {
    let organisations = stream::assess_all(
        pack,
        program,
        circumstances,
        &intake.organisations,
        keep,
        jobs,
    )?;
    let strangers = circumstances.waivers.iter().filter(|waiver| {
        !organisations
            .iter()
            .any(|one| one.id == waiver.organisation)
    });
    Ok(Document {
        as_of: circumstances.as_of.clone(),
        unused_waivers: strangers
            .map(|waiver| waiver.in_state(WaiverState::Unused))
            .collect(),
        organisations,
        ..unjudged(pack, intake)
    })
}

/// What was read, with nothing assessed.
pub(super) fn unjudged(pack: &Pack, intake: Intake) -> Document {
    let mut texts: Catalogue = pack.catalogue.clone();
    add_phrases(&mut texts);
    Document {
        as_of: None,
        pack: pack.stamp(),
        inputs: intake.inputs,
        dimensions: pack
            .manifest
            .dimensions
            .iter()
            .map(|one| one.id.clone())
            .collect(),
        organisations: Vec::new(),
        rejected: intake.rejected,
        refused_rows: intake.refused_rows,
        unused_waivers: Vec::new(),
        texts,
    }
}

/// All files, or every fault of those that cannot be read.
pub(super) fn open(paths: &[PathBuf]) -> Result<Vec<Source>, Faults> {
    let mut sources = Vec::new();
    let mut faults = Vec::new();
    for path in paths {
        match Source::open(path) {
            Ok(source) => sources.push(source),
            Err(error) => faults.push(error),
        }
    }
    if faults.is_empty() {
        Ok(sources)
    } else {
        Err(faults)
    }
}
