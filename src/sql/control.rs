//! Order and early returns.

use super::expr::Sql;
use super::lower::{Call, Flow};
use crate::rules::Node;

impl Call<'_> {
    pub(super) fn one(&mut self, node: &Node, give: impl FnOnce(&mut Self, Sql) -> Sql) -> Flow {
        let flow = self.node(node);
        let value = flow.value.map(|value| give(self, value));
        Flow { value, ..flow }
    }

    pub(super) fn two(
        &mut self,
        a: &Node,
        b: &Node,
        give: impl FnOnce(&mut Self, Sql, Sql) -> Sql,
    ) -> Flow {
        let (values, left) = self.each(&[a, b]);
        let value = match values.as_deref() {
            Some([x, y]) => Some(give(self, x.clone(), y.clone())),
            _ => None,
        };
        Flow { value, left }
    }

    /// Arguments one after the other, then something that is NULL where one of them is.
    pub(super) fn strict(
        &mut self,
        nodes: &[Node],
        give: impl FnOnce(&mut Self, &[Sql]) -> Sql,
    ) -> Flow {
        let nodes: Vec<&Node> = nodes.iter().collect();
        let (values, left) = self.each(&nodes);
        let value = values.map(|values| give(self, &values));
        Flow { value, left }
    }

    /// Code one after the other, then something that may ignore some of the values, but not their absence.
    pub(super) fn sequence(
        &mut self,
        nodes: &[&Node],
        give: impl FnOnce(&mut Self, &[Sql]) -> Sql,
    ) -> Flow {
        let (values, left) = self.each(nodes);
        let value = values.map(|values| {
            let end = give(self, &values);
            self.only_after(&values, &end)
        });
        Flow { value, left }
    }

    /// The values of all nodes, none where one never gets past; and what the first `return` on the way gave.
    fn each(&mut self, nodes: &[&Node]) -> (Option<Vec<Sql>>, Option<Sql>) {
        let mut values: Vec<Sql> = Vec::new();
        let mut left: Option<Sql> = None;
        let hint = self.hint();
        for node in nodes {
            let flow = self.node(node);
            if let Some(later) = flow.left {
                let passed: Vec<Sql> = values
                    .iter()
                    .map(|value| self.steps.keep(&hint, value.clone()))
                    .collect();
                let later = self.only_after(&passed, &later);
                left = both(left, Some(later));
                values = passed;
            }
            match flow.value {
                Some(value) => values.push(value),
                None => return (None, left),
            }
        }
        (Some(values), left)
    }

    /// The value is that of the last statement.
    pub(super) fn block(&mut self, nodes: &[Node]) -> Flow {
        let Some((last, before)) = nodes.split_last() else {
            return Flow::value(Sql::flag(true));
        };
        let before: Vec<&Node> = before.iter().collect();
        let (passed, earlier) = self.each(&before);
        let Some(passed) = passed else {
            return Flow {
                value: None,
                left: earlier,
            };
        };
        let hint = self.hint();
        let passed: Vec<Sql> = passed
            .into_iter()
            .map(|one| self.steps.keep(&hint, one))
            .collect();
        let flow = self.node(last);
        let later = flow.left.map(|left| self.only_after(&passed, &left));
        Flow {
            value: flow.value.map(|value| self.only_after(&passed, &value)),
            left: both(earlier, later),
        }
    }

    pub(super) fn leave(&mut self, value: &Node) -> Flow {
        let flow = self.node(value);
        Flow {
            value: None,
            left: both(flow.left, flow.value),
        }
    }

    /// The expression where all these are known.
    pub(super) fn only_after(&mut self, values: &[Sql], then: &Sql) -> Sql {
        let hint = self.hint();
        let mut known = Vec::new();
        for value in values.iter().filter(|value| !value.total) {
            known.push(self.steps.keep(&hint, value.clone()).known());
        }
        match known.is_empty() {
            true => then.clone(),
            false => Sql::only_if(&Sql::joined(&known, " AND "), then),
        }
    }
}

/// Of two values of which at most one is known, that one.
fn first_of(one: &Sql, other: &Sql) -> Sql {
    let text = format!("COALESCE({}, {})", one.text, other.text);
    Sql::of(text, [one, other])
}

pub(super) fn both(one: Option<Sql>, other: Option<Sql>) -> Option<Sql> {
    match (one, other) {
        (Some(one), Some(other)) => Some(first_of(&one, &other)),
        (one, other) => one.or(other),
    }
}
