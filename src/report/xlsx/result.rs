//! The first sheet: of one organisation the verdict on a page, of several a row each.

use rust_xlsxwriter::{
    Chart, ChartFormat, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill, ChartType,
    ExcelDateTime, RowNum, Worksheet, XlsxError,
};

use super::grid::{Book, Cell, Column, Kind, head, height, write_row};
use super::style::{ACCENT, Styles, titled};
use super::text::fitting;
use crate::model::{Assessment, Finding, Gate, GateState, IndexScore, gate_rule, printable};
use crate::report::outline::level;
use crate::report::roadmap::RoadmapWords;
use crate::report::share::{headline, hindering, strongest};
use crate::report::words::{Words, short_gate};

/// How many strengths and obstacles the sheet names.
const NAMED: usize = 3;
/// Widths of the first column and of each of the seven others, in letters.
const FIRST: f64 = 44.0;
const OTHER: f64 = 13.0;
/// Rows that a chart covers.
const CHART: RowNum = 15;

fn name(book: &Book<'_>) -> &'static str {
    book.say("Ergebnis", "Result")
}

/// A row an organisation.
pub(super) fn overview(book: &mut Book<'_>) -> Result<(), XlsxError> {
    let columns = overview_columns(book);
    let all = book.document.organisations.iter();
    let rows: Vec<Vec<Cell>> = all.map(|one| overview_row(book, one)).collect();
    let none = book.say("Keine Organisation.", "No organisation.");
    let name = name(book);
    book.table(name, &columns, rows.into_iter(), none)?;
    Ok(())
}

fn overview_columns(book: &Book<'_>) -> Vec<Column> {
    let mut columns = book.owners();
    let first = book.document.organisations.first();
    for index in first.iter().flat_map(|one| &one.indexes) {
        let label = book.words.get(&format!("index.{}", index.id));
        columns.push(Column::new(&*label, 12.0, Kind::Points));
        for (de, en) in [("von", "from"), ("bis", "to")] {
            columns.push(Column::new(
                format!("{label} {}", book.say(de, en)),
                12.0,
                Kind::Points,
            ));
        }
    }
    columns.extend([
        Column::new(book.say("Datenabdeckung", "Coverage"), 16.0, Kind::Percent),
        Column::new(book.say("Stufe", "Level"), 9.0, Kind::Text),
        Column::new(
            book.say("Stufe in Worten", "Level in words"),
            34.0,
            Kind::Text,
        ),
        Column::new(
            book.say("Stufe ohne K.-o.-Kriterien", "Level before gates"),
            14.0,
            Kind::Text,
        ),
        Column::new(
            book.say("Greifende K.-o.-Kriterien", "Binding gates"),
            24.0,
            Kind::Text,
        ),
        Column::new(
            book.say("Zielverankerung", "Target placement"),
            26.0,
            Kind::Text,
        ),
        Column::new(
            book.say("Einstiegsverankerung", "Entry placement"),
            26.0,
            Kind::Text,
        ),
        Column::new(
            book.say("Offene Angaben", "Open questions"),
            10.0,
            Kind::Number,
        ),
        Column::new(book.say("Maßnahmen", "Measures"), 12.0, Kind::Number),
        Column::new(book.say("Personentage", "Person-days"), 12.0, Kind::Number),
    ]);
    columns
}

fn overview_row(book: &Book<'_>, one: &Assessment) -> Vec<Cell> {
    let words = &book.words;
    let mut row = book.owner(one);
    for index in &one.indexes {
        let spread = &index.spread;
        row.extend([spread.score, spread.low, spread.high].map(Cell::from));
    }
    let coverage = one.leading().map(|index| index.spread.coverage);
    let id = |id: &Option<crate::model::Id>| id.as_deref().unwrap_or_default().into();
    let placed = one.placement.as_ref();
    let option = |id: Option<&str>| -> Cell {
        id.map_or(Cell::Empty, |id| words.get(&format!("option.{id}")).into())
    };
    row.extend([
        coverage.into(),
        id(&one.level.id),
        level(words, one).into(),
        id(&one.level.raw),
        binding(one).into(),
        option(placed.and_then(|one| one.target.as_deref())),
        option(placed.and_then(|one| one.entry.as_deref())),
        (one.questions.len() as f64).into(),
        one.roadmap
            .as_ref()
            .map(|plan| plan.measures.len() as f64)
            .into(),
        one.roadmap.as_ref().map(|plan| plan.effort.pt).into(),
    ]);
    row
}

fn binding(one: &Assessment) -> String {
    let binding = one
        .gates
        .iter()
        .filter(|gate| gate.state == GateState::Binding);
    binding
        .map(|gate| short_gate(&gate.id))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The verdict of one organisation.
pub(super) fn write(book: &mut Book<'_>, one: &Assessment) -> Result<(), XlsxError> {
    let (name, words, styles) = (name(book), book.words, book.styles);
    let as_of = book.document.as_of.clone();
    let sheet = book.sheet(name)?;
    sheet
        .set_portrait()
        .set_print_fit_to_pages(1, 1)
        .set_column_width(0, FIRST)?;
    for column in 1..8 {
        sheet.set_column_width(column, OTHER)?;
    }
    let mut page = Page {
        sheet,
        styles,
        words,
        name,
        row: 0,
    };
    page.title(one, as_of.as_deref())?;
    page.facts(one)?;
    page.indexes(one)?;
    page.gates(one)?;
    page.named(words.say("Stärken", "Strengths"), &strongest(one))?;
    page.named(words.say("Hindernisse", "Obstacles"), &hindering(one))?;
    page.plan(one)?;
    page.sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    Ok(())
}

struct Page<'p> {
    sheet: &'p mut Worksheet,
    styles: &'p Styles,
    words: Words<'p>,
    name: &'static str,
    row: RowNum,
}

impl Page<'_> {
    fn title(&mut self, one: &Assessment, as_of: Option<&str>) -> Result<(), XlsxError> {
        let (words, styles) = (self.words, self.styles);
        let name = fitting(&printable(&one.name), 250);
        self.sheet.set_row_height(0, 24)?;
        self.sheet
            .write_string_with_format(0, 0, name, &styles.title)?;
        let told = format!("{} · ID {}", words.get("pack.title"), printable(&one.id));
        self.sheet
            .write_string_with_format(1, 0, fitting(&told, 250), &styles.quiet)?;
        self.row = 2;
        if let Some(date) = as_of {
            self.sheet
                .write_string_with_format(2, 0, words.say("Stand", "As of"), &styles.lead)?;
            match ExcelDateTime::parse_from_str(date) {
                Ok(day) => self
                    .sheet
                    .write_datetime_with_format(2, 1, &day, &styles.date)?,
                Err(_) => self
                    .sheet
                    .write_string_with_format(2, 1, date, &styles.text)?,
            };
            self.row = 3;
        }
        Ok(())
    }

    /// A label, and a text across the rest of the width.
    fn pair(&mut self, lead: &str, text: &str) -> Result<(), XlsxError> {
        self.sheet
            .write_string_with_format(self.row, 0, fitting(lead, 250), &self.styles.lead)?;
        self.sheet.merge_range(
            self.row,
            1,
            self.row,
            7,
            &fitting(text, 8000),
            &self.styles.text,
        )?;
        let texts = [(lead, FIRST), (text, 7.0 * OTHER)];
        self.sheet
            .set_row_height(self.row, height(texts.into_iter()))?;
        self.row += 1;
        Ok(())
    }

    fn facts(&mut self, one: &Assessment) -> Result<(), XlsxError> {
        let words = self.words;
        self.pair(words.say("Stufe", "Level"), &level(&words, one))?;
        if let Some(id) = &one.level.id {
            let next = words.get(&format!("level.{id}.next"));
            self.pair(words.say("Nächster Schritt", "Next step"), &next)?;
        }
        let Some(placed) = &one.placement else {
            return Ok(());
        };
        let none = words.say("noch nicht zu nennen", "cannot be named yet");
        for (label, id) in [
            (
                words.say("Zielverankerung", "Target placement"),
                &placed.target,
            ),
            (
                words.say("Einstiegsverankerung", "Entry placement"),
                &placed.entry,
            ),
        ] {
            let option = id
                .as_ref()
                .map_or_else(|| none.to_owned(), |id| words.get(&format!("option.{id}")));
            self.pair(label, &option)?;
        }
        Ok(())
    }

    /// A table within the page.
    fn grid(&mut self, columns: &[Column], rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
        self.row += 1;
        head(self.sheet, self.row, columns, self.styles)?;
        for row in rows {
            self.row += 1;
            write_row(self.sheet, self.row, columns, row, self.styles)?;
        }
        self.row += 1;
        Ok(())
    }

    fn indexes(&mut self, one: &Assessment) -> Result<(), XlsxError> {
        let words = self.words;
        let columns = [
            Column::new(words.say("Index", "Index"), FIRST, Kind::Lead),
            Column::new(words.say("Punkte", "Points"), OTHER, Kind::Points),
            Column::new(words.say("Spanne von", "Range from"), OTHER, Kind::Points),
            Column::new(words.say("Spanne bis", "Range to"), OTHER, Kind::Points),
            Column::new(
                words.say("plausibel von", "Plausible from"),
                OTHER,
                Kind::Points,
            ),
            Column::new(
                words.say("plausibel bis", "Plausible to"),
                OTHER,
                Kind::Points,
            ),
            Column::new(
                words.say("Datenabdeckung", "Coverage"),
                OTHER,
                Kind::Percent,
            ),
            Column::new(
                words.say("mit Ausnahmen", "With waivers"),
                OTHER,
                Kind::Points,
            ),
        ];
        let row = |index: &IndexScore| -> Vec<Cell> {
            let spread = &index.spread;
            let scores = [
                spread.score,
                spread.low,
                spread.high,
                spread.plausible_low,
                spread.plausible_high,
                Some(spread.coverage),
                index.with_waivers,
            ];
            let label: Cell = words.get(&format!("index.{}", index.id)).into();
            [label].into_iter().chain(scores.map(Cell::from)).collect()
        };
        // The last column says something only where something is waived.
        let waived = one.indexes.iter().any(|index| index.with_waivers.is_some());
        let shown = columns.len() - usize::from(!waived);
        let rows: Vec<Vec<Cell>> = one.indexes.iter().map(row).collect();
        self.grid(columns.get(..shown).unwrap_or_default(), &rows)
    }

    fn section(&mut self, title: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.sheet
            .write_string_with_format(self.row, 0, title, &self.styles.heading)?;
        self.row += 1;
        Ok(())
    }

    /// Those that bind or are unverified.
    fn gates(&mut self, one: &Assessment) -> Result<(), XlsxError> {
        let words = self.words;
        let shown = |gate: &&Gate| gate.state != GateState::Clear;
        let gates: Vec<&Gate> = one.gates.iter().filter(shown).collect();
        if one.gates.is_empty() {
            return Ok(());
        }
        self.section(words.say("K.-o.-Kriterien", "Gates"))?;
        if gates.is_empty() {
            return self.pair("", words.say("Keines greift.", "None binds."));
        }
        for gate in gates {
            let (id, state) = (gate_rule(&gate.id), gate.state);
            let lead = format!(
                "{} {}",
                short_gate(&gate.id),
                words.get(&format!("gate.{id}.title"))
            );
            let state = match state {
                GateState::Binding => words.say("greift", "binds"),
                _ => words.say("ungeprüft", "unverified"),
            };
            let cap = gate.caps.as_ref().map_or_else(String::new, |cap| {
                format!("; {} {cap}", words.say("höchstens Stufe", "at most level"))
            });
            let text = format!("{state}{cap}. {}", words.reason(&gate.reason, |_| None));
            self.pair(&lead, &text)?;
        }
        Ok(())
    }

    fn named(&mut self, title: &str, findings: &[&Finding]) -> Result<(), XlsxError> {
        let words = self.words;
        self.section(title)?;
        if findings.is_empty() {
            return self.pair("", words.say("Keine zu nennen.", "None to name."));
        }
        for finding in findings.iter().take(NAMED) {
            let lead = words.get(&format!("rule.{}.{}", finding.rule, headline(finding)));
            let read = |name: &str| finding.fields.get(name).cloned();
            let reason = finding.reason.as_ref();
            let text = reason.map_or_else(String::new, |reason| words.reason(reason, read));
            self.pair(&lead, &text)?;
        }
        Ok(())
    }

    /// Where the plan leads, as a table and as a line.
    fn plan(&mut self, one: &Assessment) -> Result<(), XlsxError> {
        let words = self.words;
        let Some(roadmap) = one
            .roadmap
            .as_ref()
            .filter(|plan| !plan.measures.is_empty())
        else {
            return Ok(());
        };
        let told = RoadmapWords {
            words: &words,
            roadmap,
        };
        self.section(words.say("Wohin der Plan führt", "Where the plan leads"))?;
        self.row -= 1;
        let columns = [
            Column::new(words.say("Stand", "When"), FIRST, Kind::Lead),
            Column::new(
                words.say("Personentage", "Person-days"),
                OTHER,
                Kind::Number,
            ),
            Column::new(words.say("Punkte", "Points"), OTHER, Kind::Points),
            Column::new(words.say("Stufe", "Level"), OTHER, Kind::Text),
            Column::new(
                words.say("Es begrenzen noch", "Still capped by"),
                OTHER,
                Kind::Text,
            ),
        ];
        let rows: Vec<Vec<Cell>> = told
            .stops()
            .iter()
            .map(|stop| {
                vec![
                    stop.name.clone().into(),
                    stop.pt.into(),
                    stop.outlook.score.into(),
                    told.level(stop.outlook).into(),
                    told.caps(stop.outlook).into(),
                ]
            })
            .collect();
        self.grid(&columns, &rows)?;
        let last = self.row - 1;
        let chart = curve(&words, self.name, last + 1 - rows.len() as RowNum, last);
        self.sheet.insert_chart(self.row + 1, 0, &chart)?;
        self.row += CHART + 1;
        Ok(())
    }
}

fn curve(words: &Words<'_>, sheet: &str, first: RowNum, last: RowNum) -> Chart {
    let title = words.say(
        "Punkte nach jeder Phase (angenommen)",
        "Points after each phase (assumed)",
    );
    let mut chart = Chart::new(ChartType::Line);
    let mut fill = ChartFormat::new();
    fill.set_solid_fill(ChartSolidFill::new().set_color(ACCENT));
    chart
        .add_series()
        .set_categories((sheet, first, 0, last, 0))
        .set_values((sheet, first, 2, last, 2))
        .set_marker(
            ChartMarker::new()
                .set_type(ChartMarkerType::Circle)
                .set_size(8)
                .set_format(&mut fill),
        )
        .set_format(
            ChartFormat::new().set_line(ChartLine::new().set_color(ACCENT).set_width(2.25)),
        );
    titled(&mut chart, title);
    chart.y_axis().set_min(0).set_max(100).set_num_format("0");
    chart.legend().set_hidden();
    chart.set_width(880).set_height(290);
    chart
}
