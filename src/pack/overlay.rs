//! An overlay: a pack that extends another one. It changes values where the base allows it, each with a reason.

use serde::Deserialize;

use super::files::{PackFile, PackFiles};
use super::manifest::from_toml;
use super::{Pack, Param, ParamValue, Role, Rule};
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::model::{Changed, Id, OverlayStamp, Text};

/// What an overlay may change; `[overlay]` of the base's `pack.toml`. Without it, nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Permissions {
    /// `weights`, `params`, `texts`, `levels`, `effects`, `targets`, `rules` (add), `off` (switch off).
    pub allow: Vec<String>,
    /// Ids of rules that no overlay may touch.
    #[serde(default)]
    pub fixed: Vec<Id>,
}

/// `pack.toml` of an overlay.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OverlayFile {
    pub(super) id: Id,
    pub(super) version: Id,
    pub(super) extends: String,
    pub(super) title: Text,
    #[serde(default)]
    changes: Vec<RawChange>,
}

/// One `[[changes]]`: exactly one of the first keys says what; `to` is the new value.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawChange {
    weight: Option<String>,
    param: Option<String>,
    text: Option<String>,
    level: Option<String>,
    effect: Option<String>,
    target: Option<String>,
    off: Option<String>,
    to: Option<toml::Value>,
    reason: Text,
}

/// What a change is about.
struct Change<'c> {
    permission: &'static str,
    word: &'static str,
    name: &'c str,
    to: Option<&'c toml::Value>,
}

impl RawChange {
    fn read(&self) -> Result<Change<'_>, String> {
        let all = [
            ("weights", "weight", &self.weight),
            ("params", "param", &self.param),
            ("texts", "text", &self.text),
            ("levels", "level", &self.level),
            ("effects", "effect", &self.effect),
            ("targets", "target", &self.target),
            ("off", "off", &self.off),
        ];
        let mut found = all
            .iter()
            .filter_map(|(permission, word, name)| Some((*permission, *word, name.as_deref()?)));
        match (found.next(), found.next()) {
            (Some((permission, word, name)), None) => Ok(Change {
                permission,
                word,
                name,
                to: self.to.as_ref(),
            }),
            _ => {
                let words = listed(all.iter().map(|(_, word, _)| *word));
                Err(format!("a change names exactly one of {words}"))
            }
        }
    }
}

/// The overlay's own manifest, if this pack extends another one.
pub(super) fn read(files: &PackFiles) -> Result<Option<OverlayFile>, Faults> {
    let Some(file) = files.get("pack.toml") else {
        return Ok(None);
    };
    let extends =
        toml::from_str::<toml::Table>(&file.text).is_ok_and(|table| table.contains_key("extends"));
    if !extends {
        return Ok(None);
    }
    from_toml(file).map(Some).map_err(|fault| vec![fault])
}

/// The files of the base with those that the overlay adds.
///
/// # Errors
/// Files of the overlay that stand in the base, or that only a base can have.
pub(super) fn merged(base: &PackFiles, overlay: &PackFiles) -> Result<PackFiles, Faults> {
    let mut files = base.clone();
    let mut faults = Vec::new();
    for file in overlay.iter() {
        let refuse = |detail: &str| Error::new(Kind::Pack, detail).at(Place::file(&*file.shown));
        match &*file.path {
            "pack.toml" => {}
            "fields.toml" | "sources.csv" => append(&mut files, file),
            path if path.ends_with(".md") => {}
            path if path.ends_with(".rhai") && base.get(path).is_none() => {
                files.add(path, &file.shown, &file.text);
            }
            path if path.ends_with(".rhai") => faults.push(refuse(
                "the base has this rule already; change it by `[[changes]]`, or give the new one another name",
            )),
            _ => faults.push(refuse(
                "an overlay adds rules, fields and sources only; tables are changed by `[[changes]]`",
            )),
        }
    }
    if faults.is_empty() {
        Ok(files)
    } else {
        Err(faults)
    }
}

/// Adds the lines of a table behind those of the base; a header is not repeated.
fn append(files: &mut PackFiles, more: &PackFile) {
    let base = files.get(&more.path).cloned();
    let (shown, text) = match base {
        None => (more.shown.to_string(), more.text.to_string()),
        Some(base) => {
            let rows = match more.path.ends_with(".csv") {
                true => more.text.split_once('\n').map_or("", |(_, rows)| rows),
                false => &more.text,
            };
            (
                base.shown.to_string(),
                format!("{}\n{rows}", base.text.trim_end()),
            )
        }
    };
    files.add(&more.path.clone(), &shown, &text);
}

