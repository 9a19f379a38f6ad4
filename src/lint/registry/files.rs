//! KR0xx: files and tables.

use super::{Entry, code, entry};
use crate::lint::Severity::{Error, Warning};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        code::UNREADABLE,
        Error,
        ["Datei nicht lesbar", "File cannot be read"],
        [
            "Eine Datei des Regelpakets lässt sich nicht öffnen oder ist größer, als eine von Hand geschriebene Datei sein kann.",
            "A file of the pack cannot be opened, or is larger than anything a person writes.",
        ],
        [
            "Zugriffsrechte prüfen; eine zu große Tabelle gehört nicht in das Regelpaket.",
            "Check its permissions; a table that large does not belong in a pack.",
        ],
    ),
    entry(
        code::ENCODING,
        Error,
        ["Datei nicht in UTF-8", "File is not UTF-8"],
        [
            "Umlaute wären nur auf einem Rechner mit derselben Zeichentabelle lesbar. Excel speichert CSV in Deutschland meist als Windows-1252.",
            "Letters such as ä would read differently on another computer. A German Excel usually saves CSV as Windows-1252.",
        ],
        [
            "Als UTF-8 speichern, in Excel als „CSV UTF-8“. `pack check --fix` wandelt die Datei um.",
            "Save as UTF-8, in Excel as “CSV UTF-8”. `pack check --fix` converts the file.",
        ],
    ),
    entry(
        code::LACKS_FILE,
        Error,
        ["Datei fehlt", "File is missing"],
        [
            "Das Regelpaket braucht diese Datei; ohne sie ist unklar, was gilt.",
            "The pack needs this file; without it nobody knows what holds.",
        ],
        [
            "Die genannte Datei anlegen oder ihren Namen berichtigen.",
            "Add the file that is named, or mend its name.",
        ],
    ),
    entry(
        code::WRONG_FOLDER,
        Error,
        ["Regel im falschen Ordner", "Rule in the wrong folder"],
        [
            "Der Ordner sagt, was eine Regel ist. In diesem Ordner sucht sie niemand.",
            "The folder says what a rule is. Nobody looks for one in this folder.",
        ],
        [
            "Die Datei in den passenden Ordner verschieben, zum Beispiel `readiness/<Dimension>/`.",
            "Move the file where it belongs, for instance to `readiness/<dimension>/`.",
        ],
    ),
    entry(
        code::STRANGE_FILE,
        Warning,
        ["Datei wird nicht gelesen", "Nothing reads this file"],
        [
            "Eine Datei mit falscher Endung oder falschem Namen bleibt ohne Wirkung, ohne dass es auffällt.",
            "A file with the wrong ending or name has no effect, and nobody notices.",
        ],
        [
            "Umbenennen, wenn sie gelten soll; sonst aus dem Regelpaket nehmen.",
            "Rename it if it is meant to count; otherwise take it out of the pack.",
        ],
    ),
    entry(
        code::TOML_SYNTAX,
        Error,
        ["TOML nicht lesbar", "TOML cannot be read"],
        [
            "Ein Anführungszeichen, eine Klammer oder ein Komma fehlt oder ist zu viel.",
            "A quote, a bracket or a comma is missing or one too many.",
        ],
        [
            "Die Zeile und die davor ansehen: Texte in geraden Anführungszeichen, Zahlen mit Dezimalpunkt.",
            "Look at the line and the one before: texts in straight quotes, numbers with a decimal point.",
        ],
    ),
    entry(
        code::TOML_SHAPE,
        Error,
        [
            "Schlüssel oder Wert passt nicht",
            "Key or value does not fit",
        ],
        [
            "Ein Schlüssel ist unbekannt, fehlt oder hat einen Wert der falschen Art. Unbekanntes wird nie übergangen.",
            "A key is unknown, missing, or has a value of the wrong kind. What is unknown is never skipped.",
        ],
        [
            "Den Schlüssel berichtigen; `kamready schema pack` und `schema fields` nennen alle.",
            "Mend the key; `kamready schema pack` and `schema fields` name all of them.",
        ],
    ),
    entry(
        code::SEMICOLONS,
        Error,
        [
            "Tabelle mit Semikolon getrennt",
            "Table separated by semicolons",
        ],
        [
            "Ein deutsches Excel trennt CSV mit Semikolon. Tabellen eines Regelpakets sind mit Komma getrennt, damit sie überall gleich gelesen werden.",
            "A German Excel separates CSV by semicolons. Tables of a pack are separated by commas, so that they read alike everywhere.",
        ],
        [
            "Mit Komma getrennt speichern. `pack check --fix` wandelt die Tabelle um.",
            "Save it separated by commas. `pack check --fix` converts the table.",
        ],
    ),
    entry(
        code::TABLE_SHAPE,
        Error,
        ["Tabelle hat die falsche Form", "Table has the wrong shape"],
        [
            "Eine Spalte fehlt, eine Zeile hat zu viele oder zu wenige Zellen, oder ein Anführungszeichen ist nicht geschlossen.",
            "A column is missing, a row has too many or too few cells, or a quote is not closed.",
        ],
        [
            "Spalten wie genannt anlegen; Zellen mit Komma oder Anführungszeichen in \"…\" setzen, innere Anführungszeichen verdoppeln.",
            "Give the columns that are named; put cells with a comma or a quote into \"…\" and double the quotes inside.",
        ],
    ),
    entry(
        code::TABLE_VALUE,
        Error,
        ["Zelle mit unzulässigem Wert", "Cell holds what it may not"],
        [
            "Die Tabelle nennt etwas, das es nicht gibt oder das hier nicht stehen darf.",
            "The table names something that does not exist or may not stand here.",
        ],
        [
            "Einen der erlaubten Werte eintragen; Zahlen mit Dezimalpunkt.",
            "Enter one of the allowed values; numbers with a decimal point.",
        ],
    ),
    entry(
        code::TWICE,
        Error,
        ["Kennung doppelt", "Id stands twice"],
        [
            "Zwei Dinge mit derselben Kennung lassen sich nicht unterscheiden.",
            "Two things with the same id cannot be told apart.",
        ],
        [
            "Eines von beiden umbenennen oder löschen.",
            "Rename or delete one of them.",
        ],
    ),
    entry(
        code::HIDDEN_SIGN,
        Error,
        ["Unsichtbares Zeichen", "Hidden sign"],
        [
            "Ein Zeichen, das man nicht sieht, kann eine Regel anders wirken lassen, als sie sich liest.",
            "A sign that is not seen can make a rule act otherwise than it reads.",
        ],
        [
            "Die Zeile neu eintippen; oft kam das Zeichen beim Kopieren aus Word oder einer Webseite mit.",
            "Type the line anew; such signs often come along when copying from Word or a web page.",
        ],
    ),
    entry(
        code::RULE_SYNTAX,
        Error,
        [
            "META oder CASES nicht lesbar",
            "META or CASES cannot be read",
        ],
        [
            "Eine Regeldatei besteht aus META, CASES und Funktionen. META und CASES enthalten nur feste Werte, durch Kommas getrennt.",
            "A rule file is META, CASES and functions. META and CASES hold plain values only, separated by commas.",
        ],
        [
            "Komma, Klammer oder Anführungszeichen an der genannten Stelle ergänzen; Zahlen mit Dezimalpunkt schreiben.",
            "Add the comma, bracket or quote at the place that is named; write numbers with a decimal point.",
        ],
    ),
];
