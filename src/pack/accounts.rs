//! `accounts/`: how a pack judges the company's own customers (domain 2).

use std::collections::{BTreeMap, BTreeSet};

use super::fields;
use super::files::{PackFile, PackFiles};
use super::manifest::from_toml;
use super::parameters::Parameters;
use super::rule::{Direction, Role, Rule};
use crate::error::{Detail, Error, Faults, Kind, Place, code, listed, nearest};
use crate::model::{Account, FieldType, Fields};

const FIELDS: &str = "accounts/fields.toml";
const PARAMETERS: &str = "accounts/parameters.toml";
const CONSOLIDATION: &str = "accounts/consolidation.csv";

/// What a score of a customer group measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Axis {
    /// A of domain 2.4.
    Attractiveness,
    /// P of domain 2.5.
    Position,
    /// V of domain 2.6.
    Value,
}

impl Axis {
    pub const ALL: [(&'static str, Self); 3] = [
        ("attractiveness", Self::Attractiveness),
        ("position", Self::Position),
        ("value", Self::Value),
    ];

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, axis)| *axis)
    }
}

/// What a rule over a customer group is for.
#[derive(Debug, Clone)]
pub enum AccountRule {
    /// Gives points on an axis.
    Criterion(Criterion),
    /// Keeps a group out of the programme (S1–S4 of domain 2.6).
    Gate,
}

#[derive(Debug, Clone)]
pub struct Criterion {
    pub axis: Axis,
    /// Share in its axis; the weights of an axis need not add up to 100.
    pub weight: f64,
    /// Fields in which a better answer never lowers the score.
    pub monotone: Vec<(String, Direction)>,
}

/// How the rows of one customer group become one value (domain 2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consolidation {
    /// Missing if one row misses it.
    Sum,
    SumKnown,
    /// Weighted by revenue over the rows that state it; the plain mean where they have no revenue.
    WeightedMean,
    /// Of the row with the largest revenue among those that state it, on a tie the first.
    LargestRow,
    Largest,
    /// The first in the file.
    First,
    /// The earliest date.
    Earliest,
}

impl Consolidation {
    pub const ALL: [(&'static str, Self); 7] = [
        ("sum", Self::Sum),
        ("sum_known", Self::SumKnown),
        ("weighted_mean", Self::WeightedMean),
        ("largest_row", Self::LargestRow),
        ("largest", Self::Largest),
        ("first", Self::First),
        ("earliest", Self::Earliest),
    ];

    /// For a field that a rule brings along.
    fn usual(kind: FieldType) -> Self {
        if kind.is_numeric() {
            Self::WeightedMean
        } else {
            Self::LargestRow
        }
    }

    /// Whether it gives a value of that type.
    fn fits(self, kind: FieldType) -> bool {
        match self {
            Self::Earliest => kind == FieldType::Date,
            Self::LargestRow | Self::First => true,
            _ => kind.is_numeric(),
        }
    }
}

/// Fields, rules and figures for the company's customers.
#[derive(Debug, Clone)]
pub struct AccountPack {
    pub fields: Fields,
    /// For each field, in their order.
    pub consolidation: Vec<Consolidation>,
    /// By axis, then by id.
    pub criteria: Vec<Rule>,
    pub gates: Vec<Rule>,
    pub parameters: Parameters,
}

impl AccountPack {
    /// Reads the folder; a pack without it judges no accounts.
    pub(super) fn read(files: &PackFiles, rules: Vec<Rule>, faults: &mut Faults) -> Option<Self> {
        let Some(file) = files.get(FIELDS) else {
            let lost = [PARAMETERS, CONSOLIDATION]
                .into_iter()
                .find_map(|path| files.get(path));
            let lost = lost.or_else(|| rules.first().map(|rule| &rule.file));
            faults.extend(lost.map(|file| {
                in_file(
                    file,
                    code::LACKS_FILE.says(format!("this file needs `{FIELDS}` beside it")),
                )
            }));
            return None;
        };
        let fields = declared(file, &rules, faults)?;
        let parameters = needed(files, PARAMETERS, faults).and_then(|file| {
            from_toml::<Parameters>(file)
                .map_err(|fault| faults.push(fault))
                .ok()
        });
        let consolidation = needed(files, CONSOLIDATION, faults)
            .and_then(|file| methods(file, &fields, &rules, faults));
        let (mut criteria, gates): (Vec<Rule>, Vec<Rule>) =
            rules.into_iter().partition(|rule| axis(rule).is_some());
        criteria.sort_by_key(axis);
        let accounts = Self {
            fields,
            consolidation: consolidation?,
            criteria,
            gates,
            parameters: parameters?,
        };
        accounts.check(files, faults);
        Some(accounts)
    }

    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.criteria.iter().chain(&self.gates)
    }

