//! What the change does to a portfolio.

use super::Section;
use crate::analyse::pack_diff::{
    Because, Bin, Cause, ChangeOfIndex, ChangeOfPlace, Move, OfIndex, OnPortfolio, Transition,
};
use crate::book::word;
use crate::model::{Id, Lang, number};

/// Organisations and parts that are told one by one.
const MOVERS: usize = 25;
const PARTS: usize = 5;

pub(super) fn sections(portfolio: &OnPortfolio, lang: Lang) -> Vec<Section> {
    let mut all = vec![summary(portfolio, lang)];
    let changed = portfolio.indexes.iter().filter(|index| index.changed > 0);
    all.extend(changed.map(|index| histogram(index, lang)));
    all.push(matrix(
        word(lang, "Stufen", "Levels"),
        &portfolio.levels,
        lang,
    ));
    let tables = [
        (
            word(lang, "Zielverankerung", "Target placement"),
            &portfolio.targets,
        ),
        (word(lang, "Einstieg", "Entry"), &portfolio.entries),
    ];
    for (title, transitions) in tables {
        if !transitions.is_empty() {
            all.push(ways(title, transitions, lang));
        }
    }
    all.extend(movers(portfolio, lang));
    all
}

fn summary(portfolio: &OnPortfolio, lang: Lang) -> Section {
    let (compared, moved) = (portfolio.compared, portfolio.moved);
    let share = number::short(portfolio.moved_percent(), 1, lang);
    let mut lines = vec![match lang {
        Lang::De => format!(
            "Verglichene Organisationen: {compared}; mit anderer Stufe oder Verankerung: {moved}; gewandert: {share} %"
        ),
        Lang::En => format!(
            "Organisations compared: {compared}; with another level or placement: {moved}; moved: {share} %"
        ),
    }];
    for (ids, label) in [
        (
            &portfolio.refused_now,
            word(
                lang,
                "liest nur das alte Paket",
                "read by the old pack only",
            ),
        ),
        (
            &portfolio.read_now,
            word(
                lang,
                "liest nur das neue Paket",
                "read by the new pack only",
            ),
        ),
    ] {
        if !ids.is_empty() {
            let shown: Vec<&str> = ids.iter().take(MOVERS).map(String::as_str).collect();
            lines.push(format!("{label} ({}): {}", ids.len(), shown.join(", ")));
        }
    }
    for index in &portfolio.indexes {
        lines.push(of_index(index, lang));
    }
    lines.push(word(
        lang,
        "Anteile: mittlere Gewichte × Änderung der Punkte + Änderung der Gewichte × Abstand zum mittleren Wert; sie ergeben zusammen genau die Änderung. Was sich nicht ändert, hat keinen Anteil.",
        "Parts: mean weights × change of the points + change of the weights × distance from the mean value; together they are exactly the change. What does not change has no part.",
    ).to_owned());
    Section {
        title: word(lang, "Portfolio", "Portfolio").to_owned(),
        lines,
        columns: Vec::new(),
    }
}

fn of_index(index: &OfIndex, lang: Lang) -> String {
    let told =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| signed(value, lang));
    let (mean, low, high) = (told(index.mean), told(index.lowest), told(index.highest));
    let (id, changed) = (&index.index, index.changed);
    match lang {
        Lang::De => {
            format!("{id}: {changed} geändert; im Mittel {mean}, von {low} bis {high} Punkte")
        }
        Lang::En => {
            format!("{id}: {changed} changed; {mean} on average, from {low} to {high} points")
        }
    }
}

/// One bar for each bin that is not empty.
fn histogram(index: &OfIndex, lang: Lang) -> Section {
    let most = index
        .histogram
        .iter()
        .map(|bin| bin.count)
        .max()
        .unwrap_or(0)
        .max(1);
    let bars = index
        .histogram
        .iter()
        .filter(|bin| bin.count > 0)
        .map(|bin| {
            let length = (40 * bin.count).div_ceil(most);
            format!(
                "{:>14}  {:>6}  {}",
                span(bin, lang),
                bin.count,
                "█".repeat(length)
            )
        });
    Section {
        title: format!(
            "{} {}",
            word(lang, "Änderungen in Punkten:", "Changes in points:"),
            index.index
        ),
        lines: Vec::new(),
        columns: bars.collect(),
    }
}

