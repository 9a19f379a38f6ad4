//! `kamready ask`: which open questions are worth asking, and an interview that asks them.

use std::io::{self, BufRead};
use std::path::{Path, PathBuf};

use clap::Args;

use super::judge::{circumstances, unjudged};
use super::one::chosen;
use super::output::{printable, write_file};
use super::reading::{Reading, as_of};
use super::{FormatArg, Status, print};
use crate::analyse;
use crate::assess::Circumstances;
use crate::error::{Error, Faults, Kind, Place};
use crate::input;
use crate::model::{
    Answer, Asking, Catalogue, Document, Id, Lang, Organisation, Value, add_phrases,
};
use crate::pack::Pack;
use crate::report;
use crate::rules::Program;

#[derive(Debug, Args)]
pub(super) struct AskArgs {
    #[command(flatten)]
    reading: Reading,

    /// The organisation
    #[arg(long, value_name = "ID")]
    org: String,

    /// Name at most so many questions
    #[arg(long, value_name = "N")]
    budget: Option<usize>,

    /// Ask the questions here, one after the other, until no open answer can change the verdict; `skip` leaves one out,
    /// the end of input ends it
    #[arg(long)]
    interview: bool,

    /// Where the interview writes the answers, for `--facts`
    #[arg(
        long,
        value_name = "FILE",
        default_value = "answers.csv",
        requires = "interview"
    )]
    answers: PathBuf,

    #[arg(long, value_enum, default_value_t = FormatArg::Text)]
    format: FormatArg,

    /// Reference date, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = as_of)]
    as_of: Option<String>,
}

pub(super) fn run(args: &AskArgs) -> Result<Status, Faults> {
    let common = &args.reading.common;
    let (pack, program) = match common.open() {
        Ok(opened) => opened,
        Err(status) => return Ok(status),
    };
    if args.interview {
        check_interview(args)?;
    }
    let mut intake = args.reading.intake(&pack)?;
    args.reading.note_unread(&pack, &intake.inputs);
    let organisation = chosen(&pack, &mut intake, &args.org, common.lang())?;
    let around = circumstances(&pack, None, args.as_of.as_deref())?;
    if args.interview {
        return interview(args, &pack, &program, &around, organisation);
    }
    let asking = analyse::ask(&pack, &program, &around, &organisation, args.budget)?;
    let document = Document {
        as_of: args.as_of.clone(),
        ..unjudged(&pack, intake)
    };
    print(|out| match args.format {
        FormatArg::Text => {
            let text = report::ask_text(&document, &asking, common.lang());
            out.write_all(printable(&text).as_bytes())
        }
        FormatArg::Json => report::ask_json(out, &document, &asking),
    })?;
    Ok(Status::Done)
}

/// Nothing is asked whose answers could not be kept.
fn check_interview(args: &AskArgs) -> Result<(), Faults> {
    let fault = |detail: &str| vec![Error::new(Kind::Usage, detail)];
    if args.reading.reads_standard_input() {
        return Err(fault(
            "an interview reads the answers from standard input; name a file with the organisation instead of `-`",
        ));
    }
    if matches!(args.format, FormatArg::Json) {
        return Err(fault(
            "an interview is text; `--format json` is for the list of questions",
        ));
    }
    if args.answers.exists() {
        let error = Error::new(
            Kind::Usage,
            "there is a file of answers already, and it is not overwritten",
        )
        .at(Place::file(args.answers.display().to_string()))
        .help("name another file with `--answers`, and give this one to `--facts`");
        return Err(vec![error]);
    }
    Ok(())
}

/// What was answered so far.
struct Interview<'a> {
    pack: &'a Pack,
    texts: Catalogue,
    lang: Lang,
    organisation: Organisation,
    given: Vec<(Id, String)>,
    skipped: Vec<Id>,
    /// Nothing more can be read.
    ended: bool,
}

fn interview(
    args: &AskArgs,
    pack: &Pack,
    program: &Program,
    around: &Circumstances,
    organisation: Organisation,
) -> Result<Status, Faults> {
    let mut texts = pack.catalogue.clone();
    add_phrases(&mut texts);
    let mut interview = Interview {
        pack,
        texts,
        lang: args.reading.common.lang(),
        organisation,
        given: Vec::new(),
        skipped: Vec::new(),
        ended: false,
    };
    let mut lines = io::stdin().lock();
    let asking = loop {
        let asking = analyse::ask(pack, program, around, &interview.organisation, None)?;
        let spent = args
            .budget
            .is_some_and(|budget| interview.given.len() + interview.skipped.len() >= budget);
        let next = analyse::next_question(&asking, &interview.skipped)
            .filter(|_| !spent && !interview.ended);
        let Some(question) = next else { break asking };
        interview.ask(&question.field.clone(), &mut lines)?;
    };
    interview.tell_end(&asking)?;
    interview.write(&args.answers)?;
    Ok(Status::Done)
}