    /// The same, to change them.
    pub(super) fn rules_mut(&mut self) -> impl Iterator<Item = &mut Rule> {
        self.criteria.iter_mut().chain(&mut self.gates)
    }

    pub(super) fn lists_mut(&mut self) -> [&mut Vec<Rule>; 2] {
        [&mut self.criteria, &mut self.gates]
    }

    /// The first axis without a criterion; each needs one.
    pub(super) fn empty_axis(&self) -> Option<&'static str> {
        let mut axes = Axis::ALL.iter();
        let empty = axes.find(|(_, axis)| self.of_axis(*axis).next().is_none());
        empty.map(|(name, _)| *name)
    }

    /// The criteria of an axis with their positions in `criteria`, and their weights.
    pub fn of_axis(&self, wanted: Axis) -> impl Iterator<Item = (usize, &Rule, f64)> {
        self.criteria
            .iter()
            .enumerate()
            .filter_map(move |(index, rule)| match &rule.role {
                Role::Account(AccountRule::Criterion(criterion)) if criterion.axis == wanted => {
                    Some((index, rule, criterion.weight))
                }
                _ => None,
            })
    }

    fn check(&self, files: &PackFiles, faults: &mut Faults) {
        let mut seen: BTreeMap<&str, &Rule> = BTreeMap::new();
        for rule in self.rules() {
            if let Some(before) = seen.insert(&rule.id, rule) {
                let detail = code::TWICE.says(format!(
                    "the rule `{}` stands in `{}` too",
                    rule.id, before.file.path
                ));
                faults.push(in_file(&rule.file, detail));
            }
        }
        for (name, axis) in Axis::ALL {
            if self.of_axis(axis).next().is_none() {
                let detail = code::EMPTY_DIMENSION
                    .says(format!("the folder `accounts/{name}` has no criterion"));
                faults.push(Error::new(Kind::Pack, detail));
            }
        }
        if let Some(file) = files.get(PARAMETERS) {
            let details = self.parameters.faults(&self.fields);
            faults.extend(details.into_iter().map(|detail| in_file(file, detail)));
        }
    }
}

fn axis(rule: &Rule) -> Option<Axis> {
    match &rule.role {
        Role::Account(AccountRule::Criterion(criterion)) => Some(criterion.axis),
        _ => None,
    }
}

fn in_file(file: &PackFile, detail: impl Into<Detail>) -> Error {
    Error::new(Kind::Pack, detail).at(Place::file(&*file.shown))
}

fn needed<'a>(files: &'a PackFiles, path: &str, faults: &mut Faults) -> Option<&'a PackFile> {
    let found = files.get(path);
    if found.is_none() {
        let detail = code::LACKS_FILE.says(format!(
            "this pack has accounts and no `{path}`, which they need"
        ));
        faults.push(Error::new(Kind::Pack, detail));
    }
    found
}

/// The fields, among them those that the arithmetic itself needs.
fn declared(file: &PackFile, rules: &[Rule], faults: &mut Faults) -> Option<Fields> {
    let mut list = fields::read(file, faults);
    list.extend(rules.iter().flat_map(|rule| rule.fields.clone()));
    let (fields, doubles) = Fields::new(list);
    for double in doubles {
        let detail = code::TWICE.says(format!(
            "`{double}` names two fields; ids, labels and aliases are unique"
        ));
        faults.push(in_file(file, detail));
    }
    for (id, kinds) in Account::KNOWN {
        match fields.get(id) {
            None if !Account::REQUIRED.contains(&id) => {}
            None => faults.push(in_file(
                file,
                format!("the field `{id}` is missing, which every account needs"),
            )),
            Some(field) if kinds.contains(&field.kind) => {}
            Some(_) => {
                let names = listed(kinds.iter().map(|kind| kind.name()));
                faults.push(in_file(
                    file,
                    format!("the field `{id}` must be of the type {names}"),
                ));
            }
        }
    }
    for field in fields.iter() {
        if field.kind == FieldType::List || field.default.is_some() || &*field.id == "org_id" {
            let detail = format!(
                "`{}` cannot be a field of an account: it is a list, has a default, or is called `org_id`",
                field.id
            );
            faults.push(in_file(file, detail));
        }
    }
    Some(fields)
}

