//! Conditions of `--fail-on`.

use crate::model::{Assessment, GateState};
use crate::pack::Pack;

/// What makes a run end with 1.
#[derive(Debug, Clone)]
pub(super) enum FailOn {
    /// A gate binds, or caps because it is unverified.
    Gate,
    /// The level is below this one, or none can be given.
    Level(String),
    Readiness(f64),
    Coverage(f64),
}

impl FailOn {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let number = |text: &str| {
            let number = text.parse::<f64>().ok();
            number
                .filter(|number| (0.0..=100.0).contains(number))
                .ok_or_else(|| format!("`{text}` is no number from 0 to 100"))
        };
        match text.split_once(':') {
            None if text == "gate" => Ok(Self::Gate),
            Some(("level", id)) => Ok(Self::Level(id.to_owned())),
            Some(("readiness", limit)) => number(limit).map(Self::Readiness),
            Some(("coverage", limit)) => number(limit).map(Self::Coverage),
            _ => Err(format!(
                "`{text}` is no condition; conditions are gate, level:L3, readiness:60, coverage:70"
            )),
        }
    }

    /// Whether an assessment meets it.
    pub(super) fn holds(&self, pack: &Pack, one: &Assessment) -> bool {
        let levels = &pack.manifest.levels;
        let spread = one.index(&levels.index).map(|index| &index.spread);
        let below = |value: Option<f64>, limit: f64| {
            value.is_none_or(|value| !crate::model::number::reaches(value, limit))
        };
        match self {
            Self::Gate => one.gates.iter().any(|gate| match gate.state {
                GateState::Binding => true,
                GateState::Unverified => gate.caps.is_some(),
                GateState::Clear => false,
            }),
            Self::Level(wanted) => {
                let rank = one.level.id.as_deref().and_then(|id| levels.rank(id));
                rank.is_none_or(|rank| Some(rank) < levels.rank(wanted))
            }
            Self::Readiness(limit) => below(spread.and_then(|spread| spread.score), *limit),
            Self::Coverage(limit) => below(spread.map(|spread| spread.coverage), *limit),
        }
    }
}
