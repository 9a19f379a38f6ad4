//! A rule's function as typed code: what is left of the script after the closed language has let it through.

use std::sync::Arc;

use super::hosted::Host;
use crate::model::Id;
use crate::pack::Spot;

/// The type of an expression, known before anything runs.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// `whole` where the value may be an integer at run time, which divides differently.
    Number {
        whole: bool,
    },
    Flag,
    /// With the words that it can be, where they are known.
    Word(Option<Arc<[Id]>>),
    List,
    Knots,
    /// With the words that it has.
    Table(Arc<[String]>),
    Verdict,
    /// No value.
    Unit,
    /// Control never gets past here.
    Never,
    Org,
    Params,
}

impl Type {
    pub const NUMBER: Self = Self::Number { whole: false };

    pub fn name(&self) -> &'static str {
        match self {
            Self::Number { .. } => "a number",
            Self::Flag => "true or false",
            Self::Word(_) => "a word",
            Self::List => "a list",
            Self::Knots => "knots",
            Self::Table(_) => "a table",
            Self::Verdict => "a verdict (`scored(…)` or `not_applicable(…)`)",
            Self::Unit => "no value",
            Self::Never => "nothing",
            Self::Org => "`org`",
            Self::Params => "`params`",
        }
    }

    /// The type of a value that comes from either of two places; none if they do not go together.
    pub(super) fn join(self, other: Self) -> Option<Self> {
        match (self, other) {
            (Self::Never, one) | (one, Self::Never) => Some(one),
            (Self::Number { whole: a }, Self::Number { whole: b }) => {
                Some(Self::Number { whole: a || b })
            }
            (Self::Word(Some(a)), Self::Word(Some(b))) => {
                let mut both: Vec<Id> = a.to_vec();
                both.extend(b.iter().filter(|word| !a.contains(word)).cloned());
                Some(Self::Word(Some(both.into())))
            }
            (Self::Word(_), Self::Word(_)) => Some(Self::Word(None)),
            (a, b) => (a == b).then_some(a),
        }
    }
}

/// Arithmetic of the closed language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Arith {
    Add,
    Subtract,
    Multiply,
    Divide,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compare {
    Equal,
    Differs,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// What a `switch` branch is for.
#[derive(Debug, Clone, PartialEq)]
pub enum Label {
    Words(Vec<Id>),
    /// From inclusive, to exclusive.
    Ranges(Vec<(f64, f64)>),
}

/// One expression, its type and its place in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub code: Code,
    pub kind: Type,
    pub spot: Spot,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Code {
    Number(f64),
    Flag(bool),
    Word(Id),
    /// Reads a symbol; ends the rule as unknown if it is missing.
    Slot(usize),
    /// Whether a symbol is known.
    Known(usize),
    Param(usize),
    /// A variable of this function, by the order of its declaration.
    Local(usize),
    Negate(Box<Node>),
    Not(Box<Node>),
    Arith(Arith, Box<Node>, Box<Node>),
    Compare(Compare, Box<Node>, Box<Node>),
    All(Vec<Node>),
    Any(Vec<Node>),
    If {
        when: Box<Node>,
        then: Box<Node>,
        otherwise: Box<Node>,
    },
    Switch {
        on: Box<Node>,
        branches: Vec<(Label, Node)>,
        default: Option<Box<Node>>,
    },
    /// Statements; the last one is the value.
    Block(Vec<Node>),
    Let(usize, Box<Node>),
    Return(Box<Node>),
    Host(Host, Vec<Node>),
    /// A reason's values, by name.
    Values(Vec<(String, Node)>),
    /// One of the file's own functions, and its arguments.
    Own(usize, Vec<Node>),
    /// `org` or `params` handed on, or no value.
    Nothing,
}

impl Node {
    /// This node and all below it.
    pub fn walk(&self, visit: &mut impl FnMut(&Self)) {
        visit(self);
        self.parts().into_iter().for_each(|part| part.walk(visit));
    }

    /// The nodes directly below.
    pub fn parts(&self) -> Vec<&Self> {
        match &self.code {
            Code::Negate(one) | Code::Not(one) | Code::Let(_, one) | Code::Return(one) => vec![one],
            Code::Arith(_, a, b) | Code::Compare(_, a, b) => vec![a, b],
            Code::All(parts) | Code::Any(parts) | Code::Block(parts) => parts.iter().collect(),
            Code::Host(_, parts) | Code::Own(_, parts) => parts.iter().collect(),
            Code::If {
                when,
                then,
                otherwise,
            } => vec![when, then, otherwise],
            Code::Switch {
                on,
                branches,
                default,
            } => std::iter::once(&**on)
                .chain(branches.iter().map(|(_, node)| node))
                .chain(default.as_deref())
                .collect(),
            Code::Values(values) => values.iter().map(|(_, node)| node).collect(),
            _ => Vec::new(),
        }
    }

    /// The same, to change them.
    fn parts_mut(&mut self) -> Vec<&mut Self> {
        match &mut self.code {
            Code::Negate(one) | Code::Not(one) | Code::Let(_, one) | Code::Return(one) => vec![one],
            Code::Arith(_, a, b) | Code::Compare(_, a, b) => vec![a, b],
            Code::All(parts) | Code::Any(parts) | Code::Block(parts) => parts.iter_mut().collect(),
            Code::Host(_, parts) | Code::Own(_, parts) => parts.iter_mut().collect(),
            Code::If {
                when,
                then,
                otherwise,
            } => vec![when, then, otherwise],
            Code::Switch {
                on,
                branches,
                default,
            } => std::iter::once(&mut **on)
                .chain(branches.iter_mut().map(|(_, node)| node))
                .chain(default.as_deref_mut())
                .collect(),
            Code::Values(values) => values.iter_mut().map(|(_, node)| node).collect(),
            _ => Vec::new(),
        }
    }

    /// Puts another node in the place that `walk` comes to after so many others; false if there is none.
    pub fn replace(&mut self, place: usize, other: Self) -> bool {
        let mut left = place;
        match self.nth(&mut left) {
            Some(node) => {
                *node = other;
                true
            }
            None => false,
        }
    }

    fn nth(&mut self, left: &mut usize) -> Option<&mut Self> {
        if *left == 0 {
            return Some(self);
        }
        *left -= 1;
        self.parts_mut().into_iter().find_map(|part| part.nth(left))
    }
}
