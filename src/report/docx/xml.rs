//! Text as XML 1.0 can hold it, and the smallest pieces of a document.

use crate::report::svg;

/// Escaped; signs that XML forbids are shown as such.
pub(super) fn escaped(text: &str) -> String {
    let allowed = |c: char| match c {
        '\t' | '\n' | '\r' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    svg::escaped(&text.chars().map(allowed).collect::<String>())
}

/// A run of text; a line break stays one.
pub(super) fn run(text: &str, properties: &str) -> String {
    let properties = match properties {
        "" => String::new(),
        own => format!("<w:rPr>{own}</w:rPr>"),
    };
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escaped(line)))
        .collect();
    format!("<w:r>{properties}{}</w:r>", lines.join("<w:br/>"))
}

pub(super) fn paragraph(style: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

/// A field with what it showed last; `dirty` asks for it to be worked out anew.
pub(super) fn field(code: &str, shown: &str, dirty: bool) -> String {
    let dirty = if dirty { " w:dirty=\"true\"" } else { "" };
    format!(
        "<w:r><w:fldChar w:fldCharType=\"begin\"{dirty}/></w:r><w:r><w:instrText xml:space=\"preserve\"> {} </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{shown}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
        escaped(code)
    )
}
