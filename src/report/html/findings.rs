//! The findings in groups that fold.

use crate::model::{Assessment, Finding};
use crate::report::finding_group::FindingGroup;
use crate::report::outline::finding;
use crate::report::svg::escaped;
use crate::report::words::Words;

/// Shape and colour, beside the word.
fn sign(group: FindingGroup) -> (&'static str, &'static str) {
    match group {
        FindingGroup::NotMet | FindingGroup::Failed => ("✗", "poor"),
        FindingGroup::Partly => ("▲", "fair"),
        FindingGroup::Waived | FindingGroup::Unknown => ("?", "fair"),
        FindingGroup::Met => ("✓", "good"),
        FindingGroup::NotApplicable => ("–", "quiet"),
    }
}

/// What wants doing is open from the start.
fn opens(group: FindingGroup) -> bool {
    use FindingGroup::{Failed, NotMet, Partly};
    matches!(group, NotMet | Partly | Failed)
}

pub(super) fn groups(words: &Words<'_>, one: &Assessment, title: &str) -> String {
    let mut out = format!(
        "<h2>{}</h2>\n<div class=\"tools\" hidden></div>\n",
        escaped(title)
    );
    for group in FindingGroup::ALL {
        let own = group.findings(one);
        if !own.is_empty() {
            out.push_str(&folded(words, one, group, &own));
        }
    }
    out
}

fn folded(words: &Words<'_>, one: &Assessment, group: FindingGroup, own: &[&Finding]) -> String {
    let (sign, class) = sign(group);
    let open = if opens(group) { " open" } else { "" };
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
