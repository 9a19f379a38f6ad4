//! What a case may expect, of one rule and of a whole organisation.

use super::case::Wanted;
use super::read::unknown;
use super::subject::Subject;
use crate::error::listed;
use crate::model::gate_rule;
use crate::pack::{AccountRule, Pack, Role};

/// Keys of a case about one rule.
const OF_RULE: [&str; 6] = ["points", "outcome", "reason", "state", "bucket", "entry"];
/// Ends of a rule.
const OUTCOMES: [&str; 5] = ["scored", "not_applicable", "unknown", "decided", "failed"];
/// What an index says beside its score.
pub(super) const OF_INDEX: [&str; 5] =
    ["low", "high", "plausible_low", "plausible_high", "coverage"];
/// Keys of a case about an organisation that name one thing.
pub(super) const WORDS: [&str; 6] = ["level", "raw_level", "target", "entry", "runner_up", "call"];
/// Those that name all of a kind, and no other.
pub(super) const LISTS: [&str; 6] = [
    "binding",
    "flags",
    "modifiers",
    "goals",
    "measures",
    "shortlist",
];
/// Those that stand before the id of something.
pub(super) const GROUPS: [&str; 7] = [
    "gates",
    "rules",
    "factors",
    "fit",
    "entry_fit",
    "excluded",
    "competencies",
];
/// Lists of which one can say that one is in it, or is not: `flags.F1 = true`.
const MEMBERS: [&str; 4] = ["flags", "modifiers", "goals", "measures"];
const STATES: [&str; 3] = ["binding", "clear", "unverified"];

/// What a rule that decides can say, by its role.
fn states(role: &Role) -> &'static [&'static str] {
    match role {
        Role::Exclusion(_) => &["excluded", "clear", "unverified", "failed"],
        Role::Modifier(_) => &["applies", "clear", "unverified", "failed"],
        Role::Flag => &["raised", "clear", "unverified", "failed"],
        Role::Goal => &["indicated", "not_indicated", "unverified", "failed"],
        Role::Measure(_) => &["triggered", "met", "unknown", "failed"],
        _ => &["binding", "clear", "unverified", "failed"],
    }
}

fn gives_points(role: &Role) -> bool {
    matches!(
        role,
        Role::Score(_) | Role::Option | Role::Account(AccountRule::Criterion(_))
    )
}

/// Lets an expectation of one rule through.
///
/// # Errors
/// Why the rule can never meet it.
pub(super) fn of_rule(subject: &Subject<'_>, key: &str, wanted: Wanted) -> Result<Wanted, String> {
    let role = &subject.rule.role;
    match (key, &wanted) {
        ("points", Wanted::Number { value, .. }) if !(0.0..=100.0).contains(value) => {
            Err(format!("points run from 0 to 100, and {value} does not"))
        }
        ("points", Wanted::Number { .. }) if gives_points(role) => Ok(()),
        ("points", Wanted::Number { .. }) => Err(
            "this rule decides and gives no points; expect `state`, `bucket`, `entry` or `outcome`"
                .to_owned(),
        ),
        ("points", _) => Err("`points` must be a number".to_owned()),
        ("outcome", Wanted::Word(word)) => among(key, word, OUTCOMES),
        ("state", Wanted::Word(_)) if gives_points(role) => {
            Err("this rule gives points; expect `points`, `outcome` or `reason`".to_owned())
        }
        ("state", Wanted::Word(word)) => among(key, word, states(role).iter().copied()),
        ("reason", Wanted::Word(word)) => {
            among(key, word, subject.rule.texts.keys().map(String::as_str))
        }
        ("bucket", Wanted::Word(word)) => match role {
            Role::Factor(meta) => among(key, word, meta.buckets.iter().map(|(id, _)| &**id)),
            _ => Err("only a factor of the placement gives a `bucket`".to_owned()),
        },
        ("entry", Wanted::Word(_)) => match role {
            Role::Entry => Ok(()),
            _ => Err("only a correction of the entry gives an `entry`".to_owned()),
        },
        ("reason" | "state" | "bucket" | "entry" | "outcome", _) => {
            Err(format!("`{key}` must be a word in quotes"))
        }
        _ => Err(format!(
            "{}; of a rule one can expect {}",
            unknown("thing to expect", key, OF_RULE),
            listed(OF_RULE)
        )),
    }
    .map(|()| wanted)
}

fn among<'a>(
    key: &str,
    word: &str,
    known: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> Result<(), String> {
    let known = known.into_iter();
    if known.clone().any(|one| one == word) {
        return Ok(());
    }
    let near = unknown(&format!("`{key}`"), word, known.clone());
    Err(format!("{near}; allowed are {}", listed(known)))
}

