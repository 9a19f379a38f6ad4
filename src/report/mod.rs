//! A result in every format and both languages. Reads the result and nothing else.

mod adapted;
mod answers;
mod ask;
mod bars;
mod chart;
mod compared;
mod csv;
mod docx;
mod emf;
mod finding_group;
mod html;
mod imported;
mod json;
mod json_roadmap;
mod label_places;
mod labels;
mod markdown;
mod met;
mod mission_draft;
mod outline;
mod portfolio;
mod portfolio_svg;
mod portfolio_words;
mod roadmap;
mod robust;
mod schema;
mod schema_aims;
mod schema_author;
mod schema_roadmap;
mod sentences;
mod share;
mod staff;
mod svg;
mod table;
mod terminal;
mod text;
mod theme;
mod waived;
mod what_if;
mod words;
mod xlsx;

use std::io::{self, Write};

use crate::model::{
    AccountsResult, Assessment, Catalogue, Document, Lang, Reason, add_phrases, printable,
};

pub use ask::{ask_json, ask_text, question_text, settled_text};
pub use chart::{ChartFormat, chart};
pub use compared::{ComparisonFormat, write_comparison};
pub use csv::{Dialect, ResultRow, ResultRows, facts_csv, is_of_words, neutralised};
pub use html::{Frame, Page, page, pages};
pub use json::{SCHEMA_VERSION, fingerprint, last_line, line};
pub use markdown::escaped as escaped_markdown;
pub use portfolio::{Column, Section, group_section, sections, text as section_text};
pub use portfolio_svg::{portfolio_svg, portfolio_twin};
pub use robust::{robust_csv, robust_json, robust_text};
pub use schema::{RecordLists, input_schema, result_schema};
pub use schema_author::{author_schemas, cases_schema, fields_schema, pack_schema, waivers_schema};
pub use sentences::Sentences;
pub use staff::staff_svg;
pub use svg::escaped as escaped_xml;
pub use theme::Theme;
pub use what_if::{what_if_json, what_if_text};
pub use xlsx::fitting;

/// A way to write a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Text,
    Json,
    Ndjson,
    Csv,
    CsvExcelDe,
    Markdown,
    Html,
    Xlsx,
    Docx,
    Svg,
    Dot,
    Mermaid,
}

impl Format {
    pub const ALL: [(&'static str, Self); 12] = [
        ("text", Self::Text),
        ("json", Self::Json),
        ("ndjson", Self::Ndjson),
        ("csv", Self::Csv),
        ("csv-excel-de", Self::CsvExcelDe),
        ("markdown", Self::Markdown),
        ("html", Self::Html),
        ("xlsx", Self::Xlsx),
        ("docx", Self::Docx),
        ("svg", Self::Svg),
        ("dot", Self::Dot),
        ("mermaid", Self::Mermaid),
    ];

    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, format)| *format == self)
            .map_or("", |(name, _)| name)
    }

    /// The drawing format behind it, where it draws org charts.
    pub fn drawing(self) -> Option<ChartFormat> {
        match self {
            Self::Svg => Some(ChartFormat::Svg),
            Self::Dot => Some(ChartFormat::Dot),
            Self::Mermaid => Some(ChartFormat::Mermaid),
            _ => None,
        }
    }

    /// Whether a file of it holds one organisation.
    pub fn shows_one(self) -> bool {
        self == Self::Html || self.drawing().is_some()
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, format)| *format)
    }
}

