//! The longest chain of measures that need each other, in weeks (domain 8.3).

use std::collections::BTreeMap;

use crate::model::{CriticalPath, Id};

/// A measure on the way: its weeks, and the measures that it needs.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) place: usize,
    pub(super) id: Id,
    pub(super) weeks: f64,
    pub(super) needs: Vec<usize>,
}

/// The chain with the most weeks; of equal ones, the one whose ids come first in text order. `links` stand in an
/// order in which each comes after what it needs, or in any other.
pub(super) fn critical_path(links: &[Link]) -> CriticalPath {
    let mut known = BTreeMap::new();
    let all = links.iter().map(|link| ending(link, links, &mut known));
    all.reduce(longer).unwrap_or_default()
}

/// The longest chain that ends with this measure.
fn ending(link: &Link, links: &[Link], known: &mut BTreeMap<usize, CriticalPath>) -> CriticalPath {
    if let Some(chain) = known.get(&link.place) {
        return chain.clone();
    }
    let before = links.iter().filter(|one| link.needs.contains(&one.place));
    let before = before.map(|one| ending(one, links, known)).reduce(longer);
    let mut chain = before.unwrap_or_default();
    chain.weeks += link.weeks;
    chain.measures.push(link.id.clone());
    known.insert(link.place, chain.clone());
    chain
}

fn longer(one: CriticalPath, other: CriticalPath) -> CriticalPath {
    let order = other
        .weeks
        .total_cmp(&one.weeks)
        .then_with(|| one.measures.cmp(&other.measures));
    match order.is_le() {
        true => one,
        false => other,
    }
}
