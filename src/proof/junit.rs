//! Test results as JUnit XML, which build servers read.

use std::fmt::Write as _;

use super::run::CaseReport;

/// One `testsuite` for each file that holds cases, one `testcase` for each case. No times: the same cases give
/// the same bytes.
pub fn junit(pack: &str, reports: &[CaseReport]) -> String {
    let failed = |reports: &[CaseReport]| reports.iter().filter(|one| !one.passed()).count();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
        attribute(pack),
        reports.len(),
        failed(reports)
    );
    for own in reports.chunk_by(|a, b| a.file == b.file) {
        let file = own.first().map_or("", |one| one.file.as_str());
        let _ = writeln!(
            xml,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">",
            attribute(file),
            own.len(),
            failed(own)
        );
        own.iter().for_each(|report| testcase(&mut xml, report));
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn testcase(xml: &mut String, report: &CaseReport) {
    let about = report.rule.as_deref().unwrap_or("organisation");
    let _ = write!(
        xml,
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
        attribute(about),
        attribute(&report.name),
        attribute(&report.file),
        report.spot.line
    );
    if report.passed() {
        xml.push_str("/>\n");
        return;
    }
    let told: Vec<String> = report
        .mismatches
        .iter()
        .map(super::run::Mismatch::told)
        .collect();
    let _ = writeln!(
        xml,
        ">\n      <failure type=\"expectation\" message=\"{}\">{}</failure>\n    </testcase>",
        attribute(&told.join("; ")),
        attribute(&report.told())
    );
}

/// Text of an element or attribute: no markup, no signs that XML 1.0 forbids.
fn attribute(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' => escaped.push_str("&#10;"),
            sign if sign.is_control() || matches!(sign, '\u{fffe}' | '\u{ffff}') => {
                escaped.push('\u{fffd}')
            }
            sign => escaped.push(sign),
        }
    }
    escaped
}
