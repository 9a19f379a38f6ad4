//! The rule book as one page: the same parts as in Markdown, with a drawing at each curve and table.

mod chart;
mod markup;

use super::page::page;
use super::{Part, parts, word};
use crate::model::{Lang, Tool};
use crate::pack::Pack;
use crate::report::{Frame, escaped_xml as escaped};

/// One file, readable without script and without a network.
pub fn html(pack: &Pack, lang: Lang) -> String {
    let mut sections: Vec<(String, String)> = vec![(String::new(), String::new())];
    for part in parts(pack, lang) {
        let text = match &part {
            Part::Text(text) => text.clone(),
            Part::Rule(rule, depth) => {
                format!("{}{}", "#".repeat(depth - 3), page(pack, rule, lang))
            }
        };
        for piece in markup::pieces(&text) {
            if let markup::Piece::Section(title) = &piece {
                sections.push((title.clone(), String::new()));
            }
            if let Some((_, markup)) = sections.last_mut() {
                markup.push_str(&piece.markup());
            }
        }
        if let (Part::Rule(rule, _), Some((_, markup))) = (&part, sections.last_mut()) {
            markup.push_str(&chart::of(pack, rule, lang));
        }
    }
    let (title, foot) = (pack.say("pack.title", lang), foot(pack, lang));
    let main: String = sections.iter().enumerate().map(section).collect();
    let frame = Frame {
        lang,
        title,
        before: "",
        subtitle: word(
            lang,
            "Das Regelwerk: was gefragt wird, wie es zählt und warum",
            "The rule book: what is asked, how it counts, and why",
        ),
        contents: &contents(&sections, lang),
        main: &main,
        after: &foot,
    };
    frame.write()
}

fn section((number, (title, markup)): (usize, &(String, String))) -> String {
    match title.is_empty() {
        true => markup.clone(),
        false => format!("<section id=\"s{number}\">\n{markup}</section>\n"),
    }
}

fn contents(sections: &[(String, String)], lang: Lang) -> String {
    let links = sections
        .iter()
        .enumerate()
        .filter(|(_, (title, _))| !title.is_empty());
    let links = links.map(|(number, (title, _))| {
        format!("<li><a href=\"#s{number}\">{}</a></li>\n", escaped(title))
    });
    let label = word(lang, "Inhalt", "Contents");
    format!(
        "<nav aria-label=\"{label}\">\n<ul>\n{}</ul>\n</nav>\n",
        links.collect::<String>()
    )
}

fn foot(pack: &Pack, lang: Lang) -> String {
    let (id, version) = (&pack.manifest.id, &pack.manifest.version);
    let line = format!(
        "{} {} · {} {id} {version} · SHA-256 {}",
        Tool::THIS.name,
        Tool::THIS.version,
        word(lang, "Regelwerk", "Rule pack"),
        pack.hash
    );
    format!(
        "<footer>\n<p>{}</p>\n</footer>\n",
        escaped(&crate::model::printable(&line))
    )
}
