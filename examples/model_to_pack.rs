//! Writes a scoring model given as plain data out as a rule pack:
//! `cargo run --release --example model_to_pack -- model.json DIR`.
//!
//! The model has `fields`, `dimensions`, `rules` (a field or the ratio of two, scored by steps `up` or `down`, a
//! `table` or a `flag`), `gates`, `levels` and `placement` (a base of points for each option, and what conditions
//! add to it; the first of the best wins). A ratio by 0 is 0, and so is a word that a table does not name.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use serde_json::{Map, Value};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [model, folder] = arguments.as_slice() else {
        return Err(io::Error::other("usage: model_to_pack model.json DIR"));
    };
    let model: Value = serde_json::from_str(&fs::read_to_string(model)?)?;
    let put = |path: String, text: String| {
        let path = Path::new(folder).join(path);
        fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        fs::write(path, text)
    };
    put("pack.toml".to_owned(), manifest(&model))?;
    put(
        "fields.toml".to_owned(),
        list(&model, "fields").map(field).collect(),
    )?;
    for one in list(&model, "rules") {
        let (dimension, id) = (word(one, "dimension"), word(one, "id"));
        put(
            format!("readiness/{dimension}/{id}.rhai"),
            rule(one, &model),
        )?;
    }
    for (number, one) in list(&model, "gates").enumerate() {
        put(format!("gates/G{}.rhai", number + 1), gate(one))?;
    }
    if let Some(options) = model.get("placement").and_then(Value::as_object) {
        let scale = Scale::of(options);
        put("placement/options.toml".to_owned(), described(options))?;
        for (id, one) in options {
            put(format!("placement/{id}.rhai"), option(id, one, &scale))?;
        }
    }
    Ok(())
}

fn list<'a>(value: &'a Value, key: &str) -> impl DoubleEndedIterator<Item = &'a Value> + use<'a> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or(&Value::Null)
}

/// A text that both languages share.
fn toml_text(text: &str) -> String {
    format!("{{ de = \"{text}\", en = \"{text}\" }}")
}

fn rhai_text(text: &str) -> String {
    format!("#{{ de: \"{text}\", en: \"{text}\" }}")
}

fn manifest(model: &Value) -> String {
    let mut text = format!(
        "id = \"model\"\nversion = \"1\"\nlanguages = [\"de\", \"en\"]\ntitle = {0}\nsummary = {0}\n\n\
         [[indexes]]\nid = \"readiness\"\nlabel = {1}\nquestion = {0}\n",
        toml_text("Model"),
        toml_text("Readiness"),
    );
    for one in list(model, "dimensions") {
        let (id, weight) = (word(one, "id"), &one["weight"]);
        let label = toml_text(id);
        let _ = write!(
            text,
            "\n[[dimensions]]\nid = \"{id}\"\nindex = \"readiness\"\nweight = {weight}\nlabel = {label}\nwhy = {label}\n"
        );
    }
    text.push_str("\n[levels]\nindex = \"readiness\"\nmargin = 0\n");
    // From the lowest to the highest.
    for one in list(model, "levels").rev() {
        let (id, from) = (word(one, "id"), &one["from"]);
        let label = toml_text(id);
        let _ = write!(
            text,
            "\n[[levels.steps]]\nid = \"{id}\"\nfrom = {from}\nlabel = {label}\nmeaning = {label}\nnext = {label}\n"
        );
    }
    if model.get("placement").is_some() {
        text.push_str(&decision(model));
    }
    text
}

/// The best fit is the target, at every level.
fn decision(model: &Value) -> String {
    let levels: Vec<&str> = list(model, "levels").map(|one| word(one, "id")).collect();
    format!(
        "\n[placement]\nfactors_needed = 0\nshortlist_band = 0\nclear_lead = 0\nnarrow_lead = 0\nlargest_effect = 1\n\n\
         [[placement.entry]]\nlevels = {levels:?}\n"
    )
}

fn described(options: &Map<String, Value>) -> String {
    let one = |id: &String| {
        let label = toml_text(id);
        format!(
            "[[options]]\nid = \"{id}\"\nshort = \"{id}\"\ncommitment = 1\nlabel = {label}\nmeaning = {label}\n\
             pros = []\ncons = []\nreports_to = {label}\ntree = {label}\n\n"
        )
    };
    options.keys().map(one).collect()
}

fn field(one: &Value) -> String {
    let id = word(one, "id");
    let (kind, more) = match word(one, "kind") {
        "num" => (
            "number",
            format!(
                "min = {}\nmax = {}\n",
                at(one, "/range/0"),
                at(one, "/range/1")
            ),
        ),
        "enum" => ("enum", choices(one)),
        _ => ("bool", String::new()),
    };
    let label = toml_text(id);
    format!("[{id}]\nlabel = {label}\nquestion = {label}\ntype = \"{kind}\"\n{more}\n")
}

fn choices(one: &Value) -> String {
    let values = list(one, "values").filter_map(Value::as_str);
    let values: Vec<String> = values
        .map(|id| format!("{{ id = \"{id}\", de = \"{id}\", en = \"{id}\" }}"))
        .collect();
    format!("values = [{}]\n", values.join(", "))
}

fn source() -> String {
    let why = rhai_text("As the model says");
    format!(
        "    source: #{{ sure: \"judgement\", refs: [], why: {why} }},\n    status: \"stable\",\n    since: \"1\",\n"
    )
}

