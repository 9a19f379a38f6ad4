//! `goals/words.csv`: words that are looked for in goals (domain 6.3).

use std::ops::Range;

use crate::error::Faults;
use crate::pack::PackFile;
use crate::pack::org_chart::table::rows;

/// A word of a text, in lower case, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    pub word: String,
    pub place: Range<usize>,
}

/// The words of a text: runs of letters and digits. An umlaut that is written as two signs counts as one letter.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut open = false;
    for (at, c) in text.char_indices() {
        let belongs = c.is_alphanumeric() || (open && is_umlaut_mark(c));
        let end = at + c.len_utf8();
        match (belongs, open, found.last_mut()) {
            (true, true, Some(last)) => last.place.end = end,
            (true, ..) => found.push(Token {
                word: String::new(),
                place: at..end,
            }),
            (false, ..) => {}
        }
        open = belongs;
    }
    for token in &mut found {
        token.word = lower(text.get(token.place.clone()).unwrap_or_default());
    }
    found
}

/// Lower case, umlauts as one letter each.
pub fn lower(text: &str) -> String {
    let mut lower = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        let umlaut = match (c, lower.chars().next_back()) {
            ('\u{308}', Some('a')) => 'ä',
            ('\u{308}', Some('o')) => 'ö',
            ('\u{308}', Some('u')) => 'ü',
            _ => {
                lower.push(c);
                continue;
            }
        };
        lower.pop();
        lower.push(umlaut);
    }
    lower
}

fn is_umlaut_mark(c: char) -> bool {
    c == '\u{308}'
}

/// A list of words and of beginnings of words.
#[derive(Debug, Clone, Default)]
pub struct WordList {
    starts: Vec<String>,
    /// Each as its words.
    whole: Vec<Vec<String>>,
}

impl WordList {
    fn add(&mut self, word: &str, start: bool) {
        match start {
            true => self.starts.push(lower(word)),
            false => {
                let words = tokens(word).into_iter().map(|token| token.word);
                self.whole.push(words.collect());
            }
        }
    }

    /// How many words the list takes from the beginning of these; none if it does not know them.
    pub fn takes(&self, tokens: &[Token]) -> Option<usize> {
        let first = tokens.first()?;
        if self
            .starts
            .iter()
            .any(|start| first.word.starts_with(start))
        {
            return Some(1);
        }
        let same = |words: &&Vec<String>| {
            let own = tokens.iter().map(|token| &token.word);
            tokens.len() >= words.len() && words.iter().zip(own).all(|(a, b)| a == b)
        };
        let longest = self.whole.iter().filter(same).map(Vec::len).max();
        longest.filter(|length| *length > 0)
    }

    /// Whether the word is on the list.
    pub fn holds(&self, word: &str) -> bool {
        let tokens = tokens(word);
        self.takes(&tokens) == Some(tokens.len())
    }

    /// How many words of the text are on the list.
    pub fn count_in(&self, text: &str) -> usize {
        let tokens = tokens(text);
        let places = 0..tokens.len();
        places
            .filter(|place| {
                self.takes(tokens.get(*place..).unwrap_or_default())
                    .is_some()
            })
            .count()
    }
}

/// The lists of a pack.
#[derive(Debug, Clone, Default)]
pub struct GoalWords {
    /// "und", "and".
    pub joining: WordList,
    /// "halten", "keep".
    pub keeping: WordList,
    /// Words that sound like a goal and say nothing.
    pub vague: WordList,
    /// Words of posts, which are no persons.
    pub post: WordList,
}

/// One of the lists.
#[derive(Debug, Clone, Copy)]
enum List {
    Joining,
    Keeping,
    Vague,
    Post,
}

const LISTS: [(&str, List); 4] = [
    ("joining", List::Joining),
    ("keeping", List::Keeping),
    ("vague", List::Vague),
    ("post", List::Post),
];

impl GoalWords {
    fn list(&mut self, list: List) -> &mut WordList {
        match list {
            List::Joining => &mut self.joining,
            List::Keeping => &mut self.keeping,
            List::Vague => &mut self.vague,
            List::Post => &mut self.post,
        }
    }
}

/// Reads `list,match,word`.
///
/// # Errors
/// Each row of another form.
pub(super) fn read(file: &PackFile) -> Result<GoalWords, Faults> {
    let mut words = GoalWords::default();
    let mut faults = Vec::new();
    for row in rows(file, &["list", "match", "word"])? {
        let start = row.one_of("match", &[("start", true), ("whole", false)]);
        match (row.one_of("list", &LISTS), start) {
            _ if tokens(row.cell("word")).is_empty() => {
                faults.push(row.fault("word", "a word has at least one letter"));
            }
            (Ok(list), Ok(start)) => words.list(list).add(row.cell("word"), start),
            (list, start) => {
                faults.extend(list.err());
                faults.extend(start.err());
            }
        }
    }
    if faults.is_empty() {
        Ok(words)
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn a_word_is_a_run_of_letters_and_umlauts_are_one_letter() {
        assert_eq!(
            words("Gesta\u{308}rkt, ÜBER-all!"),
            ["gestärkt", "über", "all"]
        );
        assert_eq!(words("K26 = 92,5 %"), ["k26", "92", "5"]);
        assert_eq!(words(" – ; "), Vec::<String>::new());
    }

    #[test]
    fn a_list_takes_beginnings_whole_words_and_phrases() {
        let mut list = WordList::default();
        list.add("stärk", true);
        list.add("as far as possible", false);
        list.add("soon", false);
        let takes = |text: &str| list.takes(&tokens(text));
        assert_eq!(takes("Stärkung der Bindung"), Some(1));
        assert_eq!(takes("Verstärkung"), None);
        assert_eq!(takes("As far as possible, more"), Some(4));
        assert_eq!(takes("as far as we can"), None);
        assert_eq!(takes("sooner"), None);
        assert_eq!(takes(""), None);
        assert_eq!(list.count_in("soon, SOON and sooner"), 2);
    }
}
