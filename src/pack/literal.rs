//! Reads the constants of a rule file without running anything.
//!
//! A rule file is `const META = #{…};`, `const CASES = […];`, then functions. The constants hold literals
//! only. They are read here, with a position for every value; the functions are left to `rules`.

use crate::error::{Detail, Error, Kind, Place, code};

/// Deepest nesting of lists and maps that a constant may have.
const MAX_DEPTH: usize = 16;

/// A line and a column, both from 1, counted in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    pub line: usize,
    pub column: usize,
}

/// A literal value and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    pub value: Shape,
    pub spot: Spot,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Number(f64),
    Text(String),
    Flag(bool),
    List(Vec<Literal>),
    Map(Vec<(String, Spot, Literal)>),
}

impl Shape {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Number(_) => "a number",
            Self::Text(_) => "a text",
            Self::Flag(_) => "a truth value",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// The three parts of a rule file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RuleText {
    pub comment: String,
    pub meta: Literal,
    pub cases: Literal,
    /// The functions, preceded by as many line breaks as stand above them, so that positions hold.
    pub functions: String,
}

/// Splits a rule file into its parts.
///
/// # Errors
/// The first thing that is out of place, with its position and what is expected there.
pub(super) fn read_rule(file: &str, text: &str) -> Result<RuleText, Error> {
    let mut reader = Reader::new(file, text);
    reader.visible()?;
    let comment = reader.leading_comment();
    let meta = reader.constant("META")?;
    let cases = reader.constant("CASES")?;
    reader.blanks()?;
    if !(reader.rest().starts_with("fn ") || reader.rest().starts_with("private fn ")) {
        return Err(reader.fault(
            reader.spot,
            format!(
                "found {} where a function is expected; a rule file holds `const META`, `const CASES` and functions, in this order",
                reader.found()
            ),
        ));
    }
    let indent = " ".repeat(reader.spot.column - 1);
    let functions = format!(
        "{}{indent}{}",
        "\n".repeat(reader.spot.line - 1),
        reader.rest()
    );
    Ok(RuleText {
        comment,
        meta,
        cases,
        functions,
    })
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    /// Byte offset of the next character.
    offset: usize,
    spot: Spot,
}

