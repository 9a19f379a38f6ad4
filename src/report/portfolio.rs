//! The customers as sections: sentences and tables, for any format that has both.

use std::collections::BTreeMap;

use super::portfolio_words::PortfolioWords;
use super::table::{Align, table, wrapped};
use super::words::{Words, printable};
use crate::model::{
    AbcClass, AccountStatus, AccountsResult, AxisScore, Catalogue, CustomerGroup, Difference, Id,
    Lang, Points, Portfolio, Quadrant, TopShare, Value, fill, number,
};

/// Most groups in the text; the section holds all.
const SHOWN: usize = 30;
/// Most names in a sentence.
const NAMED: usize = 12;
/// Columns of a line.
const WIDTH: usize = 100;

/// A part of a report: entries and sentences, then a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Section {
    pub title: String,
    /// Label and text.
    pub entries: Vec<(String, String)>,
    pub sentences: Vec<String>,
    pub columns: Vec<Column>,
    pub rows: Vec<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub title: String,
    /// Numbers stand on the right.
    pub right: bool,
}

/// Everything that is said about the customers of one organisation.
pub fn sections(
    result: &AccountsResult,
    differences: &[Difference],
    texts: &Catalogue,
    lang: Lang,
) -> Vec<Section> {
    let words = Words::of(texts, lang);
    let labels = PortfolioWords::of(lang);
    match result {
        AccountsResult::Stopped(faults) => vec![Section {
            title: labels.title.to_owned(),
            sentences: std::iter::once(labels.stopped.to_owned())
                .chain(faults.iter().map(|fault| words.reason(fault, |_| None)))
                .collect(),
            ..Section::default()
        }],
        AccountsResult::Judged(portfolio) => {
            let teller = Teller {
                portfolio,
                words,
                labels,
                lang,
            };
            let all = [
                teller.summary(),
                teller.groups(),
                teller.selection(),
                teller.budget(),
                teller.notes(differences),
            ];
            let told = all.into_iter().filter(|one| !one.is_empty());
            told.collect()
        }
    }
}

/// How the scores of one group come about, in parts that add up to the scores as printed.
pub fn group_section(group: &CustomerGroup, texts: &Catalogue, lang: Lang) -> Section {
    let words = Words::of(texts, lang);
    let labels = PortfolioWords::of(lang);
    let axes = [
        (labels.attractiveness, &group.attractiveness),
        (labels.position, &group.position),
        (labels.value, &group.value),
    ];
    let mut rows = Vec::new();
    for (name, axis) in axes {
        rows.extend(axis_rows(axis, words));
        let score = axis.score.map(|_| parts(axis).iter().sum());
        rows.push(vec![
            name.to_owned(),
            String::new(),
            String::new(),
            tenth(score, lang),
        ]);
    }
    rows.push(vec![
        labels.k.to_owned(),
        String::new(),
        String::new(),
        tenth(group.k, lang),
    ]);
    Section {
        title: printable(&group.key),
        columns: columns(&[
            (labels.criterion, false),
            (labels.points, true),
            (labels.weight, true),
            (labels.part, true),
        ]),
        rows,
        ..Section::default()
    }
}

/// The sections as plain text.
pub fn text(sections: &[Section], lang: Lang) -> String {
    let labels = PortfolioWords::of(lang);
    let mut out = String::new();
    for section in sections {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&format!("{}\n", section.title));
        let widest = section
            .entries
            .iter()
            .map(|(label, _)| super::table::width(label))
            .max();
        for (label, text) in &section.entries {
            let label = super::table::pad(label, widest.unwrap_or(0), Align::Left);
            push_wrapped(&mut out, &format!("  {label}  "), text);
        }
        for sentence in &section.sentences {
            push_wrapped(&mut out, "  ", sentence);
        }
        if !section.rows.is_empty() {
            let head: Vec<(&str, Align)> = section
                .columns
                .iter()
                .map(|column| {
                    (
                        column.title.as_str(),
                        if column.right {
                            Align::Right
                        } else {
                            Align::Left
                        },
                    )
                })
                .collect();
            let shown = section.rows.get(..SHOWN).unwrap_or(&section.rows);
            out.push_str(&table(&head, shown));
            if section.rows.len() > shown.len() {
                let count = (section.rows.len() - shown.len()).to_string();
                out.push_str(&format!("{}\n", fill(labels.more, |_| Some(count.clone()))));
            }
        }
    }
    out
}

fn push_wrapped(out: &mut String, lead: &str, text: &str) {
    let indent = " ".repeat(super::table::width(lead));
    for (index, line) in wrapped(text, WIDTH - indent.len()).iter().enumerate() {
        out.push_str(if index == 0 { lead } else { &indent });
        out.push_str(line);
        out.push('\n');
    }
}

