//! The questionnaire as a workbook.

mod lists;
mod sheet;
mod start;
mod style;
mod validation;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::questionnaire::Questionnaire;
use crate::report::fitting as cut;
use lists::Lists;
use style::Styles;

/// Writes the workbook. Its dates are fixed, so that the same questionnaire gives the same bytes.
pub(super) fn workbook(questionnaire: &Questionnaire) -> io::Result<Vec<u8>> {
    build(questionnaire).map_err(io::Error::other)
}

fn build(questionnaire: &Questionnaire) -> Result<Vec<u8>, XlsxError> {
    let styles = Styles::new();
    let lists = Lists::of(questionnaire);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(questionnaire)?);
    start::write(workbook.add_worksheet(), questionnaire, &styles)?;
    for table in &questionnaire.tables {
        sheet::write(
            workbook.add_worksheet(),
            questionnaire,
            table,
            &lists,
            &styles,
        )?;
    }
    lists.write(workbook.add_worksheet(), &styles)?;
    workbook.save_to_buffer()
}

fn properties(questionnaire: &Questionnaire) -> Result<DocProperties, XlsxError> {
    let first_day = ExcelDateTime::from_ymd(1980, 1, 1)?;
    Ok(DocProperties::new()
        .set_title(&questionnaire.title)
        .set_creation_datetime(&first_day))
}
