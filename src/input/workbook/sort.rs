//! Which sheet is which table: by its name, else by its headings.

use super::Book;
use super::sheet::Sheet;
use crate::error::{Detail, Error, Faults, Kind, Place, listed, said};
use crate::input::dialect::{self, Dialect};
use crate::input::{Source, accounts, aims, csv, facts, is_workbook, staff, units};
use crate::model::{CaseTable, Decision, Fields, Holding, Reason};

/// What the pack reads, so that its headings are known.
#[derive(Debug, Clone, Copy)]
pub struct Kinds<'a> {
    pub fields: &'a Fields,
    pub account_fields: Option<&'a Fields>,
    pub staff: bool,
    pub goal: Option<&'a Fields>,
    pub kpi: Option<&'a Fields>,
}

/// The files of a run; workbooks are taken apart.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub organisations: Vec<Source>,
    pub facts: Vec<Source>,
    pub units: Vec<Source>,
    pub accounts: Vec<Source>,
    pub staff: Vec<Source>,
    pub goals: Vec<Source>,
    /// What came from workbooks: its name, the hash of the workbook, and what was decided.
    pub unpacked: Vec<Unpacked>,
}

/// A sheet that became a source.
#[derive(Debug, Clone)]
pub struct Unpacked {
    pub name: String,
    pub hash: String,
    pub decisions: Vec<Decision>,
}

type Known<'k> = Box<dyn Fn(&str) -> Option<usize> + 'k>;

impl Kinds<'_> {
    fn known(&self, table: CaseTable) -> Option<Known<'_>> {
        Some(match table {
            CaseTable::Organisations => Box::new(csv::known(self.fields)),
            CaseTable::Accounts => Box::new(accounts::known(self.account_fields?)),
            CaseTable::Units => Box::new(units::known),
            CaseTable::Staff if self.staff => Box::new(staff::known()),
            CaseTable::Staff => return None,
            CaseTable::Goals => Box::new(aims::known(self.goal?)),
        })
    }
}

impl Tables {
    /// Takes workbooks apart. One among the organisations may hold the tables that belong to them, too; `sheet` names
    /// the one of the organisations.
    ///
    /// # Errors
    /// Workbooks that cannot be read, or in which no sheet fits.
    pub fn unpack(
        self,
        kinds: &Kinds<'_>,
        sheet: Option<&str>,
        dialect: Dialect<'_>,
    ) -> Result<Self, Faults> {
        let mut all = Sorting {
            kinds,
            dialect,
            tables: Self::default(),
            faults: Vec::new(),
        };
        for source in self.organisations {
            all.take(source, CaseTable::Organisations, sheet);
        }
        let others = [
            (self.units, CaseTable::Units),
            (self.accounts, CaseTable::Accounts),
            (self.staff, CaseTable::Staff),
            (self.goals, CaseTable::Goals),
        ];
        for (sources, table) in others {
            sources
                .into_iter()
                .for_each(|source| all.take(source, table, None));
        }
        for source in self.facts {
            all.take_facts(source);
        }
        match all.faults.is_empty() {
            true => Ok(all.tables),
            false => Err(all.faults),
        }
    }

    fn of(&mut self, table: CaseTable) -> &mut Vec<Source> {
        match table {
            CaseTable::Organisations => &mut self.organisations,
            CaseTable::Accounts => &mut self.accounts,
            CaseTable::Units => &mut self.units,
            CaseTable::Staff => &mut self.staff,
            CaseTable::Goals => &mut self.goals,
        }
    }
}

struct Sorting<'a> {
    kinds: &'a Kinds<'a>,
    dialect: Dialect<'a>,
    tables: Tables,
    faults: Faults,
}

