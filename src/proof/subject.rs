//! The rules of a pack with their code, whatever they judge: the organisation or one of its customers.

use crate::model::Fields;
use crate::pack::{Index, Pack, Rule};
use crate::rules::{Compiled, Inspected, Program, Symbols};

/// A rule, its code, and what it can read.
type Coded<'p> = (&'p Rule, &'p Compiled, &'p Symbols);

/// One rule, its code, and what it can read.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'p> {
    pub rule: &'p Rule,
    pub compiled: &'p Compiled,
    pub fields: &'p Fields,
    pub symbols: &'p Symbols,
    /// What an account says, where the pack judges accounts.
    pub account_fields: Option<&'p Fields>,
    /// What an organisation says.
    pub pack_fields: &'p Fields,
    pub indexes: &'p [Index],
    /// It judges a customer group.
    pub of_accounts: bool,
}

/// All rules of a pack, in its order.
#[derive(Debug, Clone)]
pub struct Subjects<'p> {
    pub pack: &'p Pack,
    list: Vec<Subject<'p>>,
}

impl<'p> Subjects<'p> {
    /// Those of a pack that was compiled.
    pub fn of(pack: &'p Pack, program: &'p Program) -> Self {
        let accounts = pack.accounts.iter().zip(program.accounts.as_deref());
        let of_accounts = accounts.flat_map(|(accounts, program)| {
            let pairs = accounts.rules().zip(program.all());
            pairs.map(|(rule, compiled)| (rule, compiled, &program.symbols))
        });
        let own = pack.all_rules().zip(program.all());
        let own = own.map(|(rule, compiled)| (rule, compiled, &program.symbols));
        Self::gathered(pack, own, of_accounts)
    }

    /// Those of a pack of which not all could be compiled.
    pub fn inspected(pack: &'p Pack, inspected: &'p Inspected<'p>) -> Self {
        let own = inspected.rules.iter();
        let own = own.map(|(rule, compiled)| (*rule, compiled, &inspected.symbols));
        let accounts = inspected.account_rules.iter();
        let symbols = &inspected.account_symbols;
        let accounts = accounts.map(move |(rule, compiled)| (*rule, compiled, symbols));
        Self::gathered(pack, own, accounts)
    }

    fn gathered(
        pack: &'p Pack,
        own: impl Iterator<Item = Coded<'p>>,
        of_accounts: impl Iterator<Item = Coded<'p>>,
    ) -> Self {
        let account_fields = pack.accounts.as_ref().map(|accounts| &accounts.fields);
        let own = own.map(|(rule, compiled, symbols)| Subject {
            rule,
            compiled,
            symbols,
            fields: &pack.fields,
            account_fields,
            pack_fields: &pack.fields,
            indexes: &pack.manifest.indexes,
            of_accounts: false,
        });
        let of_accounts = of_accounts.filter_map(|(rule, compiled, symbols)| {
            Some(Subject {
                rule,
                compiled,
                symbols,
                fields: account_fields?,
                account_fields,
                pack_fields: &pack.fields,
                indexes: &[],
                of_accounts: true,
            })
        });
        Self {
            pack,
            list: own.chain(of_accounts).collect(),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Subject<'p>> {
        self.list.iter()
    }

    pub fn at(&self, place: usize) -> Option<&Subject<'p>> {
        self.list.get(place)
    }

    /// The place of the rule that is called so: by its id, or by `measure.M10` where several bear the id.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub(super) fn named(&self, name: &str) -> Result<usize, String> {
        let called = self.list.iter().enumerate();
        let mut called = called.filter(|(_, one)| one.rule.is_called(name));
        match (called.next(), called.next()) {
            (Some((place, _)), None) => Ok(place),
            (Some(_), Some(_)) => {
                let bearers = self.list.iter().filter(|one| one.rule.is_called(name));
                let keys: Vec<String> = bearers.map(|one| one.rule.key()).collect();
                let keys = crate::error::listed(keys.iter().map(String::as_str));
                Err(format!("several rules are called `{name}`; write {keys}"))
            }
            (None, _) => {
                let ids = self.list.iter().map(|one| &*one.rule.id);
                Err(super::read::unknown("rule", name, ids))
            }
        }
    }
}
