//! The changes that an overlay can make, one function for each kind.

use super::off::off;
use super::{Change, unknown};
use crate::error::Detail;
use crate::model::{Id, Text, placeholders};
use crate::pack::{AccountRule, Pack, Param, ParamValue, Role};

/// The value before a change and after it.
pub(super) type Made = (String, String);

/// Makes one change.
pub(super) fn make(pack: &mut Pack, change: &Change<'_>) -> Result<Made, Detail> {
    match change.word {
        "weight" => weight(pack, change.name, number(change)?),
        "param" => param(pack, change),
        "text" => text(pack, change),
        "level" => level(pack, change.name, number(change)?),
        "effect" => effect(pack, change.name, number(change)?),
        "target" => target(pack, change),
        _ => match change.to {
            None => off(pack, change.name),
            Some(_) => Err("`off` has no `to`: the rule is switched off".into()),
        },
    }
}

fn number(change: &Change<'_>) -> Result<f64, Detail> {
    let number = change.to.and_then(float);
    number.ok_or_else(|| "`to` must be a number".into())
}

fn float(value: &toml::Value) -> Option<f64> {
    match value {
        toml::Value::Integer(number) => Some(*number as f64),
        toml::Value::Float(number) => Some(*number).filter(|number| number.is_finite()),
        _ => None,
    }
}

fn weight(pack: &mut Pack, name: &str, to: f64) -> Result<Made, Detail> {
    if to <= 0.0 {
        return Err(format!("the weight {to} must be above 0").into());
    }
    let mut dimensions = pack.manifest.dimensions.iter_mut();
    if let Some(dimension) = dimensions.find(|one| *one.id == *name) {
        let from = std::mem::replace(&mut dimension.weight, to);
        return Ok((from.to_string(), to.to_string()));
    }
    let mut own = pack.rules_mut().filter(|rule| *rule.id == *name);
    if let Some(weight) = own.find_map(|rule| weight_of(&mut rule.role)) {
        let from = std::mem::replace(weight, to);
        return Ok((from.to_string(), to.to_string()));
    }
    drop(own);
    let dimensions = pack.manifest.dimensions.iter().map(|one| one.id.clone());
    let mut known: Vec<Id> = dimensions.collect();
    let weighed = pack
        .rules_mut()
        .filter_map(|rule| weight_of(&mut rule.role).map(|_| rule.id.clone()));
    known.extend(weighed);
    Err(unknown("weight of", name, known.iter().map(|id| &**id)))
}

/// The weight of a rule that gives points, to an organisation or to a customer group.
fn weight_of(role: &mut Role) -> Option<&mut f64> {
    match role {
        Role::Score(score) => Some(&mut score.weight),
        Role::Account(AccountRule::Criterion(criterion)) => Some(&mut criterion.weight),
        _ => None,
    }
}

/// `to` has the shape of the param: a number, a list of knots, or a table.
fn param(pack: &mut Pack, change: &Change<'_>) -> Result<Made, Detail> {
    let (id, name) = change
        .name
        .rsplit_once('.')
        .ok_or("a param is named `rule.param`")?;
    let ids: Vec<Id> = pack.every_rule().map(|rule| rule.id.clone()).collect();
    let bearers: Vec<_> = pack.rules_mut().filter(|rule| rule.is_called(id)).collect();
    if bearers.is_empty() {
        return Err(unknown("rule", id, ids.iter().map(|id| &**id)));
    }
    let mut params: Vec<&mut Param> = bearers
        .into_iter()
        .flat_map(|rule| &mut rule.params)
        .collect();
    let names: Vec<String> = params.iter().map(|param| param.name.clone()).collect();
    if names.iter().filter(|known| *known == name).count() > 1 {
        let detail = "several rules of that id have this param; write `kind.rule.param`, as in `measure.M10.limit`";
        return Err(detail.into());
    }
    let param = params
        .iter_mut()
        .find(|param| param.name == name)
        .ok_or_else(|| {
            unknown(
                "param",
                change.name,
                whole_names(id, &names).iter().map(String::as_str),
            )
        })?;
    let to = param_value(param, change.to)?;
    let from = std::mem::replace(&mut param.value, to);
    Ok((from.to_string(), param.value.to_string()))
}

fn whole_names(id: &str, names: &[String]) -> Vec<String> {
    names.iter().map(|name| format!("{id}.{name}")).collect()
}

fn param_value(param: &Param, to: Option<&toml::Value>) -> Result<ParamValue, Detail> {
    let to = match (&param.value, to) {
        (ParamValue::Number(_), Some(value)) => float(value).map(ParamValue::Number),
        (ParamValue::Knots(_), Some(toml::Value::Array(items))) => Some(knots(items)?),
        (ParamValue::Table(now), Some(toml::Value::Table(table))) => Some(words(now, table)?),
        _ => None,
    };
    let to = to.ok_or("`to` must have the shape that the param has now")?;
    let numbers: Vec<f64> = match &to {
        ParamValue::Number(number) => vec![*number],
        ParamValue::Knots(knots) => knots.iter().map(|(_, y)| *y).collect(),
        ParamValue::Table(table) => table.iter().map(|(_, number)| *number).collect(),
    };
    let outside = |number: &&f64| !(0.0..=100.0).contains(*number);
    match numbers.iter().find(outside) {
        // A curve's unit names both axes, `% → points`.
        Some(number) if param.unit.ends_with("points") => {
            Err(format!("points run from 0 to 100, and {number} does not").into())
        }
        _ => Ok(to),
    }
}

