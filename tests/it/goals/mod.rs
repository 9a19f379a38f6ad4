//! Goals, KPIs and the mission from files to reports.

mod indicated;
mod read;
mod reports;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::program::{Ran, kamready_in};

pub(crate) const AS_OF: &str = "2026-11-25";

/// Columns of a list of customers in which all of them become candidates.
pub(crate) const CUSTOMERS: &str = "account_id,name,currency,revenue_y0,db1,cost_to_serve,wallet,growth_exp_pct,supplier_rank,relationship_stage,satisfaction,contacts,strategic_fit,reference_value,innovation_partner,willingness,credit,contract_end";

/// A folder with one organisation and the files beside it.
pub(crate) struct Folder(TempDir);

impl Folder {
    /// `more` stands beside the id and the figures that an analysis of customers needs.
    pub(crate) fn new(more: &Value) -> Self {
        let mut record = json!({"id": "T", "name": "Muster AG", "total_revenue": 10_000, "active_customers": 200, "currency": "EUR"});
        let all = record.as_object_mut().unwrap();
        for (key, value) in more.as_object().unwrap() {
            all.insert(key.clone(), value.clone());
        }
        let folder = Self(TempDir::new().unwrap());
        folder.with("organisation.json", &record.to_string())
    }

    pub(crate) fn with(self, name: &str, text: &str) -> Self {
        fs::write(self.0.path().join(name), text).unwrap();
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn ran(&self, arguments: &[&str]) -> Ran {
        let all = [&["assess", ".", "--quiet"], arguments].concat();
        kamready_in(self.path(), &all)
    }

    /// The organisation of the result.
    pub(crate) fn one(&self) -> Value {
        let told = self.ran(&["--as-of", AS_OF, "-o", "json"]);
        let document: Value =
            serde_json::from_str(&told.out).unwrap_or_else(|_| panic!("{}", told.err));
        document["organisations"][0].clone()
    }
}

/// The strings of a list at this place.
pub(crate) fn strings(value: &Value) -> Vec<&str> {
    let list = value.as_array().unwrap_or_else(|| panic!("{value}"));
    list.iter().map(|one| one.as_str().unwrap()).collect()
}

/// A field of each entry of a list.
pub(crate) fn each<'v>(list: &'v Value, field: &str) -> Vec<&'v str> {
    let list = list.as_array().unwrap_or_else(|| panic!("{list}"));
    list.iter()
        .map(|one| one[field].as_str().unwrap())
        .collect()
}

/// The ids of a list of reasons.
pub(crate) fn reasons(list: &Value) -> Vec<&str> {
    each(list, "id")
}
