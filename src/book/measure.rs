//! Lines of the rule book on a measure: when, by whom, how long, what it needs and sets.

use super::word;
use crate::model::{Lang, Value, number};
use crate::pack::{MeasureRule, Need, Pack, Rule, Set, Target};

pub(super) fn measure_lines(pack: &Pack, rule: &Rule, measure: &MeasureRule, lang: Lang) -> String {
    let say = |name: &str| pack.say(&format!("{}.{name}", rule.key()), lang);
    let short = |value: f64| number::short(value, 2, lang);
    let phase = pack.say(&format!("phase.{}", measure.phase), lang);
    let mut lines = vec![
        (word(lang, "Anlass", "Trigger"), say("triggered").to_owned()),
        (
            word(lang, "Phase", "Phase"),
            format!("{} {phase}", measure.phase),
        ),
        (
            word(lang, "Personentage", "Person-days"),
            short(measure.person_days),
        ),
        (word(lang, "Wochen", "Weeks"), short(measure.weeks)),
        (word(lang, "Zuständig", "Owner"), say("owner").to_owned()),
        (
            word(lang, "Nachweis", "Proof of completion"),
            say("proof").to_owned(),
        ),
    ];
    let needs: Vec<String> = measure
        .needs
        .iter()
        .map(|need| needed(pack, need, lang))
        .collect();
    if !needs.is_empty() {
        lines.push((word(lang, "Setzt voraus", "Needs"), needs.join(", ")));
    }
    let sets: Vec<String> = measure
        .sets
        .iter()
        .map(|set| set_to(pack, set, lang))
        .collect();
    if !sets.is_empty() {
        let label = word(lang, "Danach angenommen", "Assumed afterwards");
        lines.push((label, sets.join("; ")));
    }
    let line = |(label, text): (&str, String)| format!("- {label}: {text}\n");
    lines.into_iter().map(line).collect()
}

fn needed(pack: &Pack, need: &Need, lang: Lang) -> String {
    let Some(when) = &need.when else {
        return need.measure.to_string();
    };
    let label = |id: &str| pack.say(&format!("field.{id}"), lang);
    let words = when.words.iter();
    let mut words: Vec<&str> = words
        .map(|id| pack.say(&format!("value.{}.{id}", when.field), lang))
        .collect();
    if when.or_missing {
        words.push(word(lang, "keine Angabe", "unknown"));
    }
    format!(
        "{} ({}: {})",
        need.measure,
        label(&when.field),
        words.join(" / ")
    )
}

fn set_to(pack: &Pack, set: &Set, lang: Lang) -> String {
    let short = |value: f64| number::short(value, 2, lang);
    let to = match &set.to {
        Target::Value(Value::Word(id)) => {
            let label = pack.say(&format!("value.{}.{id}", set.field), lang);
            label.to_owned()
        }
        Target::Value(Value::Flag(true)) => word(lang, "ja", "yes").to_owned(),
        Target::Value(Value::Flag(false)) => word(lang, "nein", "no").to_owned(),
        Target::Value(value) => value.as_number().map_or_else(String::new, short),
        Target::AtLeast(limit) => format!("≥ {}", short(*limit)),
        Target::AtMost(limit) => format!("≤ {}", short(*limit)),
        Target::Nearest(low, high) => format!("{}–{}", short(*low), short(*high)),
    };
    format!("{} {to}", pack.say(&format!("field.{}", set.field), lang))
}
