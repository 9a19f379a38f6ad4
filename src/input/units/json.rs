//! The array `units` of a JSON record: one object a unit, the same keys as in `org_units.csv`.

use serde_json::Value as Json;
use serde_json::value::RawValue;

use super::Rows;
use super::row::{FIELDS, Filling, allowed};
use crate::error::Place;
use crate::input::cell::Style;
use crate::input::json::short;
use crate::model::json::Entries;
use crate::model::{Chart, ChartFault, FaultCode, Reason};

/// The chart of a record, and the keys of its units that name no field.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitArray {
    pub chart: Result<Chart, Vec<ChartFault>>,
    pub unread: Vec<String>,
}

/// Reads the text of the array. `place` says where a piece of that text stands in its file.
pub fn read_json(array: &str, place: impl Fn(&str) -> Place) -> UnitArray {
    let mut rows = Rows::default();
    let mut unread = Vec::new();
    match serde_json::from_str::<Vec<&RawValue>>(array) {
        Err(_) => {
            let fault = ChartFault::whole(FaultCode::BadValue, place(array).of_field("units"));
            let fault = ChartFault {
                value: Some(short(array)),
                ..fault.because(allowed("[{…}, …]"))
            };
            return UnitArray {
                chart: Err(vec![fault]),
                unread,
            };
        }
        Ok(units) => {
            for (position, unit) in units.iter().enumerate() {
                one(&mut rows, position + 1, unit.get(), &place, &mut unread);
            }
        }
    }
    UnitArray {
        chart: rows.chart(place(array)),
        unread,
    }
}

fn one(
    rows: &mut Rows,
    row: usize,
    raw: &str,
    place: impl Fn(&str) -> Place,
    unread: &mut Vec<String>,
) {
    let mut unit = Filling::new(rows, row, place(raw));
    match serde_json::from_str::<Entries<'_>>(raw) {
        Err(_) => {
            unit.refuse(place(raw), &short(raw), allowed("{…}"));
            unit.drop_unit();
            return;
        }
        Ok(Entries(entries)) => {
            for (position, (key, value)) in entries.iter().enumerate() {
                let place = place(value.get()).of_field(key.as_str());
                let double = entries.iter().take(position).any(|(other, _)| other == key);
                if double {
                    let reason = Reason::new("chart.fault.double_key");
                    unit.refuse(place, &short(value.get()), reason);
                } else if FIELDS.contains(&key.as_str()) {
                    fill(&mut unit, key, value.get(), place);
                } else if !unread.contains(key) {
                    unread.push(key.clone());
                }
            }
        }
    }
    unit.finish();
}

/// A text, or a number where one belongs; ids may be whole numbers. `null` is missing.
fn fill(unit: &mut Filling<'_>, field: &str, raw: &str, place: Place) {
    let value = serde_json::from_str(raw).unwrap_or(Json::Null);
    match (field, value) {
        (_, Json::Null) => {}
        ("headcount", Json::Number(number)) => {
            unit.headcount(number.as_f64().unwrap_or(f64::NAN), raw, place);
        }
        ("headcount", _) => unit.refuse(place, &short(raw), allowed("≥ 0, null")),
        (_, Json::String(text)) => unit.text(field, &text, &Style::default(), place),
        ("unit_id" | "parent_id" | "second_parent_id", Json::Number(id)) if !id.is_f64() => {
            unit.text(field, &id.to_string(), &Style::default(), place);
        }
        _ => unit.refuse(place, &short(raw), allowed("\"…\", null")),
    }
}
