//! KR2xx: what a rule's function says.

use super::{Entry, code, entry};
use crate::lint::Severity::Error;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        code::UNKNOWN_FIELD,
        Error,
        ["Feld unbekannt", "Field is unknown"],
        [
            "Ein Feld dieses Namens gibt es nicht; die Regel könnte nie beantwortet werden.",
            "There is no field of this name; the rule could never be answered.",
        ],
        [
            "Den Namen berichtigen oder das Feld in `fields.toml` erklären.",
            "Mend the name, or declare the field in `fields.toml`.",
        ],
    ),
    entry(
        code::UNKNOWN_FUNCTION,
        Error,
        ["Funktion unbekannt", "Function is unknown"],
        [
            "Eine Regel ruft nur die Funktionen des Programms und ihre eigenen.",
            "A rule calls the program's functions and its own, and no others.",
        ],
        [
            "Den Namen wie vorgeschlagen schreiben.",
            "Write the name as suggested.",
        ],
    ),
    entry(
        code::UNKNOWN_PARAM,
        Error,
        ["Parameter unbekannt", "Param is unknown"],
        [
            "META erklärt keinen Parameter dieses Namens; oft wurde er nur an einer Stelle umbenannt.",
            "META declares no param of this name; often it was renamed in one place only.",
        ],
        [
            "In META und in der Funktion denselben Namen verwenden.",
            "Use the same name in META and in the function.",
        ],
    ),
    entry(
        code::UNKNOWN_TEXT,
        Error,
        ["Text unbekannt", "Text is unknown"],
        [
            "Die Regel begründet sich mit einem Satz, den META nicht enthält.",
            "The rule gives a sentence as its reason that META does not hold.",
        ],
        [
            "Den Satz unter `texts` ergänzen oder den Namen berichtigen.",
            "Add the sentence to `texts`, or mend the name.",
        ],
    ),
    entry(
        code::UNKNOWN_VARIABLE,
        Error,
        ["Name nicht erklärt", "Name is not declared"],
        [
            "Namen müssen vorher mit `let` erklärt sein; Felder heißen `org.feld`, Parameter `params.name`.",
            "A name must be declared by `let` before; fields are `org.field`, params `params.name`.",
        ],
        [
            "`org.` oder `params.` davorsetzen, oder den Namen berichtigen.",
            "Put `org.` or `params.` in front, or mend the name.",
        ],
    ),
    entry(
        code::WRONG_TYPE,
        Error,
        ["Wert der falschen Art", "Value of the wrong type"],
        [
            "Zahlen, Wörter und Ja/Nein lassen sich nicht vermischen; das Ergebnis wäre stillschweigend falsch.",
            "Numbers, words and yes/no do not mix; the result would be wrong in silence.",
        ],
        [
            "Einen Wert der genannten Art verwenden.",
            "Use a value of the type that is named.",
        ],
    ),
    entry(
        code::UNKNOWN_WORD,
        Error,
        [
            "Wort, das das Feld nicht hat",
            "Word that the field does not have",
        ],
        [
            "Der Vergleich könnte nie zutreffen.",
            "The comparison could never hold.",
        ],
        [
            "Eines der Wörter des Feldes verwenden.",
            "Use one of the field's words.",
        ],
    ),
    entry(
        code::TOO_EARLY,
        Error,
        ["Wert steht noch nicht fest", "Value is not settled yet"],
        [
            "Die Regel liest einen Wert, der erst nach ihr berechnet wird.",
            "The rule reads a value that is computed after it.",
        ],
        [
            "Nur lesen, was früher feststeht: Felder, bei Kriterien auch die Punkte der Dimensionen.",
            "Read only what is settled before: fields, and for gates the scores of the dimensions.",
        ],
    ),
    entry(
        code::NOT_IN_LANGUAGE,
        Error,
        [
            "Nicht Teil der Regelsprache",
            "Not part of the rule language",
        ],
        [
            "Schleifen, Listen, Zuweisungen und Ähnliches sind ausgeschlossen, damit eine Regel sicher endet und sich prüfen lässt.",
            "Loops, lists, assignments and the like are left out, so that a rule surely ends and can be checked.",
        ],
        [
            "Mit `let`, `if`, `switch` und den Funktionen des Programms ausdrücken.",
            "Say it with `let`, `if`, `switch` and the program's functions.",
        ],
    ),
    entry(
        code::SCRIPT_SYNTAX,
        Error,
        ["Funktion nicht lesbar", "Function cannot be read"],
        [
            "Eine Klammer, ein Anführungszeichen oder ein Rechenzeichen fehlt oder ist zu viel; ein Vergleich schreibt sich `==`.",
            "A bracket, a quote or an operator is missing or one too many; a comparison is written `==`.",
        ],
        [
            "Die Stelle und die Zeile davor ansehen.",
            "Look at the place and the line before it.",
        ],
    ),
    entry(
        code::FUNCTION,
        Error,
        [
            "Funktion fehlt oder ist überzählig",
            "Function is missing or one too many",
        ],
        [
            "Jede Art von Regel hat eine Funktion mit festem Namen; andere müssen von ihr gerufen werden.",
            "Each kind of rule has a function of a fixed name; others must be called by it.",
        ],
        [
            "Die genannte Funktion schreiben, ungenutzte löschen.",
            "Write the function that is named, delete those that nothing calls.",
        ],
    ),
    entry(
        code::TABLE_WORDS,
        Error,
        [
            "Tabelle passt nicht zum Feld",
            "Table does not fit the field",
        ],
        [
            "Fehlt ein Wort des Feldes, gibt es dafür keine Punkte; ein fremdes Wort kommt nie vor.",
            "Where a word of the field is missing there are no points for it; a stranger never occurs.",
        ],
        [
            "Genau die Wörter des Feldes in die Tabelle schreiben.",
            "Give the table exactly the field's words.",
        ],
    ),
    entry(
        code::NO_VALUE,
        Error,
        ["Zweig ohne Ergebnis", "Branch without a result"],
        [
            "Nicht jeder Weg durch die Regel endet mit einem Ergebnis der verlangten Art, etwa weil ein `else`, ein `return` oder ein Fall fehlt oder ein Semikolon hinter dem letzten Ausdruck steht.",
            "Not every way through the rule ends with a result of the kind asked for: an `else`, a `return` or a case is missing, or a semicolon stands behind the last expression.",
        ],
        [
            "Für jeden Weg ein Ergebnis angeben; das Semikolon hinter dem letzten Ausdruck weglassen.",
            "Give a result on every way; leave out the semicolon behind the last expression.",
        ],
    ),
    entry(
        code::ARGUMENTS,
        Error,
        [
            "Falsche Zahl oder Art von Angaben",
            "Wrong number or kind of arguments",
        ],
        [
            "Die Funktion braucht andere Angaben, als hier stehen.",
            "The function needs other arguments than stand here.",
        ],
        [
            "Die Angaben wie genannt schreiben.",
            "Write the arguments as named.",
        ],
    ),
    entry(
        code::TOO_LARGE,
        Error,
        ["Regel zu groß", "Rule is too large"],
        [
            "Zeit und Speicher einer Regel sind begrenzt.",
            "Time and memory of a rule are bounded.",
        ],
        [
            "Die Regel in mehrere teilen.",
            "Split the rule into several.",
        ],
    ),
];
