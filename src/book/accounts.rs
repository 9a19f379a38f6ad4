//! How a pack judges customers: criteria by axis, gates, and every figure with its unit and source (domain 2).

use super::page::title;
use super::{Part, word};
use crate::model::{Lang, number};
use crate::pack::parameters::{Figure, Parameters};
use crate::pack::{AccountPack, Axis, Pack, Rule, Sure};

/// Axes with their weights in K, their criteria with theirs, then the gates; nothing in a pack that judges no
/// customers.
pub(super) fn list(pack: &Pack, lang: Lang) -> String {
    let Some(accounts) = &pack.accounts else {
        return String::new();
    };
    let line = |rule: &Rule, weight: &str| {
        format!(
            "  {:<34} {weight:>4}  {}\n",
            rule.id,
            title(pack, rule, lang)
        )
    };
    let mut text = String::new();
    for (_, axis) in Axis::ALL {
        text.push_str(&format!("{}\n", heading(accounts, axis, lang)));
        for (_, rule, weight) in accounts.of_axis(axis) {
            text.push_str(&line(rule, &number::short(weight, 2, lang)));
        }
    }
    text.push_str(&format!("{}\n", gates(lang)));
    let gates = accounts.gates.iter().map(|rule| line(rule, ""));
    text + &gates.collect::<String>()
}

/// The same with a page for each rule, and the figures as tables.
pub(super) fn parts(pack: &Pack, lang: Lang) -> Vec<Part<'_>> {
    let Some(accounts) = &pack.accounts else {
        return Vec::new();
    };
    let mut all = Vec::new();
    let title = |text: &str| Part::Text(format!("\n## {text}\n"));
    for (_, axis) in Axis::ALL {
        all.push(title(&heading(accounts, axis, lang)));
        all.extend(
            accounts
                .of_axis(axis)
                .map(|(_, rule, _)| Part::Rule(rule, 3)),
        );
    }
    all.push(title(gates(lang)));
    all.extend(accounts.gates.iter().map(|rule| Part::Rule(rule, 3)));
    all.push(Part::Text(figures(&accounts.parameters, lang)));
    all
}

/// The keys of sources behind the figures.
pub(super) fn cites(pack: &Pack, key: &str) -> bool {
    let Some(accounts) = &pack.accounts else {
        return false;
    };
    let parameters = &accounts.parameters;
    let figures = parameters.figures();
    let figures = figures.iter().flat_map(|(_, figure)| &figure.refs);
    let tables = parameters
        .stages
        .refs
        .iter()
        .chain(&parameters.dependence.refs);
    figures.chain(tables).any(|one| one == key)
}

/// `Customers: attractiveness – weight in K 0.5`.
fn heading(accounts: &AccountPack, axis: Axis, lang: Lang) -> String {
    let axes = &accounts.parameters.axes;
    let (name, weight) = match axis {
        Axis::Attractiveness => (
            word(lang, "Kundenattraktivität (A)", "attractiveness (A)"),
            &axes.attractiveness,
        ),
        Axis::Position => (
            word(lang, "eigene Position (P)", "own position (P)"),
            &axes.position,
        ),
        Axis::Value => (word(lang, "Wert heute (V)", "value today (V)"), &axes.value),
    };
    format!(
        "{} {name} – {} {}",
        word(lang, "Kunden:", "Customers:"),
        word(lang, "Gewicht in K", "weight in K"),
        number::short(weight.value, 2, lang)
    )
}

fn gates(lang: Lang) -> &'static str {
    word(
        lang,
        "Kunden: Ausschluss von der Auswahl",
        "Customers: exclusion from the selection",
    )
}

fn figures(parameters: &Parameters, lang: Lang) -> String {
    let mut text = format!(
        "\n## {} ({})\n\n| {} | {} | {} | {} |\n|---|---:|---|---|\n",
        word(lang, "Kunden: Kennwerte", "Customers: figures"),
        parameters.currency,
        word(lang, "Kennwert", "Figure"),
        word(lang, "Wert", "Value"),
        word(lang, "Einheit", "Unit"),
        word(lang, "Quelle", "Source")
    );
    for (section, figures) in parameters.sections() {
        for (name, figure) in figures {
            text.push_str(&row(&format!("{section}.{name}"), figure, lang));
        }
    }
    for stage in &parameters.stages.list {
        let hours = number::short(stage.hours, 2, lang);
        let source = source(parameters.stages.sure, &parameters.stages.refs, lang);
        let id = &stage.id;
        text.push_str(&format!(
            "| `stages.{id}` | {hours} | h/month and contact | {source} |\n"
        ));
    }
    for band in &parameters.dependence.bands {
        let from = band
            .from
            .map_or_else(|| "–".to_owned(), |from| number::short(from, 2, lang));
        let source = source(
            parameters.dependence.sure,
            &parameters.dependence.refs,
            lang,
        );
        let name = match lang {
            Lang::De => &band.de,
            Lang::En => &band.en,
        };
        let (id, at_least) = (&band.id, word(lang, "ab", "from"));
        text.push_str(&format!(
            "| `dependence.{id}` {name} | {at_least} {from} | % | {source} |\n"
        ));
    }
    text
}

pub(super) fn row(name: &str, figure: &Figure, lang: Lang) -> String {
    let value = number::short(figure.value, 4, lang);
    let source = source(figure.sure, &figure.refs, lang);
    format!("| `{name}` | {value} | {} | {source} |\n", figure.unit)
}

fn source(sure: Sure, refs: &[String], lang: Lang) -> String {
    let sure = match sure {
        Sure::Seen => word(lang, "Quelle eingesehen", "source seen"),
        Sure::Literature => word(
            lang,
            "Literatur, nicht eingesehen",
            "literature, not opened",
        ),
        Sure::Judgement => word(lang, "eigene Einschätzung", "own judgement"),
    };
    let keys: Vec<String> = refs.iter().map(|key| format!("`{key}`")).collect();
    match keys.is_empty() {
        true => sure.to_owned(),
        false => format!("{sure}: {}", keys.join(", ")),
    }
}
