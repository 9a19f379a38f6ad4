//! Why a placement moved: the lead of the new place over the old one is a weighted mean over the factors, and is split
//! as the indexes are.

use super::move_of::{Cause, ChangeOfPlace, FactorPart, SAME};
use crate::analyse::parts::{Member, Weighed, mean, parts};
use crate::model::{Assessment, Id, Placement};
use crate::pack::Pack;

/// The target (over the structural factors) or the entry (over all); none where it stays.
pub(super) fn place_of(
    (old, before): (&Pack, &Assessment),
    (new, after): (&Pack, &Assessment),
    structural: bool,
) -> Option<ChangeOfPlace> {
    let chosen = |one: &Assessment| {
        let placement = one.placement.as_ref()?;
        match structural {
            true => placement.target.clone(),
            false => placement.entry.clone(),
        }
    };
    let (from, to) = (chosen(before), chosen(after));
    if from == to {
        return None;
    }
    let mut change = ChangeOfPlace {
        causes: causes(before, after, [&from, &to], structural),
        lead_from: None,
        lead_to: None,
        parts: Vec::new(),
        from,
        to,
    };
    add_lead(&mut change, (old, before), (new, after), structural);
    let moved = !change.parts.is_empty();
    if change.causes.is_empty()
        || (moved
            && !change
                .causes
                .iter()
                .any(|one| matches!(one, Cause::Bucket(_))))
    {
        change.causes.push(Cause::Fit);
    }
    Some(change)
}

fn causes(
    before: &Assessment,
    after: &Assessment,
    places: [&Option<Id>; 2],
    structural: bool,
) -> Vec<Cause> {
    let mut causes = Vec::new();
    let (was, is) = (before.placement.as_ref(), after.placement.as_ref());
    let bucket = |placement: Option<&Placement>, id: &Id| {
        let factors = placement.iter().flat_map(|one| &one.factors);
        factors
            .into_iter()
            .find(|one| one.id == *id)
            .and_then(|one| one.bucket.clone())
    };
    for factor in is.iter().flat_map(|one| &one.factors) {
        let counts = factor.structural || !structural;
        if counts && bucket(was, &factor.id) != factor.bucket {
            causes.push(Cause::Bucket(factor.id.clone()));
        }
    }
    for place in places.into_iter().flatten() {
        let by = |placement: Option<&Placement>| {
            let option = placement.and_then(|one| one.option(place));
            option.map_or_else(Vec::new, |one| one.excluded_by.clone())
        };
        let (was, is) = (by(was), by(is));
        let gone = was.iter().filter(|id| !is.contains(id));
        let come = is.iter().filter(|id| !was.contains(id));
        causes.extend(gone.chain(come).map(|id| Cause::Exclusion(id.clone())));
    }
    if !structural && before.level.id != after.level.id {
        causes.push(Cause::Level);
    }
    causes
}

/// What a factor says on both sides of the comparison of two options; weights as in the effect table, values in points.
fn says(
    pack: &Pack,
    one: &Assessment,
    factor: &Id,
    [from, to]: [&Id; 2],
    structural: bool,
) -> Option<Weighed> {
    let data = pack.placement.as_ref()?;
    let known = one
        .placement
        .as_ref()?
        .factors
        .iter()
        .find(|known| known.id == *factor)?;
    if structural && !known.structural {
        return None;
    }
    let bucket = known.bucket.as_ref()?;
    let row = data.rows(factor).find(|row| row.bucket == *bucket)?;
    let place = |id: &Id| data.options.iter().position(|option| option.id == *id);
    let effect = |id: &Id| row.effects.get(place(id)?).copied();
    Some(Weighed {
        weight: row.weight,
        value: 50.0 * (effect(to)? - effect(from)?) / data.decision.largest_effect,
    })
}

fn add_lead(
    change: &mut ChangeOfPlace,
    (old, before): (&Pack, &Assessment),
    (new, after): (&Pack, &Assessment),
    structural: bool,
) {
    let (Some(from), Some(to)) = (&change.from, &change.to) else {
        return;
    };
    let places = [from, to];
    let mut factors: Vec<Id> = Vec::new();
    for rule in new.factors.iter().chain(&old.factors) {
        if !factors.contains(&rule.id) {
            factors.push(rule.id.clone());
        }
    }
    let members: Vec<Member> = factors
        .iter()
        .map(|factor| Member {
            before: says(old, before, factor, places, structural),
            after: says(new, after, factor, places, structural),
        })
        .collect();
    change.lead_from = mean(members.iter().filter_map(|one| one.before));
    change.lead_to = mean(members.iter().filter_map(|one| one.after));
    let named = factors
        .into_iter()
        .zip(parts(&members).into_iter().flatten());
    let told = named.map(|(factor, part)| FactorPart {
        factor,
        points: part.by_value + part.by_weight,
    });
    change.parts = told.filter(|part| part.points.abs() >= SAME).collect();
    change
        .parts
        .sort_by(|a, b| b.points.abs().total_cmp(&a.points.abs()));
}
