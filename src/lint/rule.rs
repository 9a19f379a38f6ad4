//! What one rule says: limits, branches, bands, points, numbers.

use super::at_spot;
use super::domain::{Domain, Span};
use super::explore::{Explored, each_node};
use super::trace::key;
use crate::error::{Faults, code};
use crate::pack::{Param, ParamValue, Spot};
use crate::rules::{Code, Compare, Host, Label, Node, Type};

pub(super) fn faults(one: &Explored<'_>, faults: &mut Faults) {
    let before = faults.len();
    points_of_params(one, faults);
    each_node(one.compiled, &mut |node| limits(one, node, faults));
    each_node(one.compiled, &mut |node| bands(one, node, faults));
    each_node(one.compiled, &mut |node| numbers(one, node, faults));
    if faults.len() == before {
        points(one, faults);
    }
    // A limit that is never reached has been told by what it is, not by what it cuts off.
    let told = faults
        .iter()
        .skip(before)
        .any(|fault| fault.code == Some(code::OUTSIDE_RANGE));
    if one.complete && !told {
        unreached(one, faults);
    }
}

/// Params whose unit is points.
fn points_of_params(one: &Explored<'_>, faults: &mut Faults) {
    for param in one
        .rule
        .params
        .iter()
        .filter(|param| param.unit.ends_with("points"))
    {
        let numbers: Vec<f64> = match &param.value {
            ParamValue::Number(number) => vec![*number],
            ParamValue::Knots(knots) => knots.iter().map(|(_, y)| *y).collect(),
            ParamValue::Table(table) => table.iter().map(|(_, number)| *number).collect(),
        };
        if let Some(number) = numbers
            .iter()
            .find(|number| !(0.0..=100.0).contains(*number))
        {
            let detail = format!(
                "`{}` gives {number} points; 0 to 100 are allowed",
                param.name
            );
            faults.push(at_spot(one.rule, param.spot, code::POINTS.says(detail)));
        }
    }
}

fn points(one: &Explored<'_>, faults: &mut Faults) {
    each_node(one.compiled, &mut |node| {
        if let Some(points) = one.trace.outside.get(&key(node)) {
            let detail = format!("here the rule can give {points} points; 0 to 100 are allowed");
            faults.push(at_spot(one.rule, node.spot, code::POINTS.says(detail)));
        }
    });
}

/// A constant, and where it stands: the param in META, or the number in the formula.
fn constant(one: &Explored<'_>, node: &Node) -> Option<(f64, Spot)> {
    match &node.code {
        Code::Number(number) => Some((*number, node.spot)),
        Code::Negate(inner) => constant(one, inner).map(|(number, spot)| (-number, spot)),
        Code::Param(index) => match one.rule.params.get(*index)? {
            Param {
                value: ParamValue::Number(number),
                spot,
                ..
            } => Some((*number, *spot)),
            _ => None,
        },
        _ => None,
    }
}

fn span_of(one: &Explored<'_>, node: &Node) -> Option<(usize, Span)> {
    let Code::Slot(symbol) = node.code else {
        return None;
    };
    match Domain::of(one.symbols, one.fields, symbol) {
        Domain::Number(span) => Some((symbol, span)),
        _ => None,
    }
}

/// Limits that a field never reaches, and shares where percent are meant.
fn limits(one: &Explored<'_>, node: &Node, faults: &mut Faults) {
    match &node.code {
        Code::Compare(_, a, b) => {
            let pair = span_of(one, a)
                .zip(constant(one, b))
                .or_else(|| span_of(one, b).zip(constant(one, a)));
            if let Some(((symbol, span), (limit, spot))) = pair {
                limit_of(one, symbol, span, &[limit], spot, faults);
            }
        }
        Code::Host(Host::Interpolate, arguments) => {
            if let [x, knots] = arguments.as_slice()
                && let Some((symbol, span)) = span_of(one, x)
                && let Code::Param(index) = knots.code
                && let Some(Param {
                    value: ParamValue::Knots(knots),
                    spot,
                    ..
                }) = one.rule.params.get(index)
            {
                let at: Vec<f64> = knots.iter().map(|(x, _)| *x).collect();
                limit_of(one, symbol, span, &at, *spot, faults);
            }
        }
        Code::Switch { on, branches, .. } => {
            let Some((symbol, span)) = span_of(one, on) else {
                return;
            };
            for (label, branch) in branches {
                if let Label::Ranges(ranges) = label
                    && let Some((from, to)) =
                        ranges.iter().find(|(from, to)| beyond(span, *from, *to))
                {
                    let name = one.name(symbol);
                    let detail = format!(
                        "`{name}` runs from {}, and is never in {from}..{to}",
                        span.told()
                    );
                    faults.push(at_spot(
                        one.rule,
                        branch.spot,
                        code::OUTSIDE_RANGE.says(detail),
                    ));
                }
            }
        }
        _ => {}
    }
}

fn beyond(span: Span, from: f64, to: f64) -> bool {
    span.high.is_some_and(|high| from > high) || span.low.is_some_and(|low| to <= low)
}

