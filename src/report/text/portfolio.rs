//! Several organisations: one row each, and the waivers among them.

use super::Page;
use crate::model::{Assessment, Document, GateState, printable};
use crate::report::table::{Align, table, width};
use crate::report::waived;
use crate::report::words::short_gate;

impl Page<'_> {
    pub(super) fn portfolio(&mut self, document: &Document) {
        let labels = self.labels;
        let indexes: Vec<String> = document
            .organisations
            .first()
            .map(|first| {
                first
                    .indexes
                    .iter()
                    .map(|index| self.words.get(&format!("index.{}", index.id)))
                    .collect()
            })
            .unwrap_or_default();
        let mut head = vec![("ID", Align::Left), (labels.name, Align::Left)];
        head.extend(indexes.iter().map(|label| (label.as_str(), Align::Right)));
        head.extend([
            (labels.range, Align::Left),
            (labels.coverage, Align::Right),
            (labels.level, Align::Left),
            (labels.binding_short, Align::Left),
            (labels.target, Align::Left),
        ]);
        let rows: Vec<Vec<String>> = document
            .organisations
            .iter()
            .map(|one| self.row(one))
            .collect();
        let text = table(&head, &rows);
        self.out.block(&text);
        let count = document.organisations.len();
        self.out.line(&format!(
            "\n{count} {} · {}",
            labels.organisations, labels.reading
        ));
    }

    /// The waivers of every organisation, with both scores where one is in force.
    pub(super) fn all_waivers(&mut self, document: &Document) {
        if !waived::any(document) {
            return;
        }
        self.out.heading(self.labels.waivers);
        for one in document.organisations.iter() {
            let id = printable(&one.id);
            for waived in &one.waivers {
                self.out
                    .point(&format!("{id}: {}", waived::line(&self.words, waived)));
            }
            for index in &one.indexes {
                if let Some(scores) = waived::scores(&self.words, index) {
                    let label = self.words.get(&format!("index.{}", index.id));
                    self.out.point(&format!("{id}: {label} {scores}"));
                }
            }
        }
        for waived in &document.unused_waivers {
            self.out.point(&waived::stranger(&self.words, waived));
        }
    }

    fn row(&self, one: &Assessment) -> Vec<String> {
        let mut cells = vec![cut(&printable(&one.id), 32), cut(&printable(&one.name), 32)];
        for index in &one.indexes {
            cells.push(
                index
                    .spread
                    .score
                    .map_or_else(|| "–".to_owned(), |score| self.tenth(score)),
            );
        }
        let leading = one.leading();
        let range = leading.and_then(|index| index.spread.hard());
        cells.push(range.map_or_else(String::new, |range| {
            format!("{}–{}", self.tenth(range.low), self.tenth(range.high))
        }));
        let coverage = leading.map_or(0.0, |index| index.spread.coverage);
        cells.push(format!("{} %", self.whole(coverage)));
        cells.push(self.level_cell(one));
        let binding = one
            .gates
            .iter()
            .filter_map(|gate| match (gate.state, &gate.caps) {
                (GateState::Binding, _) => Some(short_gate(&gate.id)),
                (GateState::Unverified, Some(_)) => Some(format!("{}?", short_gate(&gate.id))),
                _ => None,
            });
        cells.push(binding.collect::<Vec<_>>().join(" "));
        let target = one
            .placement
            .as_ref()
            .and_then(|placement| placement.target.as_deref());
        cells.push(target.map_or_else(
            || "–".to_owned(),
            |id| self.words.get(&format!("option.{id}")),
        ));
        cells
    }

    fn level_cell(&self, one: &Assessment) -> String {
        let level = &one.level;
        let mut text = match (&level.id, &level.low, &level.high) {
            (Some(id), ..) => format!("{id} {}", self.words.get(&format!("level.{id}"))),
            (None, Some(low), Some(high)) => format!("– ({low}–{high})"),
            _ => "–".to_owned(),
        };
        if level.borderline {
            text.push_str(&format!(" ({})", self.labels.borderline));
        }
        text
    }
}

fn cut(text: &str, limit: usize) -> String {
    if width(text) <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit - 1).collect();
    short.push('…');
    short
}
