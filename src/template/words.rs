//! What may be answered, in words of the questionnaire's language.

use crate::model::{CaseTable, Choice, Field, FieldType, Lang, number};

pub(super) const fn said<'t>(lang: Lang, de: &'t str, en: &'t str) -> &'t str {
    match lang {
        Lang::De => de,
        Lang::En => en,
    }
}

/// The unit behind a number; money is in the currency that the organisation states.
pub(super) fn unit(field: &Field, lang: Lang) -> &str {
    match (&field.unit_label, field.kind) {
        (Some(label), _) => label.get(lang),
        (None, FieldType::Money) => {
            said(lang, "in der angegebenen Währung", "in the currency stated")
        }
        (None, FieldType::Percent) => "%",
        // The name of a unit is the machine's; the question says it in words.
        (None, _) => "",
    }
}

/// `ganze Zahl ab 1`, `one of the words`.
pub(super) fn allowed(field: &Field, lang: Lang) -> String {
    let word = |de, en| said(lang, de, en).to_owned();
    match field.kind {
        FieldType::Bool => word("ja oder nein", "yes or no"),
        FieldType::Enum => word("eine der Antworten", "one of the answers"),
        FieldType::List => word(
            "eine oder mehrere der Antworten, getrennt durch Semikolon",
            "one or more of the answers, parted by semicolons",
        ),
        FieldType::Date => word(
            "Datum, zum Beispiel 31.12.2027",
            "date, for example 2027-12-31",
        ),
        FieldType::Text => letters(field, lang),
        _ => format!("{}{}", noun(field.kind, lang), range(field, lang)),
    }
}

fn letters(field: &Field, lang: Lang) -> String {
    match (field.letters, field.capitals) {
        (None, _) => "Text".to_owned(),
        (Some(count), true) => format!(
            "{count} {}",
            said(lang, "Großbuchstaben", "capital letters")
        ),
        (Some(count), false) => format!("{count} {}", said(lang, "Buchstaben", "letters")),
    }
}

fn noun(kind: FieldType, lang: Lang) -> &'static str {
    match kind {
        FieldType::Integer => said(lang, "ganze Zahl", "whole number"),
        FieldType::Percent => said(lang, "Prozentzahl", "percentage"),
        FieldType::Money => said(lang, "Betrag", "amount"),
        _ => said(lang, "Zahl", "number"),
    }
}

fn range(field: &Field, lang: Lang) -> String {
    let short = |limit: f64| number::short(limit, 6, lang);
    let least = field.min.map(|min| (said(lang, "ab", "from"), min));
    let above = field
        .above
        .map(|above| (said(lang, "über", "above"), above));
    match (least.or(above), field.max) {
        (None, None) => String::new(),
        (Some((word, low)), None) => format!(" {word} {}", short(low)),
        (None, Some(max)) => format!(" {} {}", said(lang, "bis", "up to"), short(max)),
        (Some((word, low)), Some(max)) => {
            let word = if field.min.is_some() {
                said(lang, "von", "from")
            } else {
                word
            };
            let to = said(lang, "bis", "to");
            format!(" {word} {} {to} {}", short(low), short(max))
        }
    }
}

/// What is allowed, with the unit: `Zahl von 0 bis 250 (Länder)`.
pub(super) fn allowed_with_unit(field: &Field, lang: Lang) -> String {
    match unit(field, lang) {
        "" | "%" => allowed(field, lang),
        unit => format!("{} ({unit})", allowed(field, lang)),
    }
}

/// The word for a choice that the reader of the table takes: of the language, unless two choices share it.
pub(super) fn choice<'f>(
    table: CaseTable,
    field: &'f Field,
    choice: &'f Choice,
    lang: Lang,
) -> &'f str {
    let takes_words = matches!(table, CaseTable::Organisations | CaseTable::Accounts);
    if takes_words && words_differ(field) {
        choice.label.get(lang)
    } else {
        &choice.id
    }
}

/// Whether each id and each label, in either language, means one choice only.
fn words_differ(field: &Field) -> bool {
    let means = |choice: &Choice, word: &str| {
        [&*choice.id, &choice.label.de, &choice.label.en]
            .iter()
            .any(|known| known.to_lowercase() == word.to_lowercase())
    };
    let once = |word: &str| {
        field
            .choices
            .iter()
            .filter(|other| means(other, word))
            .count()
            == 1
    };
    field.choices.iter().all(|choice| {
        let plain = |word: &String| word.trim() == word && !word.is_empty();
        plain(&choice.label.de)
            && plain(&choice.label.en)
            && once(&choice.label.de)
            && once(&choice.label.en)
    })
}

/// What one row of a table is.
pub(super) fn row_of(table: CaseTable, lang: Lang) -> &'static str {
    match table {
        CaseTable::Organisations => said(
            lang,
            "Je Organisation eine Zeile.",
            "One row for each organisation.",
        ),
        CaseTable::Accounts => said(
            lang,
            "Je Kunde eine Zeile. Aus ihnen werden Konzentration, Auswahl und Budget berechnet.",
            "One row for each customer. Concentration, selection and budget are computed from them.",
        ),
        CaseTable::Units => said(
            lang,
            "Je Einheit des Organigramms eine Zeile; die oberste hat keine übergeordnete Einheit.",
            "One row for each unit of the org chart; the top unit has no parent.",
        ),
        CaseTable::Staff => said(
            lang,
            "Je Person, Rolle und Kompetenz eine Zeile. Das sind Personaldaten: Pseudonyme verwenden und den Betriebsrat beteiligen.",
            "One row for each person, role and competency. These are personal data: use pseudonyms.",
        ),
        CaseTable::Goals => said(lang, "Je Ziel eine Zeile.", "One row for each goal."),
    }
}
