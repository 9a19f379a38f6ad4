//! What every verb that assesses does first: read, judge, keep the result with its texts.

use std::path::{Path, PathBuf};

use crate::assess::Circumstances;
use crate::error::{Faults, collected};
use crate::input::table::Stream;
use crate::input::{self, Intake, Opened, Source};
use crate::model::{Audience, Catalogue, Document, Run, Tool, WaiverState, add_phrases};
use crate::pack::Pack;
use crate::rules::Program;
use crate::stream;

/// Reads waivers, if there is a file of them.
pub(super) fn circumstances(
    pack: &Pack,
    waivers: Option<&Path>,
    as_of: Option<&str>,
) -> Result<Circumstances, Faults> {
    let source = waivers.map(Source::open).transpose();
    let source = source.map_err(|fault| vec![fault])?;
    circumstances_of(pack, source.as_ref(), as_of)
}

/// The same with a file of waivers that was read already.
pub(super) fn circumstances_of(
    pack: &Pack,
    waivers: Option<&Source>,
    as_of: Option<&str>,
) -> Result<Circumstances, Faults> {
    let rules: Vec<&str> = pack.rules.iter().map(|rule| &*rule.id).collect();
    let waivers = match waivers {
        None => Vec::new(),
        Some(source) => input::waivers(source, &rules, as_of)?,
    };
    Ok(Circumstances {
        waivers,
        as_of: as_of.map(str::to_owned),
        roadmap: false,
        record: false,
    })
}

/// Assesses everything that was read.
pub(super) fn judge(
    pack: &Pack,
    program: &Program,
    circumstances: &Circumstances,
    intake: Intake,
    jobs: Option<usize>,
) -> Result<Document, Faults> {
    let organisations =
        stream::assess_all(pack, program, circumstances, &intake.organisations, jobs)?;
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
        tool: Tool::THIS,
        as_of: None,
        run: Run::default(),
        pack: pack.stamp(),
        inputs: intake.inputs,
        dimensions: pack
            .manifest
            .dimensions
            .iter()
            .map(|one| one.id.clone())
            .collect(),
        levels: pack.level_steps(),
        organisations: Vec::new(),
        rejected: intake.rejected,
        refused_rows: intake.refused_rows,
        unused_waivers: Vec::new(),
        second: None,
        texts,
        audience: Audience::default(),
        tiers: Vec::new(),
        since: None,
    }
}

/// Files of organisations that were opened.
pub(super) enum Organisations {
    /// All are tables, none of them read yet.
    Streams(Vec<Stream>),
    Whole(Vec<Source>),
}

impl Organisations {
    /// Opens all files, or says every fault of those that cannot be read.
    pub(super) fn open(paths: &[PathBuf]) -> Result<Self, Faults> {
        let opened = collected(paths.iter().map(|path| Opened::open(path)))?;
        let tables = opened.iter().all(|one| matches!(one, Opened::Table(_)));
        if !tables {
            return collected(opened.into_iter().map(Opened::whole)).map(Self::Whole);
        }
        let streams = opened.into_iter().filter_map(|one| match one {
            Opened::Table(stream) => Some(stream),
            Opened::Document(_) => None,
        });
        Ok(Self::Streams(streams.collect()))
    }
}

/// All files, or every fault of those that cannot be read.
pub(super) fn open(paths: &[PathBuf]) -> Result<Vec<Source>, Faults> {
    collected(paths.iter().map(|path| Source::open(path)))
}

/// Tables that are read as a whole after all, or every fault of those that cannot be.
pub(super) fn whole(streams: Vec<Stream>) -> Result<Vec<Source>, Faults> {
    collected(streams.into_iter().map(Stream::whole))
}
