//! The reading of the org chart, step by step (domain 4.6), and what the placement took from it.

use super::Case;
use crate::model::{
    Chart, Charted, Classification, CoreUnit, Criterion, KamHit, Listed, OrgChart, StructureType,
    Value, fill, number, printable,
};
use crate::pack::org_chart::ChartLimits;
use crate::recommend::structures;
use crate::rules::Slot;

pub(super) fn of(case: &Case<'_>) -> String {
    let Some(Charted {
        chart: Some(chart),
        way,
        ..
    }) = &case.assessment.org_chart
    else {
        return String::new();
    };
    let mut text = format!("\n# {}\n", case.say("Organigramm", "Org chart"));
    match chart {
        OrgChart::Refused { faults } => {
            for fault in faults {
                let unit = fault.unit.as_deref().unwrap_or_default();
                text.push_str(&format!(
                    "  {} {}\n",
                    printable(unit),
                    sentence(case, &fault.reason)
                ));
            }
        }
        OrgChart::Classified(found) => {
            text.push_str(&classification(case, found));
            text.push_str(&kam(case, found));
            text.push_str(&used(case));
            let way = way.iter().map(|way| format!("  {}\n", sentence(case, way)));
            text.push_str(&way.collect::<String>());
        }
    }
    text
}

/// What the chart publishes for rules over the organisation.
pub(super) fn publish(case: &Case<'_>, set: &mut impl FnMut(&str, Slot)) {
    set(
        "chart.stated",
        stated(case).map_or(Slot::Missing, |word| Slot::Word(word.into())),
    );
    // The larger type of a hybrid is the one that rules read.
    if let Some(structure) = types(case).first() {
        let word = Slot::Word(structure.id().into());
        set("chart.structure", word.clone());
        set("structure_type", word);
    }
}

/// Where the structure type has its value from, if the chart gave it.
pub(super) fn origin(case: &Case<'_>, field: &str) -> Option<String> {
    if field != "structure_type" || types(case).is_empty() {
        return None;
    }
    let from = case.say("aus dem Organigramm", "from the org chart");
    Some(stated(case).map_or_else(
        || from.to_owned(),
        |word| format!("{from} ({} {word})", case.say("angegeben", "stated")),
    ))
}

fn types(case: &Case<'_>) -> Vec<StructureType> {
    structures(
        case.assessment
            .org_chart
            .as_ref()
            .and_then(|one| one.chart.as_ref()),
    )
}

fn stated<'a>(case: &Case<'a>) -> Option<&'a str> {
    let fields = &case.pack.fields;
    let value = case
        .organisation
        .value(fields, fields.position("structure_type")?);
    value.and_then(Value::as_word)
}

fn classification(case: &Case<'_>, found: &Classification) -> String {
    let mut text = String::new();
    if let Some(limits) = case.pack.org_chart.as_ref().map(|rules| rules.limits) {
        text.push_str(&head(case, found));
        text.push_str(&core(case, found));
        text.push_str(&steps(case, found, &limits));
    }
    text.push_str(&confidence(case, found));
    let reasons = found
        .reasons
        .iter()
        .map(|one| format!("  {}\n", sentence(case, one)));
    text + &reasons.collect::<String>()
}

fn head(case: &Case<'_>, found: &Classification) -> String {
    let names: Vec<String> = found
        .passed
        .iter()
        .map(|unit| printable(&unit.name))
        .collect();
    let passed = match names.is_empty() {
        true => String::new(),
        false => format!(
            "; {} {}",
            case.say("übergangen", "passed"),
            names.join(", ")
        ),
    };
    format!(
        "  {}: {}{passed}\n",
        case.say("Spitze", "Top"),
        printable(&found.root.name)
    )
}

/// Each unit that counts, with what was read of it and where it stands in the file.
fn core(case: &Case<'_>, found: &Classification) -> String {
    let title = case.say(
        "Kerneinheiten der zweiten Ebene",
        "Core units of the second level",
    );
    let units = found.core_units.iter().map(|unit| core_unit(case, unit));
    let shares = found.shares.iter().map(|one| {
        format!(
            "{} {} %",
            criterion(case, one.criterion),
            case.exact(one.share)
        )
    });
    let shares: Vec<String> = shares.collect();
    let word = case.say("Anteile", "Shares");
    format!(
        "\n## {title}\n{}  {word}: {}\n",
        units.collect::<String>(),
        shares.join(", ")
    )
}