fn span(bin: &Bin, lang: Lang) -> String {
    let told = |value: f64| number::short(value, 0, lang);
    let plus = |value: f64| {
        if value > 0.0 {
            format!("+{}", told(value))
        } else {
            told(value)
        }
    };
    match (bin.from, bin.to) {
        (Some(from), Some(to)) if from.max(to) <= 0.0 && from.min(to) >= 0.0 => "±0".to_owned(),
        (Some(from), Some(to)) => format!("{} … {}", plus(from), plus(to)),
        (None, Some(to)) => format!("≤ {}", plus(to)),
        (Some(from), None) => format!("≥ {}", plus(from)),
        (None, None) => String::new(),
    }
}

/// From where to where, with how many; the ones that stay as one count.
fn ways(title: &str, transitions: &[Transition], lang: Lang) -> Section {
    let name = |id: &Option<Id>| id.as_deref().unwrap_or("–").to_owned();
    let (stay, go): (Vec<_>, Vec<_>) = transitions.iter().partition(|one| one.from == one.to);
    let stay: usize = stay.iter().map(|one| one.count).sum();
    let mut lines = vec![format!(
        "{}: {stay}",
        word(lang, "unverändert", "unchanged")
    )];
    let told = go
        .iter()
        .map(|one| format!("{} → {}: {}", name(&one.from), name(&one.to), one.count));
    lines.extend(told);
    Section {
        title: title.to_owned(),
        lines,
        columns: Vec::new(),
    }
}

/// Rows are where they were, columns where they are.
fn matrix(title: &str, transitions: &[Transition], lang: Lang) -> Section {
    let name = |id: &Option<Id>| id.as_deref().unwrap_or("–").to_owned();
    let mut names: Vec<String> = Vec::new();
    for one in transitions {
        names.extend([name(&one.from), name(&one.to)]);
    }
    names.sort();
    names.dedup();
    let wide = names
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0)
        .max(5);
    let row = |head: &str, cells: Vec<String>| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("  {cell:>wide$}"))
            .collect();
        format!("{head:<wide$}{cells}")
    };
    let mut columns = vec![row("", names.clone())];
    for from in &names {
        let cells = names.iter().map(|to| {
            let found = transitions
                .iter()
                .find(|one| name(&one.from) == *from && name(&one.to) == *to);
            found.map_or_else(|| "·".to_owned(), |one| one.count.to_string())
        });
        columns.push(row(from, cells.collect()));
    }
    let ways = word(
        lang,
        "Zeilen: bisher, Spalten: neu",
        "rows: before, columns: now",
    );
    Section {
        title: format!("{title} ({ways})"),
        lines: Vec::new(),
        columns,
    }
}

/// Those that moved first, then by the size of the change.
fn movers(portfolio: &OnPortfolio, lang: Lang) -> Option<Section> {
    let mut all: Vec<&Move> = portfolio.organisations.iter().collect();
    all.sort_by(|a, b| {
        let size = b.largest().total_cmp(&a.largest());
        b.is_moved().cmp(&a.is_moved()).then(size)
    });
    let mut lines: Vec<String> = all
        .iter()
        .take(MOVERS)
        .flat_map(|one| mover(one, lang))
        .collect();
    if let Some(more) = all.len().checked_sub(MOVERS + 1) {
        lines.push(format!(
            "… {} {}",
            more + 1,
            word(
                lang,
                "weitere; `--format json` nennt alle",
                "more; `--format json` names all"
            )
        ));
    }
    let title = word(lang, "Wer sich ändert", "Who changes").to_owned();
    (!lines.is_empty()).then(|| Section {
        title,
        lines,
        columns: Vec::new(),
    })
}

fn mover(one: &Move, lang: Lang) -> Vec<String> {
    let mut lines = vec![format!("{} ({})", one.name, one.id)];
    if let Some(level) = &one.level {
        let label = word(lang, "Stufe", "level");
        lines.push(from_to(label, &level.from, &level.to, &level.causes, lang));
    }
    let places = [
        (word(lang, "Zielverankerung", "target"), &one.target),
        (word(lang, "Einstieg", "entry"), &one.entry),
    ];
    for (label, place) in places {
        lines.extend(place.iter().map(|place| placed(label, place, lang)));
    }
    lines.extend(one.indexes.iter().map(|index| scored(index, lang)));
    lines
}