/// Makes the changes of an overlay in a pack that was read from the merged files.
///
/// # Errors
/// Every change that is not allowed, has no reason, names nothing, or changes nothing.
pub(super) fn apply(
    pack: &mut Pack,
    base: &PackFiles,
    overlay: &OverlayFile,
    files: &PackFiles,
) -> Result<(), Faults> {
    let mut faults = Vec::new();
    let mut stamp = OverlayStamp {
        id: overlay.id.clone(),
        version: overlay.version.clone(),
        hash: files.hash(),
        changes: Vec::new(),
    };
    let shown = files
        .get("pack.toml")
        .map_or("pack.toml", |file| &file.shown);
    let text = files.get("pack.toml").map_or("", |file| &file.text);
    let heads: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.trim().starts_with("[[changes]]"))
        .map(|(index, _)| index + 1)
        .collect();
    let permissions = pack.manifest.overlay.clone().unwrap_or_default();
    for (index, raw) in overlay.changes.iter().enumerate() {
        let line = heads.get(index).copied().unwrap_or(1);
        let made = raw.read().and_then(|change| {
            permitted(&permissions, &change, &raw.reason)?;
            let (from, to) = make(pack, &change)?;
            if from == to {
                return Err(format!("this changes nothing: it is {from} already"));
            }
            let what = format!("{} {}", change.word, change.name);
            Ok(Changed {
                what,
                from,
                to,
                reason: raw.reason.clone(),
            })
        });
        match made {
            Ok(changed) => stamp.changes.push(changed),
            Err(detail) => faults.push(Error::new(Kind::Pack, detail).at(Place::line(shown, line))),
        }
    }
    let added = pack
        .all_rules()
        .filter(|rule| base.get(&rule.file.path).is_none());
    for rule in added {
        if !permissions.allow.iter().any(|word| word == "rules") {
            let detail = "the base does not allow an overlay to add rules";
            faults.push(Error::new(Kind::Pack, detail).at(Place::file(&*rule.file.shown)));
        }
        stamp.changes.push(Changed {
            what: format!("rule {}", rule.id),
            from: "–".to_owned(),
            to: "+".to_owned(),
            reason: rule.source.why.clone(),
        });
    }
    pack.overlays.push(stamp);
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults)
    }
}

fn permitted(permissions: &Permissions, change: &Change<'_>, reason: &Text) -> Result<(), String> {
    if !permissions
        .allow
        .iter()
        .any(|word| word == change.permission)
    {
        let allowed = listed(permissions.allow.iter().map(String::as_str));
        return Err(format!(
            "the base does not allow `{}` to be changed; it allows {allowed}",
            change.permission
        ));
    }
    let id = change.name.split('.').next().unwrap_or_default();
    if let Some(fixed) = permissions.fixed.iter().find(|fixed| ***fixed == *id) {
        return Err(format!("the base keeps `{fixed}` as it is"));
    }
    if reason.de.trim().is_empty() || reason.en.trim().is_empty() {
        return Err("a change needs a `reason` in both languages".to_owned());
    }
    Ok(())
}

/// Makes one change; gives the old and the new value.
fn make(pack: &mut Pack, change: &Change<'_>) -> Result<(String, String), String> {
    match change.word {
        "weight" => weight(pack, change.name, number(change)?),
        "param" => param(pack, change),
        "text" => text(pack, change),
        "level" => level(pack, change.name, number(change)?),
        "effect" => effect(pack, change.name, number(change)?),
        "target" => target(pack, change),
        _ => off(pack, change.name),
    }
}

fn number(change: &Change<'_>) -> Result<f64, String> {
    let number = match change.to {
        Some(toml::Value::Integer(number)) => Some(*number as f64),
        Some(toml::Value::Float(number)) => Some(*number),
        _ => None,
    };
    number
        .filter(|number| number.is_finite())
        .ok_or_else(|| "`to` must be a number".to_owned())
}

fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    let hint =
        nearest(name, known).map_or_else(String::new, |near| format!("; did you mean `{near}`"));
    format!("the base has no {what} `{name}`{hint}")
}

