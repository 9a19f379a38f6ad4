//! One organisation laid out for the rules of a pack, however they are run.

use std::cell::RefCell;

use super::program::Compiled;
use super::run::CallEnd;
use super::symbols::{Slot, Symbols};

/// Calls of rules and gates for one organisation.
pub trait Calls {
    /// Its answers, and what the phases have published so far.
    fn slots(&self) -> &RefCell<Vec<Slot>>;

    /// Runs the rule at this position of `pack.rules`.
    fn rule(&self, index: usize) -> CallEnd;

    /// Runs the gate at this position of `pack.gates`; for the dimension at this position of the manifest,
    /// whose name and score are published.
    fn gate(&self, index: usize, dimension: Option<usize>) -> CallEnd;

    /// Publishes a computed value for the rules that follow.
    fn publish(&self, symbols: &Symbols, symbol: &str, slot: Slot) {
        let position = symbols.position(symbol);
        let mut slots = self.slots().borrow_mut();
        if let Some(place) = position.and_then(|position| slots.get_mut(position)) {
            *place = slot;
        }
    }

    /// The slots of a rule's symbols that are known, for its evidence.
    fn read_values(&self, compiled: &Compiled) -> Vec<(usize, Slot)> {
        let slots = self.slots().borrow();
        let reads = compiled.lowered.reads.iter();
        reads
            .filter_map(|position| slots.get(*position).map(|slot| (*position, slot.clone())))
            .filter(|(_, slot)| !matches!(slot, Slot::Missing | Slot::NotApplicable))
            .collect()
    }
}
