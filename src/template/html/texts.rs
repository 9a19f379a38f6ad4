//! The sentences of the page.

use std::collections::BTreeMap;

use crate::model::{Catalogue, Lang, add_phrases};
use crate::template::words::said;

/// What the script says: faults as the program says them, and what happens on the page.
pub(super) fn messages(lang: Lang) -> BTreeMap<String, String> {
    let mut all = Catalogue::new();
    add_phrases(&mut all);
    let refusals = all.iter().filter_map(|(key, text)| {
        let name = key.strip_prefix("reject.")?;
        Some((name.to_owned(), text.get(lang).to_owned()))
    });
    let own = OWN
        .iter()
        .map(|(key, de, en)| ((*key).to_owned(), said(lang, de, en).to_owned()));
    refusals.chain(own).collect()
}

const OWN: [(&str, &str, &str); 15] = [
    (
        "progress",
        "{done} von {all} Fragen beantwortet",
        "{done} of {all} questions answered",
    ),
    (
        "ambiguous",
        "Das kann zweierlei heißen. Was ist gemeint?",
        "This can mean two things. Which is meant?",
    ),
    (
        "both",
        "Eine Antwort und „nicht zutreffend“ schließen einander aus; eines von beiden bitte entfernen.",
        "An answer and “not applicable” exclude each other; please take one of them away.",
    ),
    (
        "na_reason",
        "„Nicht zutreffend“ braucht einen Grund.",
        "“Not applicable” needs a reason.",
    ),
    (
        "no_value",
        "Zu einem Nachweis gehört eine Antwort.",
        "Evidence needs an answer.",
    ),
    (
        "no_id",
        "Die Kennung der Organisation fehlt.",
        "The id of the organisation is missing.",
    ),
    (
        "faults",
        "Noch nicht speicherbar. Bitte diese Angaben prüfen:",
        "This cannot be saved yet. Please check these answers:",
    ),
    (
        "good",
        "Alles in Ordnung. Die Antworten können gespeichert werden.",
        "All is well. The answers can be saved.",
    ),
    (
        "saved",
        "Gespeichert als {name}. Auswerten: kamready assess {name} --lang de",
        "Saved as {name}. Next: kamready assess {name}",
    ),
    ("loaded", "Geladen: {name}", "Loaded: {name}"),
    (
        "lost",
        "{label}: {value} ist hier nicht möglich und steht nicht im Formular; erlaubt: {allowed}.",
        "{label}: {value} is not possible here and is not in the form; allowed: {allowed}.",
    ),
    (
        "lost_title",
        "Diese Werte der Datei wurden nicht übernommen:",
        "These values of the file were not taken over:",
    ),
    (
        "replace",
        "Die Antworten auf dieser Seite sind nicht gespeichert. Durch die Datei ersetzen?",
        "The answers on this page are not saved. Replace them by the file?",
    ),
    (
        "several",
        "Die Datei enthält {count} Organisationen; diese Seite zeigt genau eine.",
        "The file holds {count} organisations; this page shows exactly one.",
    ),
    (
        "not_json",
        "Das ist keine gespeicherte Antwort: Erwartet wird ein JSON-Objekt.",
        "These are no saved answers: a JSON object is expected.",
    ),
];

/// A fixed text of the page by the name that the template gives it; empty where there is none.
pub(super) fn label(name: &str, lang: Lang) -> &'static str {
    let hit = LABELS.iter().find(|(known, ..)| *known == name);
    hit.map_or("", |(_, de, en)| said(lang, de, en))
}

const LABELS: [(&str, &str, &str); 17] = [
    ("skip", "Zu den Fragen", "To the questions"),
    (
        "noscript",
        "Ohne JavaScript lässt sich der Fragebogen nur drucken, nicht speichern.",
        "Without JavaScript the questionnaire can be printed, but not saved.",
    ),
    ("bar", "Stand und Datei", "Progress and file"),
    ("progress", "Beantwortet", "Answered"),
    ("load", "Datei laden", "Load file"),
    ("check", "Prüfen", "Check"),
    ("save", "Speichern", "Save"),
    ("contents", "Themen", "Topics"),
    ("none", "keine Angabe", "not known"),
    ("yes", "ja", "yes"),
    ("no", "nein", "no"),
    (
        "more",
        "Nachweis oder nicht zutreffend",
        "Evidence, or not applicable",
    ),
    ("evidence", "Nachweis", "Evidence"),
    ("source", "Quelle", "Source"),
    ("na", "Nicht zutreffend", "Not applicable"),
    ("reason", "Grund", "Reason"),
    ("id", "Kennung der Organisation", "Id of the organisation"),
];

/// Evidence grades and what they stand for.
pub(super) const GRADES: [(&str, &str, &str); 5] = [
    ("", "ohne Angabe", "not graded"),
    ("E0", "E0 Behauptung", "E0 assertion"),
    ("E1", "E1 internes Dokument", "E1 internal document"),
    ("E2", "E2 Systemdaten", "E2 system data"),
    (
        "E3",
        "E3 geprüft oder von Dritten",
        "E3 audited or by a third party",
    ),
];

/// How to fill the page in.
pub(super) const HOW: [(&str, &str); 4] = [
    (
        "Was nicht bekannt ist, bleibt offen. Eine fehlende Angabe zählt nie als Null; sie verbreitert nur die Ergebnisspanne.",
        "Leave open what is not known. A missing answer never counts as zero; it only widens the range of the result.",
    ),
    (
        "Zahlen mit Komma oder Punkt, ohne Einheit; Prozentwerte als 46.",
        "Numbers with a point or a comma, without a unit; percentages as 46.",
    ),
    (
        "Speichern legt eine Datei auf diesem Gerät an. Sie lässt sich später laden und weiter ausfüllen.",
        "Saving puts a file on this device. It can be loaded and filled in further later.",
    ),
    (
        "Die Seite sendet nichts und braucht kein Netz.",
        "The page sends nothing and needs no network.",
    ),
];

/// Where the tables are filled in that the page does not ask for; their names follow.
pub(super) const ELSEWHERE: (&str, &str) = (
    "Weitere Tabellen werden in der Arbeitsmappe ausgefüllt (kamready template -o xlsx:DATEI):",
    "More tables are filled in in the workbook (kamready template -o xlsx:FILE):",
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::placeholders;

    #[test]
    fn every_name_of_the_template_and_of_the_script_has_a_text() {
        let script = concat!(include_str!("answers.js"), include_str!("page.js"));
        let texts = messages(Lang::De);
        let faults = script.split("fault: \"").skip(1);
        let faults = faults.map(|rest| rest.split('"').next().unwrap());
        let used = script.split("texts.").skip(1);
        let used = used.map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            &rest[..end.unwrap()]
        });
        for name in faults.chain(used).filter(|name| *name != "not_") {
            assert!(texts.contains_key(name), "{name}");
        }
    }

    #[test]
    fn a_sentence_of_the_page_names_the_same_values_in_both_languages() {
        for (key, de, en) in OWN {
            let names = |text| {
                placeholders(text)
                    .map(str::to_owned)
                    .collect::<std::collections::BTreeSet<_>>()
            };
            assert_eq!(names(de), names(en), "{key}");
        }
    }
}