impl Interview<'_> {
    /// Asks until there is an answer that the field allows, or none at all.
    fn ask(&mut self, id: &Id, lines: &mut impl BufRead) -> Result<(), Faults> {
        let place = self.pack.fields.position(id);
        let Some((place, field)) =
            place.and_then(|place| Some((place, self.pack.fields.at(place)?)))
        else {
            self.skipped.push(id.clone());
            return Ok(());
        };
        self.say(&format!(
            "\n{}",
            report::question_text(&self.texts, field, self.lang)
        ))?;
        loop {
            self.say("> ")?;
            let Some(line) = self.read(lines)? else {
                self.ended = true;
                return self.say("\n");
            };
            if line.is_empty() || line == "skip" || line == "weiter" {
                self.skipped.push(id.clone());
                return Ok(());
            }
            match input::answer(field, &line) {
                Ok(Answer::Missing) => {
                    self.skipped.push(id.clone());
                    return Ok(());
                }
                Ok(answer) => {
                    self.given.push((id.clone(), written(&answer)));
                    if let Some(slot) = self.organisation.answers.get_mut(place) {
                        *slot = answer;
                    }
                    return Ok(());
                }
                Err(reason) => {
                    let why = report::reason_text(&self.texts, &reason, self.lang);
                    let how = self.word(
                        "„skip“ überspringt die Frage.",
                        "`skip` leaves the question out.",
                    );
                    self.say(&format!("  {why} {how}\n"))?;
                }
            }
        }
    }

    fn read(&self, lines: &mut impl BufRead) -> Result<Option<String>, Faults> {
        let mut line = Vec::new();
        let read = lines.read_until(b'\n', &mut line);
        let count = read.map_err(|cause| {
            vec![Error::new(Kind::Read, "standard input cannot be read").because(cause)]
        })?;
        let text = String::from_utf8_lossy(&line).trim().to_owned();
        Ok((count > 0).then_some(text))
    }

    fn tell_end(&self, asking: &Asking) -> Result<(), Faults> {
        let (answered, skipped) = (self.given.len(), self.skipped.len());
        let count = match self.lang {
            Lang::De => format!("{answered} beantwortet, {skipped} übersprungen."),
            Lang::En => format!("{answered} answered, {skipped} skipped."),
        };
        let text = report::settled_text(&self.texts, asking, self.lang);
        self.say(&format!("\n{text}\n{count}\n"))
    }

    /// The answers in long form; no file where nothing was answered.
    fn write(&self, path: &Path) -> Result<(), Faults> {
        if self.given.is_empty() {
            return self
                .say(self.word("Keine Antworten, keine Datei.\n", "No answers, no file.\n"));
        }
        write_file(path, |out| {
            let rows = self
                .given
                .iter()
                .map(|(field, value)| [&*self.organisation.id, &**field, value.as_str()]);
            report::facts_csv(out, rows)
        })
        .map_err(|fault| vec![fault])?;
        let file = printable(&path.display().to_string());
        self.say(&match self.lang {
            Lang::De => {
                format!("Antworten in {file}; kamready assess … --facts {file} rechnet sie ein.\n")
            }
            Lang::En => {
                format!("Answers in {file}; kamready assess … --facts {file} takes them in.\n")
            }
        })
    }

    fn word(&self, de: &'static str, en: &'static str) -> &'static str {
        match self.lang {
            Lang::De => de,
            Lang::En => en,
        }
    }

    fn say(&self, text: &str) -> Result<(), Faults> {
        print(|out| out.write_all(printable(text).as_bytes()))
    }
}

/// An answer as a table of facts holds it, so that it is read back as it was meant.
fn written(answer: &Answer) -> String {
    match answer {
        Answer::Given(fact) => match &fact.value {
            Value::Number(number) => plain(*number),
            Value::Flag(flag) => flag.to_string(),
            Value::Word(word) => word.to_string(),
            Value::List(words) => words.join(";"),
        },
        Answer::NotApplicable(reason) => format!("NA:{reason}"),
        Answer::Missing => String::new(),
    }
}

/// A number that nobody can take for one with grouped thousands.
fn plain(number: f64) -> String {
    let text = number.to_string();
    let decimals = text
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    if decimals == 3 {
        format!("{text}0")
    } else {
        text
    }
}
