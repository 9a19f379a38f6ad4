//! Sources beside the symbols: a source is published once, so that no operation is read before it holds.

use super::super::symbols::Symbols;
use super::trace::Read;
use crate::pack::Pack;

/// Which source a rule reads for a symbol. A few symbols are published anew while the phases run; each of their
/// values has a source of its own.
#[derive(Debug, Clone, Copy)]
pub struct Sources<'p> {
    pack: &'p Pack,
    symbols: &'p Symbols,
}

impl<'p> Sources<'p> {
    pub fn of(pack: &'p Pack, symbols: &'p Symbols) -> Self {
        Self { pack, symbols }
    }

    pub fn count(&self) -> usize {
        self.entry(self.pack.entries.len())
    }

    /// A dimension's score where it may be judged.
    pub fn judged(&self, dimension: usize) -> usize {
        self.symbols.len() + dimension
    }

    /// The structure type that the placement is run with: the chart's, else the stated one.
    pub fn structure(&self) -> usize {
        self.judged(self.pack.manifest.dimensions.len())
    }

    /// The entry as the correction at this position finds it.
    pub fn entry(&self, correction: usize) -> usize {
        self.structure() + 1 + correction
    }

    fn named(&self, name: &str, symbol: usize) -> bool {
        self.symbols.position(name) == Some(symbol)
    }

    /// What a gate reads for a dimension. The chart is read after the gates.
    pub(super) fn by_gate(&self, dimension: Option<usize>, symbol: usize) -> Read {
        let dimensions = &self.pack.manifest.dimensions;
        let place = dimension.and_then(|place| Some((place, dimensions.get(place)?)));
        let is = |name: &str| self.named(name, symbol);
        match place {
            Some((_, dimension)) if is(Symbols::DIMENSION) => Read::Word(dimension.id.clone()),
            Some((place, _)) if is(Symbols::DIMENSION_SCORE) => Read::Source(self.judged(place)),
            None if is(Symbols::DIMENSION) || is(Symbols::DIMENSION_SCORE) => Read::Nowhere,
            _ if is(Symbols::CHART_STRUCTURE) || is(Symbols::CHART_STATED) => Read::Nowhere,
            _ => Read::Source(symbol),
        }
    }

    /// What a rule of the placement, a modifier or a flag reads; an option's own, or an entry's correction.
    pub(super) fn by_advice(&self, around: Advised, symbol: usize) -> Read {
        let is = |name: &str| self.named(name, symbol);
        let options = self.pack.placement.as_ref().map(|one| &one.options);
        match around {
            Advised::Option(place) if is("option") => options
                .and_then(|options| options.get(place))
                .map_or(Read::Nowhere, |option| Read::Word(option.id.clone())),
            Advised::Entry(place) if is("entry") => Read::Source(self.entry(place)),
            _ if is("option") || is(Symbols::DIMENSION) || is(Symbols::DIMENSION_SCORE) => {
                Read::Nowhere
            }
            _ if is("structure_type") => Read::Source(self.structure()),
            _ => Read::Source(symbol),
        }
    }
}

/// What a rule of the advice is run for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Advised {
    Organisation,
    /// The option at this position of the placement.
    Option(usize),
    /// The correction at this position.
    Entry(usize),
}
