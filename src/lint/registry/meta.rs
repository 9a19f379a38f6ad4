//! KR1xx: META, texts, sources and cases.

use super::{Entry, code, entry};
use crate::lint::Severity::{Error, Warning};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        code::META_KEY,
        Error,
        ["Unbekannter Schlüssel in META", "Unknown key in META"],
        [
            "Ein Tippfehler im Schlüssel würde sonst still bewirken, dass eine Angabe fehlt.",
            "A slip in a key would otherwise mean that something is silently missing.",
        ],
        [
            "Den Schlüssel wie vorgeschlagen schreiben.",
            "Write the key as suggested.",
        ],
    ),
    entry(
        code::META_LACKS,
        Error,
        ["Angabe in META fehlt", "META lacks a key"],
        [
            "Jede Regel nennt Titel, Quelle, Status und was ihre Art verlangt.",
            "Every rule names title, source, status and what its kind asks for.",
        ],
        [
            "Den genannten Schlüssel ergänzen. Ein fehlendes `since` ergänzt `pack check --fix`.",
            "Add the key that is named. A missing `since` is added by `pack check --fix`.",
        ],
    ),
    entry(
        code::META_TYPE,
        Error,
        [
            "Wert der falschen Art in META",
            "Value of the wrong kind in META",
        ],
        [
            "Hier steht zum Beispiel ein Text, wo eine Zahl stehen muss.",
            "A text stands where a number must, for instance.",
        ],
        [
            "Einen Wert der genannten Art eintragen.",
            "Enter a value of the kind that is named.",
        ],
    ),
    entry(
        code::META_WORD,
        Error,
        ["Wort nicht vorgesehen", "Word not provided for"],
        [
            "An dieser Stelle sind nur bestimmte Wörter erlaubt.",
            "Only certain words are allowed here.",
        ],
        [
            "Eines der genannten Wörter verwenden.",
            "Use one of the words that are named.",
        ],
    ),
    entry(
        code::LANGUAGE,
        Error,
        [
            "Text fehlt in einer Sprache",
            "Text is missing in a language",
        ],
        [
            "Jeder Bericht erscheint auf Deutsch und Englisch; ein fehlender Text hinterließe eine Lücke.",
            "Every report comes in German and English; a missing text would leave a hole.",
        ],
        [
            "Den Text in `de` und `en` angeben, beide nicht leer.",
            "Give the text in `de` and `en`, neither empty.",
        ],
    ),
    entry(
        code::OTHER_VALUES,
        Error,
        ["Platzhalter verschieden", "Placeholders differ"],
        [
            "Der Satz nennt auf Deutsch andere Werte als auf Englisch.",
            "The sentence names other values in German than in English.",
        ],
        [
            "In beiden Sprachen dieselben Namen in geschweiften Klammern verwenden.",
            "Use the same names in braces in both languages.",
        ],
    ),
    entry(
        code::NEVER_GIVEN,
        Error,
        ["Platzhalter ohne Wert", "Placeholder without a value"],
        [
            "Der Satz nennt einen Wert, den die Regel nicht liest und nicht mitgibt; im Bericht bliebe eine Lücke.",
            "The sentence names a value that the rule neither reads nor gives; the report would show a hole.",
        ],
        [
            "Den Platzhalter berichtigen oder den Wert mitgeben: `scored(…, \"text\", #{ name: wert })`.",
            "Mend the placeholder, or give the value: `scored(…, \"text\", #{ name: value })`.",
        ],
    ),
    entry(
        code::UNKNOWN_SOURCE,
        Error,
        ["Quelle unbekannt", "Source is unknown"],
        [
            "Wer die Regel prüft, muss die Quelle finden können.",
            "Whoever reviews the rule must be able to find its source.",
        ],
        [
            "Den Schlüssel berichtigen oder die Quelle in `sources.csv` eintragen.",
            "Mend the key, or enter the source in `sources.csv`.",
        ],
    ),
    entry(
        code::NO_SOURCE,
        Warning,
        ["Quelle fehlt", "Source is missing"],
        [
            "Die Regel beruft sich auf eine gesehene Quelle oder auf Literatur, nennt aber keine.",
            "The rule claims a source seen or literature, and names none.",
        ],
        [
            "In `refs` Schlüssel aus `sources.csv` nennen, oder `sure: \"judgement\"` schreiben.",
            "Name keys of `sources.csv` in `refs`, or write `sure: \"judgement\"`.",
        ],
    ),
    entry(
        code::NO_CASE,
        Warning,
        ["Fall fehlt", "Case is missing"],
        [
            "Ohne einen guten, einen schlechten und einen unbeantworteten Fall fällt ein Fehler in der Regel niemandem auf.",
            "Without a good, a poor and an unanswered case nobody notices a fault of the rule.",
        ],
        [
            "Den genannten Fall in CASES ergänzen.",
            "Add the case that is named to CASES.",
        ],
    ),
    entry(
        code::CASE_SHAPE,
        Error,
        [
            "Fall unvollständig oder falsch",
            "Case is incomplete or wrong",
        ],
        [
            "Ein Fall ohne Namen, Angaben und Erwartung prüft nichts; ein unbekanntes Feld oder Wort darin auch nicht.",
            "A case without name, facts and expectation checks nothing; nor does an unknown field or word in it.",
        ],
        [
            "So schreiben: `#{ name: \"…\", facts: #{ feld: wert }, expect: #{ points: 100 } }`.",
            "Write it so: `#{ name: \"…\", facts: #{ field: value }, expect: #{ points: 100 } }`.",
        ],
    ),
    entry(
        code::WEIGHT,
        Error,
        ["Gewicht nicht über 0", "Weight not above 0"],
        [
            "Mit einem Gewicht von 0 oder weniger zählt eine Regel nicht oder verkehrt herum.",
            "With a weight of 0 or less a rule does not count, or counts the wrong way.",
        ],
        [
            "Ein Gewicht über 0 eintragen; was nicht zählen soll, herausnehmen.",
            "Enter a weight above 0; take out what is not to count.",
        ],
    ),
    entry(
        code::CURVE,
        Error,
        ["Parameter nicht lesbar", "Param cannot be read"],
        [
            "Ein Parameter ist eine Zahl, eine Kurve aus Punkten mit steigendem x oder eine Tabelle mit einer Zahl je Wort.",
            "A param is a number, a curve of points whose x rise, or a table with a number for each word.",
        ],
        [
            "Punkte als [[x, y], …] mit steigendem x schreiben, Tabellen als #{ wort: zahl }.",
            "Write points as [[x, y], …] with rising x, tables as #{ word: number }.",
        ],
    ),
    entry(
        code::FIELD,
        Error,
        ["Feld falsch erklärt", "Field is declared wrongly"],
        [
            "Typ, Bereich oder Werte des Feldes widersprechen sich.",
            "Type, range or values of the field contradict each other.",
        ],
        [
            "Die Erklärung wie beschrieben berichtigen.",
            "Mend the declaration as described.",
        ],
    ),
    entry(
        code::UNTRANSLATED,
        Warning,
        ["Satz nicht übersetzt", "Sentence not translated"],
        [
            "Der deutsche und der englische Satz sind gleich; vermutlich wurde die Übersetzung vergessen.",
            "The German and the English sentence are the same; the translation was probably forgotten.",
        ],
        [
            "Den Satz in der zweiten Sprache schreiben.",
            "Write the sentence in the second language.",
        ],
    ),
    entry(
        code::UNFINISHED,
        Warning,
        [
            "Text ist noch ein Platzhalter",
            "Text is still to be written",
        ],
        [
            "Der Text stammt aus einer Vorlage und würde so im Bericht stehen.",
            "The text comes from a template and would stand in a report like this.",
        ],
        [
            "Den Text hinter TODO durch den eigenen ersetzen.",
            "Replace the text behind TODO by your own.",
        ],
    ),
];
