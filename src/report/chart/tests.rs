use super::*;
use crate::model::{
    Basis, DottedLine, DrawnUnit, PlacementOption, Reason, ReportingLine, StructureType, Text,
    UnitKind, UnitState, Value,
};

fn unit(parent: Option<usize>, de: &str, en: &str) -> DrawnUnit {
    DrawnUnit {
        id: en.to_lowercase().replace(' ', "_").as_str().into(),
        name: Text::new(de, en),
        parent,
        kind: UnitKind::Line,
        criterion: None,
        function: None,
        state: UnitState::Unchanged,
        kam: false,
    }
}

/// A small company whose KAM moves from Marketing to a corporate unit.
fn moved() -> Drawing {
    let board = DrawnUnit {
        kind: UnitKind::Board,
        ..unit(None, "Geschäftsleitung", "Management")
    };
    let office = DrawnUnit {
        kind: UnitKind::Staff,
        ..unit(Some(0), "Stab Strategie", "Strategy office")
    };
    let kam = DrawnUnit {
        kam: true,
        state: UnitState::Moved,
        ..unit(Some(0), "Key-Account-Management", "Key Account Management")
    };
    let divided = DrawnUnit {
        state: UnitState::Divided,
        ..unit(Some(0), "Marketing", "Marketing")
    };
    Drawing {
        basis: Basis::OwnChart,
        option: Some(PlacementOption::CorporateMatrix),
        units: vec![
            board,
            office,
            unit(Some(0), "Sparte Pumpen", "Pumps division"),
            unit(Some(2), "Vertrieb Pumpen & Ventile", "Sales pumps & valves"),
            kam,
            divided,
        ],
        dotted: vec![
            DottedLine {
                from: 2,
                to: 4,
                new: true,
            },
            DottedLine {
                from: 3,
                to: 1,
                new: false,
            },
        ],
        lines: vec![ReportingLine {
            unit: 4,
            above: vec![0],
            steps: 1,
        }],
        notes: vec![
            Reason::new("chart.note.divided").with("units", Value::List(vec!["marketing".into()])),
        ],
    }
}

fn textbook() -> Drawing {
    let manager = DrawnUnit {
        kam: true,
        state: UnitState::New,
        kind: UnitKind::Staff,
        ..unit(Some(1), "KAM-Koordination", "KAM coordination")
    };
    Drawing {
        basis: Basis::Textbook(StructureType::Functional),
        option: Some(PlacementOption::SalesStaff),
        units: vec![
            unit(None, "Geschäftsleitung", "Management"),
            unit(Some(0), "Vertrieb", "Sales"),
            manager,
            unit(Some(1), "Vertrieb Region Nord", "Sales region North"),
            unit(
                Some(0),
                "Unternehmenskommunikation und Öffentlichkeitsarbeit",
                "Communications",
            ),
        ],
        dotted: Vec::new(),
        lines: vec![ReportingLine {
            unit: 2,
            above: vec![1, 0],
            steps: 2,
        }],
        notes: vec![Reason::new("chart.note.textbook").with("structure", "functional")],
    }
}

#[test]
fn a_chart_in_which_kam_moves() {
    for (format, name) in ChartFormat::ALL.map(|(name, format)| (format, name)) {
        let de = chart(&moved(), "Muster GmbH", format, Lang::De);
        insta::assert_snapshot!(format!("moved_{name}_de"), de);
    }
    let en = chart(&moved(), "", ChartFormat::Text, Lang::En);
    insta::assert_snapshot!("moved_text_en", en);
}

#[test]
fn a_textbook_chart_in_both_languages() {
    for lang in Lang::ALL {
        let text = chart(&textbook(), "", ChartFormat::Text, lang);
        insta::assert_snapshot!(format!("textbook_text_{}", lang.code()), text);
    }
    let svg = chart(&textbook(), "", ChartFormat::Svg, Lang::De);
    insta::assert_snapshot!("textbook_svg_de", svg);
}

const NASTY: &[&str] = &[
    "<script>alert(1)</script>",
    "]]> & \"quoted\" 'single' <!--",
    "back\\slash \\N \\G \\\"",
    "a\" -> b; n0 [label=\"x",
    "\"]; click n0 href \"javascript:x\"",
    "%%{init: {}}%% `code` **bold** 1. list",
    "arrow --> --- -.-> ==>",
    "&lt; &#60; #lt; #35;",
    "line\nbreak\ttab\u{0}\u{7}\u{202e}rtl\u{ffff}",
    "{{x}} ((y)) [[z]] {a|b}",
    "end",
    "",
];

fn with_names(names: &[&str]) -> Drawing {
    let mut drawing = moved();
    drawing.dotted.clear();
    let units = names.iter().map(|name| unit(Some(0), name, name));
    drawing.units.extend(units);
    drawing
}