fn core_unit(case: &Case<'_>, unit: &CoreUnit) -> String {
    let how = match unit.criterion {
        Some(read) if read.guessed => {
            case.say("aus dem Namen erschlossen", "guessed from the name")
        }
        Some(_) => case.say("angegeben", "stated"),
        None => case.say(
            "kein Wort der Listen trifft zu",
            "no word of the lists fits",
        ),
    };
    let people = unit
        .headcount
        .map_or_else(|| "–".to_owned(), |count| case.exact(count));
    format!(
        "  {} ({}): {} ({how}), {} {people}, {} {} %\n",
        printable(&unit.unit.name),
        row(case, &unit.unit.id),
        criterion(case, unit.criterion.map(|read| read.value)),
        case.say("Kopfzahl", "headcount"),
        case.say("Anteil", "share"),
        case.exact(unit.share)
    )
}

fn criterion(case: &Case<'_>, criterion: Option<Criterion>) -> String {
    let id = criterion.map_or("unknown", |one| one.id());
    case.phrase(&format!("value.criterion.{id}"))
}

/// The questions of steps 6 to 9 in their order, each with its numbers; the first that holds decides.
fn steps(case: &Case<'_>, found: &Classification, limits: &ChartLimits) -> String {
    let share = |place: usize| {
        let known = found.shares.iter().filter(|one| one.criterion.is_some());
        known.map(|one| one.share).nth(place)
    };
    let unknown = found.shares.iter().find(|one| one.criterion.is_none());
    let unknown = unknown.map_or(0.0, |one| one.share);
    let dash = |value: Option<f64>| case.exact_or_dash(value);
    let is = |one: StructureType| found.structure_type == one;
    let main = !is(StructureType::Simple)
        && !is(StructureType::NotClassifiable)
        && !is(StructureType::Matrix);
    let asked = [
        (
            StructureType::Simple,
            format!(
                "{} {} < {}",
                case.say("Kopfzahl", "headcount"),
                dash(found.headcount),
                case.exact(limits.simple_headcount)
            ),
            is(StructureType::Simple),
        ),
        (
            StructureType::NotClassifiable,
            format!(
                "{} {} % > {} %",
                case.say("unbekannt", "unknown"),
                case.exact(unknown),
                case.exact(limits.unknown_share)
            ),
            is(StructureType::NotClassifiable),
        ),
        (
            StructureType::Matrix,
            format!(
                "{} {} % ≥ {} %, {} {} % ≥ {} %",
                case.say("zweitgrößter Anteil", "second share"),
                dash(share(1)),
                case.exact(limits.matrix_share),
                case.say("zweite Berichtslinien", "dotted lines"),
                dash(found.dotted),
                case.exact(limits.matrix_dotted)
            ),
            is(StructureType::Matrix),
        ),
    ];
    let reached = asked.iter().position(|(_, _, holds)| *holds);
    let shown = asked
        .iter()
        .take(reached.map_or(asked.len(), |place| place + 1));
    let mut text = format!("\n## {}\n", case.say("Einordnung", "Classification"));
    for (structure, test, holds) in shown {
        let answer = match holds {
            true => case.say("ja", "yes"),
            false => case.say("nein", "no"),
        };
        text.push_str(&format!(
            "  {}? {test}: {answer}\n",
            type_name(case, *structure)
        ));
    }
    if main {
        let answer = match is(StructureType::Hybrid) {
            true => case.say("nein", "no"),
            false => case.say("ja", "yes"),
        };
        let word = case.say("Größter Anteil", "Largest share");
        text.push_str(&format!(
            "  {word}? {} % ≥ {} %: {answer}\n",
            dash(share(0)),
            case.exact(limits.main_share)
        ));
    }
    let both = [found.primary, found.secondary].into_iter().flatten();
    let both: Vec<String> = both.map(|one| type_name(case, one)).collect();
    let both = match both.is_empty() {
        true => String::new(),
        false => format!(" ({})", both.join(", ")),
    };
    text.push_str(&format!(
        "  = {}{both}\n",
        type_name(case, found.structure_type)
    ));
    text
}

fn type_name(case: &Case<'_>, structure: StructureType) -> String {
    case.phrase(&format!("value.structure.{}", structure.id()))
}