fn knots(items: &[toml::Value]) -> Result<ParamValue, Detail> {
    let pair = |item: &toml::Value| match item.as_array().map(Vec::as_slice) {
        Some([x, y]) => Some((float(x)?, float(y)?)),
        _ => None,
    };
    let knots: Option<Vec<(f64, f64)>> = items.iter().map(pair).collect();
    let knots = knots
        .filter(|knots| !knots.is_empty())
        .ok_or("`to` must be a list of knots, [[x, y], …]")?;
    let mut pairs = knots.windows(2);
    if pairs.all(|pair| matches!(pair, [a, b] if a.0 < b.0)) {
        Ok(ParamValue::Knots(knots))
    } else {
        Err("the knots' x must rise".into())
    }
}

fn words(now: &[(String, f64)], table: &toml::Table) -> Result<ParamValue, Detail> {
    let all: Option<Vec<(String, f64)>> = now
        .iter()
        .map(|(word, _)| Some((word.clone(), float(table.get(word)?)?)))
        .collect();
    all.filter(|all| all.len() == table.len())
        .map(ParamValue::Table)
        .ok_or_else(|| "`to` must name each word of the table, and no other".into())
}

/// Both languages stand in the record, so that a change of one of them is a change.
fn text(pack: &mut Pack, change: &Change<'_>) -> Result<Made, Detail> {
    let to: Option<Text> = change.to.cloned().and_then(|value| value.try_into().ok());
    let to = to
        .filter(|text| !text.de.trim().is_empty() && !text.en.trim().is_empty())
        .ok_or("`to` must be a text in both languages, { de = \"…\", en = \"…\" }")?;
    let Some(now) = pack.catalogue.get_mut(change.name) else {
        let known = pack.catalogue.keys().map(String::as_str);
        return Err(unknown("text", change.name, known));
    };
    for sentence in [&to.de, &to.en] {
        let strange = |name: &&str| !placeholders(&now.de).any(|known| known == *name);
        if let Some(name) = placeholders(sentence).find(strange) {
            return Err(
                format!("the text names `{{{name}}}`, which the base's text does not").into(),
            );
        }
    }
    let from = std::mem::replace(now, to.clone());
    Ok((both(&from), both(&to)))
}

fn both(text: &Text) -> String {
    format!("{} | {}", text.de, text.en)
}

fn level(pack: &mut Pack, name: &str, to: f64) -> Result<Made, Detail> {
    let steps = &mut pack.manifest.levels.steps;
    let ids: Vec<Id> = steps.iter().map(|step| step.id.clone()).collect();
    let step = steps
        .iter_mut()
        .find(|step| *step.id == *name)
        .ok_or_else(|| unknown("level", name, ids.iter().map(|id| &**id)))?;
    let from = step
        .from
        .ok_or("this level has no limit; a gate gives it")?;
    step.from = Some(to);
    let limits: Vec<f64> = steps.iter().filter_map(|step| step.from).collect();
    let rise = limits
        .windows(2)
        .all(|pair| matches!(pair, [low, high] if low < high));
    if !rise || limits.first() != Some(&0.0) || to > 100.0 {
        return Err("the limits must rise from 0, up to 100 at most".into());
    }
    Ok((from.to_string(), to.to_string()))
}

/// `factor.bucket.option`.
fn effect(pack: &mut Pack, name: &str, to: f64) -> Result<Made, Detail> {
    let data = pack
        .placement
        .as_mut()
        .ok_or("the base decides on no placement")?;
    let largest = data.decision.largest_effect;
    if to.abs() > largest {
        return Err(format!("an effect is at most {largest} in size").into());
    }
    let cells = data.effects.iter_mut().flat_map(|row| {
        let (factor, bucket) = (&row.factor, &row.bucket);
        let cells = data.options.iter().zip(&mut row.effects);
        cells.map(move |(option, cell)| (format!("{factor}.{bucket}.{}", option.id), cell))
    });
    let cells: Vec<(String, &mut f64)> = cells.collect();
    let names: Vec<String> = cells.iter().map(|(name, _)| name.clone()).collect();
    let found = cells.into_iter().find(|(known, _)| known == name);
    let (_, cell) =
        found.ok_or_else(|| unknown("effect", name, names.iter().map(String::as_str)))?;
    let from = std::mem::replace(cell, to);
    Ok((from.to_string(), to.to_string()))
}

/// `competency.role`, to `"4/3"`: level and criticality.
fn target(pack: &mut Pack, change: &Change<'_>) -> Result<Made, Detail> {
    let data = pack
        .competencies
        .as_mut()
        .ok_or("the base has no competencies")?;
    let (level, criticality) =
        level_and_criticality(change.to).ok_or("`to` must be \"level/criticality\", as \"4/3\"")?;
    let names: Vec<String> = data
        .targets
        .iter()
        .map(|one| format!("{}.{}", one.competency, one.role))
        .collect();
    let mut targets = names.iter().zip(&mut data.targets);
    let Some((_, found)) = targets.find(|(name, _)| **name == *change.name) else {
        return Err(unknown(
            "target",
            change.name,
            names.iter().map(String::as_str),
        ));
    };
    let from = format!("{}/{}", found.level, found.criticality);
    (found.level, found.criticality) = (level, criticality);
    Ok((from, format!("{level}/{criticality}")))
}

fn level_and_criticality(to: Option<&toml::Value>) -> Option<(f64, f64)> {
    let read = |text: &str, most: f64| {
        let number = text.trim().parse::<u8>().ok().map(f64::from);
        number.filter(|number| (1.0..=most).contains(number))
    };
    let (level, criticality) = to?.as_str()?.split_once('/')?;
    Some((read(level, 5.0)?, read(criticality, 3.0)?))
}
