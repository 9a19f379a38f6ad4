//! `kamready assess` of tables to rows: read, judged and written in parts, so that memory does not grow with the
//! number of organisations.

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::Status;
use super::assess::{AssessArgs, status, tell_neutralised, tell_rejects, write_rejects};
use super::judge::unjudged;
use super::output::{Output, Target};
use super::progress::Progress;
use super::run::{add_others, opened_again};
use super::scores::Places;
use crate::assess::{Batch, Circumstances, Portfolio};
use crate::error::{Error, Faults};
use crate::input::table::{Part, Seen, Shared, Stream, Tables};
use crate::input::{Hash, Intake};
use crate::model::{Document, Id, Input, Organisation, Run, WaiverState};
use crate::pack::Pack;
use crate::report::{self, Dialect, Format, ResultRows, Sentences};
use crate::rules::Program;
use crate::rules::graph::LANES;
use crate::stream::{Pipe, each_batch};

/// Assesses tables in parts; none where only the whole tells how to read them, and nothing was written yet.
///
/// # Errors
/// Those of reading and writing; a table that has to be read as a whole after its first results went to a pipe.
pub(super) fn run(
    args: &AssessArgs,
    pack: &Pack,
    program: &Program,
    tables: Tables,
    (run, hashes): (Run, Vec<Option<Hash>>),
) -> Result<Option<Status>, Faults> {
    let mut inputs = Inputs::of(&tables);
    let circumstances = args.circumstances(pack, usize::MAX)?;
    let portfolio = Portfolio::new(pack, program, &circumstances).map_err(|fault| vec![fault])?;
    let work = Work {
        args,
        pack,
        places: Places::of(pack),
        texts: unjudged(pack, Intake::default()),
    };
    let mut sum = Sum::of(args, pack, &circumstances).map_err(|fault| vec![fault])?;
    let pipe = Pipe {
        fields: &pack.fields,
        jobs: args.jobs,
        start: || (portfolio.batch(), Sentences::default()),
        work: |(batch, sentences): &mut (Batch<'_>, Sentences), part: &Part| {
            work.part(batch, sentences, part)
        },
    };
    let tables = match args.is_table() {
        true => tables,
        false => tables.in_parts_of(WHOLE),
    };
    pipe.run(tables, |part, written| sum.add(part, written, &mut inputs))?;
    let faults = inputs.faults();
    if !faults.is_empty() {
        return match args.can_begin_again() {
            true => Ok(None),
            false => Err(faults.into_iter().map(begin_again).collect()),
        };
    }
    let mut inputs = inputs.finish(hashes);
    args.reading.note_unread(pack, &inputs);
    args.reading.tell_inputs(pack, &inputs);
    let waivers = circumstances.waivers.len();
    add_others(&mut inputs, &run, waivers, opened_again)?;
    sum.document.run = run;
    sum.finish(args, inputs).map(Some)
}

fn begin_again(fault: Error) -> Error {
    fault.help("write to files, as in `-o csv:results.csv`, and give the tables as files: they are then read as a whole; or name the sign with --decimal")
}

/// The tables with what their parts showed.
struct Inputs(Vec<(Shared, Seen, Input)>);

impl Inputs {
    fn of(tables: &Tables) -> Self {
        let heads = tables.heads().into_iter();
        let input = |head: Shared| {
            let input = Input {
                file: head.file().to_owned(),
                hash: String::new(),
                records: 0,
                rejected: 0,
                unread: head.unread().to_vec(),
                decisions: Vec::new(),
            };
            (head, Seen::default(), input)
        };
        Self(heads.map(input).collect())
    }

    fn add(&mut self, part: &mut Part) {
        if let Some((_, seen, input)) = self.0.get_mut(part.table()) {
            input.records += part.records;
            input.rejected += part.refused;
            seen.add(part);
        }
    }

    fn faults(&self) -> Faults {
        let tables = self.0.iter();
        tables
            .filter_map(|(head, seen, _)| head.fault(seen))
            .collect()
    }

