//! Texts as a workbook can hold them.

/// At most so many UTF-16 units, which is what the format counts.
pub fn fitting(text: &str, limit: usize) -> String {
    if text.encode_utf16().count() <= limit {
        return text.to_owned();
    }
    let mut left = limit - 1;
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= left;
        left = left.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn a_text_is_cut_where_the_format_ends() {
        assert_eq!(fitting("abc", 3), "abc");
        assert_eq!(fitting("abcd", 3), "ab…");
        assert_eq!(fitting("a😀b", 3), "a…");
        assert_eq!(fitting("a😀", 3), "a😀");
    }
}
