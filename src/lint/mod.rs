//! Everything about a pack that can be known before a run: faults that keep it from loading, and what the
//! rules say, worked out over all values that their fields allow. Nothing here judges an organisation.

mod cases;
mod domain;
mod explore;
mod fix;
mod follow;
mod levels;
mod locate;
mod monotone;
mod overlay;
mod rule;
mod strangers;
mod tables;
mod trace;
mod unused;
mod weights;

pub mod registry;
pub mod report;

pub use fix::{Mended, mended};

use crate::error::{Code, Error, Faults, Kind, Place};
use crate::model::Lang;
use crate::pack::{Pack, PackFiles, Rule, Spot};
use crate::rules::{self, Inspected};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    Error,
    Warning,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One thing that is wrong with a pack, at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub code: Code,
    pub severity: Severity,
    /// With line and column wherever the file is known.
    pub place: Place,
    pub detail: String,
    /// What to do about this one; the registry says what to do about its kind.
    help: Option<String>,
}

impl Finding {
    pub fn help(&self, lang: Lang) -> &str {
        let of_kind = registry::of(self.code).fix.get(lang);
        self.help.as_deref().unwrap_or(of_kind)
    }
}

/// All findings of a pack, by file, line and column. `faults` are those of reading its folder.
pub fn check(files: &PackFiles, faults: Faults) -> Vec<Finding> {
    let mut faults = faults;
    let own = tables::faults(files);
    let broken: Vec<String> = own.iter().filter_map(file_of).map(str::to_owned).collect();
    let (pack, more) = Pack::inspect(files);
    // What a table with the wrong separators or quotes seems to say is not worth telling.
    let readable =
        |fault: &Error| !file_of(fault).is_some_and(|file| broken.iter().any(|one| one == file));
    faults.extend(more.into_iter().filter(readable));
    faults.extend(own);
    faults.extend(strangers::faults(files));
    if let Some(pack) = &pack {
        let inspected = rules::inspect(pack, &mut faults);
        judge(pack, &inspected, files, &mut faults);
        overlay::relocate(pack, files, &mut faults);
    }
    follow::drop_those_that_follow(&mut faults);
    sorted(
        faults
            .into_iter()
            .map(|fault| finding(fault, files))
            .collect(),
    )
}

/// What the rules say, where they can be read at all.
fn judge(pack: &Pack, inspected: &Inspected<'_>, files: &PackFiles, faults: &mut Faults) {
    // Without its fields and rules whole, nothing is known of what is unused or unreachable.
    let whole = faults.is_empty();
    let explored = explore::all(pack, inspected);
    for one in &explored {
        rule::faults(one, faults);
        monotone::faults(one, faults);
        unused::of_rule(one, faults);
    }
    faults.extend(cases::of_pack(pack, inspected, &explored));
    weights::faults(pack, files, faults);
    if whole {
        levels::faults(pack, &explored, files, faults);
        unused::of_pack(pack, &explored, files, faults);
    }
}

fn file_of(fault: &Error) -> Option<&str> {
    fault.place.as_ref().map(|place| place.file.as_str())
}

fn finding(fault: Error, files: &PackFiles) -> Finding {
    let place = locate::place(&fault, files);
    let code = locate::code(&fault, &place);
    let severity = registry::of(code).severity;
    let help = fault.help.clone();
    let detail = match fault.cause() {
        Some(cause) => format!("{}: {cause}", fault.detail),
        None => fault.detail,
    };
    Finding {
        code,
        severity,
        place,
        detail,
        help,
    }
}

fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let key = |one: &Finding| (one.place.clone(), one.code, one.detail.clone());
        key(a).cmp(&key(b))
    });
    findings.dedup();
    findings
}

/// A fault at a spot of a rule's file.
fn at_spot(rule: &Rule, spot: Spot, detail: impl Into<crate::error::Detail>) -> Error {
    Error::new(Kind::Pack, detail).at(Place::spot(&*rule.file.shown, spot.line, spot.column))
}
