//! The words around a drawing.

use crate::model::{Lang, UnitKind, UnitState};

pub(super) struct Labels {
    pub(super) today: &'static str,
    pub(super) with: &'static str,
    pub(super) new: &'static str,
    pub(super) moved: &'static str,
    pub(super) divided: &'static str,
    pub(super) now_line: &'static str,
    pub(super) now_staff: &'static str,
    pub(super) line: &'static str,
    pub(super) staff: &'static str,
    pub(super) board: &'static str,
    pub(super) dotted: &'static str,
    pub(super) new_dotted: &'static str,
    pub(super) reports: &'static str,
    pub(super) step: &'static str,
    pub(super) steps: &'static str,
    pub(super) more: &'static str,
    pub(super) described: &'static str,
}

const DE: Labels = Labels {
    today: "Organigramm heute",
    with: "Organigramm",
    new: "neu",
    moved: "verschoben",
    divided: "wird aufgeteilt",
    now_line: "jetzt Linie",
    now_staff: "jetzt Stab",
    line: "Linie",
    staff: "Stab",
    board: "Leitungsorgan",
    dotted: "zweite Berichtslinie",
    new_dotted: "neue zweite Berichtslinie",
    reports: "Berichtsweg",
    step: "Schritt bis zur Leitung",
    steps: "Schritte bis zur Leitung",
    more: "weitere",
    described: "Organigramm; Einheiten: {units}, davon mit Key-Account-Management: {kam}.",
};

const EN: Labels = Labels {
    today: "Org chart today",
    with: "Org chart",
    new: "new",
    moved: "moved",
    divided: "to be divided",
    now_line: "now line",
    now_staff: "now staff",
    line: "line",
    staff: "staff",
    board: "board",
    dotted: "dotted line",
    new_dotted: "new dotted line",
    reports: "Reporting line",
    step: "step to the management",
    steps: "steps to the management",
    more: "more",
    described: "Org chart; units: {units}, of these with key account management: {kam}.",
};

impl Labels {
    pub(super) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::De => &DE,
            Lang::En => &EN,
        }
    }

    pub(super) fn state(&self, state: UnitState, kind: UnitKind) -> Option<&'static str> {
        match (state, kind) {
            (UnitState::Unchanged, _) => None,
            (UnitState::New, _) => Some(self.new),
            (UnitState::Moved, _) => Some(self.moved),
            (UnitState::Divided, _) => Some(self.divided),
            (UnitState::Changed, UnitKind::Staff) => Some(self.now_staff),
            (UnitState::Changed, _) => Some(self.now_line),
        }
    }
}
