//! The frame of a page: head, ways to move around, foot.

use std::io;

use super::{embedded, palette};
use crate::model::{Document, Lang, printable};
use crate::report::svg::escaped;
use crate::report::theme::{Framed, Shown, Theme};
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
        let skip = match self.lang {
            Lang::De => "Zum Inhalt",
            Lang::En => "Skip to the content",
        };
        let body = format!(
            "<a class=\"skip\" href=\"#main\">{skip}</a>\n<header>\n{}<h1>{}</h1>\n<p class=\"quiet\">{}</p>\n</header>\n{}<main id=\"main\">\n{}</main>\n",
            self.before,
            escaped(self.title),
            escaped(self.subtitle),
            self.contents,
            self.main,
        );
        file(&Shell {
            lang: self.lang.code(),
            title: self.title,
            subtitle: self.subtitle,
            css: "",
            body: &body,
            after: self.after,
        })
    }
}

/// What every page consists of; all but title and subtitle are markup.
struct Shell<'a> {
    lang: &'a str,
    title: &'a str,
    subtitle: &'a str,
    css: &'a str,
    body: &'a str,
    /// Data and scripts.
    after: &'a str,
}

/// A whole file that asks for nothing from outside.
fn file(shell: &Shell<'_>) -> String {
    let description = match shell.subtitle {
        "" => shell.title.to_owned(),
        subtitle => format!("{} – {subtitle}", shell.title),
    };
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n<meta name=\"description\" content=\"{}\">\n<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>{}{STYLE}{}</style>\n</head>\n<body>\n{}{}</body>\n</html>\n",
        shell.lang,
        escaped(&description),
        escaped(shell.title),
        palette::css(),
        shell.css,
        shell.body,
        shell.after,
    )
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
    pub(super) theme: Option<&'a Theme>,
}

impl Page<'_> {
    pub(super) fn write(&self) -> io::Result<String> {
        let foot = self.foot();
        let own = self.theme.and_then(|theme| theme.body(&self.shown(&foot)));
        let body = own.unwrap_or_else(|| Ok(self.body(&foot)))?;
        let data = self
            .data
            .as_deref()
            .map_or_else(String::new, embedded::element);
        Ok(file(&Shell {
            lang: self.words.lang.code(),
            title: &self.title,
            subtitle: &self.subtitle,
            css: self.theme.map_or("", Theme::css),
            body: &body,
            after: &format!("{data}<script>{SCRIPT}</script>\n"),
        }))
    }

    /// What a theme shows in its own frame.
    fn shown<'p>(&'p self, foot: &'p str) -> Shown<'p> {
        let sections = self.sections.iter().map(|section| Framed {
            anchor: section.anchor,
            title: &section.title,
            markup: &section.markup,
        });
        Shown {
            lang: self.words.lang.code(),
            title: &self.title,
            subtitle: &self.subtitle,
            skip: self.skip(),
            back: self.back.map(|href| (href, self.back_label())),
            contents: self.contents_label(),
            sections: sections.collect(),
            foot,
        }
    }

    fn body(&self, foot: &str) -> String {
        let sections = self.sections.iter().map(section);
        format!(
            "<a class=\"skip\" href=\"#main\">{}</a>\n<header>\n{}<h1>{}</h1>\n<p class=\"quiet\">{}</p>\n</header>\n{}<main id=\"main\">\n{}</main>\n<footer>\n<p>{}</p>\n</footer>\n",
            self.skip(),
            self.way_back(),
            escaped(&self.title),
            escaped(&self.subtitle),
            self.contents(),
            sections.collect::<String>(),
            escaped(foot),
        )
    }

    fn skip(&self) -> &'static str {
        self.words.say("Zum Inhalt", "Skip to the content")
    }

    fn back_label(&self) -> &'static str {
        self.words.say("Zur Übersicht", "Back to the overview")
    }

    fn contents_label(&self) -> &'static str {
        self.words.say("Inhalt", "Contents")
    }

    fn way_back(&self) -> String {
        let label = self.back_label();
        self.back.map_or_else(String::new, |href| {
            format!("<p><a href=\"{href}\">{label}</a></p>\n")
        })
    }

    fn contents(&self) -> String {
        let label = self.contents_label();
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
        format!(
            "{} {} · {by} {} {} · SHA-256 {}",
            tool.name,
            tool.version,
            printable(&pack.id),
            printable(&pack.version),
            pack.hash
        )
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
