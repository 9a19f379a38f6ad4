//! Findings for programs: plain JSON, and SARIF 2.1.0 for code hosts and editors.

mod json;
mod sarif;

pub use json::json;
pub use sarif::sarif;

use super::{Finding, Severity};

/// Errors and warnings.
pub fn counts(findings: &[Finding]) -> (usize, usize) {
    let errors = findings
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .count();
    (errors, findings.len() - errors)
}
