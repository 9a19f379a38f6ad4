//! A drawing with its words in one language: what all formats share.

use super::labels::Labels;
use crate::model::printable;
use crate::model::{
    Catalogue, DottedLine, Drawing, DrawnUnit, Lang, ReportingLine, UnitKind, fill,
};
use crate::report::words::Words;

/// So many reporting lines are written out; the others are counted.
const LINES: usize = 5;

pub(super) struct Sheet<'d> {
    pub(super) drawing: &'d Drawing,
    pub(super) labels: &'static Labels,
    pub(super) lang: Lang,
    name: String,
    words: Words<'d>,
    children: Vec<Vec<usize>>,
}

impl<'d> Sheet<'d> {
    pub(super) fn new(drawing: &'d Drawing, name: &str, texts: &'d Catalogue, lang: Lang) -> Self {
        let mut children = vec![Vec::new(); drawing.units.len()];
        for (position, unit) in drawing.units.iter().enumerate() {
            if let Some(below) = unit.parent.and_then(|parent| children.get_mut(parent)) {
                below.push(position);
            }
        }
        Self {
            labels: Labels::of(lang),
            words: Words::of(texts, lang),
            name: printable(name),
            drawing,
            lang,
            children,
        }
    }

    pub(super) fn units(&self) -> impl Iterator<Item = (usize, &'d DrawnUnit)> {
        self.drawing.units.iter().enumerate()
    }

    pub(super) fn children(&self, unit: usize) -> &[usize] {
        self.children.get(unit).map_or(&[], Vec::as_slice)
    }

    /// The name of a unit on one line, without signs that steer a terminal.
    pub(super) fn unit(&self, unit: usize) -> String {
        let unit = self.drawing.unit(unit);
        unit.map_or_else(String::new, |unit| shown(unit, self.lang))
    }

    /// `KAM`, what becomes of the unit, and that it is staff.
    pub(super) fn tags(&self, unit: &DrawnUnit) -> Vec<&'static str> {
        let kam = unit.kam.then_some("KAM");
        let state = self.labels.state(unit.state, unit.kind);
        let told = state == Some(self.labels.now_staff);
        let staff = (unit.kind == UnitKind::Staff && !told).then_some(self.labels.staff);
        kam.into_iter().chain(state).chain(staff).collect()
    }

    pub(super) fn title(&self) -> String {
        let title = match self.drawing.option {
            None => self.labels.today.to_owned(),
            Some(option) => {
                let option = crate::model::Listed::id(option);
                let option = self.words.get(&format!("value.option.{option}"));
                format!("{}: {option}", self.labels.with)
            }
        };
        if self.name.trim().is_empty() {
            title
        } else {
            format!("{} – {title}", self.name)
        }
    }

    /// One sentence for those who cannot see the picture, and what is said below it.
    pub(super) fn description(&self) -> String {
        let kam = self.drawing.units.iter().filter(|unit| unit.kam).count();
        let first = fill(self.labels.described, |name| match name {
            "units" => Some(self.drawing.units.len().to_string()),
            "kam" => Some(kam.to_string()),
            _ => None,
        });
        std::iter::once(first)
            .chain(self.remarks())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Reporting lines and notes, one a line.
    pub(super) fn remarks(&self) -> Vec<String> {
        let lines = self.drawing.lines.iter().filter(|line| line.steps > 0);
        let mut remarks: Vec<String> = lines.map(|line| self.reporting(line)).collect();
        if remarks.len() > LINES {
            let rest = remarks.split_off(LINES).len();
            remarks.push(format!(
                "{}: {rest} {}.",
                self.labels.reports, self.labels.more
            ));
        }
        let notes = self.drawing.notes.iter();
        remarks.extend(notes.map(|note| printable(&self.words.reason(note, |_| None))));
        remarks
    }

    fn reporting(&self, line: &ReportingLine) -> String {
        let units = std::iter::once(&line.unit).chain(&line.above);
        let way: Vec<String> = units.map(|unit| self.unit(*unit)).collect();
        let steps = if line.steps == 1 {
            self.labels.step
        } else {
            self.labels.steps
        };
        let way = way.join(" → ");
        format!("{}: {way} ({} {steps}).", self.labels.reports, line.steps)
    }

    /// The dotted lines that begin at a unit.
    pub(super) fn dotted_from(&self, unit: usize) -> impl Iterator<Item = &'d DottedLine> {
        let lines = self.drawing.dotted.iter();
        lines.filter(move |line| line.from == unit)
    }
}

/// A name without control signs; the id where the name has nothing to show.
fn shown(unit: &DrawnUnit, lang: Lang) -> String {
    let name = printable(unit.name.get(lang));
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        printable(&unit.id)
    } else {
        name
    }
}