    fn finish(self, hashes: Vec<Option<Hash>>) -> Vec<Input> {
        let told = |((head, seen, input), hash): ((Shared, Seen, Input), Option<Hash>)| Input {
            hash: hash.map_or_else(String::new, |hash| hash.hex()),
            decisions: head.decisions(seen),
            ..input
        };
        self.0.into_iter().zip(hashes).map(told).collect()
    }
}

/// The streams, and where they are shown the hashes of what is read of them.
pub(super) fn hashed(args: &AssessArgs, streams: Vec<Stream>) -> (Vec<Stream>, Vec<Option<Hash>>) {
    // No table shows the hash of what was read.
    let wanted = args.output.iter().any(|one| one.format == Format::Ndjson);
    let hash = |stream: Stream| match wanted {
        false => (stream, None),
        true => {
            let (stream, hash) = stream.hashed();
            (stream, Some(hash))
        }
    };
    streams.into_iter().map(hash).unzip()
}

/// So many organisations with all that is said of them make a part: a few megabytes, which a cache can hold.
const WHOLE: usize = 64;

/// What each thread does to a part.
struct Work<'a> {
    args: &'a AssessArgs,
    pack: &'a Pack,
    places: Places,
    /// The sentences, and no organisation.
    texts: Document,
}

/// What a part comes to.
struct Written {
    /// For each output its bytes.
    outputs: Vec<Vec<u8>>,
    /// The keys of sentences that its organisations are the first to need.
    sentences: BTreeSet<String>,
    /// A condition holds for one of its organisations.
    hit: bool,
    /// Texts that begin like a formula.
    neutralised: usize,
}

