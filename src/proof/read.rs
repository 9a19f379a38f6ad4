//! Reads cases: the CASES of rule files, and the files in `tests/`. All three forms become the same literals.

use super::case::{About, Case, Expect, Override, TOLERANCE};
use super::expect::{of_record, of_rule};
use super::files::{CaseFile, case_file};
use super::literals::{Flat, flat, get, is_absent, slot, tolerance, value, wanted};
use super::subject::{Subject, Subjects};
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::pack::{Literal, PackFiles, ParamValue, Shape, Spot};

/// Keys of one case.
const KEYS: [&str; 6] = ["name", "rule", "facts", "params", "expect", "tolerance"];

/// All cases of a pack: those of its rules, in the order of the rules, then those of its case files.
///
/// # Errors
/// Every fault in a case, with its place.
pub fn cases(subjects: &Subjects<'_>, files: &PackFiles) -> Result<Vec<Case>, Faults> {
    let mut reader = Reader::of_rules(subjects);
    for file in files.iter() {
        match case_file(subjects, file) {
            Ok(read) => reader.file(&read),
            Err(faults) => reader.faults.extend(faults),
        }
    }
    if reader.faults.is_empty() {
        Ok(reader.cases)
    } else {
        Err(reader.faults)
    }
}

/// Every fault in the CASES of rule files, with its place.
pub fn faults_of_rules(subjects: &Subjects<'_>) -> Faults {
    Reader::of_rules(subjects).faults
}

/// What a name is said to be, that it is unknown, and which one it may be.
pub(super) fn unknown<'a>(
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> String {
    let hint =
        nearest(name, known).map_or_else(String::new, |near| format!("; did you mean `{near}`"));
    format!("`{name}` is no {what}{hint}")
}

pub(super) type Entries = [(String, Spot, Literal)];

struct Reader<'s, 'p> {
    subjects: &'s Subjects<'p>,
    cases: Vec<Case>,
    faults: Faults,
}

/// What holds for a case unless it says something else.
struct Around<'a> {
    file: &'a str,
    own: bool,
    rule: Option<usize>,
    tolerance: f64,
    facts: &'a Entries,
}

impl<'s, 'p> Reader<'s, 'p> {
    /// The CASES of rule files, read.
    fn of_rules(subjects: &'s Subjects<'p>) -> Self {
        let mut reader = Self {
            subjects,
            cases: Vec::new(),
            faults: Vec::new(),
        };
        for (place, subject) in subjects.iter().enumerate() {
            reader.own_cases(place, subject);
        }
        reader
    }

    fn fault(&mut self, file: &str, spot: Spot, detail: impl Into<crate::error::Detail>) {
        let place = Place::spot(file, spot.line, spot.column);
        let fault = Error::new(Kind::Pack, detail).at(place);
        // A wrong heading of a table is wrong once, not in each row.
        let told = |one: &Error| one.detail == fault.detail && one.place == fault.place;
        if !self.faults.iter().any(told) {
            self.faults.push(fault);
        }
    }

    fn own_cases(&mut self, place: usize, subject: &Subject<'_>) {
        let rule = subject.rule;
        let around = Around {
            file: &rule.file.shown,
            own: true,
            rule: Some(place),
            tolerance: TOLERANCE,
            facts: &[],
        };
        match &rule.cases.value {
            Shape::List(cases) if !cases.is_empty() => {
                cases.iter().for_each(|case| self.case(&around, case));
            }
            _ => self.fault(
                around.file,
                rule.cases.spot,
                "CASES must be a list of at least one case",
            ),
        }
    }

    fn file(&mut self, read: &CaseFile<'_>) {
        let rule = read.rule.as_ref().and_then(|(name, spot)| {
            let found = self.subjects.named(name);
            found
                .map_err(|detail| self.fault(read.file, *spot, detail))
                .ok()
        });
        if read.rule.is_some() && rule.is_none() {
            return;
        }
        let around = Around {
            file: read.file,
            own: false,
            rule,
            tolerance: read.tolerance.unwrap_or(TOLERANCE),
            facts: &read.facts,
        };
        read.cases.iter().for_each(|case| self.case(&around, case));
    }

