//! KR3xx: the parts of a pack against each other.

use super::{Entry, code, entry};
use crate::lint::Severity::Error;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        code::UNKNOWN_ID,
        Error,
        ["Kennung unbekannt", "Id is unknown"],
        [
            "Genannt wird eine Stufe, Dimension, Option, Rolle oder Regel, die es nicht gibt.",
            "A level, dimension, option, role or rule is named that does not exist.",
        ],
        [
            "Die Kennung wie vorgeschlagen schreiben.",
            "Write the id as suggested.",
        ],
    ),
    entry(
        code::EMPTY_DIMENSION,
        Error,
        ["Nichts darin", "Nothing in it"],
        [
            "Eine Dimension, ein Index oder eine Achse ohne Regel hat kein Ergebnis.",
            "A dimension, an index or an axis without a rule has no result.",
        ],
        [
            "Eine Regel anlegen, zum Beispiel mit `kamready pack new rule`, oder sie herausnehmen.",
            "Add a rule, for instance by `kamready pack new rule`, or take it out.",
        ],
    ),
    entry(
        code::PARTS,
        Error,
        [
            "Regeln und Tabelle passen nicht zusammen",
            "Rules and table do not fit together",
        ],
        [
            "Wirkungstabelle und Faktoren müssen dieselben Faktoren und Stufen nennen.",
            "The effect table and the factors must name the same factors and buckets.",
        ],
        [
            "Tabelle und Regeldatei auf denselben Stand bringen.",
            "Bring table and rule file to the same state.",
        ],
    ),
    entry(
        code::MANIFEST_NUMBER,
        Error,
        [
            "Zahl außerhalb des Erlaubten",
            "Number outside of what is allowed",
        ],
        [
            "Spannen, Abdeckung und Ränder werden in Punkten oder Prozent von 0 bis 100 angegeben.",
            "Ranges, coverage and margins are given in points or percent, 0 to 100.",
        ],
        [
            "Eine Zahl von 0 bis 100 eintragen.",
            "Enter a number from 0 to 100.",
        ],
    ),
    entry(
        code::LEVELS,
        Error,
        ["Stufen nicht lückenlos", "Levels leave a gap"],
        [
            "Die Grenzen der Stufen müssen bei 0 beginnen und steigen, sonst hat ein Ergebnis keine oder zwei Stufen.",
            "The limits of the levels must begin at 0 and rise, or a score has no level or two.",
        ],
        [
            "`from` der ersten Stufe mit Grenze auf 0 setzen, die übrigen steigend.",
            "Let `from` of the first level with a limit be 0, and the others rise.",
        ],
    ),
    entry(
        code::LANGUAGES,
        Error,
        ["Sprachen des Regelpakets", "Languages of the pack"],
        [
            "Jeder Text steht auf Deutsch und Englisch.",
            "Every text stands in German and English.",
        ],
        [
            "`languages = [\"de\", \"en\"]` schreiben.",
            "Write `languages = [\"de\", \"en\"]`.",
        ],
    ),
];
