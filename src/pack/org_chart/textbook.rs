//! `textbook.csv`: the charts of domain 4.5 without KAM, for organisations that have given none.

use super::table::{self, Row};
use crate::error::{Error, Faults, Kind};
use crate::model::{Chart, Criterion, Function, Id, Listed, StructureType, Text, Unit, UnitKind};
use crate::pack::PackFile;

const COLUMNS: [&str; 9] = [
    "structure",
    "unit_id",
    "parent_id",
    "second_parent_id",
    "kind",
    "criterion",
    "function",
    "name_de",
    "name_en",
];

/// A chart as a textbook shows it.
#[derive(Debug, Clone)]
pub struct Textbook {
    pub structure: StructureType,
    /// Its units carry their English names.
    pub chart: Chart,
    /// Name of each unit, in the order of the chart's units.
    pub names: Vec<Text>,
}

pub(super) fn read(file: &PackFile) -> Result<Vec<Textbook>, Faults> {
    let rows = table::rows(file, &COLUMNS)?;
    let read = super::each(rows, |row| {
        let structure = row.one_of("structure", StructureType::ALL)?;
        Ok((structure, unit(row)?, name(row)?))
    })?;
    let (mut books, mut faults) = (Vec::new(), Vec::new());
    for structure in super::first_seen(read.iter().map(|(structure, ..)| *structure)) {
        let own = read.iter().filter(|(one, ..)| *one == structure);
        let (units, names): (Vec<Unit>, Vec<Text>) = own
            .map(|(_, unit, name)| (unit.clone(), name.clone()))
            .unzip();
        let place = crate::error::Place::file(&*file.shown);
        match Chart::new(units, place, Vec::new()) {
            Err(more) => faults.extend(more.into_iter().map(|fault| {
                let detail = format!("the chart of `{}`: {}", structure.id(), fault.code.id());
                Error::new(Kind::Pack, detail).at(fault.place)
            })),
            Ok(chart) => books.push(Textbook {
                structure,
                chart,
                names,
            }),
        }
    }
    if faults.is_empty() {
        Ok(books)
    } else {
        Err(faults)
    }
}

fn unit(row: &Row) -> Result<Unit, Error> {
    let optional = |column: &str| Some(row.cell(column)).filter(|cell| !cell.is_empty());
    let id = |column: &str| optional(column).map(Id::from);
    Ok(Unit {
        id: row.cell("unit_id").into(),
        parent: id("parent_id"),
        second_parent: id("second_parent_id"),
        name: row.cell("name_en").to_owned(),
        kind: row.one_of("kind", UnitKind::ALL)?,
        criterion: optional("criterion")
            .map(|_| row.one_of("criterion", Criterion::ALL))
            .transpose()?,
        function: optional("function")
            .map(|_| row.one_of("function", Function::ALL))
            .transpose()?,
        headcount: None,
        row: row.line(),
        place: row.place(),
    })
}

fn name(row: &Row) -> Result<Text, Error> {
    for column in ["name_de", "name_en"] {
        if row.cell(column).is_empty() {
            return Err(row.fault(
                column,
                format!("`{column}` is empty; a unit has a name in both languages"),
            ));
        }
    }
    Ok(Text::new(row.cell("name_de"), row.cell("name_en")))
}
