//! One step of a number: how near to a threshold a case must come, and how far a mutant moves one.

use super::subject::Subject;
use crate::model::{Field, FieldType};
use crate::rules::{Code, Node};

/// One step of a threshold: 1 where whole numbers are put to it; else 1 % of it, and at 0 1 % of the field's
/// range, or 1 where nothing says how far it runs.
pub(super) fn step(threshold: f64, field: Option<&Field>) -> f64 {
    let range = field.and_then(|field| Some(field.max? - field.min?));
    match field {
        Some(field) if field.kind == FieldType::Integer => 1.0,
        _ if threshold != 0.0 => threshold.abs() / 100.0,
        _ => range.map_or(1.0, |range| range / 100.0),
    }
}

/// The field that an expression reads and hands on as it is.
pub(super) fn field_of<'s>(subject: &Subject<'s>, node: &Node) -> Option<&'s Field> {
    match node.code {
        Code::Slot(place) if subject.symbols.is_field(place) => subject.fields.at(place),
        _ => None,
    }
}

/// Whether the field can hold this number.
pub(super) fn can_be(field: &Field, number: f64) -> bool {
    field.accept(crate::model::Value::Number(number)).is_ok()
}

/// Whether an expression gives the same number whatever is answered.
pub(super) fn is_constant(node: &Node) -> bool {
    let mut constant = true;
    node.walk(&mut |part| {
        let varies = matches!(
            part.code,
            Code::Slot(_) | Code::Local(_) | Code::Own(..) | Code::Known(_)
        );
        constant &= !varies;
    });
    constant
}
