mod borders;
mod example;
mod overwriting;
mod properties;

use super::*;
use crate::model::{AbcClass, AccountsBuilder, Bounds, Field, TopShare};
use crate::pack::PackFiles;

/// The default pack, read once for a test.
pub(super) struct Bench {
    pub(super) pack: Pack,
    pub(super) program: Program,
}

impl Bench {
    pub(super) fn new() -> Self {
        let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
        Self { pack, program }
    }

    fn fields(&self) -> &crate::model::Fields {
        &self.pack.accounts.as_ref().unwrap().fields
    }

    /// The accounts of a table that is known to be valid.
    pub(super) fn accounts(&self, text: &str) -> Accounts {
        let mut builder = AccountsBuilder::new(self.fields(), "accounts.csv");
        let mut reader = csv::Reader::from_reader(text.trim().as_bytes());
        let header = reader.headers().unwrap().clone();
        for (record, line) in reader.records().zip(2..) {
            let mut values = vec![None; self.fields().len()];
            for (heading, cell) in header.iter().zip(&record.unwrap()) {
                let position = self.fields().position(heading).unwrap();
                values[position] = read(self.fields().at(position).unwrap(), cell);
            }
            builder.push(line, &values);
        }
        builder.finish()
    }

    pub(super) fn result(&self, company: &Company, accounts: &Accounts) -> AccountsResult {
        PortfolioJudge::new(&self.pack, &self.program)
            .unwrap()
            .judge(company, accounts)
    }

    pub(super) fn judged(&self, company: &Company, text: &str) -> Portfolio {
        match self.result(company, &self.accounts(text)) {
            AccountsResult::Judged(portfolio) => *portfolio,
            AccountsResult::Stopped(faults) => panic!("{faults:?}"),
        }
    }

    /// The codes of the faults that stop the analysis.
    pub(super) fn faults(&self, company: &Company, text: &str) -> Vec<String> {
        match self.result(company, &self.accounts(text)) {
            AccountsResult::Judged(_) => Vec::new(),
            AccountsResult::Stopped(faults) => faults
                .iter()
                .map(|fault| fault.id.trim_start_matches("accounts.fault.").to_owned())
                .collect(),
        }
    }
}

fn read(field: &Field, cell: &str) -> Option<Value> {
    let value = match field.kind.is_numeric() {
        _ if cell.is_empty() => return None,
        true => Value::Number(cell.parse().unwrap()),
        false => Value::word(cell),
    };
    Some(field.accept(value).unwrap())
}

pub(super) fn company(total: f64) -> Company {
    Company {
        total_revenue: Some(total),
        ..Company::default()
    }
}

/// A group by its key.
pub(super) fn group<'a>(portfolio: &'a Portfolio, key: &str) -> &'a CustomerGroup {
    portfolio.group(key).unwrap()
}
