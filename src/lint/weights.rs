//! Weights that do not add up to 100, and which of them is the one that was mistyped.

use super::at_spot;
use crate::error::{Error, Faults, Kind, Place, code};
use crate::pack::{AccountRule, Pack, PackFiles, Role, Rule, Status, spot_of};

/// Less is rounding.
const TOLERANCE: f64 = 0.01;

pub(super) fn faults(pack: &Pack, files: &PackFiles, faults: &mut Faults) {
    // An overlay weighs against its base; what its weights add up to says nothing.
    if !pack.overlays.is_empty() {
        return;
    }
    for dimension in &pack.manifest.dimensions {
        let of = |rule: &&Rule| matches!(&rule.role, Role::Score(score) if score.dimension == dimension.id);
        let rules: Vec<(&Rule, f64)> = pack.rules.iter().filter(of).filter_map(weighed).collect();
        // What cannot be read weighs something too.
        let folder = format!("readiness/{}/", dimension.id);
        let all = files
            .iter()
            .filter(|file| file.path.starts_with(&folder))
            .count();
        if all > rules.len() {
            continue;
        }
        faults.extend(of_rules(
            &format!("the dimension `{}`", dimension.id),
            &rules,
        ));
    }
    if let Some(accounts) = &pack.accounts {
        for axis in ["attractiveness", "position", "value"] {
            let folder = format!("accounts/{axis}/");
            let rules = accounts
                .rules()
                .filter(|rule| rule.file.path.starts_with(&folder));
            let rules: Vec<(&Rule, f64)> = rules.filter_map(weighed).collect();
            faults.extend(of_rules(&format!("the axis `{axis}`"), &rules));
        }
    }
    for index in &pack.manifest.indexes {
        faults.extend(of_index(pack, files, &index.id));
    }
}

fn weighed(rule: &Rule) -> Option<(&Rule, f64)> {
    match &rule.role {
        Role::Score(score) => Some((rule, score.weight)),
        Role::Account(AccountRule::Criterion(criterion)) => Some((rule, criterion.weight)),
        _ => None,
    }
}

fn of_rules(what: &str, rules: &[(&Rule, f64)]) -> Option<Error> {
    let weights: Vec<f64> = rules.iter().map(|(_, weight)| *weight).collect();
    let told = sum_fault(what, &weights)?;
    // A rule that is not finished yet is the one to fit in.
    let draft = rules
        .iter()
        .position(|(rule, _)| rule.status == Status::Draft);
    let place = draft.or_else(|| suspect(&weights));
    let (rule, _) = rules.get(place.unwrap_or(0))?;
    let each: Vec<String> = rules
        .iter()
        .map(|(rule, weight)| format!("`{}` {weight}", rule.id))
        .collect();
    let detail = format!("{told}: {}", each.join(", "));
    Some(at_spot(
        rule,
        spot_of(&rule.file.text, "weight"),
        code::WEIGHT_SUM.says(detail),
    ))
}

fn of_index(pack: &Pack, files: &PackFiles, index: &str) -> Option<Error> {
    let own = pack
        .manifest
        .dimensions
        .iter()
        .filter(|one| *one.index == *index);
    let dimensions: Vec<(&str, f64)> = own.map(|one| (&*one.id, one.weight)).collect();
    let weights: Vec<f64> = dimensions.iter().map(|(_, weight)| *weight).collect();
    let told = sum_fault(&format!("the index `{index}`"), &weights)?;
    let (id, _) = dimensions.get(suspect(&weights).unwrap_or(0))?;
    let file = files.get("pack.toml")?;
    let heading = spot_of(&file.text, id);
    let below = file.text.lines().enumerate().skip(heading.line);
    let line = below
        .take(6)
        .find(|(_, line)| line.trim_start().starts_with("weight"));
    let line = line.map_or(heading.line, |(line, _)| line + 1);
    let each: Vec<String> = dimensions
        .iter()
        .map(|(id, weight)| format!("`{id}` {weight}"))
        .collect();
    let detail = format!("{told}: {}", each.join(", "));
    let place = Place::spot(&*file.shown, line, 1);
    Some(Error::new(Kind::Pack, code::WEIGHT_SUM.says(detail)).at(place))
}

fn sum_fault(what: &str, weights: &[f64]) -> Option<String> {
    let sum: f64 = weights.iter().sum();
    // A single weight is all there is, whatever it says.
    if weights.len() < 2 || (sum - 100.0).abs() <= TOLERANCE {
        return None;
    }
    Some(format!(
        "the weights of {what} add up to {}, not to 100",
        (sum * 1e6).round() / 1e6
    ))
}

/// The weight that a slipped decimal sign, a doubled or exchanged digit explains; else the one that is no
/// multiple of 1 where the others are.
fn suspect(weights: &[f64]) -> Option<usize> {
    let sum: f64 = weights.iter().sum();
    let slipped = |weight: &f64| {
        let wanted = 100.0 - (sum - weight);
        let close = |guess: f64| (guess - wanted).abs() <= TOLERANCE;
        close(weight * 10.0)
            || close(weight / 10.0)
            || close(weight * 100.0)
            || close(weight / 100.0)
            || close(turned(*weight))
            || close(-weight)
    };
    let odd = |weight: &f64| weight.fract().abs() > 0.0;
    let only_odd = || {
        let mut odds = weights.iter().enumerate().filter(|(_, weight)| odd(weight));
        odds.next()
            .filter(|_| odds.next().is_none())
            .map(|(place, _)| place)
    };
    weights
        .iter()
        .position(slipped)
        .or_else(only_odd)
        .or_else(|| largest_of(weights, sum))
}

/// Where there is too much, the largest; where there is too little, the smallest.
fn largest_of(weights: &[f64], sum: f64) -> Option<usize> {
    let ranked = weights.iter().enumerate();
    let by = |a: &(usize, &f64), b: &(usize, &f64)| a.1.total_cmp(b.1);
    let found = if sum > 100.0 {
        ranked.max_by(by)
    } else {
        ranked.min_by(by)
    };
    found.map(|(place, _)| place)
}

/// 52 for 25.
fn turned(weight: f64) -> f64 {
    if weight.fract() != 0.0 || !(10.0..100.0).contains(&weight) {
        return f64::NAN;
    }
    (weight % 10.0) * 10.0 + (weight / 10.0).floor()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mistyped_weight_is_found_by_what_would_mend_it() {
        assert_eq!(suspect(&[25.0, 2.5, 50.0]), Some(1));
        assert_eq!(suspect(&[250.0, 25.0, 50.0]), Some(0));
        assert_eq!(suspect(&[52.0, 25.0, 50.0]), Some(0));
        assert_eq!(suspect(&[20.0, 30.0, 60.0]), Some(2));
    }
}