/// Lets an expectation of a whole organisation through; lists that were written as one word are read.
///
/// # Errors
/// Why no organisation can meet it.
pub(super) fn of_record(pack: &Pack, key: &str, wanted: Wanted) -> Result<Wanted, String> {
    let manifest = &pack.manifest;
    let (head, rest) = key.split_once('.').unwrap_or((key, ""));
    let is_index = manifest.indexes.iter().any(|index| &*index.id == head);
    let number = is_index && (rest.is_empty() || OF_INDEX.contains(&rest))
        || rest.is_empty() && (manifest.dimension(head).is_some() || head == "lead");
    if number {
        return match wanted {
            Wanted::Number { .. } => Ok(wanted),
            Wanted::Word(word) if word == "none" => Ok(Wanted::Word(word)),
            _ => Err(format!("`{key}` must be a number, or \"none\"")),
        };
    }
    if rest.is_empty() && WORDS.contains(&head) {
        return word(pack, key, wanted);
    }
    if rest.is_empty() && LISTS.contains(&head) {
        return list(key, wanted);
    }
    if (GROUPS.contains(&head) || MEMBERS.contains(&head)) && !rest.is_empty() {
        return grouped(pack, key, (head, rest), wanted);
    }
    let indexes = manifest.indexes.iter().map(|one| &*one.id);
    let dimensions = manifest.dimensions.iter().map(|one| &*one.id);
    let known = indexes
        .chain(dimensions)
        .chain(["lead"])
        .chain(WORDS)
        .chain(LISTS)
        .chain(GROUPS);
    Err(format!(
        "{}; of an organisation one can expect {}",
        unknown("thing to expect", head, known),
        "an index, a dimension, `lead`, `".to_owned()
            + &[&WORDS[..], &LISTS[..]].concat().join("`, `")
            + "`, or what stands below `"
            + &GROUPS.join("`, `")
            + "`"
    ))
}

fn options(pack: &Pack) -> impl Iterator<Item = &str> + Clone {
    let placement = pack.placement.iter();
    placement.flat_map(|placement| placement.options.iter().map(|one| &*one.id))
}

fn word(pack: &Pack, key: &str, wanted: Wanted) -> Result<Wanted, String> {
    let Wanted::Word(word) = &wanted else {
        return Err(format!("`{key}` must be a word in quotes"));
    };
    let none = ["none"].into_iter();
    match key {
        "level" | "raw_level" => {
            let levels = pack.manifest.levels.steps.iter().map(|one| &*one.id);
            among(key, word, levels.chain(none))
        }
        "call" => among(key, word, ["clear", "narrow", "tie", "none"]),
        _ => among(key, word, options(pack).chain(none)),
    }?;
    Ok(wanted)
}

fn list(key: &str, wanted: Wanted) -> Result<Wanted, String> {
    match wanted {
        Wanted::List(_) => Ok(wanted),
        Wanted::Word(word) => Ok(Wanted::List(listed_in(&word))),
        Wanted::Number { .. } => Err(format!("`{key}` must be a list of ids, or \"none\"")),
    }
}

/// Ids in one cell of a table, parted by blanks, commas or semicolons; `none` for no id.
fn listed_in(cell: &str) -> Vec<String> {
    let words = cell.split([' ', ',', ';']).filter(|word| !word.is_empty());
    words
        .filter(|word| *word != "none")
        .map(str::to_owned)
        .collect()
}

fn grouped(
    pack: &Pack,
    key: &str,
    (head, rest): (&str, &str),
    wanted: Wanted,
) -> Result<Wanted, String> {
    fn ids(rules: &[crate::pack::Rule]) -> impl Iterator<Item = &str> + Clone {
        rules.iter().map(|rule| &*rule.id)
    }
    if LISTS.contains(&head) {
        return member(pack, key, (head, rest), wanted);
    }
    let is_word = |word: &Wanted| matches!(word, Wanted::Word(_));
    match head {
        "gates" => {
            let gate = gate_rule(rest);
            among("gate", gate, ids(&pack.gates))?;
            match &wanted {
                Wanted::Word(word) => among(key, word, STATES)?,
                _ => return Err(format!("`{key}` must be {}", listed(STATES))),
            }
        }
        "rules" => {
            among("rule", rest, ids(&pack.rules))?;
            if let Wanted::Word(word) = &wanted {
                among(key, word, OUTCOMES)?;
            }
        }
        "factors" => {
            among("factor", rest, ids(&pack.factors))?;
            if !is_word(&wanted) {
                return Err(format!("`{key}` must be a bucket in quotes"));
            }
        }
        "fit" | "entry_fit" => {
            among("option", rest, options(pack))?;
            if !matches!(wanted, Wanted::Number { .. }) {
                return Err(format!("`{key}` must be a number"));
            }
        }
        "excluded" => {
            among("option", rest, options(pack))?;
            return list(key, wanted);
        }
        _ => target(pack, rest, &wanted)?,
    }
    Ok(wanted)
}

fn member(
    pack: &Pack,
    key: &str,
    (head, rest): (&str, &str),
    wanted: Wanted,
) -> Result<Wanted, String> {
    let rules = match head {
        "flags" => &pack.flags,
        "modifiers" => &pack.modifiers,
        "goals" => &pack.goal_rules,
        _ => &pack.measures,
    };
    among(key, rest, rules.iter().map(|rule| &*rule.id))?;
    match &wanted {
        Wanted::Word(word) if word == "true" || word == "false" => Ok(wanted),
        _ => Err(format!("`{key}` must be true or false")),
    }
}

/// `competencies.<role>.<competency>`: the level that the role needs.
fn target(pack: &Pack, rest: &str, wanted: &Wanted) -> Result<(), String> {
    let Some((role, competency)) = rest.split_once('.') else {
        return Err("write `competencies.<role>.<competency>`".to_owned());
    };
    let Some(data) = &pack.competencies else {
        return Err("this pack has no competencies".to_owned());
    };
    among("role", role, data.roles.iter().map(|one| &*one.id))?;
    among(
        "competency",
        competency,
        data.catalogue.iter().map(|one| &*one.key),
    )?;
    match wanted {
        Wanted::Number { .. } => Ok(()),
        Wanted::Word(word) if word == "none" => Ok(()),
        _ => Err("the level of a competency is a number, or \"none\"".to_owned()),
    }
}