fn from_to(
    label: &str,
    from: &Option<Id>,
    to: &Option<Id>,
    causes: &[Cause],
    lang: Lang,
) -> String {
    let name = |id: &Option<Id>| id.as_deref().unwrap_or("–").to_owned();
    let causes: Vec<String> = causes.iter().map(|one| cause(one, lang)).collect();
    let causes = match causes.is_empty() {
        true => String::new(),
        false => format!(": {}", causes.join("; ")),
    };
    format!("  {label} {} → {}{causes}", name(from), name(to))
}

fn cause(cause: &Cause, lang: Lang) -> String {
    match cause {
        Cause::Score => word(
            lang,
            "der Index überschreitet eine Grenze",
            "the index crosses a limit",
        )
        .to_owned(),
        Cause::Limits => word(
            lang,
            "andere Grenzen der Stufen",
            "other limits of the levels",
        )
        .to_owned(),
        Cause::Gate(id) => format!("{} {id}", word(lang, "K.-o.-Kriterium", "gate")),
        Cause::Coverage => word(lang, "Datenabdeckung", "coverage").to_owned(),
        Cause::Exclusion(id) => format!("{} {id}", word(lang, "Ausschluss", "exclusion")),
        Cause::Bucket(id) => format!(
            "{} {id}",
            word(lang, "andere Ausprägung von", "another bucket of")
        ),
        Cause::Level => word(lang, "andere Stufe", "another level").to_owned(),
        Cause::Fit => word(lang, "andere Eignung oder Auswahl", "another fit or choice").to_owned(),
    }
}

fn placed(label: &str, place: &ChangeOfPlace, lang: Lang) -> String {
    let line = from_to(label, &place.from, &place.to, &place.causes, lang);
    let (Some(from), Some(to)) = (place.lead_from, place.lead_to) else {
        return line;
    };
    let parts = place
        .parts
        .iter()
        .map(|part| (part.factor.to_string(), part.points));
    let parts = sum(to - from, parts.collect(), lang);
    let lead = word(lang, "Vorsprung", "lead");
    format!(
        "{line}; {lead} {} → {}{parts}",
        signed(from, lang),
        signed(to, lang)
    )
}

fn scored(index: &ChangeOfIndex, lang: Lang) -> String {
    let told = |value: Option<f64>| {
        value.map_or_else(|| "–".to_owned(), |value| number::grouped(value, 1, lang))
    };
    let (id, from, to) = (&index.index, told(index.from), told(index.to));
    let Some(change) = index.change else {
        return format!("  {id} {from} → {to}");
    };
    let parts = index.parts.iter().map(|part| {
        let why = match part.because {
            Because::Points => word(lang, "Punkte", "points"),
            Because::Weight => word(lang, "Gewicht der Regel", "weight of the rule"),
            Because::DimensionWeight => {
                word(lang, "Gewicht der Dimension", "weight of the dimension")
            }
        };
        (format!("{} ({why})", part.id), part.points)
    });
    let parts = sum(change, parts.collect(), lang);
    format!("  {id} {from} → {to}{parts}")
}

/// ` (−2.9 = A −2.1, B −0.8)`; the parts as printed add up to the change as printed.
fn sum(change: f64, parts: Vec<(String, f64)>, lang: Lang) -> String {
    let mut told: Vec<(String, f64)> = parts;
    if told.len() > PARTS {
        let rest: f64 = told.iter().skip(PARTS).map(|(_, points)| points).sum();
        told.truncate(PARTS);
        told.push((word(lang, "übrige", "others").to_owned(), rest));
    }
    let points: Vec<f64> = told.iter().map(|(_, points)| *points).collect();
    let printed = number::adding_up(&points, 2);
    let named = told.iter().zip(printed);
    let named: Vec<String> = named
        .map(|((name, _), points)| format!("{name} {}", signed(points, lang)))
        .collect();
    format!(" ({} = {})", signed(change, lang), named.join(", "))
}

fn signed(value: f64, lang: Lang) -> String {
    let text = number::grouped(value, 2, lang);
    match number::rounded(value, 2) > 0.0 {
        true => format!("+{text}"),
        false => text,
    }
}