impl<'a> Reader<'a> {
    fn new(file: &'a str, text: &'a str) -> Self {
        Self {
            file,
            text,
            offset: 0,
            spot: Spot { line: 1, column: 1 },
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.offset..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.offset += next.len_utf8();
        if next == '\n' {
            self.spot.line += 1;
            self.spot.column = 1;
        } else {
            self.spot.column += 1;
        }
        Some(next)
    }

    fn fault(&self, spot: Spot, detail: impl Into<Detail>) -> Error {
        Error::new(Kind::Pack, detail.into().or(code::RULE_SYNTAX)).at(Place::spot(
            self.file,
            spot.line,
            spot.column,
        ))
    }

    /// Signs that are not seen could make a rule read otherwise than it runs.
    fn visible(&self) -> Result<(), Error> {
        for (line, text) in self.text.lines().enumerate() {
            if let Some(column) = text.chars().position(is_hidden) {
                let spot = Spot {
                    line: line + 1,
                    column: column + 1,
                };
                return Err(self.fault(
                    spot,
                    code::HIDDEN_SIGN.says(
                        "a sign stands here that is not seen, or turns the direction of writing",
                    ),
                ));
            }
        }
        Ok(())
    }

    fn found(&self) -> String {
        match self.peek() {
            None => "the end of the file".to_owned(),
            Some(c) if c.is_alphanumeric() || c == '_' => format!("`{}`", word(self.rest())),
            Some(c) => format!("`{}`", c.escape_debug()),
        }
    }

    /// The comment lines on top of the file, without their slashes.
    fn leading_comment(&self) -> String {
        self.rest()
            .lines()
            .map_while(|line| line.strip_prefix("//"))
            .map(|line| line.trim_start_matches('/').trim())
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// Skips blanks and comments.
    fn blanks(&mut self) -> Result<(), Error> {
        loop {
            while self.peek().is_some_and(char::is_whitespace) {
                self.next();
            }
            if self.rest().starts_with("//") {
                while self.peek().is_some_and(|c| c != '\n') {
                    self.next();
                }
            } else if self.rest().starts_with("/*") {
                self.block_comment()?;
            } else {
                return Ok(());
            }
        }
    }

    fn block_comment(&mut self) -> Result<(), Error> {
        let start = self.spot;
        self.next();
        self.next();
        while !self.rest().starts_with("*/") {
            if self.rest().starts_with("/*") || self.next().is_none() {
                return Err(self.fault(start, "this comment is not closed, or holds another one"));
            }
        }
        self.next();
        self.next();
        Ok(())
    }

    fn constant(&mut self, name: &str) -> Result<Literal, Error> {
        self.blanks()?;
        let start = self.spot;
        if !self.skip_word("const") {
            return Err(self.fault(
                start,
                format!("found {} where `const {name}` is expected", self.found()),
            ));
        }
        self.blanks()?;
        if !self.skip_word(name) {
            return Err(self.fault(
                self.spot,
                format!("found {} where `{name}` is expected", self.found()),
            ));
        }
        self.expect('=')?;
        let value = self.literal(0)?;
        self.expect(';')?;
        Ok(value)
    }

    fn skip_word(&mut self, wanted: &str) -> bool {
        let found = word(self.rest()) == wanted;
        if found {
            wanted.chars().for_each(|_| {
                self.next();
            });
        }
        found
    }

    fn expect(&mut self, wanted: char) -> Result<(), Error> {
        self.blanks()?;
        if self.peek() == Some(wanted) {
            self.next();
            return Ok(());
        }
        Err(self.fault(
            self.spot,
            format!("found {} where `{wanted}` is expected", self.found()),
        ))
    }

    fn literal(&mut self, depth: usize) -> Result<Literal, Error> {
        self.blanks()?;
        let spot = self.spot;
        if self.peek().is_some_and(|c| "„“”‚‘’«»'".contains(c)) {
            let detail = format!(
                "found {}; a text stands in straight quotes, \"…\"",
                self.found()
            );
            return Err(self.fault(spot, detail));
        }
        if depth > MAX_DEPTH {
            return Err(self.fault(spot, format!("a constant nests at most {MAX_DEPTH} deep")));
        }
        let value = match self.peek() {
            Some('"') => Shape::Text(self.string()?),
            Some('[') => Shape::List(self.list(depth)?),
            Some('#') => Shape::Map(self.map(depth)?),
            Some(c) if c == '-' || c.is_ascii_digit() => Shape::Number(self.number()?),
            _ if self.skip_word("true") => Shape::Flag(true),
            _ if self.skip_word("false") => Shape::Flag(false),
            _ => {
                return Err(self.fault(
                    spot,
                    format!(
                        "found {} where a literal is expected: a number, \"text\", true, false, a list […] or a map #{{…}}",
                        self.found()
                    ),
                ));
            }
        };
        Ok(Literal { value, spot })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Literal>, Error> {
        self.next();
        let mut items = Vec::new();
        loop {
            self.blanks()?;
            if self.peek() == Some(']') {
                self.next();
                return Ok(items);
            }
            items.push(self.literal(depth + 1)?);
            self.separator(']')?;
        }
    }

    fn map(&mut self, depth: usize) -> Result<Vec<(String, Spot, Literal)>, Error> {
        self.next();
        self.expect('{')?;
        let mut entries: Vec<(String, Spot, Literal)> = Vec::new();
        loop {
            self.blanks()?;
            if self.peek() == Some('}') {
                self.next();
                return Ok(entries);
            }
            let spot = self.spot;
            let key = self.key()?;
            if entries.iter().any(|(known, ..)| *known == key) {
                return Err(self.fault(
                    spot,
                    code::TWICE.says(format!("the key `{key}` stands here twice")),
                ));
            }
            self.expect(':')?;
            let value = self.literal(depth + 1)?;
            entries.push((key, spot, value));
            self.separator('}')?;
        }
    }

    fn key(&mut self) -> Result<String, Error> {
        if self.peek() == Some('"') {
            return self.string();
        }
        let key = word(self.rest());
        if key.starts_with(|c: char| c.is_ascii_digit()) {
            let detail = format!(
                "found `{key}` where a key is expected; the decimal sign of a number is a point, as `2.5`"
            );
            return Err(self.fault(self.spot, detail));
        }
        if key.is_empty() {
            return Err(self.fault(
                self.spot,
                format!("found {} where a key is expected", self.found()),
            ));
        }
        key.chars().for_each(|_| {
            self.next();
        });
        Ok(key.to_owned())
    }

    /// A comma, or the closing sign.
    fn separator(&mut self, close: char) -> Result<(), Error> {
        let end = self.spot;
        self.blanks()?;
        match self.peek() {
            Some(',') => {
                self.next();
                Ok(())
            }
            Some(c) if c == close => Ok(()),
            Some(_) if self.spot.line > end.line => Err(self.fault(
                end,
                format!(
                    "a `,` or `{close}` is missing here, before {}",
                    self.found()
                ),
            )),
            _ => Err(self.fault(
                self.spot,
                format!("found {} where `,` or `{close}` is expected", self.found()),
            )),
        }
    }

    fn number(&mut self) -> Result<f64, Error> {
        let spot = self.spot;
        let sign = usize::from(self.peek() == Some('-'));
        let body = self.rest().get(sign..).unwrap_or_default();
        let length = body
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '_' | 'e' | 'E')))
            .unwrap_or(body.len());
        let text: String = self.rest().chars().take(sign + length).collect();
        let value = text.replace('_', "").parse::<f64>().ok();
        match value.filter(|value| value.is_finite()) {
            Some(value) => {
                text.chars().for_each(|_| {
                    self.next();
                });
                Ok(value)
            }
            None => Err(self.fault(spot, format!("`{text}` is not a finite number"))),
        }
    }

