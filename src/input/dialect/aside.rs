//! Tables that hold fields where others have records: read like others, they would give organisations named `Umsatz`.

use super::Table;
use super::heading::Known;
use crate::error::{Error, Kind, Place, listed, said};
use crate::input::rows::lossy;

/// So many rows are looked at.
const ROWS: usize = 40;

/// # Errors
/// A table whose header names at most its key, and one of whose columns names fields.
pub(super) fn checked(table: &Table<'_>, file: &str, known: Known<'_>) -> Result<(), Error> {
    let named = table
        .headings
        .iter()
        .filter(|heading| heading.names.is_some());
    if named.count() > 1 || table.headings.len() < 2 {
        return Ok(());
    }
    let columns = 0..table.headings.len();
    let found = columns
        .into_iter()
        .find_map(|column| Some((column, fields(table, column, known)?)));
    let Some((column, fields)) = found else {
        return Ok(());
    };
    let shown = listed(fields.iter().take(2).map(String::as_str)).replace(" or ", ", ");
    let place = Place::spot(file, table.line, column + 1);
    Err(match column {
        0 => Error::new(
            Kind::Input,
            said(
                format!("the fields stand in rows here, not in columns: {shown}"),
                format!("die Felder stehen hier in Zeilen statt in Spalten: {shown}"),
            ),
        )
        .help(said(
            "exchange rows and columns (in a spreadsheet: copy, paste special, transpose); the first column is then `id`",
            "Zeilen und Spalten tauschen (in Excel: kopieren, Inhalte einfügen, transponieren); die erste Spalte heißt dann `id`",
        )),
        _ => Error::new(
            Kind::Input,
            said(
                format!("this table holds one fact a row, not one organisation: {shown}"),
                format!("in dieser Tabelle steht je Zeile eine Angabe, nicht eine Organisation: {shown}"),
            ),
        )
        .help(said(
            "give it with --facts, its columns named `org_id`, `field` and `value`",
            "mit --facts übergeben; die Spalten heißen `org_id`, `field` und `value`",
        )),
    }
    .at(place))
}

/// The fields that the cells of a column name, if most of its cells do.
fn fields(table: &Table<'_>, column: usize, known: Known<'_>) -> Option<Vec<String>> {
    let mut filled = 0;
    let mut fields = Vec::new();
    table.body.first(ROWS, &mut |row| {
        let cell = row.cells.get(column).map(lossy).unwrap_or_default();
        filled += usize::from(!cell.is_empty());
        if known(&cell).is_some_and(|field| field > 0) {
            fields.push(cell);
        }
    });
    (fields.len() > 1 && fields.len() * 2 > filled).then_some(fields)
}
