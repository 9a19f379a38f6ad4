//! The program's sentences about people, in both languages.

pub(super) const STAFF_PHRASES: &[(&str, &str, &str)] = &[
    (
        "reject.staff.role",
        "Diese Rolle gibt es nicht{near}; erlaubt: {allowed}, jeweils auch mit `candidate_for_` davor.",
        "There is no such role{near}; allowed: {allowed}, each also with `candidate_for_` in front.",
    ),
    (
        "reject.staff.competency",
        "Diese Kompetenz gibt es nicht{near}; erlaubt: {allowed} oder der Schlüssel der Kompetenz.",
        "There is no such competency{near}; allowed: {allowed}, or the key of the competency.",
    ),
    (
        "reject.staff.level",
        "Das ist keine Stufe; erlaubt: Zahlen von 1 bis 5, leer für „nicht eingeschätzt“.",
        "This is no level; allowed: numbers from 1 to 5, empty for “not rated”.",
    ),
    (
        "reject.staff.fte",
        "Das ist kein Stellenanteil; erlaubt: Zahlen von 0 bis 1, leer für eine ganze Stelle.",
        "This is no share of a position; allowed: numbers from 0 to 1, empty for a full position.",
    ),
    (
        "reject.staff.na",
        "`NA` gibt es hier nicht; was nicht eingeschätzt wurde, bleibt leer.",
        "There is no `NA` here; what was not rated stays empty.",
    ),
    (
        "reject.staff.not_list",
        "`staff` ist eine Liste von Objekten [{…}, …].",
        "`staff` is a list of objects [{…}, …].",
    ),
    (
        "staff.warning.unstable",
        "Kompetenzlücke und Verankerung bedingen einander und kommen nicht zur Ruhe; der Index geht deshalb nicht in die Bewertung ein.",
        "Competency gap and placement depend on each other and do not settle; the index therefore does not enter the assessment.",
    ),
    (
        "computed.differences",
        "Angaben, die von der Berechnung abweichen",
        "statements that differ from what was computed",
    ),
    (
        "computed.staff.self_only",
        "Einschätzungen nur durch die Person selbst",
        "ratings by the holder alone",
    ),
];
