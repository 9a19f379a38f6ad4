//! The questionnaire as a workbook.

mod lists;
mod sheet;
mod start;
mod style;
mod validation;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::questionnaire::Questionnaire;
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

/// At most so many UTF-16 units, which is what the format counts.
fn cut(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let mut left = limit - 1;
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_text_is_cut_where_the_format_ends() {
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abcd", 3), "ab…");
        assert_eq!(cut("a😀b", 3), "a…");
        assert_eq!(cut("a😀", 3), "a😀");
    }
}
