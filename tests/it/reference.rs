//! A second scorer, in plain words from domain 0 and 3, that the program is compared with.

use serde_json::Value;

use crate::organisations::{Drawn, Said, drawn, lines};
use crate::program::kamready_fed;
use crate::tables::{Curve, DIMENSIONS, INDICATORS};

/// Domain 0.3: `PL`, `ENUM`, `BOOL`, `identity`.
pub(crate) fn points(curve: Curve, value: &Value) -> f64 {
    match curve {
        Curve::Flag => f64::from(u8::from(value.as_bool().unwrap())) * 100.0,
        Curve::Same => value.as_f64().unwrap(),
        Curve::Words(words) => {
            let word = value.as_str().unwrap();
            words.iter().find(|(known, _)| *known == word).unwrap().1
        }
        Curve::Line(knots) => line(knots, value.as_f64().unwrap()),
    }
}

fn line(knots: &[(f64, f64)], x: f64) -> f64 {
    let (first, last) = (knots[0], knots[knots.len() - 1]);
    if x <= first.0 {
        return first.1;
    }
    if x >= last.0 {
        return last.1;
    }
    let right = knots.iter().position(|(at, _)| *at > x).unwrap();
    let ((x0, y0), (x1, y1)) = (knots[right - 1], knots[right]);
    y0 + (x - x0) / (x1 - x0) * (y1 - y0)
}

/// The numbers of domain 0.4, the ranges without evidence.
#[derive(Debug, Clone, Default)]
pub(crate) struct Four {
    pub(crate) point: Option<f64>,
    hard: Option<(f64, f64)>,
    plausible: Option<(f64, f64)>,
    pub(crate) coverage: f64,
    half: f64,
}

impl Four {
    /// Domain 0.6, 5: widened by the half-width, clipped.
    pub(crate) fn hard(&self) -> Option<(f64, f64)> {
        self.hard.map(|range| self.widened(range))
    }

    pub(crate) fn plausible(&self) -> Option<(f64, f64)> {
        self.plausible.map(|range| self.widened(range))
    }

    fn widened(&self, (low, high): (f64, f64)) -> (f64, f64) {
        ((low - self.half).max(0.0), (high + self.half).min(100.0))
    }
}

fn half_width(grade: Option<&str>) -> f64 {
    match grade {
        Some("E0") => 15.0,
        Some("E1") => 8.0,
        Some("E2") => 4.0,
        Some("E3") => 2.0,
        _ => 0.0,
    }
}

/// Domain 0.4 and 0.6, 2–5, for a dimension named by its first three letters.
fn dimension(one: &Drawn, name: &str) -> Four {
    let (mut total, mut known, mut open, mut sum, mut widths) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for ((own, _, weight, _, curve), said) in INDICATORS.iter().zip(&one.said) {
        if *own != name {
            continue;
        }
        total += weight;
        match said {
            Said::NotApplicable => {}
            Said::Missing => open += weight,
            Said::Value(value, grade) => {
                known += weight;
                sum += weight * points(*curve, value);
                widths += weight * half_width(*grade);
            }
        }
    }
    let base = known + open;
    let with = |points: f64| (sum + open * points) / base;
    let applies = base > 0.0;
    Four {
        point: (known > 0.0).then(|| sum / known),
        hard: applies.then(|| (with(0.0), with(100.0))),
        plausible: applies.then(|| (with(20.0), with(80.0))),
        coverage: 100.0 * (total - open) / total,
        half: if applies { widths / base } else { 0.0 },
    }
}

/// Weighted mean over those that have the value.
fn mean(parts: impl Iterator<Item = (f64, Option<f64>)>) -> Option<f64> {
    let parts: Vec<(f64, f64)> = parts.filter_map(|(w, value)| Some((w, value?))).collect();
    let weights: f64 = parts.iter().map(|(w, _)| w).sum();
    (weights > 0.0).then(|| parts.iter().map(|(w, value)| w * value).sum::<f64>() / weights)
}

/// Domain 0.6, 1–5, for an index.
fn index(dimensions: &[Four], name: &str) -> Four {
    let own = || {
        let all = DIMENSIONS.iter().zip(dimensions);
        all.filter(|((_, index, _), _)| *index == name)
            .map(|((.., weight), four)| (*weight, four))
    };
    let range = |of: fn(&Four) -> Option<(f64, f64)>| {
        let low = mean(own().map(|(w, four)| (w, of(four).map(|range| range.0))))?;
        let high = mean(own().map(|(w, four)| (w, of(four).map(|range| range.1))))?;
        Some((low, high))
    };
    let applies = |four: &Four| four.hard.is_some();
    Four {
        point: mean(own().map(|(w, four)| (w, four.point))),
        hard: range(|four| four.hard),
        plausible: range(|four| four.plausible),
        coverage: mean(own().map(|(w, four)| (w, Some(four.coverage)))).unwrap(),
        half: mean(own().map(|(w, four)| (w, applies(four).then_some(four.half)))).unwrap_or(0.0),
    }
}

