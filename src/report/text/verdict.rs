//! The head of the page: level, indexes, gates, placement, warnings, waivers.

use super::Page;
use crate::model::{Assessment, Call, Gate, GateState, IndexScore, Placement, gate_rule};
use crate::report::waived;

impl Page<'_> {
    pub(super) fn verdict(&mut self, assessment: &Assessment) {
        let level = &assessment.level;
        let name = |id: &str| format!("{id} {}", self.words.get(&format!("level.{id}")));
        let mut text = match (&level.id, &level.raw) {
            (Some(id), Some(raw)) if id != raw => {
                format!("{} ({} {})", name(id), self.labels.raw_level, name(raw))
            }
            (Some(id), _) => name(id),
            (None, _) => self.labels.no_level.to_owned(),
        };
        if let (Some(low), Some(high)) = (&level.low, &level.high)
            && (low != high || level.id.is_none())
        {
            text.push_str(&format!(" · {}: {low}–{high}", self.labels.plausible));
        }
        if level.borderline {
            text.push_str(&format!(" · {}", self.labels.borderline));
        }
        self.out.entry(self.labels.level, &text);
        if let Some(id) = &level.id {
            let (meaning, next) = (format!("level.{id}.meaning"), format!("level.{id}.next"));
            self.out
                .entry(self.labels.meaning, &self.words.get(&meaning));
            self.out.entry(self.labels.next, &self.words.get(&next));
        }
    }

    pub(super) fn index(&mut self, index: &IndexScore) {
        let spread = &index.spread;
        let mut text = match spread.score {
            Some(score) => format!("{} {}", self.whole(score), self.labels.of_100),
            None => "–".to_owned(),
        };
        if let Some(range) = spread.hard()
            && range.high - range.low >= 0.05
        {
            text.push_str(&format!(
                " · {} {}–{}",
                self.labels.range,
                self.tenth(range.low),
                self.tenth(range.high)
            ));
        }
        text.push_str(&format!(
            " · {} {} %",
            self.labels.coverage,
            self.whole(spread.coverage)
        ));
        if spread.ungraded > 0.0 && spread.ungraded < 100.0 {
            text.push_str(&format!(
                " · {} {} % {}",
                self.labels.evidence,
                self.whole(spread.ungraded),
                self.labels.ungraded
            ));
        }
        if let Some(scores) = waived::scores(&self.words, index) {
            text.push_str(&format!(" · {scores}"));
        }
        let label = self.words.get(&format!("index.{}", index.id));
        self.out.entry(&label, &text);
    }

    pub(super) fn gates(&mut self, gates: &[Gate]) {
        if gates.is_empty() {
            return;
        }
        let shown: Vec<&Gate> = gates
            .iter()
            .filter(|gate| match gate.state {
                GateState::Binding => true,
                GateState::Unverified => gate.caps.is_some(),
                GateState::Clear => gate.borderline,
            })
            .collect();
        if shown.is_empty() {
            self.out.entry(self.labels.gates, self.labels.gates_clear);
            return;
        }
        for (number, gate) in shown.into_iter().enumerate() {
            let label = if number == 0 { self.labels.gates } else { "" };
            let text = self.gate(gate);
            self.out.entry(label, &text);
        }
    }

    pub(super) fn placement(&mut self, assessment: &Assessment) {
        let Some(placement) = &assessment.placement else {
            return;
        };
        let entry = placement.entry.as_deref();
        let target = self.target(placement);
        let entry = entry.map_or_else(|| "–".to_owned(), |id| self.option(id));
        self.out.entry(self.labels.target, &target);
        self.out.entry(self.labels.entry, &entry);
        self.roles(assessment);
    }

    fn option(&self, id: &str) -> String {
        self.words.get(&format!("option.{id}"))
    }

    fn target(&self, placement: &Placement) -> String {
        let Some(target) = &placement.target else {
            let list: Vec<String> = placement
                .shortlist
                .iter()
                .map(|id| self.option(id))
                .collect();
            return match list.is_empty() {
                true => self.labels.no_target.to_owned(),
                false => format!("{} {}", self.labels.shortlist, list.join("; ")),
            };
        };
        let name = self.option(target);
        match (&placement.runner_up, placement.lead, placement.call) {
            (Some(second), Some(lead), Some(call)) => format!(
                "{name} ({}: +{} {} {})",
                self.call(call),
                self.tenth(lead),
                self.labels.ahead_of,
                self.words.quoted(&self.option(second))
            ),
            _ => name,
        }
    }

    fn call(&self, call: Call) -> &'static str {
        match call {
            Call::Clear => self.labels.clear,
            Call::Narrow => self.labels.narrow,
            Call::Tie => self.labels.tie,
        }
    }

    fn roles(&mut self, assessment: &Assessment) {
        let roles = assessment
            .competencies
            .iter()
            .flat_map(|profile| &profile.roles);
        let roles: Vec<String> = roles
            .map(|role| {
                let musts = role
                    .targets
                    .iter()
                    .filter(|target| target.criticality == 3)
                    .count();
                let word = match musts {
                    1 => self.labels.must,
                    _ => self.labels.musts,
                };
                let name = self.words.get(&format!("role.{}", role.id));
                format!("{name} ({musts} {word})")
            })
            .collect();
        if !roles.is_empty() {
            self.out.entry(self.labels.roles, &roles.join(" · "));
        }
    }

    pub(super) fn flags(&mut self, assessment: &Assessment) {
        for (number, flag) in assessment.flags.iter().enumerate() {
            let label = if number == 0 { self.labels.flags } else { "" };
            let text = self.words.reason(&flag.reason, |_| None);
            self.out.entry(label, &format!("! {} {text}", flag.id));
        }
    }

    fn gate(&self, gate: &Gate) -> String {
        let sign = match gate.state {
            GateState::Binding => "✗",
            GateState::Unverified => "?",
            GateState::Clear => "✓",
        };
        let id = gate_rule(&gate.id);
        let mut text = format!("{sign} {id} {}", self.words.reason(&gate.reason, |_| None));
        if let (Some(cap), true) = (&gate.caps, gate.state != GateState::Clear) {
            text.push_str(&format!(" → {} {cap}", self.labels.at_most));
        }
        if gate.borderline {
            text.push_str(&format!(" ({})", self.labels.borderline));
        }
        text
    }

    pub(super) fn waivers(&mut self, assessment: &Assessment) {
        for (number, waived) in assessment.waivers.iter().enumerate() {
            let label = if number == 0 { self.labels.waivers } else { "" };
            let text = waived::line(&self.words, waived);
            self.out.entry(label, &text);
        }
    }
}
