//! The measures of a pack with the places of all that they name; made ready once for all organisations.

use crate::model::Id;
use crate::pack::{MeasureRule, Need, NeedWhen, Pack, RoadmapData, Role, Rule};
use crate::rules::{Compiled, Program, Symbols};

/// What there is to choose from.
#[derive(Debug, Clone, Default)]
pub struct Menu<'p> {
    pub(super) items: Vec<Item<'p>>,
    /// Where it stands that a measure which an overlay switched off is not planned.
    pub(super) off: Vec<usize>,
    pub(super) planned_level: Option<usize>,
    /// What the roadmap tells of what measures read.
    pub(super) told: Vec<(usize, Id)>,
    /// The fields of the company's size and of its capacity.
    pub(super) size: Option<usize>,
    pub(super) capacity: Option<usize>,
}

/// One measure.
#[derive(Debug, Clone)]
pub(super) struct Item<'p> {
    /// In the pack.
    pub(super) place: usize,
    pub(super) rule: &'p Rule,
    pub(super) meta: &'p MeasureRule,
    pub(super) compiled: &'p Compiled,
    /// Where it stands whether it is planned.
    pub(super) planned: Option<usize>,
    /// Places of the measures that it needs, and when.
    pub(super) needs: Vec<(usize, Option<Condition<'p>>)>,
}

/// What makes a measure needed, and where the field stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Condition<'p> {
    pub(super) at: Option<usize>,
    pub(super) when: &'p NeedWhen,
}

impl<'p> Menu<'p> {
    /// Empty if the pack plans nothing.
    pub fn new(pack: &'p Pack, program: &'p Program) -> Self {
        let Some(data) = &pack.roadmap else {
            return Self::default();
        };
        let symbols = &program.symbols;
        let rules = pack.measures.iter().zip(&program.measures).enumerate();
        let item = |(place, (rule, compiled))| item(pack, symbols, place, rule, compiled);
        Self {
            items: rules.filter_map(item).collect(),
            off: off(data, symbols),
            planned_level: symbols.position(Symbols::PLANNED_LEVEL),
            told: told(symbols),
            size: symbols.position(&data.size.field),
            capacity: symbols.position(&data.capacity.field),
        }
    }

    pub(super) fn item(&self, place: usize) -> Option<&Item<'p>> {
        let found = self.items.binary_search_by_key(&place, |item| item.place);
        self.items.get(found.ok()?)
    }
}

impl Item<'_> {
    pub(super) fn id(&self) -> &Id {
        &self.rule.id
    }
}

fn item<'p>(
    pack: &'p Pack,
    symbols: &Symbols,
    place: usize,
    rule: &'p Rule,
    compiled: &'p Compiled,
) -> Option<Item<'p>> {
    let Role::Measure(meta) = &rule.role else {
        return None;
    };
    let need = |need: &'p Need| {
        let place = pack
            .measures
            .iter()
            .position(|one| one.id == need.measure)?;
        let when = need.when.as_ref().map(|when| Condition {
            at: symbols.position(&when.field),
            when,
        });
        Some((place, when))
    };
    Some(Item {
        place,
        rule,
        meta,
        compiled,
        planned: symbols.position(&planned(&rule.id)),
        needs: meta.needs.iter().filter_map(need).collect(),
    })
}

fn planned(measure: &Id) -> String {
    format!("{}.{measure}", Symbols::PLANNED)
}

fn off(data: &RoadmapData, symbols: &Symbols) -> Vec<usize> {
    let off = data.off.iter();
    off.filter_map(|(id, _)| symbols.position(&planned(id)))
        .collect()
}

fn told(symbols: &Symbols) -> Vec<(usize, Id)> {
    const GROUPS: [&str; 3] = [Symbols::COVERAGE, Symbols::OLDEST, Symbols::PLANNED];
    let grouped = |name: &str| {
        let group = name.split_once('.').map(|(group, _)| group);
        group.is_some_and(|group| GROUPS.contains(&group))
    };
    let all = symbols.iter().enumerate();
    let own = all.filter(|(_, symbol)| grouped(&symbol.name));
    own.map(|(at, symbol)| (at, symbol.name.clone())).collect()
}