/// Domain 0.3: comparison with a tolerance.
pub(crate) fn below(a: f64, b: f64) -> bool {
    b - a > 2.3e-16 * a.abs().max(b.abs())
}

/// Level by the score alone, 1 to 5 (domain 3).
fn raw_level(score: f64) -> usize {
    1 + [35.0, 50.0, 65.0, 85.0]
        .iter()
        .filter(|limit| !below(score, **limit))
        .count()
}

#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) dimensions: Vec<Four>,
    pub(crate) need: Four,
    pub(crate) readiness: Four,
    pub(crate) raw: Option<usize>,
    pub(crate) level: Option<usize>,
    pub(crate) span: Option<(usize, usize)>,
    pub(crate) binding: Vec<String>,
    pub(crate) unverified: Vec<String>,
    pub(crate) borderline: bool,
    pub(crate) need_borderline: bool,
}

/// Domain 0.5 and 0.6, 7–12.
pub(crate) fn expected(one: &Drawn) -> Expected {
    let dimensions: Vec<Four> = DIMENSIONS
        .iter()
        .map(|(id, ..)| dimension(one, &id[..3]))
        .collect();
    let (need, readiness) = (index(&dimensions, "need"), index(&dimensions, "readiness"));
    let raw = readiness.point.map(raw_level);
    let mut gates = Gates::default();
    gates.number("G0", need.point, |n| below(n, 40.0), 0, None);
    gates.number(
        "G1",
        number(one, "ka_candidate_count"),
        |n| below(n, 2.0),
        0,
        None,
    );
    gates.word("G2", word(one, "executive_sponsor"), &["none"], 2, Some(3));
    gates.word(
        "G2b",
        word(one, "executive_sponsor"),
        &["informal"],
        3,
        None,
    );
    gates.word("G3", word(one, "budget_status"), &["none"], 2, Some(3));
    gates.word(
        "G3b",
        word(one, "budget_status"),
        &["requested", "pilot_only"],
        3,
        None,
    );
    gates.word("G4", word(one, "goals_documented"), &["none"], 2, None);
    gates.number(
        "G5",
        number(one, "revenue_assignable_pct"),
        |n| below(n, 60.0),
        2,
        Some(3),
    );
    gates.number(
        "G6",
        number(one, "breakeven_uplift_pct"),
        |n| below(20.0, n),
        0,
        None,
    );
    let safe = word(one, "budget_status") == Some("approved_multi_year")
        && readiness_dimensions(&dimensions)
            .filter(|(_, four)| four.hard.is_some())
            .all(|(_, four)| four.point.is_some_and(|point| !below(point, 60.0)));
    gates.number(
        "G7",
        raw.map(|raw| raw as f64),
        |raw| raw == 5.0 && !safe,
        4,
        None,
    );
    let judged: Vec<(&str, Option<f64>)> = readiness_dimensions(&dimensions)
        .filter(|(id, _)| *id != "D08_mission")
        .map(|(id, four)| (id, four.point.filter(|_| !below(four.coverage, 50.0))))
        .collect();
    for (id, score) in &judged {
        gates.number(&format!("W25:{id}"), *score, |n| below(n, 25.0), 2, None);
    }
    for (id, score) in &judged {
        if !score.is_some_and(|score| below(score, 25.0)) {
            gates.number(&format!("W40:{id}"), *score, |n| below(n, 40.0), 3, None);
        }
    }
    let capped = |raw: usize| raw.min(gates.cap);
    let enough = !below(readiness.coverage, 70.0);
    Expected {
        level: raw.map(capped).filter(|_| enough),
        span: readiness
            .plausible()
            .map(|(low, high)| (capped(raw_level(low)), capped(raw_level(high)))),
        borderline: readiness.point.is_some_and(|point| {
            [35.0, 50.0, 65.0, 85.0]
                .iter()
                .any(|limit| !below(2.0, (point - limit).abs()))
        }),
        need_borderline: need
            .plausible()
            .is_some_and(|(low, high)| low <= 40.0 && 40.0 <= high),
        binding: gates.binding,
        unverified: gates.unverified,
        dimensions,
        need,
        readiness,
        raw,
    }
}

fn readiness_dimensions(all: &[Four]) -> impl Iterator<Item = (&'static str, &Four)> {
    let zipped = DIMENSIONS.iter().zip(all);
    zipped
        .filter(|((_, index, _), _)| *index == "readiness")
        .map(|((id, ..), four)| (*id, four))
}

fn given<'a>(one: &'a Drawn, id: &str) -> Option<&'a Value> {
    match one.answer(id) {
        Said::Value(value, _) => Some(value),
        _ => None,
    }
}

fn number(one: &Drawn, id: &str) -> Option<f64> {
    given(one, id).map(|value| value.as_f64().unwrap())
}

