//! `--theme DIR`: the files of a theme, read once.

use std::fs;
use std::path::Path;

use crate::error::{Error, Faults, Kind, Place};
use crate::report::Theme;

/// Reads and checks a theme.
pub(super) fn open(folder: &Path) -> Result<Theme, Faults> {
    let files = read(folder).map_err(|fault| vec![fault])?;
    Theme::new(&files).map_err(|faults| {
        faults
            .into_iter()
            .map(|fault| below(folder, fault))
            .collect()
    })
}

/// Names and texts of all files, by their names.
fn read(folder: &Path) -> Result<Vec<(String, String)>, Error> {
    let fault = |path: &Path, cause| {
        let place = Place::file(path.display().to_string());
        Error::new(Kind::Read, "this theme cannot be read")
            .at(place)
            .because(cause)
    };
    let entries = fs::read_dir(folder).map_err(|cause| fault(folder, cause))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|cause| fault(folder, cause))?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned());
        let bytes = fs::read(&path).map_err(|cause| fault(&path, cause))?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        files.push((name.unwrap_or_default(), text));
    }
    files.sort();
    Ok(files)
}

/// The fault with the folder before the name of its file.
fn below(folder: &Path, mut fault: Error) -> Error {
    if let Some(place) = &mut fault.place {
        place.file = folder.join(&place.file).display().to_string();
    }
    fault
}
