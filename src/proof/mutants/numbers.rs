//! Params moved by one step: limits, knots of curves, rows of tables.

use crate::pack::{Param, ParamValue};
use crate::proof::step::{Around, Span, step};
use crate::proof::subject::Subject;
use crate::rules::{Code, Host, Node};

/// A param of a rule with another value.
#[derive(Debug, Clone)]
pub(super) struct Moved {
    pub(super) place: usize,
    pub(super) what: String,
    pub(super) value: ParamValue,
}

/// Every number of every param that the rule's code reads, one step down and one step up.
pub(super) fn moved(subject: &Subject<'_>, params: &[Param]) -> Vec<Moved> {
    let used = &subject.compiled.lowered.params_used;
    let mut all = Vec::new();
    for (place, param) in params.iter().enumerate() {
        if used.contains(&param.name) {
            let span = partner(subject, params, place);
            let values = values(param, span);
            all.extend(
                values
                    .into_iter()
                    .map(|(what, value)| Moved { place, what, value }),
            );
        }
    }
    all
}

fn values(param: &Param, span: Span) -> Vec<(String, ParamValue)> {
    let name = &param.name;
    match &param.value {
        ParamValue::Number(number) => steps(*number, step(*number, span))
            .map(|other| {
                (
                    format!("`{name}` {other} for {number}"),
                    ParamValue::Number(other),
                )
            })
            .to_vec(),
        ParamValue::Table(table) => (0..table.len())
            .flat_map(|row| rows(name, table, row))
            .collect(),
        ParamValue::Knots(knots) => (0..knots.len())
            .flat_map(|knot| curves(name, knots, knot, span))
            .collect(),
    }
}

fn steps(number: f64, step: f64) -> [f64; 2] {
    [number - step, number + step].map(|other| crate::model::number::rounded(other, 9))
}

fn rows(name: &str, table: &[(String, f64)], row: usize) -> Vec<(String, ParamValue)> {
    let Some((word, number)) = table.get(row) else {
        return Vec::new();
    };
    let moved = steps(*number, 1.0).map(|other| {
        let mut changed = table.to_vec();
        if let Some((_, place)) = changed.get_mut(row) {
            *place = other;
        }
        (
            format!("`{name}.{word}` {other} for {number}"),
            ParamValue::Table(changed),
        )
    });
    moved.to_vec()
}

/// A knot up and down by one point, and to the left and right where it stays between its neighbours.
fn curves(name: &str, knots: &[(f64, f64)], knot: usize, span: Span) -> Vec<(String, ParamValue)> {
    let Some((x, y)) = knots.get(knot).copied() else {
        return Vec::new();
    };
    let sideways = steps(x, step(x, span)).map(|other| (other, y));
    let upright = steps(y, 1.0).map(|other| (x, other));
    let rising = |changed: &[(f64, f64)]| changed.is_sorted_by(|(a, _), (b, _)| a < b);
    let moved = sideways.into_iter().chain(upright).filter_map(|other| {
        let mut changed = knots.to_vec();
        *changed.get_mut(knot)? = other;
        let what = format!("`{name}` [{}, {}] for [{x}, {y}]", other.0, other.1);
        rising(&changed).then_some((what, ParamValue::Knots(changed)))
    });
    moved.collect()
}

/// What is held against a param, where the code does so in one place.
fn partner(subject: &Subject<'_>, params: &[Param], param: usize) -> Span {
    let is_param = |node: &Node| matches!(node.code, Code::Param(place) if place == param);
    let mut found = None;
    for body in &subject.compiled.lowered.bodies {
        let around = Around {
            subject,
            params,
            body: &body.node,
        };
        body.node.walk(&mut |node| {
            let x = match &node.code {
                Code::Compare(_, x, limit) if is_param(limit) => Some(&**x),
                Code::Compare(_, limit, x) if is_param(limit) => Some(&**x),
                Code::Host(Host::Interpolate, arguments)
                    if arguments.get(1).is_some_and(is_param) =>
                {
                    arguments.first()
                }
                _ => None,
            };
            found = found.or_else(|| x.map(|x| around.span(x)));
        });
    }
    found.unwrap_or_default()
}