fn limit_of(
    one: &Explored<'_>,
    symbol: usize,
    span: Span,
    limits: &[f64],
    spot: Spot,
    faults: &mut Faults,
) {
    let name = one.name(symbol);
    if let Some(limit) = limits.iter().find(|limit| !span.holds(**limit)) {
        let detail = format!("`{name}` runs from {}, and is never {limit}", span.told());
        faults.push(at_spot(one.rule, spot, code::OUTSIDE_RANGE.says(detail)));
    } else if span.percent && span.high.is_none_or(|high| high > 1.0) && look_like_shares(limits) {
        let shown: Vec<String> = limits.iter().map(f64::to_string).collect();
        let detail = format!(
            "`{name}` counts in percent, and {} looks like a share",
            shown.join(", ")
        );
        faults.push(at_spot(one.rule, spot, code::SHARE_OR_PERCENT.says(detail)));
    }
}

/// All from 0 to 1, and one of them a fraction.
fn look_like_shares(limits: &[f64]) -> bool {
    limits.iter().all(|limit| (0.0..=1.0).contains(limit))
        && limits.iter().any(|limit| *limit > 0.0 && *limit < 1.0)
}

/// Ranges of a `switch` that overlap or leave something out.
fn bands(one: &Explored<'_>, node: &Node, faults: &mut Faults) {
    let Code::Switch { on, branches, .. } = &node.code else {
        return;
    };
    let mut ranges: Vec<(f64, f64, Spot)> = Vec::new();
    for (label, branch) in branches {
        if let Label::Ranges(own) = label {
            ranges.extend(own.iter().map(|(from, to)| (*from, *to, branch.spot)));
        }
    }
    ranges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let whole = span_of(one, on).is_some_and(|(_, span)| span.whole);
    for pair in ranges.windows(2) {
        let [(_, end, _), (from, to, spot)] = pair else {
            continue;
        };
        if from < end {
            let detail =
                format!("the band {from}..{to} begins before the one before it ends, at {end}");
            faults.push(at_spot(one.rule, *spot, code::OVERLAP.says(detail)));
        } else if from > end && !(whole && from - end < 1.0) {
            let detail = format!("nothing is said of {end}..{from}, between two bands");
            faults.push(at_spot(one.rule, *spot, code::GAP.says(detail)));
        }
    }
}

/// Numbers that belong in params, and equality of fractions.
fn numbers(one: &Explored<'_>, node: &Node, faults: &mut Faults) {
    match &node.code {
        Code::Number(number) if ![0.0, 1.0, 100.0].contains(number) => {
            let detail = format!(
                "the number {number} stands in the formula; it belongs in `params`, with its unit"
            );
            faults.push(at_spot(one.rule, node.spot, code::LITERAL.says(detail)));
        }
        Code::Compare(op @ (Compare::Equal | Compare::Differs), a, b)
            if matches!(a.kind, Type::Number { .. }) && !counts(one, a) && !counts(one, b) =>
        {
            let sign = if *op == Compare::Equal { "==" } else { "!=" };
            let detail = format!("`{sign}` compares numbers that need not be whole");
            faults.push(at_spot(one.rule, node.spot, code::FLOAT_EQUAL.says(detail)));
        }
        _ => {}
    }
}

/// Whether it is a field of whole numbers, or a name the engine counts.
fn counts(one: &Explored<'_>, node: &Node) -> bool {
    span_of(one, node).is_some_and(|(_, span)| span.whole)
}

/// Comparisons that always come out alike, and branches that nothing leads to.
fn unreached(one: &Explored<'_>, faults: &mut Faults) {
    let before = faults.len();
    each_node(one.compiled, &mut |node| {
        if let Code::Compare(..) = node.code
            && !one.trace.ended.contains(&key(node))
            && let Some([no, yes]) = one.trace.outcomes.get(&key(node))
            && (*no == 0 || *yes == 0)
        {
            let always = if *no == 0 {
                "always holds"
            } else {
                "never holds"
            };
            let detail = format!("this comparison {always}, whatever is answered");
            faults.push(at_spot(one.rule, node.spot, code::UNREACHABLE.says(detail)));
        }
    });
    if faults.len() > before {
        return;
    }
    each_node(one.compiled, &mut |node| {
        for branch in branches(node) {
            if !one.trace.entered.contains_key(&key(branch)) {
                let detail = "no answer leads to this branch";
                faults.push(at_spot(
                    one.rule,
                    branch.spot,
                    code::UNREACHABLE.says(detail),
                ));
            }
        }
    });
}

fn branches(node: &Node) -> Vec<&Node> {
    let empty = |node: &&Node| matches!(&node.code, Code::Block(nodes) if nodes.is_empty());
    match &node.code {
        Code::If {
            then, otherwise, ..
        } => [&**then, &**otherwise]
            .into_iter()
            .filter(|one| !empty(one))
            .collect(),
        Code::Switch { branches, .. } => branches.iter().map(|(_, branch)| branch).collect(),
        _ => Vec::new(),
    }
}
