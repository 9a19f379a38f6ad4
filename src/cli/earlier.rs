//! What became of the organisations since an earlier result, beside the result at hand.

use std::path::{Path, PathBuf};

use clap::Args;

use super::compare;
use super::output::Target;
use crate::analyse::compare::{Again, Ranks, compare};
use crate::analyse::robust;
use crate::error::{Error, Faults, Kind, Place};
use crate::model::{Document, Id};
use crate::report::Format;

/// Formats that show what moved.
const SHOWN_IN: [Format; 3] = [Format::Html, Format::Markdown, Format::Docx];

#[derive(Debug, Args)]
pub(super) struct Earlier {
    /// An earlier result of the same organisations (JSON): html, markdown and docx say what moved since
    #[arg(long, value_name = "RESULT")]
    earlier: Option<PathBuf>,
}

impl Earlier {
    /// Refuses what no output would show.
    ///
    /// # Errors
    /// No output that shows what moved.
    pub(super) fn check(&self, outputs: &[Target]) -> Result<(), Faults> {
        let shows = |target: &Target| SHOWN_IN.contains(&target.format);
        if self.earlier.is_none() || outputs.iter().any(shows) {
            return Ok(());
        }
        let shown = SHOWN_IN.map(Format::name).join(", ");
        let detail = format!("no output that is asked for shows what moved; {shown} do");
        let fault = Error::new(Kind::Usage, detail).at(Place::file("--earlier"));
        Err(vec![fault.help("add one of them with `-o`")])
    }

    /// Adds what reports show beside the result itself; all of it is worked out from results, so that a stored one
    /// gives the same bytes.
    ///
    /// # Errors
    /// An earlier result that cannot be read, or that holds none of the organisations.
    pub(super) fn add_to(&self, document: &mut Document) -> Result<(), Faults> {
        robust::work_out(document);
        let Some(path) = &self.earlier else {
            return Ok(());
        };
        let old = compare::read(path)?;
        let levels: Vec<Id> = document.levels.iter().map(|step| step.id.clone()).collect();
        let first = document.organisations.first();
        let Some(index) = first.and_then(|one| one.leading()) else {
            return Ok(());
        };
        let ranks = Ranks {
            leading: &index.id,
            levels: &levels,
        };
        let since = compare(&old, document, &Again::default(), ranks);
        if since.organisations.is_empty() {
            return Err(vec![strangers(path)]);
        }
        document.since = Some(since);
        Ok(())
    }
}

fn strangers(path: &Path) -> Error {
    let detail = "no organisation of this result is among those at hand; their ids differ";
    Error::new(Kind::Input, detail).at(Place::file(path.display().to_string()))
}