impl Section {
    fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.sentences.is_empty() && self.rows.is_empty()
    }
}

struct Teller<'a> {
    portfolio: &'a Portfolio,
    words: Words<'a>,
    labels: &'static PortfolioWords,
    lang: Lang,
}

impl Teller<'_> {
    fn summary(&self) -> Section {
        let labels = self.labels;
        let entries = [
            (labels.list, Some(self.list())),
            (labels.revenue, Some(self.revenue())),
            (labels.concentration, Some(self.shares())),
            (labels.hhi, self.hhi()),
            (labels.pareto, self.pareto()),
            (labels.dependence, Some(self.dependence())),
            (labels.loss, self.loss()),
            (labels.candidates, Some(self.candidates())),
            (labels.positions, self.positions()),
            (labels.budget, self.budget_need()),
            (labels.break_even, self.break_even()),
        ];
        Section {
            title: labels.title.to_owned(),
            entries: entries
                .into_iter()
                .filter_map(|(label, text)| Some((label.to_owned(), text?)))
                .collect(),
            ..Section::default()
        }
    }

    fn list(&self) -> String {
        let customers = self.portfolio.active_customers;
        let sentence = match customers {
            Some(_) => self.labels.list_of,
            None => self.labels.list_open,
        };
        fill(sentence, |name| {
            Some(self.whole(match name {
                "groups" => self.portfolio.groups.len() as f64,
                "customers" => customers? as f64,
                _ => self.portfolio.accounts as f64,
            }))
        })
    }

    fn revenue(&self) -> String {
        let portfolio = self.portfolio;
        fill(self.labels.revenue_of, |name| {
            Some(match name {
                "listed" => self.whole(portfolio.listed_revenue),
                "total" => self.whole(portfolio.total_revenue),
                "currency" => portfolio.currency.to_string(),
                _ => self.tenth(100.0 - portfolio.concentration.rest),
            })
        })
    }

    fn shares(&self) -> String {
        let found = &self.portfolio.concentration;
        let top = |share: TopShare| {
            let lead = if share.at_least {
                self.labels.at_least
            } else {
                ""
            };
            format!("{lead}{}", self.tenth(share.share))
        };
        fill(self.labels.shares, |name| {
            Some(match name {
                "cr1" => top(found.cr1),
                "cr5" => top(found.cr5),
                _ => top(found.cr10),
            })
        })
    }

    fn hhi(&self) -> Option<String> {
        let found = &self.portfolio.concentration;
        let span = |low: Option<f64>, high: Option<f64>| match (low, high) {
            (Some(low), Some(high)) if self.tenth(low) == self.tenth(high) => Some(self.tenth(low)),
            (Some(low), Some(high)) => Some(format!("{}–{}", self.tenth(low), self.tenth(high))),
            (Some(low), None) => Some(format!("≥ {}", self.tenth(low))),
            (None, Some(high)) => Some(format!("≤ {}", self.tenth(high))),
            (None, None) => None,
        };
        let hhi = span(found.hhi.low, found.hhi.high)?;
        let number = span(found.effective_number.low, found.effective_number.high);
        let number = number.unwrap_or_else(|| "–".to_owned());
        Some(fill(self.labels.hhi_as, |name| {
            Some(if name == "hhi" {
                hhi.clone()
            } else {
                number.clone()
            })
        }))
    }

    fn pareto(&self) -> Option<String> {
        let found = &self.portfolio.concentration;
        let share = found.pareto?;
        Some(fill(self.labels.pareto_of, |name| {
            Some(match name {
                "share" => self.tenth(share),
                _ => number::short(found.pareto_of, 2, self.lang),
            })
        }))
    }

    fn dependence(&self) -> String {
        let found = &self.portfolio.dependence;
        let mut text = fill(self.labels.dependence_of, |name| {
            Some(match name {
                "band" => self.words.get(&format!("accounts.band.{}", found.band)),
                "revenue" => self.tenth(found.revenue_share),
                _ => found.db2_share.map_or_else(
                    || self.labels.unknown.to_owned(),
                    |share| format!("{} %", self.tenth(share)),
                ),
            })
        });
        if found.dependent {
            text.push_str(self.labels.dependent);
        }
        text
    }

    fn loss(&self) -> Option<String> {
        let found = &self.portfolio.dependence;
        let tested = [
            (self.labels.loss_largest, found.ebit_without_largest),
            (self.labels.loss_top3, found.ebit_without_top3),
        ];
        let told: Vec<String> = tested
            .into_iter()
            .filter_map(|(sentence, ebit)| {
                let ebit = ebit?;
                let sign = if ebit < 0.0 { self.labels.negative } else { "" };
                Some(format!("{}{sign}", self.money_in(sentence, "ebit", ebit)))
            })
            .collect();
        (!told.is_empty()).then(|| told.join("; "))
    }

    /// A sentence with one amount and the currency.
    fn money_in(&self, sentence: &str, name: &str, amount: f64) -> String {
        fill(sentence, |hole| {
            Some(match hole {
                hole if hole == name => self.whole(amount),
                _ => self.portfolio.currency.to_string(),
            })
        })
    }

    fn candidates(&self) -> String {
        let found = &self.portfolio.selection;
        fill(self.labels.candidates_of, |name| {
            Some(match name {
                "count" => self.whole(found.candidates.len() as f64),
                "cap" => self.whole(found.cap as f64),
                _ => self.tenth(found.share),
            })
        })
    }

    fn positions(&self) -> Option<String> {
        let effort = &self.portfolio.effort;
        let (accounts, head) = (effort.accounts_per_fte?, effort.head?);
        let text = fill(self.labels.positions_of, |name| {
            Some(match name {
                "fte" => number::grouped(effort.fte, 2, self.lang),
                "hours" => self.whole(effort.hours),
                "accounts" => self.tenth(accounts),
                _ => number::short(head, 2, self.lang),
            })
        });
        Some(format!("{text}. {}", self.usual()?))
    }

    fn usual(&self) -> Option<String> {
        let (usual, wide) = (
            self.portfolio.effort.plausible?,
            self.portfolio.effort.wide?,
        );
        let short = |number: Option<f64>| Some(number::short(number?, 2, self.lang));
        Some(fill(self.labels.positions_reference, |name| match name {
            "least" => short(usual.low),
            "most" => short(usual.high),
            "wide_least" => short(wide.low),
            _ => short(wide.high),
        }))
    }

    fn budget_need(&self) -> Option<String> {
        let need = self.portfolio.effort.budget?;
        Some(self.money_in(self.labels.budget_of, "budget", need.total))
    }

    fn break_even(&self) -> Option<String> {
        let effort = &self.portfolio.effort;
        effort.budget?;
        let Some(uplift) = effort.breakeven_uplift_pct else {
            return Some(self.labels.unknown.to_owned());
        };
        let uplift = self.tenth(uplift);
        let mut text = fill(self.labels.break_even_of, |_| Some(uplift.clone()));
        if let Some(extra) = effort.extra_revenue {
            text.push_str(&self.money_in(self.labels.extra_revenue, "extra", extra));
        }
        if let Some(share) = effort.extra_of_potential_pct.map(|share| self.tenth(share)) {
            text.push_str(&fill(self.labels.of_potential, |_| Some(share.clone())));
        }
        Some(text)
    }

    fn groups(&self) -> Section {
        let labels = self.labels;
        Section {
            title: labels.groups.to_owned(),
            sentences: self.reading(),
            columns: columns(&[
                (labels.group, false),
                (labels.share, true),
                (labels.share_of_wallet, true),
                ("DB II %", true),
                ("ABC", false),
                ("A", true),
                ("P", true),
                ("K", true),
                (labels.quadrant, false),
                (labels.status, false),
                (labels.hours, true),
            ]),
            rows: self
                .portfolio
                .groups
                .iter()
                .map(|group| self.row(group))
                .collect(),
            ..Section::default()
        }
    }

    fn reading(&self) -> Vec<String> {
        let open = (!self.portfolio.is_complete()).then_some(self.labels.reading_open);
        let all = std::iter::once(self.labels.reading).chain(open);
        all.map(str::to_owned).collect()
    }

    fn row(&self, group: &CustomerGroup) -> Vec<String> {
        let abc = group.abc_db2.map_or("–", AbcClass::name);
        vec![
            printable(&group.key),
            self.tenth(group.share),
            group
                .share_of_wallet
                .map_or_else(|| "–".to_owned(), |share| self.whole(share)),
            tenth(group.db2_pct, self.lang),
            format!("{}/{abc}", group.abc_revenue.name()),
            tenth(group.attractiveness.score, self.lang),
            tenth(group.position.score, self.lang),
            tenth(group.k, self.lang),
            self.quadrant(group),
            self.status(group),
            self.whole(group.hours),
        ]
    }

    fn quadrant(&self, group: &CustomerGroup) -> String {
        let Some(quadrant) = group.quadrant else {
            return "–".to_owned();
        };
        let name = self
            .words
            .get(&format!("accounts.quadrant.{}", quadrant.name()));
        match (group.grey.attractiveness, group.grey.position) {
            (false, false) => name,
            (true, false) => format!("{name} ({} A)", self.labels.grey),
            (false, true) => format!("{name} ({} P)", self.labels.grey),
            (true, true) => format!("{name} ({} A, P)", self.labels.grey),
        }
    }

    fn status(&self, group: &CustomerGroup) -> String {
        let mut name = self
            .words
            .get(&format!("accounts.status.{}", group.status.name()));
        let marks = [
            (group.is_override(), self.labels.lifted),
            (group.cut, self.labels.cut),
            (group.borderline, self.labels.borderline),
        ];
        let mut notes: Vec<&str> = Vec::new();
        if group.strategic_exception.is_none() {
            notes.extend(group.binding.iter().map(|gate| &**gate));
        }
        notes.extend(
            marks
                .iter()
                .filter(|(holds, _)| *holds)
                .map(|(_, note)| *note),
        );
        if !notes.is_empty() {
            name.push_str(&format!(" ({})", notes.join(", ")));
        }
        name
    }

    fn selection(&self) -> Section {
        let labels = self.labels;
        let selection = &self.portfolio.selection;
        let mut sentences = self.exclusions();
        for group in &self.portfolio.groups {
            if group.is_candidate() && !group.unverified.is_empty() {
                sentences.push(self.about(
                    labels.unverified,
                    group,
                    &self.gates(&group.unverified),
                ));
            }
        }
        for one in &selection.overrides {
            let gates = self.gates(&one.lifted);
            sentences.push(fill(labels.overridden, |name| {
                Some(match name {
                    "group" => printable(&one.group),
                    "gates" => gates.clone(),
                    _ => printable(&one.reason),
                })
            }));
        }
        let lists = [
            (labels.was_cut, &selection.cut),
            (labels.is_borderline, &selection.borderline),
        ];
        for (sentence, keys) in lists {
            if !keys.is_empty() {
                let names: Vec<String> = keys.iter().map(|key| printable(key)).collect();
                sentences.push(fill(sentence, |_| Some(self.named(&names))));
            }
        }
        sentences.extend(self.too_little_known());
        sentences.extend(self.start_option());
        Section {
            title: labels.selection.to_owned(),
            sentences,
            ..Section::default()
        }
    }

    /// One sentence for each gate that keeps groups out.
    fn exclusions(&self) -> Vec<String> {
        let mut by_gate: BTreeMap<&Id, Vec<String>> = BTreeMap::new();
        for group in &self.portfolio.groups {
            for gate in group.binding.iter().filter(|_| !group.is_override()) {
                by_gate.entry(gate).or_default().push(printable(&group.key));
            }
        }
        let told = by_gate.into_iter().map(|(gate, names)| {
            fill(self.labels.excluded, |hole| {
                Some(match hole {
                    "gate" => self.gates(std::slice::from_ref(gate)),
                    _ => self.named(&names),
                })
            })
        });
        told.collect()
    }

    /// Names, the first ones where there are many.
    fn named(&self, names: &[String]) -> String {
        let shown = names.get(..NAMED).unwrap_or(names);
        let mut text = shown.join(", ");
        if names.len() > shown.len() {
            let count = self.whole((names.len() - shown.len()) as f64);
            text.push_str(&format!(", … (+{count})"));
        }
        text
    }

    fn about(&self, sentence: &str, group: &CustomerGroup, gates: &str) -> String {
        fill(sentence, |name| {
            Some(if name == "group" {
                printable(&group.key)
            } else {
                gates.to_owned()
            })
        })
    }

    fn gates(&self, ids: &[Id]) -> String {
        let title = |id: &Id| format!("{id} {}", self.words.get(&format!("account.{id}.title")));
        ids.iter().map(title).collect::<Vec<_>>().join(", ")
    }

    fn too_little_known(&self) -> Option<String> {
        let missing = |group: &&CustomerGroup| group.status == AccountStatus::DataMissing;
        let count = self.portfolio.groups.iter().filter(missing).count();
        let shown = self.whole(count as f64);
        (count > 0).then(|| fill(self.labels.data_missing, |_| Some(shown.clone())))
    }

    /// Starting with attractive customers where the own position is weak (domain 2.5).
    fn start_option(&self) -> Option<String> {
        let developing = |group: &&CustomerGroup| group.quadrant == Some(Quadrant::Development);
        let names: Vec<String> = self
            .portfolio
            .candidates()
            .filter(developing)
            .map(|group| printable(&group.key))
            .collect();
        let told = || fill(self.labels.start_option, |_| Some(names.join(", ")));
        (!names.is_empty()).then(told)
    }

    fn budget(&self) -> Section {
        let Some(need) = self.portfolio.effort.budget else {
            return Section::default();
        };
        let labels = self.labels;
        let names = [
            labels.managers,
            labels.head,
            labels.support,
            labels.tools,
            labels.projects,
        ];
        let exact = [
            need.managers,
            need.head,
            need.support,
            need.tools,
            need.projects,
        ];
        let printed = number::adding_up(&exact, 0);
        let mut rows: Vec<Vec<String>> = names
            .iter()
            .zip(&printed)
            .map(|(name, amount)| vec![(*name).to_owned(), self.whole(*amount)])
            .collect();
        rows.push(vec![
            labels.total.to_owned(),
            self.whole(printed.iter().sum()),
        ]);
        let amount = format!("{} ({})", labels.amount, self.portfolio.currency);
        Section {
            title: labels.budget.to_owned(),
            columns: columns(&[(labels.cost, false), (&amount, true)]),
            rows,
            ..Section::default()
        }
    }

    fn notes(&self, differences: &[Difference]) -> Section {
        let warnings = self.portfolio.warnings.iter();
        let mut sentences: Vec<String> = warnings
            .map(|warning| self.words.reason(warning, |_| None))
            .collect();
        sentences.extend(
            differences
                .iter()
                .filter(|one| one.flagged)
                .map(|one| self.difference(one)),
        );
        for group in self
            .portfolio
            .candidates()
            .filter(|group| !group.defaults.is_empty())
        {
            let fields: Vec<String> = group
                .defaults
                .iter()
                .map(|field| self.words.get(&format!("accounts.field.{field}")))
                .collect();
            sentences.push(fill(self.labels.defaults, |name| {
                Some(if name == "group" {
                    printable(&group.key)
                } else {
                    fields.join(", ")
                })
            }));
        }
        for broken in &self.portfolio.broken {
            sentences.push(fill(self.labels.broken, |name| {
                Some(match name {
                    "rule" => broken.rule.to_string(),
                    "count" => self.whole(broken.groups as f64),
                    _ => printable(&broken.error),
                })
            }));
        }
        Section {
            title: self.labels.notes.to_owned(),
            sentences,
            ..Section::default()
        }
    }

    fn difference(&self, one: &Difference) -> String {
        fill(&self.words.get("accounts.difference"), |name| {
            let shown = |value: f64| {
                let value = Value::Number(number::rounded(value, 1));
                self.words.value(&one.field, &value)
            };
            Some(match name {
                "field" => self.words.get(&format!("field.{}", one.field)),
                "stated" => shown(one.stated),
                _ => shown(one.computed),
            })
        })
    }

    fn whole(&self, value: f64) -> String {
        number::grouped(value, 0, self.lang)
    }

    fn tenth(&self, value: f64) -> String {
        number::grouped(value, 1, self.lang)
    }
}

