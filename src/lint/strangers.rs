//! Files that lie in a pack and that nothing reads.

use crate::error::{Error, Faults, Kind, Place, code, nearest};
use crate::pack::PackFiles;

/// Every table and manifest that a pack can have.
const KNOWN: [&str; 32] = [
    "pack.toml",
    "fields.toml",
    "sources.csv",
    "goals.csv",
    "kpis.csv",
    "accounts/fields.toml",
    "accounts/parameters.toml",
    "accounts/consolidation.csv",
    "competencies/catalogue.csv",
    "competencies/targets.csv",
    "competencies/roles.toml",
    "competencies/development.csv",
    "competencies/practice.csv",
    "competencies/staff.toml",
    "goals/fields.toml",
    "goals/kpi_fields.toml",
    "goals/limits.toml",
    "goals/words.csv",
    "measures/parameters.toml",
    "mission/blanks.csv",
    "mission/elements.csv",
    "mission/limits.toml",
    "mission/de.md",
    "mission/en.md",
    "placement/options.toml",
    "placement/effects.csv",
    "org_chart/criteria.csv",
    "org_chart/functions.csv",
    "org_chart/kam.csv",
    "org_chart/limits.csv",
    "org_chart/service.csv",
    "org_chart/textbook.csv",
];

pub(super) fn faults(files: &PackFiles) -> Faults {
    let unread = files
        .iter()
        .filter(|file| is_table(&file.path) && !is_known(&file.path))
        .map(|file| {
            let near = nearest(&file.path, KNOWN).map_or_else(
                || "no pack has a file of this name".to_owned(),
                |near| format!("no pack has a file of this name; did you mean `{near}`"),
            );
            warn(&file.shown, near)
        });
    let strange = files
        .strangers()
        .filter_map(|shown| ending(shown).map(|detail| warn(shown, detail)));
    unread.chain(strange).collect()
}

fn warn(shown: &str, detail: String) -> Error {
    Error::new(Kind::Pack, code::STRANGE_FILE.says(detail)).at(Place::spot(shown, 1, 1))
}

fn is_table(path: &str) -> bool {
    [".toml", ".csv"].iter().any(|end| path.ends_with(end))
}

fn is_known(path: &str) -> bool {
    KNOWN.contains(&path) || path.starts_with("tests/")
}

/// Why the file is not read; none for what may lie beside a pack.
fn ending(shown: &str) -> Option<String> {
    let name = shown.rsplit(['/', '\\']).next().unwrap_or(shown);
    let low = name.to_lowercase();
    let beside = [".json", ".html", ".pdf", ".svg", ".png"]
        .iter()
        .any(|end| low.ends_with(end));
    if beside || !low.contains('.') {
        return None;
    }
    let detail = if low.contains(".rhai") {
        format!(
            "`{name}` is not read as a rule: the name of a rule file ends in `.rhai`, in small letters"
        )
    } else if low.ends_with(".xlsx") || low.ends_with(".xls") || low.ends_with(".ods") {
        format!("`{name}` is not read: tables of a pack are `.csv`, saved as “CSV UTF-8”")
    } else {
        format!(
            "`{name}` is not read: a pack holds `.toml`, `.rhai`, `.csv` and `.md`, in small letters"
        )
    };
    Some(detail)
}
