//! What stands around the text: styles, header and footer, properties, and the list of all parts.

use std::io;

use super::package::Package;
use super::picture::Placed;
use super::subject;
use super::xml::{escaped, field, paragraph, run};
use crate::model::{Document, Lang, Tool, printable};
use crate::report::words::Words;

const STYLES: &str = include_str!("styles.xml");
const NUMBERING: &str = include_str!("numbering.xml");
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORDS: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) struct Frame<'d> {
    document: &'d Document,
    words: Words<'d>,
    subject: String,
    pub(super) several: bool,
    pub(super) table: &'static str,
    pub(super) figure: &'static str,
    pub(super) contents: &'static str,
}

impl<'d> Frame<'d> {
    pub(super) fn new(document: &'d Document, lang: Lang) -> Self {
        let words = Words::new(document, lang);
        Self {
            document,
            words,
            subject: subject(document, lang),
            several: document.organisations.len() != 1,
            table: words.say("Tabelle", "Table"),
            figure: words.say("Abbildung", "Figure"),
            contents: words.say("Inhalt", "Contents"),
        }
    }

    /// The first lines: whom it is about, by which rules, as of when.
    pub(super) fn title(&self) -> String {
        let mut told = vec![self.words.get("pack.title")];
        if let [only] = self.document.organisations.as_slice() {
            told.push(format!("ID {}", printable(&only.id)));
        }
        if let Some(date) = &self.document.as_of {
            told.push(format!("{} {date}", self.words.say("Stand", "as of")));
        }
        format!(
            "{}{}",
            paragraph("Title", &run(&self.subject, "")),
            paragraph("Subtitle", &run(&told.join(" · "), ""))
        )
    }

    /// All parts but the text itself and the pictures.
    pub(super) fn parts(&self, package: &mut Package, pictures: &[Placed]) -> io::Result<()> {
        let lang = match self.words.lang {
            Lang::De => "de-DE",
            Lang::En => "en-GB",
        };
        let parts = [
            ("[Content_Types].xml", content_types()),
            ("_rels/.rels", relations()),
            ("docProps/core.xml", self.core(lang)),
            ("docProps/app.xml", self.app()),
            (
                "word/_rels/document.xml.rels",
                document_relations(pictures.len()),
            ),
            ("word/styles.xml", STYLES.replace("LANG", lang)),
            ("word/numbering.xml", NUMBERING.to_owned()),
            ("word/settings.xml", settings(lang)),
            ("word/header1.xml", self.header()),
            ("word/footer1.xml", self.footer()),
        ];
        parts
            .iter()
            .try_for_each(|(path, text)| package.add(path, text.as_bytes()))
    }

    fn header(&self) -> String {
        let told = format!("{} · {}", self.subject, self.words.get("pack.title"));
        format!(
            "{HEAD}<w:hdr {WORDS}>{}</w:hdr>",
            paragraph("Header", &run(&told, ""))
        )
    }

    /// Where the figures are from, and the page.
    fn footer(&self) -> String {
        let pack = &self.document.pack;
        let (by, page, of) = (
            self.words.say("Regelwerk", "Rule pack"),
            self.words.say("Seite", "Page"),
            self.words.say("von", "of"),
        );
        let stamp = format!(
            "{} {} · {by} {} {} · SHA-256 {}",
            Tool::THIS.name,
            Tool::THIS.version,
            printable(&pack.id),
            printable(&pack.version),
            pack.hash.get(..16).unwrap_or(&pack.hash)
        );
        let runs = format!(
            "{}<w:r><w:tab/></w:r>{}{}{}{}",
            run(&stamp, ""),
            run(&format!("{page} "), ""),
            field("PAGE", &run("1", ""), false),
            run(&format!(" {of} "), ""),
            field("NUMPAGES", &run("1", ""), false)
        );
        format!(
            "{HEAD}<w:ftr {WORDS}>{}</w:ftr>",
            paragraph("Footer", &runs)
        )
    }

    /// The date is that of the reference day; without one it is the first that a ZIP can hold.
    fn core(&self, lang: &str) -> String {
        let day = self.document.as_of.as_deref().unwrap_or("1980-01-01");
        let title = escaped(&format!(
            "{}: {}",
            self.words.get("pack.title"),
            self.subject
        ));
        let tool = format!("{} {}", Tool::THIS.name, Tool::THIS.version);
        format!(
            "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title><dc:creator>{tool}</dc:creator><dc:language>{lang}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:modified></cp:coreProperties>"
        )
    }

    fn app(&self) -> String {
        format!(
            "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>{}</Application></Properties>",
            Tool::THIS.name
        )
    }
}

fn content_types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts = [
        ("/word/document.xml", format!("{word}.document.main+xml")),
        ("/word/styles.xml", format!("{word}.styles+xml")),
        ("/word/numbering.xml", format!("{word}.numbering+xml")),
        ("/word/settings.xml", format!("{word}.settings+xml")),
        ("/word/header1.xml", format!("{word}.header+xml")),
        ("/word/footer1.xml", format!("{word}.footer+xml")),
        (
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
        ),
    ];
    let parts: String = parts
        .iter()
        .map(|(part, kind)| format!("<Override PartName=\"{part}\" ContentType=\"{kind}\"/>"))
        .collect();
    format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"emf\" ContentType=\"image/x-emf\"/>{parts}</Types>"
    )
}

fn relations() -> String {
    listed(&[
        (
            "rId1".to_owned(),
            format!("{OFFICE}/officeDocument"),
            "word/document.xml".to_owned(),
        ),
        (
            "rId2".to_owned(),
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
                .to_owned(),
            "docProps/core.xml".to_owned(),
        ),
        (
            "rId3".to_owned(),
            format!("{OFFICE}/extended-properties"),
            "docProps/app.xml".to_owned(),
        ),
    ])
}

fn document_relations(pictures: usize) -> String {
    let parts = ["styles", "numbering", "settings"];
    let parts = parts.map(|part| {
        (
            format!("rId_{part}"),
            format!("{OFFICE}/{part}"),
            format!("{part}.xml"),
        )
    });
    let edges = [("rIdHeader", "header"), ("rIdFooter", "footer")];
    let edges = edges.map(|(id, part)| {
        (
            id.to_owned(),
            format!("{OFFICE}/{part}"),
            format!("{part}1.xml"),
        )
    });
    let pictures = (1..=pictures).map(|number| {
        (
            format!("rIdPicture{number}"),
            format!("{OFFICE}/image"),
            format!("media/picture{number}.emf"),
        )
    });
    listed(
        &parts
            .into_iter()
            .chain(edges)
            .chain(pictures)
            .collect::<Vec<_>>(),
    )
}

fn listed(relations: &[(String, String, String)]) -> String {
    let relations: String = relations
        .iter()
        .map(|(id, kind, target)| {
            format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
        })
        .collect();
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    )
}

fn settings(lang: &str) -> String {
    format!(
        "{HEAD}<w:settings {WORDS}><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"709\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"{lang}\"/></w:settings>"
    )
}
