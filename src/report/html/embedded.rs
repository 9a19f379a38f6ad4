//! The result within its page, so that the page carries its own evidence.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

/// A longer result is packed; plain it would make the page twice as long.
const PLAIN: usize = 48_000;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The element with the result: plain JSON, or `{"encoding":"gzip+base64","data":"…"}`.
pub(super) fn element(json: &str) -> String {
    let data = match (json.len() > PLAIN).then(|| packed(json.as_bytes())) {
        Some(Ok(bytes)) => format!(
            "{{\"encoding\":\"gzip+base64\",\"data\":\"{}\"}}",
            base64(&bytes)
        ),
        _ => inert(json),
    };
    format!("<script type=\"application/json\" id=\"result-json\">{data}</script>\n")
}

/// JSON allows every sign to be written as a number: no text of a cell can end the element, or turn the writing of
/// those who look at its source.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c if c.is_control() && c != '\n' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

/// Without a date, so that the same result gives the same bytes.
fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(bytes)?;
    packer.finish()
}

fn base64(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let part = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let word = part(0) << 16 | part(1) << 8 | part(2);
        for place in 0..4 {
            let letter = LETTERS.get((word >> (18 - 6 * place)) as usize & 63);
            match (place <= three.len(), letter) {
                (true, Some(letter)) => out.push(char::from(*letter)),
                _ => out.push('='),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn nothing_within_a_result_ends_its_element() {
        let told = element("{\"name\":\"</script><b>\"}");
        assert_eq!(told.matches("</script>").count(), 1);
    }
}
