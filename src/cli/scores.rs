//! `kamready assess -o csv` alone: rows from scores, without the evidence that no table shows.

use std::io::{self, Write};

use crate::assess::{Batch, Circumstances, Portfolio};
use crate::error::{Error, Faults, Kind};
use crate::model::{Id, Organisation};
use crate::pack::Pack;
use crate::report::{Dialect, ResultRow, ResultRows};
use crate::rules::Program;
use crate::stream;

/// The table of results, in parts.
pub(super) struct Table {
    dimensions: Vec<Id>,
    parts: Vec<Vec<u8>>,
}

impl Table {
    /// Scores all organisations; `jobs` threads write parts of the table.
    pub(super) fn of(
        pack: &Pack,
        program: &Program,
        circumstances: &Circumstances,
        organisations: &[Organisation],
        jobs: Option<usize>,
    ) -> Result<Self, Faults> {
        let portfolio =
            Portfolio::new(pack, program, circumstances).map_err(|fault| vec![fault])?;
        let columns = Places::of(pack);
        let parts = stream::in_batches(&portfolio, organisations, jobs, |batch, part| {
            batch.score();
            columns.rows(pack, batch, part)
        })?;
        let dimensions = pack.manifest.dimensions.iter();
        Ok(Self {
            dimensions: dimensions.map(|one| one.id.clone()).collect(),
            parts: parts
                .into_iter()
                .collect::<io::Result<_>>()
                .map_err(|cause| {
                    vec![Error::new(Kind::Write, "the table cannot be written").because(cause)]
                })?,
        })
    }

    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        ResultRows::new(&mut *out, &self.dimensions)?.finish()?;
        self.parts.iter().try_for_each(|part| out.write_all(part))
    }
}

/// The indexes that the table has columns for.
pub(super) struct Places {
    need: Option<usize>,
    readiness: Option<usize>,
}

impl Places {
    pub(super) fn of(pack: &Pack) -> Self {
        let place = |id: &str| pack.manifest.indexes.iter().position(|one| *one.id == *id);
        Self {
            need: place("need"),
            readiness: place("readiness"),
        }
    }

    fn rows(&self, pack: &Pack, batch: &Batch<'_>, part: &[Organisation]) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut rows = ResultRows::without_header(&mut bytes, Dialect::Machine);
        for (row, one) in part.iter().enumerate() {
            let name = one.name(&pack.fields);
            self.row(pack, batch, row, [&*one.id, &*name], &mut rows)?;
        }
        rows.finish()?;
        Ok(bytes)
    }

    /// Writes the row of an organisation of the batch, with its id and name.
    pub(super) fn row(
        &self,
        pack: &Pack,
        batch: &Batch<'_>,
        row: usize,
        [id, name]: [&str; 2],
        rows: &mut ResultRows<impl Write>,
    ) -> io::Result<()> {
        let steps = &pack.manifest.levels.steps;
        let level = |rank: Option<usize>| steps.get(rank?).map(|step| &*step.id);
        let scores = batch.scores(row);
        let index = |place: Option<usize>| scores.indexes.get(place?);
        rows.write(&ResultRow {
            id,
            name,
            need: index(self.need).and_then(|need| need.score),
            readiness: index(self.readiness),
            level: level(scores.level),
            raw_level: level(scores.raw_level),
            target: scores.target.map(|id| &**id),
            entry: scores.entry.map(|id| &**id),
            dimensions: scores.dimensions,
        })
    }
}
