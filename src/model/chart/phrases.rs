//! The sentences and words about org charts, in both languages.

use super::super::{Catalogue, Text};

/// Sentences behind the keys of reasons.
const SENTENCES: &[(&str, &str, &str)] = &[
    (
        "chart.fault.empty",
        "Das Organigramm enthält keine Einheit.",
        "The org chart holds no unit.",
    ),
    (
        "chart.fault.no_root",
        "Jede Einheit hat eine übergeordnete Einheit; genau eine muss ohne `parent_id` an der Spitze stehen.",
        "Every unit has a unit above it; exactly one must stand at the top, without `parent_id`.",
    ),
    (
        "chart.fault.several_roots",
        "Mehrere Einheiten haben keine `parent_id`; nur eine darf an der Spitze stehen (Zeile {row}).",
        "Several units have no `parent_id`; only one may stand at the top (row {row}).",
    ),
    (
        "chart.fault.missing_id",
        "Die Kennung `unit_id` fehlt (Zeile {row}).",
        "The `unit_id` is missing (row {row}).",
    ),
    (
        "chart.fault.duplicate_id",
        "Eine frühere Einheit hat dieselbe Kennung (Zeile {row}).",
        "An earlier unit has the same id (row {row}).",
    ),
    (
        "chart.fault.bad_value",
        "Diesen Wert gibt es hier nicht; erlaubt: {allowed}.",
        "There is no such value here; allowed: {allowed}.",
    ),
    (
        "chart.fault.ambiguous",
        "Das kann {one} oder {two} heißen; bitte eindeutig schreiben.",
        "This can mean {one} or {two}; please write it clearly.",
    ),
    (
        "chart.fault.cells",
        "Die Zeile hat {found} Zellen, die Kopfzeile {expected}.",
        "The row has {found} cells, the header {expected}.",
    ),
    (
        "chart.fault.encoding",
        "Die Zelle ist kein UTF-8-Text.",
        "The cell is not UTF-8 text.",
    ),
    (
        "chart.fault.double_key",
        "Der Schlüssel kommt zweimal vor.",
        "The key stands there twice.",
    ),
    (
        "chart.fault.missing_parent",
        "Die genannte Einheit gibt es nicht (Zeile {row}).",
        "The unit named here does not exist (row {row}).",
    ),
    (
        "chart.fault.cycle",
        "Die Einheit ist über `parent_id` sich selbst übergeordnet (Zeile {row}).",
        "Through `parent_id`, the unit stands above itself (row {row}).",
    ),
    (
        "chart.reason.descended",
        "Übergangen, weil darunter nur eine Linieneinheit steht: {units}.",
        "Passed, because only one line unit stands below: {units}.",
    ),
    (
        "chart.reason.small",
        "Unter der Leitung arbeiten {headcount} Personen, weniger als {limit}.",
        "{headcount} people work under the management, fewer than {limit}.",
    ),
    (
        "chart.reason.few_units",
        "Die Kopfzahl ist unbekannt; das Organigramm hat nur {count} Kerneinheiten auf einer Ebene und keinen Vertrieb.",
        "The headcount is unknown; the chart has only {count} core units on one level and no Sales.",
    ),
    (
        "chart.reason.no_core",
        "Auf der zweiten Ebene steht keine Kerneinheit, nur Stäbe oder Zentralabteilungen; bitte nachfragen.",
        "The second level has no core unit, only staff or support departments; please ask.",
    ),
    (
        "chart.reason.unknown",
        "Für {share} % der Kerneinheiten ist das Gliederungsprinzip unbekannt, mehr als {limit} %; bitte nachfragen: {units}.",
        "For {share} % of the core units the criterion is unknown, more than {limit} %; please ask: {units}.",
    ),
    (
        "chart.reason.matrix",
        "Zwei Gliederungsprinzipien sind gleichrangig: {criterion} {share} %, {second_criterion} {second_share} %; {dotted} % der Einheiten unter Ebene 2 haben eine zweite Berichtslinie dazwischen.",
        "Two criteria have equal rank: {criterion} {share} %, {second_criterion} {second_share} %; {dotted} % of the units below level 2 have a dotted line between them.",
    ),
    (
        "chart.reason.main",
        "{criterion} gliedert {share} % der Kerneinheiten, mindestens {limit} %.",
        "{criterion} splits {share} % of the core units, at least {limit} %.",
    ),
    (
        "chart.reason.hybrid",
        "Kein Gliederungsprinzip erreicht {limit} %: {criterion} {share} %, {second_criterion} {second_share} %.",
        "No criterion reaches {limit} %: {criterion} {share} %, {second_criterion} {second_share} %.",
    ),
    (
        "chart.reason.few_dotted",
        "Keine Matrix: {dotted} % der Einheiten unter Ebene 2 haben eine zweite Berichtslinie zu einem anderen Gliederungsprinzip, weniger als {limit} %.",
        "No matrix: {dotted} % of the units below level 2 have a dotted line to another criterion, fewer than {limit} %.",
    ),
    (
        "chart.reason.equal_weights",
        "Alle Kerneinheiten zählen gleich, weil die Kopfzahl fehlt: {units}.",
        "All core units count the same, because the headcount is missing: {units}.",
    ),
    (
        "chart.reason.no_headcount",
        "Alle Kerneinheiten zählen gleich, weil jede die Kopfzahl 0 hat.",
        "All core units count the same, because each has the headcount 0.",
    ),
    (
        "chart.reason.guessed",
        "Das Gliederungsprinzip ist aus dem Namen erschlossen: {units}.",
        "The criterion is guessed from the name: {units}.",
    ),
    (
        "chart.move.stay",
        "KAM sitzt schon dort: {option}.",
        "KAM sits there already: {option}.",
    ),
    (
        "chart.move.new",
        "Das Organigramm zeigt heute kein KAM; neu einzurichten: {option}.",
        "The chart shows no KAM today; to be set up: {option}.",
    ),
    (
        "chart.move.change",
        "KAM zieht um: von „{place}“ nach „{option}“.",
        "KAM moves from “{place}” to “{option}”.",
    ),
    (
        "chart.move.later",
        "Zum Einstieg bleibt KAM, wo es heute ist: „{place}“. Später zieht es um nach „{option}“.",
        "To begin with, KAM stays where it is today: “{place}”. Later it moves to “{option}”.",
    ),
    (
        "chart.move.new_later",
        "Das Organigramm zeigt heute kein KAM; dabei bleibt es zum Einstieg. Später neu einzurichten: {option}.",
        "The chart shows no KAM today, and to begin with it stays so. To be set up later: {option}.",
    ),
    (
        "chart.move.drop",
        "KAM besteht heute ({places}) und wird nicht als eigene Einheit fortgeführt.",
        "KAM exists today ({places}) and is not continued as a unit of its own.",
    ),
    (
        "chart.move.unclear",
        "Wo KAM heute hingehört, ist aus dem Organigramm nicht zu erkennen; Ziel: {option}.",
        "The chart does not tell where KAM belongs today; target: {option}.",
    ),
    (
        "chart.move.mixed",
        "KAM sitzt heute an mehreren Stellen ({places}) und wird zusammengeführt: {option}.",
        "KAM sits in several places today ({places}) and is brought together: {option}.",
    ),
    (
        "chart.note.textbook",
        "Es liegt kein Organigramm vor; gezeichnet ist ein Lehrbuchbeispiel: {structure}.",
        "There is no org chart; a textbook example is drawn: {structure}.",
    ),
    (
        "chart.note.no_sales",
        "Das Organigramm zeigt keinen zentralen Vertrieb; KAM hängt hier unmittelbar unter der Leitung.",
        "The chart shows no central Sales; KAM hangs directly below the management here.",
    ),
    (
        "chart.note.no_marketing",
        "Das Organigramm zeigt kein zentrales Marketing; KAM hängt hier unmittelbar unter der Leitung.",
        "The chart shows no central Marketing; KAM hangs directly below the management here.",
    ),
    (
        "chart.note.no_divisions",
        "Das Organigramm zeigt keine Bereiche nach Produkten, Regionen oder Kunden.",
        "The chart shows no divisions by product, region or customer.",
    ),
    (
        "chart.note.moved",
        "Kommt unter das Kundenmanagement: {units}.",
        "Goes below Customer Management: {units}.",
    ),
    (
        "chart.note.divided",
        "Wird auf die Bereiche aufgeteilt: {units}.",
        "Is divided among the divisions: {units}.",
    ),
    (
        "chart.note.groups",
        "Welche Kundengruppen eigene Bereiche erhalten, ist zu entscheiden; A und B stehen als Platzhalter.",
        "Which customer groups get divisions of their own is to be decided; A and B are placeholders.",
    ),
    (
        "chart.note.no_change",
        "Am Organigramm ändert sich nichts.",
        "Nothing changes in the chart.",
    ),
];