/// `field,method`: each field once; those that rules bring along need not stand there.
fn methods(
    file: &PackFile,
    fields: &Fields,
    rules: &[Rule],
    faults: &mut Faults,
) -> Option<Vec<Consolidation>> {
    let mut found: BTreeMap<usize, Consolidation> = BTreeMap::new();
    let mut refuse = |line: usize, detail: Detail| {
        faults.push(
            Error::new(Kind::Pack, detail.or(code::TABLE_VALUE))
                .at(Place::line(&*file.shown, line)),
        );
    };
    let mut rows = csv::Reader::from_reader(file.text.as_bytes());
    for (index, row) in rows.deserialize::<(String, String)>().enumerate() {
        let line = index + 2;
        let Ok((field, method)) = row else {
            refuse(
                line,
                code::TABLE_SHAPE.says("a row has the two cells field and method"),
            );
            continue;
        };
        let position = fields.position(&field);
        let named = Consolidation::ALL.iter().find(|(name, _)| *name == method);
        match (position, named) {
            (None, _) => {
                let near = nearest(&field, fields.ids());
                let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                refuse(
                    line,
                    code::UNKNOWN_FIELD
                        .says(format!("`{field}` is not a field of an account{hint}")),
                );
            }
            (_, None) => {
                let names = listed(Consolidation::ALL.iter().map(|(name, _)| *name));
                refuse(
                    line,
                    format!("there is no method `{method}`; allowed are {names}").into(),
                );
            }
            (Some(position), Some((_, method))) => {
                let kind = fields
                    .at(position)
                    .map_or(FieldType::Text, |field| field.kind);
                if !method.fits(kind) {
                    refuse(
                        line,
                        format!(
                            "`{field}` is no number; only `largest_row` and `first` give words"
                        )
                        .into(),
                    );
                } else if found.insert(position, *method).is_some() {
                    refuse(
                        line,
                        code::TWICE.says(format!("the field `{field}` stands there twice")),
                    );
                }
            }
        }
    }
    let mut lacking: BTreeSet<&str> = BTreeSet::new();
    for (position, field) in fields.iter().enumerate() {
        if found.contains_key(&position) {
            continue;
        }
        if !rules
            .iter()
            .any(|rule| rule.fields.iter().any(|own| own.id == field.id))
        {
            lacking.insert(&field.id);
        }
        found.insert(position, Consolidation::usual(field.kind));
    }
    if !lacking.is_empty() {
        refuse(
            1,
            format!("no row says how a group gets {}", listed(lacking)).into(),
        );
        return None;
    }
    Some(found.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::super::Pack;
    use super::*;

    /// The faults of the default pack with a part of one file replaced.
    fn faults(path: &str, from: &str, to: &str) -> Vec<String> {
        let mut files = PackFiles::embedded();
        let text = files.get(path).unwrap().text.to_string();
        assert!(text.contains(from), "{path} holds no {from}");
        files.add(path, &format!("kam/{path}"), &text.replacen(from, to, 1));
        match Pack::read(&files) {
            Ok(_) => Vec::new(),
            Err(faults) => faults.iter().map(ToString::to_string).collect(),
        }
    }

    fn names(found: &[String], part: &str) {
        assert!(
            found.iter().any(|fault| fault.contains(part)),
            "{part}: {found:#?}"
        );
    }

    #[test]
    fn every_field_of_the_file_says_how_a_group_gets_it() {
        let found = faults(CONSOLIDATION, "wallet,sum\n", "");
        names(&found, "no row says how a group gets `wallet`");
        let found = faults(CONSOLIDATION, "wallet,sum\n", "walet,sum\n");
        names(
            &found,
            "accounts/consolidation.csv:13: `walet` is not a field of an account; did you mean `wallet`",
        );
        let found = faults(CONSOLIDATION, "wallet,sum", "wallet,total");
        names(&found, "there is no method `total`; allowed are");
        let found = faults(CONSOLIDATION, "credit,largest_row", "credit,sum");
        names(&found, "`credit` is no number");
        let found = faults(CONSOLIDATION, "wallet,sum\n", "wallet,sum\nwallet,sum\n");
        names(&found, "stands there twice");
    }

    #[test]
    fn figures_without_meaning_are_refused() {
        let refused = |from: &str, to: &str, part: &str| names(&faults(PARAMETERS, from, to), part);
        refused(
            "position = { value = 0.2",
            "position = { value = 0.3",
            "add up to 1",
        );
        refused(
            "abc_a_below = { value = 80",
            "abc_a_below = { value = 96",
            "`abc_a_below` is above `abc_b_below`",
        );
        refused(
            "productive = { value = 125",
            "productive = { value = 0",
            "`productive` must be above 0",
        );
        refused(
            "tools = { value = 8000",
            "tools = { value = -1",
            "a figure is a number from 0",
        );
        refused(
            "dependent_from = \"high\"",
            "dependent_from = \"hgih\"",
            "which is no band",
        );
        refused("from = 20", "from = 5", "the others rise");
        refused(
            "default = \"basic\"",
            "default = \"bassic\"",
            "has no hours",
        );
        refused(
            "  { id = \"cooperative\", hours = 5 },\n",
            "",
            "the stage `cooperative` has no hours",
        );
        refused(
            "tasag",
            "tsag",
            "the source `tsag` is not in `sources.csv`; did you mean `tasag`",
        );
        refused("planning =", "plannning =", "unknown field `plannning`");
    }

    #[test]
    fn what_the_arithmetic_needs_must_be_declared_with_its_type() {
        let found = faults(FIELDS, "[revenue_y0]", "[revenue]");
        names(&found, "the field `revenue_y0` is missing");
        let found = faults(FIELDS, "type = \"date\"", "type = \"dat\"");
        names(&found, "the type `dat` is unknown");
        let found = faults(FIELDS, "[current_owner]", "[org_id]");
        names(&found, "cannot be a field of an account");
    }

    #[test]
    fn a_rule_stands_on_an_axis_or_among_the_gates_and_has_an_id_of_its_own() {
        let mut files = PackFiles::embedded();
        let text = files
            .get("accounts/gates/S1.rhai")
            .unwrap()
            .text
            .to_string();
        files.add(
            "accounts/other/S1.rhai",
            "kam/accounts/other/S1.rhai",
            &text,
        );
        files.add(
            "accounts/gates/growth.rhai",
            "kam/accounts/gates/growth.rhai",
            &text,
        );
        let found: Vec<String> = Pack::read(&files)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect();
        names(&found, "not in `accounts/other/S1.rhai`");
        names(
            &found,
            "the rule `growth` stands in `accounts/attractiveness/growth.rhai` too",
        );
    }

    #[test]
    fn a_rule_can_bring_a_field_along_without_touching_another_file() {
        let mut files = PackFiles::embedded();
        let text = files
            .get("accounts/position/satisfaction.rhai")
            .unwrap()
            .text
            .to_string();
        let field = "weight: 15,\n    fields: #{ loyalty: #{ label: #{ de: \"Treue\", en: \"Loyalty\" }, question: #{ de: \"Wie treu?\", en: \"How loyal?\" }, type: \"number\", min: 1, max: 5 } },";
        let text = text
            .replace("weight: 15,", field)
            .replace("satisfaction", "loyalty");
        files.add(
            "accounts/position/loyalty.rhai",
            "kam/accounts/position/loyalty.rhai",
            &text,
        );
        let accounts = Pack::read(&files).unwrap().accounts.unwrap();
        let position = accounts.fields.position("loyalty").unwrap();
        assert_eq!(
            accounts.consolidation.get(position),
            Some(&Consolidation::WeightedMean)
        );
        assert_eq!(accounts.of_axis(Axis::Position).count(), 6);
    }
}
