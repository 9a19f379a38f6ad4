//! The dimensions of each organisation; of one alone also as bars with their ranges.

use rust_xlsxwriter::{
    Chart, ChartErrorBars, ChartErrorBarsType, ChartFormat, ChartLine, ChartRange, ChartSolidFill,
    ChartType, RowNum, XlsxError,
};

use super::grid::{Book, Cell, Column, Kind};
use super::style::{PALE_ACCENT, RANGE, titled};
use crate::model::{Assessment, DimensionScore};
use crate::report::share::contributions;

/// Pixels of a chart without its bars, and of a bar.
const HEIGHT: u32 = 90;
const BAR: u32 = 30;

fn name(book: &Book<'_>) -> &'static str {
    book.say("Dimensionen", "Dimensions")
}

pub(super) fn write(book: &mut Book<'_>) -> Result<(), XlsxError> {
    let name = name(book);
    let columns = columns(book);
    let document = book.document;
    let rows: Vec<Vec<Cell>> = document
        .organisations
        .iter()
        .flat_map(|one| rows(book, one))
        .collect();
    let none = book.say("Keine Dimension.", "No dimension.");
    book.table(name, &columns, rows.into_iter(), none)?;
    match document.organisations.as_slice() {
        [only] => charts(book, only),
        _ => Ok(()),
    }
}

fn columns(book: &Book<'_>) -> Vec<Column> {
    let mut columns = book.owners();
    columns.extend([
        Column::new(book.say("Index", "Index"), 18.0, Kind::Text),
        Column::new(book.say("Kennung", "Key"), 12.0, Kind::Text),
        Column::new(book.say("Dimension", "Dimension"), 38.0, Kind::Lead),
        Column::new(book.say("Punkte", "Points"), 10.0, Kind::Points),
        Column::new(book.say("Spanne von", "Range from"), 10.0, Kind::Points),
        Column::new(book.say("Spanne bis", "Range to"), 10.0, Kind::Points),
        Column::new(book.say("Gewicht", "Weight"), 10.0, Kind::Number),
        Column::new(
            book.say("Beitrag zum Index", "Part of the index"),
            10.0,
            Kind::Points,
        ),
        Column::new(book.say("Datenabdeckung", "Coverage"), 16.0, Kind::Percent),
        Column::new(book.say("Anmerkung", "Note"), 18.0, Kind::Text),
        Column::new(
            book.say("Spanne darunter", "Range below"),
            12.0,
            Kind::Points,
        ),
        Column::new(
            book.say("Spanne darüber", "Range above"),
            12.0,
            Kind::Points,
        ),
    ]);
    columns
}

fn own<'a>(one: &'a Assessment, index: &str) -> Vec<&'a DimensionScore> {
    let all = one.dimensions.iter();
    all.filter(|dimension| *dimension.index == *index).collect()
}

fn rows(book: &Book<'_>, one: &Assessment) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for index in &one.indexes {
        let own = own(one, &index.id);
        for (dimension, part) in own.iter().zip(contributions(&own)) {
            rows.push([book.owner(one), row(book, dimension, part)].concat());
        }
    }
    rows
}

fn row(book: &Book<'_>, one: &DimensionScore, part: Option<f64>) -> Vec<Cell> {
    let words = book.words;
    let spread = &one.spread;
    let score = spread.score.filter(|_| one.assessable);
    let note = match (one.not_applicable, one.assessable) {
        (true, _) => words.say("nicht zutreffend", "not applicable"),
        (_, false) => words.say("nicht beurteilbar", "not assessable"),
        _ => "",
    };
    let below = score
        .zip(spread.low)
        .map(|(score, low)| (score - low).max(0.0));
    let above = score
        .zip(spread.high)
        .map(|(score, high)| (high - score).max(0.0));
    let short = one.id.split('_').next().unwrap_or_default();
    vec![
        words.get(&format!("index.{}", one.index)).into(),
        short.into(),
        words.get(&format!("dimension.{}", one.id)).into(),
        score.into(),
        spread.low.into(),
        spread.high.into(),
        one.weight.into(),
        part.into(),
        spread.coverage.into(),
        note.into(),
        below.into(),
        above.into(),
    ]
}

/// A chart an index, below the table.
fn charts(book: &mut Book<'_>, one: &Assessment) -> Result<(), XlsxError> {
    let (mut first, mut row) = (1, one.dimensions.len() as RowNum + 3);
    for index in &one.indexes {
        let count = own(one, &index.id).len() as RowNum;
        if count == 0 {
            continue;
        }
        let chart = bars(book, &index.id, first, first + count - 1);
        let name = name(book);
        let sheet = book.workbook.worksheet_from_name(name)?;
        sheet.insert_chart(row, 0, &chart)?;
        first += count;
        row += (HEIGHT + BAR * count) / 20 + 2;
    }
    Ok(())
}

fn bars(book: &Book<'_>, index: &str, first: RowNum, last: RowNum) -> Chart {
    let (sheet, title) = (name(book), book.words.get(&format!("index.{index}")));
    let range = |column| ChartRange::new_from_range(sheet, first, column, last, column);
    let mut chart = Chart::new(ChartType::Bar);
    let errors = ChartErrorBarsType::Custom(range(11), range(10));
    chart
        .add_series()
        .set_categories((sheet, first, 2, last, 2))
        .set_values((sheet, first, 3, last, 3))
        .set_gap(40)
        .set_x_error_bars(
            ChartErrorBars::new()
                .set_type(errors)
                .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(RANGE))),
        )
        .set_format(
            ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(PALE_ACCENT)),
        );
    let told = book.say(
        "Punkte von 0 bis 100 mit Spanne",
        "points from 0 to 100 with their range",
    );
    titled(&mut chart, &format!("{title}: {told}"));
    chart.y_axis().set_reverse().set_label_interval(1);
    chart.x_axis().set_min(0).set_max(100).set_num_format("0");
    chart.legend().set_hidden();
    chart
        .set_width(1000)
        .set_height(HEIGHT + BAR * (last - first + 1));
    chart
}
