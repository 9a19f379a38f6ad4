//! Rows to customer groups (domain 2.2).

use std::collections::{BTreeMap, BTreeSet};

use super::{Company, distinct};
use crate::model::{
    AbcClass, Account, AccountStatus, Accounts, AxisScore, CustomerGroup, Field, Grey, Id,
};
use crate::pack::{AccountPack, Consolidation};
use crate::rules::{ACCOUNT_VALUES, Program, Slot};

/// The rows of each group in the order of the file, by key.
pub(super) type Rows<'a> = BTreeMap<&'a str, Vec<usize>>;

/// Where the fields stand that the arithmetic reads by name, and how groups get their values.
#[derive(Debug)]
pub(super) struct Layout {
    /// Field and method of each value that a rule or the arithmetic reads.
    methods: Vec<(usize, Consolidation)>,
    symbols: usize,
    /// Position of the first of `ACCOUNT_VALUES`.
    values: usize,
    id: Option<usize>,
    name: Option<usize>,
    parent_group: Option<usize>,
    currency: Option<usize>,
    country: Option<usize>,
    industry: Option<usize>,
    owner: Option<usize>,
    revenue: Option<usize>,
    db1: Option<usize>,
    cost: Option<usize>,
    wallet: Option<usize>,
    stage: Option<usize>,
    contacts: Option<usize>,
    countries: Option<usize>,
    sites: Option<usize>,
    divisions: Option<usize>,
    purchasing: Option<usize>,
    exception: Option<usize>,
    innovation: Option<usize>,
    contract_end: Option<usize>,
    payment_days: Option<usize>,
}

impl Layout {
    pub(super) fn new(pack: &AccountPack, program: &Program) -> Self {
        let at = |id: &str| pack.fields.position(id);
        let read: BTreeSet<usize> = program
            .rules
            .iter()
            .chain(&program.gates)
            .flat_map(|one| one.lowered.reads.iter().chain(&one.lowered.asked).copied())
            .collect();
        let named = |field: &Field| Account::KNOWN.iter().any(|(id, _)| **id == *field.id);
        let methods = pack
            .fields
            .iter()
            .zip(&pack.consolidation)
            .enumerate()
            .filter(|(position, (field, _))| read.contains(position) || named(field))
            .map(|(position, (_, method))| (position, *method))
            .collect();
        Self {
            methods,
            symbols: program.symbols.len(),
            values: pack.fields.len(),
            id: at("account_id"),
            name: at("name"),
            parent_group: at("parent_group"),
            currency: at("currency"),
            country: at("country"),
            industry: at("industry"),
            owner: at("current_owner"),
            revenue: at("revenue_y0"),
            db1: at("db1"),
            cost: at("cost_to_serve"),
            wallet: at("wallet"),
            stage: at("relationship_stage"),
            contacts: at("contacts"),
            countries: at("countries_served"),
            sites: at("sites_served"),
            divisions: at("divisions_served"),
            purchasing: at("central_purchasing"),
            exception: at("strategic_exception"),
            innovation: at("innovation_partner"),
            contract_end: at("contract_end"),
            payment_days: at("payment_days"),
        }
    }

    pub(super) fn revenue(&self, account: Account<'_>) -> Option<f64> {
        account.number(self.revenue?)
    }

    pub(super) fn currencies(&self, accounts: &Accounts) -> BTreeSet<Id> {
        distinct(accounts.iter().filter_map(|one| one.word(self.currency?)))
    }

