//! The findings in groups, what wants doing first: not met, partly met, failed, waived, unknown, met, not applicable.

use crate::model::{Assessment, Finding, Outcome, WaiverState};
use crate::report::outline::finding;
use crate::report::share::{headline, loss};
use crate::report::svg::escaped;
use crate::report::words::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    NotMet,
    Partly,
    Failed,
    Waived,
    Unknown,
    Met,
    NotApplicable,
}

impl Group {
    const ALL: [Self; 7] = [
        Self::NotMet,
        Self::Partly,
        Self::Failed,
        Self::Waived,
        Self::Unknown,
        Self::Met,
        Self::NotApplicable,
    ];

    fn of(one: &Assessment, finding: &Finding) -> Self {
        let waived = |rule: &str| {
            let active = one
                .waivers
                .iter()
                .filter(|waived| waived.state == WaiverState::Active);
            active.into_iter().any(|waived| &*waived.rule == rule)
        };
        match (&finding.outcome, headline(finding)) {
            _ if waived(&finding.rule) => Self::Waived,
            (Outcome::Failed(_), _) => Self::Failed,
            (Outcome::Unknown(_), _) => Self::Unknown,
            (Outcome::NotApplicable, _) => Self::NotApplicable,
            (_, "good") => Self::Met,
            (_, "poor") => Self::NotMet,
            _ => Self::Partly,
        }
    }

    /// Shape, word and colour.
    fn sign(self) -> (&'static str, &'static str) {
        match self {
            Self::NotMet | Self::Failed => ("✗", "poor"),
            Self::Partly => ("▲", "fair"),
            Self::Waived | Self::Unknown => ("?", "fair"),
            Self::Met => ("✓", "good"),
            Self::NotApplicable => ("–", "quiet"),
        }
    }

    fn title(self, words: &Words<'_>) -> &'static str {
        match self {
            Self::NotMet => words.say("Nicht erfüllt", "Not met"),
            Self::Partly => words.say("Teilweise erfüllt", "Partly met"),
            Self::Failed => words.say("Regel fehlgeschlagen", "Rule failed"),
            Self::Waived => words.say("Begründete Ausnahme", "Waived"),
            Self::Unknown => words.say("Keine Angabe", "Unknown"),
            Self::Met => words.say("Erfüllt", "Met"),
            Self::NotApplicable => words.say("Nicht zutreffend", "Not applicable"),
        }
    }

    /// What wants doing is open from the start.
    fn opens(self) -> bool {
        matches!(self, Self::NotMet | Self::Partly | Self::Failed)
    }
}

pub(super) fn groups(words: &Words<'_>, one: &Assessment, title: &str) -> String {
    let mut out = format!(
        "<h2>{}</h2>\n<div class=\"tools\" hidden></div>\n",
        escaped(title)
    );
    for group in Group::ALL {
        let mut own: Vec<&Finding> = one
            .findings
            .iter()
            .filter(|finding| Group::of(one, finding) == group)
            .collect();
        let lost = |finding: &Finding| loss(one, finding).unwrap_or(finding.weight);
        own.sort_by(|a, b| lost(b).total_cmp(&lost(a)));
        if !own.is_empty() {
            out.push_str(&folded(words, one, group, &own));
        }
    }
    out
}

fn folded(words: &Words<'_>, one: &Assessment, group: Group, own: &[&Finding]) -> String {
    let (sign, class) = group.sign();
    let open = if group.opens() { " open" } else { "" };
    let findings: String = own.iter().map(|own| article(words, one, own)).collect();
    format!(
        "<details{open}><summary><span class=\"{class}\"><span aria-hidden=\"true\">{sign}</span> {}</span> ({})</summary>\n{findings}</details>\n",
        group.title(words),
        own.len()
    )
}

fn article(words: &Words<'_>, one: &Assessment, own: &Finding) -> String {
    let item = finding(words, one, own);
    let place = words.get(&format!("dimension.{}", own.dimension));
    format!(
        "<div class=\"finding\"><h3>{}</h3>\n<p>{}</p>\n<p class=\"quiet\">{} · {}</p></div>\n",
        escaped(&item.lead),
        escaped(item.text.trim()),
        escaped(&place),
        escaped(&own.rule)
    )
}