fn weight(pack: &mut Pack, name: &str, to: f64) -> Result<(String, String), String> {
    if to <= 0.0 {
        return Err(format!("the weight {to} must be above 0"));
    }
    if let Some(dimension) = pack
        .manifest
        .dimensions
        .iter_mut()
        .find(|one| *one.id == *name)
    {
        let from = std::mem::replace(&mut dimension.weight, to);
        return Ok((from.to_string(), to.to_string()));
    }
    for rule in &mut pack.rules {
        if let (true, Role::Score(score)) = (*rule.id == *name, &mut rule.role) {
            let from = std::mem::replace(&mut score.weight, to);
            return Ok((from.to_string(), to.to_string()));
        }
    }
    let dimensions = pack.manifest.dimensions.iter().map(|one| &*one.id);
    let rules = pack.rules.iter().map(|rule| &*rule.id);
    Err(unknown("weight of", name, dimensions.chain(rules)))
}

/// `to` has the shape of the param: a number, a list of knots, or a table.
fn param(pack: &mut Pack, change: &Change<'_>) -> Result<(String, String), String> {
    let (id, name) = change
        .name
        .split_once('.')
        .ok_or("a param is named `rule.param`")?;
    let ids: Vec<Id> = pack.all_rules().map(|rule| rule.id.clone()).collect();
    let rule = pack
        .rules_mut()
        .find(|rule| *rule.id == *id)
        .ok_or_else(|| unknown("rule", id, ids.iter().map(|id| &**id)))?;
    let names: Vec<String> = rule.params.iter().map(|param| param.name.clone()).collect();
    let param = rule
        .params
        .iter_mut()
        .find(|param| param.name == name)
        .ok_or_else(|| unknown("param", name, names.iter().map(String::as_str)))?;
    let to = param_value(param, change.to)?;
    let from = std::mem::replace(&mut param.value, to);
    Ok((shown(&from), shown(&param.value)))
}

fn param_value(param: &Param, to: Option<&toml::Value>) -> Result<ParamValue, String> {
    let float = |value: &toml::Value| match value {
        toml::Value::Integer(number) => Some(*number as f64),
        toml::Value::Float(number) => Some(*number).filter(|number| number.is_finite()),
        _ => None,
    };
    let wrong = || "`to` must have the shape that the param has now".to_owned();
    match (&param.value, to) {
        (ParamValue::Number(_), Some(value)) => {
            float(value).map(ParamValue::Number).ok_or_else(wrong)
        }
        (ParamValue::Knots(_), Some(toml::Value::Array(items))) => {
            let knots: Option<Vec<(f64, f64)>> = items
                .iter()
                .map(|item| match item.as_array().map(Vec::as_slice) {
                    Some([x, y]) => Some((float(x)?, float(y)?)),
                    _ => None,
                })
                .collect();
            let knots = knots.filter(|knots| !knots.is_empty()).ok_or_else(wrong)?;
            let rising = knots
                .windows(2)
                .all(|pair| matches!(pair, [a, b] if a.0 < b.0));
            rising
                .then_some(ParamValue::Knots(knots))
                .ok_or_else(|| "the knots' x must rise".to_owned())
        }
        (ParamValue::Table(now), Some(toml::Value::Table(table))) => {
            let all: Option<Vec<(String, f64)>> = now
                .iter()
                .map(|(word, _)| Some((word.clone(), float(table.get(word)?)?)))
                .collect();
            let all = all.filter(|all| all.len() == table.len());
            all.map(ParamValue::Table)
                .ok_or_else(|| "`to` must name each word of the table, and no other".to_owned())
        }
        _ => Err(wrong()),
    }
}

fn shown(value: &ParamValue) -> String {
    match value {
        ParamValue::Number(number) => number.to_string(),
        ParamValue::Knots(knots) => {
            let all: Vec<String> = knots.iter().map(|(x, y)| format!("{x}→{y}")).collect();
            all.join(" ")
        }
        ParamValue::Table(table) => {
            let all: Vec<String> = table
                .iter()
                .map(|(word, number)| format!("{word}={number}"))
                .collect();
            all.join(" ")
        }
    }
}

fn text(pack: &mut Pack, change: &Change<'_>) -> Result<(String, String), String> {
    let to: Text = change
        .to
        .cloned()
        .and_then(|value| value.try_into().ok())
        .ok_or("`to` must be a text in both languages, { de = \"…\", en = \"…\" }")?;
    if !pack.catalogue.contains_key(change.name) {
        return Err(unknown(
            "text",
            change.name,
            pack.catalogue.keys().map(String::as_str),
        ));
    }
    let from = pack.catalogue.insert(change.name.to_owned(), to.clone());
    Ok((from.map_or_else(String::new, |text| text.en), to.en))
}

