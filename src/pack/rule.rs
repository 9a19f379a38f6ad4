//! META and CASES of a rule file: the closed schema.

use std::collections::BTreeMap;

use super::fields::RawField;
use super::files::PackFile;
use super::literal::{Literal, RuleText, Shape, Spot, read_rule};
use super::reader::{MapReader, fault, text};
use crate::error::Faults;
use crate::model::{Field, Id, Text, placeholders};

/// How sure the source of a rule is (domain, "How sure is each statement?").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sure {
    /// Found in stored public text.
    Seen,
    /// Published work known, but not opened.
    Literature,
    /// Own calibration.
    Judgement,
}

impl Sure {
    pub const ALL: [(&'static str, Self); 3] = [
        ("seen", Self::Seen),
        ("literature", Self::Literature),
        ("judgement", Self::Judgement),
    ];
}

/// Where a rule comes from and why it counts.
#[derive(Debug, Clone)]
pub struct Source {
    pub sure: Sure,
    /// Keys of `sources.csv`.
    pub refs: Vec<String>,
    pub why: Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    Draft,
    Stable,
    /// Kept for old results; never run.
    Retired,
}

impl Status {
    pub const ALL: [(&'static str, Self); 3] = [
        ("draft", Self::Draft),
        ("stable", Self::Stable),
        ("retired", Self::Retired),
    ];
}

/// A number of a rule, with its unit. Formulas hold no other numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Param {
    pub name: String,
    pub unit: String,
    pub value: ParamValue,
    pub spot: Spot,
}

#[derive(Debug, Clone, PartialEq)]
pub enum ParamValue {
    Number(f64),
    /// Points of a piecewise linear curve, `x` rising.
    Knots(Vec<(f64, f64)>),
    /// A number for each word.
    Table(Vec<(String, f64)>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// What a rule is for; its folder says which.
#[derive(Debug, Clone)]
pub enum Role {
    /// `readiness/<dimension>/`: gives points.
    Score(ScoreRule),
    /// `gates/`: caps the level.
    Gate(GateRule),
}

impl Role {
    /// The name and the result of the function that the host calls.
    pub fn function(&self) -> &'static str {
        match self {
            Self::Score(_) => "assess",
            Self::Gate(_) => "holds",
        }
    }
}

#[derive(Debug, Clone)]
pub struct ScoreRule {
    pub dimension: Id,
    pub weight: f64,
    /// Headline of the good and of the poor state.
    pub good: Text,
    pub poor: Text,
    pub advice: Text,
    /// Fields in which a better answer never lowers the score.
    pub monotone: Vec<(String, Direction)>,
}

#[derive(Debug, Clone)]
pub struct GateRule {
    /// The level that it allows at most where it binds.
    pub caps: Id,
    /// The level that it allows at most where a fact is missing; none where it then caps nothing.
    pub unverified: Option<Id>,
    /// Run once for each dimension of this index, but those named.
    pub for_each: Option<ForEach>,
    /// Not listed for a dimension for which this gate binds.
    pub yields_to: Option<Id>,
    /// Borderline where the plausible range of this index holds this param.
    pub borderline: Option<(String, String)>,
}

#[derive(Debug, Clone)]
pub struct ForEach {
    pub index: String,
    pub except: Vec<String>,
}

impl ForEach {
    /// Whether the gate is run for this dimension.
    pub fn means(&self, dimension: &str, index: &str) -> bool {
        index == self.index && !self.except.iter().any(|id| id == dimension)
    }
}

/// One rule file, read but not yet compiled.
#[derive(Debug, Clone)]
pub struct Rule {
    pub id: Id,
    pub role: Role,
    pub file: PackFile,
    pub comment: String,
    pub title: Text,
    pub source: Source,
    pub params: Vec<Param>,
    /// Sentences behind the reasons that the rule gives.
    pub texts: BTreeMap<String, Text>,
    pub status: Status,
    pub since: String,
    /// Input fields that this rule brings along.
    pub fields: Vec<Field>,
    /// Not decoded until somebody tests the pack.
    pub cases: Literal,
    pub functions: String,
}

impl Rule {
    pub fn param(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|param| param.name == name)
    }

    /// Key prefix of its sentences in the catalogue.
    pub fn key(&self) -> String {
        let kind = match self.role {
            Role::Score(_) => "rule",
            Role::Gate(_) => "gate",
        };
        format!("{kind}.{}", self.id)
    }
}

/// Reads one rule file; its path decides what it is.
///
/// # Errors
/// Every fault of the file, each with its position.
pub(super) fn read(file: &PackFile, place: &RulePlace) -> Result<Rule, Faults> {
    let text = read_rule(&file.shown, &file.text).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    match rule(file, place, text, &mut faults) {
        Some(rule) if faults.is_empty() => Ok(rule),
        _ => Err(faults),
    }
}

/// What the path of a rule file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RulePlace {
    Score { dimension: Id, id: Id },
    Gate { id: Id },
}