/// Words of the closed lists: list, word, German, English.
const WORDS: &[(&str, &str, &str, &str)] = &[
    (
        "structure",
        "functional",
        "funktionale Organisation",
        "functional organisation",
    ),
    (
        "structure",
        "div_product",
        "Spartenorganisation nach Produkten",
        "divisions by product",
    ),
    (
        "structure",
        "div_region",
        "Spartenorganisation nach Regionen",
        "divisions by region",
    ),
    (
        "structure",
        "div_customer",
        "Bereiche nach Kundengruppen",
        "divisions by customer group",
    ),
    (
        "structure",
        "matrix",
        "Matrixorganisation",
        "matrix organisation",
    ),
    (
        "structure",
        "simple",
        "einfache Organisation",
        "simple organisation",
    ),
    ("structure", "hybrid", "Mischform", "hybrid organisation"),
    (
        "structure",
        "not_classifiable",
        "nicht einzuordnen",
        "not classifiable",
    ),
    ("criterion", "function", "Funktion", "Function"),
    ("criterion", "product", "Produkt", "Product"),
    ("criterion", "region", "Region", "Region"),
    ("criterion", "customer", "Kunde", "Customer"),
    ("criterion", "project", "Projekt", "Project"),
    ("criterion", "unknown", "unbekannt", "unknown"),
    ("kind", "line", "Linie", "line"),
    ("kind", "staff", "Stab", "staff"),
    ("kind", "board", "Leitungsorgan", "board"),
    ("function", "sales", "Vertrieb", "Sales"),
    ("function", "marketing", "Marketing", "Marketing"),
    (
        "function",
        "customer_management",
        "Kundenmanagement",
        "Customer Management",
    ),
    ("function", "service", "Service", "Service"),
    ("function", "rnd", "Entwicklung", "Research and development"),
    ("function", "production", "Produktion", "Production"),
    ("function", "logistics", "Logistik", "Logistics"),
    ("function", "purchasing", "Einkauf", "Purchasing"),
    ("function", "quality", "Qualität", "Quality"),
    ("function", "finance", "Finanzen", "Finance"),
    ("function", "hr", "Personal", "Human Resources"),
    ("function", "it", "IT", "IT"),
    ("function", "legal", "Recht", "Legal"),
    ("function", "admin", "Verwaltung", "Administration"),
    ("function", "other", "Sonstiges", "Other"),
    (
        "option",
        "sales_line",
        "KAM als Linieneinheit im Vertrieb",
        "Line unit in Sales",
    ),
    (
        "option",
        "sales_staff",
        "KAM als Stabs-/Koordinationsstelle oder Teilzeitaufgabe im Vertrieb",
        "Staff/coordinator in Sales, or part-time KAM",
    ),
    (
        "option",
        "marketing",
        "KAM im Marketing",
        "Within Marketing",
    ),
    (
        "option",
        "customer_management",
        "Übergeordnetes Kundenmanagement",
        "Superordinate Customer Management",
    ),
    (
        "option",
        "customer_divisions",
        "Objektorientiert: Bereiche nach Kunden/Kundengruppen",
        "Object-oriented: divisions by customer",
    ),
    (
        "option",
        "top_management",
        "Chefsache: Betreuung durch die Geschäftsleitung",
        "Top-management-led KAM",
    ),
    (
        "option",
        "divisional_kam",
        "KAM in den Sparten/Ländern (operative Ebene)",
        "Operating-level KAM in divisions/countries",
    ),
    (
        "option",
        "corporate_matrix",
        "Bereichsübergreifendes KAM auf Konzernebene (Matrix)",
        "Cross-divisional/corporate KAM (matrix)",
    ),
    (
        "option",
        "kam_office",
        "KAM-Zentralstelle / KAM-Büro (Stab)",
        "KAM office / centre of excellence",
    ),
    (
        "option",
        "no_formal_kam",
        "Kein formales KAM",
        "No formal KAM (unorganised)",
    ),
    ("option", "unclear", "unklar", "unclear"),
    ("option", "mixed", "mehrere Stellen", "several places"),
];

