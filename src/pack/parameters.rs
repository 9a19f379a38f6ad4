//! `accounts/parameters.toml`: every figure of the portfolio, with its unit and where it comes from.

use serde::Deserialize;

use super::rule::Sure;
use crate::error::listed;
use crate::model::{FieldType, Fields, Id};

/// One figure. Money is in the currency of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    pub value: f64,
    pub unit: String,
    pub sure: Sure,
    /// Keys of `sources.csv`.
    #[serde(default)]
    pub refs: Vec<String>,
}

// Serde needs a struct for each table of the file, and the checks need its figures as a list.
macro_rules! figures {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_doc])* pub $field: Figure),* }

        impl $name {
            /// Each figure with its key, in the order of the declaration.
            pub fn all(&self) -> Vec<(&'static str, &Figure)> {
                vec![$((stringify!($field), &self.$field)),*]
            }
        }
    };
}

figures! {
    /// Domain 2.3, in percent of revenue or of DB II.
    Concentration { abc_a_below, abc_b_below, pareto_share }
}

figures! {
    /// Weights of A, P and V in K (domain 2.6).
    Axes { attractiveness, position, value }
}

figures! {
    /// Domain 2.5, in points.
    Quadrants { cut, grey_low, grey_high }
}

figures! {
    /// Domain 2.6.
    Selection {
        key_account_from,
        watch_from,
        /// Least share of known weight on A and on P, in percent.
        coverage,
        /// Of the active customers, in percent.
        cap_share,
        cap_least,
        cap_most,
        /// By what a weight of A is multiplied to see who is borderline.
        weight_low,
        weight_high,
    }
}

figures! {
    /// Domain 2.9, hours per month.
    Hours {
        least_contacts,
        planning,
        per_country,
        per_division,
        /// Of one position in a month.
        productive,
        default_contacts,
        default_countries,
        default_divisions,
    }
}

figures! {
    /// Domain 2.9, per year.
    Budget {
        manager,
        head,
        support,
        managers_per_support,
        tools,
        /// Joint projects, in percent of the candidates' revenue.
        project_share,
        /// A quarter of a head below so many positions …
        head_small_below,
        head_small,
        /// … half a head below so many, else a whole one.
        head_medium_below,
        head_medium,
        head_full,
        /// Fewer or more accounts per position are worth a warning.
        least_accounts,
        most_accounts,
        /// A second, wider reference.
        wide_least_accounts,
        wide_most_accounts,
    }
}

figures! {
    /// Domain 2.10.
    Facts {
        sites,
        countries,
        divisions,
        /// In place of `divisions` where the company has none.
        departments,
        /// Groups whose purchasing is looked at.
        largest_groups,
        /// A stated value further from the computed one is flagged, in percent of the computed one.
        difference,
    }
}

figures! {
    /// Domain 5.6. Levels are 1 to 5, shares in percent.
    StaffFigures {
        manager_weight,
        self_weight,
        /// What a self-rating loses beside a manager's, and where it stands alone.
        lenient_beside,
        lenient_alone,
        /// Least share of the weight that is rated, so that a person has an index.
        coverage,
        /// Least share of the positions whose persons have one, so that the organisation has an index.
        positions_coverage,
        /// So far apart, two ratings need an example.
        example_from,
        /// The criticality of a must.
        must,
        /// A must with such a gap is missed …
        missed_from,
        /// … and below this level nobody is suitable without major development.
        unsuitable_below,
        /// A stated value further from the computed one is flagged, in percent of the computed one.
        difference,
    }
}

impl StaffFigures {
    pub(super) fn refs(&self) -> impl Iterator<Item = &String> {
        self.all().into_iter().flat_map(|(_, figure)| &figure.refs)
    }

    /// Figures with which the arithmetic would have no meaning.
    pub(super) fn faults(&self) -> Vec<String> {
        let mut faults = unsound(&self.all());
        let weights = self.manager_weight.value + self.self_weight.value;
        if (weights - 1.0).abs() > 1e-9 {
            faults.push(format!(
                "the weights of the two ratings add up to {weights}, and must add up to 1"
            ));
        }
        faults
    }
}

