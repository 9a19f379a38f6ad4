//! A fault that only follows from another one is not told: who mends the first is rid of both.

use std::collections::BTreeSet;

use crate::error::{Code, Error, Faults, code};

/// Faults of META after which the params and texts of a rule are not all known.
const OF_META: [Code; 8] = [
    code::META_KEY,
    code::META_LACKS,
    code::META_TYPE,
    code::META_WORD,
    code::LANGUAGE,
    code::CURVE,
    code::TWICE,
    code::FIELD,
];

pub(super) fn drop_those_that_follow(faults: &mut Faults) {
    let lost = lost_fields(faults);
    let half_read: BTreeSet<String> = faults
        .iter()
        .filter(|fault| fault.code.is_some_and(|code| OF_META.contains(&code)))
        .filter_map(file)
        .filter(|file| file.ends_with(".rhai"))
        .collect();
    let of_sources = |fault: &&Error| {
        fault.code != Some(code::UNUSED_ROW) && fault.code != Some(code::UNKNOWN_SOURCE)
    };
    let broken_sources = faults
        .iter()
        .filter(of_sources)
        .filter_map(file)
        .any(|file| file.ends_with("sources.csv"));
    let declares = |fault: &Error| file(fault).is_some_and(|file| file.ends_with("fields.toml"));
    let names = |fault: &Error| {
        lost.iter()
            .any(|name| fault.detail.contains(&format!("`{name}`")))
    };
    faults.retain(|fault| declares(fault) || !names(fault));
    faults.retain(|fault| match fault.code {
        Some(code::UNKNOWN_SOURCE) => !broken_sources,
        Some(code::UNKNOWN_FIELD) => !lost
            .iter()
            .any(|name| fault.detail.contains(&format!("`{name}`"))),
        Some(code::UNKNOWN_PARAM | code::UNKNOWN_TEXT | code::UNUSED_TEXT | code::UNUSED_PARAM) => {
            !file(fault).is_some_and(|file| half_read.contains(&file))
        }
        _ => true,
    });
    drop_repeated_keys(faults);
}

/// Fields whose declaration is broken; that a rule then does not know them is no second fault.
fn lost_fields(faults: &Faults) -> BTreeSet<String> {
    let declared = faults.iter().filter(|fault| {
        let field = matches!(
            fault.code,
            Some(code::FIELD | code::TOML_SHAPE | code::LANGUAGE)
        );
        field && file(fault).is_some_and(|file| file.ends_with("fields.toml"))
    });
    declared
        .filter_map(|fault| fault.place.as_ref()?.field.clone())
        .collect()
}

/// A table that stands twice repeats all its keys; the heading is enough.
fn drop_repeated_keys(faults: &mut Faults) {
    let mut last: Option<(String, usize)> = None;
    faults.retain(|fault| {
        let line = fault.place.as_ref().and_then(|place| place.line);
        let (Some(code::TWICE), Some(file), Some(line)) = (fault.code, file(fault), line) else {
            return true;
        };
        let follows = last
            .as_ref()
            .is_some_and(|(before, at)| *before == file && line == at + 1);
        last = Some((file, line));
        !follows || !fault.detail.ends_with("stands here twice")
    });
}

fn file(fault: &Error) -> Option<String> {
    fault.place.as_ref().map(|place| place.file.clone())
}