fn tenth(value: Option<f64>, lang: Lang) -> String {
    value.map_or_else(|| "–".to_owned(), |value| number::grouped(value, 1, lang))
}

fn columns(titles: &[(&str, bool)]) -> Vec<Column> {
    titles
        .iter()
        .map(|(title, right)| Column {
            title: (*title).to_owned(),
            right: *right,
        })
        .collect()
}

fn axis_rows(axis: &AxisScore, words: Words<'_>) -> Vec<Vec<String>> {
    let scored = axis.criteria.iter().zip(&axis.points).zip(parts(axis));
    scored
        .map(|((criterion, points), part)| {
            let (points, part) = match points {
                Points::Scored(points) => (Some(*points), Some(part)),
                _ => (None, None),
            };
            vec![
                format!(
                    "  {}",
                    words.get(&format!("account.{}.title", criterion.id))
                ),
                tenth(points, words.lang),
                number::short(criterion.weight, 2, words.lang),
                tenth(part, words.lang),
            ]
        })
        .collect()
}

/// What each criterion gives to its axis, in tenths that add up to the score.
fn parts(axis: &AxisScore) -> Vec<f64> {
    let known = |points: &Points| match points {
        Points::Scored(points) => Some(*points),
        _ => None,
    };
    let both = || axis.criteria.iter().zip(&axis.points);
    let base: f64 = both()
        .filter(|(_, points)| known(points).is_some())
        .map(|(criterion, _)| criterion.weight)
        .sum();
    let exact: Vec<f64> = both()
        .map(|(criterion, points)| {
            known(points).map_or(0.0, |points| criterion.weight * points / base)
        })
        .collect();
    number::adding_up(&exact, 1)
}
