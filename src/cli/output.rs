//! Where reports go: standard output, or a file that is complete or not there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::error::{Error, Kind, Place, listed};
use crate::report::Format;

/// One `-o FMT[:PATH]`.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) format: Format,
    /// None for standard output.
    pub(super) path: Option<PathBuf>,
}

impl Target {
    /// Reads `json`, `json:-`, `csv:out/results.csv`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (name, path) = named_path(text)?;
        let format = Format::named(name).ok_or_else(|| {
            let known = listed(Format::ALL.iter().map(|(known, _)| *known));
            format!("there is no format `{name}`; formats are {known}")
        })?;
        Ok(Self { format, path })
    }
}

/// The parts of `FMT[:PATH]`; no path, and `-`, stand for standard output.
pub(super) fn named_path(text: &str) -> Result<(&str, Option<PathBuf>), String> {
    match text.split_once(':') {
        Some((_, "")) => Err(format!("`{text}` names no file behind the colon")),
        Some((name, "-")) => Ok((name, None)),
        Some((name, path)) => Ok((name, Some(PathBuf::from(path)))),
        None => Ok((text, None)),
    }
}

/// Writes beside the target and renames, so that no half file is ever seen.
pub(super) fn write_file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Error> {
    let fault = |cause: io::Error| {
        Error::new(Kind::Write, "this file cannot be written")
            .at(Place::file(path.display().to_string()))
            .because(cause)
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder).map_err(fault)?;
    if path.is_dir() {
        return Err(fault(io::Error::from(io::ErrorKind::IsADirectory)));
    }
    // A device or pipe cannot be renamed over.
    if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
        let mut file = fs::OpenOptions::new()
            .write(true)
            .open(path)
            .map_err(fault)?;
        return write(&mut file).map_err(fault);
    }
    let file = NamedTempFile::new_in(folder).map_err(fault)?;
    let mut buffer = io::BufWriter::new(file);
    write(&mut buffer).map_err(fault)?;
    let file = buffer
        .into_inner()
        .map_err(|error| fault(error.into_error()))?;
    file.as_file().sync_all().map_err(fault)?;
    readable(&file).map_err(fault)?;
    file.persist(path).map_err(|error| fault(error.error))?;
    Ok(())
}

/// A temporary file is private; a report is as readable as other files are.
#[cfg(unix)]
fn readable(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file()
        .set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// A text of several lines without signs that steer a terminal.
pub(super) fn printable(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(crate::model::printable).collect();
    lines.join("\n")
}

/// A file name from an id: letters, digits, `-` and `_`; another id gives another name.
pub(super) fn slug(id: &str) -> String {
    let plain: String = id
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || c == '_' {
                c
            } else {
                '-'
            }
        })
        .take(60)
        .collect();
    if plain == id && !plain.starts_with('-') {
        return plain;
    }
    let sum = Sha256::digest(id.as_bytes());
    let hex = crate::model::hex(&sum);
    format!(
        "{}-{}",
        plain.trim_matches('-'),
        hex.get(..8).unwrap_or_default()
    )
}
