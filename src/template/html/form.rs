//! The questions of the page, a block each. Every text that is not the program's own is escaped here.

use super::texts::{ELSEWHERE, GRADES, HOW, label};
use crate::model::{CaseTable, Field, FieldType, Lang};
use crate::report::escaped_xml as escaped;
use crate::template::questionnaire::{Group, Questionnaire};
use crate::template::words::{allowed, said, unit};

pub(super) fn how(questionnaire: &Questionnaire) -> String {
    let lang = questionnaire.lang;
    let lines = HOW.iter().map(|(de, en)| said(lang, de, en).to_owned());
    lines
        .chain(elsewhere(questionnaire))
        .map(|line| format!("<li>{}</li>\n", escaped(&line)))
        .collect()
}

fn elsewhere(questionnaire: &Questionnaire) -> Option<String> {
    let lang = questionnaire.lang;
    let tables = questionnaire.tables.iter().map(|table| table.kind);
    let others: Vec<&str> = tables
        .filter(|kind| *kind != CaseTable::Organisations)
        .map(|kind| kind.sheet(lang))
        .collect();
    let (de, en) = ELSEWHERE;
    (!others.is_empty()).then(|| format!("{} {}.", said(lang, de, en), others.join(", ")))
}

/// The way to each group, and how much of it is answered.
pub(super) fn nav(questionnaire: &Questionnaire) -> String {
    let groups = questionnaire.groups.iter().enumerate();
    groups
        .map(|(position, group)| {
            format!(
                "<li><a href=\"#group-{position}\">{}</a> <span data-group=\"{position}\">0/{}</span></li>\n",
                escaped(&group.title),
                group.fields.len()
            )
        })
        .collect()
}

pub(super) fn form(questionnaire: &Questionnaire) -> String {
    let lang = questionnaire.lang;
    let mut text = organisation(lang);
    let mut first = 0;
    for (position, group) in questionnaire.groups.iter().enumerate() {
        text.push_str(&section(position, group, first, lang));
        first += group.fields.len();
    }
    text
}

/// The id of the organisation, which is no field.
fn organisation(lang: Lang) -> String {
    format!(
        "<div class=\"question\"><label for=\"organisation-id\">{}</label>\n\
         <p class=\"hint\" id=\"organisation-hint\">{}</p>\n\
         <input type=\"text\" id=\"organisation-id\" required aria-describedby=\"organisation-hint\"></div>\n",
        label("id", lang),
        said(
            lang,
            "Pflichtangabe, frei wählbar, zum Beispiel ein Kürzel.",
            "Required; choose it freely, for example an abbreviation."
        )
    )
}

fn section(position: usize, group: &Group, first: usize, lang: Lang) -> String {
    let blocks: String = (first..)
        .zip(&group.fields)
        .map(|(number, field)| block(number, field, lang))
        .collect();
    format!(
        "<section id=\"group-{position}\" aria-labelledby=\"title-{position}\">\n\
         <h2 id=\"title-{position}\">{}</h2>\n<p class=\"why\">{}</p>\n{blocks}</section>\n",
        escaped(&group.title),
        escaped(&group.why)
    )
}

fn block(number: usize, field: &Field, lang: Lang) -> String {
    let label = escaped(field.label.get(lang));
    let told = told(number, field, lang);
    let more = more(number, lang);
    let described = format!("aria-describedby=\"ask-{number} hint-{number} error-{number}\"");
    match field.kind {
        FieldType::Bool | FieldType::Enum | FieldType::List => format!(
            "<fieldset class=\"question\" id=\"field-{number}\" {described}><legend>{label}</legend>\n\
             {told}{}{more}</fieldset>\n",
            choices(number, field, lang)
        ),
        _ => format!(
            "<div class=\"question\" id=\"field-{number}\"><label for=\"value-{number}\">{label}</label>\n\
             {told}<input id=\"value-{number}\" data-part=\"value\" {described}{}> {}\n{more}</div>\n",
            kind(field),
            escaped(unit(field, lang))
        ),
    }
}

fn kind(field: &Field) -> &'static str {
    match field.kind {
        FieldType::Date => " type=\"date\"",
        FieldType::Text => " type=\"text\"",
        _ => " type=\"text\" inputmode=\"decimal\"",
    }
}

/// The question, what may be answered, and room for what is wrong.
fn told(number: usize, field: &Field, lang: Lang) -> String {
    let anchor = field.anchor.as_ref().map_or_else(String::new, |anchor| {
        format!(" {}", escaped(anchor.get(lang)))
    });
    let hint = match field.kind {
        FieldType::Bool | FieldType::Enum => String::new(),
        FieldType::Text if field.letters.is_none() => String::new(),
        FieldType::List => said(lang, "mehrere möglich", "several are possible").to_owned(),
        _ => escaped(&allowed(field, lang)),
    };
    format!(
        "<p class=\"ask\" id=\"ask-{number}\">{}{anchor}</p>\n\
         <p class=\"hint\" id=\"hint-{number}\">{hint}</p>\n\
         <p class=\"error\" id=\"error-{number}\" hidden></p>\n",
        escaped(field.question.get(lang))
    )
}

fn choices(number: usize, field: &Field, lang: Lang) -> String {
    let several = field.kind == FieldType::List;
    let mut given: Vec<(String, String)> = Vec::new();
    if field.kind == FieldType::Bool {
        given.push(("true".to_owned(), label("yes", lang).to_owned()));
        given.push(("false".to_owned(), label("no", lang).to_owned()));
    }
    for choice in &field.choices {
        let meaning = choice.anchor.as_ref().map_or_else(String::new, |anchor| {
            format!(
                " <span class=\"anchor\">{}</span>",
                escaped(anchor.get(lang))
            )
        });
        let word = format!("{}{meaning}", escaped(choice.label.get(lang)));
        given.push((escaped(&choice.id), word));
    }
    let kind = if several { "checkbox" } else { "radio" };
    let mut text: String = given
        .iter()
        .enumerate()
        .map(|(position, (value, word))| {
            let id = match position {
                0 => format!("value-{number}"),
                _ => format!("value-{number}-{position}"),
            };
            let input = format!("type=\"{kind}\" name=\"value-{number}\" id=\"{id}\" data-part=\"value\" value=\"{value}\"");
            format!("<label class=\"choice\"><input {input}> <span>{word}</span></label>\n")
        })
        .collect();
    if !several {
        text.push_str(&format!(
            "<label class=\"choice none\"><input type=\"radio\" name=\"value-{number}\" data-part=\"value\" value=\"\" checked> <span>{}</span></label>\n",
            label("none", lang)
        ));
    }
    text
}

/// Evidence and source, or why the question does not apply.
fn more(number: usize, lang: Lang) -> String {
    let grades: String = GRADES
        .iter()
        .map(|(id, de, en)| format!("<option value=\"{id}\">{}</option>", said(lang, de, en)))
        .collect();
    let row = |part: &str, control: &str| {
        format!(
            "<label for=\"{part}-{number}\">{}</label>{control}\n",
            label(part, lang)
        )
    };
    let input = |part: &str, kind: &str| {
        let control =
            format!("<input type=\"{kind}\" id=\"{part}-{number}\" data-part=\"{part}\">");
        row(part, &control)
    };
    let select =
        format!("<select id=\"evidence-{number}\" data-part=\"evidence\">{grades}</select>");
    format!(
        "<details><summary>{}</summary><div class=\"more\">\n{}{}{}{}</div></details>\n",
        label("more", lang),
        row("evidence", &select),
        input("source", "text"),
        input("na", "checkbox"),
        input("reason", "text")
    )
}