/// Names that sentences give to values of a list besides its own.
const ALSO: &[(&str, &str)] = &[
    ("criterion", "second_criterion"),
    ("option", "place"),
    ("option", "places"),
    ("structure", "chart.stated"),
    ("structure", "chart.structure"),
];

/// Adds the sentences and words about org charts.
pub fn add_chart_phrases(catalogue: &mut Catalogue) {
    for (key, de, en) in SENTENCES {
        catalogue.insert((*key).to_owned(), Text::new(*de, *en));
    }
    for (list, word, de, en) in WORDS {
        let also = ALSO.iter().filter(|(own, _)| own == list);
        for name in also.map(|(_, name)| name).chain([list]) {
            catalogue.insert(format!("value.{name}.{word}"), Text::new(*de, *en));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{
        Criterion, FaultCode, Function, Listed, PlacementOption, StructureType, UnitKind,
    };
    use super::*;
    use crate::model::placeholders;

    fn all() -> Catalogue {
        let mut all = Catalogue::new();
        add_chart_phrases(&mut all);
        all
    }

    #[test]
    fn a_sentence_about_charts_names_the_same_values_in_both_languages() {
        for (key, de, en) in SENTENCES {
            let names = |sentence| {
                let mut names: Vec<&str> = placeholders(sentence).collect();
                names.sort_unstable();
                names
            };
            assert_eq!(names(de), names(en), "{key}");
        }
    }

    #[test]
    fn every_word_of_every_list_has_a_name() {
        let all = all();
        let named = |list: &str, names: Vec<&str>| {
            for name in names {
                assert!(all.contains_key(&format!("value.{list}.{name}")), "{name}");
            }
        };
        named("structure", StructureType::names().collect());
        named("criterion", Criterion::names().collect());
        named("kind", UnitKind::names().collect());
        named("function", Function::names().collect());
        named("option", PlacementOption::names().collect());
    }

    #[test]
    fn every_fault_code_has_a_sentence() {
        let all = all();
        for code in FaultCode::names() {
            assert!(all.contains_key(&format!("chart.fault.{code}")), "{code}");
        }
    }
}
