//! The figures of the whole portfolio: each formula with its numbers (domain 2.3, 2.6, 2.8, 2.10).

use super::Desk;
use crate::model::{AbcClass, AccountStatus, CustomerGroup, Lang, TopShare, printable};

/// Most groups that are listed.
const LISTED: usize = 30;

impl Desk<'_> {
    pub(super) fn figures(&self) -> String {
        let parts = [
            (
                self.say("Konzentration", "Concentration"),
                self.concentration(),
            ),
            (self.say("Abhängigkeit", "Dependence"), self.dependence()),
            (self.say("Auswahl", "Selection"), self.selection()),
            (
                self.say("Stellen und Budget", "Positions and budget"),
                self.effort(),
            ),
            (
                self.say("Angaben aus den Kunden", "Facts from the accounts"),
                self.facts(),
            ),
            (self.say("Kundengruppen", "Customer groups"), self.groups()),
        ];
        let parts = parts.iter().filter(|(_, text)| !text.is_empty());
        parts
            .map(|(title, text)| format!("\n## {title}\n{text}"))
            .collect()
    }

    fn concentration(&self) -> String {
        let portfolio = self.portfolio;
        let found = &portfolio.concentration;
        let [total, listed, rest] = [
            portfolio.total_revenue,
            portfolio.listed_revenue,
            portfolio.rest_revenue,
        ]
        .map(|money| self.number(money));
        let share = self.number(found.rest);
        let mut text = self.line(
            self.say("Umsatz ohne Liste", "Revenue not listed"),
            &format!(
                "{total} − {listed} = {rest} {}; {rest} ÷ {total} × 100 = {share} %",
                portfolio.currency
            ),
        );
        for (count, top) in [(1, found.cr1), (5, found.cr5), (10, found.cr10)] {
            text.push_str(&self.top(count, top));
        }
        text.push_str(&self.hhi());
        text.push_str(&self.pareto());
        text.push_str(&self.abc());
        text
    }

    fn top(&self, count: usize, top: TopShare) -> String {
        let shares = self.portfolio.groups.iter().take(count);
        let sum = self.sum(shares.map(|group| group.share));
        let least = match top.at_least {
            true => self.say(
                "; mindestens, die Liste ist kürzer",
                "; at least, the list is shorter",
            ),
            false => "",
        };
        let share = self.number(top.share);
        let sum = match count {
            1 => String::new(),
            _ => format!("{sum} = "),
        };
        self.line(&format!("CR{count}"), &format!("{sum}{share} %{least}"))
    }

    /// Both bounds, each with what the unlisted customers add.
    fn hhi(&self) -> String {
        let (groups, found) = (&self.portfolio.groups, &self.portfolio.concentration);
        let known: f64 = groups.iter().map(|group| group.share * group.share).sum();
        let squares = groups.iter();
        let squares = self.terms(squares.map(|group| format!("{}²", self.number(group.share))));
        let base = self.number(known);
        let word = self.say("HHI, bekannter Teil", "HHI, known part");
        let mut text = self.line(word, &format!("{squares} = {base}"));
        if let Some(low) = found.hhi.low {
            let added = self.spread(groups.len());
            let (word, low) = (self.say("HHI mindestens", "HHI at least"), self.number(low));
            text.push_str(&self.line(word, &format!("{base}{added} = {low}")));
        }
        let word = self.say("HHI höchstens", "HHI at most");
        text.push_str(&match found.hhi.high {
            Some(high) => {
                let added = self.packed();
                self.line(word, &format!("{base}{added} = {}", self.number(high)))
            }
            None => self.line(
                word,
                self.say(
                    "leer, die kleinste Gruppe ist ohne Umsatz",
                    "empty, the smallest group has no revenue",
                ),
            ),
        });
        let word = self.say(
            "Wirksame Zahl gleich großer Kunden",
            "Effective number of customers",
        );
        let ends = [
            (found.hhi.high, found.effective_number.low),
            (found.hhi.low, found.effective_number.high),
        ];
        let ends = ends.into_iter().filter_map(|(hhi, number)| {
            let ten_thousand = self.number(10_000.0);
            Some(format!(
                "{ten_thousand} ÷ {} = {}",
                self.number(hhi?),
                self.number(number?)
            ))
        });
        let ends: Vec<String> = ends.collect();
        text.push_str(&self.line(word, &ends.join("; ")));
        text
    }

    /// The revenue left, spread evenly over the customers that are not listed.
    fn spread(&self, listed: usize) -> String {
        let rest = self.portfolio.concentration.rest;
        match self.portfolio.active_customers {
            _ if rest <= 0.0 => String::new(),
            Some(customers) if customers > listed => {
                let customers = self.number(customers as f64);
                let listed = self.number(listed as f64);
                format!(" + {}² ÷ ({customers} − {listed})", self.number(rest))
            }
            _ => String::new(),
        }
    }

    /// The revenue left, in customers as large as the smallest listed one.
    fn packed(&self) -> String {
        let rest = self.portfolio.concentration.rest;
        let smallest = self.portfolio.groups.last();
        let smallest = smallest.map(|group| group.revenue / self.portfolio.total_revenue * 100.0);
        let Some(smallest) = smallest.filter(|share| *share > 0.0 && rest > 0.0) else {
            return String::new();
        };
        let full = self.number((rest / smallest).floor());
        let (rest, share) = (self.number(rest), self.number(smallest));
        format!(" + {full} × {share}² + ({rest} − {full} × {share})²")
    }

    fn pareto(&self) -> String {
        let found = &self.portfolio.concentration;
        let of = self.number(found.pareto_of);
        let text = match (found.pareto, self.portfolio.active_customers) {
            (Some(share), Some(customers)) => {
                let customers = customers as f64;
                let count = self.number((share * customers / 100.0).round());
                let (customers, share) = (self.number(customers), self.number(share));
                let word = self.say("der Kunden bringen", "of the customers bring");
                format!("{count} ÷ {customers} × 100 = {share} % {word} {of} %")
            }
            _ => match self.case.lang {
                Lang::De => format!(
                    "leer; die Liste erreicht {of} % nicht, oder die Kundenzahl ist unbekannt"
                ),
                Lang::En => format!(
                    "empty; the list does not reach {of} %, or the number of customers is unknown"
                ),
            },
        };
        self.line("Pareto", &text)
    }

    fn abc(&self) -> String {
        let cuts = &self.parameters().concentration;
        let (a, b) = (
            self.number(cuts.abc_a_below.value),
            self.number(cuts.abc_b_below.value),
        );
        let rule = self.say(
            "Anteil der größeren Kunden davor",
            "share of the larger customers before",
        );
        let cuts = format!(
            "{rule} < {a} % → A, < {b} % → B, {} C",
            self.say("sonst", "else")
        );
        let count = |class: &dyn Fn(&CustomerGroup) -> Option<AbcClass>| {
            let counted = [AbcClass::A, AbcClass::B, AbcClass::C].map(|wanted| {
                let own = self
                    .portfolio
                    .groups
                    .iter()
                    .filter(|group| class(group) == Some(wanted));
                format!("{} {}", own.count(), wanted.name())
            });
            counted.join(", ")
        };
        let revenue = count(&|group| Some(group.abc_revenue));
        let db2 = count(&|group| group.abc_db2);
        let word = self.say("Umsatz", "revenue");
        let mut text = self.line("ABC", &format!("{cuts}; {word}: {revenue}; DB II: {db2}"));
        text.push_str(&self.base());
        text
    }

    /// What counts as 100 % of DB II.
    fn base(&self) -> String {
        let word = self.say("DB II insgesamt", "DB II in all");
        let text = match (
            self.portfolio.concentration.db2_base,
            self.company.avg_db2_pct,
        ) {
            (None, _) => self
                .say(
                    "unbekannt; weder der Durchschnitt noch eine vollständige Liste liegt vor",
                    "unknown; there is neither the average nor a complete list",
                )
                .to_owned(),
            (Some(base), Some(average)) => {
                let total = self.number(self.portfolio.total_revenue);
                format!(
                    "{} ÷ 100 × {total} = {}",
                    self.number(average),
                    self.number(base)
                )
            }
            (Some(base), None) => {
                let terms = self.portfolio.groups.iter().filter_map(|group| group.db2);
                format!("{} = {}", self.sum(terms), self.number(base))
            }
        };
        self.line(word, &text)
    }

    fn dependence(&self) -> String {
        let found = &self.portfolio.dependence;
        let groups = &self.portfolio.groups;
        let first = groups.first().map_or(0.0, |group| group.revenue);
        let total = self.number(self.portfolio.total_revenue);
        let share = self.number(found.revenue_share);
        let mut text = self.line(
            self.say("Umsatz", "Revenue"),
            &format!(
                "{} ÷ {total} × 100 = {share} % → {}",
                self.number(first),
                self.band(&found.revenue_band)
            ),
        );
        let largest = groups.iter().filter_map(|group| group.db2).reduce(f64::max);
        let base = self.portfolio.concentration.db2_base;
        let told = match (largest, base, found.db2_share, &found.db2_band) {
            (Some(db2), Some(base), Some(share), Some(band)) => {
                let (db2, base) = (self.number(db2), self.number(base));
                format!(
                    "{db2} ÷ {base} × 100 = {} % → {}",
                    self.number(share),
                    self.band(band)
                )
            }
            _ => self
                .say(
                    "leer; der Umsatz zählt allein",
                    "empty; the revenue counts alone",
                )
                .to_owned(),
        };
        text.push_str(&self.line("DB II", &told));
        let word = self.say("Stufe der Abhängigkeit", "Band of dependence");
        let worse = self.say("die schlechtere von beiden", "the worse of both");
        text.push_str(&self.line(word, &format!("{} ({worse})", self.band(&found.band))));
        for (count, left) in [
            (1, found.ebit_without_largest),
            (3, found.ebit_without_top3),
        ] {
            text.push_str(&self.loss(count, left));
        }
        text
    }

    /// `high (20 to below 30 %)`.
    fn band(&self, id: &str) -> String {
        let bands = &self.parameters().dependence.bands;
        let name = self
            .case
            .pack
            .say(&format!("accounts.band.{id}"), self.case.lang);
        let place = bands.iter().position(|band| *band.id == *id);
        let from = place.and_then(|place| bands.get(place)?.from);
        let below = place.and_then(|place| bands.get(place + 1)?.from);
        let (at_least, under) = (self.say("ab", "from"), self.say("unter", "below"));
        let ends = [
            from.map(|from| format!("{at_least} {} %", self.number(from))),
            below.map(|below| format!("{under} {} %", self.number(below))),
        ];
        let ends: Vec<String> = ends.into_iter().flatten().collect();
        format!("{name} ({})", ends.join(", "))
    }

    fn loss(&self, count: usize, left: Option<f64>) -> String {
        let word = match count {
            1 => self.say(
                "EBIT ohne den größten Kunden",
                "EBIT without the largest customer",
            ),
            _ => self.say(
                "EBIT ohne die drei größten",
                "EBIT without the largest three",
            ),
        };
        let (Some(left), Some(ebit)) = (left, self.company.ebit) else {
            let empty = self.say(
                "leer; das EBIT oder ein DB II fehlt",
                "empty; the EBIT or a DB II is missing",
            );
            return self.line(word, empty);
        };
        let lost = self.portfolio.groups.iter().take(count);
        let lost: Vec<String> = lost
            .filter_map(|group| group.db2)
            .map(|db2| self.number(db2))
            .collect();
        let (ebit, lost, left) = (self.number(ebit), lost.join(" + "), self.number(left));
        self.line(word, &format!("{ebit} − ({lost}) = {left}"))
    }

    fn selection(&self) -> String {
        let (found, rules, axes) = (
            &self.portfolio.selection,
            &self.parameters().selection,
            &self.parameters().axes,
        );
        let weights =
            [&axes.attractiveness, &axes.position, &axes.value].map(|one| self.number(one.value));
        let [a, p, v] = weights;
        let (key, watch) = (
            self.number(rules.key_account_from.value),
            self.number(rules.watch_from.value),
        );
        let named = |status: AccountStatus| {
            self.case
                .phrase(&format!("accounts.status.{}", status.name()))
        };
        let mut text = self.line(
            "K",
            &format!(
                "{a} × A + {p} × P + {v} × V; ≥ {key} {}, ≥ {watch} {}, {} {}",
                named(AccountStatus::KeyAccount),
                named(AccountStatus::Watch),
                self.say("sonst", "else"),
                named(AccountStatus::Standard)
            ),
        );
        let customers = self
            .company
            .active_customers
            .unwrap_or(self.portfolio.groups.len() as f64);
        let (least, most) = (
            self.number(rules.cap_least.value),
            self.number(rules.cap_most.value),
        );
        let share = self.number(rules.cap_share.value);
        text.push_str(&self.line(
            self.say("Höchstzahl", "Most candidates"),
            &format!(
                "{share} ÷ 100 × {}, {} {least}, {} {most} = {}",
                self.number(customers),
                self.say("gerundet, mindestens", "rounded, at least"),
                self.say("höchstens", "at most"),
                self.number(found.cap as f64)
            ),
        ));
        let lists = [
            (
                self.say("Kandidaten nach K", "Candidates by K"),
                &found.candidates,
            ),
            (self.say("Über der Höchstzahl", "Above the cap"), &found.cut),
            (self.say("Grenzfälle", "Borderline"), &found.borderline),
        ];
        for (label, keys) in lists.iter().filter(|(_, keys)| !keys.is_empty()) {
            let names = keys.iter().filter_map(|key| self.portfolio.group(key));
            let names: Vec<String> = names
                .map(|group| {
                    format!(
                        "{} {}",
                        printable(&group.key),
                        self.case.exact_or_dash(group.k)
                    )
                })
                .collect();
            text.push_str(&self.line(label, &names.join("; ")));
        }
        let [low, high] = [&rules.weight_low, &rules.weight_high].map(|one| self.number(one.value));
        let (what, or) = (
            self.say(
                "kommt hinzu oder fällt weg, wenn ein Gewicht von A anders ist:",
                "enters or leaves when one weight of A is another:",
            ),
            self.say("oder", "or"),
        );
        let word = self.say("Wer Grenzfall ist", "Who is borderline");
        text.push_str(&self.line(word, &format!("{what} × {low} {or} × {high}")));
        text
    }

    /// What the organisation's fields are set to, and how far off a stated value was.
    fn facts(&self) -> String {
        let differences = self.case.assessment.accounts.as_ref();
        let differences = differences.map_or(&[][..], |one| &one.differences);
        let limit = self.parameters().facts.difference.value;
        let facts = self.portfolio.computed.iter().map(|fact| {
            let value = self.case.exact_or_dash(fact.value);
            let stated = differences.iter().find(|one| one.field == fact.field);
            let stated = stated.map_or_else(String::new, |one| {
                let (stated, computed) = (self.number(one.stated), self.number(one.computed));
                let far = match one.flagged {
                    true => self.say("mehr als", "more than"),
                    false => self.say("höchstens", "at most"),
                };
                let word = self.say("angegeben", "stated");
                let apart = self.say("Abstand", "apart by");
                format!(
                    "; {word} {stated}, {apart} {far} {} % {} {computed}",
                    self.number(limit),
                    self.say("von", "of")
                )
            });
            format!("  {} = {value}{stated}\n", fact.field)
        });
        facts.collect()
    }

    fn groups(&self) -> String {
        let groups = &self.portfolio.groups;
        let shown = groups.iter().take(LISTED);
        let mut text: String = shown.map(|group| self.group_line(group)).collect();
        if groups.len() > LISTED {
            let rest = groups.len() - LISTED;
            let word = self.say("weitere Kundengruppen", "more customer groups");
            text.push_str(&format!("  … {rest} {word}\n"));
        }
        let hint = self.say(
            "Eine einzelne Kundengruppe: --group NAME",
            "A single customer group: --group NAME",
        );
        text.push_str(&format!("  {hint}\n"));
        text
    }

    fn group_line(&self, group: &CustomerGroup) -> String {
        let dash = |score| self.case.exact_or_dash(score);
        let scores = [
            ("A", group.attractiveness.score),
            ("P", group.position.score),
            ("V", group.value.score),
            ("K", group.k),
        ];
        let scores = scores.map(|(name, score)| format!("{name} {}", dash(score)));
        let status = self
            .case
            .phrase(&format!("accounts.status.{}", group.status.name()));
        format!(
            "  {:<34} {} → {status}\n",
            printable(&group.key),
            scores.join(", ")
        )
    }
}
