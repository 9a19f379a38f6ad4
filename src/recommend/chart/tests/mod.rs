//! Org charts in a small notation: one unit a line, two blanks a level.
//!
//! `Vertrieb 40 (staff) [customer] {sales} > kam #id`: headcount, kind, criterion, function, second parent, id; all but
//! the name may be left out. The id is the name where none is given.

mod drawings;
mod faults;
mod kam_today;
mod properties;
mod structures;

use crate::error::Place;
use crate::model::{
    Chart, Classification, Criterion, Drawing, Function, Id, Listed, Unit, UnitKind,
};
use crate::pack::PackFiles;
use crate::pack::org_chart::ChartRules;

fn rules() -> ChartRules {
    ChartRules::read(&PackFiles::embedded()).unwrap().unwrap()
}

fn units(text: &str) -> Vec<Unit> {
    let mut above: Vec<Id> = Vec::new();
    let mut units = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let level = (line.len() - line.trim_start().len()) / 2;
        above.truncate(level);
        let unit = unit(line.trim(), above.last().cloned(), units.len() + 1);
        above.push(unit.id.clone());
        units.push(unit);
    }
    units
}

fn unit(line: &str, parent: Option<Id>, row: usize) -> Unit {
    let between = |open: char, close: char| {
        let (_, rest) = line.split_once(open)?;
        rest.split_once(close).map(|(inside, _)| inside)
    };
    let after = |sign: &str| {
        let (_, rest) = line.split_once(sign)?;
        rest.split_whitespace().next().map(Id::from)
    };
    let end = line.find(['(', '[', '{', '>', '#']).unwrap_or(line.len());
    let mut name = line[..end].trim();
    let mut headcount = None;
    if let Some((before, last)) = name.rsplit_once(' ')
        && let Ok(count) = last.parse()
    {
        (name, headcount) = (before.trim(), Some(count));
    }
    Unit {
        id: after("#").unwrap_or_else(|| name.into()),
        parent,
        second_parent: after("> "),
        name: name.replace('_', " "),
        kind: between('(', ')').map_or(UnitKind::Line, |kind| UnitKind::named(kind).unwrap()),
        criterion: between('[', ']').map(|one| Criterion::named(one).unwrap()),
        function: between('{', '}').map(|one| Function::named(one).unwrap()),
        headcount,
        row,
        place: Place::line("org_units.csv", row + 1),
    }
}

fn chart_of(units: Vec<Unit>) -> Chart {
    Chart::new(units, Place::file("org_units.csv"), Vec::new()).unwrap()
}

fn chart(text: &str) -> Chart {
    chart_of(units(text))
}

fn classify(text: &str) -> Classification {
    super::classify(&chart(text), &rules())
}

/// What the drawing would be as a table of units.
fn redrawn(drawing: &Drawing) -> Chart {
    let id = |position: usize| drawing.units[position].id.clone();
    let units = drawing
        .units
        .iter()
        .enumerate()
        .map(|(position, unit)| Unit {
            id: unit.id.clone(),
            parent: unit.parent.map(id),
            second_parent: drawing
                .dotted
                .iter()
                .find(|line| line.from == position)
                .map(|line| id(line.to)),
            name: unit.name.de.clone(),
            kind: unit.kind,
            criterion: unit.criterion,
            function: unit.function,
            headcount: None,
            row: position + 1,
            place: Place::default(),
        });
    chart_of(units.collect())
}

/// The test charts of domain 4.6.
const TEST_CHARTS: [(&str, &str); 15] = [
    ("C1", C1),
    ("C2", C2),
    ("C3", C3),
    ("C4", C4),
    ("C5", C5),
    ("C6", C6),
    ("C7", C7),
    ("C8", C8),
    ("C9", C9),
    ("C10", C10),
    ("C11", C11),
    ("C12", C12),
    ("C13", C13),
    ("C14", C14),
    ("C15", C15),
];

const C1: &str = "
Geschäftsleitung (board)
  Vertrieb 40
  Marketing 8
  Entwicklung 60
  Produktion 300
  Finanzen 12
";
const C2: &str = "
Geschäftsleitung (board)
  Sparte Pumpen 200
  Sparte Ventile 150
  Zentralbereich Personal 10
  Finanzen 15
";
const C3: &str = "
Geschäftsleitung (board)
  Region Nord 90
  Region Süd 110
  Region West 80
  IT 12
";
const C4: &str = "
Geschäftsleitung (board)
  Privatkunden 300
  Firmenkunden 220
  Behörden 60
  Recht 5
";
const C5: &str = "
Geschäftsleitung (board)
  BU Power 900 #power
    P1 > emea
    P2 > apac
    P3
    P4
    P5
  BU Automation 700 #automation
    A1 > emea
    A2 > apac
    A3
    A4
    A5
  Region EMEA 600 #emea
    E1 > power
    E2 > automation
    E3
    E4
    E5
  Region APAC 500 #apac
    S1 > power
    S2 > automation
    S3
    S4
    S5
";
const C6: &str = "
Geschäftsleitung (board)
  BU Power 900
    P1
    P2
    P3
    P4
    P5
  BU Automation 700
    A1
    A2
    A3
    A4
    A5
  Region EMEA 600
    E1
    E2
    E3
    E4
    E5
  Region APAC 500
    S1
    S2
    S3
    S4
    S5
";
const C7: &str = "
Chef
  Werkstatt 18
  Büro 4
";
const C8: &str = "
Holding
  Muster GmbH
    Vertrieb 40
    Marketing 8
    Entwicklung 60
    Produktion 300
    Finanzen 12
";
const C9: &str = "
Geschäftsleitung (board)
  Alpha 100
  Beta 90
  Vertrieb 20
";
const C10: &str = "
Geschäftsleitung (board)
  Sales 70
    Strategic Account Team 6
  Marketing 30
  Engineering 50
  Manufacturing 200
  Purchasing 10
  Operations 25
  Human Resources 9
";
const C11: &str = "
Geschäftsleitung (board)
  BU Power 900
  Business Unit Automation 700
  Product Line Sensors 300
  Group IT 40
  Legal 12
  Key Account Office 5 (staff)
";
const C12: &str = "
Geschäftsleitung (board)
  North America 400
    Sales 60 #sales_na
      Global Account Manager 2
  Europe 350
    Sales 50 #sales_eu
      National Account Manager 3
  Asia 200
  Finance 20
";
const C13: &str = "
Geschäftsleitung (board)
  Retail Customers 120
  Corporate Customers 200
    Key Account Team 8
  Public Sector 60
  Quality 10
";
const C14: &str = "
Geschäftsleitung (board)
  Sparte Handel 80
    Handelsteam 30 > kkam
  Geschäftsbereich Dachsysteme 90
    Dachteam 20 > kkam
  Sparte Service 70
  Produktmanagement 12
  Buchhaltung 8
  Konzern-KAM 6 [function] #kkam
";
const C15: &str = "
Holding
  Finance 6
  Muster GmbH
    Kundenmanagement 90
      Key-Account-Management 12
      Vertrieb 60
      Marketing 18
    Technik 60
    Produktion 300
";
