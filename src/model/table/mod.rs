//! The tables of a case: how their files and sheets are called, and the fields of those tables that no pack
//! declares. Readers and the questionnaire share them.

mod staff;
mod units;

pub use staff::staff_fields;
pub use units::unit_fields;

use super::{Account, Choice, Field, FieldType, Lang, Text};

/// Columns of facts in long form, of which the last four may be left out.
pub const FACT_COLUMNS: [&str; 7] = [
    "org_id",
    "field",
    "value",
    "evidence",
    "source",
    "respondent",
    "date",
];

/// What one table of a case holds, a row each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseTable {
    Organisations,
    /// Own customers (domain 2.1).
    Accounts,
    /// Units of the org chart (domain 4.6).
    Units,
    /// Ratings of persons (domain 5.6).
    Staff,
    /// Goals (domain 6.3).
    Goals,
}

impl CaseTable {
    pub const ALL: [Self; 5] = [
        Self::Organisations,
        Self::Accounts,
        Self::Units,
        Self::Staff,
        Self::Goals,
    ];

    /// The name of its sheet in a workbook.
    pub fn sheet(self, lang: Lang) -> &'static str {
        let (de, en) = match self {
            Self::Organisations => ("Organisationen", "Organisations"),
            Self::Accounts => ("Kunden", "Accounts"),
            Self::Units => ("Organigramm", "Units"),
            Self::Staff => ("Personal", "Staff"),
            Self::Goals => ("Ziele", "Goals"),
        };
        match lang {
            Lang::De => de,
            Lang::En => en,
        }
    }

    /// The table that a sheet's name means: that of either language or of the file, in whatever case.
    pub fn of_sheet(name: &str) -> Option<Self> {
        let folded = name.trim().to_lowercase();
        let means = |table: &Self| {
            let sheets = Lang::ALL.map(|lang| table.sheet(lang).to_lowercase());
            sheets.contains(&folded) || table.file() == format!("{folded}.csv")
        };
        Self::ALL.into_iter().find(means)
    }

    /// The name of its file in a case folder.
    pub fn file(self) -> &'static str {
        match self {
            Self::Organisations => "organisation.csv",
            Self::Accounts => "accounts.csv",
            Self::Units => "org_units.csv",
            Self::Staff => "staff.csv",
            Self::Goals => "goals.csv",
        }
    }

    /// Columns in which no row may be empty.
    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::Organisations => &["id"],
            Self::Accounts => &Account::REQUIRED,
            Self::Units => &["unit_id", "name"],
            Self::Staff => &["person_id", "role", "competency_id"],
            Self::Goals => &["goal_id", "text"],
        }
    }
}

/// The id of an organisation, which is no field of a pack.
pub fn organisation_id() -> Field {
    declared(
        "id",
        FieldType::Text,
        ("Kennung", "Id"),
        (
            "Unter welcher Kennung wird die Organisation geführt? Frei wählbar, jede kommt nur einmal vor.",
            "What is the id of the organisation? Choose it freely; each occurs only once.",
        ),
    )
}

/// A field without limits, unit or list.
fn declared(id: &str, kind: FieldType, label: (&str, &str), question: (&str, &str)) -> Field {
    Field {
        id: id.into(),
        label: Text::new(label.0, label.1),
        question: Text::new(question.0, question.1),
        kind,
        unit: None,
        unit_label: None,
        unit_one: None,
        ask: None,
        min: None,
        max: None,
        above: None,
        letters: None,
        capitals: false,
        default: None,
        choices: Vec::new(),
        anchor: None,
        aliases: Vec::new(),
    }
}

fn choices(words: &[(&str, &str, &str)]) -> Vec<Choice> {
    let choice = |(id, de, en): &(&str, &str, &str)| Choice {
        id: (*id).into(),
        label: Text::new(*de, *en),
        anchor: None,
    };
    words.iter().map(choice).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Criterion, Fields, Function, Listed, UnitKind};
    use super::*;

    #[test]
    fn a_sheet_is_found_by_its_name_in_either_language() {
        for table in CaseTable::ALL {
            for lang in Lang::ALL {
                assert_eq!(CaseTable::of_sheet(table.sheet(lang)), Some(table));
            }
        }
        assert_eq!(CaseTable::of_sheet(" kunden "), Some(CaseTable::Accounts));
        assert_eq!(CaseTable::of_sheet("org_units"), Some(CaseTable::Units));
        assert_eq!(CaseTable::of_sheet("Tabelle1"), None);
    }

    #[test]
    fn no_heading_of_a_table_means_two_fields() {
        let choices = vec![choices(&[("a", "a", "a")]); 2];
        let [roles, competencies] = <[_; 2]>::try_from(choices).unwrap();
        for fields in [unit_fields(), staff_fields(roles, competencies)] {
            assert_eq!(Fields::new(fields).1, Vec::<String>::new());
        }
    }

    #[test]
    fn the_words_of_a_unit_are_those_of_the_org_chart() {
        let fields = unit_fields();
        let words = |id: &str| -> Vec<String> {
            let field = fields.iter().find(|field| &*field.id == id).unwrap();
            field.choices.iter().map(|one| one.id.to_string()).collect()
        };
        assert_eq!(words("kind"), UnitKind::names().collect::<Vec<_>>());
        let criteria: Vec<&str> = Criterion::names().chain(["unknown"]).collect();
        assert_eq!(words("criterion"), criteria);
        assert_eq!(words("function"), Function::names().collect::<Vec<_>>());
    }
}
