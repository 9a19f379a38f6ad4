//! The whole result of one organisation: every sum with its parts.

use super::{Case, chart, customers, goals, placement, profile, staff};
use crate::model::{DimensionScore, Finding, GateState, IndexScore, Spread, WaiverState};

/// Dimensions from rules, indexes from dimensions, level from index and gates, placement from factors,
/// profile from base targets and modifiers.
pub fn explain_all(case: &Case<'_>) -> String {
    let one = case.assessment;
    let mut text = format!("{} ({})\n", one.name, one.id);
    for index in &one.indexes {
        text.push_str(&of_index(case, index));
    }
    text.push_str(&of_level(case));
    text.push_str(&customers::of(case));
    text.push_str(&chart::of(case));
    text.push_str(&placement::of(case));
    text.push_str(&profile::of(case));
    text.push_str(&staff::of(case));
    text.push_str(&goals::of(case));
    text.push_str(&of_flags(case));
    text.push_str(&of_waivers(case));
    let hint = case.say("Eine einzelne Regel: --rule ID", "A single rule: --rule ID");
    text.push_str(&format!("\n{hint}\n"));
    text
}

fn of_index(case: &Case<'_>, index: &IndexScore) -> String {
    let label = case.pack.say(&format!("index.{}", index.id), case.lang);
    let mut text = format!("\n# {label}\n");
    let own: Vec<&DimensionScore> = case
        .assessment
        .dimensions
        .iter()
        .filter(|one| one.index == index.id)
        .collect();
    for dimension in &own {
        text.push_str(&of_dimension(case, dimension));
    }
    let parts = own
        .iter()
        .filter_map(|one| Some((one.weight, one.spread.score?)));
    let sum = mean(case, &parts.collect::<Vec<_>>(), index.spread.score);
    text.push_str(&format!(
        "\n{} = {sum}{}\n",
        index.id,
        spread(case, &index.spread)
    ));
    if let Some(score) = index.with_waivers {
        let label = case.say("mit Ausnahmen", "with waivers");
        text.push_str(&format!("  {label} = {}\n", case.exact(score)));
    }
    text
}

fn of_dimension(case: &Case<'_>, dimension: &DimensionScore) -> String {
    let label = case
        .pack
        .say(&format!("dimension.{}", dimension.id), case.lang);
    let mut text = format!("\n## {} {label}\n", dimension.id);
    let own: Vec<&Finding> = case
        .assessment
        .findings
        .iter()
        .filter(|finding| finding.dimension == dimension.id)
        .collect();
    for finding in &own {
        text.push_str(&of_finding(case, finding));
    }
    let parts = own
        .iter()
        .filter_map(|finding| Some((finding.weight, finding.outcome.points()?)));
    let sum = mean(case, &parts.collect::<Vec<_>>(), dimension.spread.score);
    text.push_str(&format!("  = {sum}{}\n", spread(case, &dimension.spread)));
    text
}

fn of_finding(case: &Case<'_>, finding: &Finding) -> String {
    let shown = finding.outcome.points().map_or_else(
        || case.outcome(&finding.outcome).to_owned(),
        |points| case.exact(points),
    );
    let values: Vec<String> = finding
        .fields
        .iter()
        .map(|(name, value)| format!("{name} = {}", case.value(value)))
        .collect();
    let line = format!("  {:<34} {shown:>8}  {}", finding.rule, values.join(", "));
    format!("{}\n", line.trim_end())
}

/// `(2 × 50 + 1 × 80) ÷ 3 = 60`; a dash where nothing is known.
fn mean(case: &Case<'_>, parts: &[(f64, f64)], score: Option<f64>) -> String {
    let Some(score) = score else {
        return "–".to_owned();
    };
    let terms: Vec<String> = parts
        .iter()
        .map(|(weight, points)| format!("{} × {}", case.exact(*weight), case.exact(*points)))
        .collect();
    let weights: f64 = parts.iter().map(|(weight, _)| weight).sum();
    format!(
        "({}) ÷ {} = {}",
        terms.join(" + "),
        case.exact(weights),
        case.exact(score)
    )
}

fn spread(case: &Case<'_>, spread: &Spread) -> String {
    let coverage = format!(
        "; {} {} %",
        case.say("Datenabdeckung", "coverage"),
        case.exact(spread.coverage)
    );
    match (spread.hard(), spread.plausible()) {
        (Some(hard), Some(near)) => format!(
            "; {} {}–{}, {} {}–{}{coverage}",
            case.say("Spanne", "range"),
            case.exact(hard.low),
            case.exact(hard.high),
            case.say("plausibel", "plausible"),
            case.exact(near.low),
            case.exact(near.high)
        ),
        _ => coverage,
    }
}

fn of_level(case: &Case<'_>) -> String {
    let level = &case.assessment.level;
    let mut text = format!("\n# {}\n", case.say("Stufe", "Level"));
    let raw = level.raw.as_deref().unwrap_or("–");
    text.push_str(&format!(
        "  {}: {raw}\n",
        case.say("nach Punkten", "by points")
    ));
    let in_force = case.assessment.gates.iter();
    for gate in in_force.filter(|gate| gate.state != GateState::Clear) {
        let cap = gate.caps.as_deref().map_or_else(
            || case.say("begrenzt nicht", "no cap").to_owned(),
            |cap| format!("{} {cap}", case.say("höchstens", "at most")),
        );
        text.push_str(&format!(
            "  {} {}: {cap}\n",
            gate.id,
            case.state(gate.state)
        ));
    }
    let end = match (&level.id, &level.raw) {
        (Some(id), _) => id.to_string(),
        (None, None) => "–".to_owned(),
        (None, Some(_)) => format!(
            "– ({} {} %)",
            case.say("Datenabdeckung unter", "coverage below"),
            case.exact(case.pack.manifest.coverage.level)
        ),
    };
    text.push_str(&format!("  = {end}\n"));
    text
}

fn of_flags(case: &Case<'_>) -> String {
    let flags = case.assessment.flags.iter();
    let lines = flags.map(|flag| {
        let title = case.pack.say(&format!("flag.{}.title", flag.id), case.lang);
        format!("  {} {title}\n", flag.id)
    });
    titled(case.say("Hinweise", "Warnings"), lines)
}

fn of_waivers(case: &Case<'_>) -> String {
    let waivers = case.assessment.waivers.iter();
    let lines = waivers.map(|waived| {
        let state = match waived.state {
            WaiverState::Active => case.say("gilt", "active"),
            WaiverState::Expired => case.say("abgelaufen", "expired"),
            WaiverState::Unused => case.say("ohne Wirkung", "unused"),
        };
        format!(
            "  {}: {state}; {} ({})\n",
            waived.rule, waived.reason, waived.owner
        )
    });
    titled(case.say("Begründete Ausnahmen", "Waivers"), lines)
}

/// Lines under a heading; nothing where there are none.
pub(super) fn titled(title: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: String = lines.collect();
    match lines.is_empty() {
        true => lines,
        false => format!("\n# {title}\n{lines}"),
    }
}
