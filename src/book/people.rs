//! Competencies and how people are judged, as tables (domain 5).

use super::accounts::row;
use super::goals::cell;
use super::word;
use crate::model::{Id, Lang, number};
use crate::pack::{CompetencyData, Pack, StaffPack};

/// Targets of the roles, figures, development and practice; nothing in a pack without competencies.
pub(super) fn tables(pack: &Pack, lang: Lang) -> String {
    let targets = pack.competencies.as_ref();
    let targets = targets.map_or_else(String::new, |data| targets_of(pack, data, lang));
    let staff = pack.staff.as_ref();
    targets + &staff.map_or_else(String::new, |staff| of_staff(pack, staff, lang))
}

/// A row for each competency, a column for each role: level and criticality.
fn targets_of(pack: &Pack, data: &CompetencyData, lang: Lang) -> String {
    let roles: Vec<String> = data
        .roles
        .iter()
        .map(|role| cell(pack.say(&format!("role.{}", role.id), lang)))
        .collect();
    let mut text = format!(
        "\n## {}\n\n{}\n\n| {} | {} |\n|---|{}\n",
        word(lang, "Kompetenzen und Rollen", "Competencies and roles"),
        word(
            lang,
            "Zielstufe (1 bis 5) und Gewicht (3 muss, 2 wichtig, 1 nützlich), bevor die Lage sie anpasst.",
            "Target level (1 to 5) and criticality (3 must, 2 important, 1 useful), before the situation changes them.",
        ),
        word(lang, "Kompetenz", "Competency"),
        roles.join(" | "),
        "---:|".repeat(roles.len())
    );
    for one in &data.catalogue {
        let label = cell(pack.say(&format!("competency.{}", one.key), lang));
        let targets: Vec<String> = data
            .roles
            .iter()
            .map(|role| {
                let target = data.target(&one.number, &role.id);
                target.map_or_else(
                    || "–".to_owned(),
                    |target| format!("{}/{}", target.level, target.criticality),
                )
            })
            .collect();
        text.push_str(&format!(
            "| `{}` {label} | {} |\n",
            one.number,
            targets.join(" | ")
        ));
    }
    text
}

fn of_staff(pack: &Pack, staff: &StaffPack, lang: Lang) -> String {
    let mut text = format!(
        "\n## {}\n\n{}\n\n| {} | {} | {} | {} |\n|---|---:|---|---|\n",
        word(lang, "Personen: Kennwerte", "People: figures"),
        pack.say("staff.note", lang),
        word(lang, "Kennwert", "Figure"),
        word(lang, "Wert", "Value"),
        word(lang, "Einheit", "Unit"),
        word(lang, "Quelle", "Source")
    );
    for (name, figure) in staff.figures.all() {
        text.push_str(&row(name, figure, lang));
    }
    text + &development(pack, staff, lang) + &practice(pack, staff, lang)
}

fn development(pack: &Pack, staff: &StaffPack, lang: Lang) -> String {
    let mut text = format!(
        "\n## {}\n\n| {} | {} | {} | {} |\n|---|---|---|---|\n",
        word(lang, "Personen: Entwicklung", "People: development"),
        word(lang, "Lücke in Stufen", "Gap in levels"),
        word(lang, "nur für", "only for"),
        word(lang, "Maßnahme", "Measure"),
        word(lang, "Dauer", "Time")
    );
    let short = |value: f64| number::short(value, 2, lang);
    for one in &staff.development {
        let over = format!("> {}", short(one.above));
        let gap = one
            .up_to
            .map_or(over.clone(), |to| format!("{over}, ≤ {}", short(to)));
        let criticality = one
            .criticality
            .map(|of| format!("{} {}", word(lang, "Gewicht", "criticality"), short(of)));
        let role = one.role.as_ref().map(|id| role(pack, id, lang));
        let only: Vec<String> = criticality.into_iter().chain(role).collect();
        let say = |name: &str| cell(pack.say(&format!("development.{}{name}", one.id), lang));
        text.push_str(&format!(
            "| {gap} | {} | {} | {} |\n",
            or_dash(&only),
            say(""),
            say(".time")
        ));
    }
    text
}

fn practice(pack: &Pack, staff: &StaffPack, lang: Lang) -> String {
    let mut text = format!(
        "\n## {}\n\n| {} | {} | {} |\n|---|---|---|\n",
        word(lang, "Personen: Übung", "People: practice"),
        word(lang, "Kompetenzen", "Competencies"),
        word(lang, "nur für", "only for"),
        word(lang, "Übung", "Practice")
    );
    for one in &staff.practice {
        let competencies: Vec<&str> = one.competencies.iter().map(|id| &**id).collect();
        let role: Vec<String> = one.role.iter().map(|id| role(pack, id, lang)).collect();
        let label = cell(pack.say(&format!("practice.{}", one.id), lang));
        text.push_str(&format!(
            "| {} | {} | {label} |\n",
            competencies.join(", "),
            or_dash(&role)
        ));
    }
    text
}

fn role(pack: &Pack, id: &Id, lang: Lang) -> String {
    cell(pack.say(&format!("role.{id}"), lang))
}

fn or_dash(parts: &[String]) -> String {
    match parts.is_empty() {
        true => "–".to_owned(),
        false => parts.join(", "),
    }
}