    /// Rows with the same `parent_group`, else the same `name`, are one group.
    pub(super) fn rows_by_group<'a>(&self, accounts: &'a Accounts) -> Rows<'a> {
        let mut rows: Rows<'a> = BTreeMap::new();
        for row in 0..accounts.len() {
            let trimmed = |field: Option<usize>| {
                let word = accounts.at(row).word(field?)?.trim();
                Some(word).filter(|word| !word.is_empty())
            };
            let key = trimmed(self.parent_group).or_else(|| trimmed(self.name));
            rows.entry(key.unwrap_or_default()).or_default().push(row);
        }
        rows
    }

    /// The key as an id, that of the file where it is one.
    pub(super) fn key(&self, accounts: &Accounts, rows: &[usize], key: &str) -> Id {
        let first = rows.first().map(|row| accounts.at(*row));
        let word = |field: Option<usize>| first?.word(field?).filter(|word| ***word == *key);
        word(self.parent_group)
            .or_else(|| word(self.name))
            .map_or_else(|| key.into(), Id::clone)
    }

    /// One slot for each symbol; what is the same for all groups is filled in.
    pub(super) fn slots(&self, company: &Company) -> Vec<Slot> {
        let mut slots = vec![Slot::Missing; self.symbols];
        self.publish(&mut slots, "company.total_revenue", company.total_revenue);
        self.publish(
            &mut slots,
            "company.active_customers",
            company.active_customers,
        );
        self.publish(&mut slots, "company.avg_db2_pct", company.avg_db2_pct);
        slots
    }

    fn publish(&self, slots: &mut [Slot], name: &str, value: Option<f64>) {
        let offset = ACCOUNT_VALUES.iter().position(|known| *known == name);
        if let Some(place) = offset.and_then(|offset| slots.get_mut(self.values + offset)) {
            *place = value.into();
        }
    }

    fn computed(&self, slots: &[Slot], name: &str) -> Option<f64> {
        let offset = ACCOUNT_VALUES.iter().position(|known| *known == name)?;
        number(slots.get(self.values + offset)?)
    }

    /// Lays the values of one group into the slots.
    pub(super) fn lay(&self, accounts: &Accounts, rows: &[usize], total: f64, slots: &mut [Slot]) {
        for (field, method) in &self.methods {
            if let Some(place) = slots.get_mut(*field) {
                *place = self.value(accounts, rows, *field, *method);
            }
        }
        let get = |field: Option<usize>| field.and_then(|field| number(slots.get(field)?));
        let revenue = get(self.revenue).unwrap_or(0.0);
        let wallet = get(self.wallet).filter(|wallet| *wallet > 0.0);
        let db2 = get(self.db1)
            .zip(get(self.cost))
            .map(|(db1, cost)| db1 - cost);
        let db2_pct = db2
            .filter(|_| revenue > 0.0)
            .map(|db2| db2 / revenue * 100.0);
        let countries = self.countries(accounts, rows, get(self.countries));
        self.publish(slots, "share", Some(revenue / total * 100.0));
        self.publish(
            slots,
            "share_of_wallet",
            wallet.map(|wallet| revenue / wallet * 100.0),
        );
        self.publish(slots, "db2", db2);
        self.publish(slots, "db2_pct", db2_pct);
        self.publish(slots, "countries", countries);
    }

    /// The distinct countries of the rows or the largest number that one states, whichever is more.
    fn countries(&self, accounts: &Accounts, rows: &[usize], served: Option<f64>) -> Option<f64> {
        let words = rows
            .iter()
            .filter_map(|row| accounts.at(*row).word(self.country?));
        let counted = distinct(words).len() as f64;
        let counted = (counted > 0.0).then_some(counted);
        counted.into_iter().chain(served).reduce(f64::max)
    }

    fn value(
        &self,
        accounts: &Accounts,
        rows: &[usize],
        field: usize,
        method: Consolidation,
    ) -> Slot {
        let stated = || {
            rows.iter()
                .map(|row| accounts.at(*row))
                .map(move |one| (one, read(one, field)))
        };
        if let [only] = rows {
            return read(accounts.at(*only), field);
        }
        let numbers = || stated().filter_map(|(one, slot)| Some((one, number(&slot)?)));
        match method {
            Consolidation::Sum if numbers().count() < rows.len() => Slot::Missing,
            Consolidation::Sum | Consolidation::SumKnown => numbers()
                .map(|(_, number)| number)
                .reduce(|sum, one| sum + one)
                .into(),
            Consolidation::Largest => numbers().map(|(_, number)| number).reduce(f64::max).into(),
            Consolidation::WeightedMean => self.mean(numbers()).into(),
            Consolidation::Earliest => stated().filter_map(|(_, slot)| word(slot)).min().into(),
            Consolidation::First => stated()
                .map(|(_, slot)| slot)
                .find(|slot| *slot != Slot::Missing)
                .unwrap_or_default(),
            Consolidation::LargestRow => {
                let mut largest = (f64::NEG_INFINITY, Slot::Missing);
                for (one, slot) in stated().filter(|(_, slot)| *slot != Slot::Missing) {
                    let revenue = self.revenue(one).unwrap_or(0.0);
                    if revenue > largest.0 {
                        largest = (revenue, slot);
                    }
                }
                largest.1
            }
        }
    }

    /// Weighted by revenue; the plain mean where there is none.
    fn mean<'a>(&self, stated: impl Iterator<Item = (Account<'a>, f64)>) -> Option<f64> {
        let (mut weighted, mut weight, mut plain, mut count) = (0.0, 0.0, 0.0, 0.0);
        for (one, number) in stated {
            let revenue = self.revenue(one).unwrap_or(0.0);
            weighted += revenue * number;
            weight += revenue;
            plain += number;
            count += 1.0;
        }
        match (weight > 0.0, count > 0.0) {
            (true, _) => Some(weighted / weight),
            (false, true) => Some(plain / count),
            (false, false) => None,
        }
    }

    pub(super) fn contacts(&self, slots: &[Slot]) -> Option<f64> {
        number(slots.get(self.contacts?)?)
    }

    /// The group with its facts; what is judged about it is still open.
    pub(super) fn group(
        &self,
        key: Id,
        accounts: &Accounts,
        rows: &[usize],
        slots: &[Slot],
    ) -> CustomerGroup {
        let get = |field: Option<usize>| field.and_then(|field| number(slots.get(field)?));
        let word = |field: Option<usize>| match slots.get(field?)? {
            Slot::Word(word) => Some(word.clone()),
            _ => None,
        };
        CustomerGroup {
            key,
            accounts: rows
                .iter()
                .filter_map(|row| accounts.at(*row).word(self.id?).cloned())
                .collect(),
            industry: word(self.industry),
            current_owner: word(self.owner),
            revenue: get(self.revenue).unwrap_or(0.0),
            share: self.computed(slots, "share").unwrap_or(0.0),
            wallet: get(self.wallet),
            share_of_wallet: self.computed(slots, "share_of_wallet"),
            db2: self.computed(slots, "db2"),
            db2_pct: self.computed(slots, "db2_pct"),
            countries: self.computed(slots, "countries"),
            sites: get(self.sites),
            divisions: get(self.divisions),
            relationship_stage: word(self.stage),
            central_purchasing: word(self.purchasing),
            innovation_partner: get(self.innovation),
            contract_end: word(self.contract_end),
            payment_days: get(self.payment_days),
            strategic_exception: word(self.exception).filter(|text| !text.trim().is_empty()),
            abc_revenue: AbcClass::C,
            abc_db2: None,
            attractiveness: AxisScore::default(),
            position: AxisScore::default(),
            value: AxisScore::default(),
            k: None,
            quadrant: None,
            grey: Grey::default(),
            binding: Box::default(),
            unverified: Box::default(),
            status: AccountStatus::DataMissing,
            cut: false,
            borderline: false,
            hours: 0.0,
            defaults: Box::default(),
        }
    }
}

fn read(account: Account<'_>, field: usize) -> Slot {
    if let Some(number) = account.number(field) {
        return Slot::Number(number);
    }
    if let Some(word) = account.word(field) {
        return Slot::Word(word.clone());
    }
    account.flag(field).map_or(Slot::Missing, Slot::Flag)
}

fn word(slot: Slot) -> Option<Id> {
    match slot {
        Slot::Word(word) => Some(word),
        _ => None,
    }
}

fn number(slot: &Slot) -> Option<f64> {
    match slot {
        Slot::Number(number) => Some(*number),
        _ => None,
    }
}
