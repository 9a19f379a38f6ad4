//! How this pack reads an org chart: word lists, limits, textbook charts (domain 4.5, 4.6).

mod limits;
pub(in crate::pack) mod table;
mod textbook;
mod words;

pub use limits::ChartLimits;
pub use textbook::Textbook;
pub use words::Folded;

use crate::error::{Error, Faults, collected};
use crate::model::{Criterion, Function, Listed, StructureType};
use crate::pack::{PackFile, PackFiles};
use words::{Match, Word};

const CRITERIA: &str = "org_chart/criteria.csv";
const FUNCTIONS: &str = "org_chart/functions.csv";
const KAM: &str = "org_chart/kam.csv";
const SERVICE: &str = "org_chart/service.csv";
const LIMITS: &str = "org_chart/limits.csv";
const TEXTBOOK: &str = "org_chart/textbook.csv";

/// What a word about criteria is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Makes the unit a division, by the criterion of its row if no other word says more.
    Division,
    /// Tells the criterion of a unit that is no division.
    Name,
    /// The same, and that of a division too.
    Both,
}

const USES: &[(&str, Use)] = &[
    ("division", Use::Division),
    ("name", Use::Name),
    ("both", Use::Both),
];

#[derive(Debug, Clone)]
struct CriterionWord {
    criterion: Criterion,
    word: Word,
    role: Use,
}

/// The tables of the folder `org_chart`.
#[derive(Debug, Clone)]
pub struct ChartRules {
    pub limits: ChartLimits,
    criteria: Vec<CriterionWord>,
    functions: Vec<(Function, Word)>,
    kam: Vec<Word>,
    service: Vec<Word>,
    textbook: Vec<Textbook>,
}

impl ChartRules {
    /// Reads the tables; none where the pack has no folder `org_chart`.
    ///
    /// # Errors
    /// Every fault of every table, with file, line and column.
    pub fn read(files: &PackFiles) -> Result<Option<Self>, Faults> {
        if !files.iter().any(|file| file.path.starts_with("org_chart/")) {
            return Ok(None);
        }
        let mut faults = Vec::new();
        let criteria = read(files, CRITERIA, criteria, &mut faults);
        let functions = read(files, FUNCTIONS, functions, &mut faults);
        let kam = read(files, KAM, words, &mut faults);
        let service = read(files, SERVICE, words, &mut faults);
        let limits = read(files, LIMITS, limits::read, &mut faults);
        let textbook = read(files, TEXTBOOK, textbook::read, &mut faults);
        match (criteria, functions, kam, service, limits, textbook) {
            (
                Some(criteria),
                Some(functions),
                Some(kam),
                Some(service),
                Some(limits),
                Some(textbook),
            ) => Ok(Some(Self {
                limits,
                criteria,
                functions,
                kam,
                service,
                textbook,
            })),
            _ => Err(faults),
        }
    }

    /// The name says that the unit is a division.
    pub fn is_division(&self, name: &Folded) -> bool {
        self.division_word(name).is_some()
    }

    /// The criterion that a name speaks of, if it speaks of one.
    pub fn criterion_of(&self, name: &Folded) -> Option<Criterion> {
        let first = |fits: fn(Use) -> bool| {
            let mut words = self.criteria.iter();
            words
                .find(|one| fits(one.role) && one.word.is_in(name))
                .map(|one| one.criterion)
        };
        match self.division_word(name) {
            Some(division) => first(|role| role == Use::Both).or(Some(division)),
            None => first(|role| role != Use::Division),
        }
    }

    /// The function that a name speaks of, if it speaks of one.
    pub fn function_of(&self, name: &Folded) -> Option<Function> {
        let hit = self.functions.iter().find(|(_, word)| word.is_in(name));
        hit.map(|(function, _)| *function)
    }

    /// The name holds a word for this function, whatever else it speaks of.
    pub fn speaks_of(&self, name: &Folded, function: Function) -> bool {
        let mut words = self.functions.iter();
        words.any(|(one, word)| *one == function && word.is_in(name))
    }

