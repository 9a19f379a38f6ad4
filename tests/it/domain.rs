//! The organisations of domain 9 and the numbers that the document expects of them, tolerance 0.06.

use serde_json::Value;

use crate::program::kamready;

/// Scores of D01 to D11, N, R, hard range, plausible range, coverage, all typed from domain 9.2.
struct Row {
    id: &'static str,
    dimensions: [f64; 11],
    need: f64,
    readiness: f64,
    hard: (f64, f64),
    plausible: (f64, f64),
    coverage: f64,
    raw: &'static str,
    level: &'static str,
    gates: &'static [&'static str],
}

#[rustfmt::skip]
const ROWS: [Row; 5] = [
    Row {
        id: "T01",
        dimensions: [87.0, 95.7, 89.0, 79.0, 85.3, 80.9, 70.5, 54.5, 73.1, 87.0, 68.6],
        need: 92.7, readiness: 78.2, hard: (78.2, 78.2), plausible: (78.2, 78.2), coverage: 100.0,
        raw: "L4", level: "L4", gates: &[],
    },
    Row {
        id: "T02",
        dimensions: [82.1, 93.7, 49.5, 64.2, 76.8, 66.4, 57.5, 0.0, 52.5, 69.0, 39.6],
        need: 89.6, readiness: 57.1, hard: (57.1, 57.1), plausible: (57.1, 57.1), coverage: 100.0,
        raw: "L3", level: "L3", gates: &["W40:D11_processes"],
    },
    Row {
        id: "T03",
        dimensions: [79.4, 93.9, 90.0, 69.0, 69.7, 65.4, 53.0, 42.8, 40.6, 83.2, 49.0],
        need: 88.8, readiness: 63.8, hard: (63.8, 63.8), plausible: (63.8, 63.8), coverage: 100.0,
        raw: "L3", level: "L3", gates: &["G3b"],
    },
    Row {
        id: "T06",
        dimensions: [35.5, 59.5, 22.5, 0.0, 42.5, 22.3, 47.1, 0.0, 28.6, 88.0, 29.0],
        need: 51.1, readiness: 36.0, hard: (34.0, 40.4), plausible: (35.2, 39.1), coverage: 93.6,
        raw: "L2", level: "L0",
        gates: &[
            "G3", "G6", "W25:D03_goals", "W25:D04_kpis", "W25:D06_budget_resources", "W40:D09_people",
            "W40:D11_processes",
        ],
    },
    Row {
        id: "T07",
        dimensions: [26.8, 8.5, 0.0, 0.0, 71.2, 0.0, 20.5, 0.0, 21.1, 0.0, 18.2],
        need: 14.9, readiness: 16.3, hard: (15.4, 22.4), plausible: (16.8, 21.0), coverage: 93.0,
        raw: "L1", level: "L0",
        gates: &[
            "G0", "G1", "G2", "G3", "G4", "W25:D03_goals", "W25:D04_kpis", "W25:D06_budget_resources",
            "W25:D07_organisation", "W25:D09_people", "W25:D10_top_management", "W25:D11_processes",
        ],
    },
];

#[test]
fn the_organisations_of_the_document_have_the_numbers_of_the_document() {
    let arguments = ["assess", "fixtures/organisations/domain.csv", "-o", "json"];
    let result = kamready(&arguments).json();
    let found = result["organisations"].as_array().unwrap();
    assert_eq!(found.len(), ROWS.len());
    for (row, found) in ROWS.iter().zip(found) {
        row.holds(found);
    }
}

impl Row {
    fn holds(&self, found: &Value) {
        assert_eq!(found["id"], self.id);
        let near = |what: &str, wanted: f64, found: &Value| {
            let found = found.as_f64().unwrap();
            let id = self.id;
            assert!(
                (wanted - found).abs() <= 0.06,
                "{id} {what}: {wanted} is wanted, {found} found"
            );
        };
        let dimensions = found["dimensions"].as_array().unwrap();
        assert_eq!(dimensions.len(), 11);
        for (wanted, found) in self.dimensions.iter().zip(dimensions) {
            near(found["id"].as_str().unwrap(), *wanted, &found["score"]);
        }
        let readiness = &found["readiness"];
        near("need", self.need, &found["need"]["score"]);
        near("readiness", self.readiness, &readiness["score"]);
        near("low", self.hard.0, &readiness["low"]);
        near("high", self.hard.1, &readiness["high"]);
        near(
            "plausible low",
            self.plausible.0,
            &readiness["plausible_low"],
        );
        near(
            "plausible high",
            self.plausible.1,
            &readiness["plausible_high"],
        );
        near("coverage", self.coverage, &readiness["coverage"]);
        let level = &found["level"];
        assert_eq!(level["raw"], self.raw, "{}", self.id);
        assert_eq!(level["id"], self.level, "{}", self.id);
        assert_eq!(
            level["bound_by"],
            serde_json::json!(self.gates),
            "{}",
            self.id
        );
    }
}
