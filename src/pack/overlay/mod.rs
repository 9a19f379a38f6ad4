//! An overlay: a pack that extends another one. It changes values where the base allows it, each with a reason.

mod change;
mod merge;
mod off;

use serde::Deserialize;

use super::files::PackFiles;
use super::manifest::from_toml;
use super::{Pack, Role, in_pack_file};
use crate::error::{Detail, Error, Faults, Kind, Place, code, listed, nearest};
use crate::model::{Changed, Id, OverlayStamp, Text};

pub(super) use merge::{ADDED_FIELDS, ADDED_SOURCES, merged};

/// What an overlay may change; `[overlay]` of the base's `pack.toml`. Without it, nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permissions {
    /// `weights`, `params`, `texts`, `levels`, `effects`, `targets`, `rules` (add), `off` (switch off).
    pub allow: Vec<String>,
    /// Ids of rules that no overlay may touch.
    #[serde(default)]
    pub fixed: Vec<Id>,
}

/// `pack.toml` of an overlay.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverlayFile {
    pub(super) id: Id,
    pub(super) version: Id,
    pub(super) extends: String,
    pub(super) title: Text,
    #[serde(default)]
    changes: Vec<RawChange>,
}

/// One `[[changes]]`: exactly one of the first keys says what; `to` is the new value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChange {
    weight: Option<String>,
    param: Option<String>,
    text: Option<String>,
    level: Option<String>,
    effect: Option<String>,
    target: Option<String>,
    off: Option<String>,
    to: Option<toml::Value>,
    reason: Text,
}

/// What a change is about.
struct Change<'c> {
    permission: &'static str,
    word: &'static str,
    name: &'c str,
    to: Option<&'c toml::Value>,
}

impl RawChange {
    fn read(&self) -> Result<Change<'_>, String> {
        let all = [
            ("weights", "weight", &self.weight),
            ("params", "param", &self.param),
            ("texts", "text", &self.text),
            ("levels", "level", &self.level),
            ("effects", "effect", &self.effect),
            ("targets", "target", &self.target),
            ("off", "off", &self.off),
        ];
        let mut found = all
            .iter()
            .filter_map(|(permission, word, name)| Some((*permission, *word, name.as_deref()?)));
        match (found.next(), found.next()) {
            (Some((permission, word, name)), None) => Ok(Change {
                permission,
                word,
                name,
                to: self.to.as_ref(),
            }),
            _ => {
                let words = listed(all.iter().map(|(_, word, _)| *word));
                Err(format!("a change names exactly one of {words}"))
            }
        }
    }
}

impl Change<'_> {
    /// The id of the rule, dimension, level, factor or competency that is changed.
    fn about(&self) -> &str {
        let first = self.name.split('.').next().unwrap_or_default();
        let kind = matches!(self.word, "off" | "param") && Role::KEYS.contains(&first);
        let place = usize::from(self.word == "text" || kind);
        self.name.split('.').nth(place).unwrap_or(self.name)
    }

    fn what(&self) -> String {
        format!("{} {}", self.word, self.name)
    }
}

/// The overlay's own manifest, if this pack extends another one.
pub(super) fn read(files: &PackFiles) -> Result<Option<OverlayFile>, Faults> {
    let Some(file) = files.get("pack.toml") else {
        return Ok(None);
    };
    let extends =
        toml::from_str::<toml::Table>(&file.text).is_ok_and(|table| table.contains_key("extends"));
    if !extends {
        return Ok(None);
    }
    from_toml(file).map(Some).map_err(|fault| vec![fault])
}

/// The files of the pack that an overlay extends.
///
/// # Errors
/// If there is no such pack, or if it is an overlay itself.
pub(super) fn base(overlay: &OverlayFile, files: &PackFiles) -> Result<PackFiles, Faults> {
    let here = |detail: Detail| vec![in_pack_file(files, "pack.toml", "extends", detail)];
    let base = files.base(&overlay.extends).map_err(|faults| {
        let placed = faults.into_iter().map(|fault| match fault.place {
            Some(_) => fault,
            None => in_pack_file(files, "pack.toml", "extends", code::BASE.says(fault.detail)),
        });
        placed.collect::<Faults>()
    })?;
    match read(&base)? {
        None => Ok(base),
        Some(other) => Err(here(code::BASE.says(format!(
            "`{}` is an overlay itself; extend `{}`, and take over its changes",
            other.id, other.extends
        )))),
    }
}

