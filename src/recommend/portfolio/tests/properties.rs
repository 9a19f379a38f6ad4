//! What holds for any portfolio; many are drawn from a fixed sequence.

use super::*;
use crate::model::Points;

/// A sequence of numbers that is the same on every machine (Knuth's constants).
pub(super) struct Draw(u64);

impl Draw {
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A whole number, or nothing in one of four cases.
    fn maybe(&mut self, from: u64, to: u64) -> String {
        match self.below(4) {
            0 => String::new(),
            _ => (from + self.below(to - from + 1)).to_string(),
        }
    }

    fn word(&mut self, words: &[&str]) -> String {
        let index = self.below(words.len() as u64 + 1) as usize;
        words
            .get(index)
            .map_or_else(String::new, |word| (*word).to_owned())
    }
}

const HEADER: &str = "account_id,parent_group,name,country,currency,revenue_y0,db1,cost_to_serve,wallet,growth_exp_pct,supplier_rank,relationship_stage,satisfaction,contacts,strategic_fit,reference_value,innovation_partner,willingness,credit,countries_served,sites_served,divisions_served,central_purchasing";

fn rows(draw: &mut Draw, count: usize) -> (Vec<String>, f64) {
    let mut total = 0.0;
    let rows = (0..count).map(|row| {
        // Revenues differ, so that no tie is decided by the order of the file.
        let revenue = draw.below(1_000) * 1_000 + row as u64;
        total += revenue as f64;
        let parent = draw.word(&["Alpha", "Beta", "Gamma"]);
        let wallet = match draw.below(3) {
            0 => String::new(),
            more => (revenue * (more + 1)).to_string(),
        };
        let cells = [
            format!("N{row}"),
            parent,
            format!("Kunde {row}"),
            draw.word(&["DE", "AT", "CH"]),
            "EUR".to_owned(),
            revenue.to_string(),
            draw.maybe(0, 400_000),
            draw.maybe(0, 100_000),
            wallet,
            draw.maybe(0, 20),
            draw.maybe(1, 6),
            draw.word(&[
                "exploratory",
                "basic",
                "cooperative",
                "interdependent",
                "integrated",
            ]),
            draw.maybe(1, 5),
            draw.maybe(0, 12),
            draw.maybe(1, 5),
            draw.maybe(1, 5),
            draw.maybe(1, 5),
            draw.word(&["yes", "unclear", "no"]),
            draw.word(&["good", "medium", "weak", "default"]),
            draw.maybe(1, 9),
            draw.maybe(1, 9),
            draw.maybe(1, 4),
            draw.word(&["local", "mixed", "central"]),
        ];
        cells.join(",")
    });
    let rows: Vec<String> = rows.collect();
    (rows, total)
}

