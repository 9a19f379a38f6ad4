//! Bytes to UTF-8 text, and what was decided: a byte order mark, UTF-8, else Windows-1252, unless that spoils words.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::error::{Error, Kind, Place, said};

/// A text and how it was encoded.
pub(super) struct Decoded<'a> {
    /// UTF-8, but for the cells that are broken.
    pub(super) text: Cow<'a, [u8]>,
    pub(super) encoding: &'static Encoding,
}

/// Decodes a file; `forced` is the user's word.
///
/// # Errors
/// Bytes that are no text of the encoding, or that could be of several.
pub(super) fn decode<'a>(
    file: &str,
    bytes: &'a [u8],
    forced: Option<&'static Encoding>,
) -> Result<Decoded<'a>, Error> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = bytes.get(mark..).unwrap_or_default();
        return decoded(file, text, encoding);
    }
    let encoding = match forced {
        Some(encoding) => encoding,
        None => guessed(file, bytes)?,
    };
    decoded(file, bytes, encoding)
}

fn decoded<'a>(
    file: &str,
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<Decoded<'a>, Error> {
    // A broken cell of a UTF-8 table is refused by itself.
    let text = match encoding == UTF_8 {
        true => Cow::Borrowed(bytes),
        false => into_utf8(file, bytes, encoding)?,
    };
    Ok(Decoded { text, encoding })
}

fn into_utf8<'a>(
    file: &str,
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<Cow<'a, [u8]>, Error> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(Cow::Borrowed(text)) => Ok(Cow::Borrowed(text.as_bytes())),
        Some(Cow::Owned(text)) => Ok(Cow::Owned(text.into_bytes())),
        None => {
            let name = encoding.name();
            let detail = said(
                format!("this file is no {name} text"),
                format!("diese Datei ist kein Text in {name}"),
            );
            let error = Error::new(Kind::Input, detail).at(Place::file(file));
            Err(error.help(said(
                "name its encoding with --encoding, or save it as UTF-8",
                "den Zeichensatz mit --encoding nennen, oder die Datei als UTF-8 speichern",
            )))
        }
    }
}

/// # Errors
/// A text whose words show that it is neither UTF-8 nor Windows-1252.
fn guessed(file: &str, bytes: &[u8]) -> Result<&'static Encoding, Error> {
    if let Some(encoding) = wide(bytes) {
        return Ok(encoding);
    }
    let Err(broken) = std::str::from_utf8(bytes) else {
        return Ok(UTF_8);
    };
    if has_utf8_letters(bytes) {
        return Ok(UTF_8);
    }
    match strange(bytes, broken.valid_up_to()) {
        None => Ok(WINDOWS_1252),
        Some(at) => Err(unknown(file, bytes, at)),
    }
}

/// UTF-16 without its mark: every other byte of a plain text is 0.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..bytes.len().min(1 << 10)).unwrap_or_default();
    let zeros = |odd: usize| {
        let bytes = sample.iter().skip(odd).step_by(2);
        bytes.filter(|byte| **byte == 0).count()
    };
    let most = sample.len() * 3 / 8;
    match (zeros(0), zeros(1)) {
        (0, low) if low > most => Some(UTF_16LE),
        (high, 0) if high > most => Some(UTF_16BE),
        _ => None,
    }
}

/// Letters of several bytes that are in order, as chance makes none in a text of another encoding.
fn has_utf8_letters(bytes: &[u8]) -> bool {
    let mut chunks = bytes.utf8_chunks();
    chunks.any(|chunk| !chunk.valid().is_ascii())
}

/// A byte that no word of Windows-1252 holds: one without a meaning, or a sign or capital within a word.
fn strange(bytes: &[u8], from: usize) -> Option<usize> {
    let at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
    (from..bytes.len()).find(|place| {
        let (before, behind) = (at(place.checked_sub(1)), at(place.checked_add(1)));
        let small = before.is_ascii_lowercase() && behind.is_ascii_lowercase();
        let within = is_letter(before) && is_letter(behind);
        match at(Some(*place)) {
            0x81 | 0x8d | 0x8f | 0x90 | 0x9d => true,
            // An apostrophe and dashes may stand between letters.
            0x92 | 0x96 | 0x97 => false,
            0x82 | 0x84 | 0x85 | 0x91 | 0x93..=0x95 => small,
            // A euro sign begins no word.
            0x80 => within || behind.is_ascii_lowercase(),
            0x83..=0x9f => within,
            // A section sign ends none.
            0xa7 => is_letter(before),
            _ => false,
        }
    })
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80 && !matches!(byte, 0xa0 | 0xa7 | 0xab | 0xbb)
}

