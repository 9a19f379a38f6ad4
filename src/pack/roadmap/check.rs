//! What must hold between measures, fields, levels and phases.

use super::{FILE, RoadmapData};
use crate::error::{Error, Faults, Kind, listed, nearest};
use crate::model::{FieldType, Id, Value};
use crate::pack::check::{in_file, unknown_ids};
use crate::pack::{MeasureRule, Pack, PackFiles, Role, Rule, Set, Target, in_pack_file};

/// More measures than this are no plan that people follow.
const MOST_MEASURES: usize = 128;

/// Adds every fault of the roadmap.
pub(in crate::pack) fn run(pack: &Pack, files: &PackFiles, faults: &mut Faults) {
    let Some(data) = &pack.roadmap else {
        return;
    };
    let details = of_parameters(pack, data);
    let placed = details
        .into_iter()
        .map(|(about, detail)| in_pack_file(files, FILE, about, detail));
    faults.extend(placed);
    if pack.measures.len() > MOST_MEASURES {
        let detail = format!("a pack has at most {MOST_MEASURES} measures");
        faults.push(Error::new(Kind::Pack, detail));
    }
    let ids: Vec<&str> = pack.measures.iter().map(|rule| &*rule.id).collect();
    for (rule, measure) in measures(pack) {
        of_measure(pack, data, rule, measure, &ids, faults);
    }
    if faults.is_empty() {
        faults.extend(circle(pack));
    }
}

fn measures(pack: &Pack) -> impl Iterator<Item = (&Rule, &MeasureRule)> {
    pack.measures.iter().filter_map(|rule| match &rule.role {
        Role::Measure(measure) => Some((rule, measure)),
        _ => None,
    })
}

/// What is wrong with the parameters, each with the word that it is about.
fn of_parameters<'d>(pack: &Pack, data: &'d RoadmapData) -> Vec<(&'d str, String)> {
    let mut faults: Vec<(&str, String)> = Vec::new();
    let ids: Vec<&str> = data.phases.iter().map(|phase| &*phase.id).collect();
    if data.rank(&data.milestone).is_none() {
        let known = listed(ids.iter().copied());
        let detail = format!("`milestone` must be one of the phases {known}");
        faults.push(("milestone", detail));
    }
    for level in &data.restricted {
        if pack.manifest.levels.rank(level).is_none() {
            faults.push((level, format!("`{level}` is no level of this pack")));
        }
    }
    for field in [&data.size.field, &data.capacity.field] {
        let numeric = pack
            .fields
            .get(field)
            .is_some_and(|one| one.kind.is_numeric());
        if !numeric {
            faults.push((field, format!("`{field}` is no field that is a number")));
        }
    }
    faults.extend(of_size(data));
    faults
}

fn of_size(data: &RoadmapData) -> Vec<(&str, String)> {
    let steps = &data.size.steps;
    let limits: Vec<f64> = steps
        .iter()
        .filter_map(|one| one.below.or(one.up_to))
        .collect();
    let rising = limits
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a < b));
    let last = steps
        .last()
        .is_some_and(|one| one.below.is_none() && one.up_to.is_none());
    let positive = steps.iter().all(|one| one.factor > 0.0) && data.size.unknown > 0.0;
    let both = steps
        .iter()
        .any(|one| one.below.is_some() && one.up_to.is_some());
    if rising && last && positive && !both && limits.len() + 1 == steps.len() {
        return Vec::new();
    }
    let detail = "the steps of `size` have factors above 0 and one limit each, `below` or `up_to`, which rise; the last one has none";
    vec![("size", detail.to_owned())]
}

fn of_measure(
    pack: &Pack,
    data: &RoadmapData,
    rule: &Rule,
    measure: &MeasureRule,
    ids: &[&str],
    faults: &mut Faults,
) {
    let phases: Vec<&str> = data.phases.iter().map(|phase| &*phase.id).collect();
    unknown_ids(
        rule,
        std::slice::from_ref(&measure.phase),
        &phases,
        "phase",
        faults,
    );
    let needs: Vec<Id> = measure
        .needs
        .iter()
        .map(|need| need.measure.clone())
        .collect();
    unknown_ids(rule, &needs, ids, "measure", faults);
    let levels: Vec<&str> = data.restricted.iter().map(|level| &**level).collect();
    unknown_ids(rule, &measure.at, &levels, "restricted level", faults);
    for (other, before) in measures(pack).filter(|(other, _)| needs.contains(&other.id)) {
        if data.rank(&before.phase) > data.rank(&measure.phase) {
            let (id, phase) = (&other.id, &before.phase);
            let detail =
                format!("`{id}` is needed before, and stands in the later phase `{phase}`");
            faults.push(in_file(rule, id, detail));
        }
    }
    for set in &measure.sets {
        faults.extend(of_set(pack, set).map(|detail| in_file(rule, &set.field, detail)));
    }
    for when in measure.needs.iter().filter_map(|need| need.when.as_ref()) {
        let detail = match pack.fields.get(&when.field) {
            None => Some(no_field(pack, &when.field)),
            Some(field) => {
                let known = |word: &Id| field.choices.iter().any(|choice| choice.id == *word);
                let strange = when.words.iter().find(|word| !known(word));
                strange.map(|word| format!("`{}` is never `{word}`", when.field))
            }
        };
        faults.extend(detail.map(|detail| in_file(rule, &when.field, detail)));
    }
}

fn no_field(pack: &Pack, id: &str) -> String {
    let near = nearest(id, pack.fields.ids());
    let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
    format!("`{id}` is no field{hint}")
}

/// A set names a field, and a value that it can have.
fn of_set(pack: &Pack, set: &Set) -> Option<String> {
    let Some(field) = pack.fields.get(&set.field) else {
        return Some(no_field(pack, &set.field));
    };
    let values: Vec<Value> = match &set.to {
        Target::Value(value) => vec![value.clone()],
        _ if !field.kind.is_numeric() => {
            let word = field.kind.name();
            return Some(format!(
                "`{}` is of the type {word}; set it by `value`",
                set.field
            ));
        }
        to => to.numbers().into_iter().map(Value::Number).collect(),
    };
    let readable = field.kind != FieldType::List;
    let fits = values.into_iter().all(|value| field.accept(value).is_ok());
    let allowed = field.allowed();
    let allowed = allowed.as_word().unwrap_or_default();
    (!fits || !readable)
        .then(|| format!("`{}` cannot be set to this; allowed: {allowed}", set.field))
}

/// A measure that needs itself, over others or not.
fn circle(pack: &Pack) -> Option<Error> {
    let mut done: Vec<&Id> = Vec::new();
    loop {
        let free = |(rule, measure): &(&Rule, &MeasureRule)| {
            !done.contains(&&rule.id)
                && measure
                    .needs
                    .iter()
                    .all(|need| done.contains(&&need.measure))
        };
        let more: Vec<&Id> = measures(pack)
            .filter(free)
            .map(|(rule, _)| &rule.id)
            .collect();
        if more.is_empty() {
            break;
        }
        done.extend(more);
    }
    let (rule, _) = measures(pack).find(|(rule, _)| !done.contains(&&rule.id))?;
    let detail = format!("`{}` needs itself, over what it needs", rule.id);
    Some(in_file(rule, "needs", detail))
}
