//! A record while it is being read: its answers so far, and what is wrong with it.

use crate::error::Place;
use crate::model::{Answer, Chart, ChartFault, Fields, Id, Organisation, Reason, Rejected};

/// One record. With a fault, it goes to the rejects as a whole.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) id: Option<Id>,
    pub(super) answers: Vec<Answer>,
    pub(super) place: Place,
    /// Which of the inputs it came from.
    pub(super) input: usize,
    pub(super) faults: Vec<Rejected>,
    pub(super) chart: Option<Result<Chart, Vec<ChartFault>>>,
}

impl Draft {
    pub(super) fn new(fields: &Fields, place: Place, input: usize) -> Self {
        Self {
            id: None,
            answers: vec![Answer::Missing; fields.len()],
            place,
            input,
            faults: Vec::new(),
            chart: None,
        }
    }

    pub(super) fn refuse(&mut self, place: Place, value: Option<String>, reason: Reason) {
        self.faults.push(Rejected {
            place,
            id: self.id.clone(),
            value,
            reason,
        });
    }

    /// Its id stood before.
    pub(super) fn refuse_double(&mut self, first: &Place) {
        let reason = Reason::new("reject.double_id").with("first", first.to_string().as_str());
        let place = self.place.clone().of_field("id");
        let id = self.id.as_deref().map(str::to_owned);
        self.refuse(place, id, reason);
    }

    /// What is wrong with its org chart. The record stands without it.
    pub(super) fn chart_faults(&self) -> Vec<Rejected> {
        let faults = match &self.chart {
            Some(Err(faults)) => faults.as_slice(),
            _ => &[],
        };
        let refused = faults.iter().map(|fault| Rejected {
            place: fault.place.clone(),
            id: self.id.clone(),
            value: fault.value.clone(),
            reason: fault.reason.clone(),
        });
        refused.collect()
    }

    pub(super) fn organisation(self) -> Result<Organisation, Vec<Rejected>> {
        match (self.id, self.faults.is_empty()) {
            (Some(id), true) => Ok(Organisation {
                id,
                answers: self.answers,
                chart: self.chart,
                accounts: None,
                place: self.place,
            }),
            _ => Err(self.faults),
        }
    }
}
