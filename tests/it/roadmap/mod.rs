//! The roadmap against an independent reading of domain 8: the table, the selection, the order, the critical path;
//! and every figure about the future against the program's own verdict on the changed record.

mod case;
mod measures;
mod raise;
mod reports;

use std::collections::BTreeMap;
use std::fs;

use kamready::assess::{Assessor, Circumstances};
use kamready::input::{Files, Source, read};
use kamready::model::{Assessment, GateState, Measure, Organisation, Roadmap, number::rounded};
use kamready::pack::{Pack, PackFiles, Role};
use kamready::rules::Program;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::placement::situations::situations;
use crate::program::kamready_fed;
use case::{Case, chains, done};
use measures::{MEASURES, row};

/// The default pack, and the rules of it.
struct Bench {
    pack: Pack,
    program: Program,
}

impl Bench {
    fn new() -> Self {
        let (pack, program) = Program::open(&PackFiles::embedded()).unwrap();
        Self { pack, program }
    }

    fn organisations(&self, records: &[Value]) -> Vec<Organisation> {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("all.ndjson");
        let lines: String = records
            .iter()
            .enumerate()
            .map(|(number, record)| {
                let mut record = record.clone();
                record["id"] = json!(format!("R{number}"));
                format!("{record}\n")
            })
            .collect();
        fs::write(&path, lines).unwrap();
        let organisations = [Source::open(&path).unwrap()];
        let files = Files {
            organisations: &organisations,
            ..Files::default()
        };
        let intake = read(&self.pack.fields, files).unwrap();
        assert_eq!(
            intake.organisations.len(),
            records.len(),
            "{:?}",
            intake.rejected
        );
        intake.organisations
    }

    fn assess(&self, records: &[Value], roadmap: bool) -> Vec<Assessment> {
        let around = Circumstances {
            roadmap,
            ..Circumstances::default()
        };
        let assessor = Assessor::new(&self.pack, &self.program, &around).unwrap();
        let organisations = self.organisations(records);
        organisations
            .iter()
            .map(|one| assessor.assess(one))
            .collect()
    }
}

/// Drawn records, some of them with a size, a capacity, a pilot.
fn records(seed: u64, count: usize) -> Vec<Value> {
    let all = situations(seed, count).into_iter().enumerate();
    all.map(|(number, one)| {
        let mut record = one.json();
        if number % 3 == 0 {
            record["project_days_available"] = json!(100 * (number % 5));
        }
        if number % 4 == 0 {
            record["pilot_status"] = json!(["none", "running", "done"][number / 4 % 3]);
        }
        if number % 7 == 0 {
            record["rollout_done"] = json!(number % 2 == 0);
        }
        record
    })
    .collect()
}

fn score(one: &Assessment) -> Option<f64> {
    one.index("readiness").unwrap().spread.score
}

fn plan(one: &Assessment) -> &Roadmap {
    one.roadmap.as_ref().unwrap()
}

fn ids(all: &[Measure]) -> Vec<&str> {
    all.iter().map(|one| &*one.id).collect()
}

/// The gates that cap.
fn caps(one: &Assessment) -> Vec<String> {
    let gates = one.gates.iter();
    gates
        .filter(|gate| gate.state != GateState::Clear && gate.caps.is_some())
        .map(|gate| gate.id.to_string())
        .collect()
}

#[test]
fn the_pack_holds_the_table_of_the_document() {
    let pack = Bench::new().pack;
    assert_eq!(pack.measures.len(), MEASURES.len());
    for (rule, row) in pack.measures.iter().zip(&MEASURES) {
        let Role::Measure(measure) = &rule.role else {
            panic!("{} is no measure", rule.id)
        };
        assert_eq!(&*rule.id, row.id);
        assert_eq!(*measure.phase, row.phase.to_string(), "{}", rule.id);
        assert_eq!(
            (measure.person_days, measure.weeks),
            (row.days, row.weeks),
            "{}",
            rule.id
        );
        let needs = measure.needs.iter().filter(|need| need.when.is_none());
        let needs: Vec<&str> = needs.map(|need| &*need.measure).collect();
        assert_eq!(needs, row.needs, "{}", rule.id);
    }
}

