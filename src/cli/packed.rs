//! Files that are packed by the end of their name.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A writer that packs, or not.
pub(super) enum Packed<W: Write> {
    Plain(BufWriter<W>),
    Gzip(GzEncoder<BufWriter<W>>),
    Zstandard(zstd::Encoder<'static, BufWriter<W>>),
}

impl<W: Write> Packed<W> {
    pub(super) fn by_name(path: &Path, bytes: W) -> io::Result<Self> {
        let bytes = BufWriter::with_capacity(1 << 16, bytes);
        match path.extension().and_then(|end| end.to_str()) {
            Some("gz") => Ok(Self::Gzip(GzEncoder::new(bytes, Compression::default()))),
            Some("zst") => {
                zstd::Encoder::new(bytes, zstd::DEFAULT_COMPRESSION_LEVEL).map(Self::Zstandard)
            }
            _ => Ok(Self::Plain(bytes)),
        }
    }

    pub(super) fn as_write(&mut self) -> &mut dyn Write {
        match self {
            Self::Plain(out) => out,
            Self::Gzip(out) => out,
            Self::Zstandard(out) => out,
        }
    }

    /// Writes what is held back.
    pub(super) fn finish(self) -> io::Result<W> {
        let bytes = match self {
            Self::Plain(out) => out,
            Self::Gzip(out) => out.finish()?,
            Self::Zstandard(out) => out.finish()?,
        };
        bytes.into_inner().map_err(io::IntoInnerError::into_error)
    }
}
