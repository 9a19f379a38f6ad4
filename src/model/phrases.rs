//! The program's own sentences, in both languages. A pack's sentences stand in the pack.

use super::account_phrases::ACCOUNT_PHRASES;
use super::goal_phrases::GOAL_PHRASES;
use super::import_phrases::IMPORT_PHRASES;
use super::staff_phrases::STAFF_PHRASES;
use super::{Catalogue, Text};

const PHRASES: &[(&str, &str, &str)] = &[
    (
        "finding.unknown",
        "Keine Angabe: {fields}.",
        "Not answered: {fields}.",
    ),
    (
        "finding.not_applicable",
        "Nicht zutreffend: {why}.",
        "Not applicable: {why}.",
    ),
    (
        "finding.failed",
        "Die Regel ist fehlgeschlagen und zählt wie eine fehlende Angabe: {error}.",
        "The rule failed and counts like a missing answer: {error}.",
    ),
    (
        "gate.unverified",
        "Ungeprüft, es fehlt: {fields}.",
        "Unverified, missing: {fields}.",
    ),
    (
        "gate.dimension_unverified",
        "Ungeprüft, die Dimension „{dimension}“ ist nicht beurteilbar.",
        "Unverified, the dimension “{dimension}” is not assessable.",
    ),
    // What the phases compute, where a sentence names it as missing.
    ("computed.level", "Stufe", "level"),
    (
        "computed.raw_level",
        "Stufe nach Punkten",
        "level by points",
    ),
    (
        "computed.lowest_dimension",
        "Punkte der schwächsten Dimension",
        "points of the weakest dimension",
    ),
    (
        "computed.respondents",
        "Zahl der antwortenden Personen",
        "number of people who answered",
    ),
    (
        "computed.dimension_score",
        "Punkte der Dimension",
        "points of the dimension",
    ),
    ("computed.target", "Zielverankerung", "target placement"),
    ("computed.entry", "Einstiegsverankerung", "entry placement"),
    ("computed.placement", "Verankerung", "placement"),
    (
        "reject.no_id",
        "Die Kennung `id` fehlt.",
        "The `id` is missing.",
    ),
    (
        "reject.double_id",
        "Die Kennung kommt schon vor: {first}.",
        "The id stands there already: {first}.",
    ),
    (
        "reject.cells",
        "Die Zeile hat {found} Zellen, die Kopfzeile {expected}.",
        "The row has {found} cells, the header {expected}.",
    ),
    (
        "reject.encoding",
        "Die Zelle ist kein UTF-8-Text.",
        "The cell is not UTF-8 text.",
    ),
    (
        "reject.json",
        "Der Datensatz ist kein gültiges JSON: {detail}.",
        "The record is not valid JSON: {detail}.",
    ),
    (
        "reject.not_object",
        "Ein Datensatz ist ein JSON-Objekt {…}.",
        "A record is a JSON object {…}.",
    ),
    (
        "reject.double_key",
        "Der Schlüssel kommt zweimal vor.",
        "The key stands there twice.",
    ),
    (
        "reject.wrapped",
        "Erlaubt sind hier {allowed}.",
        "Allowed here are {allowed}.",
    ),
    (
        "reject.not_number",
        "Das ist keine Zahl; erlaubt: {allowed}.",
        "This is not a number; allowed: {allowed}.",
    ),
    (
        "reject.not_percent",
        "Das ist keine Prozentzahl; erlaubt: {allowed}.",
        "This is not a percentage; allowed: {allowed}.",
    ),
    (
        "reject.not_money",
        "Das ist kein Betrag; erlaubt: {allowed}.",
        "This is not an amount; allowed: {allowed}.",
    ),
    (
        "reject.not_integer",
        "Das ist keine ganze Zahl; erlaubt: {allowed}.",
        "This is not a whole number; allowed: {allowed}.",
    ),
    (
        "reject.not_bool",
        "Hier steht nur wahr oder falsch; erlaubt: {allowed}.",
        "Only true or false can stand here; allowed: {allowed}.",
    ),
    (
        "reject.not_enum",
        "Das ist keiner der Werte; erlaubt: {allowed}.",
        "This is none of the values; allowed: {allowed}.",
    ),
    (
        "reject.not_text",
        "Hier wird ein Text erwartet; erlaubt: {allowed}.",
        "A text is expected here; allowed: {allowed}.",
    ),
    (
        "reject.not_list",
        "Das ist keine Liste der erlaubten Werte; erlaubt: {allowed}.",
        "This is no list of the allowed values; allowed: {allowed}.",
    ),
    (
        "reject.ambiguous",
        "Das kann {one} oder {two} heißen; bitte eindeutig schreiben oder `--decimal` angeben.",
        "This can mean {one} or {two}; please write it clearly or give `--decimal`.",
    ),
    (
        "reject.range",
        "Der Wert liegt außerhalb; erlaubt: {allowed}.",
        "The value is out of range; allowed: {allowed}.",
    ),
    (
        "reject.choice",
        "Diesen Wert gibt es nicht; erlaubt: {allowed}.",
        "There is no such value; allowed: {allowed}.",
    ),
    (
        "reject.na_reason",
        "Zu `NA` gehört ein Grund: `NA:Grund`.",
        "`NA` needs a reason: `NA:reason`.",
    ),
    (
        "reject.grade",
        "Diesen Nachweisgrad gibt es nicht; erlaubt: E0, E1, E2, E3.",
        "There is no such evidence grade; allowed: E0, E1, E2, E3.",
    ),
    (
        "reject.not_date",
        "Das ist kein Datum; erlaubt: JJJJ-MM-TT.",
        "This is not a date; allowed: YYYY-MM-DD.",
    ),
    (
        "reject.date",
        "Das ist kein Datum; erlaubt: JJJJ-MM-TT.",
        "This is not a date; allowed: YYYY-MM-DD.",
    ),
    (
        "reject.unknown_org",
        "Zu dieser Kennung gibt es keinen Datensatz.",
        "There is no record with this id.",
    ),
    (
        "reject.unknown_field",
        "Dieses Feld gibt es nicht{near}.",
        "There is no such field{near}.",
    ),
    (
        "reject.conflict",
        "Der Datensatz sagt etwas anderes: {other}.",
        "The record says something else: {other}.",
    ),
    (
        "reject.twice",
        "Zu diesem Feld gibt es schon eine Angabe: {first}.",
        "This field has been answered already: {first}.",
    ),
    (
        "reject.no_value",
        "Zu einem Nachweis gehört ein Wert.",
        "Evidence needs a value.",
    ),
    (
        "reject.unclosed",
        "Ein Anführungszeichen bleibt bis zum Ende der Datei offen; betroffene Zeilen: {lines}.",
        "A quotation mark stays open to the end of the file; lines concerned: {lines}.",
    ),
    (
        "reject.quote",
        "Ein Anführungszeichen schließt mitten in einer Zelle; betroffene Zeilen: {lines}.",
        "A quotation mark closes in the middle of a cell; lines concerned: {lines}.",
    ),
    (
        "reject.capitals",
        "Hier werden Großbuchstaben erwartet, genau {letters}.",
        "Capital letters are expected here, exactly {letters}.",
    ),
    (
        "reject.letters",
        "Hier werden Buchstaben erwartet, genau {letters}.",
        "Letters are expected here, exactly {letters}.",
    ),
    (
        "reject.second_chart",
        "Zu diesem Datensatz gibt es schon ein Organigramm: {first}.",
        "This record has an org chart already: {first}.",
    ),
];

/// Key, German and English.
fn all() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    let more = [ACCOUNT_PHRASES, STAFF_PHRASES, GOAL_PHRASES, IMPORT_PHRASES];
    PHRASES.iter().chain(more.into_iter().flatten())
}

/// Adds the program's sentences to those of a pack.
pub fn add_phrases(catalogue: &mut Catalogue) {
    super::add_chart_phrases(catalogue);
    for (key, de, en) in all() {
        catalogue.insert((*key).to_owned(), Text::new(*de, *en));
    }
}

#[cfg(test)]
mod tests {
    use super::super::placeholders;
    use super::*;

    #[test]
    fn a_phrase_names_the_same_values_in_both_languages() {
        for (key, de, en) in all() {
            let names = |sentence| {
                let mut names: Vec<&str> = placeholders(sentence).collect();
                names.sort_unstable();
                names
            };
            assert_eq!(names(de), names(en), "{key}");
        }
    }
}
