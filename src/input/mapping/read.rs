//! The file of a mapping, read strictly: what it does not know is a fault with its line.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Form, IGNORE, Kinds};
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::input::Source;
use crate::input::cell::{Mark, Unit};
use crate::input::dialect::{MappedColumn, MappedTable, Mapping};
use crate::model::Holding;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    table: Vec<Spanned<RawTable>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTable {
    kind: String,
    file: String,
    sheet: Option<String>,
    encoding: Option<String>,
    delimiter: Option<String>,
    header_row: usize,
    #[serde(default)]
    two_rows: bool,
    columns: Vec<Spanned<RawColumn>>,
    #[serde(default)]
    decimals: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawColumn {
    heading: String,
    field: String,
    decimal: Option<String>,
    unit: Option<String>,
}

impl Mapping {
    /// Reads the file of a mapping.
    ///
    /// # Errors
    /// All that is wrong in it: unknown keys, kinds, fields, signs and units; what is missing or stands there twice.
    pub fn read(source: &Source, kinds: &Kinds<'_>) -> Result<Self, Faults> {
        let at = |line: usize| Place::line(&*source.name, line);
        let fault = |line: usize, detail: String| Error::new(Kind::Input, detail).at(at(line));
        let text = std::str::from_utf8(&source.bytes)
            .map_err(|_| vec![fault(1, "this mapping is not UTF-8 text".to_owned())])?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let line = |at: usize| text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        let file: File = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            vec![fault(
                line(start),
                error.message().trim().replace('\n', ", "),
            )]
        })?;
        let mut reader = Reader {
            forms: Form::all(kinds),
            fields: kinds.fields.ids().collect(),
            faults: Vec::new(),
            line: &line,
        };
        let mut tables: Vec<MappedTable> = Vec::new();
        for raw in file.table {
            let start = line(raw.span().start);
            let Some(table) = reader.table(start, raw.into_inner()) else {
                continue;
            };
            let same = |one: &MappedTable| {
                (one.kind, &one.file, &one.sheet) == (table.kind, &table.file, &table.sheet)
            };
            if tables.iter().any(same) {
                let kind = table.kind.name();
                reader.fault(
                    start,
                    format!("`{}` is a table of {kind} above already", table.file),
                );
            }
            tables.push(table);
        }
        if tables.is_empty() && reader.faults.is_empty() {
            reader.fault(1, "this mapping has no `[[table]]`".to_owned());
        }
        let faults: Faults = reader
            .faults
            .into_iter()
            .map(|(line, detail)| fault(line, detail))
            .collect();
        match faults.is_empty() {
            true => Ok(Self {
                file: source.name.clone(),
                tables,
            }),
            false => Err(faults),
        }
    }
}

struct Reader<'a> {
    forms: Vec<Form<'a>>,
    /// Those of organisations.
    fields: Vec<&'a str>,
    faults: Vec<(usize, String)>,
    line: &'a dyn Fn(usize) -> usize,
}

