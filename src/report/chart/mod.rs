//! An org chart with KAM in it: as text, SVG, DOT and Mermaid.

mod dot;
mod labels;
mod layout;
mod lettering;
mod mermaid;
mod sheet;
mod svg;
mod text;

#[cfg(test)]
mod tests;

use crate::model::{Catalogue, Drawing, Lang, add_chart_phrases};
use sheet::Sheet;

/// A way to write an org chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartFormat {
    Text,
    /// A picture of its own, or to be put into an HTML page.
    Svg,
    Dot,
    Mermaid,
}

impl ChartFormat {
    pub const ALL: [(&'static str, Self); 4] = [
        ("text", Self::Text),
        ("svg", Self::Svg),
        ("dot", Self::Dot),
        ("mermaid", Self::Mermaid),
    ];

    /// How a file of it ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Svg => "svg",
            Self::Dot => "dot",
            Self::Mermaid => "mmd",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        let hit = Self::ALL.iter().find(|(known, _)| *known == name);
        hit.map(|(_, format)| *format)
    }
}

/// Writes a drawing. `name` is that of the organisation; it stands in the title.
pub fn chart(drawing: &Drawing, name: &str, format: ChartFormat, lang: Lang) -> String {
    let mut texts = Catalogue::new();
    add_chart_phrases(&mut texts);
    for unit in &drawing.units {
        texts.insert(format!("value.units.{}", unit.id), unit.name.clone());
    }
    let sheet = Sheet::new(drawing, name, &texts, lang);
    match format {
        ChartFormat::Text => text::write(&sheet),
        ChartFormat::Svg => svg::write(&sheet),
        ChartFormat::Dot => dot::write(&sheet),
        ChartFormat::Mermaid => mermaid::write(&sheet),
    }
}