#[test]
fn names_cannot_break_out_of_svg() {
    let svg = chart(&with_names(NASTY), "<b>&\"", ChartFormat::Svg, Lang::De);
    // Every tag is one of ours, and nothing points outside.
    let mut depth = 0;
    for tag in svg.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').unwrap();
        let name = tag
            .trim_start_matches('/')
            .split([' ', '/'])
            .next()
            .unwrap();
        let own = [
            "svg", "title", "desc", "g", "rect", "text", "path", "circle", "polygon",
        ];
        assert!(own.contains(&name), "{tag}");
        assert!(!text.contains('>'), "{text}");
        depth += if tag.starts_with('/') {
            -1
        } else {
            i32::from(!tag.ends_with('/'))
        };
    }
    assert_eq!(depth, 0);
    let control = |c: char| c.is_control() && c != '\n';
    assert!(!svg.contains(control) && !svg.contains('\u{ffff}'));
    assert_eq!(svg.matches("http").count(), 1, "the name space alone");
    for part in svg.split('&').skip(1) {
        let entity = part.split(';').next().unwrap();
        assert!(
            ["amp", "lt", "gt", "quot", "#39"].contains(&entity),
            "{entity}"
        );
    }
}

#[test]
fn names_cannot_break_out_of_dot() {
    let drawing = with_names(NASTY);
    let dot = chart(&drawing, "\" } digraph x {", ChartFormat::Dot, Lang::De);
    // Outside of quotes stands nothing but our own grammar.
    let mut outside = String::new();
    let mut chars = dot.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '"' => quoted = !quoted,
            '\\' if quoted => {
                chars.next();
            }
            c if !quoted => outside.push(c),
            _ => {}
        }
    }
    assert!(!quoted);
    assert_eq!(outside.matches('{').count(), 1);
    assert_eq!(outside.matches("digraph").count(), 1);
    assert_eq!(outside.matches("[label=").count(), drawing.units.len());
    assert_eq!(outside.matches("->").count(), drawing.units.len() - 1);
}

#[test]
fn names_cannot_break_out_of_mermaid() {
    let drawing = with_names(NASTY);
    let mermaid = chart(&drawing, "%%{init}%%", ChartFormat::Mermaid, Lang::De);
    assert!(!mermaid.contains('%') && !mermaid.contains('`') && !mermaid.contains('\\'));
    let nodes: Vec<&str> = mermaid.lines().filter(|line| line.contains('"')).collect();
    assert_eq!(nodes.len(), drawing.units.len());
    for line in nodes {
        let label = line.split('"').nth(1).unwrap().replace("<br/>", "");
        assert_eq!(line.matches('"').count(), 2, "{line}");
        assert!(
            !label.contains(['<', '>', '&', '[', ']', '{', '}', '(', ')', '|']),
            "{line}"
        );
    }
}

#[test]
fn names_cannot_steer_a_terminal() {
    let text = chart(
        &with_names(NASTY),
        "x\u{1b}[31m",
        ChartFormat::Text,
        Lang::De,
    );
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
    assert!(!text.contains('\u{202e}'));
    // A name of several lines stays on one.
    assert!(text.contains("line break tab"));
}

#[test]
fn kam_is_told_by_word_shape_and_colour() {
    let svg = chart(&moved(), "", ChartFormat::Svg, Lang::De);
    assert!(svg.contains("KAM · verschoben"));
    assert!(svg.contains("<polygon"));
    assert!(svg.contains("#1d4e89"));
}

#[test]
fn a_unit_without_a_name_is_called_by_its_id() {
    let mut drawing = moved();
    drawing.units[5].name = Text::new(" \n", "");
    let text = chart(&drawing, "", ChartFormat::Text, Lang::De);
    assert!(text.contains("└─ marketing [wird aufgeteilt]"), "{text}");
}

#[test]
fn a_deep_chain_does_not_walk_off_the_page() {
    let mut drawing = moved();
    let chain = (0..3000).map(|level| unit(Some(5 + level), "Ebene", "Level"));
    drawing.units.extend(chain);
    let text = chart(&drawing, "", ChartFormat::Text, Lang::De);
    assert!(text.lines().all(|line| line.chars().count() < 200));
    assert!(text.contains("… 2000 Ebene"));
    for format in [ChartFormat::Svg, ChartFormat::Dot, ChartFormat::Mermaid] {
        assert!(chart(&drawing, "", format, Lang::En).contains("Level"));
    }
}

/// Contrast of two colours `#rrggbb` as WCAG 2 has it.
fn contrast(one: &str, other: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.03928 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (one, other) = (light(one), light(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn letters_stand_out_from_their_boxes() {
    let mut drawing = moved();
    drawing.units[3].state = UnitState::New;
    drawing.units[2].state = UnitState::Moved;
    let svg = chart(&drawing, "", ChartFormat::Svg, Lang::De);
    let attribute = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!(" {name}=\"")).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let mut fills = 0;
    for group in svg.split("<g><title>").skip(1) {
        let shape = group
            .lines()
            .find(|line| line.starts_with("<rect") || line.starts_with("<polygon"));
        let fill = attribute(shape.unwrap(), "fill");
        let letters = group.split("</g>").next().unwrap().lines();
        for text in letters.filter(|line| line.starts_with("<text")) {
            assert!(
                contrast(&fill, &attribute(text, "fill")) >= 4.5,
                "{text} on {fill}"
            );
            fills += 1;
        }
    }
    assert!(fills >= drawing.units.len());
}
