//! How a call ended for one organisation, read from the columns.

use super::super::hosted::fault;
use super::super::run::{CallEnd, placed};
use super::calls::{Call, Found, GateCall, Why};
use super::columns::Columns;
use super::lanes::Operand;
use super::machine::Machine;
use super::ops::{NONE, Ref};
use super::plan::Plan;
use super::trace::Read;
use crate::model::Value;

/// The columns after a run.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    pub plan: &'a Plan,
    pub machine: &'a Machine,
    pub columns: &'a Columns<'a>,
}

impl Reading<'_> {
    /// The same that `Runner` gives; for calls whose evidence was planned.
    pub fn end(&self, call: &Call, row: usize) -> CallEnd {
        if self.holds(call.live, row) {
            return self.found(call, row);
        }
        let end = call.ends.iter().find(|end| self.holds(end.when, row));
        end.map_or_else(|| self.unmet(call, row), |end| self.why(&end.why, row))
    }

    fn unmet(&self, call: &Call, row: usize) -> CallEnd {
        let lane = |lanes: &[u64]| lanes.get(row).copied().unwrap_or(NONE);
        let mut missing = Vec::new();
        for (symbol, read) in &call.needs {
            match read {
                Read::Source(source) if lane(self.columns.absent(*source)) != NONE => {
                    return CallEnd::NeedNotApplicable(*symbol);
                }
                Read::Source(source) if lane(self.columns.known(*source)) != NONE => {}
                Read::Word(_) => {}
                Read::Source(_) | Read::Nowhere => missing.push(*symbol),
            }
        }
        CallEnd::Missing(missing)
    }

    fn why(&self, why: &Why, row: usize) -> CallEnd {
        match why {
            Why::Missing(symbol) => CallEnd::Missing(vec![*symbol]),
            Why::Fault(spot, fault) => CallEnd::Failed(placed(fault, *spot)),
            Why::Points(spot, points) => {
                let points = f64::from_bits(self.lane(*points, row));
                CallEnd::Failed(placed(&fault::points(points), *spot))
            }
            Why::Lacks(spot, word) => {
                let word = self.columns.word(self.lane(*word, row));
                let word = word.map_or("", |word| &**word);
                CallEnd::Failed(placed(&fault::lacks(word), *spot))
            }
        }
    }

    fn found(&self, call: &Call, row: usize) -> CallEnd {
        match call.found {
            Found::Flag(holds) => CallEnd::Holds(self.holds(holds, row)),
            Found::Verdict {
                site,
                scored,
                points,
            } => {
                let site = usize::try_from(self.lane(site, row)).unwrap_or(usize::MAX);
                let Some(site) = call.sites.get(site) else {
                    return CallEnd::no_rule();
                };
                let values = site
                    .values
                    .iter()
                    .filter_map(|(name, found)| Some((name.clone(), self.value(*found, row)?)));
                let (text, values) = (site.text.clone(), values.collect());
                if self.holds(scored, row) {
                    let points = f64::from_bits(self.lane(points, row));
                    return CallEnd::Scored {
                        points,
                        text,
                        values,
                    };
                }
                CallEnd::NotApplicable { text, values }
            }
            Found::Word(word) => self
                .columns
                .word(self.lane(word, row))
                .map_or_else(CallEnd::no_rule, |word| CallEnd::Word(word.clone())),
            Found::Number(_) | Found::Nothing => {
                CallEnd::Failed("the rule gave no verdict".to_owned())
            }
        }
    }

    fn value(&self, found: Found, row: usize) -> Option<Value> {
        match found {
            Found::Number(number) => Some(Value::Number(f64::from_bits(self.lane(number, row)))),
            Found::Flag(flag) => Some(Value::Flag(self.holds(flag, row))),
            Found::Word(word) => self
                .columns
                .word(self.lane(word, row))
                .cloned()
                .map(Value::Word),
            Found::Verdict { .. } | Found::Nothing => None,
        }
    }

    /// The code of the word that a call gave, if it gave one.
    pub fn word_given(&self, call: &Call, row: usize) -> Option<u64> {
        match call.found {
            Found::Word(word) if self.holds(call.live, row) => Some(self.lane(word, row)),
            _ => None,
        }
    }

    /// The rows for which a call gave true.
    pub fn where_given(&self, call: &Call, mut each: impl FnMut(usize)) {
        let Found::Flag(flag) = call.found else {
            return;
        };
        let (live, flag) = (self.column(call.live), self.column(flag));
        let given = |row: &usize| live.at(*row) & flag.at(*row) != NONE;
        (0..self.columns.rows()).filter(given).for_each(&mut each);
    }

    /// The points that a call gave, if it gave some.
    pub fn points_given(&self, call: &Call, row: usize) -> Option<f64> {
        match call.found {
            Found::Verdict { scored, points, .. }
                if self.holds(call.live, row) && self.holds(scored, row) =>
            {
                Some(f64::from_bits(self.lane(points, row)))
            }
            _ => None,
        }
    }

    /// Whether a flag that was planned holds for an organisation.
    pub fn holds(&self, flag: Ref, row: usize) -> bool {
        self.lane(flag, row) != NONE
    }

    fn lane(&self, of: Ref, row: usize) -> u64 {
        self.column(of).at(row)
    }

    /// Adds a weight to the sums of those for whom a flag holds.
    pub fn add_where(&self, flag: Ref, weight: f64, sums: &mut [f64]) {
        add(
            self.column(flag),
            Operand::Same(weight.to_bits()),
            1.0,
            sums,
        );
    }

    /// Adds a weighted number to the sums of those for whom a flag holds.
    pub fn add_number_where(&self, flag: Ref, number: Ref, weight: f64, sums: &mut [f64]) {
        add(self.column(flag), self.column(number), weight, sums);
    }

    /// Lowers the caps to those of a gate: the first where it binds, the second where it is unverified.
    /// Where the flag `silent` holds, it caps nothing.
    pub fn lower(&self, caps: &mut [u64], gate: &GateCall, ranks: (u64, u64), silent: Option<Ref>) {
        let silent = silent.map_or(Operand::Same(NONE), |silent| self.column(silent));
        let (binding, clear) = (self.column(gate.binding), self.column(gate.clear));
        for (row, cap) in caps.iter_mut().enumerate() {
            let rank = if silent.at(row) | clear.at(row) != NONE {
                continue;
            } else if binding.at(row) != NONE {
                ranks.0
            } else {
                ranks.1
            };
            *cap = rank.min(*cap);
        }
    }

    /// Adds a weighted column of numbers to the sums of those for whom a flag holds.
    pub fn add_lanes_where(&self, flag: Ref, numbers: &[f64], weight: f64, sums: &mut [f64]) {
        let lanes: Vec<u64> = numbers.iter().map(|number| number.to_bits()).collect();
        add(self.column(flag), Operand::Column(&lanes), weight, sums);
    }

    fn column(&self, of: Ref) -> Operand<'_> {
        self.machine.operand(self.plan.place(of), self.columns)
    }
}

/// Lanes that are not meant add 0, which changes no sum.
fn add(flag: Operand<'_>, number: Operand<'_>, weight: f64, sums: &mut [f64]) {
    let part = |flag: u64, lane: u64| {
        let part = weight * f64::from_bits(lane);
        f64::from_bits(part.to_bits() & flag)
    };
    match (flag, number) {
        (Operand::Same(flag), Operand::Same(lane)) => {
            sums.iter_mut().for_each(|sum| *sum += part(flag, lane));
        }
        (Operand::Same(flag), Operand::Column(lanes)) => {
            let lanes = sums.iter_mut().zip(lanes);
            lanes.for_each(|(sum, lane)| *sum += part(flag, *lane));
        }
        (Operand::Column(flags), Operand::Same(lane)) => {
            let lanes = sums.iter_mut().zip(flags);
            lanes.for_each(|(sum, flag)| *sum += part(*flag, lane));
        }
        (Operand::Column(flags), Operand::Column(lanes)) => {
            let lanes = flags.iter().zip(lanes);
            let sums = sums.iter_mut().zip(lanes);
            sums.for_each(|(sum, (flag, lane))| *sum += part(*flag, *lane));
        }
    }
}
