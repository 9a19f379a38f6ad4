//! The host's functions, and arithmetic, in SQL.

use super::expr::Sql;
use super::lower::Call;
use super::steps::Steps;
use crate::pack::ParamValue;
use crate::rules::{Arith, Host};

/// The points of a rule that does not apply; no rule can give them.
pub(super) const NOT_APPLICABLE: f64 = -1.0;

/// A curve that stays below needs no look at what is not finite.
const LARGEST: f64 = 1e300;

impl Steps {
    /// x op y; NULL where that is no finite number.
    pub(super) fn arith(&mut self, op: Arith, x: Sql, y: Sql) -> Sql {
        if let (Some(x), Some(y)) = (x.constant, y.constant) {
            let value = op.of(x, y);
            return match value.is_finite() {
                true => self.number(value),
                false => self.no_number(),
            };
        }
        let (x, y) = (self.keep("x_left", x), self.keep("x_right", y));
        Sql::of(self.dialect.arith(op, &x.text, &y.text), [&x, &y])
    }
}

impl Call<'_> {
    /// NULL where an argument is.
    pub(super) fn host(&mut self, host: Host, values: &[Sql]) -> Sql {
        match (host, values) {
            (Host::Interpolate, [x, curve]) => self.of_param(x, curve, Self::interpolated),
            (Host::Lookup, [word, table]) => self.of_param(word, table, Self::looked_up),
            (Host::Flag, [flag]) => {
                let hint = self.hint();
                let flag = self.steps.keep(&hint, flag.clone());
                let [yes, no] = [100.0, 0.0].map(|points| self.steps.number(points));
                Sql::either(&flag, &yes, &no)
            }
            (Host::Share, [a, b]) => self.steps.arith(Arith::Divide, a.clone(), b.clone()),
            (Host::Min, [a, b]) => self.smaller(a, b, "<="),
            (Host::Max, [a, b]) => self.smaller(a, b, ">="),
            (Host::Abs, [x]) => Sql::of(format!("ABS({})", x.text), [x]).sure(x.total),
            (Host::Sqrt, [x]) => {
                let hint = self.hint();
                let x = self.steps.keep(&hint, x.clone());
                Sql::of(
                    format!("CASE WHEN {0} >= 0 THEN SQRT({0}) END", x.text),
                    [&x],
                )
            }
            (Host::Scored, [points, reason @ ..]) => {
                let scored = self.in_range(points);
                self.only_after(reason, &scored)
            }
            (Host::NotApplicable, reason) => {
                let marked = self.steps.number(NOT_APPLICABLE);
                self.only_after(reason, &marked)
            }
            _ => self.steps.no_number(),
        }
    }

    fn in_range(&mut self, points: &Sql) -> Sql {
        if points
            .constant
            .is_some_and(|one| (0.0..=100.0).contains(&one))
        {
            return points.clone();
        }
        let hint = self.hint();
        let points = self.steps.keep(&hint, points.clone());
        let [least, most] = [0.0, 100.0].map(|limit| self.steps.dialect.number(limit));
        let inside = format!("({} BETWEEN {least} AND {most})", points.text);
        Sql::only_if(&Sql::of(inside, [&points]), &points)
    }

    fn smaller(&mut self, a: &Sql, b: &Sql, sign: &str) -> Sql {
        let hint = self.hint();
        let [a, b] = [a, b].map(|one| self.steps.keep(&hint, one.clone()));
        let text = format!(
            "CASE WHEN {a} {sign} {b} THEN {a} WHEN {b} {sign} {a} THEN {b} END",
            a = a.text,
            b = b.text
        );
        Sql::of(text, [&a, &b]).sure(a.total && b.total)
    }

    /// A param is mostly named in place; where it depends on something, each of them is tried.
    fn of_param(
        &mut self,
        x: &Sql,
        param: &Sql,
        give: fn(&Self, &Sql, &ParamValue) -> Option<Sql>,
    ) -> Sql {
        let hint = self.hint();
        let x = self.steps.keep(&hint, x.clone());
        let tried = self.params().filter_map(|(index, one)| {
            let index = index as f64;
            let meant = param
                .constant
                .is_none_or(|constant| constant.total_cmp(&index).is_eq());
            meant
                .then(|| give(self, &x, &one.value))
                .flatten()
                .map(|value| (index, value))
        });
        let tried: Vec<(f64, Sql)> = tried.collect();
        if let (Some(_), [(_, value)]) = (param.constant, tried.as_slice()) {
            return value.clone();
        }
        let param = self.steps.keep(&hint, param.clone());
        let branches = tried.into_iter().map(|(index, value)| {
            let index = self.steps.number(index);
            let is = format!("({} = {})", param.text, index.text);
            (Sql::of(is, [&param]), value)
        });
        let branches: Vec<(Sql, Sql)> = branches.collect();
        match branches.is_empty() {
            true => self.steps.no_number(),
            false => Sql::case(&branches, None),
        }
    }

    /// Piecewise linear through the knots, constant outside (domain 0.3, `PL`).
    fn interpolated(&self, x: &Sql, curve: &ParamValue) -> Option<Sql> {
        let ParamValue::Knots(knots) = curve else {
            return None;
        };
        let (first, last) = (knots.first()?, knots.last()?);
        let number = |value: f64| self.steps.dialect.number(value);
        let x_text = &x.text;
        let mut text = format!(
            "CASE WHEN {x_text} < {} THEN {}",
            number(first.0),
            number(first.1)
        );
        let mut tame = true;
        for (from, to) in knots.iter().zip(knots.iter().skip(1)) {
            let (x1, piece) = (number(to.0), self.piece(x_text, *from, *to));
            tame &= is_tame(*from, *to);
            text.push_str(&format!(" WHEN {x_text} < {x1} THEN {piece}"));
        }
        text.push_str(&format!(
            " WHEN {x_text} IS NOT NULL THEN {} END",
            number(last.1)
        ));
        Some(Sql::of(text, [x]).sure(x.total && tame))
    }

    /// A straight piece of a curve; NULL where it leads beyond all numbers.
    fn piece(&self, x: &str, from: (f64, f64), to: (f64, f64)) -> String {
        let number = |value: f64| self.steps.dialect.number(value);
        let (rise, run) = (to.1 - from.1, to.0 - from.0);
        let [x0, y0] = [from.0, from.1].map(number);
        if rise == 0.0 {
            return y0;
        }
        let piece = format!("({y0} + ({x} - {x0}) * {} / {})", number(rise), number(run));
        if is_tame(from, to) {
            return piece;
        }
        let most = number(f64::MAX);
        format!("CASE WHEN ABS({piece}) <= {most} THEN {piece} END")
    }

    /// The number of a word; NULL if the table does not have it.
    fn looked_up(&self, word: &Sql, table: &ParamValue) -> Option<Sql> {
        let ParamValue::Table(table) = table else {
            return None;
        };
        let dialect = self.steps.dialect;
        let mut text = format!("CASE {}", word.text);
        for (known, number) in table {
            let (known, number) = (dialect.text(known), dialect.number(*number));
            text.push_str(&format!(" WHEN {known} THEN {number}"));
        }
        text.push_str(" END");
        (!table.is_empty()).then(|| Sql::of(text, [word]))
    }
}

/// Whether every number between two knots has a finite one on the curve.
fn is_tame((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> bool {
    let reach = (x1 - x0) * (y1 - y0).abs();
    reach < LARGEST && y0.abs().max(y1.abs()) < LARGEST
}