impl RulePlace {
    /// The kind and id of a rule file; none where rules do not stand.
    pub(super) fn of(path: &str) -> Option<Self> {
        let parts: Vec<&str> = path.strip_suffix(".rhai")?.split('/').collect();
        match parts.as_slice() {
            ["readiness", dimension, id] => Some(Self::Score {
                dimension: (*dimension).into(),
                id: (*id).into(),
            }),
            ["gates", id] => Some(Self::Gate { id: (*id).into() }),
            _ => None,
        }
    }

    pub(super) const ALLOWED: &'static str =
        "`readiness/<dimension>/<rule>.rhai` or `gates/<gate>.rhai`";

    fn id(&self) -> &Id {
        match self {
            Self::Score { id, .. } | Self::Gate { id } => id,
        }
    }
}

fn rule(file: &PackFile, place: &RulePlace, text: RuleText, faults: &mut Faults) -> Option<Rule> {
    let shown = &*file.shown;
    let mut meta = MapReader::new(shown, "META", &text.meta, faults);
    let title = meta.text("title", true);
    let source = source(&mut meta);
    let status = meta.one_of("status", true, &Status::ALL);
    let since = meta.word("since", true);
    let params = params(&mut meta);
    let texts = texts(&mut meta);
    let fields = own_fields(&mut meta);
    let role = role(&mut meta, place);
    meta.finish();
    let rule = Rule {
        id: place.id().clone(),
        role: role?,
        file: file.clone(),
        comment: text.comment,
        title: title?,
        source: source?,
        params,
        texts,
        status: status?,
        since: since?,
        fields,
        cases: text.cases,
        functions: text.functions,
    };
    same_placeholders(&rule, text.meta.spot, faults);
    Some(rule)
}

fn role(meta: &mut MapReader<'_, '_>, place: &RulePlace) -> Option<Role> {
    match place {
        RulePlace::Score { dimension, .. } => {
            let weight = weight(meta);
            let good = meta.text("good", true);
            let poor = meta.text("poor", true);
            let advice = meta.text("advice", true);
            let monotone = monotone(meta);
            Some(Role::Score(ScoreRule {
                dimension: dimension.clone(),
                weight: weight?,
                good: good?,
                poor: poor?,
                advice: advice?,
                monotone,
            }))
        }
        RulePlace::Gate { .. } => {
            let caps = meta.word("caps", true);
            let unverified = meta.word("unverified", false).map(Id::from);
            let for_each = for_each(meta);
            let yields_to = meta.word("yields_to", false).map(Id::from);
            let borderline = borderline(meta);
            Some(Role::Gate(GateRule {
                caps: caps?.into(),
                unverified,
                for_each,
                yields_to,
                borderline,
            }))
        }
    }
}

fn weight(meta: &mut MapReader<'_, '_>) -> Option<f64> {
    let weight = meta.number("weight", true)?;
    if weight > 0.0 {
        return Some(weight);
    }
    let spot = meta.required("weight")?.spot;
    meta.fault_at(
        spot,
        format!("`weight` is {weight}; a weight is a number above 0"),
    );
    None
}

fn source(meta: &mut MapReader<'_, '_>) -> Option<Source> {
    let found = meta.required("source")?;
    let mut map = MapReader::new(meta.file, "source", found, meta.faults);
    let sure = map.one_of("sure", true, &Sure::ALL);
    let refs = map.words("refs", false);
    let why = map.text("why", true);
    map.finish();
    Some(Source {
        sure: sure?,
        refs,
        why: why?,
    })
}

fn params(meta: &mut MapReader<'_, '_>) -> Vec<Param> {
    let mut params = Vec::new();
    for (name, spot, literal) in meta.open("params") {
        let mut map = MapReader::new(meta.file, name, literal, meta.faults);
        let unit = map.word("unit", true);
        let value = map
            .required("value")
            .map(|found| (found, param_value(found)));
        map.finish();
        match (unit, value) {
            (Some(unit), Some((_, Ok(value)))) => params.push(Param {
                name: name.clone(),
                unit,
                value,
                spot: *spot,
            }),
            (_, Some((found, Err(detail)))) => meta.fault_at(found.spot, detail),
            _ => {}
        }
    }
    params
}

