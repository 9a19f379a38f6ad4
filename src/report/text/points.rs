//! The body of the page: what each dimension gives, and the rules that cost and carry most.

use super::{NAMED, Page, WIDTH};
use crate::model::{Assessment, DimensionScore, Finding, IndexScore, Outcome, number, printable};
use crate::report::share::{contributions, headline, leads, loss, strongest};
use crate::report::table::{Align, pad, table, width, wrapped};

impl Page<'_> {
    pub(super) fn dimensions(&mut self, assessment: &Assessment, index: &IndexScore) {
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
        self.out.line("");
        self.out.block(&text);
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

    pub(super) fn findings(&mut self, assessment: &Assessment) {
        let mut lost: Vec<(&Finding, f64)> = assessment
            .findings
            .iter()
            .filter(|finding| leads(assessment, finding))
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
            self.out.heading(self.labels.losses);
            for (finding, loss) in poor {
                self.finding(finding, headline(finding), Some(loss));
            }
        }
        let good: Vec<&Finding> = strongest(assessment);
        if !good.is_empty() {
            self.out.heading(self.labels.strengths);
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
        self.out.line(&format!("{lead}{title}"));
        if let Some(reason) = &finding.reason {
            let read = |name: &str| finding.fields.get(name).cloned();
            let indent = " ".repeat(width(&lead));
            for line in wrapped(&self.words.reason(reason, read), WIDTH - width(&lead)) {
                self.out.line(&format!("{indent}{line}"));
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
            self.out.heading(self.labels.failed);
            failed.iter().for_each(|line| self.out.line(line));
        }
    }
}
