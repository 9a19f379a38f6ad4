//! The figures of the whole portfolio, and the budget in parts that add up.

use super::{Section, Teller, columns};
use crate::model::{TopShare, fill, number};

impl Teller<'_> {
    pub(super) fn summary(&self) -> Section {
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

    pub(super) fn budget(&self) -> Section {
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
}
