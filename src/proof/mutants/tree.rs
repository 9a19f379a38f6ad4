//! Small changes of a rule's code, one at a time: signs, comparisons, conditions, branches.

use crate::pack::{Param, Spot};
use crate::proof::reach::shown;
use crate::proof::subject::Subject;
use crate::rules::{Arith, Code, Compare, Compiled, Host, Label, Node, Type};

/// A rule with one node changed.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) spot: Spot,
    pub(super) what: String,
    pub(super) compiled: Compiled,
    /// It turns a comparison of numbers.
    pub(super) boundary: bool,
}

/// Every change of every node of a rule.
pub(super) fn edits(subject: &Subject<'_>, params: &[Param]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (body, own) in subject.compiled.lowered.bodies.iter().enumerate() {
        let mut place = 0;
        own.node.walk(&mut |node| {
            for (what, other) in changed(subject, params, node) {
                let mut compiled = subject.compiled.clone();
                let bodies = compiled.lowered.bodies.get_mut(body);
                if bodies.is_some_and(|body| body.node.replace(place, other)) {
                    edits.push(Edit {
                        spot: node.spot,
                        what,
                        compiled,
                        boundary: is_boundary(node),
                    });
                }
            }
            place += 1;
        });
    }
    edits
}

fn is_boundary(node: &Node) -> bool {
    match &node.code {
        Code::Compare(_, a, _) => matches!(a.kind, Type::Number { .. }),
        _ => false,
    }
}

/// The node with its code replaced.
fn with(node: &Node, code: Code) -> Node {
    Node {
        code,
        ..node.clone()
    }
}

type Changes = Vec<(String, Node)>;

fn changed(subject: &Subject<'_>, params: &[Param], node: &Node) -> Changes {
    let name = |part: &Node| shown(subject, params, part);
    match &node.code {
        Code::Compare(op, a, b) => comparisons(*op)
            .into_iter()
            .map(|other| {
                let (left, right) = (name(a), name(b));
                let what = format!(
                    "`{left} {} {right}` for `{left} {} {right}`",
                    other.sign(),
                    op.sign()
                );
                (what, with(node, Code::Compare(other, a.clone(), b.clone())))
            })
            .collect(),
        Code::Arith(op, a, b) => {
            let (other, before, after) = turned(*op);
            let what = format!("`{after}` for `{before}`");
            vec![(what, with(node, Code::Arith(other, a.clone(), b.clone())))]
        }
        Code::Negate(one) => vec![("the sign left out".to_owned(), (**one).clone())],
        Code::Not(one) => vec![("`!` left out".to_owned(), (**one).clone())],
        Code::All(parts) => logic(node, parts, ("&&", "||"), Code::Any),
        Code::Any(parts) => logic(node, parts, ("||", "&&"), Code::All),
        Code::Known(place) => {
            let symbol = subject.symbols.at(*place).map_or("", |one| &*one.name);
            let not = Code::Not(Box::new(node.clone()));
            vec![(
                format!("`!known(\"{symbol}\")` for `known(\"{symbol}\")`"),
                with(node, not),
            )]
        }
        Code::If {
            when,
            then,
            otherwise,
        } => branches(node, when, then, otherwise),
        Code::Switch {
            on,
            branches,
            default,
        } => switch(node, on, branches, default.as_deref()),
        Code::Host(host, arguments) => host_call(node, *host, arguments),
        Code::Number(number) => number_moved(node, *number),
        Code::Slot(_) if node.kind == Type::Flag => {
            let not = Code::Not(Box::new(node.clone()));
            vec![(format!("`!{0}` for `{0}`", name(node)), with(node, not))]
        }
        Code::Flag(flag) => vec![(
            format!("`{}` for `{flag}`", !flag),
            with(node, Code::Flag(!flag)),
        )],
        _ => Vec::new(),
    }
}

/// The limit to the other side, and the opposite.
fn comparisons(op: Compare) -> Vec<Compare> {
    match op {
        Compare::Equal => vec![Compare::Differs],
        Compare::Differs => vec![Compare::Equal],
        Compare::Less => vec![Compare::AtMost, Compare::AtLeast],
        Compare::AtMost => vec![Compare::Less, Compare::Greater],
        Compare::Greater => vec![Compare::AtLeast, Compare::AtMost],
        Compare::AtLeast => vec![Compare::Greater, Compare::Less],
    }
}

