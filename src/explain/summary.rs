//! The whole result of one organisation: every sum with its parts.

use super::Case;
use super::rule::exact;
use crate::model::{
    CompetencyTarget, DimensionScore, FactorBucket, GateState, IndexScore, OptionFit, Placement,
};

/// Dimensions from rules, indexes from dimensions, level from index and gates, placement from factors,
/// profile from base targets and modifiers.
pub fn explain_all(case: &Case<'_>) -> String {
    let one = case.assessment;
    let mut text = format!("{} ({})\n", one.name, one.id);
    for index in &one.indexes {
        text.push_str(&of_index(case, index));
    }
    text.push_str(&of_level(case));
    if let Some(placement) = &one.placement {
        text.push_str(&of_placement(case, placement));
    }
    text.push_str(&of_profile(case));
    let hint = case.say("Eine einzelne Regel: --rule ID", "A single rule: --rule ID");
    text.push_str(&format!("\n{hint}\n"));
    text
}

fn of_index(case: &Case<'_>, index: &IndexScore) -> String {
    let label = case.pack.catalogue.get(&format!("index.{}", index.id));
    let mut text = format!("\n# {}\n", label.map_or("", |label| label.get(case.lang)));
    let own: Vec<&DimensionScore> = case
        .assessment
        .dimensions
        .iter()
        .filter(|one| one.index == index.id)
        .collect();
    for dimension in &own {
        text.push_str(&of_dimension(case, dimension));
    }
    let parts: Vec<String> = own
        .iter()
        .filter_map(|one| {
            Some(format!(
                "{} × {}",
                exact(one.weight, case.lang),
                exact(one.spread.score?, case.lang)
            ))
        })
        .collect();
    let weights: f64 = own
        .iter()
        .filter(|one| one.spread.score.is_some())
        .map(|one| one.weight)
        .sum();
    let score = index
        .spread
        .score
        .map_or_else(|| "–".to_owned(), |score| exact(score, case.lang));
    text.push_str(&format!(
        "{} = ({}) ÷ {} = {score}\n",
        index.id,
        parts.join(" + "),
        exact(weights, case.lang)
    ));
    text
}

fn of_dimension(case: &Case<'_>, dimension: &DimensionScore) -> String {
    let mut text = format!("\n## {}\n", dimension.id);
    let own = case
        .assessment
        .findings
        .iter()
        .filter(|finding| finding.dimension == dimension.id);
    let mut weights = 0.0;
    let mut parts = Vec::new();
    for finding in own {
        let points = finding.outcome.points();
        let shown = points.map_or_else(
            || finding.outcome.name().to_owned(),
            |points| exact(points, case.lang),
        );
        let values: Vec<String> = finding
            .fields
            .iter()
            .map(|(name, value)| format!("{name} = {}", plain(value)))
            .collect();
        text.push_str(&format!(
            "  {:<34} {shown:>8}  {}\n",
            finding.rule,
            values.join(", ")
        ));
        if let Some(points) = points {
            weights += finding.weight;
            parts.push(format!(
                "{} × {}",
                exact(finding.weight, case.lang),
                exact(points, case.lang)
            ));
        }
    }
    let spread = &dimension.spread;
    let score = spread
        .score
        .map_or_else(|| "–".to_owned(), |score| exact(score, case.lang));
    text.push_str(&format!(
        "  = ({}) ÷ {} = {score}",
        parts.join(" + "),
        exact(weights, case.lang)
    ));
    if let (Some(hard), Some(near)) = (spread.hard(), spread.plausible()) {
        text.push_str(&format!(
            "; {} {}–{}, {} {}–{}, {} {} %\n",
            case.say("Spanne", "range"),
            exact(hard.low, case.lang),
            exact(hard.high, case.lang),
            case.say("plausibel", "plausible"),
            exact(near.low, case.lang),
            exact(near.high, case.lang),
            case.say("Datenabdeckung", "coverage"),
            exact(spread.coverage, case.lang)
        ));
    } else {
        text.push('\n');
    }
    text
}

fn plain(value: &crate::model::Value) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn of_level(case: &Case<'_>) -> String {
    let level = &case.assessment.level;
    let mut text = format!("\n# {}\n", case.say("Stufe", "Level"));
    let raw = level.raw.as_deref().unwrap_or("–");
    text.push_str(&format!(
        "  {}: {raw}\n",
        case.say("nach Punkten", "by points")
    ));
    for gate in case
        .assessment
        .gates
        .iter()
        .filter(|gate| gate.state != GateState::Clear)
    {
        let caps = gate.caps.as_deref().unwrap_or("–");
        text.push_str(&format!(
            "  {} {:?}: {} {caps}\n",
            gate.id,
            gate.state,
            case.say("höchstens", "at most")
        ));
    }
    let id = level.id.as_deref().unwrap_or("–");
    text.push_str(&format!("  = {id}\n"));
    text
}

