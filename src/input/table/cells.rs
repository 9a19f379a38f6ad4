//! The cells of one row that stands for itself.

use std::borrow::Cow;

/// The cells of a row whose quotation marks, if it has any, are in order.
#[derive(Debug, Clone)]
pub(super) struct Cells<'a> {
    rest: Option<&'a [u8]>,
}

impl<'a> Cells<'a> {
    /// The row without its line break.
    pub(super) fn of(row: &'a [u8]) -> Self {
        Self { rest: Some(row) }
    }

    /// All that is left of the row.
    pub(super) fn rest(&self) -> Option<&'a [u8]> {
        self.rest
    }

    /// Goes on behind a cell: at the comma or the end of the row.
    pub(super) fn resume(&mut self, behind: &'a [u8]) {
        self.rest = behind.split_first().map(|(_, rest)| rest);
    }

    fn quoted(&mut self, text: &'a [u8]) -> Cow<'a, [u8]> {
        let mut doubled = false;
        let mut from = 0;
        loop {
            let rest = text.get(from..).unwrap_or_default();
            let Some(at) = memchr::memchr(b'"', rest) else {
                self.rest = None;
                return Cow::Borrowed(text);
            };
            from += at + 1;
            if text.get(from) != Some(&b'"') {
                break;
            }
            doubled = true;
            from += 1;
        }
        let cell = text.get(..from - 1).unwrap_or_default();
        self.resume(text.get(from..).unwrap_or_default());
        if doubled {
            Cow::Owned(undoubled(cell))
        } else {
            Cow::Borrowed(cell)
        }
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cow<'a, [u8]>;

    fn next(&mut self) -> Option<Cow<'a, [u8]>> {
        let row = self.rest?;
        if let Some(text) = row.strip_prefix(b"\"") {
            return Some(self.quoted(text));
        }
        let end = row.iter().position(|byte| *byte == b',');
        let (cell, behind) = row.split_at(end.unwrap_or(row.len()));
        self.resume(behind);
        Some(Cow::Borrowed(cell))
    }
}

fn undoubled(cell: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(cell.len());
    let mut bytes = cell.iter();
    while let Some(byte) = bytes.next() {
        text.push(*byte);
        if *byte == b'"' {
            bytes.next();
        }
    }
    text
}
