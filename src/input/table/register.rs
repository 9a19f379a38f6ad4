//! The ids of all records so far, exactly, in little memory.
//!
//! Ids that rise, as numbered ones do, cost about four bytes each: an id is kept as what distinguishes it from the
//! one before. Any other id costs its own bytes and about 25 more.

use std::cmp::Ordering;
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashTable;

/// Where a record stands: which of the inputs, and the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Spot {
    pub(super) input: usize,
    pub(super) line: usize,
}

/// So many risings may interleave: a stray high id does not end the numbering that it stands in.
const RUNS: usize = 4;

/// So many ids are looked through behind each one that stands in full.
const STRIDE: usize = 32;

#[derive(Debug, Default)]
pub(super) struct Register {
    runs: Vec<Run>,
    strays: Strays,
    found: Vec<u8>,
}

impl Register {
    /// Where the id stood first, if it is not new.
    pub(super) fn enter(&mut self, id: &[u8], at: Spot) -> Option<Spot> {
        let found = &mut self.found;
        let known = self.runs.iter().find_map(|run| run.find(id, found));
        let known = known.or_else(|| self.strays.find(id));
        if known.is_some() {
            return known;
        }
        match self.rising(id) {
            Some(run) => run.push(id, at),
            None => self.strays.push(id, at),
        }
        None
    }

    /// The highest of the risings that the id continues; a new one if there is room.
    fn rising(&mut self, id: &[u8]) -> Option<&mut Run> {
        let runs = self.runs.iter().enumerate();
        let below = runs.filter(|(_, run)| order(&run.last, id) == Ordering::Less);
        let highest = below.max_by(|(_, a), (_, b)| order(&a.last, &b.last));
        let place = highest.map_or(self.runs.len(), |(place, _)| place);
        if place == self.runs.len() && place < RUNS {
            self.runs.push(Run::default());
        }
        self.runs.get_mut(place)
    }
}

/// Longer ids are higher, so that `O10` comes behind `O9`.
fn order(a: &[u8], b: &[u8]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.cmp(b))
}

/// An id that stands in full.
#[derive(Debug)]
struct Head {
    at: usize,
    spot: Spot,
}

/// Rising ids. Each: how many bytes it shares with the one before, its other bytes, how many lines it is further.
#[derive(Debug, Default)]
struct Run {
    bytes: Vec<u8>,
    heads: Vec<Head>,
    since_head: usize,
    last: Vec<u8>,
    last_spot: Spot,
}

impl Run {
    fn push(&mut self, id: &[u8], at: Spot) {
        let full =
            self.heads.is_empty() || self.since_head == STRIDE || at.input != self.last_spot.input;
        if full {
            self.since_head = 0;
            self.last.clear();
            self.last_spot = at;
            self.heads.push(Head {
                at: self.bytes.len(),
                spot: at,
            });
        }
        let same = self.last.iter().zip(id).take_while(|(a, b)| a == b);
        let shared = same.count();
        let own = id.get(shared..).unwrap_or_default();
        push_count(&mut self.bytes, shared);
        push_count(&mut self.bytes, own.len());
        self.bytes.extend_from_slice(own);
        push_count(&mut self.bytes, at.line.saturating_sub(self.last_spot.line));
        self.last.truncate(shared);
        self.last.extend_from_slice(own);
        self.last_spot = at;
        self.since_head += 1;
    }

    fn find(&self, id: &[u8], found: &mut Vec<u8>) -> Option<Spot> {
        if order(&self.last, id) == Ordering::Less {
            return None;
        }
        let not_behind = |head: &Head| order(self.full(head), id) != Ordering::Greater;
        let place = self.heads.partition_point(not_behind).checked_sub(1)?;
        let head = self.heads.get(place)?;
        let mut rest = self.bytes.get(head.at..)?;
        let mut spot = head.spot;
        found.clear();
        for _ in 0..STRIDE {
            let shared = take_count(&mut rest)?;
            let own = take_count(&mut rest)?;
            found.truncate(shared);
            found.extend_from_slice(rest.split_off(..own)?);
            spot.line += take_count(&mut rest)?;
            match order(found, id) {
                Ordering::Less => {}
                Ordering::Equal => return Some(spot),
                Ordering::Greater => return None,
            }
        }
        None
    }

