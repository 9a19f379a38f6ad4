//! What tables of each kind may hold.

use super::Kinds;
use crate::input::{accounts, aims, csv, facts, staff, units};
use crate::model::{FACT_COLUMNS, Fields, Holding};

/// The number of the column that a heading names.
type Columns<'a> = Box<dyn Fn(&str) -> Option<usize> + 'a>;

/// The columns of one kind of table.
pub(super) struct Form<'a> {
    pub(super) kind: Holding,
    pub(super) known: Columns<'a>,
    /// What a column can hold, by id.
    pub(super) ids: Vec<&'a str>,
    /// Which of them are numbers.
    pub(super) numbers: Vec<&'a str>,
}

impl<'a> Form<'a> {
    /// All that a pack has a use for, in the order in which files are read.
    pub(super) fn all(kinds: &Kinds<'a>) -> Vec<Self> {
        let aims = |kind, fields: &'a Fields| {
            Self::of(kind, &["org_id"], fields, Box::new(aims::known(fields)))
        };
        let accounts = |fields: &'a Fields| {
            let known = Box::new(accounts::known(fields));
            Self::of(Holding::Accounts, &["org_id"], fields, known)
        };
        let organisations = Box::new(csv::known(kinds.fields));
        let all = [
            Some(Self::of(
                Holding::Organisations,
                &["id"],
                kinds.fields,
                organisations,
            )),
            Some(Self::facts()),
            Some(Self::units()),
            kinds.account_fields.map(accounts),
            kinds.staff.then(Self::staff),
            kinds.goal.map(|fields| aims(Holding::Goals, fields)),
            kinds.kpi.map(|fields| aims(Holding::Kpis, fields)),
        ];
        all.into_iter().flatten().collect()
    }

    fn of(kind: Holding, more: &[&'a str], fields: &'a Fields, known: Columns<'a>) -> Self {
        let numeric = fields.iter().filter(|field| field.kind.is_numeric());
        Self {
            kind,
            known,
            ids: more.iter().copied().chain(fields.ids()).collect(),
            numbers: numeric.map(|field| &*field.id).collect(),
        }
    }

    fn facts() -> Self {
        Self {
            kind: Holding::Facts,
            known: Box::new(facts::known),
            ids: FACT_COLUMNS.to_vec(),
            numbers: Vec::new(),
        }
    }

    fn units() -> Self {
        Self {
            kind: Holding::Units,
            known: Box::new(units::known),
            ids: [&units::FIELDS[..], &["org_id"]].concat(),
            numbers: vec!["headcount"],
        }
    }

    fn staff() -> Self {
        Self {
            kind: Holding::Staff,
            known: Box::new(staff::known()),
            ids: [&staff::FIELDS[..], &["org_id"]].concat(),
            numbers: vec!["fte", "self", "manager"],
        }
    }

    /// The field that a column holds.
    pub(super) fn field(&self, column: usize) -> Option<&'a str> {
        let mut ids = self.ids.iter().copied();
        ids.find(|id| (self.known)(id) == Some(column))
    }

    /// Whether the cells of a field say how a table writes its numbers; a list of units asks all of its columns.
    pub(super) fn votes(&self, field: Option<&str>) -> bool {
        let number = field.is_some_and(|field| self.numbers.contains(&field));
        number || self.kind == Holding::Units
    }
}
