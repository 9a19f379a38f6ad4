//! New packs and rule files to begin with: complete, small, and free of findings but for their TODO texts.

mod fill;
mod ids;
mod reads;

pub use ids::safe_id;

use crate::error::{Error, Kind, listed, nearest};
use crate::pack::{Pack, Role};
use fill::{fill, number};
use reads::Reads;

/// A file of the scaffold: its path inside the pack, with `/`, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub path: String,
    pub text: String,
}

/// What a new rule file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleKind {
    Rule,
    Gate,
    Measure,
}

impl RuleKind {
    pub const ALL: [(&'static str, Self); 3] = [
        ("rule", Self::Rule),
        ("gate", Self::Gate),
        ("measure", Self::Measure),
    ];

    pub fn named(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(name, _)| *name == word)
            .map(|(_, kind)| *kind)
    }

    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, kind)| *kind == self)
            .map_or("rule", |(name, _)| name)
    }
}

const PACK: [(&str, &str); 8] = [
    ("pack.toml", include_str!("pack/pack.toml")),
    ("fields.toml", include_str!("pack/fields.toml")),
    ("README.md", include_str!("pack/README.md")),
    ("example.json", include_str!("pack/example.json")),
    ("gates/owner.rhai", include_str!("pack/gates/owner.rhai")),
    (
        "readiness/A_answers/answer_hours.rhai",
        include_str!("pack/readiness/A_answers/answer_hours.rhai"),
    ),
    (
        "readiness/B_quality/solved_pct.rhai",
        include_str!("pack/readiness/B_quality/solved_pct.rhai"),
    ),
    (
        "readiness/B_quality/training.rhai",
        include_str!("pack/readiness/B_quality/training.rhai"),
    ),
];

/// A pack of its own, of two dimensions, three rules and a gate. `folder` is how a person names its place.
pub fn pack(id: &str, folder: &str) -> Vec<Draft> {
    let draft = |(path, text): &(&str, &str)| Draft {
        path: (*path).to_owned(),
        text: text.replace("{id}", id).replace("{dir}", folder),
    };
    PACK.iter().map(draft).collect()
}

/// An overlay that changes nothing yet, with an example of a change.
pub fn overlay(id: &str, folder: &str, base_id: &str, base: &Pack) -> Vec<Draft> {
    let first = base.manifest.dimensions.first();
    let dimension = first.map_or("", |one| &*one.id);
    let weight = number(first.map_or(1.0, |one| one.weight) + 5.0);
    let filled = |text: &str| {
        text.replace("{id}", id)
            .replace("{dir}", folder)
            .replace("{base}", base_id)
            .replace("{dimension}", dimension)
            .replace("{weight}", &weight)
    };
    let drafts = [
        ("pack.toml", include_str!("overlay.toml")),
        ("README.md", include_str!("overlay.md")),
    ];
    drafts
        .iter()
        .map(|(path, text)| Draft {
            path: (*path).to_owned(),
            text: filled(text),
        })
        .collect()
}

/// A rule file for a pack. It reads `field`, or a field of its own; a rule stands in `dimension`, or in the last one.
///
/// # Errors
/// An id that cannot be one or is taken, and names that the pack does not have.
pub fn rule_file(
    pack: &Pack,
    kind: RuleKind,
    id: &str,
    dimension: Option<&str>,
    field: Option<&str>,
) -> Result<Draft, Error> {
    safe_id(id, kind == RuleKind::Rule)?;
    taken(pack, kind, id)?;
    match kind {
        RuleKind::Rule => rule(pack, id, dimension, field),
        RuleKind::Gate => gate(pack, id, field),
        RuleKind::Measure => measure(pack, id, field),
    }
}

