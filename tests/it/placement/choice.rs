//! A second decision on placement, in plain words from domain 4.2, 4.4 and 0.6 (13–20).

use super::effects::{EFFECTS, FACTORS, FEASIBILITY, OPTIONS};
use super::situations::Situation;
use crate::reference::{Expected, below};

/// Buckets of the factors in the order of the effect table; none where the facts do not tell.
pub(super) type Buckets = Vec<(&'static str, Option<&'static str>)>;

pub(super) fn buckets(one: &Situation, scores: &Expected) -> Buckets {
    let mut order: Vec<&'static str> = Vec::new();
    for (factor, ..) in EFFECTS {
        if !order.contains(&factor) {
            order.push(factor);
        }
    }
    assert_eq!(order.len(), FACTORS.len());
    order
        .into_iter()
        .map(|factor| (factor, bucket(one, scores, factor)))
        .collect()
}

/// Domain 4.2, with 0.6, 13.
fn bucket(one: &Situation, scores: &Expected, factor: &str) -> Option<&'static str> {
    let number = |id: &str| one.number(id);
    let found: &str = match factor {
        "ka_count" => match number("ka_candidate_count")? {
            n if n <= 1.0 => "n0_1",
            n if n <= 4.0 => "n2_4",
            n if n <= 15.0 => "n5_15",
            n if n <= 40.0 => "n16_40",
            _ => "n41",
        },
        "ka_revenue_share" => match number("ka_revenue_share")? {
            share if below(share, 15.0) => "lt15",
            share if below(share, 35.0) => "p15_35",
            share if below(60.0, share) => "gt60",
            _ => "p35_60",
        },
        "internationality" => match number("avg_countries_per_ka")? {
            countries if below(countries, 1.5) => "national",
            countries if below(5.0, countries) => "gt5",
            _ => "multi",
        },
        "divisions_per_ka" => match (number("n_divisions"), number("avg_divisions_per_ka")) {
            (Some(0.0), _) => "one",
            (_, Some(mean)) if below(mean, 1.5) => "one",
            (_, Some(mean)) if below(mean, 2.5) => "two",
            (_, Some(_)) => "three",
            (_, None) => return None,
        },
        "product_complexity" => match one.word("product_complexity")? {
            "commodity" | "standard" => "low",
            "configured" => "medium",
            _ => "high",
        },
        "central_purchasing" => match number("central_purchasing_pct")? {
            share if below(share, 33.0) => "low",
            share if below(share, 66.0) => "medium",
            _ => "high",
        },
        // The point score of D10, even where the dimension is not assessable.
        "top_mgmt_involvement" => match scores.dimensions[9].point? {
            score if below(score, 40.0) => "low",
            score if below(score, 70.0) => "medium",
            _ => "high",
        },
        "fte_affordable" => match number("fte_affordable")? {
            posts if below(posts, 1.0) => "lt1",
            posts if below(posts, 4.0) => "f1_3",
            posts if below(10.0, posts) => "gt10",
            _ => "f4_10",
        },
        same => one.word(same)?,
    };
    let row = EFFECTS.iter().find(|row| row.0 == factor && row.1 == found);
    Some(row.expect("the bucket is in the table").1)
}

/// Fit of an option over the known factors, the structural ones or all (domain 4.4).
pub(super) fn fit(buckets: &Buckets, option: usize, structural: bool) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (factor, bucket) in buckets {
        let counts = !structural || !FEASIBILITY.contains(factor);
        let row = EFFECTS
            .iter()
            .find(|row| row.0 == *factor && Some(row.1) == *bucket);
        if let (Some((.., weight, effects)), true) = (row, counts) {
            sum += weight * f64::from(effects[option]);
            weights += weight;
        }
    }
    (weights > 0.0).then(|| 50.0 + 50.0 * sum / (3.0 * weights))
}

/// Whether a rule holds for all, for some or for no way to answer what is unknown.
pub(super) type Holds = Option<bool>;

fn either(parts: &[Holds]) -> Holds {
    match parts {
        _ if parts.contains(&Some(true)) => Some(true),
        _ if parts.contains(&None) => None,
        _ => Some(false),
    }
}

fn both(a: Holds, b: Holds) -> Holds {
    either(&[a.map(|a| !a), b.map(|b| !b)]).map(|neither| !neither)
}

fn not(a: Holds) -> Holds {
    a.map(|a| !a)
}