#[test]
fn the_measures_are_those_that_the_document_selects() {
    let bench = Bench::new();
    let records = records(61, 120);
    let results = bench.assess(&records, true);
    let last = ["M33", "M36"];
    let first: Vec<&'static str> = MEASURES
        .iter()
        .map(|row| row.id)
        .filter(|id| !last.contains(id))
        .collect();
    let mut cases: Vec<Case<'_>> = records
        .iter()
        .zip(&results)
        .map(|(record, result)| Case::new(record, result))
        .collect();
    let chosen: Vec<Vec<&'static str>> = cases
        .iter()
        .map(|case| {
            let mut chosen = Vec::new();
            match case.level {
                Some("L0") => case.select(&["M37"], &mut chosen),
                _ => case.select(&first, &mut chosen),
            }
            if case.level == Some("L0") {
                let own = ["M07", "M35"]
                    .into_iter()
                    .filter(|id| case.met(id) == case::Met::Open);
                chosen.extend(own);
            }
            chosen
        })
        .collect();
    let piloted: Vec<Value> = records
        .iter()
        .zip(&chosen)
        .map(|(record, chosen)| {
            let soon: Vec<&str> = chosen
                .iter()
                .copied()
                .filter(|id| row(id).phase <= 'C')
                .collect();
            done(record, &soon)
        })
        .collect();
    let piloted = bench.assess(&piloted, false);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for ((case, mut chosen), after) in cases.iter_mut().zip(chosen).zip(&piloted) {
        if case.level != Some("L0") {
            case.after_pilot = after.level.id.as_deref();
            case.select(&["M33"], &mut chosen);
            case.introduced = chosen.contains(&"M33");
            case.select(&["M36"], &mut chosen);
        }
        chosen.sort_unstable();
        let mut found = ids(&plan(case.result).measures);
        found.sort_unstable();
        assert_eq!(found, chosen, "{} {:?}", case.record, case.level);
        chosen
            .iter()
            .for_each(|id| *seen.entry(id).or_default() += 1);
    }
    assert_eq!(
        seen.len(),
        MEASURES.len(),
        "every measure is met with: {seen:?}"
    );
}

#[test]
fn gains_lifts_and_levels_are_the_verdict_on_the_changed_record() {
    let bench = Bench::new();
    let records = records(62, 24);
    let results = bench.assess(&records, true);
    let mut changed: Vec<Value> = Vec::new();
    for (record, result) in records.iter().zip(&results) {
        let plan = plan(result);
        changed.extend(plan.measures.iter().map(|one| done(record, &[&one.id])));
        let mut so_far: Vec<&str> = Vec::new();
        for phase in &plan.phases {
            so_far.extend(phase.measures.iter().map(|id| &**id));
            changed.push(done(record, &so_far));
        }
        for set in &plan.raising.sets {
            let set: Vec<&str> = set.measures.iter().map(|id| &**id).collect();
            changed.push(done(record, &set));
        }
    }
    let verdicts = bench.assess(&changed, false);
    let mut verdicts = verdicts.iter();
    let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() < 1e-9,
        (a, b) => a == b,
    };
    for result in &results {
        let plan = plan(result);
        assert_eq!(plan.today.level, result.level.id);
        assert_eq!(
            plan.today.score,
            score(result),
            "nothing done changes nothing, to the last bit"
        );
        assert_eq!(plan.today.bound_by, result.level.bound_by);
        let today = caps(result);
        for one in &plan.measures {
            let then = verdicts.next().unwrap();
            let gain = score(then).zip(score(result)).map(|(then, now)| then - now);
            assert!(close(one.gain, gain), "{}: {:?} {gain:?}", one.id, one.gain);
            let left = caps(then);
            let lifted: Vec<&String> = today.iter().filter(|gate| !left.contains(gate)).collect();
            let mut lifts: Vec<String> = one.lifts.iter().map(|id| id.to_string()).collect();
            lifts.sort_by_key(|id| today.iter().position(|gate| gate == id));
            assert_eq!(lifts.iter().collect::<Vec<_>>(), lifted, "{}", one.id);
        }
        for phase in &plan.phases {
            let then = verdicts.next().unwrap();
            assert!(close(phase.what_if.score, score(then)), "{}", phase.id);
            assert_eq!(phase.what_if.level, then.level.id);
            assert_eq!(phase.what_if.raw, then.level.raw);
            assert_eq!(phase.what_if.bound_by, then.level.bound_by);
        }
        for set in &plan.raising.sets {
            let then = verdicts.next().unwrap();
            assert_eq!(set.level, then.level.id);
            assert!(set.level > result.level.id, "{:?} {:?}", set, result.level);
        }
    }
}

