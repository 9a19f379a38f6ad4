//! The text document, taken apart.

use super::{LANGS, case, elements, parts, text};
use crate::program::assessed_case;

fn document(lang: &str) -> String {
    text(&parts(&case(lang, "docx")), "word/document.xml")
}

/// What stands in paragraphs of this style.
fn paragraphs(xml: &str, style: &str) -> Vec<String> {
    let mark = format!("<w:pStyle w:val=\"{style}\"/>");
    let own = xml.split("<w:p>").filter(|one| one.contains(&mark));
    own.map(|one| {
        let texts = one.split("<w:t xml:space=\"preserve\">").skip(1);
        texts
            .map(|text| text.split("</w:t>").next().unwrap())
            .collect()
    })
    .collect()
}

#[test]
fn every_heading_of_the_report_is_a_heading_and_stands_in_the_contents() {
    for lang in LANGS {
        let markdown = assessed_case(lang, "markdown").good();
        let xml = document(lang);
        for (level, sign) in [(1, "## "), (2, "### ")] {
            let headings = paragraphs(&xml, &format!("Heading{level}"));
            let told = markdown
                .lines()
                .filter(|line| line.starts_with(sign))
                .count();
            assert!(told > 5);
            assert_eq!(headings.len(), told, "{headings:?}");
            assert_eq!(paragraphs(&xml, &format!("TOC{level}")), headings);
        }
        assert_eq!(paragraphs(&xml, "Title").len(), 1);
    }
}

#[test]
fn tables_and_pictures_are_numbered_in_their_order() {
    let xml = document("de");
    let captions = paragraphs(&xml, "Caption");
    for label in ["Tabelle", "Abbildung"] {
        let own: Vec<&String> = captions
            .iter()
            .filter(|one| one.starts_with(label))
            .collect();
        for (number, one) in (1..).zip(&own) {
            assert!(one.starts_with(&format!("{label} {number}: ")), "{one}");
        }
        assert!(own.len() >= 4, "{own:?}");
        assert_eq!(xml.matches(&format!(" SEQ {label} ")).count(), own.len());
    }
    assert_eq!(
        xml.matches("<w:tblStyle w:val=\"Report\"/>").count(),
        xml.matches("<w:tblHeader/>").count()
    );
}

#[test]
fn each_picture_is_there_once_and_says_what_it_shows() {
    for lang in LANGS {
        let parts = parts(&case(lang, "docx"));
        let pictures = parts.keys().filter(|name| name.ends_with(".emf")).count();
        let all = elements(&text(&parts, "word/document.xml"));
        let told: Vec<&str> = all
            .iter()
            .filter(|(name, _)| name == "wp:docPr")
            .flat_map(|(_, attributes)| attributes)
            .filter(|(name, _)| name == "descr")
            .map(|(_, told)| told.as_str())
            .collect();
        assert_eq!(told.len(), pictures);
        assert!(pictures >= 5, "bars of two indexes, two charts, the plan");
        assert!(
            told.iter().all(|told| told.chars().count() > 30),
            "{told:?}"
        );
    }
}

#[test]
fn the_document_names_its_language_its_paper_and_where_it_is_from() {
    for (lang, tag) in [("de", "de-DE"), ("en", "en-GB")] {
        let parts = parts(&case(lang, "docx"));
        assert!(text(&parts, "word/styles.xml").contains(&format!("<w:lang w:val=\"{tag}\"")));
        assert!(
            text(&parts, "word/document.xml").contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>")
        );
        let foot = text(&parts, "word/footer1.xml");
        assert!(
            foot.contains("kamready 0.1.0") && foot.contains("SHA-256"),
            "{foot}"
        );
        assert!(foot.contains(" NUMPAGES "));
        assert!(text(&parts, "word/header1.xml").contains("Kestenbach"));
        assert!(text(&parts, "docProps/core.xml").contains("2026-11-25T00:00:00Z"));
    }
}

/// Every part that one refers to is there, and every part has a type.
#[test]
fn the_package_is_whole() {
    let parts = parts(&case("en", "docx"));
    let types = text(&parts, "[Content_Types].xml");
    for (relations, base) in [
        ("_rels/.rels", ""),
        ("word/_rels/document.xml.rels", "word/"),
    ] {
        for (name, attributes) in elements(&text(&parts, relations)) {
            let target = attributes.iter().find(|(own, _)| own == "Target");
            if let (true, Some((_, target))) = (name == "Relationship", target) {
                assert!(parts.contains_key(&format!("{base}{target}")), "{target}");
            }
        }
    }
    for name in parts
        .keys()
        .filter(|name| name.ends_with(".xml") && !name.starts_with('['))
    {
        assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name}");
        elements(&text(&parts, name));
    }
}