impl Sorting<'_> {
    fn take(&mut self, source: Source, table: CaseTable, wanted: Option<&str>) {
        if !is_workbook(&source.bytes) {
            return self.tables.of(table).push(source);
        }
        match Book::open(&source) {
            Err(fault) => self.faults.push(fault),
            Ok(book) => self.sort(&book, table, wanted),
        }
    }

    fn sort(&mut self, book: &Book, table: CaseTable, wanted: Option<&str>) {
        let kinds = self.kinds;
        let Some(known) = kinds.known(table) else {
            return;
        };
        let mapped = self.mapped(book, holding(table));
        match pick(book, table, &known, wanted.or(mapped)) {
            Err(fault) => self.faults.push(fault),
            Ok(sheet) => self.add(book, sheet, table, &known),
        }
        // A case in one file: what belongs to the organisations stands in sheets of the same workbook.
        if table != CaseTable::Organisations {
            return;
        }
        for sheet in &book.sheets {
            if let Some(other) = self.case_table(book, sheet).filter(|other| *other != table)
                && let Some(known) = kinds.known(other)
                && self.has_rows((book, sheet), other, &known)
            {
                self.add(book, sheet, other, &known);
            }
        }
    }

    fn take_facts(&mut self, source: Source) {
        if !is_workbook(&source.bytes) {
            return self.tables.facts.push(source);
        }
        let picked = Book::open(&source).and_then(|book| {
            let sheet = match self.mapped(&book, Holding::Facts) {
                Some(wanted) => named(&book, wanted)?,
                None => best(&book, &facts::known)?,
            };
            self.unpacked(Holding::Facts, (&book, sheet), &facts::known)
        });
        match picked {
            Ok(source) => self.tables.facts.push(source),
            Err(fault) => self.faults.push(fault),
        }
    }

    /// The sheet that the mapping names.
    fn mapped<'b>(&'b self, book: &Book, kind: Holding) -> Option<&'b str> {
        self.dialect.mapping()?.sheet(kind, &book.name)
    }

    /// What a sheet holds: by the mapping, else by its name.
    fn case_table(&self, book: &Book, sheet: &Sheet) -> Option<CaseTable> {
        let mapped =
            |table: &CaseTable| self.mapped(book, holding(*table)) == Some(sheet.name.as_str());
        let found = CaseTable::ALL.into_iter().find(mapped);
        found.or_else(|| CaseTable::of_sheet(&sheet.name))
    }

    /// Something stands below the header; a sheet that does not fit its mapping is refused later.
    fn has_rows(
        &self,
        (book, sheet): (&Book, &Sheet),
        table: CaseTable,
        known: &Known<'_>,
    ) -> bool {
        let Ok(source) = plain(book, sheet) else {
            return false;
        };
        let mut rows = 0;
        match dialect::open(holding(table), &source, known, &self.dialect.for_sheets()) {
            Ok(table) => {
                table.each(|_| rows += 1);
                rows > 0
            }
            Err(_) => self.dialect.mapping().is_some(),
        }
    }

    fn add(&mut self, book: &Book, sheet: &Sheet, table: CaseTable, known: &Known<'_>) {
        match self.unpacked(holding(table), (book, sheet), known) {
            Ok(source) => self.tables.of(table).push(source),
            Err(fault) => self.faults.push(fault),
        }
    }

    /// The sheet as a source, with its merged cells filled below the header.
    fn unpacked(
        &mut self,
        kind: Holding,
        (book, sheet): (&Book, &Sheet),
        known: &dyn Fn(&str) -> Option<usize>,
    ) -> Result<Source, Error> {
        let plain = plain(book, sheet)?;
        let (source, filled) = match sheet.has_merges() {
            false => (plain, 0),
            true => {
                let below = dialect::open(kind, &plain, known, &self.dialect.for_sheets())
                    .map_or(usize::MAX, |table| table.body_line().saturating_sub(1));
                text(book, sheet, below)?
            }
        };
        let merged = || Decision::of_table(Reason::new("import.merged"), filled);
        self.tables.unpacked.push(Unpacked {
            name: source.name.clone(),
            hash: book.hash.clone(),
            decisions: (filled > 0).then(merged).into_iter().collect(),
        });
        Ok(source)
    }
}

