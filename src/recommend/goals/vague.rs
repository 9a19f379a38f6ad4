//! Words that sound like a goal and say nothing, in sentences without a figure (domain 6.3).

use std::ops::Range;

use crate::model::{Day, Id};
use crate::pack::{WordList, tokens};

/// In the place of a date, a year or a quarter: no digit, no letter, no blank.
const TAKEN_OUT: char = '\0';

/// The vague words of a text, in lower case, as often as they occur.
pub(super) fn vague(text: &str, list: &WordList) -> Vec<Id> {
    let signs: Vec<char> = text.chars().collect();
    let rest = without_dates(&signs);
    let mut found = Vec::new();
    for sentence in sentences(&rest) {
        let of = |signs: &[char]| signs.get(sentence.clone()).unwrap_or_default().to_vec();
        if !has_number(&of(&rest)) {
            let sentence: String = of(&signs).into_iter().collect();
            found.extend(words(&sentence, list));
        }
    }
    found
}

fn words(sentence: &str, list: &WordList) -> Vec<Id> {
    let tokens = tokens(sentence);
    let mut rest = tokens.as_slice();
    let mut found = Vec::new();
    while !rest.is_empty() {
        let taken = list.takes(rest);
        let (word, after) = rest.split_at(taken.unwrap_or(1));
        if taken.is_some() {
            let word: Vec<&str> = word.iter().map(|token| token.word.as_str()).collect();
            found.push(Id::from(word.join(" ")));
        }
        rest = after;
    }
    found
}

/// A sentence ends at `!`, `?`, `;`, a line break, or a full stop before a blank and a capital letter.
fn sentences(signs: &[char]) -> Vec<Range<usize>> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, sign) in signs.iter().enumerate() {
        let ends = match sign {
            '!' | '?' | ';' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => true,
            '.' => begins_sentence(signs.get(at + 1..).unwrap_or_default()),
            _ => false,
        };
        if ends {
            all.push(start..at + 1);
            start = at + 1;
        }
    }
    all.push(start..signs.len());
    all
}

fn begins_sentence(after: &[char]) -> bool {
    let blanks = after.iter().take_while(|sign| sign.is_whitespace()).count();
    blanks > 0 && after.get(blanks).is_some_and(|sign| sign.is_uppercase())
}

/// A run of digits that does not stand directly after a letter.
fn has_number(signs: &[char]) -> bool {
    let mut before = ' ';
    signs.iter().any(|sign| {
        let begins = sign.is_ascii_digit() && !before.is_ascii_digit() && !before.is_alphabetic();
        before = *sign;
        begins
    })
}

/// The text with its dates, years and quarters taken out; each sign keeps its place.
fn without_dates(signs: &[char]) -> Vec<char> {
    let mut rest = signs.to_vec();
    let mut at = 0;
    while at < signs.len() {
        let before = at.checked_sub(1).and_then(|before| signs.get(before));
        let begins = !before.is_some_and(|sign| sign.is_alphanumeric());
        let from = signs.get(at..).unwrap_or_default();
        let length = match begins && from.first().is_some_and(char::is_ascii_digit) {
            true => date(from).or_else(|| year(signs, at)),
            false => None,
        };
        if let Some(length) = length {
            rest.iter_mut()
                .skip(at)
                .take(length)
                .for_each(|sign| *sign = TAKEN_OUT);
        }
        at += length.unwrap_or(1);
    }
    rest
}

/// How many signs of a date or a quarter stand here. The full stop behind `31.12.` can end a sentence and stays.
fn date(from: &[char]) -> Option<usize> {
    iso(from)
        .or_else(|| german(from))
        .or_else(|| month_of_year(from))
        .or_else(|| quarter(from))
}

/// `2027-12-31`.
fn iso(from: &[char]) -> Option<usize> {
    let text: String = from.iter().take(10).collect();
    let alone = !from.get(10).is_some_and(char::is_ascii_digit);
    (alone && Day::parse(&text).is_some()).then_some(10)
}

/// `31.12.2027`, `31.12.27`, `31.12.`
fn german(from: &[char]) -> Option<usize> {
    let (day, at) = number(from, 0, 1..=2)?;
    let at = sign(from, at, '.')?;
    let (month, at) = number(from, at, 1..=2)?;
    let end = sign(from, at, '.')?;
    if !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    match number(from, end, 2..=4) {
        Some((_, year)) if year - end != 3 => Some(year),
        None if !from.get(end).is_some_and(char::is_ascii_digit) => Some(at),
        _ => None,
    }
}

/// `12/2027`.
fn month_of_year(from: &[char]) -> Option<usize> {
    let (month, at) = number(from, 0, 1..=2)?;
    let at = sign(from, at, '/')?;
    let (year, end) = number(from, at, 4..=4)?;
    ((1..=12).contains(&month) && is_year(year)).then_some(end)
}

/// `1. Quartal`.
fn quarter(from: &[char]) -> Option<usize> {
    let (number, at) = number(from, 0, 1..=1)?;
    let end = sign(from, at, '.')?;
    let after = from
        .iter()
        .skip(end)
        .skip_while(|sign| sign.is_whitespace());
    let word: String = after.take(7).collect();
    ((1..=4).contains(&number) && word.to_lowercase() == "quartal").then_some(end)
}

/// A year that is no part of another number.
fn year(signs: &[char], at: usize) -> Option<usize> {
    let (found, end) = number(signs, at, 4..=4)?;
    let digit = |at: Option<usize>| {
        at.and_then(|at| signs.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let parts = |at: Option<usize>| matches!(at.and_then(|at| signs.get(at)), Some('.' | ','));
    let before = parts(at.checked_sub(1)) && digit(at.checked_sub(2));
    let after = parts(Some(end)) && digit(Some(end + 1));
    (is_year(found) && !before && !after).then_some(4)
}

fn is_year(number: u32) -> bool {
    (1900..=2099).contains(&number)
}

/// The number that stands here with so many digits, and where it ends.
fn number(
    signs: &[char],
    at: usize,
    digits: std::ops::RangeInclusive<usize>,
) -> Option<(u32, usize)> {
    let run = signs
        .iter()
        .skip(at)
        .take_while(|sign| sign.is_ascii_digit());
    let text: String = run.take(5).collect();
    digits.contains(&text.len()).then_some(())?;
    Some((text.parse().ok()?, at + text.len()))
}

fn sign(signs: &[char], at: usize, wanted: char) -> Option<usize> {
    (signs.get(at) == Some(&wanted)).then_some(at + 1)
}
