//! Files that are packed by the end of their name.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

/// A writer that packs, or not.
pub(super) enum Packed<W: Write + Send> {
    Plain(BufWriter<W>),
    Gzip(Blocks<GzEncoder<BufWriter<W>>>),
    Zstandard(Blocks<zstd::Encoder<'static, BufWriter<W>>>),
    #[cfg(feature = "parquet")]
    Parquet(Box<super::parquet::Columns<BufWriter<W>>>),
}

impl<W: Write + Send> Packed<W> {
    pub(super) fn by_name(path: &Path, bytes: W) -> io::Result<Self> {
        let bytes = BufWriter::with_capacity(1 << 16, bytes);
        match path.extension().and_then(|end| end.to_str()) {
            Some("gz") => {
                let packer = GzEncoder::new(bytes, Compression::default());
                Ok(Self::Gzip(Blocks::of(packer)))
            }
            Some("zst") => {
                let packer = zstd::Encoder::new(bytes, zstd::DEFAULT_COMPRESSION_LEVEL)?;
                Ok(Self::Zstandard(Blocks::of(packer)))
            }
            #[cfg(feature = "parquet")]
            Some("parquet") => Ok(Self::Parquet(Box::new(super::parquet::Columns::of(bytes)))),
            #[cfg(not(feature = "parquet"))]
            Some("parquet") => Err(crate::input::no_parquet()),
            _ => Ok(Self::Plain(bytes)),
        }
    }

    pub(super) fn as_write(&mut self) -> &mut dyn Write {
        match self {
            Self::Plain(out) => out,
            Self::Gzip(out) => out,
            Self::Zstandard(out) => out,
            #[cfg(feature = "parquet")]
            Self::Parquet(out) => out,
        }
    }

    /// Writes what is held back.
    pub(super) fn finish(self) -> io::Result<W> {
        let bytes = match self {
            Self::Plain(out) => out,
            Self::Gzip(out) => out.emptied()?.finish()?,
            Self::Zstandard(out) => out.emptied()?.finish()?,
            #[cfg(feature = "parquet")]
            Self::Parquet(out) => out.finish()?,
        };
        bytes.into_inner().map_err(io::IntoInnerError::into_error)
    }
}

/// Hands bytes on in blocks of one size: what a packer makes of bytes depends on how many it is given at once, and the
/// same bytes shall give the same file.
pub(super) struct Blocks<W: Write> {
    packer: W,
    block: Vec<u8>,
}

impl<W: Write> Blocks<W> {
    const SIZE: usize = 1 << 16;

    fn of(packer: W) -> Self {
        Self {
            packer,
            block: Vec::with_capacity(Self::SIZE),
        }
    }

    /// The packer, with the last block in it.
    fn emptied(mut self) -> io::Result<W> {
        self.packer.write_all(&self.block)?;
        Ok(self.packer)
    }
}

impl<W: Write> Write for Blocks<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = Self::SIZE - self.block.len();
        let taken = bytes.get(..room.min(bytes.len())).unwrap_or_default();
        self.block.extend_from_slice(taken);
        if self.block.len() == Self::SIZE {
            self.packer.write_all(&self.block)?;
            self.block.clear();
        }
        Ok(taken.len())
    }

    /// Nothing: a flush would end a block early.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
