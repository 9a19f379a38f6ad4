//! Bounds against all corners, flips by re-scoring with the changed pack, shares against a sampler of their own.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{copy, kamready, root};

const DOMAIN: &str = "fixtures/organisations/domain.csv";

fn robust(more: &[&str]) -> Value {
    kamready(&[&["robust", DOMAIN, "--format", "json"], more].concat()).json()
}

fn assessed(pack: Option<&str>) -> Value {
    let mut arguments = vec!["assess", DOMAIN, "-o", "json"];
    arguments.extend(pack.into_iter().flat_map(|pack| ["--pack", pack]));
    kamready(&arguments).json()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap()
}

/// Weight and score of each known dimension of an index.
fn parts(assessed: &Value, index: &str) -> Vec<(f64, f64)> {
    let own = list(&assessed["dimensions"])
        .iter()
        .filter(|one| one["index"] == index);
    own.filter_map(|one| Some((number(&one["weight"]), one["score"].as_f64()?)))
        .collect()
}

fn mean(parts: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (weight, score) in parts {
        sum += weight * score;
        weights += weight;
    }
    sum / weights
}

fn corners(parts: &[(f64, f64)], band: f64) -> (f64, f64) {
    let all = (0..1_usize << parts.len()).map(|corner| {
        mean(parts.iter().enumerate().map(|(place, (weight, score))| {
            let sign = if corner >> place & 1 == 1 { 1.0 } else { -1.0 };
            (weight * (1.0 + sign * band), *score)
        }))
    });
    all.fold((f64::MAX, f64::MIN), |(low, high), one| {
        (low.min(one), high.max(one))
    })
}

#[test]
fn bounds_are_those_of_all_corners() {
    for band in [10.0, 30.0, 80.0] {
        let (robust, assessed) = (
            robust(&["--band", &band.to_string(), "--samples", "10"]),
            assessed(None),
        );
        for (one, other) in list(&robust["organisations"])
            .iter()
            .zip(list(&assessed["organisations"]))
        {
            for index in list(&one["indexes"]) {
                let (low, high) =
                    corners(&parts(other, index["id"].as_str().unwrap()), band / 100.0);
                assert!(
                    (number(&index["weights"]["low"]) - low).abs() < 1e-5,
                    "{index}"
                );
                assert!(
                    (number(&index["weights"]["high"]) - high).abs() < 1e-5,
                    "{index}"
                );
            }
        }
    }
}

/// Factor and bucket to the effects on each option, and the weight of each factor, read from the table.
struct Table {
    options: Vec<String>,
    effects: BTreeMap<(String, String), Vec<f64>>,
    weights: BTreeMap<String, f64>,
}

fn table() -> Table {
    let mut file = csv::Reader::from_path(root().join("rules/kam/placement/effects.csv")).unwrap();
    let options = file
        .headers()
        .unwrap()
        .iter()
        .skip(3)
        .map(str::to_owned)
        .collect();
    let (mut effects, mut weights) = (BTreeMap::new(), BTreeMap::new());
    for row in file.records() {
        let row = row.unwrap();
        let numbers: Vec<f64> = row
            .iter()
            .skip(2)
            .map(|cell| cell.parse().unwrap())
            .collect();
        weights.insert(row[0].to_owned(), numbers[0]);
        effects.insert(
            (row[0].to_owned(), row[1].to_owned()),
            numbers[1..].to_vec(),
        );
    }
    Table {
        options,
        effects,
        weights,
    }
}

/// The option that fits best under these weights: structural factors, options that are not excluded, first of equals.
fn target(table: &Table, placement: &Value, weights: &BTreeMap<String, f64>) -> String {
    let factors = list(&placement["factors"]).iter();
    let known: Vec<(&str, &str)> = factors
        .filter(|factor| factor["structural"] == true)
        .filter_map(|factor| Some((factor["id"].as_str()?, factor["bucket"].as_str()?)))
        .collect();
    let mut best: Option<(f64, &str)> = None;
    for (place, option) in table.options.iter().enumerate() {
        let own = list(&placement["options"])
            .iter()
            .find(|one| one["id"] == **option)
            .unwrap();
        if !list(&own["excluded_by"]).is_empty() {
            continue;
        }
        let fit = mean(known.iter().map(|(factor, bucket)| {
            let effects = &table.effects[&((*factor).to_owned(), (*bucket).to_owned())];
            (weights[*factor], effects[place])
        }));
        if best.is_none_or(|(highest, _)| fit > highest) {
            best = Some((fit, option));
        }
    }
    best.unwrap().1.to_owned()
}

