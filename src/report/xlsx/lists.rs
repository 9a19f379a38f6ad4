//! Open questions, and the answers as they were read.

use rust_xlsxwriter::XlsxError;

use super::grid::{Book, Cell, Column, Kind};
use crate::model::{Id, Value};
use crate::report::answers::answers;
use crate::report::imported;

pub(super) fn questions(book: &mut Book<'_>) -> Result<(), XlsxError> {
    let name = book.say("Fragen", "Questions");
    let mut columns = book.owners();
    columns.extend([
        Column::new(book.say("Angabe", "Field"), 40.0, Kind::Lead),
        Column::new(book.say("Frage", "Question"), 80.0, Kind::Text),
        Column::new(book.say("Antwort", "Answer"), 24.0, Kind::Text),
        Column::new(book.say("Feld", "Key"), 30.0, Kind::Text),
    ]);
    let words = book.words;
    let asked = |id: &Id| -> Vec<Cell> {
        vec![
            words.get(&format!("field.{id}")).into(),
            words.get(&format!("field.{id}.question")).into(),
            Cell::Empty,
            (**id).into(),
        ]
    };
    let mut rows = Vec::new();
    for one in &book.document.organisations {
        let own = one.questions.iter();
        rows.extend(own.map(|id| [book.owner(one), asked(id)].concat()));
    }
    let none = book.say(
        "Alle Fragen sind beantwortet.",
        "All questions are answered.",
    );
    book.table(name, &columns, rows.into_iter(), none)?;
    Ok(())
}

pub(super) fn inputs(book: &mut Book<'_>) -> Result<(), XlsxError> {
    let name = book.say("Eingaben", "Inputs");
    let mut columns = book.owners();
    columns.extend([
        Column::new(book.say("Angabe", "Field"), 44.0, Kind::Lead),
        Column::new(book.say("Wert", "Value"), 40.0, Kind::Value),
        Column::new(book.say("Einheit", "Unit"), 16.0, Kind::Text),
        Column::new(book.say("Feld", "Key"), 34.0, Kind::Text),
        Column::new(book.say("Geschrieben als", "Written as"), 24.0, Kind::Text),
    ]);
    let mut rows = Vec::new();
    let raw = imported::raw(book.document);
    for one in &book.document.organisations {
        let raw = raw.get(&one.id);
        for (id, value) in answers(one) {
            let written = raw
                .and_then(|cells| cells.get(id))
                .map_or(Cell::Empty, |cell| cell.raw.as_str().into());
            rows.push([book.owner(one), answer(book, id, value), vec![written]].concat());
        }
    }
    let none = book.say("Keine Angabe wurde gelesen.", "No answer was read.");
    book.table(name, &columns, rows.into_iter(), none)?;
    Ok(())
}

fn answer(book: &Book<'_>, id: &str, value: &Value) -> Vec<Cell> {
    let words = book.words;
    let unit = format!("unit.{id}");
    let number = value.as_number();
    let unit = match (number, words.has(&unit)) {
        (Some(_), true) => words.get(&unit),
        _ => String::new(),
    };
    vec![
        words.get(&format!("field.{id}")).into(),
        number.map_or_else(|| words.value(id, value).into(), Cell::Number),
        unit.into(),
        id.into(),
    ]
}
