//! Reports in files, in folders, and on standard output.

use std::io::Write;
use std::path::Path;

use super::output::{Target, slug, write_file};
use super::print;
use super::scores::Table;
use crate::error::{Error, Faults, Kind};
use crate::model::{Assessment, Catalogue, Document, Lang};
use crate::report::{self, Theme};

/// Writes one report where it belongs.
pub(super) fn write_target(
    target: &Target,
    document: &Document,
    table: Option<&Table>,
    lang: Lang,
    theme: Option<&Theme>,
) -> Result<(), Faults> {
    let alone = target.format.shows_one();
    let bytes = |out: &mut dyn Write| match (table, document.organisations.as_slice()) {
        (Some(table), _) => table.write(out),
        (None, [only]) if target.format == report::Format::Html => {
            out.write_all(report::page(document, only, lang, theme)?.as_bytes())
        }
        _ => report::write(out, document, target.format, lang),
    };
    match &target.path {
        Some(folder) if alone && is_folder(folder) => {
            write_folder(folder, document, target.format, lang, theme)
        }
        _ if alone && document.organisations.len() > 1 => Err(vec![one_alone(target)]),
        None => print(bytes),
        Some(path) => write_file(path, bytes).map_err(|fault| vec![fault]),
    }
}

fn write_folder(
    folder: &Path,
    document: &Document,
    format: report::Format,
    lang: Lang,
    theme: Option<&Theme>,
) -> Result<(), Faults> {
    let Some(format) = format.drawing() else {
        return write_pages(folder, document, lang, theme);
    };
    let mut all = document.organisations.iter();
    all.try_for_each(|one| draw(folder, one, &document.texts, format, lang))
}

fn write_pages(
    folder: &Path,
    document: &Document,
    lang: Lang,
    theme: Option<&Theme>,
) -> Result<(), Faults> {
    report::pages(document, lang, theme, slug).try_for_each(|page| {
        let page = page.map_err(|cause| {
            vec![Error::new(Kind::Write, "a page cannot be written").because(cause)]
        })?;
        write_file(&folder.join(&page.path), |out| {
            out.write_all(page.text.as_bytes())
        })
        .map_err(|fault| vec![fault])
    })
}

/// Whether a path names a folder, there or not.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}

fn one_alone(target: &Target) -> Error {
    let detail = "a drawing or a page shows one organisation, and several were assessed";
    let name = target.format.name();
    Error::new(Kind::Usage, detail).help(format!("name a folder: -o {name}:DIR/"))
}

/// `<id>-target.svg`; where it is another one, `<id>-entry.svg`; with own customers, `<id>-customers.svg`;
/// with people, `<id>-staff.svg`; with a roadmap, `<id>-roadmap.svg`.
fn draw(
    folder: &Path,
    one: &Assessment,
    texts: &Catalogue,
    format: report::ChartFormat,
    lang: Lang,
) -> Result<(), Faults> {
    for (role, text) in report::drawn(one, texts, format, lang) {
        let name = format!("{}-{role}.{}", slug(&one.id), format.extension());
        write_file(&folder.join(name), |out| out.write_all(text.as_bytes()))
            .map_err(|fault| vec![fault])?;
    }
    Ok(())
}
