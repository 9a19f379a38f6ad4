//! The order of work: only what is asked for, in registers that are free again after their last reader.

use super::ops::{Op, Ops, Ref};

/// Where a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Place {
    /// The same for every lane.
    Same(u64),
    Value(usize),
    Known(usize),
    Absent(usize),
    Register(usize),
    /// Nobody asked for it, or its register holds something else by now.
    #[default]
    Nowhere,
}

/// One operation from places into a register.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    pub(super) op: Op,
    pub(super) from: [Place; 3],
    pub(super) to: usize,
}

/// Stages of steps. What was asked for stays in its register to the end.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) stages: Vec<Vec<Step>>,
    pub(super) registers: usize,
    places: Vec<Place>,
}

impl Plan {
    /// A stage for each list of wanted values; a later one reads what an earlier one has left.
    pub(super) fn of(ops: &Ops, wanted: &[Vec<Ref>]) -> Self {
        let stages = stages(ops, wanted);
        let mut planner = Planner {
            ops,
            last: last_readers(ops, &stages, wanted),
            free: Vec::new(),
            plan: Self {
                stages: Vec::new(),
                registers: 0,
                places: ops.places().map(|one| at_rest(ops.at(one))).collect(),
            },
        };
        let mut time = 0;
        for stage in &stages {
            let steps = stage.iter().map(|one| {
                time += 1;
                planner.step(*one, time)
            });
            let steps = steps.collect();
            planner.plan.stages.push(steps);
        }
        planner.plan
    }

    /// Where a value that was asked for lies.
    pub(super) fn place(&self, of: Ref) -> Place {
        self.places.get(of.index()).copied().unwrap_or_default()
    }

    pub fn steps(&self) -> usize {
        self.stages.iter().map(Vec::len).sum()
    }

    pub fn registers(&self) -> usize {
        self.registers
    }
}

/// A value that needs no step.
fn at_rest(op: Op) -> Place {
    match op {
        Op::Const(lane) => Place::Same(lane),
        Op::Value(source) => Place::Value(source),
        Op::Known(source) => Place::Known(source),
        Op::Absent(source) => Place::Absent(source),
        _ => Place::Nowhere,
    }
}

/// The values that each stage has to work out, in order.
fn stages(ops: &Ops, wanted: &[Vec<Ref>]) -> Vec<Vec<Ref>> {
    let mut done = vec![false; ops.len()];
    let mut stages = Vec::new();
    for wanted in wanted {
        let mut needed = vec![false; ops.len()];
        wanted.iter().for_each(|one| mark(&mut needed, *one));
        for one in ops.places().rev().filter(|one| !is_marked(&done, *one)) {
            if is_marked(&needed, one) {
                let operands = ops.at(one).operands().into_iter().flatten();
                operands.for_each(|operand| mark(&mut needed, operand));
            }
        }
        let work = |one: &Ref| is_marked(&needed, *one) && !is_marked(&done, *one);
        let stage: Vec<Ref> = ops
            .places()
            .filter(work)
            .filter(|one| at_rest(ops.at(*one)) == Place::Nowhere)
            .collect();
        stage.iter().for_each(|one| mark(&mut done, *one));
        stages.push(stage);
    }
    stages
}

fn mark(marks: &mut [bool], at: Ref) {
    if let Some(mark) = marks.get_mut(at.index()) {
        *mark = true;
    }
}

fn is_marked(marks: &[bool], at: Ref) -> bool {
    marks.get(at.index()).copied().unwrap_or(false)
}

/// The time of the last step that reads each value; never over for what is wanted.
fn last_readers(ops: &Ops, stages: &[Vec<Ref>], wanted: &[Vec<Ref>]) -> Vec<usize> {
    let mut last = vec![0; ops.len()];
    for (time, one) in stages.iter().flatten().enumerate() {
        for operand in ops.at(*one).operands().into_iter().flatten() {
            if let Some(last) = last.get_mut(operand.index()) {
                *last = time + 1;
            }
        }
    }
    for one in wanted.iter().flatten() {
        if let Some(last) = last.get_mut(one.index()) {
            *last = usize::MAX;
        }
    }
    last
}

struct Planner<'a> {
    ops: &'a Ops,
    last: Vec<usize>,
    free: Vec<usize>,
    plan: Plan,
}

impl Planner<'_> {
    /// A register of its own for the result, then the operands' registers are free if this was their last reader.
    fn step(&mut self, one: Ref, time: usize) -> Step {
        let op = self.ops.at(one);
        let to = self.free.pop().unwrap_or_else(|| {
            self.plan.registers += 1;
            self.plan.registers - 1
        });
        let operands = op.operands();
        let from =
            operands.map(|operand| operand.map_or(Place::Nowhere, |one| self.plan.place(one)));
        for operand in operands.into_iter().flatten() {
            self.release(operand, time);
        }
        if let Some(place) = self.plan.places.get_mut(one.index()) {
            *place = Place::Register(to);
        }
        Step { op, from, to }
    }

    fn release(&mut self, operand: Ref, time: usize) {
        let place = self.plan.place(operand);
        if self.last.get(operand.index()) == Some(&time)
            && let Place::Register(register) = place
        {
            self.free.push(register);
            if let Some(place) = self.plan.places.get_mut(operand.index()) {
                *place = Place::Nowhere;
            }
        }
    }
}
