//! `pack.toml`: what the pack is, its indexes, dimensions and levels.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use toml::de::DeTable;

use super::files::PackFile;
use super::literal::Spot;
use super::overlay::Permissions;
use super::placement::Decision;
use crate::error::{Detail, Error, Faults, Kind, Place, code, listed, nearest};
use crate::model::{Grade, Id, Text};

/// The manifest of a pack (design, section 3).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    pub id: Id,
    pub version: Id,
    pub languages: Vec<String>,
    pub title: Text,
    pub summary: Text,
    #[serde(default)]
    pub ranges: Ranges,
    #[serde(default)]
    pub coverage: CoverageLimits,
    #[serde(default)]
    pub evidence: Evidence,
    pub indexes: Vec<Index>,
    pub dimensions: Vec<Dimension>,
    pub levels: Levels,
    pub placement: Option<Decision>,
    /// What an overlay may change; nothing where it is missing.
    pub overlay: Option<Permissions>,
}

/// What a missing answer counts as, in points (domain 0.4).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranges {
    pub plausible_low: f64,
    pub plausible_high: f64,
}

impl Default for Ranges {
    fn default() -> Self {
        Self {
            plausible_low: 20.0,
            plausible_high: 80.0,
        }
    }
}

/// The least coverage, in percent, for a dimension to be judged and for a level to be given.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoverageLimits {
    pub dimension: f64,
    pub level: f64,
}

impl Default for CoverageLimits {
    fn default() -> Self {
        Self {
            dimension: 50.0,
            level: 70.0,
        }
    }
}

/// Half-width of a fact by its grade, in points.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(non_snake_case, reason = "the grades are called so")]
pub struct Evidence {
    pub E0: f64,
    pub E1: f64,
    pub E2: f64,
    pub E3: f64,
}

impl Evidence {
    pub fn half_width(&self, grade: Grade) -> f64 {
        match grade {
            Grade::E0 => self.E0,
            Grade::E1 => self.E1,
            Grade::E2 => self.E2,
            Grade::E3 => self.E3,
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    pub id: Id,
    pub label: Text,
    pub question: Text,
    /// Other ways to add up its rules, shown beside the index by `reasons`; they decide nothing.
    #[serde(default)]
    pub aggregations: Vec<Aggregation>,
}

/// A way to add up rules, as XCCDF 1.2 names them (NISTIR 7275 r4, table 40).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregation {
    /// Weighted mean of the dimensions, each a weighted mean of its rules: the index itself.
    Default,
    /// Sum over the rules of weight × share of 100 points; dimensions do not count.
    Flat,
    /// The same with a weight of 1 for each rule.
    FlatUnweighted,
    /// 1 where every rule gives 100 points, else 0.
    Absolute,
}

impl Aggregation {
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Flat => "flat",
            Self::FlatUnweighted => "flat-unweighted",
            Self::Absolute => "absolute",
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    pub id: Id,
    pub index: Id,
    pub weight: f64,
    pub label: Text,
    pub why: Text,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Levels {
    /// The index that the level is read from.
    pub index: Id,
    /// A score this near to a limit makes the level borderline, in points.
    pub margin: f64,
    /// From the lowest to the highest.
    pub steps: Vec<Step>,
}

/// One level.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub id: Id,
    /// The least score; a level without it is reached by a gate only.
    pub from: Option<f64>,
    pub label: Text,
    pub meaning: Text,
    pub next: Text,
}

impl Levels {
    /// Rank of a level, 0 for the lowest.
    pub fn rank(&self, id: &str) -> Option<usize> {
        self.steps.iter().position(|step| &*step.id == id)
    }
}

impl Manifest {
    pub fn dimension(&self, id: &str) -> Option<&Dimension> {
        self.dimensions
            .iter()
            .find(|dimension| &*dimension.id == id)
    }

    /// Reads and checks `pack.toml`; a manifest with faults is given all the same, so that more can be said.
    pub(super) fn read(file: &PackFile, faults: &mut Faults) -> Option<Self> {
        let manifest: Self = from_toml_partly(file, faults)?;
        let own = manifest.faults().into_iter().map(|(about, detail)| {
            let spot = spot_of(&file.text, &about);
            let place = Place::spot(&*file.shown, spot.line, spot.column);
            Error::new(Kind::Pack, detail).at(place)
        });
        faults.extend(own);
        Some(manifest)
    }