/// A figure is a number from 0.
fn unsound(figures: &[(&'static str, &Figure)]) -> Vec<String> {
    let wrong = |figure: &Figure| !(figure.value.is_finite() && figure.value >= 0.0);
    let wrong = figures.iter().filter(|(_, figure)| wrong(figure));
    wrong
        .map(|(name, figure)| {
            let value = figure.value;
            format!("`{name}` is {value}; a figure is a number from 0")
        })
        .collect()
}

/// A band of dependence; its lower limit belongs to it (domain 2.8).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Band {
    pub id: Id,
    /// Percent of revenue or of DB II; the lowest band has none.
    pub from: Option<f64>,
    pub de: String,
    pub en: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dependence {
    pub sure: Sure,
    #[serde(default)]
    pub refs: Vec<String>,
    /// From this band on the company depends on one customer (flag F1, goal G8, modifier M8).
    pub dependent_from: Id,
    /// From the lowest to the highest.
    pub bands: Vec<Band>,
}

/// Hours per contact and month at a stage of the relationship.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stage {
    pub id: Id,
    pub hours: f64,
    /// The customer and the company depend on each other (modifier M7).
    #[serde(default)]
    pub interdependent: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stages {
    pub sure: Sure,
    #[serde(default)]
    pub refs: Vec<String>,
    /// Where no stage is stated.
    pub default: Id,
    pub list: Vec<Stage>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// Of the amounts under `budget`.
    pub currency: Id,
    pub concentration: Concentration,
    pub axes: Axes,
    pub quadrants: Quadrants,
    pub selection: Selection,
    pub hours: Hours,
    pub stages: Stages,
    pub budget: Budget,
    pub dependence: Dependence,
    pub facts: Facts,
}

impl Parameters {
    /// All figures by table and name.
    pub fn sections(&self) -> [(&'static str, Vec<(&'static str, &Figure)>); 7] {
        [
            ("concentration", self.concentration.all()),
            ("axes", self.axes.all()),
            ("quadrants", self.quadrants.all()),
            ("selection", self.selection.all()),
            ("hours", self.hours.all()),
            ("budget", self.budget.all()),
            ("facts", self.facts.all()),
        ]
    }

    /// All figures by name.
    pub fn figures(&self) -> Vec<(&'static str, &Figure)> {
        self.sections().map(|(_, figures)| figures).concat()
    }

    /// Every source that a figure cites.
    pub(super) fn refs(&self) -> impl Iterator<Item = &String> {
        let figures = self
            .figures()
            .into_iter()
            .flat_map(|(_, figure)| &figure.refs);
        figures
            .chain(&self.stages.refs)
            .chain(&self.dependence.refs)
    }

    /// Figures with which the arithmetic would have no meaning.
    pub(super) fn faults(&self, fields: &Fields) -> Vec<String> {
        let mut faults = unsound(&self.figures());
        for (name, divisor) in [
            ("productive", &self.hours.productive),
            ("managers_per_support", &self.budget.managers_per_support),
            ("weight_low", &self.selection.weight_low),
            ("weight_high", &self.selection.weight_high),
        ] {
            if divisor.value <= 0.0 {
                faults.push(format!("`{name}` must be above 0"));
            }
        }
        let weights: f64 = self.axes.all().iter().map(|(_, weight)| weight.value).sum();
        if (weights - 1.0).abs() > 1e-9 {
            faults.push(format!(
                "the weights under `axes` add up to {weights}, and must add up to 1"
            ));
        }
        faults.extend(self.falling());
        faults.extend(self.dependence.faults());
        faults.extend(self.stages.faults(fields));
        faults
    }

    /// Pairs whose first figure must not be above the second.
    fn falling(&self) -> impl Iterator<Item = String> {
        let pairs = [
            (
                "abc_a_below",
                &self.concentration.abc_a_below,
                "abc_b_below",
                &self.concentration.abc_b_below,
            ),
            (
                "grey_low",
                &self.quadrants.grey_low,
                "grey_high",
                &self.quadrants.grey_high,
            ),
            (
                "watch_from",
                &self.selection.watch_from,
                "key_account_from",
                &self.selection.key_account_from,
            ),
            (
                "cap_least",
                &self.selection.cap_least,
                "cap_most",
                &self.selection.cap_most,
            ),
            (
                "head_small_below",
                &self.budget.head_small_below,
                "head_medium_below",
                &self.budget.head_medium_below,
            ),
        ];
        pairs
            .into_iter()
            .filter(|(_, low, _, high)| low.value > high.value)
            .map(|(low, _, high, _)| format!("`{low}` is above `{high}`"))
    }
}

impl Dependence {
    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let limits: Vec<f64> = self
            .bands
            .iter()
            .map(|band| band.from.unwrap_or(f64::MIN))
            .collect();
        let rises = limits
            .windows(2)
            .all(|pair| matches!(pair, [low, high] if low < high));
        if !rises || self.bands.first().is_none_or(|band| band.from.is_some()) {
            faults.push("the first band has no `from`, and the others rise".to_owned());
        }
        if !self.bands.iter().any(|band| band.id == self.dependent_from) {
            let known = listed(self.bands.iter().map(|band| &*band.id));
            faults.push(format!(
                "`dependent_from` names `{}`, which is no band; bands are {known}",
                self.dependent_from
            ));
        }
        faults
    }

    pub fn rank(&self, id: &str) -> Option<usize> {
        self.bands.iter().position(|band| &*band.id == id)
    }
}

impl Stages {
    pub fn get(&self, id: &str) -> Option<&Stage> {
        self.list.iter().find(|stage| &*stage.id == id)
    }

    fn faults(&self, fields: &Fields) -> Vec<String> {
        let mut faults = Vec::new();
        if self.get(&self.default).is_none() {
            faults.push(format!("the default stage `{}` has no hours", self.default));
        }
        let choices = fields
            .get("relationship_stage")
            .filter(|field| field.kind == FieldType::Enum)
            .map_or(&[][..], |field| &field.choices);
        for choice in choices
            .iter()
            .filter(|choice| self.get(&choice.id).is_none())
        {
            faults.push(format!("the stage `{}` has no hours", choice.id));
        }
        for stage in self
            .list
            .iter()
            .filter(|stage| !(stage.hours >= 0.0 && stage.hours.is_finite()))
        {
            faults.push(format!(
                "the hours of `{}` must be a number from 0",
                stage.id
            ));
        }
        faults
    }
}