fn param_value(found: &Literal) -> Result<ParamValue, String> {
    match &found.value {
        Shape::Number(number) => Ok(ParamValue::Number(*number)),
        Shape::List(items) => knots(items).map(ParamValue::Knots),
        Shape::Map(entries) => entries
            .iter()
            .map(|(word, _, value)| match value.value {
                Shape::Number(number) => Ok((word.clone(), number)),
                _ => Err(format!("the table's entry `{word}` must be a number")),
            })
            .collect::<Result<_, _>>()
            .map(ParamValue::Table),
        other => Err(format!(
            "a param is a number, a list of knots [[x, y], …] or a table #{{ word: number, … }}, not {}",
            other.name()
        )),
    }
}

fn knots(items: &[Literal]) -> Result<Vec<(f64, f64)>, String> {
    let mut knots: Vec<(f64, f64)> = Vec::new();
    for item in items {
        let pair = match &item.value {
            Shape::List(pair) => pair.as_slice(),
            _ => &[],
        };
        let [
            Literal {
                value: Shape::Number(x),
                ..
            },
            Literal {
                value: Shape::Number(y),
                ..
            },
        ] = pair
        else {
            return Err("each knot is a pair of numbers [x, y]".to_owned());
        };
        if knots.last().is_some_and(|(last, _)| last >= x) {
            return Err(format!("the knots' x must rise; {x} does not"));
        }
        knots.push((*x, *y));
    }
    if knots.is_empty() {
        return Err("a curve needs at least one knot".to_owned());
    }
    Ok(knots)
}

fn texts(meta: &mut MapReader<'_, '_>) -> BTreeMap<String, Text> {
    let mut texts = BTreeMap::new();
    for (name, _, literal) in meta.open("texts") {
        if let Some(sentence) = text(meta.file, name, literal, meta.faults) {
            texts.insert(name.clone(), sentence);
        }
    }
    texts
}

fn monotone(meta: &mut MapReader<'_, '_>) -> Vec<(String, Direction)> {
    let mut monotone = Vec::new();
    for (field, _, literal) in meta.open("monotone") {
        match &literal.value {
            Shape::Text(word) if word == "up" => monotone.push((field.clone(), Direction::Up)),
            Shape::Text(word) if word == "down" => monotone.push((field.clone(), Direction::Down)),
            _ => meta.fault_at(literal.spot, "a direction is `up` or `down`"),
        }
    }
    monotone
}

fn for_each(meta: &mut MapReader<'_, '_>) -> Option<ForEach> {
    let found = meta.optional("for_each")?;
    let mut map = MapReader::new(meta.file, "for_each", found, meta.faults);
    let index = map.word("index", true);
    let except = map.words("except", false);
    map.finish();
    Some(ForEach {
        index: index?,
        except,
    })
}

fn borderline(meta: &mut MapReader<'_, '_>) -> Option<(String, String)> {
    let found = meta.optional("borderline")?;
    let mut map = MapReader::new(meta.file, "borderline", found, meta.faults);
    let index = map.word("index", true);
    let param = map.word("param", true);
    map.finish();
    Some((index?, param?))
}

/// Fields declared in META have the same shape as in `fields.toml`.
fn own_fields(meta: &mut MapReader<'_, '_>) -> Vec<Field> {
    let mut fields = Vec::new();
    for (id, spot, literal) in meta.open("fields") {
        let raw = toml_value(literal).try_into::<RawField>();
        let checked = raw
            .map_err(|error| vec![error.message().to_owned()])
            .and_then(|raw| super::fields::field(id, raw));
        match checked {
            Ok(field) => fields.push(field),
            Err(details) => details
                .into_iter()
                .for_each(|detail| meta.fault_at(*spot, detail)),
        }
    }
    fields
}

fn toml_value(literal: &Literal) -> toml::Value {
    match &literal.value {
        Shape::Number(number) => toml::Value::Float(*number),
        Shape::Text(text) => toml::Value::String(text.clone()),
        Shape::Flag(flag) => toml::Value::Boolean(*flag),
        Shape::List(items) => toml::Value::Array(items.iter().map(toml_value).collect()),
        Shape::Map(entries) => toml::Value::Table(
            entries
                .iter()
                .map(|(key, _, value)| (key.clone(), toml_value(value)))
                .collect(),
        ),
    }
}

/// A sentence must name the same values in both languages.
fn same_placeholders(rule: &Rule, spot: Spot, faults: &mut Faults) {
    for (name, text) in &rule.texts {
        let mut de: Vec<&str> = placeholders(&text.de).collect();
        let mut en: Vec<&str> = placeholders(&text.en).collect();
        de.sort_unstable();
        en.sort_unstable();
        if de != en {
            let detail = format!("the text `{name}` names other values in German than in English");
            faults.push(fault(&rule.file.shown, spot, detail));
        }
    }
}
