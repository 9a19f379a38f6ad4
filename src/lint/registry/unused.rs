//! KR5xx: what nothing uses.

use super::{Entry, code, entry};
use crate::lint::Severity::Warning;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        code::UNUSED_FIELD,
        Warning,
        ["Feld ungenutzt", "Field is not used"],
        [
            "Der Fragebogen stellt eine Frage, deren Antwort nichts bewirkt.",
            "The questionnaire asks something whose answer has no effect.",
        ],
        [
            "Eine Regel darauf gründen oder das Feld löschen.",
            "Let a rule read it, or delete the field.",
        ],
    ),
    entry(
        code::UNUSED_PARAM,
        Warning,
        ["Parameter ungenutzt", "Param is not used"],
        [
            "Wer den Parameter ändert, ändert nichts.",
            "Whoever changes the param changes nothing.",
        ],
        [
            "In der Funktion verwenden oder löschen. `pack check --fix` löscht ihn.",
            "Use it in the function, or delete it. `pack check --fix` deletes it.",
        ],
    ),
    entry(
        code::UNUSED_ROW,
        Warning,
        ["Tabellenzeile ungenutzt", "Table row is not used"],
        [
            "Auf diese Zeile verweist nichts.",
            "Nothing refers to this row.",
        ],
        [
            "Die Zeile löschen oder auf sie verweisen.",
            "Delete the row, or refer to it.",
        ],
    ),
    entry(
        code::UNUSED_TEXT,
        Warning,
        ["Text ungenutzt", "Text is not used"],
        [
            "Kein Weg durch die Regel nennt diesen Satz; er erscheint in keinem Bericht.",
            "No way through the rule gives this sentence; no report shows it.",
        ],
        [
            "Verwenden oder löschen. `pack check --fix` löscht ihn.",
            "Use it, or delete it. `pack check --fix` deletes it.",
        ],
    ),
    entry(
        code::UNREAD_MONOTONE,
        Warning,
        [
            "Richtung für ein Feld, das die Regel nicht liest",
            "Direction for a field that the rule does not read",
        ],
        [
            "`monotone` verspricht etwas über ein Feld, das die Regel nicht ansieht.",
            "`monotone` promises something of a field that the rule does not look at.",
        ],
        [
            "Den Eintrag löschen oder den Namen berichtigen.",
            "Delete the entry, or mend the name.",
        ],
    ),
];
