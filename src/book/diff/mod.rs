//! What changed between two packs, for people: as text on a terminal, or as Markdown for a review.

mod changes;
mod portfolio;

use crate::analyse::pack_diff::PackDiff;
use crate::model::{Lang, PackStamp};
use crate::report::escaped_markdown as escaped;

/// A heading with its lines.
struct Section {
    title: String,
    lines: Vec<String>,
    /// Lines that line up by their blanks.
    columns: Vec<String>,
}

/// The comparison on a terminal.
pub fn diff_text(diff: &PackDiff, lang: Lang) -> String {
    let mut text = format!("{}\n", title(diff));
    for section in sections(diff, lang) {
        text.push_str(&format!("\n{}\n", section.title));
        for line in section.columns.iter().chain(&section.lines) {
            text.push_str(format!("  {line}").trim_end());
            text.push('\n');
        }
    }
    text
}

/// The comparison as Markdown.
pub fn diff_markdown(diff: &PackDiff, lang: Lang) -> String {
    let mut text = format!("# {}\n", escaped(&title(diff)));
    for section in sections(diff, lang) {
        text.push_str(&format!("\n## {}\n\n", escaped(&section.title)));
        if !section.columns.is_empty() {
            let columns = section.columns.join("\n").replace("```", "'''");
            text.push_str(&format!("```text\n{columns}\n```\n"));
        }
        for line in &section.lines {
            let nested = line.strip_prefix("  ");
            let indent = if nested.is_some() { "  " } else { "" };
            text.push_str(&format!("{indent}- {}\n", escaped(nested.unwrap_or(line))));
        }
    }
    text
}

fn sections(diff: &PackDiff, lang: Lang) -> Vec<Section> {
    let mut all = changes::sections(diff, lang);
    if let Some(portfolio) = &diff.portfolio {
        all.extend(portfolio::sections(portfolio, lang));
    }
    if !diff.failed.is_empty() {
        all.push(Section {
            title: super::word(lang, "Bedingungen, die zutreffen", "Conditions that hold")
                .to_owned(),
            lines: diff.failed.clone(),
            columns: Vec::new(),
        });
    }
    all
}

/// `kam 0.1.0 → kam 0.1.0 + muster 1.0.0`.
fn title(diff: &PackDiff) -> String {
    let name = |stamp: &PackStamp| {
        let base = format!("{} {}", stamp.id, stamp.version);
        let overlays = stamp.overlays.iter();
        let overlays = overlays.map(|one| format!(" + {} {}", one.id, one.version));
        base + &overlays.collect::<String>()
    };
    format!("{} → {}", name(&diff.old), name(&diff.new))
}
