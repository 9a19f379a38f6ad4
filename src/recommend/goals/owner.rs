//! Whether a goal has one person who answers for it (domain 6.3).

use crate::model::Reason;
use crate::pack::GoalWords;

/// Why the text names no one person; nothing where it does.
pub(super) fn not_one_person(owner: Option<&str>, words: &GoalWords) -> Option<Reason> {
    let owner = owner.map(str::trim).filter(|owner| !owner.is_empty());
    let Some(owner) = owner else {
        return Some(Reason::new("smart.S.no_owner"));
    };
    let told = |key: &str| Some(Reason::new(key).with("owner", owner));
    if owner.contains([',', ';', '/', '&', '+']) || words.joining.count_in(owner) > 0 {
        return told("smart.S.several_owners");
    }
    let parts =
        owner.split(|c: char| c.is_whitespace() || matches!(c, '-' | '\u{2010}' | '\u{2011}'));
    let mut parts = parts.filter(|part| !part.is_empty());
    match parts.all(|part| words.post.holds(part) && is_plain(part)) {
        true => told("smart.S.post"),
        false => None,
    }
}

/// Letters only: `Leiter.` is no word of the list.
fn is_plain(part: &str) -> bool {
    part.chars().all(|c| c.is_alphabetic() || c == '\u{308}')
}
