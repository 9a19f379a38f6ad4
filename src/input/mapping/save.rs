//! What was decided about the tables of a run, as a mapping.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Form, IGNORE, Kinds};
use crate::input::cell::{Mark, Style, Votes};
use crate::input::dialect::{self, MappedColumn, MappedTable, Mapping, names};
use crate::input::{Files, Source, facts, log};
use crate::model::{Fields, Holding};

const HEAD: &str = "\
# How the tables of this run were read; `--mapping` reads the next ones exactly so.
# A column is read as `field`, the id of a field, or not at all: \"ignore\". `decimal` is the decimal sign of its numbers;
# without it the cells have to prove it. `unit` is the unit of cells that name none.
";

impl Mapping {
    /// How the tables among these files are read. They were read already: one that cannot be opened is left out.
    pub fn of(kinds: &Kinds<'_>, files: &Files<'_>) -> Self {
        let mut tables = Vec::new();
        for form in Form::all(kinds) {
            let sources = match form.kind {
                Holding::Organisations => files.organisations,
                Holding::Facts => files.facts,
                Holding::Units => files.units,
                Holding::Accounts => files.accounts,
                Holding::Staff => files.staff,
                Holding::Goals => files.aims.goals,
                Holding::Kpis => files.aims.kpis,
                Holding::Mission | Holding::Waivers | Holding::Mapping => &[],
            };
            let read = sources
                .iter()
                .filter(|one| !one.is_json() && !one.is_blank());
            tables.extend(read.filter_map(|source| table(&form, kinds.fields, source, files)));
        }
        Self {
            file: String::new(),
            tables,
        }
    }

    /// The file, with one line for each column.
    pub fn text(&self) -> String {
        let tables = self.tables.iter().map(table_text);
        std::iter::once(HEAD.to_owned()).chain(tables).collect()
    }
}

fn table(
    form: &Form<'_>,
    fields: &Fields,
    source: &Source,
    files: &Files<'_>,
) -> Option<MappedTable> {
    let table = dialect::open(form.kind, source, &*form.known, &files.dialect).ok()?;
    let styles = styles(form, &table, files);
    let columns = table.headings.iter().zip(&styles);
    let columns = columns.filter(|(heading, _)| !heading.text.is_empty());
    let column = |(heading, style): (&dialect::Heading, &Style)| {
        let field = heading.names.and_then(|column| form.field(column));
        let number = field.is_some_and(|field| form.numbers.contains(&field));
        MappedColumn {
            heading: heading.text.clone(),
            field: field.map(str::to_owned),
            decimal: style.settled().filter(|_| number),
            unit: heading.unit.clone().filter(|_| field.is_some()),
        }
    };
    let (file, sheet) = names(&source.name);
    let is_text = sheet.is_none();
    Some(MappedTable {
        kind: form.kind,
        file,
        sheet: sheet.map(str::to_owned),
        encoding: is_text.then_some(table.encoding),
        delimiter: is_text.then(|| table.delimiter()),
        header_row: table.line,
        two_rows: table.two_rows,
        columns: columns.map(column).collect(),
        decimals: match form.kind {
            Holding::Facts => decimals(fields, source, files),
            _ => BTreeMap::new(),
        },
    })
}

fn styles(form: &Form<'_>, table: &dialect::Table<'_>, files: &Files<'_>) -> Vec<Style> {
    let mut votes = vec![Votes::default(); table.headings.len()];
    let field = |heading: &dialect::Heading| heading.names.and_then(|column| form.field(column));
    let counts: Vec<bool> = (table.headings.iter())
        .map(|heading| form.votes(field(heading)))
        .collect();
    table.each(|row| {
        for (column, (votes, _)) in votes
            .iter_mut()
            .zip(&counts)
            .enumerate()
            .filter(|(_, (_, counts))| **counts)
        {
            row.vote(column, votes);
        }
    });
    log::styles(&votes, &table.headings, &files.dialect)
}

fn decimals(fields: &Fields, source: &Source, files: &Files<'_>) -> BTreeMap<String, Mark> {
    let styles = facts::styles(fields, source, &files.dialect).unwrap_or_default();
    let settled = fields.ids().zip(&styles);
    settled
        .filter_map(|(id, style)| Some((id.to_owned(), style.settled()?)))
        .collect()
}

fn table_text(table: &MappedTable) -> String {
    let mut text = format!(
        "\n[[table]]\nkind = {}\nfile = {}\n",
        quoted(table.kind.name()),
        quoted(&table.file)
    );
    let mut line = |key: &str, value: String| {
        let _ = writeln!(text, "{key} = {value}");
    };
    if let Some(sheet) = &table.sheet {
        line("sheet", quoted(sheet));
    }
    if let Some(encoding) = table.encoding {
        line("encoding", quoted(&encoding.name().to_lowercase()));
    }
    if let Some(delimiter) = table.delimiter {
        line("delimiter", quoted(&delimiter_name(delimiter)));
    }
    line("header_row", table.header_row.to_string());
    if table.two_rows {
        line("two_rows", "true".to_owned());
    }
    text.push_str("columns = [\n");
    text.extend(table.columns.iter().map(column_text));
    text.push_str("]\n");
    if !table.decimals.is_empty() {
        text.push_str("\n[table.decimals]\n");
    }
    for (field, sign) in &table.decimals {
        let _ = writeln!(
            text,
            "{} = {}",
            quoted(field),
            quoted(&sign.sign().to_string())
        );
    }
    text
}

fn delimiter_name(delimiter: u8) -> String {
    match delimiter {
        b'\t' => "tab".to_owned(),
        sign => char::from(sign).to_string(),
    }
}

fn column_text(column: &MappedColumn) -> String {
    let field = column.field.as_deref().unwrap_or(IGNORE);
    let mut text = format!(
        "  {{ heading = {}, field = {}",
        quoted(&column.heading),
        quoted(field)
    );
    if let Some(sign) = column.decimal {
        let _ = write!(text, ", decimal = \"{}\"", sign.sign());
    }
    if let Some(unit) = &column.unit {
        let _ = write!(text, ", unit = {}", quoted(&unit.name()));
    }
    text + " },\n"
}

/// A text of one line, whatever stands in it; signs that nobody sees are written as numbers.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if is_hidden(c) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn is_hidden(c: char) -> bool {
    let steers = matches!(
        c,
        '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    );
    c.is_control() || steers
}