    fn full(&self, head: &Head) -> &[u8] {
        let mut rest = self.bytes.get(head.at..).unwrap_or_default();
        let _shared = take_count(&mut rest);
        let own = take_count(&mut rest).unwrap_or_default();
        rest.get(..own).unwrap_or_default()
    }
}

/// Ids in no order: each its input, line, length and bytes, found by a table of where they stand.
#[derive(Debug, Default)]
struct Strays {
    bytes: Vec<u8>,
    table: HashTable<usize>,
    hasher: RandomState,
}

impl Strays {
    fn find(&self, id: &[u8]) -> Option<Spot> {
        let hash = self.hasher.hash_one(id);
        let same = |at: &usize| stray(&self.bytes, *at).is_some_and(|(known, _)| known == id);
        let at = self.table.find(hash, same)?;
        stray(&self.bytes, *at).map(|(_, spot)| spot)
    }

    fn push(&mut self, id: &[u8], spot: Spot) {
        let at = self.bytes.len();
        for count in [spot.input, spot.line, id.len()] {
            push_count(&mut self.bytes, count);
        }
        self.bytes.extend_from_slice(id);
        let Self {
            bytes,
            table,
            hasher,
        } = self;
        let hash = |at: &usize| hasher.hash_one(stray(bytes, *at).map_or(&[][..], |one| one.0));
        table.insert_unique(hasher.hash_one(id), at, hash);
    }
}

fn stray(bytes: &[u8], at: usize) -> Option<(&[u8], Spot)> {
    let mut rest = bytes.get(at..)?;
    let input = take_count(&mut rest)?;
    let line = take_count(&mut rest)?;
    let length = take_count(&mut rest)?;
    Some((rest.get(..length)?, Spot { input, line }))
}

/// Seven bits a byte, the lowest first; the eighth says that more follow.
fn push_count(bytes: &mut Vec<u8>, mut count: usize) {
    while count > 0x7f {
        bytes.push(count as u8 | 0x80);
        count >>= 7;
    }
    bytes.push(count as u8);
}

fn take_count(rest: &mut &[u8]) -> Option<usize> {
    let mut count = 0;
    let mut shift = 0;
    loop {
        let byte = rest.split_off_first()?;
        count |= usize::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(count);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// Ids of each kind: numbered with and without zeros in front, far too high, in no order.
    fn ids() -> impl Strategy<Value = Vec<String>> {
        let one = prop_oneof![
            5 => (0..400_u32).prop_map(|n| format!("org-{n:05}")),
            3 => (0..400_u32).prop_map(|n| format!("O{n}")),
            1 => "[a-c]{1,3}",
            1 => Just("z".repeat(300)),
        ];
        (vec(one, 0..400), any::<bool>()).prop_map(|(mut ids, sorted)| {
            if sorted {
                ids.sort();
            }
            ids
        })
    }

    proptest! {
        #[test]
        fn an_id_is_known_from_its_first_place_on(ids in ids(), lines in vec(1..300_usize, 400)) {
            let mut register = Register::default();
            let mut known: HashMap<&str, Spot> = HashMap::new();
            let mut line = 0;
            for (number, (id, step)) in ids.iter().zip(&lines).enumerate() {
                line += step;
                let spot = Spot { input: number / 150, line };
                let first = known.get(id.as_str()).copied();
                prop_assert_eq!(register.enter(id.as_bytes(), spot), first, "{}", id);
                known.entry(id).or_insert(spot);
            }
        }
    }

    #[test]
    fn ids_that_rise_take_about_four_bytes_even_with_one_far_too_high() {
        let mut register = Register::default();
        register.enter(b"zzzzzzzzzzzzzzz", Spot::default());
        for number in 1..100_000 {
            let id = format!("org-{number:07}");
            register.enter(
                id.as_bytes(),
                Spot {
                    input: 0,
                    line: number,
                },
            );
        }
        let bytes: usize = register.runs.iter().map(|run| run.bytes.len()).sum();
        assert!(bytes < 450_000, "{bytes}");
        assert!(register.strays.bytes.is_empty());
    }

    #[test]
    fn numbers_without_zeros_in_front_rise() {
        let mut register = Register::default();
        for number in 0..20_000 {
            register.enter(
                format!("O{number}").as_bytes(),
                Spot {
                    input: 0,
                    line: number,
                },
            );
        }
        assert_eq!(register.runs.len(), 1);
        assert!(register.strays.bytes.is_empty());
    }
}
