//! Two packs: what changed, whom it can break, and on a portfolio who moves, by how much and because of what.

mod change;
mod declared;
mod fail_on;
mod fields;
mod frame;
mod move_of;
mod placed;
mod placement;
mod portfolio;
mod rules;
mod tables;
mod texts;

use serde::Serialize;

use crate::error::Faults;
use crate::model::{Fields, PackStamp, Tool};
use crate::pack::{Pack, PackFiles};
use change::Changes;

pub use change::{Breaks, Change, Kind};
pub use fail_on::FailOn;
pub use move_of::{
    Because, Cause, ChangeOfIndex, ChangeOfLevel, ChangeOfPlace, FactorPart, Move, ScorePart,
};
pub use portfolio::{Bin, OfIndex, OnPortfolio, Pair, Transition};
pub use rules::Renamed;

/// What differs between two packs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackDiff {
    pub schema_version: u32,
    pub tool: Tool,
    pub old: PackStamp,
    pub new: PackStamp,
    /// By kind, then in the order of the packs.
    pub changes: Vec<Change>,
    /// None where no organisations were given.
    pub portfolio: Option<OnPortfolio>,
    /// What `--fail-on` asked for and what was found; conditions that hold make the run end with 1.
    pub failed: Vec<String>,
}

/// A pack with the files that it was read from.
#[derive(Debug, Clone, Copy)]
pub struct Side<'p> {
    pub pack: &'p Pack,
    pub files: &'p PackFiles,
}

/// Every change from one pack to the other.
///
/// # Errors
/// Those of an overlay whose base cannot be read any more.
pub fn pack_diff(old: Side<'_>, new: Side<'_>) -> Result<(PackDiff, Renamed), Faults> {
    let renamed = Renamed::of(old.pack, new.pack);
    let mut changes = Changes::default();
    frame::compare(&old.pack.manifest, &new.pack.manifest, &mut changes);
    rules::compare(old.pack, new.pack, &renamed, &mut changes);
    fields::compare("", &old.pack.fields, &new.pack.fields, &mut changes);
    let of_accounts = |pack: &Pack| {
        let fields = pack
            .accounts
            .as_ref()
            .map(|accounts| accounts.fields.clone());
        fields.unwrap_or_default()
    };
    let (before, after): (Fields, Fields) = (of_accounts(old.pack), of_accounts(new.pack));
    fields::compare("accounts.", &before, &after, &mut changes);
    placement::compare(old.pack, new.pack, &mut changes);
    texts::compare(old.pack, new.pack, &renamed, &mut changes);
    tables::compare(
        &Pack::files(old.files)?,
        &Pack::files(new.files)?,
        &mut changes,
    );
    let mut changes = changes.list;
    for change in &mut changes {
        change.reason = reason(new.pack, change);
    }
    changes.sort_by_key(|change| change.kind);
    let diff = PackDiff {
        schema_version: 1,
        tool: Tool::THIS,
        old: old.pack.stamp(),
        new: new.pack.stamp(),
        changes,
        portfolio: None,
        failed: Vec::new(),
    };
    Ok((diff, renamed))
}

/// The reason that an overlay gives for it.
fn reason(pack: &Pack, change: &Change) -> Option<crate::model::Text> {
    let name = change.what.split(" (").next().unwrap_or_default();
    let id = name.split(' ').nth(1).unwrap_or_default();
    let off = format!("off {id}");
    let gone = change.kind == Kind::Rule && change.to.is_none();
    let changed = pack.overlays.iter().flat_map(|overlay| &overlay.changes);
    let mut named = changed.filter(|one| one.what == name || (gone && one.what == off));
    named.next().map(|one| one.reason.clone())
}
