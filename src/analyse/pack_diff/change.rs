//! One thing that is not as it was.

use serde::Serialize;

use crate::model::{Lang, Text};

/// What is changed; the order is that of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Pack,
    Index,
    Dimension,
    Level,
    Weight,
    Rule,
    Param,
    Formula,
    Gate,
    Declaration,
    Field,
    Placement,
    Competency,
    Table,
    Text,
    Source,
    Case,
    File,
}

impl Kind {
    pub fn title(self, lang: Lang) -> &'static str {
        let (de, en) = match self {
            Self::Pack => ("Paket", "Pack"),
            Self::Index => ("Indizes", "Indexes"),
            Self::Dimension => ("Dimensionen", "Dimensions"),
            Self::Level => ("Stufen", "Levels"),
            Self::Weight => ("Gewichte", "Weights"),
            Self::Rule => ("Regeln", "Rules"),
            Self::Param => ("Parameter", "Params"),
            Self::Formula => ("Formeln", "Formulas"),
            Self::Gate => ("K.-o.-Kriterien", "Gates"),
            Self::Declaration => ("Angaben der Regeln", "Declarations of rules"),
            Self::Field => ("Felder", "Fields"),
            Self::Placement => ("Verankerung", "Placement"),
            Self::Competency => ("Kompetenzen", "Competencies"),
            Self::Table => ("Tabellen", "Tables"),
            Self::Text => ("Texte", "Texts"),
            Self::Source => ("Quellen", "Sources"),
            Self::Case => ("Prüffälle", "Cases"),
            Self::File => ("Dateien", "Files"),
        };
        match lang {
            Lang::De => de,
            Lang::En => en,
        }
    }
}

/// How a change can break somebody who used the old pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Breaks {
    /// A question without a default: records of today leave it open.
    NewField,
    RemovedField,
    RemovedHeading,
    RemovedValue,
    NarrowerRange,
    OtherType,
    OtherUnit,
    OtherDefault,
    OtherLevels,
    RemovedIndex,
    RemovedDimension,
    RemovedRule,
    RemovedParam,
    RemovedOption,
    NoLongerAllowed,
}

impl Breaks {
    /// Who is hit, and how.
    pub fn told(self, lang: Lang) -> &'static str {
        let (de, en) = match self {
            Self::NewField => (
                "bisherige Dateien beantworten es nicht: die Datenabdeckung sinkt",
                "files of today do not answer it: coverage falls",
            ),
            Self::RemovedField => (
                "die Spalte bisheriger Dateien wird nicht mehr gelesen",
                "the column of today's files is not read any more",
            ),
            Self::RemovedHeading => (
                "Spalten mit dieser Überschrift werden nicht mehr gelesen",
                "columns with this heading are not read any more",
            ),
            Self::RemovedValue => (
                "Datensätze mit diesem Wert werden zurückgewiesen",
                "records with this value are refused",
            ),
            Self::NarrowerRange => (
                "Datensätze außerhalb des neuen Bereichs werden zurückgewiesen",
                "records outside the new range are refused",
            ),
            Self::OtherType => (
                "bisherige Werte werden zurückgewiesen",
                "values of today are refused",
            ),
            Self::OtherUnit => (
                "dieselbe Zahl bedeutet etwas anderes",
                "the same number means something else",
            ),
            Self::OtherDefault => (
                "ein leeres Feld bedeutet etwas anderes",
                "an empty cell means something else",
            ),
            Self::OtherLevels => (
                "`--fail-on level:…`, Ausnahmen und Auswertungen nennen Stufen, die es so nicht mehr gibt",
                "`--fail-on level:…`, overlays and what reads results name levels that are no longer so",
            ),
            Self::RemovedIndex => (
                "Ergebnisse haben diesen Schlüssel nicht mehr",
                "results do not have this key any more",
            ),
            Self::RemovedDimension => (
                "Ergebnistabellen haben diese Spalte nicht mehr",
                "tables of results do not have this column any more",
            ),
            Self::RemovedRule => (
                "Ausnahmen (Waiver) und Overlays, die sie nennen, werden zurückgewiesen",
                "waivers and overlays that name it are refused",
            ),
            Self::RemovedParam => (
                "Overlays, die ihn nennen, werden zurückgewiesen",
                "overlays that name it are refused",
            ),
            Self::RemovedOption => (
                "Ergebnisse können diese Möglichkeit nicht mehr nennen",
                "results cannot name this option any more",
            ),
            Self::NoLongerAllowed => (
                "Overlays, die es nutzen, werden zurückgewiesen",
                "overlays that use it are refused",
            ),
        };
        match lang {
            Lang::De => de,
            Lang::En => en,
        }
    }
}

/// One change. What is new has no `from`, what is gone no `to`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    pub kind: Kind,
    /// As an overlay would call it: `weight D05_data_information`, `param G5.least`, `text level.L3.next`.
    pub what: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub breaks: Option<Breaks>,
    /// Why, where the new pack is an overlay that says so.
    pub reason: Option<Text>,
}

/// The changes so far.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) list: Vec<Change>,
}

impl Changes {
    pub(super) fn add(
        &mut self,
        kind: Kind,
        what: impl Into<String>,
        from: Option<String>,
        to: Option<String>,
        breaks: Option<Breaks>,
    ) {
        self.list.push(Change {
            kind,
            what: what.into(),
            from,
            to,
            breaks,
            reason: None,
        });
    }

    /// Adds a change where two values are told differently.
    pub(super) fn values(
        &mut self,
        kind: Kind,
        what: impl Into<String>,
        from: &str,
        to: &str,
        breaks: Option<Breaks>,
    ) {
        if from != to {
            let (from, to) = (Some(from.to_owned()), Some(to.to_owned()));
            self.add(kind, what, from, to, breaks);
        }
    }

    pub(super) fn numbers(&mut self, kind: Kind, what: impl Into<String>, from: f64, to: f64) {
        self.values(kind, what, &from.to_string(), &to.to_string(), None);
    }

    /// Named values of both sides, told apart by name.
    pub(super) fn named(&mut self, kind: Kind, old: &[(String, String)], new: &[(String, String)]) {
        for (name, from) in old {
            let to = new.iter().find(|(known, _)| known == name);
            match to {
                Some((_, to)) => self.values(kind, name.clone(), from, to, None),
                None => self.add(kind, name.clone(), Some(from.clone()), None, None),
            }
        }
        for (name, to) in new {
            if !old.iter().any(|(known, _)| known == name) {
                self.add(kind, name.clone(), None, Some(to.clone()), None);
            }
        }
    }
}
