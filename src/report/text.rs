//! The report on a terminal: one organisation on a page, several in a table.

use std::slice;

use super::labels::Labels;
use super::portfolio::{sections, text as section_text};
use super::share::{contributions, headline, loss, strongest};
use super::table::{Align, pad, table, width, wrapped};
use super::words::{Words, printable};
use crate::model::{
    Assessment, DimensionScore, Document, Finding, Gate, GateState, IndexScore, Lang, Outcome,
    number,
};

const WIDTH: usize = 100;
const LABEL: usize = 18;
/// How many findings a page names of each kind; the whole list is in the other formats.
const NAMED: usize = 5;

/// What every part of the page needs.
struct Page<'d> {
    words: Words<'d>,
    labels: &'static Labels,
    lang: Lang,
    out: String,
}

/// One organisation.
pub(super) fn one(document: &Document, assessment: &Assessment, lang: Lang) -> String {
    let mut page = Page::new(document, lang);
    page.title(document, assessment);
    page.verdict(assessment);
    for index in &assessment.indexes {
        page.index(index);
    }
    page.gates(&assessment.gates);
    page.placement(assessment);
    page.flags(assessment);
    for index in &assessment.indexes {
        page.dimensions(assessment, index);
    }
    page.customers(document, assessment);
    page.findings(assessment);
    page.questions(assessment);
    page.rejected(document);
    page.out
}

/// A portfolio: one row each.
pub(super) fn several(document: &Document, lang: Lang) -> String {
    let mut page = Page::new(document, lang);
    page.portfolio(document);
    page.rejected(document);
    page.out
}

