//! The fit of each option, term by term, and what was decided from it.

use super::Case;
use crate::model::{FactorBucket, Id, OptionFit, Placement};
use crate::pack::PlacementData;

pub(super) fn of(case: &Case<'_>) -> String {
    let both = case
        .assessment
        .placement
        .as_ref()
        .zip(case.pack.placement.as_ref());
    let Some((placement, data)) = both else {
        return String::new();
    };
    let mut text = format!("\n# {}\n", case.say("Verankerung", "Placement"));
    for factor in &placement.factors {
        text.push_str(&of_factor(case, factor));
    }
    for option in &placement.options {
        text.push_str(&of_option(case, data, placement, option));
    }
    text.push_str(&decision(case, placement));
    text
}

fn of_factor(case: &Case<'_>, factor: &FactorBucket) -> String {
    let kind = match factor.structural {
        true => case.say("Struktur", "structural"),
        false => case.say("Machbarkeit", "feasibility"),
    };
    let bucket = factor.bucket.as_deref().unwrap_or("–");
    format!("  {:<24} {bucket:<14} {kind}\n", factor.id)
}

fn of_option(
    case: &Case<'_>,
    data: &PlacementData,
    placement: &Placement,
    option: &OptionFit,
) -> String {
    let mut text = format!("\n  ## {}", option.id);
    let rules = [
        (
            case.say("ausgeschlossen durch", "excluded by"),
            &option.excluded_by,
        ),
        (case.say("ungeprüft", "unverified"), &option.unverified),
    ];
    for (label, rules) in rules.iter().filter(|(_, rules)| !rules.is_empty()) {
        text.push_str(&format!("  ({label} {})", rules.join(", ")));
    }
    text.push('\n');
    if data.effects.is_empty() {
        let fit = case.exact_or_dash(option.target_fit);
        let by = case.say("nach der Regel", "by the rule");
        text.push_str(&format!("    {by} placement/{}.rhai: {fit}\n", option.id));
        return text;
    }
    let kinds = [
        (true, option.target_fit, case.say("Ziel", "target")),
        (false, option.entry_fit, case.say("Einstieg", "entry")),
    ];
    for (structural, fit, label) in kinds {
        let sum = fit.map_or_else(
            || "–".to_owned(),
            |fit| {
                let terms = terms(case, data, placement, &option.id, structural);
                format!("{terms} = {}", case.exact(fit))
            },
        );
        text.push_str(&format!("    {label}: {sum}\n"));
    }
    text
}

/// `50 + 50 × (w×effect + …) ÷ (largest effect × Σ w)`.
fn terms(
    case: &Case<'_>,
    data: &PlacementData,
    placement: &Placement,
    option: &Id,
    structural: bool,
) -> String {
    let column = data.options.iter().position(|one| one.id == *option);
    let mut parts = Vec::new();
    let mut weights = 0.0;
    for factor in &placement.factors {
        let row = factor
            .bucket
            .as_ref()
            .filter(|_| factor.structural || !structural)
            .and_then(|bucket| data.rows(&factor.id).find(|row| row.bucket == *bucket));
        let effect = row
            .zip(column)
            .and_then(|(row, column)| row.effects.get(column));
        if let Some((row, effect)) = row.zip(effect) {
            parts.push(format!(
                "{}×{}",
                case.exact(row.weight),
                case.exact(*effect)
            ));
            weights += row.weight;
        }
    }
    let largest = case.exact(data.decision.largest_effect * weights);
    format!("50 + 50 × ({}) ÷ {largest}", parts.join(" + "))
}

fn decision(case: &Case<'_>, placement: &Placement) -> String {
    let name = |id: &Option<Id>| id.as_deref().unwrap_or("–").to_owned();
    let mut lines = Vec::new();
    let known = format!("{}/{}", placement.factors_known, placement.factors_total);
    lines.push((case.say("bekannte Faktoren", "factors known"), known));
    if !placement.shortlist.is_empty() {
        let list = placement.shortlist.join(", ");
        lines.push((case.say("engere Wahl", "shortlist"), list));
    }
    lines.push((case.say("Ziel", "target"), name(&placement.target)));
    if let (Some(lead), Some(second), Some(call)) =
        (placement.lead, &placement.runner_up, placement.call)
    {
        let lead = case.exact(lead);
        let call = match call {
            crate::model::Call::Clear => case.say("eindeutig", "clear"),
            crate::model::Call::Narrow => case.say("knapp", "narrow"),
            crate::model::Call::Tie => case.say("patt", "tie"),
        };
        let word = case.say("Vorsprung vor", "lead over");
        lines.push((word, format!("{second} = {lead} ({call})")));
    }
    lines.push((
        case.say("Einstieg nach Eignung", "entry by fit"),
        name(&placement.entry_by_fit),
    ));
    lines.push((case.say("Einstieg", "entry"), name(&placement.entry)));
    let lines = lines
        .iter()
        .map(|(label, value)| format!("  {label}: {value}\n"));
    format!("\n{}", lines.collect::<String>())
}
