//! KR6xx: overlays and waivers.

use super::{Entry, code, entry};
use crate::lint::Severity::Error;

pub(super) const ENTRIES: &[Entry] = &[
    entry(
        code::NO_REASON,
        Error,
        ["Änderung ohne Begründung", "Change without a reason"],
        [
            "Jeder Bericht zeigt, was ein Overlay ändert und warum.",
            "Every report shows what an overlay changes and why.",
        ],
        [
            "`reason = { de = \"…\", en = \"…\" }` ergänzen.",
            "Add `reason = { de = \"…\", en = \"…\" }`.",
        ],
    ),
    entry(
        code::NOT_ALLOWED,
        Error,
        ["Änderung nicht erlaubt", "Change is not allowed"],
        [
            "Die Grundlage legt fest, was ein Overlay ändern darf; manches Kriterium bleibt immer, wie es ist.",
            "The base says what an overlay may change; some gates stay as they are.",
        ],
        [
            "Die Änderung weglassen, oder mit dem Herausgeber der Grundlage klären.",
            "Leave the change out, or settle it with the owner of the base.",
        ],
    ),
    entry(
        code::CHANGES_NOTHING,
        Error,
        ["Änderung ohne Wirkung", "Change without effect"],
        [
            "Der Wert ist schon so, oder er wird weiter oben geändert.",
            "The value is so already, or is changed further up.",
        ],
        [
            "Die Änderung löschen oder den Wert berichtigen.",
            "Delete the change, or mend its value.",
        ],
    ),
    entry(
        code::CHANGE_NAMES,
        Error,
        [
            "Geändert wird etwas, das es nicht gibt",
            "The change names what does not exist",
        ],
        [
            "Die Grundlage hat nichts dieses Namens.",
            "The base has nothing of this name.",
        ],
        [
            "Den Namen berichtigen; `kamready pack list` und `pack show` nennen, was es gibt.",
            "Mend the name; `kamready pack list` and `pack show` name what there is.",
        ],
    ),
    entry(
        code::CHANGE_VALUE,
        Error,
        ["Neuer Wert passt nicht", "The new value does not fit"],
        [
            "`to` braucht die Form und den Bereich, den der Wert jetzt hat.",
            "`to` needs the shape and the range that the value has now.",
        ],
        [
            "Einen Wert derselben Form eintragen.",
            "Enter a value of the same shape.",
        ],
    ),
    entry(
        code::ADDS,
        Error,
        [
            "Overlay bringt Unerlaubtes mit",
            "The overlay brings what it may not",
        ],
        [
            "Ein Overlay ergänzt Regeln, Felder und Quellen; alles andere ändert es durch `[[changes]]`.",
            "An overlay adds rules, fields and sources; all else it changes by `[[changes]]`.",
        ],
        [
            "Die Datei entfernen oder umbenennen und die Änderung unter `[[changes]]` schreiben.",
            "Remove or rename the file, and write the change under `[[changes]]`.",
        ],
    ),
    entry(
        code::BASE,
        Error,
        ["Grundlage nicht gefunden", "The base is not found"],
        [
            "`extends` nennt kein Regelpaket, das hier liegt.",
            "`extends` names no pack that is here.",
        ],
        [
            "`extends = \"kam\"` schreiben, oder den Ordner der Grundlage daneben legen.",
            "Write `extends = \"kam\"`, or put the folder of the base beside this one.",
        ],
    ),
    entry(
        code::WAIVER,
        Error,
        [
            "Ausnahme unvollständig oder falsch",
            "Waiver is incomplete or wrong",
        ],
        [
            "Eine Ausnahme nennt Regel, Organisation, Grund, verantwortliche Person und Ablauf.",
            "A waiver names rule, organisation, reason, owner and expiry.",
        ],
        [
            "Die Angaben ergänzen; die Regel muss es im Regelpaket geben.",
            "Add what is missing; the rule must be in the pack.",
        ],
    ),
];
