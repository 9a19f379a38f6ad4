//! Lines for a terminal: labels in one column, texts wrapped behind them.

use super::table::{Align, pad, wrapped};

pub(super) const WIDTH: usize = 100;
/// The labels, with the gap behind them.
pub(super) const LABEL: usize = 18;

#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    pub(super) fn line(&mut self, text: &str) {
        self.0.push_str(text.trim_end());
        self.0.push('\n');
    }

    /// A label and its text, wrapped behind it.
    pub(super) fn entry(&mut self, label: &str, text: &str) {
        for (number, line) in wrapped(text, WIDTH - LABEL).iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            self.line(&format!("{}  {line}", pad(label, LABEL - 2, Align::Left)));
        }
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        wrapped(text, WIDTH).iter().for_each(|line| self.line(line));
    }

    /// A point of a list, wrapped behind its indent.
    pub(super) fn point(&mut self, text: &str) {
        for (number, line) in wrapped(text, WIDTH - 4).iter().enumerate() {
            let indent = if number == 0 { "  " } else { "    " };
            self.line(&format!("{indent}{line}"));
        }
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.line("");
        self.line(text);
    }

    /// Whole lines as they are.
    pub(super) fn block(&mut self, text: &str) {
        self.0.push_str(text);
    }

    pub(super) fn text(self) -> String {
        self.0
    }
}
