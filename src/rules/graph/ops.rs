//! The operations and the store that keeps each of them once.

use std::collections::HashMap;

use super::super::code::{Arith, Compare};
use super::super::hosted::Segment;
use crate::model::Id;

/// A value of the graph, by its place in it. What a value is made of stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ref(u32);

impl Ref {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// A flag's lanes.
pub(super) const ALL: u64 = u64::MAX;
pub(super) const NONE: u64 = 0;

/// One operation. Numbers stand in it by their bits, so that equal operations can be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Op {
    Const(u64),
    /// Columns of a source: its values, whether they are known, whether they were said not to apply.
    Value(usize),
    Known(usize),
    Absent(usize),
    Negate(Ref),
    Absolute(Ref),
    Root(Ref),
    Arith(Arith, Ref, Ref),
    Smaller(Ref, Ref),
    Larger(Ref, Ref),
    Curve(usize, Ref),
    Table(usize, Ref),
    /// Flags about numbers and words.
    Finite(Ref),
    /// From 0 to 100.
    Points(Ref),
    InTable(usize, Ref),
    /// With the tolerance of the rule language.
    Compare(Compare, Ref, Ref),
    /// Without tolerance, against a constant.
    AtLeast(Ref, u64),
    AtMost(Ref, u64),
    Same(Ref, Ref),
    Not(Ref),
    And(Ref, Ref),
    Or(Ref, Ref),
    /// The second where the first holds, else the third.
    Select(Ref, Ref, Ref),
}

impl Op {
    /// The values that it is made of, in order.
    pub fn operands(&self) -> [Option<Ref>; 3] {
        match *self {
            Self::Const(_) | Self::Value(_) | Self::Known(_) | Self::Absent(_) => [None; 3],
            Self::Negate(a) | Self::Absolute(a) | Self::Root(a) | Self::Not(a) => {
                [Some(a), None, None]
            }
            Self::Finite(a) | Self::Points(a) | Self::AtLeast(a, _) | Self::AtMost(a, _) => {
                [Some(a), None, None]
            }
            Self::Curve(_, a) | Self::Table(_, a) | Self::InTable(_, a) => [Some(a), None, None],
            Self::Arith(_, a, b) | Self::Compare(_, a, b) => [Some(a), Some(b), None],
            Self::Smaller(a, b) | Self::Larger(a, b) | Self::Same(a, b) => [Some(a), Some(b), None],
            Self::And(a, b) | Self::Or(a, b) => [Some(a), Some(b), None],
            Self::Select(a, b, c) => [Some(a), Some(b), Some(c)],
        }
    }
}

/// Curves and tables that operations name by their place.
#[derive(Debug, Clone, Default)]
pub(super) struct Shapes {
    pub(super) curves: Vec<Curve>,
    pub(super) tables: Vec<Vec<Option<f64>>>,
}

/// The knots' x, and the piece behind each number of passed knots.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Curve {
    pub(super) turns: Vec<f64>,
    pub(super) pieces: Vec<Segment>,
}

impl Curve {
    fn of(knots: &[(f64, f64)]) -> Self {
        Self {
            turns: knots.iter().map(|(x, _)| *x).collect(),
            pieces: (0..=knots.len())
                .map(|passed| Segment::behind(passed, knots))
                .collect(),
        }
    }

    fn is_bounded(&self) -> bool {
        let bounded = |piece: &Segment| {
            (piece.run * piece.rise).is_finite() && (piece.y.abs() + piece.rise.abs()).is_finite()
        };
        self.pieces.iter().all(bounded)
    }
}

/// All operations, each once.
#[derive(Debug, Clone, Default)]
pub struct Ops {
    list: Vec<Op>,
    places: HashMap<Op, Ref>,
    pub(super) shapes: Shapes,
    words: Vec<Id>,
    codes: HashMap<Id, u64>,
}

impl Ops {
    /// The place of an operation that cannot be made simpler.
    pub(super) fn keep(&mut self, op: Op) -> Ref {
        let next = Ref(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        let place = *self.places.entry(op).or_insert(next);
        if place == next {
            self.list.push(op);
        }
        place
    }

    pub(super) fn found(&self, op: Op) -> Option<Ref> {
        self.places.get(&op).copied()
    }

    pub fn at(&self, place: Ref) -> Op {
        let found = self.list.get(place.0 as usize);
        found.copied().unwrap_or(Op::Const(NONE))
    }

    pub fn len(&self) -> usize {
        self.list.len()
    }

    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All places, each after those that it is made of.
    pub fn places(&self) -> impl DoubleEndedIterator<Item = Ref> + use<> {
        (0..u32::try_from(self.list.len()).unwrap_or(u32::MAX)).map(Ref)
    }

    /// The code of a word; 0 is none.
    pub(super) fn code(&mut self, word: &Id) -> u64 {
        let next = self.words.len() as u64 + 1;
        let code = *self.codes.entry(word.clone()).or_insert(next);
        if code == next {
            self.words.push(word.clone());
        }
        code
    }

    pub fn known_code(&self, word: &str) -> Option<u64> {
        self.codes.get(word).copied()
    }

    /// The word of a code below that of `words_end`.
    pub fn word(&self, code: u64) -> Option<&Id> {
        let place = usize::try_from(code).ok()?.checked_sub(1)?;
        self.words.get(place)
    }

    /// The first code that no word of the rules has.
    pub fn words_end(&self) -> u64 {
        self.words.len() as u64 + 1
    }

    /// A curve, and whether it gives a finite number for every finite one.
    pub(super) fn curve(&mut self, knots: &[(f64, f64)]) -> (usize, bool) {
        let curve = Curve::of(knots);
        let bounded = curve.is_bounded();
        (place_of(&mut self.shapes.curves, curve), bounded)
    }

    /// A table by codes; of two numbers for one word the first holds.
    pub(super) fn table(&mut self, table: &[(String, f64)]) -> usize {
        let mut numbers: Vec<Option<f64>> = Vec::new();
        for (word, number) in table {
            let code = self.code(&word.as_str().into()) as usize;
            if numbers.len() <= code {
                numbers.resize(code + 1, None);
            }
            if let Some(place) = numbers.get_mut(code) {
                place.get_or_insert(*number);
            }
        }
        place_of(&mut self.shapes.tables, numbers)
    }
}

fn place_of<T: PartialEq>(list: &mut Vec<T>, one: T) -> usize {
    list.iter()
        .position(|known| *known == one)
        .unwrap_or_else(|| {
            list.push(one);
            list.len() - 1
        })
}
