//! The frame of a page: head, ways to move around, foot.

use super::palette;
use crate::model::{Document, Lang, printable};
use crate::report::svg::escaped;
use crate::report::words::Words;

/// A whole page around its parts, all of which are markup but title and subtitle.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    pub lang: Lang,
    pub title: &'a str,
    /// Above the title.
    pub before: &'a str,
    pub subtitle: &'a str,
    pub contents: &'a str,
    pub main: &'a str,
    /// Foot and scripts.
    pub after: &'a str,
}

impl Frame<'_> {
    /// One file that asks for nothing from outside.
    pub fn write(&self) -> String {
        let lang = self.lang.code();
        let title = escaped(self.title);
        let skip = match self.lang {
            Lang::De => "Zum Inhalt",
            Lang::En => "Skip to the content",
        };
        format!(
            "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>{}{STYLE}</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">{skip}</a>\n<header>\n{}<h1>{title}</h1>\n<p class=\"quiet\">{}</p>\n</header>\n{}<main id=\"main\">\n{}</main>\n{}</body>\n</html>\n",
            palette::css(),
            self.before,
            escaped(self.subtitle),
            self.contents,
            self.main,
            self.after,
        )
    }
}

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");

/// A section of the page: its anchor, its heading for the list of contents, its markup with the heading.
pub(super) struct Section {
    pub(super) anchor: &'static str,
    pub(super) title: String,
    pub(super) markup: String,
}

pub(super) struct Page<'a> {
    pub(super) words: Words<'a>,
    pub(super) document: &'a Document,
    pub(super) title: String,
    /// Below the title.
    pub(super) subtitle: String,
    /// The way back to the overview, if there is one.
    pub(super) back: Option<&'a str>,
    pub(super) sections: Vec<Section>,
    /// The result as JSON, embedded so that the page carries its own evidence.
    pub(super) data: Option<String>,
}

impl Page<'_> {
    pub(super) fn write(&self) -> String {
        let sections = self.sections.iter().map(section);
        let frame = Frame {
            lang: self.words.lang,
            title: &self.title,
            before: &self.way_back(),
            subtitle: &self.subtitle,
            contents: &self.contents(),
            main: &sections.collect::<String>(),
            after: &format!(
                "{}{}<script>{SCRIPT}</script>\n",
                self.foot(),
                self.embedded()
            ),
        };
        frame.write()
    }

    fn way_back(&self) -> String {
        let label = self.words.say("Zur Übersicht", "Back to the overview");
        self.back.map_or_else(String::new, |href| {
            format!("<p><a href=\"{href}\">{label}</a></p>\n")
        })
    }

    fn contents(&self) -> String {
        let label = self.words.say("Inhalt", "Contents");
        let link = |section: &Section| {
            format!(
                "<li><a href=\"#{}\">{}</a></li>\n",
                section.anchor,
                escaped(&section.title)
            )
        };
        let links: String = self.sections.iter().map(link).collect();
        format!("<nav aria-label=\"{label}\">\n<ul>\n{links}</ul>\n</nav>\n")
    }

    fn foot(&self) -> String {
        let pack = &self.document.pack;
        let tool = &self.document.tool;
        let by = self.words.say("Regelwerk", "Rule pack");
        let line = format!(
            "{} {} · {by} {} {} · SHA-256 {}",
            tool.name,
            tool.version,
            printable(&pack.id),
            printable(&pack.version),
            pack.hash
        );
        format!("<footer>\n<p>{}</p>\n</footer>\n", escaped(&line))
    }

    /// No text of a cell can end the element: JSON allows every `<` to be written as a number.
    fn embedded(&self) -> String {
        self.data.as_ref().map_or_else(String::new, |data| {
            let data = data
                .replace('<', "\\u003c")
                .replace('\u{2028}', "\\u2028")
                .replace('\u{2029}', "\\u2029");
            format!("<script type=\"application/json\" id=\"result-json\">{data}</script>\n")
        })
    }
}

/// The page loads nothing and sends nothing.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

fn section(section: &Section) -> String {
    format!(
        "<section id=\"{}\">\n{}</section>\n",
        section.anchor, section.markup
    )
}