fn of_placement(case: &Case<'_>, placement: &Placement) -> String {
    let mut text = format!("\n# {}\n", case.say("Verankerung", "Placement"));
    for factor in &placement.factors {
        let kind = match factor.structural {
            true => case.say("Struktur", "structural"),
            false => case.say("Machbarkeit", "feasibility"),
        };
        let bucket = factor.bucket.as_deref().unwrap_or("–");
        text.push_str(&format!("  {:<24} {bucket:<14} {kind}\n", factor.id));
    }
    for option in &placement.options {
        text.push_str(&of_option(case, placement, option));
    }
    let name = |id: &Option<crate::model::Id>| id.as_deref().unwrap_or("–").to_owned();
    let lead = placement
        .lead
        .map_or_else(|| "–".to_owned(), |lead| exact(lead, case.lang));
    let call = placement.call.map_or("–", |call| call.name());
    text.push_str(&format!(
        "  {} {} ({call}, {} {lead}), {} {}\n",
        case.say("Ziel:", "target"),
        name(&placement.target),
        case.say("Vorsprung", "lead"),
        case.say("Einstieg:", "entry"),
        name(&placement.entry)
    ));
    text
}

/// 50 + 50 × Σ(w × effect) ÷ (largest × Σ w), term by term.
fn of_option(case: &Case<'_>, placement: &Placement, option: &OptionFit) -> String {
    let fit = |fit: Option<f64>| fit.map_or_else(|| "–".to_owned(), |fit| exact(fit, case.lang));
    let mut text = format!("\n  ## {}", option.id);
    if !option.excluded_by.is_empty() {
        text.push_str(&format!(
            "  ({} {})",
            case.say("ausgeschlossen durch", "excluded by"),
            option.excluded_by.join(", ")
        ));
    }
    text.push('\n');
    let kinds = [
        (true, option.target_fit, case.say("Ziel", "target")),
        (false, option.entry_fit, case.say("Einstieg", "entry")),
    ];
    for (structural, value, label) in kinds {
        let terms = terms(case, placement, option, structural);
        text.push_str(&format!("    {label}: {terms} = {}\n", fit(value)));
    }
    text
}

fn terms(case: &Case<'_>, placement: &Placement, option: &OptionFit, structural: bool) -> String {
    let Some(data) = &case.pack.placement else {
        return String::new();
    };
    let place = data
        .options
        .iter()
        .position(|one| one.id == option.id)
        .unwrap_or(usize::MAX);
    let counted = |factor: &&FactorBucket| factor.structural || !structural;
    let mut parts = Vec::new();
    let mut weights = 0.0;
    for factor in placement.factors.iter().filter(counted) {
        let row = factor
            .bucket
            .as_ref()
            .and_then(|bucket| data.rows(&factor.id).find(|row| row.bucket == *bucket));
        if let Some((row, effect)) = row.and_then(|row| Some((row, row.effects.get(place)?))) {
            parts.push(format!(
                "{}×{}",
                exact(row.weight, case.lang),
                exact(*effect, case.lang)
            ));
            weights += row.weight;
        }
    }
    let largest = exact(data.decision.largest_effect * weights, case.lang);
    format!("50 + 50 × ({}) ÷ {largest}", parts.join(" + "))
}

fn of_profile(case: &Case<'_>) -> String {
    let Some(profile) = &case.assessment.competencies else {
        return String::new();
    };
    let mut text = format!(
        "\n# {}\n",
        case.say("Kompetenzprofil", "Competency profile")
    );
    for role in &profile.roles {
        text.push_str(&format!("\n  ## {}\n", role.id));
        let changed = |target: &&CompetencyTarget| !target.modifiers.is_empty();
        let shown: Vec<&CompetencyTarget> = role.targets.iter().filter(changed).collect();
        for target in &shown {
            text.push_str(&format!(
                "    {} {:<24} {} → {} ({}), {} {}\n",
                target.number,
                target.id,
                target.base,
                target.level,
                target.modifiers.join(", "),
                case.say("Gewicht", "criticality"),
                target.criticality
            ));
        }
        let rest = role.targets.len() - shown.len();
        text.push_str(&format!(
            "    {rest} {}\n",
            case.say("Sollwerte wie in der Tabelle", "targets as in the table")
        ));
    }
    text
}
