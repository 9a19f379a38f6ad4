//! Reads the organisation's chart and draws target and entry into it.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

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

/// The textbook charts with each option drawn in; each is drawn once, when somebody needs it.
#[derive(Debug, Clone)]
pub struct Textbook {
    drawings: BTreeMap<(&'static str, &'static str), OnceLock<Option<Arc<Drawing>>>>,
}

impl Default for Textbook {
    fn default() -> Self {
        let options = || PlacementOption::names();
        let pairs = StructureType::names()
            .flat_map(|structure| options().map(move |option| (structure, option)));
        Self {
            drawings: pairs.map(|pair| (pair, OnceLock::new())).collect(),
        }
    }
}

impl Textbook {
    fn drawing(
        &self,
        structure: StructureType,
        rules: &ChartRules,
        option: PlacementOption,
    ) -> Option<Arc<Drawing>> {
        let drawing = self.drawings.get(&(structure.id(), option.id()))?;
        let drawn = || draw_textbook(structure, rules, option).map(Arc::new);
        drawing.get_or_init(drawn).clone()
    }
}

/// Target and entry drawn into the own chart, or into the textbook chart of the structure type.
pub fn charted(
    pack: &Pack,
    textbook: &Textbook,
    organisation: &Organisation,
    read: Option<OrgChart>,
    placement: Option<&Placement>,
) -> Option<Charted> {
    let rules = pack.org_chart.as_ref()?;
    let placement = placement?;
    let pen = Pen {
        rules,
        textbook,
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
    textbook: &'a Textbook,
    rules: &'a ChartRules,
    chart: Option<&'a Chart>,
    structure: Option<StructureType>,
}

impl Pen<'_> {
    fn draw(&self, id: Option<&Id>) -> Option<Arc<Drawing>> {
        let option = option(id)?;
        match self.chart {
            Some(chart) => Some(Arc::new(draw(chart, self.rules, option))),
            None => self.textbook.drawing(self.structure?, self.rules, option),
        }
    }
}
