//! Mends what is safe to mend: how a file is saved, and what nothing uses. Never what a rule judges.

use std::collections::BTreeMap;

use super::Finding;
use super::tables::{rows, separated_by_semicolons};
use crate::error::code;
use crate::pack::PackFiles;

/// A file and its new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The path that messages name.
    pub file: String,
    pub text: String,
    /// How many findings are gone.
    pub findings: usize,
}

/// The files that can be mended for these findings, by path. Their texts keep everything else as it was.
pub fn mended(files: &PackFiles, findings: &[Finding]) -> Vec<Mended> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_file
            .entry(&finding.place.file)
            .or_default()
            .push(finding);
    }
    let mended = |(file, findings): (&str, Vec<&Finding>)| {
        let text = files.text_of(file)?;
        let (text, count) = of_file(files, text, findings);
        (count > 0).then(|| Mended {
            file: file.to_owned(),
            text,
            findings: count,
        })
    };
    by_file.into_iter().filter_map(mended).collect()
}

fn of_file(files: &PackFiles, text: &str, findings: Vec<&Finding>) -> (String, usize) {
    let mut text = text.to_owned();
    let mut count = 0;
    // From the last to the first, so that the places of those before hold.
    for finding in findings.into_iter().rev() {
        let changed = match finding.code {
            // It was read as Windows wrote it, and is written as UTF-8.
            code::ENCODING => Some(text.clone()),
            code::SEMICOLONS => commas(&text),
            code::UNUSED_PARAM | code::UNUSED_TEXT => without_entry(&text, finding),
            code::META_LACKS if finding.detail == "`META` lacks the key `since`" => {
                since(files, &text)
            }
            _ => None,
        };
        if let Some(changed) = changed {
            text = changed;
            count += 1;
        }
    }
    (text, count)
}

/// The same table separated by commas, if all its rows then have as many cells.
fn commas(text: &str) -> Option<String> {
    let head = text.lines().next()?;
    let rows = rows(text, ';')
        .ok()
        .filter(|_| separated_by_semicolons(head))?;
    let wanted = rows.first()?.cells.len();
    if rows.iter().any(|row| row.cells.len() != wanted) {
        return None;
    }
    let cell = |cell: &String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell.clone(),
    };
    let line = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join(",");
    Some(rows.iter().map(|row| line(&row.cells) + "\n").collect())
}

/// Without the entry that begins at the finding's place, and without its comma.
fn without_entry(text: &str, finding: &Finding) -> Option<String> {
    let line = finding.place.line?;
    let start: usize = text
        .split_inclusive('\n')
        .take(line - 1)
        .map(str::len)
        .sum();
    let column = finding.place.column?.checked_sub(1)?;
    let offset: usize = text
        .get(start..)?
        .chars()
        .take(column)
        .map(char::len_utf8)
        .sum();
    let from = start + offset;
    let end = from + length_of_entry(text.get(from..)?)?;
    let (before, after) = (text.get(..from)?, text.get(end..)?);
    let alone = before.rsplit('\n').next()?.trim().is_empty() && after.starts_with(['\n', '\r']);
    let (before, after) = match alone {
        true => (
            before.trim_end_matches([' ', '\t']),
            after.trim_start_matches('\r').strip_prefix('\n')?,
        ),
        false => (before, after.trim_start_matches(' ')),
    };
    // The last of several entries leaves the comma of the one before it, which may stay.
    Some(format!("{before}{after}"))
}

/// Bytes of `name: literal` and a comma behind it.
fn length_of_entry(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    for (at, sign) in text.char_indices() {
        match sign {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '{' | '[' => depth += 1,
            '}' | ']' if depth == 0 => {
                return Some(at - (text.get(..at)?.len() - text.get(..at)?.trim_end().len()));
            }
            '}' | ']' => depth -= 1,
            ',' if depth == 0 => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// `since` with the version that the pack has now, behind `status`.
fn since(files: &PackFiles, text: &str) -> Option<String> {
    let manifest: toml::Table = toml::from_str(&files.get("pack.toml")?.text).ok()?;
    let version = manifest.get("version")?.as_str()?;
    let line = text
        .lines()
        .position(|line| line.trim_start().starts_with("status:"))?;
    let start: usize = text
        .split_inclusive('\n')
        .take(line + 1)
        .map(str::len)
        .sum();
    let (before, after) = (text.get(..start)?, text.get(start..)?);
    before
        .trim_end()
        .ends_with(',')
        .then(|| format!("{before}    since: \"{version}\",\n{after}"))
}
