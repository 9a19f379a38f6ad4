//! The answers of a second assessor, beside those of the first.

use std::path::PathBuf;

use super::case::CaseFiles;
use super::output::Target;
use crate::analyse::{TwoAssessors, two_assessors};
use crate::assess::Circumstances;
use crate::error::{Error, Faults, Kind, Place};
use crate::input::Intake;
use crate::model::{Document, Organisation};
use crate::pack::Pack;
use crate::report::Format;
use crate::rules::Program;

/// Formats that show where two assessors differ.
const SHOWN_IN: [Format; 6] = [
    Format::Text,
    Format::Markdown,
    Format::Html,
    Format::Docx,
    Format::Json,
    Format::Ndjson,
];

/// The files of the second assessor, case folders among them.
///
/// # Errors
/// A folder that is no case.
pub(super) fn case_of(paths: &[PathBuf]) -> Result<CaseFiles, Faults> {
    let mut case = CaseFiles::default();
    for path in paths {
        case.add(path).map_err(|fault| vec![fault])?;
    }
    Ok(case)
}

/// Refuses what could not be heard, or would be heard by nobody.
///
/// # Errors
/// Standard input for both assessors, or no output that shows them.
pub(super) fn check(
    seconds: &[PathBuf],
    outputs: &[Target],
    standard_input: bool,
) -> Result<(), Faults> {
    if seconds.is_empty() {
        return Ok(());
    }
    let fault = |detail: String, help: &str| {
        let fault = Error::new(Kind::Usage, detail).at(Place::file("--second"));
        Err(vec![fault.help(help)])
    };
    if standard_input && seconds.iter().any(|path| path.as_os_str() == "-") {
        return fault(
            "standard input cannot hold the answers of both assessors".to_owned(),
            "write one of them to a file",
        );
    }
    if !outputs
        .iter()
        .any(|target| SHOWN_IN.contains(&target.format))
    {
        let shown = SHOWN_IN.map(Format::name).join(", ");
        return fault(
            format!("no output that is asked for shows two assessors; {shown} do"),
            "add one of them with `-o`",
        );
    }
    Ok(())
}

/// What the second assessor gave, and where that differs.
#[derive(Debug)]
pub(super) struct Heard {
    intake: Intake,
    two: TwoAssessors,
}

impl Heard {
    /// Compares the records of the second assessor with those of the first.
    ///
    /// # Errors
    /// If the rules cannot be prepared.
    pub(super) fn of(
        pack: &Pack,
        program: &Program,
        circumstances: &Circumstances,
        firsts: &[Organisation],
        intake: Intake,
    ) -> Result<Self, Faults> {
        let seconds = &intake.organisations;
        let two = two_assessors(pack, program, circumstances, firsts, seconds)?;
        Ok(Self { intake, two })
    }

    /// Adds it to the result of the first assessor.
    pub(super) fn add_to(mut self, document: &mut Document) {
        for one in &mut document.organisations {
            one.second = self.two.organisations.remove(&one.id);
        }
        document.second = Some(self.two.run);
        document.inputs.extend(self.intake.inputs);
        document.rejected.extend(self.intake.rejected);
        document.refused_rows.extend(self.intake.refused_rows);
    }
}
