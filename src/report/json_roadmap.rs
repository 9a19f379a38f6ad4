//! The texts that a roadmap needs to be read.

use super::sentences::Used;
use crate::model::{Roadmap, Value};

impl Used<'_> {
    pub(super) fn roadmap(&mut self, roadmap: &Roadmap) {
        if !self.seen.phases {
            self.seen.phases = true;
            self.prefix("phase.");
        }
        for one in &roadmap.measures {
            if self.seen.measures.is_new(&one.id) {
                for name in ["title", "owner", "proof", "why"] {
                    self.key(format!("measure.{}.{name}", one.id));
                }
            }
            one.reason.iter().for_each(|reason| self.reason(reason));
            for set in &one.sets {
                let values: [Option<&Value>; 2] = [set.from.as_ref(), Some(&set.to)];
                values
                    .into_iter()
                    .flatten()
                    .for_each(|value| self.named(&set.field, value));
            }
        }
        for open in &roadmap.open {
            if self.seen.open.is_new(&open.id) {
                self.key(format!("measure.{}.title", open.id));
            }
            open.missing.iter().for_each(|field| self.field(field));
        }
    }
}