/// The same figures by two ways: each measure alone on top of those before, and all measures of the phases at once.
#[test]
fn along_the_plan_days_and_points_come_to_those_of_each_phase() {
    let bench = Bench::new();
    let mut moves = 0;
    for one in bench.assess(&records(23, 40), true) {
        let plan = plan(&one);
        let mut planned = plan.measures.iter();
        for phase in plan
            .phases
            .iter()
            .filter(|phase| !phase.measures.is_empty())
        {
            let last = planned.by_ref().nth(phase.measures.len() - 1).unwrap();
            assert_eq!(last.phase, phase.id);
            assert!((last.pt_so_far - phase.pt_so_far).abs() < 1e-9);
            assert_eq!(last.score_so_far, phase.what_if.score);
            moves += usize::from(last.score_so_far != plan.today.score);
        }
        assert_eq!(planned.next(), None);
    }
    assert!(moves > 20, "{moves}");
}

#[test]
fn the_order_follows_needs_then_lifts_then_gain_for_effort_then_ids() {
    let bench = Bench::new();
    let records = records(63, 60);
    for (record, result) in records.iter().zip(bench.assess(&records, true)) {
        let case = Case::new(record, &result);
        let plan = plan(&result);
        let mut left: Vec<&Measure> = plan.measures.iter().collect();
        for one in &plan.measures {
            let phase = left.iter().map(|one| &one.phase).min().unwrap();
            let waits = |one: &Measure| {
                let needs = case.needs(row(&one.id));
                left.iter()
                    .any(|other| other.phase == *phase && needs.contains(&&*other.id))
            };
            let free = left.iter().filter(|one| one.phase == *phase && !waits(one));
            let best = free.min_by(|a, b| {
                let gain = |one: &Measure| rounded(one.gain.unwrap_or(0.0) / row(&one.id).days, 6);
                let lifts = |one: &Measure| one.lifts.is_empty();
                let gains = gain(b).partial_cmp(&gain(a)).unwrap();
                lifts(a)
                    .cmp(&lifts(b))
                    .then(gains)
                    .then_with(|| a.id.cmp(&b.id))
            });
            assert_eq!(best.unwrap().id, one.id);
            left.retain(|other| other.id != one.id);
        }
    }
}

#[test]
fn the_critical_path_is_the_longest_of_all_chains() {
    let bench = Bench::new();
    let records = records(64, 30);
    for (record, result) in records.iter().zip(bench.assess(&records, true)) {
        let case = Case::new(record, &result);
        let plan = plan(&result);
        let chosen: Vec<&str> = ids(&plan.measures);
        let all = match case.level {
            // At L0 nothing is chosen with what it needs.
            Some("L0") => chains(&case, &[]),
            _ => chains(&case, &chosen),
        };
        let weeks = all.iter().map(|(weeks, _)| *weeks).fold(0.0, f64::max);
        let longest = all
            .iter()
            .filter(|(own, _)| *own == weeks)
            .map(|(_, chain)| chain)
            .min();
        if let Some(longest) = longest {
            let found: Vec<&str> = plan.critical_path.measures.iter().map(|id| &**id).collect();
            assert_eq!((plan.critical_path.weeks, found), (weeks, longest.clone()));
        }
    }
}

