//! The files of a base with those that an overlay adds.

use crate::error::{Detail, Error, Faults, Kind, Place, code};
use crate::pack::files::PackFiles;

/// Where fields and sources of an overlay stand among the merged files: apart from those of the base, so that
/// a fault in them is told of the file that a person wrote.
pub(in crate::pack) const ADDED_FIELDS: &str = "overlay/fields.toml";
pub(in crate::pack) const ADDED_SOURCES: &str = "overlay/sources.csv";

/// The files of the base with those that the overlay adds.
///
/// # Errors
/// Files of the overlay that stand in the base, or that only a base can have.
pub(in crate::pack) fn merged(base: &PackFiles, overlay: &PackFiles) -> Result<PackFiles, Faults> {
    let mut files = base.clone();
    let mut faults = Vec::new();
    for file in overlay.iter() {
        let refuse = |detail: Detail| Error::new(Kind::Pack, detail).at(Place::file(&*file.shown));
        match &*file.path {
            "pack.toml" => {}
            "fields.toml" => files.add(ADDED_FIELDS, &file.shown, &file.text),
            "sources.csv" => files.add(ADDED_SOURCES, &file.shown, &file.text),
            path if path.ends_with(".md") => {}
            path if path.ends_with(".rhai") && base.get(path).is_none() => {
                files.add(path, &file.shown, &file.text);
            }
            path if path.ends_with(".rhai") => faults.push(refuse(
                code::ADDS.says("the base has this rule already; change it by `[[changes]]`, or give the new one another name"),
            )),
            _ => faults.push(refuse(
                code::ADDS.says("an overlay adds rules, fields and sources only; tables are changed by `[[changes]]`"),
            )),
        }
    }
    if faults.is_empty() {
        Ok(files)
    } else {
        Err(faults)
    }
}
