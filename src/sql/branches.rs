//! `if`, `switch`, `&&` and `||`.

use super::control::both;
use super::expr::Sql;
use super::lower::{Call, Flow};
use crate::rules::{Label, Node, Type};

impl Call<'_> {
    pub(super) fn branch(&mut self, when: &Node, then: &Node, otherwise: &Node) -> Flow {
        let condition = self.node(when);
        let Some(decides) = condition.value else {
            return condition;
        };
        let hint = self.hint();
        let decides = self.steps.keep(&hint, decides);
        let one = self.node(then);
        let two = self.node(otherwise);
        let part = |one: Option<Sql>, two: Option<Sql>| match (one, two) {
            (Some(one), Some(two)) => Some(Sql::either(&decides, &one, &two)),
            (Some(one), None) => Some(Sql::only_if(&decides, &one)),
            (None, Some(two)) => Some(Sql::only_if(&decides.not(), &two)),
            (None, None) => None,
        };
        let left = part(one.left, two.left);
        Flow {
            value: part(one.value, two.value),
            left: both(condition.left, left),
        }
    }

    pub(super) fn switch(
        &mut self,
        on: &Node,
        branches: &[(Label, Node)],
        default: Option<&Node>,
        kind: &Type,
    ) -> Flow {
        let subject = self.node(on);
        let Some(value) = subject.value else {
            return subject;
        };
        let hint = self.hint();
        let value = self.steps.keep(&hint, value);
        let mut flows: Vec<(Sql, Flow)> = Vec::new();
        for (label, node) in branches {
            let when = self.fits(label, &value);
            flows.push((when, self.node(node)));
        }
        // Whatever else it is; NULL is nothing of the kind.
        let rest = match default {
            Some(node) => self.node(node),
            None if *kind == Type::Unit => Flow::value(Sql::flag(true)),
            None => Flow::default(),
        };
        flows.push((value.known(), rest));
        let left = cases(flows.iter().map(|(when, flow)| (when, flow.left.as_ref())));
        Flow {
            value: cases(flows.iter().map(|(when, flow)| (when, flow.value.as_ref()))),
            left: both(subject.left, left),
        }
    }

    fn fits(&mut self, label: &Label, value: &Sql) -> Sql {
        let text = match label {
            Label::Words(words) => {
                let words: Vec<String> = words
                    .iter()
                    .map(|word| self.steps.word(word).text)
                    .collect();
                format!("({} IN ({}))", value.text, words.join(", "))
            }
            Label::Ranges(ranges) => {
                let number = |value: f64| self.steps.dialect.number(value);
                let ranges: Vec<String> = ranges
                    .iter()
                    .map(|(from, to)| {
                        let (from, to) = (number(*from), number(*to));
                        format!("({0} >= {from} AND {0} < {to})", value.text)
                    })
                    .collect();
                format!("({})", ranges.join(" OR "))
            }
        };
        Sql::of(text, [value]).sure(value.total)
    }

    /// Parts that are looked at in turn until one is `go_on` no more: `&&` for true, `||` for false.
    pub(super) fn logic(&mut self, parts: &[Node], go_on: bool) -> Flow {
        let mut flows = Vec::new();
        for part in parts {
            flows.push(self.node(part));
        }
        let Some(mut end) = flows.pop() else {
            return Flow::value(Sql::flag(go_on));
        };
        let hint = self.hint();
        while let Some(flow) = flows.pop() {
            let Some(value) = flow.value else {
                end = flow;
                continue;
            };
            let value = match (value.total, &end.left) {
                (true, None) => value,
                _ => self.steps.keep(&hint, value),
            };
            let goes_on = if go_on { value.clone() } else { value.not() };
            let later = end.left.map(|left| Sql::only_if(&goes_on, &left));
            end = Flow {
                value: Some(match end.value {
                    Some(rest) => follow(&value, &rest, go_on),
                    None => Sql::only_if(&goes_on.not(), &Sql::flag(!go_on)),
                }),
                left: both(flow.left, later),
            };
        }
        end
    }
}

/// What `a && b` or `a || b` gives: b counts only where a lets it be looked at.
fn follow(value: &Sql, rest: &Sql, go_on: bool) -> Sql {
    let operator = if go_on { " AND " } else { " OR " };
    if value.total {
        return Sql::joined(&[value.clone(), rest.clone()], operator);
    }
    match go_on {
        true => Sql::either(value, rest, &Sql::flag(false)),
        false => Sql::either(value, &Sql::flag(true), rest),
    }
}

/// A CASE in which a condition without value ends it; none if no condition has one.
fn cases<'s>(branches: impl Iterator<Item = (&'s Sql, Option<&'s Sql>)>) -> Option<Sql> {
    let branches: Vec<(&Sql, Option<&Sql>)> = branches.collect();
    if branches.iter().all(|(_, value)| value.is_none()) {
        return None;
    }
    let null = Sql::of("NULL".to_owned(), []);
    let branches: Vec<(Sql, Sql)> = branches
        .into_iter()
        .map(|(when, value)| (when.clone(), value.unwrap_or(&null).clone()))
        .collect();
    Some(Sql::case(&branches, None))
}