fn level(pack: &mut Pack, name: &str, to: f64) -> Result<(String, String), String> {
    let names: Vec<Id> = pack
        .manifest
        .levels
        .steps
        .iter()
        .map(|step| step.id.clone())
        .collect();
    let steps = &mut pack.manifest.levels.steps;
    let step = steps
        .iter_mut()
        .find(|step| *step.id == *name)
        .ok_or_else(|| unknown("level", name, names.iter().map(|id| &**id)))?;
    let from = step
        .from
        .ok_or("this level has no limit; a gate gives it")?;
    step.from = Some(to);
    let limits: Vec<f64> = steps.iter().filter_map(|step| step.from).collect();
    if limits
        .windows(2)
        .any(|pair| matches!(pair, [low, high] if low >= high))
        || limits.first() != Some(&0.0)
    {
        return Err("the limits must rise from 0".to_owned());
    }
    Ok((from.to_string(), to.to_string()))
}

/// `factor.bucket.option`.
fn effect(pack: &mut Pack, name: &str, to: f64) -> Result<(String, String), String> {
    let data = pack
        .placement
        .as_mut()
        .ok_or("the base decides on no placement")?;
    let parts: Vec<&str> = name.split('.').collect();
    let [factor, bucket, option] = parts.as_slice() else {
        return Err("an effect is named `factor.bucket.option`".to_owned());
    };
    if to.abs() > data.decision.largest_effect {
        return Err(format!(
            "an effect is at most {} in size",
            data.decision.largest_effect
        ));
    }
    let column = data.options.iter().position(|one| *one.id == **option);
    let row = data
        .effects
        .iter_mut()
        .find(|row| *row.factor == **factor && *row.bucket == **bucket);
    let cell = row
        .zip(column)
        .and_then(|(row, column)| row.effects.get_mut(column));
    let cell = cell.ok_or_else(|| format!("the base has no effect `{name}`"))?;
    let from = std::mem::replace(cell, to);
    Ok((from.to_string(), to.to_string()))
}

/// `competency.role`, to `"4/3"`: level and criticality.
fn target(pack: &mut Pack, change: &Change<'_>) -> Result<(String, String), String> {
    let data = pack
        .competencies
        .as_mut()
        .ok_or("the base has no competencies")?;
    let (competency, role) = change
        .name
        .split_once('.')
        .ok_or("a target is named `competency.role`")?;
    let wanted = match change.to {
        Some(toml::Value::String(text)) => text.split_once('/'),
        _ => None,
    };
    let read = |text: &str, most: f64| {
        let number = text.trim().parse::<u8>().ok().map(f64::from);
        number.filter(|number| (1.0..=most).contains(number))
    };
    let (level, criticality) = wanted
        .and_then(|(level, criticality)| Some((read(level, 5.0)?, read(criticality, 3.0)?)))
        .ok_or("`to` must be \"level/criticality\", as \"4/3\"")?;
    let found = data
        .targets
        .iter_mut()
        .find(|one| *one.competency == *competency && *one.role == *role)
        .ok_or_else(|| format!("the base has no target `{}`", change.name))?;
    let from = format!("{}/{}", found.level, found.criticality);
    (found.level, found.criticality) = (level, criticality);
    Ok((from, format!("{level}/{criticality}")))
}

/// Switches a rule off: it is as if it were not there.
fn off(pack: &mut Pack, name: &str) -> Result<(String, String), String> {
    let ids: Vec<Id> = pack.all_rules().map(|rule| rule.id.clone()).collect();
    let gone = |rules: &mut Vec<Rule>| {
        let before = rules.len();
        rules.retain(|rule| *rule.id != *name);
        before != rules.len()
    };
    let switched = gone(&mut pack.rules)
        || gone(&mut pack.gates)
        || gone(&mut pack.exclusions)
        || gone(&mut pack.entries)
        || gone(&mut pack.modifiers)
        || gone(&mut pack.flags);
    if switched {
        return Ok(("on".to_owned(), "off".to_owned()));
    }
    Err(unknown(
        "rule that can be switched off",
        name,
        ids.iter().map(|id| &**id),
    ))
}
