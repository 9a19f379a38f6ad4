//! Groups as the rules read them, to explain what was made of them.

use super::{Company, PortfolioJudge};
use crate::model::{Accounts, CustomerGroup};
use crate::rules::Slot;

/// One customer group as its rules read it.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupRead {
    /// Its rows in the order of the file.
    pub rows: Vec<usize>,
    /// One slot for each symbol of the account rules.
    pub slots: Vec<Slot>,
}

impl PortfolioJudge<'_> {
    /// What the rules read of these groups, in their order. `total` is the company's revenue, > 0.
    pub fn read_groups(
        &self,
        company: &Company,
        accounts: &Accounts,
        total: f64,
        groups: &[&CustomerGroup],
    ) -> Vec<GroupRead> {
        let rows_by_group = self.layout.rows_by_group(accounts);
        let mut slots = self.layout.slots(company);
        let mut read = Vec::new();
        for group in groups {
            let rows = rows_by_group.get(&*group.key).cloned().unwrap_or_default();
            self.layout.lay(accounts, &rows, total, &mut slots);
            read.push(GroupRead {
                rows,
                slots: slots.clone(),
            });
        }
        read
    }
}
