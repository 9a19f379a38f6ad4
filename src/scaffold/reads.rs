//! The field that a new rule reads, and what can be said of it: a scale, a limit, a target, and their cases.

use super::fill::number;
use crate::error::{Error, Kind, nearest};
use crate::model::{Field, FieldType};
use crate::pack::Pack;

/// How the field is answered.
enum Shape {
    /// From the first to the second.
    Number(f64, f64),
    Words(Vec<String>),
    Flag,
}

pub(super) struct Reads {
    name: String,
    shape: Shape,
    /// The rule brings the field along.
    own: bool,
}

impl Reads {
    /// The field of that name; if the pack has none and it need not, one of its own, in percent.
    pub(super) fn of(pack: &Pack, name: &str, needed: bool) -> Result<Self, Error> {
        match pack.fields.get(name) {
            Some(field) => Self::known(field),
            None if needed => Err(unknown(pack, name)),
            None => Ok(Self {
                name: name.to_owned(),
                shape: Shape::Number(0.0, 100.0),
                own: true,
            }),
        }
    }

    /// The field of that name, or one of its own that is answered by yes or no.
    pub(super) fn flag_or(pack: &Pack, field: Option<&str>, own: &str) -> Result<Self, Error> {
        match field {
            Some(name) => Self::of(pack, name, true),
            None => match pack.fields.get(own) {
                Some(field) => Self::known(field),
                None => Ok(Self {
                    name: own.to_owned(),
                    shape: Shape::Flag,
                    own: true,
                }),
            },
        }
    }

    /// The field of that name, or the first that a rule with points reads and a measure can improve.
    pub(super) fn improvable(pack: &Pack, field: Option<&str>) -> Result<Self, Error> {
        if let Some(name) = field {
            return Self::of(pack, name, true);
        }
        let read = pack
            .rules
            .iter()
            .find_map(|rule| Self::known(pack.fields.get(&rule.id)?).ok());
        let any = || pack.fields.iter().find_map(|field| Self::known(field).ok());
        read.or_else(any).ok_or_else(|| {
            let detail = "the pack has no field that a measure could improve";
            Error::new(Kind::Usage, detail).help("name one with `--field`")
        })
    }