fn confidence(case: &Case<'_>, found: &Classification) -> String {
    let word = case.say("Sicherheit", "Confidence");
    let Some(confidence) = found.confidence else {
        let none = case.say("keine für diese Struktur", "none for this structure");
        return format!("  {word}: {none}\n");
    };
    let known = || found.shares.iter().filter(|one| one.criterion.is_some());
    let part = |place: usize| known().nth(place).map_or(0.0, |one| one.share / 100.0);
    let unknown = found.shares.iter().find(|one| one.criterion.is_none());
    let unknown = unknown.map_or(0.0, |one| one.share / 100.0);
    let six = |value| number::short(value, 6, case.lang);
    format!(
        "  {word}: ({} − {}) × (1 − {}) = {}\n",
        six(part(0)),
        six(part(1)),
        six(unknown),
        six(confidence)
    )
}

fn kam(case: &Case<'_>, found: &Classification) -> String {
    let today = &found.kam_today;
    let mut text = format!("\n## {}\n", case.say("KAM heute", "KAM today"));
    if today.hits.is_empty() {
        let none = case.say(
            "Kein Name nennt Key Accounts.",
            "No name speaks of key accounts.",
        );
        text.push_str(&format!("  {none}\n"));
    }
    for hit in &today.hits {
        text.push_str(&of_hit(case, hit));
    }
    let place = case.phrase(&format!("value.option.{}", today.place.id()));
    text.push_str(&format!("  = {place}\n"));
    text
}

/// The unit with its line to the top, from which its place follows.
fn of_hit(case: &Case<'_>, hit: &KamHit) -> String {
    let place = case.phrase(&format!("value.option.{}", hit.place.id()));
    let mut line = String::new();
    if let Some((chart, unit)) = find(case, &hit.unit.id) {
        let above = std::iter::once(unit).chain(chart.ancestors(unit));
        let names = above.filter_map(|one| chart.unit(one)).map(|one| {
            let kind = case.phrase(&format!("value.kind.{}", one.kind.id()));
            format!("{} ({kind})", printable(one.shown()))
        });
        line = names.collect::<Vec<_>>().join(" → ");
    }
    format!("  {}: {line}: {place}\n", row(case, &hit.unit.id))
}

fn find<'a>(case: &Case<'a>, id: &str) -> Option<(&'a Chart, usize)> {
    let chart = case.organisation.chart.as_ref()?.as_ref().ok()?;
    let unit = chart.units().iter().position(|unit| *unit.id == *id)?;
    Some((chart, unit))
}

/// `org_units.csv:3`, the id where the place is not known.
fn row(case: &Case<'_>, id: &str) -> String {
    let found = find(case, id).and_then(|(chart, unit)| chart.unit(unit));
    found.map_or_else(|| printable(id), |unit| case.place(&unit.place))
}

/// With which structure the placement ran, and whether it was stated otherwise (flag F6).
fn used(case: &Case<'_>) -> String {
    let title = case.say("Für die Verankerung", "For the placement");
    let names: Vec<String> = types(case)
        .into_iter()
        .map(|one| type_name(case, one))
        .collect();
    let mut text = format!("\n## {title}\n");
    let counts = case.say("gerechnet mit", "run with");
    let none = case.say(
        "keine Struktur aus dem Organigramm; es gilt die Angabe",
        "no structure from the org chart; what was stated holds",
    );
    text.push_str(&match names.is_empty() {
        true => format!("  {none}\n"),
        false => format!("  {counts}: {}\n", names.join(", ")),
    });
    if let Some(stated) = stated(case) {
        let word = case.say("angegeben", "stated");
        let name = case.phrase(&format!("value.structure.{stated}"));
        let other = types(case).first().is_some_and(|one| one.id() != stated);
        let mark = match other {
            true => case.say(
                "; widerspricht dem Organigramm (F6)",
                "; disagrees with the org chart (F6)",
            ),
            false => "",
        };
        text.push_str(&format!("  {word}: {name}{mark}\n"));
    }
    text
}

/// A fixed sentence of the program with its values; words of closed lists by their names.
fn sentence(case: &Case<'_>, reason: &crate::model::Reason) -> String {
    let word = |name: &str, word: &str| {
        let list = match name {
            "second_criterion" => "criterion",
            "place" | "places" => "option",
            other => other,
        };
        let key = format!("value.{list}.{word}");
        let known = case.phrase(&key);
        if known == key { printable(word) } else { known }
    };
    fill(&case.phrase(&reason.id), |name| {
        Some(match reason.values.get(name)? {
            Value::Word(one) => word(name, one),
            Value::List(all) => all
                .iter()
                .map(|one| word(name, one))
                .collect::<Vec<_>>()
                .join(", "),
            Value::Number(number) => case.exact(*number),
            other => case.value(other),
        })
    })
}