    /// What is wrong, each with the word of the file that it is about.
    fn faults(&self) -> Vec<(String, Detail)> {
        let mut faults = Vec::new();
        let mut fault = |about: &str, detail: Detail| faults.push((about.to_owned(), detail));
        if self.languages != ["de", "en"] {
            let detail = "`languages` must be [\"de\", \"en\"]: every text stands in both";
            fault("languages", code::LANGUAGES.says(detail));
        }
        self.number_faults(&mut fault);
        self.index_faults(&mut fault);
        self.dimension_faults(&mut fault);
        self.level_faults(&mut fault);
        faults
    }

    fn number_faults(&self, fault: &mut impl FnMut(&str, Detail)) {
        let points = 0.0..=100.0;
        let (low, high) = (self.ranges.plausible_low, self.ranges.plausible_high);
        if !(points.contains(&low) && points.contains(&high) && low <= high) {
            let detail = "`plausible_low` and `plausible_high` must rise within 0 to 100";
            fault("plausible_low", code::MANIFEST_NUMBER.says(detail));
        }
        let Evidence { E0, E1, E2, E3 } = self.evidence;
        let rest = [
            ("dimension", self.coverage.dimension),
            ("level", self.coverage.level),
            ("E0", E0),
            ("E1", E1),
            ("E2", E2),
            ("E3", E3),
            ("margin", self.levels.margin),
        ];
        for (name, value) in rest {
            if !points.contains(&value) {
                fault(
                    name,
                    code::MANIFEST_NUMBER
                        .says(format!("`{name}` is {value}; 0 to 100 are allowed")),
                );
            }
        }
    }