    fn known(field: &Field) -> Result<Self, Error> {
        let shape = match field.kind {
            FieldType::Bool => Shape::Flag,
            FieldType::Enum if field.choices.len() > 1 => Shape::Words(
                field
                    .choices
                    .iter()
                    .map(|choice| choice.id.to_string())
                    .collect(),
            ),
            kind if kind.is_numeric() => {
                let low = field.min.or(field.above).unwrap_or(0.0);
                Shape::Number(low, field.max.unwrap_or(low + 100.0))
            }
            _ => {
                let detail = format!(
                    "a rule cannot weigh `{}`: it is answered by a text, a day or a list",
                    field.id
                );
                return Err(Error::new(Kind::Usage, detail)
                    .help("name a field that is a number, a choice or yes/no"));
            }
        };
        Ok(Self {
            name: field.id.to_string(),
            shape,
            own: false,
        })
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The field in META, where the rule brings it along.
    pub(super) fn declaration(&self) -> String {
        if !self.own {
            return String::new();
        }
        let name = &self.name;
        let kind = match self.shape {
            Shape::Flag => "type: \"bool\"",
            _ => {
                "type: \"percent\", unit: \"%\", unit_label: #{ de: \"%\", en: \"%\" }, min: 0, max: 100"
            }
        };
        format!(
            "    fields: #{{\n        {name}: #{{\n            label: #{{ de: \"TODO: Bezeichnung von {name}\", en: \"TODO: label of {name}\" }},\n            question: #{{ de: \"TODO: Frage?\", en: \"TODO: question?\" }},\n            {kind},\n        }},\n    }},\n"
        )
    }

    /// Points from 0 to 100 over the answers, as pairs of an answer and its points.
    fn steps(&self) -> Vec<(String, f64)> {
        match &self.shape {
            Shape::Number(low, high) => [(0.0, 0.0), (0.5, 50.0), (1.0, 100.0)]
                .iter()
                .map(|(part, points)| (number(low + (high - low) * part), *points))
                .collect(),
            Shape::Words(words) => {
                let last = (words.len() - 1).max(1) as f64;
                let points = |place: usize| (place as f64 / last * 100.0).round();
                words
                    .iter()
                    .enumerate()
                    .map(|(place, word)| (word.clone(), points(place)))
                    .collect()
            }
            Shape::Flag => vec![("false".to_owned(), 0.0), ("true".to_owned(), 100.0)],
        }
    }

    /// The param that turns an answer into points.
    pub(super) fn scale(&self) -> String {
        let steps = self.steps();
        let joined = |pair: fn(&(String, f64)) -> String| {
            steps.iter().map(pair).collect::<Vec<_>>().join(", ")
        };
        match &self.shape {
            Shape::Flag => String::new(),
            Shape::Number(..) => {
                let knots = joined(|(x, points)| format!("[{x}, {points}]"));
                format!("    params: #{{ knots: #{{ unit: \"points\", value: [{knots}] }} }},\n")
            }
            Shape::Words(_) => {
                let table = joined(|(word, points)| format!("\"{word}\": {points}"));
                format!(
                    "    params: #{{ points: #{{ unit: \"points\", value: #{{ {table} }} }} }},\n"
                )
            }
        }
    }

    pub(super) fn points(&self) -> String {
        let name = &self.name;
        match self.shape {
            Shape::Flag => format!("flag(org.{name})"),
            Shape::Number(..) => format!("interpolate(org.{name}, params.knots)"),
            Shape::Words(_) => format!("lookup(org.{name}, params.points)"),
        }
    }

    fn answer(&self, answer: &str) -> String {
        match self.shape {
            Shape::Words(_) => format!("\"{answer}\""),
            _ => answer.to_owned(),
        }
    }

    /// One case for each knot, word, or side.
    pub(super) fn scored_cases(&self) -> String {
        let case = |(answer, points): &(String, f64)| {
            let (name, fact) = (&self.name, self.answer(answer));
            format!(
                "    #{{ name: \"at {answer}\", facts: #{{ {name}: {fact} }}, expect: #{{ points: {points} }} }},\n"
            )
        };
        self.steps().iter().map(case).collect()
    }

    fn middle(&self) -> f64 {
        match self.shape {
            Shape::Number(low, high) => low + (high - low) * 0.5,
            _ => 0.0,
        }
    }

    /// The param below which an answer is poor.
    pub(super) fn limit(&self) -> String {
        match self.shape {
            Shape::Number(..) => {
                let unit = if self.own { "%" } else { "as the field" };
                format!(
                    "    params: #{{ least: #{{ unit: \"{unit}\", value: {} }} }},\n",
                    number(self.middle())
                )
            }
            _ => String::new(),
        }
    }

    /// The condition that the answer is poor.
    pub(super) fn poor(&self) -> String {
        let name = &self.name;
        match &self.shape {
            Shape::Flag => format!("!org.{name}"),
            Shape::Number(..) => format!("org.{name} < params.least"),
            Shape::Words(words) => format!(
                "org.{name} == \"{}\"",
                words.first().map_or("", String::as_str)
            ),
        }
    }

    /// A poor answer, a good one, and the limit between them.
    pub(super) fn decided_cases(&self, poor: &str, good: &str) -> String {
        let at = |name: &str, answer: String, state: &str| {
            let fact = self.answer(&answer);
            format!(
                "    #{{ name: \"{name}\", facts: #{{ {}: {fact} }}, expect: #{{ state: \"{state}\" }} }},\n",
                self.name
            )
        };
        match &self.shape {
            Shape::Flag => at("no", "false".to_owned(), poor) + &at("yes", "true".to_owned(), good),
            Shape::Number(low, _) => {
                at("the lowest", number(*low), poor)
                    + &at("at the limit", number(self.middle()), good)
            }
            Shape::Words(words) => {
                let word = |found: Option<&String>| found.cloned().unwrap_or_default();
                at("the lowest", word(words.first()), poor)
                    + &at("the highest", word(words.last()), good)
            }
        }
    }

    /// What the field has once a measure is done.
    pub(super) fn target(&self) -> String {
        match &self.shape {
            Shape::Flag => "value: true".to_owned(),
            Shape::Number(..) => format!("at_least: {}", number(self.middle())),
            Shape::Words(words) => {
                format!("value: \"{}\"", words.last().map_or("", String::as_str))
            }
        }
    }
}

fn unknown(pack: &Pack, name: &str) -> Error {
    let hint = nearest(name, pack.fields.ids()).map_or_else(
        || "the fields stand in `fields.toml`".to_owned(),
        |near| format!("did you mean `{near}`"),
    );
    Error::new(Kind::Usage, format!("the pack has no field `{name}`")).help(hint)
}
