//! The outline as paragraphs, tables and pictures.

use super::drawings::Drawings;
use super::frame::Frame;
use super::paper::{section, section_break};
use super::picture::Placed;
use super::table;
use super::xml::{field, paragraph, run};
use crate::report::outline::{Block, Item, Table};

/// The text in the making.
pub(super) struct Body<'b> {
    frame: &'b Frame<'b>,
    drawings: &'b Drawings,
    out: String,
    /// Level and text of each heading, for the table of contents.
    headings: Vec<(usize, String)>,
    pub(super) pictures: Vec<Placed>,
    tables: usize,
    /// The heading above, which names what follows.
    above: String,
    /// Place of the organisation that is told of.
    organisation: Option<usize>,
}

impl<'b> Body<'b> {
    pub(super) fn new(frame: &'b Frame<'b>, drawings: &'b Drawings) -> Self {
        Self {
            frame,
            drawings,
            out: String::new(),
            headings: Vec::new(),
            pictures: Vec::new(),
            tables: 0,
            above: String::new(),
            organisation: None,
        }
    }

    pub(super) fn write(mut self, blocks: &[Block]) -> Self {
        for block in blocks {
            self.block(block);
        }
        self
    }

    /// The whole part: title, contents, text.
    pub(super) fn document(&self, frame: &Frame<'_>) -> String {
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><w:body>{}{}{}{}</w:body></w:document>",
            frame.title(),
            self.contents(),
            self.out,
            section(false)
        )
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Text(text) if text.is_empty() => {}
            Block::Text(text) => self.out.push_str(&paragraph("BodyText", &run(text, ""))),
            Block::Facts(facts) if facts.is_empty() => {}
            Block::Facts(facts) => {
                self.out.push_str(&table::facts(facts));
                self.out.push_str(&paragraph("After", ""));
            }
            Block::List(items) => {
                let items = items.iter().map(point);
                self.out.extend(items);
            }
            Block::Table(grid) => self.table(grid),
            Block::Verbatim(text) => self.verbatim(text, "Verbatim"),
            Block::Chart(role, text) => self.chart(role, text),
        }
    }

    /// The title of the only organisation is the title of the document; others begin a part.
    fn heading(&mut self, level: usize, text: &str) {
        self.above = text.to_owned();
        if level == 1 {
            let overview = self.frame.several && self.headings.is_empty();
            let next = self.organisation.map_or(0, |place| place + 1);
            self.organisation = (!overview).then_some(next);
            if !self.frame.several {
                return;
            }
        }
        let level = match self.frame.several {
            true => level,
            false => level - 1,
        };
        self.headings.push((level, text.to_owned()));
        let number = self.headings.len();
        self.out.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading{level}\"/></w:pPr><w:bookmarkStart w:id=\"{number}\" w:name=\"_Toc{number}\"/>{}<w:bookmarkEnd w:id=\"{number}\"/></w:p>",
            run(text, "")
        ));
    }

    fn table(&mut self, grid: &Table) {
        // An index has its bars above its table.
        let first = &grid
            .head
            .first()
            .map_or(String::new(), |(title, _)| title.clone());
        let drawn = self.drawing(&format!("bars.{first}"), first, "");
        let above = self.above.clone();
        // A person has drawn bars in place of those of letters.
        let grid = match self.drawing(&format!("bars.{above}"), &above, "") {
            true => &grid.without_bars(),
            false => grid,
        };
        self.tables += 1;
        let label = self.frame.table;
        let named = match drawn {
            true => first.clone(),
            false => above,
        };
        self.out
            .push_str(&caption(label, self.tables, &named, true));
        self.out.push_str(&table::grid(grid));
        self.out.push_str(&paragraph("After", ""));
    }

    fn verbatim(&mut self, text: &str, style: &str) {
        self.out
            .push_str(&paragraph(style, &run(text.trim_end(), "")));
    }

    fn chart(&mut self, role: &str, text: &str) {
        let title = self.above.clone();
        if !self.drawing(role, &title, text) {
            self.verbatim(text, "Drawn");
        }
    }

    /// Places a drawing, if there is one that fits.
    fn drawing(&mut self, role: &str, title: &str, told: &str) -> bool {
        let own = self.organisation.and_then(|place| self.drawings.get(place));
        let svg = own.and_then(|own| own.iter().find(|(known, _)| known == role));
        let Some((_, svg)) = svg else {
            return false;
        };
        let told = match told {
            "" => described(svg),
            told => told.to_owned(),
        };
        let Some(placed) = Placed::new(svg, title, &told) else {
            return false;
        };
        let number = self.pictures.len() + 1;
        let shown = format!(
            "{}{}",
            paragraph("Picture", &placed.run(number)),
            caption(self.frame.figure, number, title, false)
        );
        match placed.across {
            true => self
                .out
                .extend([section_break(false), shown, section_break(true)]),
            false => self.out.push_str(&shown),
        }
        self.pictures.push(placed);
        true
    }

    /// The entries lead to the headings; their pages are filled in by whoever opens the document.
    fn contents(&self) -> String {
        let mut entries = String::new();
        let shown: Vec<(usize, &(usize, String))> = (1..)
            .zip(&self.headings)
            .filter(|(_, (level, _))| *level <= 2)
            .collect();
        for (at, (number, (level, text))) in shown.iter().enumerate() {
            let link = format!(
                "<w:hyperlink w:anchor=\"_Toc{number}\" w:history=\"1\">{}<w:r><w:tab/></w:r>{}</w:hyperlink>",
                run(text, ""),
                field(&format!("PAGEREF _Toc{number} \\h"), &run("", ""), false)
            );
            let begin = match at {
                0 => {
                    "<w:r><w:fldChar w:fldCharType=\"begin\" w:dirty=\"true\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> TOC \\o \"1-2\" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>"
                }
                _ => "",
            };
            let end = match at + 1 == shown.len() {
                true => "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>",
                false => "",
            };
            entries.push_str(&paragraph(
                &format!("TOC{level}"),
                &format!("{begin}{link}{end}"),
            ));
        }
        let title = paragraph("TOCHeading", &run(self.frame.contents, ""));
        format!(
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>{title}{entries}</w:sdtContent></w:sdt><w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
        )
    }
}

fn point(item: &Item) -> String {
    let text = match item.lead.trim_end_matches(':') {
        "" => run(&item.text, ""),
        lead => format!(
            "{}{}",
            run(&format!("{lead}: "), "<w:b/>"),
            run(&item.text, "")
        ),
    };
    paragraph("ListBullet", &text)
}

/// `Tabelle 3: Gates`; above a table it stays with it.
fn caption(label: &str, number: usize, text: &str, above: bool) -> String {
    let keep = if above { "<w:keepNext/>" } else { "" };
    let counted = field(
        &format!("SEQ {label} \\* ARABIC"),
        &run(&number.to_string(), ""),
        false,
    );
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Caption\"/>{keep}</w:pPr>{}{counted}{}</w:p>",
        run(&format!("{label} "), ""),
        run(&format!(": {text}"), "")
    )
}

/// What a drawing says of itself: its description, or its lines one by one.
fn described(svg: &str) -> String {
    let texts = |open: &str, close: &str| -> Vec<&str> {
        let parts = svg.split(open).skip(1);
        let ends = parts.filter_map(|part| part.split_once(close));
        ends.map(|(text, _)| text).collect()
    };
    let lines = match texts("<desc>", "</desc>") {
        own if own.is_empty() => texts("<title>", "</title>"),
        own => own.iter().flat_map(|text| text.lines()).collect(),
    };
    lines
        .join("; ")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
