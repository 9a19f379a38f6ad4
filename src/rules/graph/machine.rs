//! Registers, and the running of a plan over them.

use super::LANES;
use super::columns::Columns;
use super::lanes::{Operand, apply};
use super::ops::{NONE, Ops};
use super::plan::{Place, Plan, Step};

/// The registers of one thread.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    registers: Vec<Vec<u64>>,
}

impl Machine {
    /// Runs one stage of a plan for all rows of the columns.
    pub fn run(&mut self, ops: &Ops, plan: &Plan, stage: usize, columns: &Columns<'_>) {
        if self.registers.len() < plan.registers {
            self.registers
                .resize_with(plan.registers, || vec![NONE; LANES]);
        }
        for step in plan.stages.get(stage).into_iter().flatten() {
            self.step(ops, step, columns);
        }
    }

    fn step(&mut self, ops: &Ops, step: &Step, columns: &Columns<'_>) {
        let Some(register) = self.registers.get_mut(step.to) else {
            return;
        };
        // Out of its place while it is written, so that the others can be read.
        let mut out = std::mem::take(register);
        if let Some(lanes) = out.get_mut(..columns.rows()) {
            let operands = step.from.map(|place| self.operand(place, columns));
            apply(step.op, operands, &ops.shapes, lanes);
        }
        if let Some(register) = self.registers.get_mut(step.to) {
            *register = out;
        }
    }

    pub(super) fn operand<'a>(&'a self, place: Place, columns: &'a Columns<'_>) -> Operand<'a> {
        let column = match place {
            Place::Same(lane) => return Operand::Same(lane),
            Place::Nowhere => return Operand::Same(NONE),
            Place::Value(source) => columns.values(source),
            Place::Known(source) => columns.known(source),
            Place::Absent(source) => columns.absent(source),
            Place::Register(register) => {
                self.registers.get(register).map_or(&[][..], Vec::as_slice)
            }
        };
        Operand::Column(column)
    }
}