/// Writes a result.
///
/// # Errors
/// Those of the writer.
pub fn write(
    out: &mut dyn Write,
    document: &Document,
    format: Format,
    lang: Lang,
) -> io::Result<()> {
    match (format, document.organisations.as_slice()) {
        (Format::Text, [only]) => out.write_all(text::one(document, only, lang).as_bytes()),
        (Format::Text, _) => out.write_all(text::several(document, lang).as_bytes()),
        (Format::Json, _) => json::document(out, document),
        (Format::Ndjson, _) => json::lines(out, document),
        (Format::Csv, _) => csv::results(out, document, Dialect::Machine),
        (Format::CsvExcelDe, _) => csv::results(out, document, Dialect::ExcelDe),
        (Format::Svg | Format::Dot | Format::Mermaid, all) => drawings(out, all, format, lang),
        (Format::Html, all) => all
            .iter()
            .try_for_each(|one| out.write_all(page(document, one, lang, None)?.as_bytes())),
        (Format::Xlsx, _) => out.write_all(&xlsx::workbook(document, lang)?),
        (Format::Docx, _) => out.write_all(&docx::text_document(document, lang)?),
        (Format::Markdown, _) => out.write_all(markdown::report(document, lang).as_bytes()),
    }
}

/// Writes the refused records as a table.
///
/// # Errors
/// Those of the writer.
pub fn write_rejects(out: &mut dyn Write, document: &Document, lang: Lang) -> io::Result<()> {
    csv::rejects(out, document, lang)
}

/// The sentence of a refused record, for a message.
pub fn rejected_line(document: &Document, rejected: &crate::model::Rejected, lang: Lang) -> String {
    words::Words::new(document, lang).rejected(rejected)
}

/// The import log, a line each: the file, then what was decided about it.
pub fn import_lines(document: &Document, lang: Lang) -> Vec<String> {
    let words = words::Words::new(document, lang);
    let files = imported::files(&words, document).into_iter();
    files
        .flat_map(|(file, lines)| {
            let told = lines
                .into_iter()
                .map(|(lead, text)| format!("  {lead}: {text}"));
            std::iter::once(format!("{}: {file}", imported::title(&words)))
                .chain(told)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The drawings of one organisation by their role: `target`, `entry` where it is another one, and as SVG
/// `customers`, where it brought its own, `staff`, where it brought a list of its people, and `roadmap`.
pub fn drawn(
    one: &Assessment,
    texts: &Catalogue,
    format: ChartFormat,
    lang: Lang,
) -> Vec<(&'static str, String)> {
    let mut drawings = org_charts(one, format, lang);
    let portfolio = one.accounts.as_ref().map(|customers| &customers.result);
    if let (ChartFormat::Svg, Some(AccountsResult::Judged(portfolio))) = (format, portfolio) {
        let name = printable(&one.name);
        drawings.push(("customers", portfolio_svg(portfolio, &name, texts, lang)));
    }
    if let (ChartFormat::Svg, Some(staff)) = (format, &one.staff) {
        let name = printable(&one.name);
        drawings.push(("staff", staff_svg(staff, &name, texts, lang)));
    }
    if let (ChartFormat::Svg, Some(plan)) = (format, &one.roadmap) {
        let name = printable(&one.name);
        drawings.push(("roadmap", roadmap::roadmap_svg(plan, &name, texts, lang)));
    }
    drawings
}

fn org_charts(one: &Assessment, format: ChartFormat, lang: Lang) -> Vec<(&'static str, String)> {
    let Some(charted) = &one.org_chart else {
        return Vec::new();
    };
    let entry = charted
        .entry
        .as_ref()
        .filter(|_| charted.entry != charted.target);
    let name = printable(&one.name);
    [("target", charted.target.as_ref()), ("entry", entry)]
        .into_iter()
        .filter_map(|(role, drawing)| Some((role, chart(drawing?, &name, format, lang))))
        .collect()
}

/// The target of each organisation, one drawing after the other.
fn drawings(out: &mut dyn Write, all: &[Assessment], format: Format, lang: Lang) -> io::Result<()> {
    let Some(format) = format.drawing() else {
        return Ok(());
    };
    let targets = all.iter().flat_map(|one| org_charts(one, format, lang));
    targets
        .filter(|(role, _)| *role == "target")
        .try_for_each(|(_, text)| out.write_all(text.as_bytes()))
}

/// The sentence of a reason of the program's own, in one language.
pub fn reason_text(texts: &Catalogue, reason: &Reason, lang: Lang) -> String {
    let mut all = texts.clone();
    add_phrases(&mut all);
    words::Words::of(&all, lang).reason(reason, |_| None)
}
