//! What an overlay changed, in words.

use super::words::Words;
use crate::model::{Changed, OverlayStamp, number};

/// Words in front of the keys of rules, whatever they are for.
const ROLES: [&str; 9] = [
    "rule",
    "gate",
    "factor",
    "exclusion",
    "fit",
    "entry",
    "modifier",
    "flag",
    "account",
];

/// `muster 1.0.0`.
pub(super) fn name(overlay: &OverlayStamp) -> String {
    format!("{} {}", overlay.id, overlay.version)
}

/// What was changed, and from what to what; a text is given as it is now.
pub(super) fn change(words: &Words<'_>, change: &Changed) -> String {
    let (kind, name) = change.what.split_once(' ').unwrap_or((&change.what, ""));
    let values = format!(
        "{} → {}",
        value(words, &change.from),
        value(words, &change.to)
    );
    match kind {
        "weight" => format!(
            "{} {}: {values}",
            words.say("Gewicht", "Weight of"),
            quoted(words, name)
        ),
        "param" => {
            let (rule, param) = name.split_once('.').unwrap_or((name, ""));
            let word = words.say("Wert", "Value");
            format!("{word} {param}, {}: {values}", quoted(words, rule))
        }
        "text" => format!(
            "{} {}",
            words.say("Neuer Text:", "New text:"),
            words.quoted(&words.get(name))
        ),
        "level" => format!(
            "{} {name}: {values}",
            words.say("Grenze der Stufe", "Limit of level")
        ),
        "effect" => format!("{}: {values}", effect(words, name)),
        "target" => format!("{}: {values}", target(words, name)),
        "off" => format!(
            "{} {}",
            words.say("Abgeschaltet:", "Switched off:"),
            label(words, name)
        ),
        _ => format!(
            "{} {}",
            words.say("Neue Regel:", "New rule:"),
            label(words, name)
        ),
    }
}

/// The keys of all sentences that `change` may need.
pub(super) fn keys(change: &Changed) -> Vec<String> {
    let (_, name) = change.what.split_once(' ').unwrap_or((&change.what, ""));
    let parts: Vec<&str> = name.split('.').collect();
    let mut keys = vec![name.to_owned()];
    for part in &parts {
        keys.extend(label_keys(part));
    }
    if let [factor, bucket, option] = parts.as_slice() {
        keys.push(format!("value.factors.{factor}.{bucket}"));
        keys.push(format!("option.{option}"));
    }
    if let [competency, role] = parts.as_slice() {
        keys.push(format!("number.{competency}"));
        keys.push(format!("role.{role}"));
    }
    keys
}

fn label_keys(name: &str) -> impl Iterator<Item = String> {
    let dimension = format!("dimension.{name}");
    let titles = ROLES.iter().map(move |role| format!("{role}.{name}.title"));
    titles.collect::<Vec<_>>().into_iter().chain([dimension])
}

/// The title of a rule, or the label of a dimension.
fn label(words: &Words<'_>, name: &str) -> String {
    label_keys(name)
        .find(|key| words.has(key))
        .map_or_else(|| name.to_owned(), |key| words.get(&key))
}

fn quoted(words: &Words<'_>, name: &str) -> String {
    words.quoted(&label(words, name))
}

/// `Wirkung von „Strukturtyp: funktional“ auf „KAM im Marketing“`.
fn effect(words: &Words<'_>, name: &str) -> String {
    let parts: Vec<&str> = name.split('.').collect();
    let [factor, bucket, option] = parts.as_slice() else {
        return name.to_owned();
    };
    let bucket = words.get(&format!("value.factors.{factor}.{bucket}"));
    format!(
        "{} {} {} {}",
        words.say("Wirkung von", "Effect of"),
        words.quoted(&format!("{}: {bucket}", label(words, factor))),
        words.say("auf", "on"),
        words.quoted(&words.get(&format!("option.{option}")))
    )
}

/// `Sollwert C03 Account-Planung, Sponsor in der Geschäftsleitung`.
fn target(words: &Words<'_>, name: &str) -> String {
    let (competency, role) = name.split_once('.').unwrap_or((name, ""));
    format!(
        "{} {competency} {}, {}",
        words.say("Sollwert", "Target"),
        words.get(&format!("number.{competency}")),
        words.get(&format!("role.{role}"))
    )
}

/// A number in the language's style; anything else as it is.
fn value(words: &Words<'_>, text: &str) -> String {
    text.parse::<f64>().map_or_else(
        |_| text.to_owned(),
        |value| number::short(value, 4, words.lang),
    )
}