    fn index_faults(&self, fault: &mut impl FnMut(&str, Detail)) {
        let mut seen = BTreeSet::new();
        for index in &self.indexes {
            if !seen.insert(&*index.id) {
                fault(
                    &index.id,
                    code::TWICE.says(format!("the index `{}` is declared twice", index.id)),
                );
            }
        }
        for index in &seen {
            if !self.dimensions.iter().any(|one| &*one.index == *index) {
                fault(
                    index,
                    code::EMPTY_DIMENSION.says(format!("the index `{index}` has no dimension")),
                );
            }
        }
        let wanted = &self.levels.index;
        if !seen.contains(&**wanted) {
            let near = nearest(wanted, seen.iter().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
            let detail = format!("`levels.index` names `{wanted}`, which is no index{near}");
            fault(wanted, code::UNKNOWN_ID.says(detail));
        }
    }

    fn dimension_faults(&self, fault: &mut impl FnMut(&str, Detail)) {
        let indexes = || self.indexes.iter().map(|index| &*index.id);
        let mut seen = BTreeSet::new();
        for dimension in &self.dimensions {
            let (id, index, weight) = (&dimension.id, &dimension.index, dimension.weight);
            if !seen.insert(&**id) {
                fault(
                    id,
                    code::TWICE.says(format!("the dimension `{id}` is declared twice")),
                );
            }
            if !indexes().any(|known| *known == **index) {
                let known = listed(indexes());
                let detail = format!(
                    "the dimension `{id}` belongs to the index `{index}`, which is not declared; declared are {known}"
                );
                fault(index, code::UNKNOWN_ID.says(detail));
            }
            if !(weight.is_finite() && weight > 0.0) {
                let detail =
                    format!("the weight of `{id}` is {weight}; a weight is a number above 0");
                fault(id, code::WEIGHT.says(detail));
            }
        }
    }

    fn level_faults(&self, fault: &mut impl FnMut(&str, Detail)) {
        let limited = self.levels.steps.iter().filter(|one| one.from.is_some());
        let steps: Vec<(&Id, f64)> = limited
            .filter_map(|step| step.from.map(|from| (&step.id, from)))
            .collect();
        match steps.first() {
            Some((_, 0.0)) => {}
            Some((id, _)) => {
                let detail =
                    "the lowest level with `from` must begin at 0, or low scores have no level";
                fault(id, code::LEVELS.says(detail));
            }
            None => fault("levels", code::LEVELS.says("no level has a `from`")),
        }
        for (id, from) in &steps {
            if !(0.0..=100.0).contains(from) {
                fault(
                    id,
                    code::LEVELS.says(format!(
                        "the level `{id}` begins at {from}; 0 to 100 are allowed"
                    )),
                );
            }
        }
        for pair in steps.windows(2) {
            if let [(_, low), (id, high)] = pair
                && low >= high
            {
                let detail = format!("the level `{id}` must begin above the one before it");
                fault(id, code::LEVELS.says(detail));
            }
        }
        let mut seen = BTreeSet::new();
        for step in &self.levels.steps {
            if !seen.insert(&*step.id) {
                fault(
                    &step.id,
                    code::TWICE.says(format!("the level `{}` is declared twice", step.id)),
                );
            }
        }
    }
}

/// Where a file first names something: in quotes, as a table's head, or as a key.
pub fn spot_of(text: &str, name: &str) -> Spot {
    let forms = [
        format!("\"{name}\""),
        format!("[{name}]"),
        format!("{name} ="),
        format!("{name}:"),
    ];
    let found = forms.iter().find_map(|form| {
        let column = |line: &str| line.split("//").next().and_then(|code| code.find(form));
        text.lines().enumerate().find_map(|(line, text)| {
            let before = text.get(..column(text)?)?.chars().count();
            let quote = usize::from(!form.starts_with(name));
            Some(Spot {
                line: line + 1,
                column: before + quote + 1,
            })
        })
    });
    found.unwrap_or(Spot { line: 1, column: 1 })
}

/// Reads TOML into a closed shape; a fault names line and column.
pub(super) fn from_toml<T: serde::de::DeserializeOwned>(file: &PackFile) -> Result<T, Error> {
    toml::from_str(&file.text).map_err(|error| {
        let syntax = DeTable::parse(&file.text).is_err();
        toml_fault(file, &error, syntax)
    })
}

/// The same, where what can be read is wanted beside every fault of the syntax.
pub(super) fn from_toml_partly<T: serde::de::DeserializeOwned>(
    file: &PackFile,
    faults: &mut Faults,
) -> Option<T> {
    let (table, errors) = DeTable::parse_recoverable(&file.text);
    let broken = !errors.is_empty();
    faults.extend(errors.iter().map(|error| toml_fault(file, error, true)));
    match T::deserialize(toml::Deserializer::from(table)) {
        Ok(read) => Some(read),
        Err(error) => {
            // What is missing where the syntax broke off has been told.
            if !broken {
                faults.push(toml_fault(file, &error, false));
            }
            None
        }
    }
}

/// A fault of the syntax, or of the shape.
pub(super) fn toml_fault(file: &PackFile, error: &toml::de::Error, syntax: bool) -> Error {
    let offset = error.span().map_or(0, |span| span.start);
    let spot = spot_at(&file.text, offset);
    let code = match (syntax, error.message().trim()) {
        (true, "duplicate key") => code::TWICE,
        (true, _) => code::TOML_SYNTAX,
        (false, lacking) if ["missing field `de`", "missing field `en`"].contains(&lacking) => {
            code::LANGUAGE
        }
        (false, "missing field `reason`") => code::NO_REASON,
        (false, _) => code::TOML_SHAPE,
    };
    let place = Place::spot(&*file.shown, spot.line, spot.column);
    let named = error.span().and_then(|span| file.text.get(span));
    let detail = match (code, named) {
        (code::TWICE, Some(key)) => format!("`{key}` stands here twice"),
        (code::LANGUAGE, _) => format!(
            "{}: a text stands in German and English",
            plain(error.message())
        ),
        _ => plain(error.message()),
    };
    Error::new(Kind::Pack, code.says(detail)).at(place)
}

/// Line and column of a byte of the text.
pub(super) fn spot_at(text: &str, offset: usize) -> Spot {
    let before = text.get(..offset).unwrap_or(text);
    let last = before.rsplit('\n').next().unwrap_or_default();
    Spot {
        line: before.matches('\n').count() + 1,
        column: last.chars().count() + 1,
    }
}

/// The reader's message on one line, without the names of Rust's types.
pub(super) fn plain(message: &str) -> String {
    message
        .trim()
        .replace('\n', ", ")
        .replace("expected f64", "expected a number")
}
