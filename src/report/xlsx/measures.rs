//! What to do next: the measures of each organisation by phase.

use rust_xlsxwriter::XlsxError;

use super::grid::{Book, Cell, Column, Kind};
use crate::model::{Assessment, Measure};
use crate::report::roadmap::RoadmapWords;

pub(super) fn write(book: &mut Book<'_>) -> Result<(), XlsxError> {
    let name = book.say("Maßnahmen", "Measures");
    let columns = columns(book);
    let all = book.document.organisations.iter();
    let rows: Vec<Vec<Cell>> = all.flat_map(|one| rows(book, one)).collect();
    let none = book.say("Keine Maßnahme ist angezeigt.", "No measure is called for.");
    book.table(name, &columns, rows.into_iter(), none)?;
    Ok(())
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    let mut columns = book.owners();
    columns.extend([
        Column::new(book.say("Kennung", "Key"), 9.0, Kind::Text),
        Column::new(book.say("Maßnahme", "Measure"), 44.0, Kind::Lead),
        Column::new(book.say("Phase", "Phase"), 20.0, Kind::Text),
        Column::new(book.say("Zuständig", "Owner"), 26.0, Kind::Text),
        Column::new(book.say("Personentage", "Person-days"), 12.0, Kind::Number),
        Column::new(book.say("Wochen", "Weeks"), 9.0, Kind::Number),
        Column::new(
            book.say("Zugewinn an Punkten", "Gain in points"),
            11.0,
            Kind::Points,
        ),
        Column::new(book.say("Hebt auf", "Lifts"), 14.0, Kind::Text),
        Column::new(book.say("Erst nach", "Only after"), 14.0, Kind::Text),
        Column::new(
            book.say("Nachweis", "Proof of completion"),
            40.0,
            Kind::Text,
        ),
        Column::new(book.say("Grund", "Reason"), 60.0, Kind::Text),
        Column::new(book.say("Termin", "Due"), 14.0, Kind::Text),
        Column::new(book.say("Erledigt", "Done"), 10.0, Kind::Text),
    ]);
    columns
}

fn rows(book: &Book<'_>, one: &Assessment) -> Vec<Vec<Cell>> {
    let Some(roadmap) = &one.roadmap else {
        return Vec::new();
    };
    let told = RoadmapWords {
        words: &book.words,
        roadmap,
    };
    let measures = roadmap.measures.iter();
    measures
        .map(|measure| [book.owner(one), row(&told, measure)].concat())
        .collect()
}

/// The last two columns are for whoever keeps the list.
fn row(told: &RoadmapWords<'_>, one: &Measure) -> Vec<Cell> {
    let words = told.words;
    let needs: Vec<&str> = one.needs.iter().map(|id| &**id).collect();
    vec![
        (*one.id).into(),
        words.get(&format!("measure.{}.title", one.id)).into(),
        format!(
            "{} {}",
            one.phase,
            words.get(&format!("phase.{}", one.phase))
        )
        .into(),
        told.owner(one).into(),
        one.pt.into(),
        one.weeks.into(),
        one.gain.filter(|gain| gain.abs() >= 0.05).into(),
        told.lifts(one).into(),
        needs.join(", ").into(),
        told.proof(one).into(),
        told.reason(one).into(),
        Cell::Empty,
        Cell::Empty,
    ]
}
