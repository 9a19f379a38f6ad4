//! What the organisation says of itself, as far as its customers are measured against it.

use crate::model::{Fields, Organisation, Value};

/// Facts of the organisation that domain 2 needs; each may be unknown.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Company {
    /// > 0, in the currency of the accounts.
    pub total_revenue: Option<f64>,
    /// Customer groups, a whole number from 1.
    pub active_customers: Option<f64>,
    /// Percent of revenue.
    pub avg_db2_pct: Option<f64>,
    pub ebit: Option<f64>,
    /// 0 where the company has none.
    pub n_divisions: Option<f64>,
}

impl Company {
    pub fn of(organisation: &Organisation, fields: &Fields) -> Self {
        let number = |id: &str| {
            let position = fields.position(id)?;
            organisation
                .value(fields, position)
                .and_then(Value::as_number)
        };
        Self {
            total_revenue: number("total_revenue"),
            active_customers: number("active_customers"),
            avg_db2_pct: number("avg_db2_pct"),
            ebit: number("ebit"),
            n_divisions: number("n_divisions"),
        }
    }
}