    /// The name says that the unit is key account management.
    pub fn is_kam(&self, name: &Folded) -> bool {
        self.kam.iter().any(|word| word.is_in(name))
    }

    /// The name says that the unit serves customers after the sale. Only drawings ask for it.
    pub fn serves(&self, name: &Folded) -> bool {
        self.service.iter().any(|word| word.is_in(name))
    }

    /// The textbook chart of a structure type.
    pub fn textbook(&self, structure: StructureType) -> Option<&Textbook> {
        self.textbook.iter().find(|one| one.structure == structure)
    }

    fn division_word(&self, name: &Folded) -> Option<Criterion> {
        let mut words = self.criteria.iter();
        words
            .find(|one| one.role == Use::Division && one.word.is_in(name))
            .map(|one| one.criterion)
    }
}

fn read<T>(
    files: &PackFiles,
    path: &str,
    reader: impl Fn(&PackFile) -> Result<T, Faults>,
    faults: &mut Faults,
) -> Option<T> {
    let file = crate::pack::required(files, path);
    let table = file.and_then(reader);
    table.map_err(|more| faults.extend(more)).ok()
}

/// The criteria come in the order in which they first stand in the table.
fn criteria(file: &PackFile) -> Result<Vec<CriterionWord>, Faults> {
    let mut words = each(
        table::rows(file, &["criterion", "word", "match", "use"])?,
        |row| {
            Ok(CriterionWord {
                criterion: row.one_of("criterion", Criterion::ALL)?,
                role: row.one_of("use", USES)?,
                word: word(row)?,
            })
        },
    )?;
    let named = words.iter().filter(|one| one.role != Use::Division);
    let order = first_seen(named.map(|one| one.criterion));
    words.sort_by_key(|one| order.iter().position(|known| *known == one.criterion));
    Ok(words)
}

fn functions(file: &PackFile) -> Result<Vec<(Function, Word)>, Faults> {
    let mut words = each(table::rows(file, &["function", "word", "match"])?, |row| {
        Ok((row.one_of("function", Function::ALL)?, word(row)?))
    })?;
    let order = first_seen(words.iter().map(|(function, _)| *function));
    words.sort_by_key(|(one, _)| order.iter().position(|known| known == one));
    Ok(words)
}

fn words(file: &PackFile) -> Result<Vec<Word>, Faults> {
    each(table::rows(file, &["word", "match"])?, word)
}

fn word(row: &table::Row) -> Result<Word, Error> {
    let text = row.cell("word");
    if text.is_empty() {
        return Err(row.fault(
            "word",
            "`word` is empty; it is looked for in the names of units",
        ));
    }
    Ok(Word::new(text, row.one_of("match", Match::ALL)?))
}

pub(super) fn each<T>(
    rows: Vec<table::Row>,
    read: impl Fn(&table::Row) -> Result<T, Error>,
) -> Result<Vec<T>, Faults> {
    collected(rows.iter().map(read))
}