/// A generator of another kind than the program's.
struct Lehmer(u128);

impl Lehmer {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(0xda94_2042_e4dd_58b5);
        (self.0 >> 75) as f64 / (1_u64 << 53) as f64
    }

    fn near(&mut self, weight: f64, band: f64) -> f64 {
        weight * (1.0 - band + 2.0 * band * self.unit())
    }
}

#[test]
fn shares_agree_with_a_sampler_of_another_kind() {
    const SAMPLES: usize = 4_000;
    let (robust, assessed, table) = (robust(&["--band", "60"]), assessed(None), table());
    let mut random = Lehmer(0x2545_f491_4f6c_dd1d_u128 << 1 | 1);
    let mut mixed = 0;
    for (one, other) in list(&robust["organisations"])
        .iter()
        .zip(list(&assessed["organisations"]))
    {
        let (mut same_target, mut same_level) = (0, 0);
        let leading = parts(other, "readiness");
        let caps = list(&other["gates"])
            .iter()
            .filter(|gate| gate["state"] != "clear");
        let cap = caps.filter_map(|gate| gate["caps"].as_str()).min();
        for _ in 0..SAMPLES {
            let weights = table
                .weights
                .iter()
                .map(|(factor, weight)| (factor.clone(), random.near(*weight, 0.6)));
            let weights: BTreeMap<String, f64> = weights.collect();
            same_target += usize::from(
                other["placement"]["target"] == *target(&table, &other["placement"], &weights),
            );
            let score = mean(
                leading
                    .iter()
                    .map(|(weight, score)| (random.near(*weight, 0.6), *score)),
            );
            let level = match score {
                score if score >= 85.0 => "L5",
                score if score >= 65.0 => "L4",
                score if score >= 50.0 => "L3",
                score if score >= 35.0 => "L2",
                _ => "L1",
            };
            same_level +=
                usize::from(other["level"]["id"] == *cap.map_or(level, |cap| level.min(cap)));
        }
        let share = |hits: usize| 100.0 * hits as f64 / SAMPLES as f64;
        for (own, found) in [
            (
                share(same_target),
                number(&one["placement"]["same_target"]["percent"]),
            ),
            (share(same_level), number(&one["level"]["same"]["percent"])),
        ] {
            // Five standard errors of both samples together.
            let error = 500.0 * (0.25_f64 / SAMPLES as f64 + 0.25 / 10_000.0).sqrt();
            assert!(
                (own - found).abs() <= error,
                "{}: {own} and {found}",
                one["id"]
            );
            mixed += usize::from(found > 1.0 && found < 99.0);
        }
    }
    assert!(mixed > 0, "some shares are neither all nor nothing");
}

#[test]
fn nothing_changes_without_a_band() {
    let robust = robust(&["--band", "0", "--samples", "50"]);
    for one in list(&robust["organisations"]) {
        assert_eq!(one["verdict"]["percent"], 100.0, "{}", one["id"]);
        assert_eq!(one["rank"]["best"], one["rank"]["worst"]);
    }
    assert_eq!(list(&robust["tiers"]).len(), 5);
}

/// The verdicts with one weight of the pack changed.
fn with_weight(file: &str, change: &dyn Fn(&str) -> String) -> BTreeMap<String, Value> {
    let folder = TempDir::new().unwrap();
    let pack = folder.path().join("kam");
    copy(&root().join("rules/kam"), &pack);
    let path = pack.join(file);
    fs::write(&path, change(&fs::read_to_string(&path).unwrap())).unwrap();
    let assessed = assessed(Some(pack.to_str().unwrap()));
    let all = list(&assessed["organisations"]).iter();
    all.map(|one| (one["id"].as_str().unwrap().to_owned(), one.clone()))
        .collect()
}