    fn case(&mut self, around: &Around<'_>, literal: &Literal) {
        let before = self.faults.len();
        let case = self.read(around, literal);
        if self.faults.len() == before {
            self.cases.extend(case);
        }
    }

    fn read(&mut self, around: &Around<'_>, literal: &Literal) -> Option<Case> {
        let Shape::Map(entries) = &literal.value else {
            self.fault(
                around.file,
                literal.spot,
                "a case is a map of name, facts and expect",
            );
            return None;
        };
        for (key, spot, _) in entries {
            if !KEYS.contains(&key.as_str()) {
                let near = nearest(key, KEYS)
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`"));
                let detail = format!(
                    "a case has no key `{key}`{near}; allowed are {}",
                    listed(KEYS)
                );
                self.fault(around.file, *spot, detail);
            }
        }
        let name = self.name(around, literal.spot, entries);
        let rule = self.rule(around, entries)?;
        let tolerance = self.tolerance(around, entries);
        let about = self.about(around, entries, rule);
        let params = self.params(around, entries, rule);
        let expect = self.expect(around, literal.spot, entries, (rule, tolerance));
        Some(Case {
            name: name?,
            file: around.file.to_owned(),
            spot: literal.spot,
            own: around.own,
            about,
            params,
            expect,
        })
    }

    fn name(&mut self, around: &Around<'_>, spot: Spot, entries: &Entries) -> Option<String> {
        match get(entries, "name").map(|found| &found.value) {
            Some(Shape::Text(name)) if !name.trim().is_empty() => Some(name.clone()),
            _ => {
                self.fault(
                    around.file,
                    spot,
                    "a case needs `name`, a sentence in quotes",
                );
                None
            }
        }
    }

    /// The rule that the case is about; the outer none where what it names is no rule.
    fn rule(&mut self, around: &Around<'_>, entries: &Entries) -> Option<Option<usize>> {
        let Some(found) = get(entries, "rule") else {
            return Some(around.rule);
        };
        let named = match &found.value {
            _ if around.own => Err("the cases of a rule file are about its own rule".to_owned()),
            Shape::Text(name) => self.subjects.named(name),
            other => Err(format!(
                "`rule` must be the id of a rule, not {}",
                other.name()
            )),
        };
        match named {
            Ok(rule) => Some(Some(rule)),
            Err(detail) => {
                self.fault(around.file, found.spot, detail);
                None
            }
        }
    }

    fn tolerance(&mut self, around: &Around<'_>, entries: &Entries) -> f64 {
        let Some(found) = get(entries, "tolerance") else {
            return around.tolerance;
        };
        match tolerance(found) {
            Ok(tolerance) => tolerance,
            Err(detail) => {
                self.fault(around.file, found.spot, detail);
                around.tolerance
            }
        }
    }

    fn map<'a>(&mut self, around: &Around<'_>, entries: &'a Entries, key: &str) -> &'a Entries {
        match get(entries, key) {
            None => &[],
            Some(Literal {
                value: Shape::Map(inner),
                ..
            }) => inner,
            Some(other) => {
                let detail = format!("`{key}` must be a map, not {}", other.value.name());
                self.fault(around.file, other.spot, detail);
                &[]
            }
        }
    }

    /// The facts of the file, overwritten by those of the case.
    fn about(&mut self, around: &Around<'_>, entries: &Entries, rule: Option<usize>) -> About {
        if get(entries, "facts").is_none() && around.facts.is_empty() {
            let spot = entries
                .first()
                .map_or(Spot::default(), |(_, spot, _)| *spot);
            self.fault(
                around.file,
                spot,
                "a case needs `facts`, a map of fields and values; it may be empty",
            );
        }
        let own = self.map(around, entries, "facts");
        let own = flat(own, false);
        let shared = flat(around.facts, false);
        let shared = shared
            .into_iter()
            .filter(|(name, ..)| !own.iter().any(|(known, ..)| known == name));
        let all: Vec<_> = shared.chain(own.iter().cloned()).collect();
        match rule.and_then(|rule| Some((rule, *self.subjects.at(rule)?))) {
            Some((rule, subject)) => {
                let read = all.iter().filter_map(|(name, spot, literal)| {
                    let known = subject.symbols.position(name).is_some();
                    let fact = slot(&subject, name, literal);
                    self.kept(around, if known { literal.spot } else { *spot }, fact)
                });
                let facts = read.collect();
                About::Rule { rule, facts }
            }
            None => self.record(around, &all),
        }
    }

    fn record(&mut self, around: &Around<'_>, all: &[Flat<'_>]) -> About {
        let fields = &self.subjects.pack.fields;
        let (mut facts, mut absent) = (Vec::new(), Vec::new());
        for (name, spot, literal) in all {
            let Some(place) = fields.position(name) else {
                let detail = unknown("field of an organisation", name, fields.ids());
                self.fault(around.file, *spot, detail);
                continue;
            };
            if is_absent(literal) {
                absent.push(place);
            } else {
                let fact = value(fields.at(place), name, literal).map(|value| (place, value));
                facts.extend(self.kept(around, literal.spot, fact));
            }
        }
        About::Record { facts, absent }
    }

    fn kept<T>(&mut self, around: &Around<'_>, spot: Spot, read: Result<T, String>) -> Option<T> {
        read.map_err(|detail| self.fault(around.file, spot, detail))
            .ok()
    }

    fn params(
        &mut self,
        around: &Around<'_>,
        entries: &Entries,
        rule: Option<usize>,
    ) -> Vec<Override> {
        let map = self.map(around, entries, "params");
        let mut all = Vec::new();
        for (name, spot, literal) in map {
            let read = self.overridden(name, literal, rule);
            all.extend(self.kept(around, *spot, read));
        }
        all
    }

    /// `limit` of the rule that the case is about, `budget_status.points` for a whole record.
    fn overridden(
        &self,
        name: &str,
        literal: &Literal,
        rule: Option<usize>,
    ) -> Result<Override, String> {
        let (rule, param) = match (rule, name.rsplit_once('.')) {
            (Some(rule), _) => (rule, name),
            (None, Some((rule, param))) => (self.subjects.named(rule)?, param),
            (None, None) => {
                return Err(format!("`{name}` names no rule; write it as `rule.param`"));
            }
        };
        let declared = self
            .subjects
            .at(rule)
            .map_or(&[][..], |one| &one.rule.params);
        let place = declared.iter().position(|one| one.name == param);
        let names = declared.iter().map(|one| one.name.as_str());
        let place = place.ok_or_else(|| unknown("param of this rule", param, names))?;
        let value = ParamValue::read(literal)?;
        let same = declared.get(place).is_some_and(|one| {
            std::mem::discriminant(&one.value) == std::mem::discriminant(&value)
        });
        if same {
            return Ok((rule, place, value));
        }
        Err(format!(
            "`{param}` must have the shape that it has in the rule"
        ))
    }

    fn expect(
        &mut self,
        around: &Around<'_>,
        spot: Spot,
        entries: &Entries,
        (rule, tolerance): (Option<usize>, f64),
    ) -> Vec<Expect> {
        let map = self.map(around, entries, "expect");
        let mut all = Vec::new();
        for (key, spot, literal) in flat(map, true) {
            let wanted = wanted(literal, tolerance).and_then(|wanted| {
                let subjects = self.subjects;
                match rule.and_then(|rule| subjects.at(rule)) {
                    Some(subject) => of_rule(subject, &key, wanted),
                    None => of_record(subjects.pack, &key, wanted),
                }
            });
            all.extend(
                self.kept(around, spot, wanted)
                    .map(|wanted| Expect { key, wanted }),
            );
        }
        if map.is_empty() {
            self.fault(
                around.file,
                spot,
                "this case expects nothing, so it can never fail; give it `expect`",
            );
        }
        all
    }
}