impl Reader<'_> {
    fn fault(&mut self, line: usize, detail: String) {
        self.faults.push((line, detail));
    }

    /// What was read, or a fault.
    fn or_fault<T>(&mut self, line: usize, found: Result<T, String>) -> Option<T> {
        found.map_err(|detail| self.fault(line, detail)).ok()
    }

    fn table(&mut self, line: usize, raw: RawTable) -> Option<MappedTable> {
        let kind = self.kind(&raw.kind);
        let kind = self.or_fault(line, kind)?;
        let layout = layout(&raw);
        let (encoding, delimiter) = self.or_fault(line, layout).unwrap_or_default();
        let mut columns: Vec<MappedColumn> = Vec::new();
        for one in raw.columns {
            let line = (self.line)(one.span().start);
            let column = self.column(kind, one.into_inner());
            let Some(column) = self.or_fault(line, column) else {
                continue;
            };
            let field = column.field.as_deref();
            if let Some(field) = field
                && columns
                    .iter()
                    .any(|other| other.field.as_deref() == Some(field))
            {
                self.fault(
                    line,
                    format!("`{field}` is the field of another column of this table already"),
                );
            }
            columns.push(column);
        }
        let mut decimals = BTreeMap::new();
        for (field, sign) in raw.decimals {
            let sign = self.decimal_of(kind, &field, &sign);
            decimals.extend(self.or_fault(line, sign).map(|sign| (field, sign)));
        }
        Some(MappedTable {
            kind,
            file: raw.file,
            sheet: raw.sheet,
            encoding,
            delimiter,
            header_row: raw.header_row,
            two_rows: raw.two_rows,
            columns,
            decimals,
        })
    }

    fn kind(&self, name: &str) -> Result<Holding, String> {
        let kinds = || self.forms.iter().map(|form| form.kind);
        kinds().find(|kind| kind.name() == name).ok_or_else(|| {
            format!(
                "`{name}` is no kind of table that the pack reads; such are {}",
                listed(kinds().map(Holding::name))
            )
        })
    }

    fn column(&self, kind: Holding, raw: RawColumn) -> Result<MappedColumn, String> {
        let field = match raw.field.as_str() {
            IGNORE => None,
            id => Some(self.known(kind, id)?),
        };
        let heading = raw.heading;
        if heading.trim().is_empty() {
            return Err("a column needs its `heading`".to_owned());
        }
        let number = field.as_deref().is_some_and(|id| self.is_number(kind, id));
        if raw.decimal.is_some() && !number {
            return Err(format!(
                "the column `{heading}` holds no numbers and has no decimal sign"
            ));
        }
        if raw.unit.is_some() && field.is_none() {
            return Err(format!(
                "the column `{heading}` is not read and has no unit"
            ));
        }
        Ok(MappedColumn {
            decimal: raw.decimal.as_deref().map(mark).transpose()?,
            unit: raw.unit.as_deref().map(unit).transpose()?,
            field,
            heading,
        })
    }

    fn form(&self, kind: Holding) -> Option<&Form<'_>> {
        self.forms.iter().find(|form| form.kind == kind)
    }

    fn is_number(&self, kind: Holding, id: &str) -> bool {
        self.form(kind)
            .is_some_and(|form| form.numbers.contains(&id))
    }

    fn known(&self, kind: Holding, id: &str) -> Result<String, String> {
        let ids = self.form(kind).map_or(&[][..], |form| &form.ids);
        known_among(ids, id)
    }

    /// The sign of a field whose values stand in one column with those of others.
    fn decimal_of(&self, kind: Holding, field: &str, sign: &str) -> Result<Mark, String> {
        if kind != Holding::Facts {
            let kind = kind.name();
            return Err(format!(
                "a table of {kind} names decimal signs at its columns"
            ));
        }
        known_among(&self.fields, field)?;
        mark(sign)
    }
}

fn known_among(ids: &[&str], id: &str) -> Result<String, String> {
    if ids.contains(&id) {
        return Ok(id.to_owned());
    }
    let near = nearest(id, ids.iter().copied())
        .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
    Err(format!(
        "`{id}` is no field of this table{near}; a column that is not to be read has the field `{IGNORE}`"
    ))
}

fn mark(text: &str) -> Result<Mark, String> {
    match text {
        "," => Ok(Mark::Comma),
        "." => Ok(Mark::Point),
        _ => Err(format!("`{text}` is no decimal sign; allowed are , and .")),
    }
}

fn unit(text: &str) -> Result<Unit, String> {
    let unit = Unit::of(text).filter(Unit::is_general);
    unit.ok_or_else(|| {
        format!("`{text}` is no unit of a column; such are %, EUR, Tsd EUR, Mio EUR")
    })
}

type Layout = (Option<&'static encoding_rs::Encoding>, Option<u8>);

/// A sheet is no text; a text needs its encoding and delimiter.
fn layout(raw: &RawTable) -> Result<Layout, String> {
    if raw.header_row == 0 {
        return Err("`header_row` is a line, counted from 1".to_owned());
    }
    match (&raw.sheet, &raw.encoding, &raw.delimiter) {
        (Some(_), None, None) => Ok((None, None)),
        (Some(_), ..) => Err("a sheet has neither `encoding` nor `delimiter`".to_owned()),
        (None, Some(encoding), Some(delimiter)) => {
            let label = encoding_rs::Encoding::for_label(encoding.as_bytes());
            let label = label.ok_or_else(|| {
                format!("`{encoding}` is no encoding; such are utf-8, utf-16le, windows-1252")
            })?;
            Ok((Some(label), Some(sign(delimiter)?)))
        }
        (None, ..) => Err("a table that is text needs `encoding` and `delimiter`".to_owned()),
    }
}

fn sign(text: &str) -> Result<u8, String> {
    let mut chars = text.chars();
    match (text, chars.next(), chars.next()) {
        ("tab", ..) => Some(b'\t'),
        (_, Some(sign), None) if !matches!(sign, '"' | '\r' | '\n') => u8::try_from(sign).ok(),
        _ => None,
    }
    .ok_or_else(|| format!("`{text}` is no delimiter; it is one sign, or tab"))
}