fn turned(op: Arith) -> (Arith, &'static str, &'static str) {
    match op {
        Arith::Add => (Arith::Subtract, "+", "-"),
        Arith::Subtract => (Arith::Add, "-", "+"),
        Arith::Multiply => (Arith::Divide, "*", "/"),
        Arith::Divide => (Arith::Multiply, "/", "*"),
    }
}

/// The other connective, and each part left out.
fn logic(
    node: &Node,
    parts: &[Node],
    (before, after): (&str, &str),
    other: fn(Vec<Node>) -> Code,
) -> Changes {
    let mut changes = vec![(
        format!("`{after}` for `{before}`"),
        with(node, other(parts.to_vec())),
    )];
    let same = |rest: Vec<Node>| match &node.code {
        Code::All(_) => Code::All(rest),
        _ => Code::Any(rest),
    };
    for left_out in 0..parts.len() {
        let rest = parts
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != left_out);
        let rest: Vec<Node> = rest.map(|(_, part)| part.clone()).collect();
        let part = parts.get(left_out).map_or(node.spot, |part| part.spot);
        let what = format!(
            "the part of `{before}` at {}:{} left out",
            part.line, part.column
        );
        changes.push((what, with(node, same(rest))));
    }
    changes
}

/// Both ways exchanged; a condition that is a comparison or a question is changed itself.
fn branches(node: &Node, when: &Node, then: &Node, otherwise: &Node) -> Changes {
    let told = matches!(
        when.code,
        Code::Compare(..) | Code::Known(_) | Code::Slot(_) | Code::Not(_)
    );
    if told {
        return Vec::new();
    }
    let code = Code::If {
        when: Box::new(when.clone()),
        then: Box::new(otherwise.clone()),
        otherwise: Box::new(then.clone()),
    };
    vec![(
        "the ways behind `if` and `else` exchanged".to_owned(),
        with(node, code),
    )]
}

/// Each branch exchanged with the next one.
fn switch(node: &Node, on: &Node, branches: &[(Label, Node)], default: Option<&Node>) -> Changes {
    let mut changes = Vec::new();
    for place in 1..branches.len() {
        let mut other = branches.to_vec();
        if let Some([(_, a), (_, b)]) = other.get_mut(place - 1..=place) {
            std::mem::swap(a, b);
        }
        let spot = branches.get(place).map_or(node.spot, |(_, one)| one.spot);
        let code = Code::Switch {
            on: Box::new(on.clone()),
            branches: other,
            default: default.cloned().map(Box::new),
        };
        let what = format!(
            "the branch at {}:{} exchanged with the one before",
            spot.line, spot.column
        );
        changes.push((what, with(node, code)));
    }
    changes
}

fn host_call(node: &Node, host: Host, arguments: &[Node]) -> Changes {
    let other = |host: Host| with(node, Code::Host(host, arguments.to_vec()));
    match host {
        Host::Min => vec![("`max` for `min`".to_owned(), other(Host::Max))],
        Host::Max => vec![("`min` for `max`".to_owned(), other(Host::Min))],
        Host::Abs => {
            let inner = arguments.first().cloned();
            inner
                .map(|inner| ("`abs` left out".to_owned(), inner))
                .into_iter()
                .collect()
        }
        Host::Share => {
            let turned: Vec<Node> = arguments.iter().rev().cloned().collect();
            vec![(
                "the two sides of `share` exchanged".to_owned(),
                with(node, Code::Host(host, turned)),
            )]
        }
        _ => Vec::new(),
    }
}

/// A literal moved by 1; 0, 1 and 100 are all that formulas hold.
fn number_moved(node: &Node, number: f64) -> Changes {
    let moved = [number - 1.0, number + 1.0].into_iter();
    moved
        .map(|other| {
            (
                format!("{other} for {number}"),
                with(node, Code::Number(other)),
            )
        })
        .collect()
}
