//! The chart for Graphviz.

use std::fmt::Write as _;

use super::lettering::wrapped;
use super::sheet::Sheet;
use crate::model::{DrawnUnit, UnitKind, UnitState};

/// Charts with more units are set from left to right.
const TALL: usize = 16;
/// Width of a label in pixels of 11-pixel letters.
const LABEL: f64 = 170.0;

pub(super) fn write(sheet: &Sheet<'_>) -> String {
    let mut out = String::from("digraph org_chart {\n");
    let turned = sheet.drawing.units.len() > TALL;
    let direction = if turned { "LR" } else { "TB" };
    let _ = writeln!(
        out,
        "  graph [charset=\"UTF-8\", rankdir={direction}, nodesep=0.2, ranksep=0.4, fontname=\"Helvetica\", labelloc=t, label={}];",
        quoted(&sheet.title())
    );
    out.push_str("  node [shape=box, style=filled, fillcolor=\"#ffffff\", color=\"#52606d\", fontname=\"Helvetica\", fontsize=11];\n");
    out.push_str("  edge [arrowhead=none, color=\"#52606d\"];\n");
    for (position, unit) in sheet.units() {
        let label = label(sheet, position, unit);
        let _ = writeln!(out, "  n{position} [label={label}{}];", look(unit));
    }
    for (position, unit) in sheet.units() {
        if let Some(parent) = unit.parent {
            let _ = writeln!(out, "  n{parent} -> n{position};");
        }
    }
    for line in &sheet.drawing.dotted {
        let colour = if line.new { ", color=\"#b45309\"" } else { "" };
        let _ = writeln!(
            out,
            "  n{} -> n{} [style=dashed, constraint=false, arrowhead=open{colour}];",
            line.from, line.to
        );
    }
    out.push_str("}\n");
    out
}

fn label(sheet: &Sheet<'_>, position: usize, unit: &DrawnUnit) -> String {
    let mut lines = wrapped(&sheet.unit(position), LABEL, 11.0, usize::MAX);
    let tags = sheet.tags(unit);
    if !tags.is_empty() {
        lines.push(format!("[{}]", tags.join(", ")));
    }
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    format!("\"{}\"", lines.join("\\n"))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// A backslash begins an escape, and an ampersand a sign of HTML, inside quotes too.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('&', "&amp;")
}

fn look(unit: &DrawnUnit) -> String {
    let shape = match unit.kind {
        _ if unit.kam => ", shape=hexagon",
        UnitKind::Line => "",
        UnitKind::Staff => ", shape=ellipse",
        UnitKind::Board => ", peripheries=2",
    };
    let colour = match unit.state {
        _ if unit.kam => {
            ", fillcolor=\"#1d4e89\", fontcolor=\"#ffffff\", color=\"#0b2545\", penwidth=3"
        }
        UnitState::Unchanged => "",
        UnitState::New | UnitState::Changed => ", fillcolor=\"#e6f4ea\"",
        UnitState::Moved => ", fillcolor=\"#fff4d6\"",
        UnitState::Divided => ", style=\"filled,dashed\", fillcolor=\"#f1f3f5\"",
    };
    format!("{shape}{colour}")
}