impl<'d> Page<'d> {
    fn new(document: &'d Document, lang: Lang) -> Self {
        Self {
            words: Words::new(document, lang),
            labels: Labels::of(lang),
            lang,
            out: String::new(),
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    /// A label and its text, wrapped behind it.
    fn entry(&mut self, label: &str, text: &str) {
        let room = WIDTH - LABEL;
        for (number, line) in wrapped(text, room).iter().enumerate() {
            let label = if number == 0 { label } else { "" };
            self.line(&format!("{}  {line}", pad(label, LABEL - 2, Align::Left)));
        }
    }

    fn heading(&mut self, text: &str) {
        self.line("");
        self.line(text);
    }

    fn title(&mut self, document: &Document, assessment: &Assessment) {
        let name = printable(&assessment.name);
        let mut right = format!("{} {}", document.pack.id, document.pack.version);
        if let Some(date) = &document.as_of {
            right = format!("{} {date} · {right}", self.labels.as_of);
        }
        let gap = WIDTH.saturating_sub(width(&name) + width(&right)).max(2);
        self.line(&format!("{name}{}{right}", " ".repeat(gap)));
        self.line("");
    }

    fn verdict(&mut self, assessment: &Assessment) {
        let level = &assessment.level;
        let name = |id: &str| format!("{id} {}", self.words.get(&format!("level.{id}")));
        let mut text = match (&level.id, &level.raw) {
            (Some(id), Some(raw)) if id != raw => {
                format!("{} ({} {})", name(id), self.labels.raw_level, name(raw))
            }
            (Some(id), _) => name(id),
            (None, _) => self.labels.no_level.to_owned(),
        };
        if let (Some(low), Some(high)) = (&level.low, &level.high)
            && (low != high || level.id.is_none())
        {
            let span = if low == high {
                low.to_string()
            } else {
                format!("{low}–{high}")
            };
            text.push_str(&format!(" · {}: {span}", self.labels.plausible));
        }
        if level.borderline {
            text.push_str(&format!(" · {}", self.labels.borderline));
        }
        self.entry(self.labels.level, &text);
        if let Some(id) = &level.id {
            let (meaning, next) = (format!("level.{id}.meaning"), format!("level.{id}.next"));
            self.entry(self.labels.meaning, &self.words.get(&meaning));
            self.entry(self.labels.next, &self.words.get(&next));
        }
    }

    fn index(&mut self, index: &IndexScore) {
        let spread = &index.spread;
        let mut text = match spread.score {
            Some(score) => format!("{} {}", self.whole(score), self.labels.of_100),
            None => "–".to_owned(),
        };
        if let Some(range) = spread.hard()
            && range.high - range.low >= 0.05
        {
            text.push_str(&format!(
                " · {} {}–{}",
                self.labels.range,
                self.tenth(range.low),
                self.tenth(range.high)
            ));
        }
        text.push_str(&format!(
            " · {} {} %",
            self.labels.coverage,
            self.whole(spread.coverage)
        ));
        if spread.ungraded > 0.0 && spread.ungraded < 100.0 {
            text.push_str(&format!(
                " · {} {} % {}",
                self.labels.evidence,
                self.whole(spread.ungraded),
                self.labels.ungraded
            ));
        }
        let label = self.words.get(&format!("index.{}", index.id));
        self.entry(&label, &text);
    }

    fn gates(&mut self, gates: &[Gate]) {
        let shown: Vec<&Gate> = gates
            .iter()
            .filter(|gate| match gate.state {
                GateState::Binding => true,
                GateState::Unverified => gate.caps.is_some(),
                GateState::Clear => gate.borderline,
            })
            .collect();
        if shown.is_empty() {
            self.entry(self.labels.gates, self.labels.gates_clear);
            return;
        }
        for (number, gate) in shown.into_iter().enumerate() {
            let label = if number == 0 { self.labels.gates } else { "" };
            let text = self.gate(gate);
            self.entry(label, &text);
        }
    }

    fn placement(&mut self, assessment: &Assessment) {
        let Some(placement) = &assessment.placement else {
            return;
        };
        let name = |id: &str| self.words.get(&format!("option.{id}"));
        let target = match (&placement.target, &placement.runner_up, placement.lead) {
            (Some(target), Some(second), Some(lead)) => format!(
                "{} ({} „{}“: +{})",
                name(target),
                self.labels.ahead_of,
                name(second),
                self.tenth(lead)
            ),
            (Some(target), ..) => name(target),
            (None, ..) => {
                let list: Vec<String> = placement.shortlist.iter().map(|id| name(id)).collect();
                format!("{} {}", self.labels.shortlist, list.join("; "))
            }
        };
        let entry = placement
            .entry
            .as_deref()
            .map_or_else(|| "–".to_owned(), name);
        self.entry(self.labels.target, &target);
        self.entry(self.labels.entry, &entry);
        let roles = assessment
            .competencies
            .iter()
            .flat_map(|profile| &profile.roles);
        let roles: Vec<String> = roles
            .map(|role| {
                let musts = role
                    .targets
                    .iter()
                    .filter(|target| target.criticality == 3)
                    .count();
                format!(
                    "{} ({musts} {})",
                    self.words.get(&format!("role.{}", role.id)),
                    self.labels.musts
                )
            })
            .collect();
        if !roles.is_empty() {
            self.entry(self.labels.roles, &roles.join(" · "));
        }
    }

    fn flags(&mut self, assessment: &Assessment) {
        for (number, flag) in assessment.flags.iter().enumerate() {
            let label = if number == 0 { self.labels.flags } else { "" };
            let text = self.words.reason(&flag.reason, |_| None);
            self.entry(label, &format!("! {} {text}", flag.id));
        }
    }

    fn gate(&self, gate: &Gate) -> String {
        let sign = match gate.state {
            GateState::Binding => "✗",
            GateState::Unverified => "?",
            GateState::Clear => "✓",
        };
        let id = gate.id.split(':').next().unwrap_or_default();
        let mut text = format!("{sign} {id} {}", self.words.reason(&gate.reason, |_| None));
        if let (Some(cap), true) = (&gate.caps, gate.state != GateState::Clear) {
            text.push_str(&format!(" → {} {cap}", self.labels.at_most));
        }
        if gate.borderline {
            text.push_str(&format!(" ({})", self.labels.borderline));
        }
        text
    }

    fn dimensions(&mut self, assessment: &Assessment, index: &IndexScore) {
        let own: Vec<&DimensionScore> = assessment
            .dimensions
            .iter()
            .filter(|one| one.index == index.id)
            .collect();
        let parts = contributions(&own);
        let mut rows: Vec<Vec<String>> = own
            .iter()
            .zip(&parts)
            .map(|(one, part)| self.dimension(one, *part))
            .collect();
        let printed: f64 = parts.iter().flatten().sum();
        let total = index
            .spread
            .score
            .map_or_else(|| "–".to_owned(), |_| self.tenth(printed));
        rows.push(vec![
            self.labels.total.to_owned(),
            String::new(),
            String::new(),
            total,
            String::new(),
        ]);
        let title = self.words.get(&format!("index.{}", index.id));
        let head = [
            (title.as_str(), Align::Left),
            (self.labels.score, Align::Right),
            (self.labels.weight, Align::Right),
            (self.labels.part, Align::Right),
            (self.labels.range, Align::Left),
        ];
        let text = table(&head, &rows);
        self.heading("");
        self.out.pop();
        self.out.push_str(&text);
    }

    fn dimension(&self, one: &DimensionScore, part: Option<f64>) -> Vec<String> {
        let spread = &one.spread;
        let note = match (one.not_applicable, one.assessable, spread.hard()) {
            (true, ..) => self.labels.not_applicable.to_owned(),
            (_, assessable, Some(range)) if !assessable || range.high - range.low >= 0.05 => {
                let range = format!("{}–{}", self.tenth(range.low), self.tenth(range.high));
                match assessable {
                    true => range,
                    false => format!("{range} ({})", self.labels.not_assessable),
                }
            }
            _ => String::new(),
        };
        let score = spread.score.filter(|_| one.assessable);
        vec![
            self.words.get(&format!("dimension.{}", one.id)),
            score.map_or_else(|| "–".to_owned(), |score| self.whole(score)),
            number::short(one.weight, 2, self.lang),
            part.map_or_else(|| "–".to_owned(), |part| self.tenth(part)),
            note,
        ]
    }

    fn findings(&mut self, assessment: &Assessment) {
        let mut lost: Vec<(&Finding, f64)> = assessment
            .findings
            .iter()
            .filter_map(|finding| Some((finding, loss(assessment, finding)?)))
            .collect();
        lost.sort_by(|a, b| b.1.total_cmp(&a.1));
        let poor: Vec<(&Finding, f64)> = lost
            .iter()
            .copied()
            .filter(|(_, loss)| *loss > 0.05)
            .take(NAMED)
            .collect();
        if !poor.is_empty() {
            self.heading(self.labels.losses);
            for (finding, loss) in poor {
                self.finding(finding, headline(finding), Some(loss));
            }
        }
        let good: Vec<&Finding> = strongest(assessment);
        if !good.is_empty() {
            self.heading(self.labels.strengths);
            for finding in good.into_iter().take(NAMED) {
                self.finding(finding, "good", None);
            }
        }
        self.failures(assessment);
    }

    fn finding(&mut self, finding: &Finding, state: &str, loss: Option<f64>) {
        let title = self.words.get(&format!("rule.{}.{state}", finding.rule));
        let lead = match loss {
            Some(loss) => format!("−{}", self.tenth(loss)),
            None => "✓".to_owned(),
        };
        let lead = format!("  {}  ", pad(&lead, 5, Align::Right));
        self.line(&format!("{lead}{title}"));
        if let Some(reason) = &finding.reason {
            let read = |name: &str| finding.fields.get(name).cloned();
            let indent = " ".repeat(width(&lead));
            for line in wrapped(&self.words.reason(reason, read), WIDTH - width(&lead)) {
                self.line(&format!("{indent}{line}"));
            }
        }
    }

    fn failures(&mut self, assessment: &Assessment) {
        let failed = assessment
            .findings
            .iter()
            .filter_map(|finding| match &finding.outcome {
                Outcome::Failed(error) => Some(format!("  {}: {}", finding.rule, printable(error))),
                _ => None,
            });
        let failed: Vec<String> = failed.collect();
        if !failed.is_empty() {
            self.heading(self.labels.failed);
            failed.iter().for_each(|line| self.line(line));
        }
    }

    /// The overview only; the groups stand in the Markdown report.
    fn customers(&mut self, document: &Document, assessment: &Assessment) {
        let Some(own) = &assessment.accounts else {
            return;
        };
        let told = sections(&own.result, &own.differences, &document.texts, self.lang);
        if let Some(overview) = told.first() {
            self.line("");
            self.out
                .push_str(&section_text(slice::from_ref(overview), self.lang));
        }
    }

    fn questions(&mut self, assessment: &Assessment) {
        let open: Vec<String> = assessment
            .questions
            .iter()
            .map(|id| self.words.get(&format!("field.{id}")))
            .collect();
        let text = if open.is_empty() {
            self.labels.nothing_open.to_owned()
        } else {
            format!("{}: {}", open.len(), open.join(" · "))
        };
        self.line("");
        self.entry(self.labels.questions, &text);
    }

    fn rejected(&mut self, document: &Document) {
        if document.rejected.is_empty() {
            return;
        }
        self.heading(self.labels.rejected);
        for rejected in &document.rejected {
            let text = self.words.rejected(rejected);
            self.line(&format!("  {text}"));
        }
    }

    fn portfolio(&mut self, document: &Document) {
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
        self.out.push_str(&text);
        let count = document.organisations.len();
        self.line(&format!(
            "\n{count} {} · {}",
            labels.organisations, labels.reading
        ));
    }

    fn row(&self, one: &Assessment) -> Vec<String> {
        let mut cells = vec![printable(&one.id), cut(&printable(&one.name), 32)];
        for index in &one.indexes {
            cells.push(
                index
                    .spread
                    .score
                    .map_or_else(|| "–".to_owned(), |score| self.tenth(score)),
            );
        }
        let leading = one.indexes.last();
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
            (None, Some(low), Some(high)) if low == high => format!("– ({low})"),
            (None, Some(low), Some(high)) => format!("– ({low}–{high})"),
            _ => "–".to_owned(),
        };
        if level.borderline {
            text.push_str(&format!(" ({})", self.labels.borderline));
        }
        text
    }

    fn whole(&self, value: f64) -> String {
        number::grouped(value, 0, self.lang)
    }

    fn tenth(&self, value: f64) -> String {
        number::grouped(value, 1, self.lang)
    }
}

/// `W40:D11`: the gate and the number of its dimension.
fn short_gate(id: &str) -> String {
    match id.split_once(':') {
        Some((gate, dimension)) => {
            format!("{gate}:{}", dimension.split('_').next().unwrap_or_default())
        }
        None => id.to_owned(),
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
