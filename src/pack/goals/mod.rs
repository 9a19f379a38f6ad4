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
        let fields = Some(fields::read(fields, &mut faults));
        let own = Some(fields::read(kpi_fields, &mut faults));
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

impl GoalPack {
    /// What the checks read of an organisation is there, in the words that they use.
    pub(super) fn check_fields(&self, fields: &Fields, faults: &mut Faults) {
        let facts = &self.limits.facts;
        for id in [
            &facts.sources,
            &facts.wallet_known,
            &facts.currency,
            &facts.goals_smart,
            &facts.budget.field,
        ] {
            if fields.get(id).is_none() {
                let near = nearest(id, fields.ids());
                let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                let detail = format!("`goals/limits.toml` names `{id}`, which is no field{hint}");
                faults.push(Error::new(Kind::Pack, detail));
            }
        }
        let mut known = |field: &str, word: &str, file: &str| {
            let choices = fields.get(field).map_or(&[][..], |field| &field.choices);
            if !choices.iter().any(|choice| *choice.id == *word) {
                let near = nearest(word, choices.iter().map(|choice| &*choice.id));
                let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                let detail = format!("`{word}` in `{file}` is no value of `{field}`{hint}");
                faults.push(Error::new(Kind::Pack, detail));
            }
        };
        for word in self.kpis.iter().flat_map(|kpi| &kpi.data) {
            known(&facts.sources, word, "kpis.csv");
        }
        for word in &facts.budget.values {
            known(&facts.budget.field, word, "goals/limits.toml");
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

#[cfg(test)]
mod tests {
    use super::super::Pack;
    use super::*;

    /// The faults of the default pack with a part of one file replaced.
    fn refused(path: &str, from: &str, to: &str, part: &str) {
        let mut files = PackFiles::embedded();
        let text = files.get(path).unwrap().text.to_string();
        assert!(text.contains(from), "{path} holds no {from}");
        files.add(path, &format!("kam/{path}"), &text.replacen(from, to, 1));
        let found: Vec<String> = match Pack::read(&files) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(ToString::to_string).collect(),
        };
        assert!(
            found.iter().any(|fault| fault.contains(part)),
            "{part}: {found:#?}"
        );
    }

    #[test]
    fn tables_that_cannot_be_right_are_refused() {
        refused(
            "kpis.csv",
            "K02,G1",
            "K02,G11",
            "`K02` belongs to `G11`; goals are",
        );
        refused("kpis.csv", "K02,G1", "K01,G1", "`K01` stands there twice");
        refused(
            "kpis.csv",
            "db1; cost_to_serve",
            "db1; cost_too_serve",
            "`cost_too_serve` in `kpis.csv` is no value of `kpi_sources`; did you mean `cost_to_serve`",
        );
        refused(
            "kpis.csv",
            "corridor,2,6",
            "corridor,6,2",
            "a corridor has a low and a high limit",
        );
        refused("kpis.csv", ",up,", ",upp,", "`direction` must be one of");
        refused(
            "goals.csv",
            ",yes,yes\n",
            ",ja,yes\n",
            "`mandatory` must be one of `yes` or `no`, not `ja`",
        );
        refused(
            "goals.csv",
            "G9,International einheitliche Betreuung",
            "G9,",
            "the column `de` is empty",
        );
        refused(
            "goals.csv",
            "\nG9,",
            "\nG10,Neu,New,immer,always,,,no,no\nG9,",
            "the goal `G10` has no rule `goals/G10.rhai`",
        );
        refused(
            "goals/words.csv",
            "vague,start,improv",
            "vag,start,improv",
            "`list` must be one of",
        );
        refused(
            "goals/words.csv",
            "vague,start,improv",
            "vague,start,–",
            "a word has at least one letter",
        );
        refused(
            "goals/limits.toml",
            "\"K14\"",
            "\"K41\"",
            "`K41` is no KPI of `kpis.csv`; did you mean",
        );
        refused(
            "goals/limits.toml",
            "value = 60, unit = \"months\"",
            "value = -1, unit = \"months\"",
            "`due_to` is -1",
        );
        refused(
            "goals/limits.toml",
            "currency = \"currency\"",
            "currency = \"curency\"",
            "`curency`, which is no field; did you mean `currency`",
        );
        refused(
            "goals/limits.toml",
            "\"approved_1y\"",
            "\"approved_2y\"",
            "`approved_2y` in `goals/limits.toml` is no value of `budget_status`",
        );
    }

    #[test]
    fn a_pack_with_some_of_the_files_needs_all_of_them() {
        let all = PackFiles::embedded();
        let mut some = PackFiles::default();
        for file in all.iter().filter(|file| &*file.path != "goals/words.csv") {
            some.add(&file.path, &file.shown, &file.text);
        }
        let found: Vec<String> = Pack::read(&some)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(
            found
                .iter()
                .any(|fault| fault.contains("a pack with goals needs `goals/words.csv`")),
            "{found:?}"
        );
    }
}