fn first_seen<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = Vec::new();
    for value in values {
        if !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> ChartRules {
        ChartRules::read(&PackFiles::embedded()).unwrap().unwrap()
    }

    fn criterion(name: &str) -> Option<Criterion> {
        rules().criterion_of(&Folded::of(name))
    }

    fn function(name: &str) -> Option<Function> {
        rules().function_of(&Folded::of(name))
    }

    #[test]
    fn a_division_is_by_product_unless_its_name_says_customers_or_a_region() {
        assert_eq!(criterion("Sparte Handel"), Some(Criterion::Product));
        assert_eq!(criterion("Division Großkunden"), Some(Criterion::Customer));
        assert_eq!(criterion("Business Unit North"), Some(Criterion::Region));
        assert_eq!(criterion("BU Kunden Nord"), Some(Criterion::Customer));
        assert_eq!(criterion("Sparte Vertrieb"), Some(Criterion::Product));
        assert_eq!(criterion("BU OEM"), Some(Criterion::Product));
        assert_eq!(criterion("Bureau"), None);
    }

    #[test]
    fn the_first_list_that_hits_decides_the_criterion() {
        assert_eq!(criterion("Vertrieb Süd"), Some(Criterion::Function));
        assert_eq!(criterion("Kundendienst West"), Some(Criterion::Function));
        assert_eq!(criterion("Kunden Deutschland"), Some(Criterion::Customer));
        assert_eq!(criterion("Produkte Österreich"), Some(Criterion::Region));
        assert_eq!(criterion("Produktlinie A"), Some(Criterion::Product));
        assert_eq!(criterion("Projekte"), None);
        assert_eq!(criterion("Pyrotechnik"), None);
    }

    #[test]
    fn the_first_list_that_hits_decides_the_function() {
        assert_eq!(
            function("Kundenmanagement und Vertrieb"),
            Some(Function::CustomerManagement)
        );
        assert_eq!(function("Vertrieb & Marketing"), Some(Function::Sales));
        assert_eq!(function("Finanzen und Personal"), Some(Function::Finance));
        assert_eq!(function("Rechtsabteilung"), Some(Function::Legal));
        assert_eq!(function("Personalisierung"), None);
        assert_eq!(function("Logistik"), None);
    }

    #[test]
    fn an_embedded_textbook_chart_stands_for_each_type_that_can_be_stated() {
        let rules = rules();
        for (name, structure) in StructureType::ALL {
            let has = rules.textbook(*structure).is_some();
            let unstated = matches!(name, &"hybrid" | &"not_classifiable");
            assert_eq!(has, !unstated, "{name}");
        }
    }

    fn faults_with(path: &str, text: &str) -> Vec<String> {
        let mut files = PackFiles::embedded();
        files.add(path, path, text);
        let faults = ChartRules::read(&files).unwrap_err();
        faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_fault_of_a_table_names_its_row_and_what_is_allowed() {
        let faults = faults_with(KAM, "word,match\nKAM,hole\n,whole\n");
        assert_eq!(
            faults,
            [
                "org_chart/kam.csv:2, field `match`: `match` must be one of `anywhere`, `start`, `whole` or `loose`, not `hole`",
                "org_chart/kam.csv:3, field `word`: `word` is empty; it is looked for in the names of units",
            ]
        );
        let faults = faults_with(FUNCTIONS, "function,word\nsales,Sales\n");
        assert_eq!(
            faults,
            [
                "org_chart/functions.csv:1: the header of this table is `function,word,match`, not `function,word`"
            ]
        );
        let faults = faults_with(LIMITS, "limit,value\nmain_share,160\nmian,1\n");
        assert!(
            faults.iter().any(|one| one.contains(":2, field `value`")),
            "{faults:?}"
        );
        assert!(
            faults.iter().any(|one| one.contains(":3, field `limit`")),
            "{faults:?}"
        );
        assert!(
            faults
                .iter()
                .any(|one| one.contains("`simple_depth` is missing")),
            "{faults:?}"
        );
    }

    #[test]
    fn a_textbook_chart_must_be_a_tree() {
        let head =
            "structure,unit_id,parent_id,second_parent_id,kind,criterion,function,name_de,name_en";
        let faults = faults_with(
            TEXTBOOK,
            &format!("{head}\nmatrix,a,b,,line,,,A,A\nmatrix,b,a,,boss,,,B,B\n"),
        );
        assert!(
            faults
                .iter()
                .any(|one| one.contains("`kind` must be one of")),
            "{faults:?}"
        );
        let faults = faults_with(
            TEXTBOOK,
            &format!("{head}\nmatrix,a,b,,line,,,A,A\nmatrix,b,a,,line,,,B,B\n"),
        );
        assert!(
            faults.iter().any(|one| one.contains("no_root")),
            "{faults:?}"
        );
        assert!(faults.iter().any(|one| one.contains("cycle")), "{faults:?}");
    }
}
