//! What the roadmap says of one measure: whether it is called for, what it alone would change.

use super::Case;
use crate::model::{Id, Measure, Roadmap, Value, number};
use crate::pack::Rule;

pub(super) fn result(case: &Case<'_>, rule: &Rule) -> Vec<String> {
    let Some(roadmap) = &case.assessment.roadmap else {
        return Vec::new();
    };
    match roadmap.measures.iter().find(|one| one.id == rule.id) {
        Some(measure) => selected(case, roadmap, measure),
        None => vec![left_out(case, roadmap, &rule.id)],
    }
}

fn left_out(case: &Case<'_>, roadmap: &Roadmap, id: &Id) -> String {
    match roadmap.open.iter().find(|one| one.id == *id) {
        None => case
            .say("nicht im Maßnahmenplan", "not in the roadmap")
            .to_owned(),
        Some(open) => {
            let label = case.say("offen, es fehlt", "open, missing");
            let error = open.error.clone().into_iter();
            let names = open.missing.iter().map(|id| id.to_string()).chain(error);
            format!("{label}: {}", names.collect::<Vec<_>>().join(", "))
        }
    }
}

fn selected(case: &Case<'_>, roadmap: &Roadmap, measure: &Measure) -> Vec<String> {
    let phase = case
        .pack
        .say(&format!("phase.{}", measure.phase), case.lang);
    let why = match &measure.reason {
        Some(_) => case.say("ausgewählt", "selected"),
        None => case.say(
            "ausgewählt als Voraussetzung; ob sie erfüllt ist, ist unbekannt",
            "selected as a precondition; nobody knows whether it is met",
        ),
    };
    let mut lines = vec![format!("{why}: {} {phase}", measure.phase)];
    lines.push(effort(case, measure));
    if !measure.needs.is_empty() {
        let needs: Vec<&str> = measure.needs.iter().map(|id| &**id).collect();
        lines.push(format!(
            "{} {}",
            case.say("nach", "after"),
            needs.join(", ")
        ));
    }
    let sets = measure.sets.iter().map(|set| {
        let from = set
            .from
            .as_ref()
            .map_or("–".to_owned(), |value| plain(case, value));
        let assumed = case.say("angenommen", "assumed");
        format!(
            "{}: {from} → {} ({assumed})",
            set.field,
            plain(case, &set.to)
        )
    });
    lines.extend(sets);
    lines.extend(gain(case, roadmap, measure));
    lines
}

fn effort(case: &Case<'_>, measure: &Measure) -> String {
    let (days, weeks) = (
        case.say("Personentage", "person-days"),
        case.say("Wochen", "weeks"),
    );
    let short = |value: f64| number::short(value, 2, case.lang);
    format!(
        "{} {days}, {} {weeks}",
        short(measure.pt),
        short(measure.weeks)
    )
}

/// The index before and after, and the gates that the measure alone lifts.
fn gain(case: &Case<'_>, roadmap: &Roadmap, measure: &Measure) -> Vec<String> {
    let index = &case.pack.manifest.levels.index;
    let now = roadmap.today.score;
    let then = now.zip(measure.gain).map(|(now, gain)| now + gain);
    let mut lines = vec![format!(
        "{index}: {} → {} ({} {})",
        case.exact_or_dash(now),
        case.exact_or_dash(then),
        case.say("Zugewinn", "gain"),
        case.exact_or_dash(measure.gain),
    )];
    lines.push(match measure.lifts.is_empty() {
        true => case
            .say("hebt kein K.-o.-Kriterium auf", "lifts no gate")
            .to_owned(),
        false => {
            let gates: Vec<&str> = measure.lifts.iter().map(|id| &**id).collect();
            format!("{} {}", case.say("hebt auf:", "lifts:"), gates.join(", "))
        }
    });
    lines
}

fn plain(case: &Case<'_>, value: &Value) -> String {
    match value {
        Value::Number(value) => number::short(*value, 6, case.lang),
        Value::Flag(flag) => flag.to_string(),
        Value::Word(word) => word.to_string(),
        Value::List(_) => String::new(),
    }
}
