//! What a cell lets in: the type, range and words of its field, and a message where something else is typed.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{
    ColNum, DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Formula,
    XlsxError,
};

use super::cut;
use super::lists::Lists;
use super::sheet::FIRST_ANSWER;
use crate::model::{CaseTable, Field, FieldType, Lang};
use crate::template::words::{allowed_with_unit, said};

/// Limits of the format for titles and messages.
const TITLE: usize = 32;
const MESSAGE: usize = 255;

/// The check of a column; none where any text will do.
pub(super) fn validation(
    table: CaseTable,
    field: &Field,
    column: ColNum,
    lists: &Lists,
    lang: Lang,
) -> Result<DataValidation, XlsxError> {
    let may_be_na = table == CaseTable::Organisations && &*field.id != "id";
    let check = DataValidation::new();
    let check = match (lists.range(table, field), field.kind) {
        (Some(words), _) => check
            .allow_list_formula(words)
            .set_error_style(match may_be_na {
                true => DataValidationErrorStyle::Warning,
                false => DataValidationErrorStyle::Stop,
            }),
        (None, FieldType::Date) => {
            let first = ExcelDateTime::from_ymd(1900, 1, 1)?;
            check.allow_date(DataValidationRule::GreaterThanOrEqualTo(&first))
        }
        (None, _) => match formula(field, column, may_be_na) {
            Some(formula) => check.allow_custom(formula),
            None => check.allow_any_value(),
        },
    };
    let na = match may_be_na {
        true => said(
            lang,
            "\nNicht zutreffend: NA:Grund",
            "\nNot applicable: NA:reason",
        ),
        false => "",
    };
    let allowed = allowed_with_unit(field, lang);
    let told = format!("{}\n{allowed}{na}", field.question.get(lang));
    check
        .set_input_title(cut(field.label.get(lang), TITLE))?
        .set_input_message(cut(&told, MESSAGE))?
        .set_error_title(cut(field.label.get(lang), TITLE))?
        .set_error_message(cut(
            &format!("{} {allowed}{na}", said(lang, "Erlaubt:", "Allowed:")),
            MESSAGE,
        ))
}

/// The check of the first answer's cell; the program moves it to the others.
fn formula(field: &Field, column: ColNum, may_be_na: bool) -> Option<Formula> {
    let cell = format!("{}{}", column_number_to_name(column), FIRST_ANSWER + 1);
    let na = match may_be_na {
        true => format!("LEFT({cell},3)=\"NA:\""),
        false => "FALSE".to_owned(),
    };
    let text = match (field.kind.is_numeric(), field.letters) {
        (true, _) => format!("=IF(ISNUMBER({cell}),AND({}),{na})", limits(field, &cell)),
        (false, Some(letters)) => format!("=OR(LEN({cell})={letters},{na})"),
        (false, None) => return None,
    };
    Some(Formula::new(text))
}

fn limits(field: &Field, cell: &str) -> String {
    let bounds = [(">=", field.min), ("<=", field.max), (">", field.above)];
    let bounds = bounds
        .into_iter()
        .filter_map(|(sign, limit)| Some(format!("{cell}{sign}{}", limit?)));
    let whole = (field.kind == FieldType::Integer).then(|| format!("{cell}=INT({cell})"));
    let all: Vec<String> = bounds.chain(whole).collect();
    match all.as_slice() {
        [] => "TRUE".to_owned(),
        limits => limits.join(","),
    }
}
