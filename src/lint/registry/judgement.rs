//! KR4xx: the judgement itself, worked out over every value that the fields allow.

use super::{Entry, code, entry};
use crate::lint::Severity::{Error, Warning};

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        code::OUTSIDE_RANGE,
        Error,
        [
            "Schwelle außerhalb des Feldes",
            "Threshold outside of the field's range",
        ],
        [
            "Das Feld kann diesen Wert nicht annehmen; die Schwelle trennt nichts.",
            "The field cannot have this value; the threshold separates nothing.",
        ],
        [
            "Schwelle und Einheit prüfen: Prozent sind 0 bis 100, Anteile 0 bis 1.",
            "Check threshold and unit: percent are 0 to 100, shares 0 to 1.",
        ],
    ),
    entry(
        code::UNREACHABLE,
        Warning,
        ["Zweig nie erreicht", "Branch is never reached"],
        [
            "Kein erlaubter Wert der Felder führt hierher; die Bedingung ist immer gleich.",
            "No allowed value of the fields leads here; the condition is always the same.",
        ],
        [
            "Die Bedingung berichtigen oder den Zweig löschen.",
            "Mend the condition, or delete the branch.",
        ],
    ),
    entry(
        code::GAP,
        Error,
        ["Lücke zwischen Bereichen", "Gap between bands"],
        [
            "Für einen Wert in der Lücke hat die Regel kein Ergebnis oder fällt in den falschen Zweig.",
            "For a value in the gap the rule has no result, or takes the wrong branch.",
        ],
        [
            "Bereiche halboffen aneinanderreihen (`0..10`, `10..20`) und mit `_ =>` abschließen.",
            "Let half-open bands follow each other (`0..10`, `10..20`) and end with `_ =>`.",
        ],
    ),
    entry(
        code::OVERLAP,
        Error,
        ["Bereiche überschneiden sich", "Bands overlap"],
        [
            "Ein Wert liegt in zwei Bereichen; nur der erste gilt.",
            "A value lies in two bands; only the first one counts.",
        ],
        [
            "Jeden Bereich dort beginnen lassen, wo der vorige endet.",
            "Let each band begin where the one before ends.",
        ],
    ),
    entry(
        code::NOT_MONOTONE,
        Error,
        [
            "Bessere Antwort senkt die Punkte",
            "A better answer lowers the points",
        ],
        [
            "META sagt, dass die Punkte in diesem Feld nur steigen (`up`) oder fallen (`down`); die Regel tut es nicht.",
            "META says that the points only rise (`up`) or fall (`down`) in this field; the rule does not.",
        ],
        [
            "Kurve oder Tabelle berichtigen, oder die Richtung unter `monotone` ändern.",
            "Mend curve or table, or change the direction in `monotone`.",
        ],
    ),
    entry(
        code::POINTS,
        Error,
        [
            "Punkte außerhalb von 0 bis 100",
            "Points outside of 0 to 100",
        ],
        [
            "Die Regel schlägt fehl, wenn sie mehr oder weniger Punkte gibt; das Ergebnis wird dann unsicher.",
            "The rule fails where it gives more or fewer points; the result then becomes uncertain.",
        ],
        [
            "Punkte auf 0 bis 100 begrenzen.",
            "Keep the points within 0 to 100.",
        ],
    ),
    entry(
        code::WEIGHT_SUM,
        Warning,
        ["Gewichte ergeben nicht 100", "Weights do not add up to 100"],
        [
            "Gewichte werden umgerechnet; ergeben sie nicht 100, ist meist eine Zahl vertippt und das Gewicht ein anderes, als es scheint.",
            "Weights are scaled; where they do not add up to 100 one is usually mistyped, and weighs something else than it seems.",
        ],
        [
            "Die Gewichte so wählen, dass sie zusammen 100 ergeben.",
            "Choose weights that add up to 100.",
        ],
    ),
    entry(
        code::DIMENSION_REACH,
        Warning,
        [
            "Dimension erreicht 0 oder 100 nicht",
            "Dimension cannot reach 0 or 100",
        ],
        [
            "Auch die beste oder schlechteste Antwort führt nicht an das Ende der Skala; der Index wird gestaucht.",
            "Even the best or worst answers do not lead to the end of the scale; the index is squeezed.",
        ],
        [
            "Den Regeln der Dimension Punkte von 0 bis 100 geben.",
            "Let the rules of the dimension give points from 0 to 100.",
        ],
    ),
    entry(
        code::LEVEL_REACH,
        Warning,
        ["Stufe nie erreicht", "Level is never reached"],
        [
            "Kein Ergebnis führt zu dieser Stufe, und kein K.-o.-Kriterium vergibt sie.",
            "No score leads to this level, and no gate gives it.",
        ],
        [
            "Die Grenze senken, Punkte anpassen oder ein Kriterium mit `caps` auf diese Stufe setzen.",
            "Lower its limit, adjust points, or let a gate cap at it.",
        ],
    ),
    entry(
        code::LITERAL,
        Warning,
        ["Zahl in der Formel", "Number in the formula"],
        [
            "Zahlen gehören mit Einheit in `params`, wo man sie findet, belegt und in einem Overlay ändert. Frei sind nur 0, 1 und 100.",
            "Numbers belong in `params` with their unit, where they are found, sourced and changed by an overlay. Only 0, 1 and 100 are free.",
        ],
        [
            "Die Zahl als Parameter mit Einheit in META aufnehmen und `params.name` schreiben.",
            "Put the number into META as a param with its unit, and write `params.name`.",
        ],
    ),
    entry(
        code::FLOAT_EQUAL,
        Warning,
        ["Gleichheit von Kommazahlen", "Equality of fractions"],
        [
            "Gemessene Zahlen sind fast nie genau gleich; der Vergleich trifft zufällig zu oder nicht.",
            "Measured numbers are hardly ever equal; the comparison holds by chance.",
        ],
        [
            "Mit `<`, `<=`, `>` oder `>=` vergleichen.",
            "Compare by `<`, `<=`, `>` or `>=`.",
        ],
    ),
    entry(
        code::SHARE_OR_PERCENT,
        Warning,
        ["Anteil statt Prozent", "Share in place of percent"],
        [
            "Das Feld zählt in Prozent von 0 bis 100, die Schwellen liegen alle zwischen 0 und 1.",
            "The field counts in percent from 0 to 100, and all thresholds lie between 0 and 1.",
        ],
        [
            "Prozentwerte schreiben: 25 statt 0.25.",
            "Write percent: 25 in place of 0.25.",
        ],
    ),
];
