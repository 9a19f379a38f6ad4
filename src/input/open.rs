//! Files as streams of bytes: standard input, packed or plain, with the hash of what was read.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use super::table::Stream;
use super::{Source, is_workbook, workbook};
use crate::error::{Error, Kind, Place, said};

/// So much of a file shows what it is.
const START: u64 = 1 << 12;

/// A file, by how it can be read.
#[derive(Debug)]
pub enum Opened {
    /// A table, which can be read in parts.
    Table(Stream),
    /// A document, which is read as a whole.
    Document(Source),
}

impl Opened {
    /// Opens a file; `-` is standard input. A table is not read yet.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        let fault = |cause| unreadable(&name, cause);
        let mut bytes = bytes_of(path).map_err(fault)?;
        let mut start = Vec::new();
        let read = bytes.by_ref().take(START).read_to_end(&mut start);
        read.map_err(fault)?;
        if !is_json(&name, &start) && !is_workbook(&start) {
            let bytes = Box::new(io::Cursor::new(start).chain(bytes));
            return Ok(Self::Table(Stream { name, bytes }));
        }
        bytes.read_to_end(&mut start).map_err(fault)?;
        Ok(Self::Document(Source { name, bytes: start }))
    }
}

impl Opened {
    /// Reads it as a whole.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn whole(self) -> Result<Source, Error> {
        match self {
            Self::Table(stream) => stream.whole(),
            Self::Document(source) => Ok(source),
        }
    }
}

impl Stream {
    /// Reads the table as a whole.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn whole(mut self) -> Result<Source, Error> {
        let mut bytes = Vec::new();
        let read = self.bytes.read_to_end(&mut bytes);
        read.map_err(|cause| unreadable(&self.name, cause))?;
        Ok(Source {
            name: self.name,
            bytes,
        })
    }

    /// The same stream, and the hash of what is read of it.
    pub fn hashed(self) -> (Self, Hash) {
        let hash = Hash::default();
        let bytes = Box::new(Hashed {
            bytes: self.bytes,
            hash: hash.clone(),
        });
        let name = self.name;
        (Self { name, bytes }, hash)
    }
}

/// The SHA-256 of the bytes so far.
#[derive(Debug, Clone, Default)]
pub struct Hash(Arc<Mutex<Sha256>>);

impl Hash {
    pub fn hex(&self) -> String {
        let sum = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        crate::model::hex(&sum.clone().finalize())
    }
}

struct Hashed {
    bytes: Box<dyn Read + Send>,
    hash: Hash,
}

impl Read for Hashed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        let mut sum = self.hash.0.lock().unwrap_or_else(PoisonError::into_inner);
        sum.update(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// The bytes of a file, unpacked if its name ends in `.gz` or `.zst`; a `.parquet` as CSV.
pub(super) fn bytes_of(path: &Path) -> io::Result<Box<dyn Read + Send>> {
    if path == Path::new("-") {
        return Ok(Box::new(io::stdin()));
    }
    let file = File::open(path)?;
    match extension(path) {
        Some("gz") => Ok(Box::new(MultiGzDecoder::new(io::BufReader::new(file)))),
        Some("zst") => Ok(Box::new(zstd::Decoder::new(file)?)),
        #[cfg(feature = "parquet")]
        Some("parquet") => Ok(Box::new(super::parquet::table(file)?)),
        #[cfg(not(feature = "parquet"))]
        Some("parquet") => Err(no_parquet()),
        _ => Ok(Box::new(file)),
    }
}

/// What a build without Parquet says.
#[cfg(not(feature = "parquet"))]
pub(crate) fn no_parquet() -> io::Error {
    io::Error::other("this build knows no Parquet; build it with `--features parquet`, or use CSV")
}

fn extension(path: &Path) -> Option<&str> {
    path.extension().and_then(|end| end.to_str())
}

/// CSV or JSON, by the extension; by the first sign where there is no telling extension.
pub(super) fn is_json(name: &str, start: &[u8]) -> bool {
    if workbook::is_sheet(name) {
        return false;
    }
    let path = Path::new(name);
    let packed = matches!(extension(path), Some("gz" | "zst"));
    let inner = path.file_stem().map(Path::new).filter(|_| packed);
    match extension(inner.unwrap_or(path)) {
        Some("csv" | "tsv" | "txt" | "parquet") => false,
        Some("json" | "ndjson" | "jsonl") => true,
        _ => {
            let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(start);
            matches!(text.trim_ascii_start().first(), Some(b'{' | b'['))
        }
    }
}

pub(super) fn unreadable(file: &str, cause: io::Error) -> Error {
    Error::new(
        Kind::Read,
        said(
            "this file cannot be read",
            "diese Datei lässt sich nicht lesen",
        ),
    )
    .at(Place::file(file))
    .because(cause)
}
