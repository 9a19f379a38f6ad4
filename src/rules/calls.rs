//! One organisation laid out for the rules of a pack, however they are run.

use std::cell::RefCell;

use super::program::Compiled;
use super::run::CallEnd;
use super::symbols::{Slot, Symbols};

/// Calls of rules and gates for one organisation.
pub trait Calls {
    /// The names of what is laid out.
    fn symbols(&self) -> &Symbols;

    /// Its answers, and what the phases have published so far.
    fn slots(&self) -> &RefCell<Vec<Slot>>;

    /// Runs the rule at this position of `pack.rules`.
    fn rule(&self, index: usize) -> CallEnd;

    /// Runs the gate at this position of `pack.gates`; for the dimension at this position of the manifest,
    /// whose name and score are published.
    fn gate(&self, index: usize, dimension: Option<usize>) -> CallEnd;

    /// Runs the factor at this position of `pack.factors`.
    fn factor(&self, index: usize) -> CallEnd;

    /// Runs the exclusion at this position of `pack.exclusions`, for the option at this position of the
    /// placement, which is published.
    fn exclusion(&self, index: usize, option: usize) -> CallEnd;

    /// Runs the script of the option at this position of `pack.options`.
    fn option(&self, index: usize) -> CallEnd;

    /// Runs the correction of the entry at this position of `pack.entries`.
    fn entry(&self, index: usize) -> CallEnd;

    /// Runs the modifier at this position of `pack.modifiers`.
    fn modifier(&self, index: usize) -> CallEnd;

    /// Runs the flag at this position of `pack.flags`.
    fn flag(&self, index: usize) -> CallEnd;

    /// Runs the rule of the goal at this position of `pack.goal_rules`, for the candidate that is published.
    fn goal(&self, index: usize) -> CallEnd;

    /// Whether every symbol that the rule asks for with `known(…)` is known.
    fn asked_all_known(&self, compiled: &Compiled) -> bool {
        let slots = self.slots().borrow();
        compiled.lowered.asked.iter().all(|position| {
            !matches!(
                slots.get(*position),
                None | Some(Slot::Missing | Slot::NotApplicable)
            )
        })
    }

    /// Publishes a computed value for the rules that follow.
    fn publish(&self, symbol: &str, slot: Slot) {
        let position = self.symbols().position(symbol);
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
