//! A second competency profile, in plain words from domain 5.4 and 5.5.

use super::situations::Situation;
use super::targets::{ROLES, TARGETS, roles};

/// Level, criticality and the modifiers that met, for each competency.
pub(super) type Targets = Vec<(&'static str, i8, i8, Vec<&'static str>)>;

#[derive(Debug, Default)]
pub(super) struct Profile {
    pub(super) roles: Vec<(&'static str, Targets)>,
    pub(super) applied: Vec<&'static str>,
    pub(super) open: Vec<&'static str>,
}

/// Modifiers with their conditions; none where a fact is unknown.
fn conditions(one: &Situation, placement: &str) -> [(&'static str, Option<bool>); 15] {
    let least = |id: &str, limit: f64| one.number(id).map(|number| number >= limit);
    let complex = one
        .word("product_complexity")
        .map(|word| word == "engineered" || word == "integrated_system");
    let divisions = match (
        one.number("n_divisions"),
        one.number("avg_divisions_per_ka"),
    ) {
        (Some(0.0), _) => Some(false),
        (_, mean) => mean.map(|mean| mean >= 1.5),
    };
    let all_five = roles(Some(placement)).len() == ROLES.len();
    let small = one.number("fte_affordable").map(|posts| posts < 2.0);
    let at = |placements: &[&str]| Some(placements.contains(&placement));
    [
        ("M1", least("avg_countries_per_ka", 1.5)),
        (
            "M2",
            one.number("avg_countries_per_ka")
                .map(|countries| countries > 5.0),
        ),
        ("M3", divisions),
        ("M4", complex),
        ("M5", least("central_purchasing_pct", 66.0)),
        (
            "M6",
            one.number("avg_share_of_wallet").map(|share| share < 20.0),
        ),
        ("M7", least("interdependent_accounts_pct", 50.0)),
        ("M8", least("largest_account_share", 20.0)),
        ("M9", at(&["corporate_matrix", "kam_office", "sales_staff"])),
        ("M10", at(&["marketing"])),
        ("M11", at(&["top_management"])),
        (
            "M12",
            one.word("marketing_drive").map(|word| word == "high"),
        ),
        ("M13", if all_five { small } else { Some(false) }),
        ("M14", least("regulated_accounts_pct", 50.0)),
        ("M15", least("team_sites", 2.0)),
    ]
}

const KAM: usize = 0;
const HEAD: usize = 1;
const TEAM: usize = 2;
const SPONSOR: usize = 3;
const OPERATIONS: usize = 4;

/// By how much a modifier raises a competency of a role.
fn change(modifier: &str, placement: &str, role: usize, number: &str) -> i8 {
    let hits = |numbers: &[&str], roles: &[usize]| {
        i8::from(numbers.contains(&number) && roles.contains(&role))
    };
    match modifier {
        "M1" => hits(&["C11", "C12"], &[KAM, HEAD, TEAM]),
        "M2" => 2 * hits(&["C11", "C12"], &[KAM, HEAD]) + hits(&["C19", "C16"], &[KAM]),
        "M3" => hits(&["C18", "C19"], &[KAM, HEAD]),
        "M4" => hits(&["C14", "C15"], &[KAM, TEAM]) + hits(&["C20"], &[KAM]),
        "M5" => hits(&["C09", "C07", "C16"], &[KAM]),
        "M6" => hits(&["C13", "C06", "C02"], &[KAM]),
        "M7" => hits(&["C21", "C25", "C17"], &[KAM, OPERATIONS]),
        "M8" => hits(&["C05", "C10"], &[KAM]) + hits(&["C04"], &[HEAD]),
        "M9" if placement == "kam_office" => hits(&["C18", "C19", "C10"], &[HEAD]),
        "M9" => hits(&["C18", "C19", "C10"], &[KAM]),
        "M10" => hits(&["C02", "C17"], &[KAM]),
        "M12" => hits(&["C24", "C13"], &[KAM]),
        "M14" => hits(&["C28", "C16"], &[KAM]),
        "M15" => hits(&["C25"], &[KAM, HEAD, TEAM, SPONSOR, OPERATIONS]),
        _ => 0,
    }
}

/// Rules 1–3 of domain 5.5 on one target.
fn raised(
    (level, criticality): (i8, i8),
    met: &[(&'static str, i8)],
) -> (i8, i8, Vec<&'static str>) {
    let count: usize = met
        .iter()
        .map(|(modifier, _)| if *modifier == "M2" { 2 } else { 1 })
        .sum();
    let sum: i8 = met.iter().map(|(_, by)| *by).sum();
    let mut new = level + sum.min(2);
    if count == 1 && level < 5 {
        new = new.min(4);
    }
    let rises = (criticality == 1 && count >= 1) || (criticality == 2 && count >= 2);
    let names = met.iter().map(|(modifier, _)| *modifier).collect();
    (new.min(5), criticality + i8::from(rises), names)
}

/// The profile for a placement.
pub(super) fn profile(one: &Situation, placement: Option<&str>) -> Profile {
    let wanted = roles(placement);
    let Some(placement) = placement.filter(|_| !wanted.is_empty()) else {
        return Profile::default();
    };
    let conditions = conditions(one, placement);
    let of = |state: Option<bool>| -> Vec<&'static str> {
        let those = conditions.iter().filter(|(_, holds)| *holds == state);
        those.map(|(id, _)| *id).collect()
    };
    let applied = of(Some(true));
    let mut grid: Vec<Vec<(i8, i8, Vec<&'static str>)>> = (0..ROLES.len())
        .map(|role| column(role, placement, &applied))
        .collect();
    take_over(&mut grid, &applied);
    let without_head = applied.contains(&"M13");
    let kept = ROLES
        .iter()
        .zip(grid)
        .filter(|(role, _)| wanted.contains(role) && !(without_head && **role == ROLES[HEAD]));
    Profile {
        roles: kept.map(|(role, column)| (*role, named(column))).collect(),
        open: of(None),
        applied,
    }
}

fn column(
    role: usize,
    placement: &str,
    applied: &[&'static str],
) -> Vec<(i8, i8, Vec<&'static str>)> {
    let one = |(number, _, base): &(&str, &str, [(i8, i8); 5])| {
        let mut met: Vec<(&'static str, i8)> = applied
            .iter()
            .map(|modifier| (*modifier, change(modifier, placement, role, number)))
            .filter(|(_, by)| *by > 0)
            .collect();
        // In place of M1's change, where it has one of its own.
        if met.iter().any(|(modifier, _)| *modifier == "M2") {
            met.retain(|(modifier, _)| *modifier != "M1");
        }
        raised(base[role], &met)
    };
    TARGETS.iter().map(one).collect()
}

/// M11 and M13, after all others (rule 4).
fn take_over(grid: &mut [Vec<(i8, i8, Vec<&'static str>)>], applied: &[&'static str]) {
    for (place, (number, ..)) in TARGETS.iter().enumerate() {
        let (level, criticality, _) = grid[SPONSOR][place].clone();
        let mut set = |new: (i8, i8), modifier: &'static str| {
            if new != (level, criticality) {
                let own = &mut grid[SPONSOR][place];
                (own.0, own.1) = new;
                own.2.push(modifier);
            }
        };
        if applied.contains(&"M11") && ["C01", "C03", "C06", "C09"].contains(number) {
            let level = column_level(KAM, place, applied);
            set((level.max(4), 3), "M11");
        }
        if applied.contains(&"M13") && ["C22", "C05"].contains(number) {
            let head = head_target(place, applied);
            set((level.max(head.0), criticality.max(head.1)), "M13");
        }
    }
}

/// M11 holds for one placement only.
fn column_level(role: usize, place: usize, applied: &[&'static str]) -> i8 {
    column(role, "top_management", applied)[place].0
}

/// No modifier of a placement touches C05 or C22 of the head.
fn head_target(place: usize, applied: &[&'static str]) -> (i8, i8) {
    let (level, criticality, _) = column(HEAD, "", applied)[place].clone();
    (level, criticality)
}

fn named(column: Vec<(i8, i8, Vec<&'static str>)>) -> Targets {
    let keys = TARGETS.iter().map(|(_, key, _)| *key);
    keys.zip(column)
        .map(|(key, (level, criticality, modifiers))| (key, level, criticality, modifiers))
        .collect()
}