fn taken(pack: &Pack, kind: RuleKind, id: &str) -> Result<(), Error> {
    let same = |role: &Role| {
        matches!(
            (kind, role),
            (RuleKind::Rule, Role::Score(_))
                | (RuleKind::Gate, Role::Gate(_))
                | (RuleKind::Measure, Role::Measure(_))
        )
    };
    match pack
        .all_rules()
        .find(|rule| same(&rule.role) && *rule.id == *id)
    {
        None => Ok(()),
        Some(rule) => Err(usage(format!(
            "there is a {} `{id}` already, in `{}`",
            kind.name(),
            rule.file.path
        ))),
    }
}

fn usage(detail: String) -> Error {
    Error::new(Kind::Usage, detail)
}

fn rule(
    pack: &Pack,
    id: &str,
    dimension: Option<&str>,
    field: Option<&str>,
) -> Result<Draft, Error> {
    let dimensions = || pack.manifest.dimensions.iter().map(|one| &*one.id);
    let dimension = match dimension {
        Some(wanted) if !dimensions().any(|one| one == wanted) => {
            let hint = nearest(wanted, dimensions()).map_or_else(
                || format!("there are {}", listed(dimensions())),
                |near| format!("did you mean `{near}`"),
            );
            return Err(usage(format!("the pack has no dimension `{wanted}`")).help(hint));
        }
        Some(wanted) => wanted,
        None => dimensions().next_back().unwrap_or_default(),
    };
    let reads = Reads::of(pack, field.unwrap_or(id), field.is_some())?;
    let own = pack.rules.iter().filter_map(|rule| match &rule.role {
        Role::Score(score) if *score.dimension == *dimension => Some(score.weight),
        _ => None,
    });
    // What is left to 100; where nothing is left, the author decides which weights give way.
    let left = 100.0 - own.sum::<f64>();
    let weight = number(if left > 0.0 { left } else { 10.0 });
    let text = fill(
        include_str!("rule.rhai"),
        &[
            ("weight", &weight),
            ("fields", &reads.declaration()),
            ("params", &reads.scale()),
            ("cases", &reads.scored_cases()),
            ("formula", &reads.points()),
            ("field", reads.name()),
            ("version", &pack.manifest.version),
        ],
    );
    Ok(Draft {
        path: format!("readiness/{dimension}/{id}.rhai"),
        text,
    })
}

fn gate(pack: &Pack, id: &str, field: Option<&str>) -> Result<Draft, Error> {
    let own = format!("{}_met", id.to_lowercase());
    let reads = Reads::flag_or(pack, field, &own)?;
    let mut steps = pack
        .manifest
        .levels
        .steps
        .iter()
        .filter(|step| step.from.is_some());
    let caps = steps.next().map_or("", |step| &*step.id);
    let unverified = steps.next().map_or(caps, |step| &*step.id);
    let text = fill(
        include_str!("gate.rhai"),
        &[
            ("caps", caps),
            ("unverified", unverified),
            ("fields", &reads.declaration()),
            ("params", &reads.limit()),
            ("cases", &reads.decided_cases("binding", "clear")),
            ("formula", &reads.poor()),
            ("field", reads.name()),
            ("version", &pack.manifest.version),
        ],
    );
    Ok(Draft {
        path: format!("gates/{id}.rhai"),
        text,
    })
}

fn measure(pack: &Pack, id: &str, field: Option<&str>) -> Result<Draft, Error> {
    let Some(roadmap) = &pack.roadmap else {
        let detail = "this pack plans no measures: it has no `measures/parameters.toml`".to_owned();
        return Err(
            usage(detail).help("extend a pack that does, as `kam`, or copy that file from it")
        );
    };
    let reads = Reads::improvable(pack, field)?;
    let text = fill(
        include_str!("measure.rhai"),
        &[
            (
                "phase",
                roadmap.phases.first().map_or("", |phase| &*phase.id),
            ),
            ("sets", &reads.target()),
            ("params", &reads.limit()),
            ("cases", &reads.decided_cases("triggered", "met")),
            ("formula", &reads.poor()),
            ("field", reads.name()),
            ("version", &pack.manifest.version),
        ],
    );
    Ok(Draft {
        path: format!("measures/{id}.rhai"),
        text,
    })
}
