//! Robustness, what-ifs and questions against computations of their own.

mod ask;
mod robust;
mod what_if;

use std::path::Path;

use kamready::assess::{Assessor, Circumstances};
use kamready::input::{Files, Source, read};
use kamready::model::{Answer, Assessment, Fact, Organisation, Provenance, Value};
use kamready::pack::{Pack, PackFiles};
use kamready::rules::Program;

use crate::program::root;

/// A pack with its rules.
struct Bench {
    pack: Pack,
    program: Program,
    around: Circumstances,
    planning: Circumstances,
}

impl Bench {
    fn of(folder: &Path) -> Self {
        Self::new(&PackFiles::folder(folder).unwrap())
    }

    fn kam() -> Self {
        Self::new(&PackFiles::embedded())
    }

    fn new(files: &PackFiles) -> Self {
        let (pack, program) = Program::open(files).unwrap();
        Self {
            pack,
            program,
            around: Circumstances::default(),
            planning: Circumstances {
                roadmap: true,
                ..Circumstances::default()
            },
        }
    }

    fn assessor(&self) -> Assessor<'_> {
        Assessor::new(&self.pack, &self.program, &self.around).unwrap()
    }

    /// One that plans roadmaps, too.
    fn planner(&self) -> Assessor<'_> {
        Assessor::new(&self.pack, &self.program, &self.planning).unwrap()
    }

    /// The record of this id in a file of the fixtures.
    fn record(&self, file: &str, id: &str) -> Organisation {
        let organisations = [Source::open(&root().join("fixtures").join(file)).unwrap()];
        let files = Files {
            organisations: &organisations,
            ..Files::default()
        };
        let all = read(&self.pack.fields, files).unwrap().organisations;
        all.into_iter().find(|one| &*one.id == id).unwrap()
    }

    /// The record with these answers.
    fn with(&self, record: &Organisation, answers: &[(usize, Option<Value>)]) -> Organisation {
        let mut changed = record.clone();
        for (field, value) in answers {
            changed.answers[*field] = value.clone().map_or(Answer::Missing, |value| {
                Answer::Given(Box::new(Fact {
                    value,
                    grade: None,
                    provenance: Provenance::default(),
                }))
            });
        }
        changed
    }

    fn field(&self, id: &str) -> usize {
        self.pack.fields.position(id).unwrap()
    }
}

/// Level, target, entry.
fn verdict(assessment: &Assessment) -> [Option<String>; 3] {
    let placement = assessment.placement.as_ref();
    let word = |id: Option<&kamready::model::Id>| id.map(ToString::to_string);
    [
        word(assessment.level.id.as_ref()),
        word(placement.and_then(|one| one.target.as_ref())),
        word(placement.and_then(|one| one.entry.as_ref())),
    ]
}
