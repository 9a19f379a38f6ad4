//! The report as HTML: all of its content without script, nothing from outside, one page an organisation.

mod blocks;
mod directory;
mod findings;
mod organisation;
mod page;
mod palette;

use crate::model::{Assessment, Document, Lang};
pub(super) use palette::by_day;

/// The page of one organisation.
pub(super) fn one(document: &Document, one: &Assessment, lang: Lang) -> String {
    organisation::page(document, one, lang, None)
}

/// One page of a portfolio: its path below the folder, and its text.
#[derive(Debug)]
pub struct Page {
    pub path: String,
    pub text: String,
}

/// `index.html`, then `orgs/<slug>.html` for each organisation, in their order. `slug` makes a file name of an id.
pub fn pages<'a>(
    document: &'a Document,
    lang: Lang,
    slug: impl Fn(&str) -> String + 'a,
) -> impl Iterator<Item = Page> + 'a {
    let index = Page {
        path: "index.html".to_owned(),
        text: directory::page(document, lang, &slug),
    };
    let rest = document.organisations.iter().map(move |one| Page {
        path: format!("orgs/{}.html", slug(&one.id)),
        text: organisation::page(document, one, lang, Some("../index.html")),
    });
    std::iter::once(index).chain(rest)
}
