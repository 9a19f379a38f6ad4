//! What the cases of a rule came by while it ran.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::model::Id;
use crate::rules::{CallEnd, Node, Watch};

/// Which node of a rule's tree: where it lies in memory, as the tree does not move while it is looked at.
pub(super) type Which = usize;

pub(super) fn which(node: &Node) -> Which {
    std::ptr::from_ref(node) as usize
}

/// What was seen of one rule.
#[derive(Debug, Default, Clone)]
pub(super) struct Seen {
    pub(super) decided: BTreeSet<(Which, bool)>,
    pub(super) took: BTreeSet<(Which, usize)>,
    pub(super) gave: BTreeSet<Which>,
    pub(super) looked_up: BTreeSet<(Which, String)>,
    /// Both sides of a comparison, by their bits.
    pub(super) compared: BTreeSet<(Which, u64, u64)>,
    /// What was put to a curve or to the ranges of a `switch`.
    pub(super) placed: BTreeSet<(Which, u64)>,
    pub(super) unknown: bool,
    pub(super) held: BTreeSet<bool>,
    pub(super) words: BTreeSet<Id>,
}

impl Seen {
    pub(super) fn add(&mut self, more: Self) {
        self.decided.extend(more.decided);
        self.took.extend(more.took);
        self.gave.extend(more.gave);
        self.looked_up.extend(more.looked_up);
        self.compared.extend(more.compared);
        self.placed.extend(more.placed);
    }

    pub(super) fn end(&mut self, end: CallEnd) {
        match end {
            CallEnd::Missing(_) => self.unknown = true,
            CallEnd::Holds(holds) => {
                self.held.insert(holds);
            }
            CallEnd::Word(word) => {
                self.words.insert(word);
            }
            _ => {}
        }
    }
}

/// Writes down what it sees.
#[derive(Debug, Default)]
pub(super) struct Clerk(RefCell<Seen>);

impl Clerk {
    pub(super) fn end(&self, end: CallEnd) {
        self.0.borrow_mut().end(end);
    }

    pub(super) fn seen(self) -> Seen {
        self.0.into_inner()
    }
}

impl Watch for Clerk {
    fn compared(&self, node: &Node, a: f64, b: f64) {
        self.0
            .borrow_mut()
            .compared
            .insert((which(node), a.to_bits(), b.to_bits()));
    }

    fn decided(&self, node: &Node, holds: bool) {
        self.0.borrow_mut().decided.insert((which(node), holds));
    }

    fn took(&self, node: &Node, branch: usize) {
        self.0.borrow_mut().took.insert((which(node), branch));
    }

    fn placed(&self, node: &Node, x: f64) {
        self.0
            .borrow_mut()
            .placed
            .insert((which(node), x.to_bits()));
    }

    fn looked_up(&self, node: &Node, word: &str) {
        let word = word.to_owned();
        self.0.borrow_mut().looked_up.insert((which(node), word));
    }

    fn gave(&self, node: &Node) {
        self.0.borrow_mut().gave.insert(which(node));
    }
}
