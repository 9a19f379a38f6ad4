//! Words that are looked for in the names of units (domain 4.6, word lists).

/// A name as it is compared: lower case, umlauts and ß as two letters, hyphens and white space as blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded(String);

impl Folded {
    pub fn of(name: &str) -> Self {
        let mut folded = String::with_capacity(name.len());
        for c in name.chars().flat_map(char::to_lowercase) {
            match c {
                'ä' => folded.push_str("ae"),
                'ö' => folded.push_str("oe"),
                'ü' => folded.push_str("ue"),
                'ß' => folded.push_str("ss"),
                // An umlaut that is written as a letter and a mark.
                '\u{308}' if folded.ends_with(['a', 'o', 'u']) => folded.push('e'),
                '-' | '\u{2010}' | '\u{2011}' => folded.push(' '),
                '\u{ad}' => {}
                c if c.is_whitespace() => folded.push(' '),
                c => folded.push(c),
            }
        }
        Self(folded)
    }
}

/// How a word must stand in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Match {
    Anywhere,
    /// At the start of a word.
    Start,
    /// As a whole word.
    Whole,
    /// Anywhere, each blank standing for one sign or none.
    Loose,
}

impl Match {
    pub(super) const ALL: &'static [(&'static str, Self)] = &[
        ("anywhere", Self::Anywhere),
        ("start", Self::Start),
        ("whole", Self::Whole),
        ("loose", Self::Loose),
    ];
}

/// One word of a list.
#[derive(Debug, Clone)]
pub(super) struct Word {
    text: String,
    how: Match,
}

impl Word {
    pub(super) fn new(text: &str, how: Match) -> Self {
        Self {
            text: Folded::of(text).0,
            how,
        }
    }

    pub(super) fn is_in(&self, name: &Folded) -> bool {
        let Folded(name) = name;
        let text = self.text.as_str();
        let mut hits = name.match_indices(text);
        let starts = |at: usize| !ends_in_word(name.get(..at));
        let ends = |at: usize| !begins_in_word(name.get(at + text.len()..));
        match self.how {
            Match::Anywhere => hits.next().is_some(),
            Match::Start => hits.any(|(at, _)| starts(at)),
            Match::Whole => hits.any(|(at, _)| starts(at) && ends(at)),
            Match::Loose => is_loosely_in(name, text),
        }
    }
}

fn ends_in_word(before: Option<&str>) -> bool {
    let last = before.and_then(|before| before.chars().next_back());
    last.is_some_and(char::is_alphanumeric)
}

fn begins_in_word(after: Option<&str>) -> bool {
    let first = after.and_then(|after| after.chars().next());
    first.is_some_and(char::is_alphanumeric)
}

fn is_loosely_in(name: &str, text: &str) -> bool {
    let Some((first, rest)) = text.split_once(' ') else {
        return name.contains(text);
    };
    let mut hits = name.match_indices(first);
    hits.any(|(at, _)| {
        name.get(at + first.len()..)
            .is_some_and(|after| follows(after, rest))
    })
}

/// The rest of the word follows here, after at most one sign.
fn follows(after: &str, rest: &str) -> bool {
    let (part, more) = rest
        .split_once(' ')
        .map_or((rest, None), |(part, more)| (part, Some(more)));
    let mut later = after.chars();
    later.next();
    [after, later.as_str()].into_iter().any(|from| {
        from.strip_prefix(part)
            .is_some_and(|after| more.is_none_or(|more| follows(after, more)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(name: &str, word: &str, how: Match) -> bool {
        Word::new(word, how).is_in(&Folded::of(name))
    }

    #[test]
    fn names_are_compared_without_case_umlauts_and_hyphens() {
        for name in ["SÜD", "sued", "Su\u{308}d", "Süd"] {
            assert!(holds(name, "Süd", Match::Whole), "{name}");
        }
        assert!(holds("GROẞKUNDEN", "Großkund", Match::Anywhere));
        assert!(holds(
            "Business-Unit Pumpen",
            "Business Unit",
            Match::Anywhere
        ));
        assert!(holds("Behoerden", "Behörde", Match::Anywhere));
    }

    #[test]
    fn a_word_ends_at_any_sign_that_is_neither_letter_nor_digit() {
        assert!(holds("KAM-Team", "KAM", Match::Whole));
        assert!(holds("Team_KAM", "KAM", Match::Whole));
        assert!(holds("(IT)", "IT", Match::Whole));
        assert!(holds("Zentrale F&E", "F&E", Match::Whole));
        assert!(!holds("KAM2", "KAM", Match::Whole));
        assert!(!holds("Kammer", "KAM", Match::Whole));
        assert!(!holds("Dachsysteme", "DACH", Match::Whole));
        assert!(!holds("ÜIT", "IT", Match::Whole));
    }

    #[test]
    fn a_start_is_the_start_of_any_word_of_the_name() {
        assert!(holds("Vertrieb Ostasien", "Ost", Match::Start));
        assert!(holds("Büro-West", "West", Match::Start));
        assert!(!holds("Kosten", "Ost", Match::Start));
        assert!(holds("Kosten Ost", "Ost", Match::Start));
    }

    #[test]
    fn a_loose_blank_is_one_sign_or_none() {
        for name in [
            "Key Account",
            "KeyAccounts",
            "Key-Account",
            "Key_Account",
            "Monkey–Accountant",
        ] {
            assert!(holds(name, "Key Account", Match::Loose), "{name}");
        }
        assert!(!holds("Key  Account", "Key Account", Match::Loose));
        assert!(!holds("Account Key", "Key Account", Match::Loose));
        assert!(holds("Key Key Account", "Key Account", Match::Loose));
    }
}
