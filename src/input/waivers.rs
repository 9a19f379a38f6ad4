//! `waivers.toml`: reasoned exceptions, each with its owner.

use serde::Deserialize;

use super::Source;
use super::facts::date;
use crate::error::{Error, Faults, Kind, Place, nearest};
use crate::model::{Id, Waiver};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaiverFile {
    #[serde(default)]
    waivers: Vec<RawWaiver>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWaiver {
    rule: Id,
    organisation: Id,
    reason: String,
    owner: String,
    expires: Option<toml::Value>,
}

/// Reads a waiver file. `rules` are the ids that can be waived.
///
/// # Errors
/// All entries that cannot hold: an unknown rule, no reason or owner, a bad date, an expiry without a
/// reference date to compare it with.
pub fn waivers(
    source: &Source,
    rules: &[&str],
    as_of: Option<&str>,
) -> Result<Vec<Waiver>, Faults> {
    let text = String::from_utf8_lossy(&source.bytes);
    let fault = |line: usize, detail: String| {
        Error::new(Kind::Input, detail).at(Place::line(&*source.name, line))
    };
    let file: WaiverFile = toml::from_str(&text).map_err(|error| {
        let before = error
            .span()
            .and_then(|span| text.get(..span.start))
            .unwrap_or_default();
        vec![fault(
            before.matches('\n').count() + 1,
            error.message().trim().replace('\n', ", "),
        )]
    })?;
    let lines: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim().starts_with("[[waivers]]"))
        .map(|(index, _)| index + 1)
        .collect();
    let mut waivers: Vec<Waiver> = Vec::new();
    let mut faults = Vec::new();
    for (index, raw) in file.waivers.into_iter().enumerate() {
        let line = lines.get(index).copied().unwrap_or(1);
        match waiver(raw, rules, as_of) {
            Ok(waiver) if is_among(&waivers, &waiver) => {
                let (rule, organisation) = (&waiver.rule, &waiver.organisation);
                let detail = format!("`{rule}` is waived for `{organisation}` above already");
                faults.push(fault(line, detail));
            }
            Ok(waiver) => waivers.push(waiver),
            Err(details) => faults.extend(details.into_iter().map(|detail| fault(line, detail))),
        }
    }
    if faults.is_empty() {
        Ok(waivers)
    } else {
        Err(faults)
    }
}

fn is_among(waivers: &[Waiver], one: &Waiver) -> bool {
    let same = |other: &Waiver| other.rule == one.rule && other.organisation == one.organisation;
    waivers.iter().any(same)
}

fn waiver(raw: RawWaiver, rules: &[&str], as_of: Option<&str>) -> Result<Waiver, Vec<String>> {
    let mut faults = Vec::new();
    if !rules.contains(&&*raw.rule) {
        let near = nearest(&raw.rule, rules.iter().copied())
            .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
        faults.push(format!("`{}` is no rule that gives points{near}", raw.rule));
    }
    for (name, text) in [("reason", &raw.reason), ("owner", &raw.owner)] {
        if text.trim().is_empty() {
            faults.push(format!("a waiver needs `{name}`"));
        }
    }
    let expires = raw.expires.map(|value| match value {
        toml::Value::String(text) => text,
        other => other.to_string(),
    });
    if let Some(text) = &expires {
        if date(text).is_err() {
            faults.push(format!("`expires` is `{text}`; write it as YYYY-MM-DD"));
        }
        if as_of.is_none() {
            faults.push(
                "this waiver expires; say with `--as-of YYYY-MM-DD` which day it is".to_owned(),
            );
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Waiver {
        rule: raw.rule,
        organisation: raw.organisation,
        reason: raw.reason.trim().to_owned(),
        owner: raw.owner.trim().to_owned(),
        expires,
    })
}
