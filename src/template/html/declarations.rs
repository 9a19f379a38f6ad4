//! What the script of the page must know of the fields, as JSON that cannot end its element.

use std::io;

use serde_json::{Map, Value, json};

use super::texts;
use crate::model::{Field, Lang};
use crate::template::questionnaire::Questionnaire;
use crate::template::words::allowed_with_unit;

pub(super) fn json(questionnaire: &Questionnaire) -> io::Result<String> {
    let lang = questionnaire.lang;
    let groups = questionnaire.groups.iter().enumerate();
    let fields: Vec<Value> = groups
        .flat_map(|(group, one)| one.fields.iter().map(move |field| (group, field)))
        .map(|(group, field)| {
            let mut told = declared(field);
            told.insert("group".to_owned(), group.into());
            told.insert("label".to_owned(), field.label.get(lang).into());
            told.insert("allowed".to_owned(), allowed(field, lang).into());
            Value::Object(told)
        })
        .collect();
    let all = json!({"lang": lang.code(), "texts": texts::messages(lang), "fields": fields});
    Ok(serde_json::to_string(&all)?.replace('<', "\\u003c"))
}

/// The words of a choice, or the range of a number.
fn allowed(field: &Field, lang: Lang) -> String {
    let words: Vec<&str> = field
        .choices
        .iter()
        .map(|one| one.label.get(lang))
        .collect();
    match words.as_slice() {
        [] => allowed_with_unit(field, lang),
        words => words.join(", "),
    }
}

fn declared(field: &Field) -> Map<String, Value> {
    let choices: Vec<Value> = field
        .choices
        .iter()
        .map(|choice| json!({"id": &*choice.id, "words": [choice.label.de, choice.label.en]}))
        .collect();
    let told = json!({
        "id": &*field.id,
        "kind": field.kind.name(),
        "min": field.min,
        "max": field.max,
        "above": field.above,
        "letters": field.letters,
        "capitals": field.capitals,
        "choices": choices,
    });
    match told {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}