fn word<'a>(one: &'a Drawn, id: &str) -> Option<&'a str> {
    given(one, id).map(|value| value.as_str().unwrap())
}

struct Gates {
    binding: Vec<String>,
    unverified: Vec<String>,
    cap: usize,
}

impl Default for Gates {
    fn default() -> Self {
        Self {
            binding: Vec::new(),
            unverified: Vec::new(),
            cap: 5,
        }
    }
}

impl Gates {
    fn number(
        &mut self,
        id: &str,
        fact: Option<f64>,
        holds: impl Fn(f64) -> bool,
        cap: usize,
        missing: Option<usize>,
    ) {
        match fact {
            None => {
                self.unverified.push(id.to_owned());
                self.cap = self.cap.min(missing.unwrap_or(5));
            }
            Some(fact) if holds(fact) => {
                self.binding.push(id.to_owned());
                self.cap = self.cap.min(cap);
            }
            Some(_) => {}
        }
    }

    fn word(
        &mut self,
        id: &str,
        fact: Option<&str>,
        words: &[&str],
        cap: usize,
        missing: Option<usize>,
    ) {
        let hit = fact.map(|fact| f64::from(u8::from(words.contains(&fact))));
        self.number(id, hit, |hit| hit > 0.5, cap, missing);
    }
}

#[test]
fn the_program_agrees_with_a_second_scorer_on_500_organisations() {
    let organisations = drawn(20_260_101, 500);
    let result = kamready_fed(&["assess", "-", "-o", "json"], &lines(&organisations)).json();
    let found = result["organisations"].as_array().unwrap();
    assert_eq!(found.len(), organisations.len());
    let mut levels = [0; 6];
    let mut without = 0;
    for (one, found) in organisations.iter().zip(found) {
        let wanted = expected(one);
        agrees(&one.id, &wanted, found);
        match wanted.level {
            Some(level) => levels[level] += 1,
            None => without += 1,
        }
    }
    // A comparison that never saw a level would say little about it.
    assert!(
        levels.iter().all(|count| *count >= 5) && without >= 20,
        "{levels:?} {without}"
    );
}

fn agrees(id: &str, wanted: &Expected, found: &Value) {
    assert_eq!(found["id"], id);
    same(&format!("{id} need"), &wanted.need, &found["need"]);
    same(
        &format!("{id} readiness"),
        &wanted.readiness,
        &found["readiness"],
    );
    for ((name, ..), (wanted, found)) in DIMENSIONS.iter().zip(
        wanted
            .dimensions
            .iter()
            .zip(found["dimensions"].as_array().unwrap()),
    ) {
        assert_eq!(found["id"], *name);
        same(&format!("{id} {name}"), wanted, found);
        let assessable = wanted.point.is_some() && !below(wanted.coverage, 50.0);
        assert_eq!(found["assessable"], assessable, "{id} {name}");
    }
    let gates = found["gates"].as_array().unwrap();
    let of = |state: &str| -> Vec<&str> {
        let those = gates.iter().filter(|gate| gate["state"] == state);
        those.map(|gate| gate["id"].as_str().unwrap()).collect()
    };
    assert_eq!(of("binding"), wanted.binding, "{id}");
    assert_eq!(of("unverified"), wanted.unverified, "{id}");
    assert_eq!(
        gates[0]["borderline"], wanted.need_borderline,
        "{id} need borderline"
    );
    let name = |level: Option<usize>| level.map_or(Value::Null, |level| format!("L{level}").into());
    let level = &found["level"];
    assert_eq!(level["raw"], name(wanted.raw), "{id} raw");
    assert_eq!(level["id"], name(wanted.level), "{id} level");
    assert_eq!(
        level["low"],
        name(wanted.span.map(|span| span.0)),
        "{id} low"
    );
    assert_eq!(
        level["high"],
        name(wanted.span.map(|span| span.1)),
        "{id} high"
    );
    assert_eq!(level["borderline"], wanted.borderline, "{id} borderline");
}

fn same(what: &str, wanted: &Four, found: &Value) {
    let (hard, plausible) = (wanted.hard(), wanted.plausible());
    let pairs = [
        ("score", wanted.point),
        ("low", hard.map(|range| range.0)),
        ("high", hard.map(|range| range.1)),
        ("plausible_low", plausible.map(|range| range.0)),
        ("plausible_high", plausible.map(|range| range.1)),
        ("coverage", Some(wanted.coverage)),
        ("half_width", Some(wanted.half)),
    ];
    for (name, wanted) in pairs {
        let found = found[name].as_f64();
        // Numbers in JSON have six decimals.
        let close = match (wanted, found) {
            (Some(wanted), Some(found)) => (wanted - found).abs() < 1e-6,
            (wanted, found) => wanted == found,
        };
        assert!(
            close,
            "{what} {name}: {wanted:?} is wanted, {found:?} found"
        );
    }
}