fn rule(one: &Value, model: &Value) -> String {
    let (operand, own) = match one.get("ratio") {
        Some(ratio) => {
            let of = |place: usize| format!("org.{}", ratio[place].as_str().unwrap_or_default());
            (
                format!("div({}, {})", of(0), of(1)),
                "\nfn div(a, b) {\n    if b == 0 { 0.0 } else { a / b }\n}\n",
            )
        }
        None => (format!("org.{}", word(one, "field")), ""),
    };
    let (params, body) = shape(one, &operand, model);
    let id = word(one, "id");
    let text = rhai_text(id);
    format!(
        "// The rule {id} of the model.\n\nconst META = #{{\n    title: {text},\n    good: {text},\n    poor: {text},\n    \
         advice: {text},\n    weight: {},\n{}    params: #{{{params} }},\n    texts: #{{ value: {text} }},\n}};\n\n\
         const CASES = [];\n\nfn assess(org, params) {{\n{body}}}\n{own}",
        one["weight"],
        source(),
    )
}

/// Params and body of the function that scores an operand.
fn shape(one: &Value, operand: &str, model: &Value) -> (String, String) {
    if let Some(table) = one.get("table") {
        let fields = list(model, "fields");
        let own = fields.filter(|field| word(field, "id") == word(one, "field"));
        let entries: Vec<String> = own
            .flat_map(|field| list(field, "values").filter_map(Value::as_str))
            .map(|word| format!("{word:?}: {}", table.get(word).unwrap_or(&Value::from(0))))
            .collect();
        let params = format!(
            " points: #{{ unit: \"points\", value: #{{ {} }} }}",
            entries.join(", ")
        );
        return (
            params,
            format!("    scored(lookup({operand}, params.points), \"value\")\n"),
        );
    }
    if let Some(flag) = one.get("flag") {
        let params = format!(
            "{}{}",
            param("yes", &flag["true"]),
            param("no", &flag["false"])
        );
        return (
            params,
            format!("    scored(if {operand} {{ params.yes }} else {{ params.no }}, \"value\")\n"),
        );
    }
    let (key, sign) = if one.get("up").is_some() {
        ("up", ">=")
    } else {
        ("down", "<=")
    };
    let (mut params, mut steps) = (String::new(), String::new());
    for (number, step) in list(one, key).enumerate() {
        params += &param(&format!("limit_{number}"), &step[0]);
        params += &param(&format!("points_{number}"), &step[1]);
        let _ = write!(
            steps,
            "if value {sign} params.limit_{number} {{ params.points_{number} }} else "
        );
    }
    (
        params,
        format!("    let value = {operand};\n    scored({steps}{{ 0 }}, \"value\")\n"),
    )
}

fn param(name: &str, value: &Value) -> String {
    format!("\n        {name}: #{{ unit: \"1\", value: {value} }},")
}

/// What a gate or a placement asks; its limit is a param of this name.
fn condition(one: &Value, limit: &str) -> (String, String) {
    let (field, test, value) = (word(one, "field"), word(one, "test"), &one["value"]);
    match (test, value) {
        ("is", Value::Bool(true)) => (format!("org.{field}"), String::new()),
        ("is", Value::Bool(false)) => (format!("!org.{field}"), String::new()),
        ("is", value) => (format!("org.{field} == {value}"), String::new()),
        (sign, value) => (
            format!("org.{field} {sign} params.{limit}"),
            param(limit, value),
        ),
    }
}

fn gate(one: &Value) -> String {
    let (condition, params) = condition(one, "limit");
    let text = rhai_text(word(one, "field"));
    format!(
        "// A gate of the model.\n\nconst META = #{{\n    title: {text},\n    caps: \"{}\",\n{}    params: #{{{params} }},\n    \
         texts: #{{ binding: {text}, clear: {text} }},\n}};\n\nconst CASES = [];\n\nfn holds(org, params) {{\n    {condition}\n}}\n",
        word(one, "caps"),
        source(),
    )
}

/// How the points of all options come to lie between 0 and 100, in the same order.
struct Scale {
    least: f64,
    /// A power of two, so that dividing by it is exact.
    divisor: f64,
}

impl Scale {
    fn of(options: &Map<String, Value>) -> Self {
        let end = |keep: fn(f64, f64) -> f64| {
            let sum = |one: &Value| {
                let adds = list(one, "adds").map(|add| keep(points(add, "points"), 0.0));
                points(one, "base") + adds.sum::<f64>()
            };
            options.values().map(sum).fold(0.0, keep)
        };
        let (least, most) = (end(f64::min), end(f64::max));
        let mut divisor = 1.0;
        while (most - least) / divisor > 100.0 {
            divisor *= 2.0;
        }
        Self { least, divisor }
    }
}

fn points(value: &Value, key: &str) -> f64 {
    value.get(key).and_then(Value::as_f64).unwrap_or_default()
}

fn option(id: &str, one: &Value, scale: &Scale) -> String {
    let mut params = param("base", &one["base"])
        + &param("least", &scale.least.into())
        + &param("divisor", &scale.divisor.into());
    let mut sum = "params.base".to_owned();
    for (number, add) in list(one, "adds").enumerate() {
        let (condition, limit) = condition(add, &format!("limit_{number}"));
        params += &(limit + &param(&format!("points_{number}"), &add["points"]));
        let _ = write!(
            sum,
            "\n        + if {condition} {{ params.points_{number} }} else {{ 0 }}"
        );
    }
    let text = rhai_text(id);
    format!(
        "// How well {id} fits by the model.\n\nconst META = #{{\n    title: {text},\n{}    params: #{{{params} }},\n    \
         texts: #{{ value: {text} }},\n}};\n\nconst CASES = [];\n\nfn assess(org, params) {{\n    let sum = {sum};\n    \
         scored((sum - params.least) / params.divisor, \"value\")\n}}\n",
        source(),
    )
}
