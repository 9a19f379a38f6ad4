//! What the people must be able to do: targets by role, and why they were raised. What the levels look like stands in
//! the descriptions of the posts.

use super::{Block, Item, Table};
use crate::model::{Assessment, CompetencyTarget, Profile};
use crate::report::table::Align;
use crate::report::words::Words;

pub(super) fn profile(words: &Words<'_>, one: &Assessment) -> Vec<Block> {
    let Some(profile) = &one.competencies else {
        return Vec::new();
    };
    let title = words.say("Kompetenzprofil", "Competency profile");
    let mut blocks = vec![Block::Heading(2, title.to_owned())];
    if profile.roles.is_empty() {
        blocks.push(Block::Text(no_roles(words, one).to_owned()));
        return blocks;
    }
    blocks.push(Block::Text(legend(words)));
    blocks.push(Block::List(roles(words, profile)));
    blocks.push(Block::Table(matrix(words, profile)));
    blocks.extend(applied(words, profile));
    blocks.extend(open(words, profile));
    blocks
}

fn no_roles(words: &Words<'_>, one: &Assessment) -> &'static str {
    let placed = one.placement.as_ref().and_then(|one| one.chosen());
    match placed {
        Some(_) => words.say(
            "Diese Verankerung braucht keine eigenen Rollen.",
            "This placement needs no roles of its own.",
        ),
        None => words.say(
            "Welche Rollen gebraucht werden, hängt von der Verankerung ab; sie lässt sich noch nicht nennen.",
            "Which roles are needed depends on the placement, which cannot be named yet.",
        ),
    }
}

/// Modifiers that missing facts leave open.
fn open(words: &Words<'_>, profile: &Profile) -> Option<Block> {
    let names: Vec<String> = profile
        .open
        .iter()
        .map(|id| format!("{id} {}", words.get(&format!("modifier.{id}.title"))))
        .collect();
    let lead = words.say(
        "Ungeprüft, weil Angaben fehlen:",
        "Unverified, because facts are missing:",
    );
    (!names.is_empty()).then(|| Block::Text(format!("{lead} {}.", names.join("; "))))
}

fn legend(words: &Words<'_>) -> String {
    let steps: Vec<String> = (1..=5)
        .map(|level| format!("{level} {}", words.get(&format!("scale.{level}"))))
        .collect();
    let lead = words.say("Sollstufen:", "Target levels:");
    let signs = words.say(
        "●●● unverzichtbar, ●● wichtig, ● nützlich; ↑ durch die Lage angehoben.",
        "●●● must, ●● important, ● useful; ↑ raised by the situation.",
    );
    format!("{lead} {}. {signs}", steps.join(", "))
}

fn roles(words: &Words<'_>, profile: &Profile) -> Vec<Item> {
    let roles = profile.roles.iter().map(|role| {
        Item::new(
            words.get(&format!("role.{}", role.id)),
            words.get(&format!("role.{}.meaning", role.id)),
        )
    });
    roles.collect()
}

/// Competencies down, roles across.
fn matrix(words: &Words<'_>, profile: &Profile) -> Table {
    let names: Vec<String> = profile
        .roles
        .iter()
        .map(|role| words.get(&format!("role.{}", role.id)))
        .collect();
    let mut head = vec![(words.say("Kompetenz", "Competency"), Align::Left)];
    head.extend(names.iter().map(|name| (name.as_str(), Align::Left)));
    let mut table = Table::new(&head);
    let first = profile
        .roles
        .first()
        .map_or(&[][..], |role| role.targets.as_slice());
    for (index, target) in first.iter().enumerate() {
        let label = words.get(&format!("competency.{}", target.id));
        let mut row = vec![format!("{} {label}", target.number)];
        let cells = profile
            .roles
            .iter()
            .map(|role| role.targets.get(index).map_or_else(String::new, cell));
        row.extend(cells);
        table.rows.push(row);
    }
    table
}

fn cell(target: &CompetencyTarget) -> String {
    let raised = if target.level > target.base {
        " ↑"
    } else {
        ""
    };
    format!(
        "{} {}{raised}",
        target.level,
        "●".repeat(usize::from(target.criticality))
    )
}

/// The modifiers that raise a target here, with their reasons and what they touch.
fn applied(words: &Words<'_>, profile: &Profile) -> Vec<Block> {
    let title = words.say(
        "Was die Anforderungen hier erhöht",
        "What raises the targets here",
    );
    let raising = profile.applied.iter().filter_map(|modifier| {
        let mut touched: Vec<&str> = Vec::new();
        for target in profile.roles.iter().flat_map(|role| &role.targets) {
            if target.modifiers.contains(&modifier.id) && !touched.contains(&&*target.number) {
                touched.push(&target.number);
            }
        }
        let lead = words.get(&format!("modifier.{}.title", modifier.id));
        let reason = words.reason(&modifier.reason, |_| None);
        let text = format!("{reason} ({})", touched.join(", "));
        (!touched.is_empty()).then(|| Item::new(format!("{} {lead}", modifier.id), text))
    });
    let items: Vec<Item> = raising.collect();
    match items.is_empty() {
        true => Vec::new(),
        false => vec![Block::Heading(3, title.to_owned()), Block::List(items)],
    }
}