/// The rules about an option in the order X1–X10 (domain 4.4 with 0.6, 19 and 20).
pub(super) fn exclusions(
    one: &Situation,
    level: Option<usize>,
    option: &str,
) -> Vec<(&'static str, Holds)> {
    let less = |id: &str, limit: f64| one.number(id).map(|number| below(number, limit));
    let is = |id: &str, word: &str| one.word(id).map(|found| found == word);
    let structure = |types: &[&str]| one.word("structure_type").map(|own| types.contains(&own));
    let divisional = structure(&["div_product", "div_region", "div_customer"]);
    let by_objects = structure(&["div_product", "div_region", "div_customer", "matrix"]);
    let no_unit = |id: &str| not(one.truth(id));
    let no_sales = both(no_unit("has_central_sales"), not(by_objects));
    let (no_marketing, no_service) = (no_unit("has_marketing_unit"), no_unit("has_service_unit"));
    let sponsor = |words: &[&str]| {
        one.word("executive_sponsor")
            .map(|found| words.contains(&found))
    };
    let complex = one
        .word("product_complexity")
        .map(|found| ["engineered", "integrated_system"].contains(&found));
    let crowd = one.number("ka_candidate_count").map(|count| count > 10.0);
    let needed = (
        if option == "no_formal_kam" {
            "X9"
        } else {
            "X10"
        },
        // Without a level neither applies (0.6, 7).
        Some(level.is_some_and(|level| (level == 0) != (option == "no_formal_kam"))),
    );
    let own = match option {
        "sales_line" => ("X1", no_unit("has_central_sales")),
        "sales_staff" => ("X1", both(no_unit("has_central_sales"), divisional)),
        "marketing" => (
            "X2",
            either(&[no_marketing, both(complex, is("marketing_drive", "low"))]),
        ),
        "customer_management" => (
            "X3",
            either(&[
                less("employees", 200.0),
                both(no_sales, no_marketing),
                both(no_sales, no_service),
                both(no_marketing, no_service),
            ]),
        ),
        "customer_divisions" => {
            let unsound = either(&[
                less("employees", 100.0),
                less("ka_revenue_share", 35.0),
                is("change_capacity", "low"),
                is("customer_heterogeneity", "low"),
            ]);
            ("X4", both(not(structure(&["div_customer"])), unsound))
        }
        "top_management" => return vec![("X5", either(&[crowd, sponsor(&["none"])]))],
        "divisional_kam" => ("X6", not(by_objects)),
        "corporate_matrix" => (
            "X7",
            either(&[
                not(by_objects),
                less("n_divisions", 2.0),
                sponsor(&["none", "informal"]),
            ]),
        ),
        "kam_office" => (
            "X8",
            either(&[
                less("ka_candidate_count", 4.0),
                less("employees", 250.0),
                not(by_objects),
            ]),
        ),
        "no_formal_kam" => return vec![needed],
        other => unreachable!("{other} is no option"),
    };
    vec![own, needed]
}

/// What the document decides for a situation.
#[derive(Debug, Default)]
pub(super) struct Choice {
    pub(super) target: Option<&'static str>,
    pub(super) call: Option<&'static str>,
    pub(super) lead: Option<f64>,
    pub(super) runner_up: Option<&'static str>,
    pub(super) entry: Option<&'static str>,
    pub(super) shortlist: Vec<&'static str>,
    /// Factor, its bucket, another bucket, the target that this one would give.
    pub(super) tipping: Vec<(&'static str, &'static str, &'static str, &'static str)>,
}

