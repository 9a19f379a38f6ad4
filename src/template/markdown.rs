//! The questionnaire to read, print and fill in by hand.

use super::questionnaire::{Group, Questionnaire, Table};
use super::words::{allowed_with_unit, row_of, said};
use crate::model::{CaseTable, Field, FieldType, Lang};
use crate::report::escaped_markdown as escaped;

const LINE: &str = "\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_\\_";

pub(super) fn page(questionnaire: &Questionnaire) -> String {
    let lang = questionnaire.lang;
    let mut text = head(questionnaire);
    let mut number = 0;
    for group in &questionnaire.groups {
        text.push_str(&group_head(group));
        for field in &group.fields {
            number += 1;
            text.push_str(&question(field, number, lang));
        }
    }
    let tables = questionnaire.tables.iter();
    for table in tables.filter(|table| table.kind != CaseTable::Organisations) {
        text.push_str(&columns(table, lang));
    }
    text
}

fn head(questionnaire: &Questionnaire) -> String {
    let lang = questionnaire.lang;
    let how = said(
        lang,
        "- Was nicht bekannt ist, bleibt offen: Eine fehlende Angabe zählt nie als Null, sie verbreitert nur die Ergebnisspanne.\n\
         - Was nicht zutrifft, wird mit Grund als „nicht zutreffend“ vermerkt.\n\
         - Nachweis: E0 Behauptung, E1 internes Dokument, E2 Systemdaten, E3 geprüft oder von Dritten.\n",
        "- Leave open what is not known: a missing answer never counts as zero, it only widens the range of the result.\n\
         - Mark what does not apply as not applicable, with a reason.\n\
         - Evidence: E0 assertion, E1 internal document, E2 system data, E3 audited or by a third party.\n",
    );
    format!(
        "# {}: {}\n\n{}\n\n{how}\n{} (`id`): {LINE}\n",
        said(lang, "Fragebogen", "Questionnaire"),
        escaped(&questionnaire.title),
        escaped(&questionnaire.summary),
        said(lang, "Kennung der Organisation", "Id of the organisation"),
    )
}

fn group_head(group: &Group) -> String {
    format!(
        "\n## {}\n\n{}\n",
        escaped(&group.title),
        escaped(&group.why)
    )
}

fn question(field: &Field, number: usize, lang: Lang) -> String {
    let mut text = format!(
        "\n### {number}. {} (`{}`)\n\n{}\n\n",
        escaped(field.label.get(lang)),
        field.id,
        escaped(field.question.get(lang))
    );
    if let Some(anchor) = &field.anchor {
        text.push_str(&format!("{}\n\n", escaped(anchor.get(lang))));
    }
    text.push_str(&answer(field, lang));
    text.push_str(&format!(
        "\n{}: {LINE} · {}: {LINE}\n",
        said(lang, "Nachweis und Quelle", "Evidence and source"),
        said(lang, "Nicht zutreffend, weil", "Not applicable, because"),
    ));
    text
}

fn answer(field: &Field, lang: Lang) -> String {
    let boxed = |word: &str| format!("- ☐ {word}\n");
    match field.kind {
        FieldType::Bool => [said(lang, "ja", "yes"), said(lang, "nein", "no")]
            .map(boxed)
            .concat(),
        FieldType::Enum | FieldType::List => {
            let choices = field.choices.iter();
            let words = choices.map(|choice| match &choice.anchor {
                Some(anchor) => format!(
                    "{}: {}",
                    escaped(choice.label.get(lang)),
                    escaped(anchor.get(lang))
                ),
                None => escaped(choice.label.get(lang)),
            });
            words.map(|word| boxed(&word)).collect()
        }
        _ => format!(
            "{}: {LINE}\n",
            capitalised(&escaped(&allowed_with_unit(field, lang)))
        ),
    }
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// What a table asks of each row.
fn columns(table: &Table, lang: Lang) -> String {
    let mut text = format!(
        "\n## {}\n\n{}\n\n| {} | {} | {} |\n|---|---|---|\n",
        said(lang, "Tabelle „{}“", "Table “{}”").replace("{}", table.kind.sheet(lang)),
        row_of(table.kind, lang),
        said(lang, "Spalte", "Column"),
        said(lang, "Frage", "Question"),
        said(lang, "Antwort", "Answer"),
    );
    for field in &table.fields {
        let must = match table.requires(field) {
            true => said(lang, " (Pflicht)", " (required)"),
            false => "",
        };
        text.push_str(&format!(
            "| {}{must}, `{}` | {} | {} |\n",
            escaped(field.label.get(lang)),
            field.id,
            escaped(field.question.get(lang)),
            escaped(&words_of(field, lang)),
        ));
    }
    text
}

fn words_of(field: &Field, lang: Lang) -> String {
    if field.choices.is_empty() {
        return allowed_with_unit(field, lang);
    }
    let word =
        |choice: &crate::model::Choice| format!("{} ({})", choice.id, choice.label.get(lang));
    field
        .choices
        .iter()
        .map(word)
        .collect::<Vec<_>>()
        .join(", ")
}
