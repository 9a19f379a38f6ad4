//! Goals and KPIs of a pack: tables, limits, words, and the rules in `goals/` (domain 6).

mod limits;
mod tables;
pub(super) mod words;

pub(super) use limits::is_sound;
pub use limits::{Conflict, GoalLimits, SmartLimits};
pub use tables::{Goal, Kpi, KpiDirection};
pub(super) use tables::{filled, text};
pub use words::{GoalWords, Token, WordList, lower, tokens};

use super::fields;
use super::files::{PackFile, PackFiles};
use super::manifest::from_toml;
use super::rule::Rule;
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::model::{Choice, Field, FieldType, Fields};

const FILES: [&str; 6] = [
    "goals.csv",
    "kpis.csv",
    "goals/fields.toml",
    "goals/kpi_fields.toml",
    "goals/limits.toml",
    "goals/words.csv",
];

/// Everything that a pack says about goals, but its rules.
#[derive(Debug, Clone)]
pub struct GoalPack {
    pub goals: Vec<Goal>,
    pub kpis: Vec<Kpi>,
    /// The fields of a goal that is written down.
    pub fields: Fields,
    /// The fields of an own KPI.
    pub kpi_fields: Fields,
    pub limits: GoalLimits,
    pub words: GoalWords,
}

impl GoalPack {
    pub fn goal(&self, id: &str) -> Option<&Goal> {
        self.goals.iter().find(|goal| *goal.id == *id)
    }

    pub fn kpi(&self, id: &str) -> Option<&Kpi> {
        self.kpis.iter().find(|kpi| *kpi.id == *id)
    }

    /// Reads the files; a pack without them has no goals.
    ///
    /// # Errors
    /// A pack that has some of the files and not all; every fault in them.
    pub(super) fn read(files: &PackFiles) -> Result<Option<Self>, Faults> {
        let found: Vec<&PackFile> = FILES.iter().filter_map(|name| files.get(name)).collect();
        let [goals, kpis, fields, kpi_fields, limits, words] = found.as_slice() else {
            let lacking = FILES.iter().filter(|name| files.get(name).is_none());
            let detail = format!("a pack with goals needs {}", listed(lacking.copied()));
            return match found.is_empty() {
                true => Ok(None),
                false => Err(vec![Error::new(Kind::Pack, detail)]),
            };
        };
        let mut faults = Vec::new();
        let goals = super::take(tables::goals(goals), &mut faults);
        let table = super::take(tables::kpis(kpis), &mut faults);
        let fields = super::take(fields::read(fields), &mut faults);
        let own = super::take(fields::read(kpi_fields), &mut faults);
        let read: Result<GoalLimits, Error> = from_toml(limits);
        let read = super::take(read.map_err(|fault| vec![fault]), &mut faults);
        let words = super::take(words::read(words), &mut faults);
        let (Some(goals), Some(table), Some(fields), Some(own), Some(read), Some(words)) =
            (goals, table, fields, own, read, words)
        else {
            return Err(faults);
        };
        let own = own
            .into_iter()
            .map(|field| of_goal(field, &goals))
            .collect();
        let pack = Self {
            goals,
            kpis: table,
            fields: unique(fields, &mut faults),
            kpi_fields: unique(own, &mut faults),
            limits: read,
            words,
        };
        pack.check(kpis, limits, &mut faults);
        if faults.is_empty() {
            Ok(Some(pack))
        } else {
            Err(faults)
        }
    }

    fn check(&self, kpis: &PackFile, limits: &PackFile, faults: &mut Faults) {
        let fault = |file: &PackFile, detail: String| {
            Error::new(Kind::Pack, detail).at(Place::file(&*file.shown))
        };
        for kpi in self
            .kpis
            .iter()
            .filter(|kpi| self.goal(&kpi.goal).is_none())
        {
            let known = listed(self.goals.iter().map(|goal| &*goal.id));
            let detail = format!("`{}` belongs to `{}`; goals are {known}", kpi.id, kpi.goal);
            faults.push(fault(kpis, detail));
        }
        for id in self.limits.named_kpis().filter(|id| self.kpi(id).is_none()) {
            let near = nearest(id, self.kpis.iter().map(|kpi| &*kpi.id));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
            faults.push(fault(
                limits,
                format!("`{id}` is no KPI of `kpis.csv`{hint}"),
            ));
        }
        for (name, figure) in self.limits.figures() {
            if !is_sound(figure) {
                let detail = format!(
                    "`{name}` is {}; a figure is a number from 0 to 100,000",
                    figure.value
                );
                faults.push(fault(limits, detail));
            }
        }
    }

    /// Every goal has a rule, and every rule a goal.
    pub(super) fn check_rules(&self, rules: &[Rule], faults: &mut Faults) {
        for goal in &self.goals {
            if !rules.iter().any(|rule| rule.id == goal.id) {
                let detail = format!("the goal `{0}` has no rule `goals/{0}.rhai`", goal.id);
                faults.push(Error::new(Kind::Pack, detail));
            }
        }
        for rule in rules.iter().filter(|rule| self.goal(&rule.id).is_none()) {
            let detail = format!("`{}` is no goal of `goals.csv`", rule.id);
            faults.push(Error::new(Kind::Pack, detail).at(Place::file(&*rule.file.shown)));
        }
    }
}

/// An own KPI belongs to a goal of the table.
fn of_goal(field: Field, goals: &[Goal]) -> Field {
    if &*field.id != "goal" {
        return field;
    }
    let choice = |goal: &Goal| Choice {
        id: goal.id.clone(),
        label: goal.label.clone(),
        anchor: None,
    };
    Field {
        kind: FieldType::Enum,
        choices: goals.iter().map(choice).collect(),
        ..field
    }
}

fn unique(list: Vec<Field>, faults: &mut Faults) -> Fields {
    let (fields, doubles) = Fields::new(list);
    let double = |name: &String| {
        let detail = format!(
            "`{name}` names two fields of a goal or a KPI; ids, labels and aliases are unique"
        );
        Error::new(Kind::Pack, detail)
    };
    faults.extend(doubles.iter().map(double));
    fields
}