#[test]
fn sets_that_raise_the_level_are_closed_lean_and_different() {
    let bench = Bench::new();
    let records = records(65, 160);
    let results = bench.assess(&records, true);
    let mut leaner: Vec<Value> = Vec::new();
    let mut limits: Vec<Option<String>> = Vec::new();
    let mut found = 0;
    for (record, result) in records.iter().zip(&results) {
        let case = Case::new(record, result);
        let plan = plan(result);
        let chosen = ids(&plan.measures);
        if let [a, b] = plan.raising.sets.as_slice() {
            assert_ne!(a.measures, b.measures);
            assert!(a.pt <= b.pt);
        }
        for set in &plan.raising.sets {
            found += 1;
            let set: Vec<&str> = set.measures.iter().map(|id| &**id).collect();
            let needed: Vec<&str> = set.iter().flat_map(|id| case.needs(row(id))).collect();
            assert!(
                needed
                    .iter()
                    .all(|need| set.contains(need) || !chosen.contains(need))
            );
            // Without any measure that no other one needs, the level stays.
            for id in set.iter().filter(|id| !needed.contains(*id)) {
                let less: Vec<&str> = set.iter().copied().filter(|other| other != id).collect();
                leaner.push(done(record, &less));
                limits.push(result.level.id.as_ref().map(|id| id.to_string()));
            }
        }
    }
    assert!(found > 30, "only {found} sets");
    for (verdict, limit) in bench.assess(&leaner, false).iter().zip(limits) {
        assert!(verdict.level.id.as_deref().map(str::to_owned) <= limit);
    }
}

#[test]
fn effort_is_scaled_by_size_and_compared_only_where_the_days_are_known() {
    let bench = Bench::new();
    let sizes = [
        (json!(null), 1.0),
        (json!(1), 0.5),
        (json!(199), 0.5),
        (json!(200), 1.0),
        (json!(1000), 1.0),
        (json!(1001), 1.5),
        (json!(5000), 1.5),
        (json!(5001), 2.5),
    ];
    let records: Vec<Value> = sizes
        .iter()
        .enumerate()
        .map(|(number, (employees, _))| {
            let mut record = json!({"executive_sponsor": "none", "employees": employees});
            if number > 0 {
                record["project_days_available"] = json!(4);
            }
            record
        })
        .collect();
    for ((_, factor), result) in sizes.iter().zip(bench.assess(&records, true)) {
        let plan = plan(&result);
        let days: f64 = plan.measures.iter().map(|one| row(&one.id).days).sum();
        assert_eq!(plan.size_factor, *factor);
        assert_eq!(plan.effort.pt, days * factor);
        let lacking = plan
            .effort
            .available
            .map(|available| (days * factor - available).max(0.0));
        assert_eq!(plan.effort.lacking, lacking);
    }
}

/// Many organisations are judged over columns, one by the interpreter.
#[test]
fn the_plan_is_the_same_over_columns_and_one_by_one() {
    let bench = Bench::new();
    let mut records = records(67, 30);
    for (number, record) in records.iter_mut().enumerate() {
        record["id"] = json!(format!("R{number}"));
    }
    let lines: String = records.iter().map(|one| format!("{one}\n")).collect();
    let told = kamready_fed(&["assess", "-", "-o", "json"], &lines).json();
    let results = bench.assess(&records, true);
    for (result, told) in results
        .iter()
        .zip(told["organisations"].as_array().unwrap())
    {
        assert_eq!(serde_json::to_value(plan(result)).unwrap(), told["roadmap"]);
    }
}