fn factor_at(factor: &str, weight: f64) -> BTreeMap<String, Value> {
    with_weight("placement/effects.csv", &|text: &str| {
        let lines = text.lines().map(|line| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            if cells[0] == factor {
                cells[2] = weight.to_string();
            }
            cells.join(",") + "\n"
        });
        lines.collect()
    })
}

fn dimension_at(dimension: &str, weight: f64) -> BTreeMap<String, Value> {
    with_weight("pack.toml", &|text: &str| {
        let (before, after) = text.split_once(&format!("id = \"{dimension}\"\n")).unwrap();
        let (index, rest) = after.split_once("weight = ").unwrap();
        let (_, rest) = rest.split_once('\n').unwrap();
        format!("{before}id = \"{dimension}\"\n{index}weight = {weight}\n{rest}")
    })
}

#[test]
fn a_flip_changes_the_verdict_just_beyond_its_weight_and_not_just_before() {
    let robust = robust(&["--samples", "10"]);
    let mut seen = 0;
    for one in list(&robust["organisations"]) {
        let id = one["id"].as_str().unwrap();
        type Scored = fn(&str, f64) -> BTreeMap<String, Value>;
        let flips: [(&Value, Scored, &str, &str); 3] = [
            (
                &one["level"]["flip"],
                dimension_at,
                "/level/id",
                "/level/id",
            ),
            (
                &one["placement"]["target_flip"],
                factor_at,
                "/placement/target",
                "/placement/target",
            ),
            (
                &one["placement"]["entry_flip"],
                factor_at,
                "/placement/entry",
                "/placement/entry",
            ),
        ];
        for (flip, scored, pointer, own) in flips {
            let Some(name) = flip["id"].as_str() else {
                continue;
            };
            let (from, to) = (number(&flip["from"]), number(&flip["to"]));
            // A gate on the highest level is kept as it is today, and comes in force when it is reached.
            if flip["verdict"] == "L5" {
                continue;
            }
            let step = (to - from) * 1e-3;
            let today = if own == "/level/id" {
                &one["level"]["id"]
            } else {
                &one[own.split('/').nth(1).unwrap()][own.split('/').nth(2).unwrap()]
            };
            let before = scored(name, to - step);
            let after = scored(name, to + step);
            assert_eq!(before[id].pointer(pointer).unwrap(), today, "{id} {flip}");
            assert_eq!(
                after[id].pointer(pointer).unwrap(),
                &flip["verdict"],
                "{id} {flip}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 4, "{seen} flips");
}

#[test]
fn the_same_seed_gives_the_same_bytes_with_any_number_of_threads() {
    for format in ["text", "json", "csv"] {
        let run = |jobs: &str, seed: &str| {
            kamready(&[
                "robust",
                DOMAIN,
                "--samples",
                "700",
                "--format",
                format,
                "--jobs",
                jobs,
                "--seed",
                seed,
            ])
            .good()
        };
        let one = run("1", "7");
        assert_eq!(one, run("2", "7"));
        assert_eq!(one, run("5", "7"));
        assert_ne!(one, run("1", "8"));
    }
}

#[test]
fn the_german_page_says_what_stays_and_under_which_assumptions() {
    let text = kamready(&["robust", DOMAIN, "--org", "T02", "--lang", "de"]).good();
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    for part in [
        "der plausiblen Gewichtungen gleich",
        "Startwert 1",
        "±30 %",
        "95-%-Intervall",
        "ist eine Annahme und nicht gemessen",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn a_band_or_a_number_that_cannot_be_is_refused() {
    for (flag, value) in [
        ("--band", "100"),
        ("--band", "-1"),
        ("--band", "NaN"),
        ("--samples", "0"),
        ("--seed", "x"),
    ] {
        let ran = kamready(&["robust", DOMAIN, &format!("{flag}={value}")]);
        assert_eq!(ran.code, Some(2), "{flag} {value}");
    }
    assert_eq!(kamready(&["robust", DOMAIN, "--org", "T99"]).code, Some(2));
}
