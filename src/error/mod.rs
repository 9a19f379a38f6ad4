//! The one error type: what was found, where, what is allowed.

pub mod code;

use std::{fmt, io};

pub use code::{Code, Detail, said};

/// A spot in something the user wrote. Lines and columns start at 1 and count characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: String,
    pub line: Option<usize>,
    pub column: Option<usize>,
    /// Column heading of a table, key of a JSON object, key of META.
    pub field: Option<String>,
}

impl Place {
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            ..Self::default()
        }
    }

    pub fn line(file: impl Into<String>, line: usize) -> Self {
        Self {
            line: Some(line),
            ..Self::file(file)
        }
    }

    pub fn spot(file: impl Into<String>, line: usize, column: usize) -> Self {
        Self {
            column: Some(column),
            ..Self::line(file, line)
        }
    }

    #[must_use]
    pub fn of_field(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let (Some(_), Some(column)) = (self.line, self.column) {
            write!(f, ":{column}")?;
        }
        match &self.field {
            Some(field) => write!(f, ", field `{field}`"),
            None => Ok(()),
        }
    }
}

/// What kind of thing went wrong; decides nothing but the word in front of the message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A file could not be read.
    Read,
    /// A file could not be written.
    Write,
    /// The command line asked for something that cannot be.
    Usage,
    /// Facts that are not what the pack allows.
    Input,
    /// A manifest, table or META that is not what a pack may hold.
    Pack,
    /// A rule's text that the closed language does not allow.
    Rule,
}

/// What an error says in German, as far as it has been translated.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct German {
    detail: Option<String>,
    help: Option<String>,
}

/// What went wrong, where, and because of what: one sentence, lower case, names in backticks.
#[derive(Debug)]
pub struct Error {
    pub kind: Kind,
    /// Which kind of fault of a pack it is; none for what is no fault of a pack.
    pub code: Option<Code>,
    pub detail: String,
    pub place: Option<Box<Place>>,
    /// What to do about it, if there is one thing to do.
    pub help: Option<String>,
    /// The same in German, where the text has been translated.
    german: Box<German>,
    cause: Option<io::Error>,
}

impl Error {
    pub fn new(kind: Kind, detail: impl Into<Detail>) -> Self {
        let Detail { code, text, german } = detail.into();
        Self {
            kind,
            code,
            detail: text,
            place: None,
            help: None,
            german: Box::new(German {
                detail: german,
                help: None,
            }),
            cause: None,
        }
    }

    /// The same, told of as this kind of fault.
    #[must_use]
    pub fn of(mut self, code: Code) -> Self {
        self.code = Some(code);
        self
    }

    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(Box::new(place));
        self
    }

    #[must_use]
    pub fn help(mut self, help: impl Into<Detail>) -> Self {
        let Detail { text, german, .. } = help.into();
        self.help = Some(text);
        self.german.help = german;
        self
    }

    /// The message in German, where it has been translated.
    pub fn german(&self) -> Option<String> {
        let detail = self.german.detail.as_deref()?;
        let text = self.written(detail);
        Some(text.replacen(", field `", ", Feld `", 1))
    }

    /// What to do about it, in German where it has been translated.
    pub fn german_help(&self) -> Option<&str> {
        self.german.help.as_deref().or(self.help.as_deref())
    }

    fn written(&self, detail: &str) -> String {
        let place = self.place.as_ref();
        let place = place.map_or_else(String::new, |place| format!("{place}: "));
        let cause = self.cause.as_ref();
        let cause = cause.map_or_else(String::new, |cause| format!(": {cause}"));
        format!("{place}{detail}{cause}")
    }

    #[must_use]
    pub fn because(mut self, cause: io::Error) -> Self {
        self.cause = Some(cause);
        self
    }

    /// What the system said.
    pub fn cause(&self) -> Option<&io::Error> {
        self.cause.as_ref()
    }

    /// True if writing stopped because the reader went away, which is no fault of ours.
    pub fn is_broken_pipe(&self) -> bool {
        self.cause
            .as_ref()
            .is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written(&self.detail))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

/// All faults of one thing, given at once.
pub type Faults = Vec<Error>;

/// All that went well, or every fault: nobody mends one fault to be told of the next.
///
/// # Errors
/// All faults, in order.
pub fn collected<T>(results: impl IntoIterator<Item = Result<T, Error>>) -> Result<Vec<T>, Faults> {
    let (mut all, mut faults) = (Vec::new(), Vec::new());
    for result in results {
        match result {
            Ok(one) => all.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    match faults.is_empty() {
        true => Ok(all),
        false => Err(faults),
    }
}

/// The name of `known` that is nearest to `found`, if it is near enough to be a slip.
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (found.chars().count() / 3).clamp(1, 4);
    known
        .into_iter()
        .map(|name| (distance(found, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// Edits (insert, drop, replace a character) that turn one name into the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, left) in from.chars().enumerate() {
        let mut diagonal = line;
        let mut last = line + 1;
        for (cell, right) in row.iter_mut().skip(1).zip(&to) {
            let above = *cell;
            let replaced = diagonal + usize::from(left != *right);
            // `last` is the cell to the left, already of this row.
            last = replaced.min(above + 1).min(last + 1);
            diagonal = above;
            *cell = last;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

/// Names as they stand in a message: `` `a`, `b` or `c` ``.
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    joined(names, "nothing", "or")
}

/// The same in German.
pub fn listed_in_german<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    joined(names, "nichts", "oder")
}

fn joined<'a>(names: impl IntoIterator<Item = &'a str>, none: &str, or: &str) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        None => none.to_owned(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} {or} {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_german_where_it_was_translated_and_english_where_not() {
        let fault =
            Error::new(Kind::Input, said("is empty", "ist leer")).at(Place::line("t.csv", 3));
        let fault = fault.help("fill it");
        assert_eq!(fault.to_string(), "t.csv:3: is empty");
        assert_eq!(fault.german().as_deref(), Some("t.csv:3: ist leer"));
        assert_eq!(Error::new(Kind::Input, "is odd").german(), None);
        assert_eq!(fault.german_help(), Some("fill it"));
        assert_eq!(listed_in_german(["a", "b", "c"]), "`a`, `b` oder `c`");
    }

    #[test]
    fn a_slip_finds_its_name_and_a_stranger_none() {
        let known = ["budget_status", "ebit"];
        assert_eq!(nearest("budget_satus", known), Some("budget_status"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
