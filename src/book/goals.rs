//! Goals and KPIs of a pack, as tables (domain 6).

use super::word;
use crate::model::{Lang, number};
use crate::pack::{GoalPack, Kpi, KpiDirection, Pack};

/// Both tables; nothing in a pack without goals.
pub(super) fn tables(pack: &Pack, lang: Lang) -> String {
    let Some(goals) = &pack.goals else {
        return String::new();
    };
    let mut text = format!(
        "\n## {}\n\n| {} | {} | {} |\n|---|---|---|\n",
        word(lang, "Ziele", "Goals"),
        word(lang, "Ziel", "Goal"),
        word(lang, "angezeigt, wenn", "indicated where"),
        word(lang, "Zweck", "Purpose")
    );
    for goal in &goals.goals {
        let say = |name: &str| cell(pack.say(&format!("goal.{}{name}", goal.id), lang));
        let id = &goal.id;
        text.push_str(&format!(
            "| `{id}` {} | {} | {} |\n",
            say(""),
            say(".when"),
            say(".purpose")
        ));
    }
    text + &kpis(pack, goals, lang)
}

fn kpis(pack: &Pack, goals: &GoalPack, lang: Lang) -> String {
    let head = [
        word(lang, "KPI", "KPI"),
        word(lang, "Ziel", "Goal"),
        word(lang, "Formel", "Formula"),
        word(lang, "Einheit", "Unit"),
        word(lang, "Spanne", "Range"),
        word(lang, "gewünscht", "wanted"),
        word(lang, "Daten", "Data"),
    ];
    let mut text = format!(
        "\n## {}\n\n| {} |\n|---|---|---|---|---|---|---|\n",
        word(lang, "KPI-Katalog", "Catalogue of KPIs"),
        head.join(" | ")
    );
    for kpi in &goals.kpis {
        let say = |name: &str| cell(pack.say(&format!("kpi.{}{name}", kpi.id), lang));
        let data: Vec<String> = kpi
            .data
            .iter()
            .map(|id| cell(pack.say(&format!("value.kpi_data.{id}"), lang)))
            .collect();
        let row = [
            format!("`{}` {}", kpi.id, say("")),
            kpi.goal.to_string(),
            say(".formula"),
            say(".unit"),
            range(kpi, lang),
            direction(&kpi.direction, lang),
            data.join(", "),
        ];
        text.push_str(&format!("| {} |\n", row.join(" | ")));
    }
    text
}

fn range(kpi: &Kpi, lang: Lang) -> String {
    let short = |value: f64| number::short(value, 2, lang);
    match (kpi.min, kpi.max) {
        (Some(min), Some(max)) => format!("{}–{}", short(min), short(max)),
        (Some(min), None) => format!("≥ {}", short(min)),
        (None, Some(max)) => format!("≤ {}", short(max)),
        (None, None) => "–".to_owned(),
    }
}

fn direction(direction: &KpiDirection, lang: Lang) -> String {
    let short = |value: f64| number::short(value, 2, lang);
    match direction {
        KpiDirection::Up => word(lang, "mehr", "more").to_owned(),
        KpiDirection::Down => word(lang, "weniger", "less").to_owned(),
        KpiDirection::Corridor(low, high) => format!("{}–{}", short(*low), short(*high)),
    }
}

/// What a table of Markdown can hold.
pub(super) fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