impl Work<'_> {
    fn part(
        &self,
        batch: &mut Batch<'_>,
        sentences: &mut Sentences,
        part: &Part,
    ) -> io::Result<Written> {
        if self.args.is_table() {
            return self.table(batch, part);
        }
        let mut written = Written {
            outputs: vec![Vec::new(); self.args.output.len()],
            sentences: BTreeSet::new(),
            hit: false,
            neutralised: 0,
        };
        let rows: Vec<usize> = (0..part.len()).collect();
        for rows in rows.chunks(LANES) {
            let organisations = rows
                .iter()
                .map(|row| part.organisation(&self.pack.fields, *row));
            let organisations: Vec<Organisation> = organisations.collect();
            let done = each_batch(batch, &organisations, |batch, some| {
                self.whole(batch, some, (sentences, &mut written))
            });
            done.into_iter().collect::<io::Result<()>>()?;
        }
        written.sentences = sentences.take();
        Ok(written)
    }

    /// Scores are enough for a table.
    fn table(&self, batch: &mut Batch<'_>, part: &Part) -> io::Result<Written> {
        let mut bytes = Vec::new();
        let mut rows = ResultRows::without_header(&mut bytes, Dialect::Machine);
        let mut from = 0;
        while from < part.len() {
            let to = part.len().min(from + LANES);
            batch.clear();
            batch.add_rows(part, from..to);
            batch.score();
            for row in from..to {
                let named = [part.id(row), part.name(&self.pack.fields, row)];
                self.places
                    .row(self.pack, batch, row - from, named, &mut rows)?;
            }
            from = to;
        }
        rows.finish()?;
        Ok(Written {
            outputs: vec![bytes; self.args.output.len()],
            sentences: BTreeSet::new(),
            hit: false,
            neutralised: 0,
        })
    }

    fn whole(
        &self,
        batch: &mut Batch<'_>,
        organisations: &[Organisation],
        (sentences, written): (&mut Sentences, &mut Written),
    ) -> io::Result<()> {
        batch.judge();
        for (row, organisation) in organisations.iter().enumerate() {
            let one = batch.assessment(row, organisation);
            written.hit |= self.args.is_hit(self.pack, &one);
            written.neutralised += report::neutralised(std::slice::from_ref(&one));
            sentences.add(&one, &self.texts.texts);
            for (target, bytes) in self.args.output.iter().zip(&mut written.outputs) {
                match target.format {
                    Format::Ndjson => report::line(bytes, &one)?,
                    format => {
                        let mut rows = ResultRows::without_header(bytes, dialect(format));
                        rows.write_assessment(&one)?;
                        rows.finish()?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// All parts so far.
struct Sum<'a> {
    outputs: Vec<(&'a Target, Output)>,
    circumstances: &'a Circumstances,
    /// Organisations that have a waiver and were assessed.
    waived: BTreeSet<Id>,
    sentences: Sentences,
    document: Document,
    progress: Progress,
    assessed: usize,
    hit: bool,
    neutralised: usize,
}

impl<'a> Sum<'a> {
    fn of(
        args: &'a AssessArgs,
        pack: &Pack,
        circumstances: &'a Circumstances,
    ) -> Result<Self, Error> {
        let common = &args.reading.common;
        let document = unjudged(pack, Intake::default());
        let outputs = args.output.iter().map(|target| begun(target, &document));
        Ok(Self {
            outputs: outputs.collect::<Result<_, Error>>()?,
            circumstances,
            waived: BTreeSet::new(),
            sentences: Sentences::default(),
            document,
            progress: Progress::new(common.lang(), common.quiet),
            assessed: 0,
            hit: false,
            neutralised: 0,
        })
    }

    fn add(
        &mut self,
        mut part: Part,
        written: io::Result<Written>,
        inputs: &mut Inputs,
    ) -> Result<(), Error> {
        let outputs = self.outputs.iter_mut();
        match written {
            Err(cause) => {
                return Err(
                    Error::new(crate::error::Kind::Write, "a result cannot be written")
                        .because(cause),
                );
            }
            Ok(written) => {
                for ((_, output), bytes) in outputs.zip(&written.outputs) {
                    let done = output.write_all(bytes);
                    done.map_err(|cause| output.fault(cause))?;
                }
                self.sentences.merge(written.sentences);
                self.hit |= written.hit;
                self.neutralised += written.neutralised;
            }
        }
        self.note_waived(&part);
        self.assessed += part.len();
        self.progress.at(self.assessed);
        inputs.add(&mut part);
        self.document.rejected.extend(part.rejected);
        self.document.refused_rows.extend(part.refused_rows);
        Ok(())
    }

    fn note_waived(&mut self, part: &Part) {
        let waivers = &self.circumstances.waivers;
        for row in (0..part.len()).filter(|_| !waivers.is_empty()) {
            let id = part.id(row);
            let waiver = waivers.iter().find(|waiver| *waiver.organisation == *id);
            self.waived
                .extend(waiver.map(|waiver| waiver.organisation.clone()));
        }
    }

    /// Ends every output, and tells how it went.
    fn finish(self, args: &AssessArgs, inputs: Vec<Input>) -> Result<Status, Faults> {
        let strangers = self.circumstances.waivers.iter();
        let strangers = strangers.filter(|waiver| !self.waived.contains(&waiver.organisation));
        let document = Document {
            as_of: self.circumstances.as_of.clone(),
            inputs,
            unused_waivers: strangers
                .map(|waiver| waiver.in_state(WaiverState::Unused))
                .collect(),
            ..self.document
        };
        drop(self.progress);
        for (target, mut output) in self.outputs {
            if target.format == Format::Ndjson {
                let ended = report::last_line(&mut output, &document, self.sentences.clone());
                ended.map_err(|cause| vec![output.fault(cause)])?;
            }
            output.finish().map_err(|fault| vec![fault])?;
        }
        tell_neutralised(args, self.neutralised);
        write_rejects(args, &document)?;
        tell_rejects(args, &document, self.assessed);
        Ok(status(args, &document, self.assessed, self.hit))
    }
}

/// Opens an output; a table begins with its header.
fn begun<'t>(target: &'t Target, document: &Document) -> Result<(&'t Target, Output), Error> {
    let mut output = Output::open(target.path.as_deref())?;
    if target.format != Format::Ndjson {
        let header =
            ResultRows::in_dialect(&mut output, &document.dimensions, dialect(target.format));
        let header = header.and_then(ResultRows::finish);
        header.map_err(|cause| output.fault(cause))?;
    }
    Ok((target, output))
}

/// How a table of this format is written.
fn dialect(format: Format) -> Dialect {
    match format {
        Format::CsvExcelDe => Dialect::ExcelDe,
        _ => Dialect::Machine,
    }
}
