//! A4 upright, and across for what is wide. Lengths are twentieths of a point.

/// The width that text and pictures have between the margins.
pub(super) const TEXT: i64 = 11_906 - 2 * 1_134;
/// The height of a page that a picture may take, its caption left out.
pub(super) const TALL: i64 = 11_500;
pub(super) const WIDE_TEXT: i64 = 16_838 - 2 * 1_134;
pub(super) const WIDE_TALL: i64 = 7_600;

/// How the pages up to here, or to the end, are set up.
pub(super) fn section(across: bool) -> String {
    let size = match across {
        true => "<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>",
        false => "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>",
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdHeader\"/><w:footerReference w:type=\"default\" r:id=\"rIdFooter\"/>{size}<w:pgMar w:top=\"1418\" w:right=\"1134\" w:bottom=\"1247\" w:left=\"1134\" w:header=\"624\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr>"
    )
}

/// Ends a section with an empty paragraph.
pub(super) fn section_break(across: bool) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"SectionEnd\"/>{}</w:pPr></w:p>",
        section(across)
    )
}