/// Options that stay, with a fit, in the order of domain 4.1.
type Open = Vec<(&'static str, f64)>;

/// Domain 4.4, 1–8.
pub(super) fn choice(one: &Situation, level: Option<usize>, buckets: &Buckets) -> Choice {
    let stays = |option: &str| {
        let rules = exclusions(one, level, option);
        rules.iter().all(|(_, holds)| *holds != Some(true))
    };
    let open = |buckets: &Buckets, structural: bool| -> Open {
        let all = OPTIONS.iter().enumerate();
        all.filter(|(_, (option, _))| stays(option))
            .filter_map(|(index, (option, _))| Some((*option, fit(buckets, index, structural)?)))
            .collect()
    };
    let structural = open(buckets, true);
    let known = buckets.iter().filter(|(_, bucket)| bucket.is_some());
    if known.count() < 10 {
        return Choice {
            shortlist: shortlist(structural),
            ..Choice::default()
        };
    }
    let Some((target, fit)) = best(&structural) else {
        return Choice::default();
    };
    let rest: Open = structural
        .into_iter()
        .filter(|(id, _)| *id != target)
        .collect();
    let second = best(&rest);
    let lead = second.map(|(_, second)| fit - second);
    Choice {
        target: Some(target),
        call: lead.map(|lead| match lead {
            lead if below(lead, 2.0) => "tie",
            lead if below(lead, 5.0) => "narrow",
            _ => "clear",
        }),
        lead,
        runner_up: second.map(|(id, _)| id),
        entry: level.and_then(|level| {
            let entry = entry(level, target, &open(buckets, false))?;
            Some(sized(one, level, entry, stays))
        }),
        shortlist: Vec::new(),
        tipping: tipping(target, buckets, |changed| open(changed, true)),
    }
}

/// The largest; on equal values the earlier one.
fn best(open: &Open) -> Option<(&'static str, f64)> {
    let largest = open.iter().map(|(_, fit)| *fit).reduce(f64::max)?;
    open.iter()
        .copied()
        .find(|(_, fit)| fit.total_cmp(&largest).is_eq())
}

fn shortlist(mut open: Open) -> Vec<&'static str> {
    let Some((_, most)) = best(&open) else {
        return Vec::new();
    };
    open.retain(|(_, fit)| !below(*fit, most - 5.0));
    open.sort_by(|a, b| b.1.total_cmp(&a.1));
    open.into_iter().map(|(id, _)| id).collect()
}

/// Steps 4 and 5, with 0.6, 14 and 16.
fn entry(level: usize, target: &'static str, open: &Open) -> Option<&'static str> {
    let light = [
        "sales_staff",
        "top_management",
        "kam_office",
        "divisional_kam",
    ];
    if level == 1 || level == 2 {
        let few: Open = open
            .iter()
            .copied()
            .filter(|(id, _)| light.contains(id))
            .collect();
        return best(if few.is_empty() { open } else { &few }).map(|(id, _)| id);
    }
    let width = if level == 3 { 5.0 } else { 2.0 };
    let (_, most) = best(open)?;
    let band: Open = open
        .iter()
        .copied()
        .filter(|(_, fit)| !below(*fit, most - width))
        .collect();
    let commitment = |id: &str| OPTIONS.iter().find(|(known, _)| *known == id).unwrap().1;
    let keeps = level >= 4 || (level == 3 && commitment(target) <= 2.0);
    if keeps && band.iter().any(|(id, _)| *id == target) {
        return Some(target);
    }
    let least = band.iter().map(|(id, _)| commitment(id)).reduce(f64::min)?;
    let lightest: Open = band
        .into_iter()
        .filter(|(id, _)| commitment(id) <= least)
        .collect();
    best(&lightest).map(|(id, _)| id)
}

/// Step 6, with 0.6, 16 and 17.
fn sized(
    one: &Situation,
    level: usize,
    entry: &'static str,
    stays: impl Fn(&str) -> bool,
) -> &'static str {
    let unit = entry == "sales_line" || entry == "marketing";
    let small = one
        .number("fte_affordable")
        .is_some_and(|posts| below(posts, 2.0));
    if level == 0 || !unit || !small {
        return entry;
    }
    let led = one.word("relationship_lead") == Some("management");
    let few = one
        .number("ka_candidate_count")
        .is_some_and(|count| count <= 4.0);
    match (led && few && stays("top_management"), stays("sales_staff")) {
        (true, _) => "top_management",
        (false, true) => "sales_staff",
        (false, false) => entry,
    }
}

/// Step 8, with 0.6, 18.
fn tipping(
    target: &'static str,
    buckets: &Buckets,
    open: impl Fn(&Buckets) -> Open,
) -> Vec<(&'static str, &'static str, &'static str, &'static str)> {
    let mut all = Vec::new();
    for (place, (factor, bucket)) in buckets.iter().enumerate() {
        let tried = *factor != "structure_type" && !FEASIBILITY.contains(factor);
        let Some(from) = bucket.filter(|_| tried) else {
            continue;
        };
        for (_, to, ..) in EFFECTS
            .iter()
            .filter(|row| row.0 == *factor && row.1 != from)
        {
            let mut changed = buckets.clone();
            changed[place].1 = Some(to);
            match best(&open(&changed)) {
                Some((other, _)) if other != target => all.push((*factor, from, *to, other)),
                _ => {}
            }
        }
    }
    all
}
