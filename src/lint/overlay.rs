//! An overlay answers for what it changes, not for what its base says anyway.

use crate::error::{Error, Faults, Place};
use crate::pack::{Pack, PackFiles};

/// Leaves out what stands in the base's files, but for rules that the overlay changes: there the change is told.
pub(super) fn relocate(pack: &Pack, files: &PackFiles, faults: &mut Faults) {
    if pack.overlays.is_empty() {
        return;
    }
    let own = |fault: &Error| {
        let file = fault.place.as_ref().map(|place| place.file.as_str());
        file.is_none_or(|file| files.iter().any(|one| *one.shown == *file))
    };
    let taken = std::mem::take(faults);
    for fault in taken {
        if own(&fault) {
            faults.push(fault);
        } else if let Some(place) = change_behind(pack, files, &fault) {
            let place = Place {
                field: None,
                ..place
            };
            faults.push(fault.at(place));
        }
    }
}

/// The `[[changes]]` that names the rule in whose file the fault stands.
fn change_behind(pack: &Pack, files: &PackFiles, fault: &Error) -> Option<Place> {
    let file = fault.place.as_ref()?.file.as_str();
    let rule = pack.every_rule().find(|rule| *rule.file.shown == *file)?;
    // A rule whose params hold as they were declared says what the base says.
    if rule.params == rule.declared {
        return None;
    }
    let manifest = files.get("pack.toml")?;
    let named = |line: &str| line.trim_start().starts_with("param") && line.contains(&*rule.id);
    let line = manifest.text.lines().position(named)?;
    Some(Place::spot(&*manifest.shown, line + 1, 1))
}
