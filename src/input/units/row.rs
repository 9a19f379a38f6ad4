//! One unit from its named values.

use super::Rows;
use crate::error::Place;
use crate::input::cell::{self, Style};
use crate::model::{ChartFault, FaultCode, Id, Listed, Reason, Unit, UnitKind};

/// The fields of a unit, as columns and as keys.
pub(in crate::input) const FIELDS: [&str; 8] = [
    "unit_id",
    "parent_id",
    "second_parent_id",
    "name",
    "kind",
    "criterion",
    "function",
    "headcount",
];

/// What else a column may be called, in the order of `FIELDS`.
const HEADINGS: [&[&str]; 8] = [
    &["kennung der einheit", "unit id", "einheit"],
    &["übergeordnete einheit", "parent unit", "parent"],
    &["zweite berichtslinie", "dotted line"],
    &["name der einheit", "unit name", "bezeichnung"],
    &["art der einheit", "kind of unit", "art"],
    &["gliederungsmerkmal"],
    &["funktion"],
    &[
        "beschäftigte",
        "mitarbeiter",
        "köpfe",
        "people",
        "employees",
    ],
];

/// The number of the column that a heading means: those of `FIELDS`, then the organisation's.
pub(in crate::input) fn known(heading: &str) -> Option<usize> {
    let heading = heading.to_lowercase();
    let own = FIELDS.iter().zip(HEADINGS);
    let mut own = own.map(|(field, other)| *field == heading || other.contains(&heading.as_str()));
    own.position(|found| found).or_else(|| {
        let organisation = ["org_id", "kennung der organisation"];
        organisation
            .contains(&heading.as_str())
            .then_some(FIELDS.len())
    })
}

const NOT_NEGATIVE: &str = "≥ 0";

/// A unit being read. A value that is refused is left out and reported.
pub(super) struct Filling<'r> {
    unit: Unit,
    faults: Vec<(Place, String, Reason)>,
    rows: &'r mut Rows,
}

impl<'r> Filling<'r> {
    pub(super) fn new(rows: &'r mut Rows, row: usize, place: Place) -> Self {
        Self {
            unit: Unit {
                id: Id::from(""),
                parent: None,
                second_parent: None,
                name: String::new(),
                kind: UnitKind::Line,
                criterion: None,
                function: None,
                headcount: None,
                row,
                place,
            },
            faults: Vec::new(),
            rows,
        }
    }

    pub(super) fn refuse(&mut self, place: Place, value: &str, reason: Reason) {
        self.faults.push((place, value.to_owned(), reason));
    }

    /// A text value of a field; blanks at its ends do not count, and an empty one is missing.
    pub(super) fn text(&mut self, field: &str, text: &str, style: &Style, place: Place) {
        let text = text.trim();
        let named = matches!(field, "unit_id" | "name");
        if text.is_empty() || (!named && cell::is_unknown(text)) {
            return;
        }
        match field {
            "unit_id" => self.unit.id = text.into(),
            "parent_id" => self.unit.parent = Some(text.into()),
            "second_parent_id" => self.unit.second_parent = Some(text.into()),
            "name" => text.clone_into(&mut self.unit.name),
            "kind" => self.unit.kind = self.word(text, place).unwrap_or_default(),
            "criterion" if text == "unknown" => {}
            "criterion" => self.unit.criterion = self.word(text, place),
            "function" => self.unit.function = self.word(text, place),
            "headcount" => match count(text, style) {
                Ok(number) => self.headcount(number, text, place),
                Err(reason) => self.refuse(place, text, reason),
            },
            _ => {}
        }
    }

    pub(super) fn headcount(&mut self, number: f64, shown: &str, place: Place) {
        if number >= 0.0 && number.is_finite() {
            // Adding 0 makes −0 a 0.
            self.unit.headcount = Some(number + 0.0);
        } else {
            self.refuse(place, shown, allowed(NOT_NEGATIVE));
        }
    }

    fn word<T: Listed>(&mut self, text: &str, place: Place) -> Option<T> {
        let found = T::named(text);
        if found.is_none() {
            let unknown = (place.field.as_deref() == Some("criterion")).then_some("unknown");
            let names: Vec<&str> = T::names().chain(unknown).collect();
            self.refuse(place, text, allowed(&names.join(", ")));
        }
        found
    }

    /// Hands the unit and its faults over.
    pub(super) fn finish(mut self) {
        self.hand_over_faults();
        self.rows.units.push(self.unit);
    }

    /// Hands the faults over; there is no unit.
    pub(super) fn drop_unit(mut self) {
        self.hand_over_faults();
    }

    fn hand_over_faults(&mut self) {
        let faults = std::mem::take(&mut self.faults).into_iter();
        let unit = &self.unit;
        self.rows
            .faults
            .extend(faults.map(|(place, value, reason)| ChartFault {
                place,
                value: Some(value),
                ..ChartFault::of(FaultCode::BadValue, unit).because(reason)
            }));
    }
}

pub(super) fn allowed(what: &str) -> Reason {
    Reason::new("chart.fault.bad_value").with("allowed", what)
}

/// A cell as a number of people.
fn count(text: &str, style: &Style) -> Result<f64, Reason> {
    cell::count(text, style).map_err(|reason| match reason {
        Some(reason) if &*reason.id == "reject.ambiguous" => Reason {
            id: Id::from("chart.fault.ambiguous"),
            ..reason
        },
        Some(reason) => reason,
        None => allowed(NOT_NEGATIVE),
    })
}
