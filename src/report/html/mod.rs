//! The report as HTML: all of its content without script, nothing from outside, one page an organisation.

mod blocks;
mod embedded;
mod findings;
mod organisation;
mod page;
mod palette;
mod portfolio;

use std::io;

use super::theme::Theme;
use crate::model::{Assessment, Document, Lang};
pub(super) use palette::by_day;

pub use page::Frame;

/// The page of one organisation, in the look of a theme if there is one.
///
/// # Errors
/// Where the template of the theme fails.
pub fn page(
    document: &Document,
    one: &Assessment,
    lang: Lang,
    theme: Option<&Theme>,
) -> io::Result<String> {
    let shared = organisation::Shared::of(document, lang);
    organisation::page(document, one, lang, None, &shared, theme)
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
    theme: Option<&'a Theme>,
    slug: impl Fn(&str) -> String + 'a,
) -> impl Iterator<Item = io::Result<Page>> + 'a {
    let index = portfolio::page(document, lang, theme, &slug).map(|text| Page {
        path: "index.html".to_owned(),
        text,
    });
    let shared = organisation::Shared::of(document, lang);
    let rest = document.organisations.iter().map(move |one| {
        let text = organisation::page(document, one, lang, Some("../index.html"), &shared, theme)?;
        let path = format!("orgs/{}.html", slug(&one.id));
        Ok(Page { path, text })
    });
    std::iter::once(index).chain(rest)
}
