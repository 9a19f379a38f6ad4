//! `mission/`: the elements of a mission, and the template for a draft (domain 7).

use serde::Deserialize;

use super::files::{PackFile, PackFiles};
use super::goals::{filled, is_sound, text};
use super::manifest::from_toml;
use super::org_chart::table::{Row, rows};
use super::parameters::Figure;
use crate::error::{Error, Faults, Kind, Place, collected, listed};
use crate::model::{Id, Text, placeholders};

const FILES: [&str; 5] = [
    "mission/elements.csv",
    "mission/blanks.csv",
    "mission/limits.toml",
    "mission/de.md",
    "mission/en.md",
];

/// One element that a mission should have.
#[derive(Debug, Clone)]
pub struct Element {
    /// The name of its field.
    pub id: Id,
    pub label: Text,
    pub check: Text,
    /// Words that hint at it in free text, in lower case.
    pub hints: Vec<String>,
}

/// A blank of the template that the tool may know.
#[derive(Debug, Clone)]
pub struct Blank {
    /// What it is filled from.
    pub fact: BlankFact,
    /// As it stands in braces in the template.
    pub name: Text,
    /// What then stands there; it may hold blanks itself.
    pub say: Text,
}

/// What the tool can know for the mission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlankFact {
    Company,
    Circle,
    Goals,
    People,
    Kpis,
}

impl BlankFact {
    pub const ALL: [(&'static str, Self); 5] = [
        ("company", Self::Company),
        ("circle", Self::Circle),
        ("goals", Self::Goals),
        ("people", Self::People),
        ("kpis", Self::Kpis),
    ];

    pub fn name(self) -> &'static str {
        let own = |(_, fact): &&(&str, Self)| *fact == self;
        Self::ALL.iter().find(own).map_or("", |(name, _)| name)
    }
}

/// What the mission says of a role.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct People {
    pub role: Id,
    pub de: String,
    pub en: String,
}

/// What a good mission keeps to.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissionLimits {
    /// The field of the organisation that the elements fill.
    pub fact: Id,
    pub difference: Figure,
    pub words_least: Figure,
    pub words_most: Figure,
    pub goals_most: Figure,
    pub kpis_least: Figure,
    pub kpis_most: Figure,
    /// The line with one of these may name customers.
    pub approval: Vec<String>,
    /// Beginnings of words.
    pub exclusive: Vec<String>,
    pub people: Vec<People>,
}

/// Everything that a pack says about the mission.
#[derive(Debug, Clone)]
pub struct MissionPack {
    pub elements: Vec<Element>,
    pub blanks: Vec<Blank>,
    pub limits: MissionLimits,
    /// The first line is the title.
    pub template: Text,
}

impl MissionPack {
    /// Reads the files; a pack without them knows no mission.
    ///
    /// # Errors
    /// A pack that has some of the files and not all; every fault in them.
    pub(super) fn read(files: &PackFiles) -> Result<Option<Self>, Faults> {
        let found: Vec<&PackFile> = FILES.iter().filter_map(|name| files.get(name)).collect();
        let [elements, blanks, limits, de, en] = found.as_slice() else {
            let lacking = FILES.iter().filter(|name| files.get(name).is_none());
            let detail = format!("a pack with a mission needs {}", listed(lacking.copied()));
            return match found.is_empty() {
                true => Ok(None),
                false => Err(vec![Error::new(Kind::Pack, detail)]),
            };
        };
        let mut faults = Vec::new();
        let listed = super::take(
            each(
                elements,
                &["id", "de", "en", "check_de", "check_en", "hints"],
                element,
            ),
            &mut faults,
        );
        let filled = super::take(
            each(blanks, &["fact", "de", "en", "say_de", "say_en"], blank),
            &mut faults,
        );
        let read: Result<MissionLimits, Error> = from_toml(limits);
        let read = super::take(read.map_err(|fault| vec![fault]), &mut faults);
        let (Some(elements), Some(filled), Some(limits)) = (listed, filled, read) else {
            return Err(faults);
        };
        let pack = Self {
            elements,
            blanks: filled,
            limits,
            template: Text::new(de.text.trim(), en.text.trim()),
        };
        faults.extend(pack.faults(blanks));
        if faults.is_empty() {
            Ok(Some(pack))
        } else {
            Err(faults)
        }
    }

    fn faults(&self, blanks: &PackFile) -> Faults {
        let mut faults = Vec::new();
        let mut fault = |detail: String| {
            faults.push(Error::new(Kind::Pack, detail).at(Place::file(&*blanks.shown)));
        };
        for blank in &self.blanks {
            let stands =
                |template: &str, name: &str| placeholders(template).any(|hole| hole == name);
            for (template, name) in [
                (&self.template.de, &blank.name.de),
                (&self.template.en, &blank.name.en),
            ] {
                if !stands(template, name) {
                    fault(format!("the template has no blank `{{{name}}}`"));
                }
            }
        }
        if self.elements.is_empty() {
            fault("a mission has at least one element".to_owned());
        }
        let limits = &self.limits;
        for (name, figure) in [
            ("difference", &limits.difference),
            ("words_least", &limits.words_least),
            ("words_most", &limits.words_most),
            ("goals_most", &limits.goals_most),
            ("kpis_least", &limits.kpis_least),
            ("kpis_most", &limits.kpis_most),
        ] {
            if !is_sound(figure) {
                fault(format!(
                    "`{name}` is {}; a figure is a number from 0 to 100,000",
                    figure.value
                ));
            }
        }
        faults
    }
}

fn each<T>(
    file: &PackFile,
    columns: &[&'static str],
    one: fn(&Row) -> Result<T, Error>,
) -> Result<Vec<T>, Faults> {
    collected(rows(file, columns)?.iter().map(one))
}

fn element(row: &Row) -> Result<Element, Error> {
    let hints = row.cell("hints").split(';').map(str::trim);
    Ok(Element {
        id: filled(row, "id")?.into(),
        label: text(row, "de", "en")?,
        check: text(row, "check_de", "check_en")?,
        hints: hints
            .filter(|hint| !hint.is_empty())
            .map(str::to_lowercase)
            .collect(),
    })
}

fn blank(row: &Row) -> Result<Blank, Error> {
    Ok(Blank {
        fact: row.one_of("fact", &BlankFact::ALL)?,
        name: text(row, "de", "en")?,
        say: text(row, "say_de", "say_en")?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::Pack;
    use super::*;

    #[test]
    fn a_blank_that_the_template_does_not_have_is_a_fault() {
        let mut files = PackFiles::embedded();
        let text = files
            .get("mission/en.md")
            .unwrap()
            .text
            .replace("{company}", "{firm}");
        files.add("mission/en.md", "kam/mission/en.md", &text);
        let found: Vec<String> = Pack::read(&files)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(
            found
                .iter()
                .any(|fault| fault.contains("the template has no blank `{company}`")),
            "{found:?}"
        );
    }
}