    fn string(&mut self) -> Result<String, Error> {
        let start = self.spot;
        self.next();
        let mut text = String::new();
        loop {
            let spot = self.spot;
            match self.next() {
                Some('"') => return Ok(text),
                Some('\\') => match self.escape() {
                    Some(c) => text.push(c),
                    None => {
                        return Err(self.fault(
                            spot,
                            "a text knows the escapes \\\\, \\\", \\n, \\t, \\uXXXX",
                        ));
                    }
                },
                Some('\n') | None => {
                    return Err(self.fault(start, "this text is not closed on its line"));
                }
                Some(c) => text.push(c),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        match self.next()? {
            'n' => Some('\n'),
            't' => Some('\t'),
            c @ ('\\' | '"') => Some(c),
            'u' => {
                let code: String = self.rest().chars().take(4).collect();
                code.chars().for_each(|_| {
                    self.next();
                });
                char::from_u32(u32::from_str_radix(&code, 16).ok()?)
            }
            _ => None,
        }
    }
}

/// Control signs but the tab, marks of direction, and blanks of no width.
fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\t')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The identifier at the start of a text.
fn word(text: &str) -> &str {
    let end = text
        .find(|c: char| !(c.is_alphanumeric() || c == '_'))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "// Why.\nconst META = #{ weight: 12, \"title\": \"ä\\n\" };\nconst CASES = [ -0.5, true ];\n\nfn assess(org, params) { 1 }\n";

    #[test]
    fn a_rule_file_falls_into_its_parts_and_positions_hold() {
        let rule = read_rule("r.rhai", RULE).unwrap();
        assert_eq!(rule.comment, "Why.");
        assert!(rule.functions.starts_with("\n\n\n\nfn assess"));
        let Shape::Map(entries) = &rule.meta.value else {
            panic!()
        };
        assert_eq!(
            entries[1].1,
            Spot {
                line: 2,
                column: 29
            }
        );
        assert_eq!(entries[1].2.value, Shape::Text("ä\n".to_owned()));
    }

    #[test]
    fn what_is_not_a_literal_is_refused_where_it_stands() {
        let error = read_rule("r.rhai", "const META = #{ a: 1 + 2 };").unwrap_err();
        assert_eq!(
            error.to_string(),
            "r.rhai:1:22: found `+` where `,` or `}` is expected"
        );
        let error = read_rule("r.rhai", "const META = #{ a: f() };").unwrap_err();
        assert!(error.to_string().contains("found `f` where a literal"));
    }

    #[test]
    fn deep_nesting_is_refused() {
        let text = format!("const META = {};", "[".repeat(50_000));
        assert!(
            read_rule("r.rhai", &text)
                .unwrap_err()
                .to_string()
                .contains("nests at most")
        );
    }
}