fn unknown(file: &str, bytes: &[u8], at: usize) -> Error {
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let byte = bytes.get(at).copied().unwrap_or_default();
    let detail = said(
        format!(
            "the byte 0x{byte:02X} is a letter of neither UTF-8 nor Windows-1252, so the encoding is not known"
        ),
        format!(
            "das Byte 0x{byte:02X} ist weder in UTF-8 noch in Windows-1252 ein Buchstabe, der Zeichensatz ist also unbekannt"
        ),
    );
    Error::new(Kind::Input, detail)
        .at(Place::line(file, line))
        .help(said(
            "name it with --encoding, such as macintosh, or save the table as UTF-8",
            "den Zeichensatz mit --encoding nennen, etwa macintosh, oder die Tabelle als UTF-8 speichern (in Excel „CSV UTF-8“)",
        ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let found = decode("t.csv", bytes, None).unwrap();
        (
            String::from_utf8(found.text.into_owned()).unwrap(),
            found.encoding.name(),
        )
    }

    #[test]
    fn every_encoding_of_german_offices_is_told_from_the_others() {
        let wide = |order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "id;Größe €\n1;2\n".encode_utf16().flat_map(order).collect()
        };
        let expected = "id;Größe €\n1;2\n";
        let ansi = b"id;Gr\xf6\xdfe \x80\n1;2\n";
        assert_eq!(text(expected.as_bytes()), (expected.into(), "UTF-8"));
        assert_eq!(text(ansi), (expected.into(), "windows-1252"));
        assert_eq!(text(&wide(u16::to_le_bytes)), (expected.into(), "UTF-16LE"));
        assert_eq!(text(&wide(u16::to_be_bytes)), (expected.into(), "UTF-16BE"));
        let marked = [b"\xff\xfe", wide(u16::to_le_bytes).as_slice()].concat();
        assert_eq!(text(&marked), (expected.into(), "UTF-16LE"));
    }

    #[test]
    fn one_broken_cell_does_not_make_utf8_another_encoding() {
        let found = decode("t.csv", "id,Größe\n1,".as_bytes(), None).unwrap();
        assert_eq!(found.encoding, UTF_8);
        let broken = ["id,Größe\n1,".as_bytes(), b"\xff\n"].concat();
        assert_eq!(decode("t.csv", &broken, None).unwrap().encoding, UTF_8);
    }

    #[test]
    fn letters_of_dos_and_macintosh_are_asked_about() {
        for bytes in [
            &b"id\nM\x81ller\n"[..],
            b"id\nGr\x9a\xa7e\nh\x8atte",
            b"id\nStra\xa7e\n",
            b"id\nM\x9fller\n",
            b"id\n\x80rzte\n",
        ] {
            let error = decode("t.csv", bytes, None).err().unwrap();
            assert!(
                error.to_string().contains("encoding is not known"),
                "{error}"
            );
        }
        let forced = Encoding::for_label(b"macintosh");
        let found = decode("t.csv", b"h\x8atte", forced).unwrap();
        assert_eq!(&*found.text, "hätte".as_bytes());
    }

    #[test]
    fn signs_that_windows_1252_has_between_letters_are_in_order() {
        let (read, name) =
            text(b"id\nLand\x92s Brot, Jan\x96Mai, 5 \x80, \xa7 5, \x8akoda, Gr\xf6\xdfe\x85\n");
        assert_eq!(name, "windows-1252");
        assert!(
            read.contains("Land’s Brot, Jan–Mai, 5 €, § 5, Škoda, Größe…"),
            "{read}"
        );
    }

    #[test]
    fn half_a_letter_of_utf16_is_an_error() {
        assert!(decode("t.csv", b"\xff\xfei\0d\0\n", None).is_err());
    }
}
