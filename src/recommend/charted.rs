//! Reads the organisation's chart and draws target and entry into it.

use super::chart::{classify, draw, draw_textbook};
use crate::model::{
    Chart, Charted, Classification, Drawing, Id, Listed, OrgChart, Organisation, Placement,
    PlacementOption, StructureType,
};
use crate::pack::Pack;
use crate::pack::org_chart::ChartRules;

/// The reading of an organisation's chart; none if it gave none, or the pack does not read charts.
pub fn read_chart(pack: &Pack, organisation: &Organisation) -> Option<OrgChart> {
    let rules = pack.org_chart.as_ref()?;
    Some(match organisation.chart.as_ref()? {
        Ok(chart) => OrgChart::Classified(Box::new(classify(chart, rules))),
        Err(faults) => OrgChart::Refused {
            faults: faults.clone(),
        },
    })
}

/// The structure types that the placement is run with: one, or both of a hybrid, the larger first.
pub fn structures(read: Option<&OrgChart>) -> Vec<StructureType> {
    let Some(OrgChart::Classified(found)) = read else {
        return Vec::new();
    };
    match found.structure_type {
        StructureType::NotClassifiable => Vec::new(),
        StructureType::Hybrid => [found.primary, found.secondary]
            .into_iter()
            .flatten()
            .collect(),
        one => vec![one],
    }
}

/// Target and entry drawn into the own chart, or into the textbook chart of the structure type.
pub fn charted(
    pack: &Pack,
    organisation: &Organisation,
    read: Option<OrgChart>,
    placement: Option<&Placement>,
) -> Option<Charted> {
    let rules = pack.org_chart.as_ref()?;
    let placement = placement?;
    let pen = Pen {
        rules,
        chart: organisation
            .chart
            .as_ref()
            .and_then(|chart| chart.as_ref().ok()),
        structure: stated(pack, organisation),
    };
    let way = match (&read, option(placement.target.as_ref())) {
        (Some(OrgChart::Classified(found)), Some(target)) => {
            Some(way(found, target, option(placement.entry.as_ref())))
        }
        _ => None,
    };
    Some(Charted {
        target: pen.draw(placement.target.as_ref()),
        entry: pen.draw(placement.entry.as_ref()),
        chart: read,
        way,
    })
}

fn way(
    found: &Classification,
    target: PlacementOption,
    entry: Option<PlacementOption>,
) -> crate::model::Reason {
    found.kam_today.move_to(target, entry)
}

fn stated(pack: &Pack, organisation: &Organisation) -> Option<StructureType> {
    let field = pack.fields.position("structure_type")?;
    let word = organisation.value(&pack.fields, field)?;
    StructureType::named(word.as_word()?)
}

fn option(id: Option<&Id>) -> Option<PlacementOption> {
    PlacementOption::named(id?)
}

struct Pen<'a> {
    rules: &'a ChartRules,
    chart: Option<&'a Chart>,
    structure: Option<StructureType>,
}

impl Pen<'_> {
    fn draw(&self, id: Option<&Id>) -> Option<Drawing> {
        let option = option(id)?;
        match self.chart {
            Some(chart) => Some(draw(chart, self.rules, option)),
            None => draw_textbook(self.structure?, self.rules, option),
        }
    }
}