/// The sheet that the user names, that is called like the table, or whose headings fit best.
fn pick<'b>(
    book: &'b Book,
    table: CaseTable,
    known: &Known<'_>,
    wanted: Option<&str>,
) -> Result<&'b Sheet, Error> {
    if let Some(wanted) = wanted {
        return named(book, wanted);
    }
    let named = |sheet: &&Sheet| CaseTable::of_sheet(&sheet.name) == Some(table);
    match book.sheets.iter().find(named) {
        Some(sheet) => Ok(sheet),
        None => best(book, known),
    }
}

/// # Errors
/// No sheet of this name.
fn named<'b>(book: &'b Book, wanted: &str) -> Result<&'b Sheet, Error> {
    let same = |sheet: &&Sheet| sheet.name.trim().eq_ignore_ascii_case(wanted.trim());
    book.sheets.iter().find(same).ok_or_else(|| {
        let detail = said(
            format!("this workbook has no sheet `{wanted}`"),
            format!("diese Arbeitsmappe hat kein Blatt `{wanted}`"),
        );
        let names = names(book);
        fault(book, detail).help(said(
            format!("its sheets are {names}"),
            format!("ihre Blätter sind {}", names.replace(" or ", " und ")),
        ))
    })
}

fn holding(table: CaseTable) -> Holding {
    match table {
        CaseTable::Organisations => Holding::Organisations,
        CaseTable::Accounts => Holding::Accounts,
        CaseTable::Units => Holding::Units,
        CaseTable::Staff => Holding::Staff,
        CaseTable::Goals => Holding::Goals,
    }
}

/// The visible sheet whose header names the key and most columns; the first of those that are equally good.
fn best<'b>(book: &'b Book, known: &dyn Fn(&str) -> Option<usize>) -> Result<&'b Sheet, Error> {
    let fit = |sheet: &'b Sheet| {
        let columns = columns(book, sheet, known)?;
        columns.contains(&0).then_some((columns.len(), sheet))
    };
    let mut best: Option<(usize, &Sheet)> = None;
    for (count, sheet) in book.sheets.iter().filter(|one| one.visible).filter_map(fit) {
        if best.is_none_or(|(most, _)| count > most) {
            best = Some((count, sheet));
        }
    }
    best.map(|(_, sheet)| sheet).ok_or_else(|| {
        let detail = said(
            "no sheet of this workbook has headings that fit",
            "kein Blatt dieser Arbeitsmappe hat passende Überschriften",
        );
        let names = names(book);
        let help = said(
            format!("its sheets are {names}; `kamready template -o xlsx:FILE` writes a workbook to fill in, and --sheet names a sheet"),
            format!(
                "ihre Blätter sind {}; `kamready template -o xlsx:DATEI` schreibt eine Mappe zum Ausfüllen, --sheet nennt ein Blatt",
                names.replace(" or ", " und ")
            ),
        );
        fault(book, detail).help(help)
    })
}

/// The columns that the header of a sheet names.
fn columns(
    book: &Book,
    sheet: &Sheet,
    known: &dyn Fn(&str) -> Option<usize>,
) -> Option<Vec<usize>> {
    let source = plain(book, sheet).ok()?;
    let dialect = Dialect::default();
    let table = dialect::open(Holding::Organisations, &source, known, &dialect).ok()?;
    Some(table.headings.iter().filter_map(|one| one.names).collect())
}

/// The sheet as it stands there.
fn plain(book: &Book, sheet: &Sheet) -> Result<Source, Error> {
    text(book, sheet, usize::MAX).map(|(source, _)| source)
}

/// The sheet with its merged cells filled from this row on, and how many were.
fn text(book: &Book, sheet: &Sheet, filled_from: usize) -> Result<(Source, usize), Error> {
    let name = format!("{}#{}", book.name, sheet.name);
    let fault = |cause| Error::new(Kind::Read, "this sheet cannot be read").because(cause);
    let (bytes, filled) = sheet.text(filled_from).map_err(fault)?;
    Ok((Source { name, bytes }, filled))
}

fn fault(book: &Book, detail: Detail) -> Error {
    Error::new(Kind::Input, detail).at(Place::file(&*book.name))
}

fn names(book: &Book) -> String {
    listed(book.sheets.iter().map(|sheet| sheet.name.as_str()))
}