/// Makes the changes of an overlay in a pack that was read from the merged files.
///
/// Told is every change that is not allowed, has no reason, names nothing, or changes nothing.
pub(super) fn apply(
    pack: &mut Pack,
    base: &PackFiles,
    overlay: &OverlayFile,
    files: &PackFiles,
    faults: &mut Faults,
) {
    let permissions = pack.manifest.overlay.clone().unwrap_or_default();
    let mut stamp = OverlayStamp {
        id: overlay.id.clone(),
        version: overlay.version.clone(),
        hash: files.hash(),
        changes: Vec::new(),
    };
    for (index, raw) in overlay.changes.iter().enumerate() {
        let made = raw
            .read()
            .map_err(|detail| code::CHANGE_NAMES.says(detail))
            .and_then(|change| one(pack, &permissions, &stamp, &change, &raw.reason));
        match made {
            Ok(changed) => stamp.changes.push(changed),
            Err(detail) => faults.push(at_change(files, index, detail)),
        }
    }
    add_rules(pack, base, &permissions, &mut stamp, faults);
    pack.overlays.push(stamp);
}

fn one(
    pack: &mut Pack,
    permissions: &Permissions,
    stamp: &OverlayStamp,
    change: &Change<'_>,
    reason: &Text,
) -> Result<Changed, Detail> {
    permitted(permissions, change, reason)?;
    let what = change.what();
    if stamp.changes.iter().any(|before| before.what == what) {
        return Err(code::CHANGES_NOTHING.says(format!("`{what}` is changed above already")));
    }
    let (from, to) = change::make(pack, change)?;
    if from == to {
        return Err(
            code::CHANGES_NOTHING.says(format!("this changes nothing: it is {from} already"))
        );
    }
    Ok(Changed {
        what,
        from,
        to,
        reason: reason.clone(),
    })
}

/// A fault of the change at this position, at the line of its heading.
fn at_change(files: &PackFiles, index: usize, detail: Detail) -> Error {
    let error = Error::new(Kind::Pack, detail.or(code::CHANGE_VALUE));
    let Some(file) = files.get("pack.toml") else {
        return error;
    };
    let heading = |line: &str| line.trim_start().starts_with("[[changes]]");
    let mut lines = file.text.lines().enumerate();
    let line = lines.by_ref().filter(|(_, line)| heading(line)).nth(index);
    let line = line.map_or(1, |(line, _)| line + 1);
    error.at(Place::line(&*file.shown, line))
}

/// Notes the rules that the overlay adds; their own `why` is the reason.
fn add_rules(
    pack: &Pack,
    base: &PackFiles,
    permissions: &Permissions,
    stamp: &mut OverlayStamp,
    faults: &mut Faults,
) {
    let added = pack
        .every_rule()
        .filter(|rule| base.get(&rule.file.path).is_none());
    for rule in added {
        if !permissions.allow.iter().any(|word| word == "rules") {
            let detail = code::NOT_ALLOWED.says("the base does not allow an overlay to add rules");
            faults.push(Error::new(Kind::Pack, detail).at(Place::file(&*rule.file.shown)));
        }
        stamp.changes.push(Changed {
            what: format!("rule {}", rule.id),
            from: "–".to_owned(),
            to: "+".to_owned(),
            reason: rule.source.why.clone(),
        });
    }
}

fn permitted(permissions: &Permissions, change: &Change<'_>, reason: &Text) -> Result<(), Detail> {
    let allowed = &permissions.allow;
    if !allowed.iter().any(|word| word == change.permission) {
        let allowed = listed(allowed.iter().map(String::as_str));
        return Err(code::NOT_ALLOWED.says(format!(
            "the base does not allow `{}` to be changed; it allows {allowed}",
            change.permission
        )));
    }
    if permissions.fixed.iter().any(|id| **id == *change.about()) {
        return Err(code::NOT_ALLOWED.says(format!("the base keeps `{}` as it is", change.about())));
    }
    if reason.de.trim().is_empty() || reason.en.trim().is_empty() {
        return Err(code::NO_REASON.says("a change needs a `reason` in both languages"));
    }
    Ok(())
}

/// What a change names is not there; the nearest name that is.
fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str>) -> Detail {
    let hint =
        nearest(name, known).map_or_else(String::new, |near| format!("; did you mean `{near}`"));
    code::CHANGE_NAMES.says(format!("the base has no {what} `{name}`{hint}"))
}
