//! How many organisations stand on which level, and the mean of each dimension, as charts of the spreadsheet.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFormat, ChartSolidFill, ChartType, RowNum, XlsxError,
};

use super::grid::{Book, Cell, Column, Kind, head, write_row};
use super::style::{ACCENT, titled};
use crate::model::Id;

/// Rows between the heads of the two tables; the first chart stands beside the first one.
const BELOW: RowNum = 18;

pub(super) fn write(book: &mut Book<'_>) -> Result<(), XlsxError> {
    let name = book.say("Verteilung", "Distribution");
    let (levels, dimensions) = (levels(book), dimensions(book));
    let counted = [
        Column::new(book.say("Stufe", "Level"), 40.0, Kind::Lead),
        Column::new(
            book.say("Organisationen", "Organisations"),
            16.0,
            Kind::Number,
        ),
    ];
    let means = [
        Column::new(book.say("Dimension", "Dimension"), 40.0, Kind::Lead),
        Column::new(
            book.say("Mittel der Punkte", "Mean of the points"),
            16.0,
            Kind::Points,
        ),
        Column::new(book.say("Beurteilt", "Assessed"), 16.0, Kind::Number),
    ];
    let titles = [
        book.say("Organisationen je Stufe", "Organisations by level"),
        book.say("Mittlere Punkte je Dimension", "Mean points by dimension"),
    ];
    let styles = book.styles;
    let sheet = book.sheet(name)?;
    sheet.set_column_width(0, 40)?.set_column_width(1, 16)?;
    for (top, columns, rows) in [(0, &counted[..], &levels), (BELOW, &means[..], &dimensions)] {
        head(sheet, top, columns, styles)?;
        for (at, row) in (top + 1..).zip(rows) {
            write_row(sheet, at, columns, row, styles)?;
        }
    }
    let [first, second] = titles;
    let mut chart = bars(name, first, ChartType::Column, 1, levels.len() as RowNum);
    chart.set_height(320);
    chart.y_axis().set_min(0).set_hidden(true);
    sheet.insert_chart(0, 4, &chart)?;
    let last = BELOW + dimensions.len() as RowNum;
    let mut chart = bars(name, second, ChartType::Bar, BELOW + 1, last);
    chart.set_height(120 + 26 * dimensions.len() as u32);
    chart.y_axis().set_reverse().set_label_interval(1);
    chart.x_axis().set_min(0).set_max(100).set_num_format("0");
    sheet.insert_chart(BELOW, 4, &chart)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn bars(sheet: &str, title: &str, kind: ChartType, first: RowNum, last: RowNum) -> Chart {
    let mut chart = Chart::new(kind);
    chart
        .add_series()
        .set_categories((sheet, first, 0, last, 0))
        .set_values((sheet, first, 1, last, 1))
        .set_gap(50)
        .set_data_label(ChartDataLabel::new().show_value())
        .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(ACCENT)));
    titled(&mut chart, title);
    chart.legend().set_hidden();
    chart.set_width(760);
    chart
}

fn levels(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let mut counts: BTreeMap<Option<&Id>, usize> = BTreeMap::new();
    for one in &book.document.organisations {
        *counts.entry(one.level.id.as_ref()).or_default() += 1;
    }
    let none = book.say("noch nicht zu nennen", "cannot be named yet");
    let name = |id: Option<&Id>| {
        id.map_or_else(
            || none.to_owned(),
            |id| format!("{id} {}", book.words.get(&format!("level.{id}"))),
        )
    };
    counts
        .into_iter()
        .map(|(id, count)| vec![name(id).into(), (count as f64).into()])
        .collect()
}

fn dimensions(book: &Book<'_>) -> Vec<Vec<Cell>> {
    let all = &book.document.organisations;
    let row = |id: &Id| -> Vec<Cell> {
        let scores: Vec<f64> = all
            .iter()
            .flat_map(|one| &one.dimensions)
            .filter(|own| own.id == *id && own.assessable)
            .filter_map(|own| own.spread.score)
            .collect();
        let mean = (!scores.is_empty()).then(|| scores.iter().sum::<f64>() / scores.len() as f64);
        vec![
            book.words.get(&format!("dimension.{id}")).into(),
            mean.into(),
            (scores.len() as f64).into(),
        ]
    };
    book.document.dimensions.iter().map(row).collect()
}
