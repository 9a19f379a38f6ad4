//! Reads cases: the CASES of rule files, and the files in `tests/`. All three forms become the same literals.

use super::case::{About, Case, Expect, Override, TOLERANCE, Wanted};
use super::expect::{of_record, of_rule};
use super::files::{CaseFile, case_file};
use super::subject::{Subject, Subjects};
use crate::error::{Error, Faults, Kind, Place, listed, nearest};
use crate::model::{Field, Fields, Value};
use crate::pack::{Literal, PackFiles, ParamValue, Shape, Spot};
use crate::rules::{Slot, Type};

/// Keys of one case.
const KEYS: [&str; 6] = ["name", "rule", "facts", "params", "expect", "tolerance"];

/// All cases of a pack: those of its rules, in the order of the rules, then those of its case files.
///
/// # Errors
/// Every fault in a case, with its place.
pub fn cases(subjects: &Subjects<'_>, files: &PackFiles) -> Result<Vec<Case>, Faults> {
    let mut reader = Reader {
        subjects,
        cases: Vec::new(),
        faults: Vec::new(),
    };
    for (place, subject) in subjects.iter().enumerate() {
        reader.own_cases(place, subject);
    }
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

type Entries = [(String, Spot, Literal)];

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

impl Reader<'_, '_> {
    fn fault(&mut self, file: &str, spot: Spot, detail: impl Into<String>) {
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

fn get<'a>(entries: &'a Entries, key: &str) -> Option<&'a Literal> {
    let found = entries.iter().find(|(known, ..)| known == key);
    found.map(|(.., literal)| literal)
}

type Flat<'a> = (String, Spot, &'a Literal);

/// Maps inside maps as names with points: `scores: #{ D03: 5 }` is `scores.D03: 5`.
fn flat(entries: &Entries, expected: bool) -> Vec<Flat<'_>> {
    let mut all = Vec::new();
    for (name, spot, literal) in entries {
        match &literal.value {
            Shape::Map(inner) if !is_leaf(inner, expected) => {
                let below = flat(inner, expected).into_iter();
                all.extend(below.map(|(key, spot, one)| (format!("{name}.{key}"), spot, one)));
            }
            _ => all.push((name.clone(), *spot, literal)),
        }
    }
    all
}

/// `#{ value: 25, tolerance: 0.1 }`, or `#{ na: "why" }`.
fn is_leaf(entries: &Entries, expected: bool) -> bool {
    let has = |key: &str| entries.iter().any(|(known, ..)| known == key);
    if expected { has("value") } else { has("na") }
}

fn is_absent(literal: &Literal) -> bool {
    match &literal.value {
        Shape::Map(_) => true,
        Shape::Text(text) => text.starts_with("NA:"),
        _ => false,
    }
}

fn tolerance(found: &Literal) -> Result<f64, String> {
    match found.value {
        Shape::Number(number) if number >= 0.0 => Ok(number),
        _ => Err("`tolerance` must be a number of at least 0".to_owned()),
    }
}

fn wanted(literal: &Literal, around: f64) -> Result<Wanted, String> {
    match &literal.value {
        Shape::Number(value) => Ok(Wanted::Number {
            value: *value,
            tolerance: around,
        }),
        Shape::Text(word) => Ok(Wanted::Word(word.clone())),
        Shape::Flag(flag) => Ok(Wanted::Word(flag.to_string())),
        Shape::List(items) => {
            let words = items.iter().map(|item| match &item.value {
                Shape::Text(word) => Ok(word.clone()),
                other => Err(format!(
                    "a list of ids is expected here, and {} stands in it",
                    other.name()
                )),
            });
            words.collect::<Result<_, _>>().map(Wanted::List)
        }
        Shape::Map(entries) => {
            let odd = entries
                .iter()
                .find(|(key, ..)| !["value", "tolerance"].contains(&key.as_str()));
            if let Some((key, ..)) = odd {
                return Err(format!(
                    "there is no `{key}` here; allowed are `value` or `tolerance`"
                ));
            }
            let own = get(entries, "tolerance").map(tolerance).transpose()?;
            match get(entries, "value").map(|found| &found.value) {
                Some(Shape::Number(value)) => Ok(Wanted::Number {
                    value: *value,
                    tolerance: own.unwrap_or(around),
                }),
                _ => Err("`value` must be a number where a tolerance stands beside it".to_owned()),
            }
        }
    }
}

/// A fact that a rule reads: an answer, or what an earlier phase would have published.
fn slot(subject: &Subject<'_>, name: &str, literal: &Literal) -> Result<(usize, Slot), String> {
    let symbols = subject.symbols;
    let Some(place) = symbols.position(name) else {
        let names = symbols.iter().map(|symbol| &*symbol.name);
        return Err(unknown("field", name, names));
    };
    if is_absent(literal) {
        return Ok((place, Slot::NotApplicable));
    }
    let value = value(field(subject.fields, name), name, literal)?;
    let kind = symbols.at(place).map(|symbol| &symbol.kind);
    let fits = match (&value, kind) {
        (Value::Number(_), Some(Type::Number { .. })) | (Value::Flag(_), Some(Type::Flag)) => true,
        (Value::Word(word), Some(Type::Word(Some(words)))) if !words.contains(word) => {
            let words = words.iter().map(|word| &**word);
            return Err(format!(
                "`{name}` cannot be `{word}`; allowed are {}",
                listed(words)
            ));
        }
        (Value::Word(_), Some(Type::Word(_))) | (Value::List(_), Some(Type::List)) => true,
        _ => false,
    };
    if fits {
        return Ok((place, Slot::from(&value)));
    }
    let allowed = kind.map_or("something else", Type::name);
    Err(format!(
        "`{name}` must be {allowed}, not {}",
        literal.value.name()
    ))
}

fn field<'f>(fields: &'f Fields, name: &str) -> Option<&'f Field> {
    fields.get(name)
}

fn value(field: Option<&Field>, name: &str, literal: &Literal) -> Result<Value, String> {
    let value = match &literal.value {
        Shape::Number(number) => Value::Number(*number),
        Shape::Flag(flag) => Value::Flag(*flag),
        Shape::Text(word) => Value::word(word),
        Shape::List(items) => {
            let words = items.iter().map(|item| match &item.value {
                Shape::Text(word) => Ok(word.as_str().into()),
                other => Err(format!(
                    "`{name}` is a list of words, and {} stands in it",
                    other.name()
                )),
            });
            Value::List(words.collect::<Result<_, _>>()?)
        }
        Shape::Map(_) => return Err(format!("`{name}` cannot be a map")),
    };
    let Some(field) = field else { return Ok(value) };
    let found = match &value {
        Value::Word(word) => format!("`{word}`"),
        Value::Number(number) => number.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(_) => "this list".to_owned(),
    };
    let near = value
        .as_word()
        .and_then(|word| nearest(word, field.choices.iter().map(|one| &*one.id)));
    let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`"));
    field.accept(value).map_err(|_| {
        let allowed = field.allowed();
        let allowed = allowed.as_word().unwrap_or("");
        format!("`{name}` cannot be {found}{near}; allowed: {allowed}")
    })
}
