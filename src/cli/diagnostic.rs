//! Messages on standard error: faults with the line they are in, and notes.

use std::io::{self, IsTerminal, Write};

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, Title};

use super::ColorArg;
use crate::error::{Error, Place};
use crate::lint::{Finding, Severity};
use crate::model::Lang;
use crate::pack::PackFiles;

/// More faults than this are counted, not shown.
const SHOWN: usize = 50;

/// Where messages go and how they look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Messages {
    colour: bool,
    quiet: bool,
    lang: Lang,
}

impl Messages {
    pub(super) fn new(colour: ColorArg, quiet: bool, lang: Lang) -> Self {
        let colour = match colour {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => {
                io::stderr().is_terminal()
                    && anstream::ColorChoice::global() != anstream::ColorChoice::Never
                    && !no_color()
            }
        };
        Self {
            colour,
            quiet,
            lang,
        }
    }

    pub(super) fn plain(lang: Lang) -> Self {
        Self {
            colour: false,
            quiet: false,
            lang,
        }
    }

    /// Something a person should know, and no fault.
    pub(super) fn note(self, text: &str) {
        if !self.quiet {
            self.say(&format!("kamready: {text}\n"));
        }
    }

    /// All faults, each with an excerpt where its file is at hand.
    pub(super) fn faults(self, faults: &[Error], files: Option<&PackFiles>) {
        let mut text = String::new();
        for fault in faults.iter().take(SHOWN) {
            text.push_str(&self.fault(fault, files));
            text.push('\n');
        }
        if let Some(more) = faults.len().checked_sub(SHOWN + 1) {
            let more = more + 1;
            text.push_str(&match self.lang {
                Lang::En => format!("and {more} more faults\n"),
                Lang::De => format!("und {more} weitere Fehler\n"),
            });
        }
        self.say(&text);
    }

    fn fault(self, fault: &Error, files: Option<&PackFiles>) -> String {
        let source = fault.place.as_ref().and_then(|place| {
            let text = files?.text_of(&place.file)?;
            Some((place, text))
        });
        let help = fault.help.as_deref();
        match source {
            Some((place, text)) => {
                let title = Level::ERROR.primary_title(&*fault.detail);
                excerpt(self.colour, title, place, text, help)
            }
            None => {
                let german = fault.german().filter(|_| self.lang == Lang::De);
                let (told, help) = match german {
                    None => (
                        format!("error: {fault}"),
                        help.map(|help| format!("help: {help}")),
                    ),
                    Some(german) => {
                        let help = fault.german_help();
                        let help = help.map(|help| format!("Abhilfe: {help}"));
                        (format!("Fehler: {german}"), help)
                    }
                };
                let help = help.map_or_else(String::new, |help| format!("\n  = {help}"));
                format!("{}{help}", super::output::printable(&told))
            }
        }
    }

    fn say(self, text: &str) {
        // A standard error that cannot be written leaves nobody to tell.
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

/// Findings of a pack with the line they are in, for standard output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Excerpts {
    colour: bool,
}

impl Excerpts {
    pub(super) fn to_standard_output(colour: ColorArg) -> Self {
        let colour = match colour {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => io::stdout().is_terminal() && !no_color(),
        };
        Self { colour }
    }

    /// One finding: severity, code, message, place, excerpt, and what to do.
    pub(super) fn finding(self, finding: &Finding, files: &PackFiles, lang: Lang) -> String {
        let level = match finding.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let help = finding.help(lang);
        let detail = super::output::printable(&finding.detail);
        match files.text_of(&finding.place.file) {
            Some(text) => {
                let title = level.primary_title(&*detail).id(finding.code.0);
                excerpt(self.colour, title, &finding.place, text, Some(help))
            }
            None => {
                let (severity, code) = (finding.severity.name(), finding.code);
                let place = super::output::printable(&finding.place.to_string());
                format!("{severity}[{code}]: {detail}\n --> {place}\n  = help: {help}")
            }
        }
    }
}

fn excerpt(
    colour: bool,
    title: Title<'_>,
    place: &Place,
    text: &str,
    help: Option<&str>,
) -> String {
    let snippet = Snippet::source(text)
        .path(&*place.file)
        .annotation(AnnotationKind::Primary.span(span(text, place)));
    let mut group = title.element(snippet);
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    let renderer = if colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.render(&[group]).to_string()
}

/// <https://no-color.org>: set and not empty.
#[expect(
    clippy::disallowed_methods,
    reason = "the convention is an environment variable; it changes no result"
)]
fn no_color() -> bool {
    std::env::var("NO_COLOR").is_ok_and(|value| !value.is_empty())
}

/// Bytes of the word at a place.
fn span(text: &str, place: &Place) -> std::ops::Range<usize> {
    let line = place.line.unwrap_or(1).saturating_sub(1);
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let column = place.column.unwrap_or(1).saturating_sub(1);
    let offset = rest
        .char_indices()
        .nth(column)
        .map_or(rest.len(), |(offset, _)| offset);
    let from = (start + offset).min(text.len());
    let word = text.get(from..).unwrap_or_default();
    let name = word
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(word.len());
    let length = if name > 0 {
        name
    } else {
        word.chars().next().map_or(0, char::len_utf8)
    };
    from..from + length
}
