//! Names of customers, where a text must not name any.

use std::collections::BTreeSet;

use crate::model::{Accounts, Fields, Id};
use crate::pack::{Token, tokens};

/// The fields of an account that name a customer.
const NAMING: [&str; 2] = ["name", "parent_group"];

/// The names of the own customers.
#[derive(Debug, Clone, Copy, Default)]
pub struct AccountNames<'a> {
    accounts: Option<(&'a Accounts, &'a Fields)>,
}

impl<'a> AccountNames<'a> {
    /// None where there is no list of customers.
    pub fn of(accounts: Option<&'a Accounts>, fields: Option<&'a Fields>) -> Self {
        Self {
            accounts: accounts.zip(fields),
        }
    }

    /// The names that occur in a text as whole words, in the order of the list.
    pub(super) fn in_text(&self, text: &str) -> Vec<Id> {
        let Some((accounts, fields)) = self.accounts else {
            return Vec::new();
        };
        let words = tokens(text);
        let mut seen: BTreeSet<&Id> = BTreeSet::new();
        let naming: Vec<usize> = NAMING.iter().filter_map(|id| fields.position(id)).collect();
        let mut found = Vec::new();
        for account in accounts.iter() {
            for name in naming.iter().filter_map(|field| account.word(*field)) {
                if seen.insert(name) && holds(&words, name) {
                    found.push(name.clone());
                }
            }
        }
        found
    }
}

fn holds(text: &[Token], name: &str) -> bool {
    let name = tokens(name);
    let same = |place: &[Token]| place.iter().zip(&name).all(|(a, b)| a.word == b.word);
    !name.is_empty() && text.windows(name.len()).any(same)
}
