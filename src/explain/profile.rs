//! The competency profile: targets that differ from the table, and by which modifiers.

use super::Case;
use crate::model::{CompetencyTarget, Profile, RoleProfile};

pub(super) fn of(case: &Case<'_>) -> String {
    let Some(profile) = &case.assessment.competencies else {
        return String::new();
    };
    let title = case.say("Kompetenzprofil", "Competency profile");
    let mut text = format!("\n# {title}\n");
    if profile.roles.is_empty() {
        let none = case.say("keine Rollen", "no roles");
        text.push_str(&format!("  {none}\n"));
    }
    for role in &profile.roles {
        text.push_str(&of_role(case, role));
    }
    text.push_str(&open(case, profile));
    text
}

fn of_role(case: &Case<'_>, role: &RoleProfile) -> String {
    let mut text = format!("\n  ## {}\n", role.id);
    let changed = |target: &&CompetencyTarget| !target.modifiers.is_empty();
    let shown: Vec<&CompetencyTarget> = role.targets.iter().filter(changed).collect();
    for target in &shown {
        text.push_str(&format!(
            "    {} {:<24} {} → {} ({}), {} {}\n",
            target.number,
            target.id,
            target.base,
            target.level,
            target.modifiers.join(", "),
            case.say("Gewicht", "criticality"),
            target.criticality
        ));
    }
    let rest = role.targets.len() - shown.len();
    let word = case.say("Sollwerte wie in der Tabelle", "targets as in the table");
    text.push_str(&format!("    {rest} {word}\n"));
    text
}

fn open(case: &Case<'_>, profile: &Profile) -> String {
    if profile.open.is_empty() {
        return String::new();
    }
    let word = case.say("ungeprüft", "unverified");
    format!("\n  {word}: {}\n", profile.open.join(", "))
}
