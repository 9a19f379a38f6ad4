//! Where reports go: standard output, or a file that is complete or not there.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use super::packed::Packed;
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
        let ends = path.as_ref().and_then(|path| path.extension());
        if ends.is_some_and(|end| end == "parquet") && format != Format::Csv {
            return Err(format!(
                "`{name}` cannot be Parquet; write `csv:` before a name that ends in .parquet"
            ));
        }
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
    let mut output = Output::open(Some(path))?;
    let written = write(&mut output);
    written.map_err(|cause| output.fault(cause))?;
    output.finish()
}

/// A file on its way, or standard output. Until it is finished, nothing stands at the file's path.
pub(super) struct Output {
    /// None for standard output.
    path: Option<PathBuf>,
    bytes: Packed<Bytes>,
}

/// Where the bytes go.
enum Bytes {
    Standard(io::Stdout),
    /// A device or pipe, which cannot be renamed over.
    Device(fs::File),
    File(NamedTempFile),
}

impl Output {
    /// Opens a file, packed if its name ends in `.gz` or `.zst`; without a path, standard output.
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Error> {
        let bytes = match path {
            None => Ok(Packed::Plain(buffered(Bytes::Standard(io::stdout())))),
            Some(path) => Bytes::open(path).and_then(|bytes| Packed::by_name(path, bytes)),
        };
        let path = path.map(Path::to_owned);
        match bytes {
            Ok(bytes) => Ok(Self { path, bytes }),
            Err(cause) => Err(fault(path.as_deref(), cause)),
        }
    }

    pub(super) fn fault(&self, cause: io::Error) -> Error {
        fault(self.path.as_deref(), cause)
    }

    /// Writes what is held back and puts the file in its place.
    pub(super) fn finish(self) -> Result<(), Error> {
        let Self { path, bytes } = self;
        let finished = bytes
            .finish()
            .and_then(|bytes| bytes.finish(path.as_deref()));
        finished.map_err(|cause| fault(path.as_deref(), cause))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.as_write().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.bytes.as_write().flush()
    }
}

fn fault(path: Option<&Path>, cause: io::Error) -> Error {
    let error = match path {
        None => Error::new(Kind::Write, "standard output cannot be written"),
        Some(path) => Error::new(Kind::Write, "this file cannot be written")
            .at(Place::file(path.display().to_string())),
    };
    error.because(cause)
}

fn buffered<W: Write>(bytes: W) -> io::BufWriter<W> {
    io::BufWriter::with_capacity(1 << 16, bytes)
}

impl Bytes {
    fn open(path: &Path) -> io::Result<Self> {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or_else(|| Path::new("."));
        fs::create_dir_all(folder)?;
        if path.is_dir() {
            return Err(io::Error::from(io::ErrorKind::IsADirectory));
        }
        if fs::metadata(path).is_ok_and(|meta| !meta.is_file()) {
            return fs::OpenOptions::new()
                .write(true)
                .open(path)
                .map(Self::Device);
        }
        NamedTempFile::new_in(folder).map(Self::File)
    }

    fn finish(self, path: Option<&Path>) -> io::Result<()> {
        match (self, path) {
            (Self::Standard(mut out), _) => out.flush(),
            (Self::File(file), Some(path)) => {
                // Not synced: nothing is lost if the program is killed, and a report can be made again after a power cut.
                readable(&file)?;
                file.persist(path).map_err(|error| error.error)?;
                Ok(())
            }
            (Self::Device(_) | Self::File(_), _) => Ok(()),
        }
    }
}

impl Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::Device(file) => file.write(bytes),
            Self::File(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::Device(file) => file.flush(),
            Self::File(file) => file.flush(),
        }
    }
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
