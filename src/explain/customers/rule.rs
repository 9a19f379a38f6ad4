//! One rule over customer groups: the values that it read, its steps, and what came of it.

use super::super::Case;
use super::super::rule::{shown, walked};
use super::Desk;
use crate::model::{AxisScore, CustomerGroup, Points};
use crate::pack::{AccountRule, Axis, Consolidation, Criterion, Rule};
use crate::recommend::portfolio::GroupRead;
use crate::rules::Compiled;

/// Most groups that are walked through where none is named.
const WALKED: usize = 5;

/// The page of a rule, group by group; the largest ones where none is named.
pub(in crate::explain) fn of_rule(
    case: &Case<'_>,
    rule: &Rule,
    role: &AccountRule,
    compiled: &Compiled,
) -> String {
    let Some(desk) = Desk::of(case) else {
        let none = case.say(
            "Für diese Organisation wurden keine Kunden ausgewertet.",
            "No customers of this organisation were judged.",
        );
        return format!("{none}\n");
    };
    let named = case.group.and_then(|name| desk.group(name));
    let all: Vec<&CustomerGroup> = match named {
        Some(group) => vec![group],
        None => desk.portfolio.groups.iter().collect(),
    };
    let walked = all.get(..WALKED).unwrap_or(&all);
    let page =
        |(group, read): (&&CustomerGroup, &GroupRead)| desk.walk(group, read, rule, role, compiled);
    let read = desk.read(walked);
    let mut text: String = walked.iter().zip(&read).map(page).collect();
    text.push_str(&desk.left_out(all.len() - walked.len()));
    text
}

impl Desk<'_> {
    fn walk(
        &self,
        group: &CustomerGroup,
        read: &GroupRead,
        rule: &Rule,
        role: &AccountRule,
        compiled: &Compiled,
    ) -> String {
        let mut text = format!("# {}\n", self.title(group, &read.rows));
        text.push_str(&format!("{}\n", self.say("Gelesene Werte", "Values read")));
        for position in &compiled.lowered.reads {
            text.push_str(&self.value(*position, read));
        }
        text.push_str(&format!("{}\n", self.say("Rechenweg", "Steps")));
        let symbols = &self.program.symbols;
        text.push_str(&walked(self.case, rule, compiled, symbols, &read.slots));
        let result = match role {
            AccountRule::Criterion(criterion) => self.contribution(group, rule, criterion),
            AccountRule::Gate => self.gate_state(group, rule),
        };
        let heading = self.say("Ergebnis", "Result");
        text.push_str(&format!("{heading}\n  {result}\n\n"));
        text
    }

    fn value(&self, position: usize, read: &GroupRead) -> String {
        let Some(symbol) = self.program.symbols.at(position) else {
            return String::new();
        };
        let value = shown(self.case, read.slots.get(position));
        let from = match self.program.symbols.is_field(position) {
            true => self.consolidated(position, read.rows.len()),
            false if symbol.name.starts_with("company.") => {
                self.say("Angabe der Organisation", "stated by the organisation")
            }
            false => self.say("aus den Zeilen berechnet", "computed from the rows"),
        };
        format!("  {} = {value}  ← {from}\n", symbol.name)
    }

    /// How the rows of a group became one value.
    fn consolidated(&self, field: usize, rows: usize) -> &'static str {
        if rows == 1 {
            return self.say("Angabe der Zeile", "stated in the row");
        }
        match self.pack.consolidation.get(field) {
            Some(Consolidation::Sum) => self.say("Summe der Zeilen", "sum of the rows"),
            Some(Consolidation::SumKnown) => {
                self.say("Summe der bekannten Werte", "sum of the known values")
            }
            Some(Consolidation::WeightedMean) => self.say(
                "mit dem Umsatz gewichtetes Mittel",
                "mean weighted by revenue",
            ),
            Some(Consolidation::LargestRow) => self.say(
                "aus der Zeile mit dem größten Umsatz",
                "from the row with the largest revenue",
            ),
            Some(Consolidation::Largest) => {
                self.say("größter Wert der Zeilen", "largest value of the rows")
            }
            Some(Consolidation::Earliest) => {
                self.say("frühester Wert der Zeilen", "earliest value of the rows")
            }
            Some(Consolidation::First) | None => {
                self.say("erste Angabe der Zeilen", "first statement of the rows")
            }
        }
    }

    /// `100 points; weight 25; 25 × 100 ÷ 100 = 25 of 85.9`.
    fn contribution(&self, group: &CustomerGroup, rule: &Rule, criterion: &Criterion) -> String {
        let axis = self.score(group, criterion.axis);
        let own = axis.parts().find(|(part, _)| part.id == rule.id);
        let weight = self.number(criterion.weight);
        let word = self.say("Gewicht", "weight");
        let name = self.axis_name(criterion.axis);
        let points = match own {
            Some((_, Points::Scored(points))) => points,
            Some((_, Points::NotApplicable)) => {
                let state = self.say("nicht zutreffend", "not applicable");
                return format!("{state}; {word} {weight}");
            }
            _ => {
                let state = self.say("keine Angabe", "unknown");
                return format!("{state}; {word} {weight}");
            }
        };
        let base: f64 = axis
            .parts()
            .filter(|(_, points)| matches!(points, Points::Scored(_)))
            .map(|(part, _)| part.weight)
            .sum();
        let gives = self.number(criterion.weight * points / base);
        let (points, base) = (self.number(points), self.number(base));
        let score = self.case.exact_or_dash(axis.score);
        let (unit, part) = (self.say("Punkte", "points"), self.say("von", "of"));
        format!(
            "{points} {unit}; {word} {weight}; {weight} × {points} ÷ {base} = {gives} {part} {score} {name}"
        )
    }

    fn score<'g>(&self, group: &'g CustomerGroup, axis: Axis) -> &'g AxisScore {
        match axis {
            Axis::Attractiveness => &group.attractiveness,
            Axis::Position => &group.position,
            Axis::Value => &group.value,
        }
    }

    fn left_out(&self, count: usize) -> String {
        if count == 0 {
            return String::new();
        }
        let word = self.say(
            "weitere Kundengruppen; eine einzelne: --group NAME",
            "more customer groups; a single one: --group NAME",
        );
        format!("… {count} {word}\n")
    }
}
