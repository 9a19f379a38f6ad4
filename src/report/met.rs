//! Names that are met over and over: told by their place in memory first.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hash, Hasher};

use crate::model::Id;

/// Names that were met, or names of something with a word that it can be. Most come from the pack, over and over from
/// the same place, which tells them before a byte is compared; what is kept keeps its place from being another's.
#[derive(Debug, Clone)]
pub(super) struct Met<T: Placed> {
    places: HashSet<T::Place, Quick>,
    names: HashSet<T, Quick>,
}

/// Where a name stands in memory.
pub(super) trait Placed: Clone + Eq + Hash {
    type Place: Eq + Hash + Clone + std::fmt::Debug;

    fn place(&self) -> Self::Place;
}

impl Placed for Id {
    type Place = usize;

    fn place(&self) -> usize {
        self.as_ptr().addr()
    }
}

impl Placed for (Id, Id) {
    type Place = (usize, usize);

    fn place(&self) -> (usize, usize) {
        (self.0.place(), self.1.place())
    }
}

impl<T: Placed> Default for Met<T> {
    fn default() -> Self {
        Self {
            places: HashSet::default(),
            names: HashSet::default(),
        }
    }
}

impl<T: Placed> Met<T> {
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) fn has(&self, name: &T) -> bool {
        self.places.contains(&name.place()) || self.names.contains(name)
    }

    pub(super) fn keep(&mut self, name: &T) {
        if self.names.insert(name.clone()) {
            self.places.insert(name.place());
        }
    }

    /// Whether something is met for the first time.
    pub(super) fn is_new(&mut self, name: &T) -> bool {
        let new = !self.has(name);
        if new {
            self.keep(name);
        }
        new
    }
}

impl Met<(Id, Id)> {
    /// Whether both are known by their places; no pair is made to ask.
    pub(super) fn has_places(&self, name: &Id, word: &Id) -> bool {
        self.places.contains(&(name.place(), word.place()))
    }
}

type Quick = BuildHasherDefault<NameHasher>;

/// Hashes names, eight bytes a step. A name is kept only if the pack has it, so nobody can choose names that crowd.
#[derive(Debug, Clone, Copy, Default)]
struct NameHasher(u64);

impl Hasher for NameHasher {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks();
        for word in words {
            self.write_u64(u64::from_le_bytes(*word));
        }
        let mut word = [0; 8];
        word.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.write_u64(u64::from_le_bytes(word));
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