fn text(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

fn drawn(bench: &Bench, mut visit: impl FnMut(&Company, &[String], &Portfolio, &mut Draw)) {
    let mut draw = Draw(7);
    for round in 1..=40 {
        let (rows, listed) = rows(&mut draw, 3 + round);
        let more = draw.below(3) as f64 * 500_000.0;
        let company = Company {
            total_revenue: Some(listed + more + 1.0),
            active_customers: (round % 3 > 0).then_some(400.0),
            avg_db2_pct: (round % 4 > 0).then_some(20.0),
            ebit: Some(1_000_000.0),
            n_divisions: None,
        };
        let portfolio = bench.judged(&company, &text(&rows));
        visit(&company, &rows, &portfolio, &mut draw);
    }
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let bench = Bench::new();
    drawn(&bench, |company, rows, portfolio, draw| {
        let mut mixed = rows.to_vec();
        for last in (1..mixed.len()).rev() {
            mixed.swap(last, draw.below(last as u64 + 1) as usize);
        }
        let again = bench.judged(company, &text(&mixed));
        let seen = |portfolio: &Portfolio| {
            let mut portfolio = portfolio.clone();
            portfolio
                .groups
                .iter_mut()
                .for_each(|one| one.accounts.sort());
            serde_json::to_string(&portfolio).unwrap()
        };
        assert_eq!(seen(&again), seen(portfolio));
    });
}

#[test]
fn groups_hold_all_rows_and_all_revenue() {
    drawn(&Bench::new(), |company, rows, portfolio, _| {
        let accounts: usize = portfolio.groups.iter().map(|one| one.accounts.len()).sum();
        assert_eq!((accounts, portfolio.accounts), (rows.len(), rows.len()));
        let revenue: f64 = portfolio.groups.iter().map(|one| one.revenue).sum();
        assert!((revenue - portfolio.listed_revenue).abs() < 1e-6);
        let shares: f64 = portfolio.groups.iter().map(|one| one.share).sum();
        assert!((shares + portfolio.concentration.rest - 100.0).abs() < 1e-9);
        let whole = portfolio.listed_revenue + portfolio.rest_revenue;
        assert!((whole - company.total_revenue.unwrap()).abs() < 1e-6);
    });
}

#[test]
fn the_points_of_the_criteria_give_the_axis_and_the_axes_give_k() {
    drawn(&Bench::new(), |_, _, portfolio, _| {
        for group in &portfolio.groups {
            for axis in [&group.attractiveness, &group.position, &group.value] {
                let known = axis.parts().filter_map(|(one, points)| match points {
                    Points::Scored(points) => Some((one.weight, points)),
                    _ => None,
                });
                let known: Vec<(f64, f64)> = known.collect();
                let base: f64 = known.iter().map(|(weight, _)| weight).sum();
                let sum: f64 = known
                    .iter()
                    .map(|(weight, points)| weight * points / base)
                    .sum();
                assert!((axis.score.unwrap_or(0.0) - sum).abs() < 1e-9);
                assert!((axis.coverage - base).abs() < 1e-9);
                assert_eq!(axis.score.is_none(), known.is_empty());
            }
            if let Some(k) = group.k {
                let scores = [&group.attractiveness, &group.position, &group.value]
                    .map(|one| one.score.unwrap());
                let expected = 0.5 * scores[0] + 0.2 * scores[1] + 0.3 * scores[2];
                assert!((k - expected).abs() < 1e-9);
            }
        }
    });
}

#[test]
fn the_parts_of_the_budget_and_the_hours_add_up() {
    drawn(&Bench::new(), |_, _, portfolio, _| {
        let hours: f64 = portfolio.candidates().map(|one| one.hours).sum();
        assert!((portfolio.effort.hours - hours).abs() < 1e-6);
        assert_eq!(
            portfolio.effort.budget.is_some(),
            !portfolio.selection.candidates.is_empty()
        );
        if let Some(need) = portfolio.effort.budget {
            let parts = need.managers + need.head + need.support + need.tools + need.projects;
            assert!((need.total - parts).abs() < 1e-6);
        }
        let share: f64 = portfolio.candidates().map(|one| one.share).sum();
        assert!((portfolio.selection.share - share).abs() < 1e-9);
    });
}

#[test]
fn no_more_are_chosen_than_the_cap_allows_and_none_that_is_not_better() {
    drawn(&Bench::new(), |_, _, portfolio, _| {
        let selection = &portfolio.selection;
        assert_eq!(
            selection.candidates.len(),
            selection.passed.min(selection.cap)
        );
        assert_eq!(
            selection.candidates.len() + selection.cut.len(),
            selection.passed
        );
        let least = portfolio
            .candidates()
            .filter_map(|one| one.k)
            .reduce(f64::min);
        for key in &selection.cut {
            assert!(group(portfolio, key).k <= least);
        }
        for one in portfolio.candidates() {
            assert!(one.k.unwrap() >= 60.0 - 1e-9 && one.quadrant.is_some());
            assert!(one.binding.is_empty() || one.strategic_exception.is_some());
        }
    });
}

/// However the rest is spread over the unlisted customers, none larger than the smallest listed one.
#[test]
fn the_bounds_of_the_herfindahl_index_hold_the_exact_value() {
    let bench = Bench::new();
    let mut draw = Draw(11);
    for _ in 0..60 {
        let count = 8 + draw.below(40) as usize;
        let mut revenues: Vec<u64> = (0..count)
            .map(|_| 1 + draw.below(5_000) * draw.below(20))
            .collect();
        revenues.sort_unstable();
        revenues.reverse();
        let total: u64 = revenues.iter().sum();
        let exact: f64 = revenues
            .iter()
            .map(|one| (*one as f64 / total as f64 * 100.0).powi(2))
            .sum();
        for listed in [1, 3, count / 2, count - 1, count] {
            let rows = revenues.iter().take(listed).enumerate();
            let rows: String = rows
                .map(|(index, one)| format!("{index},K{index},EUR,{one}\n"))
                .collect();
            let text = format!("account_id,name,currency,revenue_y0\n{rows}");
            for known in [true, false] {
                let company = Company {
                    active_customers: known.then_some(count as f64),
                    ..company(total as f64)
                };
                let found = bench.judged(&company, &text).concentration.hhi;
                let (low, high) = (found.low.unwrap(), found.high.unwrap());
                assert!(
                    low <= exact + 1e-6 && exact <= high + 1e-6,
                    "{low} {exact} {high}"
                );
                let complete = listed == count;
                assert!(!complete || (low - high).abs() < 1e-9);
            }
        }
    }
}

#[test]
fn a_group_is_borderline_exactly_if_one_changed_weight_moves_it() {
    drawn(&Bench::new(), |_, _, portfolio, _| {
        let criteria = portfolio.groups[0].attractiveness.criteria.len();
        let mut moved: Vec<bool> = vec![false; portfolio.groups.len()];
        for (changed, factor) in (0..criteria).flat_map(|one| [(one, 0.7), (one, 1.3)]) {
            let mut ranked: Vec<(usize, f64)> = Vec::new();
            for (index, group) in portfolio.groups.iter().enumerate() {
                let barred = group.quadrant.is_none() || !group.binding.is_empty();
                let Some(_) = group.k.filter(|_| !barred) else {
                    continue;
                };
                let (mut sum, mut base) = (0.0, 0.0);
                for (at, (one, points)) in group.attractiveness.parts().enumerate() {
                    let weight = if at == changed {
                        one.weight * factor
                    } else {
                        one.weight
                    };
                    if let Points::Scored(points) = points {
                        sum += weight * points;
                        base += weight;
                    }
                }
                let k = 0.5 * (sum / base)
                    + 0.2 * group.position.score.unwrap()
                    + 0.3 * group.value.score.unwrap();
                if k >= 60.0 {
                    ranked.push((index, k));
                }
            }
            ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
            let inside: Vec<usize> = ranked
                .iter()
                .take(portfolio.selection.cap)
                .map(|one| one.0)
                .collect();
            for (index, group) in portfolio.groups.iter().enumerate() {
                moved[index] |= inside.contains(&index) != group.is_candidate();
            }
        }
        let marked: Vec<bool> = portfolio.groups.iter().map(|one| one.borderline).collect();
        assert_eq!(marked, moved);
    });
}

#[test]
fn the_same_accounts_give_the_same_bytes() {
    let bench = Bench::new();
    drawn(&bench, |company, rows, portfolio, _| {
        let again = bench.judged(company, &text(rows));
        let bytes = |one: &Portfolio| serde_json::to_vec(one).unwrap();
        assert_eq!(bytes(&again), bytes(portfolio));
    });
}
